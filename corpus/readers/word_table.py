"""Tables of Word files as sentences: records with a header, forms of label and value, layout.

Letterheads, signatures and single cells are tables only for their looks; their cells are read as
paragraphs, cell by cell. Every other row is one line on which each value stands with its column's
header; values of merged cells stand in every row they cover, rows of a table in a cell in that cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.procedures.labels import field_of
from corpus.readers import table
from corpus.vietnamese.normalise import fold

_LETTERHEAD = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc", "noi nhan")
_SIGNED = re.compile(
    r"\((?:da )?ky\b|\bky,? (?:va )?(?:ghi ro ho|dong dau|ten)|\b(?:kt|tl|tm|tuq)\. ?[a-z]|"
    r"\bnguoi (?:lap|de nghi|ky|khai|nop)\b.*\b(?:giam doc|chu tich|thu truong|truong phong|ke toan)"
)
_LONGEST_SIGNATURE = 4  # rows
_ROW_COUNTERS = frozenset({"stt", "tt", "so tt", "so thu tu"})
_COUNTING_WORDS = _ROW_COUNTERS | {"noi dung", "chi tieu", "ten"}
_OFFICE = re.compile(
    r"\b(?:giam doc|chu tich|thu truong|truong (?:phong|ban|doan)|ke toan|thu ky|chu toa|nguoi lap"
    r"|dai dien|ben [ab]|can bo|cong chuc|thu quy|lanh dao)\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_SEARCHED = 4  # rows that may stand above a header
_LONGEST_HEADER = 4  # rows
_BARE_NUMBER = re.compile(r"^[\d.,%/()\s-]*\d[\d.,%/()\s-]*$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the file stores it.

    Attributes:
        lines: its paragraphs, and the rows of tables in it, worded.
        span: the columns it covers; 0 for a column that the cell to the left covers.
        continues: whether it carries on the cell above.
        nested: whether there are tables in it.
    """

    lines: tuple[str, ...]
    span: int = 1
    continues: bool = False
    bold: bool = False
    nested: bool = False

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
    above, below = [*filled[:first], *titles], filled[last:]
    if all(_spans_all(row) or not any(_texts(row)) for row in below):
        above += heads  # no row will say them: a form to be filled in
    lines = [_word_row((), row) for row in above]
    lines += [_word_row(header.columns if header else (), row) for row in below]
    return Worded(tuple((line, True) for line in lines if line), header)


def is_layout(rows: Sequence[Row]) -> bool:
    """Whether a table is one only for its looks: a letterhead, signatures, a frame."""
    if len(rows) < 2 or all(sum(cell.span for cell in row.cells) < 2 for row in rows):
        return True
    if any(cell.nested for row in rows for cell in row.cells):
        filled = _fill(rows)
        if _header_of(filled) is None and not _is_form(filled):
            return True
    if len(rows) > _LONGEST_SIGNATURE:
        return False
    text = fold(" ".join(cell.text for row in rows for cell in row.cells))
    if any(words in text for words in _LETTERHEAD):
        return True
    heads = [cell.text for cell in rows[0].cells if cell.text]
    signed = all(head.isupper() and _OFFICE.search(fold(head)) for head in heads)
    few = max(len(row.cells) for row in rows) <= 3
    return few and ((bool(heads) and signed) or bool(_SIGNED.search(text)))


def _layout(rows: Sequence[Row]) -> Iterator[tuple[str, bool]]:
    for row in rows:
        for cell in row.cells:
            if not cell.continues:
                yield from ((line, False) for line in cell.lines)


def _fill(rows: Sequence[Row]) -> list[Row]:
    """Rows with one cell a grid column; a cell that continues takes the text of the one above."""
    filled: list[Row] = []
    for row in rows:
        cells: list[Cell] = []
        above = filled[-1].cells if filled else ()
        for cell in row.cells:
            here = above[len(cells)] if cell.continues and len(cells) < len(above) else cell
            cells.append(replace(here, span=cell.span, continues=cell.continues))
            cells.extend(
                replace(here, span=0, continues=cell.continues) for _ in range(cell.span - 1)
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
    """The header's rows: those the file marks or sets off, else those that read like one."""
    marked = next((i for i, row in enumerate(rows) if not row.is_header), len(rows))
    if 0 < marked < len(rows):
        return 0, _header_end(rows, marked)
    if max(len(row.cells) for row in rows) == 2:
        return (0, 1) if _heads_two_columns(rows) else None
    if _has_labels(rows):
        return None
    first = next((i for i, row in enumerate(rows[:_SEARCHED]) if not _spans_all(row)), 0)
    if first < len(rows) - 1 and _stands_out(rows, first):
        read = table.header_end([_texts(row) for row in rows[first:]]) or 0
        return first, max(_header_end(rows, first + 1), first + read)
    found = table.find_header([_texts(row) for row in rows])
    if found is None:
        return None
    first, last = found
    while first and any(cell.continues and cell.text for cell in rows[first].cells):
        first -= 1
    return first, last


def _header_end(rows: Sequence[Row], end: int) -> int:
    """The row after a header, given the row after its first: rows merged into it belong to it."""
    for _ in range(_LONGEST_HEADER - 1):
        if end >= len(rows) - 1 or not _goes_on(rows[end - 1], rows[end]):
            break
        end += 1
    return end + 1 if end < len(rows) - 1 and table.is_column_numbers(_texts(rows[end])) else end


def _goes_on(upper: Row, lower: Row) -> bool:
    """Whether a header goes on below a row: a cell comes down, or both are set off from the rest."""
    if any(cell.continues and cell.text for cell in lower.cells):
        return True
    return _is_set_off(upper) and _is_set_off(lower) and not _spans_all(lower)


def _is_set_off(row: Row) -> bool:
    texts = [cell for cell in row.cells if cell.text]
    return bool(texts) and all(cell.bold for cell in texts)


def _stands_out(rows: Sequence[Row], index: int) -> bool:
    """Whether a row looks like a header: set off from those below, counting them, or of years."""
    texts = _texts(rows[index])
    filled = [text for text in texts if text]
    if len(set(filled)) < 2:
        return False
    if not texts[0] and all(_YEAR.match(text) for text in filled):
        return True
    if fold(texts[0]).strip(" .:") in _ROW_COUNTERS:
        return True
    below = rows[_header_end(rows, index + 1)]
    return _is_set_off(rows[index]) and not _is_set_off(below) and len(filled) >= 0.6 * len(texts)


def _heads_two_columns(rows: Sequence[Row]) -> bool:
    first, rest = rows[0].cells, rows[1:]
    if len(first) < 2 or not all(cell.text for cell in first):
        return False
    if fold(first[0].text).strip(" .:") in _COUNTING_WORDS:
        return True
    # "Thủ tục", "Thời hạn" side by side are columns; one below the other they are labels of a form
    if all(field_of(cell.text) for cell in first) and not field_of(rest[0].cells[0].text):
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
    """Whether rows are labels with their values: one pair a row, or pairs marked by colons."""
    return all(len(row.cells) <= 2 for row in rows) or _has_labels(rows)


def _has_labels(rows: Sequence[Row]) -> bool:
    """Whether most pairs of cells are a label that ends with a colon, and its value."""
    pairs = [
        (own[index].text, own[index + 1].text)
        for row in rows
        if (own := [cell for cell in row.cells if cell.span])
        for index in range(0, len(own) - 1, 2)
    ]
    filled = [label for label, value in pairs if label or value]
    return 2 * sum(label.endswith(":") for label in filled) > len(filled)


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
