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
_BESIDE = 0.5  # share of the lower height that two boxes of one row have in common


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
            for other in waiting
            if other != at and _gap(areas[at], areas[other]) >= _FIRST_GUTTER * height
        ]
        if not partners:
            single.append(at)
            continue
        if single:
            # a line that is partly above its partner belongs to the band with it
            return set(single), Band(_ordered(single, areas))
        return _columns(at, partners, waiting[place:], areas, height)
    return set(single), Band(_ordered(single, areas))


def _gap(one: Area, two: Area) -> float:
    """Pixels between two boxes of one row; -1 where they are not in one row."""
    if one.beside(two) < _BESIDE:
        return -1.0
    return max(two.left - one.right, one.left - two.right)


def _columns(
    first: int, partners: list[int], waiting: list[int], areas: Sequence[Area], height: float
) -> tuple[set[int], Band]:
    seed = areas[first]
    partner = min(partners, key=lambda at: _gap(seed, areas[at]))
    left, right = sorted((seed, areas[partner]))
    gutter = (left.right, right.left)
    members: list[int] = []
    for at in waiting:
        narrowed = _narrowed(gutter, areas[at], height)
        if narrowed is None:
            break
        gutter = narrowed
        members.append(at)
    middle = sum(gutter) / 2
    lefts = [at for at in members if areas[at].middle[0] < middle]
    rights = [at for at in members if areas[at].middle[0] >= middle]
    if not lefts or not rights:
        pair = [first, partner]
        return set(pair), Band(_ordered(pair, areas))
    return set(members), Band(_ordered(lefts, areas), _ordered(rights, areas))


def _narrowed(gutter: tuple[float, float], area: Area, height: float) -> tuple[float, float] | None:
    """What is left of a gutter beside one more line; None where the line stands in it."""
    low, high = gutter
    if area.middle[0] < (low + high) / 2:
        low = max(low, area.right)
    else:
        high = min(high, area.left)
    return (low, high) if high - low >= _LEAST_GUTTER * height else None


def _ordered(members: Sequence[int], areas: Sequence[Area]) -> tuple[int, ...]:
    """Lines of one column: row by row, and from left to right within a row."""
    rows: list[list[int]] = []
    for at in sorted(members, key=lambda at: areas[at].middle[1]):
        if rows and areas[rows[-1][0]].beside(areas[at]) >= _BESIDE:
            rows[-1].append(at)
        else:
            rows.append([at])
    return tuple(at for row in rows for at in sorted(row, key=lambda at: areas[at].left))
