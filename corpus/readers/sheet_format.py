"""Values of cells as a spreadsheet program set to Vietnamese shows them.

31/12/2024, 1.500.000, 12,5%, "15 ngày". Number formats: ECMA-376, part 1, 18.8.30 and 18.8.31. A
date shows what its format shows of it (day, month, year, time), in the order of the country: an
export's `yyyy-mm-dd` and an English `d-mmm-yy` are both 31/12/2024.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from openpyxl.styles.numbers import BUILTIN_FORMATS

Value = bool | int | float | str | datetime | date | time | timedelta | None

_PART = re.compile(
    r'"(?P<quoted>[^"]*)"?'  # a quote that is left open quotes the rest
    r"|\\(?P<escaped>.)"
    r"|_(?P<space>.)"  # the width of a character
    r"|\*(?P<fill>.)"
    r"|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]"
    r"|\[(?P<elapsed>h+|m+|s+)\]"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General)"
    r"|(?P<half>AM/PM|A/P)"
    r"|(?P<power>E[+-]0+)"
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*,*)?|\.[0#?]+,*)"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?)"
    r"|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)$")
# The built-in formats in the computer's own currency, which files name by a number alone.
_OWN_CURRENCY = frozenset(
    code for number, code in BUILTIN_FORMATS.items() if number in (5, 6, 7, 8, 42, 44)
)
_LONGEST_FORMAT = 300
_MOST_DIGITS = 15  # what a double holds


@dataclass(frozen=True, slots=True)
class _Part:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the up to four parts of a format: for positive, negative, zero, text."""

    parts: tuple[_Part, ...]
    condition: tuple[str, float] | None = None

    def has(self, kind: str) -> bool:
        return any(part.kind == kind for part in self.parts)

    def literal(self, letters: str) -> str:
        """The letters of the date fields, lower case."""
        return "".join(p.text.lower() for p in self.parts if p.kind == letters)


def displayed(value: Value, shown: str) -> str:
    """A cell's value as text.

    Args:
        value: as openpyxl gives it.
        shown: the cell's number format.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value.strip()
    if shown in _OWN_CURRENCY:
        shown = "#,##0.00 ₫" if ".00" in shown else "#,##0 ₫"
    sections = _sections(shown[:_LONGEST_FORMAT])
    if isinstance(value, timedelta):
        return _elapsed(value, "s" in shown.lower())
    if isinstance(value, datetime | date | time):
        return _moment(value, sections[0])
    return _number(value, sections).strip()


@lru_cache(maxsize=1024)
def _sections(shown: str) -> tuple[_Section, ...]:
    found: list[_Section] = []
    parts: list[_Part] = []
    condition = None
    for match in _PART.finditer(shown):
        kind, text = str(match.lastgroup), match[str(match.lastgroup)] or ""
        if kind == "other" and text == ";":
            found.append(_Section(tuple(parts), condition))
            parts, condition = [], None
        elif kind == "bracket":
            test = _CONDITION.match(text)
            condition = (test[1], float(test[2])) if test else condition  # else a colour
        elif kind in ("quoted", "escaped", "currency"):
            parts.append(_Part("literal", text))
        elif kind == "space":
            parts.append(_Part("literal", " "))
        elif kind != "fill":
            parts.append(_Part(kind, text))
    return (*found, _Section(tuple(parts), condition))


def _moment(value: datetime | date | time, section: _Section) -> str:
    """A date or time; the words of the format kept where it has any ("ngày" dd "tháng" mm)."""
    fields = section.literal("date")
    seconds = "s" in fields
    if isinstance(value, time):
        return _clock(value, seconds)
    has = [letter for letter in "dmy" if letter in fields]
    if "m" in has and not _is_month(section):
        has.remove("m")
    if not fields:  # a date that is stored as one, without a format
        midnight = _clock(value, True) in ("", "00:00:00")
        return _day(value, "dmy") + ("" if midnight else f" {_clock(value, False)}")
    if any(part.kind == "literal" and any(map(str.isalpha, part.text)) for part in section.parts):
        return _worded(value, section)
    clock = _clock(value, seconds) if "h" in fields or seconds else ""
    return " ".join(filter(None, (_day(value, "".join(has)), clock)))


def _day(value: date, fields: str) -> str:
    return "/".join(
        {"d": f"{value.day:02}", "m": f"{value.month:02}", "y": f"{value.year:04}"}[one]
        for one in fields
    )


def _clock(value: datetime | date | time, seconds: bool) -> str:
    if not isinstance(value, datetime | time):
        return ""
    return f"{value:%H:%M:%S}" if seconds else f"{value:%H:%M}"


def _is_month(section: _Section) -> bool:
    """Whether an "m" stands for months: one that follows no hours and precedes no seconds."""
    fields = [part.text.lower()[0] for part in section.parts if part.kind == "date"]
    return any(
        letter == "m" and fields[at - 1 : at] != ["h"] and fields[at + 1 : at + 2] != ["s"]
        for at, letter in enumerate(fields)
    )


def _worded(value: datetime | date, section: _Section) -> str:
    text, before = [], ""
    fields = [part for part in section.parts if part.kind in ("date", "literal", "other")]
    for part in fields:
        if part.kind != "date":
            text.append(part.text)
            continue
        letter, width = part.text[0].lower(), len(part.text)
        number = {
            "d": value.day,
            "m": getattr(value, "minute", 0) if before == "h" else value.month,
            "y": value.year,
            "h": getattr(value, "hour", 0),
            "s": getattr(value, "second", 0),
        }[letter]
        text.append(f"{number:0{min(width, 4 if letter == 'y' else 2)}}")
        before = letter
    return " ".join("".join(text).split())


def _elapsed(value: timedelta, with_seconds: bool) -> str:
    minutes, seconds = divmod(round(abs(value.total_seconds())), 60)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if value.total_seconds() < 0 else ""
    return f"{sign}{hours}:{minutes:02}" + (f":{seconds:02}" if with_seconds else "")


def _number(value: float, sections: tuple[_Section, ...]) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    section, signed = _section_for(value, sections)
    if not section.parts:
        return "" if len(sections) > 1 else _general(value)  # ";;;" hides a value
    if section.has("date"):  # a number no date can be made of
        return _general(value)
    digits = [part.text for part in section.parts if part.kind == "digits"]
    if not digits and not section.has("general"):
        if any(part.text == "@" for part in section.parts) or not section.has("literal"):
            return _general(value)
        return _join(section, "", signed and value < 0)
    if section.has("general"):
        return _join(section, _general(abs(value) if not signed else value), False)
    size = Decimal(repr(float(value)) if isinstance(value, float) else value).copy_abs()
    if any(part.text == "%" and part.kind == "other" for part in section.parts):
        size = size.scaleb(2)
    if len(digits) == 2 and any(part.text == "/" for part in section.parts):
        return _join(section, _fraction(size, digits), signed and value < 0, whole=True)
    if len(digits) > 2 and any(part.text == "/" for part in section.parts):
        return _join(section, _fraction(size, digits[1:]), signed and value < 0, whole=True)
    if section.has("power"):
        return _join(section, _scientific(size, digits[0]), signed and value < 0)
    if len(digits) > 1:  # a mask: 0000-000-000
        return _masked(section, int(size.to_integral_value(ROUND_HALF_UP)), signed and value < 0)
    return _join(section, _digits(size, digits[0]), signed and value < 0)


def _section_for(value: float, sections: tuple[_Section, ...]) -> tuple[_Section, bool]:
    """The section a number is shown by, and whether its sign is still to be written."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _holds(value, *section.condition):
                return section, True
        return sections[-1], True
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


def _holds(value: float, sign: str, other: float) -> bool:
    return {
        "<": value < other,
        ">": value > other,
        "=": value == other,
        "<=": value <= other,
        ">=": value >= other,
        "<>": value != other,
    }[sign]


def _general(value: float) -> str:
    if float(value).is_integer() and abs(value) < 1e21:
        return str(int(value))
    text = f"{value:.10g}"
    if "e" in text:
        mantissa, _, power = text.partition("e")
        if -10 <= int(power) < 0:
            text = f"{value:.{10 - int(power)}f}".rstrip("0")
        else:
            text = f"{mantissa}E{int(power):+03}"
    return text.replace(".", ",")


def _digits(size: Decimal, pattern: str) -> str:
    """A number without its sign by "#,##0.00"; each comma at the end divides by a thousand."""
    bare = pattern.rstrip(",")
    size = size.scaleb(-3 * (len(pattern) - len(bare)))
    whole, _, decimals = bare.partition(".")
    places = min(len(decimals), _MOST_DIGITS)
    rounded = size.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if size < 10**25 else size
    text = f"{rounded:f}"
    left, _, right = text.partition(".")
    right = right[: decimals.count("0")] + right[decimals.count("0") :].rstrip("0")
    least = whole.count("0")
    left = left.lstrip("0").rjust(least, "0") if least or not right else left.lstrip("0") or "0"
    left = left or "0"
    if "," in whole:
        left = f"{int(left):,}".replace(",", ".").rjust(least, "0")
    return f"{left},{right}" if right else left


def _scientific(size: Decimal, pattern: str) -> str:
    places = len(pattern.partition(".")[2])
    mantissa, _, power = f"{size:.{places}E}".partition("E")
    return f"{mantissa.replace('.', ',')}E{int(power):+03}"


def _fraction(size: Decimal, digits: list[str]) -> str:
    whole = int(size)
    rest = Fraction(size - whole).limit_denominator(10 ** min(len(digits[-1]), 3) - 1)
    if rest == 1:
        whole, rest = whole + 1, Fraction(0)
    if not rest:
        return str(whole)
    part = f"{rest.numerator}/{rest.denominator}"
    return f"{whole} {part}" if whole else part


def _masked(section: _Section, number: int, negative: bool) -> str:
    """Digits dealt out to the groups of a mask, from the right."""
    groups = [part for part in section.parts if part.kind == "digits"]
    left = str(number)
    dealt: list[str] = []
    for at, part in enumerate(reversed(groups)):
        width = len(part.text.replace(",", ""))
        taken, left = (left[-width:], left[:-width]) if at < len(groups) - 1 else (left, "")
        dealt.append(taken.rjust(part.text.count("0"), "0"))
    rest = iter(reversed(dealt))
    text = "".join(
        next(rest) if part.kind == "digits" else part.text
        for part in section.parts
        if part.kind in ("digits", "literal", "other")
    )
    return ("-" if negative else "") + text


def _join(section: _Section, number: str, negative: bool, *, whole: bool = False) -> str:
    """A section's words with the number in their midst; it is a `whole` one for all digits."""
    text, placed = [], False
    for part in section.parts:
        if part.kind in ("digits", "general"):
            text.append("" if placed else number)
            placed = True
        elif whole and part.text in ("/", " ") and part.kind == "other":
            continue
        elif part.kind in ("literal", "other") and part.text != "@":
            text.append(part.text)
    joined = " ".join("".join(text).split())
    return f"-{joined}" if negative else joined
