"""One table of an HTML page: its cells as they come, then its rows as lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.readers.word_table import Cell, Row, word_table

_WIDEST = 200  # columns; what spans more is a mistake, or meant to harm
_MOST = 400_000  # cells, those of spans counted


@dataclass(slots=True)
class _Cell:
    """A cell as the file has it; `rows` is 0 where it spans all rows that follow."""

    columns: int
    rows: int
    is_header: bool
    lines: list[str] = field(default_factory=list)
    nested: bool = False


class HtmlTable:
    """Collects the rows and cells of one table."""

    def __init__(self) -> None:
        self._rows: list[list[_Cell]] = []

    def add_row(self) -> None:
        """A row begins."""
        self._rows.append([])

    def add_cell(self, columns: int, rows: int, *, is_header: bool) -> None:
        """A cell begins, in a row that may never have been opened."""
        if not self._rows:
            self.add_row()
        self._rows[-1].append(_Cell(min(max(columns, 1), _WIDEST), rows, is_header))

    def add_text(self, text: str, *, nested: bool = False) -> bool:
        """A line of the cell that is open; whether there is one.

        Args:
            text: the line.
            nested: whether it comes from a table in the cell.
        """
        if not self._rows or not self._rows[-1]:
            return False
        cell = self._rows[-1][-1]
        cell.lines.append(text)
        cell.nested = cell.nested or nested
        return True

    def lines(self) -> Iterator[tuple[str, bool]]:
        """The table's lines, each with whether it is a row (else a paragraph of a layout table)."""
        rows = list(self._filled())
        if rows:
            yield from word_table(rows)

    def _filled(self) -> Iterator[Row]:
        """Rows with a cell wherever one reaches down from above (HTML, 4.9.12, forming a table)."""
        down: dict[int, tuple[int, Cell]] = {}  # column → rows that are left, the cell from above
        made = 0
        for cells in self._rows:
            row: list[Cell] = []
            column = 0
            after: dict[int, tuple[int, Cell]] = {}
            waiting = list(cells)
            while waiting or any(at >= column for at in down):
                if column in down:
                    left, above = down.pop(column)
                    row.append(above)
                    if left != 1:
                        after[column] = (left - 1, above)
                    column += above.span
                    continue
                if not waiting:
                    row.append(Cell(()))
                    column += 1
                    continue
                own = waiting.pop(0)
                # a cell is as wide as the gap that it stands in
                free = min((at for at in down if at > column), default=column + own.columns)
                span = min(own.columns, free - column, _WIDEST)
                row.append(Cell(tuple(own.lines), span, bold=own.is_header, nested=own.nested))
                if own.rows != 1:
                    below = Cell((), span, continues=True, bold=own.is_header)
                    after[column] = (own.rows - 1 if own.rows else -1, below)
                column += span
            down = after
            made += column
            if cells or row:
                yield Row(tuple(row), is_header=bool(cells) and all(c.is_header for c in cells))
            if made > _MOST:
                return
