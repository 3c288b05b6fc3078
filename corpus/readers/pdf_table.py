"""Tables of PDF pages as rows of texts, worded "header: value".

Ruled tables come with their cells; elsewhere lines whose words stand in columns are a table. A
table that ends a page goes on in the one that begins the next, where both have the same columns:
its header is carried over, and a merged cell that the page's end cut counts for the rows below.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.model import Box, Line, Role
from corpus.readers import table
from corpus.readers.page_layout import Table, in_lines, joined
from corpus.readers.pdf_grid import Cell, Grid
from corpus.readers.pdf_text import Letter, Piece, piece_of, upright
from corpus.vietnamese.normalise import fold, join_broken_words, tokenize_line

_SAME = 6.0  # points by which the columns of a table's two parts may differ
_LOOSE = 25.0  # the same for tables without ruling lines, whose columns are as wide as their words
_SHORT = 40  # letters: a merged cell with no more is said for each column it spans
_LONGEST_FORM_LABEL = 60

_SLASHED = re.compile(r"\w/$")  # "đồng/" and "bản" on the next line are one
_COUNTING_WORDS = frozenset({"stt", "tt", "so tt", "so thu tu", "noi dung", "chi tieu", "ten"})
_RUNS_ON = re.compile(r"^[a-zà-ỹđ,;)]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        texts: one a column; a merged cell's text stands in each column it spans.
        own: whether the cell begins in this column, one a column.
        tall: whether the cell spans rows, one a column.
    """

    texts: tuple[str, ...]
    own: tuple[bool, ...]
    tall: tuple[bool, ...]
    box: Box

    @property
    def alone(self) -> bool:
        """Whether one cell spans the whole row."""
        return len(self.own) > 1 and sum(self.own) == 1

    def worded(self, columns: Sequence[str]) -> str:
        """The row on one line; a long text that spans columns is said once."""
        if self.alone:
            return self.texts[0]
        pairs = zip(self.texts, self.own, strict=True)
        return table.word_row(
            columns, [text if own or len(text) <= _SHORT else None for text, own in pairs]
        )


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its rows, and where its columns part, in points from the page's left side."""

    rows: tuple[Row, ...]
    xs: tuple[float, ...]
    ruled: bool

    @property
    def grid(self) -> list[tuple[str, ...]]:
        """The texts alone."""
        return [row.texts for row in self.rows]


def ruled(drawn: Table) -> Rows:
    """The rows of a ruled table; rows without any text are left out."""
    grid = drawn.grid
    cell_at = {
        (row, column): cell
        for cell in grid.cells
        for row in range(cell.top, cell.bottom)
        for column in range(cell.left, cell.right)
    }
    texts = {}
    for cell, pieces in _by_cell(drawn, cell_at).items():
        for part, own in _by_column(grid, cell, pieces).items():
            texts[part] = _text(own)
            for down, across in itertools.product(
                range(part.top, part.bottom), range(part.left, part.right)
            ):
                cell_at[down, across] = part
    rows = []
    for index in range(grid.rows):
        cells = [cell_at[index, column] for column in range(grid.columns)]
        row = Row(
            texts=tuple(texts.get(cell, "") for cell in cells),
            own=tuple(cell.left == column for column, cell in enumerate(cells)),
            tall=tuple(cell.bottom - cell.top > 1 for cell in cells),
            box=Box(grid.xs[0], grid.ys[index], grid.xs[-1], grid.ys[index + 1]),
        )
        if any(row.texts):
            rows.append(row)
    return Rows(tuple(rows), grid.xs, ruled=True)


def _by_cell(drawn: Table, cell_at: dict[tuple[int, int], Cell]) -> dict[Cell, list[Piece]]:
    found: dict[Cell, list[Piece]] = {}
    for piece in drawn.pieces:
        for cell, part in _parted(drawn, piece, cell_at):
            found.setdefault(cell, []).append(part)
    return found


def _parted(
    drawn: Table, piece: Piece, cell_at: dict[tuple[int, int], Cell]
) -> Iterator[tuple[Cell, Piece]]:
    """A piece with its cell; cut where it runs over the line between two cells."""
    xs, ys = drawn.grid.xs, drawn.grid.ys
    row = _index(ys, piece.middle)
    first = cell_at[row, _index(xs, piece.box.left + 1)]
    if piece.turn or first.box.right >= piece.box.right - 1:
        yield cell_at[row, _index(xs, (piece.box.left + piece.box.right) / 2)], piece
        return
    letters: list[Letter] = []
    here: Cell | None = None
    for text, edges in piece.letters:
        cell = here if text == " " else cell_at[row, _index(xs, (edges[0] + edges[2]) / 2)]
        if here is not None and cell is not here:
            for part in piece_of(letters, piece.size, piece.turn):
                yield here, part
            letters = []
        here = cell
        letters.append((text, edges))
    if here is not None:
        for part in piece_of(letters, piece.size, piece.turn):
            yield here, part


def _by_column(grid: Grid, cell: Cell, pieces: Sequence[Piece]) -> dict[Cell, list[Piece]]:
    """A cell's pieces; by column where each of its columns has some, and none runs over two.

    Some styles draw no lines inside a header: the columns below tell its cells.
    """
    found: dict[Cell, list[Piece]] = {}
    for piece in pieces:
        left, right = _index(grid.xs, piece.box.left + 1), _index(grid.xs, piece.box.right - 1)
        if left != right:
            return {cell: list(pieces)}
        box = replace(cell.box, left=grid.xs[left], right=grid.xs[left + 1])
        found.setdefault(Cell(cell.top, cell.bottom, left, left + 1, box), []).append(piece)
    return found if len(found) == cell.right - cell.left else {cell: list(pieces)}


def _index(places: Sequence[float], at: float) -> int:
    inside = sum(place <= at for place in places[1:-1])
    return min(inside, len(places) - 2)


def _text(pieces: Sequence[Piece]) -> str:
    """The text of a cell, its lines joined; text that stands turned is read turned."""
    turn = pieces[0].turn
    straight = [replace(piece, box=upright(piece.box, turn)) for piece in pieces]
    lines = [joined([p for p in line if isinstance(p, Piece)]) for line in in_lines(straight)]
    return join(lines)


def join(lines: Sequence[str]) -> str:
    """The lines of a cell as one, broken words whole."""
    if len(lines) == 1:
        return lines[0]
    parts = [Line(number, text, tokenize_line(text)) for number, text in enumerate(lines, start=1)]
    text = ""
    for line in join_broken_words(parts):
        apart = text and line.text and not _SLASHED.search(text)
        text += f" {line.text}" if apart else line.text
    return text


@dataclass(frozen=True, slots=True)
class Carried:
    """What a table hands to its part on the next page: its columns, header, labels, last row."""

    xs: tuple[float, ...]
    ruled: bool
    header: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    last: Row


Worded = tuple[str, Box, Role]


@dataclass(frozen=True, slots=True)
class Said:
    """A table in words.

    Attributes:
        lines: each with its box and role: the header as text, one that comes again as furniture,
            then the rows.
        end: of the row that the page's end before cut, what this page adds; its words stand with
            its first part, so that the row is whole, and here as furniture.
        carried: what is handed to the next page.
    """

    lines: list[Worded]
    end: Row | None
    carried: Carried


def word(rows: Rows, before: Carried | None = None) -> Said:
    """Word a table, or its part on one page.

    Args:
        rows: at least one.
        before: what the table that ends the page before hands on, if it may be the same table.
    """
    end = None
    if before is not None and _goes_on(rows, before):
        repeated = _repeated(rows, before)
        lines = [_apart(row) for row in rows.rows[:repeated]]
        body = list(rows.rows[repeated:])
        header, columns = before.header, before.columns
        if body and _is_cut(before.last, body):
            end, body = body[0], body[1:]
            lines.append(_apart(end))
        body = _filled(body, before.last)
    else:
        first, last = _header_of(rows.grid) or (0, 0)
        header = tuple(rows.grid[first:last])
        columns = tuple(table.labels(header))
        lines = [(_distinct(row), row.box, Role.BODY) for row in rows.rows[:last]]
        body = list(rows.rows[last:])
    for row in body:
        text = said(row, columns)
        if text:
            lines.append((text, row.box, Role.ROW))
    final = body[-1] if body else rows.rows[-1]
    return Said(lines, end, Carried(rows.xs, rows.ruled, header, columns, final))


def _header_of(grid: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """The rows that head a table; of two columns, labels and values have none."""
    found = table.find_header(grid)
    if found is None or len(grid[0]) != 2:
        return found
    label, value = grid[found[0]]
    below = [row[1] for row in grid[found[1] :] if row[1]]
    figures = sum(text[0].isdigit() for text in below)
    counts = fold(label).strip(" .:") in _COUNTING_WORDS
    return found if counts or (2 * figures > len(below) and not value[:1].isdigit()) else None


def said(row: Row, columns: Sequence[str]) -> str:
    """A row in words; without header, two cells are a label and its value."""
    if not columns and len(row.texts) == 2 and not row.alone and all(row.texts):
        label = row.texts[0].rstrip(" :")
        if len(label) <= _LONGEST_FORM_LABEL:
            return table.word(label, row.texts[1])
    return row.worded(columns)


def whole(row: Row, end: Row) -> Row:
    """A row with the rest of its cells, which stood on the next page."""
    texts = tuple(
        upper
        if upper == lower and tall
        else join([text for text in (upper, lower) if text] or [""])
        for upper, lower, tall in zip(row.texts, end.texts, row.tall, strict=True)
    )
    return replace(row, texts=texts)


def _apart(row: Row) -> Worded:
    return _distinct(row), row.box, Role.FURNITURE


def _distinct(row: Row) -> str:
    return " ".join(dict.fromkeys(filter(None, row.texts)))


def _goes_on(rows: Rows, before: Carried) -> bool:
    if rows.ruled != before.ruled or len(rows.xs) != len(before.xs):
        return False
    shift = rows.xs[0] - before.xs[0]  # margins of odd and even pages differ
    near = _SAME if rows.ruled else _LOOSE
    pairs = zip(rows.xs, before.xs, strict=True)
    return all(abs(here - there - shift) <= near for here, there in pairs) or (
        _repeated(rows, before) > 0
    )


def _repeated(rows: Rows, before: Carried) -> int:
    """How many rows at the top are the header again."""
    count = 0
    for row, texts in zip(rows.rows, before.header, strict=False):
        if row.texts != texts:
            break
        count += 1
    return count if count == len(before.header) else 0


def _is_cut(last: Row, below: Sequence[Row]) -> bool:
    """Whether the first row of a page is the rest of the row that the page's end before cut.

    It fills only some of that row's cells, and its words run on, or its number and more is missing.
    """
    first = below[0]
    if first.alone or last.alone or len(first.texts) != len(last.texts):
        return False
    loose = [
        column
        for column in range(len(first.texts))
        if not (last.tall[column] or first.tall[column])
    ]
    has = {column for column in loose if first.texts[column]}
    had = {column for column in loose if last.texts[column]}
    if not has or not has < had:
        return False
    runs_on = any(
        _RUNS_ON.match(first.texts[column])
        or (first.texts[column].isdigit() and last.texts[column][0].isalpha())
        for column in has
    )
    return runs_on or (len(had - has) > 1 and min(had) not in has)


def _filled(rows: Sequence[Row], last: Row) -> list[Row]:
    """Rows whose first ones take on the merged cells that the page's end cut."""
    result = list(rows)
    if not rows or len(rows[0].texts) != len(last.texts):
        return result
    first = rows[0]
    for column, text in enumerate(last.texts):
        if not text or first.texts[column] or not (last.tall[column] or first.tall[column]):
            continue
        for index, row in enumerate(result):
            if row.texts[column] or row.alone or (index and not row.tall[column]):
                break
            texts = (*row.texts[:column], text, *row.texts[column + 1 :])
            result[index] = replace(row, texts=texts)
    return result
