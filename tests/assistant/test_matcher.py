"""The matcher tells which procedure a question means, by reading both together."""

from __future__ import annotations

import pytest

from assistant.matcher import NAME, QUESTION, Matcher, pair
from assistant.meant import ranked
from assistant.model import Passage
from assistant.reader import LAST, Reader, padded
from corpus.model import Chunk

NAMES = (
    "Cấp lại thẻ căn cước",
    "Đăng ký sang tên, di chuyển xe",
    "Đăng ký lại kết hôn",
    "Cấp giấy phép xây dựng nhà ở riêng lẻ",
    "Thủ tục đăng ký khai tử",
    "Cấp giấy phép lái xe",
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@pytest.fixture(scope="module")
def matcher(reader: Reader) -> Matcher:
    return Matcher.load(reader)


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("Tôi đánh rơi mất thẻ căn cước, làm cái khác ở đâu?", 0),
        ("Mua lại chiếc xe máy cũ của ông anh thì làm giấy tờ thế nào?", 1),
        ("Tờ giấy cưới của ông bà bị lũ cuốn, sổ ở xã cũng mất, nay xin lại sao?", 2),
        ("Nhà tôi sắp đổ móng cất căn nhà hai tầng, phải xin phép ai?", 3),
        ("Bà tôi vừa qua đời, phải ra xã báo trong mấy ngày?", 4),
        ("My grandmother passed away, where do I report it?", 4),
    ],
)
def test_a_situation_in_far_words_finds_its_procedure(
    matcher: Matcher, asked: str, right: int
) -> None:
    assert int(matcher.fit(asked, NAMES).argmax()) == right


def test_what_is_not_there_fits_nothing(matcher: Matcher) -> None:
    asked = "Tôi muốn đăng ký nhãn hiệu cho quán phở thì mất bao nhiêu tiền?"
    there = "Tôi đánh rơi mất thẻ căn cước, làm cái khác ở đâu?"
    assert matcher.fit(asked, NAMES).max() < matcher.fit(there, NAMES).max() - 2.0


def test_a_name_fits_the_same_beside_longer_ones(matcher: Matcher) -> None:
    asked, name = "Bà tôi vừa qua đời, phải ra xã báo trong mấy ngày?", NAMES[4]
    alone = matcher.fit(asked, [name])
    beside = matcher.fit(asked, [name, " ".join(NAMES)])
    assert alone[0] == pytest.approx(
        beside[0], abs=0.6
    )  # 8-bit activations have one scale a matrix


def test_of_a_long_question_both_ends_are_read(reader: Reader) -> None:
    asked = "đầu " + "và " * 300 + "cuối"
    ids = pair(reader.tokenizer, asked, "tên " * 300)
    first, last = (
        reader.tokenizer.encode(word, add_special_tokens=False).ids[0] for word in ("đầu", "cuối")
    )
    assert first in ids
    assert last in ids
    assert len(ids) == QUESTION + NAME + 4
    together, mask = padded([ids, [0, LAST]])
    assert together.shape == mask.shape == (2, len(ids))
    assert mask[1].sum() == 2


def test_passages_of_the_procedure_that_is_meant_come_first() -> None:
    def of(key: str | None, score: float) -> Passage:
        return Passage(Chunk("id", "a.xlsx", (), (), (), None, (1, 1), procedure=key), score)

    found = [of("one", 0.6), of(None, 0.59), of("other", 0.55)]
    order = [p.chunk.procedure for p in ranked(found, {"one": -4.0, "other": 4.0})]
    assert order == [None, "other", "one"]  # what is of no procedure keeps its score
    for alike in ({}, {"one": 2.0, "other": 2.0}):  # nothing tells them apart
        assert ranked(found, alike) == found
    assert min(p.score for p in ranked([of("one", 0.05)], {"one": -9.0, "other": 9.0})) == 0.0
