"""Fusion: the scores of the legs on one scale, added with weights that depend on the question.

Standard scores over the candidates are added; ranks are not fused, which was measured to be worse.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.model import Language, Question
from assistant.stopwords import is_stop
from corpus.lexical import accented, terms, worded
from corpus.vietnamese.normalise import fold

DEPTH = 100  # candidates of each leg
_CONTEXT_WEIGHT = 0.5
_STOP_WEIGHT = 0.1
_ACCENTED_WEIGHT = 0.4  # of a syllable with its accents, beside the folded one
_REFERENCE_BONUS = 3.0


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each leg counts, both on standard scores."""

    dense: float
    lexical: float


# Tuned by tools/tune_fusion.py on eval/sets/demo.jsonl, data/example_questions.jsonl (over the damaged
# report, repaired) and data/retrieval-dev, 2026-11-25.
ACCENTED = Weights(dense=0.4, lexical=0.6)
UNACCENTED = Weights(dense=0.4, lexical=0.6)
UNACCENTED = Weights(dense=0.4, lexical=0.6)
ENGLISH = Weights(dense=0.3, lexical=0.7)
ENGLISH = Weights(dense=0.3, lexical=0.7)


def weights_for(question: Question) -> Weights:
    """The legs' weights for a question."""
    if question.language is Language.ENGLISH:
        return ENGLISH
    return UNACCENTED if question.is_bare else ACCENTED


def query_terms(question: Question) -> dict[str, float]:
    """The lexical keys of a question with their weights; words that say nothing weigh little."""
    weighted: dict[str, float] = {}
    for text, scale in ((question.search, 1.0), (question.context, _CONTEXT_WEIGHT)):
        for term in (*terms(text), *worded(text)):
            weight = scale * (_STOP_WEIGHT if is_stop(term) else 1.0)
            weighted[term] = max(weighted.get(term, 0.0), weight)
    if question.language is Language.VIETNAMESE and not question.is_bare:
        for term in accented(question.read):
            weighted[term] = _ACCENTED_WEIGHT * (_STOP_WEIGHT if is_stop(fold(term[1:])) else 1.0)
    return weighted


@dataclass(frozen=True, slots=True)
class Legs:
    """What each leg says of the passages of one audience, before they are fused.

    Attributes:
        dense: position → cosine, for the nearest passages only.
        lexical: BM25 score of every passage, shape (passages,).
        references: position → number of the question's references that the passage prints.
    """

    dense: Mapping[int, float]
    lexical: NDArray[np.float32]
    references: Mapping[int, int]


def fuse(legs: Legs, weights: Weights, k: int) -> list[tuple[int, float, dict[str, float]]]:
    """The best passages of all legs.

    Args:
        legs: of one audience.
        weights: of the legs.
        k: how many to return.

    Returns:
        (position, fused score, score by leg), best first.
    """
    dense, lexical, references = legs.dense, legs.lexical, legs.references
    candidates = _best(lexical, max(k, DEPTH)) | set(dense) | set(references)
    if not candidates:
        return []
    rows = np.array(sorted(candidates))
    floor = min(dense.values(), default=0.0)
    cosines = np.array([dense.get(int(row), floor) for row in rows])
    words = lexical[rows]
    cited = np.array([references.get(int(row), 0) for row in rows])
    fused = (
        weights.dense * _standard(cosines)
        + weights.lexical * _standard(words)
        + _REFERENCE_BONUS * cited
    )
    order = np.lexsort((rows, -fused))[:k]
    return [
        (
            int(rows[i]),
            float(fused[i]),
            {"dense": float(cosines[i]), "lexical": float(words[i]), "references": float(cited[i])},
        )
        for i in order
    ]


def _best(scores: NDArray[np.float32], k: int) -> set[int]:
    """The rows of the `k` highest scores above 0; without sorting a million of them."""
    rows = np.argpartition(-scores, k)[:k] if len(scores) > k else np.arange(len(scores))
    return {int(row) for row in rows if scores[row] > 0}


def _standard(scores: NDArray[Any]) -> NDArray[np.float64]:
    deviation = float(scores.std())
    if deviation < 1e-9:
        return np.zeros(len(scores))
    standard: NDArray[np.float64] = (scores - scores.mean()) / deviation
    return standard


def squash(fused: float) -> float:
    """A fused score as a number between 0 and 1."""
    return float(1.0 / (1.0 + np.exp(-fused)))
