"""What a question wants computed or compared: two things that figures are printed for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.vietnamese.normalise import fold


class Operation(StrEnum):
    """What is done with two figures."""

    DIFFERENCE = "difference"
    SUM = "sum"
    GREATER = "greater"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Two things whose figures are to be put together.

    Attributes:
        first, second: as the question names them; what they share stands with both.
        unit: words after "bao nhiêu", folded: what is counted; may be empty.
        folded_word: the word of comparison ("nhieu hon"), folded; empty for sums.
    """

    operation: Operation
    first: str
    second: str
    unit: str = ""
    folded_word: str = ""

    @property
    def questions(self) -> tuple[str, str]:
        """A question for each figure."""
        counted = f" {self.unit}" if self.unit else ""
        return f"{self.first} bao nhiêu{counted}?", f"{self.second} bao nhiêu{counted}?"


_MORE = r"nhieu|cao|lon|dai|lau|dat|ton|dong|tang|nang|muon|cham"
_FEWER = r"it|thap|nho|ngan|nhanh|re|giam|som|kem"
_HOW_MANY = r"(?:la |mat |het |ton |tang |giam )?(?:bao nhieu|may)\b"
_UNIT = r"\s?(?P<unit>[^?.,;]*)"
_VS = r"(?:so voi|hon|kem|than)"
_AND = r"(?:va|voi|cung|hay|hoac|and|or|plus|with|versus|vs)"
_TOGETHER = (
    r"(?:tong cong|tong lai|cong lai|gop lai|gop chung|cong gop|ca thay|tat ca|ca hai|tinh chung"
    r"|tong so|tong)"
)
_WHICH = r"(?:ben|cai|loai|nhom|thu|muc|thu tuc|chi so|don vi|nam|so|hang muc|giay to|phi)?\s?nao"

_FORMS: tuple[tuple[Operation, re.Pattern[str]], ...] = tuple(
    (operation, re.compile(pattern))
    for operation, pattern in (
        (
            Operation.DIFFERENCE,
            rf"^(?P<a>.{{4,}}?)\s(?P<word>(?:{_MORE}|{_FEWER})(?:\s\w+){{0,3}}?)?\s?{_VS}\s(?P<b>.{{3,}}?)"
            rf",?\s(?:thi |nhung )?{_HOW_MANY}{_UNIT}",
        ),
        (
            Operation.DIFFERENCE,
            rf"^(?P<a>.{{4,}}?)\s(?P<word>{_MORE}|{_FEWER}) hon bao nhieu(?P<unit>(?:\s\w+){{0,3}}?)\s"
            rf"(?:so voi|than)\s(?P<b>.{{3,}})",
        ),
        (
            Operation.DIFFERENCE,
            rf"^(?:chenh lech|khoang cach|su chenh lech|giua)?\s?(?:giua\s)?(?P<a>.{{4,}}?),?\s{_AND}\s"
            rf"(?P<b>.{{3,}}?),?\s(?:chenh|cach|hon kem|lech|khac|hon)\b.{{0,14}}?{_HOW_MANY}{_UNIT}",
        ),
        (
            Operation.DIFFERENCE,
            rf"^(?:(?:muc |su |do )?chenh(?: lech)?|khoang cach) (?:giua )?(?P<a>.{{4,}}?) {_AND} (?P<b>.{{3,}}?)"
            rf" {_HOW_MANY}{_UNIT}",
        ),
        (
            Operation.DIFFERENCE,
            r"^(?:by )?how (?:many|much) (?P<word>more|fewer|less|longer|higher|lower)(?P<unit>(?:\s\w+){0,3}?)\s"
            r"(?:are|is|does|do|did|were|was|has|have)\s(?P<a>.{4,}?)\s(?:than)\s(?P<b>.{3,})",
        ),
        (
            Operation.DIFFERENCE,
            r"^(?:what is |what's )?(?:the )?difference (?P<unit>)(?:in .{3,30} )?between (?P<a>.{4,}?) and (?P<b>.{3,})",
        ),
        (
            Operation.SUM,
            rf"^(?:{_TOGETHER} )?(?P<a>.{{4,}}?),?\s(?:cong (?:voi )?|{_AND}\s)(?P<b>.{{3,}}?),?\s"
            rf"(?:thi |la |co )?{_TOGETHER}.{{0,12}}?{_HOW_MANY}{_UNIT}",
        ),
        (
            Operation.SUM,
            rf"^(?:{_TOGETHER}|cong|gop)\s(?:cua |ca )?(?P<a>.{{4,}}?),?\s(?:cong (?:voi )?|{_AND}\s)(?P<b>.{{3,}}?)"
            rf",?\s(?:thi |lai |duoc |ra )*{_HOW_MANY}{_UNIT}",
        ),
        (
            Operation.SUM,
            r"^how (?:many|much)(?P<unit>(?:\s\w+){0,3}?)\s(?P<a>.{4,}?) (?:and|plus) (?P<b>.{3,}?)"
            r" (?:together|combined|in total|altogether|in all)",
        ),
        (
            Operation.GREATER,
            rf"^(?:giua\s)?(?P<a>.{{3,}}?),?\s(?:{_AND}|so voi)\s(?P<b>.{{3,}}?)(?:,|:)?\s(?:thi |trong do )?"
            rf"{_WHICH}\b(?P<unit>.{{0,30}}?)\s(?P<word>{_MORE}|{_FEWER})(?:\s\w+){{0,3}} hon",
        ),
        (
            Operation.GREATER,
            rf"^(?P<a>.{{3,}}?),?\s(?:hay|hoac)\s(?P<b>.{{3,}}?)(?:,)?\s(?P<word>{_MORE}|{_FEWER})"
            rf"(?P<unit>(?:\s\w+){{0,3}}?) hon",
        ),
        (
            Operation.GREATER,
            r"^which (?:is|are|has|have|takes|costs)?\s?(?P<word>more|higher|larger|longer|fewer|less|lower|shorter)"
            r"(?P<unit>(?:\s\w+){0,3}?)[,:]?\s(?P<a>.{3,}?) or (?P<b>.{3,})",
        ),
    )
)
_LESS = re.compile(rf"^(?:{_FEWER}|fewer|less|lower|shorter)\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PUBLIC = re.compile(r"\bcông\b", re.IGNORECASE)  # folded, it is "cộng"
_EDGES = " ,.:;?!"


def operands(question: str) -> Wanted | None:
    """The two things whose figures a question wants put together; None where it wants nothing such.

    Args:
        question: as it is understood.
    """
    text = " ".join(question.split()).strip(_EDGES)
    folded = fold(_PUBLIC.sub("c-ng", text))
    if len(folded) != len(text):
        return None
    for operation, pattern in _FORMS:
        match = pattern.search(folded)
        if not match:
            continue
        first, second = (text[slice(*match.span(name))].strip(_EDGES) for name in "ab")
        word = (match.groupdict().get("word") or "").strip()
        if operation is Operation.GREATER and _LESS.match(word):
            operation = Operation.LESS
        unit = text[slice(*match.span("unit"))].strip(_EDGES)
        first = unit if first == "there" else first  # "How many more … are there than …?"
        return Wanted(operation, *_completed(first, second), unit, word)
    return None


def _completed(first: str, second: str) -> tuple[str, str]:
    """Two things each with what only the other says of both: "… năm 2023", "năm 2022"."""
    years = _YEAR.findall(first), _YEAR.findall(second)
    bare = re.sub(r"\W+", " ", fold(_YEAR.sub("", second))).split()
    if len(years[0]) == len(years[1]) == 1 and set(bare) <= {"nam", "trong", "cua", "in"}:
        return first, first.replace(years[0][0], years[1][0])
    return first, second
