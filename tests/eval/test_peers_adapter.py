"""What the peers' scripts share: places from offsets, the cut at the limit, the answer's JSON."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.schema import AnswerOut
from eval.matching import words
from eval.peers.adapter import Passage, Reading, Spot, answer, cut, text_lines

QUESTION = {"id": "0", "question": "Phí bao nhiêu?", "history": [], "most_words": 120}


def of_lines(*lines: str) -> Reading:
    return Reading("a.txt", [(line, Spot(line=n)) for n, line in enumerate(lines, start=1)])


def test_a_passage_knows_the_lines_it_covers() -> None:
    reading = of_lines("một", "hai", "ba", "bốn")
    start = reading.text.index("hai")
    [place] = reading.places(start, reading.text.index("ba") + len("ba"))
    assert (place["document"], place["lines"], place["page"]) == ("a.txt", [2, 3], None)


def test_the_line_after_a_passage_is_not_part_of_it() -> None:
    reading = of_lines("một", "hai", "ba")
    assert reading.places(0, len("một"))[0]["lines"] == [1, 1]
    assert reading.places(0, len("một\n"))[0]["lines"] == [1, 1]
    assert reading.places(len("một\n"), len("một\nh"))[0]["lines"] == [2, 2]


def test_blank_lines_count() -> None:
    reading = of_lines("một", "", "", "bốn")
    start = reading.text.index("bốn")
    assert reading.places(start, len(reading.text))[0]["lines"] == [4, 4]


def test_a_passage_over_two_pages_has_both_places() -> None:
    reading = Reading("a.pdf", [("trang một", Spot(page=1)), ("trang hai", Spot(page=2))], "\n\n")
    pages = [place["page"] for place in reading.places(3, len(reading.text))]
    assert pages == [1, 2]
    assert [place["page"] for place in reading.places(0, 5)] == [1]


def test_a_passage_over_rows_has_a_place_for_each_row_of_its_sheet() -> None:
    rows = [("tên\nhai dòng", Spot(sheet="A", row=4)), ("phí", Spot(sheet="A", row=6))]
    places = Reading("a.xlsx", rows).places(0, 13 + len("phí"))
    assert [(place["sheet"], place["row"]) for place in places] == [("A", 4), ("A", 6)]
    assert Reading("a.xlsx", rows).places(0, 8)[0]["row"] == 4


def test_an_empty_reading_still_has_its_document() -> None:
    assert Reading("a.txt", []).places(0, 0)[0]["document"] == "a.txt"


@given(st.lists(st.text("aâ .\t", max_size=6), min_size=1, max_size=8), st.data())
def test_places_are_the_lines_that_a_plain_count_gives(
    lines: list[str], data: st.DataObject
) -> None:
    reading = of_lines(*lines)
    length = len(reading.text)
    start = data.draw(st.integers(0, max(length - 1, 0)))
    end = data.draw(st.integers(min(start + 1, length), length))
    first = reading.text[:start].count("\n") + 1
    last = reading.text[: max(end - 1, start)].count("\n") + 1
    if end > start:
        assert reading.places(start, end)[0]["lines"] == [first, last]


def test_lines_of_a_file_are_numbered_as_an_editor_does(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffmột\r\nhai\u2028vẫn hai\r\n\r\nbốn\x0c".encode())
    assert text_lines(path) == [
        ("một", Spot(line=1)),
        ("hai\u2028vẫn hai", Spot(line=2)),
        ("", Spot(line=3)),
        ("bốn\x0c", Spot(line=4)),
    ]


def test_a_text_within_the_limit_is_left_as_it_is() -> None:
    assert cut("một hai\n ba. ", 3) == ("một hai\n ba. ", False)


def test_a_long_text_ends_where_its_last_whole_sentence_does() -> None:
    text = " ".join(["từ"] * 7) + ". Câu sau còn dài nữa và dài mãi."
    assert cut(text, 10) == (" ".join(["từ"] * 7) + ".", True)


@pytest.mark.parametrize("end", ["!", "?", "…", ".”", ".)", ";"])
def test_what_ends_a_sentence(end: str) -> None:
    assert cut(f"một hai ba bốn{end} năm sáu bảy", 5) == (f"một hai ba bốn{end}", True)


def test_without_a_sentence_end_near_the_limit_words_are_counted() -> None:
    text = "Một. " + " ".join(["từ"] * 30)
    assert cut(text, 10) == ("Một. " + " ".join(["từ"] * 9), True)


def test_a_figure_is_no_sentence_end() -> None:
    assert cut("phí là 3.000.000 đồng một lần nộp", 4)[0] == "phí là 3.000.000 đồng"


@given(st.text(" a.\nđ", max_size=200), st.integers(1, 20))
def test_a_cut_text_is_a_beginning_within_the_limit(text: str, most: int) -> None:
    kept, was_cut = cut(text, most)
    assert text.startswith(kept)
    assert words(kept) <= most
    assert was_cut == (words(text) > most)


def test_an_answer_is_the_top_passage_with_its_citation() -> None:
    reading = of_lines("Phí là 200.000 đồng.", "Thời hạn 5 ngày.")
    passages = [Passage(reading, 0, 20, 0.9), Passage(reading, 21, len(reading.text), 0.4)]
    row = answer(QUESTION, passages, 12.5)
    said = AnswerOut.model_validate(row)
    assert said.answer == "Phí là 200.000 đồng. [1]"
    assert said.status == "answered"
    assert said.citations[0].lines == (1, 1)
    assert [place.lines for place in said.retrieved] == [(1, 1), (2, 2)]
    assert [place["text"] for place in row["retrieved"]] == [one.text for one in passages]
    assert said.timings_ms["total"] == 12.5
    assert not said.notices


def test_a_cut_answer_says_so_and_cites_only_what_it_says() -> None:
    reading = of_lines(*(f"Dòng {n} có năm từ." for n in range(1, 61)))
    row = answer(QUESTION, [Passage(reading, 0, len(reading.text), 1.0)], 1.0)
    assert words(row["answer"]) <= 120
    assert row["citations"][0]["lines"] == [1, 24]
    assert row["retrieved"][0]["lines"] == [1, 60]
    assert [notice["kind"] for notice in row["notices"]] == ["cut"]


def test_nothing_found_is_not_found() -> None:
    said = AnswerOut.model_validate(answer(QUESTION, [], 1.0))
    assert (said.status, said.answer, said.citations) == ("not_found", "", [])
