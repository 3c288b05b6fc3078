"""How Word writes the numbers of its lists (ISO/IEC 29500-1, 17.18.59, ST_NumberFormat)."""

from __future__ import annotations

import re
from collections.abc import Callable

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN, _LARGEST_LETTER = 3999, 780  # Word counts letters to thirty of each
_PATTERN = re.compile(r"(0+)1,")
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def written(count: int, format: str) -> str:
    """A number of a list as Word prints it.

    Args:
        count: from 0.
        format: a name of ST_NumberFormat, or a pattern of zeros ("001, 002, 003, ..."); one that is
            not known is written in figures, as Word does.
    """
    if pattern := _PATTERN.match(format):
        return str(count).zfill(len(pattern[1]) + 1)
    return _FORMATS.get(format, str)(count)


def _roman(count: int) -> str:
    if not 0 < count <= _LARGEST_ROMAN:
        return str(count)
    text = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        text += letters * times
    return text


def _letter(count: int) -> str:
    if not 0 < count <= _LARGEST_LETTER:
        return str(count)
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _circled(count: int) -> str:
    return chr(0x2460 + count - 1) if 0 < count <= 20 else str(count)


def _spelled(count: int) -> str:
    """A number below a hundred in Vietnamese words."""
    if not 0 <= count < 100:
        return str(count)
    tens, units = divmod(count, 10)
    if not tens:
        return _DIGITS[units]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    tail = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(units, _DIGITS[units])
    return f"{head} {tail}".strip()


def _capitalised(count: int) -> str:
    return _spelled(count).capitalize()


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02}",
    "lowerLetter": _letter,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "none": lambda count: "",
    "numberInDash": lambda count: f"- {count} -",
    "decimalEnclosedParen": lambda count: f"({count})",
    "decimalEnclosedFullstop": lambda count: f"{count}.",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "hex": lambda count: f"{count:X}",
    "vietnameseCounting": _spelled,
    "cardinalText": _capitalised,
}
