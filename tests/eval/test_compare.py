from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.compare import Difference, RunError, compare, mcnemar, randomisation, read


def row(**scores: Any) -> dict[str, Any]:
    values = {"rank": 1, "supported": True, "direct": None, "refused": False}
    return {"answerable": scores.pop("answerable", True), "scores": {**values, **scores}}


def by_measure(differences: list[Difference]) -> dict[str, Difference]:
    return {one.measure: one for one in differences}


def test_what_got_better_and_what_got_worse_is_named() -> None:
    before = {"a": row(supported=False), "b": row(), "c": row(rank=4), "only-before": row()}
    after = {"a": row(), "b": row(supported=False), "c": row(rank=2), "only-after": row()}
    found = by_measure(compare(before, after))
    assert found["supported"].questions == 3
    assert (found["supported"].better, found["supported"].worse) == (("a",), ("b",))
    assert found["mrr"].better == ("c",)
    assert found["mrr"].before == pytest.approx((1 + 1 + 1 / 4) / 3)
    assert found["hit_at_1"].better == ()
    assert found["hit_at_5"].after == 1.0


def test_a_measure_that_no_question_has_is_left_out() -> None:
    found = by_measure(compare({"a": row(rank=None)}, {"a": row(rank=1)}))
    assert set(found) == {"supported", "refusal"}


def test_a_refusal_is_right_for_what_has_no_answer_and_wrong_for_what_has() -> None:
    before = {"no": row(answerable=False), "yes": row(refused=True)}
    after = {"no": row(answerable=False, refused=True), "yes": row()}
    refusal = by_measure(compare(before, after))["refusal"]
    assert (refusal.before, refusal.after, refusal.better) == (0.0, 1.0, ("no", "yes"))


@pytest.mark.parametrize(
    ("better", "worse", "p"),
    [(0, 0, 1.0), (1, 0, 1.0), (5, 5, 1.0), (6, 0, 2 / 64), (0, 6, 2 / 64), (8, 2, 112 / 1024)],
)
def test_mcnemars_test_is_the_exact_two_sided_one(better: int, worse: int, p: float) -> None:
    assert mcnemar(better, worse) == pytest.approx(p)


def test_mcnemars_test_bears_large_runs() -> None:
    assert 0 <= mcnemar(3000, 1000) < 1e-100


def test_randomisation_agrees_with_counting_all_signs() -> None:
    # 2 of the 2^5 assignments of signs are as extreme as all up or all down
    assert randomisation([0.5] * 5) == pytest.approx(2 / 32, abs=0.01)
    assert randomisation([0.5, -0.5, 0.25, -0.25]) == pytest.approx(1.0)
    assert randomisation([0.0, 0.0]) == 1.0
    assert randomisation([]) == 1.0


def test_randomisation_says_the_same_twice() -> None:
    changes = [0.1, -0.3, 0.5, 0.2, 0.2]
    assert randomisation(changes) == randomisation(changes)


def test_a_run_is_read_by_question_id_whatever_its_texts_hold(tmp_path: Path) -> None:
    rows = [{"id": 1, "answer": "một\u2028hai", **row()}, {"id": "b", **row()}]
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows)
    (tmp_path / "results.jsonl").write_text(text, encoding="utf-8")
    assert set(read(tmp_path)) == {"1", "b"}


@pytest.mark.parametrize("text", [None, "not JSON", '{"id": 1}', '{"id": 1, "scores": 5}', "[1]"])
def test_a_folder_without_a_run_is_an_error(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "results.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(RunError, match="no results of a run"):
        read(tmp_path)
