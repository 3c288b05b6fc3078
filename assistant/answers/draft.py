"""A draft of an answer: statements, each a token range of a passage; the pipeline cites them."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.model import Notice, Status
from corpus.model import Chunk


@dataclass(frozen=True, slots=True)
class Statement:
    """A token range of a passage that is said.

    Attributes:
        cut_before, cut_after: whether words of its sentence are left out there.
        wording: the sentence that is said instead of the range's own words, which carry it.
        of: what it is said of, where two things are told of: said before it.
    """

    chunk: Chunk
    first: int
    last: int
    cut_before: bool = False
    cut_after: bool = False
    wording: str = ""
    of: str = ""

    @property
    def text(self) -> str:
        """The words."""
        return self.chunk.read(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a way of answering proposes.

    Attributes:
        status: of the answer.
        statements: in the order they are said.
        short: the direct answer, if there is one.
        verdict: whether that is the assistant's own, of which no quote is needed: "Có", "Không", or
            what was computed from cited figures.
        lead: a sentence of the assistant's own before the statements, or instead of them.
        confidence: 0-1, for choosing between drafts.
        tail: a sentence of the assistant's own behind the statements.
        notices: what is to be known beside the answer.
        rewordable: whether a language model may say it in other words.
    """

    status: Status
    statements: tuple[Statement, ...] = ()
    short: str | None = None
    verdict: bool = False
    lead: str = ""
    confidence: float = 0.0
    tail: str = ""
    notices: tuple[Notice, ...] = ()
    rewordable: bool = False

    @property
    def record(self) -> str | None:
        """The key of the procedure whose record answers; None where none does."""
        told = self.status in (Status.ANSWERED, Status.PARTLY_ANSWERED)
        return self.statements[0].chunk.procedure if told and self.statements else None
