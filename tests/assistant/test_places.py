"""What is told of one place or body says nothing of another."""

from __future__ import annotations

import pytest

from assistant.places import (
    asks_of_home,
    countries,
    is_of_department,
    is_of_other_countries,
    is_of_the_country,
    named,
    unmet,
)
from assistant.question import understand


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("PAPI của tỉnh Hải Dương năm 2021 xếp hạng mấy?", ("Hải Dương",)),
        ("papi tinh hai duong nam 2021 xep hang may", ("Hải Dương",)),
        ("Where did Nam Dinh rank for digital transformation?", ("Nam Định",)),
        ("Sở Nội vụ được giao bao nhiêu biên chế?", ("Sở Nội vụ",)),
        ("How many posts has the Department of Finance?", ("Sở Tài chính",)),
        ("Bộ Khoa học và Công nghệ có bao nhiêu thủ tục?", ("Bộ Khoa học và Công nghệ",)),
        ("UBND huyện Kim Động ban hành kế hoạch nào?", ("huyện Kim Động",)),
        ("Hưng Yên và Hà Nam, tỉnh nào cao hơn?", ("Hà Nam",)),
        ("Viện của chúng tôi ở Hà Nội định mở văn phòng bên tỉnh mình, cần mấy người?", ()),
        ("Công ty tôi trụ sở tại Hà Nội nhưng máy đặt ở Hưng Yên, nộp về đâu?", ()),
        ("Tôi ở Hà Nội, nộp hồ sơ ở đâu?", ("Hà Nội",)),
        ("Tôi ở Hà Nội, xin giấy phép mất bao lâu?", ()),
        ("Em quê Nghệ An, đang học ở Đà Nẵng, làm thẻ ở Đà Nẵng tốn bao nhiêu tiền?", ()),
        ("I'm living in Da Nang. What is the fee to extend my stay?", ()),
        ("Phí cấp giấy phép ở Hà Nội là bao nhiêu?", ("Hà Nội",)),
        ("Anh ấy không ra phường được, làm giấy mất bao lâu?", ()),
        # the office itself, its province, and words that are places only when they lose their accents
        ("Sở Khoa học và Công nghệ Hưng Yên có bao nhiêu biên chế?", ()),
        ("Hồ sơ cần mấy bộ, nộp ở xã nào?", ()),
        ("Nếu hạ năm bậc thì sao?", ()),
    ],
)
def test_places_and_bodies_are_found_however_they_are_typed(
    question: str, names: tuple[str, ...]
) -> None:
    assert named(understand(question)) == names


def test_a_follow_up_asks_of_the_place_it_names() -> None:
    asked = understand("Thế tỉnh Hải Dương?", ["PAPI 2021 của tỉnh Hưng Yên là bao nhiêu?"])
    assert named(asked) == ("Hải Dương",)


def test_a_place_may_be_named_before_the_sentence_and_a_body_only_nearest_to_it() -> None:
    lines = ["Kết quả là 92,07%.", "Khảo sát ở Hải Dương năm 2021", "Chỉ số của các tỉnh"]
    assert unmet(["Hải Dương"], lines) == ()
    assert unmet(["Bắc Ninh"], lines) == ("Bắc Ninh",)
    surveyed = ["tiếp theo là Sở Giáo dục và Đào tạo 99,2;", "Sở Xây dựng thấp nhất với 89,45."]
    assert unmet(["Sở Giáo dục"], surveyed) == ()
    assert unmet(["Sở Xây dựng"], surveyed) == ("Sở Xây dựng",)


def test_a_unit_of_the_office_is_told_of_by_the_nearest_line_that_names_any() -> None:
    question = understand("Chi cục Tiêu chuẩn được giao bao nhiêu biên chế?")
    (name,) = named(question)
    lines = ["Tổng số được giao là 36 biên chế.", "Đơn vị trực thuộc Sở: Trung tâm Thông tin"]
    assert unmet([name], lines) == (name,)
    assert unmet([name], ["Chi cục được giao 12 biên chế.", *lines]) == ()


@pytest.mark.parametrize(
    ("text", "of_the_country"),
    [
        ("Tính chung cả nước, SIPAS năm 2023 là 82,66%; các tỉnh, thành phố từ 75% đến 90%.", True),
        ("Trung bình toàn quốc là 82,66%.", True),
        ("Tỉnh đạt 80%, cao hơn trung bình cả nước.", False),
        ("Hưng Yên xếp thứ 7 cả nước.", False),
        ("Kết quả của các tỉnh, thành phố từ 75% đến 90%.", False),
        ("Chỉ số PCI năm 2023 xếp thứ 12 cả nước.", False),
        ("Quảng Ninh đứng đầu cả nước về PCI.", False),
        ("Giấy phép có giá trị trên phạm vi toàn quốc.", False),
        ("Mô hình nuôi cá nước lạnh có 12 hộ.", False),
    ],
)
def test_what_is_told_of_the_whole_country_says_nothing_of_the_province(
    text: str, of_the_country: bool
) -> None:
    assert is_of_the_country(text) is of_the_country


@pytest.mark.parametrize(
    ("row", "of_the_country"),
    [
        ("Kết quả của tỉnh: chưa có nguồn; Thứ hạng của tỉnh: 7/63; Ghi chú: cả nước 82,66%", True),
        ("Kết quả của tỉnh: 84,20%; Ghi chú: cả nước 82,66%", False),
        ("Kết quả của tỉnh: 84,20; Ghi chú: cả nước 82,66", False),
    ],
)
def test_a_percentage_is_of_what_its_own_clause_names(row: str, *, of_the_country: bool) -> None:
    assert is_of_the_country(row, percent=True) is of_the_country
    assert not is_of_the_country(row)


@pytest.mark.parametrize(
    ("question", "of_home"),
    [
        ("SIPAS của tỉnh năm 2023 là bao nhiêu?", True),
        ("SIPAS cua tinh Hung Yen nam 2023", True),
        ("What was the province's SIPAS?", True),
        ("SIPAS cả nước năm 2023 là bao nhiêu?", False),
        ("Tỉnh cao hơn trung bình cả nước bao nhiêu?", False),
        ("Sở có mấy phòng?", False),
        ("Tỉnh nào dẫn đầu PCI năm 2023?", False),
        ("Tỉnh Hà Nam xếp thứ mấy về PCI?", False),
    ],
)
def test_a_question_of_the_province_is_told_from_one_of_the_country(
    question: str, of_home: bool
) -> None:
    assert asks_of_home(understand(question)) is of_home


def test_countries_are_told_apart_from_provinces_and_words() -> None:
    assert countries("biên giới nước Lào") == {"Lào"}
    assert countries("tỉnh Lào Cai, anh Đức nói tiếng Anh") == frozenset()
    assert countries("a pass to Laos or China") == {"Lào", "Trung Quốc"}
    assert countries("Tôi lấy chồng Đài Loan, làm ở công ty Nhật Bản") == frozenset()
    assert countries("sang nước Mỹ") == countries("sang Hoa Kỳ") == {"Mỹ"}
    assert is_of_other_countries("Việt Nam – Trung Quốc", frozenset({"Lào"}))
    assert not is_of_other_countries("giấy thông hành", frozenset({"Lào"}))
    assert not is_of_other_countries("Việt Nam – Lào", frozenset({"Lào", "Thái Lan"}))


@pytest.mark.parametrize(
    ("lines", "departments"),
    [
        (["Chỉ số xếp thứ 2", "Năm 2023 các chỉ số của Sở:", "Kết quả của tỉnh"], True),
        (["Chỉ số xếp thứ 4", "Chỉ số xếp thứ 2 khối sở, ngành tỉnh", "Kết quả của tỉnh"], True),
        (["Chỉ số xếp thứ 2", "Kết quả của tỉnh", "Năm 2023 các chỉ số của Sở:"], False),
        (["PAPI xếp thứ 2", "Năm 2023 các chỉ số của Sở:"], False),
        (["Chỉ số xếp thứ 12/34", "Năm 2023 các chỉ số của Sở:"], False),
        (["Chỉ số xếp thứ 2"], False),  # only its document is the department's
    ],
)
def test_a_rank_is_the_departments_where_the_nearest_text_says_so(
    lines: list[str], departments: bool
) -> None:
    assert is_of_department([*lines, "Báo cáo của Sở Khoa học và Công nghệ"]) is departments


def test_a_percentage_of_every_province_is_none_of_this_one() -> None:
    text = "Kết quả của các tỉnh nằm trong khoảng từ 75% đến 90%"
    assert is_of_the_country(text, percent=True)
    assert not is_of_the_country(text)
    assert not is_of_the_country(f"{text}, tỉnh Hưng Yên đạt 82%", percent=True)
