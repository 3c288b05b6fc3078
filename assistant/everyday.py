"""Everyday words of a question, and what documents call the same thing."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

_TABLE = Path(__file__).with_name("everyday.toml")


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _terms() -> dict[str, tuple[str, ...]]:
    terms: dict[str, str] = _table()["terms"]
    return {said: tuple(meant.split("|")) for said, meant in terms.items()}


@lru_cache(maxsize=2)
def _pattern(key: str) -> re.Pattern[str]:
    """Finds the phrases of a part of the table, the longest first, in small letters."""
    longest_first = sorted(_table()[key], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def meant(text: str) -> dict[str, tuple[str, ...]]:
    """The everyday words of a text in order, each with what documents may call the same thing.

    Args:
        text: Vietnamese with its accents; without them words are told apart too badly.
    """
    return {match[0]: _terms()[match[0]] for match in _pattern("terms").finditer(text.casefold())}


def without_fillers(text: str) -> str:
    """A text in small letters without what people say around a question: "cho tôi hỏi", "tất cả"."""
    return " ".join(_pattern("fillers").sub(" ", text.casefold()).split())
