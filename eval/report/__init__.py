"""The report of a run: one HTML file that an evaluator opens offline, prints and hands on.

summary ─ headline ─┐
rows ──── charts ───┼─ page ─► report.html
          tables ───┤
          rows ─────┘
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eval.report.bilingual import NOTHING, Text, number
from eval.report.charts import behaviour, lost, quality
from eval.report.headline import cards
from eval.report.page import page
from eval.report.rows import record, words_of
from eval.report.settings import about, flat
from eval.report.tables import refusals, tables, thresholds


def render(name: str, summary: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> str:
    """The page.

    Args:
        name: of the question set.
        summary: as `summary.json` holds it; of older runs too, which lack intervals and stages.
        rows: as `results.jsonl` holds them.

    Returns:
        HTML that loads nothing and runs no script but its own.
    """
    settings = summary.get("run")
    run = settings if isinstance(settings, Mapping) else {}
    return page(
        "report.html",
        "report.js",
        Text(f"Đánh giá: {name}", f"Evaluation: {name}"),
        {"rows": [record(row) for row in rows], "words": words_of(rows)},
        name=name,
        about=[(Text("Số câu", "Questions"), number(len(rows))), *about(run)],
        warnings=list(_warnings(summary, rows)),
        cards=cards(summary, rows),
        intervals=bool(summary.get("intervals")),
        quality=quality(summary, rows),
        behaviour=behaviour(summary, rows),
        lost=lost(rows),
        matrix=refusals(rows),
        tables=tables(summary),
        thresholds=thresholds(summary),
        settings=list(flat(run).items()),
    )


def shown(value: object) -> str:
    """A measure as it is printed on a terminal; a dash where it does not apply."""
    if value is None:
        return NOTHING
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _warnings(summary: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> Iterator[Text]:
    """What a reader must know before the figures."""
    if summary.get("complete") is False:
        yield Text(
            f"Lần chạy này chưa xong: mới có {len(rows)} câu. Chạy lại cùng lệnh để hỏi tiếp.",
            f"This run is not complete: it has {len(rows)} questions so far. The same command goes on.",
        )
    if not rows:
        yield Text("Chưa có câu nào được hỏi.", "No question has been asked yet.")
    elif len(rows) < 30:
        yield Text(
            "Ít câu hỏi: các con số dưới đây dao động mạnh, chỉ nên xem là gợi ý.",
            "Few questions: the figures below vary widely and are no more than a hint.",
        )
