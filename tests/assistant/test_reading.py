"""What the reader finds becomes token ranges, scores and short answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant import reading
from assistant.answers.short import read_span
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

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Reading]:
        others = (1 - self.sure) / 3
        verdicts = dict.fromkeys(("none", "span", "yes", "no"), others) | {self.verdict: self.sure}
        return [
            Reading(verdicts, (Found(start, start + len(self.answer), 3.0),) if start >= 0 else ())
            for start in (text.find(self.answer) for _, text in passages)
        ]


def found(folder: Path, asked: str, reader: Reader) -> Evidence:
    """Evidence of one passage with equally good sentences, after the reader."""
    (chunk,) = passages(text_document(folder, TEXT))
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
