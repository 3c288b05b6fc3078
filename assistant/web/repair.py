"""What the source view says of repaired text: how sure it is, and which words are guesses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import NoteKind, StoredDocument, StoredLine, StoredPage

if TYPE_CHECKING:
    from assistant.model import Citation
    from assistant.pipeline import Assistant, PageReading

Doubt = tuple[int, int, str]  # as in `StoredLine.doubts`


@dataclass(frozen=True, slots=True)
class Repair:
    """The repair of one page.

    Attributes:
        doubtful: how many of its words are guesses.
        quality: how sure its reading is, in whole hundredths, never rounded up; None where that
            is not known.
    """

    doubtful: int
    quality: int | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a line; `printed` is what stands in print where they are a guess."""

    text: str
    printed: str | None = None


def repair_of(
    assistant: Assistant,
    document: StoredDocument,
    page: int | None,
    sheet: str | None,
    lines: Sequence[StoredLine],
) -> Repair | None:
    """The repair of a page that the role may see; None where the page is as it was printed.

    Args:
        assistant: whose store is asked.
        document: as the assistant gave it to this role.
        page: which page of it.
        sheet: or which sheet.
        lines: all lines of the page.
    """
    if not document.repaired or all(same(line.source, line.text) for line in lines):
        return None
    found = reading_of(assistant, document, page, sheet)
    return Repair(
        sum(len(line.doubts) for line in lines),
        percent(found.page.confidence) if found else None,
    )


def reading_of(
    assistant: Assistant, document: StoredDocument, page: int | None, sheet: str | None
) -> PageReading | None:
    """How a page that the role may see was read; None where that is not known."""
    return next(
        (
            reading
            for reading in assistant.pages(document.name)
            if (reading.page.number, reading.page.sheet) == (page, sheet)
        ),
        None,
    )


def is_repaired(assistant: Assistant, citation: Citation) -> bool:
    """Whether what is cited reads otherwise than it is printed because it was repaired."""
    if same(citation.quote, citation.source_quote):
        return False
    document = assistant.document(citation.document)
    return document is not None and document.repaired


def pieces(text: str, doubts: Sequence[Doubt]) -> Iterator[Piece]:
    """The text cut at its doubtful words, in order."""
    at = 0
    for start, end, printed in doubts:
        if start > at:
            yield Piece(text[at:start])
        yield Piece(text[start:end], printed)
        at = end
    if at < len(text):
        yield Piece(text[at:])


def shifted(doubts: Sequence[Doubt], by: int) -> tuple[Doubt, ...]:
    """The doubts of a text whose first `by` characters are left out."""
    return tuple((start - by, end - by, printed) for start, end, printed in doubts if start >= by)


def same(one: str, other: str) -> bool:
    """Whether two readings differ in nothing but their spaces."""
    return "".join(one.split()) == "".join(other.split())


def turned(page: StoredPage) -> int:
    """Degrees clockwise by which a page's picture has to be turned to be read."""
    for note in page.notes:
        if note.kind is NoteKind.TURNED and note.detail.rstrip("°") in ("90", "180", "270"):
            return int(note.detail.rstrip("°"))
    return 0


def percent(confidence: float) -> int:
    """A confidence in whole hundredths, never rounded up."""
    return int(round(100 * confidence, 6))
