"""The lexical index: BM25 over accent-folded syllables and their pairs, and over accented syllables.

Keys (`vietnamese.keys`) make text found however it is typed, and most damage of a reader without
Vietnamese leaves the folded syllable whole. Pairs of neighbouring syllables stand for words, which
in Vietnamese are mostly of two syllables. Syllables as they are printed tell apart what folding makes
one, for questions that were typed with accents. BM25: Robertson & Zaragoza 2009, in Lucene's form, by
bm25s.
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

VERSION = "5"

# Tuned on questions on law and procedures that were written to train the embedding model, and on
# data/retrieval-dev, 2026-11-28.
_K1, _B = 1.2, 0.75
_NEGLIGIBLE = 0.01  # what a term can add: of a million passages, "và" would be looked up in all

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


def accented(text: str) -> list[str]:
    """The syllables of a text with their accents, as terms of their own: "Đổi mới" → "=đổi", "=mới"."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    return [f"={word}" for word in words if not word.isdecimal()]


def indexed_terms(text: str, title: str = "") -> list[str]:
    """All that a passage is found by.

    Args:
        text: of the passage, its title in it.
        title: what counts once more: it says what the passage is about.
    """
    return [*terms(title), *passage_terms(text), *accented(text)]


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

        engine = bm25s.BM25(method="lucene", k1=_K1, b=_B)
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
        """Map a saved index of `size` texts.

        Raises:
            OSError, ValueError, KeyError: its files are missing, cut short or of other texts.
        """
        import bm25s

        if not size:
            return cls(bm25s.BM25(), 0)
        engine = bm25s.BM25.load(str(folder), mmap=True)
        postings = engine.scores
        held = len(postings["data"]), len(postings["indices"]), int(postings["indptr"][-1])
        if len(set(held)) != 1 or postings["num_docs"] != size:
            raise ValueError(f"{folder}: not an index of {size} texts")
        return cls(engine, size)

    def scores(self, query: Sequence[str], weights: Sequence[float]) -> NDArray[np.float32]:
        """BM25 score of every text, shape (size,), for weighted query terms."""
        total = np.zeros(self.size, dtype=np.float32)
        if not self.size:
            return total
        postings = self._engine.scores
        starts, rows, values = (postings[name] for name in ("indptr", "indices", "data"))
        for term, weight in zip(query, weights, strict=True):
            at = self._engine.vocab_dict.get(term)
            if at is not None and weight * self.idf(term) > _NEGLIGIBLE:
                part = slice(int(starts[at]), int(starts[at + 1]))
                total[rows[part]] += np.float32(weight) * values[part]
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
