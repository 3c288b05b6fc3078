"""What a sentence keeps of its score where it is of an earlier question, or says that nothing is known."""

from __future__ import annotations

from collections.abc import Mapping, Set
from pathlib import Path
from typing import cast

import pytest

from assistant.coverage import Weigher
from assistant.discounts import behind_siblings, discount, of_the_new_subject
from assistant.evidence import Sentence
from assistant.model import Passage
from assistant.question import understand
from corpus.vietnamese import abbreviations
from tests.making import passages, text_document

TEXT = "Thư viện xếp thứ 5 trong huyện. Bếp ăn xếp thứ 4 trong huyện. Sân bóng được sửa trong kỳ."
TITLE = "BÁO CÁO Kết quả thi đua của trường sáu tháng đầu năm học"
BEFORE = "Thư viện của trường xếp thứ mấy?"


class Alike:
    """Weighs every word the same."""

    weights: Mapping[str, float] = dict.fromkeys(("bang", "bep", "dang"), 1.0)

    def share(self, asked: Set[str], said: Set[str]) -> float:
        return len(asked & said) / len(asked)

    def held(self, asked: Set[str], said: Set[str]) -> frozenset[str]:
        return frozenset(asked & said)


def scores(folder: Path, asked: str, history: list[str]) -> list[float]:
    """The scores of the three sentences, 1.0 each before."""
    (chunk,) = passages(text_document(folder, TEXT))
    sentences = [
        Sentence(Passage(chunk, 1.0), at, chunk.read(*span), 1.0, 1.0, True)
        for at, span in enumerate(chunk.sentences)
    ]
    weigher = cast(Weigher, Alike())
    question = understand(asked, history)
    kept = of_the_new_subject(question, sentences, weigher, abbreviations.version())
    return [one.score for one in kept]


def test_what_tells_only_of_the_question_before_counts_less(tmp_path: Path) -> None:
    library, kitchen, pitch = scores(tmp_path, "Thế còn bếp ăn?", [BEFORE])
    assert kitchen == 1.0
    assert library == pitch < 1.0


@pytest.mark.parametrize(
    ("asked", "history"),
    [
        ("Bếp ăn của trường xếp thứ mấy?", []),  # follows nothing
        ("Thế còn phòng y tế?", [BEFORE]),  # of which no sentence tells
        ("Vậy là bao nhiêu?", [BEFORE]),  # names no subject of its own
    ],
)
def test_without_a_new_subject_that_is_told_of_nothing_changes(
    tmp_path: Path, asked: str, history: list[str]
) -> None:
    assert scores(tmp_path, asked, history) == [1.0, 1.0, 1.0]


def test_a_line_that_says_nothing_hardly_answers(tmp_path: Path) -> None:
    (chunk,) = passages(text_document(tmp_path, TEXT))
    question = understand("Lệ phí bao nhiêu?")
    silent = discount(question, "Không có thông tin", chunk, TITLE, None, None)
    told = discount(question, "Lệ phí: 20.000 đồng", chunk, TITLE, None, None)
    assert silent < 0.5 < told == 1.0


@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        ("Sở có bao nhiêu thủ tục?", False),
        ("How many procedures does the department have?", False),
        ("Có mấy thủ tục được cung cấp toàn trình?", True),
        ("Bao nhiêu thủ tục ngồi nhà làm trọn gói được?", True),
    ],
)
def test_some_of_a_thing_are_not_how_many_there_are(
    tmp_path: Path, asked: str, counts: bool
) -> None:
    (chunk,) = passages(text_document(tmp_path, TEXT))
    said = "Có 41/58 thủ tục được cung cấp dịch vụ công toàn trình."
    assert (discount(understand(asked), said, chunk, TITLE, None, None) == 1.0) is counts


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Kết quả thi đua của trường sáu tháng đầu năm học", False),
        ("KẾT QUẢ SÁU THÁNG ĐẦU NĂM", False),
        ("Kết quả thi đua", True),  # a few words may answer
        ("Kết quả thi đua của trường là hạng nhất.", True),
    ],
)
def test_a_title_says_only_what_stands_below_it(tmp_path: Path, said: str, *, kept: bool) -> None:
    (chunk,) = passages(text_document(tmp_path, TEXT))
    question = understand("Sáu tháng đầu năm trường làm được gì?")
    assert (discount(question, said, chunk, TITLE, None, None) == 1.0) is kept


@pytest.mark.parametrize(
    ("asked", "said", "whole"),
    [
        ("Trường nào có điểm thấp nhất?", "Trường Ba Vì cao nhất với 99 điểm.", False),
        ("Trường nào đội sổ?", "Trường Ba Vì đứng đầu với 99 điểm.", False),
        ("Which school came last?", "Trường Ba Vì cao nhất với 99 điểm.", False),
        ("Trường nào cao nhất?", "Trường Ba Trại thấp nhất với 60 điểm.", False),
        ("Trường nào thấp nhất?", "Cao nhất 99 điểm, thấp nhất 60 điểm.", True),
        ("Trường nào cao nhất, trường nào thấp nhất?", "Trường Ba Vì cao nhất.", True),
        ("Người đứng đầu trường là ai?", "Trường Ba Vì thấp nhất với 60 điểm.", True),
        ("Trường Ba Vì được mấy điểm?", "Trường Ba Vì cao nhất với 99 điểm.", True),
    ],
)
def test_the_other_end_is_not_asked_for(
    tmp_path: Path, asked: str, said: str, *, whole: bool
) -> None:
    (chunk,) = passages(text_document(tmp_path, TEXT))
    assert (discount(understand(asked), said, chunk, TITLE, None, None) == 1.0) is whole


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        # one of two cases is the question's: the stove
        ("Hạn nộp với bếp ăn là 5 ngày.\nHạn nộp với sân bóng là 6 ngày.", [None, 0]),
        ("Hạn nộp với bếp ăn là 5 ngày.\nHạn nộp với bếp than là 6 ngày.", [None, None]),  # both
        ("Hạn nộp với kho là 5 ngày.\nHạn nộp với sân bóng là 6 ngày.", [None, None]),  # none
        (
            "Hạn nộp với bếp ăn là 5 ngày.\nSân bóng được sửa sang trong kỳ.",
            [None, None],
        ),  # no list
    ],
)
def test_a_line_of_another_case_stands_behind(
    tmp_path: Path, text: str, behind: list[int | None]
) -> None:
    (chunk,) = passages(text_document(tmp_path, text))
    sentences = [
        Sentence(Passage(chunk, 1.0), at, chunk.read(*span), 1.0, 1.0, True)
        for at, span in enumerate(chunk.sentences)
    ]
    question, weigher = understand("Bếp ăn nộp chậm nhất ngày nào?"), cast(Weigher, Alike())
    found = behind_siblings(question, sentences, weigher, abbreviations.version())
    assert [one.behind for one in found] == behind
