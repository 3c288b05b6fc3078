"""Tickets: a finished answer can be judged by whoever has its page open, and by nobody else.

The page gets no more than a ticket's name, which cannot be guessed; what was asked and answered stays
on the server, so a judgement never says more of an answer than is true. A ticket lasts as long as its
conversation, which holds it.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from weakref import WeakValueDictionary

from assistant.feedback import Thumb
from assistant.model import Answer, Status

_UNJUDGED = frozenset({Status.BLOCKED, Status.ERROR})  # there is nothing of the documents in them


class TooOftenError(Exception):
    """Judged too often in a short time; `wait` is in seconds."""

    def __init__(self, wait: float) -> None:
        super().__init__("too often")
        self.wait = max(1, round(wait))


class Brake:
    """Lets through at most so many within a time.

    Args:
        most: how many.
        seconds: within which time.
    """

    def __init__(
        self, most: int, seconds: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._times: deque[float] = deque(maxlen=most)
        self._lock = Lock()

    def pass_one(self) -> None:
        """Let one more through.

        Raises:
            TooOftenError: it has to wait.
        """
        with self._lock:
            now = self._clock()
            if len(self._times) == self._most and now - self._times[0] < self._seconds:
                raise TooOftenError(self._times[0] + self._seconds - now)
            self._times.append(now)


@dataclass(slots=True, weakref_slot=True, eq=False)
class Ticket:
    """An answer that can be judged.

    Attributes:
        name: given to the page.
        history: the questions before it.
        version: of the store that answered.
        brake: of the conversation.
        thumb, comment: the judgement as it is now.
    """

    name: str
    question: str
    history: tuple[str, ...]
    answer: Answer
    version: str
    brake: Brake
    thumb: Thumb | None = None
    comment: str = ""
    lock: Lock = field(default_factory=Lock)

    @property
    def key(self) -> str:
        """What its entry is kept under; the name does not follow from it."""
        return hashlib.sha256(self.name.encode()).hexdigest()[:16]


class Tickets:
    """The tickets of one process.

    Args:
        each: judgements a minute that a conversation may send.
        together: that all may send.
    """

    def __init__(self, each: int = 12, together: int = 240) -> None:
        self._each = each
        self._known: WeakValueDictionary[str, Ticket] = WeakValueDictionary()
        self.brake = Brake(together)

    def give(
        self, answer: Answer, history: Sequence[str], version: str, before: Ticket | None
    ) -> Ticket | None:
        """A ticket for an answer; None for one that is no answer.

        Args:
            answer: as it is shown.
            history: the questions before it.
            version: of the store that answered.
            before: a ticket of the same conversation.
        """
        if answer.status in _UNJUDGED:
            return None
        brake = before.brake if before else Brake(self._each)
        name = secrets.token_urlsafe(24)
        ticket = Ticket(name, answer.question.text, tuple(history), answer, version, brake)
        self._known[name] = ticket
        return ticket

    def find(self, name: str) -> Ticket | None:
        """A ticket by its name; None for one whose page was closed, or that never was."""
        return self._known.get(name)
