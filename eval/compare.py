"""Runs side by side: what got better, what got worse, and whether it can be chance."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.folder import settings_of
from eval.significance import mcnemar, paired_interval, randomisation

__all__ = [
    "TIMES", "Difference", "Run", "RunError", "compare", "differing", "load", "mcnemar",
    "randomisation", "read", "shared",
]  # fmt: skip

Row = Mapping[str, Any]
_BINARY = ("supported", "direct", "refusal", "hit_at_1", "hit_at_5")
_GRADED = (
    "mrr", "valid_citations", "citation_precision", "citation_recall", "figures_exact",
    "figures_partial", "list_completeness", "understood",
)  # fmt: skip
TIMES = ("latency_ms",)  # in milliseconds, where less is better


class RunError(Exception):
    """A folder holds no run; the message says which."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run as its folder holds it.

    Attributes:
        name: the folder, as it was given.
        rows: the results by question id, in the order of the set.
        settings: what was run; empty where the run does not say.
    """

    name: str
    rows: Mapping[str, dict[str, Any]]
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure over the questions that both runs scored.

    Attributes:
        before, after: means over the questions.
        better, worse: ids of the questions that changed.
        p: two-sided probability of a difference this large by chance.
        interval: 95 % interval of `after - before`; None for a single question.
    """

    measure: str
    questions: int
    before: float
    after: float
    better: tuple[str, ...]
    worse: tuple[str, ...]
    p: float
    interval: tuple[float, float] | None


def load(folder: Path) -> Run:
    """A run with its settings.

    Raises:
        RunError: the folder holds none.
    """
    rows = read(folder)
    settings = settings_of(folder)
    if settings is None:
        try:
            settings = json.loads((folder / "summary.json").read_text(encoding="utf-8"))["run"]
        except (OSError, ValueError, KeyError, TypeError):
            settings = None  # an older run, or results that were copied alone
    return Run(str(folder), rows, settings if isinstance(settings, dict) else {})


def read(folder: Path) -> dict[str, dict[str, Any]]:
    """The results of a run by question id.

    Raises:
        RunError: there are none, or a line is damaged.
    """
    try:
        # not splitlines: an answer may hold characters that it takes for line ends
        *lines, rest = (folder / "results.jsonl").read_bytes().split(b"\n")
    except OSError as error:
        raise RunError(f"{folder}: no results of a run ({error})") from error
    rows = {}
    for number, line in enumerate((*lines, rest), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row["scores"], dict):
                raise ValueError("no scores")
            rows[str(row["id"])] = row
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            if number > len(lines) and rows:
                break  # the run was killed while it wrote its last line
            place = f"{folder}: no results of a run, line {number}"
            raise RunError(f"{place} ({error!r})") from error
    if not rows:
        raise RunError(f"{folder}: no results of a run")
    return rows


def shared(runs: Sequence[Mapping[str, Row]]) -> list[str]:
    """Ids of the questions that every run has, asked in the same words, in the first run's order."""
    first, *others = runs
    return [
        key
        for key, row in first.items()
        if all(key in o and o[key].get("question") == row.get("question") for o in others)
    ]


def differing(settings: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[Any]]]:
    """The settings that are not the same in all runs: name, and the value in each run."""
    keys = dict.fromkeys(key for one in settings for key in one)
    values = [(key, [one.get(key) for one in settings]) for key in keys]
    return [(key, given) for key, given in values if any(one != given[0] for one in given)]


def compare(before: Mapping[str, Row], after: Mapping[str, Row]) -> list[Difference]:
    """All measures, paired by question id.

    Binary measures are tested with McNemar's exact test, the others with a paired randomisation
    test; the intervals are from a paired bootstrap (`eval.significance`).
    """
    keys = shared((before, after))
    found = []
    for measure in (*_BINARY, *_GRADED, *TIMES):
        pairs = [
            (key, a, b)
            for key in keys
            if (a := _value(before[key], measure)) is not None
            and (b := _value(after[key], measure)) is not None
        ]
        if pairs:
            found.append(_difference(measure, pairs))
    return found


def _difference(measure: str, pairs: Sequence[tuple[str, float, float]]) -> Difference:
    up = tuple(key for key, a, b in pairs if b > a)
    down = tuple(key for key, a, b in pairs if b < a)
    better, worse = (down, up) if measure in TIMES else (up, down)
    changes = [b - a for _, a, b in pairs]
    p = mcnemar(len(better), len(worse)) if measure in _BINARY else randomisation(changes)
    return Difference(
        measure,
        len(pairs),
        sum(a for _, a, _ in pairs) / len(pairs),
        sum(b for _, _, b in pairs) / len(pairs),
        better,
        worse,
        p,
        paired_interval(changes),
    )


def _value(row: Row, measure: str) -> float | None:
    """What one answer scored, None where the measure does not apply to its question."""
    scores = row["scores"]
    derived = _DERIVED.get(measure)
    if derived is not None:
        return derived(row)
    score = scores.get(measure)
    if not isinstance(score, int | float) or not math.isfinite(score):
        return None
    return float(score)


def _refusal(row: Row) -> float:
    """Right where refused and answerable are not both or neither."""
    return float(bool(row["scores"].get("refused")) != bool(row.get("answerable", True)))


def _hit(most: int) -> Callable[[Row], float | None]:
    def hit(row: Row) -> float | None:
        rank = row["scores"].get("rank")
        return None if rank is None else float(0 < rank <= most)

    return hit


def _reciprocal(row: Row) -> float | None:
    rank = row["scores"].get("rank")
    return None if rank is None else 1.0 / rank if rank else 0.0


_DERIVED: Mapping[str, Callable[[Row], float | None]] = {
    "refusal": _refusal,
    "hit_at_1": _hit(1),
    "hit_at_5": _hit(5),
    "mrr": _reciprocal,
}
