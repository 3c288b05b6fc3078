"""The cells that a reader found, for measuring: each with its row's and its column's header."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from corpus.model import Page, Role

Cell = tuple[tuple[str, ...], str, str]
"""A row's header (the texts of its key columns), a column's label, a cell's text."""


def rows_read(pages: Sequence[Page], labels: Sequence[str]) -> Iterator[dict[str, str]]:
    """The rows of tables in pages of any format, as texts by label.

    Args:
        pages: as a reader yields them; rows are lines of role ROW, worded "label: text; …", or all
            lines of one spreadsheet row together.
        labels: of the table's columns; two-row headers as "upper - lower".
    """
    lines = [line for page in pages for line in page.lines if line.role is Role.ROW]
    for row, group in itertools.groupby(enumerate(lines), key=lambda at: at[1].row or -at[0] - 1):
        del row
        yield split("; ".join(line.text for _, line in group), labels)


def split(text: str, labels: Sequence[str]) -> dict[str, str]:
    """A worded row as texts by label."""
    names = sorted(map(even, labels), key=len, reverse=True)
    pattern = re.compile(rf"(?:^|; )({'|'.join(map(re.escape, names))}): ")
    parts = pattern.split(even(text))[1:]
    return {label: value.strip(" ;") for label, value in zip(parts[::2], parts[1::2], strict=True)}


def even(text: str) -> str:
    """A text with spaces and Unicode form evened out."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def cells(rows: Sequence[Mapping[str, str]], keys: Sequence[str]) -> Counter[Cell]:
    """The filled cells of rows.

    Args:
        rows: texts by label.
        keys: labels of the columns that head a row.
    """
    return Counter(
        (tuple(even(row.get(key, "")) for key in keys), even(label), even(text).strip(" ;"))
        for row in rows
        for label, text in row.items()
        if text.strip()
    )


def share_right(
    pages: Sequence[Page], gold: Sequence[Mapping[str, str]], keys: Sequence[str]
) -> tuple[int, int, Counter[Cell]]:
    """How many of a table's cells were read with the right row and column header.

    Returns:
        Cells right, cells in all, and those that are wrong or missing.
    """
    labels = list(dict.fromkeys(label for row in gold for label in row))
    expected = cells(gold, keys)
    read = cells(list(rows_read(pages, labels)), keys)
    missing = expected - read
    return expected.total() - missing.total(), expected.total(), missing
