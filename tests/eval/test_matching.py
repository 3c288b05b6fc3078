from __future__ import annotations

import unicodedata

import pytest

from eval.matching import normalise, says, says_all, without_markers, words


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Sở có 58 thủ tục.", "58"),
        ("Sở có 58 thủ tục.", "58 THỦ TỤC"),
        ("quyết định 06/2024/QĐ-UBND", "06/2024/qđ-ubnd"),
        ("trong 7 ngày làm việc", "7 ngày"),
        ("giải quyết trong 15, 7 ngày", "7 ngày"),
        ("Ủy ban nhân dân", "Uỷ ban"),
        ("Uỷ ban nhân dân", "ủy ban"),
        ("văn hoá, sức khoẻ", "văn hóa"),
        ("văn hóa, sức khỏe", "sức khoẻ"),
        ("Thúy, tuý, qúy", "Thuý"),
        ("quý I", "qúy I"),
        (unicodedata.normalize("NFD", "Thủ tục hành chính"), "thủ tục"),
        ("Thủ tục", unicodedata.normalize("NFD", "thủ tục")),
        ("phí\n 2.000.000\u00a0đồng", "2.000.000 đồng"),
        ("ngày 17/01/2024", "17/01/2024"),
        ("ngày 17/01/2024", "2024"),
        ("đạt 70,7%.", "70,7%"),
        ("xếp thứ 10.", "thứ 10"),
        ("ĐỔI MỚI", "đổi mới"),
        ("có (a+b)* dấu", "(a+b)*"),
    ],
)
def test_a_part_is_found_however_it_is_spelled(text: str, part: str) -> None:
    assert says(text, part)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("năm 2024", "24"),
        ("158 hồ sơ", "58"),
        ("580 hồ sơ", "58"),
        ("17 ngày", "7 ngày"),
        ("07 ngày", "7 ngày"),
        ("2,7 ngày", "7 ngày"),
        ("thứ 10", "thứ 1"),
        ("58.000 đồng", "58"),
        ("1.058 hồ sơ", "058"),
        ("70,75%", "70,7"),
        ("170,7%", "70,7%"),
        ("2.000.000 đồng", "000 đồng"),
        ("hoa", "hoá"),
        ("thu tuc", "thủ tục"),
        ("gì đó", ""),
        ("gì đó", "  "),
        ("", "58"),
    ],
)
def test_a_part_is_not_found_inside_a_longer_number_or_another_word(text: str, part: str) -> None:
    assert not says(text, part)


def test_every_part_needs_one_of_its_variants() -> None:
    required = [["58 thủ tục", "58 TTHC"], ["một cửa"]]
    assert says_all("58 TTHC theo cơ chế một cửa", required)
    assert not says_all("58 TTHC", required)
    assert not says_all("một cửa", required)


def test_no_text_holds_nothing_and_a_part_without_variants_is_held_by_none() -> None:
    assert not says_all(None, [["58"]])
    assert not says_all("", [])
    assert not says_all("58", [[]])


def test_the_compared_form_is_one_for_all_spellings_and_stays_as_it_is() -> None:
    once = normalise("  HÓA \t đơn\u00a0ỦY  quyền ")
    assert once == "hoá đơn uỷ quyền"
    assert normalise(once) == once


def test_citation_markers_are_no_words_and_hold_no_figures() -> None:
    assert words("Có 58 thủ tục [1].\nXem [12]") == 6
    assert not says(without_markers("Sở có một cửa [2]"), "2")
