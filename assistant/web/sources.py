"""What is shown of a source: its place in words, its addresses, its page or lines with the mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from assistant.model import Citation
from assistant.web.drawing import size
from assistant.web.repair import (
    Doubt,
    Piece,
    Repair,
    pieces,
    reading_of,
    repair_of,
    same,
    shifted,
    turned,
)
from assistant.web.texts import Texts
from corpus.model import How, Role, StoredDocument, StoredLine, StoredPage
from corpus.pages import is_drawable, turned_box

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

CONTEXT = 40  # lines shown on each side of the mark
OPENING = 120  # lines shown where nothing is marked
_MARGIN = 0.03  # of a page's width, kept beside its words on a narrow screen
_LEAST_WIDTH = 0.5  # of a page's width: no page is cut to less


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document, as addresses spell it. `lines` count as `StoredLine.number`."""

    document: str
    page: int | None = None
    sheet: str | None = None
    lines: tuple[int, int] | None = None

    def _query(self, *, page: bool) -> str:
        fields: dict[str, str] = {}
        if page and self.page is not None:
            fields["page"] = str(self.page)
        if page and self.sheet is not None:
            fields["sheet"] = self.sheet
        if self.lines is not None:
            fields["lines"] = f"{self.lines[0]}-{self.lines[1]}"
        return "?" + urlencode(fields) if fields else ""

    @property
    def source(self) -> str:
        """The page that shows the place; it names no question, so it can be passed on."""
        return f"/source/{quote(self.document)}{self._query(page=True)}"

    @property
    def image(self) -> str:
        """The drawn page with the lines marked."""
        return f"/pages/{quote(self.document)}/{self.page}.png{self._query(page=False)}"

    @property
    def original(self) -> str:
        """The file itself."""
        return f"/documents/{quote(self.document)}"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the text view.

    Attributes:
        number: what a reader can count to find it: the line, or the row of a workbook; None where
            there is no such number, or it is the one above.
        source: the line as printed.
        label: the field's name where the line is one of a record.
        doubts: the words of `text` that are guesses, as `StoredLine.doubts`.
    """

    number: int | None
    text: str
    source: str
    marked: bool
    heading: int
    label: str = ""
    doubts: tuple[Doubt, ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The text, its doubtful words apart."""
        return tuple(pieces(self.text, self.doubts))


@dataclass(frozen=True, slots=True)
class View:
    """A place, ready to be shown.

    Attributes:
        drawn: whether the page can be drawn; `mark` is then where the mark begins, in hundredths
            of the page's height, and `ratio` the page's width over its height.
        cells: the first and the last marked row of a workbook.
        left, width: the part of the page's width that has words on it, in shares of it; a narrow
            screen shows no more than that.
        above, below: lines left out before and after `rows`.
        repair: what is known of the page's repair; None where it needed none.
        reading: how the page was read, where its reader should know.
    """

    document: StoredDocument
    place: Place
    rows: tuple[Row, ...]
    above: int
    below: int
    drawn: bool = False
    mark: float = 0.0
    ratio: float = 0.7071
    cells: tuple[int, int] | None = None
    left: float = 0.0
    width: float = 1.0
    repair: Repair | None = None
    reading: StoredPage | None = None

    @property
    def marked(self) -> bool:
        """Whether anything is marked."""
        return any(row.marked for row in self.rows)


def locate(assistant: Assistant, citation: Citation) -> Place:
    """The place of a citation, its marks turned into line numbers on the cited page."""
    first, last = citation.marks
    marked = [
        line
        for line in assistant.lines(citation.document, page=citation.page)
        if first <= line.position <= last and line.sheet == citation.sheet
    ]
    return Place(
        citation.document,
        citation.page,
        citation.sheet,
        (marked[0].number, marked[-1].number) if marked else None,
    )


def view(assistant: Assistant, place: Place) -> View | None:
    """The place with what stands around it; None where it is unknown or hidden from the role."""
    document = assistant.document(place.document)
    if document is None:
        return None
    drawn = drawable(document)
    page = place.page if place.page is not None or not drawn else 1
    place = Place(place.document, page, place.sheet, place.lines)
    lines = [
        line
        for line in assistant.lines(document.name, page=page)
        if place.sheet is None or line.sheet == place.sheet
    ]
    if drawn and not 1 <= (page or 0) <= (document.pages or 0):
        return None
    if not lines and not drawn:
        return None
    marks = within(lines, place.lines)
    repair = repair_of(assistant, document, page, place.sheet, lines)
    shown, above, below = _window(lines, marks, printed=repair is not None)
    read = reading_of(assistant, document, page, place.sheet)
    width, height = size(document.path, document.sha256, page or 1) if drawn else (1.0, 1.0)
    printed, marked = lines, marks
    if drawn and read and (turn := turned(read.page)):
        printed = _turned(lines, (width, height), turn)
        marked = _turned(marks, (width, height), turn)
        width, height = (height, width) if turn in (90, 270) else (width, height)
    tops = [line.box.top for line in marked if line.box is not None]
    left, right = _printed(printed, width)
    cells = [line.row for line in marks if line.row is not None]
    return View(
        document,
        place,
        tuple(_rows(document, shown, marks)),
        above,
        below,
        drawn=drawn,
        mark=100 * min(tops) / height if drawn and tops else 0.0,
        ratio=width / height,
        cells=(min(cells), max(cells)) if cells else None,
        left=left,
        width=right - left,
        repair=repair,
        reading=read.page if read and _is_worth_saying(read.page) else None,
    )


def drawable(document: StoredDocument) -> bool:
    """Whether the document's pages can be drawn."""
    return is_drawable(document.path)


def _is_worth_saying(page: StoredPage) -> bool:
    return page.how is How.OCR or bool(page.notes)


def _turned(lines: Sequence[StoredLine], size: tuple[float, float], turn: int) -> list[StoredLine]:
    """The lines where they stand on the page turned as it is shown."""
    return [
        replace(line, box=turned_box(line.box, *size, turn)) if line.box else line for line in lines
    ]


def within(lines: Sequence[StoredLine], numbers: tuple[int, int] | None) -> list[StoredLine]:
    """The lines whose numbers fall in the range; running headers are never marked."""
    if numbers is None:
        return []
    first, last = numbers
    return [
        line for line in lines if first <= line.number <= last and line.role is not Role.FURNITURE
    ]


def words(citation: Citation, texts: Texts, place: Place | None = None) -> str:
    """The place of a citation in words: "Trang 3, dòng 10–12"."""
    parts = []
    if citation.page is not None and citation.sheet is None:
        parts.append(texts.page.format(n=citation.page))
    if citation.sheet is not None:
        parts.append(texts.sheet.format(n=citation.sheet))
    if citation.row is not None:
        parts.append(texts.row.format(n=citation.row))
    else:
        drawn = citation.page is not None and citation.sheet is None
        lines = citation.lines or (place.lines if place and drawn else None)
        if lines is not None:
            first, last = lines
            form = texts.line if first == last else texts.lines
            parts.append(form.format(a=first, b=last))
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]


def counted(document: StoredDocument) -> bool:
    """Whether a reader of the file itself can count its lines."""
    return drawable(document) or document.path.suffix.lower() in (".txt", ".md")


def _rows(
    document: StoredDocument, lines: Sequence[StoredLine], marks: Sequence[StoredLine]
) -> Iterator[Row]:
    above = None
    for line in lines:
        number = line.row if line.row is not None or not counted(document) else line.number
        yield _row(line, None if number == above and line.row else number, line in marks)
        above = number


def _row(line: StoredLine, number: int | None, marked: bool) -> Row:
    # a cell of several lines is shown as such, unless it reads otherwise than it stands there
    broken = "\n" in line.source and same(line.source, line.text)
    text, doubts = (line.source.strip(), ()) if broken else (line.text, line.doubts)
    label, colon, rest = text.partition(": ")
    if line.role is Role.ROW and colon and len(label) <= 60:
        doubts = shifted(doubts, len(label) + len(colon))
        return Row(number, rest, line.source, marked, line.heading, label, doubts)
    return Row(number, text, line.source, marked, line.heading, doubts=doubts)


def _printed(lines: Sequence[StoredLine], width: float) -> tuple[float, float]:
    """Where the words of a page begin and end, in shares of its width, with a margin."""
    boxes = [line.box for line in lines if line.box is not None]
    if not boxes:
        return 0.0, 1.0
    left = min(box.left for box in boxes) / width - _MARGIN
    right = max(box.right for box in boxes) / width + _MARGIN
    left, right = max(0.0, left), min(1.0, right)
    return (left, right) if right - left > _LEAST_WIDTH else (0.0, 1.0)


def _window(
    lines: Sequence[StoredLine], marks: Sequence[StoredLine], *, printed: bool
) -> tuple[Sequence[StoredLine], int, int]:
    """The lines about the marks, and how many are left out; printed ones even if they read empty."""
    kept = [
        line
        for line in lines
        if line.role is not Role.FURNITURE and (line.text or (printed and line.source.strip()))
    ]
    at = [index for index, line in enumerate(kept) if line in marks]
    if not at:
        return kept[:OPENING], 0, max(0, len(kept) - OPENING)
    first, last = max(0, at[0] - CONTEXT), min(len(kept), at[-1] + 1 + CONTEXT)
    return kept[first:last], first, len(kept) - last
