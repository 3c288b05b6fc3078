"""A record that says that something is not known does not answer it, and is cited for saying so."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answers import procedures
from assistant.answers.draft import Draft
from assistant.answers.procedures import Match
from assistant.answers.procedures.absence import is_absent
from assistant.model import Status
from assistant.question import understand
from corpus.model import Chunk, Procedure
from corpus.procedures import Found
from tests.making import passages, text_document

NAME = "Cấp phép nuôi ong"
UNKNOWN = "Thời hạn giải quyết: Chưa có nguồn xác nhận"


def record(folder: Path, name: str, text: str, field: str) -> tuple[Match, list[Chunk]]:
    folder = folder / name
    folder.mkdir()
    chunks = passages(text_document(folder, text))
    lines = max(token.line for chunk in chunks for token in chunk.tokens) + 1
    return Match(name, Found(Procedure(NAME), 0, lines, {field: ((0, lines),)}), 1.0), chunks


def answered(asked: str, *records: tuple[Match, list[Chunk]]) -> Draft:
    held = {match.document: chunks for match, chunks in records}
    draft = procedures.answer(
        understand(asked),
        [records[0][0]],
        lambda match: held[match.document],
        known=[(match.document, match.found) for match, _ in records],
    )
    assert draft is not None
    return draft


@pytest.mark.parametrize(
    ("line", "absent"),
    [
        ("Phí: Chưa có nguồn xác nhận", True),
        ("Các trường hợp khác: chưa có nguồn xác nhận", True),
        ("Đang cập nhật", True),
        ("Lệ phí: Không", False),
        ("Không quy định", False),
        ("Người chưa có thông tin thuê bao nộp bản sao", False),
    ],
)
def test_a_value_that_is_not_known_is_told_from_one_that_is(line: str, absent: bool) -> None:
    assert is_absent(line) is absent


def test_of_a_field_that_is_not_known_the_line_is_cited_and_nothing_answered(
    tmp_path: Path,
) -> None:
    draft = answered("Cấp phép nuôi ong bao lâu?", record(tmp_path, "a", UNKNOWN, "time_limit"))
    assert draft.status is Status.NOT_FOUND
    assert draft.short is None
    assert [one.text for one in draft.statements] == [UNKNOWN]


def test_another_record_of_the_procedure_tells_what_the_first_does_not(tmp_path: Path) -> None:
    draft = answered(
        "Cấp phép nuôi ong bao lâu?",
        record(tmp_path, "a", UNKNOWN, "time_limit"),
        record(tmp_path, "b", "Thời hạn giải quyết: 05 ngày", "time_limit"),
    )
    assert draft.status is Status.ANSWERED
    assert draft.short == "05 ngày"


def test_a_form_without_a_number_does_not_tell_its_number(tmp_path: Path) -> None:
    one = record(tmp_path, "a", "Đơn đề nghị nuôi ong", "dossier")
    assert answered("Đơn nuôi ong theo mẫu số mấy?", one).status is Status.NOT_FOUND


def test_a_paper_that_never_ends_has_a_validity(tmp_path: Path) -> None:
    one = record(tmp_path, "a", "Giấy phép nuôi ong (không có thời hạn)", "result")
    draft = answered("Giấy phép nuôi ong dùng được mấy năm?", one)
    assert draft.status is Status.ANSWERED
    assert draft.short == "không có thời hạn"
