"""The lines of a page that is corrected, and where their doubtful words stand on its picture."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Box, Role, StoredLine
from corpus.pages import turned_box


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful word: where it stands in its line's text, and on the picture (hundredths)."""

    text: str
    printed: str
    start: int
    end: int
    spot: str


@dataclass(frozen=True, slots=True)
class EditedLine:
    """A line to be edited; `at` counts from 0 down the page, `spot` as in `Doubt`."""

    at: int
    text: str
    source: str
    spot: str
    doubts: tuple[Doubt, ...]
    furniture: bool
    corrected: bool


def key_of(lines: Iterable[StoredLine], texts: Iterable[str]) -> str:
    """A key of what an editor saw."""
    digest = hashlib.sha256()
    for part in (*(line.source for line in lines), "\0", *texts):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Spots:
    """Boxes of a page as places on its turned picture."""

    width: float
    height: float
    turn: int

    def of(self, box: Box | None) -> str:
        """Left, top, width and height in hundredths of the picture; empty without a box."""
        if box is None or self.width <= 0 or self.height <= 0:
            return ""
        box = turned_box(box, self.width, self.height, self.turn)
        width, height = self.width, self.height
        if self.turn in (90, 270):
            width, height = height, width
        left, right = 100 * box.left / width, 100 * box.right / width
        top, bottom = 100 * box.top / height, 100 * box.bottom / height
        return f"{left:.2f} {top:.2f} {right - left:.2f} {bottom - top:.2f}"


def edited(
    at: int, line: StoredLine, text: str, corrected: bool, spots: Spots | None
) -> EditedLine:
    """A stored line to be edited; `text` is its reading with what was corrected since."""
    doubts = () if corrected or text != line.text else tuple(_doubts(line, spots))
    return EditedLine(
        at,
        text,
        line.source,
        spots.of(line.box) if spots else "",
        doubts,
        line.role is Role.FURNITURE,
        corrected,
    )


def _doubts(line: StoredLine, spots: Spots | None) -> Iterator[Doubt]:
    words = line.text.split()
    for start, end, printed in line.doubts:
        box = line.box
        if len(words) == len(line.words):
            first = len(line.text[:start].split())
            last = first + max(1, len(line.text[start:end].split()))
            box = _around(line.words[first:last]) or box
        yield Doubt(line.text[start:end], printed, start, end, spots.of(box) if spots else "")


def _around(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
