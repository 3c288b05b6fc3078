"""English terms of the field in Vietnamese, so that words of an English question can be looked up."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

# What an earlier one says counts.
_TABLES = ("glossary", "glossary_procedures", "glossary_everyday")

# words with accents, and between them those that begin with a capital, or have none in most terms
_MARKED = r"\b\w*[À-ÖØ-öø-ỹĐđ]\w*"
_VIETNAMESE = re.compile(rf"{_MARKED}(?: (?:{_MARKED}|[A-Z]\w*|quy|doanh|nghi)\b)*")


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
    """The Vietnamese of every known term in an English text, in order, each once; then what is Vietnamese in
    it already: "the fee for công bố hợp chuẩn".
    """
    found = [_terms()[match[0]] for match in _pattern().finditer(text.casefold())]
    return tuple(
        dict.fromkeys([*found, *(match[0].strip() for match in _VIETNAMESE.finditer(text))])
    )
