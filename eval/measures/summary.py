"""What the scores of a set come to: the measures of `summary.json` with their intervals.

The same by style, by type, by audience and by document of the evidence (a question counts with each
document that its evidence names). How figures are rounded: see `numbers`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from assistant.model import Status
from eval import intervals
from eval.measures.latency import SHARES, by_stage, percentiles
from eval.measures.losses import Stage
from eval.measures.numbers import MEAN_DIGITS, PERCENTILE_DIGITS, mean, nearest_rank
from eval.measures.ranking import hit, reciprocal
from eval.measures.refusal import is_answered
from eval.result import Result

_Value = Callable[[Result], float | None]


def _scored(name: str) -> _Value:
    """What an answer scored, None where the measure does not apply or the run did not take it."""

    def value(result: Result) -> float | None:
        score = result.scores.get(name)
        return None if score is None else float(score)

    return value


def _ranked(measure: Callable[[int], float]) -> _Value:
    def value(result: Result) -> float | None:
        rank = result.scores.get("rank")
        return None if rank is None else float(measure(rank))

    return value


def _refusal_precision(result: Result) -> float | None:
    return float(not result.item.answerable) if result.scores["refused"] else None


def _refusal_recall(result: Result) -> float | None:
    return None if result.item.answerable else float(result.scores["refused"])


def _words(result: Result) -> float | None:
    """The length of what is an answer: refusals are sentences of their own."""
    return _scored("words")(result) if is_answered(result.answer.status) else None


def _audience(result: Result) -> Iterable[str]:
    audience = result.item.fields.get("audience")
    return (str(audience),) if audience else ()


# Each is the mean over the questions for which it is not None.
_MEANS: Mapping[str, _Value] = {
    "hit_at_1": _ranked(lambda rank: hit(rank, 1)),
    "hit_at_5": _ranked(lambda rank: hit(rank, 5)),
    "mrr": _ranked(reciprocal),
    "supported": _scored("supported"),
    "direct": _scored("direct"),
    "refusal_precision": _refusal_precision,
    "refusal_recall": _refusal_recall,
    "valid_citations": _scored("valid_citations"),
    "citation_precision": _scored("citation_precision"),
    "citation_recall": _scored("citation_recall"),
    "figures_exact": _scored("figures_exact"),
    "figures_partial": _scored("figures_partial"),
    "list_completeness": _scored("list_completeness"),
    "understood": _scored("understood"),
    "words": _words,
}
_SUMS = ("notices_right", "notices_missed", "notices_false")


def summarise(results: Sequence[Result]) -> dict[str, Any]:
    """The measures over a set, and the same by style, type, audience and document.

    Args:
        results: of a run; scores that an older run did not take are left out of their measures.
    """
    groupings: Mapping[str, Callable[[Result], Iterable[str]]] = {
        "by_style": lambda result: (result.item.style,),
        "by_type": lambda result: (result.item.type,),
        "by_audience": _audience,
        "by_document": lambda result: {str(place["document"]) for place in result.item.evidence},
    }
    summary = _measures(results)
    for name, groups_of in groupings.items():
        groups: dict[str, list[Result]] = {}
        for result in results:
            for group in groups_of(result):
                groups.setdefault(group, []).append(result)
        summary[name] = {group: _measures(groups[group]) for group in sorted(groups)}
    return summary


def _measures(results: Sequence[Result]) -> dict[str, Any]:
    statuses = Counter(result.answer.status for result in results)
    values = {name: [value(result) for result in results] for name, value in _MEANS.items()}
    means = {name: mean(v for v in column if v is not None) for name, column in values.items()}
    latencies = [float(result.scores["latency_ms"]) for result in results]
    lost = Counter(result.scores.get("lost_at") for result in results)
    answerable = [result.item for result in results if result.item.answerable]
    return {
        "questions": len(results),
        "answerable": len(answerable),
        "without_evidence": sum(not item.located for item in answerable),
        **means,
        **{name: _sum(results, name) for name in _SUMS},
        "needs_clarification": statuses[Status.NEEDS_CLARIFICATION],
        "partly_answered": statuses[Status.PARTLY_ANSWERED],
        "errors": statuses[Status.ERROR],
        "latency_ms": percentiles(latencies),
        "latency_by_stage": by_stage([result.answer for result in results]),
        "lost_at": {stage.value: lost[stage] for stage in Stage},
        "intervals": {**_intervals(values), **_latency_intervals(latencies)},
    }


def _sum(results: Sequence[Result], name: str) -> int | None:
    counts = [int(count) for r in results if (count := r.scores.get(name)) is not None]
    return sum(counts) if counts else None


def _intervals(
    values: Mapping[str, Sequence[float | None]],
) -> dict[str, list[float] | None]:
    shares = {
        name: ([value or 0.0 for value in column], [float(v is not None) for v in column])
        for name, column in values.items()
    }
    return {name: _ends(found, MEAN_DIGITS) for name, found in intervals.ratios(shares).items()}


def _latency_intervals(latencies: Sequence[float]) -> dict[str, list[float] | None]:
    ranks = [nearest_rank(len(latencies), share) for share in SHARES] if latencies else []
    found = intervals.order_statistics(latencies, ranks) if latencies else [None for _ in SHARES]
    return {
        f"latency_ms_p{share}": _ends(interval, PERCENTILE_DIGITS)
        for share, interval in zip(SHARES, found, strict=True)
    }


def _ends(interval: intervals.Interval | None, digits: int) -> list[float] | None:
    return None if interval is None else [round(end, digits) for end in interval]
