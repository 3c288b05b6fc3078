"""Questions asked several times: how far their answers agree, and what they take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.model import Answer
from eval.measures.numbers import mean, percentile

FIELD = "repeats"
"""The field of a line of results that holds what was said the other times."""


def repeated(answer: Answer) -> dict[str, Any]:
    """What is kept of an answer that was given again."""
    return {
        "status": answer.status.value,
        "answer": answer.text,
        "short_answer": answer.short,
        "latency_ms": round(answer.timings_ms.get("total", 0.0), 2),
    }


def summarise(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The measures of repeats over lines of results that have them.

    Returns:
        `questions` that were asked more than once, `agreement` (the share of them whose status,
        answer and short answer were the same every time) and `latency_ms` over all times.
    """
    asked = [row for row in rows if row.get(FIELD)]
    times = [
        *(row["scores"]["latency_ms"] for row in asked),
        *(again["latency_ms"] for row in asked for again in row[FIELD]),
    ]
    return {
        "questions": len(asked),
        "agreement": mean(all(_agrees(row, again) for again in row[FIELD]) for row in asked),
        "latency_ms": {"p50": percentile(times, 50), "p95": percentile(times, 95)},
    }


def _agrees(row: Mapping[str, Any], again: Mapping[str, Any]) -> bool:
    return all(row[name] == again[name] for name in ("status", "answer", "short_answer"))
