"""Recognised lines put into the order in which an official document is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Role
from corpus.scans import tables
from corpus.scans.bands import bands
from corpus.scans.furniture import find_specks, find_stamps
from corpus.scans.letterhead import begins_right_column, split_columns
from corpus.scans.model import Area, Arranged, Recognised, Ruling, around

_ONE_LINE = 0.6  # of the lower height that the pieces of one line have in common
_WORD_GAP = 1.6  # heights between the pieces of one line, at most


def arrange(
    lines: Sequence[Recognised], size: tuple[int, int], rulings: Sequence[Ruling] = ()
) -> list[Arranged]:
    """Lines in reading order, with what they are.

    Args:
        lines: as recognised, in any order; those without text are left out.
        size: (width, height) of the prepared picture.
        rulings: printed straight lines of it, from `rulings.find_rulings`.
    """
    told = split_columns([line for line in lines if line.text.strip()], size[1])
    aside, told = _parted(told, find_stamps(told, size[0]))
    blocks: list[tuple[Area, list[Arranged]]] = []
    for grid in tables.find_grids(rulings, size):
        inside, outside = _parted(told, set(tables.within(grid, told)))
        if inside:
            blocks.append((grid.area, tables.read_rows(grid, inside)))
            told = outside
    specks, told = _parted(told, find_specks(told, size[1]))
    aside = sorted([*aside, *specks], key=lambda line: line.box.top)
    # a table takes its place among the bands as one box
    boxes = [line.box for line in told] + [area for area, _ in blocks]
    arranged: list[Arranged] = []
    number = 0
    for number, band in enumerate(bands(boxes)):
        for column in (band.left, band.right):
            for row in _rows(column, told):
                if row[0] < len(told):
                    arranged.append(_line([told[at] for at in row], number))
                else:
                    rows = blocks[row[0] - len(told)][1]
                    arranged += [replace(line, block=number) for line in rows]
    return arranged + [replace(_line([line], number + 1), role=Role.FURNITURE) for line in aside]


def _parted(
    lines: Sequence[Recognised], chosen: set[int]
) -> tuple[list[Recognised], list[Recognised]]:
    """The lines at some positions, and all others."""
    return (
        [line for at, line in enumerate(lines) if at in chosen],
        [line for at, line in enumerate(lines) if at not in chosen],
    )


def _rows(column: Sequence[int], told: Sequence[Recognised]) -> list[list[int]]:
    """The boxes of a column, those joined that are pieces of one line; tables stay alone.

    Args:
        column: positions of boxes in reading order; those beyond the lines are tables.
        told: all lines of the page.
    """
    rows: list[list[int]] = []
    for at in column:
        last = rows[-1][-1] if rows else None
        if last is not None and max(last, at) < len(told) and _goes_on(told[last], told[at]):
            rows[-1].append(at)
        else:
            rows.append([at])
    return rows


def _goes_on(one: Recognised, two: Recognised) -> bool:
    """Whether a box carries on the line of the one before it."""
    left, right = one.box, two.box
    height = min(left.height, right.height)
    near = -0.5 * height <= right.left - left.right < _WORD_GAP * height
    return left.beside(right) >= _ONE_LINE and near and not begins_right_column(two.text)


def _line(parts: Sequence[Recognised], block: int) -> Arranged:
    if len(parts) == 1:
        part = parts[0]
        return Arranged(part.text, part.confidence, part.box, part.words, block=block)
    # words of a part whose recogniser does not tell them apart cannot be placed: none is
    known = all(part.words for part in parts)
    return Arranged(
        " ".join(part.text for part in parts),
        min(part.confidence for part in parts),
        around([part.box for part in parts]),
        tuple(word for part in parts for word in part.words) if known else (),
        block=block,
    )
