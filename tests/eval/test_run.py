from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.model import Citation, Role
from assistant.pipeline import Assistant
from eval.questions import Item, read
from eval.run import ask_all, stands_in_source, write

FEES = "I. PHÍ\n1. Phí kiểm định\nPhí kiểm định là 7.000 đồng.\n2. Thời hạn\nTrong 15 ngày.\n"
ROWS: list[dict[str, Any]] = [
    {
        "id": "fee",
        "question": "Phí kiểm định là bao nhiêu?",
        "style": "plain",
        "type": "number",
        "answerable": True,
        "answer": "7.000 đồng",
        "must_contain": [["7.000 đồng"]],
        "evidence": [{"document": "phi.txt", "lines": [3, 3]}],
        "difficulty": "dễ",
        "status": "reviewed",
    },
    {"id": "gold", "question": "Giá vàng hôm nay?", "type": "unanswerable", "answerable": False},
]


@pytest.fixture
def items(tmp_path: Path) -> list[Item]:
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    return read(path)


@pytest.fixture
def fees(over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return over({"phi.txt": FEES})


def test_a_run_writes_results_a_summary_and_a_report(
    fees: Assistant, items: list[Item], tmp_path: Path
) -> None:
    seen: list[int] = []
    results = ask_all(fees, items, Role.CITIZEN, seen.append)
    summary = write(results, tmp_path / "out", {"set": "set.jsonl", "role": "citizen"})
    assert seen == [1, 2]
    assert (summary["hit_at_1"], summary["supported"], summary["direct"]) == (1.0, 1.0, 1.0)
    assert (summary["refusal_precision"], summary["refusal_recall"]) == (1.0, 1.0)
    assert summary["valid_citations"] == 1.0
    assert summary["run"] == {"set": "set.jsonl", "role": "citizen"}
    assert json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8")) == summary
    assert "7.000 đồng" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_a_result_is_the_answer_with_the_fields_of_its_question(
    fees: Assistant, items: list[Item], tmp_path: Path
) -> None:
    write(ask_all(fees, items, Role.CITIZEN), tmp_path, {"set": "set.jsonl"})
    text = (tmp_path / "results.jsonl").read_text(encoding="utf-8")
    first, _ = [json.loads(line) for line in text.splitlines()]
    assert "7.000 đồng" in first["answer"]
    assert first["gold_answer"] == "7.000 đồng"
    assert (first["status"], first["gold_status"]) == ("answered", "reviewed")
    assert (first["id"], first["difficulty"], first["style"]) == ("fee", "dễ", "plain")
    assert first["must_contain"] == [["7.000 đồng"]]
    assert first["citations"][0]["lines"][-1] == 3
    assert first["scores"]["supported"] is True
    assert {"understood_as", "retrieved", "timings_ms", "notices"} <= set(first)


def cited(assistant: Assistant) -> Citation:
    return assistant.ask("Phí kiểm định là bao nhiêu?").citations[0]


def test_a_citation_of_the_assistant_stands_in_its_source(fees: Assistant) -> None:
    assert stands_in_source(fees, cited(fees), Role.CITIZEN)


@pytest.mark.parametrize(
    "changed",
    [
        {"quote": "Phí kiểm định là 9.000 đồng."},
        {"source_quote": "Phí kiểm định là 9.000 đồng."},
        {"quote": ""},
        {"lines": (1, 1)},
        {"marks": (0, 0)},
        {"marks": (90, 99)},
        {"page": 1},
        {"sheet": "Phí"},
        {"row": 3},
        {"document": "khac.txt"},
    ],
)
def test_a_citation_that_is_changed_does_not(fees: Assistant, changed: dict[str, Any]) -> None:
    assert not stands_in_source(fees, replace(cited(fees), **changed), Role.CITIZEN)


def test_what_a_role_may_not_see_is_no_source_for_it(assistant: Assistant) -> None:
    question = "Kiểm tra số liệu trước khi trình báo cáo thế nào?"
    citation = assistant.ask(question, role=Role.STAFF).citations[0]
    assert stands_in_source(assistant, citation, Role.STAFF)
    assert not stands_in_source(assistant, citation, Role.CITIZEN)
