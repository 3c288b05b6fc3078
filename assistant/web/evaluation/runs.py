"""The folders of runs: `STORE/evaluation/runs/NAME`, one for each that was asked for.

A folder holds `plan.json` (what was asked for), `set/` (the questions as they were then), what the
run itself writes (`settings.json`, `results.jsonl`, `summary.json`, `report.html`), `run.log` (what
it said) and, where it broke off, `failure.json`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from assistant.web.evaluation.plan import Plan
from corpus.vietnamese.normalise import fold
from eval import folder as evaluated

_NAME = re.compile(r"\d{8}-\d{6}-[a-z0-9][a-z0-9-]{0,60}")
_LONGEST_SLUG = 40
_REMEMBERED = 256  # files whose contents are kept until they change
_LOG_TAIL = 4096  # bytes of a log in which the reason of a failure is looked for


@dataclass(frozen=True, slots=True)
class Failure:
    """How the process of a run ended: its exit code (negative: a signal), its last words."""

    code: int
    said: str

    @property
    def was_killed(self) -> bool:
        """Whether the system ended it, as where memory is short."""
        return self.code < 0


@dataclass(frozen=True, slots=True)
class RunFolder:
    """A run as it lies on the disk."""

    path: Path
    plan: Plan

    @property
    def name(self) -> str:
        """Its name, unique in a store; newer ones sort last."""
        return self.path.name

    @property
    def set_file(self) -> Path:
        """The questions, as they were when the run was asked for."""
        return self.path / "set" / self.plan.set

    @property
    def results(self) -> Path:
        """The answers so far, one a line."""
        return self.path / evaluated.RESULTS

    @property
    def report(self) -> Path:
        """The report; there is none while a run is under way."""
        return self.path / evaluated.REPORT

    @property
    def log(self) -> Path:
        """What the run said."""
        return self.path / "run.log"

    @property
    def summary(self) -> Mapping[str, Any] | None:
        """The measures; None where they have not been written."""
        return _object(self.path / evaluated.SUMMARY)

    @property
    def is_complete(self) -> bool:
        """Whether every question was asked and the measures are taken."""
        summary = self.summary
        return summary is not None and summary.get("complete", True) is not False

    @property
    def failure(self) -> Failure | None:
        """Why the run broke off; None where it did not."""
        found = _object(self.path / "failure.json")
        if found is None:
            return None
        code = found.get("code")
        return Failure(code if isinstance(code, int) else 1, str(found.get("said", "")))

    def fail(self, code: int) -> None:
        """Keep how its process ended, with the last line that it wrote."""
        text = json.dumps({"code": code, "said": self._last_words()}, ensure_ascii=False)
        _write(self.path / "failure.json", text)

    def forgive(self) -> None:
        """Forget how it ended: it is run again."""
        (self.path / "failure.json").unlink(missing_ok=True)

    def _last_words(self) -> str:
        try:
            with self.log.open("rb") as file:
                file.seek(max(0, file.seek(0, os.SEEK_END) - _LOG_TAIL))
                lines = file.read().decode("utf-8", "replace").split("\n")
        except OSError:
            return ""
        return next((line.strip()[:500] for line in reversed(lines) if line.strip()), "")


class Runs:
    """All runs of a store."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> list[str]:
        """The names of the runs, the newest first."""
        names = (path.name for path in self._folder.glob("*"))
        return sorted(filter(_NAME.fullmatch, names), reverse=True)

    def all(self) -> list[RunFolder]:
        """The runs, the newest first."""
        return [run for run in map(self.find, self.names()) if run is not None]

    def find(self, name: str) -> RunFolder | None:
        """A run by its name; None where there is none."""
        if not _NAME.fullmatch(name):
            return None
        path = self._folder / name
        if path.is_symlink():
            return None
        try:
            return RunFolder(path, Plan.read(path / "plan.json"))
        except (OSError, ValueError):
            return None

    def create(self, plan: Plan, questions: Path) -> RunFolder:
        """A new folder with a plan and a copy of its questions."""
        slug = re.sub(r"[^a-z0-9]+", "-", fold(Path(plan.set).stem))[:_LONGEST_SLUG].strip("-")
        stem = f"{plan.created:%Y%m%d-%H%M%S}-{slug or 'set'}"
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f".{secrets.token_hex(8)}.part"
        made = RunFolder(part, plan)
        try:
            made.set_file.parent.mkdir(parents=True)
            shutil.copyfile(questions, made.set_file)
            plan.write(part / "plan.json")
            path = self._folder / stem
            for number in range(2, 100):
                if not path.exists():
                    break
                path = self._folder / f"{stem}-{number}"
            part.rename(path)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        return RunFolder(path, plan)

    def delete(self, run: RunFolder) -> None:
        """Delete a run for good; nobody sees it half deleted."""
        gone = run.path.with_name(f".{secrets.token_hex(8)}.gone")
        run.path.rename(gone)
        shutil.rmtree(gone)


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _object(path: Path) -> Mapping[str, Any] | None:
    try:
        found = path.stat()
        return _read(path, found.st_mtime_ns, found.st_size)
    except OSError:
        return None


@lru_cache(maxsize=_REMEMBERED)
def _read(path: Path, _changed: int, _size: int) -> Mapping[str, Any] | None:
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError:
        return None
    return MappingProxyType(found) if isinstance(found, dict) else None


def _write(path: Path, text: str) -> None:
    part = path.with_suffix(".new")
    part.write_text(text, "utf-8")
    part.replace(path)
