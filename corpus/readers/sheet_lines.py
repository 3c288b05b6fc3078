"""Tables of a grid as the lines of a page: a data row is a record, a line a cell "header: value"."""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.model import Line, Role
from corpus.procedures.labels import field_of
from corpus.readers import table
from corpus.readers.line import LineList
from corpus.readers.portal_cells import parted
from corpus.readers.sheet_grid import ROWS_A_BEAT, Grid
from corpus.readers.sheet_tables import Row, RowKind, Table, tables
from corpus.vietnamese.normalise import fold

_TITLE = re.compile(
    r"^(?:danh (?:muc|sach)|bang|bieu|phu luc|thong ke|tong hop|bao cao|ket qua|ke hoach|theo doi"
    r"|chi so|so lieu|muc thu|lich|bo thu tuc|thu tuc)\b"
)
_LONGEST_TITLE = 28  # words
_LEVELS = (  # of the names of groups, below a table's title
    (re.compile(r"^[IVXL]+\s?[.)/]?(?:\s|$)"), 3),
    (re.compile(r"^[A-ZĐ]\s?[.)/]?(?:\s|$)"), 2),
    (re.compile(r"^\d"), 4),
)


def lines_of(grid: Grid, beat: Callable[[], None] = lambda: None) -> tuple[Line, ...]:
    """All that a grid says, table by table, each line with its row.

    A table's title and the names of its groups are headings, so that rows are found by them too.

    Args:
        grid: the cells.
        beat: called now and then, to say that the reading goes on.
    """
    found = list(tables(grid))
    lines = LineList()
    titled = [_title(one) for one in found]
    for index, one in enumerate(found):
        for row in one.titles:
            lines.add(_plain(row), row=row.number, heading=int(row is titled[index]))
        # a group's heading would hold for a table below that has no title of its own
        headed = all(title is not None for title in titled[index + 1 :])
        if unsaid := _unsaid(one):
            lines.add(unsaid, row=one.head[-1].number)
        for at, (kind, row) in enumerate(one.rows):
            if at % ROWS_A_BEAT == 0:
                beat()
            if kind is RowKind.DATA:
                _add_data(lines, one, row)
            elif kind is RowKind.GROUP and headed:
                lines.add(_plain(row), row=row.number, heading=_level(row))
            elif kind is RowKind.GROUP:
                lines.add(_plain(row), role=Role.ROW, row=row.number)
            else:
                lines.add(_plain(row), row=row.number)
    return lines.done()


def _add_data(lines: LineList, one: Table, row: Row) -> None:
    if one.is_form:
        said = row.said if field_of(row.said[0]) or len(row.said) < 2 else row.said[1:]
        label, value = said[0].rstrip(" :"), "\n".join(map(_entries, said[1:]))
        lines.add(table.word(label, value) if value else label, role=Role.ROW, row=row.number)
    elif not one.labels:
        lines.add(table.word_row((), row.own), role=Role.ROW, row=row.number)
    else:
        for label, text in table.pairs(one.labels, row.own):
            lines.add(table.word(label, _entries(text)), role=Role.ROW, row=row.number)


def _unsaid(one: Table) -> str:
    """The labels of columns that no row fills; a header says them, and no line would."""
    if one.is_form:
        return "; ".join(filter(None, one.labels))
    filled = {
        column
        for kind, row in one.rows
        if kind is RowKind.DATA
        for column, text in enumerate(row.own)
        if text
    }
    left = (label for column, label in enumerate(one.labels) if column not in filled)
    return "; ".join(dict.fromkeys(filter(None, left)))


def _entries(text: str) -> str:
    """A cell's text without empty lines and without spaces at the ends of lines."""
    return "\n".join(filter(None, map(str.strip, parted(text).splitlines())))


def _plain(row: Row) -> str:
    texts = [" ".join(text.split()) for text in row.said]
    return ("; " if len(texts) > 2 else " ").join(texts)


def _title(one: Table) -> Row | None:
    """The row that names a table: the last above it that begins as titles do."""
    for row in reversed(one.titles):
        text = _plain(row)
        fits = len(text.split()) <= _LONGEST_TITLE and not text.endswith((".", ";", ":"))
        if fits and _TITLE.match(fold(text)):
            return row
    return None


def _level(row: Row) -> int:
    text = _plain(row)
    return next((level for pattern, level in _LEVELS if pattern.match(text)), 3)
