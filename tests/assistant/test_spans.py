from __future__ import annotations

import pytest

from assistant.model import Kind
from assistant.spans import spans


def test_numbers_keep_their_unit_and_dates_are_no_numbers() -> None:
    text = "Ngày 08/3/2024, Sở có 58 thủ tục hành chính, đạt 98,5% kế hoạch."
    found = [span.text for span in spans(Kind.NUMBER, text)]
    assert found[0].startswith("58 thủ tục")
    assert "98,5%" in found[1]
    assert len(found) == 2


def test_two_numbers_with_one_unit_are_one_answer() -> None:
    texts = ["tăng từ 2 đến 5 bậc", "từ 75,03% đến 90,61%", "tăng 5 đến 2025, gồm 7 phòng"]
    found = [[span.text for span in spans(Kind.NUMBER, text)] for text in texts]
    assert found == [["2 đến 5 bậc"], ["75,03% đến 90,61%"], ["7 phòng"]]


def test_a_part_of_a_year_counts_nothing() -> None:
    text = "Trong 6 tháng đầu năm 2024, quý 2 và tháng 3/2024 tiếp nhận 281 hồ sơ trong 6 tháng."
    assert [span.text for span in spans(Kind.NUMBER, text)] == ["281 hồ sơ", "6 tháng"]


def test_a_unit_of_two_words_is_whole() -> None:
    assert spans(Kind.NUMBER, "Sở tiếp nhận 281 hồ sơ, đúng hạn")[0].text == "281 hồ sơ"


def test_dates_are_found_in_both_forms() -> None:
    text = "ban hành ngày 07/12/2021 và ngày 08 tháng 3 năm 2024"
    assert [span.text for span in spans(Kind.DATE, text)] == [
        "ngày 07/12/2021",
        "ngày 08 tháng 3 năm 2024",
    ]


def test_a_document_number_keeps_its_date() -> None:
    (span,) = spans(Kind.DOCUMENT_NUMBER, "tại Kế hoạch số 184/KH-UBND ngày 07/12/2021 của tỉnh")
    assert span.text == "184/KH-UBND ngày 07/12/2021"


def test_the_number_of_an_item_is_no_figure() -> None:
    assert spans(Kind.NUMBER, "(1) Cải cách thể chế") == []


def test_the_number_of_a_table_or_an_article_is_no_figure() -> None:
    text = "Bảng 1 nêu kết quả theo các Điều 28, 35 và 37, bằng 5 triệu đồng"
    assert [span.text for span in spans(Kind.NUMBER, text)] == ["5 triệu đồng"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Tàu phải được đăng ký trong thời hạn sáu (06) tháng kể từ ngày nhập.",
            ["sáu (06) tháng"],
        ),
        ("Trong 30 (ba mươi) ngày và hai (2) bản sao.", ["30 (ba mươi) ngày", "hai (2) bản sao"]),
        ("Gồm: (1) Phòng họp; (2) Phòng đọc.", []),
        ("Kết quả trong năm (1) đạt 12 giải.", ["12 giải"]),
    ],
)
def test_a_number_that_is_said_twice_is_one(text: str, said: list[str]) -> None:
    assert [span.text for span in spans(Kind.NUMBER, text)] == said


def test_a_count_in_words_counts_where_no_figure_stands() -> None:
    assert [span.text for span in spans(Kind.NUMBER, "gửi trước ít nhất hai tuần")] == ["hai tuần"]
    assert [span.text for span in spans(Kind.NUMBER, "gửi trước hai tuần, 3 bộ")] == ["3 bộ"]
    for text in (
        "hai bản của hai thời kỳ",
        "bốn mươi tám giờ",
        "lần thứ hai năm 2024",
        "tháng ba năm 2023",
    ):
        assert spans(Kind.NUMBER, text) == []
