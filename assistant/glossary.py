"""English terms of the field in Vietnamese, so that words of an English question can be looked up."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

# What an earlier one says counts.
_TABLES = ("glossary", "glossary_procedures", "glossary_everyday")


@lru_cache(maxsize=1)
def _terms() -> dict[str, str]:
    terms: dict[str, str] = {}
    for name in reversed(_TABLES):
        text = Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8")
        terms |= tomllib.loads(text)["terms"]
    return terms


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_terms(), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def translate(text: str) -> tuple[str, ...]:
    """The Vietnamese of every known term in an English text, in order, each once."""
    return tuple(
        dict.fromkeys(_terms()[match[0]] for match in _pattern().finditer(text.casefold()))
    )
