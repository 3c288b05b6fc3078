"""The figures that a report opens with: each with its interval and what it is a share of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.report.bilingual import Text, milliseconds, percent, span
from eval.report.rows import answerable, finite, list_of, scores_of

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Card:
    """One figure."""

    label: Text
    value: Text
    interval: Text | None
    note: Text


@dataclass(frozen=True, slots=True)
class _Share:
    """A share of the questions: which are counted, and which of them are right."""

    name: str
    label: Text
    note: Text
    right: Callable[[Row], bool | None]


def _of(name: str) -> Callable[[Row], bool | None]:
    return lambda row: scores_of(row).get(name)


def _found(row: Row) -> bool | None:
    rank = scores_of(row).get("rank")
    return None if rank is None else 0 < rank <= 5


_SHARES = (
    _Share(
        "supported",
        Text("Trả lời đủ ý, dẫn nguồn đúng", "Complete, with the right source"),
        Text("{} / {} câu có câu trả lời", "{} of {} answerable questions"),
        _of("supported"),
    ),
    _Share(
        "direct",
        Text("Trả lời ngắn đúng", "Right short answer"),
        Text("{} / {} câu hỏi số, ngày, tên…", "{} of {} questions for a number, date, name…"),
        _of("direct"),
    ),
    _Share(
        "hit_at_5",
        Text("Tìm đúng đoạn (5 đoạn đầu)", "Right passage among the first 5"),
        Text("{} / {} câu có dẫn chứng", "{} of {} questions with evidence"),
        _found,
    ),
    _Share(
        "refusal_recall",
        Text("Từ chối câu không có trong tài liệu", "Refuses what is not there"),
        Text("{} / {} câu không có câu trả lời", "{} of {} unanswerable questions"),
        lambda row: None if answerable(row) else bool(scores_of(row).get("refused")),
    ),
    _Share(
        "refusal_precision",
        Text("Từ chối đúng lúc", "Refusals that are right"),
        Text("{} / {} lần từ chối", "{} of {} refusals"),
        lambda row: not answerable(row) if scores_of(row).get("refused") else None,
    ),
)


def cards(summary: Mapping[str, Any], rows: Sequence[Row]) -> list[Card]:
    """The headline figures that a summary has, in the order of their weight."""
    found = []
    for share in _SHARES:
        if share.name not in summary:
            continue
        scored = [right for row in rows if (right := share.right(row)) is not None]
        note = share.note.fill(sum(map(bool, scored)), len(scored))
        found.append(_card(summary, share.name, share.label, note))
    if "valid_citations" in summary:
        cited = sum(len(list_of(row, "citations")) for row in rows)
        label = Text("Trích dẫn khớp nguồn", "Citations that match their source")
        note = Text(f"{cited} trích dẫn", f"{cited} citations")
        found.append(_card(summary, "valid_citations", label, note))
    latency = summary.get("latency_ms")
    if isinstance(latency, Mapping):
        note = Text("95 % số câu xong trong {}", "95% are done within {}")
        found.append(
            Card(
                Text("Thời gian trả lời (trung vị)", "Time to answer (median)"),
                milliseconds(finite(latency.get("p50"))),
                _times(interval_of(summary, "latency_ms_p50")),
                note.fill(milliseconds(finite(latency.get("p95")))),
            )
        )
    repeats = summary.get("repeats")
    if isinstance(repeats, Mapping) and repeats.get("questions"):
        note = Text("{} câu được hỏi nhiều lần", "{} questions asked more than once")
        found.append(
            Card(
                Text("Trả lời như nhau khi hỏi lại", "Same answer when asked again"),
                percent(finite(repeats.get("agreement"))),
                None,
                note.fill(repeats["questions"]),
            )
        )
    return found


def interval_of(summary: Mapping[str, Any], name: str) -> tuple[float, float] | None:
    """The interval of a measure; None where the run has none."""
    intervals = summary.get("intervals")
    ends = intervals.get(name) if isinstance(intervals, Mapping) else None
    if not isinstance(ends, list | tuple) or len(ends) != 2:
        return None
    low, high = finite(ends[0]), finite(ends[1])
    return None if low is None or high is None else (low, high)


def _times(interval: tuple[float, float] | None) -> Text | None:
    if interval is None:
        return None
    return Text.join(*(milliseconds(end) for end in interval), between="–")


def _card(summary: Mapping[str, Any], name: str, label: Text, note: Text) -> Card:
    return Card(label, percent(finite(summary[name])), span(interval_of(summary, name)), note)
