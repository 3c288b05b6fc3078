"""How many are lacking to what is allowed, where a passage prints the limit and how many there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answers.draft import Draft, Statement
from assistant.messages import say
from assistant.model import Passage, Question, Status
from corpus.model import Chunk
from corpus.vietnamese.normalise import fold

# with accents: "thiếu" is no "thiểu", "trống" no "trong"
_ASKED = re.compile(
    r"\b(?:thiếu|khuyết|trống)\b(?: \w+){0,2}? (?:mấy|bao nhiêu)\b"
    r"|\bhow many\b.*\b(?:vacant|vacancies|missing|unfilled)\b"
)
_COUNTED = r"(?P<count>\d{1,4})(?:\s\(\w+\))?\s+(?P<unit>[^\W\d_]+(?:\s[^\W\d_]+){0,2})"
_LIMIT = re.compile(
    rf"\b(?:không quá|tối đa|nhiều nhất)\s+{_COUNTED}",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    rf"\b(?:hiện(?: tại| nay)?(?: đang)?|đang)\s+(?:có(?: mặt)?)\s+{_COUNTED}", re.IGNORECASE
)
_NEAR = 300  # characters between the two


def answer(question: Question, passages: Sequence[Passage]) -> Draft | None:
    """The limit less how many there are, with its working; None where that is not asked for, or a passage does
    not print both for the same thing.

    Args:
        question: understood.
        passages: that may print both, best first.
    """
    if not _ASKED.search(question.read.casefold()):
        return None
    asked = set(fold(question.understood).split())
    for passage in passages:
        chunk = passage.chunk
        for limit in _LIMIT.finditer(chunk.text):
            for present in _PRESENT.finditer(chunk.text):
                near = abs(present.start() - limit.end()) < _NEAR
                if near and _is_of_one(limit["unit"], present["unit"], asked):
                    return _worded(question, chunk, limit, present)
    return None


def _is_of_one(limit: str, present: str, asked: set[str]) -> bool:
    """Whether two figures count one thing, and one that is asked for."""
    first, second = (set(fold(unit).split()[:2]) for unit in (limit, present))
    return first == second and bool(first & asked)


def _worded(
    question: Question, chunk: Chunk, limit: re.Match[str], present: re.Match[str]
) -> Draft | None:
    allowed, there = Decimal(limit["count"]), Decimal(present["count"])
    if there > allowed:
        return None
    result = f"{allowed} - {there} = {allowed - there}"
    statements = dict.fromkeys(_sentence(chunk, match) for match in (limit, present))
    said = (" ".join(match[0].split()) for match in (limit, present))
    figures = "; ".join(f"{text[:1].upper()}{text[1:]}" for text in said)
    return Draft(
        Status.ANSWERED,
        tuple(statements),
        short=f"{allowed - there} ({result})",
        verdict=True,
        lead=say("computed", question.language, figures=figures, result=result),
        confidence=1.0,
    )


def _sentence(chunk: Chunk, match: re.Match[str]) -> Statement:
    """The sentence that a match begins in."""
    first = next(at for at, (_, end) in enumerate(chunk.places) if end > match.start())
    return next(
        Statement(chunk, start, end) for start, end in chunk.sentences if start <= first < end
    )
