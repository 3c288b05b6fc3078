"""The reading order of PDF pages, and what stands apart from their text."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from corpus.model import Role
from corpus.readers import pdf
from corpus.structure import blocks
from tests.pdf_making import HEIGHT, WIDTH, canvas, put, texts

LEFT = [f"Dòng thứ {n} của cột bên trái có nhiều chữ" for n in range(1, 9)]
RIGHT = [f"Dòng thứ {n} của cột bên phải có nhiều chữ" for n in range(1, 8)]
BODY = [f"Đoạn văn chạy hết chiều ngang của trang giấy, dòng {n}, không ngắt cột" for n in range(6)]
LEAD = ["UBND HUYỆN SÔNG TRĂNG", "PHÒNG NỘI VỤ", "Số: 97/BC-PNV"]
MOTTO = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


def test_columns_are_read_one_after_the_other_however_the_file_orders_them(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    put(made, [(60, 90, "Tiêu đề của cả trang đứng trên hai cột và dài hơn một cột")])
    for row, (left, right) in enumerate(zip(LEFT, [*RIGHT, ""], strict=True)):
        put(made, [(60, 120 + 14 * row, left), (310, 120 + 14 * row, right)])
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    assert texts(page)[1:] == [*LEFT, *RIGHT]


def test_three_columns_are_read_in_turn(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    said = [[f"Cột {c}, dòng {n} có vài chữ" for n in range(5)] for c in "abc"]
    for row in range(5):
        put(made, [(40 + 180 * c, 120 + 14 * row, said[c][row]) for c in range(3)])
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    assert texts(page) == [line for column in said for line in column]


def test_a_letterhead_and_a_signature_are_read_block_by_block(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    signed = ["TRƯỞNG PHÒNG", "(Đã ký)", "Trần Thị Mây Trắng"]
    sent = ["Nơi nhận:", "- Như trên;", "- Lưu: VT, NV."]
    for row in range(3):
        put(made, [(70, 70 + 15 * row, LEAD[row])])
        if row < 2:
            put(made, [(300, 71 + 17 * row, MOTTO[row])])
    put(made, [(60, 150 + 15 * n, line) for n, line in enumerate(BODY)])
    for row in range(3):
        put(made, [(60, 300 + 13 * row, sent[row]), (400, 300 + 26 * row, signed[row])])
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    assert texts(page) == [*LEAD, *MOTTO, *BODY, *sent, *signed]


def test_a_signature_of_one_line_and_a_date_with_blanks_stay_with_their_blocks(
    tmp_path: Path,
) -> None:
    made = canvas(tmp_path / "a.pdf")
    for row in range(3):
        put(made, [(70, 70 + 15 * row, LEAD[row])])
    put(made, [(300, 71, MOTTO[0]), (330, 88, MOTTO[1])])
    put(made, [(320, 104, "Sông Trăng, ngày"), (430, 104, "tháng 5"), (290, 125, "BÁO CÁO")])
    put(made, [(60, 150 + 15 * n, line) for n, line in enumerate(BODY)])
    put(made, [(60, 300, "Nơi nhận:"), (400, 300, "GIÁM ĐỐC"), (60, 313, "- Lưu: VT.")])
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    assert texts(page) == [
        *LEAD, *MOTTO, "Sông Trăng, ngày tháng 5", "BÁO CÁO", *BODY,
        "Nơi nhận:", "- Lưu: VT.", "GIÁM ĐỐC",
    ]  # fmt: skip


def test_a_numbered_list_with_wide_indents_is_no_table(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    for n in range(1, 5):
        put(made, [(60, 100 + 15 * n, f"{n}."), (90, 100 + 15 * n, f"Việc thứ {n} phải làm ngay")])
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    assert texts(page) == [f"{n}. Việc thứ {n} phải làm ngay" for n in range(1, 5)]


def test_a_footnote_does_not_stand_inside_the_sentence_that_it_interrupts(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    put(made, [(60, 700, "Các đơn vị đã báo cáo. Đến nay việc số hóa hồ sơ ở huyện đang được")])
    put(made, [(60, 685, "Đoạn trước kết thúc ở đây và không còn gì thêm.")])
    put(made, [(60, 725, "1 Theo sổ theo dõi của văn phòng huyện Sông Trăng.")], size=8)
    made.showPage()
    put(made, [(60, 90, "thực hiện đúng kế hoạch đã giao từ đầu năm cho các xã.")])
    made.save()
    pages = pdf.read(tmp_path / "a.pdf")
    said = [line.text for page in pages for line in page.lines]
    assert said.index("thực hiện đúng kế hoạch đã giao từ đầu năm cho các xã.") == 3
    assert said[2].endswith("đang được")
    assert any(block.glued for block in blocks(pages))


def test_a_footnote_stands_after_text_that_ends_with_its_page(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    put(made, [(60, 690, "1 Theo sổ theo dõi của văn phòng huyện.")], size=8)
    put(made, [(60, 660, "Các đơn vị đã báo cáo xong."), (60, 675, "Không có gì thêm nữa cả.")])
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    assert texts(page)[-1].startswith("1 Theo sổ")


def test_a_figure_that_calls_a_footnote_is_no_part_of_its_word(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    text = made.beginText(60, HEIGHT - 100)
    text.setFont("Serif", 12)
    for word, rise, size in (("theo quy định", 0, 12), ("2", 5, 7), (" và diện tích 40 m", 0, 12)):
        text.setRise(rise)
        text.setFont("Serif", size)
        text.textOut(word)
    text.setRise(5)
    text.setFont("Serif", 7)
    text.textOut("2")
    made.drawText(text)
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    assert texts(page) == ["theo quy định 2 và diện tích 40 m2"]


@pytest.mark.parametrize("number", ["- {} -", "Trang {}/3", "{}"])
def test_page_numbers_and_running_headers_are_furniture(tmp_path: Path, number: str) -> None:
    made = canvas(tmp_path / "a.pdf")
    for page in range(1, 4):
        put(made, [(60, 40, "Báo cáo của Phòng Nội vụ"), (290, 810, number.format(page))])
        put(made, [(60, 200, f"Nội dung riêng của trang {page} thì khác nhau.")])
        made.showPage()
    made.save()
    for page in pdf.read(tmp_path / "a.pdf"):
        assert len(texts(page, Role.FURNITURE)) == 2
        assert len(texts(page)) == 1


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_read_and_marked_as_it_is_shown(tmp_path: Path, turn: int) -> None:
    made = canvas(tmp_path / "a.pdf")
    put(made, [(60, 100 + 15 * n, line) for n, line in enumerate(BODY)])
    made.save()
    writer = pypdf.PdfWriter(clone_from=tmp_path / "a.pdf")
    writer.pages[0].rotate(turn)
    writer.write(tmp_path / "b.pdf")
    (page,) = pdf.read(tmp_path / "b.pdf")
    assert texts(page) == BODY
    box = page.lines[0].box
    assert box is not None
    corner = {
        0: (box.left, box.top),
        90: (HEIGHT - box.right, box.top),
        180: (WIDTH - box.right, HEIGHT - box.bottom),
        270: (box.left, WIDTH - box.bottom),
    }[turn]
    expected = (60, 92) if turn in (0, 180) else (92, 60)
    assert corner == pytest.approx(expected, abs=4)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_that_is_drawn_turned_is_read_line_by_line(tmp_path: Path, turn: int) -> None:
    made = canvas(tmp_path / "a.pdf")
    made.translate(300, 400)
    made.rotate(turn)
    put(made, [(-200, -60 + 15 * n, line) for n, line in enumerate(BODY)], height=0)
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    assert texts(page) == BODY


def test_boxes_count_from_the_crop_boxs_corner_and_what_it_hides_is_left_out(
    tmp_path: Path,
) -> None:
    made = canvas(tmp_path / "a.pdf")
    put(made, [(60, 100, "Ngoài khung"), (160, 300, "Trong khung nhìn")])
    made.save()
    writer = pypdf.PdfWriter(clone_from=tmp_path / "a.pdf")
    writer.pages[0].cropbox = pypdf.generic.RectangleObject((100, 200, 500, 642))
    writer.write(tmp_path / "b.pdf")
    (page,) = pdf.read(tmp_path / "b.pdf")
    assert (page.width, page.height) == (400, 442)
    assert texts(page) == ["Trong khung nhìn"]
    box = page.lines[0].box
    assert box is not None
    assert (box.left, box.bottom) == pytest.approx((60, 100), abs=4)


def test_pages_of_very_different_sizes_keep_their_own(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf", (200, 200))
    put(made, [(20, 100, "Trang nhỏ có chữ")], height=200)
    made.showPage()
    made.setPageSize((3000, 2000))
    put(made, [(900, 1000, "Trang rất lớn có chữ")], height=2000)
    made.save()
    small, large = pdf.read(tmp_path / "a.pdf")
    assert (small.width, large.width) == (200, 3000)
    assert (texts(small), texts(large)) == (["Trang nhỏ có chữ"], ["Trang rất lớn có chữ"])
