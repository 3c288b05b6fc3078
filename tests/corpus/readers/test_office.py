"""Old Office formats through LibreOffice, and what is said where it is missing."""

from __future__ import annotations

import os
import stat
import subprocess
import time
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import docx
import pytest

from assistant.messages import explain
from corpus import readers
from corpus.errors import Reason, UnreadableError
from corpus.model import NoteKind, Role
from corpus.readers import office

needs_office = pytest.mark.skipif(
    office.converter() is None, reason="LibreOffice (soffice) is not installed"
)
RTF = rb"""{\rtf1\ansi\ansicpg1252\deff0
{\fonttbl{\f0\fnil\fcharset0 Times New Roman;}{\f1\fnil\fcharset0 .VnTime;}}
\f1 C\'e9ng h\'dfa x\'b7 h\'e9i ch\'f1 ngh\'dca Vi\'d6t Nam\par
\f0 H\u7891? s\u417? {\deleted b\u7887? }g\u7891?m {\v \u7849?n}\u273?\u417?n.{\footnote Theo m\u7851?u.}\par
\trowd\cellx2000\cellx4000\cellx6000 T\u234?n\intbl\cell Ph\u237?\cell Ghi\cell\row
\trowd\cellx2000\cellx4000\cellx6000 A\intbl\cell 5\cell x\cell\row
\pard{\field{\*\fldinst INCLUDEPICTURE "URL" \\d}{\fldrslt h\u236?nh}}\par}"""


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    path = tmp_path / "tệp cũ ; $(x) .rtf"
    path.write_bytes(RTF)
    return path


def without_office(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("PATH", str(folder))


def program(folder: Path, script: str) -> None:
    """A program of LibreOffice's name that does something else."""
    path = folder / "bin" / "soffice"
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)


def reason_of(path: Path) -> Reason:
    with pytest.raises(UnreadableError) as raised:
        readers.read(path)
    assert raised.value.path == path
    return raised.value.reason


def test_without_libreoffice_the_user_is_told_what_to_do(
    old_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_office(monkeypatch, tmp_path)
    with pytest.raises(UnreadableError) as raised:
        readers.read(old_file)
    assert raised.value.reason is Reason.NEEDS_OFFICE
    assert "LibreOffice" in explain(raised.value)
    assert "DOCX" in explain(raised.value)


def test_a_converter_that_hangs_is_stopped_with_all_it_started(
    old_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, f"sleep 60 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setenv("PATH", f"{tmp_path}/bin{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(office, "SECONDS", 1)
    assert reason_of(old_file) is Reason.TIMED_OUT
    child = int((tmp_path / "child").read_text())
    time.sleep(0.2)
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(child)], capture_output=True, text=True, check=False
    ).stdout
    assert not state.strip() or state.startswith("Z")


def test_a_converter_that_makes_nothing_means_a_damaged_file(
    old_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "echo Error: source file could not be loaded")
    monkeypatch.setenv("PATH", f"{tmp_path}/bin{os.pathsep}{os.environ['PATH']}")
    assert reason_of(old_file) is Reason.DAMAGED


def test_a_locked_doc_is_told_before_it_is_converted(tmp_path: Path) -> None:
    path = tmp_path / "khoa.doc"
    names = "WordDocument".encode("utf-16-le") + b"\0\0"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    path.write_bytes(head + b"\xec\xa5".ljust(11, b"\0") + b"\x01" + bytes(500) + names)
    assert reason_of(path) is Reason.ENCRYPTED


@needs_office
def test_an_rtf_file_is_read_like_a_word_file_and_nothing_is_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    path = tmp_path / "tệp cũ ; $(x) .rtf"
    path.write_bytes(RTF.replace(b"URL", f"http://127.0.0.1:{server.server_port}/a.png".encode()))
    try:
        (page,) = readers.read(path)
    finally:
        server.shutdown()
        server.server_close()
    assert [(line.text, line.role) for line in page.lines] == [
        ("Cộng hòa xã hội chủ nghĩa Việt Nam", Role.BODY),
        ("Hồ sơ gồm đơn.", Role.BODY),
        ("Chú thích 1: Theo mẫu.", Role.BODY),
        ("Tên: A; Phí: 5; Ghi: x", Role.ROW),
        ("hình", Role.BODY),
    ]
    assert [(note.kind, note.detail) for note in page.notes] == [(NoteKind.CONVERTED, "rtf")]
    assert asked == []


@needs_office
def test_a_doc_is_read_with_headings_lists_and_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Kết quả", level=1)
    document.add_paragraph("Mục một", style="List Number")
    document.add_paragraph("Mục hai", style="List Number")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells],
        ["Thủ tục", "Thời hạn", "Phí", "Cấp phép", "15 ngày", "Không"],
        strict=True,
    ):
        cell.text = text
    document.add_paragraph("Hết.")
    document.save(str(tmp_path / "a.docx"))
    program = office.converter()
    assert program
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
         "--convert-to", "doc", "--outdir", str(tmp_path), str(tmp_path / "a.docx")],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    (page,) = readers.read(tmp_path / "a.doc")
    assert [(line.text, line.heading) for line in page.lines] == [
        ("Kết quả", 1),
        ("1. Mục một", 0),
        ("2. Mục hai", 0),
        ("Thủ tục: Cấp phép; Thời hạn: 15 ngày; Phí: Không", 0),
        ("Hết.", 0),
    ]
    assert page.notes[0].detail == "doc"


@needs_office
def test_an_odt_is_read(tmp_path: Path) -> None:
    name = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{name}:office:1.0" xmlns:text="{name}:text:1.0" '
        'office:version="1.2"><office:body><office:text>'
        '<text:h text:outline-level="2">Kết quả</text:h><text:p>Hồ sơ đã nộp.</text:p>'
        "</office:text></office:body></office:document-content>"
    )
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", content)
        file.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{name}:manifest:1.0"><manifest:file-entry '
            'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )
    (page,) = readers.read(path)
    assert [(line.text, line.heading) for line in page.lines] == [
        ("Kết quả", 2),
        ("Hồ sơ đã nộp.", 0),
    ]
    assert page.notes[0].detail == "odt"
