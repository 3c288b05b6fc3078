"""Questions as people type them: what is understood, what stays, and what stays open."""

from __future__ import annotations

import time
from itertools import product

import pytest

from corpus.vietnamese import ngrams, typing
from corpus.vietnamese.keystrokes import keys_of
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.typing import Change
from tests.repairing import FIGURES, bare

PATTERNS = (
    "thủ tục {} cần những giấy tờ gì?",
    "hồ sơ {} nộp ở đâu?",
    "thời hạn giải quyết {} là bao nhiêu ngày?",
    "lệ phí {} là bao nhiêu?",
    "cơ quan nào giải quyết {}?",
    "tôi muốn {} thì phải làm thế nào?",
    "có được nộp trực tuyến hồ sơ {} không?",
    "điều kiện để {} là gì?",
    "kết quả {} nhận ở đâu?",
    "năm 2024 có bao nhiêu hồ sơ {}?",
)
ERRANDS = (
    "đăng ký kết hôn",
    "đăng ký khai sinh",
    "đăng ký kinh doanh",
    "cấp giấy phép xây dựng",
    "chuyển nhượng quyền sử dụng đất",
    "cấp lại giấy phép lái xe",
    "xác nhận tình trạng hôn nhân",
    "đăng ký tạm trú",
    "chứng thực bản sao",
    "hỗ trợ doanh nghiệp nhỏ và vừa",
)
QUESTIONS = tuple(pattern.format(errand) for pattern, errand in product(PATTERNS, ERRANDS))


def read(text: str) -> str:
    return typing.shipped().read(text).text


def change(text: str) -> Change:
    return typing.shipped().read(text).change


# ---- Accents


def test_questions_without_accents_get_them_back() -> None:
    right = total = 0
    for question in QUESTIONS:
        got = read(bare(question)).split()
        right += sum(a == b for a, b in zip(question.split(), got, strict=True))
        total += len(got)
    assert right >= 0.95 * total


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thoi han giai quyet la bao lau", "thời hạn giải quyết là bao lâu"),
        ("don vi nao xep thu nhat", "đơn vị nào xếp thứ nhất"),
        ("Uy ban nhan dan tinh o dau", "Ủy ban nhân dân tỉnh ở đâu"),
        ("KE HOACH CAI CACH HANH CHINH", "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH"),
        ("ma so thue", "mã số thuế"),
    ],
)
def test_accents_come_back_in_the_same_letters(typed: str, meant: str) -> None:
    assert read(typed) == meant
    assert change(typed) is Change.ACCENTS
    assert fold(read(typed)) == fold(typed)


def test_some_lost_accents_come_back_and_the_kept_ones_stay() -> None:
    assert read("thủ tuc hành chinh cần giay tờ gì") == "thủ tục hành chính cần giấy tờ gì"


@pytest.mark.parametrize("question", QUESTIONS[::7])
def test_a_question_that_is_typed_well_is_read_as_it_stands(question: str) -> None:
    reading = typing.shipped().read(question)
    assert reading.text == question
    assert reading.change is Change.NOTHING


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch năm 2024 có những nội dung gì?",
        "Sở có bao nhiêu thủ tục hành chính phát sinh nghĩa vụ tài chính?",
        "Ai ký Quyết định số 06/2024/QĐ-UBND ngày 08/3/2024?",
        "Chỉ số SIPAS của tỉnh năm 2023 xếp thứ mấy?",
        "Nộp hồ sơ online qua Gmail được không?",
        "PAR INDEX của tỉnh năm 2023 bao nhiêu?",
        "Thời hạn giải quyết là 05 ngày làm việc hay 07 ngày?",
    ],
)
def test_reading_a_good_question_twice_is_reading_it_once(question: str) -> None:
    assert read(question) == question


@pytest.mark.parametrize("question", [bare(question) for question in QUESTIONS[::9]])
def test_what_was_understood_is_understood_the_same(question: str) -> None:
    once = read(question)
    assert read(once) == once


# ---- Beside the passages found


NEAR = (
    "Cầu Ba Lãng nối xã Tân Hưng với xã Hồng Vân.",
    "Lễ hội đền Phù Ủng tổ chức vào tháng Giêng hằng năm.",
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cau Ba Lang noi hai xa nao", "cầu Ba Lãng nối hai xã nào"),
        ("le hoi den Phu Ung to chuc thang may", "lễ hội đền Phù Ủng tổ chức tháng mấy"),
    ],
)
def test_a_name_is_read_as_a_passage_prints_it(typed: str, meant: str) -> None:
    typist = typing.shipped()
    assert typist.read(typed).text != meant
    assert typist.read(typed, NEAR).text == meant


@pytest.mark.parametrize("question", ["Cầu Bà Láng nối hai xã nào?", "Who built the bridge?", "?"])
def test_what_has_its_accents_or_needs_none_stays_beside_a_passage(question: str) -> None:
    assert typing.shipped().read(question, NEAR).text == question


@pytest.mark.parametrize(
    ("typed", "passage"),
    [
        # printed without accents: it says nothing of them
        ("muc thu phi tham quan la bao nhieu", "Muc thu phi tham quan la 20.000 dong."),
        ("quy dinh ve tango la gi", "Quy định về tầng ở của nhà."),  # other letters
        (
            "Xã có ban quản lý ko?",
            "bản quản lý. bán quản lý, có bản quản lý.",
        ),  # typed with accents
    ],
)
def test_a_passage_changes_neither_letters_nor_what_was_typed_well(
    typed: str, passage: str
) -> None:
    typist = typing.shipped()
    assert typist.read(typed, [passage]).text == typist.read(typed).text


def test_most_questions_are_read_alike_beside_passages_about_other_things() -> None:
    typist = typing.shipped()
    alike = [
        typist.read(bare(question), NEAR).text == read(bare(question)) for question in QUESTIONS
    ]
    assert sum(alike) >= 0.98 * len(alike)


# ---- Telex, VNI and slips


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("keets hoạch cải cách hành chính", "kế hoạch cải cách hành chính"),
        ("keets hoạch", "kế hoạch"),
        ("Sở xếp thứ nafo trong tỉnh", "Sở xếp thứ nào trong tỉnh"),
        ("đơn vị xếp hạgn mấy", "đơn vị xếp hạng mấy"),
        ("an tòan thực phẩm", "an toàn thực phẩm"),
        ("kees hoachj cair cachs hanhf chinhs", "kế hoạch cải cách hành chính"),
        ("Hoof sow gồm những gì", "Hồ sơ gồm những gì"),
        ("so61 thu3 tu5c ha2nh chi1nh la2 bao nhie6u", "số thủ tục hành chính là bao nhiêu"),
        ("ho62 so7 go62m nhu74ng gi2", "hồ sơ gồm những gì"),
    ],
)
def test_keys_that_were_not_converted_are_read(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thủ tục hànnh chính", "thủ tục hành chính"),
        ("Sở có baao nhiêu thủ tục", "Sở có bao nhiêu thủ tục"),
        ("kế hoạch cải cáhc hành chính", "kế hoạch cải cách hành chính"),
        ("thời hạn giảii quyết hồ sơ", "thời hạn giải quyết hồ sơ"),
        ("giấy chứng nhậnn quyền sử dụng đất", "giấy chứng nhận quyền sử dụng đất"),
        ("đăng ký knih doanh", "đăng ký kinh doanh"),
    ],
)
def test_doubled_and_swapped_letters_are_mended(typed: str, meant: str) -> None:
    assert read(typed) == meant
    assert change(typed) is Change.LETTERS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ko có giấy tờ thì nộp hs ở đâu", "không có giấy tờ thì nộp hồ sơ ở đâu"),
        ("nộp hồ sơ dc không", "nộp hồ sơ được không"),
        ("đăng ký dvc ở đâu", "đăng ký dịch vụ công ở đâu"),
        ("hs gồm những gì", "hồ sơ gồm những gì"),
    ],
)
def test_what_is_typed_short_is_written_out(typed: str, meant: str) -> None:
    assert read(typed) == meant
    assert change(typed) is Change.LETTERS


def test_a_mended_question_is_understood_the_same() -> None:
    for typed in ("keets hoạch", "an tòan thực phẩm", "hs gồm những gì", "đơn vị xếp hạgn mấy"):
        once = typing.shipped().read(read(typed))
        assert once.change is Change.NOTHING


def test_the_kinds_of_change_are_in_order() -> None:
    assert Change.NOTHING < Change.ACCENTS < Change.LETTERS
    assert change("hồ sơ gồm những gì") is Change.NOTHING
    assert change("  hồ  sơ gồm những gì ") is Change.NOTHING
    assert change("ho so gom nhung gi") is Change.ACCENTS
    assert change("hoof sow gồm những gì") is Change.LETTERS


@pytest.mark.parametrize(
    ("token", "letters", "marks"),
    [
        ("hoach", "hoach", ()),
        ("hoachj", "hoach", ("\u0323",)),
        ("hoạch", "hoach", ("\u0323",)),
        ("hoa5ch", "hoach", ("\u0323",)),
        ("ddaatj", "dat", ("\u0323",)),
        ("đất", "dat", ("\u0301",)),
        ("nafo", "nao", ("\u0300",)),
    ],
)
def test_a_token_is_taken_apart_however_it_was_typed(
    token: str, letters: str, marks: tuple[str, ...]
) -> None:
    keys = keys_of(token)
    assert keys.letters == letters
    assert keys.tones == set(marks)


def test_typed_and_printed_marks_are_the_same_keys() -> None:
    for typed, printed in [
        ("ddaats", "đất"),
        ("nuwowcs", "nước"),
        ("tieengs", "tiếng"),
        ("d9a61t", "đất"),
    ]:
        assert keys_of(typed) == keys_of(printed)


# ---- What stays


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("thanh toan online qua VNPAY", ["online", "VNPAY"]),
        ("gui email cho so qua Gmail duoc khong", ["email", "Gmail"]),
        ("PAR INDEX nam 2023 cua tinh la bao nhieu", ["PAR", "INDEX"]),
        ("chi so SIPAS cua tinh xep thu may", ["SIPAS"]),
        ("dang nhap bang smartphone duoc khong", ["smartphone"]),
        ("wifi cua bo phan mot cua", ["wifi"]),
        ("cai dat VNeID tren dien thoai", ["VNeID"]),
        ("TTHC cua UBND tinh", ["TTHC", "UBND"]),
    ],
)
def test_english_words_and_names_stay_among_words_without_accents(
    question: str, kept: list[str]
) -> None:
    words = read(question).split()
    assert words != question.split()
    assert [word for word in words if word in kept] == kept


@pytest.mark.parametrize(
    "question",
    [
        "Where can I submit my application?",
        "Can I apply online through Gmail?",
        "Does the department have an office in the city?",
        "Summarise the report in three sentences",
    ],
)
def test_a_question_in_english_stays(question: str) -> None:
    reading = typing.shipped().read(question)
    assert reading.text == question
    assert reading.change is Change.NOTHING


@pytest.mark.parametrize(
    "kept",
    [
        "06/2024/QĐ-UBND",
        "184/KH-UBND",
        "08/3/2024",
        "1.500.000",
        "98,5%",
        "7/63",
        "1.004150.000.00.00.H31",
        "mot.cua@phuyen.gov.vn",
        "https://dichvucong.gov.vn",
        "0221.3863.456",
        "2021-2025",
        "05",
        "24/7",
        "A4",
        "14h35",
    ],
)
def test_figures_codes_and_addresses_stay(kept: str) -> None:
    for question in ("ho so {} nop o dau", "Hồ sơ {} nộp ở đâu?", "hoof sow {} noopj owr ddaau"):
        assert kept in read(question.format(kept)).split(" ")


def test_no_digit_changes_in_a_question() -> None:
    for number, question in enumerate(QUESTIONS):
        typed = f"{bare(question)} 1{number},5% ngay {number % 28 + 1}/3/2024"
        assert FIGURES.findall(read(typed)) == FIGURES.findall(typed)


# ---- What stays open


def test_an_ambiguous_word_keeps_its_other_readings() -> None:
    reading = typing.shipped().read("so nao lam viec nay")
    assert {"sở", "số"} & {*reading.open, *reading.text.split()}
    opened = [typing.shipped().read(bare(question)).open for question in QUESTIONS]
    assert any(opened)
    for question, others in zip(QUESTIONS, opened, strict=True):
        typed = {fold(word.strip("?")) for word in question.split()}
        assert all(fold(other) in typed for other in others)


# ---- Odd input and time


@pytest.mark.parametrize("text", ["", " ", "\n\t", "?", "...", "—", "😀", "请问", "1", "\u0301"])
def test_what_has_no_words_is_read_as_it_is(text: str) -> None:
    reading = typing.shipped().read(text)
    assert reading.text.split() == text.split()
    assert reading.change is Change.NOTHING
    assert reading.open == ()


@pytest.mark.parametrize("unit", ["x", "a1", "đ", "phi ", "ho so ", "kees hoach ", "the fee "])
def test_ten_thousand_characters_are_read_at_once(unit: str) -> None:
    text = unit * (10_000 // len(unit))
    start = time.process_time()
    assert len(read(text).split()) == len(text.split())
    assert time.process_time() - start < 3


def slowness() -> float:
    """How much slower this machine is just now than one that the 3 ms hold on; 1 where it is no slower.

    The loop took 32 ms where a question took 1.55 ms, and 58 ms, within the same minute, where it took
    3.1 ms (2026-11-29): 40 ms stand for a question of 1.9 ms.
    """
    start, counts = time.process_time(), dict[str, int]()
    for number in range(60_000):
        word = f"từ {number % 997}".casefold()
        counts[word] = counts.get(word, 0) + len(word.split())
    return max(1.0, (time.process_time() - start) / 0.04)


def test_a_question_without_accents_takes_three_milliseconds() -> None:
    questions = [bare(question) for question in QUESTIONS]
    typist = typing.Typist(ngrams.shipped())  # that has met no word yet
    taken = []
    for _ in range(3):
        start = time.process_time()
        for question in questions:
            typist.read(question)
        taken.append((time.process_time() - start) / len(questions) / slowness())
    assert min(taken) <= 0.003
    assert taken[0] <= 0.006


@pytest.mark.parametrize(
    "question",
    [
        "what is the fee",
        "How many procedures does the department have?",
        "Bắc Kạn có NaOH khoá không?",
        "Phòng 12A1 mở cửa lúc 8h30 không?",
    ],
)
def test_english_names_and_codes_stay(question: str) -> None:
    assert read(question) == question


def test_a_right_word_keeps_its_accents_beside_unconverted_ones() -> None:
    assert read("SIPAS năm 2023 xếp hạgn nafo") == "SIPAS năm 2023 xếp hạng nào"


@pytest.mark.parametrize(
    "question",
    [
        "Beethoven sinh năm nào?",
        "Tango có nguồn gốc từ đâu?",
        "Vì sao sân bay Osaka phải xây trên biển?",
        "Ai thiết kế ra ngôn ngữ Go và Java?",
        "World Cup được tổ chức mấy năm một lần?",
        "Cuối thời nhà Minh có những cuộc nổi dậy nào?",
        "Chữ M trong bảng điểm có nghĩa là gì?",
    ],
)
def test_names_stay_in_a_question_that_kept_its_accents(question: str) -> None:
    assert read(question) == question


def test_a_name_stays_among_words_without_accents() -> None:
    assert read("ai da giup Mark lap ra Facebook") == "ai đã giúp Mark lập ra Facebook"


def test_a_capital_says_nothing_where_every_word_has_one() -> None:
    assert read("Thu Tuc Hanh Chinh") == "Thủ Tục Hành Chính"
