"""A field of a procedure is answered first, in a few words where few words tell it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.answers import procedures
from assistant.answers.draft import Draft
from assistant.answers.procedures import Match
from assistant.model import Passage
from assistant.question import understand
from assistant.reader import Found as Place
from assistant.reader import Reader, Reading
from assistant.reading import Read, read
from corpus.model import Option, Procedure
from corpus.procedures import Found
from tests.making import passages, text_document

DIRECT, ONLINE = "Trực tiếp", "Trực tuyến"
ROWS = "\n".join(
    f"{channel} {days} Ngày làm việc Miễn phí\n"
    + " ".join(
        [f"Nộp hồ sơ nuôi ong theo cách thứ {days} tại quầy số {n} của sở." for n in range(14)]
    )
    for channel, days in ((DIRECT, 5), (ONLINE, 3), ("Dịch vụ bưu chính", 7))
)


class Points(Reader):
    """A reader that points at one piece of text."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    def read(self, question: str, passages: object, within: object = ()) -> list[Reading]:
        assert isinstance(passages, list)
        verdicts = {"none": 0.1, "span": 0.9, "yes": 0.0, "no": 0.0}
        return [
            Reading(verdicts, (Place(at, at + len(self.answer), 3.0),) if at >= 0 else ())
            for at in (text.find(self.answer) for _, text in passages)
        ]


def answered(
    folder: Path,
    asked: str,
    text: str,
    field: str,
    options: tuple[Option, ...],
    reader: str = "",
    history: Sequence[str] = (),
) -> Draft:
    chunks = passages(text_document(folder, text))
    lines = max(token.line for chunk in chunks for token in chunk.tokens) + 1
    found = Found(Procedure("Cấp phép nuôi ong", options=options), 0, lines, {field: ((0, lines),)})
    question = understand(asked, history)
    reads: list[Read] = []
    if reader:
        reads = read(Points(reader), question, [Passage(c, 1.0) for c in chunks], every=True)
    draft = procedures.answer(question, [Match("van-ban.txt", found, 1.0)], lambda _: chunks, reads)
    assert draft is not None
    return draft


@pytest.mark.parametrize(
    ("options", "short"),
    [
        ((Option(DIRECT, time_limit="5 ngày"), Option(ONLINE, time_limit="5 ngày")), "5 ngày"),
        ((Option(DIRECT, time_limit="5 ngày"), Option(ONLINE, time_limit="3 ngày")),
         "Trực tiếp: 5 ngày; Trực tuyến: 3 ngày"),
        # two cases of one channel, a channel that says nothing, a time without its unit
        ((Option(DIRECT, "thường", "5 ngày"), Option(DIRECT, "khó", "30 ngày")), None),
        ((Option(DIRECT, time_limit="5 ngày"), Option(ONLINE)), None),
        ((Option(DIRECT, time_limit="1"), Option(ONLINE, time_limit="1")), None),
    ],
)  # fmt: skip
def test_ways_of_having_it_done_are_told_where_they_are_plain(
    tmp_path: Path, options: tuple[Option, ...], short: str | None
) -> None:
    text = "Thời hạn theo từng cách nộp."
    assert answered(tmp_path, "Mất bao lâu?", text, "time_limit", options).short == short


def test_of_a_long_field_the_channels_are_said_and_what_is_left_out_is_marked(
    tmp_path: Path,
) -> None:
    options = (Option(DIRECT, time_limit="5 ngày"), Option(ONLINE, time_limit="3 ngày"))
    draft = answered(tmp_path, "Mất bao lâu?", ROWS, "time_limit", options)
    said = [statement.text for statement in draft.statements]
    for row in ("Trực tiếp 5 Ngày", "Trực tuyến 3 Ngày", "Dịch vụ bưu chính 7 Ngày"):
        assert any(text.startswith(row) for text in said), row
    assert sum(len(text.split()) for text in said) <= 220
    assert any(statement.cut_after for statement in draft.statements)


def test_what_the_reader_found_is_said_first_of_a_long_list(tmp_path: Path) -> None:
    papers = "\n".join(
        f"- Giấy tờ số {n}: bản sao có chứng thực của giấy phép nuôi ong." for n in range(40)
    )
    draft = answered(
        tmp_path, "Hồ sơ cần giấy tờ gì?", papers, "dossier", (), reader="Giấy tờ số 37"
    )
    assert any("Giấy tờ số 37" in statement.text for statement in draft.statements)
    assert any("Giấy tờ số 0" in statement.text for statement in draft.statements)


def test_the_readers_span_is_the_short_answer(tmp_path: Path) -> None:
    hours = "trong giờ làm việc, trừ ngày lễ và ngày nghỉ bù theo thông báo của tỉnh " * 2
    text = f"Người dân mang hồ sơ đến quầy số 4 {hours}để được hướng dẫn."
    draft = answered(tmp_path, "Nộp ở đâu?", text, "where", (), reader="quầy số 4")
    assert draft.short == "quầy số 4"


def test_of_one_long_run_of_text_the_beginning_is_said(tmp_path: Path) -> None:
    text = "Hồ sơ gồm " + "đơn đề nghị và bản sao giấy phép nuôi ong, " * 60 + "và ảnh."
    draft = answered(tmp_path, "Hồ sơ cần giấy tờ gì?", text, "dossier", ())
    (statement,) = draft.statements
    assert statement.cut_after
    assert len(statement.text.split()) <= 220


CASES = (
    "- Ong nội, một đàn: 20.000 đồng;\n- Ong ngoại, một đàn: 30.000 đồng;\n- Ong rừng: 50.000 đồng;\n"
    "- Ong lai: 70.000 đồng."
)


@pytest.mark.parametrize(
    ("asked", "history", "case"),
    [
        ("Ong rừng thì phí bao nhiêu?", [], "50.000"),
        ("nếu là ong ngoại thì sao? loại thường", ["Ong rừng thì phí bao nhiêu?"], "30.000"),
        ("Vậy phải đóng phí mấy đồng?", ["Ong rừng cấp phép thế nào?"], "50.000"),
    ],
)
def test_of_a_fee_by_cases_the_one_that_is_asked_for_is_said(
    tmp_path: Path, asked: str, history: list[str], case: str
) -> None:
    draft = answered(tmp_path, asked, CASES, "fee", (), history=history)
    said = " ".join(statement.text for statement in draft.statements)
    assert case in said
    assert said.count("đồng") == 1
