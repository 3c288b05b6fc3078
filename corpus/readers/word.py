"""Word files: paragraphs and tables in document order, headings by style, lists as printed.

Every line is a whole paragraph, or a table row as a sentence (`corpus.readers.word_table`). The road
within: parts (`word_package`) → text of paragraphs (`word_text`, with `word_fonts`, `word_symbols`,
`word_math`) → blocks (`word_blocks`, with `word_styles`, `word_numbering`) → lines, here. Comments and
what tracked changes deleted are left out; notes follow the sentence that calls them; running headers
and footers and tables of contents are kept as furniture. Macros are never run, embedded files never
opened: both are noted. A page number would be a guess, since only Word's layout knows it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from corpus.errors import Reason, UnreadableError
from corpus.model import Note, NoteKind, Page, Role
from corpus.readers.line import LineList
from corpus.readers.word_blocks import Block, Blocks, CellBlock, Paragraph, TableBlock
from corpus.readers.word_fonts import Fonts
from corpus.readers.word_furniture import furniture
from corpus.readers.word_notes import Notes
from corpus.readers.word_numbering import Numbering
from corpus.readers.word_package import Package, Part
from corpus.readers.word_styles import Styles
from corpus.readers.word_table import Cell, Header, Row, is_layout, read_table
from corpus.readers.word_text import Call
from corpus.readers.word_xml import DRAWING, W, find

_SENTENCE_END = re.compile(r"[.;!?…][\"'”’)\]]*\s*$")
_MACROS = "vbaproject.bin"
_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}


def read(path: Path) -> tuple[Page, ...]:
    """Read a Word file: .docx, .docm, .dotx, .dotm.

    Returns:
        One page without a number; every line a paragraph or a table row.

    Raises:
        UnreadableError: DAMAGED or TOO_LARGE.
    """
    with Package(path) as package:
        main = package.main()
        body = find(main.root, "body")
        if body is None:
            raise UnreadableError(path, Reason.DAMAGED, "no body")
        roots = {
            kind: part.root if (part := package.of(main, kind)) is not None else None
            for kind in ("styles", "numbering", "settings", *_NOTES.values())
        }
        styles, fonts = Styles(roots["styles"]), Fonts(roots["styles"])
        numbering = Numbering.of(roots["numbering"], roots["styles"])

        def blocks(story: Element) -> Blocks:
            return Blocks(styles, fonts, numbering, story)

        sections = list(main.root.iter(f"{W}sectPr"))
        notes = Notes(sections, roots["settings"])
        for kind, name in _NOTES.items():
            if (root := roots[name]) is not None:
                notes.add(kind, root, blocks(root))
        around = furniture(package, main, sections, blocks)
        lines = _Lines(package, main, notes)
        lines.add(around.headers, Role.FURNITURE)
        lines.add(around.letterhead)
        lines.add(blocks(body).read(body))
        lines.call_notes()
        lines.add(around.footers, Role.FURNITURE)
        if package.has(_MACROS):
            lines.notes.append(Note(NoteKind.SCRIPT, "VBA"))
    return (
        Page(
            number=None,
            lines=lines.lines.done(),
            paragraphs=True,
            notes=tuple(dict.fromkeys(lines.notes)),
        ),
    )


class _Lines:
    """Collects the lines of a document from its blocks."""

    def __init__(self, package: Package, main: Part, notes: Notes) -> None:
        self._package = package
        self.lines = LineList()
        self.notes: list[Note] = []
        self._called, self._links = notes, main.links
        self._calls: list[Call] = []
        self._before: tuple[int, tuple[str, ...], Header] | None = None

    def add(self, blocks: Sequence[Block], role: Role = Role.BODY) -> None:
        """Add blocks, in order."""
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block, role)
            elif isinstance(block, TableBlock):
                self._table(block, role)
            else:
                self._attached(block.link)

    def call_notes(self) -> None:
        """Add the notes that were called since the last time."""
        calls, self._calls = self._calls, []
        for call in calls:
            self.add(self._called.read(call))

    def _paragraph(self, paragraph: Paragraph, role: Role) -> None:
        text = paragraph.text
        if paragraph.heading and role is Role.BODY:
            self.lines.add(" ".join(text.split()), heading=paragraph.heading)
        else:
            for line in text.split("\n"):
                self.lines.add(line.strip(), role=Role.FURNITURE if paragraph.contents else role)
        self._hanging(paragraph, role)
        self.add(paragraph.boxes, role)
        # a title's or a half sentence's notes wait, so that nothing comes between its parts
        if self._calls and not paragraph.heading and _SENTENCE_END.search(text):
            self.call_notes()

    def _hanging(self, paragraph: Paragraph, role: Role) -> None:
        for link in paragraph.diagrams:
            for text in self._diagram(link):
                self.lines.add(text, role=role)
        self._calls.extend(paragraph.calls)
        for link in paragraph.objects:
            self._attached(link)

    def _diagram(self, link: str) -> Iterator[str]:
        """The texts of a diagram, in the order of its parts."""
        found = self._links.get(link)
        part = self._package.part(found.target) if found else None
        for paragraph in part.root.iter(f"{DRAWING}p") if part else ():
            yield "".join(text.text or "" for text in paragraph.iter(f"{DRAWING}t"))

    def _attached(self, link: str) -> None:
        found = self._links.get(link)
        if found is not None:
            self.notes.append(Note(NoteKind.ATTACHMENT, posixpath.basename(found.target)))

    def _table(self, table: TableBlock, role: Role) -> None:
        rows = [_row(row.cells, is_header=row.is_header) for row in table.rows]
        if is_layout(rows):
            for row in table.rows:
                for cell in row.cells:
                    self.add(cell.blocks, role)
            return
        carried = None
        if self._before is not None and self._before[:2] == (len(self.lines), table.widths):
            carried = self._before[2]
        worded = read_table(rows, carried)
        for text, is_row in worded.lines:
            self.lines.add(text, role=Role.ROW if is_row and role is Role.BODY else role)
        for row in table.rows:
            for cell in row.cells:
                for paragraph in _paragraphs(cell.blocks):
                    self._hanging(paragraph, role)
        self.call_notes()
        if worded.header and table.widths:
            self._before = (len(self.lines), table.widths, worded.header)


def _row(cells: Sequence[CellBlock], *, is_header: bool) -> Row:
    return Row(tuple(map(_cell, cells)), is_header)


def _cell(cell: CellBlock) -> Cell:
    lines: list[str] = []
    nested = False
    for block in _flat(cell.blocks):
        if isinstance(block, Paragraph):
            lines.extend(filter(None, (line.strip() for line in block.text.split("\n"))))
        elif isinstance(block, TableBlock):
            inner = [_row(row.cells, is_header=row.is_header) for row in block.rows]
            lines.extend(text for text, _ in read_table(inner).lines)
            nested = True
    return Cell(tuple(lines), cell.span, cell.continues, cell.bold, nested)


def _flat(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with those of their text boxes after them."""
    flat: list[Block] = []
    for block in blocks:
        flat.append(block)
        if isinstance(block, Paragraph):
            flat.extend(_flat(block.boxes))
    return flat


def _paragraphs(blocks: Sequence[Block]) -> list[Paragraph]:
    """All paragraphs of a cell, those of its boxes and of tables in it included."""
    found: list[Paragraph] = []
    for block in _flat(blocks):
        if isinstance(block, Paragraph):
            found.append(block)
        elif isinstance(block, TableBlock):
            for row in block.rows:
                for cell in row.cells:
                    found.extend(_paragraphs(cell.blocks))
    return found
