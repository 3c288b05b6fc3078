"""Where uploaded files lie: `STORE/uploads/public` and `STORE/uploads/staff`, which are indexed.

A file arrives beside them, comes in its place when its turn is there, and is put aside with its
reason where it cannot be read; then the file that it replaced comes back.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from corpus import archives, readers
from corpus.errors import Reason
from corpus.model import Audience
from corpus.vietnamese.normalise import normalise

SUFFIXES = readers.SUFFIXES | {archives.SUFFIX}
"""What uploaded files may be, by how their names end."""

_FORBIDDEN = frozenset('<>:"|?*')
_LONGEST = 200  # bytes of a name; file systems take 255
_COMING, _UNREAD, _BEFORE = ".incoming", ".unread", ".before"


@dataclass(frozen=True, slots=True)
class Unread:
    """An uploaded file that could not be read."""

    audience: Audience
    name: str
    reason: Reason | None


class Shelf:
    """The uploads of one store."""

    def __init__(self, store: Path) -> None:
        self._folder = store.resolve() / "uploads"

    def root(self, audience: Audience) -> Path:
        """The indexed folder of an audience."""
        return self._folder / audience.value

    def holds(self, path: Path | None) -> bool:
        """Whether a file lies here and not in a folder that somebody else looks after."""
        return path is not None and any(path.parent == self.root(audience) for audience in Audience)

    def is_taken(self, audience: Audience, name: str) -> bool:
        """Whether a file of that name is here or on its way."""
        return (self.root(audience) / name).exists() or self.is_coming(audience, name)

    def is_coming(self, audience: Audience, name: str) -> bool:
        """Whether a file of that name waits for its turn."""
        return self._in(_COMING, audience, name).exists()

    @contextmanager
    def receiving(self, audience: Audience, name: str) -> Iterator[IO[bytes]]:
        """A file to write what is uploaded to; it counts once all went well."""
        place = self._in(_COMING, audience, name)
        part = place.with_name(f".{secrets.token_hex(8)}.part")
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(place)
        finally:
            part.unlink(missing_ok=True)

    def settle(self, audience: Audience, name: str) -> Path:
        """Put a file that came into its place; the one that it replaces is kept for a while."""
        place = self.root(audience) / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            before = self._in(_BEFORE, audience, name)
            before.parent.mkdir(parents=True, exist_ok=True)
            place.replace(before)
        self._in(_COMING, audience, name).replace(place)
        return place

    def accept(self, audience: Audience, name: str) -> None:
        """The file in its place was read: what it replaced is no longer needed."""
        self._in(_BEFORE, audience, name).unlink(missing_ok=True)
        self.drop_unread(audience, name)

    def reject(self, audience: Audience, name: str, reason: Reason | None) -> None:
        """Put a file aside that could not be read; what it replaced comes back."""
        place = self.root(audience) / name
        aside = self._in(_UNREAD, audience, name)
        aside.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            place.replace(aside)
        with suppress(FileNotFoundError):
            self._in(_BEFORE, audience, name).replace(place)
        self._note(audience, name, reason)

    def unread(self) -> list[Unread]:
        """The files that were put aside, by name."""
        reasons = self._reasons()
        return sorted(
            (
                Unread(audience, path.name, _reason(reasons.get(f"{audience.value}/{path.name}")))
                for audience in Audience
                for path in _files(self._folder / _UNREAD / audience.value)
            ),
            key=lambda one: one.name,
        )

    def retry(self, audience: Audience, name: str) -> bool:
        """Let a file that was put aside wait for its turn again; False where there is none."""
        if not _is_name(name):
            return False
        coming = self._in(_COMING, audience, name)
        coming.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._in(_UNREAD, audience, name).replace(coming)
        except FileNotFoundError:
            return False
        return True

    def drop_unread(self, audience: Audience, name: str) -> None:
        """Delete a file that was put aside."""
        if _is_name(name):
            self._in(_UNREAD, audience, name).unlink(missing_ok=True)
            self._note(audience, name, None)

    def drop_coming(self, audience: Audience, name: str) -> None:
        """Delete a file that waits for its turn."""
        if _is_name(name):
            self._in(_COMING, audience, name).unlink(missing_ok=True)

    def left_over(self) -> tuple[list[tuple[Audience, str]], list[Path]]:
        """What a process that ended did not get to: files that wait, and files in their places.

        Files that had not arrived whole are deleted.
        """
        waiting, placed = [], []
        for audience in Audience:
            for path in _files(self._folder / _COMING / audience.value):
                waiting.append((audience, path.name))
            for part in (self._folder / _COMING / audience.value).glob(".*.part"):
                part.unlink(missing_ok=True)
            placed += _files(self.root(audience))
            for before in _files(self._folder / _BEFORE / audience.value):
                before.unlink(missing_ok=True)  # what replaced it is read now, whatever comes
        return waiting, placed

    def _in(self, folder: str, audience: Audience, name: str) -> Path:
        return self._folder / folder / audience.value / name

    def _reasons(self) -> dict[str, str]:
        try:
            found = json.loads((self._folder / _UNREAD / "reasons.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _note(self, audience: Audience, name: str, reason: Reason | None) -> None:
        reasons, key = self._reasons(), f"{audience.value}/{name}"
        if reasons.pop(key, None) is None and reason is None:
            return
        if reason is not None:
            reasons[key] = reason.value
        path = self._folder / _UNREAD / "reasons.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".new").write_text(json.dumps(reasons, ensure_ascii=False), "utf-8")
        path.with_suffix(".new").replace(path)


def safe_name(given: str, suffixes: Collection[str] = SUFFIXES) -> str | None:
    """The name that an uploaded file gets, NFC; None where its ending is none of `suffixes`.

    Folders in it, control characters and what file systems forbid are left out.
    """
    bare = normalise(given).replace("\\", "/").rpartition("/")[2]
    kept = (" " if not c.isprintable() else "_" if c in _FORBIDDEN else c for c in bare)
    name = " ".join("".join(kept).split()).lstrip(".~ $")
    stem, dot, suffix = name.rpartition(".")
    if not stem or f".{suffix.lower()}" not in suffixes:
        return None
    while len(f"{stem}.{suffix}".encode()) > _LONGEST:
        stem = stem[:-1]
    stem = stem.rstrip(" .") or "tep"
    return f"{stem}_.{suffix}" if stem.lower() == "sources" else f"{stem}{dot}{suffix}"


def _is_name(name: str) -> bool:
    return bool(name) and "/" not in name and "\0" not in name and not name.startswith(".")


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.glob("*") if p.is_file() and not p.name.startswith("."))


def _reason(value: str | None) -> Reason | None:
    try:
        return Reason(value) if value else None
    except ValueError:
        return None
