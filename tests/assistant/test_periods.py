"""The period a question asks of and the one a sentence tells of are the same, or it does not answer."""

from __future__ import annotations

import pytest

from assistant.periods import asked, unmet
from assistant.question import understand

TITLE = "Kết quả công tác cải cách hành chính 6 tháng đầu năm 2024"
RANKS = ["(2) Chỉ số chuyển đổi số xếp thứ 4;", "Năm 2023 các chỉ số của Sở:", "KẾT QUẢ", TITLE]
DOSSIERS = ["Sở đã tiếp nhận 281 hồ sơ.", "2. Thủ tục", "6 tháng đầu năm 2024", TITLE]
PLAN = ["Kế hoạch số 04/KH-SKHCN ngày 24/01/2022 giai đoạn 2021-2025.", TITLE]


@pytest.mark.parametrize(
    ("question", "lines", "missing"),
    [
        ("Năm 2023 Sở xếp thứ mấy về chuyển đổi số?", RANKS, ()),
        ("Năm 2022 Sở xếp thứ mấy về chuyển đổi số?", RANKS, ("2022",)),
        # what stands nearer is of another year than the document
        ("Năm 2024 Sở xếp thứ mấy về chuyển đổi số?", RANKS, ("2024",)),
        ("Mục tiêu 2024 có phải là giữ hạng không?", ["Giữ hạng so với năm 2023.", TITLE], ()),
        ("Năm 2023 Sở giữ hạng không?", ["Giữ hạng so với năm 2023.", TITLE], ("2023",)),
        ("Năm 2024 Sở lên mấy bậc so với năm 2023?", ["Lên 2 bậc so với năm 2023.", TITLE], ()),
        ("So với năm trước, 2024 Sở lên mấy bậc?", ["Năm 2024 Sở lên 2 bậc.", TITLE], ()),
        ("6 tháng đầu năm 2024 Sở nhận bao nhiêu hồ sơ?", DOSSIERS, ()),
        ("Năm 2024 Sở nhận bao nhiêu hồ sơ?", DOSSIERS, ()),
        ("Cả năm 2024 Sở nhận bao nhiêu hồ sơ?", DOSSIERS, ("year",)),
        ("6 tháng cuối năm 2024 Sở nhận bao nhiêu hồ sơ?", DOSSIERS, ("h2",)),
        ("Quý I/2024 Sở nhận bao nhiêu hồ sơ?", DOSSIERS, ("q1",)),
        ("Tháng 5 năm 2024 Sở nhận bao nhiêu hồ sơ?", DOSSIERS, ("m5",)),
        ("Quyết định nào ban hành tháng 3/2024?", ["Quyết định số 6 ngày 08/3/2024", TITLE], ()),
        (
            "Quyết định nào ban hành tháng 4/2024?",
            ["Quyết định số 6 ngày 08/3/2024", TITLE],
            ("m4",),
        ),
        ("How many dossiers came in the first half of 2024?", DOSSIERS, ()),
        ("Sở nhận bao nhiêu hồ sơ?", DOSSIERS, ()),
        # one stage is not another, though its years lie within
        ("Kế hoạch giai đoạn 2021-2025 số mấy?", PLAN, ()),
        ("Kế hoạch giai đoạn 2023-2025 số mấy?", PLAN, ("2023-2025",)),
        ("Kế hoạch giai đoạn 2026-2030 số mấy?", PLAN, ("2026-2030",)),
        (
            "Kết quả giai đoạn 2022-2023 thế nào?",
            ["Năm 2022 tăng, năm 2023 giảm.", "2021-2025"],
            (),
        ),
        # a plan for several years is not that of one; a date tells of a year where documents are asked for
        ("Kế hoạch nào cho giai đoạn 2021-2025?", PLAN, ()),
        ("Kế hoạch của năm 2025 số mấy?", PLAN, ("2025",)),
        ("Kế hoạch nào ban hành năm 2022?", PLAN, ()),
        ("Năm 2019 có kế hoạch nào?", PLAN, ("2019",)),
    ],
)
def test_what_is_told_of_another_period_does_not_answer(
    question: str, lines: list[str], missing: tuple[str, ...]
) -> None:
    assert unmet(asked(understand(question)), lines) == missing


def test_last_year_is_the_one_before_the_year_that_is_spoken_of() -> None:
    before = understand("Năm ngoái thì sao?", ["6 tháng đầu năm 2024 Sở nhận bao nhiêu hồ sơ?"])
    assert unmet(asked(before), DOSSIERS) == ("before",)
    assert unmet(asked(before), ["Năm 2023 Sở nhận 300 hồ sơ.", TITLE]) == ()
    assert unmet(asked(before), ["Số hồ sơ giảm so với cùng kỳ năm trước.", TITLE]) == ()
    alone = understand("Năm ngoái Sở xếp thứ mấy về chuyển đổi số?")
    assert unmet(asked(alone), RANKS) == ()  # the document speaks from 2024


@pytest.mark.parametrize(
    "question",
    [
        "Quyết định số 06/2024/QĐ-UBND nói gì?",
        "Ngày 08/3/2024 có gì?",
        "Ai trình trong kỳ báo cáo?",
        "Có thủ tục nào nằm ngoài cơ chế một cửa?",
    ],
)
def test_numbers_and_dates_of_documents_are_no_periods(question: str) -> None:
    assert not asked(understand(question))


def test_a_year_as_the_end_of_a_range_is_told_by_the_range() -> None:
    question = understand("Chính phủ khởi động đợt cải cách kéo dài tới năm 2030 ngày nào?")
    told = ["Ngày 15/7/2021 ban hành Chương trình giai đoạn 2021-2030"]
    assert unmet(asked(question), told) == ()
    alone = understand("Kế hoạch của năm 2030 ban hành ngày nào?")
    assert unmet(asked(alone), told) == ("2030",)


@pytest.mark.parametrize(
    ("year", "text", "missing"),
    [
        (2026, "25.000 đồng/tem (áp dụng đến hết ngày 31/12/2026)", ()),
        (2025, "Mức phí từ ngày 01/7/2025 đến hết ngày 31/12/2026: 50.000 đồng", ()),
        (2027, "Mức phí từ ngày 01/7/2025 đến hết ngày 31/12/2026: 50.000 đồng", ("2027",)),
        (2023, "Từ ngày 15/12/2022 đến ngày 14/12/2023 tiếp nhận 412 hồ sơ", ()),
        (2022, "Từ ngày 15/12/2022 đến ngày 14/12/2023 tiếp nhận 412 hồ sơ", ("2022",)),
        (2024, "Kế hoạch ngày 03/01/2024 có 412 nhiệm vụ", ("2024",)),
    ],
)
def test_from_one_day_until_another_is_a_period(
    year: int, text: str, missing: tuple[str, ...]
) -> None:
    assert unmet(asked(understand(f"Trong năm {year} là bao nhiêu?")), [text]) == missing
