"""The report of a run: one plain HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

MEASURES = (
    ("questions", "Số câu hỏi"),
    ("answerable", "Có câu trả lời trong tài liệu"),
    ("hit_at_1", "Đúng đoạn ở vị trí đầu"),
    ("hit_at_5", "Đúng đoạn trong 5 vị trí đầu"),
    ("mrr", "MRR"),
    ("supported", "Trả lời đủ ý, có dẫn nguồn đúng"),
    ("direct", "Trả lời ngắn đúng"),
    ("refusal_precision", "Từ chối đúng trên số lần từ chối"),
    ("refusal_recall", "Từ chối đúng trên số câu không có trong tài liệu"),
    ("valid_citations", "Trích dẫn khớp nguồn"),
)
_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#17252c}
table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #c9d6db;padding:.3rem .6rem;
text-align:left;vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}
details{border:1px solid #c9d6db;border-radius:.4rem;margin:.4rem 0;padding:.4rem .8rem}
summary{cursor:pointer}.bad{color:#a02020}.good{color:#1c6b34}pre{white-space:pre-wrap;font:inherit}
@media (prefers-color-scheme:dark){body{background:#10181c;color:#e2ebef}th,td,details{border-color:#3a4a52}
.bad{color:#ff9a8d}.good{color:#7ddc98}}
"""


def render(name: str, summary: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> str:
    """The page.

    Args:
        name: of the question set.
        summary: as `eval.metrics.summarise` gives it.
        rows: as `results.jsonl` holds them.
    """
    return (
        "<!doctype html><html lang=vi><meta charset=utf-8>"
        '<meta name=viewport content="width=device-width,initial-scale=1">'
        f"<title>Đánh giá: {escape(name)}</title><style>{_STYLE}</style>"
        f"<h1>Đánh giá: {escape(name)}</h1>"
        f"{_overview(summary)}"
        f"<h2>Theo kiểu câu hỏi</h2>{_breakdown(summary['by_style'])}"
        f"<h2>Theo loại câu trả lời</h2>{_breakdown(summary['by_type'])}"
        f"<h2>Từng câu hỏi</h2>{''.join(map(_question, rows))}</html>\n"
    )


def shown(value: object) -> str:
    """A measure as it is printed; a dash where it does not apply."""
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _overview(summary: Mapping[str, Any]) -> str:
    rows = [f"<tr><th>{escape(label)}<td class=n>{shown(summary[key])}" for key, label in MEASURES]
    latency = summary["latency_ms"]
    rows.append(
        f"<tr><th>Thời gian trả lời (ms), p50 / p95<td class=n>{shown(latency['p50'])} / "
        f"{shown(latency['p95'])}"
    )
    return f"<table>{''.join(rows)}</table>"


def _breakdown(groups: Mapping[str, Mapping[str, Any]]) -> str:
    head = "".join(f"<th>{escape(label)}" for _, label in MEASURES)
    body = "".join(
        f"<tr><th>{escape(name)}"
        + "".join(f"<td class=n>{shown(group[key])}" for key, _ in MEASURES)
        for name, group in groups.items()
    )
    return f"<table><tr><th>{head}{body}</table>"


def _question(row: Mapping[str, Any]) -> str:
    scores = row["scores"]
    good = scores["supported"] if row.get("answerable", True) else scores["refused"]
    mark = {True: '<span class="good">✓</span>', False: '<span class="bad">✗</span>'}.get(good, "·")
    sources = "".join(
        f"<li>[{escape(str(citation['marker']))}] {escape(citation['document'])}"
        f" {escape(_place(citation))}: {escape(citation['quote'])}"
        for citation in row["citations"]
    )
    notices = "".join(f"<p>{escape(str(notice['message']))}" for notice in row["notices"])
    history = row.get("history") or ()
    asked_before = [history] if isinstance(history, str) else history
    earlier = "".join(f"<p>… {escape(str(past))}" for past in asked_before)
    facts = " · ".join(f"{key} {shown(value)}" for key, value in scores.items())
    return (
        f"<details><summary>{mark} {escape(str(row['id']))} "
        f"({escape(str(row.get('style', '')))}, {escape(str(row.get('type', '')))}) "
        f"{escape(row['question'])}</summary>"
        f"{earlier}<p><b>{escape(row['status'])}</b> {escape(row['short_answer'] or '')}</p>"
        f"<pre>{escape(row['answer'])}</pre>{notices}<ul>{sources}</ul>"
        f"<p>Đáp án: {escape(str(row.get('gold_answer') or '–'))}</p><p>{escape(facts)}</p></details>"
    )


def _place(citation: Mapping[str, Any]) -> str:
    names = (("page", "trang"), ("lines", "dòng"), ("sheet", "trang tính"), ("row", "hàng"))
    return ", ".join(f"{label} {citation[key]}" for key, label in names if citation.get(key))
