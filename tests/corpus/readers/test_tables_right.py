"""How many cells of tables come with the right row and column: tables as offices make them.

A cell is right if a line gives its text with its column's header, in its row: in a sheet the line's
row is the cell's, and the line that names the row stands in it too.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from corpus.model import Role
from tests.corpus.readers.sheets import book_of, fill, read

# (row header, column header, text)
Cell = tuple[str, str, str]
Made = tuple[Workbook, list[Cell]]
WANTED = 0.98


def crossed(rows: dict[str, list[str]], columns: list[str]) -> list[Cell]:
    """The cells of a plain table."""
    return [
        (head, column, text)
        for head, texts in rows.items()
        for column, text in zip(columns, texts, strict=True)
        if text
    ]


def periods() -> Made:
    """A three-row header over four years' figures."""
    names = ["Tiếp nhận", "Đúng hạn", "Quá hạn", "Đang xử lý"]
    rows = {name: [str(n * 10 + i) for i in range(6)] for n, name in enumerate(names, 1)}
    book, _ = book_of(
        ["KẾT QUẢ GIẢI QUYẾT HỒ SƠ"],
        ["(Kèm theo Báo cáo)"],
        ["STT", "Chỉ tiêu", "Năm 2023", "", "", "Năm 2024", "", ""],
        ["", "", "Tổng số", "Trong đó", "", "Tổng số", "Trong đó", ""],
        ["", "", "", "Trực tiếp", "Trực tuyến", "", "Trực tiếp", "Trực tuyến"],
        *([n, name, *map(int, rows[name])] for n, name in enumerate(names, 1)),
        merged="A1:H1 A2:H2 A3:A5 B3:B5 C3:E3 F3:H3 C4:C5 D4:E4 F4:F5 G4:H4".split(),
    )
    columns = [
        f"Năm {year} - {part}"
        for year in (2023, 2024)
        for part in ("Tổng số", "Trong đó - Trực tiếp", "Trong đó - Trực tuyến")
    ]
    return book, crossed(rows, columns)


def procedures() -> Made:
    """A list of procedures with fees under one head, groups, cells merged over rows."""
    book, _ = book_of(
        ["UBND TỈNH A", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        [],
        ["DANH MỤC THỦ TỤC HÀNH CHÍNH"],
        ["STT", "Tên thủ tục", "Thời hạn", "Phí, lệ phí", "", "Nơi nộp"],
        ["", "", "", "Phí", "Lệ phí", ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["I. Lĩnh vực Đo lường"],
        [1, "Cấp phép", "15 ngày", "1.000 đồng", "Không", "Một cửa"],
        [2, "Gia hạn", "7 ngày", "500 đồng", "Không", ""],
        ["II. Lĩnh vực Bức xạ"],
        [3, "Khai báo", "5 ngày", "Không", "200 đồng", "Qua bưu điện"],
        merged="A1:C1 D1:F1 A3:F3 A4:A5 B4:B5 C4:C5 D4:E4 F4:F5 A7:F7 A10:F10 F8:F9".split(),
    )
    columns = ["Thời hạn", "Phí, lệ phí - Phí", "Phí, lệ phí - Lệ phí", "Nơi nộp"]
    rows = {
        "Cấp phép": ["15 ngày", "1.000 đồng", "Không", "Một cửa"],
        "Gia hạn": ["7 ngày", "500 đồng", "Không", "Một cửa"],
        "Khai báo": ["5 ngày", "Không", "200 đồng", "Qua bưu điện"],
    }
    return book, crossed(rows, columns)


def stacked() -> Made:
    """Three tables below each other: a title between, an empty row between, none at all."""
    book, _ = book_of(
        ["Bảng 1. Hồ sơ theo lĩnh vực"],
        ["Lĩnh vực", "Số hồ sơ", "Tỷ lệ"],
        ["Đo lường", 12, "40%"],
        ["Bức xạ", 18, "60%"],
        [],
        ["Bảng 2. Nhân lực"],
        ["STT", "Phòng", "Biên chế", "Có mặt", "Nữ"],
        [1, "Văn phòng", 9, 8, 4],
        [2, "Thanh tra", 7, 6, 3],
        ["Bảng 3. Kinh phí"],
        ["STT", "Khoản", "Dự toán", "Đã chi"],
        [1, "Lương", 300, 150],
        [2, "Thiết bị", 200, 90],
    )
    return book, [
        *crossed({"Đo lường": ["12", "40%"], "Bức xạ": ["18", "60%"]}, ["Số hồ sơ", "Tỷ lệ"]),
        *crossed(
            {"Văn phòng": ["9", "8", "4"], "Thanh tra": ["7", "6", "3"]},
            ["Biên chế", "Có mặt", "Nữ"],
        ),
        *crossed({"Lương": ["300", "150"], "Thiết bị": ["200", "90"]}, ["Dự toán", "Đã chi"]),
    ]


def beside() -> Made:
    """Two tables beside each other, of different length, under one title."""
    book, _ = book_of(
        ["SỐ LIỆU SÁU THÁNG"],
        ["STT", "Huyện", "Số hồ sơ", "Đúng hạn", "", "STT", "Nguồn", "Số phiếu"],
        [1, "Ân Thi", 21, 20, "", 1, "Trực tiếp", 31],
        [2, "Kim Động", 22, 21, "", 2, "Trực tuyến", 32],
        [3, "Phù Cừ", 23, 22],
        [4, "Tiên Lữ", 24, 24],
        merged=["A1:H1"],
    )
    left = {
        "Ân Thi": ["21", "20"],
        "Kim Động": ["22", "21"],
        "Phù Cừ": ["23", "22"],
        "Tiên Lữ": ["24", "24"],
    }
    return book, [
        *crossed(left, ["Số hồ sơ", "Đúng hạn"]),
        *crossed({"Trực tiếp": ["31"], "Trực tuyến": ["32"]}, ["Số phiếu"]),
    ]


def merged_heads() -> Made:
    """Row heads merged over the rows of their parts."""
    book, _ = book_of(
        ["Đơn vị", "Nội dung", "Kế hoạch", "Thực hiện"],
        ["Sở A", "Kiểm tra", 3, 2],
        ["", "Đào tạo", 5, 5],
        ["Sở B", "Kiểm tra", 4, 4],
        ["", "Đào tạo", 6, 1],
        merged=["A2:A3", "A4:A5"],
    )
    columns = ["Nội dung", "Kế hoạch", "Thực hiện"]
    rows = [
        ("Sở A", ["Kiểm tra", "3", "2"]),
        ("Sở A", ["Đào tạo", "5", "5"]),
        ("Sở B", ["Kiểm tra", "4", "4"]),
        ("Sở B", ["Đào tạo", "6", "1"]),
    ]
    return book, [cell for head, texts in rows for cell in crossed({head: texts}, columns)]


def formatted() -> Made:
    """Figures as their formats show them; a hidden column and a hidden row inside."""
    book, sheet = book_of(
        ["STT", "Thủ tục", "Nội bộ", "Phí", "Thời hạn", "Áp dụng từ", "Tỷ lệ"],
        [1, "Cấp phép", "x", 1500000, 15, 45358, 0.125],
        [2, "Ẩn đi", "x", 1, 1, 45358, 1],
        [3, "Gia hạn", "x", 700000, 7, 45367, 0.5],
    )
    for column, shown in zip(
        "DEFG", ('#,##0" đồng"', '0" ngày làm việc"', "dd/mm/yyyy", "0.0%"), strict=True
    ):
        for row in (2, 3, 4):
            sheet[f"{column}{row}"].number_format = shown
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[3].hidden = True
    rows = {
        "Cấp phép": ["1.500.000 đồng", "15 ngày làm việc", "07/03/2024", "12,5%"],
        "Gia hạn": ["700.000 đồng", "7 ngày làm việc", "16/03/2024", "50,0%"],
    }
    return book, crossed(rows, ["Phí", "Thời hạn", "Áp dụng từ", "Tỷ lệ"])


def unmerged() -> Made:
    """A header of two rows that nobody merged, an empty row in the list, signatures below."""
    book, sheet = book_of(
        ["BIỂU TỔNG HỢP"],
        [],
        ["STT", "Xã", "Hồ sơ", "", "Ghi chú"],
        ["", "", "Đã giải quyết", "Còn lại", ""],
        [1, "Xã Một", 11, 4, "đủ"],
        [],
        [2, "Xã Hai", 12, 5, ""],
        ["", "Tổng cộng", 23, 9, ""],
        [],
        ["", "", "", "Ngày 01 tháng 7 năm 2024"],
        ["Người lập", "", "", "Giám đốc"],
    )
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    columns = ["Hồ sơ - Đã giải quyết", "Hồ sơ - Còn lại", "Ghi chú"]
    rows = {
        "Xã Một": ["11", "4", "đủ"],
        "Xã Hai": ["12", "5", ""],
        "Tổng cộng": ["23", "9", ""],
    }
    return book, crossed(rows, columns)


def sheets() -> Made:
    """A table a sheet, the header of each far down or right."""
    book, _ = book_of(["Mã", "Tên", "Số"], ["A1", "Một", 71], ["A2", "Hai", 72])
    other = book.create_sheet("Khác")
    assert isinstance(other, Worksheet)
    fill(other, [[], [], ["", "", "BẢNG GIÁ"], ["", "", "Loại", "Giá", "Đơn vị"]])
    for row, texts in enumerate((["Thường", 81, "lần"], ["Nhanh", 82, "bộ"]), start=6):
        for column, text in enumerate(texts, start=3):
            other.cell(row, column, text)
    return book, [
        *crossed({"A1": ["Một", "71"], "A2": ["Hai", "72"]}, ["Tên", "Số"]),
        *crossed({"Thường": ["81", "lần"], "Nhanh": ["82", "bộ"]}, ["Giá", "Đơn vị"]),
    ]


MAKERS: list[Callable[[], Made]] = [
    periods,
    procedures,
    stacked,
    beside,
    merged_heads,
    formatted,
    unmerged,
    sheets,
]


def right(folder: Path, make: Callable[[], Made]) -> tuple[int, int]:
    """(cells with the right row and column, cells)."""
    book, wanted = make()
    rows: list[list[str]] = []
    at = None
    for page in read(folder, book):
        for line in page.lines:
            if line.role is Role.ROW:
                if (page.sheet, line.row) != at:
                    rows.append([])
                    at = (page.sheet, line.row)
                rows[-1].append(line.source)
    found = 0
    for head, column, text in wanted:
        for row in rows:
            named = any(line.partition(": ")[2] == head for line in row)
            if named and f"{column}: {text}" in row:
                row.remove(f"{column}: {text}")
                found += 1
                break
    return found, len(wanted)


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_the_cells_of_a_table_have_their_row_and_column(
    tmp_path: Path, make: Callable[[], Made]
) -> None:
    found, wanted = right(tmp_path, make)
    assert found >= WANTED * wanted, f"{found} of {wanted}"
