"""Characters recognised: letters seen, words spelled, places kept."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.model import How, Page
from corpus.readers.scan import page_of
from corpus.scans import letters
from corpus.scans.channel import confusion
from corpus.scans.frames import Frames, Recogniser, log_softmax, with_output
from corpus.scans.model import Area
from corpus.scans.reading import see
from corpus.scans.spelling import Speller
from corpus.scans.syllables import SyllableScores, of_text
from corpus.vietnamese import ngrams

LINES = (
    "Trần Văn Hồng được cử tham gia đoàn công tác của tỉnh",
    "Hồ sơ gồm đơn đề nghị và bản sao giấy chứng nhận đã cấp,",
    "thời hạn giải quyết là 25 ngày làm việc kể từ ngày nhận đủ",
    "hồ sơ hợp lệ. Tổ chức, cá nhân nộp phí theo quy định hiện hành",
)
FONT = "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf"


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser()


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    page = Image.new("L", (1240, 700), 255)
    pen = ImageDraw.Draw(page)
    face = ImageFont.truetype(FONT, 30)
    for row, line in enumerate(LINES):
        pen.text((110, 120 + 60 * row), line, font=face, fill=20)
    return page


@pytest.fixture(scope="module")
def page(picture: Image.Image) -> Page:
    return page_of(picture, 150 / 72, 1)


def _frames(recogniser: Recogniser, steps: list[dict[str, float]]) -> Frames:
    """Frames that see at each step the given characters with the given shares ("" is the blank)."""
    shares = np.full((len(steps), len(recogniser.characters)), 1e-7)
    for row, seen in enumerate(steps):
        for char, share in seen.items():
            shares[row, recogniser.characters.index(char)] = share
    shares /= shares.sum(axis=1, keepdims=True)
    return Frames(np.log(shares).astype(np.float32), 0.0, 8.0)


def _sure(text: str) -> list[dict[str, float]]:
    return [step for char in text for step in ({char: 0.99, "": 0.01}, {"": 1.0})]


def test_the_network_tells_its_scores_and_chooses_as_it_did(
    recogniser: Recogniser, picture: Image.Image
) -> None:
    from trueocr import load_model

    line = np.asarray(picture)[115:165, 90:1100]
    [frames] = recogniser.read([line])
    seen = "".join(letter.text for letter in letters.letters(frames, recogniser.characters))
    alone = load_model(threads=1, mode="line").predict(Image.fromarray(line)).text
    assert seen.strip() == alone
    assert np.allclose(np.exp(frames.scores).sum(axis=1), 1.0, atol=1e-4)


def test_an_output_added_to_a_model_leaves_its_other_bytes_alone() -> None:
    model = bytes([0x08, 0x08, 0x3A, 0x02, 0x12, 0x00, 0x42, 0x02, 0x10, 0x11])
    more = with_output(model, "scores")
    assert more.startswith(bytes([0x08, 0x08, 0x3A]))
    assert more.endswith(model[6:])
    assert b"scores" in more
    assert len(more) > len(model)


def test_softmax_adds_up_to_one_however_large_the_scores() -> None:
    logits = np.array([[1000.0, 998.0, -1000.0]], np.float32)
    assert np.exp(log_softmax(logits)).sum() == pytest.approx(1.0)


def test_a_letter_seen_in_two_steps_is_one_and_after_a_blank_two(recogniser: Recogniser) -> None:
    steps = [{"l": 0.9}, {"l": 0.8}, {"": 0.9}, {"l": 0.9}]
    found = letters.letters(_frames(recogniser, steps), recogniser.characters)
    assert [(letter.text, letter.first, letter.last) for letter in found] == [
        ("l", 0, 2),
        ("l", 3, 4),
    ]


def test_words_reach_to_the_spaces_around_them(recogniser: Recogniser) -> None:
    frames = _frames(recogniser, [*_sure("ban"), {" ": 0.9}, *_sure("tin")])
    seen = letters.letters(frames, recogniser.characters)
    first, second = letters.words(seen, len(frames.scores))
    assert (first.text, first.first, first.last) == ("ban", 0, 6)
    assert (second.text, second.first, second.last) == ("tin", 7, 13)


def test_the_syllable_that_explains_the_steps_scores_best_in_any_case(
    recogniser: Recogniser,
) -> None:
    model = ngrams.shipped()
    scores = SyllableScores(model.vocabulary, recogniser.characters)
    for text in ("nguyễn", "QUYẾT", "Thủy", "a"):
        frames = _frames(recogniser, _sure(text)).scores
        found = scores.of(frames)
        best = model.vocabulary[int(found.argmax())]
        assert best in (text.casefold(), "thuỷ")
        columns = [recogniser.characters.index(char) for char in text]
        assert float(found.max()) == pytest.approx(of_text(frames, columns), abs=0.05)


def test_a_sure_mistake_of_the_recogniser_is_undone_by_what_the_sentence_says(
    recogniser: Recogniser,
) -> None:
    speller = Speller(ngrams.shipped(), recogniser.characters)
    line = _frames(recogniser, _sure("nộp hõ sơ tại bộ phận tiếp nhận"))
    [words] = speller.spell([line], [True])
    assert [word.text for word in words][:3] == ["nộp", "hồ", "sơ"]
    assert [word.raw for word in words][:3] == ["nộp", "hõ", "sơ"]


def test_figures_codes_and_foreign_words_stay_as_they_were_seen(recogniser: Recogniser) -> None:
    speller = Speller(ngrams.shipped(), recogniser.characters)
    text = "Số 06/2024/QĐ-UBND ngày 08/3/2024, 41/58 TTHC, email contact@khcn.vn, Microsoft"
    [words] = speller.spell([_frames(recogniser, _sure(text))], [True])
    assert " ".join(word.text for word in words) == text


def test_a_space_that_was_not_seen_is_put_in_and_both_words_have_their_places(
    recogniser: Recogniser,
) -> None:
    speller = Speller(ngrams.shipped(), recogniser.characters)
    [words] = speller.spell([_frames(recogniser, _sure("cá nhân nộp phítheo quy định"))], [True])
    assert [word.text for word in words] == "cá nhân nộp phí theo quy định".split()
    phi, theo = words[3:5]
    assert (phi.raw, theo.raw) == ("phí", "theo")
    assert phi.first < phi.last <= theo.first < theo.last


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("Vĩnh Xuyên,ngày 5", "Vĩnh Xuyên, ngày 5"),
        ("-Lưu:VT, KSTT", "- Lưu: VT, KSTT"),
        ("Số: 1873 /QĐ-UBND", "Số: 1873/QĐ-UBND"),
        ("41/58 thủ tục", "41/58 thủ tục"),
        ("TM. UBND tỉnh", "TM. UBND tỉnh"),
        ("hòm thư khcn@hungyen.gov.vn", "hòm thư khcn@hungyen.gov.vn"),
        ("tỷ lệ 93,1%", "tỷ lệ 93,1%"),
    ],
)
def test_spaces_follow_what_must_stand_together_or_apart(
    recogniser: Recogniser, seen: str, read: str
) -> None:
    speller = Speller(ngrams.shipped(), recogniser.characters)
    [words] = speller.first([_frames(recogniser, _sure(seen))])
    assert " ".join(word.text for word in words) == read
    assert all(a.last <= b.first for a, b in pairwise(words))


def test_a_sentence_runs_on_over_a_line_and_not_over_a_block(recogniser: Recogniser) -> None:
    speller = Speller(ngrams.shipped(), recogniser.characters)
    lines = [_frames(recogniser, _sure(text)) for text in ("cán bộ, công chức, viên", "chữc")]
    over = speller.spell(lines, [True, False])[1][0]
    apart = speller.spell(lines, [True, True])[1][0]
    assert over.text == "chức"
    assert over.confidence > apart.confidence


def test_every_printed_character_is_seen_as_itself_or_as_something() -> None:
    characters = ("", "a", "ã", "õ", "ồ", "1")
    matrix = confusion(characters)
    assert matrix.shape == (6, 6)
    assert matrix[0].tolist() == [1.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert (matrix[1:, 1:] > 0).all()
    assert matrix[4, 3] > 100 * matrix[4, 5]  # "ồ" is seen as "õ", not as "1"


def test_lines_are_seen_where_they_stand(recogniser: Recogniser, picture: Image.Image) -> None:
    [frames] = see(recogniser, np.asarray(picture), [Area(110, 125, 1000, 160)])
    assert frames.start < 110 < frames.across(6)
    assert frames.across(len(frames.scores)) > 1000


def test_a_clean_page_is_read_word_for_word_with_every_place(
    page: Page, picture: Image.Image
) -> None:
    assert page.text.split("\n") == list(LINES)
    assert page.how is How.OCR
    assert page.engine
    assert page.engine.startswith("trueocr")
    assert page.confidence > 0.9
    assert page.width == pytest.approx(picture.width * 72 / 150)
    for line in page.lines:
        assert line.box is not None
        for token in line.tokens:
            assert line.source[token.start : token.end]
            assert token.box is not None
            assert line.box.left - 12 <= token.box.left < token.box.right <= line.box.right + 12
        lefts = [token.box.left for token in line.tokens if token.box]
        assert lefts == sorted(lefts)


def test_a_blank_page_is_a_page_without_lines() -> None:
    page = page_of(Image.new("L", (800, 1100), 250), 2.0, 4)
    assert page.number == 4
    assert not page.lines
    assert page.confidence == 0.0
