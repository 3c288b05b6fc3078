"""Times and fees from the portal's table of channels: each value once, with the channels it holds for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.draft import Statement
from assistant.answers.procedures.lines import Way, worded
from assistant.answers.procedures.told import tells
from assistant.messages import say
from assistant.model import Language, Question
from corpus.lexical import terms
from corpus.vietnamese.normalise import fold

_LONGEST_VALUE = 35  # words
_LONGEST_SHORT = 25
_MOST = 90  # words of values and descriptions together
_UNPARTED = re.compile(r"\d[\d.,]* ?(?:VNĐ|Việt Nam Đồng|Đồng)\b")
_SUM = re.compile(r"\d[\d.,]* ?(?:đồng|đ\b|VNĐ|Việt Nam Đồng|USD|%)", re.IGNORECASE)
"""Beside "Miễn phí" in a long cell: the portal's placeholder, which is not the answer then."""
_SENTENCE = {"time_limit": "way_time", "fee": "way_fee"}
_UNITS = {
    "ngày làm việc": "working days",
    "giờ làm việc": "working hours",
    "ngày": "days",
    "giờ": "hours",
    "phút": "minutes",
    "tháng": "months",
    "năm": "years",
    "tuần": "weeks",
}
_WORDS = {
    "Miễn phí": "free of charge",
    "Trực tiếp": "in person",
    "Trực tuyến": "online",
    "Dịch vụ bưu chính": "by post",
}
_COUNTED = re.compile(r"(\d[\d.,]*) (" + "|".join(_UNITS) + ")")
_SAID_TWICE = re.compile(r"^(Miễn phí) \(không\.?\)$", re.IGNORECASE)
FIELDS = frozenset(_SENTENCE)


def told(field: str, ways: Sequence[Way], question: Question) -> tuple[list[Statement], str | None]:
    """What a table says of a time or a fee, and that in a few words.

    Args:
        field: one of `FIELDS`.
        ways: the table's rows.
        question: whose words tell which row is meant.

    Returns:
        Nothing where no row says anything of it.
    """
    groups: dict[str, list[Way]] = {}
    for way in ways:
        if value := _value(field, way):
            groups.setdefault(fold(value), []).append(way)
    if not groups:
        return _unparted(field, ways), None
    wanted = set(terms(question.search))
    fits = {key: max(_fit(wanted, way) for way in rows) for key, rows in groups.items()}
    order = sorted(groups, key=lambda key: -fits[key])
    statements: list[Statement] = []
    for key in order:
        statements += _worded(field, groups[key], question.language)
    said = sum(len(text.split()) for text in {one.wording for one in statements})
    statements += _described(field, [way for key in order for way in groups[key]], _MOST - said)
    plain = len(order) == 1 or fits[order[0]] > fits[order[1]]
    return statements, _short(
        field, [groups[key] for key in order[: 1 if plain else None]], question
    )


def channels(ways: Sequence[Way], question: Question) -> tuple[list[Statement], str | None]:
    """The ways to hand papers in; the only one in a few words."""
    names = list(dict.fromkeys(way.option.channel for way in ways if way.option.channel))
    short = ", ".join(_in(question.language, name) for name in names).lower()
    sentence = say("way_channels", question.language, channels=short)
    statements = [replace(way.cells, wording=sentence) for way in ways]
    return statements, short if len(names) == 1 else None


def _value(field: str, way: Way) -> str:
    option = way.option
    value = worded((option.time_limit if field == "time_limit" else option.fee) or "")
    if field == "time_limit" and not any(map(str.isalpha, value)):
        return ""  # "1": the portal's placeholder, a time without its unit
    return _SAID_TWICE.sub(r"\1", value)


def _fit(wanted: set[str], way: Way) -> int:
    said = f"{way.option.channel} {way.option.fee or ''} {way.option.case or ''}"
    return len(wanted & set(terms(said)))


def _worded(field: str, rows: Sequence[Way], language: Language) -> list[Statement]:
    """One sentence of a value and its channels, carried by the rows of the table."""
    value = _in(language, _cut(_value(field, rows[0]), _LONGEST_VALUE))
    channels = dict.fromkeys(way.option.channel for way in rows if way.option.channel)
    names = ", ".join(_in(language, name) for name in channels)
    sentence = say(_SENTENCE[field], language, value=value, channels=names.lower())
    return [replace(way.cells, wording=sentence) for way in rows]


def _unparted(field: str, ways: Sequence[Way]) -> list[Statement]:
    """Rows whose time and fee are printed as one ("Trực tiếp120 VNĐ"), as they are printed."""
    if field != "fee":
        return []
    held = [way for way in ways if _UNPARTED.match(way.option.case or "")]
    return [replace(way.cells, last=way.described[0].last) for way in held[:1] if way.described]


def _described(field: str, rows: Sequence[Way], most: int) -> list[Statement]:
    """What the descriptions say of it, as much as is read at once, each sentence once."""
    found: dict[str, Statement] = {}
    words = 0
    for way in rows:
        for sentence in way.described:
            text = " ".join(sentence.text.split())
            begun = text[:1].islower()  # the rest of a cell that was not told apart
            if begun or fold(text) in found or not tells(field, text):
                continue
            words += len(text.split())
            if words > most:
                return list(found.values())
            found[fold(text)] = sentence
    return list(found.values())


def _short(field: str, groups: Sequence[Sequence[Way]], question: Question) -> str | None:
    """The value where there is one; else each channel's, where each has one of its own."""
    values = [_value(field, rows[0]) for rows in groups]
    if any(value.startswith("Miễn phí (") and _SUM.search(value) for value in values):
        return None
    heads = {_value(field, rows[0]).partition(" (")[0] for rows in groups}
    if len(groups) > 1 and len(heads) == 1:
        return _in(question.language, heads.pop())
    parts = []
    for rows in groups:
        value = _in(question.language, _value(field, rows[0]))
        channels = dict.fromkeys(way.option.channel for way in rows)
        names = ", ".join(_in(question.language, name) for name in channels if name)
        parts.append(value if len(groups) == 1 else f"{names}: {value}")
    named = [way.option.channel for rows in groups for way in rows]
    if len(groups) > 1 and len(set(named)) < len(named):
        return None  # cases of one channel: no few words tell them apart
    short = "; ".join(parts)
    if len(short.split()) <= _LONGEST_SHORT:
        return short
    if len(parts) > 1:
        return None
    head = parts[0].partition(" (")[0]
    if field == "fee" and _SUM.search(head) and len(head.split()) <= _LONGEST_SHORT:
        return head  # a sum, before what it rests on
    return _cut(parts[0], _LONGEST_SHORT, "")


def _cut(text: str, most: int, mark: str = " …") -> str:
    words = text.split()
    return text if len(words) <= most else " ".join(words[:most]) + mark


def _in(language: Language, text: str) -> str:
    """A cell in English where it holds a few known words; any other as it is."""
    if language is Language.ENGLISH:
        if counted := _COUNTED.fullmatch(text):
            return f"{counted[1]} {_UNITS[counted[2]]}"
        return _WORDS.get(text, text)
    return text
