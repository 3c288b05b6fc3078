"""Abbreviations of administrative Vietnamese and what they stand for.

The table is data (`abbreviations.toml`); a body adds its own lines there.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from corpus.vietnamese.normalise import fold

_TABLE = Path(__file__).with_name("abbreviations.toml")


@lru_cache(maxsize=1)
def table() -> dict[str, str]:
    """Folded abbreviation → its expansion."""
    entries = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["abbreviations"]
    return {fold(short): long for short, long in entries.items()}


@lru_cache(maxsize=1)
def version() -> str:
    """Changes when the table does; part of the store's manifest."""
    import hashlib

    return hashlib.sha256(_TABLE.read_bytes()).hexdigest()[:12]


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    shorts = sorted(table(), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, shorts)) + r")(?!\w)")


def expand(text: str) -> tuple[str, ...]:
    """The expansions of the abbreviations in `text`, in order, each once.

    Abbreviations inside document numbers ("34/QĐ-UBND") are parts of a name and stay closed.
    """
    folded = fold(text)
    found: dict[str, None] = {}
    for match in _pattern().finditer(folded):
        before = folded[: match.start()]
        if re.search(r"\d\s?[/-]\s?(?:[a-z]+-)?$", before):
            continue
        found[table()[match[0]]] = None
    return tuple(found)


@lru_cache(maxsize=1)
def shorts() -> tuple[str, ...]:
    """The abbreviations as they are printed."""
    return tuple(tomllib.loads(_TABLE.read_text(encoding="utf-8"))["abbreviations"])
