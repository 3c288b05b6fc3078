"""Procedures as records: from the rows of lists, and from labelled text.

Columns and labels come in any order and wording ("Thời hạn giải quyết", "Thời gian", "TG giải
quyết"). Texts are kept as the source prints them.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Page, flat_lines
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
    told = from_sections(outline(pages), lines, taken)
    return sorted([*listed, *told], key=lambda found: found.first)
