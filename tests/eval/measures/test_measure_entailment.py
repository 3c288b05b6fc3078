from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures.entailment import entails
from eval.measures.facts import read

REPORT = (
    "Trong 6 tháng đầu năm 2024, Sở đã tham mưu UBND tỉnh ban hành 04 văn bản quy phạm pháp luật, "
    "trong đó có Quyết định số 06/2024/QĐ-UBND ngày 08/3/2024; tỷ lệ hồ sơ đúng hạn đạt 98,5%."
)
FEE = "Phí thẩm định: 2.000.000 đồng/thiết bị. Thời hạn giải quyết: 15 ngày làm việc."
DEVICES = (
    "Phí: Thiết bị chụp vú: 2.000.000 đồng/thiết bị\nHệ thiết bị PET/CT: 16.000.000 đồng/thiết bị"
)
RANKS = "Năm 2021, PAPI của tỉnh Hưng Yên đạt 45,366 điểm, xếp hạng 5/63, tăng 39 bậc."


@pytest.mark.parametrize(
    ("span", "sentence"),
    [
        (REPORT, REPORT),
        (REPORT, "Sở đã tham mưu UBND tỉnh ban hành 04 văn bản quy phạm pháp luật"),
        (REPORT, "So da tham muu UBND tinh ban hanh 4 van ban quy pham phap luat."),
        (REPORT, "Năm 2024 Sở tham mưu Ủy ban nhân dân tỉnh ban hành bốn văn bản"),
        (REPORT, "Quyết định 06/2024/QĐ-UBND được ban hành ngày 8 tháng 3 năm 2024"),
        (REPORT, "Quyết định 06/2024/QĐ-UBND ban hành tháng 3/2024"),
        (REPORT, "Hồ sơ đúng hạn đạt tỷ lệ 98,5 phần trăm"),
        (FEE, "Phí thẩm định là 2 triệu đồng cho một thiết bị"),
        (FEE, "Thời hạn giải quyết là 15 ngày làm việc"),
        (RANKS, "PAPI của tỉnh Hưng Yên xếp hạng 5 năm 2021"),
        ("Văn hoá, sức khoẻ, thuỷ lợi", "Văn hóa, sức khỏe, thủy lợi"),
        ("Thứ hạng của tỉnh: 10", "Thứ hạng của tỉnh là hạng 10"),
        ("Hồ sơ không phải nộp phí.", "Không phải nộp phí."),
        ("Sản lượng đạt 1.234,5 tấn", "Sản lượng là 1234,5 tấn"),
        ("Đến hạn, hàng không nộp 5 hồ sơ kỹ thuật", "Hàng không nộp 05 hồ sơ kĩ thuật"),
        ("gì cũng được", "…"),
        (DEVICES, "Phí của hệ thiết bị PET/CT là 16.000.000 đồng"),
        ("NĂM 2021\nPAPI: xếp hạng 5/63", "PAPI năm 2021 xếp hạng 5/63"),
    ],
)
def test_a_sentence_follows_from_a_span_that_says_it_in_whatever_spelling(
    span: str, sentence: str
) -> None:
    assert entails([span], sentence)


@pytest.mark.parametrize(
    ("span", "sentence"),
    [
        (REPORT, "Sở đã tham mưu UBND tỉnh ban hành 14 văn bản quy phạm pháp luật"),
        (REPORT, "Quyết định số 06/2024/QĐ-UBND ngày 09/3/2024"),
        (REPORT, "Quyết định số 16/2024/QĐ-UBND ngày 08/3/2024"),
        (REPORT, "Quyết định số 06/2024/QĐ-HĐND ngày 08/3/2024"),
        (REPORT, "Năm 2023, Sở đã tham mưu UBND tỉnh ban hành 04 văn bản quy phạm pháp luật"),
        (REPORT, "Tỷ lệ hồ sơ đúng hạn đạt 8,5%"),
        (REPORT, "Tỷ lệ hồ sơ đúng hạn đạt 98%"),
        (REPORT, "Sở Xây dựng đã tham mưu ban hành 04 văn bản"),
        (REPORT, "Sở đã không tham mưu UBND tỉnh ban hành 04 văn bản quy phạm pháp luật"),
        (REPORT, "Kho bạc đã thanh toán toàn bộ kinh phí"),
        (FEE, "Phí thẩm định là 20 triệu đồng/thiết bị"),
        (FEE, "Thời hạn giải quyết là 15 ngày"),
        (FEE, "Thời hạn giải quyết là 5 ngày làm việc"),
        (RANKS, "SIPAS của tỉnh Hưng Yên xếp hạng 5/63"),
        (RANKS, "PAPI của tỉnh Hải Dương xếp hạng 5/63"),
        (RANKS, "PAPI của tỉnh Hưng Yên xếp hạng 63"),
        (RANKS, "PAPI của tỉnh Hưng Yên đạt 366 điểm"),
        ("Hồ sơ không phải nộp phí.", "Phải nộp phí."),
        ("Số lượng hồ sơ: 02 bộ, giao cho người nhận", "Có ít nhất 02 người"),
        ("Thời gian là 1,7 ngày", "7 ngày"),
        ("", "Sở có 58 thủ tục"),
        (DEVICES, "Hệ thiết bị PET/CT: 2.000.000 đồng/thiết bị"),
        (
            "Sở Y tế có 41 thủ tục.\nSở Xây dựng quản lý nhà ở đô thị",
            "Sở Xây dựng quản lý 41 nhà ở",
        ),
    ],
)
def test_a_sentence_does_not_follow_where_a_fact_a_name_or_a_denial_differs(
    span: str, sentence: str
) -> None:
    assert not entails([span], sentence)


def test_several_spans_may_give_a_part_each() -> None:
    sentence = "Phí thẩm định là 2.000.000 đồng, PAPI của Hưng Yên năm 2021 xếp hạng 5/63"
    assert entails([FEE, RANKS], sentence)
    assert not entails([FEE], sentence)


def test_of_many_words_a_few_may_be_missing() -> None:
    span = "Sở tiếp nhận hồ sơ giấy, số hóa, chuyển phòng chuyên môn xử lý rồi trả kết quả điện tử"
    assert entails([span], span.replace("rồi", "sau cùng") + " ngay")
    assert not entails([span], span + " cho doanh nghiệp nước ngoài đầu tư mới")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.234,5", "1234,5"),
        ("07", "7"),
        ("ngày 07/12/2021", "ngày 7 tháng 12 năm 2021"),
        ("07/12/2021", "7-12-2021"),
        ("2.000.000 đồng", "2 triệu đồng"),
        ("98,5%", "98.5 %"),
        ("hai tuần", "02 tuần"),
        ("ba bộ hồ sơ", "3 bộ hồ sơ"),
        ("xếp thứ 10", "Xếp thứ: 10"),
        ("Quyết định số 06/2024/QĐ-UBND", "quyet dinh 6/2024/qd-ubnd"),
        ("58 TTHC", "58 thủ tục hành chính"),
    ],
)
def test_a_fact_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert read(one).hold(read(other))
    assert read(other).hold(read(one))


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("2024", "24"),
        ("158 hồ sơ", "58 hồ sơ"),
        ("1.234 tấn", "1,234 tấn"),
        ("ngày 07/12/2021", "có 12 phòng"),
        ("tháng 3/2024", "ngày 08/3/2024"),
        ("năm 2024", "tháng 3/2024"),
        ("5 ngày làm việc", "5 ngày"),
        ("Quyết định 45", "Quyết định 45/QĐ-UBND"),
        ("giảm 16,2%", "giảm 16%"),
        ("phiên bản 1.2.3", "phiên bản 1.2.4"),
        ("3 triệu đồng", "3 đồng"),
    ],
)
def test_a_fact_is_not_another_one_that_looks_like_it(held: str, said: str) -> None:
    assert read(said)
    assert not read(held).hold(read(said))


_WORDS = st.sampled_from(
    "Sở có 58 thủ tục, 41/58 TTHC; không quá 1.234,5 ngày làm việc. 2 triệu đồng/thiết bị 16,2 % năm "
    "2024 08/3/2024 Quyết định số 06/2024/QĐ-UBND-VX 208-KH/TU xếp thứ 7/63 1.004150 ba bộ 1.2.3 \u0301 ２ "
    "- : / “ (".split(" ")
)


@given(st.lists(_WORDS, max_size=20).map(" ".join))
def test_any_text_holds_its_own_facts_and_follows_from_itself(text: str) -> None:
    assert read(text).hold(read(text))
    assert entails([text], text) or not text.strip()
