"""Columns: which lines of a page stand side by side, and in which order they are read.

A band is a stretch of the page with a gutter that no line of it crosses. Letterheads, signature
blocks and two-column bodies are bands; the left column is read to its end before the right one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.scans.model import Area

_LEAST_GUTTER = 0.15  # line heights between the columns where they come nearest
_FIRST_GUTTER = 1.6  # line heights between the two boxes that give a band away
_LEVEL = -0.4  # of the lower height that the lines of two columns share; below 0, they are apart
_BESIDE = 0.5  # share of the lower height that two boxes of one row have in common


Gutter = tuple[float, float]
"""Where a gutter begins and ends, from the left."""


@dataclass(frozen=True, slots=True)
class Band:
    """Positions of lines that are read together.

    Attributes:
        left, right: each in reading order; `right` is empty where there is one column.
    """

    left: tuple[int, ...]
    right: tuple[int, ...] = ()


def bands(areas: Sequence[Area]) -> list[Band]:
    """All lines of a page in bands, from top to bottom.

    Args:
        areas: boxes of the lines, in any order.
    """
    down = sorted(range(len(areas)), key=lambda at: (areas[at].middle[1], areas[at].left))
    height = _usual_height(areas)
    found: list[Band] = []
    waiting = list(down)
    while waiting:
        taken, band = _take(waiting, areas, height)
        found.append(band)
        waiting = [at for at in waiting if at not in taken]
    return found


def _usual_height(areas: Sequence[Area]) -> float:
    heights = sorted(area.height for area in areas)
    return heights[len(heights) // 2] if heights else 1.0


def _take(waiting: list[int], areas: Sequence[Area], height: float) -> tuple[set[int], Band]:
    """The next band: single lines up to a pair side by side, or the columns from there on."""
    single: list[int] = []
    for place, at in enumerate(waiting):
        partners = [
            other
            for other in _neighbours(at, waiting, areas)
            if _gap(areas[at], areas[other]) >= _FIRST_GUTTER * height
        ]
        if not partners:
            single.append(at)
            continue
        gutter, joined = _seed(at, partners, single, areas)
        single = [other for other in single if other not in joined]
        if single:
            return set(single), Band(_ordered(single, areas))
        return _columns(joined, gutter, waiting[place:], areas, height)
    return set(single), Band(_ordered(single, areas))


def _neighbours(at: int, waiting: Sequence[int], areas: Sequence[Area]) -> list[int]:
    """The nearest box on each side, about as high."""
    own = areas[at]
    others = [other for other in waiting if other != at]
    row = [other for other in others if own.beside(areas[other]) >= _BESIDE] or [
        other for other in others if _level(own, areas[other])
    ]
    lefts = [other for other in row if areas[other].middle[0] < own.middle[0]]
    rights = [other for other in row if areas[other].middle[0] >= own.middle[0]]
    nearest = [max(lefts, key=lambda other: areas[other].right)] if lefts else []
    return nearest + ([min(rights, key=lambda other: areas[other].left)] if rights else [])


def _gap(one: Area, two: Area) -> float:
    """Pixels between two boxes side by side; below 0 where one is above the other."""
    return max(two.left - one.right, one.left - two.right)


def _level(one: Area, two: Area) -> bool:
    """Whether two boxes may be lines of two columns side by side, not always of equal pitch."""
    shared = min(one.bottom, two.bottom) - max(one.top, two.top)
    return shared >= _LEVEL * min(one.height, two.height) and _gap(one, two) > 0


def _seed(
    first: int, partners: list[int], single: list[int], areas: Sequence[Area]
) -> tuple[Gutter, list[int]]:
    """The gutter of a band that begins with a pair, and the lines above it that are in the band.

    The columns of a letterhead's first lines often come nearer than those of the lines below.
    """
    partner = min(partners, key=lambda at: _gap(areas[first], areas[at]))
    left, right = sorted((areas[first], areas[partner]))
    gutter = (left.right, right.left)
    above = list(single)
    while above:
        row = [at for at in above if areas[at].beside(areas[above[-1]]) >= _BESIDE]
        narrower = _astride([areas[at] for at in row], gutter)
        if narrower is None:
            break
        gutter = narrower
        above = [at for at in above if at not in row]
    return gutter, [at for at in single if at not in above]


def _astride(row: Sequence[Area], gutter: Gutter) -> Gutter | None:
    """What the boxes of a row leave of a gutter; None where one side or the gutter is empty."""
    middle = sum(gutter) / 2
    lefts = [area.right for area in row if area.middle[0] < middle]
    rights = [area.left for area in row if area.middle[0] >= middle]
    if not lefts or not rights:
        return None
    low, high = max(gutter[0], *lefts), min(gutter[1], *rights)
    return (low, high) if low < high else None


def _columns(
    joined: list[int], gutter: Gutter, waiting: list[int], areas: Sequence[Area], height: float
) -> tuple[set[int], Band]:
    """The columns on both sides of a gutter, down to the first line that stands in it."""
    members = list(joined)
    for at in waiting:
        narrowed = _narrowed(gutter, areas[at], height)
        if narrowed is None:
            break
        gutter = narrowed
        members.append(at)
    if not members:
        return {waiting[0]}, Band((waiting[0],))
    middle = sum(gutter) / 2
    lefts = [at for at in members if areas[at].middle[0] < middle]
    rights = [at for at in members if areas[at].middle[0] >= middle]
    return set(members), Band(_ordered(lefts, areas), _ordered(rights, areas))


def _narrowed(gutter: tuple[float, float], area: Area, height: float) -> tuple[float, float] | None:
    """What is left of a gutter beside one more line; None where the line stands in it."""
    low, high = gutter
    if area.middle[0] < (low + high) / 2:
        low = max(low, area.right)
    else:
        high = min(high, area.left)
    least = min(_LEAST_GUTTER * height, gutter[1] - gutter[0])
    return (low, high) if high - low >= least else None


def _ordered(members: Sequence[int], areas: Sequence[Area]) -> tuple[int, ...]:
    """Lines of one column: row by row, and from left to right within a row."""
    rows: list[list[int]] = []
    for at in sorted(members, key=lambda at: areas[at].middle[1]):
        if rows and areas[rows[-1][0]].beside(areas[at]) >= _BESIDE:
            rows[-1].append(at)
        else:
            rows.append([at])
    return tuple(at for row in rows for at in sorted(row, key=lambda at: areas[at].left))
