"""Names of places, bodies and people, titles and terms: one a line, "#" begins a remark.

What ships is counted into the language model. A body's own file (`use`) makes its terms likelier at
run time, as if every document repeated them, and keeps its words that are no Vietnamese.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

SHIPPED = Path(__file__).with_suffix(".txt")


class LexiconError(ValueError):
    """A file of terms cannot be read; the message says why."""


def terms(path: Path) -> list[str]:
    """The terms of a file, in its order (NFC).

    Raises:
        LexiconError: the file cannot be read or is not UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: {error}") from error
    lines = unicodedata.normalize("NFC", text).splitlines()
    return [" ".join(line.split()) for line in lines if line.strip() and not line.startswith("#")]


@dataclass(slots=True)
class _Own:
    """The file of terms that this process adds."""

    path: Path | None = None


_OWN = _Own()


def use(path: Path | None) -> None:
    """Take a body's own file, from now on and for the whole process; None: no file.

    Raises:
        LexiconError: it cannot be read; the terms stay as they were.
    """
    if path is not None:
        terms(path)
    _OWN.path = path
    for cached in (own, own_words, version):
        cached.cache_clear()


def in_use() -> Path | None:
    """The body's own file, None where there is none."""
    return _OWN.path


@lru_cache(maxsize=1)
def own() -> tuple[str, ...]:
    """The body's own terms."""
    return tuple(terms(_OWN.path)) if _OWN.path else ()


@lru_cache(maxsize=1)
def own_words() -> frozenset[str]:
    """The words of the body's own terms, case folded."""
    return frozenset(word.casefold() for term in own() for word in term.split())


@lru_cache(maxsize=1)
def version() -> str:
    """Changes when the body's own terms do; empty without any."""
    return hashlib.sha256("\n".join(own()).encode()).hexdigest()[:12] if own() else ""
