"""What the reader finds in a record beside the value of the field that answers.

"Bao lâu thì Bộ phải báo có thụ lý hay không?" is answered by the field for the time of the whole; a step says
the time of what was asked. Which of the two is meant no rule tells surely, so both are said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.draft import Draft, Statement
from assistant.model import Kind, Question, Status
from assistant.reading import SURE, Read, pointed_at
from corpus.lexical import passage_terms
from corpus.vietnamese.normalise import fold

_OF = frozenset({"time_limit", "deadline", "where", "who_decides", "fee", "validity", "site"})
"""Fields of one value each; of a list a sentence is a part."""
_SURELY = 0.95  # how likely the reader has to hold that its passage answers, for a sentence to be said first
_SAME = 0.8  # share of a span's terms in the field's lines from which it says the same
_AMOUNT = re.compile(r"(?<![\d./,])0*(\d[\d.,]*\d|\d)\s*(?:\(\w+\)\s*)?([^\W\d]+)")
_FORMED = (Kind.NUMBER, Kind.DATE, Kind.WHO, Kind.WHERE)


def joined(proposed: Draft, draft: Draft, reads: Sequence[Read], question: Question) -> Draft:
    """A draft from a record's field with the sentence beside it in which the reader finds another answer.

    Args:
        proposed: from the record's fields.
        draft: from sentences.
        reads: what the reader says of the best passages.
        question: understood.

    Returns:
        The first draft itself where the sentence is of another record, says the same, or is not sure.
    """
    told = proposed.status is draft.status is Status.ANSWERED
    if not told or proposed.record is None or draft.record != proposed.record:
        return proposed
    if proposed.verdict or draft.verdict or not set(question.fields) <= _OF:
        return proposed
    said = draft.statements[0]
    likely = pointed_at(reads, said.chunk, said.first, said.last)
    if likely < SURE or any(_overlap(said, one) for one in proposed.statements):
        return proposed
    if _is_said(draft.short or said.text, proposed):
        return proposed
    one = len(question.fields) <= 1 and question.kind in _FORMED
    if likely >= _SURELY and one and draft.short:
        return replace(proposed, statements=(said, *proposed.statements), short=draft.short)
    return replace(proposed, statements=(*proposed.statements, said))


def _overlap(one: Statement, other: Statement) -> bool:
    return one.chunk.id == other.chunk.id and one.first < other.last and other.first < one.last


def _is_said(value: str, draft: Draft) -> bool:
    """Whether a draft says a value: its amounts with their units, or nearly all of its words."""
    told = (f"{one.wording} {one.text}" for one in draft.statements)
    text = " ".join([draft.short or "", *told])
    if amounts := _amounts(value):
        return amounts <= _amounts(text)
    own = set(passage_terms(value))
    return len(own & set(passage_terms(text))) >= _SAME * len(own)


def _amounts(text: str) -> set[tuple[str, str]]:
    return {(number, unit) for number, unit in _AMOUNT.findall(fold(text))}
