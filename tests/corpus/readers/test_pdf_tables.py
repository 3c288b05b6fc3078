"""Tables of PDF files as rows with their headers."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase.pdfmetrics import stringWidth

from corpus.model import Role
from corpus.readers import pdf
from tests.pdf_making import canvas, put, put_table, texts

XS = (60.0, 90.0, 260.0, 380.0, 460.0, 540.0)
HEAD = [
    (0, 2, 0, 1, "STT"),
    (0, 2, 1, 2, "Tên thủ tục"),
    (0, 2, 2, 3, "Thời hạn"),
    (0, 1, 3, 5, "Mức thu"),
    (1, 2, 3, 4, "Phí"),
    (1, 2, 4, 5, "Lệ phí"),
]


def ys(count: int, top: float = 100, step: float = 30) -> list[float]:
    return [top + step * row for row in range(count + 1)]


def row(at: int, *cells: str) -> list[tuple[int, int, int, int, str]]:
    return [(at, at + 1, column, column + 1, text) for column, text in enumerate(cells)]


def test_a_header_of_two_rows_labels_every_cell_and_wrapped_cells_are_joined(
    tmp_path: Path,
) -> None:
    made = canvas(tmp_path / "a.pdf")
    body = row(2, "1", "Cấp thẻ thư viện\nlưu động", "3 ngày", "Không", "5.000 đồng")
    put_table(made, XS, ys(3), [*HEAD, *body])
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    assert texts(page, Role.ROW) == [
        "STT: 1; Tên thủ tục: Cấp thẻ thư viện lưu động; Thời hạn: 3 ngày; "
        "Mức thu - Phí: Không; Mức thu - Lệ phí: 5.000 đồng"
    ]


def test_a_merged_cell_counts_for_every_row_it_spans(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    cells = [*row(0, "Lĩnh vực", "Thủ tục", "Thời hạn"), (1, 3, 0, 1, "Đất"), (3, 4, 0, 1, "Nước")]
    for at in range(1, 4):
        cells += [(at, at + 1, 1, 2, f"Việc thứ {at}"), (at, at + 1, 2, 3, f"{at} ngày")]
    put_table(made, (60, 150, 300, 420), ys(4), cells)
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    assert [line.split(";")[0] for line in texts(page, Role.ROW)] == [
        "Lĩnh vực: Đất",
        "Lĩnh vực: Đất",
        "Lĩnh vực: Nước",
    ]


def test_a_short_cell_over_two_columns_counts_for_both(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    merged = [*row(2, "1", "Cấp thẻ", "3 ngày"), (2, 3, 3, 5, "Miễn")]
    put_table(made, XS, ys(3), [*HEAD, *merged])
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    assert texts(page, Role.ROW)[0].endswith("Mức thu - Phí: Miễn; Mức thu - Lệ phí: Miễn")


def test_a_row_has_the_box_of_its_row(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    put_table(made, XS, ys(3), [*HEAD, *row(2, "1", "Cấp thẻ", "3 ngày", "Không", "Không")])
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    (box,) = [line.box for line in page.lines if line.role is Role.ROW]
    assert box is not None
    assert [round(edge) for edge in (box.left, box.top, box.right, box.bottom)] == [
        60,
        160,
        540,
        190,
    ]


def over_two_pages(path: Path, again: bool) -> list[str]:
    """Rows of a table whose second part begins with its header again, or not."""
    made = canvas(path)
    head = row(0, "STT", "Tên thủ tục", "Thời hạn")
    put_table(made, XS[:4], ys(2, 700), [*head, *row(1, "1", "Cấp thẻ", "3 ngày")])
    made.showPage()
    made.setFont("Serif", 11)
    at = 1 if again else 0
    body = row(at, "2", "Cấp biển", "4 ngày")
    put_table(made, XS[:4], ys(1 + at, 60), [*(head if again else []), *body])
    made.save()
    return [text for page in pdf.read(path) for text in texts(page, Role.ROW)]


def test_a_table_that_goes_on_keeps_its_header(tmp_path: Path) -> None:
    expected = [
        "STT: 1; Tên thủ tục: Cấp thẻ; Thời hạn: 3 ngày",
        "STT: 2; Tên thủ tục: Cấp biển; Thời hạn: 4 ngày",
    ]
    assert over_two_pages(tmp_path / "a.pdf", again=True) == expected
    assert over_two_pages(tmp_path / "b.pdf", again=False) == expected


def test_a_row_and_a_merged_cell_that_a_pages_end_cuts_are_whole(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    xs = (60, 150, 300, 420)
    cells = [*row(0, "Lĩnh vực", "Thủ tục", "Thời hạn"), (1, 3, 0, 1, "Đất đai")]
    cells += [(1, 2, 1, 2, "Việc một"), (1, 2, 2, 3, "1 ngày")]
    cells += [(2, 3, 1, 2, "Việc hai còn"), (2, 3, 2, 3, "2 ngày")]
    put_table(made, xs, ys(3, 700), cells)
    made.showPage()
    made.setFont("Serif", 11)
    rest = [(0, 2, 0, 1, ""), (0, 1, 1, 2, "viết tiếp ở đây"), (0, 1, 2, 3, "")]
    rest += [(1, 2, 1, 2, "Việc ba"), (1, 2, 2, 3, "3 ngày")]
    put_table(made, xs, ys(2, 60), rest)
    made.save()
    first, second = pdf.read(tmp_path / "a.pdf")
    assert texts(first, Role.ROW)[1] == (
        "Lĩnh vực: Đất đai; Thủ tục: Việc hai còn viết tiếp ở đây; Thời hạn: 2 ngày"
    )
    assert texts(second, Role.ROW) == ["Lĩnh vực: Đất đai; Thủ tục: Việc ba; Thời hạn: 3 ngày"]
    assert texts(second, Role.FURNITURE)[0].endswith("viết tiếp ở đây")


def test_a_header_without_lines_between_its_cells_has_the_columns_below(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    xs = (60, 200, 320, 420)
    cells = [(0, 1, 0, 3, ""), *row(1, "Đồi Gió", "120", "98 %"), *row(2, "Suối Mơ", "87", "9 %")]
    put_table(made, xs, ys(3), cells)
    put(made, [(x + 3, 112, text) for x, text in zip(xs, ("Xã", "Hồ sơ", "Tỷ lệ"), strict=False)])
    made.rect(60, 842 - 190, 360, 90)
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    assert texts(page, Role.ROW)[0] == "Xã: Đồi Gió; Hồ sơ: 120; Tỷ lệ: 98 %"


def test_shaded_rows_are_no_ruling_lines(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    rows = [("Xã", "Hồ sơ", "Tỷ lệ"), ("Đồi Gió", "120", "98 %"), ("Suối Mơ", "87", "95 %")]
    made.setFillGray(0.9)
    for column in range(3):
        made.rect(60 + 150 * column, 842 - 122, 150, 18, stroke=0, fill=1)
    made.setFillGray(0)
    for at, words in enumerate(rows):
        put(made, [(63 + 150 * c, 100 + 18 * at, text) for c, text in enumerate(words)])
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    assert texts(page, Role.ROW)[1] == "Xã: Suối Mơ; Hồ sơ: 87; Tỷ lệ: 95 %"


def test_a_form_of_two_columns_reads_label_and_value(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    cells = [*row(0, "Họ và tên:", "Trần Thị Mây"), *row(1, "Chức vụ:", "Phó phòng")]
    put_table(made, (60, 200, 420), ys(2), cells)
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    assert texts(page, Role.ROW) == ["Họ và tên: Trần Thị Mây", "Chức vụ: Phó phòng"]


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    made.rect(50, 500, 450, 200)
    made.line(60, 640, 300, 640)
    put(made, [(60, 200, "Lưu ý: hồ sơ nộp sau 16 giờ"), (60, 216, "được tính vào ngày hôm sau.")])
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    assert not texts(page, Role.ROW)
    assert len(texts(page)) == 2


def test_a_table_without_lines_is_read_by_its_columns(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    rows = [("Xã", "Hồ sơ", "Đúng hạn"), ("Đồi Gió", "120", "98 %"), ("Suối Mơ", "87", "95 %")]
    for at, cells in enumerate([*rows, ("Bến Lau", "64", "100 %")]):
        put(made, [(60 + 150 * c, 100 + 18 * at, text) for c, text in enumerate(cells)])
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    assert texts(page, Role.ROW)[0] == "Xã: Đồi Gió; Hồ sơ: 120; Đúng hạn: 98 %"


def test_text_close_to_a_line_belongs_to_its_own_cell(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    head = row(0, "Mã", "Tên", "Số")
    put_table(made, (60, 120, 200, 260), ys(2), [*head, *row(1, "", "", "")])
    # one run of text over three cells, as some programs write a row
    text = "A.01"
    for column, word in ((120, "Nước sạch"), (200, "17")):
        while 63 + stringWidth(text, "Serif", 11) < column + 3:
            text += " "
        text += word
    put(made, [(63, 142, text)])
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    assert texts(page, Role.ROW) == ["Mã: A.01; Tên: Nước sạch; Số: 17"]
