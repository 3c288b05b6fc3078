"""Results as an Excel workbook: a sheet of answers, one of measures. Nothing in it is a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from eval.report.rows import stage, verdict

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from assistant.web.evaluation.texts import Told

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST = 32_767  # characters that a cell holds
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML 1.0
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = (
    *("id", "question", "understood_as", "style", "type", "audience", "answerable"),
    *("status", "verdict", "lost_at", "short_answer", "answer", "expected", "must_contain"),
    *("citations", "notices"),
)
_WIDTHS = {"question": 50, "understood_as": 40, "answer": 70, "expected": 40, "citations": 60}
_WIDTH = 16
_PAIR = 2


def workbook(
    rows: Iterable[Mapping[str, Any]], summary: Mapping[str, Any] | None, told: Told
) -> bytes:
    """A workbook of rows of `results.jsonl` and of a `summary.json`.

    Args:
        rows: one for each question.
        summary: the measures, None where they are not taken yet.
        told: the language of its headings.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    known = list(rows)
    measures = list(dict.fromkeys(name for row in known for name in row["scores"]))
    scores = [name for name in measures if name != "lost_at"]
    sheet = _sheet(book.create_sheet(told("sheet_answers")), _COLUMNS + tuple(scores))
    sheet.append(_cells(sheet, [*map(told.column, _COLUMNS), *scores], bold=True))
    for row in known:
        texts = [_text(row, name, told) for name in _COLUMNS]
        sheet.append(_cells(sheet, [*texts, *(row["scores"].get(name) for name in scores)]))
    sheet = _sheet(book.create_sheet(told("sheet_measures")), ("question", "low", "value", "high"))
    headings = ("measure", "value", "low", "high")
    sheet.append(_cells(sheet, map(told.column, headings), bold=True))
    for line in _measures(summary or {}):
        sheet.append(_cells(sheet, line))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(sheet: WriteOnlyWorksheet, columns: Sequence[str]) -> WriteOnlyWorksheet:
    from openpyxl.utils import get_column_letter

    for at, name in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS.get(name, _WIDTH)
    sheet.freeze_panes = "A2"
    return sheet


def _cells(
    sheet: WriteOnlyWorksheet, values: Iterable[object], *, bold: bool = False
) -> list[WriteOnlyCell]:
    return [_cell(sheet, value, bold) for value in values]


def _cell(sheet: WriteOnlyWorksheet, value: object, bold: bool) -> WriteOnlyCell:
    """A cell; text stays text, also where it begins as a formula does."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    plain = value is None or isinstance(value, int | float)
    shown = value if plain else _FORBIDDEN.sub("", str(value))[:_MOST]
    cell = WriteOnlyCell(sheet, shown)
    if isinstance(shown, str):
        cell.data_type = "s"
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        # as if typed with an apostrophe before it: it stays text when somebody edits or copies it
        cell.quotePrefix = shown.startswith(_FORMULA)
    if bold:
        cell.font = Font(bold=True)
    return cell


def _text(row: Mapping[str, Any], column: str, told: Told) -> object:
    if column == "verdict":
        return told.verdict(verdict(row))
    if column == "lost_at":
        lost = stage(row)
        return told.stage(lost) if lost else None
    if column == "status":
        return told.status(str(row.get("status", "")))
    if column == "expected":
        return row.get("gold_answer")
    if column == "must_contain":
        return "\n".join(" | ".join(map(str, _list(part))) for part in _list(row.get(column)))
    if column == "citations":
        return "\n".join(_citation(one) for one in _list(row.get(column)) if isinstance(one, dict))
    if column == "notices":
        return "\n".join(
            str(one.get("message", "")) for one in _list(row.get(column)) if isinstance(one, dict)
        )
    value = row.get(column)
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _citation(one: Mapping[str, Any]) -> str:
    places = (("page", "tr. "), ("lines", "dòng "), ("sheet", ""), ("row", "hàng "))
    where = [f"{word}{_span(one[key])}" for key, word in places if one.get(key) is not None]
    place = ", ".join([str(one.get("document", "")), *where])
    return f"[{one.get('marker')}] {place}: {one.get('quote', '')}"


def _span(value: object) -> str:
    return "–".join(map(str, value)) if isinstance(value, list) else str(value)


def _measures(summary: Mapping[str, Any]) -> Iterable[tuple[object, ...]]:
    """Name, value and interval of every figure of a whole run."""
    intervals = summary.get("intervals")
    known = intervals if isinstance(intervals, dict) else {}
    for name, value in summary.items():
        if isinstance(value, int | float) and not isinstance(value, bool):
            between = known.get(name)
            low, high = (
                between if isinstance(between, list) and len(between) == _PAIR else (None,) * 2
            )
            yield name, value, low, high
        elif name == "latency_ms" and isinstance(value, dict):
            yield from ((f"{name} {key}", figure, None, None) for key, figure in value.items())


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
