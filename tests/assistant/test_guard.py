from __future__ import annotations

import pytest

from assistant.guard import check
from assistant.model import Status


@pytest.mark.parametrize("text", ["", "   ", "???", "<>!!", "🙂🙂"])
def test_a_question_without_words_is_asked_for_again(text: str) -> None:
    refused = check(text, 500)
    assert refused
    assert refused[0] is Status.NEEDS_CLARIFICATION


def test_a_question_of_ten_thousand_characters_says_its_length_and_the_limit() -> None:
    refused = check("a " * 5000, 500)
    assert refused
    assert "10000" in refused[1]
    assert "500" in refused[1]


@pytest.mark.parametrize(
    "text",
    [
        "hồ sơ của tôi nguyen.van.a@example.com đến đâu rồi",
        "số định danh 033099001234 đã có kết quả chưa",
        "gọi cho tôi theo số 0912 345 678",
    ],
)
def test_personal_data_is_not_processed_and_not_repeated(text: str) -> None:
    refused = check(text, 500)
    assert refused
    assert refused[0] is Status.BLOCKED
    assert not any(word in refused[1] for word in text.split() if any(c.isdigit() for c in word))


@pytest.mark.parametrize(
    "text",
    [
        "Thủ tục 1.004150 cần gì?",
        "Quyết định 06/2024/QĐ-UBND ngày 08/3/2024 nói gì?",
        "Kinh phí 1.250.000.000 đồng dùng làm gì?",
        "'; DROP TABLE chunks; --",
        "<script>alert(1)</script> là gì",
    ],
)
def test_figures_codes_and_odd_texts_are_questions(text: str) -> None:
    assert check(text, 500) is None


@pytest.mark.parametrize("text", ["xin chào", "Cảm ơn bạn!", "hi", "Thank you very much"])
def test_a_greeting_is_greeted_and_not_searched(text: str) -> None:
    refused = check(text, 500)
    assert refused
    assert refused[0] is Status.NEEDS_CLARIFICATION


@pytest.mark.parametrize("text", ["chào giá là gì", "hi vọng hồ sơ xong sớm", "đà giảm biên chế"])
def test_a_question_that_begins_like_a_greeting_is_a_question(text: str) -> None:
    assert check(text, 500) is None
