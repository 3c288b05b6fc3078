"""Question sets as Excel files: the first sheet, its first row that is not empty naming the columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.formats import table
from eval.formats.row import FormatError, Row

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell

_MOST = 32_767  # characters that a cell holds
_WIDE = frozenset({"question", "answer", "must_contain", "evidence", "history"})
_WIDTH, _WIDER = 14, 50


def read(path: Path) -> Iterator[Row]:
    """The objects of a file, with their rows as the program counts them.

    Raises:
        FormatError: it is no Excel file, or a column is missing.
        OSError: it cannot be read.
    """
    from openpyxl import load_workbook

    try:
        with path.open("rb") as file:
            book = load_workbook(file, read_only=True, data_only=True)
            rows = [
                (number, [_text(cell) for cell in cells])
                for number, cells in enumerate(book.worksheets[0].iter_rows(), start=1)
            ]
    except OSError:
        raise
    except Exception as error:  # whatever the parsers of archives and XML raise
        raise FormatError(
            f"{path}: không phải tệp Excel .xlsx đọc được; xin mở bằng Excel và lưu lại / "
            "is no Excel file (.xlsx) that can be read; open it in Excel and save it again"
        ) from error
    yield from table.objects(rows)


def _text(cell: ReadOnlyCell) -> str:
    """What a cell shows: Excel keeps "84%" and "15/7/2024" as numbers with a format."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float) and str(cell.number_format).endswith("%"):
        return f"{100 * value:.10g}%"
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    return str(value)


def write(objects: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Write a workbook of one sheet, each cell a text that no program takes for a formula.

    Raises:
        ValueError: a text is longer than a cell holds.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    header, rows = table.cells(objects)
    book = Workbook()
    sheet = book.active
    for number, row in enumerate((header, *rows), start=1):
        for column, text in enumerate(row, start=1):
            if len(text) > _MOST:
                raise ValueError(
                    f"hàng {number}, cột “{header[column - 1]}”: dài hơn một ô Excel / "
                    f"row {number}: longer than a cell of Excel holds"
                )
            if text:
                cell = sheet.cell(number, column)
                cell.value, cell.data_type = text, "s"
                cell.quotePrefix = True
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell, name in zip(sheet[1], header, strict=False):
        cell.font = Font(bold=True)
        wide = name.removesuffix(":json") in _WIDE
        sheet.column_dimensions[cell.column_letter].width = _WIDER if wide else _WIDTH
    sheet.freeze_panes = "A2"
    book.save(path)
