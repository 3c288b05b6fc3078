from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest

from assistant.model import Answer, Citation, Passage, Question, Status
from corpus.model import Chunk, ChunkToken
from eval.metrics import Scores, as_fields, mean, overlaps, percentile, score, summarise
from eval.questions import Item

TEXT = "Tổng số thủ tục thuộc thẩm quyền của Sở là 58 thủ tục."


def item(**fields: Any) -> Item:
    values: dict[str, Any] = {
        "id": "q1",
        "question": "Sở có bao nhiêu thủ tục?",
        "history": (),
        "style": "plain",
        "type": "number",
        "answerable": True,
        "must_contain": (("58 thủ tục", "58 TTHC"),),
        "evidence": ({"document": "a.pdf", "page": 3},),
        "fields": {},
    }
    return Item(**{**values, **fields})


def passage(**fields: Any) -> Passage:
    words = str(fields.pop("text", TEXT)).split()
    values: dict[str, Any] = {
        "id": "a.pdf#1",
        "document": "a.pdf",
        "heading": (),
        "tokens": tuple(ChunkToken(word, 0, 0, 0) for word in words),
        "sentences": ((0, len(words)),),
        "page": 3,
        "lines": (4, 9),
    }
    return Passage(Chunk(**{**values, **fields}), 0.9)


def citation(**fields: Any) -> Citation:
    values: dict[str, Any] = {
        "marker": 1,
        "document": "a.pdf",
        "title": "A",
        "number": None,
        "page": 3,
        "lines": None,
        "sheet": None,
        "row": None,
        "procedure": None,
        "quote": TEXT,
        "source_quote": TEXT,
        "marks": (0, 1),
    }
    return Citation(**{**values, **fields})


def answer(**fields: Any) -> Answer:
    asked = Question(text="?", understood="?", search="?")
    values: dict[str, Any] = {
        "question": asked,
        "status": Status.ANSWERED,
        "text": f"{TEXT} [1]",
        "short": "58 thủ tục",
        "citations": (citation(),),
        "retrieved": (passage(page=1), passage()),
        "timings_ms": MappingProxyType({"total": 20.0}),
    }
    return Answer(**{**values, **fields})


def scored(question: Item | None = None, said: Answer | None = None, valid: bool = True) -> Scores:
    return score(question or item(), said or answer(), lambda _: valid)


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
    assert overlaps(passage(), evidence)
    assert overlaps(citation(), evidence)


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
    assert not overlaps(passage(), evidence)
    assert not overlaps(citation(), evidence)


@pytest.mark.parametrize(
    ("lines", "meets"), [([1, 4], True), ([9, 9], True), (6, True), ([1, 3], False), (10, False)]
)
def test_lines_of_a_text_file_agree_by_overlap(lines: object, meets: bool) -> None:
    evidence = {"document": "a.txt", "lines": lines}
    place = {"document": "a.txt", "page": None, "lines": (4, 9)}
    assert overlaps(passage(**place, numbered=True), evidence) is meets
    assert overlaps(citation(**place), evidence) is meets


def test_lines_of_a_page_are_no_lines_of_a_text_file() -> None:
    assert not overlaps(passage(numbered=False), {"document": "a.pdf", "lines": [4, 9]})


def test_a_workbook_agrees_by_sheet_row_and_procedure() -> None:
    place = {"document": "a.xlsx", "page": None, "sheet": "Danh mục", "row": 6}
    row = passage(**place, procedure="1.004150")
    for right in (
        {"document": "a.xlsx", "sheet": "danh mục", "row": 6},
        {"document": "a.xlsx", "procedure": "1.004150.000.00.00.H31"},
        {"document": "a.xlsx", "row": [5, 7], "procedure": "1.004150"},
    ):
        assert overlaps(row, right)
    for wrong in (
        {"document": "a.xlsx", "sheet": "Danh mục 2", "row": 6},
        {"document": "a.xlsx", "sheet": "Danh mục", "row": 7},
        {"document": "a.xlsx", "row": 6, "procedure": "1.004151"},
    ):
        assert not overlaps(row, wrong)


def test_a_procedure_without_a_code_agrees_by_its_name() -> None:
    row = citation(document="a.xlsx", page=None, procedure="Gia hạn\ngiấy phép")
    assert overlaps(row, {"document": "a.xlsx", "procedure": "gia hạn giấy phép"})
    assert not overlaps(row, {"document": "a.xlsx", "procedure": "Sửa đổi giấy phép"})


def test_a_citation_may_quote_the_damaged_source() -> None:
    damaged = citation(quote="Sở có 58 thủ tục", source_quote="So cé 58 tha tuc")
    assert overlaps(damaged, {"document": "a.pdf", "quote": "So cé 58 tha tuc"})


def test_the_rank_is_that_of_the_first_passage_that_overlaps() -> None:
    assert scored().rank == 2
    assert scored(said=answer(retrieved=(passage(), passage()))).rank == 1
    assert scored(said=answer(retrieved=(passage(page=1),))).rank == 0
    assert scored(said=answer(retrieved=())).rank == 0


def test_a_right_answer_with_its_source_is_supported() -> None:
    assert scored().supported is True


@pytest.mark.parametrize(
    "said",
    [
        answer(text="Sở có 158 thủ tục [1]"),
        answer(text="Sở có nhiều thủ tục [1]", citations=(citation(marker=58),)),
        answer(citations=()),
        answer(citations=(citation(page=4),)),
        answer(text=f"{TEXT} {'chữ ' * 110}[1]"),
    ],
    ids=["longer number", "not said", "no source", "another page", "too long"],
)
def test_an_answer_without_a_part_or_its_source_or_too_long_is_not(said: Answer) -> None:
    assert scored(said=said).supported is False


def test_a_marker_says_no_number() -> None:
    asked = item(must_contain=(("2",),))
    said = answer(text="Không rõ [2]", citations=(citation(marker=2),))
    assert scored(asked, said).supported is False


@pytest.mark.parametrize(
    ("type_", "count", "supported"),
    [
        ("number", 120, True),
        ("number", 121, False),
        ("list", 250, True),
        ("list", 251, False),
        ("summary", 250, True),
        ("procedure", 250, True),
        ("who", 250, False),
    ],
)
def test_answers_have_a_length_and_lists_and_summaries_a_longer_one(
    type_: str, count: int, supported: bool
) -> None:
    text = " ".join(["58 thủ tục", *["chữ"] * (count - 3)]) + " [1]"
    assert scored(item(type=type_), answer(text=text)).supported is supported


def test_a_short_answer_is_direct_where_it_says_every_part_in_few_words() -> None:
    assert scored().direct is True
    assert scored(said=answer(short=None)).direct is False
    assert scored(said=answer(short="41 thủ tục")).direct is False
    assert scored(said=answer(short="58 thủ tục " + "chữ " * 22)).direct is True
    assert scored(said=answer(short="58 thủ tục " + "chữ " * 23)).direct is False


@pytest.mark.parametrize("type_", ["list", "summary", "where", "unanswerable", "other"])
def test_only_some_types_have_a_direct_answer(type_: str) -> None:
    assert scored(item(type=type_)).direct is None


def test_without_a_place_only_what_needs_none_is_scored() -> None:
    for evidence in ((), ({"document": "a.pdf"},)):
        scores = scored(item(evidence=evidence))
        assert (scores.rank, scores.supported, scores.direct) == (None, None, True)


def test_an_unanswerable_question_is_only_scored_by_its_refusal() -> None:
    scores = scored(item(answerable=False))
    assert (scores.rank, scores.supported, scores.direct) == (None, None, None)


@pytest.mark.parametrize("status", list(Status))
def test_refused_are_three_statuses_and_no_others(status: Status) -> None:
    refused = status in {Status.NOT_FOUND, Status.OUT_OF_SCOPE, Status.BLOCKED}
    assert scored(said=answer(status=status)).refused is refused


def test_citations_are_valid_by_their_share_and_unscored_where_there_are_none() -> None:
    two = answer(citations=(citation(), citation(marker=2)))
    assert score(item(), two, lambda c: c.marker == 1).valid_citations == 0.5
    assert scored(said=answer(citations=())).valid_citations is None


def results() -> list[tuple[Item, Answer, Scores]]:
    refusal = answer(status=Status.NOT_FOUND, citations=(), short=None, text="Không thấy.")
    unclear = answer(status=Status.NEEDS_CLARIFICATION, citations=(), short=None)
    pairs = [
        (item(), answer(retrieved=(passage(),))),
        (item(style="typo"), answer(retrieved=(passage(page=1), passage()))),
        (item(type="list", evidence=()), answer()),
        (item(type="date"), refusal),
        (item(answerable=False), refusal),
        (item(answerable=False), answer()),
        (item(answerable=False), unclear),
    ]
    return [(asked, said, scored(asked, said)) for asked, said in pairs]


def test_the_summary_has_the_measures_of_the_contract() -> None:
    summary = summarise(results())
    assert summary["questions"] == 7
    assert summary["answerable"] == 4
    assert summary["hit_at_1"] == pytest.approx(1 / 3, abs=1e-4)
    assert summary["hit_at_5"] == 1.0
    assert summary["mrr"] == pytest.approx((1 + 1 / 2 + 1 / 2) / 3, abs=1e-4)
    assert summary["supported"] == pytest.approx(2 / 3, abs=1e-4)
    assert summary["direct"] == pytest.approx(2 / 3, abs=1e-4)
    assert summary["refusal_precision"] == 0.5
    assert summary["refusal_recall"] == pytest.approx(1 / 3, abs=1e-4)
    assert summary["needs_clarification"] == 1
    assert summary["partly_answered"] == 0
    assert summary["valid_citations"] == 1.0
    assert summary["latency_ms"] == {"p50": 20.0, "p95": 20.0}


def test_the_summary_says_the_same_by_style_and_by_type() -> None:
    summary = summarise(results())
    assert set(summary["by_style"]) == {"plain", "typo"}
    assert set(summary["by_type"]) == {"number", "list", "date"}
    whole = {key for key in summary if not key.startswith("by_")}
    assert all(set(group) == whole for group in summary["by_type"].values())
    assert summary["by_style"]["typo"]["hit_at_1"] == 0.0
    assert summary["by_type"]["list"]["supported"] is None


def test_nothing_has_no_mean() -> None:
    assert mean([]) is None
    assert summarise([])["refusal_precision"] is None


@pytest.mark.parametrize(
    ("values", "share", "found"),
    [([3.0, 1.0, 2.0], 50, 2.0), ([1.0, 2.0], 95, 2.0), ([5.0], 50, 5.0), ([], 50, None)],
)
def test_a_percentile_is_a_value_that_was_measured(
    values: list[float], share: float, found: float | None
) -> None:
    assert percentile(values, share) == found


def test_scores_are_plain_fields() -> None:
    assert set(as_fields(scored())) == {
        "rank", "supported", "direct", "refused", "valid_citations", "latency_ms",
    }  # fmt: skip
