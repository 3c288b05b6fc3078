"""The body of a Word file as blocks: paragraphs with their numbers, tables of cells of blocks.

What tracked changes deleted is out, paragraphs whose end mark was deleted are one with the next,
and table grids are whole: cells that merge to the left, gaps at a row's ends, rows and cells in
content controls (ISO/IEC 29500-1, 17.4 and 17.13).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from corpus.readers.word_fonts import Fonts, Piece, unicode_text
from corpus.readers.word_numbering import Numbering
from corpus.readers.word_styles import Style, Styles, heading, lists_contents, toggle
from corpus.readers.word_text import Call, Inline, Inlines
from corpus.readers.word_xml import (
    ALTERNATIVES,
    CELL,
    CONTROL,
    DELETED,
    PARAGRAPH,
    ROW,
    TABLE,
    W,
    bits,
    chosen,
    find,
    is_on,
    is_shaded,
    number,
    shows_placeholder,
    value,
)

_FIRST_ROW = 0x0020  # of `w:tblLook`, ISO/IEC 29500-1, 17.4.55
_WIDEST = 63  # columns of a Word table; a file may claim a million
_LONGEST_HEADING = 40  # words; a style of headings on a whole clause is only its looks


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        text: as printed, its number or bullet before it; manual line breaks are line breaks.
        heading: its level, 1-9; 0 for text.
        contents: whether it is an entry of a table of contents.
        boxes: what stands in the text boxes that hang on it.
        calls: the notes it calls.
        objects: relationship ids of the files embedded in it.
        diagrams: relationship ids of the texts of diagrams that hang on it.
    """

    text: str
    heading: int = 0
    contents: bool = False
    boxes: tuple[Block, ...] = ()
    calls: tuple[Call, ...] = ()
    objects: tuple[str, ...] = ()
    diagrams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellBlock:
    """A cell with its content.

    Attributes:
        span: the grid columns it covers.
        continues: whether it carries on the cell above.
        bold: whether all its text is, or the cell is shaded: it is set off from others.
    """

    blocks: tuple[Block, ...] = ()
    span: int = 1
    continues: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class RowBlock:
    """A row, and whether the file marks it as a header that comes again on every page."""

    cells: tuple[CellBlock, ...]
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table.

    Attributes:
        widths: of its grid's columns, as the file says; tables cut in two have the same.
    """

    rows: tuple[RowBlock, ...]
    widths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A document of another format that Word shows here, by relationship id; it is never opened."""

    link: str


Block = Paragraph | TableBlock | Elsewhere


class Blocks:
    """Reads the blocks of one story; ask in document order, for lists are counted."""

    def __init__(self, styles: Styles, fonts: Fonts, numbering: Numbering, story: Element) -> None:
        self._styles, self._numbering = styles, numbering
        self._inlines = Inlines(styles, fonts, story)

    def read(self, parent: Element, *, in_cell: bool = False) -> tuple[Block, ...]:
        """The blocks in an element: a body, a cell, a text box, a note."""
        return tuple(self._blocks(parent, in_cell))

    def _blocks(self, parent: Element, in_cell: bool) -> Iterator[Block]:
        open_text = Inline()  # of paragraphs whose end mark was deleted
        for element in _elements(parent):
            if element.tag == PARAGRAPH:
                chain = self._styles.of_paragraph(element)
                self._inlines.read(element, chain, open_text)
                if not _is_joined(element):
                    yield from self._paragraph(element, chain, open_text, in_cell)
                    open_text = Inline()
                continue
            if open_text.pieces:
                yield from self._plain(open_text)
                open_text = Inline()
            if element.tag == TABLE:
                yield self._table(element)
            elif link := next((v for k, v in element.items() if k.endswith("}id")), None):
                yield Elsewhere(link)
        if open_text.pieces:
            yield from self._plain(open_text)

    def _plain(self, inline: Inline) -> Iterator[Paragraph]:
        text = unicode_text(inline.pieces)
        if text.strip():
            yield Paragraph(text, calls=tuple(inline.calls), objects=tuple(inline.objects))

    def _paragraph(
        self, element: Element, chain: tuple[Style, ...], inline: Inline, in_cell: bool
    ) -> Iterator[Paragraph]:
        text = unicode_text(inline.pieces)
        place = self._numbering.place(element, chain)
        prefix = ""
        # Word counts empty list paragraphs, but none whose end mark cannot be seen
        if place is not None and (text.strip() or not _is_hidden(element, chain)):
            prefix = self._numbering.prefix(*place)
        if text.strip() and prefix:
            if any(char.isalpha() and not char.isascii() for char in prefix):
                # "Điều 1." of an old font is in that font's encoding, as the text is
                text = unicode_text([Piece(prefix, inline.pieces[0].font), *inline.pieces])
            else:
                text = prefix + text.lstrip()
        elif not text.strip() and in_cell:  # a column that only counts the rows
            text = prefix.strip()
        level = heading(element, chain) if text.strip() else 0
        boxes = tuple(block for box in inline.boxes for block in self.read(box))
        contents = inline.contents or (bool(chain) and lists_contents(chain))
        if text.strip() or boxes or inline.calls or inline.objects or inline.diagrams:
            yield Paragraph(
                text,
                heading=level if not contents and len(text.split()) <= _LONGEST_HEADING else 0,
                contents=contents,
                boxes=boxes,
                calls=tuple(inline.calls),
                objects=tuple(inline.objects),
                diagrams=tuple(inline.diagrams),
            )

    def _table(self, table: Element) -> TableBlock:
        grid = find(table, "tblGrid")
        widths = tuple(column.get(f"{W}w", "") for column in grid) if grid is not None else ()
        rows = [self._row(row) for row in _elements(table) if row.tag == ROW and _is_row(row)]
        if rows and self._heads(find(table, "tblPr")):
            cells = tuple(replace(cell, bold=True) for cell in rows[0].cells)
            rows[0] = replace(rows[0], cells=cells)
        return TableBlock(tuple(rows), widths)

    def _heads(self, properties: Element | None) -> bool:
        """Whether a table's style sets its first row off, and the table asks for that."""
        look = find(properties, "tblLook")
        if look is None:
            return False
        asked = look.get(f"{W}firstRow") in ("1", "true") or bool(
            bits(look.get(f"{W}val")) & _FIRST_ROW
        )
        chain = self._styles.chain(value(find(properties, "tblStyle")))
        return asked and any(style.heads for style in chain)

    def _row(self, row: Element) -> RowBlock:
        marks = find(row, "trPr")
        before, after = (_columns(find(marks, name), 0) for name in ("gridBefore", "gridAfter"))
        cells = [CellBlock(span=before)] if before else []
        for cell in _elements(row):
            own = find(cell, "tcPr")
            if cell.tag != CELL or find(own, "cellDel") is not None:
                continue
            span = _columns(find(own, "gridSpan"), 1)
            aside = find(own, "hMerge")
            if aside is not None and value(aside) != "restart" and cells:
                last = cells[-1]
                cells[-1] = CellBlock(last.blocks, last.span + span, last.continues, last.bold)
                continue
            merge = find(own, "vMerge")
            continues = merge is not None and value(merge) != "restart"
            # what a merged cell hides may be numbered all the same, and is not counted
            blocks = () if continues else self.read(cell, in_cell=True)
            set_off = is_shaded(own) or self._is_bold(cell)
            cells.append(CellBlock(blocks, span, continues, set_off))
        if after:
            cells.append(CellBlock(span=after))
        return RowBlock(tuple(cells), is_on(find(marks, "tblHeader")))

    def _is_bold(self, cell: Element) -> bool:
        """Whether every run of text in a cell is bold, by itself or by its paragraph's style."""
        marks = []
        for paragraph in cell.iter(PARAGRAPH):
            by_style = toggle(self._styles.of_paragraph(paragraph), "b")
            for run in paragraph.iter(f"{W}r"):
                if (run.findtext(f"{W}t") or "").strip():
                    own = find(run, "rPr", "b")
                    marks.append(by_style if own is None else is_on(own))
        return bool(marks) and all(marks)


def _elements(parent: Element) -> Iterator[Element]:
    """The parts of a story, a table or a row in order, those in wrappers included."""
    for child in parent:
        tag = child.tag
        if tag in _PARTS:
            yield child
        elif tag == CONTROL:
            content = find(child, "sdtContent")
            if content is not None and not shows_placeholder(child):
                yield from _elements(content)
        elif tag == ALTERNATIVES:
            branch = chosen(child)
            if branch is not None:
                yield from _elements(branch)
        elif tag not in DELETED and tag not in _PROPERTIES and len(child):
            yield from _elements(child)


_PARTS = frozenset({PARAGRAPH, TABLE, ROW, CELL, f"{W}altChunk"})
_PROPERTIES = frozenset(
    W + name for name in ("sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "sdtPr")
)


def _columns(mark: Element | None, default: int) -> int:
    return min(max(number(mark, default), default), _WIDEST)


def _is_row(row: Element) -> bool:
    marks = find(row, "trPr")
    return find(marks, "del") is None and not is_on(find(marks, "hidden"))


def _is_joined(paragraph: Element) -> bool:
    """Whether a tracked change took the paragraph's end away, or it is the next one's big letter."""
    frame = find(paragraph, "pPr", "framePr")
    if frame is not None and frame.get(f"{W}dropCap", "none") != "none":
        return True
    marks = find(paragraph, "pPr", "rPr")
    return marks is not None and any(find(marks, name) is not None for name in ("del", "moveFrom"))


def _is_hidden(paragraph: Element, chain: tuple[Style, ...]) -> bool:
    own = find(paragraph, "pPr", "rPr", "vanish")
    return is_on(own) if own is not None else toggle(chain, "vanish")
