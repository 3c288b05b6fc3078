"""The plots of a report, from its summary and rows; a plot whose data a run lacks is left out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from eval.measures.latency import SHARES
from eval.measures.numbers import percentile
from eval.report import plots
from eval.report.bilingual import Text, milliseconds, percent
from eval.report.headline import interval_of
from eval.report.plots import Estimate, Step
from eval.report.rows import answerable, finite, scores_of, stage
from eval.report.texts import STAGES, STYLES, TIMED, TYPES, named

Row = Mapping[str, Any]
_ROAD = (
    (("read",), STAGES["read"]),
    (("repaired",), STAGES["repaired"]),
    (("retrieved",), STAGES["retrieved"]),
    (("refused", "clarified"), Text("Quyết định trả lời", "Decision to answer")),
    (("selected",), STAGES["selected"]),
    (("verified",), STAGES["verified"]),
)
_LONGEST_NAME = 30  # characters; on a phone the value stands on the same line
_BINS, _FEWEST_FOR_BINS = 5, 20
_Z = 1.959964  # of the normal distribution, two-sided 95 %


@dataclass(frozen=True, slots=True)
class Chart:
    """One plot with its heading."""

    title: Text
    note: Text
    plot: Markup


def quality(summary: Mapping[str, Any], rows: Sequence[Row]) -> list[Chart]:
    """How well questions are answered, and where answers get lost."""
    return _drawn(
        _groups("style", Text("Theo kiểu hỏi", "By style"), STYLES, summary),
        _groups("type", Text("Theo loại câu hỏi", "By type"), TYPES, summary),
        _lost(rows),
    )


def behaviour(summary: Mapping[str, Any], rows: Sequence[Row]) -> list[Chart]:
    """How the assistant decides to answer, and how long it takes."""
    return _drawn(_reliability(rows), _stages(summary, rows), _latency(rows))


def _drawn(*charts: Chart | None) -> list[Chart]:
    return [chart for chart in charts if chart is not None]


def lost(rows: Sequence[Row]) -> list[tuple[str, Text, int]]:
    """The stages where answers were lost, with how many, in the order of the road."""
    counts = Counter(stage(row) for row in rows)
    return [(name, text, counts[name]) for name, text in STAGES.items() if counts[name]]


def shortened(text: Text) -> Text:
    """A name that leaves room for its value."""
    return Text(*(s if len(s) <= _LONGEST_NAME else s[: _LONGEST_NAME - 1] + "…" for s in
                  text.pair()))  # fmt: skip


def _groups(
    field: str, title: Text, names: Mapping[str, Text], summary: Mapping[str, Any]
) -> Chart | None:
    groups = summary.get(f"by_{field}")
    if not isinstance(groups, Mapping):
        return None
    rows = []
    for value, group in groups.items():
        share = finite(group.get("supported"))
        if share is None:
            continue
        low, high = interval_of(group, "supported") or (None, None)
        count = group.get("answerable", 0)
        said = percent(share, 0) + Text(f" · {count} câu", f" · {count} questions")
        rows.append(Estimate(shortened(named(names, value)), share, low, high, said))
    if not rows:
        return None
    note = Text(
        "Phần câu có câu trả lời được trả lời đủ ý, dẫn nguồn đúng; vạch ngang là khoảng tin cậy 95 %.",
        "Share of the answerable questions answered completely with the right source; the bar is "
        "the 95% interval.",
    )
    return Chart(title, note, plots.estimates(f"by-{field}", title, rows))


def _lost(rows: Sequence[Row]) -> Chart | None:
    judged = [row for row in rows if scores_of(row).get("supported") is not None]
    if not any("lost_at" in scores_of(row) for row in judged):
        return None
    counts = Counter(stage(row) for row in judged)
    left = len(judged)
    steps = []
    for stages, name in _ROAD:
        gone = sum(counts[one] for one in stages)
        left -= gone
        steps.append(Step(name, left, gone))
    title = Text("Câu trả lời bị mất ở đâu", "Where answers get lost")
    note = Text(
        "{} câu có câu trả lời đi qua từng khâu; phần gạch chéo là số bị mất ở khâu đó.",
        "{} answerable questions on their way; the hatched part is lost at that stage.",
    )
    return Chart(title, note.fill(len(judged)), plots.road("lost", title, steps))


def _stages(summary: Mapping[str, Any], rows: Sequence[Row]) -> Chart | None:
    given = summary.get("latency_by_stage")
    stages = given if isinstance(given, Mapping) else _timed(rows)
    drawn = []
    for name, latency in stages.items():
        p50, p95 = finite(latency.get("p50")), finite(latency.get("p95"))
        if p50 is not None and p95:  # a stage that is not used takes no time
            drawn.append((shortened(named(TIMED, name)), p50, p95))
    if not drawn:
        return None
    title = Text("Thời gian từng khâu", "Time by stage")
    note = Text(
        "Thanh đậm: trung vị (p50); vạch: 95 % số câu xong trong thời gian đó (p95).",
        "Solid bar: median (p50); whisker: 95% of the questions are done by then (p95).",
    )
    return Chart(title, note, plots.times("stages", title, drawn))


def _timed(rows: Sequence[Row]) -> dict[str, dict[str, float | None]]:
    """Times by stage from the rows themselves, for runs whose summary has none."""
    taken: dict[str, list[float]] = {}
    for row in rows:
        timings = row.get("timings_ms")
        for name, value in timings.items() if isinstance(timings, Mapping) else ():
            if (time := finite(value)) is not None:
                taken.setdefault(str(name), []).append(max(0.0, time))
    return {
        name: {f"p{share}": percentile(times, share) for share in SHARES}
        for name, times in taken.items()
    }


def _latency(rows: Sequence[Row]) -> Chart | None:
    given = (finite(scores_of(row).get("latency_ms")) for row in rows)
    values = [max(0.0, value) for value in given if value is not None]
    marks = []
    for share in SHARES:
        time = percentile(values, share)
        if time is None:
            return None
        marks.append((Text.join(f"p{share}", milliseconds(time), between=" "), time))
    title = Text("Phân bố thời gian trả lời", "Distribution of the time to answer")
    note = Text(
        "Số câu hỏi theo thời gian; cột cuối gồm cả những câu chậm hơn.",
        "Number of questions by time; the last bar holds all that are slower.",
    )
    return Chart(title, note, plots.histogram("latency", title, values, marks))


def _reliability(rows: Sequence[Row]) -> Chart | None:
    """Whether confidence tells the answerable questions from the others."""
    known = [
        (min(1.0, max(0.0, confidence)), answerable(row))
        for row in rows
        if (confidence := finite(scores_of(row).get("confidence"))) is not None
    ]
    if len(known) < _FEWEST_FOR_BINS:
        return None
    points = []
    for number in range(_BINS):
        inside = [one for one in known if min(_BINS - 1, int(one[0] * _BINS)) == number]
        if not inside:
            continue
        mean = sum(confidence for confidence, _ in inside) / len(inside)
        due = sum(right for _, right in inside)
        low, high = wilson(due, len(inside))
        name = Text("Độ tin cậy {}", "Confidence {}").fill(percent(mean, 0))
        said = Text(
            f"{due} / {len(inside)} câu có câu trả lời", f"{due} of {len(inside)} answerable"
        )
        points.append((mean, Estimate(name, due / len(inside), low, high, said)))
    title = Text("Độ tin cậy khi quyết định trả lời", "Calibration of refusals")
    note = Text(
        "Ngang: độ tin cậy; dọc: phần câu thật sự có câu trả lời. Càng gần đường chéo càng đáng tin.",
        "Across: confidence; up: share of questions that do have an answer. The nearer to the "
        "diagonal, the better calibrated.",
    )
    return Chart(title, note, plots.reliability("confidence", title, points))


def wilson(right: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share (Wilson 1927)."""
    share, square = right / of, _Z * _Z / of
    middle = (share + square / 2) / (1 + square)
    spread = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    return max(0.0, middle - spread), min(1.0, middle + spread)
