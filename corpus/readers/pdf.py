"""PDF files: lines with their boxes, tables as rows, running headers and page numbers apart.

Text and boxes come from one library, PDFium, so that a line that is cited is the line that is
drawn; on the project's measured files its text is as good as pypdf's (docs/decisions/0003-pdf-text.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import Reason, UnreadableError
from corpus.model import Box, How, Line, Page, Role
from corpus.pages import PDFIUM
from corpus.readers import pdf_fonts, table
from corpus.vietnamese.normalise import fold, join_broken_words, tokenize_line

_MAX_PAGES = 3_000
_MARGIN = 0.11  # share of a page's height, above and below, where running headers stand
_PAGE_NUMBER = re.compile(r"^\W*(?:trang|page)?\W*\d{1,4}(?:\s?/\s?\d{1,4})?[^\w.,;:]*$")
_LETTERHEAD = ("doc lap - tu do - hanh phuc", "noi nhan")
_CELL_GAP = 1.6  # of the letters' height: a wider gap parts two cells


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text on one baseline, without a wide gap in it."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class _Row:
    """The pieces that stand beside each other."""

    pieces: tuple[_Piece, ...]

    @property
    def box(self) -> Box:
        return Box(
            min(piece.box.left for piece in self.pieces),
            min(piece.box.top for piece in self.pieces),
            max(piece.box.right for piece in self.pieces),
            max(piece.box.bottom for piece in self.pieces),
        )


def read(path: Path) -> tuple[Page, ...]:
    """Read a PDF file.

    Returns:
        Its pages, numbered from 1; pages without text are empty.

    Raises:
        UnreadableError: ENCRYPTED, DAMAGED, TOO_LARGE or NO_TEXT_LAYER.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        reason = Reason.ENCRYPTED if locked or "password" in str(error).lower() else Reason.DAMAGED
        raise UnreadableError(path, reason, str(error)) from error
    with document:
        if len(document) > _MAX_PAGES:
            raise UnreadableError(path, Reason.TOO_LARGE, f"{len(document)} pages")
        pages = []
        for index in range(len(document)):
            with PDFIUM:  # a page at a time, so that a web page can be drawn in between
                pages.append(_page(document, index))
    if not any(page.lines for page in pages):
        raise UnreadableError(path, Reason.NO_TEXT_LAYER)
    return _join(tuple(_without_furniture(pages)))


def _join(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with broken words made one, those that a page's end broke included."""
    joined = iter(join_broken_words([line for page in pages for line in page.lines]))
    return tuple(replace(page, lines=tuple(islice(joined, len(page.lines)))) for page in pages)


def _page(document: pypdfium2.PdfDocument, index: int) -> Page:
    page = document[index]
    try:
        width, height = page.get_size()
        lines = [
            Line(number, source, tokens, box=box, role=role)
            for number, (source, box, role, tokens) in enumerate(
                (
                    (source, box, role, tokenize_line(source))
                    for source, box, role in _lines(list(_rows(_pieces(page))))
                ),
                start=1,
            )
            if tokens
        ]
    finally:
        page.close()
    return Page(
        number=index + 1,
        lines=tuple(lines),
        how=How.TEXT_LAYER,
        width=float(width),
        height=float(height),
    )


def _pieces(page: pypdfium2.PdfPage) -> Iterator[_Piece]:
    """Runs of text in the file's order, as PDFium parts them."""
    text_page = page.get_textpage()
    try:
        to_box = _placer(page)
        count = text_page.count_chars()
        font = pdf_fonts.namer(text_page, count)
        runs: list[list[pdf_fonts.Character]] = [[]]
        for index in range(count):
            text = _character(pdfium.FPDFText_GetUnicode(text_page, index))
            if text in "\r\n":
                runs.append([])
                continue
            box = to_box(text_page.get_charbox(index))
            runs[-1].append(pdf_fonts.Character(text, box, font(index)))
        for run in pdf_fonts.in_unicode(runs):
            yield from _split([(character.text, character.box) for character in run])
    finally:
        text_page.close()


def _character(code: int) -> str:
    """A character of PDFium's; U+0002 is what it makes of a hyphen at a line's end."""
    if code == 2:
        return "-"
    is_none = code == 0 or 0xD800 <= code < 0xE000 or code >= 0xFFFE
    return " " if is_none else chr(code)


def _placer(page: pypdfium2.PdfPage) -> Callable[[tuple[float, float, float, float]], Box]:
    """Turns PDFium's (left, bottom, right, top) into a box from the shown page's top left corner."""
    left, bottom, right, top = page.get_cropbox()
    turn = page.get_rotation()

    def place(rectangle: tuple[float, float, float, float]) -> Box:
        x0, y0, x1, y1 = rectangle
        if turn == 90:
            return Box(y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        if turn == 180:
            return Box(right - x1, y0 - bottom, right - x0, y1 - bottom)
        if turn == 270:
            return Box(top - y1, right - x1, top - y0, right - x0)
        return Box(x0 - left, top - y1, x1 - left, top - y0)

    return place


def _split(characters: Sequence[tuple[str, Box]]) -> Iterator[_Piece]:
    """One run cut at wide gaps and where the text jumps back or to another line."""
    run: list[tuple[str, Box]] = []
    last: Box | None = None
    for character, box in characters:
        if character.isspace() or unicodedata.combining(character):
            run.append((character, box))  # a mark stands above or below its letter, never beside
            continue
        if last is not None:
            height = max(last.bottom - last.top, box.bottom - box.top, 1.0)
            apart = box.left - last.right > _CELL_GAP * max(height, 6.0)
            jumps = box.right < last.left - 2 * height or not _beside(last, box)
            if apart or (jumps and abs(_middle(box) - _middle(last)) > 0.9 * height):
                yield from _piece(run)
                run = []
        run.append((character, box))
        last = box
    yield from _piece(run)


def _piece(run: Sequence[tuple[str, Box]]) -> Iterator[_Piece]:
    boxes = [box for character, box in run if not character.isspace()]
    if boxes:
        text = "".join(character for character, _ in run).strip()
        yield _Piece(
            text,
            Box(
                min(box.left for box in boxes),
                min(box.top for box in boxes),
                max(box.right for box in boxes),
                max(box.bottom for box in boxes),
            ),
        )


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _beside(one: Box, other: Box) -> bool:
    """Whether two boxes stand on one line: they share half of the lower one's height."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _rows(pieces: Iterator[_Piece]) -> Iterator[_Row]:
    """Neighbouring pieces on one line together, from left to right."""
    row: list[_Piece] = []
    for piece in pieces:
        if row and not (_beside(_Row(tuple(row)).box, piece.box) and _free(row, piece)):
            yield _Row(tuple(sorted(row, key=lambda one: one.box.left)))
            row = []
        row.append(piece)
    if row:
        yield _Row(tuple(sorted(row, key=lambda one: one.box.left)))


def _free(row: Sequence[_Piece], piece: _Piece) -> bool:
    """Whether nothing of a row stands where the piece does."""
    return all(
        piece.box.left >= other.box.right - 1 or piece.box.right <= other.box.left + 1
        for other in row
    )


def _lines(rows: Sequence[_Row]) -> Iterator[tuple[str, Box, Role]]:
    """Rows as lines; runs of rows with several cells as the rows of a table."""
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and _is_cells(rows[end]):
            end += 1
        if end - start >= 3 and not _is_letterhead(rows[start:end]):
            yield from _table(rows[start:end])
        else:
            end = max(end, start + 1)
            for row in rows[start:end]:
                yield " ".join(piece.text for piece in _joined(row)), row.box, Role.BODY
        start = end


def _is_letterhead(rows: Sequence[_Row]) -> bool:
    """Whether rows stand in columns only for their looks: a letterhead, a block of signatures."""
    said = fold(" ".join(piece.text for row in rows for piece in row.pieces))
    return any(words in said for words in _LETTERHEAD)


def _is_cells(row: _Row) -> bool:
    return len(_joined(row)) > 1


def _joined(row: _Row) -> list[_Piece]:
    """The cells of a row: pieces without a wide gap between them are one cell."""
    cells: list[_Piece] = []
    for piece in row.pieces:
        height = max(piece.box.bottom - piece.box.top, 6.0)
        if cells and piece.box.left - cells[-1].box.right <= _CELL_GAP * height:
            cells[-1] = _Piece(f"{cells[-1].text} {piece.text}", _Row((cells[-1], piece)).box)
        else:
            cells.append(piece)
    return cells


def _table(rows: Sequence[_Row]) -> Iterator[tuple[str, Box, Role]]:
    """Rows of a table, worded "header: value" where the table has a header."""
    cells = [_joined(row) for row in rows]
    widest = max(cells, key=len)
    grid = [_in_columns(row, widest) for row in cells]
    first, last = table.find_header(grid) or (0, 0)
    columns = table.labels(grid[first:last])
    for index, (row, texts) in enumerate(zip(rows, grid, strict=True)):
        if index < last:
            yield " ".join(filter(None, texts)), row.box, Role.BODY
        else:
            yield table.word_row(columns, texts), row.box, Role.ROW


def _in_columns(cells: Sequence[_Piece], columns: Sequence[_Piece]) -> list[str]:
    """The texts of a row, one for each column; a cell belongs to the column it is aligned with."""
    if len(cells) == len(columns):
        return [cell.text for cell in cells]
    texts = [""] * len(columns)
    for cell in cells:
        nearest = min(range(len(columns)), key=lambda i: _misaligned(cell.box, columns[i].box))
        texts[nearest] = f"{texts[nearest]} {cell.text}".strip()
    return texts


def _misaligned(one: Box, other: Box) -> float:
    """How far two boxes are from standing left, right or centred under each other, in points."""
    left, right = one.left - other.left, one.right - other.right
    return min(abs(left), abs(right), abs(left + right) / 2)


def _without_furniture(pages: Sequence[Page]) -> Iterator[Page]:
    """The pages with running headers and page numbers marked as furniture."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_key(line) for line in page.lines if _in_margin(line, page)})
    often = max(2, 0.4 * len(pages))
    for page in pages:
        lines = [
            replace(line, role=Role.FURNITURE)
            if _in_margin(line, page)
            and (
                _PAGE_NUMBER.match(fold(line.text))
                or (len(pages) > 1 and seen[_key(line)] >= often)
            )
            else line
            for line in page.lines
        ]
        yield replace(page, lines=tuple(lines))


def _in_margin(line: Line, page: Page) -> bool:
    height = page.height or 0.0
    if line.box is None or not height:
        return False
    return line.box.bottom < _MARGIN * height or line.box.top > (1 - _MARGIN) * height


def _key(line: Line) -> str:
    """What is the same on every page: a line's words without its figures."""
    return re.sub(r"\d+", "#", fold(line.text))
