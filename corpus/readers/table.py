"""Tables as sentences: a row is worded "header: value", so that it can be read and found alone.

A grid is a list of rows of texts, merged cells filled in by the caller.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

Grid = Sequence[Sequence[str]]

_NUMBER = re.compile(r"^[\d.,%/()\s-]*\d[\d.,%/()\s-]*$")
_QUANTITY = re.compile(
    r"^\d{1,3}(?:[.,]\d{3})+\b|^\d+\s?(?:đồng|đ|vnđ|vnd|ngày|giờ|bộ|usd)\b", re.IGNORECASE
)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_COUNTER = re.compile(r"^\(?(\d{1,2})\)?$")
_LONGEST_LABEL = 90
_LONGEST_HEADER = 3
_SEARCHED_ROWS = 25


def find_header(grid: Grid) -> tuple[int, int] | None:
    """The rows [first, last) that head a table, None where it has no header.

    A header is the first of the upper rows that is about as wide as the table, of short and
    distinct texts without figures (years aside), with a row below it, whose texts do not come
    again in their own column. Rows of it that a merged cell ties together count as one header. A
    row between rows with figures in the same columns heads nothing: the table has no header.

    Args:
        grid: the top of the table; the texts of merged cells stand in every cell they span.
    """
    width = max((len(_distinct(row)) for row in grid), default=0)
    for index in range(min(len(grid) - 1, _SEARCHED_ROWS)):
        if len(_distinct(grid[index])) >= max(2, 0.6 * width) and _is_header(grid, index):
            return index, _header_end(grid, index)
    return None


def _distinct(row: Sequence[str]) -> set[str]:
    return {text for text in row if text}


def _is_header(grid: Grid, index: int) -> bool:
    row = grid[index]
    words = [text for text in row if text and not _is_figure(text)]
    figures = [text for text in row if text and _is_figure(text)]
    if not words or not all(_YEAR.match(text) for text in figures):
        return False
    if len(words) + len(figures) < 2 or any(len(text) > _LONGEST_LABEL for text in words):
        return False
    below = grid[_header_end(grid, index) :]
    if below and any(
        _figures(below[0]) and _shape(other) == _shape(below[0]) for other in grid[:index]
    ):
        return False
    return not any(
        text and any(column < len(other) and other[column] == text for other in below)
        for column, text in enumerate(row)
    )


def _is_figure(text: str) -> bool:
    """Whether a cell is a value: a number, a date, an amount with its unit."""
    return bool(_NUMBER.match(text) or _QUANTITY.match(text))


def _figures(row: Sequence[str]) -> list[int]:
    return [column for column, text in enumerate(row) if text and _is_figure(text)]


def _shape(row: Sequence[str]) -> tuple[list[int], list[int]]:
    """The columns of a row that are filled, and those of them that hold figures."""
    return [column for column, text in enumerate(row) if text], _figures(row)


def _header_end(grid: Grid, index: int) -> int:
    """The row after a header: rows tied to it by merged cells, or numbering columns, belong."""
    end = index + 1
    while end < len(grid) and end - index < _LONGEST_HEADER and _is_tied(grid[index], grid[end]):
        end += 1
    if end < len(grid) and is_column_numbers(grid[end]):
        end += 1
    return end


def _is_tied(upper: Sequence[str], lower: Sequence[str]) -> bool:
    filled = [(a, b) for a, b in zip(upper, lower, strict=False) if a and b]
    down = any(a == b for a, b in filled)
    across = any(a and a == b for a, b in itertools.pairwise(upper))
    return (
        across
        and (down or len(filled) == sum(bool(text) for text in lower))
        and not any(_NUMBER.match(b) and not _YEAR.match(b) for _, b in filled)
    )


def is_column_numbers(row: Sequence[str]) -> bool:
    """Whether a row only counts the columns: "(1) (2) (3)"."""
    found = [_COUNTER.match(text) for text in row if text]
    counted = [int(match[1]) for match in found if match]
    return len(counted) >= 3 and len(counted) == len(found) and _rises_by_one(counted)


def _rises_by_one(numbers: Sequence[int]) -> bool:
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def labels(header: Grid) -> list[str]:
    """One label a column, from one or several header rows: "Phí, lệ phí - Phí"."""
    rows = [row for row in header if not is_column_numbers(row)]
    width = max((len(row) for row in rows), default=0)
    result = []
    for column in range(width):
        parts = [" ".join(row[column].split()) for row in rows if column < len(row)]
        result.append(" - ".join(dict.fromkeys(part.rstrip(" :") for part in parts if part)))
    return result


def pairs(columns: Sequence[str], row: Sequence[str | None]) -> Iterator[tuple[str, str]]:
    """The filled cells of a row with their labels; None stands for a cell merged into its left."""
    for index, text in enumerate(row):
        if text:
            yield (columns[index] if index < len(columns) else ""), text


def word(label: str, text: str) -> str:
    """One cell: "label: text", or the text where the column has no label."""
    return f"{label}: {text}" if label else text


def word_row(columns: Sequence[str], row: Sequence[str | None]) -> str:
    """A row on one line: "label: text; label: text"."""
    return "; ".join(
        word(label, " ".join(text.split()).rstrip(" ;")) for label, text in pairs(columns, row)
    )
