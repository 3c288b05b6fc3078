"""The little markup in which the texts of the demo documents are written.

A line that begins with a sign is a block of its own; other lines are paragraphs; blank lines and
lines beginning with `%` (remarks) are skipped.

    = title            ~ caption          # heading 1        ## heading 2       ### heading 3
    | cell | cell |    :: left :: right   - item             (an item stays a paragraph: "- …")

`::<` sets the left side flush left. A cell of columns may begin with `*` (bold), `^` (bold, with
a rule below) or `_` (italic).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class Kind(Enum):
    """What a block is."""

    TITLE = "="
    CAPTION = "~"
    HEADING = "#"
    ROW = "|"
    COLUMNS = "::"
    ITEM = "-"
    PARAGRAPH = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text.

    Attributes:
        text: without the sign; for items without the dash.
        level: of a heading, 1-3; else 0.
        cells: of a row or of columns.
        flush: whether the left one of columns is set flush left.
    """

    kind: Kind
    text: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()
    flush: bool = False


def parse(text: str) -> Iterator[Block]:
    """The blocks of a text in order."""
    for line in text.splitlines():
        if not line.strip() or line.startswith("%"):
            continue
        yield _block(line)


def read(path: Path) -> list[Block]:
    """The blocks of a file."""
    return list(parse(path.read_text(encoding="utf-8")))


def _block(line: str) -> Block:
    if line.startswith("::"):
        sign, _, rest = line.partition(" ")
        left, _, right = rest.partition("::")
        return Block(Kind.COLUMNS, cells=(left.strip(), right.strip()), flush=sign == "::<")
    if line.startswith("|"):
        cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
        return Block(Kind.ROW, cells=cells)
    sign, _, rest = line.partition(" ")
    if sign and set(sign) == {"#"}:
        return Block(Kind.HEADING, rest.strip(), level=len(sign))
    if sign in ("=", "~", "-"):
        return Block(Kind(sign), rest.strip())
    return Block(Kind.PARAGRAPH, line.strip())
