"""The values that flow from a question to its answer; all frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from corpus.model import Chunk
from corpus.vietnamese import abbreviations
from corpus.vietnamese.normalise import fold


class Role(StrEnum):
    """Who asks. Decided by the process (`ASSISTANT_ROLE`), never by a request."""

    CITIZEN = "citizen"
    STAFF = "staff"


class Status(StrEnum):
    """What became of a question; the words of the contract."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    NOT_FOUND = "not_found"
    OUT_OF_SCOPE = "out_of_scope"
    NEEDS_CLARIFICATION = "needs_clarification"
    BLOCKED = "blocked"
    ERROR = "error"


class Language(StrEnum):
    """The language a question is asked in, and answered in."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


class Kind(StrEnum):
    """What kind of answer is asked for."""

    NUMBER = "number"
    DATE = "date"
    DOCUMENT_NUMBER = "document_number"
    WHO = "who"
    WHERE = "where"
    YES_NO = "yes_no"
    LIST = "list"
    DEFINITION = "definition"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood.

    Attributes:
        text: as typed (NFC).
        understood: as understood, follow-ups joined with what they follow.
        mended: with accents restored and slips mended; empty where nothing was changed.
        search: what is looked for: the question with abbreviations spelled out.
        context: the earlier question that a follow-up follows, empty for others.
        references: keys of document numbers in it (see `corpus.vietnamese.references`).
        fields: fields of a procedure that are asked for ("time_limit", "fee", …).
        has_accents: whether it has diacritics, typed or restored.
    """

    text: str
    understood: str
    search: str
    context: str = ""
    language: Language = Language.VIETNAMESE
    kind: Kind = Kind.SUMMARY
    references: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    has_accents: bool = True
    history: tuple[str, ...] = ()
    mended: str = ""

    @property
    def read(self) -> str:
        """The question itself as it is read, without what it follows."""
        return self.mended or self.text

    @property
    def spoken(self) -> str:
        """As understood, with abbreviations written out, for models that read meaning."""
        return self.written_out(self.understood)

    def written_out(self, text: str) -> str:
        """A text of the conversation with its abbreviations written out; English stays."""
        return text if self.language is Language.ENGLISH else abbreviations.written_out(text)

    @property
    def is_bare(self) -> bool:
        """Whether it was typed without accents, restored or not."""
        return self.language is Language.VIETNAMESE and self.text.isascii()

    @property
    def is_reread(self) -> bool:
        """Whether it was understood otherwise than it was typed, by more than accents and case."""
        typed, understood = (fold(text).split() for text in (self.text, self.understood))
        return [w.strip(".?!") for w in typed] != [w.strip(".?!") for w in understood]


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk found for a question, with its fused score (0-1) and the score of each leg."""

    chunk: Chunk
    score: float
    legs: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in a document. `quote` and `source_quote` are two readings of the same span.

    Attributes:
        lines: 1-based source lines of a text file, else None.
        marks: positions in the document's flat list of lines, first and last, for drawing.
        title, number, kind, issuer, date: of the document; see `corpus.model.Facts`.
    """

    marker: int
    document: str
    title: str
    number: str | None
    page: int | None
    lines: tuple[int, int] | None
    sheet: str | None
    row: int | None
    procedure: str | None
    quote: str
    source_quote: str
    marks: tuple[int, int]
    kind: str | None = None
    issuer: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader should know beside the answer, tied to a citation where it has one."""

    kind: str
    message: str
    marker: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a question. `text` is shown; every marker in it has its citation."""

    question: Question
    status: Status
    text: str
    short: str | None = None
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    retrieved: tuple[Passage, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
