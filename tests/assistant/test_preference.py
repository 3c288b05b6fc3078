"""What holds now comes first, each thing once."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.model import Passage
from assistant.preference import preferred
from assistant.question import understand
from corpus.model import (
    Audience,
    ChangedBy,
    Chunk,
    ChunkToken,
    Effect,
    How,
    Period,
    StoredDocument,
)

TEXT = "Sở đã rà soát và công bố 58 thủ tục hành chính thuộc thẩm quyền giải quyết của ngành"
ASKED = "Sở đã rà soát bao nhiêu thủ tục hành chính?"


def document(name: str, **known: object) -> StoredDocument:
    plain = StoredDocument(
        name, Path(name), Audience.PUBLIC, "", name, None, None, 1, 1, (How.TEXT,)
    )
    return replace(plain, **known)  # type: ignore[arg-type]


def passage(document: str, text: str, score: float) -> Passage:
    tokens = tuple(ChunkToken(word, 0, 0, 0) for word in text.split())
    chunk = Chunk(f"{document}#0", document, (), tokens, ((0, len(tokens)),), None, (1, 1))
    return Passage(chunk, score)


def order(
    passages: list[Passage], documents: list[StoredDocument], question: str = ASKED
) -> list[str]:
    known = {one.name: one for one in documents}
    return [p.chunk.document for p in preferred(passages, understand(question), known)]


def of(year: int) -> Period:
    return Period(f"năm {year}", datetime.date(year, 1, 1), datetime.date(year, 12, 31))


NEW = document("moi")
OLD = document(
    "cu",
    changed_by=(ChangedBy(Effect.REPLACES, "moi", "Mới", None, None, None, (0, 0), (0, 1)),),
)


def test_what_was_replaced_stands_behind_what_replaced_it() -> None:
    found = [passage("cu", TEXT, 0.9), passage("moi", "Nội dung khác hẳn của văn bản mới", 0.8)]
    assert order(found, [OLD, NEW]) == ["moi", "cu"]


@pytest.mark.parametrize(
    "question",
    [
        "Năm 2023 Sở đã rà soát bao nhiêu thủ tục?",
        "Theo Quyết định số 12/QĐ-UBND, Sở rà soát bao nhiêu thủ tục?",
        "Quý I Sở rà soát bao nhiêu thủ tục?",
    ],
)
def test_unless_a_time_or_a_number_is_asked_for(question: str) -> None:
    found = [passage("cu", TEXT, 0.9), passage("moi", "Nội dung khác hẳn của văn bản mới", 0.8)]
    assert order(found, [OLD, NEW], question) == ["cu", "moi"]


def test_of_two_reports_that_say_the_same_of_two_years_the_newer_comes_first() -> None:
    known = {"kind": "báo cáo", "body": "Sở"}
    documents = [document("a", period=of(2023), **known), document("b", period=of(2024), **known)]
    found = [passage("a", TEXT, 0.9), passage("b", TEXT.replace("58", "61"), 0.8)]
    assert order(found, documents) == ["b", "a"]
    found = [passage("a", TEXT, 0.9), passage("b", "Một việc khác của Sở trong năm nay là gì", 0.8)]
    assert order(found, documents) == ["a", "b"], "what says something else is not newer"


def test_dates_are_compared_as_far_as_they_are_printed() -> None:
    known = {"kind": "báo cáo", "body": "Sở"}
    documents = [document("a", date="31/12/2023", **known), document("b", date="2024", **known)]
    found = [passage("a", TEXT, 0.9), passage("b", TEXT.replace("58", "61"), 0.8)]
    assert order(found, documents) == ["b", "a"]


def test_documents_of_other_bodies_or_without_a_date_stay() -> None:
    found = [passage("a", TEXT, 0.9), passage("b", TEXT.replace("58", "61"), 0.8)]
    apart = [
        document("a", kind="báo cáo", body="Sở", date="2023"),
        document("b", kind="báo cáo", body="Bộ", date="2024"),
    ]
    assert order(found, apart) == ["a", "b"]
    undated = [
        document("a", kind="báo cáo", body="Sở"),
        document("b", kind="báo cáo", body="Sở", date="2024"),
    ]
    assert order(found, undated) == ["a", "b"]
    nobody = [
        document(name, kind="báo cáo", date=year) for name, year in (("a", "2023"), ("b", "2024"))
    ]
    assert order(found, nobody) == ["a", "b"]


def test_a_near_duplicate_is_left_out_and_what_is_printed_whole_is_kept() -> None:
    documents = [document("quet", how=(How.OCR,)), document("goc")]
    found = [passage("quet", TEXT, 0.9), passage("goc", TEXT, 0.8), passage("goc", "Khác", 0.7)]
    assert order(found, documents) == ["goc", "goc"]


MORE = " ".join(f"chữ{'abcdefghij'[a]}{'abcdefghij'[b]}" for a in range(6) for b in range(10))


@pytest.mark.parametrize(
    ("one", "other"),
    [("phí 100000 đồng", "phí 200000 đồng"), ("được phép nộp", "không được phép nộp")],
)
def test_another_figure_or_a_not_makes_another_passage(one: str, other: str) -> None:
    found = [passage("a", f"{MORE} {one}", 0.9), passage("b", f"{MORE} {other}", 0.8)]
    assert order(found, [document("a"), document("b")]) == ["a", "b"]


def test_of_three_years_the_newest_comes_first_and_the_oldest_last() -> None:
    known = {"kind": "báo cáo", "body": "Sở"}
    documents = [document(str(year), period=of(year), **known) for year in (2022, 2023, 2024)]
    found = [
        passage("2022", TEXT, 0.9),
        passage("2023", TEXT.replace("58", "60"), 0.8),
        passage("2024", TEXT.replace("58", "61"), 0.5),
    ]
    assert order(found, documents) == ["2024", "2023", "2022"]


def test_nothing_is_left_out_where_a_document_is_named() -> None:
    found = [passage("a", MORE, 0.9), passage("b", MORE, 0.8)]
    question = "Quyết định số 12/QĐ-UBND nói gì?"
    assert order(found, [document("a"), document("b")], question) == ["a", "b"]
    assert order(found, [document("a"), document("b")]) == ["a"]


def test_cells_and_headings_are_no_duplicates() -> None:
    found = [passage("a", "Kết quả", 0.9), passage("b", "Kết quả", 0.8)]
    assert order(found, [document("a"), document("b")]) == ["a", "b"]
