"""What the administrator's pages show: documents, their pages, a page's lines beside its picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from assistant.model import Role as Reader
from assistant.web import drawing
from assistant.web.admin.editor import EditedLine, Spots, edited, key_of
from assistant.web.admin.shelf import Shelf
from assistant.web.repair import percent, turned
from corpus import corrections
from corpus.corrections import Place
from corpus.manifest import Failure
from corpus.model import NoteKind, StoredDocument, StoredLine, StoredPage
from corpus.pages import is_drawable
from corpus.vietnamese.normalise import fold

if TYPE_CHECKING:
    from assistant.pipeline import Assistant, PageReading

LINES = 200  # of a page that are edited at once
DOCUMENTS = 50  # listed at once


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of the list; `quality` in whole hundredths, `source` as `Assistant.source`."""

    document: StoredDocument
    quality: int | None
    doubtful: int
    source: Path
    uploaded: bool

    @property
    def link(self) -> str:
        """The address of its own page."""
        return link(self.document.name)

    @property
    def folder(self) -> str:
        """Where the file lies."""
        return str(self.source.parent)

    @property
    def archive(self) -> str:
        """The name of the archive that holds the file; empty where none does."""
        return "" if self.source == self.document.path else self.source.name


@dataclass(frozen=True, slots=True)
class Listing:
    """A part of the list.

    Attributes:
        found, known: how many documents match, and how many there are.
        earlier, later: addresses of the parts before and after.
    """

    rows: tuple[DocumentRow, ...]
    found: int
    known: int
    query: str
    earlier: str | None
    later: str | None


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page of a document, with how it was read."""

    index: int
    page: StoredPage
    quality: int
    doubtful: int
    link: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, ready to be corrected.

    Attributes:
        lines: the part of them that is shown, of `count` in all.
        seen: a key of what is shown, so that nothing is saved over another reading.
        picture: its address, None where the page cannot be drawn.
        ratio: the picture's width over its height.
        parts: (first line, last line, address) of every part of a long page.
        first: where the shown part begins.
    """

    row: PageRow
    lines: tuple[EditedLine, ...]
    count: int
    first: int
    seen: str
    corrected: bool
    picture: str | None
    ratio: float
    parts: tuple[tuple[int, int, str], ...]
    earlier: str | None
    later: str | None


class Catalogue:
    """The documents of a store as their administrator sees them: public and staff ones."""

    def __init__(self, assistant: Assistant, shelf: Shelf) -> None:
        self._assistant, self._shelf = assistant, shelf

    @property
    def store(self) -> Path:
        """The store's folder."""
        return self._assistant.settings.store

    def document(self, name: str) -> StoredDocument | None:
        """One document."""
        return self._assistant.document(name, Reader.STAFF)

    def corrected_since(self) -> list[StoredDocument]:
        """Documents that were corrected after they were read."""
        found = map(self.document, self._assistant.corrected_since())
        return [document for document in found if document is not None]

    def paths(self) -> list[Path]:
        """Where the documents' files lie."""
        return [self.source(document) for document in self._assistant.documents(Reader.STAFF)]

    def listing(self, query: str = "", first: int = 0) -> Listing:
        """Documents whose title, name, number or date holds every word of the query."""
        known = self._assistant.documents(Reader.STAFF)
        words = fold(query).split()
        found = [document for document in known if _matches(document, words)]
        qualities = self._assistant.qualities(Reader.STAFF)
        shown = found[first : first + DOCUMENTS]
        rows = []
        for document in shown:
            sure, doubtful = qualities.get(document.name, (None, 0))
            quality = None if sure is None else percent(sure)
            rows.append(self._row(document, quality, doubtful))
        return Listing(
            tuple(rows),
            len(found),
            len(known),
            query,
            _list_link(query, max(0, first - DOCUMENTS)) if first else None,
            _list_link(query, first + DOCUMENTS) if len(found) > first + DOCUMENTS else None,
        )

    def row(self, document: StoredDocument) -> DocumentRow:
        """One document as the list shows it."""
        readings = self.pages(document)
        sure = [row.page.confidence for row in readings]
        quality = percent(sum(sure) / len(sure)) if sure else None
        return self._row(document, quality, sum(row.doubtful for row in readings))

    def source(self, document: StoredDocument) -> Path:
        """The file that a document is read from: its own, or the archive that holds it."""
        return self._assistant.source(document.name) or document.path

    def failures(self) -> list[Failure]:
        """What could not be read and is still there, uploads aside: the shelf knows of them."""
        return [
            failure
            for failure in self._assistant.failures()
            if not self._shelf.holds(Path(failure.entry.path))
            and (failure.entry.shown or Path(failure.entry.path).exists())
        ]

    def _row(self, document: StoredDocument, quality: int | None, doubtful: int) -> DocumentRow:
        source = self.source(document)
        return DocumentRow(document, quality, doubtful, source, self._shelf.holds(source))

    def pages(self, document: StoredDocument) -> tuple[PageRow, ...]:
        """Its pages, in order; none where how they were read was not kept."""
        return tuple(
            _page_row(document.name, index, reading)
            for index, reading in enumerate(self._assistant.pages(document.name, Reader.STAFF))
        )

    def lines(self, document: StoredDocument, page: StoredPage) -> list[StoredLine]:
        """The lines of a page."""
        return [
            line
            for line in self._assistant.lines(document.name, Reader.STAFF, page.number)
            if (line.page, line.sheet) == (page.number, page.sheet)
        ]

    def sheet(self, document: StoredDocument, index: int, first: int = 0) -> Sheet | None:
        """A page to be corrected, from one of its lines on; None where there is no such page."""
        rows = self.pages(document)
        if not 0 <= index < len(rows):
            return None
        row = rows[index]
        lines = self.lines(document, row.page)
        first = first // LINES * LINES if 0 <= first < len(lines) else 0
        texts, corrected = self.readings(document, row, lines)
        drawn = is_drawable(document.path) and row.page.number is not None
        turn = turned(row.page) if drawn else 0
        width, height = _size(document, row.page) if drawn else (1.0, 1.0)
        place = Spots(width, height, turn) if drawn else None
        shown = lines[first : first + LINES]
        return Sheet(
            row=row,
            lines=tuple(
                edited(at, line, texts[at], at in corrected, place)
                for at, line in enumerate(shown, start=first)
            ),
            count=len(lines),
            first=first,
            seen=key_of(lines, texts),
            corrected=bool(corrected) or _is_corrected(row.page),
            picture=_picture(document, row.page, turn) if drawn else None,
            ratio=height / width if turn in (90, 270) else width / height,
            parts=tuple(
                (at + 1, min(at + LINES, len(lines)), link(document.name, index, at))
                for at in range(0, len(lines), LINES)
            ),
            earlier=link(document.name, index - 1) if index else None,
            later=link(document.name, index + 1) if index + 1 < len(rows) else None,
        )

    def readings(
        self, document: StoredDocument, row: PageRow, lines: Sequence[StoredLine]
    ) -> tuple[list[str], frozenset[int]]:
        """The lines' texts with what was corrected since, and which lines were corrected."""
        kept = corrections.load(self.store, document.sha256)
        place = place_of(row)
        sources = tuple(line.source for line in lines)
        corrected = {
            at
            for correction in kept
            if correction.place == place and correction.sources == sources
            for at in correction.texts
        }
        return corrections.readings(kept, place, lines), frozenset(corrected)


def place_of(row: PageRow) -> Place:
    """A page as corrections name it."""
    return Place(row.index, row.page.number, row.page.sheet)


def link(name: str, page: int | None = None, first: int = 0) -> str:
    """The address of a document, or of one of its pages (counted from 0)."""
    fields = {} if page is None else {"page": str(page + 1)}
    if first:
        fields["first"] = str(first)
    return f"/admin/document/{quote(name)}" + (f"?{urlencode(fields)}" if fields else "")


def _size(document: StoredDocument, page: StoredPage) -> tuple[float, float]:
    if page.width and page.height:
        return page.width, page.height
    return drawing.size(document.path, document.sha256, page.number or 1)


def _picture(document: StoredDocument, page: StoredPage, turn: int) -> str:
    query = {"page": str(page.number), **({"turn": str(turn)} if turn else {})}
    return f"/admin/picture/{quote(document.name)}?{urlencode(query)}"


def _page_row(name: str, index: int, reading: PageReading) -> PageRow:
    page = reading.page
    return PageRow(index, page, percent(page.confidence), reading.doubtful, link(name, index))


def _is_corrected(page: StoredPage) -> bool:
    return any(note.kind in (NoteKind.CORRECTED, NoteKind.UNPLACED) for note in page.notes)


def _matches(document: StoredDocument, words: Sequence[str]) -> bool:
    held = fold(
        " ".join(filter(None, (document.title, document.name, document.number, document.date)))
    )
    return all(word in held for word in words)


def _list_link(query: str, first: int) -> str:
    fields = {**({"q": query} if query else {}), **({"from": str(first)} if first else {})}
    return "/admin" + (f"?{urlencode(fields)}" if fields else "")
