"""Evidence that any system's wording can meet, and nothing but what the evidence says."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval import questions
from eval.peers.adapter import Passage, Reading, Spot, answer
from eval.peers.answers import PeerAnswer, read
from eval.peers.bench import _scored
from eval.peers.evidence import as_cells, settled, widened
from eval.peers.peer import LANGCHAIN
from eval.questions import Item, item_of
from eval.result import Result

SETS = Path(questions.__file__).parent / "sets"
ROW = "Trường hợp: Thiết bị X-quang chụp răng; Mức phí: 2.000.000 đồng/thiết bị"


def item(*evidence: dict[str, object], **fields: object) -> Item:
    row = {"id": "a", "question": "?", "evidence": list(evidence), "must_contain": [["2.000.000"]]}
    return widened(item_of({**row, **fields}))


def said(reading: Reading, *spans: tuple[int, int], most_words: int = 120) -> PeerAnswer:
    import json

    passages = [Passage(reading, start, end, 1.0) for start, end in spans]
    row = answer({"id": "a", "question": "?", "most_words": most_words}, passages, 3.0)
    return read([json.dumps(row)], ["a"])[0]


def scored(asked: Item, reading: Reading, *spans: tuple[int, int]) -> Result:
    return _scored(asked, said(reading, *spans), LANGCHAIN)


def test_a_row_in_our_wording_is_also_its_cells() -> None:
    assert as_cells(ROW) == "Thiết bị X-quang chụp răng 2.000.000 đồng/thiết bị"
    two = f"{ROW} {ROW.replace('răng', 'vú')}"
    assert "Trường hợp" not in as_cells(two)
    assert as_cells(two).count("2.000.000 đồng/thiết bị") == 2


@pytest.mark.parametrize(
    "quote",
    [
        "- Đơn đề nghị; bản sao giấy phép",
        "Kế hoạch: 02/KH-SKHCN",
        "gồm: thể chế; bộ máy",
        "https://a.vn; http://b.vn",
        "",
    ],
)
def test_other_quotes_stay_as_they_are(quote: str) -> None:
    assert as_cells(quote) == quote


def test_a_peer_that_prints_a_row_without_our_labels_finds_it() -> None:
    text = "Trường hợp | Mức phí\nThiết bị X-quang chụp răng | 2.000.000 đồng/thiết bị"
    reading = Reading("a.docx", [(text, Spot())])
    asked = item({"document": "a.docx", "procedure": "1.000173", "quote": ROW})
    result = scored(asked, reading, (0, len(text)))
    assert (result.scores["rank"], result.scores["supported"]) == (1, True)


def test_another_row_is_not_the_evidence() -> None:
    text = "Hệ thiết bị PET/CT | 16.000.000 đồng/thiết bị"
    asked = item({"document": "a.docx", "procedure": "1.000173", "quote": ROW})
    assert scored(asked, Reading("a.docx", [(text, Spot())]), (0, len(text))).scores["rank"] == 0


def test_the_same_words_in_another_document_are_not_the_evidence() -> None:
    asked = item({"document": "a.docx", "quote": ROW})
    assert scored(asked, Reading("b.docx", [(ROW, Spot())]), (0, len(ROW))).scores["rank"] == 0


def test_a_procedure_without_a_quote_stays_asked_for() -> None:
    asked = item({"document": "a.docx", "procedure": "1.000173"})
    assert scored(asked, Reading("a.docx", [(ROW, Spot())]), (0, len(ROW))).scores["rank"] == 0


def test_a_passage_over_two_pages_counts_on_both() -> None:
    pages = [("Mở đầu.", Spot(page=1)), ("Phí 2.000.000 đồng.", Spot(page=2))]
    reading = Reading("a.pdf", pages)
    asked = item({"document": "a.pdf", "page": 2, "quote": "Phí 2.000.000 đồng"})
    result = scored(asked, reading, (0, len(reading.text)))
    assert (result.scores["rank"], result.scores["supported"]) == (1, True)
    assert result.answer.retrieved[0].page == result.answer.citations[0].page == 2
    wrong = item({"document": "a.pdf", "page": 3, "quote": "Phí 2.000.000 đồng"})
    assert scored(wrong, reading, (0, len(reading.text))).scores["rank"] == 0


def test_where_no_place_meets_the_evidence_the_first_stays() -> None:
    reading = Reading("a.pdf", [("một", Spot(page=4)), ("hai", Spot(page=5))])
    settling = settled(said(reading, (0, 7)), item({"document": "a.pdf", "page": 9}))
    assert settling.retrieved[0].page == 4


def test_only_the_part_that_is_said_is_cited() -> None:
    lines = [(f"Dòng {number} có năm từ.", Spot(line=number)) for number in range(1, 60)]
    reading = Reading("a.txt", [*lines, ("Phí 2.000.000 đồng.", Spot(line=60))])
    asked = item({"document": "a.txt", "lines": [60, 60]})
    result = scored(asked, reading, (0, len(reading.text)))
    assert (result.scores["rank"], result.scores["supported"]) == (1, False)


def test_what_a_peer_cannot_have_is_none_and_not_wrong() -> None:
    asked = item({"document": "a.txt", "lines": [1, 1]}, type="number")
    reading = Reading("a.txt", [("Phí 2.000.000 đồng.", Spot(line=1))])
    assert scored(asked, reading, (0, len(reading.text))).scores["direct"] is None


def test_widening_adds_and_takes_nothing_away() -> None:
    for name in ("demo", "demo_test"):
        for one in questions.read(SETS / f"{name}.jsonl"):
            wide = widened(one)
            assert wide.evidence[: len(one.evidence)] == one.evidence
            assert widened(wide).evidence == wide.evidence
            assert len(wide.located) >= len(one.located)


def test_widened_evidence_goes_with_the_results() -> None:
    asked = item({"document": "a.docx", "procedure": "1.000173", "quote": ROW})
    result = scored(asked, Reading("a.docx", [(ROW, Spot())]), (0, len(ROW)))
    assert Result.of(result.row()).item.evidence == asked.evidence
