"""Two things that a question compares, or asks the same of: a question of its own for each.

Forms of wording, on the folded question: "A với B, bên nào …", "A và B khác nhau ở đâu", "A và B, mỗi bên …",
"A ra trước hay sau B". What a form does not fit is no such question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.model import Question
from assistant.operands import completed, masked
from corpus.vietnamese.normalise import fold

_EDGES = " ,.:;?!"
_AND = r"(?:va|(?<!doi )voi|hay|hoac|so voi|or|versus|vs)"
_THING = (
    r"(?:ben|cai|loai|nhom|thu tuc|tthc|chi so|don vi|nam|so|hang muc|giay to|giay|phi|viec|khoan|phong|to|mon"
    r"|mat|noi(?! dung)|dang|truong hop|ke hoach|quyet dinh|van ban|ban|trung tam|co quan|muc)"
)
_MORE = r"(?:nhanh|lau|som|cham|muon|dat|re|ton|mac|cao|thap|tot|kem|nhieu|it|dong|lon|nho)"
_APART = (
    r"(?:khac (?:nhau|biet|gi|the nao|ra sao|cho nao)|hon kem nhau|giong (?:nhau|gi)|chenh nhau)"
)
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        # "Kế hoạch năm 2024, tỉnh hay Sở ban hành trước, vào ngày nào?"
        r"^(?P<pre>.{6,}?, )(?P<a>[^,]{2,}?) (?:hay|hoac) (?P<b>[^,]{2,}?)"
        r" (?P<rest>(?:ban hanh|ra|ky|co|lam|xong|duoc)\b.{0,30}? (?:truoc|sau|som hon|muon hon)\b.*)$",
        # "kế hoạch của Sở ra trước hay sau kế hoạch của tỉnh, mỗi bên ký ngày nào?"
        r"^(?P<a>.{6,}?) (?P<rest>(?:duoc )?(?:ban hanh|ra|ky|co)?(?: doi)? ?"
        r"(?:truoc hay sau|som hay muon hon|som hon hay muon hon)) (?:so voi )?(?P<b>[^,]{4,})(?:,.*)?$",
        rf"^(?P<pre>.{{3,}}?,? )?giua (?P<a>.{{3,}}?),? {_AND} (?P<b>[^,]{{3,}}?),? (?:thi|trong do)\b"
        rf"(?P<rest>.*\b{_MORE}(?: \w+){{0,2}} hon\b.*)$",
        rf"^(?:giua )?(?P<a>.{{3,}}?),? {_AND} (?P<b>[^,]{{3,}}?),? (?:thi |trong do |vay )?{_THING} nao\b"
        rf"(?P<rest>.*\b(?:{_MORE}(?: \w+){{0,2}} hon|truoc(?! khi)|sau(?! khi)|con {_THING} nao)\b.*)$",
        rf"^(?:giua )?(?P<a>.{{3,}}?),? {_AND} (?P<b>[^,]{{3,}}?),? (?:thi )?moi (?!nam\b){_THING}\b"
        r"(?P<rest>.*)$",
        rf"^(?P<a>.{{6,}}?) (?:co )?(?:phai )?(?P<rest>(?:\w+ ){{0,2}}{_MORE}(?: \w+){{0,2}} hon)"
        r" (?P<b>(?!\d|de |thoi han|quy dinh|binh thuong)(?:(?! (?:co|phai|duoc|thi) )[^,]){4,}?)"
        r" (?:hay )?khong$",
        # "A khác gì so với B"
        r"^(?P<a>.{6,}?) (?:(?:co )?(?:khac|giong)(?: biet)? (?:gi|the nao|ra sao|cho nao|diem nao)"
        r"|co (?:gi )?(?:khac|giong)(?: biet)?)(?: so)? voi (?P<b>(?!nhau).{4,})(?P<rest>)$",
        rf"^(?:giua |su khac (?:biet|nhau) (?:giua|cua) )?(?P<a>.{{3,}}?),? {_AND} (?P<b>.{{3,}}?),?"
        r" (?:vay |thi |co )?(?:noi dung )?(?:(?:hai|chung|ca hai)(?: (?:cai|ban|ben))? )?(?:co )?(?:gi )?"
        rf"(?:{_APART})\b(?P<rest>.*)$",
        r"^(?:what is |what's )?(?:the )?(?:main )?difference(?P<rest>)s? between (?P<a>.{3,}?) and"
        r" (?P<b>.{3,})$",
        r"^how do (?P<a>.{3,}?) and (?P<b>.{3,}?)(?P<rest> differ\b.*)$",
        # "nhân lực cho văn phòng đại diện và cho chi nhánh"
        r"^(?P<pre>.{6,}? (?P<same>cho|cua|doi voi|khi|neu) )(?P<a>.{3,}?) va (?P=same) (?P<b>.{3,}?)"
        r"(?P<rest>(?: (?:la|gom|co|thi|duoc)\b.*)?)$",
        r"^(?P<pre>(?:.{0,30} )?(?P<word>thoi han|thoi gian|phi|le phi|ho so|giay to) )(?P<a>.{3,}?) va"
        r" (?P=word) (?P<b>.{3,}?)(?P<rest>(?: (?:la|gom|co|thi|duoc)\b.*)?)$",
    )
)
_WHEN = re.compile(
    r"\b(?:(?:ra|ban hanh|ky|doi|co) (?:truoc|sau|som|muon)|truoc hay sau|som hay muon)\b"
)
_ASKED = (
    (_WHEN, "ngày nào"),
    (
        re.compile(
            r"\b(?:dung|xep|hang|thu hang)\b(?!.*\bloai\b).{0,12}\b(?:cao|thap|tot|kem) hon\b"
        ),
        "xếp thứ mấy",
    ),
    (re.compile(r"\bxep loai\b"), "xếp loại gì"),
    (re.compile(r"\b(?:nhanh|lau|som|cham|muon) hon\b"), "bao lâu"),
    (re.compile(r"\b(?:dat|re|ton|mac)(?: \w+){0,2} hon\b"), "phí bao nhiêu"),
    (re.compile(r"\b(?:nhieu|it|dong|lon|nho|cao|thap)(?: \w+){0,3} hon\b"), "bao nhiêu"),
)
_IS_ASKED = re.compile(r"\b(?:bao nhieu|may|ngay nao|bao lau|khi nao|thu may)\b")
_COMPARING = re.compile(
    rf"\b(?:(?:o |thuoc )?{_THING} nao|moi {_THING}|the nao|ra sao|o diem nao|o cho nao|truoc hay sau"
    rf"|(?:o )?dau|gi|nhau|vay|{_MORE}(?: \w+){{0,2}} hon)\b"
)
_COUNTED = re.compile(r"\b(?:nhieu|it|dong|lon|nho|cao|thap)(?P<unit>(?: \w+){0,2}) hon\b")
_WORD = re.compile(r"\w")
_FIRST, _LAST = re.compile(r"\b(?:truoc|som)\b"), re.compile(r"\b(?:sau|muon)\b")
_MORE_IN = re.compile(rf"^.*\b(?P<word>{_MORE})(?: \w+){{0,2}} hon\b")
_FEWER = re.compile(r"(?:nhanh|som|re|it|thap|nho|kem)$")
_BEFORE = re.compile(r"\b(?:truoc|sau)\b")
_SUMMED = re.compile(r"\b(?:cong lai|tong cong|ca thay|gop lai)\b")
_LEANS = re.compile(r"^(?:cua|cho|trong|ve|o|khi|nam|tai) ")
_OF_BOTH = re.compile(r"^(?:nam|ve|trong|theo|o|cung|khi|tai|hai) ")
_NUMBERED = re.compile(r"^(?P<kind>.*?)\s*(?P<number>\d\S*)$")
_COUNT = re.compile(r"^(?:hai|ca hai|2)(?: cai| loai)? ", re.IGNORECASE)
_FEW_WORDS = 3  # of a second thing that is only told with what stands before the first
_NUMBER_WITH = re.compile(r"\bsố(?= với\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two things that are asked of alike.

    Attributes:
        names: as the question names them.
        questions: for each.
        by_day: whether it is asked which is the earlier.
        word: in which one is more than the other, as it is asked: "nhanh", "nhiều"; may be empty.
        fewer: whether the lower figure is more in that; of ranks the higher one is. Of days, whether it is
            asked which is the later.
    """

    names: tuple[str, str]
    questions: tuple[str, str]
    by_day: bool = False
    word: str = ""
    fewer: bool = False


def contrast(question: Question) -> Contrast | None:
    """The two things that a question compares, or asks the same of; None where there are no such two."""
    both = masked(question)
    if both is None or question.context or _SUMMED.search(both[1]):
        return None  # a follow-up's two things are those of what was asked before
    text, folded = both
    for number in _NUMBER_WITH.finditer(text):  # "chuyển đổi số với …" compares nothing by "so với"
        folded = f"{folded[: number.start()]}--{folded[number.end() :]}"
    for form in _FORMS:
        if match := form.search(folded):
            named = match.groupdict()
            first, second = (text[slice(*match.span(name))].strip(_EDGES) for name in "ab")
            if not (_WORD.search(first) and _WORD.search(second)):
                return None
            lead = text[slice(*match.span("pre"))].strip() if named.get("pre") else ""
            return _of(lead, first, second, text[slice(*match.span("rest"))], named["rest"])
    return None


def _of(lead: str, first: str, second: str, rest: str, folded: str) -> Contrast | None:
    """The questions of two things, with what is asked of both."""
    first, second = _whole(first, second)
    by_day = bool(_WHEN.search(folded))
    last = by_day and bool(_LAST.search(folded)) and not _FIRST.search(folded)
    kept = _without(_COMPARING, rest, folded).strip(_EDGES)
    if by_day:
        kept = _without(_BEFORE, kept, fold(kept)).strip(_EDGES)
    asked = next((word for pattern, word in _ASKED if pattern.search(folded)), "")
    if asked == "bao nhiêu" and (counted := _COUNTED.search(folded)):
        asked += rest[slice(*counted.span("unit"))]
    if _IS_ASKED.search(fold(kept)):
        asked = ""
    one, other = (" ".join(f"{lead} {side} {kept} {asked}".split()) for side in (first, second))
    if one == other:
        return None
    more = _MORE_IN.search(folded)
    word = rest[slice(*more.span("word"))] if more and not by_day else ""
    fewer = last if by_day else bool(_FEWER.match(fold(word)))
    return Contrast((first, second), (f"{one}?", f"{other}?"), by_day, word, fewer)


def _without(pattern: re.Pattern[str], text: str, folded: str) -> str:
    """A text without what a pattern finds in its folded form, which is as long."""
    parts, at = [], 0
    for match in pattern.finditer(folded):
        parts.append(text[at : match.start()])
        at = match.end()
    return re.sub(r"\s+(?=,)|(?<!\w),|,(?=\s*,)", "", " ".join([*parts, text[at:]]))


def _whole(first: str, second: str) -> tuple[str, str]:
    """Two things, each with what only the other says of both: "kế hoạch của tỉnh", "của Sở"."""
    second, comma, tail = second.partition(", ")
    if leaning := _LEANS.match(fold(second)):
        at = fold(first).rfind(f" {leaning[0]}")
        if at > 0:
            second = f"{first[:at]} {second}"
    elif second[:1].isdigit() and (match := _NUMBERED.match(first)) and match["kind"]:
        kind = _COUNT.sub("", match["kind"])
        number, _, behind = second.partition(" ")
        first, second = f"{kind} {match['number']} {behind}", f"{kind} {number} {behind}"
    elif ", " in first or ": " in first:
        edge = max(first.rfind(", "), first.rfind(": ")) + 2
        if _OF_BOTH.match(fold(first)) or len(second.split()) <= _FEW_WORDS:
            second = first[:edge] + second
    else:
        ours, theirs = first.split(), second.split()
        alike = fold(ours[0]) == fold(theirs[0]) and len(ours) + 1 < len(theirs)
        if alike and ours[-1][:1].isdigit() and theirs[len(ours) - 1][:1].isdigit():
            first = " ".join([*ours, *theirs[len(ours) :]])
    first, second = (f"{side.strip()}{comma}{tail}" for side in (first, second))
    return completed(first, second) or (first, second)
