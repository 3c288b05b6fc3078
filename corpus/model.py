"""The values that flow from a file to the store; all frozen.

A document is read into pages, a page into lines, a line into tokens. A token carries the text that
is indexed, searched and shown, and the span of the line's source that it stands for, so the text as
printed and the text as repaired are two readings of one span.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple


class Audience(StrEnum):
    """Who may see a document."""

    PUBLIC = "public"
    STAFF = "staff"


class How(StrEnum):
    """How a page's text was obtained."""

    TEXT = "text"
    TEXT_LAYER = "text-layer"
    OCR = "ocr"


class NoteKind(StrEnum):
    """What a reader did to a page, or left out of it, that its user should know."""

    TURNED = "turned"  # degrees clockwise that the picture was turned by
    STRAIGHTENED = "straightened"  # degrees
    SPREAD = "spread"  # "left" or "right" half of a sheet that shows two pages
    LAYER_REPLACED = "layer-replaced"  # the text layer was worse than the picture's reading
    LAYER_KEPT = "layer-kept"  # the picture was read too, and its reading was no better
    LAYER_DOUBTED = "layer-doubted"  # the text layer is poor, and the picture could not be read
    HIDDEN_ROWS = "hidden-rows"  # how many were left out
    HIDDEN_COLUMNS = "hidden-columns"
    HIDDEN_SHEET = "hidden-sheet"  # its name
    FORMULAS = "formulas"  # how many have no result in the file; they stand as they are written
    ATTACHMENT = "attachment"  # its name; never opened
    SCRIPT = "script"  # the file carries a program; never run
    CONVERTED = "converted"  # the format it was converted from: "doc", "rtf"
    CUT = "cut"  # something beyond a limit was left out: what
    CORRECTED = "corrected"  # by hand: how many lines
    UNPLACED = "unplaced"  # corrections by hand that found no line of theirs any more: how many


@dataclass(frozen=True, slots=True)
class Note:
    """One thing done to a page or left out of it; `detail` as its kind says."""

    kind: NoteKind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points (1/72 inch) from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a line.

    Attributes:
        text: the reading that is indexed and shown (NFC). Empty where the span was joined to the
            token before it, as the second half of a word broken at a line's end.
        start, end: the span in `Line.source`.
        confidence: 1.0 as printed; below that, a guess of repair or of character recognition.
        box: where the word stands, on pages read from their picture.
    """

    text: str
    start: int
    end: int
    confidence: float = 1.0
    box: Box | None = None


class Role(StrEnum):
    """What a line is on its page."""

    BODY = "body"
    FURNITURE = "furniture"  # running headers, footers, page numbers: kept, never indexed
    ROW = "row"  # one table row, or one cell of a record, worded "field: value"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page.

    Attributes:
        number: 1-based; in text files the file's line, elsewhere the line on its page.
        source: the text as it stands in the file, without the line break.
        tokens: the words, in order, their spans within `source`.
        box: where the line stands on a page that can be drawn.
        row: the spreadsheet row the line comes from, as the spreadsheet program counts.
        heading: the heading level where the format says so (Word styles: 1-9), else 0.
        role: see `Role`.
    """

    number: int
    source: str
    tokens: tuple[Token, ...]
    box: Box | None = None
    row: int | None = None
    heading: int = 0
    role: Role = Role.BODY

    @property
    def text(self) -> str:
        """The reading of the whole line."""
        return " ".join(token.text for token in self.tokens if token.text)


@dataclass(frozen=True, slots=True)
class Page:
    """One page, sheet, or the whole of a file without pages.

    Attributes:
        number: 1-based; None for files without pages.
        lines: in reading order.
        sheet: the sheet's name, for workbooks.
        how: how the text was obtained.
        repaired: whether repair changed anything.
        confidence: 0-1, how sure the reading is.
        width, height: in points, where the page can be drawn.
        paragraphs: whether every line is a whole paragraph, row or cell (Word, sheets) rather than
            a printed line of a wrapped one (text files, PDF).
        engine: what recognised the characters of a page read from its picture.
        notes: what was done to the page or left out of it. What concerns the whole file (its
            attachments, its hidden sheets) stands with its first page.
    """

    number: int | None
    lines: tuple[Line, ...]
    sheet: str | None = None
    how: How = How.TEXT
    repaired: bool = False
    confidence: float = 1.0
    width: float | None = None
    height: float | None = None
    paragraphs: bool = False
    engine: str | None = None
    notes: tuple[Note, ...] = ()

    @property
    def text(self) -> str:
        """The reading of the page, line by line, running headers left out."""
        return "\n".join(line.text for line in self.lines if line.role is not Role.FURNITURE)


@dataclass(frozen=True, slots=True)
class Option:
    """One way of having a procedure done: a channel or a case with its time and cost."""

    channel: str | None = None
    case: str | None = None
    time_limit: str | None = None
    fee: str | None = None  # phí
    charge: str | None = None  # lệ phí


@dataclass(frozen=True, slots=True)
class Procedure:
    """One administrative procedure as a record. Every text is as the source prints it."""

    name: str
    code: str | None = None
    field: str | None = None
    level: str | None = None
    applicants: str | None = None
    options: tuple[Option, ...] = ()
    dossier: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    sets: str | None = None
    steps: tuple[str, ...] = ()
    where: str | None = None
    who_decides: str | None = None
    result: str | None = None
    legal_basis: tuple[str, ...] = ()
    conditions: str | None = None
    decision_number: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    replaces: str | None = None
    source: str | None = None
    others: tuple[tuple[str, str], ...] = ()  # (label, text) of what has no field of its own

    @property
    def key(self) -> str:
        """What citations call it: its code, or its name where it has none."""
        return self.code or self.name


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: the name, and the office as printed ("KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC")."""

    name: str | None
    role: str | None


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time as printed ("quý I/2024"), with its first and last day."""

    text: str
    start: datetime.date
    end: datetime.date


class Effect(StrEnum):
    """What a document does to another one."""

    AMENDS = "amends"
    REPLACES = "replaces"
    REPEALS = "repeals"


@dataclass(frozen=True, slots=True)
class Change:
    """What a document says that it does to another one.

    Attributes:
        effect: what is done.
        target: key of the document that it is done to (`references.Reference`).
        year: of the target, from its number or the date beside it, where either is given.
        part: what of the target ("khoản 2 Điều 5"), empty where that is not said; None for the
            whole document.
        first, last: (position in the flat list of lines, offset in the line's source) where the
            words that say so begin and end.
    """

    effect: Effect
    target: str
    year: int | None
    part: str | None
    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says of itself.

    Attributes:
        title: from the text, else from the file's name.
        number: its own number as printed ("06/2024/QĐ-UBND"); None where it is left blank.
        symbol: the number's letters ("QĐ-UBND"), there also where the number is left blank.
        date: its own date as far as it is printed: "dd/mm/yyyy", "mm/yyyy" or "yyyy".
        kind: as `corpus.facts.kinds` names it: "báo cáo", "quyết định", …
        body: who issued it, as printed ("SỞ KHOA HỌC VÀ CÔNG NGHỆ").
        above: the body above that one ("UBND TỈNH HƯNG YÊN").
        signer: from the signature at its end.
        period: what span of time its title is about.
        changes: what it amends, replaces and repeals.
    """

    title: str
    number: str | None = None
    symbol: str | None = None
    date: str | None = None
    kind: str | None = None
    body: str | None = None
    above: str | None = None
    signer: Signer | None = None
    period: Period | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read.

    Attributes:
        name: path relative to the indexed folder, with "/"; unique in a store.
        path: where the file lies.
        pages: in order.
        title, number, date: see `Facts`.
        facts: everything else that it says of itself.
    """

    name: str
    path: Path
    audience: Audience
    sha256: str
    pages: tuple[Page, ...]
    title: str
    number: str | None = None
    date: str | None = None
    facts: Facts | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the lines below it, up to the next heading of its level or above.

    Attributes:
        heading: the path of headings from the document's top to this one.
        first, last: positions in the document's flat list of lines; last is excluded.
        procedure: the key of the procedure record the section belongs to.
    """

    heading: tuple[str, ...]
    first: int
    last: int
    procedure: str | None = None


class ChunkToken(NamedTuple):
    """A token of a chunk with its place: position of the line in the document's flat list.

    A tuple, as a question has thousands of them made.
    """

    text: str
    line: int
    start: int
    end: int
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage: a run of tokens of one document under one heading path.

    Attributes:
        id: stable name, from the document's name and the position in it.
        sentences: (first, last) token ranges; they tile the chunk.
        breaks: tokens that open a block or a line of a cell; they are shown on a line of their own.
    """

    id: str
    document: str
    heading: tuple[str, ...]
    tokens: tuple[ChunkToken, ...]
    sentences: tuple[tuple[int, int], ...]
    page: int | None
    lines: tuple[int, int]  # numbers of the first and last line, as `Line.number` counts
    sheet: str | None = None
    row: int | None = None
    procedure: str | None = None
    field: str | None = None  # the procedure's field the passage holds, where it holds one
    numbered: bool = False  # whether `lines` are those of a text file
    breaks: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The reading of the whole passage, without its heading path."""
        return self.read(0, len(self.tokens))

    def read(self, first: int, last: int) -> str:
        """The reading of a token range, in lines where `breaks` says so."""
        edges = [first, *(at for at in self.breaks if first < at < last), last]
        parts = (
            " ".join(token.text for token in self.tokens[a:b] if token.text)
            for a, b in pairwise(edges)
        )
        return "\n".join(part for part in parts if part)

    @property
    def places(self) -> list[tuple[int, int]]:
        """Where each token stands in `text`, as (start, end)."""
        found: list[tuple[int, int]] = []
        end = 0
        for token in self.tokens:
            if not token.text:
                found.append((end, end))
                continue
            start = end + (1 if end else 0)  # one space or line break between two
            end = start + len(token.text)
            found.append((start, end))
        return found


def flat_lines(pages: Sequence[Page]) -> list[tuple[Page, Line]]:
    """All lines of a document in order, each with its page."""
    return [(page, line) for page in pages for line in page.lines]


@dataclass(frozen=True, slots=True)
class ChangedBy:
    """A document of the store that changes another one of it; see `Change`.

    Attributes:
        document: its name in the store.
        title, number, date: its own.
    """

    effect: Effect
    document: str
    title: str
    number: str | None
    date: str | None
    part: str | None
    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What the store knows of one document.

    Attributes:
        how: how its pages were read, each way once ("text", "text-layer", "ocr").
        pages: number of pages, or of sheets; None for files without pages.
        chunks: number of passages.
        title, number, date, kind, symbol, body, above, signer, period: see `Facts`.
        changed_by: documents of the store that amend, replace or repeal it, the latest first; only
            those that the audiences it was asked for may see.
    """

    name: str
    path: Path
    audience: Audience
    sha256: str
    title: str
    number: str | None
    date: str | None
    pages: int | None
    chunks: int
    how: tuple[How, ...]
    repaired: bool = False
    kind: str | None = None
    symbol: str | None = None
    body: str | None = None
    above: str | None = None
    signer: Signer | None = None
    period: Period | None = None
    changed_by: tuple[ChangedBy, ...] = ()

    @property
    def replaced_by(self) -> ChangedBy | None:
        """The document that replaces or repeals it as a whole, if one is known."""
        whole = (c for c in self.changed_by if c.part is None and c.effect is not Effect.AMENDS)
        return next(whole, None)


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A line as the store keeps it, for showing a source.

    Attributes:
        position: in the document's flat list of lines, from 0; what `Citation.marks` counts.
        doubts: (start, end, as printed) of every word of `text` that repair was not sure of.
        words: the boxes of its words, in order, on pages read from their picture.
    """

    position: int
    page: int | None
    number: int
    sheet: str | None
    row: int | None
    source: str
    text: str
    box: Box | None
    heading: int
    role: Role
    doubts: tuple[tuple[int, int, str], ...] = ()
    words: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredPage:
    """What the store knows of a page or sheet: how it was read, how surely, what was done to it."""

    number: int | None
    sheet: str | None
    how: How
    engine: str | None
    repaired: bool
    confidence: float
    width: float | None
    height: float | None
    notes: tuple[Note, ...] = ()
