"""Latency: how long an answer took as a whole, and at each stage.

The time is the one that the assistant takes itself (`timings_ms`), so that a run with several workers
still tells of one question. Percentiles: see `numbers`.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.schema import AnswerOut
from eval.measures.numbers import percentile

TOTAL = "total"
SHARES = (50, 95)


def latency_ms(answer: AnswerOut) -> float:
    """Milliseconds from question to answer; 0 where the time was not taken."""
    return float(answer.timings_ms.get(TOTAL, 0.0))


def percentiles(values: Sequence[float]) -> dict[str, float | None]:
    """p50 and p95 of some times, in milliseconds."""
    return {f"p{share}": percentile(values, share) for share in SHARES}


def by_stage(answers: Sequence[AnswerOut]) -> dict[str, dict[str, float | None]]:
    """p50 and p95 of each stage over the answers that passed it, in the order of the road."""
    times: dict[str, list[float]] = {}
    for answer in answers:
        for stage, spent in answer.timings_ms.items():
            if stage != TOTAL:
                times.setdefault(stage, []).append(float(spent))
    return {stage: percentiles(values) for stage, values in times.items()}
