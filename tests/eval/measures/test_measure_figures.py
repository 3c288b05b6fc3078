from __future__ import annotations

from typing import Any

import pytest

from tests.eval.scoring import answer, item, scored


def figures(
    must_contain: list[list[str]], text: str, short: str | None = None, **fields: Any
) -> tuple[float | None, float | None]:
    """Exact and partial."""
    said = answer(answer=f"{text} [1]", short_answer=short)
    scores = scored(item(must_contain=must_contain, answer="", **fields), said)
    return scores["figures_exact"], scores["figures_partial"]


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (["58 thủ tục"], "Sở có 58 TTHC"),
        (["58 thủ tục", "58 TTHC"], "Sở có 58 thủ tục hành chính"),
        (["7.000 đồng"], "Phí là 7000 đồng/phương tiện"),
        (["2.000.000 đồng"], "Phí là 2 triệu đồng"),
        (["1.234,5 tấn"], "Sản lượng 1234,5 tấn"),
        (["02/10/2023"], "ban hành ngày 2 tháng 10 năm 2023"),
        (["hai tuần", "14 ngày"], "trước 02 tuần"),
        (["bốn văn bản"], "gồm 04 văn bản"),
        (["15 ngày"], "trong 15 ngày làm việc"),
        (["thứ 10"], "Xếp thứ: 10"),
        (["41/58"], "Có 41/58 TTHC"),
        (["100%"], "đạt 100 phần trăm"),
    ],
)
def test_a_figure_is_said_in_any_of_its_forms(part: list[str], text: str) -> None:
    assert figures([part], text) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (["58 thủ tục"], "Sở có 158 thủ tục"),
        (["58 thủ tục"], "Sở có 58 phòng"),
        (["24"], "năm 2024"),
        (["7 ngày"], "trong 17 ngày"),
        (["02 người"], "nộp 02 bộ hồ sơ"),
        (["1.234 tấn"], "đạt 1,234 tấn"),
        (["07/12/2021"], "tháng 12/2021"),
        (["98,5%"], "đạt 98%"),
    ],
)
def test_a_figure_is_not_said_by_another_one(part: list[str], text: str) -> None:
    assert figures([part], text) == (0.0, 0.0)


def test_some_of_the_figures_are_a_share_and_not_exact() -> None:
    parts = [["10 ngày làm việc"], ["200.000 đồng"], ["01 bộ"]]
    assert figures(parts, "Trong 10 ngày làm việc, lệ phí 200.000 đồng") == (0.0, 2 / 3)


def test_a_figure_too_many_is_not_exact() -> None:
    assert figures([["58 thủ tục"]], "Sở có 58 thủ tục, 41 dịch vụ") == (0.0, 1.0)


def test_exact_is_the_short_answer_where_there_is_one() -> None:
    text = "Sở có 58 thủ tục, 41 dịch vụ"
    assert figures([["58 thủ tục"]], text, "58 thủ tục") == (1.0, 1.0)
    assert figures([["58 thủ tục"]], text, "41 dịch vụ") == (0.0, 1.0)


def test_what_the_question_says_itself_is_no_figure_too_many() -> None:
    said = "Năm 2023, tỉnh xếp hạng 7/63"
    assert figures([["7/63"]], said, question="Năm 2023 xếp thứ mấy?") == (1.0, 1.0)
    assert figures([["7/63"]], said, question="Xếp thứ mấy?") == (0.0, 1.0)


def test_numbers_of_documents_are_no_figures() -> None:
    assert figures([["06/2024/QĐ-UBND"]], "Quyết định số 06/2024/QĐ-UBND") == (None, None)
    assert figures([["Sở Nội vụ"]], "Sở Nội vụ") == (None, None)
    said = "Quyết định số 06/2024/QĐ-UBND giao 58 thủ tục"
    assert figures([["58 thủ tục"]], said) == (1.0, 1.0)


def test_without_required_parts_the_gold_answer_has_the_figures() -> None:
    asked = item(must_contain=[], answer="58 thủ tục")
    assert scored(asked)["figures_partial"] == 1.0
    assert scored(asked, answer(answer="Không rõ [1]", short_answer=None))["figures_partial"] == 0.0
    assert scored(item(must_contain=[], answer=None))["figures_partial"] is None


def test_a_refusal_says_no_figure_whatever_number_it_gives() -> None:
    said = answer(status="not_found", answer="Xin gọi số 58.", short_answer=None, citations=[])
    scores = scored(item(must_contain=[["58"]]), said)
    assert (scores["figures_exact"], scores["figures_partial"]) == (0.0, 0.0)
