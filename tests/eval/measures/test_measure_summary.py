from __future__ import annotations

from collections.abc import Sequence

import pytest

from eval.measures import MEASURES, Kind, summarise
from eval.measures.numbers import mean, nearest_rank, percentile
from eval.result import Result
from tests.eval.scoring import answer, item, passage, result


def results() -> list[Result]:
    refusal = answer(status="not_found", citations=[], short_answer=None, answer="Không thấy.")
    unclear = answer(status="needs_clarification", citations=[], short_answer=None)
    pairs = [
        (item(), answer(retrieved=[passage()])),
        (item(style="typo", audience="staff"), answer()),
        (item(type="list", evidence=[]), answer()),
        (item(type="date"), refusal),
        (item(answerable=False), refusal),
        (item(answerable=False), answer()),
        (item(answerable=False), unclear),
    ]
    return [result(asked, said) for asked, said in pairs]


def test_the_summary_has_the_measures_of_the_contract() -> None:
    summary = summarise(results())
    expected = {
        "questions": 7,
        "answerable": 4,
        "without_evidence": 1,
        "hit_at_1": 0.3333,
        "hit_at_5": 1.0,
        "mrr": 0.6667,
        "supported": 0.6667,
        "direct": 0.6667,
        "refusal_precision": 0.5,
        "refusal_recall": 0.3333,
        "needs_clarification": 1,
        "partly_answered": 0,
        "errors": 0,
        "valid_citations": 1.0,
        "latency_ms": {"p50": 20.0, "p95": 20.0},
    }
    assert {name: summary[name] for name in expected} == expected


def test_the_summary_has_the_other_measures_and_where_answers_were_lost() -> None:
    summary = summarise(results())
    assert summary["figures_partial"] == 0.75
    assert summary["list_completeness"] == 1.0
    assert summary["citation_recall"] == summary["citation_precision"] == 1.0
    assert summary["understood"] is summary["notices_right"] is None
    assert {stage: n for stage, n in summary["lost_at"].items() if n} == {
        "refused": 1, "clarified": 1, "answered_unanswerable": 1,
    }  # fmt: skip
    assert summary["latency_by_stage"]["retrieve"] == {"p50": 15.0, "p95": 15.0}
    assert summary["words"] == 13.0


def test_notices_are_counted_over_the_questions_that_expect_some() -> None:
    notice = {"kind": "figures_disagree", "message": "Không khớp.", "marker": 1}
    expecting = item(notices=["figures_disagree"])
    pairs = [(expecting, answer(notices=[notice])), (expecting, answer()), (item(), answer())]
    summary = summarise([result(asked, said) for asked, said in pairs])
    assert [summary[f"notices_{kind}"] for kind in ("right", "missed", "false")] == [1, 1, 0]


def test_the_summary_says_the_same_by_style_type_audience_and_document() -> None:
    summary = summarise(results())
    assert set(summary["by_style"]) == {"plain", "typo"}
    assert set(summary["by_type"]) == {"number", "list", "date"}
    assert set(summary["by_audience"]) == {"staff"}
    assert set(summary["by_document"]) == {"a.pdf"}
    whole = {key for key in summary if not key.startswith("by_")}
    for grouping in ("by_style", "by_type", "by_audience", "by_document"):
        assert all(set(group) == whole for group in summary[grouping].values())
    assert summary["by_style"]["typo"]["hit_at_1"] == 0.0
    assert summary["by_type"]["list"]["supported"] is None
    assert summary["by_document"]["a.pdf"]["questions"] == 6


def test_a_question_counts_with_every_document_of_its_evidence_once() -> None:
    places = [{"document": name, "page": page} for name in ("a.pdf", "b.pdf") for page in (1, 2)]
    groups = summarise([result(item(evidence=places))])["by_document"]
    assert {name: group["questions"] for name, group in groups.items()} == {"a.pdf": 1, "b.pdf": 1}


def test_every_figure_has_an_interval_around_it() -> None:
    summary = summarise(results() * 5)
    intervals = summary["intervals"]
    for measure in MEASURES:
        if measure.kind is Kind.SHARE and summary[measure.name] is not None:
            low, high = intervals[measure.name]
            assert 0 <= low <= summary[measure.name] <= high <= 1
    assert intervals["latency_ms_p50"] == [20.0, 20.0]
    assert intervals["understood"] is None
    assert intervals["supported"][0] < 0.6667 < intervals["supported"][1]


def test_the_table_of_measures_names_what_a_summary_holds() -> None:
    summary = summarise([])
    names = [measure.name for measure in MEASURES]
    assert set(names) <= set(summary)
    assert len(names) == len(set(names))
    assert all(measure.vi and measure.en for measure in MEASURES)


def test_nothing_has_no_mean_and_no_interval() -> None:
    summary = summarise([])
    assert summary["questions"] == 0
    assert summary["refusal_precision"] is summary["hit_at_1"] is summary["words"] is None
    assert summary["latency_ms"] == {"p50": None, "p95": None}
    assert set(summary["intervals"].values()) == {None}
    assert summary["by_style"] == {}


def test_scores_that_an_older_run_did_not_take_are_left_out() -> None:
    old = {"rank": 1, "supported": True, "direct": None, "refused": False,
           "valid_citations": 1.0, "latency_ms": 3.0}  # fmt: skip
    whole = result()
    summary = summarise([Result(whole.item, whole.answer, whole.passages, old)])
    assert (summary["supported"], summary["citation_recall"], summary["words"]) == (1.0, None, None)


@pytest.mark.parametrize(
    ("values", "share", "found"),
    [
        ([3.0, 1.0, 2.0], 50, 2.0),
        ([1.0, 2.0], 95, 2.0),
        ([5.0], 50, 5.0),
        ([], 50, None),
        ([1.0, 2.0, 3.0, 4.0], 50, 2.0),
        ([float(n) for n in range(1, 101)], 95, 95.0),
        ([1.005, 2.675], 95, 2.67),
    ],
)
def test_a_percentile_is_a_value_that_was_measured(
    values: Sequence[float], share: float, found: float | None
) -> None:
    assert percentile(values, share) == found


def test_a_mean_is_rounded_once_at_the_end() -> None:
    assert mean([]) is None
    assert mean([1, 0, 0]) == 0.3333
    assert mean([1 / 3, 1 / 3, 1]) == 0.5556
    assert [nearest_rank(20, share) for share in (0, 5, 95, 100)] == [1, 1, 19, 20]
