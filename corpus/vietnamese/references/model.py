"""A mention: a span of a text that names a document, a date, a figure of a kind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is mentioned, and in brackets the form of its key."""

    DOCUMENT = "document"  # `Reference.key`: 6/2024/qd-ubnd
    PROCEDURE = "procedure"  # the national code: 1.004150
    DATE = "date"  # ISO 8601: 2024-03-08, and --03-08 where the year is open
    MONEY = "money"  # 1500000 VND
    SHARE = "share"  # 98.5%, 10-15%
    PERIOD = "period"  # 2024, 2024-03, --03, 2024-Q2, 2024-H1, 2021/2025, P5D, P5WD (working days)
    RANK = "rank"  # 7/63, 10, <=20 (among the first twenty)


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention in a text.

    Attributes:
        kind: what is mentioned.
        key: the same however it is written; see `Kind`.
        text: as printed, `source[start:end]`.
        start: offset of its first character in the text it was found in.
        end: offset behind its last one.
    """

    kind: Kind
    key: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """A key with its place in a folded text."""

    kind: Kind
    key: str
    start: int
    end: int
