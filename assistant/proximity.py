"""How much of a question one sentence of a passage holds.

BM25 weighs a passage as a bag of words. What answers a question about a detail mostly says it in one
sentence; words that stand far apart, or in a passage that is long, say less (proximity as a part of a
score: Tao & Zhai 2007, "An Exploration of Proximity Measures in Information Retrieval").
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache

from corpus.lexical import accented, terms

SENTENCE_END = re.compile(r"(?<=[.;!?…])\s+|\n+")
_KEPT, _KEPT_SENTENCES = 512, 5_000  # passages and sentences whose terms stay in memory
_LONGEST = 4_000  # characters of a passage that are read; chunks of a store are shorter


def best_sentence(text: str, gains: Mapping[str, float]) -> float:
    """The most that the question's terms in one sentence of a text add up to.

    Args:
        text: of a passage.
        gains: term → what it adds.
    """
    return max((_sum(said, gains) for said in _of_sentences(text)), default=0.0)


def held(sentence: str, gains: Mapping[str, float]) -> float:
    """What the question's terms in a sentence add up to; `gains` as above."""
    return _sum(_terms(sentence), gains)


def _sum(said: frozenset[str], gains: Mapping[str, float]) -> float:
    # exact: a set has no order, and a rank must not depend on one
    return math.fsum(gains[term] for term in gains.keys() & said)


def sentences(text: str) -> list[str]:
    """The sentences of a text, as far as it is read."""
    return [part for part in SENTENCE_END.split(text[:_LONGEST]) if part]


@lru_cache(maxsize=_KEPT)
def _of_sentences(text: str) -> tuple[frozenset[str], ...]:
    """The terms of each sentence of a passage."""
    return tuple(map(_terms, sentences(text)))


@lru_cache(maxsize=_KEPT_SENTENCES)
def _terms(sentence: str) -> frozenset[str]:
    return frozenset((*terms(sentence), *accented(sentence)))
