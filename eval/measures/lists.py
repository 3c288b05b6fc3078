"""List completeness: the share of the required parts of a list that the answer says.

Recall over the gold items, as for lists in ALCE's QAMPARI (Gao et al. 2023) without its cut at five.
How long the answer is does not count here; `supported` sees to that.
"""

from __future__ import annotations

from assistant.schema import AnswerOut
from eval.matching import says, without_markers
from eval.measures.refusal import is_answered
from eval.questions import Item

LIST_TYPES = frozenset({"list"})


def completeness(item: Item, answer: AnswerOut) -> float | None:
    """The share, from 0 to 1; None for what is no list, has no answer or no required parts."""
    if not item.answerable or item.type not in LIST_TYPES or not item.must_contain:
        return None
    if not is_answered(answer.status):
        return 0.0
    text = without_markers(answer.answer)
    said = [any(says(text, variant) for variant in part) for part in item.must_contain]
    return sum(said) / len(said)
