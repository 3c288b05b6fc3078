"""Which of several ranks highest or lowest, or came last, is read off the enumeration that says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answers.extremes import extremes, lacks_most
from assistant.evidence import Sentence
from assistant.model import Passage
from assistant.question import understand
from corpus.model import Chunk
from tests.making import passages, text_document

RANKS = (
    "Năm 2023 kết quả của trường như sau: (1) Chỉ số dạy học xếp thứ 3; (2) Chỉ số thể thao xếp thứ 1;"
    " (3) Chỉ số thư viện xếp thả 7; (4) Chỉ số y tế xếp thứ 5."
)
DECISIONS = (
    "Trường đã ban hành: (1) Quyết định số 11/QĐ-TH ngày 05/3/2024 về nội quy;"
    " (2) Quyết định số 19/QĐ-TH ngày 20/8/2024 về thư viện; (3) Quyết định số 12/QĐ-TH ngày 07/4/2024 về thi."
)


def alone(chunk: Chunk, step: int) -> Chunk | None:
    return None


def found(folder: Path, text: str, asked: str, *history: str) -> list[str] | None:
    (chunk,) = passages(text_document(folder, text))
    said = [chunk.read(first, last) for first, last in chunk.sentences]
    sentences = [Sentence(Passage(chunk, 1.0), i, t, 1.0, 1.0, True) for i, t in enumerate(said)]
    ends = extremes(understand(asked, history), sentences, alone)
    return None if ends is None else [end.text for end in ends]


@pytest.mark.parametrize(
    ("asked", "marks"),
    [
        ("Chỉ số nào của trường xếp hạng cao nhất?", ["(2)"]),
        ("chi so nao cua truong xep thap nhat", ["(3)"]),
        ("Trường yếu nhất ở chỉ số nào?", ["(3)"]),
        ("Thứ hạng tốt nhất và kém nhất là những chỉ số nào?", ["(2)", "(3)"]),
        ("In which index did the school rank lowest?", ["(3)"]),
    ],
)
def test_the_rank_at_the_end_that_is_asked_for(
    tmp_path: Path, asked: str, marks: list[str]
) -> None:
    said = found(tmp_path, RANKS, asked)
    assert said is not None
    assert [item[:3] for item in said] == marks


def test_what_came_last_may_be_named_before(tmp_path: Path) -> None:
    before = "Trường đã ban hành những quyết định nào?"
    last = found(tmp_path, DECISIONS, "Trong đó cái ra sau cùng là cái nào?", before)
    assert last is not None
    assert "19/QĐ-TH" in last[0]


def test_the_document_that_came_last_or_first(tmp_path: Path) -> None:
    last = found(tmp_path, DECISIONS, "Quyết định nào của trường ra sau cùng?")
    assert last is not None
    assert "19/QĐ-TH" in last[0]
    first = found(tmp_path, DECISIONS, "Văn bản nào được ban hành đầu tiên?")
    assert first is not None
    assert "11/QĐ-TH" in first[0]


@pytest.mark.parametrize(
    "asked",
    [
        "Chỉ số thư viện xếp thứ mấy?",  # no end is asked for
        "Lớp nào đông học sinh nhất?",  # nor anything that the items are compared by
        "Học sinh nào đạt giải cao nhất?",
        "Chuyển đổi số và thư viện có xếp loại bằng nhau không?",  # no "đội sổ"
        "Người đứng đầu trường được xếp loại chỉ số nào?",
    ],
)
def test_what_the_enumeration_does_not_compare_is_left(tmp_path: Path, asked: str) -> None:
    assert found(tmp_path, RANKS, asked) is None


def test_two_items_tell_no_order(tmp_path: Path) -> None:
    text = "Kết quả gồm: (1) Chỉ số dạy học xếp thứ 3; (2) Chỉ số thể thao xếp thứ 1."
    assert found(tmp_path, text, "Chỉ số nào xếp hạng cao nhất?") is None


@pytest.mark.parametrize(
    ("asked", "text", "lacks"),
    [
        ("Thủ tục nào được nộp nhiều nhất?", "Sở nhận 281 hồ sơ.", True),
        ("Thủ tục nào được nộp nhiều nhất?", "Khai báo được nộp nhiều nhất.", False),
        ("Tỉnh nào đứng đầu cả nước?", "Tỉnh Hưng Yên xếp hạng 12/63.", True),
        ("tinh nao dung dau ca nuoc", "Tỉnh Quảng Ninh xếp hạng 1/63.", False),
        ("Which procedure is the slowest of all?", "Kiểm tra: 05 ngày.", True),
        ("Sở đứng nhì, thế sở nào đứng nhất?", "Chỉ số xếp thứ 2, đạt loại xuất sắc.", True),
        ("SIPAS 2023 tỉnh mô đứng đầu cả nước?", "Kết quả từ 75,03% đến 90,61%.", True),
        ("Ai là người đứng đầu Sở?", "Giám đốc chỉ đạo chung.", False),
        ("Chậm nhất ngày nào phải nộp?", "Nộp trước ngày 15.", False),
        ("Mức hỗ trợ đầu tư cao nhất là bao nhiêu?", "Hỗ trợ 50% chi phí.", False),
        ("Báo cáo nào phải nộp chậm nhất ngày 15/12?", "Báo cáo năm gửi trước ngày 15/12.", False),
        ("Ai đứng đầu Sở Khoa học và Công nghệ?", "Giám đốc Sở chỉ đạo chung.", False),
        ("Sở nào đạt điểm cao nhất?", "Sở Tài chính xếp thứ 1/20.", False),
        ("Sở nào đạt điểm cao nhất?", "Các đại biểu thống nhất, Sở Tài chính đạt 90 điểm.", True),
        ("Cần ít nhất 45 ngày cho việc nào?", "Nộp trước 45 ngày.", False),
    ],
)
def test_what_is_most_of_all_is_said_only_where_it_is_told(
    asked: str, text: str, lacks: bool
) -> None:
    assert lacks_most(understand(asked), text) is lacks
