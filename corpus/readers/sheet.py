"""Workbooks: a data row is a record, each of its cells a line worded "header: value".

The header is found under title rows; a merged cell counts for every row it spans. Hidden sheets and
rows are left out. Values read as Excel shows them in Vietnam: 31/12/2024, 1.500.000, 12,5%.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles.numbers import is_date_format
from openpyxl.worksheet.worksheet import Worksheet

from corpus.errors import Reason, UnreadableError
from corpus.model import Page, Role
from corpus.readers import table
from corpus.readers.line import LineList

_HEADER_WITHIN = 60  # rows looked at for a header
_MAX_CELLS = 3_000_000

Position = tuple[int, int]


def read(path: Path) -> tuple[Page, ...]:
    """Read a workbook.

    Returns:
        One page for each visible sheet with anything on it.

    Raises:
        UnreadableError: TOO_LARGE.
        Exception: whatever openpyxl says of a file that is none; `corpus.readers.read` turns it
            into an UnreadableError.
    """
    workbook = load_workbook(path, data_only=True)
    try:
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        if sum(sheet.max_row * sheet.max_column for sheet in sheets) > _MAX_CELLS:
            raise UnreadableError(path, Reason.TOO_LARGE, f"over {_MAX_CELLS} cells")
        pages = [_page(sheet) for sheet in sheets]
    finally:
        workbook.close()
    return tuple(page for page in pages if page.lines)


def _page(sheet: Worksheet) -> Page:
    spans = _merged(sheet)
    rows = [
        (number, [_text(sheet, number, column, spans) for column in range(1, sheet.max_column + 1)])
        for number in range(1, sheet.max_row + 1)
        if not sheet.row_dimensions[number].hidden
    ]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    found = table.find_header([cells for _, cells in rows[:_HEADER_WITHIN]])
    first, last = found or (0, 0)
    columns = table.labels([cells for _, cells in rows[first:last]])
    lines = LineList()
    for _, cells in rows[:first]:
        lines.add(" ".join(dict.fromkeys(" ".join(cell.split()) for cell in cells if cell)))
    for number, cells in rows[last:]:
        own = [
            None if (number, c) in spans.to_the_left else text for c, text in enumerate(cells, 1)
        ]
        if not columns:
            lines.add(table.word_row((), own), role=Role.ROW, row=number)
            continue
        for label, text in table.pairs(columns, own):
            entries = "\n".join(filter(None, map(str.strip, text.splitlines())))
            lines.add(table.word(label, entries), role=Role.ROW, row=number)
    return Page(number=None, lines=lines.done(), sheet=sheet.title, paragraphs=True)


class _Spans:
    """Which cells a merged one covers.

    Attributes:
        origin: covered position → the position that holds the value.
        to_the_left: positions whose value stands in the same row, to their left.
    """

    def __init__(self) -> None:
        self.origin: dict[Position, Position] = {}
        self.to_the_left: set[Position] = set()


def _merged(sheet: Worksheet) -> _Spans:
    spans = _Spans()
    for merged in sheet.merged_cells.ranges:
        for row in range(merged.min_row, min(merged.max_row, sheet.max_row) + 1):
            for column in range(merged.min_col, min(merged.max_col, sheet.max_column) + 1):
                spans.origin[row, column] = (merged.min_row, merged.min_col)
                if column > merged.min_col:
                    spans.to_the_left.add((row, column))
    return spans


def _text(sheet: Worksheet, row: int, column: int, spans: _Spans) -> str:
    origin = spans.origin.get((row, column), (row, column))
    cell = sheet.cell(*origin)
    return "" if isinstance(cell, MergedCell) else displayed(cell)


def displayed(cell: Cell) -> str:
    """A cell's value as Excel shows it in Vietnam."""
    value: Any = cell.value
    shown = str(cell.number_format or "General")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        has_time = "h" in shown.lower() and is_date_format(shown)
        return f"{value:%d/%m/%Y %H:%M}" if has_time else f"{value:%d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, int | float):
        return _number(value, shown.split(";")[0])
    return str(value).strip()


def _number(value: float, shown: str) -> str:
    if re.fullmatch(r"0{2,}", shown):
        return str(round(value)).zfill(len(shown))
    percent = "%" in shown
    decimals = re.search(r"\.([0#]+)", shown)
    if percent:
        text = f"{100 * value:.{len(decimals[1]) if decimals else 0}f}"
    elif decimals and shown != "General":
        text = f"{value:.{decimals[1].count('0')}f}"
    elif float(value).is_integer():
        text = str(int(value))
    else:
        text = f"{value:.10g}" if shown == "General" else str(round(value))
    whole, _, rest = text.partition(".")
    if "," in shown:
        whole = f"{int(whole):,}".replace(",", ".")
    return whole + ("," + rest if rest else "") + ("%" if percent else "")
