"""What is computed from printed figures: the right two, of one unit, with their working."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answers import computed
from assistant.answers.draft import Draft, Statement
from assistant.model import Passage, Status
from assistant.operands import operands
from assistant.question import understand
from assistant.reader import Reading
from assistant.reading import Read
from tests.making import passages, text_document

TEXT = (
    "Trong năm, trạm thú y Bãi Sậy tiêm 4.120 liều vắc xin cho trâu bò và 2.300 liều vắc xin cho lợn; "
    "trạm thú y Cồn Nổi tiêm 75 liều vắc xin cho chó.\n"
    "Thuyền nan có 41/58 chiếc đã đăng ký, thuyền máy có 17/58 chiếc đã đăng ký.\n"
    "Năm 2023, xã Bãi Sậy xếp thứ 4, xã Cồn Nổi xếp thứ 11.\n"
    "Lệ phí cấp thẻ là 1.250.000 đồng, lệ phí đổi thẻ là 750.000 đồng. Hạn đổi thẻ là 10 ngày.\n"
    "Diện tích lúa đạt 82,66%, diện tích ngô đạt 80,08%.\n"
    "Diện tích rừng năm 2022 là 41,5% và năm 2023 là 42%.\n"
    "Tính chung cả nước, tỷ lệ che phủ năm 2022 là 30,5% và năm 2023 là 31%; các tỉnh từ 12% đến 60%."
)
RANKS = (
    "Kết quả năm 2023: (1) Chỉ số an toàn xếp thứ 2; "
    "(2) Chỉ số sạch đẹp xếp thứ 4; (3) Chỉ số vui vẻ xếp thứ 10."
)


def answered(folder: Path, asked: str, text: str = TEXT) -> Draft | None:
    question = understand(asked)
    wanted = operands(question)
    assert wanted is not None
    reads = [
        Read(Passage(chunk, 1.0), Reading({"none": 0.5}, ()), ())
        for chunk in passages(text_document(folder, text))
    ]
    return computed.answer(question, wanted, lambda _: reads)


@pytest.mark.parametrize(
    ("asked", "short"),
    [
        ("Số thuyền nan đã đăng ký nhiều hơn thuyền máy đã đăng ký bao nhiêu chiếc?",
         "24 chiếc (41 - 17 = 24)"),
        ("Lệ phí cấp thẻ cao hơn lệ phí đổi thẻ bao nhiêu tiền?",
         "500.000 đồng (1.250.000 - 750.000 = 500.000)"),
        ("Vắc xin cho trâu bò và vắc xin cho lợn cộng lại là bao nhiêu liều?",
         "6.420 liều (4.120 + 2.300 = 6.420)"),
        ("Diện tích lúa và diện tích ngô chênh nhau bao nhiêu phần trăm?",
         "2,58 điểm phần trăm (82,66 - 80,08 = 2,58)"),
        ("Diện tích rừng năm 2023 cao hơn năm 2022 bao nhiêu điểm phần trăm?",
         "0,5 điểm phần trăm (42 - 41,5 = 0,5)"),
        ("Tỷ lệ che phủ chung toàn quốc năm 2023 nhích lên mấy điểm phần trăm so với năm liền trước?",
         "0,5 điểm phần trăm (31 - 30,5 = 0,5)"),
        ("Vắc xin cho lợn chiếm bao nhiêu phần trăm vắc xin cho trâu bò?", "55,8% (2.300 / 4.120 ≈ 55,8%)"),
        ("Lấy số thuyền máy đã đăng ký chia cho tổng số thì được bao nhiêu phần trăm?",
         "29,3% (17 / 58 ≈ 29,3%)"),
        ("Còn bao nhiêu thuyền máy chưa đăng ký?", "41 chiếc (58 - 17 = 41)"),
        ("Hạng của xã Bãi Sậy cách hạng của xã Cồn Nổi mấy bậc?", "7 bậc (11 - 4 = 7)"),
        ("Xã Bãi Sậy hay xã Cồn Nổi xếp hạng cao hơn?", "Xã Bãi Sậy: 4"),
        ("Thuyền nan với thuyền máy, bên nào đã đăng ký nhiều hơn?", "Thuyền nan: 41/58 chiếc"),
    ],
)  # fmt: skip
def test_the_right_figures_are_put_together(tmp_path: Path, asked: str, short: str) -> None:
    draft = answered(tmp_path, asked)
    assert draft is not None
    assert draft.short == short
    assert draft.verdict  # it is the assistant's own, no quote


@pytest.mark.parametrize(
    ("asked", "short"),
    [
        (
            "Khảo sát chợ năm 2023, chợ đứng đầu hơn chợ đội sổ bao nhiêu điểm?",
            "9,5 (99 - 89,5 = 9,5)",
        ),
        (
            "Khảo sát chợ năm 2023, chợ đứng đầu hơn chợ Cồn Nổi bao nhiêu điểm?",
            "1,4 (99 - 97,6 = 1,4)",
        ),
    ],
)
def test_points_of_the_first_and_the_last_are_found_by_what_reports_say_of_them(
    tmp_path: Path, asked: str, short: str
) -> None:
    text = (
        "Năm 2022 xã đạt 45,3 điểm thi đua. Theo khảo sát chợ năm 2023, chợ Bãi Sậy đạt mức cao nhất với 99;"
        " tiếp theo là chợ Cồn Nổi 97,6; chợ Hạ thấp nhất với 89,5."
    )
    draft = answered(tmp_path, asked, text)
    assert draft is not None
    assert draft.short == short


def test_of_a_printed_fraction_both_figures_are_told(tmp_path: Path) -> None:
    draft = answered(tmp_path, "Còn bao nhiêu thuyền máy chưa đăng ký?")
    assert draft is not None
    assert draft.lead.startswith("Tổng số thuyền máy: 58 chiếc; Thuyền máy đăng ký: 17 chiếc.")


def test_all_of_a_thing_is_no_part_of_it(tmp_path: Path) -> None:
    """Where "17/58 chiếc" is printed, "58 chiếc" is all boats, however near it stands to what is asked for."""
    text = "Bến công khai mức phí của 58 chiếc thuyền. Có 17/58 chiếc thuyền nộp phí, 41/58 chiếc có đèn."
    draft = answered(tmp_path, "Thuyền có đèn nhiều hơn thuyền nộp phí bao nhiêu chiếc?", text)
    assert draft is not None
    assert draft.short == "24 chiếc (41 - 17 = 24)"


def test_days_and_working_days_leave_open_which_is_meant(tmp_path: Path) -> None:
    text = (
        "Cấp thẻ thuyền: kiểm tra 05 ngày làm việc.\nCấp thẻ thuyền: thẩm định 25 ngày.\n"
        "Đổi thẻ thuyền: 10 ngày làm việc."
    )
    assert answered(tmp_path, "Cấp thẻ thuyền lâu hơn đổi thẻ thuyền bao nhiêu ngày?", text) is None


def direct(folder: Path, start: str, short: str, confidence: float = 0.9) -> Draft:
    """A draft that answers with a sentence that has these words."""
    chunk, place = next(
        (chunk, place)
        for chunk in passages(text_document(folder, TEXT))
        for place in chunk.sentences
        if start in chunk.read(*place)
    )
    return Draft(Status.ANSWERED, (Statement(chunk, *place),), short=short, confidence=confidence)


def test_direct_answers_to_both_are_put_together(tmp_path: Path) -> None:
    question = understand("Xã Bãi Sậy xếp hạng cao hơn xã Cồn Nổi mấy bậc?")
    wanted = operands(question)
    assert wanted is not None
    rank = "Năm 2023, xã Bãi Sậy"
    both = direct(tmp_path, rank, "thứ 4"), direct(tmp_path, rank, "thứ 11")
    draft = computed.from_answers(question, wanted, both)
    assert draft is not None
    assert draft.short == "7 bậc (11 - 4 = 7)"
    unsure = direct(tmp_path, rank, "thứ 11", 0.4)
    several = direct(tmp_path, rank, "thứ 4 và thứ 11")
    money = direct(tmp_path, "Lệ phí", "750.000 đồng")
    for other in (both[0], unsure, several, money, None):
        assert computed.from_answers(question, wanted, (both[0], other)) is None


def test_the_working_and_both_sources_are_said(tmp_path: Path) -> None:
    draft = answered(tmp_path, "Lệ phí cấp thẻ cao hơn lệ phí đổi thẻ bao nhiêu tiền?")
    assert draft is not None
    assert "1.250.000 - 750.000 = 500.000" in draft.lead
    said = " ".join(statement.text for statement in draft.statements)
    assert "1.250.000 đồng" in said
    assert "750.000 đồng" in said


@pytest.mark.parametrize(
    "asked",
    [
        "Lệ phí cấp thẻ cao hơn lệ phí thu hồi giấy phép nuôi ong bao nhiêu tiền?",  # not printed
        "Thuyền nan đã đăng ký nhiều hơn xã Bãi Sậy bao nhiêu?",  # not of one unit
        "Đàn vịt trời nhiều hơn đàn cò bao nhiêu con?",
    ],
)
def test_nothing_is_computed_where_a_figure_is_missing(tmp_path: Path, asked: str) -> None:
    assert answered(tmp_path, asked) is None


def test_the_highest_rank_is_the_smallest(tmp_path: Path) -> None:
    for asked, short in (
        ("Chỉ số nào xếp hạng cao nhất?", "Chỉ số an toàn xếp thứ 2"),
        ("Chỉ số nào đứng hạng bét?", "Chỉ số vui vẻ xếp thứ 10"),
    ):
        draft = answered(tmp_path, asked, RANKS)
        assert draft is not None
        assert draft.short == short
        assert "2; 4; 10" in draft.lead
    assert answered(tmp_path, "Chỉ số nào lâu nhất?", RANKS) is None


@pytest.mark.parametrize(
    ("text", "asked", "short"),
    [
        # a comma may part thousands, and is then no decimal
        ("Phí nhập khẩu: 150,000 Đồng. Phí chứng nhận: 70,000 VNĐ.",
         "Phí nhập khẩu và phí chứng nhận chênh nhau bao nhiêu tiền?",
         "80.000 Đồng (150.000 - 70.000 = 80.000)"),
        ("Thuyền nan thì 41 chiếc, thuyền máy thì 17 chiếc.", "Thuyền nan hay thuyền máy nhiều hơn?",
         "Thuyền nan: 41 chiếc"),
        ("Khách ngoài nước có 900 lượt, khách trong nước có 500 lượt.",
         "Khách trong nước hay khách ngoài nước nhiều hơn?", "khách ngoài nước: 900 lượt"),
        ("Việc đã giải quyết là 80 vụ, việc chưa giải quyết là 40 vụ.",
         "Việc chưa giải quyết hay việc đã giải quyết nhiều hơn?", "việc đã giải quyết: 80 vụ"),
        ("Cấp thẻ mất 10 ngày, phí 50.000 đồng; đổi thẻ mất 7 ngày, phí 90.000 đồng.",
         "Cấp thẻ hay đổi thẻ đắt hơn?", "đổi thẻ: 90.000 đồng"),
        ("Cấp thẻ mất 10 ngày, phí 50.000 đồng; đổi thẻ mất 7 ngày, phí 90.000 đồng.",
         "Cấp thẻ lâu hơn đổi thẻ bao nhiêu ngày?", "3 ngày (10 - 7 = 3)"),
        ("Năm 2022 xã nhận 1.500 đơn. Năm 2023 xã nhận 1.200 đơn.",
         "Số đơn xã nhận năm 2023 và số đơn xã nhận năm 2022 chênh nhau bao nhiêu đơn?",
         "300 đơn (1.500 - 1.200 = 300)"),
    ],
)  # fmt: skip
def test_figures_are_read_as_they_are_meant(
    tmp_path: Path, text: str, asked: str, short: str
) -> None:
    draft = answered(tmp_path, asked, text)
    assert draft is not None
    assert draft.short == short


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        # what is left is printed
        ("Tiếp nhận 120 đơn. Đã trả 108 đơn; còn 12 đơn chưa giải quyết xong.",
         "Còn bao nhiêu đơn chưa giải quyết xong?"),
        # the share is printed; percentages are no parts
        ("Hộ nghèo chiếm 4,5% tổng số hộ của xã; hộ cận nghèo chiếm 6,2%.",
         "Hộ nghèo chiếm bao nhiêu phần trăm tổng số hộ của xã?"),
        # units and wholes that do not go together
        ("Giải quyết trong 10 ngày làm việc, gia hạn trong 72 giờ.",
         "Giải quyết và gia hạn chênh nhau bao nhiêu?"),
        ("Có 12 công trình mới và 5 người gác.", "Công trình mới nhiều hơn người gác bao nhiêu?"),
        ("An toàn đạt 9,5/10 điểm, sạch đẹp đạt 80/100 điểm.", "An toàn hay sạch đẹp cao hơn?"),
        # a range, a limit
        ("Thuyền nan từ 3 đến 7 chiếc, thuyền máy 2 chiếc.",
         "Thuyền nan nhiều hơn thuyền máy bao nhiêu chiếc?"),
        ("Thuyền nan không quá 9 chiếc, thuyền máy 2 chiếc.",
         "Thuyền nan nhiều hơn thuyền máy bao nhiêu chiếc?"),
        # another place, another year
        ("Huyện Tiên Lữ năm 2023 có 300 đơn. Huyện Phù Cừ năm 2022 có 900 đơn.",
         "Số đơn của huyện Tiên Lữ năm 2023 tăng bao nhiêu so với năm 2022?"),
        ("Năm 2021 có 900 đơn khiếu nại, năm 2020 có 100 đơn tố cáo.",
         "Đơn khiếu nại và đơn tố cáo năm 2023 cộng lại là bao nhiêu đơn?"),
        ("Bộ chỉ số đạt 12.5 điểm, bộ kia đạt 3 điểm.", "Bộ chỉ số hay bộ kia cao hơn?"),
    ],
)  # fmt: skip
def test_nothing_doubtful_is_computed(tmp_path: Path, text: str, asked: str) -> None:
    assert answered(tmp_path, asked, text) is None


def test_the_other_way_round_is_said(tmp_path: Path) -> None:
    text = "Năm 2022 xã nhận 1.500 đơn. Năm 2023 xã nhận 1.200 đơn."
    draft = answered(tmp_path, "Số đơn xã nhận năm 2023 tăng bao nhiêu so với năm 2022?", text)
    assert draft is not None
    assert "chiều ngược" in draft.lead


def test_what_the_question_holds_is_no_mark_of_a_source(tmp_path: Path) -> None:
    draft = answered(tmp_path, "Lệ phí cấp thẻ [7] cao hơn <b>lệ phí đổi thẻ bao nhiêu tiền?")
    assert draft is not None
    assert not set("[]<>") & set(draft.lead)
