"""Recognised lines put into the order in which an official document is read."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.scans.bands import bands
from corpus.scans.model import Arranged, Recognised, Ruling


def arrange(
    lines: Sequence[Recognised], size: tuple[int, int], rulings: Sequence[Ruling] = ()
) -> list[Arranged]:
    """Lines in reading order, with what they are.

    Args:
        lines: as recognised, in any order; those without text are left out.
        size: (width, height) of the prepared picture.
        rulings: printed straight lines of it, from `rulings.find_rulings`.
    """
    told = [line for line in lines if line.text.strip()]
    arranged: list[Arranged] = []
    for block, band in enumerate(bands([line.box for line in told])):
        for at in (*band.left, *band.right):
            line = told[at]
            arranged.append(Arranged(line.text, line.confidence, line.box, line.words, block=block))
    return arranged
