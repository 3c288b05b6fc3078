"""What damage costs: ln P(read | syllable) of an engine without Vietnamese, for every syllable.

The tables are learnt from pairs (`tools/repair/channel.py`). All syllables are scored at once,
level by level of their tree of prefixes, so that a word costs the same however many fit it.
"""

from __future__ import annotations

import gzip
import json
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.vietnamese.normalise import fold
from corpus.vietnamese.syllables import key, split_tone

SHIPPED = Path(__file__).parents[1] / "models" / "channel.json.gz"
LONGEST = 3  # letters that one printed letter can be read as
_NEVER = -30.0
_NOW_AND_THEN = -9.5
_UNSEEN = -10.5  # a letter read as something it never was in training
_ITS_BASE = 3.0  # more, where its base letter is among what was read
_ITS_DIGIT = 4.5  # more, where a digit was read that looks like its base letter
_LOOK_ALIKE = {
    "0": "o", "1": "lit", "2": "az", "3": "a", "4": "a", "5": "s", "6": "oe", "8": "e", "9": "gqd",
}  # fmt: skip
_WHOLE = 4.0  # pseudo-count of the letters' score beside counts of whole words

Floats = NDArray[np.float32]


def _groups() -> dict[str, str]:
    """Letter → the letters it shares its habits with: its vowel without the tone."""
    letters = [chr(code) for code in (*range(0xE0, 0x1B1), *range(0x1EA0, 0x1EFA))]
    return {letter: split_tone(letter)[0] for letter in letters if letter.isalpha()}


GROUPS = _groups()


def clean_form(word: str) -> str:
    """A printed word as the channel sees it: its key, punctuation at its ends off."""
    return key(unicodedata.normalize("NFC", word).strip(_MARKS))


_MARKS = ".,;:!?()[]{}“”\"'‘’…-–*"


def read_form(word: str) -> str:
    """A read word as the channel sees it: lower case, but for an I that may be an l."""
    text = unicodedata.normalize("NFC", word).strip(_MARKS)
    if text.isupper() and len(text) > 1:
        return text.casefold()
    return "".join("I" if char == "I" else char.casefold() for char in text)


class Channel:
    """Scores of damage for a vocabulary of syllables.

    Args:
        path: the tables.
        vocabulary: syllables as keys; the scores come in their order.
    """

    def __init__(self, path: Path, vocabulary: Sequence[str]) -> None:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            tables = json.load(file)
        self.made: str = tables["made"]
        self.calibration: tuple[float, float] = tuple(tables.get("calibration", (1.0, 0.0)))
        """Slope and offset of the logarithmic odds of a reading's confidence."""
        self._letters: dict[str, dict[str, float]] = tables["letters"]
        self._whole: dict[str, dict[str, int]] = tables["whole"]
        self._totals: dict[str, int] = tables["totals"]
        self.vocabulary = tuple(vocabulary)
        self._rows = {word: row for row, word in enumerate(self.vocabulary)}
        self._tree()
        self._parts: dict[str, Floats] = {}
        self._memory: dict[str, Floats] = {}

    def _tree(self) -> None:
        """Prefixes of all syllables by length: parent's place on the level above, letter's id."""
        self._alphabet = sorted({letter for word in self.vocabulary for letter in word})
        ids = {letter: i for i, letter in enumerate(self._alphabet)}
        self._levels: list[tuple[NDArray[np.intp], NDArray[np.intp]]] = []
        ends: list[tuple[NDArray[np.intp], NDArray[np.intp]]] = []
        above = {"": 0}
        longest = max(map(len, self.vocabulary))
        for length in range(1, longest + 1):
            here: dict[str, int] = {}
            for word in self.vocabulary:
                if len(word) >= length:
                    here.setdefault(word[:length], len(here))
            parents = np.array([above[prefix[:-1]] for prefix in here], np.intp)
            letters = np.array([ids[prefix[-1]] for prefix in here], np.intp)
            self._levels.append((parents, letters))
            finished = [w for w in self.vocabulary if len(w) == length]
            ends.append(
                (
                    np.array([self._rows[w] for w in finished], np.intp),
                    np.array([here[w] for w in finished], np.intp),
                )
            )
            above = here
        self._ends = ends

    def _part(self, part: str) -> Floats:
        """Ln P(part | letter) for every letter of the alphabet."""
        if part not in self._parts:
            floor = _UNSEEN - 2.0 * abs(len(part) - 1)
            plain = fold(part)
            digit = _LOOK_ALIKE.get(part, "")
            guesses = [
                floor
                + (_ITS_BASE if fold(letter) in plain else 0.0)
                + (_ITS_DIGIT if fold(letter) in digit else 0.0)
                for letter in self._alphabet
            ]
            self._parts[part] = np.array(
                [
                    max(guess, self._letters.get(letter, {}).get(part, guess))
                    for letter, guess in zip(self._alphabet, guesses, strict=True)
                ],
                np.float32,
            )
        return self._parts[part]

    def by_letters(self, read: str) -> Floats:
        """The best score of every syllable over all ways of cutting `read` up; shape (syllables,)."""
        size = len(read)
        scores = np.full(len(self.vocabulary), _NEVER, np.float32)
        above = np.full((1, size + 1), _NEVER, np.float32)
        above[0, 0] = 0.0
        for (parents, letters), (rows, places) in zip(self._levels, self._ends, strict=True):
            inherited = above[parents]
            here = inherited + self._part("")[letters][:, None]
            for end in range(1, size + 1):
                for length in range(1, min(LONGEST, end) + 1):
                    cost = self._part(read[end - length : end])[letters]
                    np.maximum(here[:, end], inherited[:, end - length] + cost, out=here[:, end])
            scores[rows] = here[places, size]
            above = here
        return scores

    def scores(self, read: str) -> Floats:
        """Ln P(read | syllable) of every syllable; shape (syllables,).

        Args:
            read: as `read_form` gives it.
        """
        if read in self._memory:
            return self._memory[read]
        scores = self.by_letters(read)
        seen = self._whole.get(read, {})
        for word, count in seen.items():
            row = self._rows.get(word)
            if row is not None:
                total = self._totals[word]
                share = (count + _WHOLE * np.exp(scores[row])) / (total + _WHOLE)
                scores[row] = max(scores[row], np.log(share))
        if len(self._memory) > 20_000:
            self._memory.clear()
        self._memory[read] = scores
        return scores

    def readings(self, read: str) -> list[tuple[int, float]]:
        """(row, ln P) of the syllables that are now and then read as just this."""
        scores = self.scores(read)
        return [(int(row), float(scores[row])) for row in np.flatnonzero(scores > _NOW_AND_THEN)]


@lru_cache(maxsize=4)
def shipped(vocabulary: tuple[str, ...]) -> Channel:
    """The channel that is shipped, for a vocabulary."""
    return Channel(SHIPPED, vocabulary)
