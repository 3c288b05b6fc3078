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
_MARKER = re.compile(r"^(?:[-+*•–●▪➢✓]|\(?(?:\d{1,2}|[a-zđ]|[IVX]{1,4})[.)])$")


@dataclass(frozen=True, slots=True)
class Cells:
    """A line with its cells: runs of pieces without a wide gap between them."""

    cells: tuple[tuple[Piece, ...], ...]

    @property
    def boxes(self) -> list[Box]:
        """Where each cell stands."""
        return [around(piece.box for piece in cell) for cell in self.cells]

    @property
    def box(self) -> Box:
        """The whole line."""
        return around(self.boxes)

    @property
    def baseline(self) -> float:
        """Where most of its letters stand."""
        found = sorted(piece.baseline for cell in self.cells for piece in cell)
        return found[len(found) // 2]

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
    return Cells(tuple(tuple(cell) for cell in found))


def parted(lines: Sequence[Cells], rules: Sequence[Rule]) -> Iterator[Cells | Rows]:
    """Lines of text and tables, in order.

    Args:
        lines: from top to bottom.
        rules: lines drawn across the page; those between two rows of a table part its rows.
    """
    start = 0
    while start < len(lines):
        end = _run_end(lines, start)
        table = _table(lines[start:end], rules) if end - start >= _FEWEST else None
        if table is None:
            yield lines[start]
            start += 1
        else:
            yield table
            start = end


def _run_end(lines: Sequence[Cells], start: int) -> int:
    """The line after a run of lines in columns, with the wrapped lines of their cells."""
    end = last = start
    while end < len(lines):
        line = lines[end]
        if end > start:
            above = lines[end - 1].box
            near = line.box.top - above.bottom <= _FURTHEST * max(
                _LEAST_HEIGHT, above.bottom - above.top
            )
            if not near and len(line.cells) < 2:
                break
        if len(line.cells) > 1:
            last = end + 1
        elif end == start or not _continues(lines[start:end], line.boxes[0]):
            break
        end += 1
    return last


def _continues(above: Sequence[Cells], box: Box) -> bool:
    """Whether a single cell stands under a cell that is not the first of a line above."""
    for line in reversed(above):
        if len(line.cells) > 1:
            return any(
                box.left >= other.left - 3 and box.right <= other.right + 60
                for other in line.boxes[1:]
            )
    return False


def _table(run: Sequence[Cells], rules: Sequence[Rule]) -> Rows | None:
    columns = _columns(run)
    if sum(len(line.cells) > 1 for line in run) < _FEWEST or len(columns) < 2:
        return None
    placed = [_placed(line, columns) for line in run]
    groups = _groups(run, placed, rules)
    rows = []
    for group in groups:
        texts, own = _merged([placed[index] for index in group], len(columns))
        rows.append(
            Row(texts, own, (False,) * len(columns), around(run[index].box for index in group))
        )
    xs = tuple(left for left, _ in columns)
    return Rows(tuple(rows), (*xs, columns[-1][1]), ruled=False)


def _columns(run: Sequence[Cells]) -> list[tuple[float, float]]:
    """Where the columns stand: what the cells of the widest lines cover together."""
    widest = max(len(line.cells) for line in run)
    spans = sorted(
        (box.left, box.right) for line in run if len(line.cells) == widest for box in line.boxes
    )
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1] - 1:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    if len(columns) == widest:
        return columns
    # cells of different lines overlap: the first of the widest lines tells the columns
    first = next(line for line in run if len(line.cells) == widest)
    return [(box.left, box.right) for box in first.boxes]


@dataclass(frozen=True, slots=True)
class _Placed:
    """The texts of a line by the columns that each spans: (first, last, text)."""

    spans: tuple[tuple[int, int, str], ...]

    @property
    def filled(self) -> set[int]:
        return {column for first, last, _ in self.spans for column in range(first, last + 1)}


def _placed(line: Cells, columns: Sequence[tuple[float, float]]) -> _Placed:
    if len(line.cells) == len(columns):
        return _Placed(tuple((i, i, joined(cell)) for i, cell in enumerate(line.cells)))
    spans = []
    for cell, box in zip(line.cells, line.boxes, strict=True):
        over = [
            index
            for index, (left, right) in enumerate(columns)
            if min(box.right, right) - max(box.left, left) > 1
        ]
        if not over:
            nearest = min(range(len(columns)), key=lambda i: _misaligned(box, columns[i]))
            over = [nearest]
        spans.append((over[0], over[-1], joined(cell)))
    return _Placed(tuple(spans))


def _misaligned(box: Box, column: tuple[float, float]) -> float:
    """How far a box is from standing left, right or centred under a column, in points."""
    left, right = box.left - column[0], box.right - column[1]
    return min(abs(left), abs(right), abs(left + right) / 2)


def _merged(lines: Sequence[_Placed], width: int) -> tuple[tuple[str, ...], tuple[bool, ...]]:
    """The texts of the lines of one row, and where its cells begin."""
    texts: list[list[str]] = [[] for _ in range(width)]
    own = [True] * width
    for line in lines:
        for first, last, text in line.spans:
            for column in range(first, last + 1):
                texts[column].append(text)
                own[column] = own[column] and (column == first or len(lines) > 1)
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
