"""The span of time that a document is about, from its title: "6 tháng đầu năm 2024"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from itertools import pairwise

from corpus.model import Period
from corpus.vietnamese.references import Kind, mentions

_YEAR = re.compile(r"(\d{4})")
_MONTH = re.compile(r"(\d{4}|-)-(\d\d)")
_PART = re.compile(r"(?:(\d{4})-)?([QH])(\d)")
_UNTIL = re.compile(
    r"\s{0,2}(?:-|–|đến|den|tới|toi)\s{1,2}(?:hết\s|het\s)?(?:ngày\s|ngay\s)?\s*$", re.I
)


def period_of(title: str, year: int | None = None) -> Period | None:
    """The first period that a title names.

    Args:
        title: of a document.
        year: of the document, for "quý I" without one.

    Returns:
        None where the title names none, or one of an unknown year.
    """
    found = mentions(title)
    for first, second in pairwise(found):
        dates = first.kind is second.kind is Kind.DATE and "-" not in (first.key[0], second.key[0])
        between = title[first.end : second.start]
        if dates and first.key <= second.key and _UNTIL.search(between):
            text = title[first.start : second.end]
            return Period(text, date.fromisoformat(first.key), date.fromisoformat(second.key))
    for mention in found:
        if mention.kind is Kind.PERIOD:
            days = _days(mention.key, year)
            if days:
                return Period(" ".join(mention.text.split()), *days)
    return None


def _days(key: str, year: int | None) -> tuple[date, date] | None:
    """The first and last day of a period's key; None for lengths of time and open years."""
    if key.startswith("P"):
        return None
    if "/" in key:
        first, last = (_days(part, year) for part in key.split("/", 1))
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    if match := _YEAR.fullmatch(key):
        return date(int(match[1]), 1, 1), date(int(match[1]), 12, 31)
    if match := _PART.fullmatch(key):
        of = int(match[1]) if match[1] else year
        length = 3 if match[2] == "Q" else 6
        return _months(of, 1 + length * (int(match[3]) - 1), length)
    if match := _MONTH.fullmatch(key):
        return _months(int(match[1]) if match[1] != "-" else year, int(match[2]), 1)
    return None


def _months(year: int | None, first: int, count: int) -> tuple[date, date] | None:
    last = first + count - 1
    if year is None or last > 12:
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
