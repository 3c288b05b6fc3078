"""Whether there is time yet is told where until when is printed, and how long it is or has been is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answers import in_time
from assistant.model import Passage
from assistant.question import understand
from tests.making import passages, text_document

RENEWED = (
    "Tàu nộp đơn trước khi thẻ cảng hết hạn ít nhất 45 ngày."
    " Cảng trả lời trong 25 ngày kể từ ngày nhận đủ hồ sơ."
)
TURNED = "Chủ tàu nộp đơn chậm nhất 10 ngày làm việc trước ngày thẻ cảng hết hiệu lực."
DECLARED = "Chủ tàu đăng ký hợp đồng trong thời hạn 90 ngày kể từ ngày ký hợp đồng thuê tàu."


@pytest.mark.parametrize(
    ("asked", "text", "short"),
    [
        (
            "Thẻ cảng chỉ còn 20 ngày nữa là hết hạn, giờ gia hạn có kịp không?",
            RENEWED,
            "Đã trễ (20 ngày < 45 ngày)",
        ),
        (
            "the cang con 2 thang nua het han, nop don co kip khong",
            RENEWED,
            "Còn kịp (2 tháng > 45 ngày)",
        ),
        (
            "Thẻ cảng còn 45 ngày là hết hạn, nộp đơn kịp không?",
            RENEWED,
            "Còn kịp (45 ngày = 45 ngày)",
        ),
        (
            "Our port card expires in 20 days, is it too late to renew?",
            RENEWED,
            "Too late (20 days < 45 ngày)",
        ),
        (
            "Thẻ cảng còn 3 tuần nữa hết hạn, xin kịp không?",
            TURNED,
            "Còn kịp (3 tuần > 10 ngày làm việc)",
        ),
        ("Thẻ cảng còn 12 ngày nữa hết hạn, xin kịp không?", TURNED, None),  # which days?
        (
            "Ký hợp đồng thuê tàu cách đây hai tháng, giờ đăng ký còn kịp không?",
            DECLARED,
            "Còn kịp (hai tháng < 90 ngày)",
        ),
        (
            "Ký hợp đồng thuê tàu để nửa năm mới đăng ký thì có trễ không?",
            DECLARED,
            "Đã trễ (nửa năm > 90 ngày)",
        ),
        (
            "Tôi ký hợp đồng thuê tàu 90 ngày rồi, đăng ký còn kịp không?",
            DECLARED,
            "Còn kịp (90 ngày = 90 ngày)",
        ),
        (
            "Mua tàu cách đây hai tháng, giờ khai còn kịp không?",
            "Khai trong thời hạn 60 ngày kể từ ngày nhận hồ sơ.",
            None,
        ),
        ("Bán nhà cách đây hai tháng, còn kịp không?", DECLARED, None),  # nothing of the event
        ("Ký hợp đồng thuê tàu được 1/2 năm rồi, đăng ký còn kịp không?", DECLARED, None),
        ("Ký hợp đồng thuê tàu cách đây 1 tháng 20 ngày, đăng ký kịp không?", DECLARED, None),
        ("Ký hợp đồng thuê tàu hai mươi năm ngày rồi, đăng ký kịp không?", DECLARED, None),
        ("Ký hợp đồng thuê tàu 3 tháng rồi, đăng ký kịp không?", DECLARED, None),  # 89 to 92 days
        ("Ký hợp đồng thuê tàu gần 4 tháng rồi, đăng ký kịp không?", DECLARED, None),
        (
            "Ký hợp đồng thuê tàu hơn 4 tháng rồi, đăng ký kịp không?",
            DECLARED,
            "Đã trễ (hơn 4 tháng > 90 ngày)",
        ),
        ("Sẽ ký hợp đồng thuê tàu sau 4 tháng nữa, giờ đăng ký có kịp không?", DECLARED, None),
        ("Tàu thuê được 10 năm tuổi còn được phép chạy không?", DECLARED, None),
        (
            "Đăng ký thuê tàu đã 120 ngày chưa có kết quả, cảng trễ thì khiếu nại ở đâu?",
            DECLARED,
            None,
        ),
        (
            "Bằng lái xe còn 20 ngày nữa là hết hạn, đổi có kịp không?",
            RENEWED,
            None,
        ),  # another paper
        (
            "Nộp đơn thuê tàu đã 20 ngày, có trễ không?",
            "Cơ quan cấp giấy không quá 15 ngày kể từ ngày nhận đơn đề nghị thuê tàu.",
            None,
        ),
        ("Thẻ cảng còn 20 ngày nữa là hết hạn, xe tôi còn chạy được không?", RENEWED, None),
        (
            "Thẻ cảng chỉ còn 20 ngày là hết hạn thì còn làm theo lối ấy được không?",
            RENEWED,
            "Đã trễ (20 ngày < 45 ngày)",
        ),
        ("Thẻ cảng còn 20 ngày nữa là hết hạn, gia hạn ở đâu?", RENEWED, None),  # not asked
        ("Gia hạn thẻ cảng phải nộp trước bao lâu thì kịp?", RENEWED, None),  # of no time
    ],
)
def test_what_is_said_is_held_against_what_is_printed(
    tmp_path: Path, asked: str, text: str, short: str | None
) -> None:
    (chunk,) = passages(text_document(tmp_path, text))
    draft = in_time.answer(understand(asked), [Passage(chunk, 0.5)])
    assert (draft and draft.short) == short


def told(tmp_path: Path, asked: str, text: str) -> in_time.Draft | None:
    """What is to be done once it is late, of a record."""
    chunks = passages(text_document(tmp_path, text))
    return in_time.once_late(
        understand(asked), [Passage(replace(chunk, procedure="9.000001"), 0.9) for chunk in chunks]
    )


LAPSES = "Nộp đơn trước khi thẻ hết hạn ít nhất 45 ngày; quá thời điểm này phải xin cấp thẻ mới."


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Lỡ để trễ hơn mốc đó rồi thì phải làm sao?", True),
        ("Nếu quá thời điểm đó thì làm thế nào?", True),
        ("Nộp quá hạn thì bị phạt bao nhiêu?", False),  # a sum
        ("Thẻ cảng có giá trị mấy năm?", False),
    ],
)
def test_what_is_to_be_done_once_it_is_late(tmp_path: Path, asked: str, said: bool) -> None:
    draft = told(tmp_path, asked, LAPSES)
    assert (draft is not None) == said
    if draft is not None:
        assert draft.short == "Quá thời điểm này phải xin cấp thẻ mới"
        assert told(tmp_path, asked, RENEWED) is None  # nothing is said of it


def test_who_is_late_is_told_what_to_do_then(tmp_path: Path) -> None:
    asked = "Thẻ cảng chỉ còn 20 ngày nữa là hết hạn, giờ gia hạn có kịp không?"
    (chunk,) = passages(text_document(tmp_path, LAPSES.replace("thẻ hết", "thẻ cảng hết")))
    draft = in_time.answer(understand(asked), [Passage(chunk, 0.9)])
    assert draft is not None
    assert "quá thời điểm này" in " ".join(one.text for one in draft.statements)
    early = in_time.answer(understand(asked.replace("20 ngày", "60 ngày")), [Passage(chunk, 0.9)])
    assert early is not None
    assert len(early.statements) == 1
