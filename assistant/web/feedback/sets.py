"""The office's own question sets in `STORE/evaluation/sets`, to which questions from use are added.

A set is read whole and replaced whole, so that a run that begins meanwhile sees the old one or the
new one and nothing between. Whoever changes one holds the lock that all of them share.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.web.admin.shelf import safe_name
from assistant.web.evaluation.lock import holding
from corpus.vietnamese.normalise import fold

SUFFIX = ".jsonl"
FIRST = f"cau-hoi-thuc-te{SUFFIX}"
"""The set that is proposed where there is none: "questions from use"."""


class QuestionSets:
    """The sets of a folder that have an object on each line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> list[str]:
        """File names, in order."""
        return sorted(
            path.name
            for path in self._folder.glob(f"*{SUFFIX}")
            if path.is_file() and not path.name.startswith(".")
        )

    def holding(self, question: str) -> list[str]:
        """Names of the sets that have a question, however its accents and case are typed."""
        asked = _compared(question)
        return [
            name
            for name in self.names()
            if any(_compared(row.get("question")) == asked for row in self._rows(name))
        ]

    def add(self, name: str, item: Mapping[str, Any]) -> None:
        """Write a question at the end of a set, which is made if there is none; within `locked`.

        Args:
            name: as `name_of` gives it.
            item: with an id of its own; an earlier one of that id is replaced.

        Raises:
            OSError: the set cannot be written.
        """
        lines = [line for line in self._lines(name) if _id(line) != item["id"]]
        self._write(name, [*lines, json.dumps(item, ensure_ascii=False)])

    def remove(self, name: str, id_: str) -> None:
        """Take a question out of a set; nothing happens where it is not in it; within `locked`.

        Raises:
            OSError: the set cannot be written.
        """
        lines = self._lines(name)
        kept = [line for line in lines if _id(line) != id_]
        if len(kept) < len(lines):
            self._write(name, kept)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """No other thread or process changes a set meanwhile."""
        with holding(self._folder / ".lock", "review"):
            yield

    def _rows(self, name: str) -> Iterator[Mapping[str, Any]]:
        for line in self._lines(name):
            row = _object(line)
            if row is not None:
                yield row

    def _lines(self, name: str) -> list[str]:
        try:
            text = (self._folder / name).read_text("utf-8-sig")
        except FileNotFoundError:
            return []
        # not splitlines: a text inside an object may hold characters that it takes for line ends
        return [line for line in text.split("\n") if line.strip()]

    def _write(self, name: str, lines: list[str]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f".{secrets.token_hex(8)}.part"
        try:
            with part.open("x", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{line}\n" for line in lines)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._folder / name)
        finally:
            part.unlink(missing_ok=True)


def name_of(given: str) -> str | None:
    """The file name of a set that somebody named; None where the name says nothing."""
    given = given.strip()
    if not given.lower().endswith(SUFFIX):
        given += SUFFIX
    return safe_name(given, (SUFFIX,))


def _compared(question: object) -> str:
    return " ".join(fold(question).split()).strip(" ?.!") if isinstance(question, str) else ""


def _id(line: str) -> object:
    row = _object(line)
    return row.get("id") if row is not None else None


def _object(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row if isinstance(row, dict) else None
