"""Tables of Word files as sentences: records with a header, forms of label and value, layout.

Letterheads, signatures and single cells are tables only for their looks; their cells are read as
paragraphs, cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.readers import table
from corpus.vietnamese.normalise import fold

_LAYOUT_WORDS = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc", "noi nhan")
_COUNTING_WORDS = frozenset({"stt", "tt", "so tt", "so thu tu", "noi dung", "chi tieu", "ten"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the file stores it.

    Attributes:
        lines: its paragraphs.
        span: the columns it covers.
        continues: whether it carries on the cell above.
    """

    lines: tuple[str, ...]
    span: int = 1
    continues: bool = False
    bold: bool = False

    @property
    def text(self) -> str:
        """The cell on one line."""
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """A row, and whether the file marks it as a header that comes again on every page."""

    cells: tuple[Cell, ...]
    is_header: bool = False


def word_table(rows: Sequence[Row]) -> Iterator[tuple[str, bool]]:
    """The lines of a table, each with whether it is a row (else a paragraph of a layout table)."""
    filled = _fill(rows)
    if _is_layout(filled):
        for row in rows:
            for cell in row.cells:
                yield from ((line, False) for line in cell.lines)
        return
    header = _header_of(filled)
    if header is None and all(len(row.cells) <= 2 for row in rows):
        yield from _form(filled)
        return
    first, last = header or (0, 0)
    columns = table.labels([_texts(row) for row in filled[first:last]])
    for index, row in enumerate(filled):
        if first <= index < last:
            continue
        text = _word_row(columns, row)
        if text:
            yield text, True


def _fill(rows: Sequence[Row]) -> list[Row]:
    """Rows with one cell a grid column; a cell that continues takes the text of the one above."""
    filled: list[Row] = []
    for row in rows:
        cells: list[Cell] = []
        for cell in row.cells:
            above = filled[-1].cells if filled else ()
            here = above[len(cells)] if cell.continues and len(cells) < len(above) else cell
            cells.append(Cell(here.lines, cell.span, cell.continues, here.bold))
            cells.extend(
                Cell(here.lines, 0, cell.continues, here.bold) for _ in range(cell.span - 1)
            )
        filled.append(Row(tuple(cells), row.is_header))
    return filled


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


def _is_layout(rows: Sequence[Row]) -> bool:
    if len(rows) < 2 or all(len(row.cells) < 2 for row in rows):
        return True
    text = fold(" ".join(cell.text for row in rows for cell in row.cells))
    return len(rows) <= 4 and any(words in text for words in _LAYOUT_WORDS)


def _header_of(rows: Sequence[Row]) -> tuple[int, int] | None:
    """The header's rows: those the file marks, else those that look like one."""
    marked = next((i for i, row in enumerate(rows) if not row.is_header), len(rows))
    if 0 < marked < len(rows):
        return 0, marked
    if max(len(row.cells) for row in rows) == 2:
        first, rest = rows[0].cells, rows[1:]
        counts = fold(first[0].text).strip(" .:") in _COUNTING_WORDS if first else False
        stands_out = len(first) == 2 and all(cell.bold for cell in first)
        others_bold = all(row.cells[-1].bold for row in rest if row.cells)
        return (0, 1) if counts or (stands_out and not others_bold) else None
    return table.find_header([_texts(row) for row in rows])


def _form(rows: Sequence[Row]) -> Iterator[tuple[str, bool]]:
    """A form of two columns: "label: value", the value's further paragraphs below it."""
    for row in rows:
        cells = [cell for cell in row.cells if cell.span]
        if len(cells) < 2 or not cells[1].lines:
            yield from ((line, True) for cell in cells for line in cell.lines)
            continue
        label, value = cells[0].text.rstrip(" :"), cells[1].lines
        yield table.word(label, value[0]), True
        yield from ((line, True) for line in value[1:])


def _word_row(columns: Sequence[str], row: Row) -> str:
    own = [cell for cell in row.cells if cell.span and cell.text]
    if len(own) == 1 and own[0].span > 1 and own[0].span >= len(row.cells) - 1:
        return own[0].text
    return table.word_row(columns, [cell.text if cell.span else None for cell in row.cells])
