"""What a figure or a name stands in: its unit, its bound, its share or rank, the body it belongs to.

Words that are all there can still say something else: "không quá 10 ngày" is no "ít nhất 10 ngày", and
no "10 tháng". Each check compares one such relation of a claim with what is said.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from corpus.lexical import terms, worded
from corpus.vietnamese.normalise import fold, tone_key
from corpus.vietnamese.references import Kind, mentions
from corpus.vietnamese.references.figures import value

_WORD = re.compile(r"\w+")
_NUMBER = r"\d+(?:[.,]\d+)*"
_UNITS = (
    r"gio|phut|ngay|tuan|thang|quy|nam|tuoi|lan|diem|bac|%|phan tram|ho so|thu tuc|ban|bo|nguoi"
    r"|nghin|trieu|ty"
)
_COUNTED = re.compile(rf"({_NUMBER})\s*({_UNITS})(?!\w)")
_COUNTED_IN_WORDS = re.compile(rf"\d+ (?:{_UNITS})")
_UPPER = r"khong qua|toi da|duoi|cham nhat|khong vuot qua|nhieu nhat|khong nhieu hon|den"
_LOWER = r"it nhat|toi thieu|tren|hon|khong duoi|khong it hon|tu|tu du"
_BOUNDED = re.compile(
    rf"\b(?:(?P<upper>{_UPPER})|(?P<lower>{_LOWER}))\s+(?:du\s+|ngay\s+)?(?P<number>{_NUMBER})"
)
_UPWARDS = re.compile(rf"({_NUMBER})(?: \w+){{0,4}} tro (len|xuong)\b")
_NAMED = frozenset({Kind.SHARE, Kind.RANK, Kind.PERIOD})
_EXCEPTION = re.compile(r"\b(?:trừ|ngoại trừ)\s+(?:trường hợp\s+)?([^,;.]+)")
_EXCEPTING = re.compile(r"\b(?:trừ|ngoại trừ|ngoài|kể cả|bao gồm cả)\b")
_FREED = re.compile(r"\b(?:trừ|không|miễn)\b")
_BODIES = frozenset({"sở", "bộ", "cục"})
_YEAR = re.compile(r"(?<![\d/.])(?:19|20)\d\d(?!\d)")
_PASSIVE = re.compile(r"\b(?:bị|được|đã được)\b.{0,40}\b(?:bởi|bằng)\b", re.IGNORECASE)
_TOKEN = re.compile(r"\w+|[^\w\s]")
_OPPOSITES = tuple(
    tuple(pair.split("/"))
    for pair in (
        "tăng/giảm", "trước/sau", "trên/dưới", "đúng hạn/quá hạn", "cao/thấp", "nhiều/ít",
        "tối đa/tối thiểu", "bắt buộc/tự nguyện", "toàn trình/một phần",
        "cấp mới/cấp lại", "đạt/không đạt", "tiếp nhận/từ chối", "đầu/cuối", "cũ/mới",
        "trong nước/nước ngoài", "bản sao/bản dịch", "nộp/nhận", "hằng năm/hằng tháng", "tỉnh/huyện",
        "tỉnh/trung ương", "cá nhân/tổ chức", "thu hồi/cấp", "từ ngày/đến ngày", "từ ngày/trước ngày",
        "hoặc/và", "được/không được",
    )
)  # fmt: skip


def units_hold(claim: str, said: str) -> bool:
    """Whether a figure of the claim counts what it counts in what is said."""
    held = set(_units(said))
    known = {number for number, _ in held}
    if any(one not in held and one[0] in known for one in _units(claim)):
        return False
    counted = set(terms(said)) | set(worded(said))
    return all(one in counted for one in worded(claim) if _COUNTED_IN_WORDS.fullmatch(one))


def _units(text: str) -> Iterator[tuple[Decimal, str]]:
    for match in _COUNTED.finditer(fold(text)):
        yield value(match[1]), match[2].replace("phan tram", "%")


def kinds_hold(claim: str, said: str) -> bool:
    """Whether shares, ranks and periods of the claim are mentioned; "2024" is, by a day of it."""
    held = [mention.key for mention in mentions(said)]
    return all(
        any(key == one.key or key.startswith((f"{one.key}-", f"{one.key}/")) for key in held)
        for one in mentions(claim)
        if one.kind in _NAMED
    )


def bounds_hold(claim: str, said: str) -> bool:
    """Whether "không quá", "ít nhất", "trở lên" stand by a figure where they stand in what is said."""
    held = _bounds(said)
    known = {value(number) for number in re.findall(_NUMBER, said)}
    return all(
        number not in known or sides <= held[number] for number, sides in _bounds(claim).items()
    )


def _bounds(text: str) -> defaultdict[Decimal, set[str]]:
    found: defaultdict[Decimal, set[str]] = defaultdict(set)
    folded = fold(text)
    for match in _BOUNDED.finditer(folded):
        found[value(match["number"])].add("upper" if match["upper"] else "lower")
    for match in _UPWARDS.finditer(folded):
        found[value(match[1])].add("lower" if match[2] == "len" else "upper")
    return found


def bodies_hold(claim: str, said: str) -> bool:
    """Whether words with capitals that stand side by side do so there: "Trần Hoa", "Bộ Nội vụ"."""
    held = f" {' '.join(_WORD.findall(tone_key(said).casefold()))} "
    printed = set(_WORD.findall(tone_key(said)))
    words = _TOKEN.findall(tone_key(claim))
    for at, word in enumerate(words):
        if word in ("Bộ", "Cục") and word not in printed:
            return False
        after = words[at + 1] if at + 1 < len(words) else ""
        if not (word[0].isupper() and after[:1].isupper()) or _is_short(word) or _is_short(after):
            continue
        body = word.casefold() in _BODIES
        begins = at == 0 and not body  # the first word of a sentence has a capital of its own
        if not begins and after.casefold() not in _BODIES:
            pair = f" {word} {after} ".casefold()
            if pair not in held:
                return False
    return True


def _is_short(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def exceptions_hold(claim: str, said: str) -> bool:
    """Whether what is excepted there is not claimed, and nothing else is excepted than there."""
    words = set(_WORD.findall(claim.casefold()))
    for match in _EXCEPTION.finditer(said.casefold()):
        excepted = set(_WORD.findall(match[1]))
        if excepted and excepted <= words and not _FREED.search(claim.casefold()):
            return False
    there = said.casefold()
    return all(
        re.search(rf"\b{match[0]}\b", there) for match in _EXCEPTING.finditer(claim.casefold())
    )


def years_hold(claim: str, said: str) -> bool:
    """Whether the figures of a claim about one year stand by that year, where there are several."""
    years = set(_YEAR.findall(claim))
    if len(years) != 1 or len(set(_YEAR.findall(said))) < 2:
        return True
    numbers = {value(number) for number in re.findall(_NUMBER, _YEAR.sub(" ", claim))}
    for number in numbers:
        near = [
            _year_of(place.start(), said)
            for place in re.finditer(rf"(?<![\d.,]){_NUMBER}", said)
            if value(place[0]) == number and not _YEAR.fullmatch(place[0])
        ]
        if near and not years & set(near):
            return False
    return True


def _year_of(at: int, text: str) -> str:
    """The year that is nearest to a figure."""
    return min(_YEAR.finditer(text), key=lambda year: _distance(year, at))[0]


def _distance(year: re.Match[str], at: int) -> float:
    """How far a year stands from a figure; what stands before belongs to it sooner."""
    return at - year.end() if year.end() <= at else 2.0 * (year.start() - at)


def documents_hold(claim: str, said: str) -> bool:
    """Whether a document has its own date, and two of them stand in the order that says which does it."""
    documents = [one for one in mentions(claim) if one.kind is Kind.DOCUMENT]
    there = mentions(said)
    keys = list(dict.fromkeys(one.key for one in documents))
    if len(keys) == 1:
        when = [one.key for one in mentions(claim) if one.kind in (Kind.DATE, Kind.PERIOD)]
        dates = [one for one in there if one.kind is Kind.DATE]
        places = [one.end for one in there if one.kind is Kind.DOCUMENT and one.key == keys[0]]
        if len(dates) < 2 or not when or not places:
            return True
        own = [next((d.key for d in dates if d.start >= end), "") for end in places]
        return all(any(date.startswith(key) for date in own) for key in when)
    if len(keys) == 2:
        order = [one.key for one in there if one.kind is Kind.DOCUMENT and one.key in keys]
        same = list(dict.fromkeys(order)) == keys
        return same != (bool(_PASSIVE.search(claim)) != bool(_PASSIVE.search(said)))
    return True


def turned(claim: str, clause: str) -> bool:
    """Whether a claim says the opposite of a word of a clause."""
    said, held = (" ".join(["", *_WORD.findall(t.casefold()), ""]) for t in (claim, clause))
    return any(
        f" {a} " in said and f" {a} " not in held and f" {b} " in held
        for one, other in _OPPOSITES
        for a, b in ((one, other), (other, one))
    )
