from __future__ import annotations

import time

import numpy as np
import pytest

from eval.intervals import order_statistics, ratios


def share(right: int, wrong: int, apart: int = 0) -> tuple[list[float], list[float]]:
    """Questions that a measure finds right, finds wrong, and does not apply to."""
    return [1.0] * right + [0.0] * (wrong + apart), [1.0] * (right + wrong) + [0.0] * apart


def test_the_interval_of_a_share_is_the_one_of_the_binomial_distribution() -> None:
    low, high = ratios({"a": share(80, 20)})["a"] or (0.0, 0.0)
    assert low == pytest.approx(0.8 - 1.96 * 0.04, abs=0.015)
    assert high == pytest.approx(0.8 + 1.96 * 0.04, abs=0.015)


def test_more_questions_make_it_narrower() -> None:
    found = ratios({"many": share(800, 200), "few": share(8, 2, apart=990)})
    many, few = (found[name] or (0.0, 0.0) for name in ("many", "few"))
    assert many[1] - many[0] < 0.06 < 0.3 < few[1] - few[0]


def test_questions_that_a_measure_does_not_apply_to_do_not_move_it() -> None:
    found = ratios({"a": share(60, 40, apart=100)})["a"] or (0.0, 0.0)
    assert found[0] < 0.6 < found[1]


def test_one_question_or_none_has_no_interval_and_does_not_hide_the_others() -> None:
    found = ratios({"none": share(0, 0, 4), "one": share(1, 0, 3), "two": share(1, 1, 2)})
    assert (found["none"], found["one"]) == (None, None)
    assert found["two"] == (0.0, 1.0)
    assert ratios({}) == {}
    assert ratios({"empty": ([], [])}) == {"empty": None}


def test_equal_scores_have_an_interval_without_width() -> None:
    assert ratios({"a": share(9, 0)}) == {"a": (1.0, 1.0)}
    assert order_statistics([5.0, 5.0, 5.0], [2]) == [(5.0, 5.0)]


def test_the_same_scores_give_the_same_interval_in_any_company() -> None:
    alone = ratios({"a": share(7, 3)})["a"]
    assert ratios({"b": share(2, 8), "a": share(7, 3), "none": share(0, 0, 10)})["a"] == alone


def test_a_percentiles_interval_is_that_of_drawing_the_values() -> None:
    random = np.random.default_rng(1)
    values = random.exponential(size=200).tolist()
    drawn = np.sort(random.choice(values, (4000, 200)), axis=1)
    for rank, found in zip((100, 190), order_statistics(values, (100, 190), 4000), strict=True):
        expected = np.percentile(drawn[:, rank - 1], (2.5, 97.5))
        assert found == pytest.approx(tuple(expected), rel=0.08)


def test_a_percentile_is_of_the_values_in_any_order_and_one_value_has_no_interval() -> None:
    assert order_statistics([3.0, 1.0, 2.0], [2]) == order_statistics([1.0, 2.0, 3.0], [2])
    assert order_statistics([1.0], [1]) == [None]
    assert order_statistics([], []) == []


@pytest.mark.parametrize("rank", [0, 4, -1])
def test_a_rank_outside_the_values_is_refused(rank: int) -> None:
    with pytest.raises(ValueError, match="from 1 to 3"):
        order_statistics([1.0, 2.0, 3.0], [rank])


def test_ten_thousand_questions_take_a_second_or_so() -> None:
    shares = {str(column): share(6000, 2000, apart=2000) for column in range(15)}
    started = time.process_time()
    assert ratios(shares)["0"] is not None
    assert time.process_time() - started < 5
