"""How many are lacking is told where a passage prints the limit and how many there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answers import shortfall
from assistant.model import Passage
from assistant.question import understand
from tests.making import passages, text_document

LEADERS = "Trường có không quá 03 (ba) Phó Hiệu trưởng. Hiện tại có mặt 02 Phó Hiệu trưởng."


def answered(folder: Path, asked: str, text: str = LEADERS) -> str | None:
    (chunk,) = passages(text_document(folder, text))
    draft = shortfall.answer(understand(asked), [Passage(chunk, 0.5)])
    return draft and draft.short


@pytest.mark.parametrize(
    ("asked", "text", "short"),
    [
        ("Trường còn thiếu mấy Phó Hiệu trưởng?", LEADERS, "1 (3 - 2 = 1)"),
        ("Còn khuyết bao nhiêu hiệu phó, tức Phó Hiệu trưởng?", LEADERS, "1 (3 - 2 = 1)"),
        (
            "truong con trong may ghe pho hieu truong",
            LEADERS,
            None,
        ),  # "trong" is not read as "trống"
        ("Trường có mấy Phó Hiệu trưởng?", LEADERS, None),  # asks for no shortfall
        ("Còn thiếu mấy giáo viên?", LEADERS, None),  # of another thing
        ("Còn thiếu mấy Phó Hiệu trưởng?", "Trường có không quá 03 Phó Hiệu trưởng.", None),
        ("Còn thiếu mấy Phó Hiệu trưởng?", LEADERS.replace("02", "04"), None),
        ("Còn thiếu mấy Phó Hiệu trưởng?", LEADERS.replace("02 Phó", "02 Tổ"), None),
    ],
)
def test_what_is_lacking_is_the_limit_less_those_there_are(
    tmp_path: Path, asked: str, text: str, short: str | None
) -> None:
    assert answered(tmp_path, asked, text) == short


def test_both_sentences_are_cited_with_the_working(tmp_path: Path) -> None:
    (chunk,) = passages(text_document(tmp_path, LEADERS))
    asked = understand("Trường còn thiếu mấy Phó Hiệu trưởng?")
    draft = shortfall.answer(asked, [Passage(chunk, 0.5)])
    assert draft is not None
    assert [one.text for one in draft.statements] == LEADERS.replace(". H", ".\nH").split("\n")
    assert "3 - 2 = 1" in draft.lead
