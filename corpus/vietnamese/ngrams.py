"""The language model: trigrams of syllables, memory-mapped, scored many at a time.

Interpolated Kneser-Ney with three discounts (Chen & Goodman 1999), made by `tools/repair/ngrams.py`
and stored as a trie of sorted keys with logarithms in one byte. Figures, foreign words and the ends
of sentences are classes of their own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.vietnamese.syllables import key

SHIPPED = Path(__file__).parents[1] / "models" / "language"

BOUNDARY, NUMBER, OTHER = 0, 1, 2
"""Ids of the classes: a sentence's edge, a figure, a word that is no syllable."""
CLASSES = 3
BITS = 13  # of a word's id; a trigram's key holds a bigram's position and one id in 32 bits

_CONTEXT = 3  # words of a code or abbreviation that its neighbours see
_CORE = re.compile(r"[^\W_]+")
_ENDS = re.compile(r"[.;:!?…]\W*$")

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]


def word_keys(text: str) -> Iterator[str | None]:
    """The words of a text as keys of the model; None at the end of a sentence.

    A key is a syllable in lower case with its tone placed one way, "0" for a figure, or another
    word in lower case.
    """
    for word in text.split():
        for part in _CORE.findall(word):
            if any(char.isdigit() for char in part):
                yield "0"
            else:
                yield key(part)
        if _ENDS.search(word):
            yield None


class LanguageModel:
    """The model as it lies on disk.

    Attributes:
        words: the vocabulary, by id; the classes come first.
        syllables: how many ids from `CLASSES` on are syllables; those after are other words.
    """

    def __init__(self, folder: Path) -> None:
        about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        self.about: dict[str, Any] = about
        text = (folder / "words.txt").read_text(encoding="utf-8")
        self.words: tuple[str, ...] = tuple(text.removesuffix("\n").split("\n"))
        self.syllables: int = about["syllables"]
        self.ids: dict[str, int] = {word: i for i, word in enumerate(self.words)}
        levels = np.linspace(about["lowest"], 0.0, 256, dtype=np.float32)

        def table(name: str) -> Any:
            return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))

        self.unigram: Floats = levels[table("unigram")]
        self._unigram_backoff: Floats = levels[table("unigram_backoff")]
        self._levels = levels
        self.frequency: Floats = levels[table("frequency")]
        """ln of a word's share of the text."""
        share = table("capitals").astype(np.float32) / 255
        share = 0.03 + 0.94 * share[CLASSES : CLASSES + self.syllables]
        self.capitals: tuple[Floats, Floats] = np.log(share), np.log1p(-share)
        """ln P(capital | syllable) and ln P(small | syllable) inside a sentence."""
        self._bigram_keys, self._bigram, self._bigram_backoff = (
            table("bigram_keys"),
            table("bigram"),
            table("bigram_backoff"),
        )
        self._trigram_keys, self._trigram = table("trigram_keys"), table("trigram")

    def id_of(self, word: str | None) -> int:
        """The id of a key as `word_keys` gives it."""
        if word is None:
            return BOUNDARY
        if word == "0":
            return NUMBER
        return self.ids.get(word, OTHER)

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """The syllables, as keys; the first has the id `CLASSES`."""
        return self.words[CLASSES : CLASSES + self.syllables]

    def context(self, text: str) -> tuple[int, ...]:
        """The ids by which the neighbours of a code or an abbreviation know it; at least one."""
        ids = tuple(self.id_of(word) for word in word_keys(text))
        return ids[-_CONTEXT:] or (OTHER,)

    def bigrams(self, before: Ids, words: Ids) -> tuple[Ids, Floats]:
        """Positions of the bigrams (-1 where the model has none) and ln P(word | before).

        Shapes broadcast against each other.
        """
        rows = _find(self._bigram_keys, (before << BITS) | words)
        backed = self._unigram_backoff[before] + self.unigram[words]
        found = self._levels[self._bigram[np.maximum(rows, 0)]]
        return rows, np.where(rows >= 0, found, backed)

    def trigrams(self, rows: Ids, words: Ids, lower: Floats) -> Floats:
        """Ln P(word | two words before), shapes broadcast against each other.

        Args:
            rows: positions of the two words before as a bigram, or -1.
            words: the words.
            lower: ln P(word | the word before), as `bigrams` gives it.
        """
        known = np.maximum(rows, 0)
        backoff = np.where(rows >= 0, self._levels[self._bigram_backoff[known]], 0.0)
        found = _find(self._trigram_keys, (known << BITS) | words)
        hit = (found >= 0) & (rows >= 0)
        scores: Floats = np.where(
            hit, self._levels[self._trigram[np.maximum(found, 0)]], backoff + lower
        ).astype(np.float32)
        return scores

    def each(self, first: Ids, second: Ids, words: Ids) -> Floats:
        """Ln P(word | first, second) of every triple; all shapes are the same."""
        rows, _ = self.bigrams(first, second)
        return self.trigrams(rows, words, self.bigrams(second, words)[1])

    def sentence(self, ids: Sequence[int]) -> float:
        """Ln P of a run of ids, from a sentence's beginning."""
        run = np.array([BOUNDARY, BOUNDARY, *ids], np.int64)
        return float(self.each(run[:-2], run[1:-1], run[2:]).sum())


def _find(keys: Any, wanted: Ids) -> Ids:
    """Positions of the wanted keys in sorted keys, -1 where absent."""
    flat = wanted.ravel().astype(np.uint32)
    rows = np.searchsorted(keys, flat)
    rows[rows == len(keys)] = 0
    return np.where(keys[rows] == flat, rows, -1).reshape(wanted.shape)


@lru_cache(maxsize=1)
def shipped() -> LanguageModel:
    """The model that is shipped with the project."""
    return LanguageModel(SHIPPED)
