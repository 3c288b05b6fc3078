from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.styles import Font

from corpus.structure import outline
from tests.corpus.readers.sheets import book_of, cells, fill, headings, read, read_rows, texts


def test_titles_of_any_shape_stand_above_the_header(tmp_path: Path) -> None:
    page = read_rows(
        tmp_path,
        ["UBND TỈNH A", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["SỞ B", "", "", "Độc lập - Tự do - Hạnh phúc"],
        [],
        ["BẢNG TỔNG HỢP HỒ SƠ"],
        ["(Kèm theo Báo cáo số 1)"],
        [],
        ["STT", "Đơn vị", "Tiếp nhận", "Đúng hạn"],
        [1, "Phòng X", 12, 11],
        merged=["A1:C1", "D1:F1", "A4:D4", "A5:D5"],
    )
    assert cells(page) == [
        (8, "STT: 1"),
        (8, "Đơn vị: Phòng X"),
        (8, "Tiếp nhận: 12"),
        (8, "Đúng hạn: 11"),
    ]
    assert headings(page) == [(1, "BẢNG TỔNG HỢP HỒ SƠ")]


def test_a_header_of_three_rows_names_a_column_by_all_of_them(tmp_path: Path) -> None:
    page = read_rows(
        tmp_path,
        ["STT", "Đơn vị", "Hồ sơ", "", "", ""],
        ["", "", "Năm 2023", "", "Năm 2024", ""],
        ["", "", "Số lượng", "Tỷ lệ", "Số lượng", "Tỷ lệ"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        [1, "Phòng X", 10, "50%", 12, "60%"],
        merged=["A1:A3", "B1:B3", "C1:F1", "C2:D2", "E2:F2"],
    )
    assert (5, "Hồ sơ - Năm 2024 - Số lượng: 12") in cells(page)
    assert (5, "Đơn vị: Phòng X") in cells(page)


def test_years_above_a_narrow_first_row_belong_to_the_header(tmp_path: Path) -> None:
    page = read_rows(
        tmp_path,
        ["KẾT QUẢ"],
        ["", "Năm 2023", "", "Năm 2024", ""],
        ["Chỉ tiêu", "KH", "TH", "KH", "TH"],
        ["Số hồ sơ", 10, 9, 12, 13],
        merged=["A1:E1", "B2:C2", "D2:E2"],
    )
    assert cells(page)[1:] == [
        (4, "Năm 2023 - KH: 10"),
        (4, "Năm 2023 - TH: 9"),
        (4, "Năm 2024 - KH: 12"),
        (4, "Năm 2024 - TH: 13"),
    ]


def test_two_header_rows_that_nobody_merged_are_one_header(tmp_path: Path) -> None:
    page = read_rows(
        tmp_path,
        ["STT", "Tên thủ tục", "Phí, lệ phí", "", "Thời hạn"],
        ["", "", "Phí", "Lệ phí", ""],
        [1, "Cấp phép", 1000, 2000, "15 ngày"],
    )
    assert (3, "Phí, lệ phí - Phí: 1000") in cells(page)
    assert (3, "Phí, lệ phí - Lệ phí: 2000") in cells(page)
    assert (3, "Thời hạn: 15 ngày") in cells(page)


def test_tables_below_each_other_have_their_own_headers(tmp_path: Path) -> None:
    page = read_rows(
        tmp_path,
        ["Bảng 1. Theo lĩnh vực"],
        ["STT", "Lĩnh vực", "Số hồ sơ"],
        [1, "Đo lường", 5],
        [2, "Bức xạ", 6],
        [],
        ["Bảng 2. Theo tháng"],
        ["Tháng", "Tiếp nhận", "Trả", "Quá hạn"],
        ["Tháng 1", 7, 6, 1],
        ["Bảng 3. Theo phòng"],
        ["STT", "Phòng", "Số người"],
        [1, "Phòng X", 4],
    )
    assert (3, "Số hồ sơ: 5") in cells(page)
    assert (8, "Quá hạn: 1") in cells(page)
    assert (11, "Số người: 4") in cells(page)
    assert [text for _, text in headings(page)] == [
        "Bảng 1. Theo lĩnh vực",
        "Bảng 2. Theo tháng",
        "Bảng 3. Theo phòng",
    ]


def test_tables_beside_each_other_are_read_apart(tmp_path: Path) -> None:
    page = read_rows(
        tmp_path,
        ["SỐ LIỆU HAI PHÒNG"],
        ["STT", "Thủ tục", "Số hồ sơ", "", "STT", "Lĩnh vực", "Số phiếu"],
        [1, "Cấp phép", 5, "", 1, "Đo lường", 8],
        [2, "Gia hạn", 6, "", 2, "Bức xạ", 9],
        [3, "Sửa đổi", 7],
        merged=["A1:G1"],
    )
    assert [text for row, text in cells(page) if row == 3] == [
        "STT: 1",
        "Thủ tục: Cấp phép",
        "Số hồ sơ: 5",
        "STT: 1",
        "Lĩnh vực: Đo lường",
        "Số phiếu: 8",
    ]
    assert [row for row, text in cells(page) if text.startswith("Số phiếu")] == [3, 4]
    order = [text for _, text in cells(page)]
    assert order.index("Thủ tục: Sửa đổi") < order.index("Lĩnh vực: Đo lường")


def test_an_empty_column_inside_a_table_parts_nothing(tmp_path: Path) -> None:
    page = read_rows(
        tmp_path,
        ["STT", "Tên", "", "Phí", "Thời hạn"],
        [1, "Cấp phép", "", 1000, "15 ngày"],
        [2, "Gia hạn", "", 500, "10 ngày"],
    )
    assert [row for row, _ in cells(page)] == [2, 2, 2, 2, 3, 3, 3, 3]


def test_an_empty_row_inside_a_list_ends_nothing(tmp_path: Path) -> None:
    page = read_rows(
        tmp_path,
        ["STT", "Tên thủ tục", "Phí"],
        [1, "Cấp phép", 1000],
        [],
        [2, "Gia hạn", 500],
    )
    assert (4, "Tên thủ tục: Gia hạn") in cells(page)


def test_a_header_that_is_repeated_is_no_row(tmp_path: Path) -> None:
    page = read_rows(
        tmp_path,
        ["STT", "Tên thủ tục", "Phí"],
        [1, "Cấp phép", 1000],
        ["STT", "Tên thủ tục", "Phí"],
        [2, "Gia hạn", 500],
    )
    assert {row for row, _ in cells(page)} == {2, 4}


def test_a_row_with_one_text_names_the_group_below_it(tmp_path: Path) -> None:
    page = read_rows(
        tmp_path,
        ["DANH MỤC CHỈ TIÊU"],
        ["STT", "Chỉ tiêu", "Kế hoạch", "Thực hiện"],
        ["I. Hồ sơ"],
        [1, "Tiếp nhận", 10, 9],
        ["II", "Kiểm tra"],
        [1, "Số cuộc", 3, 2],
        merged=["A1:D1", "A3:D3"],
    )
    assert headings(page)[1:] == [(3, "I. Hồ sơ"), (3, "II Kiểm tra")]
    paths = [one.heading for one in outline((page,)) if one.block.record]
    assert paths[-1] == ("DANH MỤC CHỈ TIÊU", "II Kiểm tra")


def test_a_group_does_not_head_a_table_further_down_without_a_title(tmp_path: Path) -> None:
    page = read_rows(
        tmp_path,
        ["STT", "Chỉ tiêu", "Thực hiện"],
        ["I. Hồ sơ"],
        [1, "Tiếp nhận", 9],
        [],
        ["STT", "Phòng", "Số người"],
        [1, "Phòng X", 4],
        merged=["A2:C2"],
    )
    assert headings(page) == []
    assert (6, "Số người: 4") in cells(page)


def test_signatures_below_a_table_are_no_row_of_it(tmp_path: Path) -> None:
    page = read_rows(
        tmp_path,
        ["STT", "Đơn vị", "Số hồ sơ"],
        [1, "Phòng X", 12],
        [],
        ["", "Hưng Yên, ngày 01 tháng 7 năm 2024"],
        ["Người lập biểu", "", "Giám đốc"],
        ["Nguyễn Văn A", "", "Trần Văn B"],
    )
    assert {row for row, _ in cells(page)} == {2}
    assert "Người lập biểu Giám đốc" in texts(page)
    assert "Nguyễn Văn A Trần Văn B" in texts(page)


def test_a_bold_row_after_an_empty_one_heads_a_table_of_words(tmp_path: Path) -> None:
    book, sheet = book_of(
        ["Đơn vị", "Người phụ trách"],
        ["Phòng X", "Ông A"],
        [],
        ["Thủ tục", "Nơi nộp"],
        ["Cấp phép", "Bộ phận Một cửa"],
        ["Gia hạn", "Qua bưu điện"],
    )
    for row in (1, 4):
        for cell in sheet[row]:
            cell.font = Font(bold=True)
    (page,) = read(tmp_path, book)
    assert (5, "Nơi nộp: Bộ phận Một cửa") in cells(page)


def test_a_form_names_each_value_by_what_stands_on_its_left(tmp_path: Path) -> None:
    page = read_rows(
        tmp_path,
        ["Tên thủ tục", "Cấp phép khai thác"],
        ["Thời hạn giải quyết", "15 ngày"],
        ["Lệ phí", "Không"],
        ["Thành phần hồ sơ", "- Đơn\n- Bản sao"],
    )
    assert cells(page) == [
        (1, "Tên thủ tục: Cấp phép khai thác"),
        (2, "Thời hạn giải quyết: 15 ngày"),
        (3, "Lệ phí: Không"),
        (4, "Thành phần hồ sơ: - Đơn\n- Bản sao"),
    ]


def test_the_titles_of_one_sheet_do_not_head_the_next(tmp_path: Path) -> None:
    book, _ = book_of(["DANH MỤC MỘT"], ["STT", "Tên"], [1, "a"], merged=["A1:B1"])
    other = book.create_sheet("Trang 2")
    fill(other, [["STT", "Phòng"], [1, "b"]])
    first, second = read(tmp_path, book)
    assert first.sheet == "Trang 1"
    assert second.sheet == "Trang 2"
    paths = [one.heading for one in outline((first, second)) if one.block.record]
    assert paths[0] == ("DANH MỤC MỘT",)
    assert paths[-1] == ()


def test_no_text_of_a_sheet_is_lost_whatever_its_shape(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    said = []
    # words in a pattern that is no table: every third row empty, rows of any width
    for row in range(1, 60):
        for column in range(1, 9):
            if row % 3 and (row * 7 + column * 5) % 4 < 2:
                said.append(f"chữ{row}x{column}")
                sheet.cell(row, column, said[-1])
    (page,) = read(tmp_path, book)
    whole = " ".join(line.source for line in page.lines)
    assert [word for word in said if word not in whole] == []
