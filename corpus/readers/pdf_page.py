"""One page of a PDF file, as lines of text and tables in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2

from corpus.model import Box
from corpus.readers.page_layout import Item, Table, arrange
from corpus.readers.pdf_drawing import Drawing, Rule, covered, drawing
from corpus.readers.pdf_grid import Grid, grids
from corpus.readers.pdf_table import Row, Rows, ruled
from corpus.readers.pdf_text import (
    Piece,
    Placing,
    main_turn,
    pieces,
    placing,
    straightener,
)
from corpus.readers.pdf_unruled import cells, parted

_FILLED = 0.25  # of a ruled table's cells hold text; else it is a drawing
_EDGE = 2.0  # points by which text may stand out of its table


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text: what it says, where it stands, the size of its letters in points."""

    source: str
    box: Box
    size: float


Block = Text | Rows


@dataclass(frozen=True, slots=True)
class Draft:
    """A page before its lines are made: what stands on it, in reading order.

    Attributes:
        pictured: the share of the page that pictures cover, 0-1.
    """

    width: float
    height: float
    blocks: tuple[Block, ...]
    pictured: float


def draft(page: pypdfium2.PdfPage) -> Draft:
    """Read an open page; the caller holds `corpus.pages.PDFIUM`."""
    width, height = (float(side) for side in page.get_size())
    placed = placing(page)
    found, drawn = pieces(page, placed), drawing(page, placed)
    turn = main_turn(found)
    straight, back = straightener(turn)
    upright = [
        replace(piece, box=straight(piece.box), turn=(piece.turn - turn) % 360) if turn else piece
        for piece in found
    ]
    sides = (width, height) if turn in (0, 180) else (height, width)
    blocks = list(
        _blocks(upright, _straightened(drawn, placed, straight) if turn else drawn, sides[1])
    )
    if turn:
        blocks = [_moved(block, back) for block in blocks]
    return Draft(width, height, tuple(blocks), covered(drawn.pictures, width, height))


def _straightened(drawn: Drawing, placed: Placing, straight: Callable[[Box], Box]) -> Drawing:
    """Ruling lines as they stand when the page is turned so that its text is upright."""
    turned = Drawing()
    for rule, flat in [(r, True) for r in drawn.across] + [(r, False) for r in drawn.down]:
        box = straight(
            Box(rule.start, rule.at, rule.end, rule.at)
            if flat
            else Box(rule.at, rule.start, rule.at, rule.end)
        )
        if box.right - box.left > box.bottom - box.top:
            turned.across.append(Rule(box.top, box.left, box.right))
        else:
            turned.down.append(Rule(box.left, box.top, box.bottom))
    return turned


def _moved(block: Block, back: Callable[[Box], Box]) -> Block:
    if isinstance(block, Text):
        return replace(block, box=back(block.box))
    return replace(block, rows=tuple(replace(row, box=back(row.box)) for row in block.rows))


def _blocks(found: Sequence[Piece], drawn: Drawing, height: float) -> Iterator[Block]:
    tables, free = _tables(found, grids(drawn))
    aside = [piece for piece in free if piece.turn]
    items: list[Item] = [piece for piece in free if not piece.turn]
    for band in arrange([*items, *tables], height):
        lines: list[Sequence[Piece]] = []
        for line in band.lines:
            if isinstance(line[0], Table):
                yield from _read(lines, drawn.across)
                lines = []
                yield ruled(line[0])
            else:
                lines.append([item for item in line if isinstance(item, Piece)])
        yield from _read(lines, drawn.across)
    for piece in aside:
        yield Text(piece.text, piece.box, piece.size)


def _read(lines: Sequence[Sequence[Piece]], rules: Sequence[Rule]) -> Iterator[Block]:
    """Lines that are read across: text, and tables without ruling lines."""
    for part in parted([cells(line) for line in lines], rules):
        if isinstance(part, Rows):
            yield part
        else:
            yield Text(part.text, part.box, _size([p for cell in part.cells for p in cell]))


def _size(found: Sequence[Piece]) -> float:
    """The size of most letters of a line."""
    return max(found, key=lambda piece: len(piece.text)).size


def _tables(found: Sequence[Piece], drawn: Sequence[Grid]) -> tuple[list[Table], list[Piece]]:
    """Ruled tables with their text, and the text outside of them."""
    tables = []
    free = list(found)
    for grid in drawn:
        box = grid.box
        inside = [
            piece
            for piece in free
            if box.left - _EDGE <= (piece.box.left + piece.box.right) / 2 <= box.right + _EDGE
            and box.top - _EDGE <= piece.middle <= box.bottom + _EDGE
        ]
        table = Table(grid, tuple(inside))
        if not inside or not _has_cells(ruled(table).rows, len(grid.cells)):
            continue
        tables.append(table)
        taken = {id(piece) for piece in inside}
        free = [piece for piece in free if id(piece) not in taken]
    return tables, free


def _has_cells(rows: Sequence[Row], count: int) -> bool:
    """Whether ruling lines part text: some rows have two filled cells, and few cells are empty."""
    filled = sum(
        bool(text) and own for row in rows for text, own in zip(row.texts, row.own, strict=True)
    )
    wide = sum(sum(map(bool, row.texts)) > 1 and not row.alone for row in rows)
    return filled >= _FILLED * count and wide >= 1
