"""What the reader finds in a record beside a field's value."""

from __future__ import annotations

import pytest

from assistant.answers import procedures
from assistant.answers.draft import Draft, Statement
from assistant.answers.proposing import prefers_record
from assistant.model import Passage, Question, Status
from assistant.question import understand
from assistant.reader import Reading
from assistant.reading import Read, Span
from corpus.model import Chunk, ChunkToken

FIELD = "Trực tiếp: 60 Ngày làm việc"
STEP = (
    "Trong 10 ngày làm việc kể từ ngày nhận đơn, Bộ báo cho người gửi đơn biết có thụ lý hay không."
)
AGAIN = "Đơn được giải quyết trong 060 ngày làm việc."
ASKED = understand("Gửi đơn kiến nghị rồi thì bao lâu Bộ phải báo có thụ lý hay không?")
DOSSIER = understand("Gửi đơn kiến nghị thì hồ sơ gồm những giấy tờ gì?")


def chunk_of(text: str, procedure: str | None = "9.000001") -> Chunk:
    words = text.split()
    tokens = tuple(ChunkToken(word, 0, at, at + 1) for at, word in enumerate(words))
    return Chunk(text, "a.xlsx", (), tokens, ((0, len(words)),), None, (0, 0), procedure=procedure)


def draft_of(chunk: Chunk, short: str | None) -> Draft:
    whole = Statement(chunk, 0, len(chunk.tokens))
    return Draft(Status.ANSWERED, (whole,), short=short)


def test_a_sum_is_no_share() -> None:
    question = understand("Được tạm ứng tối đa bao nhiêu phần trăm chi phí?")
    nothing = Draft(Status.NOT_FOUND)
    assert not prefers_record(
        nothing, draft_of(chunk_of("Phí: 500.000 đồng"), "500.000 đồng"), question
    )
    assert prefers_record(nothing, draft_of(chunk_of("Phí: 75% mức cấp mới"), "75%"), question)


def joined(
    question: Question,
    sentence: Chunk,
    short: str,
    answers: float,
    pointed: int = 1,
) -> Draft:
    """The draft of a field beside a sentence that the reader holds so likely to answer."""
    span = Span(pointed, pointed + 3, 0, 9.0)
    read = Read(
        Passage(sentence, 1.0), Reading({"span": answers, "none": 1 - answers}, ()), (span,)
    )
    field = draft_of(chunk_of(FIELD), "60 ngày làm việc")
    return procedures.joined(field, draft_of(sentence, short), [read], question)


@pytest.mark.parametrize(
    ("answers", "said", "short"),
    [
        (0.98, [STEP, FIELD], "10 ngày làm việc"),
        (0.7, [FIELD, STEP], "60 ngày làm việc"),
        (0.5, [FIELD], "60 ngày làm việc"),
    ],
)
def test_what_the_reader_finds_elsewhere_in_the_record_is_said_too(
    answers: float, said: list[str], short: str
) -> None:
    draft = joined(ASKED, chunk_of(STEP), "10 ngày làm việc", answers)
    assert [one.text for one in draft.statements] == said
    assert draft.short == short


def test_of_two_fields_the_sentence_is_not_the_short_answer() -> None:
    both = understand("Gửi đơn kiến nghị hết bao nhiêu tiền, bao lâu thì báo có thụ lý hay không?")
    assert len(both.fields) == 2
    draft = joined(both, chunk_of(STEP), "10 ngày làm việc", 0.98)
    assert [one.text for one in draft.statements] == [FIELD, STEP]
    assert draft.short == "60 ngày làm việc"


@pytest.mark.parametrize(
    ("question", "sentence", "short", "pointed"),
    [
        (ASKED, chunk_of(STEP, "9.000002"), "10 ngày làm việc", 1),  # of another record
        (ASKED, chunk_of(STEP, None), "10 ngày làm việc", 1),  # of none
        (ASKED, chunk_of(AGAIN), "060 ngày làm việc", 5),  # the same in other figures
        (ASKED, chunk_of(FIELD), "60 Ngày làm việc", 2),  # the field's own line
        (ASKED, chunk_of(STEP), "10 ngày làm việc", 40),  # where the reader does not point
        (DOSSIER, chunk_of(STEP), "10 ngày làm việc", 1),  # a list is whole as it stands
    ],
)
def test_nothing_is_said_beside_a_field_that_is_not_another_answer(
    question: Question, sentence: Chunk, short: str, pointed: int
) -> None:
    draft = joined(question, sentence, short, 0.98, pointed)
    assert [one.text for one in draft.statements] == [FIELD]
    assert draft.short == "60 ngày làm việc"
