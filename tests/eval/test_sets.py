"""The shipped question sets agree with the shipped documents."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.startup import SHIPPED_DOCUMENTS
from corpus import procedures, readers
from corpus.model import Line, Page, flat_lines
from corpus.readers.portal_cells import parted
from eval.matching import normalise, says, says_all
from eval.measures.support import DIRECT_TYPES, LONG_TYPES
from eval.questions import Item, read
from tools.national_workbook import DATA

ROOT = Path(__file__).parents[2]
SETS = ROOT / "eval" / "sets"
DEMO = read(SETS / "demo.jsonl")
ANSWERABLE = [item for item in DEMO if item.answerable]
ON_DEMO = [
    *DEMO,
    *read(SETS / "demo_test.jsonl"),
    *read(SETS / "demo_test2.jsonl"),
    *read(SETS / "silence_demo.jsonl"),
    *read(SETS / "demo_more.jsonl"),
    *read(SETS / "demo_later.jsonl"),
    *read(SETS / "demo_next.jsonl"),
    *read(SETS / "demo_composite.jsonl"),
    *read(SETS / "near_demo.jsonl"),
    *read(SETS / "demo_fresh.jsonl"),
    *read(SETS / "follow_demo.jsonl"),
    *read(SETS / "demo_fresh2.jsonl"),
    *read(SETS / "demo_fresh3.jsonl"),
    *read(SETS / "demo_fresh4.jsonl"),
]
LOCATED = [item for item in ON_DEMO if item.answerable]
NATIONAL = [
    item
    for name in (
        "national_dev.jsonl",
        "national_test.jsonl",
        "national_more.jsonl",
        "national_later.jsonl",
        "national_next.jsonl",
        "near_national.jsonl",
        "national_fresh.jsonl",
        "national_fresh2.jsonl",
        "national_fresh3.jsonl",
        "national_fresh4.jsonl",
    )
    for item in read(SETS / name)
    if item.answerable and item.evidence
]
# What is worked out, and "Có" or "Không", stands nowhere as it is said.
WORKED_OUT = frozenset({"arithmetic", "comparison", "yes_no"})
REPORT, SCAN, DAMAGED = (
    f"bao-cao-cchc-6-thang-2024.{end}" for end in ("pdf", "scan.pdf", "ocr.txt")
)
SCANNED_FROM = 2  # the scan's first page is this page of the report
GOLD = (ROOT / "tests" / "gold" / "bao-cao-cchc-6-thang-2024.txt").read_text(encoding="utf-8")


@cache
def pages(name: str) -> tuple[Page, ...]:
    return readers.read(SHIPPED_DOCUMENTS / name)


def joined(lines: list[Line]) -> str:
    return " ".join(line.text for line in lines)


def place(evidence: Mapping[str, Any]) -> str:
    """The text that stands where the evidence points to; empty where it points to nothing."""
    name = evidence["document"]
    if (
        name == DAMAGED
    ):  # what its damaged lines say, by the report's text laid out in the same lines
        first, last = evidence["lines"]
        return " ".join(GOLD.split("\n")[first - 1 : last])
    if name == SCAN:  # two pages of the report, without a text of their own
        return place({"document": REPORT, "page": evidence["page"] + SCANNED_FROM - 1})
    found = pages(name)
    lines = [
        line
        for page, line in flat_lines(found)
        if evidence.get("page") in (None, page.number)
        and evidence.get("sheet") in (None, page.sheet)
        and evidence.get("row") in (None, line.row)
    ]
    if evidence.get("procedure"):
        span = next(p for p in procedures.find(found) if p.procedure.key == evidence["procedure"])
        lines = [line for _, line in flat_lines(found)[span.first : span.last]]
    if evidence.get("quote"):
        quote = evidence["quote"]
        return quote if normalise(quote) in normalise(joined(lines)) else ""
    return joined(lines)


def test_a_set_of_many_questions_of_all_styles_and_types() -> None:
    assert len(DEMO) >= 40
    styles = {item.style for item in DEMO}
    assert styles >= {
        "plain",
        "no_diacritics",
        "typo",
        "english",
        "formal",
        "colloquial",
        "followup",
    }
    assert {item.type for item in ANSWERABLE} >= DIRECT_TYPES | {"list", "summary", "where"}
    assert {item.type for item in ANSWERABLE} & (LONG_TYPES - {"list", "summary"})
    assert len({(item.question, item.history) for item in DEMO}) == len(DEMO)


def test_about_a_fifth_has_no_answer() -> None:
    assert 0.15 <= 1 - len(ANSWERABLE) / len(DEMO) <= 0.25
    assert all(item.fields["why"] for item in DEMO if not item.answerable)
    assert not any(item.evidence or item.must_contain for item in DEMO if not item.answerable)


@pytest.mark.parametrize("item", LOCATED, ids=lambda item: item.id)
def test_every_place_of_evidence_exists(item: Item) -> None:
    assert item.located == item.evidence
    assert item.evidence
    for evidence in item.evidence:
        assert (SHIPPED_DOCUMENTS / evidence["document"]).is_file()
        assert place(evidence).strip(), evidence


@pytest.mark.parametrize(
    "item", [item for item in LOCATED if item.type not in WORKED_OUT], ids=lambda item: item.id
)
def test_every_required_part_stands_in_every_document_that_is_cited(item: Item) -> None:
    assert item.must_contain
    for name in {evidence["document"] for evidence in item.evidence}:
        text = " ".join(place(one) for one in item.evidence if one["document"] == name)
        missing = [part for part in item.must_contain if not any(says(text, v) for v in part)]
        assert missing == [], name


@pytest.mark.parametrize("item", [*LOCATED, *NATIONAL], ids=lambda item: item.id)
def test_the_gold_answer_says_every_required_part(item: Item) -> None:
    assert says_all(item.fields["answer"], item.must_contain)


def test_the_scan_is_two_pages_of_the_report() -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(SHIPPED_DOCUMENTS / SCAN) as scan:
        count = len(scan)
    cited = {e["page"] for item in ANSWERABLE for e in item.evidence if e["document"] == SCAN}
    assert cited <= set(range(1, count + 1))


def test_the_other_shipped_sets_can_be_read() -> None:
    for path in SETS.glob("*.jsonl"):
        assert read(path)


@cache
def records() -> dict[str, str]:
    """The text of every national procedure, by code."""
    if not DATA.is_file():
        pytest.skip("needs ../shared/data, which a clone does not have")
    return {
        row["ma_thu_tuc"]: " ".join(str(value) for value in row.values())
        for row in map(json.loads, gzip.open(DATA, "rt", encoding="utf-8"))
    }


@pytest.mark.parametrize("item", NATIONAL, ids=lambda item: item.id)
def test_every_required_part_stands_in_the_national_procedure_that_is_cited(item: Item) -> None:
    told = [records()[evidence["procedure"]] for evidence in item.evidence]
    missing = [
        part
        for part in item.must_contain
        if not any(says(parted(text), variant) for text in told for variant in part)
    ]
    assert missing == []
