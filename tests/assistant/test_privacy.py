"""Personal data goes from what people type; figures, dates, codes and document numbers stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.privacy import remove

GONE = [
    ("Tôi tên là Nguyễn Văn An, hỏi về hồ sơ", "Tôi tên là [họ tên], hỏi về hồ sơ"),
    ("toi ten la nguyen van a muon hoi thu tuc", "toi ten la [họ tên] muon hoi thu tuc"),
    ("TÔI TÊN LÀ TRẦN THỊ BÍCH HỎI LỆ PHÍ", "TÔI TÊN LÀ [họ tên] HỎI LỆ PHÍ"),
    ("Họ tên của tôi là Đỗ Thị Mười", "Họ tên của tôi là [họ tên]"),
    ("Họ và tên: Lê Hồng Phong.", "Họ và tên: [họ tên]."),
    ("tôi là Nguyễn Thị Hoa ở xã Tân Dân", "tôi là [họ tên] ở xã Tân Dân"),
    ("toi la tran thi muoi can hoi", "toi la [họ tên] can hoi"),
    ("con tôi là Trần Minh Đức", "con tôi là [họ tên]"),
    ("My name is John Smith and I live here", "My name is [họ tên] and I live here"),
    ("I'm Nguyễn Nam", "I'm [họ tên]"),
    ("em tên Lan, sđt 0912 345 678", "em tên [họ tên], sđt [số điện thoại]"),
    ("gọi 0221.3865.123 nhé", "gọi [số điện thoại] nhé"),
    ("gọi +84 912-345-678", "gọi [số điện thoại]"),
    ("zalo 84912345678", "zalo [số điện thoại]"),
    ("số ０９１２３４５６７８", "số [số điện thoại]"),
    ("09\u200b12\u200b345678", "[số điện thoại]"),
    ("số định danh 033 099 001 234", "số định danh [số định danh]"),
    ("033099001234", "[số định danh]"),
    ("CMND số 145 678 901 cấp", "CMND số [số định danh] cấp"),
    ("145678901", "[số định danh]"),
    ("mail nguyen.van-a+1@so.example.com nhé", "mail [email] nhé"),
    ("stk của tôi là 1903 4567 8901 Techcombank", "stk của tôi là [số tài khoản] Techcombank"),
    ("so tai khoan 0021000123456", "so tai khoan [số tài khoản]"),
    ("19034567890123", "[số tài khoản]"),
    ("xe 89A-123.45 bị phạt", "xe [biển số xe] bị phạt"),
    ("bien so 29-B1 234.56", "bien so [biển số xe]"),
    ("biển số xe 30F-1234", "biển số xe [biển số xe]"),
    ("hộ chiếu B1234567", "hộ chiếu [số hộ chiếu]"),
    ("mã số thuế 0900123456-001", "mã số thuế [mã số thuế]"),
    ("hồ sơ H23.15-240515-0012 đến đâu", "hồ sơ [mã hồ sơ] đến đâu"),
    ("mã hồ sơ 000.00.15.H23-240515-0001", "mã hồ sơ [mã hồ sơ]"),
    ("mã số BHXH 0123456789", "mã số BHXH [số bảo hiểm]"),
    ("sinh ngày 06/10/1990 tại", "sinh [ngày sinh] tại"),
    ("số nhà 12A/5 phố Hiến", "số nhà [số nhà] phố Hiến"),
]
KEPT = [
    "Sở có 58 thủ tục hành chính, 41/58 toàn trình, đạt 70,7%?",
    "Thủ tục 2.001770 cần gì?",
    "Thủ tục 1.001786.000.00.00.H31 phí 1.250.000.000 đồng",
    "Quyết định 45/QĐ-SKHCN ngày 06/10/2022",
    "Quyết định 06/2024/QĐ-UBND ngày 08/3/2024 và Công văn số 1234/SKHCN-VP",
    "Kinh phí 125000000 đồng, 1250000000 đồng, 125 000 000 000 đồng",
    "năm 2022, 2023, 2024 có 1.024 hồ sơ, giai đoạn 2021-2025",
    "Thông tư 06 TT 2024 và Kế hoạch 45-KH-2024; 15A-2024",
    "Tôi là cán bộ Sở, hỏi về tên sáng chế",
    "tôi là chủ doanh nghiệp; tôi là hồ sơ viên; Tôi là Nguyên đơn trong vụ",
    "Tên tôi là gì? Tên thủ tục là gì? họ tên người ký là ai",
    "Ông Nguyễn Văn B ký quyết định nào?",
    "Em là sinh viên năm 2, vệ sinh năm 2024, phát sinh ngày 06/10/2022",
    "tài khoản kế toán theo Thông tư 200/2014/TT-BTC, định danh điện tử mức 2 năm 2024",
    "hồ sơ số hóa được bao nhiêu, mã hồ sơ là gì",
    "Khoản 2 Điều 15 Luật số 19/2023/QH15, TCVN ISO 9001:2015, trang 3 dòng 115-117",
]


@pytest.mark.parametrize(("typed", "kept"), GONE)
def test_what_is_personal_becomes_a_word_for_it(typed: str, kept: str) -> None:
    assert remove(typed) == kept


@pytest.mark.parametrize("typed", KEPT)
def test_ordinary_figures_and_words_stay(typed: str) -> None:
    assert remove(typed) == typed


def test_several_kinds_go_at_once_and_the_question_stays() -> None:
    typed = (
        "Tôi tên là Phạm Thị Ngọc Ánh, CCCD 033185001234, đt 0987.654.321, email a@b.vn: "
        "thủ tục 2.001770 nộp ở đâu?"
    )
    assert remove(typed) == (
        "Tôi tên là [họ tên], CCCD [số định danh], đt [số điện thoại], email [email]: "
        "thủ tục 2.001770 nộp ở đâu?"
    )


@given(st.lists(st.sampled_from([typed for typed, _ in GONE] + KEPT), max_size=3).map(" ".join))
def test_doing_it_twice_changes_nothing_more(text: str) -> None:
    assert remove(remove(text)) == remove(text)


@given(st.text(max_size=80))
def test_any_text_can_be_given(text: str) -> None:
    remove(text)
