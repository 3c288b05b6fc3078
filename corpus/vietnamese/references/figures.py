"""Shares, sums of money and ranks.

Numbers as Vietnamese prints them: a comma before decimals, points between thousands. A point with
one or two digits behind it, as questions are typed, is a decimal too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references.folded import DONG, THU, TRIEU, TY, Folded
from corpus.vietnamese.references.model import Kind, Span

_NUMBER = r"\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,3})?|\d{1,15}(?:[.,]\d{1,4})?"
_LEFT = r"(?<![\w.,])(?<!\d/)(?<!\d[-–])"

_SHARE = re.compile(
    rf"(?<![\w.,])(?<!\d/)(?P<from>{_NUMBER})(?:\s?%?\s?[-–]\s?(?P<to>{_NUMBER}))?"
    r"\s{0,2}(?:%|(?:phan tram|ph4n tram|percent)(?!\w))"
)

_GAP = r"[^\S\n]{0,2}"
# "5 đồng chí", "7 đồng hồ" are no money
_CURRENCY = rf"(?:{DONG}(?!\s(?:chi|ho|bang|nghiep|bao|phuc|thau)\b)|vnd|vn{DONG}|d)(?!\w)|₫"
_UNIT = (
    r"(?:ho so|truong hop|giay|thiet bi|luot|lan|bo|nam|thang|ngay|nguoi|to|ban|don|hang muc|ky|mau|cai|chiec"
    r"|phuong tien|van bang|chung chi|de tai|tthc|thu tuc|doanh nghiep|co so)"
)
_SCALED = re.compile(
    rf"{_LEFT}(?P<number>{_NUMBER}){_GAP}"
    rf"(?:(?P<ty>{TY})|(?P<trieu>{TRIEU}|tr)|(?P<nghin>nghin|ngan))(?!\w)"
    rf"(?:\s{{1,2}}(?P<number2>{_NUMBER})\s{{0,2}}(?:(?P<trieu2>{TRIEU}|tr)|(?P<nghin2>nghin|ngan))(?!\w))?"
    rf"(?:{_GAP}(?P<currency>{_CURRENCY}))?(?P<per>\s?/\s?{_UNIT}(?!\w))?"
)
_PLAIN = re.compile(
    rf"{_LEFT}(?P<number>\d{{1,3}}(?:[. ]\d{{3}}){{1,5}}|\d{{1,3}}(?:,\d{{3}}){{1,5}}|\d{{1,15}}){_GAP}"
    rf"(?:(?P<currency>{_CURRENCY})|(?P<dollar>usd|do la my)(?!\w)|(?P<k>k)(?!\w))"
    rf"(?P<per>\s?/\s?{_UNIT}(?!\w))?"
)
_MONEY_BEFORE = re.compile(
    r"\b(?:tien|phi|gia|muc|von|kinh phi|ngan sach|du toan|phat|thu|chi|nop|tri gia|toi da|toi thieu|luong"
    r"|ho tro|mat|het|ton|tra|thuong|tro cap|quy|dong)\b"
)
_MONEY_AFTER = re.compile(
    r"\s{0,2}(?:$|[,.;:?!)\n/]|(?:den|toi|tro len|tro xuong|va|moi|mot|khong|a|nhe|ha)\b)"
)

_WORDS = {"nhất": 1, "hai": 2, "nhì": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7}
_WORDS |= {"tám": 8, "chín": 9, "mười": 10}
_BARE_WORDS = {fold(word): rank for word, rank in _WORDS.items()}
_RANK = rf"(?P<rank>\d{{1,3}}|{'|'.join(_BARE_WORDS)})"
_RANKED = re.compile(
    r"(?<!\w)(?:(?P<verb>x[e6]p|dung|vi tri|giu)\s{1,2})?(?:(?P<noun>vi tri|hang)\s{1,2})?"
    rf"(?P<mark>{THU}|hang|vi tri|rank(?:ed)?){_GAP}(?:so{_GAP})?:?{_GAP}{_RANK}"
    r"(?:\s?/\s?(?P<of>\d{1,3}))?(?![\w%])(?![.,/]\d)"
)
_NOT_HANG = frozenset({"hàng", "hằng", "hãng", "háng", "hang"})  # "hang hai" may be "hàng hải"
_PLACED = re.compile(  # "xếp 7/63", "đứng 10/20 sở"
    r"(?<!\w)(?:x[e6]p|dung|rank(?:ed)?)\s{1,2}(?P<rank>\d{1,3})\s?/\s?(?P<of>\d{1,3})(?![\w%/])(?![.,]\d)"
)
_TOP = re.compile(r"(?<!\w)(?:top|tot|nhom)\s{1,2}(?P<rank>\d{1,3})(?![\w%])(?![.,/]\d)")
_TOP_AFTER = re.compile(r"\s{1,2}(?:\w{1,8}\s{1,2}){0,3}(?:dan dau|cao nhat|dung dau)\b")
_RANKS = re.compile(r"(?<!\w)(?P<verb>x[e6]p|dung|rank(?:ed)?)\s{1,2}(?:\w{1,8}\s{1,2}){0,2}$")
_NOT_STANDS = frozenset({"đúng", "dùng", "dụng", "dựng", "dừng", "đừng", "dũng", "đụng"})
_ORDINAL = re.compile(r"(?<!\w)(?:ngay|lan|khoa|ky|nguoi|buoc|dieu|nam|thang|quy)\s{1,2}$")
_GRADED = re.compile(  # a class, no rank: "viên chức hạng 3", "công trình hạng 2"
    r"\b(?:vien chuc|chuc danh|nghe nghiep|vien|ky su|lai xe|gplx|cong trinh|benh vien|do thi|khach san"
    r"|chung chi|giao vien|bac si|nang luc|doanh nghiep|mo|lao dong|thuong binh)\s{1,2}(?:\w{1,8}\s)?$"
)
_CHARS = 32


def value(number: str) -> Decimal:
    """The value of a printed number: "1.500,5" → 1500.5, "98.5" → 98.5, "1,5" → 1.5."""
    if re.fullmatch(r"[1-9]\d{0,2}(?:[. ]\d{3})+(?:,\d+)?", number):
        number = number.replace(".", "").replace(" ", "")
    elif re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3}){2,}", number):
        number = number.replace(",", "")
    return Decimal(number.replace(",", "."))


def plain(amount: Decimal) -> str:
    """A number without trailing zeros or exponent: 98.50 → "98.5", 100 → "100"."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_money(folded: Folded) -> Iterator[Span]:
    """Sums of money in đồng, and in dollars where it says so."""
    for match in _SCALED.finditer(folded.text):
        head = folded.text[max(0, match.start() - _CHARS) : match.start()]
        if not match["currency"] and not _is_money(folded.text, head, match.end()):
            continue
        total = value(match["number"]) * _scale(match, "")
        if match["number2"]:
            total += value(match["number2"]) * _scale(match, "2")
        yield Span(Kind.MONEY, f"{plain(total)} VND", *match.span())
    for match in _PLAIN.finditer(folded.text):
        if match["currency"] == "d" and not _is_dong(folded, match):
            continue
        number = Decimal(re.sub(r"\D", "", match["number"]))
        number *= 1000 if match["k"] else 1
        yield Span(Kind.MONEY, f"{number} {'USD' if match['dollar'] else 'VND'}", *match.span())


def _scale(match: re.Match[str], which: str) -> int:
    groups = match.groupdict()
    if groups.get("ty" + which):
        return 10**9
    return 10**6 if groups["trieu" + which] else 10**3


def _is_money(text: str, head: str, end: int) -> bool:
    """Whether "5 triệu" without "đồng" is money: words of money before it, or nothing counted."""
    if text[end - 3 : end - 2].isdecimal() and text[end - 2 : end] == "tr":
        return True  # "5tr"
    clause = re.split(r"[.;:!?\n]", head)[-1]
    return bool(_MONEY_AFTER.match(text, end)) and bool(
        _MONEY_BEFORE.search(clause) or not head.strip()
    )


def _is_dong(folded: Folded, match: re.Match[str]) -> bool:
    """Whether a "d" is đ for đồng: "20.000đ", "20000d"; not "điểm 5 d)"."""
    glued = folded.text[match.end("number")] == "d"
    grouped = len(re.sub(r"\D", "", match["number"])) >= 4
    return grouped and (glued or folded.printed(*match.span("currency")) in "đĐ")


def read_shares(folded: Folded) -> Iterator[Span]:
    """Shares: "98,5%", "98.5 %", "100 phần trăm", "10-15%"."""
    for match in _SHARE.finditer(folded.text):
        first = plain(value(match["from"]))
        last = f"-{plain(value(match['to']))}" if match["to"] else ""
        yield Span(Kind.SHARE, f"{first}{last}%", *match.span())


def read_ranks(folded: Folded) -> Iterator[Span]:
    """Ranks: "xếp thứ 7/63", "hạng 3", "đứng thứ nhất"; days of the week and classes are none."""
    for match in _RANKED.finditer(folded.text):
        if _is_rank(folded, match):
            yield _rank(match)
    for match in _PLACED.finditer(folded.text):
        yield _rank(match)
    for match in _TOP.finditer(folded.text):
        top = match[0].startswith("top") or folded.printed(*match.span())[:3].casefold() == "tốp"
        if top or _TOP_AFTER.match(folded.text, match.end()):
            yield Span(Kind.RANK, f"<={int(match['rank'])}", *match.span())


def _rank(match: re.Match[str]) -> Span:
    rank = _number(match["rank"])
    return Span(
        Kind.RANK, f"{rank}/{int(match['of'])}" if match["of"] else str(rank), *match.span()
    )


def _number(rank: str) -> int:
    return _BARE_WORDS.get(rank) or int(rank)


def _is_rank(folded: Folded, match: re.Match[str]) -> bool:
    """Whether "thứ 7", "hạng 3" is a rank: by what stands before it, and by its marks."""
    if match["of"]:
        return _number(match["rank"]) <= int(match["of"])
    worded = match["rank"] in _BARE_WORDS
    mark = folded.printed(*match.span("mark")).casefold()
    rank = folded.printed(*match.span("rank")).casefold()
    if worded and not rank.isascii() and rank not in _WORDS:
        return False  # "thứ tự"
    head = folded.text[max(0, match.start() - _CHARS) : match.start()]
    if match["mark"] == "hang":
        wrong = mark in _NOT_HANG if worded else mark in _NOT_HANG - {"hang"}
        return not wrong and not _GRADED.search(head)
    if re.match(r"\s{0,2}(?:hang|,? ?chu nhat)\b", folded.text[match.end() : match.end() + 12]):
        return False  # "thứ 7 hàng tuần"
    if match["verb"] or match["noun"] or match["mark"].startswith(("vi", "rank")):
        return True
    if head.endswith("("):
        return folded.text[match.end() : match.end() + 1] == ")"
    unsure = match["rank"] == "tu" and rank.isascii()  # "thu tu" may be "thứ tự"
    return not unsure and _ranks(folded, match.start()) and not _ORDINAL.search(head)


def _ranks(folded: Folded, start: int) -> bool:
    """Whether "xếp" or "đứng" stands at most two words before a place."""
    found = _RANKS.search(folded.text, max(0, start - _CHARS), start)
    if not found:
        return False
    return folded.printed(*found.span("verb")).casefold() not in _NOT_STANDS
