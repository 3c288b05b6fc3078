"""Corrections by hand: kept beside the versions, placed on whatever the readers find."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import corrections
from corpus.corrected import assign, rewritten
from corpus.corrections import Place
from corpus.model import Box, How, Line, NoteKind, Page, Token
from corpus.vietnamese.normalise import tokenize_line

SHA = "a" * 64
FIRST = Place(0, 1)
OCR = ("CONG HOA XA HOI", "Doc lap Tu do Hanh phuc", "Sở có 58 thu tuc", "Nơi nhận: Lưu VT")


@dataclass
class Seen:
    source: str
    text: str


def page(*sources: str, number: int = 1, confidence: float = 0.6) -> Page:
    lines = []
    for at, source in enumerate(sources, start=1):
        tokens = tuple(
            replace(token, confidence=confidence, box=Box(token.start, at, token.end, at + 1))
            for token in tokenize_line(source)
        )
        lines.append(Line(at, source, tokens, box=Box(0, at, 100, at + 1)))
    return Page(number, tuple(lines), how=How.OCR, confidence=confidence, width=600, height=800)


def seen(shown: Page) -> list[Seen]:
    return [Seen(line.source, line.text) for line in shown.lines]


def correct(store: Path, shown: Page, changes: dict[int, str], place: Place = FIRST) -> int:
    lines = [line.text for line in shown.lines]
    for at, text in changes.items():
        lines[at] = text
    return corrections.save(store, SHA, place, lines, seen(shown))


def texts(shown: Page) -> list[str]:
    return [line.text for line in shown.lines]


def detail(shown: Page, kind: NoteKind) -> str | None:
    return next((note.detail for note in shown.notes if note.kind is kind), None)


def test_a_file_without_corrections_has_no_version_and_stays_as_it_is(tmp_path: Path) -> None:
    pages = (page(*OCR),)
    assert corrections.version(tmp_path, SHA) == ""
    assert corrections.apply(pages, tmp_path, SHA) is pages
    assert not (tmp_path / "corrections").exists()


def test_a_corrected_line_keeps_its_source_spans_and_boxes(tmp_path: Path) -> None:
    before = page(*OCR)
    assert correct(tmp_path, before, {2: "Sở có 58 thủ tục"}) == 1
    (after,) = corrections.apply((before,), tmp_path, SHA)
    assert texts(after) == [OCR[0], OCR[1], "Sở có 58 thủ tục", OCR[3]]
    old, new = before.lines[2], after.lines[2]
    assert (new.source, new.box) == (old.source, old.box)
    assert [(t.start, t.end, t.box) for t in new.tokens] == [
        (t.start, t.end, t.box) for t in old.tokens
    ]
    assert {token.confidence for token in new.tokens} == {1.0}
    assert {token.confidence for token in after.lines[0].tokens} == {0.6}
    assert detail(after, NoteKind.CORRECTED) == "1"
    assert before.confidence < after.confidence < 1.0
    assert after.repaired


def test_a_word_that_was_missed_joins_the_word_before_it(tmp_path: Path) -> None:
    before = page(*OCR)
    correct(tmp_path, before, {2: "Sở có 58 thủ tục hành chính"})
    (after,) = corrections.apply((before,), tmp_path, SHA)
    assert after.lines[2].text == "Sở có 58 thủ tục hành chính"
    assert after.lines[2].tokens[-1].text == "tục hành chính"


def test_words_that_run_together_share_the_token(tmp_path: Path) -> None:
    before = page("Số liệu vềthủtục hnh chính")
    correct(tmp_path, before, {0: "Số liệu về thủ tục hành chính"})
    (after,) = corrections.apply((before,), tmp_path, SHA)
    assert [t.text for t in after.lines[0].tokens] == ["Số", "liệu", "về thủ tục", "hành", "chính"]


def test_an_emptied_line_becomes_an_empty_reading_and_not_a_lost_place(tmp_path: Path) -> None:
    before = page(*OCR)
    correct(tmp_path, before, {1: "  "})
    (after,) = corrections.apply((before,), tmp_path, SHA)
    assert len(after.lines) == 4
    assert after.lines[1].text == ""
    assert len(after.lines[1].tokens) == len(before.lines[1].tokens)


def test_text_with_another_number_of_lines_is_aligned(tmp_path: Path) -> None:
    before = page(*OCR)
    typed = [OCR[0], "Sở có 58 thủ tục", "trong đó 41 toàn trình", OCR[3]]
    corrections.save(tmp_path, SHA, FIRST, [*typed, "Hưng Yên"], seen(before))
    (after,) = corrections.apply((before,), tmp_path, SHA)
    assert texts(after)[0] == OCR[0]
    assert " ".join(texts(after)).split() == " ".join([*typed, "Hưng Yên"]).split()
    assert len(after.lines) == 4


def test_a_line_found_right_as_it_is_loses_its_doubts(tmp_path: Path) -> None:
    before = page(*OCR)
    corrections.save(tmp_path, SHA, FIRST, texts(before), seen(before), confirmed=[3])
    (after,) = corrections.apply((before,), tmp_path, SHA)
    assert texts(after) == texts(before)
    assert [min(t.confidence for t in line.tokens) for line in after.lines] == [0.6, 0.6, 0.6, 1.0]


def test_the_second_correction_adds_to_the_first(tmp_path: Path) -> None:
    before = page(*OCR)
    correct(tmp_path, before, {0: "CỘNG HÒA XÃ HỘI"})
    first = corrections.version(tmp_path, SHA)
    (shown,) = corrections.apply((before,), tmp_path, SHA)
    assert correct(tmp_path, shown, {1: "Độc lập Tự do Hạnh phúc"}) == 2
    assert corrections.version(tmp_path, SHA) not in ("", first)
    (after,) = corrections.apply((before,), tmp_path, SHA)
    assert texts(after)[:2] == ["CỘNG HÒA XÃ HỘI", "Độc lập Tự do Hạnh phúc"]


def test_what_is_removed_leaves_the_reading_as_it_was(tmp_path: Path) -> None:
    before = page(*OCR)
    correct(tmp_path, before, {0: "X"})
    assert corrections.remove(tmp_path, SHA, FIRST)
    assert corrections.version(tmp_path, SHA) == ""
    assert corrections.apply((before,), tmp_path, SHA) == (before,)
    assert not corrections.remove(tmp_path, SHA, FIRST)


def test_only_the_page_that_is_meant_changes(tmp_path: Path) -> None:
    pages = page("mot hai", number=1), page("mot hai", number=2)
    correct(tmp_path, pages[1], {0: "một hai"}, Place(1, 2))
    after = corrections.apply(pages, tmp_path, SHA)
    assert [texts(shown) for shown in after] == [["mot hai"], ["một hai"]]


def test_a_better_reader_that_joins_and_splits_lines_keeps_the_corrections(tmp_path: Path) -> None:
    old = page(*OCR)
    correct(
        tmp_path, old, {0: "CỘNG HÒA XÃ HỘI", 2: "Sở có 58 thủ tục", 3: "Nơi nhận: Lưu: VT, CCHC"}
    )
    new = page(
        "UBND TINH HUNG YEN",
        "CONG HÒA",
        "XA HỌI",
        "Doc lap Tu do Hanh phuc",
        "Sở có 58 thu tuc Nơi nhận: Luu VT",
    )
    (after,) = corrections.apply((new,), tmp_path, SHA)
    assert texts(after) == [
        "UBND TINH HUNG YEN",
        "CỘNG HÒA",
        "XÃ HỘI",
        "Doc lap Tu do Hanh phuc",
        "Sở có 58 thủ tục Nơi nhận: Lưu: VT, CCHC",
    ]
    assert detail(after, NoteKind.UNPLACED) is None


def test_a_line_that_moved_on_its_page_is_found(tmp_path: Path) -> None:
    old = page(*OCR)
    correct(tmp_path, old, {3: "Nơi nhận: Lưu VT, NV"})
    (after,) = corrections.apply((page(OCR[3], *OCR[:3]),), tmp_path, SHA)
    assert texts(after)[0] == "Nơi nhận: Lưu VT, NV"


def test_what_finds_no_place_is_said_and_kept(tmp_path: Path) -> None:
    correct(tmp_path, page(*OCR), {2: "Sở có 58 thủ tục"})
    kept = corrections.version(tmp_path, SHA)
    other = page("Một trang khác hẳn", "không có dòng nào giống")
    (after,) = corrections.apply((other,), tmp_path, SHA)
    assert texts(after) == texts(other)
    assert detail(after, NoteKind.UNPLACED) == "1"
    (gone,) = corrections.apply((replace(other, number=9),), tmp_path, SHA)
    assert detail(gone, NoteKind.UNPLACED) == "1"
    assert corrections.version(tmp_path, SHA) == kept


def test_a_page_on_which_nothing_was_found_takes_what_is_typed(tmp_path: Path) -> None:
    blank = page()
    corrections.save(tmp_path, SHA, FIRST, ["Độc lập", "", "Tự do"], [])
    pages = corrections.apply((blank,), tmp_path, SHA)
    assert texts(pages[0]) == ["Độc lập", "Tự do"]
    assert pages[0].lines[0].box == Box(0, 0, 600, 800)
    assert corrections.apply(pages, tmp_path, SHA) == pages


def test_an_editor_sees_what_was_saved_before_the_file_is_read_again(tmp_path: Path) -> None:
    before = page(*OCR)
    correct(tmp_path, before, {0: "CỘNG HÒA"})
    kept = corrections.load(tmp_path, SHA)
    assert corrections.readings(kept, FIRST, seen(before)) == ["CỘNG HÒA", *OCR[1:]]
    assert corrections.readings(kept, Place(1, 2), seen(before)) == list(OCR)


def test_a_damaged_record_stops_nothing_and_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "corrections" / f"{SHA}.json"
    path.parent.mkdir()
    path.write_text('{"pages": [{"place"', encoding="utf-8")
    before = page(*OCR)
    assert corrections.apply((before,), tmp_path, SHA) == (before,)
    correct(tmp_path, before, {0: "CỘNG HÒA"})
    assert path.with_suffix(".damaged").read_text(encoding="utf-8").startswith('{"pages"')
    assert json.loads(path.read_text(encoding="utf-8"))["format"] == 1


@pytest.mark.parametrize("name", ["", "../../x", "A" * 64, "a" * 63])
def test_only_a_hash_names_a_record(tmp_path: Path, name: str) -> None:
    assert corrections.version(tmp_path, name) == ""
    assert corrections.apply((page(*OCR),), tmp_path, name) == (page(*OCR),)
    with pytest.raises(ValueError, match="SHA-256"):
        corrections.save(tmp_path, name, FIRST, ["x"], [Seen("y", "y")])
    assert list(tmp_path.iterdir()) == []


def test_control_characters_do_not_get_into_a_reading(tmp_path: Path) -> None:
    before = page(*OCR)
    correct(tmp_path, before, {0: "CỘNG\x00 HÒA\u200b\r\n XÃ"})
    (after,) = corrections.apply((before,), tmp_path, SHA)
    assert after.lines[0].text == "CỘNG HÒA XÃ"


WORD = st.sampled_from("hồ ho sơ so thủ tục thutuc tuc 58 TTHC đ/c — của".split())
SENTENCE = st.lists(WORD, min_size=1, max_size=7).map(" ".join)
PAGE = st.lists(SENTENCE, min_size=0, max_size=6)


@given(st.lists(PAGE, min_size=1, max_size=3), PAGE, PAGE)
def test_spans_stay_valid_and_applying_twice_is_applying_once(
    document: list[list[str]], typed: list[str], later: Sequence[str]
) -> None:
    pages = tuple(page(*lines, number=at) for at, lines in enumerate(document, start=1))
    upgraded = (page(*later), *pages[1:])
    with TemporaryDirectory() as folder:
        store = Path(folder)
        corrections.save(store, SHA, FIRST, typed, seen(pages[0]))
        for read in (pages, upgraded):
            once = corrections.apply(read, store, SHA)
            assert corrections.apply(once, store, SHA) == once
            assert len(once) == len(read)
            assert once[1:] == read[1:]
            for before, after in zip(read, once, strict=True):
                assert not before.lines or len(after.lines) == len(before.lines)
                assert all(
                    0 <= token.start < token.end <= len(line.source)
                    for line in after.lines
                    for token in line.tokens
                )
        if document[0]:
            (first, *_) = corrections.apply(pages, store, SHA)
            said = [word for line in typed for word in line.split()]
            assert " ".join(texts(first)).split() == said


@given(SENTENCE, st.lists(WORD, max_size=9))
def test_a_rewritten_line_reads_as_it_was_typed(source: str, words: list[str]) -> None:
    tokens = tokenize_line(source)
    after = rewritten(tokens, words)
    assert " ".join(token.text for token in after).split() == words
    assert [(t.start, t.end) for t in after] == [(t.start, t.end) for t in tokens]
    assert rewritten(after, words) == after


@given(st.lists(WORD, max_size=8), st.lists(WORD, max_size=8))
def test_new_words_keep_the_order_of_what_they_stand_for(old: list[str], new: list[str]) -> None:
    owners = assign(old, list(range(len(old))), new)
    assert len(owners) == len(new)
    assert owners == sorted(owners)
    assert not old or all(0 <= owner < len(old) for owner in owners)


def test_a_token_without_a_reading_can_be_given_one() -> None:
    (token,) = rewritten([Token("", 0, 4)], ["hồ", "sơ"])
    assert (token.text, token.start, token.end) == ("hồ sơ", 0, 4)
