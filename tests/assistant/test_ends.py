"""Which end of a ranking is asked for is read off what people say of it."""

from __future__ import annotations

import pytest

from assistant.ends import lacks_end
from assistant.question import understand

HIGHEST, NEXT = "Trường Ba Vì cao nhất với 99 điểm.", "Tiếp theo là trường Mỹ Đức 98 điểm."
LOWEST = "Trường Ba Trại thấp nhất với 60 điểm."


@pytest.mark.parametrize(
    ("asked", "lacking"),
    [
        ("Trường nào có điểm thấp nhất?", [HIGHEST, NEXT]),
        ("truong nao diem thap nhat", [HIGHEST, NEXT]),
        ("Trường đội sổ là trường nào?", [HIGHEST, NEXT]),
        ("Trường xếp chót là trường nào?", [HIGHEST, NEXT]),
        ("Which school came last?", [HIGHEST, NEXT]),
        ("Which school did pupils rate worst?", [HIGHEST, NEXT]),
        ("Trường nào đứng đầu?", [NEXT, LOWEST]),
        ("Trường Mỹ Đức được mấy điểm?", []),
        ("Ai đứng đầu trường Mỹ Đức?", []),  # who leads it
        ("Người đang đứng đầu trường Mỹ Đức là ai?", []),
        ("Điểm thấp nhất để đỗ là mấy?", [HIGHEST]),  # which one it is, is not asked
        ("Hồ sơ nộp chậm nhất ngày nào?", [HIGHEST, LOWEST]),  # tell of another limit
        ("Trường nào cao nhất, trường nào thấp nhất?", []),
    ],
)
def test_what_tells_of_another_end_or_of_none_lacks_it(asked: str, lacking: list[str]) -> None:
    question = understand(asked)
    assert [text for text in (HIGHEST, NEXT, LOWEST) if lacks_end(question, text)] == lacking


def test_a_limit_is_an_end_and_a_deadline_none() -> None:
    text = "Mức phạt tối đa 50 triệu đồng; nộp chậm nhất 10 ngày."
    assert not lacks_end(understand("Mức phạt cao nhất là bao nhiêu?"), text)
    assert not lacks_end(understand("Trường nào cao nhất?"), text)
    assert lacks_end(understand("Trường nào cao nhất?"), "Nộp chậm nhất 10 ngày.")
