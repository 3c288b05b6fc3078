"""A sheet that shows two pages side by side: where to cut it."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.scans.model import Area

_FLATTEST = 1.15  # width by height of two pages; below it, it is one page
_WIDEST = 2.0
_FOLD = (0.40, 0.60)  # of the width: where the fold may be
_GUTTER = 0.035  # of the width: how much white there is around a fold at least
_LEAST_LINES = 5  # on each side
_ALIGNED = 0.6  # of the lines having a neighbour on their very height: rows of one table
_LEVEL = 0.12  # of a line's height that the rows of one table may differ by


def fold(areas: Sequence[Area], size: tuple[int, int]) -> float | None:
    """Where a spread is folded, pixels from the left; None where the sheet is one page.

    Two pages have lines on both sides and none across the fold, with a gutter between, and their
    lines do not stand at the same heights as the two halves of a table's rows do.

    Args:
        areas: boxes of all lines of the upright sheet.
        size: its (width, height).
    """
    width, height = size
    if not _FLATTEST <= width / max(1, height) <= _WIDEST:
        return None
    gap = _gutter(areas, width)
    if gap is None or gap[1] - gap[0] < _GUTTER * width:
        return None
    at = sum(gap) / 2
    left = [area for area in areas if area.right <= at]
    right = [area for area in areas if area.left >= at]
    if min(len(left), len(right)) < _LEAST_LINES or _are_rows(left, right):
        return None
    return at


def _gutter(areas: Sequence[Area], width: int) -> tuple[float, float] | None:
    """The widest band free of lines whose middle lies where a fold may be."""
    best: tuple[float, float] | None = None
    reached = 0.0
    for area in sorted(areas):
        if area.left > reached:
            middle = (reached + area.left) / 2
            wider = best is None or area.left - reached > best[1] - best[0]
            if wider and _FOLD[0] * width <= middle <= _FOLD[1] * width:
                best = (reached, area.left)
        reached = max(reached, area.right)
    return best


def _are_rows(left: Sequence[Area], right: Sequence[Area]) -> bool:
    fewer, more = sorted((left, right), key=len)
    aligned = sum(
        any(abs(one.middle[1] - two.middle[1]) <= _LEVEL * one.height for two in more)
        for one in fewer
    )
    return aligned >= _ALIGNED * len(fewer)
