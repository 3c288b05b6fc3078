"""Grids to tables: where each begins and ends, its titles, header, rows, groups and closing lines.

A sheet holds several tables as people make them: below each other with a title or an empty row
between, beside each other with an empty column between. A row with one text inside a table names
the group of the rows below it ("I. Lĩnh vực …").
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.procedures.labels import field_of
from corpus.readers import table
from corpus.readers.sheet_grid import Grid
from corpus.vietnamese.normalise import fold

_HEADER_WITHIN = 60  # rows looked at for a header
_JUDGED_BY = 8  # rows that a header further down is told by
_NAMED = 3  # fields that the left column of a form names at least
_LONGEST_LETTERHEAD = 200  # characters
_COUNTING = frozenset({"stt", "tt", "so tt", "so thu tu", "s.t.t"})
_LETTERHEAD = re.compile(
    r"cong hoa xa hoi chu nghia|doc lap\W+tu do\W+hanh phuc|ngay\b.*thang\b.*nam"
)
_CLOSING = re.compile(
    r"^(?:nguoi lap|lap bieu|giam doc|pho giam doc|thu truong|chu tich|truong phong|ke toan|noi nhan"
    r"|xac nhan cua|\(?ky[,:]? (?:ten|ghi ro|dong dau)|t[ml]\.|kt\.|q\.)"
)
_NOTE = re.compile(r"^\W*(?:ghi chu|luu y|chu thich|nguon|tong|cong)\b")
_ENUMERATOR = re.compile(r"^(?:[IVXL]+|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)\s?[.)/]?$")
_GROUP = re.compile(r"^(?:[IVXL]+|[A-ZĐ]|\d{1,2})\s?[.)/]\s*\S")
_FIELD = re.compile(r"^(?:[ivxl]+|[a-z]|\d{1,2})?\s?[.)/]?\s*(?:linh vuc|nhom thu tuc)\b")


class RowKind(StrEnum):
    """What a row is to its table."""

    DATA = "data"
    GROUP = "group"  # names the group of the rows below it
    TEXT = "text"  # a title, a note, a signature


@dataclass(frozen=True, slots=True)
class Row:
    """A row within the columns of one table.

    Attributes:
        number: as the spreadsheet program counts.
        texts: one a column; those of merged cells in every column they span.
        own: the same, None where the text stands further to the left.
        after_gap: whether an empty row stands above it.
        bold: whether all that it says is bold.
    """

    number: int
    texts: tuple[str, ...]
    own: tuple[str | None, ...]
    after_gap: bool = False
    bold: bool = False

    @property
    def said(self) -> list[str]:
        """Its texts, each once."""
        return list(dict.fromkeys(text for text in self.own if text))

    @property
    def is_merged(self) -> bool:
        """Whether a cell of it is merged across columns."""
        return any(text is None for text in self.own)


@dataclass(slots=True)
class Table:
    """One table of a sheet.

    Attributes:
        titles: the rows above its header.
        head: the rows of its header.
        labels: one a column; empty where it has no header.
        is_form: whether it is one record, the names of its fields on the left.
        rows: the rows below its header, each with what it is.
    """

    titles: list[Row] = field(default_factory=list)
    head: list[Row] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    is_form: bool = False
    rows: list[tuple[RowKind, Row]] = field(default_factory=list)


def tables(grid: Grid) -> Iterator[Table]:
    """The tables of a grid, from top to bottom and from left to right; no row is left out."""
    run: list[Row] = []
    for band in _bands(grid):
        pieces = _beside(grid, band)
        if len(pieces) == 1:
            run += _rows(grid, band, pieces[0])
            continue
        whole = [n for n in band if _is_across(grid, n, pieces)]
        yield from _cut([*run, *_rows(grid, whole, (pieces[0][0], pieces[-1][1]))])
        run = []
        for piece in pieces:
            yield from _cut(_rows(grid, [n for n in band if n not in whole], piece))
    yield from _cut(run)


def _bands(grid: Grid) -> Iterator[list[int]]:
    """Runs of filled rows without an empty one between; hidden rows are none."""
    band: list[int] = []
    for number in sorted(grid.rows):
        if band and _is_gap(grid, band[-1], number):
            yield band
            band = []
        band.append(number)
    if band:
        yield band


def _is_gap(grid: Grid, upper: int, lower: int) -> bool:
    between = lower - upper - 1
    if between > len(grid.hidden_rows):
        return True
    return any(number not in grid.hidden_rows for number in range(upper + 1, lower))


def _beside(grid: Grid, band: Sequence[int]) -> list[tuple[int, int]]:
    """The (first, last) columns of the tables of a band; one table where none stand apart.

    An empty column parts two tables if each side has its own header, and the sides look like
    tables by themselves: they count their rows, repeat labels, or are of different length.
    """
    used: set[int] = set()
    for number in band:
        if len(set(grid.rows[number].values())) > 1:
            used |= grid.rows[number].keys()
    every = sorted(used or {column for number in band for column in grid.rows[number]})
    pieces = [[every[0], every[0]]]
    for left, right in itertools.pairwise(every):
        if right - left > 1 and any(
            column not in grid.hidden_columns for column in range(left + 1, right)
        ):
            pieces.append([right, right])
        pieces[-1][1] = right
    whole = [(min(min(grid.rows[n]) for n in band), max(max(grid.rows[n]) for n in band))]
    spans = [(first, last) for first, last in pieces]
    if len(spans) < 2 or any(first == last for first, last in spans):
        return whole
    labels: list[list[str]] = []
    extents: set[tuple[int, int]] = set()
    for span in spans:
        rows = [row for row in _rows(grid, band, span) if row.said]
        found = table.find_header([row.texts for row in rows[:_HEADER_WITHIN]])
        if found is None:
            return whole
        labels.append(
            [fold(label) for label in table.labels([r.texts for r in rows[slice(*found)]])]
        )
        extents.add((rows[found[0]].number, rows[-1].number))
    shared = set.intersection(*map(set, labels)) - {""}
    counted = all(any(label in _COUNTING for label in one[:1]) for one in labels)
    return spans if shared or counted or len(extents) > 1 else whole


def _is_across(grid: Grid, number: int, pieces: Sequence[tuple[int, int]]) -> bool:
    """Whether a row says one thing above all tables that stand beside each other."""
    row = grid.rows[number]
    return len(set(row.values())) == 1 and (
        len(row) > pieces[0][1] - pieces[0][0] + 1
        or (
            not any(first <= min(row) <= last for first, last in pieces[1:])
            and number == min(grid.rows)
        )
    )


def _rows(grid: Grid, numbers: Sequence[int], span: tuple[int, int]) -> list[Row]:
    """Rows within some columns; those that say nothing there make a gap."""
    columns = range(span[0], span[1] + 1)
    columns_shown = [column for column in columns if column not in grid.hidden_columns]
    rows: list[Row] = []
    gap = True
    for number in numbers:
        row = grid.rows[number]
        texts = tuple(row.get(column, "") for column in columns_shown)
        if not any(texts):
            gap = True
            continue
        own = tuple(
            None if text and (number, column) in grid.spread and at else text
            for at, (column, text) in enumerate(zip(columns_shown, texts, strict=True))
        )
        rows.append(Row(number, texts, own, gap, number in grid.bold))
        gap = False
    return rows


def _cut(rows: Sequence[Row]) -> Iterator[Table]:
    """The tables that stand below each other in some rows."""
    rows = _aligned(rows)
    at = 0
    while at < len(rows):
        found, at = _next(rows, at)
        yield found


def _aligned(rows: Sequence[Row]) -> list[Row]:
    """Rows of bands of different width, all as wide as the widest."""
    width = max((len(row.texts) for row in rows), default=0)
    return [
        Row(
            row.number,
            row.texts + ("",) * (width - len(row.texts)),
            row.own + ("",) * (width - len(row.own)),
            row.after_gap,
            row.bold,
        )
        for row in rows
    ]


def _next(rows: Sequence[Row], at: int) -> tuple[Table, int]:
    """The table that begins at a row, and the row after it."""
    first, last = _header(rows, at) or (at, at)
    found = Table(titles=list(rows[at:first]))
    head = found.head = list(rows[first:last])
    found.labels = table.labels([row.texts for row in head])
    closed = False
    at = last
    while at < len(rows):
        end = at
        while end < len(rows) and _may_be_text(rows, end, found):
            end += 1
        if end < len(rows) and _begins(rows, at, end, found, head):
            break
        is_last = end == len(rows)
        for row in rows[at:end]:
            group = not (is_last or closed or _NOTE.match(fold(row.said[0])))
            found.rows.append((RowKind.GROUP if group else RowKind.TEXT, row))
        if is_last:
            at = end
            break
        closed = closed or _is_closing(rows[end], found)
        if not (head and _same(rows[end], head)):
            found.rows.append((RowKind.TEXT if closed else RowKind.DATA, rows[end]))
        at = end + 1
    found.is_form = len([label for label in found.labels if label]) <= 3 and _is_form(
        [row for kind, row in found.rows if kind is RowKind.DATA]
    )
    return found, at


def _is_form(rows: Sequence[Row]) -> bool:
    """Whether most rows begin with the name of a procedure's field, several fields in all."""
    named = [
        name
        for row in rows
        if len(row.said) <= 3
        and (name := next((n for n in map(field_of, row.said[:2]) if n is not None), None))
    ]
    return len(set(named)) >= _NAMED and len(named) >= 0.5 * len(rows)


def _header(rows: Sequence[Row], at: int) -> tuple[int, int] | None:
    """The header rows [first, last) of the table that begins at a row."""
    end, wide, narrow = at, 0, 0
    while end < min(len(rows), at + _HEADER_WITHIN):
        row = rows[end]
        parted = row.after_gap or (len(row.said) == 1 and len(rows[end - 1].said) > 1)
        if end > at and parted and (wide >= 2 or narrow >= 3):
            break
        if not _is_letterhead(row):
            wide += len(row.said) > 2
            narrow += len(row.said) == 2
        end += 1
    skipped = next((i for i in range(at, end) if not _is_letterhead(rows[i])), end)
    if _is_form([row for row in rows[skipped:end] if len(row.said) > 1]):
        return None
    found = table.find_header([row.texts for row in rows[skipped:end]])
    return (found[0] + skipped, found[1] + skipped) if found else None


def _is_letterhead(row: Row) -> bool:
    said = [text for text in row.said if len(text) <= _LONGEST_LETTERHEAD]
    return len(row.said) <= 2 and any(_LETTERHEAD.search(fold(text)) for text in said)


def _may_be_text(rows: Sequence[Row], at: int, found: Table) -> bool:
    """Whether a row says one thing about others: a group, a title, a note."""
    row = rows[at]
    said = row.said
    if len(said) == 2 and len(row.texts) > 2:
        enumerator, name = row.texts[0], row.texts[1]
        roman = _ENUMERATOR.match(enumerator) and not enumerator[:1].isdigit()
        return bool(roman and name and not any(row.own[2:]))
    if len(said) != 1 or table.is_figure(said[0]):
        return False
    if len(row.texts) < 3:
        return row.is_merged or not found.labels
    if row.after_gap or row.is_merged or row.texts[0]:
        return True
    follows = at > 0 and len(rows[at - 1].said) == 1 and rows[at - 1].after_gap
    grouped = row.bold and _GROUP.match(said[0])
    return "\n" not in said[0] and bool(follows or grouped or _FIELD.match(fold(said[0])))


def _begins(rows: Sequence[Row], at: int, end: int, found: Table, head: Sequence[Row]) -> bool:
    """Whether another table begins with the row at `end`, its titles at `at`."""
    row = rows[end]
    gap = any(one.after_gap for one in rows[at : end + 1])
    if not found.labels:
        return bool(gap and found.rows and _is_header(rows, end))
    used = {column for one in head for column, text in enumerate(one.texts) if text}
    here = {column for column, text in enumerate(row.texts) if text}
    if gap and not here & used:
        return True
    if _same(row, head) and end == at:
        return False  # the header once more, as it is printed on every page
    if not _is_header(rows, end):
        return False
    if fold(row.texts[min(here)]).strip(" .") in _COUNTING:
        return True
    below = rows[end + 1] if end + 1 < len(rows) else None
    if row.bold and below and not below.bold and (gap or end > at):
        return True
    figures = any(table.is_figure(text) for text in row.texts)
    return bool(
        (gap or end > at)
        and not figures
        and below
        and any(table.is_figure(text) for text in below.texts)
        and any(table.is_figure(text) for kind, one in found.rows[-3:] for text in one.texts)
    )


def _is_header(rows: Sequence[Row], at: int) -> bool:
    """Whether a header begins at a row, by the rows below it up to the next gap or title."""
    end = at + 1
    while end < min(len(rows), at + _JUDGED_BY):
        if end > at + 1 and (rows[end].after_gap or len(rows[end].said) == 1):
            break
        end += 1
    return table.header_end([row.texts for row in rows[at:end]]) is not None


def _same(row: Row, head: Sequence[Row]) -> bool:
    """Whether a row repeats a row of the header."""
    return any(row.texts == one.texts for one in head)


def _is_closing(row: Row, found: Table) -> bool:
    """Whether a row is of the signatures below a table."""
    said = row.said
    return len(said) <= 3 and any(_CLOSING.match(fold(text)) for text in said)
