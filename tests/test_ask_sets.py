"""Sets are asked and counted by what their questions require."""

from __future__ import annotations

import pytest

from assistant.model import Answer, Question, Status
from tools.ask_sets import is_right, summary

ASKED = Question(text="", understood="", search="")


@pytest.mark.parametrize(
    ("answerable", "status", "text", "right"),
    [
        (True, Status.ANSWERED, "Có 281 hồ sơ [1].", True),
        (True, Status.ANSWERED, "Có 276 hồ sơ [1].", False),
        (True, Status.NOT_FOUND, "Không có 281 hồ sơ.", False),
        (False, Status.NOT_FOUND, "Không tìm thấy.", True),
        (False, Status.OUT_OF_SCOPE, "Ngoài phạm vi.", True),
        (False, Status.ANSWERED, "Có 281 hồ sơ [1].", False),
    ],
)
def test_an_answer_is_right_by_what_is_required(
    *, answerable: bool, status: Status, text: str, right: bool
) -> None:
    row = {"answerable": answerable, "must_contain": [["281", "hai trăm tám mươi mốt"]]}
    assert is_right(row, Answer(ASKED, status, text)) is right


def test_a_set_is_counted() -> None:
    told = [
        {"answerable": answerable, "status": status, "right": right}
        for answerable, status, right in (
            (True, Status.ANSWERED, True),
            (True, Status.ANSWERED, False),
            (True, Status.NOT_FOUND, False),
            (False, Status.NOT_FOUND, True),
            (False, Status.ANSWERED, False),
        )
    ]
    assert summary(told) == ("supported 1 of 3, answerable refused 1, unanswerable refused 1 of 2")
