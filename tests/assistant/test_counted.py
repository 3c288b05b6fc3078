"""How many there are of a thing is said only where the thing is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.counted import counted, is_part, names
from assistant.evidence import Sentence
from assistant.model import Passage
from assistant.question import understand
from tests.making import passages, text_document


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Sở có mấy nữ lãnh đạo?", "nữ lãnh"),
        ("Sở có bao nhiêu hồ sơ?", "hồ sơ"),
        ("so co bao nhieu vien chuc", "viên chức"),
        ("Sở đứng thứ mấy về chuyển đổi số?", None),
        ("Nhỡ máy móc bị tấn công thì sao?", None),
        ("Sở nhận mấy HS TTHC?", None),
        ("Mất bao nhiêu tiền, chờ mấy ngày?", None),
        ("Phòng đó có mấy người?", None),
        ("How many posts are there?", None),
    ],
)
def test_what_is_counted_follows_how_many(question: str, thing: str | None) -> None:
    assert counted(understand(question)) == thing


def test_a_thing_may_be_named_before_the_number(tmp_path: Path) -> None:
    text = "Phòng Quản lý Khoa học có 05 biên chế.\nTrong đó 02 đã nghỉ.\nSở nhận 281 hồ sơ."
    (chunk,) = passages(text_document(tmp_path, text))
    texts = [chunk.read(first, last) for first, last in chunk.sentences]
    first, second, third = (
        Sentence(Passage(chunk, 0.5), index, text, 1.0, 0.5, True)
        for index, text in enumerate(texts)
    )
    assert names(first, "biên chế")
    assert names(second, "biên chế")
    assert names(third, "hồ sơ")
    assert not names(second, "hồ sơ")
    assert not names(third, "nữ lãnh")


@pytest.mark.parametrize(
    ("question", "told_of"),
    [
        ("Trong 36 biên chế của Sở có mấy người là nữ?", False),
        ("Trong số 36 biên chế có bao nhiêu người nghỉ hưu?", False),
        ("Trong 36 biên chế có mấy người là công chức?", True),
        ("Sở có mấy người là nữ?", True),  # names no whole, of which it would be a part
        ("Trong 58 biên chế có mấy người là nữ?", True),  # another whole than the sentence's
    ],
)
def test_a_part_of_a_number_is_not_the_number(tmp_path: Path, question: str, told_of: bool) -> None:
    (chunk,) = passages(text_document(tmp_path, "Sở được giao 36 biên chế công chức năm 2024."))
    sentence = Sentence(Passage(chunk, 0.5), 0, chunk.text, 1.0, 0.5, True)
    assert is_part(understand(question), sentence) is not told_of
