from __future__ import annotations

import pytest

from assistant.schema import AnswerOut
from eval.measures.citations import citation_scores
from eval.measures.statements import stretches
from tests.eval.scoring import answer, citation, cited

FEES = "Phí thẩm định là 2.000.000 đồng/thiết bị, nộp tại Bộ phận Một cửa."
TIME = "Thời hạn giải quyết là 15 ngày làm việc kể từ ngày nhận đủ hồ sơ."


def scores(said: AnswerOut) -> tuple[float | None, float | None]:
    """Precision and recall."""
    found = citation_scores(said)
    return found.precision, found.recall


def test_sentences_with_their_own_sources_are_entailed_and_every_source_is_needed() -> None:
    assert scores(cited(f"{FEES} [1] {TIME} [2]", FEES, TIME)) == (1.0, 1.0)


def test_a_sentence_of_two_sources_needs_both() -> None:
    said = "Phí thẩm định là 2.000.000 đồng/thiết bị, thời hạn là 15 ngày làm việc. [1][2]"
    assert scores(cited(said, FEES, TIME)) == (1.0, 1.0)
    assert scores(cited(said.replace("[2]", ""), FEES, TIME)) == (0.0, 0.0)


def test_a_source_that_adds_nothing_costs_precision_only() -> None:
    assert scores(cited(f"{FEES} [1][2]", FEES, TIME)) == (0.5, 1.0)


def test_two_sources_that_each_say_it_are_both_of_use() -> None:
    assert scores(cited(f"{FEES} [1][2]", FEES, FEES)) == (1.0, 1.0)


def test_a_sentence_with_the_wrong_source_is_not_entailed() -> None:
    assert scores(cited(f"{FEES} [1]", TIME)) == (0.0, 0.0)
    assert scores(cited(f"{FEES} [2] {TIME} [1]", FEES, TIME)) == (0.0, 0.0)


def test_a_sentence_without_a_source_costs_recall_only() -> None:
    assert scores(cited(f"{FEES} [1] {TIME}", FEES)) == (1.0, 0.5)
    assert scores(answer(answer=FEES, citations=[])) == (None, 0.0)


def test_a_marker_without_its_citation_entails_nothing() -> None:
    assert scores(cited(f"{FEES} [7]", FEES)) == (0.0, 0.0)


def test_a_marker_covers_what_was_said_since_the_one_before() -> None:
    said = f"{FEES}\n{TIME} [1]"
    assert scores(cited(said, f"{FEES}\n{TIME}")) == (1.0, 1.0)
    assert scores(cited(said, TIME)) == (1.0, 0.5)


def test_what_only_leads_to_the_answer_needs_no_source() -> None:
    assert scores(cited(f"The document says (in Vietnamese):\n{FEES} [1]", FEES)) == (1.0, 1.0)
    assert scores(cited(f"Sở có 12 thủ tục, gồm:\n- {FEES} [1]", FEES)) == (1.0, 0.5)


@pytest.mark.parametrize(
    "line",
    [
        "Các tài liệu đã nạp không nói đến: lệ phí; thời hạn 15 ngày.",
        "Tài liệu không nêu mức phí.",
        "The indexed documents do not say: the fee.",
    ],
)
def test_what_the_documents_do_not_say_can_have_no_source(line: str) -> None:
    said = cited(f"{FEES} [1]\n{line}", FEES).model_copy(update={"status": "partly_answered"})
    assert scores(said) == (1.0, 1.0)


def test_what_documents_lack_is_a_claim_as_any_other_where_it_is_cited() -> None:
    assert scores(cited("Tài liệu không có mức phí 5 đồng. [1]", FEES)) == (0.0, 0.0)
    assert scores(cited(f"{FEES} [1]\nTài liệu kèm theo gồm 3 bản.", FEES)) == (1.0, 0.5)


def test_the_source_as_printed_is_as_good_as_its_reading() -> None:
    damaged = citation("Phí là 7.000 dong", source_quote="Phí là 7.000 đồng")
    assert scores(answer(answer="Phí là 7.000 đồng. [1]", citations=[damaged])) == (1.0, 1.0)


def test_the_name_of_the_cited_document_is_part_of_what_it_gives() -> None:
    said = f"Theo Quyết định số 45/QĐ-UBND ngày 06/10/2022, {FEES} [1]"
    named = citation(FEES, number="45/QĐ-UBND", kind="quyết định", date="06/10/2022")
    assert scores(answer(answer=said, citations=[named])) == (1.0, 1.0)
    assert scores(cited(said, FEES)) == (0.0, 0.0)


@pytest.mark.parametrize(
    "status", ["not_found", "out_of_scope", "needs_clarification", "blocked", "error"]
)
def test_what_is_no_answer_is_not_scored(status: str) -> None:
    assert scores(answer(status=status, answer="Xin hỏi Bộ phận Một cửa.")) == (None, None)


def test_a_translation_is_not_judged_by_its_words() -> None:
    said = cited("The fee for each device is 2,000,000 dong and there are no other fees. [1]", FEES)
    assert scores(said) == (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("[1]", []),
        ("Phí là 5 đồng [1].", [(("Phí là 5 đồng .",), (1,))]),
        ("Phí là 5 đồng.[1][2]", [(("Phí là 5 đồng .",), (1, 2))]),
        ("Phí [1] là 5 đồng [1]", [(("Phí là 5 đồng",), (1,))]),
        ("Một ý. Hai ý. [3]", [(("Một ý.", "Hai ý ."), (3,))]),
        ("Một ý; [1]\nHai ý", [(("Một ý ;",), (1,)), (("Hai ý",), ())]),
        ("Một ý\n[1]\n[2]", [(("Một ý",), (1, 2))]),
        ("Một ý [1]\n[2]", [(("Một ý",), (1, 2))]),
        ("---\nMột ý [1]", [(("Một ý",), (1,))]),
    ],
)
def test_an_answer_is_cut_where_its_markers_stand(text: str, expected: list[object]) -> None:
    assert [(part.sentences, part.markers) for part in stretches(text)] == expected
