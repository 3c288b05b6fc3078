"""What holds of every grid: no text is lost or said of another row, whatever its shape."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.cell_range import CellRange

from corpus import procedures
from corpus.model import Page
from corpus.readers.sheet_grid import Budget, Grid
from corpus.readers.sheet_lines import lines_of

WORDS = (
    "STT",
    "Tên thủ tục",
    "Thời hạn giải quyết",
    "Phí",
    "Phí, lệ phí",
    "1",
    "2",
    "2024",
    "15 ngày",
    "Cấp phép",
    "I. Lĩnh vực A",
    "BẢNG 1",
    "Người lập",
    "(1)",
    "x: y; z: t",
    "hai\ndòng",
)
CELLS = st.dictionaries(
    st.tuples(st.integers(1, 14), st.integers(1, 7)),
    st.sampled_from(WORDS),
    min_size=1,
    max_size=60,
)
AREAS = st.lists(
    st.tuples(st.integers(1, 14), st.integers(1, 7), st.integers(0, 4), st.integers(0, 4)),
    max_size=5,
)


def grid_of(
    cells: dict[tuple[int, int], str], areas: list[tuple[int, int, int, int]], bold: set[int]
) -> Grid:
    grid = Grid(bold=bold)
    for (row, column), text in sorted(cells.items()):
        # a text of its own for every cell, so that it is known where it went
        grid.rows.setdefault(row, {})[column] = text
    merged = [
        CellRange(min_row=row, min_col=column, max_row=row + down, max_col=column + right)
        for row, column, down, right in areas
    ]
    grid.fill(merged, Budget(10_000, 1_000_000))
    return grid


@settings(max_examples=150)
@given(CELLS, AREAS, st.sets(st.integers(1, 14)))
def test_every_text_of_a_grid_is_on_some_line(
    cells: dict[tuple[int, int], str], areas: list[tuple[int, int, int, int]], bold: set[int]
) -> None:
    lines = lines_of(grid_of(cells, areas, bold))
    said = " ".join(" ".join(line.source.split()) for line in lines)
    for text in cells.values():
        assert " ".join(text.split()).rstrip(" :") in said


@settings(max_examples=150)
@given(CELLS, AREAS, st.sets(st.integers(1, 14)))
def test_a_line_says_only_what_its_row_and_the_header_say(
    cells: dict[tuple[int, int], str], areas: list[tuple[int, int, int, int]], bold: set[int]
) -> None:
    grid = grid_of(cells, areas, bold)
    for line in lines_of(grid):
        assert line.row in grid.rows
        own = {" ".join(text.split()) for text in grid.rows[line.row or 0].values()}
        value = " ".join(line.source.split())
        assert any(text.rstrip(" :") in value for text in own)


@settings(max_examples=100)
@given(CELLS, AREAS)
def test_records_of_any_grid_stay_within_it(
    cells: dict[tuple[int, int], str], areas: list[tuple[int, int, int, int]]
) -> None:
    lines = lines_of(grid_of(cells, areas, set()))
    for found in procedures.find((Page(None, lines, sheet="a", paragraphs=True),)):
        assert 0 <= found.first < found.last <= len(lines)
        assert found.procedure.key
        for spans in found.fields.values():
            assert all(0 <= first < last <= len(lines) for first, last in spans)
