"""The lexical index: BM25 over accent-folded syllables and their pairs.

Keys (`vietnamese.keys`) make text found however it is typed, and most damage of a reader without
Vietnamese leaves the folded syllable whole. Pairs of neighbouring syllables stand for words, which
in Vietnamese are mostly of two syllables. BM25: Robertson & Zaragoza 2009, in Lucene's form, by bm25s.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from corpus.vietnamese import abbreviations
from corpus.vietnamese.keys import join_groups, match_key, number_key, spaced_numbers

VERSION = "4"

_WORD = re.compile(r"[^\W_]+")
_MIXED = re.compile(r"^(?=.*[a-z])(?=.*\d)[a-z\d]{2,7}$")
# Letters that an engine without Vietnamese reads as digits (ô → 6, l → 1, o → 0, s → 5).
_LOOKALIKES = str.maketrans("6105", "olos")
_SIGNS = str.maketrans({"¢": "c", "€": "e", "§": "s", "$": "s", "@": "a"})  # noqa: RUF100


def terms(text: str) -> list[str]:
    """The keys of a text in order: folded syllables and numbers, then pairs of neighbours.

    Numbers lose leading zeros and separators ("04" = "4", "1.500" = "1500"); what may be a number
    with spaces in it counts both ways. Digits inside a lower-case syllable are the letters they
    look like ("c6ng" = "cong").
    """
    plain = unicodedata.normalize("NFC", text).translate(_SIGNS)
    words = [_key(word) for word in _WORD.findall(join_groups(plain))]
    return [*words, *spaced_numbers(plain), *(f"{a} {b}" for a, b in itertools.pairwise(words))]


def passage_terms(text: str) -> list[str]:
    """The keys of a passage: those of its text, and of what its abbreviations surely stand for.

    Only what the text does not write out itself is added, once: 5 % more keys in a report full of
    abbreviations, 0.3 % in law.
    """
    longs = abbreviations.expand(text, undecided=False)
    return [*terms(text), *(term for long in longs for term in terms(long))]


def _key(word: str) -> str:
    if word.isdecimal():
        return number_key(word)
    key = match_key(word)
    if word[0].isupper() or word[-1].isupper() or not _MIXED.match(key):
        return key
    return match_key(key.translate(_LOOKALIKES))


class LexicalIndex:
    """An immutable BM25 index; once saved, every process that answers maps the same file."""

    def __init__(self, engine: Any, size: int) -> None:
        self._engine = engine
        self.size = size

    @classmethod
    def build(cls, texts: Sequence[Sequence[str]]) -> Self:
        """Index texts given as their `terms`; the position in `texts` names each."""
        import bm25s

        engine = bm25s.BM25(method="lucene", k1=1.2, b=0.6)
        if texts:
            engine.index([list(text) for text in texts], show_progress=False)
        return cls(engine, len(texts))

    def save(self, folder: Path) -> None:
        """Write the index into a new folder."""
        folder.mkdir(parents=True)
        if self.size:
            self._engine.save(str(folder))

    @classmethod
    def load(cls, folder: Path, size: int) -> Self:
        """Map a saved index of `size` texts."""
        import bm25s

        engine = bm25s.BM25.load(str(folder), mmap=True) if size else bm25s.BM25()
        return cls(engine, size)

    def scores(self, query: Sequence[str], weights: Sequence[float]) -> NDArray[np.float32]:
        """BM25 score of every text, shape (size,), for weighted query terms."""
        total = np.zeros(self.size, dtype=np.float32)
        if not self.size:
            return total
        known = self._engine.vocab_dict
        by_weight: dict[float, list[str]] = {}
        for term, weight in zip(query, weights, strict=True):
            if term in known:
                by_weight.setdefault(weight, []).append(term)
        for weight, group in by_weight.items():
            total += np.float32(weight) * np.asarray(self._engine.get_scores(group), np.float32)
        return total

    def idf(self, term: str) -> float:
        """How much a term tells, from how few texts hold it; 0 where none does."""
        if not self.size:
            return 0.0
        index = self._engine.vocab_dict.get(term)
        if index is None:
            return 0.0
        starts = self._engine.scores["indptr"]
        frequency = int(starts[index + 1] - starts[index])
        return float(np.log(1 + (self.size - frequency + 0.5) / (frequency + 0.5)))
