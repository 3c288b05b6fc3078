"""How many there are of a thing is said only where the thing is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.counted import (
    counted,
    is_of_none_of_them,
    is_part,
    is_uncounted,
    names,
    repeats_the_question,
)
from assistant.evidence import Sentence
from assistant.model import Passage
from assistant.question import understand
from tests.making import passages, text_document


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Sở có mấy nữ lãnh đạo?", "nữ lãnh"),
        ("Sở có bao nhiêu hồ sơ?", "hồ sơ"),
        ("Sở có bao nhiêu thủ tục?", "thủ tục"),
        ("so co bao nhieu vien chuc", "viên chức"),
        ("Sở đứng thứ mấy về chuyển đổi số?", None),
        ("Cải cách dựng trên mấy cây cột?", None),
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
        ("Trong 36 biên chế đã giao thì Chi cục có mấy biên chế?", False),
        ("Trong 36 biên chế đã giao thì công chức có mấy người?", True),
        ("Trong 36 biên chế thì Chi cục Biên giới hải đảo được mấy biên chế?", False),
        ("Trong số 36 biên chế có bao nhiêu người nghỉ hưu?", False),
        ("Trong 36 biên chế có mấy người là công chức?", True),
        ("Trong 36 biên chế đã giao thì năm 2024 có mấy người đã làm công chức?", True),
        ("Sở có mấy người là nữ?", True),  # names no whole, of which it would be a part
        ("Trong 58 biên chế có mấy người là nữ?", True),  # another whole than the sentence's
    ],
)
def test_a_part_of_a_number_is_not_the_number(tmp_path: Path, question: str, told_of: bool) -> None:
    (chunk,) = passages(text_document(tmp_path, "Sở được giao 36 biên chế công chức năm 2024."))
    sentence = Sentence(Passage(chunk, 0.5), 0, chunk.text, 1.0, 0.5, True)
    assert is_part(understand(question), sentence) is not told_of


@pytest.mark.parametrize(
    ("question", "text", "counted_there"),
    [
        ("Bao nhiêu người dân đã góp ý?", "Chỉ số hài lòng của người dân đứng thứ 10.", False),
        ("Bao nhiêu người dân đã góp ý?", "Mức hài lòng của người dân là 99,4.", False),
        ("Bao nhiêu người dân đã góp ý?", "Thứ hạng của tỉnh: 3/63", False),
        ("Bao nhiêu người dân đã góp ý?", "Mức hài lòng của người dân tăng 39 bậc.", False),
        ("Bao nhiêu người dân đã góp ý?", "Có 35 ý kiến của người dân.", True),
        ("Bộ có bao nhiêu thủ tục?", "Công bố thủ tục bằng 03 Quyết định.", False),
        ("Bộ có bao nhiêu thủ tục?", "Bộ có 12 thủ tục, công bố bằng 03 Quyết định.", True),
        ("Bao nhiêu thủ tục có phí?", "16/58 TTHC có phí.", True),
        ("Sở chuyển vị trí mấy người?", "Sở chuyển vị trí 04 công chức.", True),
        ("Phí giảm bao nhiêu so với năm trước?", "Phí giảm 10%.", True),
        ("Mất mấy ngày?", "Chỉ số đứng thứ 10.", True),  # counts no thing
        ("Hội đồng có bao nhiêu thành viên?", "Hội đồng gồm bảy (07) thành viên.", True),
        ("Có bao nhiêu người dân?", "Tỉnh có 3,5 triệu người.", True),
        ("Có bao nhiêu cán bộ?", "Ban hành 12 văn bản.", False),
    ],
)
def test_figures_of_other_things_count_nothing(
    question: str, text: str, counted_there: bool
) -> None:
    assert is_uncounted(understand(question), text) is not counted_there


@pytest.mark.parametrize(
    ("question", "short", "repeats"),
    [
        (
            "Trong 07 văn bản đó thì mấy văn bản là của Tỉnh ủy?",
            "07 văn bản của Tỉnh ủy, HĐND",
            True,
        ),
        ("Trong 07 VB đó thì mấy VB là của Tỉnh ủy?", "07 văn bản của Tỉnh ủy", True),
        ("Trong 07 văn bản đó thì mấy văn bản là của Tỉnh ủy?", "03 văn bản", False),
        ("Trong 58 thủ tục có bao nhiêu thủ tục có phí?", "16/58 TTHC", False),
        ("Sở có bao nhiêu văn bản?", "07 văn bản", False),
        ("Dự toán giảm 10-15%, quy ra tiền là bao nhiêu?", "10-15%", True),
        ("Năm 2023 Sở xếp thứ mấy?", "xếp thứ 2", False),
        ("Sở giảm 10% phải không?", "10%", False),
        ("Cấp thẻ cho 1 người nộp mấy bộ hồ sơ?", "01 bộ", False),
        ("Con tôi 15 tuổi, làm hộ chiếu mất bao nhiêu ngày?", "15 ngày làm việc", False),
        ("Nghị định 30/2020 quy định bao nhiêu ngày?", "30 ngày", False),
    ],
)
def test_a_number_of_the_question_is_not_its_answer(
    question: str, short: str, repeats: bool
) -> None:
    assert repeats_the_question(understand(question), short) is repeats


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("trong đó bao nhiêu hồ sơ về tàu cá?", "Cảng nhận 281 hồ sơ.", True),
        ("trong do bao nhieu ho so ve tau ca", "Cảng nhận 281 hồ sơ.", True),
        ("bao nhiêu người là nữ?", "Cảng có 32 người.", True),
        ("how many of them are women?", "Cảng có 32 người.", True),
        ("trong đó bao nhiêu hồ sơ về tàu cá?", "Cảng nhận 12 hồ sơ tàu cá.", False),
        ("trong đó bao nhiêu hồ sơ?", "Cảng nhận 281 hồ sơ.", False),  # nothing else is said
        ("Cảng có mấy bến tàu khách?", "Cảng nhận 281 hồ sơ.", False),  # none of them
    ],
)
def test_how_many_of_them_is_not_how_many_they_are(
    asked: str, text: str, *, expected: bool
) -> None:
    question = understand(asked, ["Trong kỳ cảng nhận bao nhiêu hồ sơ của người dân?"])
    assert is_of_none_of_them(question, text) is expected
