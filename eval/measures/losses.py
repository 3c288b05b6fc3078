"""Where an answer gets lost: the first stage at which what a question needs is gone.

The road is that of the assistant: documents are read and repaired, passages retrieved, an answer
selected, its statements verified. A diagnosis for people, of this project; no score is made of it.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from assistant.model import Status
from assistant.schema import AnswerOut
from corpus.vietnamese.normalise import fold
from eval.matching import holds, normalise, words
from eval.measures.places import cites
from eval.measures.ranking import hit
from eval.measures.refusal import is_answered, is_refused
from eval.measures.support import most_words, says
from eval.questions import Item

DocumentTexts = Callable[[str], str | None]
"""The indexed text of a document, None where it is not indexed (or hidden from who asks)."""

WITHIN = 5  # ranks that an answer is made of
# What is worked out, told of two places or said as a yes stands in no text as it is asked for.
_NOT_PRINTED = frozenset({"arithmetic", "comparison", "relation", "result", "yes_no"})


class Stage(StrEnum):
    """A stage at which an answer is lost, in the order of the road."""

    READ = "read"
    REPAIRED = "repaired"
    RETRIEVED = "retrieved"
    REFUSED = "refused"
    CLARIFIED = "clarified"
    SELECTED = "selected"
    VERIFIED = "verified"
    ANSWERED_UNANSWERABLE = "answered_unanswerable"


def lost_at(
    item: Item,
    answer: AnswerOut,
    rank: int | None,
    supported: bool | None,
    texts: DocumentTexts | None = None,
) -> Stage | None:
    """The stage; None where the answer is right, or where nothing tells that it is wrong.

    Args:
        item: the question with its gold; a status that it expects (`expected_status`) is right.
        answer: what was said.
        rank: of the first passage that overlaps the evidence, 0 for none.
        supported: whether the answer is; None where it cannot be told.
        texts: gives a document's indexed text; without it, what was lost in reading or in repairing
            is lost in retrieval.
    """
    if supported or answer.status == item.fields.get("expected_status"):
        return None
    refused, asked = is_refused(answer.status), answer.status == Status.NEEDS_CLARIFICATION
    if not item.answerable:
        answered = Stage.ANSWERED_UNANSWERABLE if is_answered(answer.status) else None
        return Stage.CLARIFIED if asked else answered
    if supported is not None:
        unread = _unread(item, texts) if texts else None
        if unread:
            return unread
        if rank is None or not hit(rank, WITHIN):
            return Stage.RETRIEVED
    if refused or asked:
        return Stage.REFUSED if refused else Stage.CLARIFIED
    return _unsaid(item, answer) if supported is not None else None


def _unsaid(item: Item, answer: AnswerOut) -> Stage:
    """What became of evidence that was retrieved and not refused."""
    said = says(item, answer) and words(answer.answer) <= most_words(item)
    cited = any(cites(citation, item.located) for citation in answer.citations)
    return Stage.VERIFIED if said and not cited else Stage.SELECTED


def _unread(item: Item, texts: DocumentTexts) -> Stage | None:
    """Whether a required part stands in none of the evidence's documents as it should."""
    if item.type in _NOT_PRINTED or not item.must_contain:
        return None
    names = dict.fromkeys(str(place["document"]) for place in item.located)
    held = [_readings(text) for name in names if (text := texts(name))]
    lost = [
        part
        for part in item.must_contain
        if not any(holds(exact, variant) for exact, _ in held for variant in part)
    ]
    if not lost:
        return None
    bare = all(
        any(holds(folded, fold(variant)) for _, folded in held for variant in part) for part in lost
    )
    return Stage.REPAIRED if bare else Stage.READ


@lru_cache(maxsize=4)
def _readings(text: str) -> tuple[str, str]:
    """A document's text in the form in which texts are compared, and the same without accents."""
    exact = normalise(text)
    return exact, fold(exact)
