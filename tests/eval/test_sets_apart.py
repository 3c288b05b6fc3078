"""The question sets that are kept here: whole, apart from each other, and true to their documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval import questions
from eval.questions import Item
from tests.making import SHARED

SETS = Path(__file__).parents[2] / "eval" / "sets"
NAMES = sorted(path.name for path in SETS.glob("*.jsonl") if path.name != "refusal.jsonl")
DEV_AND_TEST = [
    (name, name.replace("_test", other))
    for name in NAMES
    for other in ("_dev", "")
    if "_test" in name and (SETS / name.replace("_test", other)).exists()
]
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="needs ../shared, which a user's clone has not"
)


def items(name: str) -> list[Item]:
    return questions.read(SETS / name)


@pytest.mark.parametrize("name", NAMES)
def test_a_set_has_each_question_once_and_says_where_its_answer_stands(name: str) -> None:
    found = items(name)
    assert len({item.id for item in found}) == len(found)
    asked = [(item.question, tuple(item.history)) for item in found]
    assert len(set(asked)) == len(asked)
    for item in found:
        if item.answerable:
            assert item.located or item.fields.get("expected_status"), item.id
            assert item.must_contain or item.fields.get("expected_status"), item.id
        else:
            assert not item.located, item.id


@pytest.mark.parametrize(("test", "dev"), DEV_AND_TEST)
def test_what_is_tuned_on_is_not_tested_on(test: str, dev: str) -> None:
    assert DEV_AND_TEST
    alike = {item.question.lower().strip(" ?.") for item in items(test)}
    alike &= {item.question.lower().strip(" ?.") for item in items(dev)}
    followups = {item.question.lower().strip(" ?.") for item in items(test) if item.history}
    assert not alike - followups


@needs_shared
@pytest.mark.parametrize(
    "name",
    [
        "report_dev.jsonl",
        "report_test.jsonl",
        "report_more.jsonl",
        "report_test2.jsonl",
        "report_later.jsonl",
        "report_next.jsonl",
    ],
)
def test_the_lines_that_answer_stand_in_the_damaged_report(name: str) -> None:
    for item in items(name):
        for place in item.located:
            path = SHARED / "documents" / str(place["document"])
            lines = path.read_text(encoding="utf-8").split("\n")
            first, last = place["lines"]
            assert 1 <= first <= last <= len(lines), item.id
            assert any(line.strip() for line in lines[first - 1 : last]), item.id
