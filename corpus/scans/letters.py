"""The recogniser's first reading of a line: letters with the steps that they were seen in."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.scans.frames import Frames


@dataclass(frozen=True, slots=True)
class Letter:
    """A character of the likeliest reading.

    Attributes:
        first, last: the steps it was seen in; `last` is excluded.
        share: P of it at its surest step.
    """

    text: str
    first: int
    last: int
    share: float


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a space between them, and the steps up to the middle of the gaps around."""

    letters: tuple[Letter, ...]
    first: int
    last: int

    @property
    def text(self) -> str:
        """The word as it was read."""
        return "".join(letter.text for letter in self.letters)


def letters(frames: Frames, characters: Sequence[str]) -> list[Letter]:
    """The likeliest character of every step, repetitions and blanks left out (CTC's best path).

    Args:
        frames: of one line.
        characters: by column of the scores.
    """
    best = frames.scores.argmax(axis=1)
    found: list[Letter] = []
    for step, column in enumerate(best):
        if not column:
            continue
        share = float(np.exp(frames.scores[step, column]))
        if found and found[-1].last == step and best[step - 1] == column:
            last = found[-1]
            found[-1] = Letter(last.text, last.first, step + 1, max(last.share, share))
        else:
            found.append(Letter(_nfc(characters[column]), step, step + 1, share))
    return found


def words(line: Sequence[Letter], steps: int) -> list[Word]:
    """Letters cut at their spaces.

    Args:
        line: the letters of one line.
        steps: of the line.
    """
    result: list[Word] = []
    run: list[Letter] = []
    start = 0
    for letter in line:
        if letter.text.isspace():
            if run:
                result.append(Word(tuple(run), start, letter.first))
            run, start = [], letter.last
        else:
            run.append(letter)
    if run:
        result.append(Word(tuple(run), start, steps))
    return result


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
