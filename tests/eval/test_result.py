from __future__ import annotations

import json
from typing import Any

import pytest

from eval.result import Result
from tests.eval.scoring import TEXT, answer, citation, item, passage, result

FIELDS = {
    "answer": "58 thủ tục",
    "notices": ["figures_disagree"],
    "understood_as": "Sở có bao nhiêu thủ tục?",
    "status": "reviewed",
    "scores": {"by": "hand"},
    "history": ["Sở có mấy phòng?"],
    "difficulty": "dễ",
}


def test_a_line_holds_the_answer_the_questions_own_fields_and_the_scores() -> None:
    row = result(item(**FIELDS)).row()
    assert (row["answer"], row["gold_answer"]) == (f"{TEXT} [1]", "58 thủ tục")
    assert (row["status"], row["gold_status"]) == ("answered", "reviewed")
    assert row["gold_notices"] == ["figures_disagree"]
    assert (row["id"], row["difficulty"]) == ("q1", "dễ")
    assert row["scores"]["supported"] is True
    assert [place["text"] for place in row["retrieved"]] == [TEXT, TEXT]
    assert "gold_question" not in row


def test_a_result_comes_back_from_its_line_as_it_was() -> None:
    lines = [citation(page=None, lines=[4, 9])]
    before = result(item(**FIELDS), answer(citations=lines, retrieved=[passage(lines=[1, 3])]))
    line = json.dumps(before.row(), ensure_ascii=False)
    after = Result.of(json.loads(line))
    assert after == before
    assert json.dumps(after.row(), ensure_ascii=False) == line


def test_a_question_keeps_its_spelling_where_the_answer_has_another() -> None:
    typed = "Sơ\u0309 co\u0301 bao nhiêu thủ tục?"
    row = result(item(question=typed), answer(question="Sở có bao nhiêu thủ tục?")).row()
    assert Result.of(row).item.question == row["question"] == typed


def test_a_line_of_an_older_run_has_passages_without_text() -> None:
    row = result().row()
    for place in row["retrieved"]:
        del place["text"]
    assert Result.of(row).passages == ("", "")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"scores": None}, "no scores"),
        ({"scores": [1]}, "no scores"),
        ({"citations": "none"}, "citations"),
        ({"retrieved": [{"page": 3}]}, "retrieved.0.document"),
        ({"status": 5}, "status"),
        ({"id": ""}, "id"),
        ({"must_contain": "58"}, "must_contain"),
        ({"evidence": [{"page": 3}]}, "evidence"),
    ],
)
def test_a_line_that_holds_no_answered_question_is_told(
    change: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Result.of({**result().row(), **change})


@pytest.mark.parametrize("row", [None, [], "text", 5, {}])
def test_what_is_no_line_is_told(row: object) -> None:
    with pytest.raises(ValueError, match="no "):
        Result.of(row)
