"""Retrieval of the evidence: rank, hit at k (also called recall at k for one relevant place), MRR.

The rank is that of the first retrieved passage that overlaps the evidence of an answerable question,
from 1, and 0 where none does. Reciprocal rank: Voorhees, The TREC-8 Question Answering Track Report
(1999).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.schema import AnswerOut
from eval.measures.places import found
from eval.questions import Item


def rank(item: Item, answer: AnswerOut, passages: Sequence[str]) -> int | None:
    """The rank, 0 for none; None where the question has no answer or no evidence with a place.

    Args:
        item: the question with its gold.
        answer: what was said; `retrieved` is best first.
        passages: texts of the retrieved passages.
    """
    if not item.answerable or not item.located:
        return None
    hits = found(answer, passages, item.located)
    return hits.index(True) + 1 if True in hits else 0


def hit(rank: int, k: int) -> bool:
    """Whether a rank is among the first `k`."""
    return 0 < rank <= k


def reciprocal(rank: int) -> float:
    """The reciprocal rank, 0 where nothing was found."""
    return 1 / rank if rank else 0.0
