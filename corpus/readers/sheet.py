"""Workbooks: a data row is a record, each of its cells a line worded "header: value".

The header is found under title rows; a merged cell counts for every row it spans. Hidden sheets and
rows are left out. Values read as Excel shows them in Vietnam: 31/12/2024, 1.500.000, 12,5%.

The sheet's XML is streamed, and only filled cells are kept: a sheet formatted down to its last row
has a million rows of nothing. openpyxl's own streaming mode does not tell of merged cells and hidden
rows, so its parser is used directly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.styles.numbers import is_date_format
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.worksheet.cell_range import CellRange

from corpus.errors import Reason, UnreadableError
from corpus.model import Page, Role
from corpus.readers import table
from corpus.readers.line import LineList

_HEADER_WITHIN = 60  # rows looked at for a header
_MAX_CELLS = 300_000  # filled ones; about 1 KB each once they are lines with tokens


@dataclass(slots=True)
class _Grid:
    """The visible, filled cells of a sheet.

    Attributes:
        rows: row → column → text, both counted from 1.
        to_the_left: positions whose value stands in the same row, to their left.
    """

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    to_the_left: set[tuple[int, int]] = field(default_factory=set)

    def fill(self, merged: CellRange) -> None:
        """Give a merged cell's text to every cell that it covers, in rows that say more."""
        text = self.rows.get(merged.min_row, {}).get(merged.min_col, "")
        if not text:
            return
        width = max(max(row) for row in self.rows.values())
        for number in range(merged.min_row, min(merged.max_row, max(self.rows)) + 1):
            if number not in self.rows:
                continue
            for column in range(merged.min_col, min(merged.max_col, width) + 1):
                self.rows[number][column] = text
                if column > merged.min_col:
                    self.to_the_left.add((number, column))


def read(path: Path) -> tuple[Page, ...]:
    """Read a workbook.

    Returns:
        One page for each visible sheet with anything on it.

    Raises:
        UnreadableError: TOO_LARGE.
        Exception: whatever openpyxl says of a file that is none; `corpus.readers.read` turns it
            into an UnreadableError.
    """
    left = _MAX_CELLS
    pages = []
    # an open file, for openpyxl looks at a path's ending
    with path.open("rb") as file:
        workbook = load_workbook(file, read_only=True, data_only=True)
        for sheet in workbook.worksheets:
            if sheet.sheet_state != "visible":
                continue
            grid = _grid(sheet, left)
            left -= sum(map(len, grid.rows.values()))
            if left < 0:
                raise UnreadableError(path, Reason.TOO_LARGE, f"over {_MAX_CELLS} filled cells")
            pages.append(_page(sheet.title, grid))
    return tuple(page for page in pages if page.lines)


def _grid(sheet: Any, limit: int) -> _Grid:
    """A sheet's cells, read until there are more than the limit."""
    grid, count = _Grid(), 0
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=sheet.parent.epoch,
            date_formats=sheet.parent._date_formats,
            timedelta_formats=sheet.parent._timedelta_formats,
        )
        for number, cells in parser.parse():
            filled = {
                cell["column"]: text
                for cell in cells
                if cell["value"] is not None and (text := displayed(ReadOnlyCell(sheet, **cell)))
            }
            if filled:
                grid.rows[number] = filled
            count += len(filled)
            if count > limit:
                return grid
    for merged in parser.merged_cells.mergeCell if parser.merged_cells else ():
        grid.fill(CellRange(merged.ref))
    for name, attributes in parser.row_dimensions.items():
        if attributes.get("hidden") in ("1", "true"):
            grid.rows.pop(int(name), None)
    return grid


def _page(title: str, grid: _Grid) -> Page:
    width = max((max(row) for row in grid.rows.values()), default=0)
    rows = [
        (number, [row.get(column, "") for column in range(1, width + 1)])
        for number, row in sorted(grid.rows.items())
    ]
    found = table.find_header([cells for _, cells in rows[:_HEADER_WITHIN]])
    first, last = found or (0, 0)
    columns = table.labels([cells for _, cells in rows[first:last]])
    lines = LineList()
    for _, cells in rows[:first]:
        lines.add(" ".join(dict.fromkeys(" ".join(cell.split()) for cell in cells if cell)))
    for number, cells in rows[last:]:
        own = [
            None if (number, column) in grid.to_the_left else text
            for column, text in enumerate(cells, 1)
        ]
        if not columns:
            lines.add(table.word_row((), own), role=Role.ROW, row=number)
            continue
        for label, text in table.pairs(columns, own):
            entries = "\n".join(filter(None, map(str.strip, text.splitlines())))
            lines.add(table.word(label, entries), role=Role.ROW, row=number)
    return Page(number=None, lines=lines.done(), sheet=title, paragraphs=True)


def displayed(cell: ReadOnlyCell) -> str:
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
