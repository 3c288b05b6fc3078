"""Workbooks for tests: rows, merged cells, hidden parts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from corpus import readers
from corpus.model import Line, NoteKind, Page, Role


def fill(sheet: Worksheet, rows: Sequence[Sequence[Any]], merged: Sequence[str] = ()) -> None:
    """Write rows; empty texts are empty cells."""
    for number, row in enumerate(rows, start=sheet.max_row + (sheet.max_row > 1)):
        for column, value in enumerate(row, start=1):
            if value not in ("", None):
                sheet.cell(number, column, value)
    for area in merged:
        sheet.merge_cells(area)


def book_of(
    *rows: Sequence[Any], merged: Sequence[str] = ()
) -> tuple[openpyxl.Workbook, Worksheet]:
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Trang 1"
    fill(sheet, rows, merged)
    return book, sheet


def read(folder: Path, book: openpyxl.Workbook, name: str = "so-lieu.xlsx") -> tuple[Page, ...]:
    """The pages that the readers make of a workbook."""
    path = folder / name
    book.save(path)
    return readers.read(path)


def read_rows(folder: Path, *rows: Sequence[Any], merged: Sequence[str] = ()) -> Page:
    """The page of a workbook with one sheet."""
    (page,) = read(folder, book_of(*rows, merged=merged)[0])
    return page


def cells(page: Page) -> list[tuple[int | None, str]]:
    """(row, line) of every cell."""
    return [(line.row, line.source) for line in page.lines if line.role is Role.ROW]


def texts(page: Page) -> list[str]:
    """What is no cell: titles, groups, notes."""
    return [line.source for line in page.lines if line.role is Role.BODY]


def headings(page: Page) -> list[tuple[int, str]]:
    """(level, line) of every heading."""
    return [(line.heading, line.source) for line in page.lines if line.heading]


def notes(page: Page) -> dict[NoteKind, str]:
    """The details of a page's notes."""
    return {note.kind: note.detail for note in page.notes}


def line_of(page: Page, text: str) -> Line:
    """The line that reads so."""
    return next(line for line in page.lines if line.source == text)
