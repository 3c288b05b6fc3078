"""PDF text in fonts from before Unicode."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus import readers

PRINTED = ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "KÕ ho¹ch c¶i c¸ch hµnh chÝnh n¨m 2024")
READ = ("Cộng hòa xã hội chủ nghĩa Việt Nam", "Kế hoạch cải cách hành chính năm 2024")


def made(path: Path, lines: tuple[str, ...], font: bytes) -> Path:
    """A PDF whose text is set in a font of another name; names of nine characters fit."""
    assert len(font) == len(b"Helvetica")
    canvas = Canvas(str(path), pageCompression=0)
    canvas.setFont("Helvetica", 14)
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 30 * number, line)
    canvas.save()
    data = path.read_bytes().replace(b"/BaseFont /Helvetica ", b"/BaseFont /" + font + b" ")
    path.write_bytes(data)
    return path


def test_a_fonts_name_tells_the_encoding_of_a_single_line(tmp_path: Path) -> None:
    (page,) = readers.read(made(tmp_path / "a.pdf", PRINTED[:1], b"#2EVnTime"))
    assert [line.text for line in page.lines] == list(READ[:1])


def test_lines_keep_their_places(tmp_path: Path) -> None:
    (page,) = readers.read(made(tmp_path / "a.pdf", PRINTED, b"#2EVnTime"))
    (other,) = readers.read(made(tmp_path / "b.pdf", PRINTED, b"Helvetica"))
    assert [line.text for line in page.lines] == list(READ)
    for line, same in zip(page.lines, other.lines, strict=True):
        assert line.box is not None
        assert same.box is not None
        assert line.box.left == pytest.approx(same.box.left, abs=0.5)
        assert line.box.right > line.box.left + 200


def test_text_that_makes_sense_as_it_stands_is_left_whatever_its_font(tmp_path: Path) -> None:
    text = "Quality management systems for x-ray laboratories"
    (page,) = readers.read(made(tmp_path / "a.pdf", (text,), b"#2EVnTime"))
    assert [line.text for line in page.lines] == [text]


def test_a_font_of_capitals_shows_small_letters_as_capitals(tmp_path: Path) -> None:
    (page,) = readers.read(made(tmp_path / "a.pdf", ("céng hßa x· héi",), b"#2EVnTimH"))
    assert [line.text for line in page.lines] == ["CỘNG HÒA XÃ HỘI"]
