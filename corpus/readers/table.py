"""Tables as sentences: a row is worded "header: value", so that it can be read and found alone.

A grid is a list of rows of texts, merged cells filled in by the caller.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

Grid = Sequence[Sequence[str]]

_NUMBER = re.compile(r"^(?=\D*\d)[\d.,%/()\s-]+$")
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
    again in their own column. Rows that a merged cell ties to it, or that name parts of its columns,
    belong to it. A row between rows with figures in the same columns heads nothing: the table has
    no header.

    Args:
        grid: the top of the table; the texts of merged cells stand in every cell they span.
    """
    width = max((len(_distinct(row)) for row in grid), default=0)
    for index in range(min(len(grid) - 1, _SEARCHED_ROWS)):
        if len(_distinct(grid[index])) >= max(2, 0.6 * width) and _is_header(grid, index):
            first = index
            while first and index - first < _LONGEST_HEADER - 1 and _spans(grid, first - 1, index):
                first -= 1
            return first, _header_end(grid, index)
    return None


def header_end(grid: Grid) -> int | None:
    """The row after the header that a grid begins with; None where it begins with none."""
    if len(grid) < 2 or len(_distinct(grid[0])) < 2 or not _is_header(grid, 0):
        return None
    return _header_end(grid, 0)


def _distinct(row: Sequence[str]) -> set[str]:
    return {text for text in row if text}


def _is_header(grid: Grid, index: int) -> bool:
    row = grid[index]
    words = [text for text in row if text and not is_figure(text)]
    figures = [text for text in row if text and is_figure(text)]
    if not words or not all(_YEAR.match(text) for text in figures):
        return False
    if len(words) + len(figures) < 2 or any(len(text) > _LONGEST_LABEL for text in words):
        return False
    below = grid[_header_end(grid, index) :]
    if below and any(
        _figures(below[0]) and _shape(other) == _shape(below[0]) for other in grid[:index]
    ):
        return False
    others = [other for other in below if list(other) != list(row)]  # not the header once more
    return not any(
        text and any(column < len(other) and other[column] == text for other in others)
        for column, text in enumerate(row)
    )


def is_figure(text: str) -> bool:
    """Whether a cell is a value: a number, a date, an amount with its unit."""
    return bool(_NUMBER.match(text) or _QUANTITY.match(text))


def _figures(row: Sequence[str]) -> list[int]:
    return [column for column, text in enumerate(row) if text and is_figure(text)]


def _shape(row: Sequence[str]) -> tuple[list[int], list[int]]:
    """The columns of a row that are filled, and those of them that hold figures."""
    return [column for column, text in enumerate(row) if text], _figures(row)


def _header_end(grid: Grid, index: int) -> int:
    """The row after a header: rows tied to it by merged cells, or numbering columns, belong."""
    end = index + 1
    while end < len(grid) and end - index < _LONGEST_HEADER:
        if not _is_tied(grid[index], grid[end]) and not _parts(grid, index, end):
            break
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


def _spans(grid: Grid, upper: int, lower: int) -> bool:
    """Whether a row above a header's heads groups of its columns: cells merged across some of them.

    One merged cell alone heads a group only if it stands clear of the first column; else it is a
    title, however far somebody merged it.
    """
    above, below = grid[upper], grid[lower]
    runs = [
        (text, len(list(run)))
        for text, run in itertools.groupby(above[: len(below)])
        if text and text not in below
    ]
    first = next((column for column, text in enumerate(below) if text), 0)
    if not any(length > 1 for _, length in runs) or (
        len(runs) == 1 and _at(above, first) == runs[0][0]
    ):
        return False
    return all(
        len(text) <= _LONGEST_LABEL and (_YEAR.match(text) or not is_figure(text))
        for text, _ in runs
    )


def _parts(grid: Grid, upper: int, lower: int) -> bool:
    """Whether a row names parts of the columns above it, where nobody merged the cells.

    Then cells of the upper row stand empty that the lower one fills, and the other way about.
    """
    above, below = grid[upper], grid[lower]
    under = [column for column, text in enumerate(below) if text]
    if not under or under[0] == 0 or any(is_figure(below[column]) for column in under):
        return False
    last = max((column for column, text in enumerate(above) if text), default=0)
    opened = [column for column in under if not _at(above, column)]
    headed = [column for column in under if _at(above, column)]
    alone = [column for column, text in enumerate(above) if text and not _at(below, column)]
    parts = len(opened) and len(headed) and len(alone) >= 2
    return (
        bool(parts)
        and max(opened) <= last + 2
        and all(_at(above, column) or _at(below, column - 1) for column in opened)
        and any(_figures(row) for row in grid[lower + 1 : lower + 4])
    )


def _at(row: Sequence[str], column: int) -> str:
    return row[column] if 0 <= column < len(row) else ""


def is_column_numbers(row: Sequence[str]) -> bool:
    """Whether a row only counts the columns: "(1) (2) (3)"."""
    found = [_COUNTER.match(text) for text in row if text]
    counted = [int(match[1]) for match in found if match]
    return len(counted) >= 3 and len(counted) == len(found) and _rises_by_one(counted)


def _rises_by_one(numbers: Sequence[int]) -> bool:
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def labels(header: Grid) -> list[str]:
    """One label a column, from one or several header rows: "Phí, lệ phí - Phí"."""
    rows = [list(row) for row in header if not is_column_numbers(row)]
    for upper, lower in itertools.pairwise(rows):
        _carry_on(upper, lower)
    width = max((len(row) for row in rows), default=0)
    result = []
    for column in range(width):
        parts = [" ".join(row[column].split()) for row in rows if column < len(row)]
        result.append(" - ".join(dict.fromkeys(part.rstrip(" :") for part in parts if part)))
    return result


def _carry_on(upper: list[str], lower: Sequence[str]) -> None:
    """Give a header's text to the empty cells to its right, under which its parts stand."""
    for column in range(1, len(upper)):
        if not upper[column] and _at(lower, column) and _at(lower, column - 1):
            upper[column] = upper[column - 1]


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
