"""A situation that is told before a question does not decide what the question asks."""

from __future__ import annotations

import pytest

from assistant.asking import asking_part, without_told
from assistant.counted import counted
from assistant.model import Kind
from assistant.periods import asked
from assistant.question import understand


@pytest.mark.parametrize(
    ("question", "kind", "fields"),
    [
        (
            "Vợ tôi bị ngã mấy năm trước, tháng nào cũng đi khám. Giờ gửi đơn cho cơ quan nào?",
            Kind.WHO,
            ("where",),
        ),
        ("Cháu tôi không ai nuôi. Nhận nuôi xong thì được cấp giấy gì?", Kind.SUMMARY, ("result",)),
        (
            "Tiền nước nhà mình có ba mươi mấy ngàn à, có phải làm đơn xin giảm không ta?",
            Kind.YES_NO,
            (),
        ),
        (
            "Đang ở xa mà xã đòi giấy tờ. Đăng ký qua mạng có mất đồng nào không?",
            Kind.YES_NO,
            ("fee",),
        ),
        ("Tôi chưa nộp giấy tờ gì. Giờ chờ bao lâu?", Kind.NUMBER, ("time_limit",)),
        # what is listed before the question is asked too
        (
            "Mở trại ong: hồ sơ, thời gian, lệ phí thế nào?",
            Kind.SUMMARY,
            ("dossier", "time_limit", "fee"),
        ),
        (
            "Cho tôi hỏi lệ phí nuôi ong, và thời gian là bao lâu?",
            Kind.NUMBER,
            ("fee", "time_limit"),
        ),
        ("Trại phải báo khi có dịch. Chậm nhất bao lâu?", Kind.NUMBER, ("deadline",)),
        ("Nuôi ong không phép bị phạt. Bao nhiêu tiền?", Kind.NUMBER, ()),
        ("Đây là quyết định nuôi ong. Do ai ký?", Kind.WHO, ("who_decides",)),
        ("Nộp xong thì ai duyệt?", Kind.WHO, ("who_decides",)),
        # what looks like telling and asks
        ("Sở có mấy phòng?", Kind.NUMBER, ()),
        ("Chỉ số này có mấy chỉ số con?", Kind.NUMBER, ()),
        ("Trạm có mấy bác sĩ?", Kind.NUMBER, ()),
        ("Nộp mấy ngày trước ngày họp?", Kind.NUMBER, ("time_limit",)),
        ("Gửi mấy bộ qua bưu điện?", Kind.NUMBER, ("sets",)),
        ("Nuôi ong nộp ở đâu hết bao nhiêu tiền?", Kind.NUMBER, ("where", "fee")),
        ("Tôi không biết nộp ở đâu, nhờ chỉ giúp.", Kind.WHERE, ("where",)),
    ],
)
def test_the_asking_part_decides(question: str, kind: Kind, fields: tuple[str, ...]) -> None:
    understood = understand(question)
    assert (understood.kind, understood.fields) == (kind, fields)


def test_a_question_that_asks_nowhere_is_left_whole() -> None:
    text = "Thủ tục nuôi ong, thời gian giải quyết."
    assert asking_part(text) == text


@pytest.mark.parametrize(
    "text",
    ["Mấy ổng làm việc tới mấy giờ?", "Ai cũng được nộp, nộp ở đâu?", "Trước mấy ngày thì nộp?"],
)
def test_what_only_looks_like_asking_is_taken_out_and_no_more(text: str) -> None:
    left = without_told(text)
    assert left.endswith(text.split(", ")[-1][-12:])
    assert ("Mấy ổng" in left, "Ai cũng" in left) == (False, False)


def test_years_ago_are_no_period_and_count_nothing() -> None:
    understood = understand("Tôi nghỉ việc mấy năm trước, nay xin giấy xác nhận thì nộp ở đâu?")
    assert not asked(understood)
    assert counted(understand("Có bốn mươi mấy ngàn thì có phải nộp không?")) is None
    assert counted(understand("Cần mấy tấm ảnh?")) is None  # the word counts, "ảnh" is counted
