"""Two runs side by side: what got better, what got worse, and whether it can be chance."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PERMUTATIONS, _SEED = 10_000, 20240715
_BINARY = ("supported", "direct", "refusal", "hit_at_1", "hit_at_5")


class RunError(Exception):
    """A folder holds no run; the message says which."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure over the questions that both runs scored.

    Attributes:
        better, worse: ids of the questions that changed.
        p: two-sided probability of a difference this large by chance.
    """

    measure: str
    questions: int
    before: float
    after: float
    better: tuple[str, ...]
    worse: tuple[str, ...]
    p: float


def read(folder: Path) -> dict[str, dict[str, Any]]:
    """The results of a run by question id.

    Raises:
        RunError: there are none.
    """
    try:
        # not splitlines: an answer may hold characters that it takes for line ends
        lines = (folder / "results.jsonl").read_text(encoding="utf-8").split("\n")
        rows = [json.loads(line) for line in lines if line]
        if all(isinstance(row["scores"], dict) for row in rows):
            return {str(row["id"]): row for row in rows}
        raise ValueError("no scores")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RunError(f"{folder}: no results of a run ({error})") from error


def compare(
    before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]
) -> list[Difference]:
    """All measures, paired by question id.

    Binary measures are tested with McNemar's exact test (1947), reciprocal ranks with a paired
    randomisation test (Fisher 1935; seeded).
    """
    shared = [key for key in before if key in after]
    found = []
    for measure in (*_BINARY, "mrr"):
        pairs = [
            (key, a, b)
            for key in shared
            if (a := _value(before[key], measure)) is not None
            and (b := _value(after[key], measure)) is not None
        ]
        if not pairs:
            continue
        better = tuple(key for key, a, b in pairs if b > a)
        worse = tuple(key for key, a, b in pairs if b < a)
        changes = [b - a for _, a, b in pairs]
        p = mcnemar(len(better), len(worse)) if measure in _BINARY else randomisation(changes)
        found.append(
            Difference(
                measure,
                len(pairs),
                sum(a for _, a, _ in pairs) / len(pairs),
                sum(b for _, _, b in pairs) / len(pairs),
                better,
                worse,
                p,
            )
        )
    return found


def _value(row: Mapping[str, Any], measure: str) -> float | None:
    """What one answer scored, None where the measure does not apply to its question."""
    scores = row["scores"]
    if measure == "refusal":  # right where refused and answerable are not both or neither
        return float(bool(scores.get("refused")) != bool(row.get("answerable", True)))
    if measure in ("supported", "direct"):
        score = scores.get(measure)
        return None if score is None else float(score)
    rank = scores.get("rank")
    if rank is None:
        return None
    if measure == "mrr":
        return 1.0 / rank if rank else 0.0
    return float(0 < rank <= (1 if measure == "hit_at_1" else 5))


def mcnemar(better: int, worse: int) -> float:
    """Two-sided exact probability that as many pairs change one way, were both ways as likely."""
    changed = better + worse
    tail = sum(math.comb(changed, i) for i in range(min(better, worse) + 1))
    return min(1.0, 2 * tail / (1 << changed))


def randomisation(changes: Sequence[float]) -> float:
    """Two-sided probability of a mean change this large were the sign of each change chance."""
    changed = [abs(change) for change in changes if change]
    if not changed:
        return 1.0
    observed = abs(sum(changes)) - 1e-12
    chance = random.Random(_SEED)
    extreme = sum(
        abs(sum(size if chance.random() < 0.5 else -size for size in changed)) >= observed
        for _ in range(_PERMUTATIONS)
    )
    return (extreme + 1) / (_PERMUTATIONS + 1)
