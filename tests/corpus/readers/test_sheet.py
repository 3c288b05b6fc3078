from __future__ import annotations

import datetime
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from corpus import procedures, readers
from corpus.model import Page, Role


def workbook(path: Path, *rows: list[Any]) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Danh mục"
    for row in rows:
        sheet.append(row)
    book.save(path)
    return book, sheet


def sources(page: Page) -> list[str]:
    return [line.source for line in page.lines]


@pytest.fixture
def listed(tmp_path: Path) -> Page:
    """A list as offices keep them: titles above, a merged two-row header, a hidden row."""
    path = tmp_path / "danh-muc.xlsx"
    book, sheet = workbook(
        path,
        ["SỞ KHOA HỌC VÀ CÔNG NGHỆ"],
        ["DANH MỤC THỦ TỤC HÀNH CHÍNH"],
        [],
        ["STT", "Mã TTHC", "Tên thủ tục", "Phí, lệ phí", "", "Thời hạn giải quyết"],
        ["", "", "", "Phí", "Lệ phí", ""],
        [1, "1.004150", "Cấp giấy phép\ntiến hành công việc", 1500000, 0.125, "15 ngày"],
        [2, "1.004151", "Gia hạn giấy phép", None, "Không", datetime.date(2024, 3, 8)],
        [3, "1.004152", "Thủ tục ẩn", "x", "y", "z"],
    )
    for merged in ("A1:F1", "D4:E4", "A4:A5", "B4:B5", "C4:C5", "F4:F5", "A6:A7"):
        sheet.merge_cells(merged)
    sheet["D6"].number_format = "#,##0"
    sheet["E6"].number_format = "0.0%"
    sheet.row_dimensions[8].hidden = True
    secret = book.create_sheet("Bí mật")
    secret.append(["không được đọc"])
    secret.sheet_state = "hidden"
    book.save(path)
    (page,) = readers.read(path)
    return page


def test_each_cell_is_worded_with_its_header_and_knows_its_row(listed: Page) -> None:
    rows = {line.source: line.row for line in listed.lines if line.role is Role.ROW}
    assert rows["Mã TTHC: 1.004150"] == 6
    assert rows["Thời hạn giải quyết: 15 ngày"] == 6
    assert rows["Mã TTHC: 1.004151"] == 7


def test_numbers_and_dates_read_as_excel_shows_them(listed: Page) -> None:
    assert "Phí, lệ phí - Phí: 1.500.000" in sources(listed)
    assert "Phí, lệ phí - Lệ phí: 12,5%" in sources(listed)
    assert "Thời hạn giải quyết: 08/03/2024" in sources(listed)


def test_a_merged_cell_counts_for_every_row_it_spans(listed: Page) -> None:
    counted = [line.row for line in listed.lines if line.source == "STT: 1"]
    assert counted == [6, 7]


def test_hidden_rows_and_sheets_are_left_out(listed: Page) -> None:
    assert not any("ẩn" in source or "không được đọc" in source for source in sources(listed))


def test_titles_above_the_header_are_kept_as_text(listed: Page) -> None:
    assert sources(listed)[:2] == ["SỞ KHOA HỌC VÀ CÔNG NGHỆ", "DANH MỤC THỦ TỤC HÀNH CHÍNH"]


def test_a_cell_of_several_lines_stays_in_its_row(listed: Page) -> None:
    (line,) = [line for line in listed.lines if line.source.startswith("Tên thủ tục: Cấp")]
    assert line.source == "Tên thủ tục: Cấp giấy phép\ntiến hành công việc"
    assert line.row == 6


def test_a_row_becomes_a_procedure(listed: Page) -> None:
    first, second = (found.procedure for found in procedures.find((listed,)))
    assert first.code == "1.004150"
    assert first.name == "Cấp giấy phép\ntiến hành công việc"
    assert second.options[0].time_limit == "08/03/2024"


def test_a_sheet_without_a_header_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "tran.xlsx"
    workbook(path, [1, 2, 3], ["a", None, 4])
    (page,) = readers.read(path)
    assert [(line.source, line.row) for line in page.lines] == [("1; 2; 3", 1), ("a; 4", 2)]


@pytest.mark.parametrize(
    "rows",
    [
        [["Phí kiểm định", "7.000 đồng"], ["Phí hiệu chuẩn", "9.000 đồng"]],
        [["Cấp phép", "15 ngày"], ["Gia hạn", "10 ngày làm việc"]],
        [["Phí kiểm định", 7000], ["Phí giám định", "Không"], ["Phí hiệu chuẩn", 9000]],
    ],
    ids=["amounts", "times", "text among figures"],
)
def test_a_row_of_values_is_no_header(tmp_path: Path, rows: list[list[Any]]) -> None:
    path = tmp_path / "tran.xlsx"
    workbook(path, *rows)
    (page,) = readers.read(path)
    assert [(line.source, line.row, line.role) for line in page.lines] == [
        ("; ".join(map(str, row)), number, Role.ROW) for number, row in enumerate(rows, start=1)
    ]


def test_a_header_may_name_periods_and_stand_under_a_line_of_facts(tmp_path: Path) -> None:
    path = tmp_path / "ky.xlsx"
    workbook(
        path,
        ["Cập nhật ngày", "05/03/2024", "Người lập", "Văn phòng"],
        ["Chỉ tiêu", "6 tháng đầu năm", "2023", "Ghi chú"],
        ["Hồ sơ tiếp nhận", 281, 276, "đúng hạn"],
    )
    (page,) = readers.read(path)
    assert "6 tháng đầu năm: 281" in sources(page)
    assert "2023: 276" in sources(page)


def test_every_line_of_a_sheet_is_a_whole_cell(listed: Page) -> None:
    assert listed.paragraphs
    assert listed.sheet == "Danh mục"
    assert listed.number is None


def test_formats_far_below_the_last_value_do_not_make_a_sheet_too_large(tmp_path: Path) -> None:
    path = tmp_path / "dinh-dang.xlsx"
    book, sheet = workbook(path, ["STT", "Tên thủ tục", "Phí"], [1, "Cấp phép", "Không"])
    sheet.cell(1_048_576, 4).number_format = "0.00"
    book.save(path)
    (page,) = readers.read(path)
    assert [line.row for line in page.lines] == [2, 2, 2]


@pytest.mark.slow
def test_twenty_thousand_rows_are_read_in_time(tmp_path: Path) -> None:
    path = tmp_path / "dai.xlsx"
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Dài")
    sheet.append(["Mã", "Tên", "Phí"])
    for number in range(20_000):
        sheet.append([number, f"Thủ tục {number}", "Không"])
    book.save(path)
    started = time.perf_counter()
    (page,) = readers.read(path)
    assert len(page.lines) == 60_000
    assert time.perf_counter() - started < 30
