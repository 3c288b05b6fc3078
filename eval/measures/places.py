"""Whether a place in a document is the one that the evidence of a question names.

The contract: every field given must agree with the passage, lines and pages by overlap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from assistant.schema import AnswerOut, CitationOut, Place
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import find_codes
from eval.matching import normalise

Evidence = Mapping[str, Any]

# A quote agrees where this share of it stands in the text in order, in runs of at least two words:
# a set may quote a source as printed, and the text may be the repaired reading of it.
_SAME_QUOTE, _SHORTEST_RUN = 0.8, 2
_WORD = re.compile(r"\w+")


def overlaps(place: Place, texts: Sequence[str], evidence: Evidence) -> bool:
    """Whether a place agrees with every field that the evidence gives.

    Args:
        place: of a passage or a citation.
        texts: what stands there, in each of its readings.
        evidence: one entry of a question's evidence; fields that are unknown or null say nothing.
    """
    checks: dict[str, Callable[[Any], bool]] = {
        "document": lambda wanted: normalise(place.document) == normalise(wanted),
        "page": lambda wanted: place.page is not None and _meet((place.page, place.page), wanted),
        "lines": lambda wanted: place.lines is not None and _meet(place.lines, wanted),
        "sheet": lambda wanted: (
            place.sheet is not None and normalise(place.sheet) == normalise(wanted)
        ),
        "row": lambda wanted: place.row is not None and _meet((place.row, place.row), wanted),
        "procedure": lambda wanted: (
            place.procedure is not None and _same_procedure(place.procedure, wanted)
        ),
        "quote": lambda wanted: any(_agrees(text, wanted) for text in texts),
    }
    return all(
        check(evidence[key]) for key, check in checks.items() if evidence.get(key) is not None
    )


def cites(citation: CitationOut, evidence: Sequence[Evidence]) -> bool:
    """Whether a citation overlaps one of several places of evidence."""
    readings = (citation.quote, citation.source_quote)
    return any(overlaps(citation, readings, one) for one in evidence)


def found(answer: AnswerOut, passages: Sequence[str], evidence: Sequence[Evidence]) -> list[bool]:
    """For each retrieved passage, in order, whether it overlaps one of the places of evidence.

    Args:
        answer: whose `retrieved` are the places.
        passages: their texts.
        evidence: places.
    """
    return [
        any(overlaps(place, (text,), one) for one in evidence)
        for place, text in zip(answer.retrieved, passages, strict=True)
    ]


def _meet(span: tuple[int, int], wanted: int | Sequence[int]) -> bool:
    first, last = (wanted, wanted) if isinstance(wanted, int) else (wanted[0], wanted[-1])
    return span[0] <= last and first <= span[1]


def _same_procedure(one: str, other: str) -> bool:
    """Whether two keys name one procedure: by code, a province's suffix aside, else by name."""
    codes = find_codes(one), find_codes(other)
    if all(codes):
        return bool(set(codes[0]) & set(codes[1]))
    return " ".join(fold(one).split()) == " ".join(fold(other).split())


def _agrees(text: str, quote: str) -> bool:
    """Whether a text holds a quote or, being shorter, is a part of it."""
    held, wanted = _WORD.findall(fold(text)), _WORD.findall(fold(quote))
    if not held or not wanted:
        return False
    shorter, longer = sorted((held, wanted), key=len)
    if f" {' '.join(shorter)} " in f" {' '.join(longer)} ":
        return True
    runs = SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks()
    shared = sum(run.size for run in runs if run.size >= _SHORTEST_RUN)
    return shared >= _SAME_QUOTE * len(shorter)
