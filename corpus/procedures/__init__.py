"""Procedures as records: from the rows of lists, and from labelled text.

Columns and labels come in any order and wording ("Thời hạn giải quyết", "Thời gian", "TG giải
quyết"). Texts are kept as the source prints them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.model import Line, Page, Role, flat_lines
from corpus.procedures.labels import field_of, split_label
from corpus.procedures.record import Found
from corpus.procedures.rows import from_rows
from corpus.procedures.sections import from_sections
from corpus.structure import outline

__all__ = ["Found", "field_of", "find", "split_label"]


def find(pages: Sequence[Page]) -> list[Found]:
    """All procedures of a document, in the order they stand in: from its lists and its text.

    Args:
        pages: the document's pages, as a reader yields them.
    """
    lines = flat_lines(pages)
    listed, taken = from_rows(lines)
    taken |= _of_tables(lines)
    left = [position for position in range(len(lines)) if position not in taken]
    rest = [lines[position] for position in left]
    told = from_sections(outline(_pages_of(rest)), rest) if rest else []
    return sorted([*listed, *(_placed(one, left) for one in told)], key=lambda found: found.first)


def _of_tables(lines: Sequence[tuple[Page, Line]]) -> set[int]:
    """The cells of sheets whose rows have several: a table of other things, which tells no record."""
    found: set[int] = set()
    for before, after in itertools.pairwise(range(len(lines))):
        (page, one), (other, two) = lines[before], lines[after]
        cells = one.role is two.role is Role.ROW and one.row is not None
        if cells and one.row == two.row and page is other:
            found |= {before, after}
    return found


def _pages_of(lines: Sequence[tuple[Page, Line]]) -> list[Page]:
    """The pages of some lines, with these lines alone: a long list is not outlined."""
    return [
        replace(group[0][0], lines=tuple(line for _, line in group)) for group in _by_page(lines)
    ]


def _by_page(lines: Sequence[tuple[Page, Line]]) -> Iterator[list[tuple[Page, Line]]]:
    group: list[tuple[Page, Line]] = []
    for one in lines:
        if group and one[0] is not group[-1][0]:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _placed(found: Found, positions: Sequence[int]) -> Found:
    """A record with the places that its lines have in the whole document."""

    def at(first: int, last: int) -> tuple[int, int]:
        return positions[first], positions[last - 1] + 1

    first, last = at(found.first, found.last)
    fields = {name: tuple(at(*span) for span in spans) for name, spans in found.fields.items()}
    return replace(found, first=first, last=last, fields=fields)
