"""Tables as text, CSV and TSV: read as sheets are, rows numbered as a spreadsheet program counts.

The separator is the one that parts the rows most evenly, or the one that a first line `sep=;` names.
A quoted value may hold separators and line breaks; a quote that never ends is a character. Format:
RFC 4180, and what Excel writes where the decimal sign is a comma (semicolons).
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path
from typing import Literal

from corpus.errors import Reason, UnreadableError
from corpus.model import Page
from corpus.readers import plain
from corpus.readers.sheet import MAX_CELLS, MAX_CHARACTERS
from corpus.readers.sheet_grid import Budget, Grid
from corpus.readers.sheet_lines import lines_of

_SEPARATORS = (";", "\t", ",", "|")
_NAMED = re.compile(r"^\ufeff?\"?sep=(.)\"?\r?\n?", re.IGNORECASE)
_SAMPLE = 64 * 2**10  # characters
_SWALLOWED = 30  # line breaks in a last value that were no value's


def read(path: Path) -> tuple[Page, ...]:
    """Read a table as text.

    Returns:
        One page without number and sheet; every line a cell of a numbered row.

    Raises:
        UnreadableError: TOO_LARGE, or as `corpus.readers.plain.decode`.
    """
    text, confidence = plain.decode(path)
    named = _NAMED.match(text)
    if named:
        text = text[named.end() :]  # the program does not show that line
    text = text.removeprefix("\ufeff")
    grid, budget = Grid(), Budget(MAX_CELLS, MAX_CHARACTERS)
    for number, row in enumerate(rows_of(text, named[1] if named else separator_of(text)), 1):
        filled = {column: value for column, cell in enumerate(row, 1) if (value := cell.strip())}
        budget.take(filled.values())
        if budget.is_over:
            raise UnreadableError(path, Reason.TOO_LARGE, f"over {MAX_CELLS} filled cells")
        if filled:
            grid.rows[number] = filled
    lines = lines_of(grid)
    return (Page(number=None, lines=lines, confidence=confidence, paragraphs=True),)


def separator_of(text: str) -> str:
    """The character that parts a table's columns: rows of one length, and most columns."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    return max(_SEPARATORS, key=lambda one: (_evenness(sample, one), -_SEPARATORS.index(one)))


def _evenness(sample: str, separator: str) -> tuple[float, int]:
    """The share of rows that are as long as most, and that length; (0, 0) for one column."""
    lengths = Counter(len(row) for row in rows_of(sample, separator) if any(row))
    several = {length: count for length, count in lengths.items() if length > 1}
    if not several:
        return 0.0, 0
    usual = max(several, key=lambda length: (several[length], length))
    # titles above a table have one column, and say nothing of how even it is
    whole = sum(several.values()) + 0.5 * lengths.get(1, 0)
    return round(several[usual] / whole, 1), usual


def rows_of(text: str, separator: str) -> list[list[str]]:
    """The rows of a table as text; an empty line is an empty row."""
    rows = _parsed(text, separator, quoted=True)
    swallowed = rows[-1][-1].count("\n") if rows and rows[-1] else 0
    if swallowed > _SWALLOWED and text.count('"') % 2:
        return _parsed(text, separator, quoted=False)
    return rows


def _parsed(text: str, separator: str, *, quoted: bool) -> list[list[str]]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    lines = io.StringIO(text, newline="")
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    return list(csv.reader(lines, delimiter=separator, quoting=quoting))
