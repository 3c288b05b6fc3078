"""One run beside the first: each measure in words and figures, and the plot of the differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from eval.compare import TIMES, Difference
from eval.report import plots
from eval.report.bilingual import Text, milliseconds, number, percent, points
from eval.report.plots import Estimate
from eval.report.texts import SCORES
from eval.significance import holm

_LABELS = {
    **SCORES,
    "refusal": Text("Từ chối khi cần, trả lời khi cần", "Refuses and answers when due"),
    "latency_ms": Text("Thời gian trả lời (trung bình)", "Time to answer (mean)"),
}
_SURE = 0.05
_FINDINGS = {  # whether it is sure after the correction, and whether it is better
    (True, True): Text("Tốt hơn", "Better"),
    (True, False): Text("Kém hơn", "Worse"),
    (False, True): Text("Có lẽ tốt hơn", "Maybe better"),
    (False, False): Text("Có lẽ kém hơn", "Maybe worse"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One measure of two runs, as it is read."""

    label: Text
    questions: int
    before: Text
    after: Text
    change: Text
    interval: Text | None
    better: int
    worse: int
    p: Text
    corrected: Text
    finding: Text
    mood: str


@dataclass(frozen=True, slots=True)
class Pair:
    """The first run against another."""

    letter: str
    name: str
    lines: tuple[Line, ...]
    plot: Markup | None
    title: Text


def pair(letter: str, name: str, differences: Sequence[Difference]) -> Pair:
    """What a page shows of a run beside the first.

    Args:
        letter: what the run is called.
        name: its folder.
        differences: from the first run to it.
    """
    corrected = holm([one.p for one in differences])
    told = zip(differences, corrected, strict=True)
    title = Text(f"{letter} so với A", f"{letter} against A")
    return Pair(
        letter, name, tuple(_line(one, p) for one, p in told),
        _plot(letter, title, differences), title,
    )  # fmt: skip


def _line(one: Difference, corrected: float) -> Line:
    timed = one.measure in TIMES
    show = milliseconds if timed else percent
    finding, mood = _finding(one, corrected)
    return Line(
        label=_label(one.measure),
        questions=one.questions,
        before=show(one.before),
        after=show(one.after),
        change=_change(one.after - one.before, timed),
        interval=_interval(one),
        better=len(one.better),
        worse=len(one.worse),
        p=_probability(one.p),
        corrected=_probability(corrected),
        finding=finding,
        mood=mood,
    )


def _finding(one: Difference, corrected: float) -> tuple[Text, str]:
    """What a difference comes to in words, and whether that is good."""
    if not one.better and not one.worse:
        return Text("Không đổi", "Unchanged"), ""
    if one.p >= _SURE:
        return Text("Chưa thấy khác biệt rõ", "No clear difference"), ""
    gained = (one.after > one.before) is (one.measure not in TIMES)
    return _FINDINGS[corrected < _SURE, gained], "right" if gained else "wrong"


def _interval(one: Difference) -> Text | None:
    if one.interval is None:
        return None
    low, high = (_change(end, one.measure in TIMES) for end in one.interval)
    return Text.join(low, high, between=" … ")


def _plot(letter: str, title: Text, differences: Sequence[Difference]) -> Markup | None:
    """Differences of shares in percentage points around nought."""
    drawn = [one for one in differences if one.measure not in TIMES]
    if not drawn:
        return None
    widest = max(
        abs(end) for one in drawn for end in (one.after - one.before, *(one.interval or ()))
    )
    end = next((step for step in (0.05, 0.1, 0.2, 0.3, 0.5) if widest <= step), 1.0)
    rows = []
    for one in drawn:
        low, high = one.interval or (None, None)
        change = one.after - one.before
        rows.append(Estimate(_label(one.measure), change, low, high, points(change)))
    ticks = [(share, points(share)) for share in (-end, -end / 2, 0.0, end / 2, end)]
    return plots.estimates(f"pair-{letter}", title, rows, ends=(-end, end), ticks=ticks, zero=0.0)


def _label(measure: str) -> Text:
    return _LABELS.get(measure, Text(measure, measure))


def _change(value: float, timed: bool) -> Text:
    if not timed:
        return points(value)
    sign = "+" if value > 0 else ""
    return Text(sign, sign) + number(value, 1) + "\u00a0ms"


def _probability(p: float) -> Text:
    return Text("< 0,001", "< 0.001") if p < 0.001 else number(p, 3)
