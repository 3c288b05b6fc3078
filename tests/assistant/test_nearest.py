"""Of several numbers of a sentence the one is found that belongs to what was asked for."""

from __future__ import annotations

import pytest

from assistant.answers.nearest import (
    better_clause,
    counts,
    document_numbers,
    is_dated_by_documents,
    nearest,
    own_dates,
    whole_of,
)
from assistant.question import understand

PARTS = "Có 41/58 TTHC được cung cấp trực tuyến toàn trình và 17/58 TTHC được cung cấp trực tuyến một phần."
LEVELS = (
    "Sở có 03 hệ thống, gồm Cổng thông tin, Sàn giao dịch công nghệ được phê duyệt mức độ 2 và mức độ 1 "
    "cho hệ thống mạng LAN."
)
STAFF = "Sở được giao 36 biên chế, số người làm việc được giao: 32 người, lao động hợp đồng là 12 người."
RECEIVED = (
    "Trong 6 tháng đầu năm, Sở tiếp nhận 281 hồ sơ TTHC (tiếp nhận trong kỳ 276 hồ sơ; kỳ trước chuyển sang "
    "04 hồ sơ), gồm 12 phòng (mỗi phòng 05 người)."
)
PLANS = (
    "Chương trình số 133/CTr-UBND ngày 14/8/2023 triển khai Nghị quyết số 99/NQ-CP của Chính phủ."
)


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        ("Bao nhiêu thủ tục trực tuyến toàn trình?", PARTS, "41/58 TTHC"),
        ("Bao nhiêu thủ tục trực tuyến một phần?", PARTS, "17/58 TTHC"),
        ("Mạng LAN của Sở được duyệt cấp mấy?", LEVELS, "mức độ 1"),
        ("Sàn giao dịch công nghệ được duyệt cấp mấy?", LEVELS, "mức độ 2"),
        ("Sở có bao nhiêu lao động hợp đồng?", STAFF, "12 người"),
        ("Sở được giao bao nhiêu biên chế?", STAFF, "36 biên chế"),
    ],
)
def test_a_number_belongs_to_its_clause(asked: str, text: str, found: str) -> None:
    question = understand(asked)
    best = nearest(question, text, counts(question, text))
    assert best is not None
    assert best.text == found


def test_a_clause_that_says_all_that_another_says_and_more_is_the_better_one() -> None:
    question = understand("Bao nhiêu thủ tục được cung cấp trực tuyến toàn trình?")
    better = better_clause(question, PARTS, "17/58 TTHC")
    assert better is not None
    assert better.text == "41/58 TTHC"
    assert better_clause(question, PARTS, "41/58 TTHC") is None


def test_a_document_is_of_the_kind_that_was_asked_for() -> None:
    for asked in ("Nó triển khai nghị quyết nào?", "Which resolution does it carry out?"):
        (one,) = document_numbers(understand(asked), PLANS)
        assert "99/NQ-CP" in one.text
    assert len(document_numbers(understand("Nó triển khai văn bản nào?"), PLANS)) == 2


def test_a_plan_that_is_printed_comes_before_the_decision_that_it_is_issued_with() -> None:
    text = "Sở ban hành Kế hoạch số 16/KH-SKHCN kèm theo Quyết định số 51/QĐ-SKHCN."
    asked = understand("Kế hoạch ấy mang số bao nhiêu?")
    (one,) = document_numbers(asked, text)
    assert "16/KH" in one.text
    (one,) = document_numbers(asked, "Kế hoạch được ban hành bằng Quyết định số 51/QĐ-SKHCN.")
    assert "51/QĐ" in one.text


@pytest.mark.parametrize(
    ("asked", "said", "whole"),
    [
        ("Sở nhận tất cả bao nhiêu hồ sơ?", "276 hồ sơ", "281 hồ sơ TTHC"),
        ("so nhan bao nhieu ho so trong 6 thang", "04 hồ sơ", "281 hồ sơ TTHC"),
        ("Bao nhiêu hồ sơ từ kỳ trước chuyển sang?", "04 hồ sơ", None),
        ("Trong kỳ Sở tiếp nhận bao nhiêu hồ sơ?", "276 hồ sơ", None),
        ("Sở nhận tất cả bao nhiêu hồ sơ?", "281 hồ sơ", None),
        ("Bao nhiêu người?", "05 người", None),
    ],
)
def test_a_figure_in_brackets_is_a_part_of_the_one_before_it(
    asked: str, said: str, whole: str | None
) -> None:
    found = whole_of(understand(asked), RECEIVED, said)
    assert (found.text if found else None) == whole


def test_the_date_behind_another_number_is_not_the_one_asked_for() -> None:
    text = "Kế hoạch số 209-KH/TU ngày 07/7/2023 thực hiện Nghị quyết số 18-NQ/TW của Trung ương."
    assert own_dates(understand("Nghị quyết 18-NQ/TW ra ngày nào?"), text) == []
    (found,) = own_dates(understand("Kế hoạch 209-KH/TU ra ngày nào?"), text)
    assert found.text == "ngày 07/7/2023"


@pytest.mark.parametrize(
    "asked",
    [
        "6 thang dau nam 2024 so tiep nhan bao nhieu ho so?",
        "Trong sáu tháng đầu năm 2024 Sở tiếp nhận bao nhiêu hồ sơ?",
    ],
)
def test_what_the_question_says_itself_is_not_how_many(asked: str) -> None:
    text = "Trong 6 tháng đầu năm 2024, Sở tiếp nhận 281 hồ sơ TTHC (trong kỳ 276 hồ sơ)."
    question = understand(asked)
    best = nearest(question, text, counts(question, text))
    assert best is not None
    assert best.text.startswith("281 hồ sơ")


CARRIED_OUT = (
    "Kế hoạch số 208-KH/TU ngày 07/7/2023 triển khai Kết luận số 50-KL/TW ngày 28/02/2023 của Bộ Chính trị về "
    "tiếp tục thực hiện Nghị quyết số 18-NQ/TW giai đoạn 2023-2026;"
)


def test_a_document_named_by_its_kind_has_the_date_and_not_the_one_that_it_carries_out() -> None:
    question = understand("Kết luận yêu cầu tiếp tục Nghị quyết 18 được đưa ra vào thời điểm nào?")
    found = own_dates(question, CARRIED_OUT)
    assert [one.text for one in found] == ["ngày 28/02/2023"]
    best = nearest(question, CARRIED_OUT, found)
    assert best is not None
    assert best.text == "ngày 28/02/2023"


def test_words_that_only_may_be_meant_count_less_than_the_questions_own() -> None:
    said = "Được giao 32 người làm việc, người lao động theo hợp đồng là 12 người."
    question = understand("Có bao nhiêu người lao động làm theo hợp đồng?")
    best = nearest(question, said, counts(question, said))
    assert best is not None
    assert best.text == "12 người"


@pytest.mark.parametrize(
    ("asked", "text", "by_documents"),
    [
        ("Sàn giao dịch hoạt động từ ngày nào?", PLANS, True),
        (
            "Sàn giao dịch hoạt động từ ngày nào?",
            "Sàn giao dịch hoạt động từ ngày 01/3/2024.",
            False,
        ),
        ("Kế hoạch được vận hành từ ngày nào?", PLANS, False),
        ("Chương trình ra ngày nào?", PLANS, False),
        ("Báo cáo năm 2024 được ban hành ngày nào?", PLANS, True),
        (
            "Báo cáo quý II được ký ngày nào?",
            "Báo cáo số 12/BC-SKHCN ngày 01/7/2025 về quý II",
            False,
        ),
        ("Quy chế hoạt động được ban hành ngày nào?", PLANS, False),
        ("Báo cáo năm 2024 được ban hành ngày nào?", "Hưng Yên, ngày 01 tháng 6 năm 2024", False),
    ],
)
def test_the_date_of_a_document_does_not_say_when_something_began(
    asked: str, text: str, by_documents: bool
) -> None:
    assert is_dated_by_documents(understand(asked), text) is by_documents
