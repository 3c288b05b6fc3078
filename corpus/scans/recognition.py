"""A prepared picture read: its lines seen, put in order, spelled, each word with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corpus.scans.frames import Frames, Recogniser
from corpus.scans.layout import arrange
from corpus.scans.lines import find_lines
from corpus.scans.model import Area, Arranged, Recognised, Ruling, Word
from corpus.scans.page_model import Grey
from corpus.scans.reading import see
from corpus.scans.rulings import find_rulings
from corpus.scans.spelling import Spelled, Speller
from corpus.vietnamese import ngrams


@dataclass(frozen=True, slots=True)
class Read:
    """One line of a page in reading order.

    Attributes:
        line: the line, its words as they are read.
        raw: for every word of the line's, what the recogniser first read.
    """

    line: Arranged
    raw: tuple[str, ...]


class Engine:
    """The recogniser and the speller, loaded once a process."""

    def __init__(self) -> None:
        self._recogniser = Recogniser()
        self._speller = Speller(ngrams.shipped(), self._recogniser.characters)
        self.name = f"trueocr {self._recogniser.version}"

    def read(self, picture: Grey) -> list[Read]:
        """The lines of an upright, clean page in reading order.

        Args:
            picture: as `corpus.scans.prepare` makes it.
        """
        rulings = find_rulings(picture)
        areas = find_lines(picture, rulings)
        seen = see(self._recogniser, picture, areas)
        size = picture.shape[1], picture.shape[0]
        first = self._speller.first(seen)
        order, starts = _order(_recognised(areas, seen, first), size, rulings)
        spelled = list(first)
        ordered = self._speller.spell([seen[at] for at in order], starts)
        for at, words in zip(order, ordered, strict=True):
            spelled[at] = words
        raw = {
            box: word.raw
            for area, frames, words in zip(areas, seen, spelled, strict=True)
            for box, word in zip(_boxes(area, frames, words), words, strict=True)
        }
        return [
            Read(line, tuple(raw.get(word.box, word.text) for word in line.words))
            for line in arrange(_recognised(areas, seen, spelled), size, rulings)
        ]


@cache
def engine() -> Engine:
    """The engine of this process."""
    return Engine()


def _recognised(
    areas: Sequence[Area], seen: Sequence[Frames], spelled: Sequence[Sequence[Spelled]]
) -> list[Recognised]:
    found = []
    for area, frames, words in zip(areas, seen, spelled, strict=True):
        boxes = _boxes(area, frames, words)
        told = tuple(
            Word(word.text, box, word.confidence) for word, box in zip(words, boxes, strict=True)
        )
        sure = sum(len(w.text) * w.confidence for w in told) / max(
            1, sum(len(w.text) for w in told)
        )
        found.append(Recognised(" ".join(word.text for word in told), sure, area, told))
    return found


def _boxes(area: Area, frames: Frames, words: Sequence[Spelled]) -> list[Area]:
    """Where each word stands: as tall as its line, from its first letter to its last."""
    return [
        Area(frames.across(word.first), area.top, frames.across(word.last), area.bottom)
        for word in words
    ]


def _order(
    lines: Sequence[Recognised], size: tuple[int, int], rulings: Sequence[Ruling]
) -> tuple[list[int], list[bool]]:
    """Positions of the lines in reading order, each with whether a block begins there."""
    owner = {word.box: at for at, line in enumerate(lines) for word in line.words}
    blocks: dict[int, int] = {}
    for line in arrange(lines, size, rulings):
        for word in line.words:
            if word.box in owner:
                blocks.setdefault(owner[word.box], line.block)
    order = [*blocks, *(at for at in range(len(lines)) if at not in blocks)]
    before: int | None = None
    starts = []
    for at in order:
        block = blocks.get(at)
        starts.append(block is None or block != before)
        before = block
    return order, starts
