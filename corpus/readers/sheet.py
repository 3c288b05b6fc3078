"""Workbooks: a page a visible sheet, its tables in `corpus.readers.sheet_lines`' words.

Hidden sheets, rows and columns are left out and reported, cell comments are left out; a macro is
reported and never run. Results of formulas are those that the file holds: nothing is computed.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from corpus.errors import Reason, UnreadableError
from corpus.model import Note, NoteKind, Page
from corpus.progress import Pages
from corpus.readers.sheet_grid import Budget, Grid, read_grid
from corpus.readers.sheet_lines import lines_of

MAX_CELLS = 1_000_000
"""Filled ones in a workbook: 50,000 rows of 20 columns."""

MAX_CHARACTERS = 40_000_000
"""Of their texts: about 8 million words, some 100 bytes each once they are tokens."""

_PROGRAMS = ("xl/vbaProject.bin", "xl/macrosheets/")


def read(path: Path, progress: Pages | None = None) -> tuple[Page, ...]:
    """Read a workbook.

    Args:
        path: the file.
        progress: called with (sheets done, sheets in all), within a long sheet too.

    Returns:
        One page for each visible sheet with anything on it.

    Raises:
        UnreadableError: TOO_LARGE.
        Exception: whatever openpyxl says of a file that is none; `corpus.readers.read` turns it
            into an UnreadableError.
    """
    budget = Budget(MAX_CELLS, MAX_CHARACTERS)
    pages: list[Page] = []
    # an open file, for openpyxl looks at a path's ending
    with path.open("rb") as file:
        workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        notes = _notes_of(workbook)
        sheets = workbook.worksheets
        for done, sheet in enumerate(sheets):
            beat = partial(progress, done, len(sheets)) if progress else _silent
            if sheet.sheet_state != "visible":
                notes.append(Note(NoteKind.HIDDEN_SHEET, sheet.title))
                continue
            grid = read_grid(sheet, budget, beat)
            if budget.is_over:
                raise UnreadableError(path, Reason.TOO_LARGE, f"over {MAX_CELLS} filled cells")
            page = _page(sheet.title, grid, beat)
            if page.lines:
                pages.append(replace(page, sheet=_unlike(sheet.title, pages)))
        if progress:
            progress(len(sheets), len(sheets))
    if pages:
        pages[0] = replace(pages[0], notes=(*notes, *pages[0].notes))
    return tuple(pages)


def _unlike(title: str, pages: Sequence[Page]) -> str:
    """A sheet's name, told apart from an earlier one's: citations name sheets."""
    taken = {page.sheet for page in pages}
    names = itertools.chain([title], (f"{title} ({number})" for number in itertools.count(2)))
    return next(name for name in names if name not in taken)


def _notes_of(workbook: Any) -> list[Note]:
    names = workbook._archive.namelist()
    has_program = any(name.startswith(_PROGRAMS) for name in names)
    return [Note(NoteKind.SCRIPT)] if has_program else []


def _silent() -> None:
    """Nobody asked how far the reading is."""


def _page(title: str, grid: Grid, beat: Callable[[], None]) -> Page:
    counts = (
        (NoteKind.HIDDEN_ROWS, len(grid.hidden_rows)),
        (NoteKind.HIDDEN_COLUMNS, len(grid.hidden_columns)),
        (NoteKind.FORMULAS, grid.formulas),
    )
    return Page(
        number=None,
        lines=lines_of(grid, beat),
        sheet=title,
        paragraphs=True,
        notes=tuple(Note(kind, str(count)) for kind, count in counts if count),
    )
