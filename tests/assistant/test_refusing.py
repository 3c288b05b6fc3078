"""Near misses are refused, and what stands beside them is answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answers.procedures import asks_code
from assistant.answers.refusing import falls_short, refuse
from assistant.evidence import Evidence, Sentence
from assistant.model import Passage, Role, Status
from assistant.pipeline import Assistant
from assistant.question import understand
from tests.making import passages, text_document

REFUSED = {Status.NOT_FOUND, Status.OUT_OF_SCOPE}


@pytest.mark.parametrize(
    ("near_miss", "answered"),
    [
        # another year, a part of a year, the whole of it
        ("PAPI năm 2020 của tỉnh được bao nhiêu điểm?", "PAPI năm 2021 của tỉnh được bao nhiêu điểm?"),
        ("Quý II/2024 Sở tiếp nhận bao nhiêu hồ sơ?", "6 tháng đầu năm 2024 Sở tiếp nhận bao nhiêu hồ sơ?"),
        ("ca nam 2024 so tiep nhan bao nhieu ho so", "6 thang dau nam 2024 so tiep nhan bao nhieu ho so"),
        # another province or department
        ("SIPAS 2021 của tỉnh Hà Nam là bao nhiêu?", "SIPAS 2021 của tỉnh Hưng Yên là bao nhiêu?"),
        ("Mức hài lòng của Sở Y tế năm 2021?", "Mức hài lòng của Sở Xây dựng năm 2021?"),
        # another index, the whole country, a document of another kind
        ("Chỉ số PCI của tỉnh năm 2023 xếp hạng mấy?", "Chỉ số SIPAS của tỉnh năm 2023 xếp hạng mấy?"),
        ("Năm 2023 SIPAS của tỉnh đạt bao nhiêu phần trăm?", "SIPAS cả nước năm 2023 là bao nhiêu phần trăm?"),
        ("Chỉ thị về CCHC năm 2024 của Sở số mấy?", "Kế hoạch về CCHC năm 2024 của Sở số mấy?"),
        # another aspect of the right matter
        ("Vì sao Sở chỉ còn 02 Phó Giám đốc?", "Sở hiện có mấy Phó Giám đốc?"),
        ("Ai ký Quyết định số 51/QĐ-SKHCN?", "Quyết định số 51/QĐ-SKHCN ban hành ngày nào?"),
        ("Kế hoạch số 02/KH-SKHCN có kinh phí bao nhiêu tiền?", "Kế hoạch số 02/KH-SKHCN nói về việc gì?"),
        ("Sở có mấy nữ lãnh đạo?", "Sở có mấy Phó Giám đốc?"),
        ("Kế hoạch CCHC năm 2025 của Sở số mấy?", "Kế hoạch CCHC năm 2024 của Sở số mấy?"),
        # the most of all, a target, another stage, who the two are, how many people
        ("Tỉnh nào đứng đầu cả nước về PAR INDEX năm 2021?", "PAR INDEX năm 2021 của tỉnh xếp thứ mấy?"),
        ("Kế hoạch CCHC giai đoạn 2026-2030 của Sở số mấy?", "Kế hoạch CCHC năm 2024 của Sở số mấy?"),
        ("Hai Phó Giám đốc Sở tên chi?", "Sở hiện có mấy Phó Giám đốc?"),
        ("Năm 2021 bao nhiêu người dân được hỏi trong khảo sát?", "Sở hiện có mấy Phó Giám đốc?"),
        # in English, where the words of the question are of another matter
        ("How long does a passport renewal take abroad?", "How many deputy directors are there now?"),
        # what records of procedures tell of no year, and of no person
        ("Năm 2019 phí khai báo thiết bị X-quang là bao nhiêu?", "Phí khai báo thiết bị X-quang là bao nhiêu?"),
        ("Số điện thoại để hỏi thủ tục khai báo thiết bị X-quang?", "Khai báo thiết bị X-quang nộp ở đâu?"),
        ("Năm 2023 Sở được bao nhiêu điểm về chuyển đổi số?", "Năm 2023 Sở xếp thứ mấy về chuyển đổi số?"),
    ],
)  # fmt: skip
def test_a_near_miss_is_refused_and_its_neighbour_answered(
    assistant: Assistant, near_miss: str, answered: str
) -> None:
    assert assistant.ask(near_miss, role=Role.CITIZEN).status in REFUSED
    assert assistant.ask(answered, role=Role.CITIZEN).status is Status.ANSWERED


@pytest.mark.parametrize(
    ("question", "wanting"),
    [
        ("PAPI năm 2020 của tỉnh được bao nhiêu điểm?", "năm 2020"),
        ("SIPAS 2021 của tỉnh Hà Nam là bao nhiêu?", "Hà Nam"),
        ("Vì sao Sở chỉ còn 02 Phó Giám đốc?", "lý do"),
        ("Kế hoạch số 999/KH-SKHCN nói về việc gì?", "văn bản số 999"),
        ("What was the SIPAS rank of Hung Yen province in 2019?", "the year 2019"),
    ],
)
def test_a_refusal_names_what_no_document_tells_of(
    assistant: Assistant, question: str, wanting: str
) -> None:
    answer = assistant.ask(question, role=Role.CITIZEN)
    assert answer.status is Status.NOT_FOUND
    assert wanting in answer.text
    assert "dichvucong.hungyen.gov.vn" in answer.text


@pytest.mark.parametrize(
    ("sure", "procedure", "refused"),
    [(0.5, None, False), (0.5, "1.000001", True), (0.7, "1.000001", False), (0.2, None, True)],
)
def test_a_record_has_to_be_surer_than_other_text(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sure: float,
    procedure: str | None,
    refused: bool,
) -> None:
    monkeypatch.setattr(Evidence, "confidence", sure)
    (chunk,) = passages(text_document(tmp_path, "Thời hạn giải quyết là 05 ngày."))
    passage = Passage(replace(chunk, procedure=procedure), 0.9)
    best = Sentence(passage, 0, chunk.text, 2.0, 1.0, True)
    evidence = Evidence((best,), (passage,), 1.0, 1.0, 0.95, ())
    question = understand("Thời hạn giải quyết là mấy ngày?")
    assert (refuse(question, evidence, best, {}) is not None) == refused


def test_a_procedure_with_a_long_name_is_meant_by_two_words_of_it(assistant: Assistant) -> None:
    asked = "Thủ tục cấp giấy phép dùng máy X-quang răng cần giấy tờ gì, phí bao nhiêu?"
    answer = assistant.ask(asked, role=Role.CITIZEN)
    assert answer.text.startswith("Cấp giấy phép tiến hành công việc bức xạ")


def test_the_rank_of_a_year_that_is_not_told_is_not_another_years(assistant: Assistant) -> None:
    asked = "Năm 2022 tỉnh Hưng Yên đứng thứ mấy cả nước về cải cách hành chính?"
    assert assistant.ask(asked, role=Role.CITIZEN).status in REFUSED
    asked = asked.replace("2022", "2021")
    assert "12/63" in (assistant.ask(asked, role=Role.CITIZEN).short or "")


def test_the_date_is_that_of_the_document_that_is_asked_about(assistant: Assistant) -> None:
    answer = assistant.ask("When was Plan 184/KH-UBND issued?", role=Role.CITIZEN)
    assert "07/12/2021" in (answer.short or "")


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Công tác dân vận của Sở xếp thứ 4;", True),
        ("Công tác dân vận của Sở đạt loại tốt;", False),
        ("Công tác dân vận của Sở đạt mức tốt;", False),
    ],
)
def test_a_rank_is_no_grade(tmp_path: Path, text: str, short: bool) -> None:
    (chunk,) = passages(text_document(tmp_path, text))
    best = Sentence(Passage(chunk, 0.9), 0, chunk.text, 2.0, 1.0, True)
    evidence = Evidence((best,), (best.passage,), 1.0, 1.0, 0.95, ())
    question = understand("Công tác dân vận của Sở được xếp loại gì?")
    assert falls_short(question, evidence, best) is short


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Mã thủ tục cấp lại giấy phép là gì?", True),
        ("Mất bằng mà thủ tục cấp lại thế nào?", False),
        ("Mã thủ tục và phí cấp lại giấy phép là gì?", False),
    ],
)
def test_a_code_is_asked_for_alone(question: str, asks: bool) -> None:
    assert asks_code(understand(question)) is asks
