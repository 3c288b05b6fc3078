"""Recognised lines put into the order in which an official document is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.scans import tables
from corpus.scans.bands import Band, bands
from corpus.scans.letterhead import split_columns
from corpus.scans.model import Area, Arranged, Recognised, Ruling


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
    blocks: list[tuple[Area, list[Arranged]]] = []
    for grid in tables.find_grids(rulings, size):
        inside = tables.within(grid, told)
        if inside:
            blocks.append((grid.area, tables.read_rows(grid, [told[at] for at in inside])))
            told = [line for at, line in enumerate(told) if at not in set(inside)]
    # a table takes its place among the bands as one box
    boxes = [line.box for line in told] + [area for area, _ in blocks]
    arranged: list[Arranged] = []
    for number, band in enumerate(bands(boxes)):
        for at in _reading(band):
            if at < len(told):
                line = told[at]
                arranged.append(
                    Arranged(line.text, line.confidence, line.box, line.words, block=number)
                )
            else:
                arranged += [replace(row, block=number) for row in blocks[at - len(told)][1]]
    return arranged


def _reading(band: Band) -> tuple[int, ...]:
    return (*band.left, *band.right)
