"""Runs side by side as one HTML file, in the look of the report and from the same parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from string import ascii_uppercase
from typing import Any

from eval.compare import Run, compare, differing, shared
from eval.comparison.pairs import pair
from eval.report.bilingual import NOTHING, Text
from eval.report.page import page
from eval.report.rows import finite, record, scores_of, verdict, words_of
from eval.report.settings import flat
from eval.report.texts import Verdict

_OF_QUESTION = (
    *("id", "question", "earlier", "style", "type", "answerable"),
    *("expected", "parts", "evidence"),
)
_OF_RUN = (
    *("verdict", "stage", "reasons", "understood", "status", "short", "answer"),
    *("notices", "citations"),
)


def letters(count: int) -> list[str]:
    """What runs are called: A, B, … and R27 from there on."""
    return [ascii_uppercase[i] if i < 26 else f"R{i + 1}" for i in range(count)]


def render(runs: Sequence[Run]) -> str:
    """The page.

    Args:
        runs: two or more; every other one is compared with the first.

    Returns:
        HTML that loads nothing and runs no script but its own.
    """
    names = letters(len(runs))
    keys = shared([run.rows for run in runs])
    everything = {key for run in runs for key in run.rows}
    rows = [_record([run.rows[key] for run in runs]) for key in keys]
    pairs = [
        pair(letter, run.name, compare(runs[0].rows, run.rows))
        for letter, run in zip(names[1:], runs[1:], strict=True)
    ]
    title = " – ".join(PurePath(run.name).name or run.name for run in runs)
    return page(
        "comparison.html",
        "comparison.js",
        Text(f"So sánh: {title}", f"Comparison: {title}"),
        {
            "rows": rows,
            "letters": names,
            "words": words_of([row for run in runs for row in run.rows.values()]),
        },
        runs=[(letter, run.name, len(run.rows)) for letter, run in zip(names, runs, strict=True)],
        letters=names,
        shared=len(keys),
        alone=len(everything) - len(keys),
        pairs=pairs,
        settings=_settings(runs),
    )


def _settings(runs: Sequence[Run]) -> list[tuple[str, list[str]]]:
    """The settings that read otherwise in some run: name, and the value in each."""
    found = differing([flat(run.settings) for run in runs])
    shown = [(key, [NOTHING if v is None else v for v in values]) for key, values in found]
    return [(key, values) for key, values in shown if len(set(values)) > 1]


def _record(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the page's script is given of one question in all runs."""
    records = [record(row) for row in rows]
    return {
        **{key: records[0][key] for key in _OF_QUESTION if key in records[0]},
        "change": _changed(rows),
        "runs": [
            {
                **{key: shown[key] for key in _OF_RUN if key in shown},
                "rank": finite(scores_of(row).get("rank")),
                "ms": finite(scores_of(row).get("latency_ms")),
            }
            for row, shown in zip(rows, records, strict=True)
        ],
    }


def _changed(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """How the later runs differ from the first: "better", "worse", both, or "same"."""
    first, *others = (verdict(row) for row in rows)
    found = set()
    for other in others:
        if {first, other} == {Verdict.RIGHT, Verdict.WRONG}:
            found.add("better" if other is Verdict.RIGHT else "worse")
    return ["changed", *sorted(found)] if found else ["same"]
