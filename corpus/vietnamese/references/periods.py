"""Periods of the calendar and lengths of time.

Keys follow ISO 8601 where it has a form: "tháng 3/2024" → 2024-03, "giai đoạn 2021-2025" → 2021/2025,
"20 ngày" → P20D. Quarters (2024-Q2), half-years (2024-H1) and working days (P5WD) it has none for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.vietnamese.normalise import tone_key
from corpus.vietnamese.references.figures import plain, value
from corpus.vietnamese.references.folded import NAM, NGAY, THANG, YEAR, Folded
from corpus.vietnamese.references.model import Kind, Span

_OF_YEAR = rf"(?:\s{{0,2}}(?:[/,-]\s?)?(?:{NAM}\s{{1,2}})?(?P<year>{YEAR})(?!\d))?"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

_HALF = re.compile(
    rf"(?<![\w.,/-])(?P<months>0?[3691]|12)\s{{1,2}}{THANG}\s{{1,2}}(?P<part>dau|cuoi)"
    rf"(?:\s{{1,2}}{NAM}(?!\w)(?:\s{{1,2}}(?P<year>{YEAR})(?!\d))?)?"
    rf"|(?<!\w)nua\s{{1,2}}(?P<part2>dau|cuoi)\s{{1,2}}{NAM}(?!\w)(?:\s{{1,2}}(?P<year2>{YEAR})(?!\d))?"
)
_QUARTER = re.compile(
    r"(?<!\w)(?P<word>quy|qui|q)\s{0,2}(?P<quarter>i{1,3}|iv|0?[1-4])(?![\w%.])(?![/,-]\d(?!\d{3}(?!\d)))"
    + _OF_YEAR
)
_STAGE = re.compile(
    rf"(?<![\w.,/-])(?:(?:giai doan|nhiem ky|thoi ky|nien do|nam hoc)\s{{1,2}})?(?:tu\s{{1,2}}{NAM}\s{{1,2}})?"
    rf"(?P<first>{YEAR})\s{{0,2}}(?:[-–]|den(?:\s{{1,2}}{NAM})?)\s{{0,2}}(?P<last>{YEAR})(?![\w/])(?![.,-]\d)"
)
_MONTH = re.compile(
    rf"(?<!\w)(?:{THANG}|thg)\s{{0,2}}(?P<month>0?[1-9]|1[0-2])(?![\d%])(?![.,]\d)"
    rf"(?:\s?[/-]\s?(?P<year>{YEAR})(?!\d)|,?\s{{1,2}}{NAM}\s{{1,2}}(?P<year2>{YEAR})(?!\d))?(?!\s?/\s?\d)"
)
_SHORT_MONTH = re.compile(
    rf"(?<![\w/.,-])t?(?P<month>0?[1-9]|1[0-2])\s?/\s?(?P<year>{YEAR})(?![\w/])(?![.,-]\d)"
)
_YEAR = re.compile(
    rf"(?<!\w)(?<!viet )(?<!phia )(?<!mien )(?:{NAM})\s{{1,2}}(?P<year>{YEAR})(?![\w/%])(?![.,]\d)"
)

_COUNT_WORDS = {"hai": 2, "ba": 3, "bon": 4, "bay": 7, "chin": 9, "muoi": 10, "muoi lam": 15}
_COUNT_WORDS |= {"muoi hai": 12, "hai muoi": 20, "ba muoi": 30}
_COUNT = r"1/2|\d{1,4}(?:[.,]\d{1,2})?"
_UNITS = {"ngay": "D", "thang": "M", "nam": "Y", "tuan": "W", "gio": "H", "phut": "M", "quy": "Q"}
_LENGTH = re.compile(
    rf"(?<![\w.,/-])(?:(?P<from>{_COUNT})\s{{0,2}}(?:[-–]|den)\s{{0,2}})?"
    rf"(?P<count>{_COUNT}|{'|'.join(sorted(_COUNT_WORDS, key=len, reverse=True))})"
    r"(?:\s{0,2}\((?:[a-z]{1,6}\s?){1,5}\))?\s{0,2}"
    rf"(?:(?P<ngay>{NGAY})|(?P<thang>{THANG})|(?P<nam>{NAM}(?!\s{{1,2}}{YEAR}(?!\s?[-–])))|(?P<tuan>tuan)"
    r"|(?P<gio>gio|tieng)|(?P<phut>phut))(?!\w)(?P<work>\s{1,2}lam\s{1,2}vi[e6]c)?"
)
_MONTH_OF_DATE = re.compile(r"\s{0,2}(?:0?[1-9]|1[0-2])(?!\d)")


def read_periods(folded: Folded) -> Iterator[Span]:
    """Parts of the calendar, the longest forms first: "6 tháng đầu năm 2024" before "năm 2024"."""
    text = folded.text
    for match in _HALF.finditer(text):
        yield Span(Kind.PERIOD, _half(match), *match.span())
    for match in _QUARTER.finditer(text):
        if _is_quarter(folded, match):
            quarter = _ROMAN.get(match["quarter"]) or int(match["quarter"])
            yield Span(Kind.PERIOD, _of(match["year"], f"Q{quarter}"), *match.span())
    for match in _STAGE.finditer(text):
        if match["first"] < match["last"]:
            yield Span(Kind.PERIOD, f"{match['first']}/{match['last']}", *match.span())
    for match in _MONTH.finditer(text):
        year = match["year"] or match["year2"]
        yield Span(Kind.PERIOD, f"{year or '-'}-{int(match['month']):02}", *match.span())


def read_open_periods(folded: Folded) -> Iterator[Span]:
    """Months and years that only stand where no document, date or rank does: "06/2024"."""
    for match in _SHORT_MONTH.finditer(folded.text):
        yield Span(Kind.PERIOD, f"{match['year']}-{int(match['month']):02}", *match.span())
    for match in _YEAR.finditer(folded.text):
        yield Span(Kind.PERIOD, match["year"], *match.span())


def read_lengths(folded: Folded) -> Iterator[Span]:
    """Lengths of time: "05 ngày làm việc" → P5WD, "6 tháng" → P6M, "1/2 ngày" → P0.5D."""
    for match in _LENGTH.finditer(folded.text):
        unit = next(name for name in ("ngay", "thang", "nam", "tuan", "gio", "phut") if match[name])
        if unit == "thang" and _MONTH_OF_DATE.match(folded.text, match.end()):
            continue
        first = f"{_length(match['from'], unit, match['work'])}/" if match["from"] else ""
        yield Span(Kind.PERIOD, first + _length(match["count"], unit, match["work"]), *match.span())


def _length(count: str, unit: str, work: str | None) -> str:
    number = "0.5" if count == "1/2" else plain(value(str(_COUNT_WORDS.get(count, count))))
    letter = ("W" if work else "") + _UNITS[unit]
    return f"PT{number}{letter}" if unit in ("gio", "phut") else f"P{number}{letter}"


def _of(year: str | None, part: str) -> str:
    return f"{year}-{part}" if year else part


def _half(match: re.Match[str]) -> str:
    """The first or last months of a year: six are a half-year, three a quarter, others a range."""
    year = match["year"] or match["year2"]
    first = (match["part"] or match["part2"]) == "dau"
    months = int(match["months"] or 6)
    if months == 6:
        return _of(year, "H1" if first else "H2")
    if months == 3:
        return _of(year, "Q1" if first else "Q4")
    start, end = (1, months) if first else (13 - months, 12)
    return f"{year or '-'}-{start:02}/{year or '-'}-{end:02}"


def _is_quarter(folded: Folded, match: re.Match[str]) -> bool:
    """Whether "quy 2" is quý 2: by its marks where it has any ("quỹ 2" is none), else by its number."""
    word = folded.printed(*match.span("word"))
    if match["word"] == "q":  # "Q2/2024"; "Q2" alone may be a district
        return match["year"] is not None
    marked = not word.isascii()
    return tone_key(word.casefold()) in ("quý", "quí") if marked else True
