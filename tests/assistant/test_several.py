"""Questions that ask for several things at once."""

from __future__ import annotations

import pytest

from assistant.answers.several import parts_of
from assistant.model import Kind
from assistant.question import understand
from assistant.verification import are_grounded


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ("Quyết định về quy chế chi tiêu số mấy, ai ký?", [Kind.DOCUMENT_NUMBER, Kind.WHO]),
        (
            "Cái đó tỉnh ký ngày nào, để thực hiện nghị quyết nào?",
            [Kind.DATE, Kind.DOCUMENT_NUMBER],
        ),
        ("Which plan is it and when was it signed?", [Kind.DOCUMENT_NUMBER, Kind.DATE]),
        ("Sở có bao nhiêu thủ tục?", []),
        ("Phòng, đơn vị nào thuộc Sở?", []),
        ("Theo quy định, số phó giám đốc là bao nhiêu?", []),
    ],
)
def test_parts_are_what_asks_for_something_of_its_own(asked: str, kinds: list[Kind]) -> None:
    assert [part.kind for part in parts_of(understand(asked))] == kinds


def test_what_stands_before_a_part_is_read_with_it() -> None:
    first, second = parts_of(understand("Danh mục việc làm của Sở: số mấy, ai duyệt?"))
    assert first.understood.startswith("Danh mục việc làm")
    assert second.understood == "ai duyệt?"


def test_each_of_several_answers_has_to_stand_in_a_quote() -> None:
    quotes = ["Sở phối hợp với Sở Nội vụ trình Chủ tịch UBND tỉnh phê duyệt."]
    assert are_grounded("Sở Nội vụ; Chủ tịch UBND tỉnh", quotes)
    assert not are_grounded("Sở Nội vụ; Sở Tài chính", quotes)
