"""Typed spans of a text: numbers with their units, dates, document numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.model import Kind
from corpus.vietnamese.keys import spelled
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import find_spans

_DATE = re.compile(
    r"(?:ng[aàá]y\s+)?(?<![\d/])\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d\d(?!\d)"
    r"|ng[aàá]y\s+\d{1,2}\s+th[aáà]ng\s+\d{1,2}(?:\s+n[aăä]m\s+(?:19|20)\d\d|\s+h[aàằ]ng\s+n[aă]m\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w/.,])\d{1,3}(?:\.\d{3})+(?![\w/])|(?<![\w/.,-])\d+(?:,\d+)?(?:\s?[-–]\s?\d+(?:,\d+)?)?"
    r"\s?%|(?<![\w/.,-])\d{1,6}(?:,\d+)?(?:/\d{1,5}(?![\d/]))?(?![\w/])(?!-\w)"
)
YEAR = re.compile(r"(?<![\d/.])(?:19|20)\d\d(?!\d)")
"""A year by itself, no part of a date or a number."""
_CAPITALS = re.compile(r"\b[A-ZĐ][A-ZĐ&]{1,9}\b")
_WORDS = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:gov|com|edu|org|net)(?:\.vn)?\b(?:/\S+)?"
)
_IN_WORDS = re.compile(
    r"\b(?<!mươi )(?<!mười )(?<!trăm )(?<!thứ )(?<!tháng )(?<!quý )(?<!đợt )(?<!năm )"
    r"(?:hai|ba|bốn|sáu|bảy|tám|chín|mười) (?:tuần|ngày|tháng|năm(?! (?:19|20)\d\d)|giờ|lần|bộ)\b"
    r"(?: làm việc\b)?",
    re.IGNORECASE,
)
_UNIT_WORD = re.compile(r"[^\W\d_]+(?:&[^\W\d_]+)?")
_UNIT_STOP = frozenset(
    """
        va la cua cho trong do voi theo tai duoc da se co thuoc den tu nham tren ve ngay thang nam
        gom bao dat truoc sau cac nhung moi mot khi neu ke bang so
    """.split()
)
_UNIT_WORDS = 3
_SAID = re.compile(r"\b([^\W\d_]+)\s\($")
_TIMES = frozenset("ngay thang nam".split())  # dates have these words, and so have counts of them
_NUMBERED = re.compile(r"\s\d")
_TO_ANOTHER = re.compile(r"\s(?:đến|tới)\s(?=\d{1,6}(?:,\d+)?(?![\d/.]))", re.IGNORECASE)
PERIOD = re.compile(
    r"(?<!\d)\d{1,2}\s?tháng\s(?:đầu|cuối)\b|\bquý\s\d\b|\btháng\s\d{1,2}(?:\s?/\s?|\snăm\s)(?:19|20)\d\d",
    re.IGNORECASE,
)
"""A part of a year, whose number counts nothing: "6 tháng đầu năm", "quý 2", "tháng 3/2024"."""
_PART = re.compile(
    r"\b(?:bảng|biểu|mẫu(?: số)?|phụ lục|điều|khoản|chương|hình)\s+(?:\d+\s?(?:,|và|-)\s?)*$",
    re.IGNORECASE,
)
NUMBER_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10,
}  # fmt: skip
"""Numbers in words, with their accents: folded, "sau" is no number."""


@dataclass(frozen=True, slots=True)
class Span:
    """A typed span of a text: what it says, and where it stands."""

    text: str
    start: int
    end: int


def spans(kind: Kind, text: str) -> list[Span]:
    """All spans of `text` that can answer a question of `kind`, in order."""
    return list(_of(kind, text))


@lru_cache(maxsize=5_000)
def _of(kind: Kind, text: str) -> tuple[Span, ...]:
    if kind is Kind.DOCUMENT_NUMBER:
        return tuple(_documents(text))
    if kind is Kind.DATE:
        return tuple(Span(m[0], m.start(), m.end()) for m in _DATE.finditer(text))
    if kind is Kind.NUMBER:
        return tuple(_numbers(text)) or tuple(_written(text))
    return ()


def _written(text: str) -> list[Span]:
    """The counts that a text without figures writes in words: "ít nhất hai tuần"."""
    return [Span(m[0], m.start(), m.end()) for m in _IN_WORDS.finditer(text)]


def addresses(text: str) -> list[Span]:
    """The addresses of the web and of mail that a text prints."""
    found = ((m[0].rstrip(".,;:)"), m.start()) for m in _ADDRESS.finditer(text))
    return [Span(one, start, start + len(one)) for one, start in found]


def _documents(text: str) -> Iterator[Span]:
    for _, start, end in find_spans(text):
        tail = re.match(
            r"\s+(?:ng[aàá]y\s+)?\d{1,2}/\d{1,2}/(?:19|20)\d\d", text[end:], re.IGNORECASE
        )
        end += tail.end() if tail else 0
        yield Span(" ".join(text[start:end].split()), start, end)


def _numbers(text: str) -> Iterator[Span]:
    taken = [(m.start(), m.end()) for p in (_DATE, _ADDRESS, PERIOD) for m in p.finditer(text)]
    taken += [(start, end) for _, start, end in find_spans(text)]
    opened: int | None = None
    for match in _NUMBER.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            opened = None
            continue
        said = _SAID.search(text, 0, match.start())
        if said and match[0].isdigit() and spelled(said[1]) == int(match[0]):
            # "sáu (06) tháng": the figure says the word again
            end = _with_unit(text, match.end() + 1)
            opened = None
            yield Span(" ".join(text[said.start() : end].split()), said.start(), end)
            continue
        if re.match(r"(?:19|20)\d\d$", match[0]) or _is_label(text, match):
            opened = None
            continue
        if _TO_ANOTHER.match(text, match.end()):
            opened = match.start() if opened is None else opened
            continue  # "từ 2 đến 5 bậc" is one
        start, opened = match.start() if opened is None else opened, None
        end = match.end() if "%" in match[0] else _with_unit(text, match.end())
        yield Span(" ".join(text[start:end].split()), start, end)


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether a number only counts an item or names a part: "(1) …", "1. …", "Bảng 1"."""
    after, before = text[match.end() : match.end() + 2], text[: match.start()]
    if before.endswith("(") and after.startswith(")"):
        return True
    if _PART.search(before):
        return True
    return not before.strip() and after[:1] in ".)"


def _with_unit(text: str, end: int) -> int:
    """The end of a number's unit: the words after it, as far as they name what is counted."""
    position, words = end, 0
    while words < _UNIT_WORDS:
        match = re.match(r"\s(?:\([^)]{1,8}\)\s)?", text[position:])
        if not match:
            break
        word = _UNIT_WORD.match(text, position + match.end())
        if not word:
            break
        counted = not words and fold(word[0]) in _TIMES and not _NUMBERED.match(text, word.end())
        if not counted and fold(word[0]) in _UNIT_STOP and word[0].casefold() != "sơ":
            break  # "hồ sơ" goes on, "số" does not; "30 ngày" does, "ngày 30" does not
        position, words = word.end(), words + 1
    return position


def spelled_out(asked: str, text: str) -> str | None:
    """What a short form of a question stands for, where a text says so: "Chỉ số … (SIPAS)".

    Args:
        asked: the question; without capitals in it every word may be the short form.
        text: a sentence.
    """
    shorts = _CAPITALS.findall(asked) or [word.upper() for word in _WORDS.findall(asked)]
    for short in shorts:
        match = re.search(
            r"((?:[^\s,;:()]+[\s,]+){2,14}?)\(\s?" + re.escape(short) + r"\s?\)", text
        )
        if match:
            words = match[1].split()
            capital = next((i for i, word in enumerate(words) if word[:1].isupper()), 0)
            return " ".join(words[capital:]).strip(" ,")
    return None
