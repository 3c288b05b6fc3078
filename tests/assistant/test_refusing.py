"""Near misses are refused, and what stands beside them is answered."""

from __future__ import annotations

import pytest

from assistant.model import Role, Status
from assistant.pipeline import Assistant

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
        # another aspect of the right matter
        ("Vì sao Sở chỉ còn 02 Phó Giám đốc?", "Sở hiện có mấy Phó Giám đốc?"),
        ("Ai ký Quyết định số 51/QĐ-SKHCN?", "Quyết định số 51/QĐ-SKHCN ban hành ngày nào?"),
        ("Kế hoạch số 02/KH-SKHCN có kinh phí bao nhiêu tiền?", "Kế hoạch số 02/KH-SKHCN nói về việc gì?"),
        ("Sở có mấy nữ lãnh đạo?", "Sở có mấy Phó Giám đốc?"),
        ("Kế hoạch CCHC năm 2025 của Sở số mấy?", "Kế hoạch CCHC năm 2024 của Sở số mấy?"),
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
