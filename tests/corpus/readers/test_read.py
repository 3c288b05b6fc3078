from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from assistant.messages import explain
from assistant.startup import SHIPPED_DOCUMENTS
from corpus import readers
from corpus.errors import Reason, UnreadableError
from corpus.model import Role

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def word_file(path: Path) -> Path:
    document = docx.Document()
    document.add_heading("Quy trình một cửa", level=1)
    document.add_paragraph("Hồ sơ nộp tại Bộ phận Một cửa.")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells],
        ["Thủ tục", "Thời hạn", "Phí", "Cấp giấy phép", "15 ngày", "Không"],
        strict=True,
    ):
        cell.text = text
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("trong.pdf", b"", Reason.EMPTY),
        ("trong.txt", b"   \n\n", Reason.EMPTY),
        ("gia.pdf", b"not a PDF at all", Reason.DAMAGED),
        ("gia.docx", b"not a Word file", Reason.DAMAGED),
        ("gia.xlsx", b"PK\x03\x04 broken zip", Reason.DAMAGED),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj", Reason.DAMAGED),
        ("anh.png", PNG, Reason.DAMAGED),
        ("anh.pdf", PNG, Reason.DAMAGED),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Reason.UNSUPPORTED),
        ("la.xyz", b"abc", Reason.UNSUPPORTED),
        (
            "khoa.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            Reason.ENCRYPTED,
        ),
    ],
)
def test_a_bad_file_has_one_reason_and_a_sentence_that_names_it(
    tmp_path: Path, name: str, content: bytes, reason: Reason
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableError) as raised:
        readers.read(path)
    assert raised.value.reason is reason
    assert name in explain(raised.value)


def test_a_zip_bomb_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "bom.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (220 * 2**20))
    with pytest.raises(UnreadableError) as raised:
        readers.read(path)
    assert raised.value.reason is Reason.TOO_LARGE


def test_a_word_file_keeps_headings_paragraphs_and_rows_in_order(tmp_path: Path) -> None:
    (page,) = readers.read(word_file(tmp_path / "a.docx"))
    assert page.paragraphs
    assert [(line.text, line.heading, line.role) for line in page.lines] == [
        ("Quy trình một cửa", 1, Role.BODY),
        ("Hồ sơ nộp tại Bộ phận Một cửa.", 0, Role.BODY),
        ("Thủ tục: Cấp giấy phép; Thời hạn: 15 ngày; Phí: Không", 0, Role.ROW),
    ]


def test_the_bytes_decide_where_the_name_is_wrong(tmp_path: Path) -> None:
    word = word_file(tmp_path / "a.docx")
    wrong = tmp_path / "b.pdf"
    wrong.write_bytes(word.read_bytes())
    assert readers.read(wrong)[0].text == readers.read(word)[0].text


def test_a_text_file_has_a_line_for_every_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Dòng một\r\n\r\n  Dòng ba\n".encode())
    (page,) = readers.read(path)
    assert [(line.number, line.text) for line in page.lines] == [
        (1, "Dòng một"),
        (2, ""),
        (3, "Dòng ba"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_text_is_decoded_and_in_one_unicode_form(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Thu\u0309 tu\u0323c".encode(encoding))
    assert readers.read(path)[0].text == "Thủ tục"


def test_markup_in_html_is_read_as_text_and_scripts_are_not(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<html><body><h2>Phí</h2><p>Không thu <b>phí</b></p><script>alert(1)</script></body></html>",
        encoding="utf-8",
    )
    (page,) = readers.read(path)
    assert [line.text for line in page.lines if line.text] == ["Phí", "Không thu phí"]
    assert page.lines[0].heading == 2


def test_markdown_headings_are_headings(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Một\n\nVăn bản\n\n## Hai\n", encoding="utf-8")
    (page,) = readers.read(path)
    assert [(line.text, line.heading) for line in page.lines if line.text] == [
        ("Một", 1),
        ("Văn bản", 0),
        ("Hai", 2),
    ]


def test_every_shipped_document_but_the_scan_is_read() -> None:
    for path in sorted(SHIPPED_DOCUMENTS.rglob("*")):
        if path.suffix in readers.SUFFIXES and ".scan" not in path.name and path.suffix != ".md":
            assert readers.read(path)
