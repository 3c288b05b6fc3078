"""Ruled tables: cells out of printed rules, and what was recognised in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Role
from corpus.readers import table
from corpus.scans.model import Area, Arranged, Cell, Recognised, Ruling, around

_TOUCH = 0.006  # of the page's longer side: rules nearer than this meet
_DRAWN = 0.6  # of a cell's edge that is ruled where the cell ends there
_INSIDE = 0.6  # of a line that lies within a table to belong to it
_LARGEST_CELLS = 4_000


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's rules.

    Attributes:
        across: where its columns begin and end, from the left.
        down: where its rows begin and end, from the top.
        regions: for every row, for every column: which cell it is in, merged ones counted once.
    """

    across: tuple[float, ...]
    down: tuple[float, ...]
    regions: tuple[tuple[int, ...], ...]

    @property
    def area(self) -> Area:
        """Around the whole table."""
        return Area(self.across[0], self.down[0], self.across[-1], self.down[-1])

    def place(self, box: Area) -> tuple[int, int]:
        """The row and the column in which the middle of a box lies."""
        across, down = box.middle
        return _slot(self.down, down), _slot(self.across, across)


def find_grids(rulings: Sequence[Ruling], size: tuple[int, int]) -> list[Grid]:
    """The tables that printed rules draw: two rows and two columns at least.

    Args:
        rulings: of a page.
        size: its (width, height).
    """
    touch = _TOUCH * max(size)
    grids = []
    for group in _groups(rulings, touch):
        across = _edges((rule.box.middle[0] for rule in group if not rule.level), touch)
        down = _edges((rule.box.middle[1] for rule in group if rule.level), touch)
        if len(across) < 3 or len(down) < 3 or len(across) * len(down) > _LARGEST_CELLS:
            continue
        regions = _regions(across, down, group, touch)
        grid = Grid(across, down, regions)
        if all(len({row[column] for row in regions}) >= 2 for column in range(len(across) - 1)):
            grids.append(grid)
    return sorted(grids, key=lambda grid: grid.area.top)


def _groups(rulings: Sequence[Ruling], touch: float) -> list[list[Ruling]]:
    """Rules that meet, directly or through others."""
    groups: list[list[Ruling]] = []
    for rule in rulings:
        met = [g for g in groups if any(_meet(rule.box, other.box, touch) for other in g)]
        groups = [g for g in groups if g not in met]
        groups.append([rule, *(other for group in met for other in group)])
    return groups


def _meet(one: Area, two: Area, touch: float) -> bool:
    return (
        one.left - touch <= two.right
        and two.left - touch <= one.right
        and one.top - touch <= two.bottom
        and two.top - touch <= one.bottom
    )


def _edges(places: Iterable[float], touch: float) -> tuple[float, ...]:
    """Places of parallel rules; those that nearly agree are pieces of one."""
    clusters: list[list[float]] = []
    for place in sorted(places):
        if clusters and place - clusters[-1][-1] <= touch:
            clusters[-1].append(place)
        else:
            clusters.append([place])
    return tuple(sum(cluster) / len(cluster) for cluster in clusters)


def _regions(
    across: tuple[float, ...], down: tuple[float, ...], rules: Sequence[Ruling], touch: float
) -> tuple[tuple[int, ...], ...]:
    """Which unit cells are one: those without a rule between them."""
    rows, columns = len(down) - 1, len(across) - 1
    parent = list(range(rows * columns))

    def root(cell: int) -> int:
        while parent[cell] != cell:
            cell = parent[cell]
        return cell

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not _ruled(
                rules, False, across[column + 1], down[row], down[row + 1], touch
            ):
                parent[root(here + 1)] = root(here)
            if row + 1 < rows and not _ruled(
                rules, True, down[row + 1], across[column], across[column + 1], touch
            ):
                parent[root(here + columns)] = root(here)
    return tuple(
        tuple(root(row * columns + column) for column in range(columns)) for row in range(rows)
    )


def _ruled(
    rules: Sequence[Ruling], level: bool, at: float, start: float, end: float, touch: float
) -> bool:
    """Whether a rule is drawn at a place along most of the way from start to end."""
    drawn = 0.0
    for rule in rules:
        box = rule.box
        place = box.middle[1] if level else box.middle[0]
        low, high = (box.left, box.right) if level else (box.top, box.bottom)
        if rule.level == level and abs(place - at) <= touch:
            drawn += max(0.0, min(high, end) - max(low, start))
    return drawn >= _DRAWN * (end - start)


def _slot(edges: Sequence[float], place: float) -> int:
    return next((n for n, (_, end) in enumerate(pairwise(edges)) if place < end), len(edges) - 2)


def within(grid: Grid, lines: Sequence[Recognised]) -> list[int]:
    """Positions of the lines that stand in a table."""
    return [at for at, line in enumerate(lines) if grid.area.covers(line.box) >= _INSIDE]


def read_rows(grid: Grid, lines: Sequence[Recognised]) -> list[Arranged]:
    """The rows of a table, each one line with its cells.

    A row's text is its cells from left to right as printed; its cells carry the labels of the
    header, from which `Arranged.worded` is made. A merged cell counts for every row and column it
    spans; in the text it stands once, in the first of them.

    Args:
        grid: the table.
        lines: those within it.
    """
    told: dict[int, list[Recognised]] = {}
    for line in lines:
        row, column = grid.place(line.box)
        told.setdefault(grid.regions[row][column], []).append(line)
    for cell in told.values():
        cell.sort(key=lambda line: (round(line.box.middle[1] / max(1, line.box.height)), line.box))
    texts = [
        [" ".join(line.text for line in told.get(at, ())) for at in row] for row in grid.regions
    ]
    header = table.find_header(texts)
    labels = table.labels(texts[slice(*header)]) if header else []
    rows: list[Arranged] = []
    seen: set[int] = set()
    for index, regions in enumerate(grid.regions):
        own = [at for at in dict.fromkeys(regions) if at not in seen and at in told]
        seen.update(own)
        parts = [line for at in own for line in told[at]]
        if not parts:
            continue
        below = header is not None and index >= header[1]
        rows.append(
            Arranged(
                " ".join(line.text for line in parts),
                min(line.confidence for line in parts),
                around([line.box for line in parts]),
                tuple(word for line in parts for word in line.words),
                Role.ROW,
                _cells(grid, regions, texts[index], labels if below else [], told),
            )
        )
    return rows


def _cells(
    grid: Grid,
    regions: Sequence[int],
    texts: Sequence[str],
    labels: Sequence[str],
    told: dict[int, list[Recognised]],
) -> tuple[Cell, ...]:
    cells = []
    for column, (region, text) in enumerate(zip(regions, texts, strict=True)):
        if text and region not in regions[:column]:
            label = labels[column] if column < len(labels) else ""
            cells.append(Cell(label, text, around([line.box for line in told[region]])))
    return tuple(cells)
