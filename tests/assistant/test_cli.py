from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from assistant.cli import app
from assistant.startup import SHIPPED_DOCUMENTS
from tests.making import REPORT

ROOT = Path(__file__).parents[2]
OCR = SHIPPED_DOCUMENTS / "bao-cao-cchc-6-thang-2024.ocr.txt"


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        timeout=240,
    )


def here(*arguments: str | Path) -> Result:
    """The same without a process of its own, which takes ten seconds to import what it needs."""
    return CliRunner().invoke(app, [*map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "tài liệu"
    folder.mkdir()
    (folder / "phi.txt").write_text("1. Phí\nPhí kiểm định là 7.000 đồng.\n", encoding="utf-8")
    return folder


def test_index_reports_what_it_did_and_names_what_it_could_not_read(
    documents: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    done = run("index", documents, "--store", store)
    assert done.returncode == 0, done.stderr
    (documents / "hỏng.pdf").write_bytes(b"not a PDF")
    (documents / "tiêm.txt").write_text("", encoding="utf-8")
    again = here("index", documents, "--store", store)
    assert again.exit_code == 1
    assert "hỏng.pdf" in again.stderr
    assert "tiêm.txt" in again.stderr
    assert "Traceback" not in again.stderr
    listed = json.loads(here("documents", "--store", store, "--json").stdout)
    assert [(one["name"], one["audience"]) for one in listed] == [("phi.txt", "public")]
    assert set(listed[0]) >= {
        "name",
        "title",
        "number",
        "date",
        "pages",
        "chunks",
        "how",
        "audience",
    }


def test_ask_prints_an_answer_with_its_sources_and_no_colours_in_a_pipe(demo_store: Path) -> None:
    done = run("ask", "Sở có bao nhiêu thủ tục hành chính?", "--store", demo_store)
    assert done.returncode == 0, done.stderr
    assert "58 thủ tục" in done.stdout
    assert "bao-cao-cchc-6-thang-2024.pdf), trang 3" in done.stdout
    assert "\x1b" not in done.stdout


def test_ask_prints_json_for_programs(demo_store: Path) -> None:
    done = here(
        "ask", "Còn năm 2021?", "--history", "SIPAS của tỉnh năm 2023 xếp thứ mấy?",
        "--store", demo_store, "--json",
    )  # fmt: skip
    answer = json.loads(done.stdout)
    assert answer["question"] == "Còn năm 2021?"
    assert answer["short_answer"] == "xếp hạng 3/63"  # as asked in full
    assert answer["citations"][0]["document"] == "chi-so-cchc-cap-tinh.docx"


def test_the_role_decides_what_is_asked(demo_store: Path) -> None:
    question = "Kiểm tra số liệu trước khi trình báo cáo thế nào?"
    for role, sees in (("citizen", False), ("staff", True)):
        done = here("ask", question, "--store", demo_store, "--role", role, "--json")
        assert ("staff/huong-dan" in done.stdout) is sees


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "Phí?", "--store", "no/such/store"),
        ("ask", "Phí?", "--role", "admin"),
        ("documents", "--store", "no/such/store"),
        ("index", "no/such/folder"),
        ("restore", "README.md"),
        ("restore", "no-such.txt"),
        ("serve", "--port", "99999999"),
        ("index",),
        ("no-such-command",),
    ],
)
def test_wrong_usage_is_exit_code_two_and_a_sentence(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    done = run(*arguments, ASSISTANT_STORE=str(tmp_path / "store"))
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    done = run("ask", "Phí?", ASSISTANT_STORE=str(tmp_path), ASSISTANT_PORT="abc")
    assert done.returncode == 2
    assert "ASSISTANT_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_model_that_is_not_here_is_a_sentence(tmp_path: Path, documents: Path) -> None:
    done = run(
        "index", documents, "--store", tmp_path / "s", ASSISTANT_EMBEDDING_MODEL="no/such-model"
    )
    assert done.returncode == 2
    assert "no/such-model" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "path",
    [
        OCR,
        pytest.param(
            REPORT,
            marks=pytest.mark.skipif(
                not REPORT.exists(), reason="needs ../shared, which a user's clone has not"
            ),
        ),
    ],
    ids=["demo", "real"],
)
def test_restore_prints_a_line_for_every_line(path: Path) -> None:
    done = run("restore", path)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == len(path.read_text(encoding="utf-8").splitlines())


def test_read_prints_pages_and_their_json() -> None:
    report = SHIPPED_DOCUMENTS / "bao-cao-cchc-6-thang-2024.pdf"
    assert "--- Trang 2 ---" in run("read", report).stdout
    pages = json.loads(run("read", report, "--json").stdout)
    assert [page["page"] for page in pages] == list(range(1, len(pages) + 1))
    assert set(pages[0]) >= {"page", "text", "how", "repaired", "confidence"}


def test_an_unreadable_file_is_exit_code_one(tmp_path: Path) -> None:
    path = tmp_path / "hỏng.pdf"
    path.write_bytes(b"%PDF-1.7 no")
    done = run("read", path)
    assert done.returncode == 1
    assert "hỏng.pdf" in done.stderr


def test_a_document_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Phí \x1b[31mđỏ\x1b[0m\n", encoding="utf-8")
    assert "\x1b" not in run("read", path).stdout


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, assistant.cli; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    loaded = set(done.stdout.split())
    assert not loaded & {"torch", "chromadb", "gradio", "transformers", "langchain_core", "numpy"}
