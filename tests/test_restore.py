"""`assistant restore FILE`: a line for every line, and a sentence for what cannot be read."""

from __future__ import annotations

import random
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest

from tests.repairing import FIGURES

ROOT = Path(__file__).parents[1]
SCAN = ROOT / "corpus/documents/bao-cao-cchc-6-thang-2024.ocr.txt"
ENGLISH = """Please submit the form to the office before Friday.

Bring the original documents with you.
The committee approved 12 of 14 applications on 08/3/2024.
"""
CHINESE = "请在星期五之前将表格提交给办公室，并携带原件。\n第二行 123\n"
BARE = "Uy ban nhan dan tinh\nNguoi dan nop ho so tai Bo phan Mot cua\n"
WHOLE = "Ủy ban nhân dân tỉnh\nNgười dân nộp hồ sơ tại Bộ phận Một cửa\n"


def restore(path: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "restore", str(path)],
        capture_output=True,
        cwd=ROOT,
        timeout=240,
    )
    # as bytes come: Python would make one line end of "\r\n" and "\r"
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert "Traceback" not in err
    assert "Traceback" not in out
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def written(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "văn bản.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def noise(*, zeros: bool) -> bytes:
    chance = random.Random(3)
    return bytes(chance.randrange(0 if zeros else 1, 256) for _ in range(4000))


def test_the_demo_scan_is_printed_line_for_line_with_its_figures() -> None:
    done = restore(SCAN)
    assert done.returncode == 0
    assert done.stderr == ""
    before = SCAN.read_text(encoding="utf-8").split("\n")
    after = done.stdout.split("\n")
    assert len(after) == len(before)
    real = [figure for line in before for figure in FIGURES.findall(line) if len(figure) > 4]
    kept = [figure for line in after for figure in FIGURES.findall(line) if len(figure) > 4]
    assert len(real) > 50
    missing = [figure for figure in real if figure not in kept]
    assert len(missing) <= 0.05 * len(real), missing
    assert "Ủy ban nhân dân (UBND) tỉnh đã ban hành Kế hoạch số" in done.stdout


@pytest.mark.parametrize("ending", ["\n", "\r\n", ""])
def test_text_without_accents_is_repaired_whatever_ends_its_lines(
    tmp_path: Path, ending: str
) -> None:
    content = BARE.strip().replace("\n", ending or "\n") + ending
    done = restore(written(tmp_path, content))
    assert (done.returncode, done.stdout, done.stderr) == (0, WHOLE, "")


def test_other_unicode_encodings_are_read(tmp_path: Path) -> None:
    for content in (BARE.encode("utf-16"), BARE.encode("utf-8-sig")):
        done = restore(written(tmp_path, content))
        assert (done.returncode, done.stdout) == (0, WHOLE)


def test_decomposed_letters_come_out_composed(tmp_path: Path) -> None:
    done = restore(written(tmp_path, unicodedata.normalize("NFD", WHOLE)))
    assert done.stdout == WHOLE


@pytest.mark.parametrize(
    "content",
    [
        ENGLISH,
        CHINESE,
        WHOLE,
        "12 34 56,7 1.500.000 08/3/2024\n\n98,5% 7/63\n0912345678\n",
        "\n\n" + WHOLE + "\n \n",
        WHOLE + CHINESE + "\n" + ENGLISH,
    ],
    ids=["english", "chinese", "vietnamese", "numbers", "blank lines", "mixed"],
)
def test_what_needs_no_repair_is_printed_as_it_is(tmp_path: Path, content: str) -> None:
    done = restore(written(tmp_path, content))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == content


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (noise(zeros=True), "hỏng"),
        (noise(zeros=False), "hỏng"),
        (CHINESE.encode("gbk") * 5, "bảng mã"),
        (b"S\xed\xa0\x80 abc\n" * 3, "bảng mã"),
        (WHOLE.encode() + b"Qu\xe9 \xff\xfe hi \xe1\xe0\xb5\xb6\n", "bảng mã"),
        (b"", "tệp trống"),
        (b"\n\n \t\n", "tệp trống"),
        ("\u200b\u200b\n\u2060\ufeff\n", "tệp trống"),
    ],
    ids=["bytes", "no zeros", "gbk", "surrogates", "two encodings", "empty", "blank", "invisible"],
)
def test_what_cannot_be_read_is_said_in_a_sentence(
    tmp_path: Path, content: str | bytes, sentence: str
) -> None:
    done = restore(written(tmp_path, content))
    assert done.returncode == 1
    assert done.stdout == ""
    assert sentence in done.stderr
    assert "văn bản.txt" in done.stderr
    assert len(done.stderr.strip().split("\n")) == 1


def test_a_file_that_is_not_there_or_no_text_file_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "thư mục.txt").mkdir()
    (tmp_path / "bảng.xlsx").write_bytes(b"PK")
    for name in ("không có.txt", "thư mục.txt", "bảng.xlsx"):
        done = restore(tmp_path / name)
        assert done.returncode == 2
        assert done.stdout == ""
        assert name in done.stderr


def test_a_few_broken_bytes_in_a_long_text_cost_only_themselves(tmp_path: Path) -> None:
    content = WHOLE.encode() * 20 + b"Qu\xe9\n" + WHOLE.encode() * 20
    done = restore(written(tmp_path, content))
    assert done.returncode == 0
    assert done.stdout == WHOLE * 20 + "Qu\ufffd\n" + WHOLE * 20


def test_control_and_zero_width_characters_keep_their_lines(tmp_path: Path) -> None:
    content = (
        "Ủ\u200by b\u200dan nhân\u2060 dân\n\u200b\n\x01\x02 tỉnh\x07\n"
        "Sở\u2028Khoa\u0085học\x0b\n\x0cTrang 2\n"
    )
    done = restore(written(tmp_path, content))
    assert done.returncode == 0
    lines = done.stdout.split("\n")
    assert len(lines) == len(content.split("\n"))
    assert lines[0] == "Ủy ban nhân dân"
    assert "tỉnh" in lines[2]
    assert lines[4].strip() == "Trang 2"


@pytest.mark.parametrize("unit", ["1.500.000 ", "a", "请在"], ids=["figures", "letters", "chinese"])
def test_one_line_of_two_megabytes_is_one_line(tmp_path: Path, unit: str) -> None:
    content = (unit * (2_000_000 // len(unit.encode()))).rstrip()
    start = time.monotonic()
    done = restore(written(tmp_path, content))
    assert time.monotonic() - start < 60
    assert done.returncode == 0
    assert done.stdout == content + "\n"
