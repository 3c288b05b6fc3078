"""The values that flow from a picture to lines in reading order; all lengths are pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from corpus.model import Role
from corpus.readers import table


class Area(NamedTuple):
    """A rectangle of a picture, from its top left corner; right and bottom are outside."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The centre, across and down."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def beside(self, other: Area) -> float:
        """How much of the lower of the two heights they share: 1.0 on one line, 0.0 apart."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, shared) / max(1.0, min(self.height, other.height))

    def above(self, other: Area) -> float:
        """How much of the narrower of the two widths they share: 1.0 in one column, 0.0 apart."""
        shared = min(self.right, other.right) - max(self.left, other.left)
        return max(0.0, shared) / max(1.0, min(self.width, other.width))

    def covers(self, other: Area) -> float:
        """The share of the other rectangle that lies in this one."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, across) * max(0.0, down) / max(1.0, other.width * other.height)


def around(areas: list[Area]) -> Area:
    """The smallest rectangle that holds them all; there must be one at least."""
    return Area(
        min(area.left for area in areas),
        min(area.top for area in areas),
        max(area.right for area in areas),
        max(area.bottom for area in areas),
    )


class Word(NamedTuple):
    """One word of a recognised line."""

    text: str
    box: Area
    confidence: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """One box that an engine read.

    Attributes:
        text: NFC, one space between words.
        confidence: 0-1.
        box: in the prepared picture.
        words: from left to right where the engine tells them apart, else empty.
    """

    text: str
    confidence: float
    box: Area
    words: tuple[Word, ...] = ()


class Ruling(NamedTuple):
    """A printed straight line, level or upright."""

    box: Area
    level: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: what it says, under which label."""

    label: str
    text: str
    box: Area


@dataclass(frozen=True, slots=True)
class Arranged:
    """One line of a page in reading order.

    Attributes:
        text: as read; of a table row, its cells from left to right, a merged cell once.
        confidence: 0-1, the least sure of its parts.
        box: around all of it, in the prepared picture.
        words: all words of it, in order.
        role: body, furniture (page numbers, stamps, margin notes) or table row.
        cells: of a table row, from left to right.
        block: lines that stand together count the same; it rises down the page.
    """

    text: str
    confidence: float
    box: Area
    words: tuple[Word, ...] = ()
    role: Role = Role.BODY
    cells: tuple[Cell, ...] = ()
    block: int = 0

    @property
    def worded(self) -> str:
        """A row under a header as "label: text; label: text"; any other line as it reads."""
        if not any(cell.label for cell in self.cells):
            return self.text
        return "; ".join(table.word(cell.label, cell.text.rstrip(" ;")) for cell in self.cells)
