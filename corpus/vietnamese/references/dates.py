"""Dates, as ISO 8601 writes them: "08/3/2024", "8.3.24", "ngày 8 tháng 3 năm 2024" → 2024-03-08.

A day and a month without a year are a date of an open year ("--03-08", as XML Schema's gMonthDay)
where the words around say so: "ngày 08/3", never "thứ 7/12" or "5/6 sở". What the calendar does not
have is no date; sections, versions, addresses and telephone numbers are none either.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from corpus.vietnamese.references.folded import NAM, NGAY, THANG, YEAR, Folded
from corpus.vietnamese.references.model import Kind, Span

_D = r"(?P<day>[0-3oil]?\d|[1-3][oil]|[oil][1-9])"  # look-alike letters where one digit was lost
_M = r"(?P<month>[01oil]?\d|1[oil])"
_LEFT = r"(?<![\w/.,])(?<![a-z][-–])"

_WORDED = re.compile(
    rf"(?<!\w)(?:(?P<said>{NGAY}|mung)\s{{1,3}})?(?P<day>[0-3]?\d)\s{{0,3}}{THANG}\s{{0,3}}(?P<month>[01]?\d)"
    rf"(?!\d)(?:,?\s{{0,3}}{NAM}\s{{0,3}}(?P<year>{YEAR})(?!\d)|\s?/\s?(?P<year2>{YEAR})(?!\d))?"
)
# behind a "31 tháng 12" without a year; "8 tháng 3 lần" is eight months
_ENDS_DATE = re.compile(r"\s{0,2}(?:$|[,.;)]|(?:cua|hang)\snam\b)")
_FULL = re.compile(
    rf"{_LEFT}{_D}\s?(?P<sep>[/.-])\s?{_M}\s?(?P=sep)\s?(?P<year>{YEAR})(?![\w])(?!\s?[/]\s?\w)(?![.,-]\d)"
)
_ISO = re.compile(
    rf"(?<![\w/.,-])(?P<year>{YEAR})-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\w)(?![/.-]\d)"
)
_SHORT = re.compile(
    r"(?<![\w/.,-])(?P<day>[0-3]?\d)(?P<sep>[/.-])(?P<month>[01]?\d)(?P=sep)(?P<year>\d\d)(?![\w/])(?![.,-]\d)"
)
_OPEN = re.compile(
    rf"{_LEFT}(?P<day>[0-3]?\d)\s?/\s?(?P<month>[01]?\d)(?![\w/%])(?!\s?[/%])(?![.,]\d)(?!-\d{{1,4}}(?![\d/]))"
)
_SPLIT = re.compile(  # "ngày 8/3 năm 2024"
    rf"{_LEFT}(?P<day>[0-3]?\d)/(?P<month>[01]?\d)\s{{1,3}}{NAM}\s{{1,3}}(?P<year>{YEAR})(?!\d)"
)

_SAID = re.compile(rf"(?<!\w)(?:{NGAY}|mung|hom)\s{{1,3}}$")
_DATE_BEFORE = re.compile(
    r"(?<!\w)(?:tu|den|toi|truoc|sau|vao|han|luc|sang|chieu|le|dip|ky niem|va|het|qua)\s{1,3}$"
    r"|(?:ngay|tu|/)\s?\d{1,2}\s?[-–]\s?$"
)
_RANGE_AFTER = re.compile(rf"\s{{0,2}}(?:[-–]|den(?:\s{NGAY})?)\s{{0,2}}\d{{1,2}}/\d{{1,2}}(?!\d)")
_NUMBERED_BEFORE = re.compile(  # what "8.3.24" and "08/3" are parts and numbers of
    r"\b(?:muc|dieu|khoan|diem|phan|chuong|phu luc|bang|hinh|bieu|tiet|mau|tieu chi|buoc|phien ban|v"
    r"|version|ver|ban|iso|tcvn|qcvn|ma|so|ip|dien thoai|dt|sdt|tel|fax)(?:\s(?:so|tai|la))?"
    r"\s{0,3}[:.]?\s{0,3}$"
)
_RATIO_BEFORE = re.compile(
    r"\b(?:thu|hang|xep|dat|ty le|ti le|tren|duoc|co|la|giai quyet|thuc hien|hoan thanh|chiem|khoang|gom)"
    r"\s{0,3}[:.]?\s{0,3}$"
)
_COUNTED = re.compile(
    r"\s{0,2}\(?(?:so|nganh|don vi|tinh|huyen|xa|phuong|thanh pho|dia phuong|ho so|tthc|thu tuc|nhiem vu"
    r"|chi tieu|tieu chi|muc tieu|van ban|nguoi|cong chuc|vien chuc|can bo|lanh dao|phong|diem|chi so|cau"
    r"|ket qua|co quan|noi dung|dich vu|dvc|truong hop|phieu|y kien|doanh nghiep|quyet dinh|de tai|du an"
    r"|de an|hop dong|bai|lan|tran|nuoc|bo)\b"
)
_CHARS = 24
_CENTURY = 50  # "24" is 2024, "96" is 1996
_LETTERS = str.maketrans("oil", "011")


def _key(day: int, month: int, year: int | None) -> str | None:
    """The date's key, None where the calendar does not have it; 29/02 exists in an open year."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year or 2000, month)[1]:
        return None
    return f"{year or '-'}-{month:02}-{day:02}"


def _read(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    year = groups.get("year") or groups.get("year2")
    number = int(year) if year else None
    if year and len(year) == 2:
        number = int(year) + (2000 if int(year) < _CENTURY else 1900)
    return _key(
        int(match["day"].translate(_LETTERS)), int(match["month"].translate(_LETTERS)), number
    )


def read_dates(folded: Folded) -> Iterator[Span]:
    """Dates, the surest forms first; later ones may overlap earlier ones and then do not count."""
    text = folded.text
    for match in _WORDED.finditer(text):
        year = match["year"] or match["year2"]
        if year or match["said"] or _ENDS_DATE.match(text, match.end()):
            yield from _span(match)
    for pattern in (_SPLIT, _FULL, _ISO):
        for match in pattern.finditer(text):
            yield from _span(match)
    for match in _SHORT.finditer(text):
        if _is_short_date(folded, match):
            yield from _span(match)
    for match in _OPEN.finditer(text):
        if _is_open_date(folded, match):
            yield from _span(match)


def _span(match: re.Match[str]) -> Iterator[Span]:
    key = _read(match)
    if key:
        yield Span(Kind.DATE, key, *match.span())


def _head(text: str, start: int) -> str:
    return text[max(0, start - _CHARS) : start]


def _is_short_date(folded: Folded, match: re.Match[str]) -> bool:
    """Whether a year of two digits makes a date: "8.3.24", not "Mục 8.3.24" or a heading's number."""
    head = _head(folded.text, match.start())
    if _SAID.search(head) or match["sep"] == "/":
        return True
    if match["sep"] == "-" or _NUMBERED_BEFORE.search(head):
        return False
    opens = not head.strip() or head.rstrip(" ").endswith("\n")
    return not (opens and re.match(r"\.?\s{1,3}\w", folded.text[match.end() : match.end() + 5]))


def _is_open_date(folded: Folded, match: re.Match[str]) -> bool:
    """Whether "08/3" is a day: said so before it, or written so with nothing counted behind it."""
    head = _head(folded.text, match.start())
    if _SAID.search(head):
        return True
    counted = _COUNTED.match(folded.text, match.end())
    if counted or _RATIO_BEFORE.search(head) or _NUMBERED_BEFORE.search(head):
        return False
    if _DATE_BEFORE.search(head) or _RANGE_AFTER.match(folded.text, match.end()):
        return True
    before, after = head.strip(" ("), folded.text[match.end() : match.end() + 4].strip(" ).?!")
    zero = match["day"].startswith("0") or match["month"].startswith("0")
    return zero or not (before or after)
