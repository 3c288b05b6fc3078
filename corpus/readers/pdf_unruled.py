"""Tables without ruling lines: runs of lines whose words stand in columns."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Box
from corpus.readers.page_layout import joined
from corpus.readers.pdf_drawing import Rule
from corpus.readers.pdf_table import Row, Rows, join
from corpus.readers.pdf_text import Piece, around

_CELL_GAP = 1.6  # of the letters' height: a wider gap parts two cells
_LEAST_HEIGHT = 6.0
_FEWEST = 3  # rows
_FURTHEST = 2.2  # of a line's height: a wider gap below a line ends the table
_WRAPPED = 1.7  # of a line's height: how far below it the next line of a cell stands
_STRIP = 4.0  # points without words between two columns
_CROSSED = 0.12  # of a table's lines may stand across such a strip
_MARKER = re.compile(r"^(?:[-+*•–●▪➢✓]|\(?(?:\d{1,2}|[a-zđ]|[IVX]{1,4})[.)])$")

Column = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Cells:
    """A line with its cells: runs of pieces without a wide gap between them.

    Attributes:
        baseline: where most of its letters stand.
    """

    cells: tuple[tuple[Piece, ...], ...]
    box: Box
    baseline: float

    @property
    def pieces(self) -> list[Piece]:
        """All of its pieces, from left to right."""
        return [piece for cell in self.cells for piece in cell]

    @property
    def boxes(self) -> list[Box]:
        """Where each cell stands."""
        return [around(piece.box for piece in cell) for cell in self.cells]

    @property
    def text(self) -> str:
        """The line as text."""
        return " ".join(joined(cell) for cell in self.cells)


def cells(line: Sequence[Piece]) -> Cells:
    """The cells of a line; the mark before an item of a list is none of its own."""
    found: list[list[Piece]] = []
    for piece in line:
        height = max(piece.box.bottom - piece.box.top, _LEAST_HEIGHT)
        gap = piece.box.left - found[-1][-1].box.right if found else 0.0
        if found and gap <= _CELL_GAP * height:
            found[-1].append(piece)
        else:
            found.append([piece])
    if len(found) == 2 and _MARKER.match(joined(found[0])):
        found = [[*found[0], *found[1]]]
    baselines = sorted(piece.baseline for piece in line)
    return Cells(
        tuple(tuple(cell) for cell in found),
        around(piece.box for piece in line),
        baselines[len(baselines) // 2],
    )


def parted(lines: Sequence[Cells], rules: Sequence[Rule]) -> Iterator[Cells | Rows]:
    """Lines of text and tables, in order.

    Args:
        lines: from top to bottom.
        rules: lines drawn across the page; those between two rows of a table part its rows.
    """
    start = 0
    while start < len(lines):
        end = _run_end(lines, start)
        table = _table(lines[start:end], rules)
        if table is not None:
            yield table
        else:
            end = max(end, start + 1)
            yield from lines[start:end]
        start = end


def _run_end(lines: Sequence[Cells], start: int) -> int:
    """The line after a run of lines in columns, with the wrapped lines of their cells."""
    end = start
    while end < len(lines):
        line = lines[end]
        if len(line.cells) > 1:
            if end > start and not _near(lines[end - 1], line, 2 * _FURTHEST):
                return end
        elif end == start or (
            not (
                _near(lines[end - 1], line, _WRAPPED)
                and _continues(lines[start:end], line.boxes[0])
            )
            and not _stands_between(lines, end)
        ):
            return end
        end += 1
    return end


def _near(upper: Cells, lower: Cells, most: float) -> bool:
    height = max(_LEAST_HEIGHT, upper.box.bottom - upper.box.top)
    return lower.baseline - upper.baseline <= most * height


def _continues(above: Sequence[Cells], box: Box) -> bool:
    """Whether a single cell stands under a cell that is not the first of a line above."""
    for line in reversed(above):
        if len(line.cells) > 1:
            return any(
                box.left >= other.left - 3 and box.right <= other.right + 60
                for other in line.boxes[1:]
            )
    return False


def _stands_between(lines: Sequence[Cells], at: int) -> bool:
    """Whether a single cell heads a group of rows: near the rows above and below."""
    return (
        at + 1 < len(lines)
        and len(lines[at + 1].cells) > 1
        and len(lines[at - 1].cells) > 1
        and _near(lines[at - 1], lines[at], _FURTHEST)
        and _near(lines[at], lines[at + 1], _FURTHEST)
    )


def _table(run: Sequence[Cells], rules: Sequence[Rule]) -> Rows | None:
    if sum(len(line.cells) > 1 for line in run) < _FEWEST:
        return None
    columns = _columns(run)
    if len(columns) < 2:
        return None
    placed = [_placed(line, columns) for line in run]
    rows = []
    for group in _apart(_groups(run, placed, rules), placed):
        texts, own = _merged([placed[index] for index in group], len(columns))
        box = around(run[index].box for index in group)
        rows.append(Row(texts, own, (False,) * len(columns), box))
    xs = tuple(left for left, _ in columns)
    return Rows(tuple(rows), (*xs, columns[-1][1]), ruled=False)


def _columns(run: Sequence[Cells]) -> list[Column]:
    """Where the columns stand: between upright strips that hardly a line has words in."""
    left, right = min(line.box.left for line in run), max(line.box.right for line in run)
    run = [line for line in run if len(line.cells) > 1]
    steps = range(int(left), int(right) + 1)
    crossed = dict.fromkeys(steps, 0)
    for line in run:
        for step in {
            step
            for piece in line.pieces
            for step in range(int(piece.box.left), int(piece.box.right) + 1)
        }:
            crossed[step] = crossed.get(step, 0) + 1
    most = int(_CROSSED * len(run))
    columns: list[Column] = []
    for is_free, group in itertools.groupby(steps, key=lambda step: crossed[step] <= most):
        strip = list(group)
        if is_free and len(strip) >= _STRIP:
            continue
        if (is_free and columns) or (columns and strip[0] - columns[-1][1] < 1):
            columns[-1] = columns[-1][0], strip[-1] + 1.0
        else:
            columns.append((float(strip[0]), strip[-1] + 1.0))
    return columns


@dataclass(frozen=True, slots=True)
class _Placed:
    """The texts of a line by the columns that each spans: (first, last, text)."""

    spans: tuple[tuple[int, int, str], ...]

    @property
    def filled(self) -> set[int]:
        """The columns that have words."""
        return {column for first, last, _ in self.spans for column in range(first, last + 1)}

    @property
    def alone(self) -> bool:
        """Whether one text runs over the columns, as the name of a group of rows does."""
        return len(self.spans) == 1 and self.spans[0][0] < self.spans[0][1]


def _placed(line: Cells, columns: Sequence[Column]) -> _Placed:
    spans: list[tuple[int, int, list[Piece]]] = []
    for piece in line.pieces:
        first, last = _span(piece.box, columns)
        if spans and first <= spans[-1][1]:
            before = spans[-1]
            spans[-1] = before[0], max(before[1], last), [*before[2], piece]
        else:
            spans.append((first, last, [piece]))
    return _Placed(tuple((first, last, joined(found)) for first, last, found in spans))


def _span(box: Box, columns: Sequence[Column]) -> tuple[int, int]:
    """The first and last column that a box stands in; the nearest where it stands in none."""
    over = [
        index
        for index, (left, right) in enumerate(columns)
        if min(box.right, right) - max(box.left, left) > 1
    ]
    if over:
        return over[0], over[-1]
    middle = (box.left + box.right) / 2
    nearest = min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))
    return nearest, nearest


def _merged(lines: Sequence[_Placed], width: int) -> tuple[tuple[str, ...], tuple[bool, ...]]:
    """The texts of the lines of one row, and where its cells begin."""
    texts: list[list[str]] = [[] for _ in range(width)]
    own = [True] * width
    for line in lines:
        for first, last, text in line.spans:
            for column in range(first, last + 1):
                texts[column].append(text)
                own[column] = own[column] and (column == first or len(lines) > 1)
    if len(lines) == 1 and lines[0].alone:
        return (lines[0].spans[0][2],) * width, (True, *([False] * (width - 1)))
    return tuple(join(parts) if parts else "" for parts in texts), tuple(own)


def _groups(
    run: Sequence[Cells], placed: Sequence[_Placed], rules: Sequence[Rule]
) -> list[list[int]]:
    """The lines of a run, by the rows of the table they belong to."""
    for groups in (_by_rules(run, rules), _by_gaps(run, placed)):
        if groups:
            return groups
    grouped: list[list[int]] = []
    for index, line in enumerate(placed):
        wrapped = grouped and 0 not in line.filled and line.filled <= placed[grouped[-1][0]].filled
        if wrapped:
            grouped[-1].append(index)
        else:
            grouped.append([index])
    return grouped


def _apart(groups: Sequence[list[int]], placed: Sequence[_Placed]) -> Iterator[list[int]]:
    """Groups of lines with those that run over the columns as rows of their own."""
    for group in groups:
        for _, part in itertools.groupby(
            group, key=lambda index: index if placed[index].alone else -1
        ):
            yield list(part)


def _by_rules(run: Sequence[Cells], rules: Sequence[Rule]) -> list[list[int]] | None:
    """The lines parted by lines drawn across; None where too few are drawn to part rows."""
    box = around(line.box for line in run)
    drawn = [
        rule.at
        for rule in rules
        if min(rule.end, box.right) - max(rule.start, box.left) > 0.6 * (box.right - box.left)
    ]
    groups: list[list[int]] = [[0]]
    for above, index in itertools.pairwise(range(len(run))):
        upper, lower = run[above].box, run[index].box
        between = (upper.top + upper.bottom) / 2, (lower.top + lower.bottom) / 2
        if any(between[0] < at < between[1] for at in drawn):
            groups.append([index])
        else:
            groups[-1].append(index)
    return groups if len(groups) >= _FEWEST else None


def _by_gaps(run: Sequence[Cells], placed: Sequence[_Placed]) -> list[list[int]] | None:
    """The lines parted by wider gaps; None where the gaps do not tell rows from wrapped lines."""
    steps = [lower.baseline - upper.baseline for upper, lower in itertools.pairwise(run)]
    if not steps or max(steps) < 1.2 * min(steps) + 1.0:
        return None
    limit = (min(steps) + max(steps)) / 2
    groups: list[list[int]] = [[0]]
    for index, step in enumerate(steps, start=1):
        if step > limit:
            groups.append([index])
        else:
            groups[-1].append(index)
    full = max(len(line.filled) for line in placed)
    whole = all(sum(len(placed[index].filled) == full for index in group) <= 1 for group in groups)
    return groups if whole and len(groups) >= _FEWEST else None
