"""What a document is about that a question names: what stands behind its number, date and issuer."""

from __future__ import annotations

import re

from assistant.model import Kind, Question
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import Reference, find_spans
from corpus.vietnamese.syllables import UPPER

_ABOUT_ASKED = re.compile(
    r"\b(?:ve|noi|quy dinh|noi dung|chi dao|phe duyet|ban hanh|sua doi)(?: \w+){0,3} gi\b|\babout\b|\bla gi\b"
    r"|\bwhat (?:does|did|do)\b.*\b(?:say|cover|deal|regulate|approve|set|require)"
)
_WHOLLY_ASKED = re.compile(
    r"\b(?:ve|noi|quy dinh|noi dung|chi dao|phe duyet|ban hanh|sua doi)"
    r"(?: (?:ve|toi|den|viec|chuyen|noi dung|dieu|cai|van de|no|la|nhung))* gi\b"
    r"|\bwhat is\b.*\babout\b|\bwhat (?:does|did|do)\b.*\b(?:say|cover|deal|regulate)\b"
)
_ISSUED = re.compile(
    r"^\s*(?:,?\s*(?:ngày|ngay)?\s*\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4})?\s*,?\s*"
)
_OF = re.compile(r"^về (?:việc )?")
_ENDS = re.compile(rf";|\.\s(?=[{UPPER}])|,\s(?=(?:Sở|UBND|Ủy ban|đồng thời|qua đó)\b)")
_ABOUT = re.compile(
    r"(?:về (?:việc )?|quy định |phê duyệt |sửa đổi|ban hành |công bố |triển khai |thực hiện |điều chỉnh ).+",
    re.DOTALL,
)


def asks_subject(question: Question) -> bool:
    """Whether a question asks what a document that it names by number is about, and nothing more of it."""
    kinds = (Kind.DEFINITION, Kind.SUMMARY)
    asked = question.kind in kinds and _WHOLLY_ASKED.search(fold(question.read))
    return bool(question.references and asked)


def subject(question: Question, text: str) -> str | None:
    """What a document is about, as a text says it; None where that is not asked or not said.

    Args:
        question: understood; names the document.
        text: a sentence.
    """
    if question.kind not in (Kind.DEFINITION, Kind.SUMMARY):
        return None
    if not _ABOUT_ASKED.search(fold(question.read)):
        return None
    for reference, _, end in find_spans(text):
        if any(Reference.parse(key).agrees(reference) for key in question.references):
            behind = _ENDS.split(_ISSUED.sub("", text[end:], count=1), maxsplit=1)[0]
            found = _ABOUT.match(behind) or _ABOUT.search(behind)
            return _OF.sub("", found[0]).strip() or None if found else None
    return None
