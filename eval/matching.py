"""Whether a text says a required part, as `contract.md` fixes it.

NFC, one placement of tone marks (hóa = hoá), casefold; a number never inside a longer number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from corpus.vietnamese.normalise import tone_key

_MARKER = re.compile(r"\[\d+\]")


def normalise(text: str) -> str:
    """The form in which texts are compared; spaces of any kind become one."""
    return " ".join(unicodedata.normalize("NFC", tone_key(text).casefold()).split())


@lru_cache(maxsize=4096)
def _pattern(part: str) -> re.Pattern[str]:
    wanted = normalise(part)
    before = r"(?<!\d)(?<!\d[.,])" if wanted[:1].isdecimal() else ""
    after = r"(?!\d)(?![.,]\d)" if wanted[-1:].isdecimal() else ""
    return re.compile(before + re.escape(wanted) + after)


def says(text: str, part: str) -> bool:
    """Whether `text` holds `part`; an empty part is held by nothing."""
    return holds(normalise(text), part)


def holds(normalised: str, part: str) -> bool:
    """`says` for a text in its compared form, so that a long one is brought into it only once."""
    return bool(part.strip()) and bool(_pattern(part).search(normalised))


def says_all(text: str | None, required: Sequence[Sequence[str]]) -> bool:
    """Whether `text` holds one of the variants of every required part."""
    if not text:
        return False
    compared = normalise(text)
    return all(any(holds(compared, variant) for variant in variants) for variants in required)


def without_markers(text: str) -> str:
    """An answer without its citation markers ("… [1]")."""
    return _MARKER.sub(" ", text)


def words(text: str) -> int:
    """Length of a text in words, citation markers left out."""
    return len(without_markers(text).split())
