"""Fusion: what the legs say, added with weights that depend on the question.

The cosine is added to the share of the question that a passage holds (its lexical score against the
highest that any could have), and for the first passages to the share that one sentence of it holds and
to the cosine of the nearest one.
So scores of one question can be compared over collections, and a question whose words stand nowhere
leans on the dense leg by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from assistant.model import Language, Question
from assistant.proximity import best_sentence
from assistant.stopwords import is_stop
from corpus.lexical import LexicalIndex, accented, highest, terms, worded
from corpus.vietnamese.normalise import fold

DEPTH = 100  # candidates of each leg
READ = 8  # first passages whose sentences are read
_CONTEXT_WEIGHT = 0.5
_STOP_WEIGHT = 0.5
_ACCENTED_WEIGHT = 0.4  # of a syllable with its accents, beside the folded one
_REFERENCE_BONUS = 5.0
# About the cosine of a first passage's nearest sentence, so that scores stay where they were.
_NEAREST = 0.86
LEAST = 1e-6  # of what a passage could score at most: a question of words that say nothing


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a cosine counts, and the shares (0-1) of the question that the words of a passage hold
    and those of its best sentence; and the cosine of its nearest sentence.
    """

    dense: float
    lexical: float
    sentence: float = 0.0
    meaning: float = 0.0


class Manner(StrEnum):
    """How a question is put, as far as it decides what each leg is worth."""

    SHORT = "accented, short"
    LONG = "accented, long"
    BARE_SHORT = "unaccented, short"
    BARE_LONG = "unaccented, long"
    REFERENCE = "with a document number"
    ENGLISH = "english"


_LONG = 14  # syllables of a long question
# Chosen 2026-11-29 by sweeps over the sets of passages of tools/tune_fusion.py (university regulations, an
# encyclopaedia, law, general knowledge): one lexical weight near the best of each manner, on a plateau of
# .005. The tool itself, on two of the sets, prefers 4 to 6 for short questions (MRR +.005). Questions with
# a number and English ones are too few there: no sentences are read for them. The reference's own bonus
# is not fitted.
WEIGHTS: Mapping[Manner, Weights] = MappingProxyType(
    {
        Manner.SHORT: Weights(dense=25.0, lexical=8.0, sentence=4.0, meaning=12.0),
        Manner.LONG: Weights(dense=25.0, lexical=8.0, sentence=4.0, meaning=12.0),
        Manner.BARE_SHORT: Weights(dense=25.0, lexical=8.0, sentence=4.0, meaning=12.0),
        Manner.BARE_LONG: Weights(dense=25.0, lexical=8.0, sentence=4.0, meaning=12.0),
        Manner.REFERENCE: Weights(dense=25.0, lexical=14.0),
        Manner.ENGLISH: Weights(dense=25.0, lexical=14.0),
    }
)
# The median first passage of a demo question at .95, the tenth at .73, 2026-11-28.
_MIDDLE, _SPREAD = 20.75, 1.75


def manner_of(question: Question) -> Manner:
    """How a question is put."""
    if question.language is Language.ENGLISH:
        return Manner.ENGLISH
    if question.references:
        return Manner.REFERENCE
    if len(question.read.split()) < _LONG:
        return Manner.BARE_SHORT if question.is_bare else Manner.SHORT
    return Manner.BARE_LONG if question.is_bare else Manner.LONG


def weights_for(question: Question) -> Weights:
    """The legs' weights for a question."""
    return WEIGHTS[manner_of(question)]


def query_terms(question: Question) -> dict[str, float]:
    """The lexical keys of a question with their weights; words that say nothing weigh little."""
    weighted: dict[str, float] = {}
    # what was typed, too: a name may have been taken for a slip
    for text, scale in (
        (question.search, 1.0),
        (question.text, 1.0),
        (question.context, _CONTEXT_WEIGHT),
    ):
        for term in (*terms(text), *worded(text)):
            weight = scale * (_STOP_WEIGHT if is_stop(term) else 1.0)
            weighted[term] = max(weighted.get(term, 0.0), weight)
    if question.language is Language.VIETNAMESE and not question.is_bare:
        for term in (*accented(question.read), *accented(question.text)):
            weighted[term] = _ACCENTED_WEIGHT * (_STOP_WEIGHT if is_stop(fold(term[1:])) else 1.0)
    return weighted


def lexical_leg(
    words: LexicalIndex, question: Question, whole: Collection[int] | None = None
) -> tuple[NDArray[np.float32], dict[str, float]]:
    """The lexical score of every passage, shape (passages,), and what each term adds to it at most.

    Args:
        words: of the passages.
        question: understood.
        whole: see `LexicalIndex.scores`.
    """
    weighted = query_terms(question)
    asked = list(weighted), list(weighted.values())
    gains = words.gains(*asked).tolist()
    return words.scores(*asked, whole), dict(zip(weighted, gains, strict=True))


@dataclass(frozen=True, slots=True)
class Legs:
    """What each leg says of the passages of one audience, before they are fused.

    Attributes:
        dense: position → cosine, for the nearest passages only.
        lexical: BM25 score of every passage, shape (passages,).
        most: what a passage could have of it that holds all of the question.
        references: position → number of the question's references that the passage prints.
    """

    dense: Mapping[int, float]
    lexical: NDArray[np.float32]
    references: Mapping[int, int]
    gains: Mapping[str, float] = field(default_factory=dict)

    @property
    def most(self) -> float:
        """The lexical score that a passage could have which holds all of the question."""
        return max(sum(self.gains.values()), LEAST)


Ranked = tuple[int, float, dict[str, float]]
"""Position, fused score, score by leg."""


def fuse(legs: Legs, weights: Weights, k: int) -> list[Ranked]:
    """The best passages of all legs.

    Args:
        legs: of one audience.
        weights: of the legs.
        k: how many to return.

    Returns:
        (position, fused score, score by leg), best first.
    """
    dense, lexical, references = legs.dense, legs.lexical, legs.references
    candidates = {*highest(lexical, max(k, DEPTH)).tolist(), *dense, *references}
    if not candidates:
        return []
    rows = np.array(sorted(candidates))
    floor = min(dense.values(), default=0.0)
    cosines = np.array([dense.get(int(row), floor) for row in rows])
    words = lexical[rows]
    cited = np.array([references.get(int(row), 0) for row in rows])
    fused = weights.dense * cosines + weights.lexical * words / legs.most + _REFERENCE_BONUS * cited
    order = np.lexsort((rows, -fused))[:k]
    return [
        (
            int(rows[i]),
            float(fused[i]),
            {"dense": float(cosines[i]), "lexical": float(words[i]), "references": float(cited[i])},
        )
        for i in order
    ]


def read_sentences(
    ranked: Sequence[Ranked],
    texts: Sequence[str],
    legs: Legs,
    weights: Weights,
    nearest: Sequence[float] = (),
) -> list[Ranked]:
    """The first passages in the order that their best and nearest sentences give them; the others stay behind.

    Args:
        ranked: as `fuse` returns them.
        texts: of the first of them, at most `READ`.
        legs: they were ranked by.
        weights: of the legs.
        nearest: cosines of the sentence that is nearest to the question in each of the texts, where known.
    """
    read: list[Ranked] = []
    cosines = nearest or [_NEAREST] * len(texts)
    for (row, score, by_leg), text, cosine in zip(ranked, texts, cosines, strict=False):
        share = best_sentence(text, legs.gains) / legs.most
        score += weights.sentence * share + weights.meaning * (cosine - _NEAREST)
        read.append((row, score, {**by_leg, "sentence": share}))
    read.sort(key=lambda one: (-one[1], one[0]))
    least = read[-1][1] if read else 0.0
    return [
        *read,
        *((row, min(score, least), by_leg) for row, score, by_leg in ranked[len(texts) :]),
    ]


def squash(fused: float) -> float:
    """A fused score as a number between 0 and 1."""
    return float(1.0 / (1.0 + np.exp((_MIDDLE - fused) / _SPREAD)))
