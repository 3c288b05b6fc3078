"""A name, a telephone number, an address of mail: only what has their form answers."""

from __future__ import annotations

import pytest

from assistant.attributes import asked
from assistant.question import understand


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("Giám đốc Sở hiện nay tên là gì?", "Giám đốc là ông Nguyễn Văn A.", "Hiện có 02 Phó Giám đốc."),
        ("Ai đang làm Chi cục trưởng?", "Chi cục trưởng: Bà Trần Thị B", "Chi cục trực thuộc Sở."),
        ("Tên của trưởng phòng là gì?", "Họ và tên: Lê C", "Phòng có 05 biên chế."),
        ("Who is the director?", "Đồng chí Phạm D chủ trì.", "The director signs."),
        ("Số điện thoại của bộ phận một cửa?", "Gọi 0221.3862.123 khi cần.", "Quyết định số 51/QĐ-SKHCN"),
        ("duong day nong la so nao", "Tổng đài 1900 1234", "Ngày 12/3/2024 có 281 hồ sơ."),
        ("Gửi thư điện tử vào địa chỉ nào?", "Thư: mot-cua@example.vn", "Gửi qua bưu điện."),
    ],
)  # fmt: skip
def test_only_what_has_the_form_answers(question: str, answer: str, other: str) -> None:
    form = asked(understand(question))
    assert form is not None
    assert form.search(answer)
    assert not form.search(other)


@pytest.mark.parametrize(
    "question",
    [
        "Ai quyết định cấp giấy phép?",
        "Tên thủ tục là gì?",
        "Sở có bao nhiêu biên chế?",
        "Cơ quan nào là đầu mối?",
        "Ai làm thủ tục này?",
    ],
)
def test_other_questions_ask_for_no_form(question: str) -> None:
    assert asked(understand(question)) is None
