"""What people said of answers, kept in one SQLite file beside the versions of a store.

`STORE/feedback.sqlite` holds no address, no name of a browser and no time of day; personal data is
taken out of what was typed before it is written (`assistant.privacy`). Any number of threads and
processes may write: each call opens the file, and SQLite lets one write at a time.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from assistant import privacy
from assistant.model import Role, Status

MAX_COMMENT = 500  # characters
MOST = 5_000  # entries that are kept
FILE = "feedback.sqlite"
_WAIT = 10.0  # seconds for which a writer waits for another
_VERSION = 1
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_TABLE = """
CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    day TEXT NOT NULL,
    thumb TEXT NOT NULL,
    comment TEXT NOT NULL,
    question TEXT NOT NULL,
    history TEXT NOT NULL,
    status TEXT NOT NULL,
    answer TEXT NOT NULL,
    short TEXT,
    places TEXT NOT NULL,
    version TEXT NOT NULL,
    role TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'new',
    moved TEXT NOT NULL DEFAULT ''
)"""
_COLUMNS = (
    "key day thumb comment question history status answer short places version role state moved"
).split()
# what falls out first: reviewed before new, praise before complaint, old before recent
_PRUNE = """
DELETE FROM feedback WHERE id IN (
    SELECT id FROM feedback ORDER BY state = 'new', thumb = 'down', id
    LIMIT max(0, (SELECT count(*) FROM feedback) - ?)
)"""


class Thumb(StrEnum):
    """What somebody thought of an answer."""

    UP = "up"
    DOWN = "down"


class State(StrEnum):
    """What became of an entry."""

    NEW = "new"
    DONE = "done"  # it is in a question set
    DISMISSED = "dismissed"


class FeedbackError(Exception):
    """The file cannot be read or written; the message says which, and why."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that an answer cited, as in the contract.

    Attributes:
        quote: of the document, where nothing else says which place in it is meant.
        shown: first and last line of the page that the quote stands on, as the views count them.
    """

    document: str
    page: int | None = None
    lines: tuple[int, int] | None = None
    sheet: str | None = None
    row: int | None = None
    procedure: str | None = None
    quote: str | None = None
    shown: tuple[int, int] | None = None

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Place:
        """Back from JSON."""
        spans = {key: tuple(fields[key]) for key in ("lines", "shown") if fields.get(key)}
        return cls(**{**fields, **spans})


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer that somebody judged.

    Attributes:
        key: 16 hexadecimal digits; one for an answer, however often it is judged.
        history: the questions before it, oldest first.
        short: the direct answer, where there was one.
        version: of the store that answered.
        role: for whom it was answered.
        day: of the last judgement.
        moved: the set and the id of the question it became, as "SET#ID"; empty for others.
    """

    key: str
    thumb: Thumb
    comment: str
    question: str
    history: tuple[str, ...]
    status: Status
    answer: str
    short: str | None
    places: tuple[Place, ...]
    version: str
    role: Role
    day: date
    state: State = State.NEW
    moved: str = ""


class Feedback:
    """The entries of one store.

    Args:
        path: of the file; made when something is written first.
        most: how many entries are kept.
    """

    def __init__(self, path: Path, most: int = MOST) -> None:
        self._path, self._most = path, most

    @classmethod
    def of(cls, store: Path) -> Feedback:
        """That of a store, in a place which building an index leaves alone."""
        return cls(store.resolve() / FILE)

    def put(self, entry: Entry) -> bool:
        """Keep an entry, in place of an earlier one of the same key; personal data is left out.

        Returns:
            False where the earlier one was reviewed already: it stays as it is.

        Raises:
            FeedbackError: it cannot be written.
        """
        row = _row(entry)
        names = [name for name in _COLUMNS if name not in ("state", "moved")]
        marks = ", ".join("?" for _ in names)
        with self._writing() as file:
            kept = file.execute(
                f"INSERT INTO feedback ({', '.join(names)}) VALUES ({marks}) "
                "ON CONFLICT (key) DO UPDATE SET thumb = excluded.thumb, day = excluded.day, "
                "comment = excluded.comment WHERE state = 'new'",
                [row[name] for name in names],
            )
            if kept.rowcount == 1:
                file.execute(_PRUNE, (self._most,))
            return kept.rowcount == 1

    def withdraw(self, key: str) -> None:
        """Forget an entry that nobody reviewed yet.

        Raises:
            FeedbackError: it cannot be written.
        """
        with self._writing() as file:
            file.execute("DELETE FROM feedback WHERE key = ? AND state = 'new'", (key,))

    def settle(self, key: str, before: State, after: State, moved: str = "") -> bool:
        """Change what became of an entry.

        Returns:
            False where it is not in the state `before`, or not there: somebody else was faster.

        Raises:
            FeedbackError: it cannot be written.
        """
        with self._writing() as file:
            changed = file.execute(
                "UPDATE feedback SET state = ?, moved = ? WHERE key = ? AND state = ?",
                (after, moved, key, before),
            )
            return changed.rowcount == 1

    def find(self, key: str) -> Entry | None:
        """One entry; None where there is none.

        Raises:
            FeedbackError: the file cannot be read.
        """
        return next(iter(self._read("WHERE key = ?", (key,))), None)

    def entries(self, state: State, first: int = 0, count: int = 50) -> list[Entry]:
        """Entries of a state, complaints first, then the newest.

        Args:
            state: of all of them.
            first: how many are left out.
            count: how many are given at most.

        Raises:
            FeedbackError: the file cannot be read.
        """
        order = "WHERE state = ? ORDER BY thumb = 'down' DESC, id DESC LIMIT ? OFFSET ?"
        return self._read(order, (state, count, first))

    def counts(self) -> dict[State, int]:
        """How many entries there are of each state.

        Raises:
            FeedbackError: the file cannot be read.
        """
        counted = dict.fromkeys(State, 0)
        with self._open() as file:
            if file is not None:
                found = file.execute("SELECT state, count(*) FROM feedback GROUP BY state")
                counted |= {State(state): n for state, n in found}
        return counted

    def _read(self, rest: str, values: Sequence[object]) -> list[Entry]:
        with self._open() as file:
            if file is None:
                return []
            found = file.execute(f"SELECT {', '.join(_COLUMNS)} FROM feedback {rest}", values)
            return [_entry(dict(zip(_COLUMNS, row, strict=True))) for row in found]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection | None]:
        """The file for reading; None where nothing was ever written."""
        with self._explained():
            if not self._path.exists():
                yield None
                return
            with closing(sqlite3.connect(self._path, timeout=_WAIT)) as file:
                self._check(file)
                yield file if file.execute("PRAGMA user_version").fetchone()[0] else None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """The file in a transaction of one's own, which ends with the block."""
        with self._explained():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)  # what people said is not for everybody on the machine
            connected = sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None)
            with closing(connected) as file:
                file.execute("PRAGMA secure_delete = ON")
                file.execute("BEGIN IMMEDIATE")
                self._check(file)
                file.execute(_TABLE)
                file.execute(f"PRAGMA user_version = {_VERSION}")
                yield file
                file.execute("COMMIT")

    def _check(self, file: sqlite3.Connection) -> None:
        if file.execute("PRAGMA user_version").fetchone()[0] > _VERSION:
            raise FeedbackError(f"{self._path}: written by a newer release")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, ValueError) as error:
            raise FeedbackError(f"{self._path}: {error}") from error


def _row(entry: Entry) -> dict[str, Any]:
    """An entry as it is written: nothing personal, nothing that a file or a page could not hold."""
    return {
        **asdict(entry),
        "day": entry.day.isoformat(),
        "comment": _typed(entry.comment)[:MAX_COMMENT],
        "question": _typed(entry.question),
        "history": _json([_typed(question) for question in entry.history]),
        "answer": _CONTROL.sub(" ", entry.answer),
        "places": _json([asdict(place) for place in entry.places]),
    }


def _typed(text: str) -> str:
    return privacy.remove(_CONTROL.sub(" ", text)).strip()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(
        **{
            **row,
            "thumb": Thumb(row["thumb"]),
            "history": tuple(json.loads(row["history"])),
            "status": Status(row["status"]),
            "places": tuple(Place.of(fields) for fields in json.loads(row["places"])),
            "role": Role(row["role"]),
            "day": date.fromisoformat(row["day"]),
            "state": State(row["state"]),
        }
    )
