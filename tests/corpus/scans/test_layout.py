from __future__ import annotations

from PIL import Image, ImageDraw

from corpus.model import Role
from corpus.scans.layout import arrange
from corpus.scans.lines import find_lines, join_pieces
from corpus.scans.model import Area, Recognised, Word
from corpus.scans.rulings import find_rulings
from tests.corpus.scans.pages import font, page

SIZE = (1240, 1754)


def _line(text: str, left: float, top: float, width: float, sure: float = 0.95) -> Recognised:
    return Recognised(text, sure, Area(left, top, left + width, top + 30))


def _texts(lines: list[Recognised]) -> list[str]:
    return [line.text for line in arrange(lines, SIZE)]


def _letterhead() -> list[Recognised]:
    return [
        _line("ỦY BAN NHÂN DÂN", 180, 100, 300),
        _line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 560, 102, 560),
        _line("TỈNH AN PHƯỚC", 200, 140, 260),
        _line("Độc lập - Tự do - Hạnh phúc", 650, 143, 380),
        _line("Số: 12/QĐ-UBND", 210, 200, 240),
        _line("An Phước, ngày 02 tháng 3 năm 2024", 600, 198, 480),
    ]


LEFT_FIRST = [
    "ỦY BAN NHÂN DÂN",
    "TỈNH AN PHƯỚC",
    "Số: 12/QĐ-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "An Phước, ngày 02 tháng 3 năm 2024",
]


def test_a_letterhead_is_read_left_column_first_and_the_title_after_it() -> None:
    title = [_line("QUYẾT ĐỊNH", 540, 270, 160), _line("Về việc ban hành quy chế", 400, 310, 440)]
    assert _texts([*_letterhead()[::-1], *title]) == [*LEFT_FIRST, "QUYẾT ĐỊNH", title[1].text]


def test_columns_that_were_read_as_one_line_are_parted() -> None:
    lines = _letterhead()
    glued = [
        _line(f"{lines[0].text} {lines[1].text}", 180, 100, 940),
        *lines[2:4],
        _line(f"{lines[4].text} {lines[5].text}", 210, 199, 870),
    ]
    assert _texts(glued) == LEFT_FIRST


def test_the_words_of_a_parted_line_go_with_their_column() -> None:
    text = "SỞ TƯ PHÁP CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    words = tuple(
        Word(word, Area(100 + 90 * n, 100, 180 + 90 * n, 130), 0.9)
        for n, word in enumerate(text.split())
    )
    glued = Recognised(text, 0.9, Area(100, 100, 1080, 130), words)
    left, right = arrange([glued], SIZE)
    assert [word.text for word in left.words] == ["SỞ", "TƯ", "PHÁP"]
    assert right.box.left == words[3].box.left


def test_a_date_in_a_sentence_parts_nothing() -> None:
    text = "Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ, ngày 05 tháng 3 năm 2020"
    assert _texts([_line(text, 150, 300, 900)]) == [text]


def test_a_signature_block_is_read_after_the_list_of_receivers() -> None:
    body = [_line("chịu trách nhiệm thi hành Quyết định này./.", 150, 1000, 640)]
    left = [
        _line("Nơi nhận:", 150, 1080, 130),
        _line("- Như Điều 3;", 150, 1116, 170),
        _line("- Lưu: VT.", 150, 1152, 130),
    ]
    right = [
        _line("CHỦ TỊCH", 800, 1084, 150),
        _line("Trần Quốc Thịnh", 780, 1290, 220),
    ]
    lines = [*right, *left, *body]
    assert _texts(lines) == [line.text for line in (*body, *left, *right)]


def test_a_body_of_two_columns_is_read_column_by_column() -> None:
    title = _line("BẢN TIN HOẠT ĐỘNG QUÝ I NĂM 2025 CỦA TRUNG TÂM", 200, 120, 840)
    left = [_line(f"trái {n}", 100, 200 + 50 * n, 480) for n in range(8)]
    right = [_line(f"phải {n}", 660, 204 + 50 * n, 480) for n in range(8)]
    mixed = [line for pair in zip(left, right, strict=True) for line in pair]
    assert _texts([title, *mixed]) == [line.text for line in (title, *left, *right)]


def test_pieces_of_one_line_are_one_line() -> None:
    pieces = [
        _line("Điều 1.", 150, 400, 90),
        _line("Ban hành kèm theo Quyết định này", 262, 402, 460),
        _line("Quy chế tiếp nhận.", 740, 398, 300),
    ]
    [line] = arrange(pieces, SIZE)
    assert line.text == "Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp nhận."
    assert line.box == Area(150, 398, 1040, 432)


def test_stamps_page_numbers_and_specks_are_set_apart_at_the_end() -> None:
    body = [_line(f"Dòng thứ {n} của văn bản này", 350, 300 + 50 * n, 700) for n in range(6)]
    apart = [
        _line("ĐẾN", 80, 360, 60),
        _line("Số: ...........", 150, 350, 150),
        _line("Ngày: 19/6/2023", 150, 390, 150),
        _line("x", 900, 1200, 20, sure=0.3),
        _line("- 2 -", 600, 1690, 40),
    ]
    arranged = arrange([*apart, *body], SIZE)
    assert [line.text for line in arranged if line.role is Role.BODY] == [b.text for b in body]
    assert {line.text for line in arranged if line.role is Role.FURNITURE} == {
        line.text for line in apart
    }
    assert [line.role for line in arranged[-5:]] == [Role.FURNITURE] * 5


def test_the_number_of_a_document_is_no_stamp() -> None:
    lines = [
        _line("Số: 12/BC-NV", 150, 200, 200),
        _line("Ngày: 19/6/2023 họp giao ban", 150, 400, 400),
    ]
    assert all(line.role is Role.BODY for line in arrange(lines, SIZE))


TABLE = (
    ("TT", "Lĩnh vực", "Tiếp nhận", "Đúng hạn"),
    ("1", "Đất đai", "1.246", "1.198"),
    ("2", "Hộ tịch", "3.507", "3.507"),
)
ACROSS, DOWN = (150, 230, 620, 850, 1080), (400, 460, 520, 580)


def _ruled(*, merged: bool = False) -> Image.Image:
    picture = page(("Kết quả tiếp nhận hồ sơ:",), top=330)
    pen = ImageDraw.Draw(picture)
    for down in DOWN:
        pen.line((ACROSS[0], down, ACROSS[-1], down), fill="black", width=2)
    for across in ACROSS:
        top = DOWN[1] if merged and across == ACROSS[3] else DOWN[0]
        pen.line((across, top, across, DOWN[-1]), fill="black", width=2)
    for row, cells in enumerate(TABLE):
        for column, text in enumerate(cells):
            if not (merged and row == 0 and column == 3):
                pen.text((ACROSS[column] + 14, DOWN[row] + 12), text, font=font(26), fill="black")
    return picture


def _cells(*, merged: bool = False) -> list[Recognised]:
    lines = [_line("Kết quả tiếp nhận hồ sơ:", 150, 330, 400)]
    for row, cells in enumerate(TABLE):
        for column, text in enumerate(cells):
            if not (merged and row == 0 and column == 3):
                lines.append(_line(text, ACROSS[column] + 14, DOWN[row] + 12, 16 * len(text)))
    return lines


def test_a_ruled_table_is_read_row_by_row_under_its_header() -> None:
    import numpy as np

    rulings = find_rulings(np.asarray(_ruled().convert("L")))
    intro, head, first, second = arrange(_cells()[::-1], SIZE, rulings)
    assert intro.role is Role.BODY
    assert head.text == "TT Lĩnh vực Tiếp nhận Đúng hạn"
    assert [line.role for line in (head, first, second)] == [Role.ROW] * 3
    assert first.text == "1 Đất đai 1.246 1.198"
    assert second.worded == "TT: 2; Lĩnh vực: Hộ tịch; Tiếp nhận: 3.507; Đúng hạn: 3.507"


def test_a_merged_heading_counts_for_every_column_it_spans() -> None:
    import numpy as np

    rulings = find_rulings(np.asarray(_ruled(merged=True).convert("L")))
    rows = arrange(_cells(merged=True), SIZE, rulings)
    assert rows[1].text == "TT Lĩnh vực Tiếp nhận"
    assert [cell.label for cell in rows[2].cells] == ["TT", "Lĩnh vực", "Tiếp nhận", "Tiếp nhận"]


def test_a_frame_around_a_page_is_no_table() -> None:
    import numpy as np

    picture = page()
    ImageDraw.Draw(picture).rectangle((60, 60, 1180, 1690), outline="black", width=3)
    grey = np.asarray(picture.convert("L"))
    lines = [_line(f"Dòng {n}", 150, 200 + 50 * n, 800) for n in range(9)]
    arranged = arrange(lines, SIZE, find_rulings(grey))
    assert all(line.role is Role.BODY for line in arranged)


def test_boxes_are_cut_at_the_upright_rules_of_a_table() -> None:
    import numpy as np

    grey = np.asarray(_ruled().convert("L"))
    for area in find_lines(grey):
        for across in ACROSS[1:-1]:
            if area.bottom > DOWN[0]:
                assert not area.left + 3 < across < area.right - 3


def test_nothing_recognised_is_an_empty_page() -> None:
    assert arrange([], SIZE) == []
    assert arrange([_line("  ", 10, 10, 50)], SIZE) == []


def test_columns_whose_lines_stand_at_different_heights_are_still_columns() -> None:
    left = [_line(f"trái {n}", 100, 100 + 46 * n, 300) for n in range(4)]
    right = [_line(f"phải {n}", 600, 123 + 46 * n, 400) for n in range(4)]
    mixed = [line for pair in zip(left, right, strict=True) for line in pair]
    assert _texts(mixed) == [line.text for line in (*left, *right)]


def test_a_ruled_stamp_of_a_registry_is_no_table() -> None:
    import numpy as np

    picture = page(())
    pen = ImageDraw.Draw(picture)
    pen.rectangle((80, 340, 420, 460), outline="black", width=3)
    pen.line((190, 340, 190, 460), fill="black", width=3)
    pen.line((190, 400, 420, 400), fill="black", width=3)
    lines = [
        _line("ĐẾN", 100, 385, 70),
        _line("Số: 3172", 205, 355, 130),
        _line("Ngày: 19/06", 205, 415, 150),
        _line("Kính gửi: Các phòng chuyên môn thuộc Sở", 450, 380, 600),
    ]
    arranged = arrange(lines, SIZE, find_rulings(np.asarray(picture.convert("L"))))
    assert [line.text for line in arranged if line.role is Role.BODY] == [lines[3].text]
    assert not any(line.role is Role.ROW for line in arranged)


def test_near_columns_of_a_letterhead_are_columns_though_one_line_is_in_pieces() -> None:
    lines = [
        _line("BỘ NÔNG NGHIỆP", 215, 100, 260),
        _line("VÀ MÔI TRƯỜNG", 490, 101, 250),
        _line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 775, 100, 400),
        _line("CỤC TRỒNG TRỌT", 330, 140, 260),
        _line("Độc lập - Tự do - Hạnh phúc", 820, 142, 330),
    ]
    assert _texts(lines) == [
        "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
        "CỤC TRỒNG TRỌT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]


def test_boxes_that_touch_are_one_and_boxes_a_space_apart_are_two() -> None:
    first, near, far = Area(100, 50, 300, 80), Area(302, 52, 500, 81), Area(512, 50, 700, 80)
    assert join_pieces([far, near, first]) == [Area(100, 50, 500, 81), far]


def test_a_field_filled_in_by_hand_is_set_apart_only_where_it_is_read_badly() -> None:
    scrawl = _line("Ngày: l906.", 150, 400, 150, sure=0.5)
    lines = [scrawl, _line("Ngày: 19.06.2023", 150, 600, 200, sure=0.97)]
    assert [line.role for line in arrange(lines, SIZE)] == [Role.BODY, Role.FURNITURE]
    assert arrange(lines, SIZE)[1].text == scrawl.text
