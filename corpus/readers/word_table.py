"""Tables of Word files as sentences: records with a header, forms of label and value, layout.

Letterheads, signatures and single cells are tables only for their looks; their cells are read as
paragraphs, cell by cell. Every other row is one line on which each value stands with its column's
header; values of merged cells stand in every row they cover, and tables in a cell below its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.readers import table
from corpus.vietnamese.normalise import fold

_LETTERHEAD = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc", "noi nhan")
_SIGNED = re.compile(
    r"\((?:da )?ky\b|\bky,? (?:va )?(?:ghi ro ho|dong dau|ten)|\b(?:kt|tl|tm|tuq)\. ?[a-z]|"
    r"\bnguoi (?:lap|de nghi|ky|khai|nop)\b.*\b(?:giam doc|chu tich|thu truong|truong phong|ke toan)"
)
_LONGEST_SIGNATURE = 4  # rows
_COUNTING_WORDS = frozenset({"stt", "tt", "so tt", "so thu tu", "noi dung", "chi tieu", "ten"})
_BARE_NUMBER = re.compile(r"^[\d.,%/()\s-]*\d[\d.,%/()\s-]*$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the file stores it.

    Attributes:
        lines: its paragraphs.
        span: the columns it covers; 0 for a column that the cell to the left covers.
        continues: whether it carries on the cell above.
        below: the rows of the tables in it, worded.
    """

    lines: tuple[str, ...]
    span: int = 1
    continues: bool = False
    bold: bool = False
    below: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The cell on one line."""
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """A row, and whether the file marks it as a header that comes again on every page."""

    cells: tuple[Cell, ...]
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """What heads the columns of a table.

    Attributes:
        columns: a label for each.
        bold: whether all of it is.
    """

    columns: tuple[str, ...]
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Worded:
    """A table as lines.

    Attributes:
        lines: each with whether it is a row, else a paragraph of a layout table.
        header: what heads its columns, for a table that carries it on.
    """

    lines: tuple[tuple[str, bool], ...]
    header: Header | None = None


def word_table(rows: Sequence[Row]) -> Iterator[tuple[str, bool]]:
    """The lines of a table, each with whether it is a row (else a paragraph of a layout table)."""
    yield from read_table(rows).lines


def read_table(rows: Sequence[Row], carried: Header | None = None) -> Worded:
    """A table as lines.

    Args:
        rows: as the file stores them.
        carried: the header of the table that this one carries on, where it does.
    """
    if is_layout(rows):
        return Worded(tuple(_layout(rows)))
    filled = _fill(rows)
    found = None if carried and _carries_on(filled, carried) else _header_of(filled)
    if found is None and carried is None and _is_form(filled):
        return Worded(tuple((line, True) for line in _form(filled)))
    first, last = found or (0, 0)
    titles = [row for row in filled[first:last] if _spans_all(row)]
    heads = [row for row in filled[first:last] if not _spans_all(row)]
    header = carried
    if heads:
        columns = table.labels([_texts(row) for row in heads])
        header = Header(tuple(columns), all(c.bold for row in heads for c in row.cells if c.text))
    lines = []
    above = (*filled[:first], *titles)
    for index, row in enumerate((*above, *filled[last:])):
        columns_of_row = header.columns if header and index >= len(above) else ()
        if text := _word_row(columns_of_row, row):
            lines.append((text, True))
        lines.extend((line, True) for cell in row.cells if cell.span for line in cell.below)
    return Worded(tuple(lines), header)


def is_layout(rows: Sequence[Row]) -> bool:
    """Whether a table is one only for its looks: a letterhead, signatures, a frame."""
    if len(rows) < 2 or all(sum(cell.span for cell in row.cells) < 2 for row in rows):
        return True
    if len(rows) > _LONGEST_SIGNATURE:
        return False
    text = fold(" ".join(cell.text for row in rows for cell in row.cells))
    if any(words in text for words in _LETTERHEAD):
        return True
    return max(len(row.cells) for row in rows) <= 3 and bool(_SIGNED.search(text))


def _layout(rows: Sequence[Row]) -> Iterator[tuple[str, bool]]:
    for row in rows:
        for cell in row.cells:
            if not cell.continues:
                yield from ((line, False) for line in cell.lines)
                yield from ((line, True) for line in cell.below)


def _fill(rows: Sequence[Row]) -> list[Row]:
    """Rows with one cell a grid column; a cell that continues takes the text of the one above."""
    filled: list[Row] = []
    for row in rows:
        cells: list[Cell] = []
        above = filled[-1].cells if filled else ()
        for cell in row.cells:
            here = cell
            if cell.continues and len(cells) < len(above):
                # what stands in a cell below its text is told once
                here = replace(above[len(cells)], below=())
            cells.append(replace(here, span=cell.span, continues=cell.continues))
            cells.extend(
                replace(here, span=0, continues=cell.continues, below=())
                for _ in range(cell.span - 1)
            )
        filled.append(Row(tuple(cells), row.is_header))
    return filled


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


def _spans_all(row: Row) -> bool:
    """Whether one cell covers all of a row, or all but one column."""
    own = [cell for cell in row.cells if cell.span and cell.text]
    return len(own) == 1 and own[0].span > 1 and own[0].span >= len(row.cells) - 1


def _header_of(rows: Sequence[Row]) -> tuple[int, int] | None:
    """The header's rows: those the file marks, else those that look like one."""
    marked = next((i for i, row in enumerate(rows) if not row.is_header), len(rows))
    if 0 < marked < len(rows):
        return 0, _header_end(rows, marked)
    if max(len(row.cells) for row in rows) == 2:
        return (0, 1) if _heads_two_columns(rows) else None
    return table.find_header([_texts(row) for row in rows])


def _header_end(rows: Sequence[Row], marked: int) -> int:
    """The row after a header of which perhaps only the first row is marked."""
    end = marked
    while end < len(rows) - 1 and any(cell.continues and cell.text for cell in rows[end].cells):
        end += 1
    return end + 1 if end < len(rows) - 1 and table.is_column_numbers(_texts(rows[end])) else end


def _heads_two_columns(rows: Sequence[Row]) -> bool:
    first, rest = rows[0].cells, rows[1:]
    if len(first) < 2 or not all(cell.text for cell in first):
        return False
    if fold(first[0].text).strip(" .:") in _COUNTING_WORDS:
        return True
    if all(cell.bold for cell in first) and not all(row.cells[-1].bold for row in rest):
        return True
    values = [row.cells[-1].text for row in rest if len(row.cells) == 2]
    return (
        len(values) > 1
        and all(_BARE_NUMBER.match(value) for value in values)
        and not _BARE_NUMBER.match(first[1].text)
    )


def _carries_on(rows: Sequence[Row], header: Header) -> bool:
    """Whether a table has no header of its own, after one of the same columns."""
    first = rows[0]
    if first.is_header or len(first.cells) != len(header.columns):
        return False
    if [" ".join(text.split()) for text in _texts(first)] == list(header.columns):
        return False
    return not (header.bold and all(cell.bold for cell in first.cells if cell.text))


def _is_form(rows: Sequence[Row]) -> bool:
    """Whether rows are labels with their values: one pair a row, or several marked by colons."""
    if all(len(row.cells) <= 2 for row in rows):
        return True
    pairs = [
        (own[index], own[index + 1])
        for row in rows
        if (own := [cell for cell in row.cells if cell.span])
        for index in range(0, len(own) - 1, 2)
    ]
    labelled = [pair for pair in pairs if pair[0].text.endswith(":")]
    return bool(labelled) and 2 * len(labelled) > len([a for a, b in pairs if a.text or b.text])


def _form(rows: Sequence[Row]) -> Iterator[str]:
    """A form: "label: value", the value's further paragraphs and tables below it."""
    for row in rows:
        cells = [cell for cell in row.cells if cell.span]
        for label, entry in zip(cells[::2], [*cells[1::2], Cell(())], strict=False):
            if label.text and entry.lines:
                yield table.word(label.text.rstrip(" :"), entry.lines[0])
                yield from entry.lines[1:]
            else:
                yield from (*label.lines, *entry.lines)
            yield from (*label.below, *entry.below)


def _word_row(columns: Sequence[str], row: Row) -> str:
    if _spans_all(row):
        return next(cell.text for cell in row.cells if cell.text)
    parts = []
    for index, cell in enumerate(row.cells):
        if cell.span and cell.lines:
            labels = dict.fromkeys(filter(None, columns[index : index + cell.span]))
            value = "\n".join(" ".join(line.split()) for line in cell.lines)
            parts.append(table.word(", ".join(labels), value.rstrip(" ;")))
    return "; ".join(parts)
