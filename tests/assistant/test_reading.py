"""What the reader finds becomes token ranges, scores and short answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import reading
from assistant.answers.short import read_span, with_date
from assistant.evidence import Evidence, Sentence
from assistant.model import Passage
from assistant.question import understand
from assistant.reader import Found, Reader, Reading
from tests.making import passages, text_document

TEXT = "Sở tiếp nhận 281 hồ sơ.\nPhòng Quản lý Khoa học có 05 biên chế.\nKhông có hồ sơ quá hạn."


class Told(Reader):
    """A reader that finds what it is told to."""

    def __init__(self, answer: str, verdict: str = "span", sure: float = 0.9) -> None:
        self.answer, self.verdict, self.sure = answer, verdict, sure
        self.asked: list[str] = []  # for each passage

    def read(
        self,
        question: str,
        passages: Sequence[tuple[str, str]],
        within: Sequence[tuple[int, int] | None] = (),
    ) -> list[Reading]:
        self.asked += [question] * len(passages)
        others = (1 - self.sure) / 3
        verdicts = dict.fromkeys(("none", "span", "yes", "no"), others) | {self.verdict: self.sure}
        return [
            Reading(verdicts, (Found(start, start + len(self.answer), 3.0),) if start >= 0 else ())
            for start in (text.find(self.answer) for _, text in passages)
        ]


class Asked(Reader):
    """A reader that finds both numbers; which is the better one depends on the question."""

    def __init__(self, alone: float) -> None:
        self.alone = alone  # of the first number, for the earlier question alone

    def read(
        self,
        question: str,
        passages: Sequence[tuple[str, str]],
        within: Sequence[tuple[int, int] | None] = (),
    ) -> list[Reading]:
        first = 12.0 if "biên chế" in question.casefold() else self.alone
        scores = {"281 hồ sơ": first, "05 biên chế": 11.0}
        spans = sorted(
            (
                Found(passages[0][1].find(text), passages[0][1].find(text) + len(text), score)
                for text, score in scores.items()
            ),
            key=lambda span: -span.score,
        )
        return [Reading({"none": 0.1, "span": 0.9, "yes": 0.0, "no": 0.0}, tuple(spans))]


def test_a_number_is_said_with_what_it_counts_and_a_share_as_it_is(tmp_path: Path) -> None:
    asked = "Sở tiếp nhận bao nhiêu hồ sơ?"
    evidence = found(tmp_path, asked, Told("281"))
    assert read_span(understand(asked), evidence.sentences[0], evidence.reads) == "281 hồ sơ"


def test_a_number_is_not_taken_for_the_beginning_of_another(tmp_path: Path) -> None:
    asked = "Có bao nhiêu người nói?"
    evidence = found(tmp_path, asked, Told(" 5 "), "Có 50 người dự, 5 người nói.")
    assert read_span(understand(asked), evidence.sentences[0], evidence.reads) == "5 người nói"


@pytest.mark.parametrize(
    ("text", "drawn", "said"),
    [
        ("Có 12 người nói. Năm sau có 15 người nói.", "12 người nói. Năm sau có 15", "12 người nói"),
        ("Có 12 người nói; nay có 15 người nói.", "12 người nói; nay có 15", "12 người nói; nay có 15"),
    ],
)  # fmt: skip
def test_a_span_over_two_sentences_ends_with_the_first(
    tmp_path: Path, text: str, drawn: str, said: str
) -> None:
    asked = "Có bao nhiêu người nói?"
    evidence = found(tmp_path, asked, Told(drawn), text)
    best = next(s for s in evidence.sentences if "12" in s.text)
    assert read_span(understand(asked), best, evidence.reads) == said


def found(folder: Path, asked: str, reader: Reader, text: str = TEXT) -> Evidence:
    """Evidence of one passage with equally good sentences, after the reader."""
    (chunk,) = passages(text_document(folder, text))
    passage = Passage(chunk, 0.5)
    texts = [chunk.read(first, last) for first, last in chunk.sentences]
    sentences = tuple(Sentence(passage, i, text, 1.0, 0.5, True) for i, text in enumerate(texts))
    evidence = Evidence(sentences, (passage,), 0.5, 1.0, 0.87, ())
    return reading.reweighed(evidence, reading.read(reader, understand(asked), [passage]))


def test_the_sentence_that_the_reader_finds_comes_first(tmp_path: Path) -> None:
    evidence = found(tmp_path, "Phòng QLKH có mấy người?", Told("05 biên chế"))
    assert "Quản lý Khoa học" in evidence.sentences[0].text
    assert evidence.sentences[0].read > 0
    (one,) = evidence.reads
    assert one.text(one.spans[0]).rstrip(".") == "05 biên chế"
    assert evidence.features[1] == 1.0  # the reader's part is not counted twice


def test_the_span_is_the_short_answer_where_the_reader_is_sure(tmp_path: Path) -> None:
    question = understand("Phòng QLKH có mấy người?")
    for verdict, expected in (("span", "05 biên chế"), ("none", None)):
        evidence = found(tmp_path, question.text, Told("05 biên chế", verdict))
        best = next(s for s in evidence.sentences if "Quản lý" in s.text)
        assert read_span(question, best, evidence.reads) == expected


def test_a_span_that_has_not_the_form_asked_for_is_no_short_answer(tmp_path: Path) -> None:
    question = understand("Phòng QLKH được thành lập ngày nào?")
    evidence = found(tmp_path, question.text, Told("Phòng Quản lý Khoa học"))
    assert read_span(question, evidence.sentences[0], evidence.reads) is None


def test_a_passage_without_a_span_changes_no_sentence(tmp_path: Path) -> None:
    evidence = found(tmp_path, "Giám đốc là ai?", Told("không đứng ở đâu", "none"))
    assert [sentence.score for sentence in evidence.sentences] == [1.0, 1.0, 1.0]
    assert evidence.features[-1] < -2


@pytest.mark.parametrize(("alone", "answer"), [(12.5, "05 biên chế"), (11.5, "281 hồ sơ")])
def test_what_answers_the_question_before_does_not_answer_a_follow_up(
    tmp_path: Path, alone: float, answer: str
) -> None:
    (chunk,) = passages(text_document(tmp_path, TEXT))
    question = understand("Thế có mấy biên chế?", ["Sở tiếp nhận bao nhiêu hồ sơ?"])
    assert question.context
    (one,) = reading.read(Asked(alone), question, [Passage(chunk, 0.5)])
    assert one.text(one.spans[0]).rstrip(".") == answer


def test_a_long_span_is_said_as_far_as_whole_clauses_go(tmp_path: Path) -> None:
    about = "nuôi ong, lấy mật, giữ rừng và bảo vệ đàn ong qua mùa đông lạnh, " + "chăm sóc " * 12
    text = f"Quy chế này nói về {about.strip()} nữa."
    asked = "Quy chế này nói điều gì?"
    evidence = found(tmp_path, asked, Told(about.strip()), text)
    said = read_span(understand(asked), evidence.sentences[0], evidence.reads)
    assert said == "nuôi ong, lấy mật, giữ rừng và bảo vệ đàn ong qua mùa đông lạnh"


def test_a_number_is_said_with_its_date_where_both_are_asked_for() -> None:
    text = (
        "Ngày 05/3/2024, xã ban hành Quyết định số 7/QĐ-UBND về nuôi ong, thay bản ngày 01/02/2020."
    )
    both = understand("Quyết định về nuôi ong: số hiệu và ngày ban hành?")
    one = understand("Quyết định về nuôi ong mang số hiệu nào?")
    short = "Quyết định số 7/QĐ-UBND"
    assert with_date(both, text, short) == f"{short}; ngày 05/3/2024"
    assert with_date(one, text, short) == short
    after = "Quyết định số 7/QĐ-UBND ngày 05/3/2024 về nuôi ong"
    assert with_date(both, after, short) == f"{short}; ngày 05/3/2024"
    for other in (
        "Quyết định số 7/QĐ-UBND thực hiện Nghị quyết số 5-NQ/TW ngày 22/12/2024",
        "Quyết định số 7/QĐ-UBND có hiệu lực đến ngày 31/12/2025",
        "Thực hiện Nghị quyết số 5-NQ/TW ngày 22/12/2024, xã có Quyết định 9 và Quyết định số 7/QĐ-UBND",
    ):
        assert with_date(both, other, short) == short


def test_the_case_that_is_asked_for_comes_before_another_one(tmp_path: Path) -> None:
    text = "Trước 02 giờ đối với xe chở hàng hóa.\nTrước 01 giờ đối với xe chở hành khách."
    asked = "Xe chở hành khách phải báo trước mấy giờ?"
    evidence = found(tmp_path, asked, Told("02 giờ"), text)
    goods, people = sorted(evidence.sentences, key=lambda one: one.index)
    assert goods.score > people.score
    told = [replace(goods, behind=people.index), people]
    read = reading.reweighed(replace(evidence, sentences=tuple(told)), evidence.reads)
    first, second = read.sentences
    assert first.index == people.index
    assert first.score > second.score
    assert first.read == goods.read > 0


def test_each_passage_is_read_with_the_name_that_it_prints(tmp_path: Path) -> None:
    texts = "Chỉ số chuyển đổi số xếp thứ 4.", "DTI xếp thứ 5."
    chunks = [passages(text_document(tmp_path, text))[0] for text in texts]
    question = understand("DTI xếp thứ mấy?")
    reader = Told("x")
    reading.read(reader, question, [Passage(chunk, 0.5) for chunk in chunks], every=True)
    assert reader.asked == ["Chỉ số chuyển đổi số xếp thứ mấy?", "DTI xếp thứ mấy?"]


def test_a_number_of_another_kind_of_document_is_not_what_was_asked_for(tmp_path: Path) -> None:
    text = "Theo Công văn số 82-CV/BCS ngày 29/3/2024, Sở ban hành Kế hoạch số 52/KH-SKHCN về nuôi ong."
    asked = "KH nuôi ong làm theo CV nào?"
    evidence = found(tmp_path, asked, Told("Kế hoạch số 52/KH-SKHCN"), text)
    assert read_span(understand(asked), evidence.sentences[0], evidence.reads) is None
    right = found(tmp_path, asked, Told("Công văn số 82-CV/BCS"), text)
    assert read_span(understand(asked), right.sentences[0], right.reads) == "Công văn số 82-CV/BCS"
