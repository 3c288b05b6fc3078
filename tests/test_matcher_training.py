"""What the matcher is taught with: nothing that is held out or that a set asks of, and names that differ."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from safetensors.numpy import load_file

from assistant.matcher import MATCHER, WEIGHTS
from corpus.vietnamese.normalise import fold
from tests.making import Hashed
from tools.embedding import pairs
from tools.matcher import asked
from tools.matcher.asked import Beside
from tools.train_matcher import Settings, Upper

SETS = Path(__file__).parents[1] / "eval" / "sets"
ROWS: list[dict[str, Any]] = [
    row for path in sorted(asked.TEXTS.glob("asked-*.jsonl")) for row in pairs.rows(path)
]


def test_nothing_that_is_measured_is_learnt() -> None:
    assert len(ROWS) > 2_000
    named = {
        one["procedure"]
        for path in SETS.glob("*national*.jsonl")
        if path.name != "national_fresh3.jsonl"  # its card says that its procedures are learnt
        for line in path.read_text(encoding="utf-8").splitlines()
        for one in json.loads(line).get("evidence", ())
        if "procedure" in one
    }
    assert len(named) > 200
    for row in ROWS:
        assert row["kind"] in {"far", "short"}
        assert row["code"] not in named, row
        assert not pairs.is_held_out(row["code"]), row


def test_no_question_is_one_of_the_held_out_sets() -> None:
    def words(question: str) -> frozenset[str]:
        return frozenset(re.findall(r"\w+", fold(question)))

    held = [words(row["question"]) for row in pairs.rows(SETS / "national_test.jsonl")]
    for row in ROWS:
        own = words(row["question"])
        assert all(len(own & one) < 0.8 * len(own | one) for one in held), row


@pytest.fixture
def beside() -> Beside:
    named = {
        "1": "Cấp thẻ bạn đọc (cấp tỉnh)",
        "2": "Cấp thẻ bạn đọc (cấp xã)",
        "3": "Cấp lại thẻ bạn đọc",
        "4": "Đăng ký sạp hàng ở chợ phiên",
    }
    return Beside(Hashed(), named)


def test_names_of_other_levels_are_no_other_procedures(beside: Beside) -> None:
    first = "Cấp thẻ bạn đọc (cấp tỉnh)"
    assert [beside.differs(at, first) for at in range(4)] == [False, False, True, True]


def test_names_near_a_question_and_near_a_name(beside: Beside) -> None:
    (near,) = beside.of_questions(["Xin sạp hàng ở chợ phiên"])
    assert near[0] == 3
    assert set(beside.of_name("Cấp lại thẻ bạn đọc")[:3]) == {0, 1, 2}
    assert beside.nearest("Đăng ký sạp hàng ở chợ phiên") == "Đăng ký sạp hàng ở chợ phiên"


def test_training_goes_on_from_what_is_shipped() -> None:
    shipped = load_file(MATCHER / WEIGHTS)
    model = Upper(Settings().rank)
    assert any((value != shipped[name]).any() for name, value in model.weights().items())
    model.go_on_from(MATCHER)
    kept = model.weights()
    assert kept.keys() == shipped.keys()
    assert all((kept[name] == value).all() for name, value in shipped.items())
