"""What a follow-up takes over from the question before it, and what it asks anew."""

from __future__ import annotations

import pytest

from assistant import attributes
from assistant.following import context, follows, in_its_year, replaced
from assistant.glossary import translate
from assistant.languages import language_of
from assistant.model import Kind, Language
from assistant.question import understand

LASTS = "Giấy phép nuôi ong gia hạn mất bao lâu?"


@pytest.mark.parametrize(
    ("past", "text", "whole"),
    [
        ("Năm 2023 Sở đứng thứ mấy?", "Thế năm 2022?", "Năm 2022 Sở đứng thứ mấy?"),
        (LASTS, "Nếu cấp lại thì sao?", "Giấy phép nuôi ong cấp lại mất bao lâu?"),
        ("Gia hạn giấy phép mất bao lâu?", "Nếu cấp mới thì sao?", "Cấp mới giấy phép mất bao lâu?"),
        ("PAPI năm 2021 xếp thứ mấy?", "còn SIPAS?", "SIPAS năm 2021 xếp thứ mấy?"),
        ("sở nội vụ được mấy điểm?", "còn sở xây dựng", "sở xây dựng được mấy điểm?"),
        ("Where did it rank in PAPI 2021?", "what about PAR INDEX?", "Where did it rank in PAR INDEX 2021?"),
        # it says more than that, or one of them names none, or several
        ("Năm 2023 Sở đứng thứ mấy?", "Thế năm 2022 thì ai đứng đầu?", None),
        ("Sở đứng thứ mấy?", "Thế năm 2022?", None),
        ("Năm 2021 và 2022 Sở đứng thứ mấy?", "Thế năm 2023?", None),
        ("Quyết định 6/2022/QĐ-UBND nói gì?", "Thế năm 2023?", None),
        ("Kế hoạch số 15/KH-UBND năm 2022 nói gì?", "Thế năm 2023?", None),
        # it compares, bounds, or asks whether
        ("Năm 2023 Sở đứng thứ mấy?", "So với năm 2022?", None),
        ("Năm 2023 Sở đứng thứ mấy?", "Từ năm 2020 đến nay?", None),
        (LASTS, "Có được cấp lại không?", None),
    ],
)  # fmt: skip
def test_a_question_is_asked_again_of_what_a_follow_up_names(
    past: str, text: str, whole: str | None
) -> None:
    assert replaced(past, text) == whole


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Hai năm sau đó đứng thứ mấy?", "năm 2023 đứng thứ mấy?"),
        ("Thế năm trước đó?", "Thế năm 2020?"),
        ("Còn năm kế tiếp thì sao?", "Còn năm 2022 thì sao?"),
        ("and 3 years later?", "and in 2024?"),
        ("What about the year before?", "What about in 2020?"),
        # it compares, has a year of its own, or means no year of its own
        ("So với năm trước thì tăng mấy bậc?", None),
        ("Có cao hơn năm trước không?", None),
        ("Kém năm trước mấy bậc?", None),
        ("How much better is it than the previous year?", None),
        ("Cùng kỳ năm trước thì sao?", None),
        ("Hai năm sau 2022 thế nào?", None),
        ("Họp trước đó hai ngày à?", None),
        ("Xin gia hạn một năm trước khi hết hạn à?", None),
        ("Mười năm sau đó thì sao?", None),
        ("Năm năm sau thì sao?", None),
        ("Những năm trước đó thì sao?", None),
        ("What about the year after renewal?", None),
    ],
)
def test_years_are_counted_from_the_one_before(text: str, counted: str | None) -> None:
    assert in_its_year(["Năm 2021 xã đứng thứ mấy?"], text) == (counted or text)
    assert in_its_year(["Xã đứng thứ mấy?"], text) == text
    assert in_its_year(["Năm 2021 hay 2022 xã đứng thứ mấy?"], text) == text


def test_years_are_counted_on_from_follow_ups() -> None:
    first = "Năm 2021 xã đứng thứ mấy?"
    for past in ("Thế năm 2022?", "Năm sau đó thì sao?"):
        asked = understand("Còn năm kế tiếp thì sao?", [first, past])
        assert "2023" in asked.understood


@pytest.mark.parametrize(
    ("past", "text", "kept"),
    [
        (LASTS, "Còn phí thì sao?", "Giấy phép nuôi ong gia hạn?"),
        (LASTS, "ai ký?", "Giấy phép nuôi ong gia hạn?"),
        (LASTS, "Nó do ai quản?", LASTS),
        (LASTS, "cấp lại khi bị rách thì sao", "Giấy phép nuôi ong mất bao lâu?"),
        ("Năm 2023 Sở đứng thứ mấy?", "thế năm 2022 ai đứng đầu", "Sở đứng thứ mấy?"),
        ("How long does it take to renew a beekeeping licence?", "And the fee?",
         "to renew a beekeeping licence?"),
        # a field's word may be of a name
        ("Đăng ký kết quả thực hiện nhiệm vụ cần gì?", "Mất bao lâu?",
         "Đăng ký kết quả thực hiện nhiệm vụ?"),
        ("Mất bao lâu?", "Còn phí?", "Mất bao lâu?"),  # nothing would be left
    ],
)  # fmt: skip
def test_what_was_asked_before_is_not_asked_again(past: str, text: str, kept: str) -> None:
    assert context(past, text) == kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nộp trực tiếp thì phải chuẩn bị mấy bộ hồ sơ?", True),  # of no procedure
        ("nếu cấp mới thì sao? máy thường thôi nhé", True),
        ("Nộp hồ sơ nuôi ong trực tiếp thì chuẩn bị mấy bộ?", False),
        ("sipas cả nước 2023 bao nhiêu %", False),  # a new subject, though a short one
        ("sipas thì sao", True),
        ("SIPAS của tỉnh đó năm 2023 bao nhiêu?", True),  # it points
        ("Thủ tục cấp bản sao từ sổ gốc mất bao lâu?", False),
        ("Phí cấp giấy chứng tử và công chứng là bao nhiêu?", False),
        ("Vợ chồng tôi làm mất giấy kết hôn thì sao?", False),
    ],
)
def test_a_question_that_names_no_subject_follows(text: str, expected: bool) -> None:
    assert follows(text) is expected


def test_the_field_of_the_question_before_is_asked_for_where_there_is_no_other() -> None:
    fee = understand("Còn phí thì sao?", [LASTS])
    assert (fee.fields, fee.kind) == (("fee",), Kind.SUMMARY)
    assert "bao lâu" not in fee.understood
    again = understand("Trường hợp cấp lại thì sao?", [LASTS])
    assert (again.fields, again.kind, again.context) == (("time_limit",), Kind.NUMBER, "")


def test_what_an_english_question_follows_is_translated() -> None:
    asked = understand("And the fee?", ["How long does it take to renew a licence?"])
    assert "giấy phép" in asked.search
    assert asked.language is Language.ENGLISH


def test_a_follow_up_in_another_language_is_not_written_over() -> None:
    asked = understand("What about 2022?", ["Năm 2023 Sở đứng thứ mấy?"])
    assert asked.language is Language.ENGLISH
    assert asked.context


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What is the fee for công bố hợp chuẩn?", Language.ENGLISH),
        ("Who is the director of Sở Khoa học và Công nghệ?", Language.ENGLISH),
        ("Is PAR INDEX the index of Hưng Yên?", Language.ENGLISH),
        ("Cho tôi list các plan của Sở", Language.VIETNAMESE),
        ("PAR INDEX report của tỉnh là gì?", Language.VIETNAMESE),
        ("Phí?", Language.VIETNAMESE),
        ("Tiêu chuẩn ISO 17025 of the testing and calibration", Language.VIETNAMESE),
    ],
)
def test_names_do_not_make_an_english_question_vietnamese(text: str, language: Language) -> None:
    assert language_of(text) is language


def test_what_is_vietnamese_in_an_english_question_is_looked_for() -> None:
    found = translate("What is the fee for công bố hợp quy at Sở Khoa học và Công nghệ Hưng Yên?")
    assert found[-2:] == ("công bố hợp quy", "Sở Khoa học và Công nghệ Hưng Yên")


def test_a_document_that_was_named_before_is_asked_of_still() -> None:
    asked = understand("On what date?", ["Who issued Decision 28/2018/QĐ-TTg?"])
    assert len(asked.references) == 1
    fee = understand("Phí nuôi ong bao nhiêu?", ["Ai ký Quyết định 28/2018/QĐ-TTg?"])
    assert fee.references == ()
    other = understand("Còn Quyết định 7/2024/QĐ-UBND?", ["Ai ký Quyết định 28/2018/QĐ-TTg?"])
    assert [key for key in other.references if "28" in key] == []


def test_an_index_is_replaced_by_its_long_name_too() -> None:
    whole = replaced("Năm 2023 Sở đứng thứ mấy về chỉ số cải cách hành chính?", "Còn PAPI?")
    assert whole == "Năm 2023 Sở đứng thứ mấy về PAPI?"


@pytest.mark.parametrize("asked", ["Họ tên gì?", "hai người đó tên gì", "what are their names?"])
def test_who_they_are_asks_for_names(asked: str) -> None:
    form = attributes.asked(understand(asked, ["Sở có mấy Phó Giám đốc?"]))
    assert form is not None
    assert form.name == "person"


@pytest.mark.parametrize(
    ("text", "signed"), [("Đơn đăng ký nuôi ong", False), ("Ông A ký giấy phép", True)]
)
def test_registering_is_not_signing(text: str, *, signed: bool) -> None:
    form = attributes.asked(understand("Ai ký giấy phép nuôi ong?"))
    assert form is not None
    assert bool(form.answers.search(text)) is signed
