"""The folder of a run: what was run, the answers as they come, the measures and the report.

A run may be killed at any moment. `settings.json` is there before the first answer; an answer is a
whole line of `results.jsonl` or is not there; the rest is written beside and put in place at once.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from eval.result import Result

SETTINGS, RESULTS, SUMMARY, REPORT = (
    "settings.json",
    "results.jsonl",
    "summary.json",
    "report.html",
)
PREVIOUS = "results.previous.jsonl"
_NOT_COMPARED = frozenset({"started", "workers"})


class BusyError(Exception):
    """Another run writes into the folder now."""


class RunFolder:
    """A folder that one run writes into.

    Attributes:
        path: the folder.
        settings: of the run; those of the one that is gone on with, where it is.
        results: the answers that are there, by the ids of their questions.
    """

    def __init__(
        self, path: Path, settings: Mapping[str, Any], results: Mapping[str, Result]
    ) -> None:
        self.path, self.settings = path, settings
        self.results = dict(results)

    @classmethod
    @contextmanager
    def open(
        cls, path: Path, settings: Mapping[str, Any], *, fresh: bool = False
    ) -> Iterator[Self]:
        """Begin a run, or go on with one of the same settings; nobody else may meanwhile.

        The answers of a run with other settings are kept as `results.previous.jsonl`; with `fresh`
        those of the same settings too.

        Raises:
            BusyError: another process writes into the folder.
            OSError: the folder cannot be written.
        """
        path.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDONLY)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BusyError(str(path)) from None
            before = settings_of(path)
            if before is not None and not fresh and is_same(before, settings):
                yield cls(path, before, _kept(path / RESULTS))
            else:
                _put_aside(path)
                _replace(path / SETTINGS, _json(settings))
                yield cls(path, settings, {})
        finally:
            os.close(handle)

    def add(self, result: Result) -> None:
        """Write an answer down; it is there when this returns, whatever becomes of the process."""
        line = f"{json.dumps(result.row(), ensure_ascii=False)}\n".encode()
        with (self.path / RESULTS).open("ab") as file:
            file.write(line)
        self.results[result.item.id] = result

    def finish(self, ids: Sequence[str], summary: Mapping[str, Any], report: str) -> None:
        """Put the answers in the order of the ids, and write the measures and the report."""
        _rewrite(self.path / RESULTS, [self.results[id] for id in ids if id in self.results])
        _replace(self.path / SUMMARY, _json(summary))
        _replace(self.path / REPORT, report)


def settings_of(path: Path) -> dict[str, Any] | None:
    """The settings of the run in a folder; None where there is none."""
    try:
        found = json.loads((path / SETTINGS).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def is_same(before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether two runs ask the same questions of the same assistant, whenever they began."""
    return not changed(before, now)


def changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """The names of the settings that two runs do not share."""
    again = json.loads(_json(now))  # as it would be read back
    names = dict.fromkeys((*before, *again))
    return [
        name for name in names if name not in _NOT_COMPARED and before.get(name) != again.get(name)
    ]


def _kept(path: Path) -> dict[str, Result]:
    """The answers of a file of results; a line that is cut off or damaged is asked again."""
    try:
        *lines, rest = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return {}
    results: dict[str, Result] = {}
    for line in lines:
        try:
            result = Result.of(json.loads(line))
        except (ValueError, RecursionError):
            continue
        results.setdefault(result.item.id, result)
    if rest or len(results) < len(lines):
        _rewrite(path, list(results.values()))
    return results


def _put_aside(path: Path) -> None:
    """Make room for another run: its measures and report go, its answers stay beside."""
    if (path / RESULTS).exists():
        (path / RESULTS).replace(path / PREVIOUS)
    for name in (SUMMARY, REPORT, SETTINGS):
        (path / name).unlink(missing_ok=True)


def _rewrite(path: Path, results: Sequence[Result]) -> None:
    rows = (json.dumps(result.row(), ensure_ascii=False) for result in results)
    _replace(path, "".join(f"{row}\n" for row in rows))


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _replace(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
