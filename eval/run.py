"""A run: every question of a set asked in-process, scored and written down."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.model import Answer, Citation, Role
from assistant.pipeline import Assistant
from assistant.schema import AnswerOut
from corpus.model import Role as LineRole
from eval import metrics, report
from eval.questions import Item

Result = tuple[Item, Answer, metrics.Scores]


def ask_all(
    assistant: Assistant,
    items: Sequence[Item],
    role: Role,
    progress: Callable[[int], None] | None = None,
) -> list[Result]:
    """Ask every question and score its answer.

    Args:
        assistant: opened over the store to measure.
        items: the set.
        role: who asks.
        progress: called with how many are done.
    """
    results = []
    for done, item in enumerate(items, start=1):
        answer = assistant.ask(item.question, item.history, role=role)
        scores = metrics.score(item, answer, lambda c: stands_in_source(assistant, c, role))
        results.append((item, answer, scores))
        if progress:
            progress(done)
    return results


def stands_in_source(assistant: Assistant, citation: Citation, role: Role) -> bool:
    """Whether both readings of the cited span stand in the document where the citation says."""
    first, last = citation.marks
    lines = [
        line
        for line in assistant.lines(citation.document, role)
        if first <= line.position <= last
        and (citation.lines or line.role is not LineRole.FURNITURE)
    ]
    if not lines or not citation.quote.strip():
        return False
    start = lines[0]
    placed = (start.page, start.sheet, start.row) == (citation.page, citation.sheet, citation.row)
    numbered = citation.lines in (None, (start.number, lines[-1].number))
    source = _flat(" ".join(line.source for line in lines))
    reading = _flat(" ".join(line.text for line in lines))
    return (
        placed
        and numbered
        and _flat(citation.source_quote) in source
        and _flat(citation.quote) in reading
    )


def _flat(text: str) -> str:
    return " ".join(text.split())


def write(results: Sequence[Result], folder: Path, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Write `results.jsonl`, `summary.json` and `report.html`; the summary.

    Args:
        results: of a run.
        folder: made if there is none.
        settings: what was run, `set` at least; kept in the summary as `run`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = [_row(item, answer, scores) for item, answer, scores in results]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "results.jsonl").write_text(text, encoding="utf-8")
    summary = {"run": dict(settings), **metrics.summarise(results)}
    (folder / "summary.json").write_text(
        json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    page = report.render(str(settings["set"]), summary, rows)
    (folder / "report.html").write_text(page, encoding="utf-8")
    return summary


def _row(item: Item, answer: Answer, scores: metrics.Scores) -> dict[str, Any]:
    """A line of the results; a field of the set that an answer has too gets the prefix `gold_`."""
    said = {**AnswerOut.of(answer).model_dump(), "scores": metrics.as_fields(scores)}
    kept = {f"gold_{key}" if key in said else key: value for key, value in item.fields.items()}
    kept.pop("gold_question", None)
    return {**kept, **said, "question": item.question}
