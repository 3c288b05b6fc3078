"""The results of a run as they come: its file is read on from where it was left."""

from __future__ import annotations

import json
import os
from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from eval.report.rows import finite, scores_of, stage, verdict
from eval.report.texts import Verdict

_KEPT = 16  # runs whose results are kept in memory
_LONGEST = 300  # characters of an answer that a list shows


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that was asked, as lists show it.

    Attributes:
        answer: the short answer, else the beginning of the whole one.
        stage: where the right answer was lost; None where it was not, or nobody knows.
        ms: time that the answer took.
    """

    id: str
    question: str
    style: str
    type: str
    status: str
    answer: str
    verdict: Verdict
    stage: str | None
    ms: float | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come.

    Attributes:
        answers: in the order in which they came.
    """

    answers: Sequence[Answered]

    @property
    def done(self) -> int:
        """How many questions were asked."""
        return len(self.answers)

    @property
    def verdicts(self) -> Counter[Verdict]:
        """How many answers are worth what."""
        return Counter(one.verdict for one in self.answers)

    @property
    def stages(self) -> list[tuple[str, int]]:
        """Where right answers were lost, the most frequent stage first."""
        return Counter(one.stage for one in self.answers if one.stage).most_common()

    @property
    def wrong(self) -> list[Answered]:
        """The answers that are wrong."""
        return [one for one in self.answers if one.verdict is Verdict.WRONG]

    def seconds_left(self, questions: int, last: int = 50, times: int = 1) -> float | None:
        """How long the rest will take at the pace of the last answers; None before there is one.

        Args:
            questions: how many are asked in all.
            last: answers that tell the pace.
            times: that each question is asked.
        """
        paces = [one.ms for one in self.answers[-last:] if one.ms is not None]
        if not paces or self.done >= questions:
            return None
        return times * (questions - self.done) * sum(paces) / len(paces) / 1000


class Results:
    """Results of runs, by their files."""

    def __init__(self) -> None:
        self._tails: OrderedDict[Path, _Tail] = OrderedDict()
        self._lock = Lock()

    def read(self, path: Path) -> Progress:
        """What a file holds by now; nothing where there is none."""
        with self._lock:
            tail = self._tails.setdefault(path, _Tail(path))
            self._tails.move_to_end(path)
            while len(self._tails) > _KEPT:
                self._tails.popitem(last=False)
            return Progress(tail.read())


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file of results, a last one that is cut off and damaged ones left out."""
    with path.open("rb") as file:
        for line in file:
            row = _row(line)
            if row is not None:
                yield row


class _Tail:
    """A file that grows; one that was replaced is read anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: tuple[int, int] | None = None
        self._offset = 0
        self._answers: list[Answered] = []

    def read(self) -> list[Answered]:
        try:
            with self._path.open("rb") as file:
                self._recognise(file.fileno())
                file.seek(self._offset)
                text = file.read()
        except FileNotFoundError:
            self._restart(None)
            return []
        whole = text[: text.rfind(b"\n") + 1]
        self._offset += len(whole)
        for line in whole.split(b"\n"):
            row = _row(line)
            if row is not None:
                self._answers.append(_answered(row))
        return list(self._answers)

    def _recognise(self, descriptor: int) -> None:
        found = os.fstat(descriptor)
        file = (found.st_dev, found.st_ino)
        if file != self._file or found.st_size < self._offset:
            self._restart(file)

    def _restart(self, file: tuple[int, int] | None) -> None:
        self._file, self._offset, self._answers = file, 0, []


def _row(line: bytes) -> dict[str, Any] | None:
    if not line.endswith((b"}", b"}\n", b"}\r\n")):
        return None
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row if isinstance(row, dict) and isinstance(row.get("scores"), dict) else None


def _answered(row: Mapping[str, Any]) -> Answered:
    said = str(row.get("short_answer") or row.get("answer") or "")
    return Answered(
        id=str(row.get("id", "")),
        question=str(row.get("question", "")),
        style=str(row.get("style") or ""),
        type=str(row.get("type") or ""),
        status=str(row.get("status", "")),
        answer=said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…",
        verdict=verdict(row),
        stage=stage(row),
        ms=finite(scores_of(row).get("latency_ms")),
    )
