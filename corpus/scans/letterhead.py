"""Letterheads whose two columns came out as one line: cut in two where the right one begins.

By Nghị định 30/2020/NĐ-CP (appendix I) the issuing body and the document's number stand on the
left, the national name, its motto, the place and the date on the right. The columns may stand so
near that a detector of lines takes them for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.scans.model import Area, Recognised, Word
from corpus.vietnamese.normalise import fold

_UPPER = 0.35  # of the page's height: letterheads stand above
_RIGHT_BEGINS = re.compile(
    r"\s(cong hoa xa hoi|dang cong san viet nam|doc lap\W{1,4}tu do|"
    r"(?:\S+\s){0,5}?\S+\s?,\s?ngay\b.{1,24}\bthang\b)"
)
_LEFT_ENDS = re.compile(r"^so\s?[:.]?\s?\S*(?:\s\S*/\S*)?$")


def split_columns(lines: Sequence[Recognised], height: int) -> list[Recognised]:
    """The lines, those in two that hold both columns of a letterhead.

    Args:
        lines: of one page, in any order.
        height: of the page.
    """
    result: list[Recognised] = []
    for line in lines:
        at = _cut(line.text) if line.box.top < _UPPER * height else None
        result += _halves(line, at) if at else [line]
    return result


def begins_right_column(text: str) -> bool:
    """Whether a line is the national name or its motto, which never carry a line on."""
    found = _RIGHT_BEGINS.match(" " + fold(text))
    return found is not None and "ngay" not in found[1]


def _cut(text: str) -> int | None:
    """Where the right column's text begins, None where the line is of one column."""
    folded = fold(text)
    if len(folded) != len(text):
        return None
    found = _RIGHT_BEGINS.search(folded)
    if found is None:
        return None
    if "ngay" in found[1]:
        # a date stands in every sentence; here only after the document's number
        starts = [at.end() for at in re.finditer(r"\s", folded[: found.end()])]
        return next((at for at in starts if _is_number(folded[:at])), None)
    return found.start(1)


def _is_number(folded: str) -> bool:
    return "/" in folded and bool(_LEFT_ENDS.match(folded.strip()))


def _halves(line: Recognised, at: int) -> list[Recognised]:
    left, right = line.text[:at].strip(), line.text[at:].strip()
    count = len(left.split())
    if line.words and len(line.words) > count:
        first, second = line.words[:count], line.words[count:]
        return [_part(line, left, first), _part(line, right, second)]
    edge = line.box.left + line.box.width * at / len(line.text)
    gap = line.box.height / 4
    return [
        replace(line, text=left, box=line.box._replace(right=edge - gap), words=()),
        replace(line, text=right, box=line.box._replace(left=edge + gap), words=()),
    ]


def _part(line: Recognised, text: str, words: tuple[Word, ...]) -> Recognised:
    box = Area(
        min(word.box.left for word in words),
        line.box.top,
        max(word.box.right for word in words),
        line.box.bottom,
    )
    return Recognised(text, line.confidence, box, words)
