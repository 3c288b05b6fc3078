from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.fusion import query_terms
from assistant.question import understand
from corpus.lexical import LexicalIndex, indexed_terms, terms
from corpus.vietnamese.keys import (
    join_groups,
    match_key,
    number_key,
    spaced_numbers,
    worded_numbers,
)
from corpus.vietnamese.normalise import fold, tone_key

LETTERS = "aăâeêioôơuưyáàảãạấậếệíìỉĩịóộớợúựýỳỷỹỵbcdđghklmnpqrstvxABĐKQÝ 0123456789.,/-%()"
TEXTS = st.text(alphabet=LETTERS, max_size=60)

SENTENCES = [
    "Sở Khoa học và Công nghệ tỉnh Hưng Yên xếp thứ 7/63",
    "Quyết định số 06/2024/QĐ-UBND ngày 08/3/2024 sửa đổi, bổ sung một số điều",
    "Lệ phí 1.500.000 đồng, tỷ lệ 98,5%, kỹ thuật, lý do, quý II/2024",
]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kĩ", "kỹ"),
        ("lí", "lý"),
        ("mĩ", "mỹ"),
        ("tỉ", "tỷ"),
        ("sĩ", "sỹ"),
        ("qui", "quy"),
        ("quí", "quý"),
        ("hi", "hy"),
        ("vị", "vỵ"),
        ("kì", "KỲ"),
        ("hóa", "hoá"),
        ("thủy", "thuỷ"),
        ("ủy", "uỷ"),
        ("Đỏ", "do"),
    ],
)
def test_both_spellings_of_a_word_have_one_key(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("thúy", "thúi"),
        ("túy", "túi"),
        ("lũy", "lũi"),
        ("hủy", "hủi"),
        ("tay", "tai"),
        ("máy", "mái"),
        ("y", "i"),
        ("ý", "í"),
        ("by", "bi"),
        ("quỳnh", "quình"),
        ("yêu", "iêu"),
    ],
)
def test_words_that_differ_in_more_keep_two_keys(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


@pytest.mark.parametrize(
    ("printed", "key"),
    [("1.234", "1234"), ("1 234", "1234"), ("1,234", "1234"), ("08", "8"), ("0", "0"), ("00", "0")],
)
def test_a_number_has_one_key(printed: str, key: str) -> None:
    assert number_key(printed) == key
    assert key in terms(printed)


@pytest.mark.parametrize(
    "text",
    [
        "0,125",
        "98,5",
        "1.2.3",
        "1.004150.000.00.00.H31",
        "192.168.100.200.1",
        "8.3.2024",
        "1.2345",
        "12.34.567",
        "06/2024",
        "1.234,567",
    ],
)
def test_what_is_no_grouped_number_stays_as_it_is(text: str) -> None:
    assert join_groups(text) == text


def test_numbers_with_spaces_are_found_joined_and_apart() -> None:
    assert spaced_numbers("1 500 000 đồng") == ["1500000"]
    assert {"5", "276", "5276"} <= set(terms("| 5 276 |"))
    assert spaced_numbers("năm 2023 123 hồ sơ") == []
    assert spaced_numbers("0912 345 678") == []


def test_dates_meet_with_and_without_leading_zeros() -> None:
    assert terms("08/03/2024") == terms("8/3/2024")


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("tỉ lệ", "Tỷ lệ hồ sơ"),
        ("li do", "lý do"),
        ("1500000", "1.500.000 đồng"),
        ("uỷ ban", "Ủy ban nhân dân"),
        ("qui định kĩ thuật", "quy định kỹ thuật"),
    ],
)
def test_the_index_finds_either_spelling(asked: str, printed: str) -> None:
    index = LexicalIndex.build([terms(printed), terms("một văn bản khác")])
    wanted = terms(asked)
    assert int(index.scores(wanted, [1.0] * len(wanted)).argmax()) == 0
    assert set(wanted) <= set(terms(printed))


@given(TEXTS)
def test_folding_and_keys_are_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert tone_key(tone_key(text)) == tone_key(text)
    assert match_key(match_key(text)) == match_key(text)
    assert join_groups(join_groups(text)) == join_groups(text)


@given(TEXTS)
def test_keys_do_not_depend_on_the_unicode_form_or_the_place_of_the_tone(text: str) -> None:
    assert terms(unicodedata.normalize("NFD", text)) == terms(text)
    assert terms(tone_key(text)) == terms(text)


@given(TEXTS)
def test_clean_text_and_the_same_text_without_accents_have_the_same_keys(text: str) -> None:
    bare = "".join(
        char
        for char in unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
        if unicodedata.category(char) != "Mn"
    )
    assert terms(bare) == terms(text)


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_has_the_same_keys_without_accents_and_in_small_letters(text: str) -> None:
    assert terms(fold(text)) == terms(text)


@pytest.mark.parametrize("unit", ["1.234.", "1 234 ", "1,000", "9", ".,", "kỹ "])
def test_a_line_of_two_megabytes_is_no_trouble(unit: str) -> None:
    line = unit * (2_000_000 // len(unit))
    start = time.perf_counter()
    join_groups(line)
    spaced_numbers(line)
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize(
    ("printed", "keys"),
    [
        ("nộp ba bộ hồ sơ", ["3", "3 bo"]),
        ("trong thời hạn mười lăm ngày làm việc", ["15", "15 ngay"]),
        ("Hai mươi mốt thành viên", ["21", "21 thanh"]),
        ("ba mươi ngày", ["30", "30 ngay"]),
        ("năm năm", ["5", "5 nam"]),
        ("một bản chính và hai bản sao", ["1", "1 ban", "2", "2 ban"]),
    ],
)
def test_what_is_counted_in_words_has_the_key_of_its_figure(printed: str, keys: list[str]) -> None:
    assert worded_numbers(printed) == keys
    assert set(keys) <= set(indexed_terms(printed))


@pytest.mark.parametrize(
    "text", ["ông Ba", "năm 2024", "ba bo ho so", "sau ngày 01/7", "một cửa", ""]
)
def test_words_that_count_nothing_are_no_numbers(text: str) -> None:
    assert worded_numbers(text) == []


def test_a_question_with_the_figure_finds_the_words() -> None:
    texts = ["Hồ sơ nộp bốn bộ tại Sở", "Hồ sơ nộp ba bộ tại Sở", "Hồ sơ nộp hai bộ tại Sở"]
    index = LexicalIndex.build([indexed_terms(text) for text in texts])
    asked = query_terms(understand("Hồ sơ nộp 3 bộ ở đâu?"))
    assert int(index.scores(list(asked), list(asked.values())).argmax()) == 1
