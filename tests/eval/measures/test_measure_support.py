from __future__ import annotations

from typing import Any

import pytest

from assistant.model import Status
from assistant.schema import AnswerOut
from tests.eval.scoring import TEXT, answer, citation, item, passage, scored


@pytest.mark.parametrize(
    ("pages", "rank"), [([1, 3], 2), ([3, 3], 1), ([1], 0), ([], 0), ([1, 2, 4, 5, 6, 3], 6)]
)
def test_the_rank_is_that_of_the_first_passage_that_overlaps(pages: list[int], rank: int) -> None:
    assert scored(said=answer(retrieved=[passage(page=page) for page in pages]))["rank"] == rank


def test_a_right_answer_with_its_source_is_supported() -> None:
    assert scored()["supported"] is True


@pytest.mark.parametrize(
    "said",
    [
        answer(answer="Sở có 158 thủ tục [1]"),
        answer(answer="Sở có 58.000 thủ tục [1]"),
        answer(answer="Sở có nhiều thủ tục [58]", citations=[citation(marker=58)]),
        answer(citations=[]),
        answer(citations=[citation(page=4)]),
        answer(citations=[citation(document="b.pdf")]),
        answer(answer=f"{TEXT} {'chữ ' * 110}[1]"),
        answer(answer=""),
    ],
    ids=[
        "longer number", "thousands", "only in the marker", "no source", "another page",
        "another document", "too long", "nothing",
    ],
)  # fmt: skip
def test_an_answer_without_a_part_or_its_source_or_too_long_is_not(said: AnswerOut) -> None:
    assert scored(said=said)["supported"] is False


@pytest.mark.parametrize(
    "said",
    [
        "Sở có 58 TTHC[1]",
        "Sở có [1]58 thủ tục",
        "SỞ CÓ 58 THỦ TỤC.[1]",
        "Trong đó 41/58 thủ tục toàn trình [1]",
    ],
)
def test_a_marker_glued_to_a_word_or_capitals_hide_no_part(said: str) -> None:
    assert scored(said=answer(answer=said))["supported"] is True


def test_tone_marks_may_be_placed_either_way() -> None:
    asked = item(must_contain=[["số hóa"], ["Ủy ban"]])
    assert scored(asked, answer(answer="Uỷ ban đã số hoá [1]"))["supported"] is True
    assert scored(asked, answer(answer="Uỷ ban đã số hoa [1]"))["supported"] is False


def test_a_marker_says_no_number() -> None:
    said = answer(answer="Không rõ [2]", citations=[citation(marker=2)])
    assert scored(item(must_contain=[["2"]]), said)["supported"] is False


@pytest.mark.parametrize(
    ("type_", "count", "supported"),
    [
        ("number", 120, True),
        ("number", 121, False),
        ("list", 250, True),
        ("list", 251, False),
        ("summary", 250, True),
        ("procedure", 250, True),
        ("procedure_card", 250, True),
        ("procedure_card", 251, False),
        ("who", 250, False),
    ],
)
def test_answers_have_a_length_and_lists_and_summaries_a_longer_one(
    type_: str, count: int, supported: bool
) -> None:
    text = " ".join(["58 thủ tục", *["chữ"] * (count - 3)]) + " [1]"
    scores = scored(item(type=type_), answer(answer=text))
    assert (scores["supported"], scores["words"]) == (supported, count)


def test_without_required_parts_the_source_alone_is_asked_for() -> None:
    asked = item(must_contain=[])
    assert scored(asked)["supported"] is True
    assert (
        scored(asked, answer(answer="Có [1]", citations=[citation(page=9)]))["supported"] is False
    )
    assert scored(asked)["direct"] is None


def test_a_short_answer_is_direct_where_it_says_every_part_in_few_words() -> None:
    assert scored()["direct"] is True
    for short, direct in (
        (None, False),
        ("41 thủ tục", False),
        ("58 thủ tục " + "chữ " * 22, True),
        ("58 thủ tục " + "chữ " * 23, False),
    ):
        assert scored(said=answer(short_answer=short))["direct"] is direct


@pytest.mark.parametrize("type_", ["list", "summary", "where", "unanswerable", "other"])
def test_only_some_types_have_a_direct_answer(type_: str) -> None:
    assert scored(item(type=type_))["direct"] is None


@pytest.mark.parametrize("evidence", [[], [{"document": "a.pdf"}]])
def test_evidence_that_names_no_place_scores_only_what_needs_none(evidence: list[Any]) -> None:
    scores = scored(item(evidence=evidence))
    assert (scores["rank"], scores["supported"], scores["direct"]) == (None, None, True)


def test_an_unanswerable_question_is_only_scored_by_its_refusal() -> None:
    scores = scored(item(answerable=False))
    assert (scores["rank"], scores["supported"], scores["direct"]) == (None, None, None)
    assert scores["figures_partial"] is None


def test_a_refusal_of_an_answerable_question_is_scored_as_any_other_answer() -> None:
    said = answer(status="not_found", answer="Tôi không tìm thấy.", short_answer=None, citations=[])
    scores = scored(said=said)
    assert (scores["refused"], scores["supported"], scores["direct"]) == (True, False, False)


def test_an_answer_in_part_is_supported_where_it_says_what_is_asked() -> None:
    scores = scored(said=answer(status="partly_answered"))
    assert (scores["refused"], scores["supported"]) == (False, True)


@pytest.mark.parametrize("status", list(Status))
def test_refused_are_three_statuses_and_no_others(status: Status) -> None:
    refused = status in {Status.NOT_FOUND, Status.OUT_OF_SCOPE, Status.BLOCKED}
    assert scored(said=answer(status=status))["refused"] is refused


def test_citations_are_valid_by_their_share_and_unscored_where_there_are_none() -> None:
    two = answer(citations=[citation(), citation(marker=2)])
    assert scored(said=two, valid=[True, False])["valid_citations"] == 0.5
    assert scored(said=answer(citations=[]))["valid_citations"] is None


def test_a_passage_without_its_text_or_a_citation_without_its_flag_is_no_answer_to_score() -> None:
    with pytest.raises(ValueError, match="each citation"):
        scored(valid=[])
