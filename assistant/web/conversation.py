"""One conversation, kept in the process's memory for as long as its page is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.model import Answer, Citation, Status
from assistant.web.feedback.tickets import Ticket

MAX_TURNS = 40  # older ones leave the page, so that one open tab cannot fill the memory


class Phase(StrEnum):
    """How far a turn has come."""

    SEARCHING = "searching"
    WRITING = "writing"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    REFUSED = "refused"  # not asked at all: empty, or longer than is allowed


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """A question and what became of it. Compared by identity: answers hold mappings.

    Attributes:
        number: counts from 1 within the conversation and is never given twice.
        shown: how much of the answer's text is on the page while it is being written.
        remark: what the page itself says, where there is no answer.
        narrowed: which documents alone were searched, in words; empty for all.
        repaired: the markers whose words were repaired, not printed as they are quoted.
        ticket: by which the answer can be judged; None where it cannot.
    """

    number: int
    question: str
    phase: Phase = Phase.SEARCHING
    answer: Answer | None = None
    shown: str = ""
    remark: str = ""
    narrowed: str = ""
    repaired: tuple[int, ...] = ()
    ticket: Ticket | None = None

    @property
    def open(self) -> bool:
        """Whether the answer is still awaited."""
        return self.phase in (Phase.SEARCHING, Phase.WRITING)


Turns = tuple[Turn, ...]


def begin(turns: Sequence[Turn], question: str, narrowed: str = "") -> Turns:
    """The conversation with a new question; a turn left open before it counts as stopped."""
    number = turns[-1].number + 1 if turns else 1
    return (*stop(turns), Turn(number, question, narrowed=narrowed))[-MAX_TURNS:]


def change(turns: Sequence[Turn], **changes: object) -> Turns:
    """The conversation with its last turn changed."""
    *before, last = turns
    return (*before, replace(last, **changes))  # type: ignore[arg-type]


def stop(turns: Sequence[Turn]) -> Turns:
    """The conversation with no turn left open."""
    return tuple(
        replace(turn, phase=Phase.STOPPED, answer=None, shown="") if turn.open else turn
        for turn in turns
    )


def history(turns: Sequence[Turn], most: int) -> list[str]:
    """The earlier questions of the conversation, oldest first, but none that was refused."""
    asked = [
        turn.question
        for turn in turns
        if turn.answer is not None and turn.answer.status is not Status.BLOCKED
    ]
    return asked[-most:] if most > 0 else []


def ticket(turns: Sequence[Turn]) -> Ticket | None:
    """The last ticket that was given in the conversation."""
    return next((turn.ticket for turn in reversed(turns) if turn.ticket is not None), None)


def citation(turns: Sequence[Turn], number: int, marker: int) -> Citation | None:
    """The citation that a marker of a turn stands for."""
    for turn in turns:
        if turn.number == number and turn.answer is not None:
            return next((c for c in turn.answer.citations if c.marker == marker), None)
    return None
