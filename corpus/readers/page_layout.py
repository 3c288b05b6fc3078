"""The reading order of a page: columns one by one, letterheads and signatures block by block.

A gutter is an upright strip without text, with lines on either side. It parts columns where both
sides are running text, or are the two blocks of a letterhead or of a signature; elsewhere it parts
the cells of a table, which are read across.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from corpus.model import Box
from corpus.readers.pdf_grid import Grid
from corpus.readers.pdf_text import Piece, around, beside
from corpus.vietnamese.normalise import fold

_MOTTOES = ("doc lap - tu do - hanh phuc", "cong hoa xa hoi chu nghia viet nam")
_RECIPIENTS = "noi nhan"
_ALIKE = 84.0  # 0-100: a motto that character recognition damaged is still one
_TALLEST_BLOCK = 45  # lines of a letterhead or signature
_FEWEST_ITEMS = 3
_MOST_ITEMS = 3_000  # a page with more is a plan or a map, and read as it comes
_MOST_STRIPS = 120
_MOST_DEPTH = 8
_WIDEST_SPACE = 0.15  # of the letters' size: pieces nearer than this are one word
_GUTTER = 0.6  # of the letters' height: the narrowest strip that parts columns
_NARROWEST = 6.0  # points
_OVERFULL = 0.1  # of a column's lines may stand out into the strip
_LEVEL = 2.0  # points by which the baselines of one line may differ
_PROSE_LETTERS = 16  # in the middle line of a column of running text
_PROSE_FIGURES = 0.3  # of the characters of running text
_FEWEST_LINES = 3  # of running text beside other text
_NEARER = 0.6  # of a gutter's width: words that far apart still make one line
_PROSE_FILL = 0.68  # of the column's width that the middle line of running text fills


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table with the pieces that stand in it."""

    grid: Grid
    pieces: tuple[Piece, ...]

    @property
    def box(self) -> Box:
        """The whole table."""
        return self.grid.box


Item = Piece | Table


@dataclass(frozen=True, slots=True)
class Band:
    """Items that are read across, in lines from top to bottom; a table is a line of its own."""

    lines: tuple[tuple[Item, ...], ...]


def arrange(items: Sequence[Item], height: float, depth: int = 0) -> list[Band]:
    """The items of a page in reading order.

    Args:
        items: upright, in any order.
        height: the page's, in points.
        depth: how many columns the items already stand in.
    """
    parted = None
    if _FEWEST_ITEMS <= len(items) <= _MOST_ITEMS and depth < _MOST_DEPTH:
        parted = _columns(items, height)
    if parted is None:
        return [Band(tuple(in_lines(items)))] if items else []
    return [band for part in parted for band in arrange(part, height, depth + 1)]


def in_lines(items: Sequence[Item]) -> list[tuple[Item, ...]]:
    """Items in lines from top to bottom, each from left to right."""
    lines: list[tuple[Box, list[Item]]] = []
    for item in sorted(items, key=_middle):
        for index in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
            box, line = lines[index]
            alone = isinstance(item, Table) or isinstance(line[0], Table)
            if not alone and beside(box, item.box) and _free(line, item):
                lines[index] = around((box, item.box)), [*line, item]
                break
        else:
            lines.append((item.box, [item]))
    return [tuple(sorted(line, key=lambda item: item.box.left)) for _, line in lines]


def _baseline(item: Item) -> float:
    return item.box.bottom if isinstance(item, Table) else item.baseline


def _middle(item: Item) -> float:
    return item.box.top if isinstance(item, Table) else item.middle


def _free(line: Sequence[Item], item: Item) -> bool:
    """Whether nothing of a line stands where the item does."""
    return all(
        item.box.left >= other.box.right - 1.5 or item.box.right <= other.box.left + 1.5
        for other in line
    )


def joined(pieces: Sequence[Piece]) -> str:
    """The text of pieces beside each other; those that touch are one word."""
    text = pieces[0].text
    for before, piece in itertools.pairwise(pieces):
        near = piece.box.left - before.box.right < _WIDEST_SPACE * piece.size
        raised = piece.text.isdigit() and piece.size < 0.8 * before.size  # calls a footnote
        spaced = raised or before.letters[-1][0] == " " or piece.letters[0][0] == " "
        text += piece.text if near and not spaced else f" {piece.text}"
    return text


def _columns(items: Sequence[Item], height: float) -> list[list[Item]] | None:
    """The items above, left of, right of and below the best gutter; None where there is none."""
    ordered = sorted(items, key=_middle)
    tallest = statistics.median(item.box.bottom - item.box.top for item in ordered)
    width = max(_NARROWEST, _GUTTER * min(tallest, 2 * _NARROWEST))
    best: tuple[tuple[int, int, float], list[list[Item]]] | None = None
    for edge in _edges(ordered):
        for run in _runs(ordered, edge):
            left = [item for item in run if item.box.left < edge - 0.5]
            right = [item for item in run if item.box.left >= edge - 0.5]
            if sum(item.box.right > edge - width for item in left) > _OVERFULL * len(left):
                continue
            gained = (min(len(left), len(right)), len(run), _breadth(left, right))
            if (best is None or gained > best[0]) and _are_columns(left, right, height):
                first, last = ordered.index(run[0]), ordered.index(run[-1])
                best = gained, [ordered[:first], left, right, ordered[last + 1 :]]
    return best[1] if best else None


def _edges(items: Sequence[Item]) -> list[float]:
    """Where a right column may begin: left edges, the outermost of those that nearly agree."""
    lefts = sorted(item.box.left for item in items)
    edges = [left for index, left in enumerate(lefts) if not index or left - lefts[index - 1] > 1]
    if len(edges) <= _MOST_STRIPS:
        return edges
    often = [edge for edge in edges if sum(edge <= left <= edge + 3 for left in lefts) >= 3]
    return often[:_MOST_STRIPS]


def _runs(ordered: Sequence[Item], edge: float) -> Iterator[list[Item]]:
    """Runs of items, from top to bottom, none of which lies across an edge or beside such a one."""
    run: list[Item] = []
    across: Box | None = None
    for item in ordered:
        if item.box.left < edge - 0.5 and item.box.right > edge - 1.0:
            across = item.box
            while run and beside(run[-1].box, across):
                run.pop()
            yield from _trimmed(run, edge)
            run = []
        elif across is None or not beside(across, item.box):
            run.append(item)
    yield from _trimmed(run, edge)


def _trimmed(run: list[Item], edge: float) -> Iterator[list[Item]]:
    """A run without what follows, on one side alone and after a gap, the end of the other side."""
    while len(run) >= _FEWEST_ITEMS:
        last = run[-1]
        is_left = last.box.left < edge - 0.5
        same = [item for item in run[:-1] if (item.box.left < edge - 0.5) == is_left]
        others = [item for item in run if (item.box.left < edge - 0.5) != is_left]
        if not same or not others:
            return
        gap = last.box.top - max(item.box.bottom for item in run[:-1])
        if gap <= 1.6 * (last.box.bottom - last.box.top) or isinstance(last, Table):
            yield run
            return
        run = run[:-1]


def _breadth(left: Sequence[Item], right: Sequence[Item]) -> float:
    if not left or not right:
        return 0.0
    return min(item.box.left for item in right) - max(item.box.right for item in left)


def _are_columns(left: Sequence[Item], right: Sequence[Item], height: float) -> bool:
    if not left or not right:
        return False
    if _is_framed(left, right):
        return True
    if not _has_lines(left) or not _has_lines(right):
        return False
    gutter = _breadth(left, right)
    return (_is_prose(left, gutter) and _is_prose(right, gutter)) or (
        _is_head(left, right, height) and not _aligned(left, right)
    )


def _has_lines(items: Sequence[Item]) -> bool:
    """Whether items stand in two lines at least."""
    baselines = [_baseline(item) for item in items]
    return len(items) > 1 and max(baselines) - min(baselines) > 2 * _LEVEL


def _is_prose(items: Sequence[Item], gutter: float) -> bool:
    """Whether lines are those of running text: long, and about as wide as each other.

    Args:
        items: one side of a gutter, maybe with further columns.
        gutter: how wide it is; words of a justified line stand closer than that.
    """
    lines = list(_whole(items, _NEARER * gutter))
    if len(lines) < _FEWEST_LINES:
        return False
    letters = statistics.median(sum(len(piece.text) for piece in line) for line in lines)
    widths = sorted(line[-1].box.right - line[0].box.left for line in lines)
    widest = widths[int(0.9 * (len(widths) - 1))]
    text = "".join(piece.text for line in lines for piece in line)
    return (
        letters >= _PROSE_LETTERS
        and statistics.median(widths) >= _PROSE_FILL * widest
        and sum(map(str.isdigit, text)) < _PROSE_FIGURES * len(text)
    )


def _whole(items: Sequence[Item], gap: float) -> Iterator[list[Piece]]:
    """The lines of a side, cut at gaps that are as wide as a gutter."""
    for line in in_lines([item for item in items if isinstance(item, Piece)]):
        part: list[Piece] = []
        for piece in line:
            if not isinstance(piece, Piece):
                continue
            if part and piece.box.left - part[-1].box.right > gap:
                yield part
                part = []
            part.append(piece)
        yield part


def _is_framed(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Whether two blocks are those of a letterhead or of a signature."""
    if len(left) + len(right) > _TALLEST_BLOCK:
        return False
    if any(
        fold(item.text).lstrip(" -*").startswith(_RECIPIENTS)
        for item in left
        if isinstance(item, Piece)
    ):
        return True
    return any(
        isinstance(item, Piece)
        and len(item.text) >= 18
        and any(fuzz.ratio(fold(item.text), motto) >= _ALIKE for motto in _MOTTOES)
        for item in right
    )


def _is_head(left: Sequence[Item], right: Sequence[Item], height: float) -> bool:
    """Whether two blocks stand at the head of a page and have words, not figures."""
    items = [*left, *right]
    texts = [item.text for item in items if isinstance(item, Piece)]
    return (
        len(texts) == len(items)
        and max(len(left), len(right)) <= 8
        and min(item.box.top for item in items) < 0.18 * height
        and sum(any(char.isalpha() for char in text) for text in texts) >= 0.8 * len(texts)
    )


def _aligned(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Whether most lines of the shorter side stand beside a line of the other."""
    fewer, more = sorted((left, right), key=len)
    matched = sum(
        any(abs(_baseline(item) - _baseline(other)) < _LEVEL for other in more) for item in fewer
    )
    return matched > 0.5 * len(fewer)
