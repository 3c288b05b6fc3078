"""The boxes of printed lines: what the detector finds, mended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from corpus.scans import page_model
from corpus.scans.model import Area, Ruling, around
from corpus.scans.page_model import Grey
from corpus.scans.rulings import find_rulings

_CROSSES = 0.6  # of a box's height that an upright rule goes through
_RULE = 1.6  # box heights: what is shorter may be a letter
_ONE_LINE = 0.7  # of the lower height that two pieces of a line share
_LIKE = 1.4  # by which their heights may differ
_OVERLAP, _TOUCH = 0.5, 0.15  # heights that they may overlap or be apart: less than a space
_MARGIN = 0.35  # box heights: what a cut leaves on each side at least
_TALL = 1.75  # usual heights from which on a box may hold two lines
_VALLEY = 0.12  # ink of the row between two lines, as a share of the inkiest rows
_LEAST_LINES = 6  # on a page, so that the usual height means something


def find_lines(
    grey: Grey, rulings: Sequence[Ruling] | None = None, *, mend: bool = True
) -> list[Area]:
    """The boxes of a prepared picture's lines, in no particular order.

    Boxes that touch are joined, one that goes across an upright rule is cut there, one that holds
    two lines between them.

    Args:
        grey: the prepared picture.
        rulings: of the picture, where they are known already.
        mend: False gives the boxes as the detector found them.
    """
    areas = page_model.line_areas(grey)
    if not mend:
        return areas
    rules = find_rulings(grey) if rulings is None else rulings
    upright = [rule.box for rule in rules if not rule.level]
    whole = list(_between_rows(grey, join_pieces(areas)))
    return [part for area in whole for part in _cut(area, upright)]


def join_pieces(areas: Sequence[Area]) -> list[Area]:
    """The boxes, those made one that a detector parted within a word."""
    joined: list[Area] = []
    for area in sorted(areas):
        at = next((n for n, left in enumerate(joined) if _is_next(left, area)), None)
        if at is None:
            joined.append(area)
        else:
            joined[at] = around([joined[at], area])
    return joined


def _is_next(left: Area, right: Area) -> bool:
    height = min(left.height, right.height)
    return (
        left.beside(right) >= _ONE_LINE
        and max(left.height, right.height) <= _LIKE * height
        and -_OVERLAP * height <= right.left - left.right <= _TOUCH * height
    )


def _cut(area: Area, rules: Sequence[Area]) -> list[Area]:
    """A box in pieces, left and right of the upright rules that go through it."""
    margin = _MARGIN * area.height
    edges = [area.left]
    for rule in sorted(rules):
        shared = min(rule.bottom, area.bottom) - max(rule.top, area.top)
        if (
            shared >= _CROSSES * area.height
            and rule.height >= _RULE * area.height
            and edges[-1] + margin <= rule.left
            and rule.right <= area.right - margin
        ):
            edges += [rule.left, rule.right]
    edges.append(area.right)
    return [
        area._replace(left=left, right=right)
        for left, right in zip(edges[::2], edges[1::2], strict=True)
    ]


def _between_rows(grey: Grey, areas: Sequence[Area]) -> Iterable[Area]:
    """The boxes, those cut in two that are so tall that they hold two lines."""
    heights = sorted(area.height for area in areas)
    usual = heights[len(heights) // 2] if len(heights) >= _LEAST_LINES else float("inf")
    for area in areas:
        at = _valley(grey, area, usual) if area.height >= _TALL * usual else None
        if at is None:
            yield area
        else:
            for top, bottom in pairwise((area.top, at, area.bottom)):
                yield area._replace(top=top, bottom=bottom)


def _valley(grey: Grey, area: Area, usual: float) -> float | None:
    """The height of a row without ink between two lines; None where there is none."""
    top, left = max(0, int(area.top)), max(0, int(area.left))
    part = grey[top : int(area.bottom) + 1, left : int(area.right) + 1]
    if not part.size or area.width < 2 * area.height:
        return None  # as tall as wide: a large letter, not two lines
    paper = float(np.percentile(part, 80))
    ink = (part < paper - 60).sum(axis=1).astype(np.float64)
    inner = slice(int(0.6 * usual), len(ink) - int(0.6 * usual))
    if inner.stop - inner.start < 1 or not ink.any():
        return None
    at = int(np.argmin(ink[inner])) + inner.start
    return top + at if ink[at] <= _VALLEY * np.percentile(ink, 90) else None
