"""The lines of a procedure's record that say something, as statements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.answers.draft import Statement
from corpus.model import Chunk, Option
from corpus.procedures import Found, field_of, split_label
from corpus.procedures.portal import opens_row, row_of, says_nothing

_CODE_BEHIND = re.compile(r"(?<=\S)\s+Mã: KQ\.\S+$")


def of_field(found: Found, field: str, chunks: Sequence[Chunk]) -> list[Statement]:
    """The lines of a field, without those that are the page's own.

    Args:
        found: the record.
        field: of it.
        chunks: the record's passages, in order.
    """
    return [
        _without_code(line)
        for first, last in found.fields.get(field, ())
        for chunk in chunks
        for line in _parted(chunk, first, last)
        if not says_nothing(value_of(line.text))
    ]


def of_fields(
    found: Found, chunks: Sequence[Chunk], wanted: Callable[[str], bool]
) -> list[Statement]:
    """The texts of all wanted fields, each once, in the record's order.

    Args:
        found: the record.
        chunks: its passages, in order.
        wanted: tells which fields, by their names.
    """
    spans = sorted(span for field, own in found.fields.items() if wanted(field) for span in own)
    return [
        Statement(chunk, inside[0], inside[-1] + 1)
        for first, last in dict.fromkeys(spans)
        for chunk in chunks
        if (inside := [i for i, token in enumerate(chunk.tokens) if first <= token.line < last])
    ]


def _parted(chunk: Chunk, first: int, last: int) -> Iterator[Statement]:
    inside = [i for i, token in enumerate(chunk.tokens) if first <= token.line < last]
    if inside:
        start, end = inside[0], inside[-1] + 1
        edges = [start, *(at for at in chunk.breaks if start < at < end), end]
        yield from (Statement(chunk, a, b) for a, b in pairwise(edges))


def _without_code(line: Statement) -> Statement:
    """A result without the portal's own code of it behind."""
    coded = _CODE_BEHIND.search(line.text)
    return replace(line, last=line.last - len(coded[0].split())) if coded else line


def value_of(text: str) -> str:
    """A line without the label of its field."""
    parts = split_label(text)
    return parts[1].strip() if parts and field_of(parts[0]) else text


def sentences(statements: Sequence[Statement]) -> Iterator[tuple[int, Statement]]:
    """The sentences that statements are made of, each with its number in its passage."""
    for statement in statements:
        for index, (first, last) in enumerate(statement.chunk.sentences):
            first, last = max(first, statement.first), min(last, statement.last)
            if first < last:
                yield index, Statement(statement.chunk, first, last)


@dataclass(frozen=True, slots=True)
class Way:
    """A row of the portal's table of channels.

    Attributes:
        option: what it says.
        cells: where its channel, time and fee stand; up to the edge of a passage.
        described: the sentences of its description.
    """

    option: Option
    cells: Statement
    described: tuple[Statement, ...]


def ways(found: Found, chunks: Sequence[Chunk]) -> list[Way]:
    """The rows of a record's table of channels, in order; none where it has no such table."""
    rows: list[list[Statement]] = []
    for line in of_field(found, "channel", chunks):
        if opens_row(line.text):
            rows.append([])
        if rows:
            rows[-1].append(line)
    return [way for row in rows if (way := _way(row))]


def _way(row: Sequence[Statement]) -> Way | None:
    text = "\n".join(line.text for line in row)
    told = row_of(text)
    if told is None:
        return None
    option, end = told
    words = len(text[:end].split())
    opening = row[0]
    around = [line for line in row if line.chunk is opening.chunk]
    cells = Statement(opening.chunk, opening.first, min(opening.first + words, around[-1].last))
    behind = [Statement(opening.chunk, cells.last, around[-1].last), *row[len(around) :]]
    described = [sentence for _, sentence in sentences(behind)]
    return Way(option, cells, tuple(described))


def worded(value: str) -> str:
    """A value of a table as a sentence has it: "5 Ngày làm việc" → "5 ngày làm việc"."""
    value = re.sub(r"(?<=\w)\(", " (", " ".join(value.split()))
    value = re.sub(r"\(\((.*)\)\)", r"(\1)", value).replace(".)", ")")
    return re.sub(
        r"(?<=\d )(Ngày|Giờ|Phút|Tháng|Năm|Tuần|Quý)\b", lambda m: m[0].lower(), value
    ).strip(" .;")
