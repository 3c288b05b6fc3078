"""Word files: paragraphs and tables in document order, headings by style, lists as printed.

Every line is a whole paragraph, or a table row as a sentence (`corpus.readers.word_table`). Text in
a font of an old encoding comes in Unicode (`corpus.readers.word_fonts`). Deleted text of tracked
changes, field codes, headers, footers, footnotes and comments are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import BaseStyle, ParagraphStyle

from corpus.model import Line, Page, Role
from corpus.readers.line import LineList
from corpus.readers.word_fonts import Fonts, unicode_text
from corpus.readers.word_numbering import Numbering
from corpus.readers.word_table import Cell, Row, word_table

_HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:rPr"), qn("w:pPr"), qn("w:txbxContent"), _FALLBACK}
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",
}
_CONTAINERS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:smartTag"), qn("w:customXml"), qn("w:ins")}


def read(path: Path) -> tuple[Page, ...]:
    """Read a Word file.

    Returns:
        One page without a number; every line a paragraph or a table row.

    Raises:
        Exception: whatever python-docx says of a file that is none; `corpus.readers.read` turns it
            into an UnreadableError.
    """
    reader = _Reader(docx.Document(str(path)))
    return (Page(number=None, lines=reader.read(), paragraphs=True),)


class _Reader:
    """One pass over a document's body."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._numbering = Numbering.of(document)
        self._fonts = Fonts(document)
        self._lines = LineList()

    def read(self) -> tuple[Line, ...]:
        """All lines of the body."""
        for block in _blocks(self._document.element.body):
            if block.tag == qn("w:p"):
                self._add_paragraph(block)
            else:
                self._add_table(block)
        return self._lines.done()

    def _add_paragraph(self, paragraph: BaseOxmlElement) -> None:
        heading = self._heading(paragraph)
        text = self._text(paragraph)
        if heading:
            self._lines.add(" ".join(text.split()), heading=heading)
        else:
            for line in text.split("\n"):
                self._lines.add(line.strip())
        for box in _text_boxes(paragraph):
            for inner in _blocks(box):
                if inner.tag == qn("w:p"):
                    self._add_paragraph(inner)

    def _add_table(self, table: BaseOxmlElement) -> None:
        rows = [self._row(row) for row in table.iter(qn("w:tr")) if _owner(row) is table]
        for text, is_row in word_table(rows):
            self._lines.add(text, role=Role.ROW if is_row else Role.BODY)

    def _row(self, row: BaseOxmlElement) -> Row:
        cells: list[Cell] = []
        for cell in row.iter(qn("w:tc")):
            if _owner(cell) is not row:
                continue
            texts = [
                line.strip()
                for paragraph in cell.iter(qn("w:p"))
                for line in self._text(paragraph).split("\n")
                if line.strip()
            ]
            merge = cell.find("./" + qn("w:tcPr") + "/" + qn("w:vMerge"))
            continues = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
            span = cell.find("./" + qn("w:tcPr") + "/" + qn("w:gridSpan"))
            cells.append(
                Cell(
                    lines=tuple(texts),
                    span=int(span.get(qn("w:val"))) if span is not None else 1,
                    continues=continues,
                    bold=_is_bold(cell),
                )
            )
        marked = row.find("./" + qn("w:trPr") + "/" + qn("w:tblHeader"))
        return Row(tuple(cells), marked is not None and _is_on(marked))

    def _text(self, paragraph: BaseOxmlElement) -> str:
        """A paragraph's text with its list number, manual line breaks as line breaks."""
        font = self._fonts.of_paragraph(paragraph)
        text = unicode_text(_characters(paragraph, self._fonts, font))
        name, level = self._list_of(paragraph)
        if name is None or not text.strip():
            return text
        return f"{self._numbering.prefix(name, level)} {text}".strip()

    def _style(self, paragraph: BaseOxmlElement) -> Iterator[BaseStyle]:
        """The paragraph's style and those it is based on."""
        link = paragraph.find("./" + qn("w:pPr") + "/" + qn("w:pStyle"))
        if link is None:
            return
        styles = {style.style_id: style for style in self._document.styles}
        style = styles.get(link.get(qn("w:val")))
        seen: set[str] = set()
        while isinstance(style, ParagraphStyle) and style.style_id not in seen:
            seen.add(style.style_id)
            yield style
            style = style.base_style

    def _heading(self, paragraph: BaseOxmlElement) -> int:
        level = paragraph.find("./" + qn("w:pPr") + "/" + qn("w:outlineLvl"))
        if level is not None:
            value = int(level.get(qn("w:val")))
            return value + 1 if value < 9 else 0
        for style in self._style(paragraph):
            match = _HEADING.match(style.name or "")
            if match:
                return int(match[1])
            if (style.name or "").lower() == "title":
                return 1
        return 0

    def _list_of(self, paragraph: BaseOxmlElement) -> tuple[str | None, int]:
        """The list that a paragraph or its style belongs to, and the level in it."""
        for holder in (paragraph, *(style.element for style in self._style(paragraph))):
            found = holder.find("./" + qn("w:pPr") + "/" + qn("w:numPr"))
            if found is None:
                continue
            number, level = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
            if number is not None:
                depth = int(level.get(qn("w:val"))) if level is not None else 0
                return str(number.get(qn("w:val"))), depth
        return None, 0


def _blocks(parent: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Paragraphs and tables in order, those in content controls and insertions included."""
    for child in parent.iterchildren():
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in _CONTAINERS:
            yield from _blocks(child)


def _characters(
    parent: BaseOxmlElement, fonts: Fonts, font: str | None
) -> Iterator[tuple[str, str | None]]:
    """The texts of a paragraph in order, each with its font."""
    for child in parent.iterchildren():
        if child.tag == qn("w:t"):
            yield child.text or "", font
        elif child.tag == qn("w:br"):
            yield "\n" if child.get(qn("w:type")) in (None, "textWrapping") else "", font
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag], font
        elif child.tag == qn("w:r"):
            yield from _characters(child, fonts, fonts.of_run(child) or font)
        elif child.tag not in _SKIPPED:
            yield from _characters(child, fonts, font)


def _text_boxes(paragraph: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Text boxes anchored in a paragraph, each once: Word also stores a copy for old programs."""
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
            yield box


def _owner(element: BaseOxmlElement) -> BaseOxmlElement | None:
    """The table of a row, the row of a cell: the nearest one, so that nested tables stay apart."""
    wanted = {qn("w:tr"): qn("w:tbl"), qn("w:tc"): qn("w:tr")}[element.tag]
    return next((parent for parent in element.iterancestors() if parent.tag == wanted), None)


def _is_on(flag: BaseOxmlElement) -> bool:
    return flag.get(qn("w:val"), "true") not in ("0", "false", "off")


def _is_bold(cell: BaseOxmlElement) -> bool:
    """Whether every run of text in a cell is bold by itself."""
    runs = [run for run in cell.iter(qn("w:r")) if (run.findtext(qn("w:t")) or "").strip()]
    marks = [run.find("./" + qn("w:rPr") + "/" + qn("w:b")) for run in runs]
    return bool(marks) and all(mark is not None and _is_on(mark) for mark in marks)
