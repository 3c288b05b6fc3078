"""What lost accents cost: ln P(read | syllable) where converters and hurried typing drop marks.

A word comes whole, without its tone, without the shapes of its vowels, or bare; how often each
happens is judged line by line. What else may have happened to it is left to a channel of letters.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np
from numpy.typing import NDArray

from corpus.vietnamese.normalise import fold
from corpus.vietnamese.syllables import TONES, key, split_tone

Floats = NDArray[np.float32]


class Loss(Enum):
    """What a word lost of its accents."""

    NOTHING = auto()
    TONE = auto()
    SHAPES = auto()
    ALL = auto()


@dataclass(frozen=True, slots=True)
class Rates:
    """How often a word that has them loses its tone, its shapes, or all its marks, 0-1."""

    tone: float
    shapes: float
    everything: float

    def log(self, losses: frozenset[Loss]) -> float:
        """Ln of the probability that any of the losses happens."""
        shares = {
            Loss.TONE: self.tone,
            Loss.SHAPES: self.shapes,
            Loss.ALL: self.everything,
            Loss.NOTHING: max(1e-4, 1 - self.tone - self.shapes - self.everything),
        }
        return math.log(max(sum(shares[loss] for loss in losses), 1e-9))


BARE = Rates(0.01, 0.01, 0.96)
"""Text that was typed without accents."""


def without_shapes(word: str) -> str:
    """A word whose vowels lost hats, horns and breves, and whose đ is d; the tone stays."""
    decomposed = unicodedata.normalize("NFD", word.replace("đ", "d"))
    kept = "".join(c for c in decomposed if c in TONES or not unicodedata.combining(c))
    return unicodedata.normalize("NFC", kept)


class LossChannel:
    """Scores of lost accents for a vocabulary.

    Args:
        vocabulary: syllables as keys; the scores come in their order.
        letters: scores all syllables for a word that is none of their forms.
        strange: ln of how rarely that happens.
    """

    def __init__(
        self,
        vocabulary: Sequence[str],
        letters: Callable[[str], Floats] | None = None,
        strange: float = -6.0,
    ) -> None:
        self.vocabulary = tuple(vocabulary)
        self._letters, self._strange = letters, strange
        self._forms: dict[str, list[tuple[int, frozenset[Loss]]]] = defaultdict(list)
        for row, word in enumerate(self.vocabulary):
            for form, losses in _forms(word).items():
                self._forms[form].append((row, losses))

    def forms(self, read: str) -> list[tuple[int, frozenset[Loss]]]:
        """(row, the losses that end in this form) of every syllable that may stand behind a form."""
        return self._forms.get(key(read), [])

    def scores(self, read: str, rates: Rates) -> Floats:
        """Ln P(read | syllable) of every syllable; shape (syllables,)."""
        if self._letters is None:
            scores = np.full(len(self.vocabulary), -30.0, np.float32)
        else:
            scores = np.maximum(self._letters(read) + self._strange, -30.0)
        for row, losses in self.forms(read):
            scores[row] = max(scores[row], rates.log(losses))
        return scores


def _forms(word: str) -> dict[str, frozenset[Loss]]:
    """What can be left of a syllable: every form with the losses that end in it."""
    made: dict[str, set[Loss]] = defaultdict(set)
    made[word].add(Loss.NOTHING)
    made[key(split_tone(word)[0])].add(Loss.TONE)
    made[key(without_shapes(word))].add(Loss.SHAPES)
    made[fold(word)].add(Loss.ALL)
    return {form: frozenset(losses) for form, losses in made.items()}
