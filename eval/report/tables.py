"""The tables of a report: every measure of the whole run and of its groups; refusals by status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.measures import MEASURES, Kind, Measure
from eval.measures.refusal import is_answered, is_refused
from eval.report.bilingual import NOTHING, Text, milliseconds, number, percent, span
from eval.report.headline import interval_of
from eval.report.rows import answerable, finite
from eval.report.texts import AUDIENCES, STATUSES, STYLES, TYPES, named

Row = Mapping[str, Any]
_GROUPS: tuple[tuple[str, Text, Mapping[str, Text]], ...] = (
    ("style", Text("Bảng theo kiểu hỏi", "Table by style"), STYLES),
    ("type", Text("Bảng theo loại câu hỏi", "Table by type"), TYPES),
    ("audience", Text("Bảng theo người hỏi", "Table by audience"), AUDIENCES),
    ("document", Text("Bảng theo tài liệu", "Table by document"), {}),
)
_IN_GROUPS = (
    "questions", "hit_at_5", "mrr", "supported", "direct", "refusal_precision", "refusal_recall",
    "valid_citations", "citation_precision", "citation_recall",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and its interval."""

    value: Text
    interval: Text | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table."""

    name: Text
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heads."""

    title: Text
    first: Text
    columns: tuple[Text, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure that had to reach something, and whether it did."""

    name: Text
    measured: Text
    wanted: Text
    missed: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How many questions of a kind were dealt with in one way, and whether that is the due way."""

    count: int
    due: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """One kind of question, by what was done with it."""

    name: Text
    cells: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """What was done with the answerable questions and with the others."""

    columns: tuple[Text, ...]
    lines: tuple[Counts, ...]


def tables(summary: Mapping[str, Any]) -> list[Table]:
    """Every figure that a summary has: the whole first, then by group."""
    told = [measure for measure in MEASURES if summary.get(measure.name) is not None]
    lines = tuple(Line(_label(one), (_cell(one, summary),)) for one in told)
    whole = Text("Mọi chỉ số của cả bộ câu hỏi", "All measures of the whole set")
    value = Text("Giá trị (khoảng tin cậy 95 %)", "Value (95% interval)")
    found = [Table(whole, Text("Chỉ số", "Measure"), (value,), lines)]
    by_group = [measure for measure in told if measure.name in _IN_GROUPS]
    for field, title, names in _GROUPS:
        groups = summary.get(f"by_{field}")
        if isinstance(groups, Mapping) and groups:
            found.append(
                Table(
                    title,
                    Text("Nhóm", "Group"),
                    tuple(_label(one) for one in by_group),
                    tuple(
                        Line(named(names, key), tuple(_cell(one, group) for one in by_group))
                        for key, group in groups.items()
                    ),
                )
            )
    return found


def thresholds(summary: Mapping[str, Any]) -> list[Bound]:
    """The thresholds that the run was to reach; none where none were asked for."""
    given = summary.get("thresholds")
    labels = {measure.name: _label(measure) for measure in MEASURES}
    found = []
    for one in given if isinstance(given, list) else ():
        name, measured = str(one.get("measure")), finite(one.get("measured"))
        bounds = [
            Text.join(sign, _bare(bound), between=" ")
            for sign, key in (("≥", "least"), ("≤", "most"))
            if (bound := finite(one.get(key))) is not None
        ]
        label = labels.get(name, Text(name, name))
        found.append(
            Bound(label, _bare(measured), Text.join(*bounds, between=", "), bool(one.get("missed")))
        )
    return found


def refusals(rows: Sequence[Row]) -> Matrix | None:
    """What was done with the answerable questions and with the others; None without rows."""
    if not rows:
        return None
    statuses = [s for s in STATUSES if any(row.get("status") == s for row in rows)]
    lines = []
    for due, name in (
        (True, Text("Có câu trả lời", "Answerable")),
        (False, Text("Không có câu trả lời", "Not answerable")),
    ):
        of_kind = [row for row in rows if answerable(row) is due]
        cells = []
        for status in statuses:
            count = sum(row.get("status") == status for row in of_kind)
            cells.append(Count(count, is_answered(status) if due else is_refused(status)))
        lines.append(Counts(name + Text(f" ({len(of_kind)})", f" ({len(of_kind)})"), tuple(cells)))
    return Matrix(tuple(STATUSES[status] for status in statuses), tuple(lines))


def _bare(value: float | None) -> Text:
    """A figure as thresholds are written: a share of one with three decimals, a time without."""
    return number(value, 0 if value is not None and abs(value) > 1 else 3)


def _label(measure: Measure) -> Text:
    return Text(measure.vi, measure.en)


def _cell(measure: Measure, group: Mapping[str, Any]) -> Cell:
    """A measure as its kind is read; a dash where it does not apply."""
    given = group.get(measure.name)
    if isinstance(given, Mapping):
        ends = (milliseconds(finite(given.get(share))) for share in ("p50", "p95"))
        return Cell(Text.join(*ends, between=" / "))
    value = finite(given)
    if value is None:
        return Cell(Text(NOTHING, NOTHING))
    interval = interval_of(group, measure.name)
    if measure.kind is Kind.SHARE:
        return Cell(percent(value), span(interval))
    if measure.kind is Kind.MS:
        return Cell(milliseconds(value))
    digits = 0 if value == int(value) else 1
    if interval is None:
        return Cell(number(value, digits))
    low, high = (number(end, 1) for end in interval)
    return Cell(number(value, digits), Text.join(low, high, between="–"))
