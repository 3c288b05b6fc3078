"""The visible, filled cells of a sheet, streamed from its XML.

Only filled cells are kept: a sheet formatted down to its last row has a million rows of nothing.
openpyxl's own streaming mode does not tell of merged cells and of hidden rows and columns, so its
cell parser is used directly.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, iterparse

from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.worksheet._reader import (
    COL_TAG,
    FORMULA_TAG,
    MERGE_TAG,
    ROW_TAG,
    WorkSheetParser,
)
from openpyxl.worksheet.cell_range import CellRange

from corpus.readers.sheet_format import displayed

ROWS_A_BEAT = 1_000
"""Rows after which a reader says that it goes on."""

_TRUE = ("1", "true")
_LAST_COLUMN = 16_384
_LAST_ROW = 1_048_576
_MOST_COVERED = 2_000_000  # cells that merged ones are spread to; real ranges never overlap


@dataclass(slots=True)
class Budget:
    """What may still be read of a workbook; a reader stops where either is used up.

    Attributes:
        cells: filled ones; each is a line.
        characters: of their texts, of which every fifth or so begins a token.
    """

    cells: int
    characters: int

    @property
    def is_over(self) -> bool:
        """Whether more was taken than there is."""
        return self.cells < 0 or self.characters < 0

    def take(self, texts: Iterable[str]) -> None:
        """Count texts."""
        for text in texts:
            self.cells -= 1
            self.characters -= len(text)


@dataclass(slots=True)
class Grid:
    """The filled cells of a sheet, or of a text file in columns.

    Attributes:
        rows: row → column → text, both counted from 1.
        spread: positions whose text stands in the same row, to their left: a cell merged across.
        bold: rows whose filled cells are all bold.
        hidden_rows, hidden_columns: left out.
        formulas: how many have no result in the file; they stand as they are written.
    """

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    spread: set[tuple[int, int]] = field(default_factory=set)
    bold: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: int = 0

    def fill(self, merged: Iterable[CellRange], budget: Budget) -> None:
        """Give the text of merged cells to every cell that they cover, in rows that say more."""
        numbers = sorted(self.rows)
        width = max((max(row) for row in self.rows.values()), default=0)
        left = _MOST_COVERED
        for area in merged:
            text = self.rows.get(area.min_row, {}).get(area.min_col, "")
            if not text:
                continue
            shown = [
                column
                for column in range(area.min_col, min(area.max_col, width) + 1)
                if column not in self.hidden_columns
            ]
            at = bisect_left(numbers, area.min_row)
            while at < len(numbers) and numbers[at] <= area.max_row:
                row = self.rows[numbers[at]]
                for column in shown:
                    budget.take([text] if column not in row else [])
                    row.setdefault(column, text)
                    if column > shown[0] and row[column] == text:
                        self.spread.add((numbers[at], column))
                left -= len(shown)
                if budget.is_over or left < 0:
                    return
                at += 1

    def drop_hidden(self) -> None:
        """Leave out what the program does not show; keep count of what said something."""
        self.hidden_rows &= self.rows.keys()
        for number in self.hidden_rows:
            del self.rows[number]
        used = {column for row in self.rows.values() for column in row}
        self.hidden_columns &= used
        if self.hidden_columns:
            for row in self.rows.values():
                for column in self.hidden_columns & row.keys():
                    del row[column]
        for number in [number for number, row in self.rows.items() if not row]:
            del self.rows[number]


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """openpyxl's parser of cells; of all else in a sheet it reads merged cells and what is hidden."""

    def __init__(self, source: Any, sheet: Any) -> None:
        book = sheet.parent
        super().__init__(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        self.row_counter: int = 0
        self.grid = Grid()
        self.merged: list[str] = []

    def parse(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """Row number and filled cells of every row that has any."""
        for _, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                number, cells = self.parse_row(element)
                element.clear()
                if cells:
                    yield number, cells
            elif element.tag == COL_TAG:
                self._note_column(element)
            elif element.tag == MERGE_TAG:
                self.merged += [ref for child in element if (ref := child.get("ref"))]
                element.clear()

    def parse_row(self, row: Element) -> tuple[int, list[dict[str, Any]]]:
        """As openpyxl, but nothing is kept of a row without cells."""
        number = row.get("r")
        self.row_counter = int(float(number)) if number else self.row_counter + 1
        self.col_counter = 0
        flat = row.get("ht") in ("0", "0.0") and row.get("customHeight") in _TRUE
        cells = [
            cell
            for element in row
            if (len(element) or element.get("r") is None)
            and (cell := self.parse_cell(element))["value"] is not None
            and 0 < cell["column"] <= _LAST_COLUMN
        ]
        if cells and (flat or row.get("hidden") in _TRUE):
            self.grid.hidden_rows.add(self.row_counter)
        return self.row_counter, cells if self.row_counter <= _LAST_ROW else []

    def parse_cell(self, element: Element) -> dict[str, Any]:
        """As openpyxl; a formula without a result stands for itself."""
        cell: dict[str, Any] = super().parse_cell(element)
        formula = element.find(FORMULA_TAG)
        if cell["value"] is None and formula is not None and element.get("t") != "str":
            text = self.parse_formula(element)
            cell["value"] = str(getattr(text, "text", text))
            self.grid.formulas += 1
        return cell

    def _note_column(self, column: Element) -> None:
        width = column.get("width")
        if column.get("hidden") in _TRUE or (width is not None and float(width) == 0):
            first, last = int(column.get("min", "1")), int(column.get("max", "1"))
            self.grid.hidden_columns.update(range(first, min(last, _LAST_COLUMN) + 1))


class _Styles:
    """Number format and boldness of a workbook's cell styles."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[int, tuple[str, bool]] = {}

    def of(self, style: int) -> tuple[str, bool]:
        """(number format, whether bold); the usual ones for a style that the file does not hold."""
        if style not in self._known:
            self._known[style] = self._look_up(style)
        return self._known[style]

    def _look_up(self, style: int) -> tuple[str, bool]:
        try:
            found = self._book._cell_styles[style]
            number, font = found.numFmtId, self._book._fonts[found.fontId]
            if number < BUILTIN_FORMATS_MAX_SIZE:
                shown = BUILTIN_FORMATS.get(number, "General")
            else:
                shown = self._book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE]
        except (IndexError, AttributeError):
            return "General", False
        return str(shown), bool(font.b)


def read_grid(sheet: Any, budget: Budget, beat: Callable[[], None] = lambda: None) -> Grid:
    """The visible cells of a sheet of a workbook opened read-only.

    Args:
        sheet: openpyxl's.
        budget: what may be read; where it is over afterwards, the grid is not whole.
        beat: called now and then, to say that the reading goes on.
    """
    styles = _Styles(sheet.parent)
    with sheet._get_source() as source:
        parser = _Parser(source, sheet)
        grid = parser.grid
        for number, cells in parser.parse():
            filled: dict[int, str] = {}
            bold = True
            if len(grid.rows) % ROWS_A_BEAT == 0:
                beat()
            for cell in cells:
                shown, is_bold = styles.of(cell["style_id"])
                text = displayed(cell["value"], shown)
                if text:
                    filled[cell["column"]] = text
                    bold = bold and is_bold
            if filled:
                grid.rows[number] = filled
                if bold:
                    grid.bold.add(number)
            budget.take(filled.values())
            if budget.is_over:
                return grid
    grid.fill(_ranges(parser.merged), budget)
    grid.drop_hidden()
    return grid


def _ranges(references: Iterable[str]) -> Iterator[CellRange]:
    for reference in references:
        try:
            yield CellRange(reference)
        except ValueError:  # a reference to nothing
            continue
