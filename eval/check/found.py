"""What a check of one question yields: what is wrong, and what the sentence about it names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eval.findings import Kind

Found = tuple[Kind, Mapping[str, Any]]

_LONGEST = 60  # characters of a text that a sentence names


def short(text: str) -> str:
    """A text as a sentence names it."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
