"""Periods: the years, halves, quarters and months that a question asks of and a text tells of.

A figure belongs to the period that stands nearest before it: in its own sentence, else in the ones
before, else in the headings, else in the name of the document. A year that only dates a document
("ngày 24/01/2022") tells of no period, unless documents are what is asked for; one until which something
holds does ("áp dụng đến hết ngày 31/12/2026").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.asking import without_told
from assistant.model import Kind, Question
from corpus.vietnamese.normalise import fold

_YEAR = re.compile(r"(?<![\d/.,])(?:19|20)\d\d(?![\d/])")
_RANGE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-–]\s?((?:19|20)\d\d)(?!\d)")
_OF_PART = re.compile(r"(?:quy|thang) ?[\divx]{1,3} ?/ ?((?:19|20)\d\d)")
_SPAN = re.compile(
    r"(?:tu(?: ngay)? \d{1,2}[/.-](\d{1,2})[/.-]((?:19|20)\d\d) )?"
    r"\bden (?:het )?(?:ngay )?\d{1,2}[/.-]\d{1,2}[/.-]((?:19|20)\d\d)"
)
_ANY = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FIRST_HALF = re.compile(
    r"\b(?:(?:6|06|sau) ?(?:thang|t) dau|nua dau|first (?:half|six months|6 months))\b"
)
_SECOND_HALF = re.compile(
    r"\b(?:(?:6|06|sau) ?(?:thang|t) cuoi|nua (?:cuoi|sau)|(?:second|last) (?:half|six months|6 months))\b"
)
_WHOLE = re.compile(
    r"\b(?:ca|tron|nguyen|het) nam (?=(?:19|20)\d\d|qua|nay|vua|truoc|ngoai)"
    r"|\b(?:whole|full|entire) year\b"
)
_QUARTER = re.compile(r"\bquy (iv|i{1,3}|[1-4])\b")
_MONTH = re.compile(r"\b(?:trong|rieng|cua|ky)? ?thang (\d{1,2})(?: ?/ ?| nam )(?:19|20)\d\d")
_MONTH_OF_DATE = re.compile(r"(?<!\d)\d{1,2}[/.-](\d{1,2})[/.-](?:19|20)\d\d(?!\d)")
_BEFORE = re.compile(
    r"\b(?:nam (?:ngoai|truoc)|cung ky(?: nam (?:ngoai|truoc))?(?! nam (?:19|20))"
    r"|(?:last|previous|the prior) year|year before)\b"
)
_SINCE_BEFORE = re.compile(r"\bso voi nam (?:lien )?(?:truoc|ngoai)\b")
_STEPS = re.compile(r"\b(?:tang|giam|len|xuong|tut|nhay|leo)\b.*\b(?:bac|hang)\b")
_AFTER = re.compile(
    r"\b(?:nam (?:sau|toi)(?! (?:nam )?(?:19|20))|sang nam(?! (?:19|20))|next year)\b"
)
_LIMIT = re.compile(r"\b(?:den|toi|until|by|up to)(?: (?:het|nam|the end of))* (?:19|20)\d\d\b")
_COMPARED = re.compile(r"\bso voi (?:cung ky )?(?:nam )?((?:19|20)\d\d)\b")
_DOCUMENTS = re.compile(
    r"\b(?:quyet dinh|nghi quyet|nghi dinh|ke hoach|cong van|van ban|chi thi|thong tu|ket luan|luat"
    r"|chuong trinh|de an|quy che|quy dinh|decisions?|decrees?|plans?|resolutions?|directives?|circulars?"
    r"|laws?|documents?|issued|ban hanh|phe duyet)\b"
)
_MIDYEAR = 7  # what begins in July holds for half a year
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


@dataclass(frozen=True, slots=True)
class Period:
    """What of time a text names, or a question asks of.

    Attributes:
        years: each one, those of a range too.
        parts: "h1" and "h2" for halves, "q1" to "q4", "m1" to "m12", "year" for a whole one.
        step: years from the one that is spoken of: -1 for "năm ngoái", 1 for "năm sau".
        dates: whether years of dates and of document numbers count.
        ranges: whether the years within a range do: a plan for 2021-2025 is not the plan of 2025.
        stage: first and last year of the one range that a question names, "2026-2030".
    """

    years: frozenset[int] = frozenset()
    parts: frozenset[str] = frozenset()
    step: int = 0
    dates: bool = False
    ranges: bool = True
    stage: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        return bool(self.years or self.parts or self.step)


def asked(question: Question) -> Period:
    """The period that a question asks of."""
    found, folded = named(question.understood), fold(question.understood)
    parts = found.parts | ({"year"} if _WHOLE.search(folded) else set())
    # "nằm ngoài" is no "năm ngoái"
    own = fold(without_told(question.read).casefold().replace("nằm", " "))
    if found.years and _STEPS.search(own):
        own = _SINCE_BEFORE.sub(" ", own)  # "tăng 39 bậc" is since the year before
    step = -1 if _BEFORE.search(own) else int(bool(_AFTER.search(own)))
    kinds = (Kind.DOCUMENT_NUMBER, Kind.DATE)
    dates = bool(question.references) or question.kind in kinds or bool(_DOCUMENTS.search(folded))
    ranges = not dates or bool(_RANGE.search(folded) or _LIMIT.search(folded))
    years = found.years - _compared(question.understood)
    stages = _stages(question.understood)
    stage = next(iter(stages)) if len(stages) == 1 else None
    return Period(years, parts, step, dates, ranges, stage)


@lru_cache(maxsize=5_000)
def named(text: str, *, dates: bool = False, ranges: bool = True) -> Period:
    """The period that a text names.

    Args:
        text: of a document or a question.
        dates: whether the years of dates and of document numbers count.
        ranges: whether the years within a range do.
    """
    folded = fold(text)
    years = {int(year) for year in (_ANY if dates else _YEAR).findall(_RANGE.sub(" ", folded))}
    years |= {int(year) for year in _OF_PART.findall(folded)}
    for first, last in _RANGE.findall(folded) if ranges else ():
        years |= set(range(int(first), int(last) + 1))
    parts = {f"q{_ROMAN.get(q, q)}" for q in _QUARTER.findall(folded)}
    parts |= {f"m{int(month)}" for month in _MONTH.findall(folded)}
    parts |= {"h1"} if _FIRST_HALF.search(folded) else set()
    parts |= {"h2"} if _SECOND_HALF.search(folded) else set()
    return Period(frozenset(years), frozenset(parts), dates=dates)


def unmet(period: Period, lines: Sequence[str]) -> tuple[str, ...]:
    """What of a period a sentence does not tell of: years, parts, "before" and "after" for a step.

    Args:
        period: as `asked` gives it.
        lines: the sentence, then what stands before it, nearest first.
    """
    missing = []
    if period.step:
        if not _tells_step(lines, period):
            missing.append("before" if period.step < 0 else "after")
    elif period.years:
        nearest = _nearest_years(lines, period)
        stage = period.stage
        if stage and (not period.years & nearest or _is_of_another_stage(stage, lines)):
            missing.append("-".join(map(str, stage)))
        else:
            missing += [str(year) for year in sorted(period.years - nearest)]
    dates = period.dates
    missing += [one for one in sorted(period.parts) if not _tells_part(lines, one, dates=dates)]
    return tuple(missing)


def _stages(text: str) -> frozenset[tuple[int, int]]:
    return frozenset((int(first), int(last)) for first, last in _RANGE.findall(fold(text)))


def _is_of_another_stage(stage: tuple[int, int], lines: Sequence[str]) -> bool:
    """Whether a sentence is of another range of years than the one asked for: what is printed of 2021-2030
    is not the plan of 2026-2030. One that names the last year itself may be of any.
    """
    if stage[1] in named(_RANGE.sub(" ", fold(lines[0]))).years:
        return False
    nearest = next((found for line in lines if (found := _stages(line))), frozenset())
    return bool(nearest) and stage not in nearest


def _nearest_years(lines: Iterable[str], period: Period) -> frozenset[int]:
    met: frozenset[int] = frozenset()
    for line in lines:
        years = named(line, dates=period.dates, ranges=period.ranges).years | _spanned(line)
        met |= years - _compared(line)
        if met:
            break
    return met


@lru_cache(maxsize=5_000)
def _compared(text: str) -> frozenset[int]:
    """The years that a text only compares with: "tăng bậc so với năm 2023" tells of no figure of 2023."""
    return frozenset(map(int, _COMPARED.findall(fold(text))))


@lru_cache(maxsize=5_000)
def _spanned(text: str) -> frozenset[int]:
    """The years from one day until another, or of the day until which something holds; a year of
    which only the end is in the span does not count (15/12/2022 to 14/12/2023 is 2023).
    """
    years: set[int] = set()
    for month, first, last in _SPAN.findall(fold(text)):
        begins = int(first or last) + (int(month or 1) > _MIDYEAR)
        years |= {*range(begins, int(last) + 1), int(last)}
    return frozenset(years)


def _tells_step(lines: Sequence[str], period: Period) -> bool:
    """Whether a sentence tells of the year before or after, in words or by its number."""
    words = _BEFORE if period.step < 0 else _AFTER
    if words.search(fold(lines[0])):
        return True
    spoken_of = period.years or named(lines[-1], dates=True).years
    year = max(spoken_of, default=0) + period.step
    return year in _nearest_years(lines, period) or year in _compared(lines[0])


def _tells_part(lines: Sequence[str], part: str, *, dates: bool) -> bool:
    """Whether a sentence is of a part of a year: a half unless it is of the other, a whole year
    unless it is of a half, a quarter or a month only if that is named.
    """
    periods = [named(line) for line in lines]
    if part[0] in "qm":
        months = {f"m{int(m)}" for line in lines for m in _MONTH_OF_DATE.findall(line) if dates}
        return part in months or any(part in period.parts for period in periods)
    nearest = next((period for period in periods if period), Period())
    halves = nearest.parts & {"h1", "h2"}
    return len(halves) != 1 or part in halves
