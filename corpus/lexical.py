"""The lexical index: BM25 over accent-folded syllables and their pairs, and over accented syllables.

Keys (`vietnamese.keys`) make text found however it is typed, and most damage of a reader without
Vietnamese leaves the folded syllable whole. Pairs of neighbouring syllables stand for words, which
in Vietnamese are mostly of two syllables. Syllables as they are printed tell apart what folding makes
one, for questions that were typed with accents. BM25: Robertson & Zaragoza 2009, in Lucene's form
(Kamphuis et al. 2020), every score worked out when the index is built (Lù 2024, arXiv:2407.03618).
"""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from corpus.vietnamese import abbreviations
from corpus.vietnamese.keys import (
    join_groups,
    match_key,
    number_key,
    spaced_numbers,
    worded_numbers,
)

VERSION = "5"

# Tuned on questions on law and procedures that were written to train the embedding model, and on
# data/retrieval-dev, 2026-11-28.
_K1, _B = 1.2, 0.75
_PARTS = ("hashes", "starts", "rows", "scores")
# Of what the best term of a question adds: "và" is in all of a million passages.
_NEGLIGIBLE = 0.01
# Chosen over a million drawn passages (docs/scaling.md), 2026-11-29.
_READ = 1_000_000  # postings of a question's rarer terms that are added for every text
_FAVOURED = 5_000  # texts that the more frequent ones are added for

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


def worded(text: str) -> list[str]:
    """The keys of what a text counts in words: "ba bộ" → "3", "3 bo"."""
    return worded_numbers(unicodedata.normalize("NFC", text))


def indexed_terms(text: str, title: str = "") -> list[str]:
    """All that a passage is found by.

    Args:
        text: of the passage, its title in it.
        title: what counts once more: it says what the passage is about.
    """
    return [*terms(title), *passage_terms(text), *worded(text), *accented(text)]


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    if word.isdecimal():
        return number_key(word)
    key = match_key(word)
    if word[0].isupper() or word[-1].isupper() or not _MIXED.match(key):
        return key
    return match_key(key.translate(_LOOKALIKES))


class LexicalIndex:
    """An immutable BM25 index; once saved, every process that answers maps the same files.

    A term is known by a hash of 64 bits, so that the vocabulary is mapped, too, and not loaded: of two
    million terms two are taken for one with a chance of 1 in 10 million.

    Args:
        size: number of texts.
        hashes: of the terms, ascending; shape (terms,).
        starts: where each term's postings begin, and the end of the last; shape (terms + 1,).
        rows: the texts that hold a term, ascending; shape (postings,).
        scores: what the term adds to each of them; shape (postings,).
    """

    def __init__(
        self,
        size: int,
        hashes: NDArray[np.uint64],
        starts: NDArray[np.int64],
        rows: NDArray[np.int32],
        scores: NDArray[np.float32],
    ) -> None:
        self.size = size
        self._hashes, self._starts, self._rows, self._scores = hashes, starts, rows, scores

    @classmethod
    def build(cls, texts: Iterable[Sequence[str]]) -> Self:
        """Index texts given as their terms; the position among `texts` names each.

        They are taken one by one: until the last, 8 bytes stay in memory for each distinct term of each
        text, then some 25 while they are put in order.
        """
        vocabulary: dict[str, int] = {}
        terms_, counts, distinct, lengths = array("i"), array("i"), array("i"), array("i")
        for text in texts:
            counted = Counter(vocabulary.setdefault(term, len(vocabulary)) for term in text)
            terms_.extend(counted.keys())
            counts.extend(counted.values())
            distinct.append(len(counted))
            lengths.append(len(text))
        size = len(lengths)
        hashes = np.fromiter(map(_hash, vocabulary), np.uint64, len(vocabulary))
        by_hash = np.argsort(hashes)
        places = np.empty_like(by_hash, np.int32)
        places[by_hash] = np.arange(len(by_hash), dtype=np.int32)
        of_term = places[np.frombuffer(terms_, np.int32)]
        del terms_, vocabulary
        frequencies = np.bincount(of_term, minlength=len(hashes))
        order = np.argsort(of_term, kind="stable")
        del of_term
        scores = np.frombuffer(counts, np.int32)[order].astype(np.float32)
        del counts
        rows = np.repeat(np.arange(size, dtype=np.int32), np.frombuffer(distinct, np.int32))[order]
        del order
        length = np.frombuffer(lengths, np.int32).astype(np.float32)
        norm = _K1 * (1 - _B + _B * length / max(float(length.mean()), 1.0)) if size else length
        scores /= scores + norm[rows]
        scores *= np.repeat(_idf(size, frequencies).astype(np.float32), frequencies)
        starts = np.concatenate([[0], np.cumsum(frequencies)])
        return cls(size, hashes[by_hash], starts, rows, scores)

    def save(self, folder: Path) -> None:
        """Write the index into a new folder."""
        folder.mkdir(parents=True)
        np.save(folder / "size.npy", np.array(self.size))
        for name in _PARTS:
            np.save(folder / f"{name}.npy", getattr(self, f"_{name}"))

    @classmethod
    def load(cls, folder: Path, size: int) -> Self:
        """Map a saved index of `size` texts.

        Raises:
            OSError, ValueError, EOFError: its files are missing, cut short or of other texts.
        """
        saved = np.load(folder / "size.npy")
        # an empty file cannot be mapped
        parts = [
            np.load(folder / f"{name}.npy", mmap_mode="r" if size else None) for name in _PARTS
        ]
        hashes, starts, rows, scores = parts
        whole = len(starts) == len(hashes) + 1 and len(rows) == len(scores) == starts[-1]
        if saved != size or not whole:
            raise ValueError(f"{folder}: not an index of {size} texts")
        return cls(size, hashes, starts, rows, scores)

    def scores(
        self,
        query: Sequence[str],
        weights: Sequence[float],
        whole: Collection[int] | None = None,
    ) -> NDArray[np.float32]:
        """BM25 score of every text, shape (size,), for weighted query terms.

        Args:
            query: the terms.
            weights: of each.
            whole: rows that are wanted for another reason. Where it is given and the terms stand in
                very many texts, what the most frequent of them add is worked out only for these rows
                and for those that the rarer ones favour; the others, which it could hardly lift to the
                first hundred, score what the rarer ones give.
        """
        total = np.zeros(self.size, dtype=np.float32)
        places = self._postings(query)
        frequencies = np.array([last - first for first, last in places], np.int64)
        gains = np.asarray(weights) * _idf(self.size, frequencies) * (frequencies > 0)
        least = _NEGLIGIBLE * max(gains, default=0.0)
        asked = [
            (self._rows[first:last], np.float32(weight), self._scores[first:last])
            for (first, last), weight, gain in zip(places, weights, gains, strict=True)
            if gain > least
        ]
        asked.sort(key=lambda term: len(term[0]))
        read = np.cumsum([len(rows) for rows, _, _ in asked])
        rare = len(asked) if whole is None else max(1, int(np.searchsorted(read, _READ, "right")))
        for rows, weight, scores in asked[:rare]:
            total[rows] += weight * scores
        if whole is not None and rare < len(asked):
            favoured = self._favoured(total, whole)
            for rows, weight, scores in asked[rare:]:
                at = np.minimum(np.searchsorted(rows, favoured), len(rows) - 1)
                total[favoured] += weight * np.where(rows[at] == favoured, scores[at], 0)
        return total

    def _favoured(self, total: NDArray[np.float32], whole: Collection[int]) -> NDArray[np.int32]:
        """The rows of the highest scores and some others, ascending."""
        best = highest(total, _FAVOURED).astype(np.int32)
        return np.union1d(best, np.fromiter(whole, np.int32, len(whole)))

    def gains(self, query: Sequence[str], weights: Sequence[float]) -> NDArray[np.float64]:
        """What each query term, unknown ones too, adds to a text at most; shape (query,)."""
        frequencies = np.array([last - first for first, last in self._postings(query)], np.int64)
        gains: NDArray[np.float64] = np.asarray(weights) * _idf(self.size, frequencies)
        return gains

    def idf(self, term: str) -> float:
        """How much a term tells, from how few texts hold it; 0 where none does."""
        ((first, last),) = self._postings([term])
        return float(_idf(self.size, last - first)) if first < last else 0.0

    def _postings(self, terms: Sequence[str]) -> list[tuple[int, int]]:
        """Where the postings of terms begin and end; (0, 0) for unknown ones."""
        if not len(self._hashes):
            return [(0, 0)] * len(terms)
        wanted = np.fromiter(map(_hash, terms), np.uint64, len(terms))
        places = np.minimum(np.searchsorted(self._hashes, wanted), len(self._hashes) - 1)
        known = self._hashes[places] == wanted
        first, last = self._starts[places] * known, self._starts[places + 1] * known
        return list(zip(first.tolist(), last.tolist(), strict=True))


def highest(scores: NDArray[np.float32], most: int) -> NDArray[np.int64]:
    """The rows of the highest scores above 0, in no order; without sorting a million of them."""
    rows = np.flatnonzero(scores > 0)  # parting at one of many zeros is slow
    if len(rows) <= most:
        return rows
    return rows[np.argpartition(-scores[rows], most)[:most]]


def _hash(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


def _idf(size: int, frequency: Any) -> Any:
    """From how many of `size` texts a term is in; Lucene's form, never negative."""
    return np.log(1 + (size - frequency + 0.5) / (frequency + 0.5))
