"""Ruled tables of a PDF page: from ruling lines to cells with the rows and columns they span.

Lines that touch make one table. Its rows and columns lie between neighbouring lines; two of these
fields with no line between them are one merged cell.
"""

from __future__ import annotations

import bisect
import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Box
from corpus.readers.pdf_drawing import Drawing, Rule

_SNAP = 3.0  # points: lines this near are one line, and touch
_GAP = 4.0  # points between the dashes of one line
_COVER = 0.6  # of a field's side: a line this long parts it from its neighbour
_NARROW = 6.0  # points: a row or column below this is a double line
_TALLEST_ROW = 150.0  # points: a taller single row frames columns of text
_MAX_LINES = 400
_MAX_FIELDS = 20_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: the rows [top, bottom) and columns [left, right) it spans, and where it stands."""

    top: int
    bottom: int
    left: int
    right: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: where its rows and columns part, in points, and its cells in order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]

    @property
    def box(self) -> Box:
        """The whole table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.xs) - 1


def grids(drawn: Drawing) -> list[Grid]:
    """The ruled tables of a page from top to bottom; one inside a cell of another is left out.

    Frames around text, underlines and the lines of letterheads are none: a table has two columns at
    least, or is a row of them: the rest of a table on the page before.
    """
    across, down = _merged(drawn.across), _merged(drawn.down)
    if len(across) > _MAX_LINES or len(down) > _MAX_LINES:
        return []
    found = []
    for rows, columns in _touching(across, down):
        grid = _grid(rows, columns)
        if grid is not None:
            found.append(grid)
    found.sort(key=lambda grid: (grid.box.top, grid.box.left))
    return [grid for grid in found if not any(_inside(grid.box, other.box) for other in found)]


def _inside(one: Box, other: Box) -> bool:
    return (
        one != other
        and one.left >= other.left - 1
        and one.right <= other.right + 1
        and one.top >= other.top - 1
        and one.bottom <= other.bottom + 1
    )


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Lines that lie on each other, or follow each other, made one."""
    merged: list[Rule] = []
    for group in _near(sorted(rules, key=lambda rule: rule.at)):
        at = sum(rule.at for rule in group) / len(group)
        start, end = None, 0.0
        for rule in sorted(group, key=lambda rule: rule.start):
            if start is not None and rule.start <= end + _GAP:
                end = max(end, rule.end)
                continue
            if start is not None:
                merged.append(Rule(at, start, end))
            start, end = rule.start, rule.end
        if start is not None:
            merged.append(Rule(at, start, end))
    return [rule for rule in merged if rule.end - rule.start > 2 * _SNAP]


def _near(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Runs of lines, none further than `_SNAP` from the first of its run."""
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= _SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _touching(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that cross or touch each other, directly or through others, together."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, row in enumerate(across):
        for j, column in enumerate(down):
            if (
                row.start - _SNAP <= column.at <= row.end + _SNAP
                and column.start - _SNAP <= row.at <= column.end + _SNAP
            ):
                parent[root(i)] = root(len(across) + j)
    groups: defaultdict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, row in enumerate(across):
        groups[root(i)][0].append(row)
    for j, column in enumerate(down):
        groups[root(len(across) + j)][1].append(column)
    return list(groups.values())


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    if len(across) < 2 or not down:
        return None
    _close(across, down)
    _close(down, across)
    ys, xs = _places(across), _places(down)
    if (len(xs) - 1) * (len(ys) - 1) > _MAX_FIELDS:
        return None
    if len(xs) < 3 or (len(ys) < 3 and ys[-1] - ys[0] > _TALLEST_ROW):
        return None
    cells = _cells(xs, ys, across, down)
    parted = sum(
        sum(cell.top <= row < cell.bottom for cell in cells) > 1 for row in range(len(ys) - 1)
    )
    # lines across alone, with a line down in a head only: the text must tell the columns
    if parted * 2 < len(ys) - 1:
        return None
    return Grid(tuple(xs), tuple(ys), tuple(cells))


def _close(rules: list[Rule], others: list[Rule]) -> None:
    """Add the outer sides that an open table goes without: where its other lines end."""
    lowest, highest = min(rule.at for rule in rules), max(rule.at for rule in rules)
    first, last = min(rule.start for rule in others), max(rule.end for rule in others)
    for end, beyond in ((first, lowest - first), (last, last - highest)):
        reaching = [
            other.at
            for other in others
            if min(abs(other.start - end), abs(other.end - end)) < _NARROW
        ]
        if beyond > 2 * _NARROW and len(reaching) >= 2:
            rules.append(Rule(end, min(reaching), max(reaching)))


def _places(rules: Sequence[Rule]) -> list[float]:
    """Where rows or columns part; the sides of a double line are one."""
    places: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not places or at - places[-1] > _NARROW:
            places.append(at)
    return places


def _cells(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> list[Cell]:
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = list(range(rows * columns))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    lines_across, lines_down = _by_place(across, ys), _by_place(down, xs)
    for row, column in itertools.product(range(rows), range(columns)):
        here = row * columns + column
        if column + 1 < columns and not _parts(lines_down[column + 1], ys[row], ys[row + 1]):
            parent[root(here + 1)] = root(here)
        if row + 1 < rows and not _parts(lines_across[row + 1], xs[column], xs[column + 1]):
            parent[root(here + columns)] = root(here)
    fields: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for row, column in itertools.product(range(rows), range(columns)):
        fields[root(row * columns + column)].append((row, column))
    return sorted(
        (cell for group in fields.values() for cell in _rectangles(group, xs, ys)),
        key=lambda cell: (cell.top, cell.left),
    )


def _by_place(rules: Sequence[Rule], places: Sequence[float]) -> list[list[Rule]]:
    """The lines at each place."""
    found: list[list[Rule]] = [[] for _ in places]
    for rule in rules:
        index = max(0, bisect.bisect_right(places, rule.at + 0.001) - 1)
        found[index].append(rule)
    return found


def _parts(rules: Sequence[Rule], start: float, end: float) -> bool:
    """Whether lines cover enough of a field's side."""
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return covered >= _COVER * (end - start)


def _rectangles(
    fields: Sequence[tuple[int, int]], xs: Sequence[float], ys: Sequence[float]
) -> list[Cell]:
    """Fields without a line between them as a cell; each alone where they make no rectangle."""
    rows, columns = [row for row, _ in fields], [column for _, column in fields]
    top, bottom, left, right = min(rows), max(rows) + 1, min(columns), max(columns) + 1
    if (bottom - top) * (right - left) == len(fields):
        return [Cell(top, bottom, left, right, Box(xs[left], ys[top], xs[right], ys[bottom]))]
    return [
        Cell(
            row, row + 1, column, column + 1, Box(xs[column], ys[row], xs[column + 1], ys[row + 1])
        )
        for row, column in fields
    ]
