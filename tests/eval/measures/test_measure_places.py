from __future__ import annotations

from typing import Any

import pytest

from assistant.schema import CitationOut, RetrievedOut
from eval.measures.places import overlaps
from tests.eval.scoring import TEXT, citation, passage


def both(evidence: dict[str, Any], text: str = TEXT, **place: Any) -> set[bool]:
    """What is found for a passage and for a citation of the same place."""
    retrieved = RetrievedOut.model_validate(passage(**place))
    cited = CitationOut.model_validate(citation(text, **place))
    return {overlaps(where, (text,), evidence) for where in (retrieved, cited)}


@pytest.mark.parametrize(
    "evidence",
    [
        {"document": "a.pdf", "page": 3},
        {"document": "a.pdf", "page": [2, 3]},
        {"document": "a.pdf", "page": None, "lines": None, "quote": "là 58 thủ tục"},
        {"document": "a.pdf", "quote": "thẩm quyền của Sở là 58 thủ tục"},
        {"document": "a.pdf", "quote": "Tong so thu tuc thuoc tham quyen cua So 1a 58 thu tuc"},
        {"document": "a.pdf", "unknown": 5},
    ],
)
def test_evidence_overlaps_where_every_field_given_agrees(evidence: dict[str, Any]) -> None:
    assert both(evidence) == {True}


@pytest.mark.parametrize(
    "evidence",
    [
        {"document": "b.pdf", "page": 3},
        {"document": "a.pdf", "page": 4},
        {"document": "a.pdf", "page": 3, "lines": [4, 4]},
        {"document": "a.pdf", "sheet": "Danh mục"},
        {"document": "a.pdf", "row": 3},
        {"document": "a.pdf", "procedure": "1.004150"},
        {"document": "a.pdf", "page": 3, "quote": "41/58 TTHC được cung cấp trực tuyến"},
        {"document": "a.pdf", "quote": "58 số của là Sở thẩm thuộc quyền tục thủ"},
    ],
)
def test_evidence_does_not_overlap_where_one_field_differs(evidence: dict[str, Any]) -> None:
    assert both(evidence) == {False}


@pytest.mark.parametrize(
    ("lines", "meets"), [([1, 4], True), ([9, 9], True), (6, True), ([1, 3], False), (10, False)]
)
def test_lines_of_a_text_file_agree_by_overlap(lines: object, meets: bool) -> None:
    evidence = {"document": "a.txt", "lines": lines}
    assert both(evidence, document="a.txt", page=None, lines=(4, 9)) == {meets}


def test_a_workbook_agrees_by_sheet_row_and_procedure() -> None:
    place = {"document": "a.xlsx", "page": None, "sheet": "Danh mục", "row": 6}
    for right in (
        {"document": "a.xlsx", "sheet": "danh mục", "row": 6},
        {"document": "a.xlsx", "procedure": "1.004150.000.00.00.H31"},
        {"document": "a.xlsx", "row": [5, 7], "procedure": "1.004150"},
    ):
        assert both(right, **place, procedure="1.004150") == {True}
    for wrong in (
        {"document": "a.xlsx", "sheet": "Danh mục 2", "row": 6},
        {"document": "a.xlsx", "sheet": "Danh mục", "row": 7},
        {"document": "a.xlsx", "row": 6, "procedure": "1.004151"},
    ):
        assert both(wrong, **place, procedure="1.004150") == {False}


def test_a_procedure_without_a_code_agrees_by_its_name() -> None:
    place = {"document": "a.xlsx", "page": None, "procedure": "Gia hạn\ngiấy phép"}
    assert both({"document": "a.xlsx", "procedure": "gia hạn giấy phép"}, **place) == {True}
    assert both({"document": "a.xlsx", "procedure": "Sửa đổi giấy phép"}, **place) == {False}


def test_a_citation_may_quote_the_damaged_source() -> None:
    damaged = CitationOut.model_validate(citation("Sở có 58 thủ tục"))
    texts = (damaged.quote, "So cé 58 tha tuc")
    assert overlaps(damaged, texts, {"document": "a.pdf", "quote": "So cé 58 tha tuc"})
