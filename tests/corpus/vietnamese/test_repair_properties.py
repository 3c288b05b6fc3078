"""What holds of repair whatever it is given."""

from __future__ import annotations

import random
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Page
from corpus.vietnamese import repair, typing
from corpus.vietnamese.detect import State
from corpus.vietnamese.normalise import fold, normalise
from corpus.vietnamese.words import parse
from tests.repairing import bare, page_of, repaired, restored

SENTENCES = """Phòng Nội vụ chịu trách nhiệm theo dõi, đôn đốc việc thực hiện kết luận thanh tra.
Người dân nộp hồ sơ tại Bộ phận Một cửa, nhận giấy hẹn và tra cứu trực tuyến.
Các xã, phường tiếp tục niêm yết công khai thủ tục hành chính tại trụ sở.
Trong quý II, Thanh tra huyện đã tiếp nhận 214 lượt công dân, giảm 12,5% so với cùng kỳ.
Ủy ban nhân dân tỉnh ban hành Kế hoạch số 57/KH-UBND ngày 12/4/2023 về chuyển đổi số.
Tổ chức, cá nhân được miễn lệ phí khi nộp hồ sơ qua dịch vụ công trực tuyến toàn trình.
Thời hạn giải quyết là 05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ.
Sở Tài chính chủ trì, phối hợp với các cơ quan liên quan thẩm định dự toán kinh phí.
Cơ sở dữ liệu quốc gia về dân cư được kết nối với hệ thống thông tin của tỉnh.
Hội đồng nhân dân tỉnh thông qua nghị quyết về mức thu phí thăm quan di tích lịch sử.""".split("\n")

# What an engine without Vietnamese makes of some letters.
_MISREAD = {
    "ố": "é6", "ộ": "6", "ô": "é6", "ó": "6", "ở": "&", "ủ": "ti", "ư": "w", "ế": "é", "ệ": "é",
    "ả": "a4", "à": "a4", "á": "4", "ể": "é", "ữ": "i", "ợ": "g", "ớ": "6", "c": "¢c", "ấ": "4",
}  # fmt: skip

CHARACTERS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(
            "\u0301\u0323\u031b\u0302\u200b\u200d\ufeff\u00ad\x00\x07\x1b\f\r\u2028🙂👍🏽§¢€&@"
        ),
        st.sampled_from("aăâeêioôơuưyáàạếộđĐ 0123456789.,/-%()"),
    ),
    max_size=120,
)
SEEDS = st.integers(0, 2**32 - 1)


def without_some_accents(text: str, seed: int) -> str:
    chance = random.Random(seed)
    return " ".join(bare(word) if chance.random() < 0.5 else word for word in text.split(" "))


def misread(text: str, seed: int) -> str:
    """A text as a bad scan reads it; no figure is touched."""
    chance = random.Random(seed)

    def letter(char: str) -> str:
        if char in _MISREAD and chance.random() < 0.4:
            return chance.choice(_MISREAD[char])
        return bare(char) if chance.random() < 0.8 else char

    words = text.split(" ")
    return " ".join(
        word if any(map(str.isdigit, word)) else "".join(map(letter, word)) for word in words
    )


@st.composite
def pages_of_sentences(draw: st.DrawFn) -> str:
    chosen = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))
    how = draw(st.sampled_from(["bare", "partly", "misread", "clean"]))
    seed = draw(SEEDS)
    text = "\n".join(chosen)
    if how == "bare":
        return bare(text)
    if how == "partly":
        return without_some_accents(text, seed)
    return misread(text, seed) if how == "misread" else text


def figure() -> st.SearchStrategy[str]:
    small, four = st.integers(1, 99), st.integers(1990, 2030)
    return st.one_of(
        st.builds("{}.{:03}.{:03}".format, small, st.integers(0, 999), st.integers(0, 999)),
        st.builds("{},{}%".format, small, st.integers(0, 9)),
        st.builds("{:02}/{}/{}".format, st.integers(1, 31), st.integers(1, 12), four),
        st.builds("{}/63".format, st.integers(1, 63)),
        st.builds("{}-{}".format, four, four),
        st.builds("{:02}".format, st.integers(1, 9)),
        st.builds("{}/KH-UBND".format, st.integers(1, 999)),
        st.builds("{}/{}/QĐ-UBND".format, st.integers(1, 99), four),
        st.builds("{}".format, st.integers(100, 10**12)),
    )


@given(CHARACTERS)
def test_folding_and_normalising_are_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert normalise(normalise(text)) == normalise(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(CHARACTERS)
def test_words_put_together_are_the_token(text: str) -> None:
    for token in text.split():
        parts = parse(token)
        assert "".join(word.before + word.core + word.after for word in parts) == token


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(CHARACTERS, min_size=1, max_size=6), SEEDS)
def test_any_text_keeps_its_lines_and_spans_and_comes_in_nfc(parts: list[str], seed: int) -> None:
    # among sentences that lost their accents, so that much of it goes through the decoder
    sentence = SENTENCES[seed % len(SENTENCES)]
    before = page_of("\n".join([*parts, misread(sentence, seed), bare(sentence)]))
    (after,) = repair.shipped().repair([before])
    assert len(after.lines) == len(before.lines)
    for old, new in zip(before.lines, after.lines, strict=True):
        assert (new.number, new.source, new.role) == (old.number, old.source, old.role)
        assert [(t.start, t.end) for t in new.tokens] == [(t.start, t.end) for t in old.tokens]
        for token in new.tokens:
            assert unicodedata.is_normalized("NFC", token.text)
            assert "\n" not in token.text
            assert 0 <= token.confidence <= 1
    assert 0 <= after.confidence <= 1
    assert len(list(repair.written_out(after.lines))) == len(before.lines)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.binary(max_size=600))
def test_random_bytes_are_no_trouble(data: bytes) -> None:
    text = data.decode("latin-1")
    assert restored(text).count("\n") == text.count("\n")


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(figure(), min_size=1, max_size=4), SEEDS, st.sampled_from(["bare", "misread"]))
def test_no_digit_of_a_figure_changes(figures: list[str], seed: int, how: str) -> None:
    sentences = random.Random(seed).sample(SENTENCES, 3)
    bad = [bare(text) if how == "bare" else misread(text, seed) for text in sentences]
    line = "Ket qua giai quyet ho so: " + " va ".join(figures) + " cua tinh."
    after = repaired("\n".join([*bad, line])).lines[-1].text.split()
    kept = [word.rstrip(".") for word in after if any(map(str.isdigit, word))]
    assert kept == figures


@settings(max_examples=40, deadline=None, derandomize=True)
@given(pages_of_sentences())
def test_figures_of_sentences_stay_on_their_lines(text: str) -> None:
    for before, after in zip(text.split("\n"), restored(text).split("\n"), strict=True):
        for real in ("214", "12,5%", "57/KH-UBND", "12/4/2023", "05"):
            assert before.split().count(real) == after.split().count(real)


@settings(max_examples=35, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3), SEEDS)
def test_text_that_lost_accents_is_repaired_once(sentences: list[str], seed: int) -> None:
    text = "\n".join(sentences)
    for lost in (bare(text), without_some_accents(text, seed)):
        once = restored(lost)
        assert restored(once) == once


@settings(max_examples=25, deadline=None, derandomize=True)
@given(pages_of_sentences())
def test_the_same_page_is_always_read_the_same(text: str) -> None:
    page = page_of(text)
    first = repair.shipped().repair([page])
    repair.shipped().repair([page_of(bare(SENTENCES[0]))])
    assert repair.shipped().repair([page]) == first


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_good_text_is_never_changed(sentences: list[str]) -> None:
    page = page_of("\n".join(sentences))
    assert repair.shipped().repair([page]) == (page,)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=2))
def test_the_unicode_form_of_a_text_changes_nothing(sentences: list[str]) -> None:
    text = bare("\n".join(sentences)).replace("Thoi han", "Thời hạn")
    apart = unicodedata.normalize("NFD", text)
    assert repaired(apart).text == repaired(text).text


@settings(max_examples=100, deadline=None, derandomize=True)
@given(CHARACTERS)
def test_any_question_is_read(text: str) -> None:
    reading = typing.shipped().read(text)
    assert (reading.change is typing.Change.NOTHING) == (reading.text.split() == text.split())
    assert all(reading.open)


@pytest.mark.parametrize(
    "text",
    [
        "\u0301\u0300 \u0323 \u0302\u031b",
        "a\u0301\u0301\u0301 o\u0323\u0323",
        "\u200b\u200b \u200d \ufeff \u2060",
        "\x00 \x01\x02 \x1b[31m \x7f \x85",
        "😀 👨‍👩‍👧‍👦 🇻🇳 👍🏽",
        "请在星期五之前将表格提交给办公室",
        "Sở 请 وزارة กระทรวง 부처 ОТДЕЛ νόμος",
        "ﬁ ﬀ K Å ² № ½ ⅻ",
        "ngu\u2028yen\u2029van\x0ba",
        "§ ¢ € & @ ¢¢¢ &&&& §6§6",
        "-" * 500,
        "((((([[[[[" * 50,
        "a" * 79 + " " + "a" * 81,
    ],
)
def test_odd_text_is_no_trouble_alone_or_among_damaged_lines(text: str) -> None:
    assert restored(text).count("\n") == text.count("\n")
    damaged = "\n".join(misread(sentence, 7) for sentence in SENTENCES[:4])
    among = repaired(f"{damaged}\n{text}\n{damaged}")
    assert len(among.lines) == 9
    assert all(unicodedata.is_normalized("NFC", line.text) for line in among.lines)


def test_zero_width_characters_in_a_word_do_not_hide_it() -> None:
    hidden = SENTENCES[0].replace("i", "i\u200b").replace("n", "\u200dn")
    page = page_of(hidden)
    assert repair.shipped().state(page) is State.CLEAN
    assert page.lines[0].text == SENTENCES[0]
    lost = bare(SENTENCES[0])
    assert repaired(lost.replace("h", "h\u200b")).text == repaired(lost).text


@pytest.mark.parametrize(
    "unit",
    ["1.500.000 ", "a", "请在", "6&§", "\u0301", "information "],
    ids=["figures", "letter", "chinese", "signs", "marks", "english"],
)
def test_a_line_of_two_megabytes_is_read_in_bounded_time(unit: str) -> None:
    line = (unit * (2_000_000 // len(unit.encode()) + 1)).rstrip()
    start = time.process_time()
    assert restored(line) == line
    assert time.process_time() - start < 20


def test_one_long_line_costs_as_much_as_its_words_do_on_many_lines() -> None:
    words = " ".join(bare(sentence) for sentence in SENTENCES)

    def seconds(text: str) -> float:
        page = page_of(text)
        start = time.process_time()
        repair.shipped().repair([page])
        return time.process_time() - start

    seconds(words)  # its words have been met
    lines, line = "\n".join([words] * 6), " ".join([words] * 6)
    many = min(seconds(lines) for _ in range(2))
    assert min(seconds(line) for _ in range(2)) < 3 * many
    assert seconds(f"{line} {line} {line}") < 4 * 3 * many


def test_an_empty_document_has_no_pages_and_an_empty_page_no_words() -> None:
    empty = Page(None, ())
    assert repair.shipped().repair([]) == ()
    assert repair.shipped().repair([empty]) == (empty,)
    assert repair.shipped().state(empty) is State.CLEAN
