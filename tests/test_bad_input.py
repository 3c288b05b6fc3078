"""Bad files and bad questions: each gets a sentence in Vietnamese, and nothing indexed is lost."""

from __future__ import annotations

import io
import logging
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl
import pypdf
import pytest

from assistant.messages import explain
from assistant.model import Status
from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.startup import SHIPPED_DOCUMENTS
from corpus import readers
from corpus.errors import Reason, UnreadableError
from corpus.index import build
from corpus.manifest import read_current
from tests.pdf_making import canvas, put

if TYPE_CHECKING:
    from corpus.embedding import Embedder

PDF = SHIPPED_DOCUMENTS / "bao-cao-cchc-6-thang-2024.pdf"
WORD = SHIPPED_DOCUMENTS / "chi-so-cchc-cap-tinh.docx"
SHEET = SHIPPED_DOCUMENTS / "danh-muc-tthc.xlsx"
FEE = "1. Phí kiểm định\nPhí kiểm định là 7.000 đồng.\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504

EMPTY = (Reason.EMPTY, "tệp trống")
LOCKED = (Reason.ENCRYPTED, "mật khẩu")
BROKEN = (Reason.DAMAGED, "tệp hỏng hoặc không đúng định dạng")
UNKNOWN = (Reason.UNSUPPORTED, "chưa đọc được định dạng này")


def half(path: Path) -> bytes:
    data = path.read_bytes()
    return data[: len(data) // 2]


def locked_pdf(user: str, owner: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=PDF)
    writer.encrypt(user, owner, algorithm="AES-256")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def locked_zip(path: Path) -> bytes:
    """An Office file whose zip entries say that they are encrypted."""
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    data = io.BytesIO()
    save(data)
    return data.getvalue()


def other_zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("a.txt", "không phải Word")
    return data.getvalue()


BAD: dict[str, tuple[Callable[[], bytes], tuple[Reason, str]]] = {
    "khong-byte.pdf": (lambda: b"", EMPTY),
    "khong-byte.docx": (lambda: b"", EMPTY),
    "khong-byte.xlsx": (lambda: b"", EMPTY),
    "khong-byte.txt": (lambda: b"", EMPTY),
    "khong-byte.html": (lambda: b"", EMPTY),
    "khoang-trang.txt": (lambda: b" \n\t\n\xef\xbb\xbf", EMPTY),
    "khong-chu.docx": (lambda: saved(docx.Document().save), EMPTY),
    "khong-chu.xlsx": (lambda: saved(openpyxl.Workbook().save), EMPTY),
    "the-rong.html": (lambda: b"<html><body><p> </p></body></html>", EMPTY),
    "mat-khau.pdf": (lambda: locked_pdf("bí mật", "chủ"), LOCKED),
    "mat-khau.docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), LOCKED),
    "mat-khau.xlsx": (lambda: locked_zip(SHEET), LOCKED),
    "dut.pdf": (lambda: PDF.read_bytes()[:3000], BROKEN),
    "dut.docx": (lambda: half(WORD), BROKEN),
    "dut.xlsx": (lambda: half(SHEET), BROKEN),
    "chu-doi-ten.pdf": (lambda: FEE.encode(), BROKEN),
    "chu-doi-ten.docx": (lambda: FEE.encode(), BROKEN),
    "nen-doi-ten.docx": (other_zip, BROKEN),
    "nhi-phan-doi-ten.txt": (lambda: bytes(range(256)) * 8, BROKEN),
    "ban-cu.docx": (lambda: OLE, UNKNOWN),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_a_sentence_that_names_it_and_says_what_to_do(
    tmp_path: Path, name: str
) -> None:
    make, (reason, sentence) = BAD[name]
    (tmp_path / name).write_bytes(make())
    with pytest.raises(UnreadableError) as raised:
        readers.read(tmp_path / name)
    assert raised.value.reason is reason
    assert name in explain(raised.value)
    assert sentence in explain(raised.value)


def test_every_reason_has_its_own_sentence() -> None:
    sentences = {explain(UnreadableError(Path("a"), reason)) for reason in Reason}
    assert len(sentences) == len(Reason)


@pytest.fixture
def opened(tmp_path: Path, embedder: Embedder) -> Callable[[Path], Assistant]:
    """Indexes a folder anew and opens an assistant over the store."""

    def open_(folder: Path) -> Assistant:
        build([folder], tmp_path / "store", embedder=embedder)
        return Assistant(Settings(store=tmp_path / "store"), embedder)

    return open_


def test_bad_files_in_a_folder_do_not_keep_the_good_one_from_answering(
    tmp_path: Path, embedder: Embedder, opened: Callable[[Path], Assistant]
) -> None:
    folder = tmp_path / "tai-lieu"
    folder.mkdir()
    (folder / "phi.txt").write_text(FEE, encoding="utf-8")
    for name, (make, _) in BAD.items():
        (folder / name).write_bytes(make())
    report = build([folder], tmp_path / "store", embedder=embedder)
    assert report.read == ["phi.txt"]
    assert {error.path.name: error.reason for error in report.failed} == {
        name: reason for name, (_, (reason, _)) in BAD.items()
    }
    assistant = opened(folder)
    assert "7.000 đồng" in assistant.ask("Phí kiểm định là bao nhiêu?").text
    assert [document.name for document in assistant.documents()] == ["phi.txt"]
    assistant.close()


@pytest.mark.slow
def test_what_was_indexed_answers_on_when_its_files_are_spoiled(
    tmp_path: Path, embedder: Embedder, opened: Callable[[Path], Assistant]
) -> None:
    folder = tmp_path / "tai-lieu"
    folder.mkdir()
    for source in (PDF, WORD, SHEET):
        shutil.copy(source, folder / source.name)
    (folder / "phi.txt").write_text(FEE, encoding="utf-8")
    asked = {
        "Sở có bao nhiêu thủ tục hành chính?": "58 ",
        "SIPAS của tỉnh Hưng Yên năm 2023 xếp thứ mấy?": "7/63",
        "Sửa đổi giấy phép X-quang mất bao lâu?": "10 ngày làm việc",
        "Phí kiểm định là bao nhiêu?": "7.000 đồng",
    }
    first = opened(folder)
    before = {question: first.ask(question).text for question in asked}
    first.close()
    (folder / PDF.name).write_bytes(locked_pdf("bí mật", "chủ"))
    (folder / WORD.name).write_bytes(half(WORD))
    (folder / SHEET.name).write_bytes(FEE.encode())
    (folder / "phi.txt").write_bytes(b"")
    report = build([folder], tmp_path / "store", embedder=embedder)
    assert len(report.failed) == 4
    assert report.removed == []
    assistant = opened(folder)
    for question, said in asked.items():
        assert said in before[question]
        assert assistant.ask(question).text == before[question]
    assistant.close()


def test_a_file_that_only_may_not_be_changed_is_read(tmp_path: Path) -> None:
    path = tmp_path / "khoa-sua.pdf"
    path.write_bytes(locked_pdf("", "chủ"))
    assert "58 thủ tục" in " ".join(page.text for page in readers.read(path)).replace("\n", " ")


@pytest.mark.parametrize(
    ("source", "name"),
    [(PDF, "pdf.docx"), (WORD, "word.xlsx"), (SHEET, "sheet.pdf"), (PDF, "pdf.txt")],
)
def test_a_good_file_with_a_wrong_ending_is_read_as_what_it_is(
    tmp_path: Path, source: Path, name: str
) -> None:
    shutil.copy(source, tmp_path / name)
    read = readers.read(tmp_path / name)
    assert [page.text for page in read] == [page.text for page in readers.read(source)]


def test_a_sheet_without_a_header_is_found_by_its_rows(
    tmp_path: Path, opened: Callable[[Path], Assistant]
) -> None:
    folder = tmp_path / "tai-lieu"
    folder.mkdir()
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Phí kiểm định cân đồng hồ", "7.000 đồng"])
    book.active.append(["Phí hiệu chuẩn nhiệt kế", "9.000 đồng"])
    book.save(folder / "phi.xlsx")
    assistant = opened(folder)
    answer = assistant.ask("Phí hiệu chuẩn nhiệt kế bao nhiêu tiền?")
    assert "9.000 đồng" in answer.text
    assert 2 in {citation.row for citation in answer.citations}
    assistant.close()


@pytest.mark.slow
def test_two_hundred_and_fifty_pages_are_indexed_and_cited_to_the_last(
    tmp_path: Path, opened: Callable[[Path], Assistant]
) -> None:
    folder = tmp_path / "tai-lieu"
    folder.mkdir()
    made = canvas(folder / "dai.pdf")
    for page in range(1, 254):
        put(made, [(72, 90, f"Điều {page}. Phí kiểm định cân bàn số {page} của huyện")])
        put(made, [(72, 110, f"là {page}.000 đồng, nộp trước ngày 01/3 hằng năm.")])
        made.showPage()
    made.save()
    assistant = opened(folder)
    (document,) = assistant.documents()
    assert document.pages == 253
    assert max(line.page or 0 for line in assistant.lines("dai.pdf")) == 253
    answer = assistant.ask("Phí kiểm định cân bàn số 253 là bao nhiêu?")
    assert answer.status is Status.ANSWERED
    assert "253.000 đồng" in answer.text
    assert 253 in {citation.page for citation in answer.citations}
    for citation in answer.citations:
        lines = assistant.lines("dai.pdf", page=citation.page)
        assert lines[0].page == citation.page
        source = " ".join(line.source for line in lines).split()
        assert " ".join(citation.source_quote.split()) in " ".join(source)
    assistant.close()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("trong.txt", b"", "tệp trống"),
        ("mat-khau.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    ],
)
def test_the_command_line_says_the_sentence_and_ends_with_one(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "read", str(tmp_path / name)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[1],
        timeout=120,
    )
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


CLARIFY, BLOCKED = Status.NEEDS_CLARIFICATION, Status.BLOCKED
REFUSED = (Status.OUT_OF_SCOPE, Status.NOT_FOUND)


@pytest.mark.parametrize(
    ("question", "statuses", "sentence"),
    [
        ("", (CLARIFY,), "Bạn chưa nhập câu hỏi"),
        (" \n\t ", (CLARIFY,), "Bạn chưa nhập câu hỏi"),
        ("?!… — *** €", (CLARIFY,), "Bạn chưa nhập câu hỏi"),
        ("\u200b\u202e\x00", (CLARIFY,), "Bạn chưa nhập câu hỏi"),
        ("😀🙏", (CLARIFY,), "Bạn chưa nhập câu hỏi"),
        ("phí " * 2_500, (CLARIFY,), "Câu hỏi dài 10000 ký tự, quá mức tối đa 500 ký tự"),
        ("x" * 10_000, (CLARIFY,), "quá mức tối đa 500 ký tự"),
        ("'; DROP TABLE chunks; --", REFUSED, "Bộ phận Một cửa"),
        ("' OR 1=1; DELETE FROM documents; --", REFUSED, "one-stop desk"),
        ("<script>alert(1)</script>", REFUSED, "Bộ phận Một cửa"),
        ("<img src=x onerror=alert(1)>", REFUSED, "Bộ phận Một cửa"),
        ("Hồ sơ của an.nguyen@example.com đến đâu rồi?", (BLOCKED,), "thông tin cá nhân"),
        ("ho so cua toi, email AN@EXAMPLE.COM.VN", (BLOCKED,), "thông tin cá nhân"),
        ("Căn cước 033099001234 của tôi có kết quả chưa?", (BLOCKED,), "thông tin cá nhân"),
        ("CMND 145678901 của tôi đã được cấp giấy phép chưa?", (BLOCKED,), "thông tin cá nhân"),
    ],
)
def test_a_bad_question_gets_a_sentence_and_the_next_one_its_answer(
    assistant: Assistant,
    caplog: pytest.LogCaptureFixture,
    question: str,
    statuses: tuple[Status, ...],
    sentence: str,
) -> None:
    version = read_current(assistant.settings.store)
    documents = [document.name for document in assistant.documents()]
    with caplog.at_level(logging.INFO):
        answer = assistant.ask(question)
    assert answer.status in statuses
    assert sentence in answer.text
    assert answer.citations == ()
    for secret in ("an.nguyen", "EXAMPLE", "033099001234", "145678901", "<script", "<img"):
        assert secret not in answer.text
        assert secret not in caplog.text
    assert assistant.ask("Sở có bao nhiêu thủ tục hành chính?").short == "58 thủ tục"
    assert read_current(assistant.settings.store) == version
    assert [document.name for document in assistant.documents()] == documents


def test_markup_in_a_question_never_comes_back(assistant: Assistant) -> None:
    answer = assistant.ask("<b>Sở có bao nhiêu thủ tục hành chính?</b>")
    assert answer.status is Status.ANSWERED
    assert "<b>" not in answer.text
