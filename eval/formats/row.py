"""What the formats share: a row, and what is wrong with a file as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eval.findings import Finding, RowError

Row = tuple[int, Mapping[str, Any] | RowError | Finding]
"""A line number, and the object that stands there or why none does; or a finding by the way."""


class FormatError(Exception):
    """A file cannot be read as a question set at all, or a set not be written to it."""
