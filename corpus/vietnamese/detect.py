"""What state a page's or a line's text is in, from the text alone.

A word without accents speaks for loss where its bare form is rare in good text ("cua") and for
nothing where it is a word of its own ("cho"); one with accents speaks against it. The rate of loss
that makes the words likeliest is a line's (maximum likelihood over a grid, words independent).
Words that mix letters with digits and signs speak for a bad reading; words that no syllable is
spelled like speak for another language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from corpus.vietnamese import ngrams
from corpus.vietnamese.ngrams import CLASSES, LanguageModel
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.syllables import has_marks, is_word
from corpus.vietnamese.words import Kind, Word

_LOOKALIKES = str.maketrans("6105349&¢€@§$", "olosaagocoass")
RATES = np.array([0.0, 0.08, 0.2, 0.4, 0.65, 0.9, 0.99])
"""Shares of words that lost accents; a line is judged to be of one of them."""
_LATIN_1 = 0xFF
_FEW = 8  # words; a shorter text says little of its language
PENALTY = 3.0
"""Nats by which a loss has to be likelier than none in text of which nothing else is known."""
AMONG_LOSS = 0.5
"""The same for a line of a page that lost accents elsewhere."""
_LEAST_ODD = 0.004  # share of words of good text that no syllable is spelled like
_LEAST_SHARE = 0.01  # of a bare form that good text never prints: names, slips


class State(StrEnum):
    """The state of a text."""

    CLEAN = "clean"
    BARE = "accent-less"
    PARTLY = "partly-accented"
    DAMAGED = "damaged"
    LEGACY = "legacy"
    FOREIGN = "not-vietnamese"


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for which state.

    Attributes:
        words: number of words.
        marked: of them with a Vietnamese accent.
        vietnamese: of them spelled like a syllable, accents and look-alikes aside.
        strange: of them that mix letters with digits or signs.
        beyond: of them with letters beyond Latin-1, which only Vietnamese keyboards write.
        likelihood: ln P(the words) at each of `RATES`.
    """

    words: int = 0
    marked: int = 0
    vietnamese: int = 0
    strange: int = 0
    beyond: int = 0
    likelihood: tuple[float, ...] = (0.0,) * len(RATES)

    def __add__(self, other: Signs) -> Signs:
        return Signs(
            self.words + other.words,
            self.marked + other.marked,
            self.vietnamese + other.vietnamese,
            self.strange + other.strange,
            self.beyond + other.beyond,
            tuple(a + b for a, b in zip(self.likelihood, other.likelihood, strict=True)),
        )

    def rate(self, penalty: float = PENALTY) -> float:
        """The likeliest share of words that lost accents.

        Args:
            penalty: nats by which a loss has to be likelier than none.
        """
        gains = np.array(self.likelihood)
        gains[1:] -= penalty
        return float(RATES[int(np.argmax(gains))])


class Detector:
    """Judges words by a language model's vocabulary."""

    def __init__(self, model: LanguageModel) -> None:
        whole: dict[str, float] = defaultdict(float)
        chances = np.exp(model.frequency[CLASSES : CLASSES + model.syllables].astype(float))
        vocabulary = model.vocabulary
        for word, chance in zip(vocabulary, chances, strict=True):
            whole[fold(word)] += float(chance)
        own = dict(zip(vocabulary, map(float, chances), strict=True))
        self._skeletons = frozenset(whole)
        self._marked = np.log(1 - RATES)
        self._odd = np.log(_LEAST_ODD + 0.3 * RATES)
        self._bare: dict[str, tuple[float, ...]] = {}
        for skeleton, total in whole.items():
            share = max(_LEAST_SHARE, own.get(skeleton, 0.0) / total)
            self._bare[skeleton] = tuple(np.log(share + RATES * (1 - share)))

    def signs(self, words: Iterable[Word]) -> Signs:
        """The signs of some words; figures, codes and abbreviations say nothing."""
        count = marked = like = strange = beyond = 0
        likelihood = np.zeros(len(RATES))
        for word in words:
            if word.kind is not Kind.WORD or len(word.core) < 2:
                continue
            core, folded = word.core, fold(word.core)
            count += 1
            alike = folded in self._skeletons or folded.translate(_LOOKALIKES) in self._skeletons
            like += alike
            beyond += alike and is_beyond(core)
            strange += alike and not core.replace("’", "").replace("'", "").isalpha()
            if has_marks(core) and alike and not is_word(core):
                marked += 1
                likelihood += self._odd
            elif has_marks(core):
                marked += 1
                likelihood += self._marked
            elif core.isascii():
                likelihood += self._bare.get(folded, (0.0,) * len(RATES))
        return Signs(count, marked, like, strange, beyond, tuple(likelihood))


def is_beyond(word: str) -> bool:
    """Whether a word has a letter beyond Latin-1."""
    return any(ord(char) > _LATIN_1 and char.isalpha() for char in word)


def line_state(signs: Signs, penalty: float = PENALTY) -> State:
    """The state of one line; what is too short to tell counts as clean."""
    if signs.words >= 4 and signs.vietnamese < 0.5 * signs.words:
        return State.FOREIGN
    rate = signs.rate(penalty)
    if not rate:
        return State.CLEAN
    return State.BARE if rate >= 0.9 else State.PARTLY


def page_state(signs: Sequence[Signs]) -> State:
    """The state of a page from the signs of its lines."""
    total = sum(signs, Signs())
    if not total.words:
        return State.CLEAN
    if total.words >= _FEW and total.vietnamese < 0.55 * total.words:
        return State.FOREIGN
    if total.strange > 0.012 * total.words and total.rate() >= 0.2:
        return State.DAMAGED
    if total.rate():
        return State.BARE if total.rate() >= 0.9 else State.PARTLY
    lost = sum(s.words for s in signs if line_state(s) in (State.BARE, State.PARTLY))
    return State.PARTLY if lost > 0.03 * total.words else State.CLEAN


@lru_cache(maxsize=1)
def shipped() -> Detector:
    """The detector over the shipped language model."""
    return Detector(ngrams.shipped())
