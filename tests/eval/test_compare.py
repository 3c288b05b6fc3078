from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.compare import (
    Difference,
    RunError,
    compare,
    differing,
    load,
    mcnemar,
    randomisation,
    read,
    shared,
)
from eval.significance import holm, paired_interval


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


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    whole = json.dumps({"id": "a", **row()})
    (tmp_path / "results.jsonl").write_text(f"{whole}\n\n{{broken}}\n{whole}\n", encoding="utf-8")
    with pytest.raises(RunError, match="line 3"):
        read(tmp_path)


def test_a_last_line_that_was_not_written_to_its_end_is_left_out(tmp_path: Path) -> None:
    whole = json.dumps({"id": "a", **row()})
    (tmp_path / "results.jsonl").write_text(f'{whole}\n{{"id": "b", "sco', encoding="utf-8")
    assert set(read(tmp_path)) == {"a"}
    (tmp_path / "results.jsonl").write_bytes(f'{whole}\n{{"id": "ế'.encode()[:-1])
    assert set(read(tmp_path)) == {"a"}
    (tmp_path / "results.jsonl").write_text(f"{whole}\n{whole}", encoding="utf-8")
    assert set(read(tmp_path)) == {"a"}


@pytest.mark.parametrize(
    ("summary", "settings"),
    [
        (None, {}),
        ("no JSON", {}),
        ("[]", {}),
        ('{"run": 5}', {}),
        ('{"run": {"set": "demo"}}', {"set": "demo"}),
    ],
)
def test_a_run_without_a_summary_has_no_settings(
    tmp_path: Path, summary: str | None, settings: dict[str, Any]
) -> None:
    (tmp_path / "results.jsonl").write_text(json.dumps({"id": "a", **row()}), encoding="utf-8")
    if summary is not None:
        (tmp_path / "summary.json").write_text(summary, encoding="utf-8")
    assert load(tmp_path).settings == settings
    (tmp_path / "settings.json").write_text('{"set": "first"}', encoding="utf-8")
    assert load(tmp_path).settings == {"set": "first"}


def test_an_id_with_another_question_is_another_question() -> None:
    before = {"a": {"question": "Phí?", **row()}, "b": {"question": "Hạn?", **row()}}
    after = {"b": {"question": "Hạn?", **row()}, "a": {"question": "Lệ phí?", **row()}}
    assert shared((before, after)) == ["b"]
    assert by_measure(compare(before, after))["supported"].questions == 1


def test_settings_that_differ_are_found_where_one_run_lacks_them_too() -> None:
    assert differing(
        [{"set": "a", "role": "staff"}, {"set": "a", "role": "citizen", "new": 1}]
    ) == [
        ("role", ["staff", "citizen"]),
        ("new", [None, 1]),
    ]


def test_less_time_is_better() -> None:
    before = {"a": row(latency_ms=500.0), "b": row(latency_ms=100.0)}
    after = {"a": row(latency_ms=200.0), "b": row(latency_ms=150.0)}
    time = by_measure(compare(before, after))["latency_ms"]
    assert (time.before, time.after) == (300.0, 175.0)
    assert (time.better, time.worse) == (("a",), ("b",))


def test_the_interval_of_a_difference_holds_it_and_narrows_with_more_questions() -> None:
    def interval(count: int) -> tuple[float, float]:
        before = {str(i): row(supported=i % 2 == 0) for i in range(count)}
        after = {str(i): row(supported=i % 4 != 3) for i in range(count)}
        found = by_measure(compare(before, after))["supported"].interval
        assert found
        return found

    few, many = interval(20), interval(400)
    assert few[0] < 0.25 < few[1]
    assert many[0] < 0.25 < many[1]
    assert many[1] - many[0] < (few[1] - few[0]) / 3
    # of 400 pairs a quarter go up: the normal interval is .25 ± 1.96 √(.25 · .75 / 400)
    assert many == pytest.approx((0.2076, 0.2924), abs=0.006)


def test_one_question_has_no_interval() -> None:
    assert paired_interval([1.0]) is None
    assert by_measure(compare({"a": row()}, {"a": row()}))["supported"].interval is None


def test_randomisation_bears_large_runs() -> None:
    assert randomisation([0.01, -0.01] * 500) == 1.0
    assert randomisation([0.01] * 1000) == pytest.approx(1 / 10_001)


def test_holms_correction_is_that_of_the_textbook() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []
