"""Word files in the look of an administrative document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from tools.demo_corpus import stable

FONT = "Times New Roman"


def begin(title: str) -> Document:
    """An empty document with its styles set and its title on top."""
    document = docx.Document()
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = FONT
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    for name, size in (("Normal", 13), ("Title", 18), ("Heading 1", 15), ("Heading 2", 13)):
        document.styles[name].font.size = Pt(size)
    document.add_heading(title, level=0)
    return document


def table(document: Document, rows: Sequence[Sequence[str]]) -> None:
    """A table with lines, its first row a header that comes again on every page."""
    made = document.add_table(rows=len(rows), cols=len(rows[0]))
    made.style = "Table Grid"
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for cell in made.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    header = made.rows[0]._tr.get_or_add_trPr()
    header.append(header.makeelement(qn("w:tblHeader"), {}))


def save(document: Document, path: Path, subject: str) -> None:
    """Write the file, the same byte for byte at every run."""
    properties = document.core_properties
    properties.author = "Bản trình diễn của trợ lý hỏi đáp cải cách hành chính"
    properties.subject = subject
    properties.comments = ""
    properties.created = properties.modified = stable.MADE
    properties.language = "vi"
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    stable.restamp(path)
