from __future__ import annotations

from typing import Any

import pytest

from eval.measures.losses import Stage
from tests.eval.scoring import TEXT, answer, citation, item, passage, scored

TEXTS = {"a.pdf": f"I. KẾT QUẢ\n{TEXT}"}
WRONG = "Sở có 41 dịch vụ. [1]"


def lost(asked: dict[str, Any] | None = None, texts: Any = TEXTS.get, **said: Any) -> Stage | None:
    """Where an answer is lost, a right one unless told otherwise."""
    found: Stage | None = scored(item(**(asked or {})), answer(**said), texts)["lost_at"]
    return found


def test_a_right_answer_is_lost_nowhere() -> None:
    assert lost() is None
    assert lost({"answerable": False}, status="not_found") is None
    expecting = {"evidence": [], "expected_status": "needs_clarification"}
    assert lost(expecting, status="needs_clarification") is None


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Tổng số thủ tục thuộc thẩm quyền của Sở là 5B thủ tục.", Stage.READ),
        ("Tong so thu tuc thuoc tham quyen cua So la 58 thu tuc.", Stage.REPAIRED),
        ("Tổng số thủ tục là 158 thủ tục.", Stage.READ),
        (TEXT, Stage.SELECTED),
        (None, Stage.READ),
    ],
)
def test_what_stands_in_no_text_was_lost_in_reading_or_in_repairing(
    text: str | None, stage: Stage
) -> None:
    assert lost(texts=lambda _: text, answer=WRONG) is stage


def test_a_part_may_stand_in_any_of_the_evidences_documents() -> None:
    both = {
        "must_contain": [["58 thủ tục"], ["41 dịch vụ"]],
        "evidence": [{"document": "a.pdf", "page": 3}, {"document": "b.pdf", "page": 1}],
    }
    texts = {**TEXTS, "b.pdf": "Có 41 dịch vụ."}
    assert lost(both, texts.get, answer="Không rõ [1]") is Stage.SELECTED
    assert lost(both, TEXTS.get, answer="Không rõ [1]") is Stage.READ


@pytest.mark.parametrize("type_", ["arithmetic", "comparison", "yes_no"])
def test_what_is_worked_out_need_not_stand_in_a_text(type_: str) -> None:
    asked = {"type": type_, "must_contain": [["17 thủ tục"]]}
    assert lost(asked, answer=WRONG) is Stage.SELECTED


def test_without_the_texts_the_first_stage_is_retrieval() -> None:
    assert lost(texts=None, retrieved=[], answer=WRONG) is Stage.RETRIEVED
    assert lost(texts=None, answer=WRONG) is Stage.SELECTED


def test_evidence_behind_the_fifth_passage_was_not_retrieved() -> None:
    five = [passage(page=1)] * 5
    assert lost(retrieved=[*five, passage()], answer=WRONG) is Stage.RETRIEVED
    assert lost(retrieved=[*five[:4], passage()], answer=WRONG) is Stage.SELECTED


def test_a_refusal_or_a_question_in_return_is_lost_there_once_the_evidence_was_retrieved() -> None:
    for status, stage in (
        ("not_found", Stage.REFUSED),
        ("out_of_scope", Stage.REFUSED),
        ("needs_clarification", Stage.CLARIFIED),
    ):
        said = {"status": status, "answer": "Xin hỏi lại.", "citations": []}
        assert lost(**said) is stage
        assert lost(retrieved=[], **said) is Stage.RETRIEVED
        assert lost({"evidence": []}, **said) is stage


def test_what_is_said_without_its_source_was_lost_in_verification() -> None:
    assert lost(citations=[]) is Stage.VERIFIED
    assert lost(citations=[citation(page=4)]) is Stage.VERIFIED


def test_what_is_not_said_or_drowns_was_lost_in_selection() -> None:
    assert lost(answer=WRONG) is Stage.SELECTED
    assert lost(answer=f"{TEXT} {'chữ ' * 120} [1]") is Stage.SELECTED
    assert lost(answer=WRONG, citations=[citation(page=4)]) is Stage.SELECTED


@pytest.mark.parametrize(
    ("status", "stage"),
    [
        ("answered", Stage.ANSWERED_UNANSWERABLE),
        ("partly_answered", Stage.ANSWERED_UNANSWERABLE),
        ("needs_clarification", Stage.CLARIFIED),
        ("error", None),
    ],
)
def test_an_unanswerable_question_is_to_be_refused(status: str, stage: Stage | None) -> None:
    assert lost({"answerable": False}, status=status) is stage


def test_without_evidence_nothing_tells_that_an_answer_is_wrong() -> None:
    assert lost({"evidence": [{"document": "a.pdf"}]}, answer=WRONG) is None
