"""What the answers of all systems come to: measures by set and pooled, and paired tests with ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from eval import measures
from eval.measures.ranking import hit
from eval.peers.bench import OURS, Measured
from eval.peers.peer import Peer
from eval.result import Result
from eval.significance import mcnemar

POOLED = "pooled"
SHOWN = (
    "hit_at_1",
    "hit_at_5",
    "mrr",
    "supported",
    "direct",
    "refusal_precision",
    "refusal_recall",
)
TESTED = ("hit_at_1", "supported")
LEVEL = 0.05
_TIME = "latency_ms"


@dataclass(frozen=True, slots=True)
class Paired:
    """Ours against a peer on the questions of a set, or of all.

    Attributes:
        set: its name, or `POOLED`.
        questions: that the measure applies to.
        ours, theirs: shares, from 0 to 1.
        better, worse: questions that only we, only they got right.
        p: two-sided, of McNemar's exact test.
    """

    peer: str
    set: str
    measure: str
    questions: int
    ours: float
    theirs: float
    better: int
    worse: int
    p: float

    @property
    def is_ahead(self) -> bool:
        """Whether we are ahead by more than chance."""
        return self.ours > self.theirs and self.p < LEVEL


def summary(measured: Sequence[Measured], peers: Sequence[Peer]) -> dict[str, Any]:
    """The measures of every system on every set and on all of them together.

    Returns:
        {set: {system: {"questions", measure…, "latency_ms", "intervals"} or {"failure"}}}, last the
        set `POOLED`. What a system cannot have is None. Pooled are the sets that a system answered.
    """
    lacks = {peer.name: peer.lacks for peer in peers}
    sets = list(dict.fromkeys(one.set for one in measured))
    found: dict[str, dict[str, Any]] = {name: {} for name in (*sets, POOLED)}
    for one in measured:
        found[one.set][one.system] = (
            {"failure": one.failure}
            if one.failure is not None
            else _figures(one.results, lacks.get(one.system, {}))
        )
    for system in dict.fromkeys(one.system for one in measured):
        results = [r for one in measured if one.system == system for r in one.results]
        if results:
            found[POOLED][system] = _figures(results, lacks.get(system, {}))
    return found


def _figures(results: Sequence[Result], lacks: Mapping[str, Any]) -> dict[str, Any]:
    taken = measures.summarise(results)
    intervals = taken["intervals"]
    kept = {name: None if name in lacks else taken[name] for name in SHOWN}
    return {
        "questions": taken["questions"],
        **kept,
        _TIME: taken[_TIME],
        "intervals": {
            **{name: intervals[name] for name in SHOWN if kept[name] is not None},
            f"{_TIME}_p50": intervals[f"{_TIME}_p50"],
        },
    }


def paired(measured: Sequence[Measured], peers: Sequence[Peer]) -> list[Paired]:
    """Ours against each peer on each set alone, and pooled over those that the peer answered."""
    answered = {(one.system, one.set): one.results for one in measured if one.failure is None}
    sets = list(dict.fromkeys(one.set for one in measured))
    tests: list[Paired] = []
    for peer in peers:
        shared = [name for name in sets if (peer.name, name) in answered]
        for measure in TESTED:
            changes: list[tuple[bool, bool]] = []
            for name in shared:
                pairs = list(_pairs(answered[OURS, name], answered[peer.name, name], measure))
                tests += _tested(peer.name, name, measure, pairs)
                changes += pairs
            tests += _tested(peer.name, POOLED, measure, changes)
    return tests


def _pairs(
    ours: Iterable[Result], theirs: Iterable[Result], measure: str
) -> Iterable[tuple[bool, bool]]:
    for one, other in zip(ours, theirs, strict=True):
        a, b = _right(one, measure), _right(other, measure)
        if a is not None and b is not None:
            yield a, b


def _right(result: Result, measure: str) -> bool | None:
    if measure == "hit_at_1":
        rank = result.scores["rank"]
        return None if rank is None else bool(hit(rank, 1))
    score = result.scores[measure]
    return None if score is None else bool(score)


def _tested(
    peer: str, name: str, measure: str, pairs: Sequence[tuple[bool, bool]]
) -> Iterable[Paired]:
    """The test of some pairs (ours, theirs), none where there are no pairs."""
    if pairs:
        count = len(pairs)
        better = sum(a and not b for a, b in pairs)
        worse = sum(b and not a for a, b in pairs)
        ours, theirs = (sum(side) / count for side in zip(*pairs, strict=True))
        p = mcnemar(better, worse)
        yield Paired(peer, name, measure, count, ours, theirs, better, worse, p)


@dataclass(frozen=True, slots=True)
class Behind:
    """A figure in which we are behind a peer; no test is made of it."""

    peer: str
    set: str
    measure: str
    ours: float
    theirs: float


def behind(found: Mapping[str, Mapping[str, Any]]) -> list[Behind]:
    """Where a peer's figure is better than ours, time included, whether by chance or not.

    Args:
        found: as `summary` gives it.
    """
    losses = []
    for name, systems in found.items():
        for system, figures in systems.items():
            if system == OURS or "failure" in figures:
                continue
            ours = systems[OURS]
            for measure in SHOWN:
                a, b = ours[measure], figures[measure]
                if a is not None and b is not None and b > a:
                    losses.append(Behind(system, name, measure, a, b))
            a, b = ours[_TIME]["p50"], figures[_TIME]["p50"]
            if b < a:
                losses.append(Behind(system, name, _TIME, a, b))
    return losses


def as_fields(
    measured: Sequence[Measured], peers: Sequence[Peer], run: Mapping[str, Any]
) -> dict[str, Any]:
    """Everything that `peers.json` says.

    Args:
        measured: every system on every set.
        peers: that were asked.
        run: when, by which command, with which versions and settings.
    """
    found = summary(measured, peers)
    return {
        "run": dict(run),
        "sets": found,
        "tests": [{**asdict(one), "is_ahead": one.is_ahead} for one in paired(measured, peers)],
        "behind": [asdict(one) for one in behind(found)],
    }
