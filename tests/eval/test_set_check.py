from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.model import Role
from assistant.pipeline import Assistant
from assistant.settings import Settings
from corpus.embedding import Embedder
from corpus.index import build
from eval.check import before_run, check
from eval.check.evidence import Documents
from eval.check.language import is_foreign
from eval.findings import Finding, Kind, Severity
from eval.questions import QuestionSet, item_of, read

SETS = Path(__file__).parents[2] / "eval" / "sets"
GOOD: dict[str, Any] = {
    "question": "Phí kiểm định là bao nhiêu?",
    "style": "plain",
    "type": "number",
    "answerable": True,
    "answer": "7.000 đồng",
    "must_contain": [["7.000 đồng"]],
    "evidence": [{"document": "phi.txt", "lines": [3, 3]}],
}


def a_set(*rows: dict[str, Any]) -> QuestionSet:
    items = [item_of({"id": f"q{n}", **row}) for n, row in enumerate(rows, start=1)]
    return QuestionSet(tuple(items), tuple(range(1, len(items) + 1)))


def kinds(findings: list[Finding]) -> list[Kind]:
    return [one.kind for one in findings]


def test_a_sound_question_has_no_finding() -> None:
    assert check(a_set(GOOD)) == []


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"evidence": []}, Kind.NO_EVIDENCE),
        ({"evidence": [{"document": "phi.txt"}]}, Kind.NO_PLACE),
        ({"must_contain": []}, Kind.NO_PARTS),
        ({"must_contain": [["7.000 đồng"], []]}, Kind.EMPTY_PART),
        ({"must_contain": [[" "]]}, Kind.EMPTY_PART),
        ({"must_contain": [["7", "7.000 đồng"]]}, Kind.SHORT_PART),
        ({"must_contain": [["Sở"]], "answer": "Sở"}, Kind.SHORT_PART),
        ({"question": "Phí kiểm định 7.000 đồng là gì?"}, Kind.GIVEN_AWAY),
        ({"question": "Phí là 7.000 Đồng phải không?"}, Kind.GIVEN_AWAY),
        ({"answer": "17.000 đồng"}, Kind.ANSWER_LACKS_PART),
        ({"answerable": False, "evidence": []}, Kind.PARTS_OF_NOTHING),
        ({"answerable": False, "must_contain": []}, Kind.EVIDENCE_OF_NOTHING),
        ({"question": "Combien coûte la vérification des appareils ?"}, Kind.OTHER_LANGUAGE),
        ({"question": "检定费是多少？"}, Kind.OTHER_LANGUAGE),
        ({"must_contains": []}, Kind.MISTYPED_COLUMN),
        ({"Evidence": []}, Kind.MISTYPED_COLUMN),
        ({"stlye": "plain"}, Kind.MISTYPED_COLUMN),
    ],
)
def test_a_mistake_is_told_with_its_line_and_id(changed: dict[str, Any], kind: Kind) -> None:
    other = {**GOOD, "question": "Thời hạn giải quyết hồ sơ là mấy ngày?", "answer": "7.000 đồng"}
    findings = check(a_set(other, {**GOOD, **changed}))
    assert kinds(findings) == [kind]
    assert (findings[0].line, findings[0].id) == (2, "q2")


@pytest.mark.parametrize(
    "row",
    [
        {"question": "Sở có thu phí không?", "type": "yes_no", "must_contain": [["không"]],
         "answer": "Không"},
        {"question": "Cấp lại hay gia hạn nhanh hơn?", "type": "comparison",
         "must_contain": [["cấp lại"]], "answer": "Cấp lại"},
        {"question": "Bao nhiêu?", "must_contain": [["9"], ["58 thủ tục"]],
         "answer": "9 trong 58 thủ tục"},
        {"question": "17 ngày hay bao lâu?", "must_contain": [["7 ngày"]], "answer": "7 ngày"},
        {"question": "Sowr cos bao nhieeu thur tucj"},
        {"question": "how much is the inspection fee"},
        {"question": "TTHC của Sở KH&CN nộp qua DVC đc k?"},
        {"question": "Which decision does Decision 08/2024/QĐ-UBND amend?"},
        {"answer": "", "note": "riêng", "why": "lý do", "operands": [], "candidates": []},
        {"must_contain": [], "evidence": [], "expected_status": "needs_clarification"},
    ],
)  # fmt: skip
def test_what_is_no_mistake_is_not_told(row: dict[str, Any]) -> None:
    assert check(a_set({**GOOD, **row})) == []


def test_a_question_asked_again_is_told_whatever_its_accents_case_and_signs() -> None:
    again = {**GOOD, "question": "phi  kiem dinh la BAO NHIEU"}
    like = {**GOOD, "question": "Phí kiểm định là bao nhiêu vậy?"}
    findings = check(a_set(GOOD, again, like))
    assert kinds(findings) == [Kind.SAME_QUESTION, Kind.LIKE_QUESTION]
    assert [(one.line, one.details["other"]) for one in findings] == [(2, 1), (3, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kinh phí năm 2023 là bao nhiêu?", "Kinh phí năm 2024 là bao nhiêu?"),
        ("Quyết định 34/QĐ-UBND nói gì?", "Quyết định 35/QĐ-UBND nói gì?"),
        ("Lệ phí cấp giấy phép lao động?", "Lệ phí cấp giấy phép lái xe?"),
    ],
)
def test_questions_that_differ_in_what_matters_are_no_duplicates(one: str, other: str) -> None:
    assert check(a_set({**GOOD, "question": one}, {**GOOD, "question": other})) == []


def test_the_same_words_after_another_question_ask_another_thing() -> None:
    rows = [
        {**GOOD, "question": "Còn năm sau thì sao?", "history": [before]}
        for before in ("Phí là bao nhiêu?", "Ai là giám đốc?", "phi la bao nhieu")
    ]
    findings = check(a_set(*rows))
    assert [(one.kind, one.line) for one in findings] == [(Kind.SAME_QUESTION, 3)]


def test_a_set_for_refusals_alone_is_told_once() -> None:
    rows = [{"question": f"Phí của thủ tục số {n} là gì?", "answerable": n < 5} for n in range(9)]
    findings = check(a_set(*rows))
    assert [(one.kind, one.line) for one in findings] == [(Kind.NO_GOLD, None)]


def test_ten_thousand_questions_are_checked_in_time() -> None:
    rows = [
        {**GOOD, "question": f"Thủ tục mã {n} của {place} thu phí bao nhiêu?"}
        for n in range(2500)
        for place in ("tỉnh", "huyện", "xã", "bộ")
    ]
    assert check(a_set(*rows)) == []


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Documents]:
    folder = tmp_path_factory.mktemp("fees")
    text = "I. PHÍ\n1. Phí kiểm định\nPhí kiểm định là 7.000 đồng.\n2. Thời hạn\nTrong 15 ngày.\n"
    (folder / "documents" / "staff").mkdir(parents=True)
    (folder / "documents" / "phi.txt").write_text(text, encoding="utf-8")
    (folder / "documents" / "staff" / "noi-bo.txt").write_text("Nội bộ: 9.000 đồng.\n", "utf-8")
    build([folder / "documents"], folder / "store", embedder=embedder)
    assistant = Assistant(Settings(store=folder / "store"), embedder)
    yield Documents(assistant)
    assistant.close()


@pytest.mark.parametrize(
    ("evidence", "found"),
    [
        ([{"document": "phi.txt", "lines": [3, 3]}], []),
        ([{"document": "phi.txt", "lines": [1, 9]}], []),
        ([{"document": "phi.txt", "lines": [3, 3], "quote": "Phí kiểm định là 7.000 đồng"}], []),
        ([{"document": "phi.txt", "quote": "phi kiem dinh la 7.000 dong"}], []),
        ([{"document": "mất.txt", "lines": [3, 3]}], [Kind.NOT_INDEXED]),
        ([{"document": "phi.txt", "lines": [6, 9]}], [Kind.NO_SUCH_PLACE]),
        ([{"document": "phi.txt", "page": 1}], [Kind.NO_SUCH_PLACE]),
        ([{"document": "phi.txt", "sheet": "Phí", "row": 2}], [Kind.NO_SUCH_PLACE]),
        ([{"document": "phi.txt", "procedure": "1.000593"}], [Kind.NO_SUCH_PLACE]),
        ([{"document": "phi.txt", "lines": [5, 5]}], [Kind.PART_NOT_THERE]),
        (
            [{"document": "phi.txt", "lines": [3, 3], "quote": "Người nộp đơn được miễn phí"}],
            [Kind.NO_SUCH_QUOTE],
        ),
        # the part stands in one of the places
        ([{"document": "phi.txt", "lines": [5, 5]}, {"document": "phi.txt", "lines": [3, 3]}], []),
    ],
)
def test_evidence_is_looked_up_in_the_documents(
    documents: Documents, evidence: list[dict[str, Any]], found: list[Kind]
) -> None:
    assert kinds(check(a_set({**GOOD, "evidence": evidence}), documents)) == found


def test_evidence_for_staff_is_indexed_too(documents: Documents) -> None:
    row = {
        **GOOD,
        "must_contain": [["9.000 đồng"]],
        "answer": "9.000 đồng",
        "evidence": [{"document": "staff/noi-bo.txt", "lines": [1, 1]}],
    }
    assert check(a_set(row), documents) == []


def test_before_a_run_only_that_is_told_which_no_run_can_do() -> None:
    rows = [
        {**GOOD, "must_contain": []},
        {**GOOD, "evidence": [{"document": "mat.txt", "page": 1}, {"document": "mat.txt"}]},
        {**GOOD, "question": "Сколько стоит поверка приборов?"},
    ]
    findings = before_run(a_set(*rows), {"phi.txt"})
    assert [(one.kind, one.line) for one in findings] == [
        (Kind.NOT_INDEXED, 2),
        (Kind.OTHER_LANGUAGE, 3),
    ]


@pytest.mark.parametrize("text", ["Phí?", "PAPI 2023", "", "58", "Fees?"])
def test_too_short_a_question_is_in_no_other_language(text: str) -> None:
    assert not is_foreign(text)


@pytest.mark.parametrize("path", sorted(SETS.glob("*.jsonl")), ids=lambda path: path.stem)
def test_the_shipped_sets_are_clean(path: Path) -> None:
    allowed = {"refusal": {Kind.NO_GOLD}}
    assert set(kinds(check(read(path)))) == allowed.get(path.stem, set())


@pytest.mark.parametrize("name", ["demo", "demo_test", "computed_demo"])
def test_the_evidence_of_the_demo_sets_stands_in_the_indexed_documents(
    name: str, assistant: Assistant
) -> None:
    findings = check(read(SETS / f"{name}.jsonl"), Documents(assistant, Role.STAFF))
    assert [str(one) for one in findings] == []


def test_every_kind_of_finding_has_its_sentences_in_both_languages() -> None:
    details = dict.fromkeys(("detail", "value", "field", "other"), "x")
    for kind in Kind:
        finding = Finding(kind, 3, "q1", details)
        assert finding.severity in Severity
        assert finding.vi.startswith("dòng 3 (q1): ")
        assert finding.en.startswith("line 3 (q1): ")
        assert str(finding).count(" / ") == 1
