from __future__ import annotations

from pathlib import Path

import pytest

from eval import thresholds
from eval.thresholds import Threshold, ThresholdError, judge, missed, parse, read

SUMMARY = {
    "supported": 0.8,
    "mrr": None,
    "errors": 0,
    "latency_ms": {"p50": 200.0, "p95": 900.5},
    "by_style": {"typo": {"supported": 0.6}},
    "lost_at": {"refused": 3},
}


@pytest.mark.parametrize(
    ("text", "threshold"),
    [
        ("supported=0.8", Threshold("supported", least=0.8)),
        ("supported>=.8", Threshold("supported", least=0.8)),
        ("latency_ms.p95<=2000", Threshold("latency_ms.p95", most=2000.0)),
        ("by_style.typo.supported=0.5", Threshold("by_style.typo.supported", least=0.5)),
    ],
)
def test_a_threshold_is_a_least_or_a_most_value(text: str, threshold: Threshold) -> None:
    assert parse(text) == threshold


@pytest.mark.parametrize(
    "text", ["beauty=1", "supported", "supported=", "supported=viel", "mrr=nan"]
)
def test_what_is_no_threshold_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"chỉ số|một số"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "is_missed"),
    [
        ("supported=0.8", False),
        ("supported=0.8001", True),
        ("mrr=0", True),  # nothing shows that it is reached
        ("errors<=0", False),
        ("latency_ms.p95<=900", True),
        ("latency_ms.p95<=900.5", False),
        ("latency_ms=1", True),  # which of the two?
        ("by_style.typo.supported=0.6", False),
        ("by_style.formal.supported=0", True),
        ("lost_at.refused<=2", True),
    ],
)
def test_a_threshold_is_missed_below_the_least_and_above_the_most(
    text: str, is_missed: bool
) -> None:
    (judged,) = judge([parse(text)], SUMMARY)
    assert judged.is_missed is is_missed
    assert judged.as_fields()["missed"] is is_missed
    assert missed([judged]) == ([judged] if is_missed else [])


def test_what_is_missed_is_told_with_the_bound() -> None:
    low, high = judge([parse("supported=0.9"), parse("errors<=-1")], SUMMARY)
    assert low.told("0.800") == "supported là 0.800, thấp hơn mức yêu cầu 0.9."
    assert high.told("0") == "errors là 0, cao hơn mức cho phép -1."


def test_a_file_has_a_table_for_each_set(tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    path.write_text(
        '[demo]\nsupported = 0.75\nerrors = { most = 0 }\n"latency_ms.p95" = { least = 1, most = 9 }\n'
        "[other]\nmrr = 1\n",
        encoding="utf-8",
    )
    assert read(path, "demo") == (
        Threshold("supported", least=0.75),
        Threshold("errors", most=0.0),
        Threshold("latency_ms.p95", least=1.0, most=9.0),
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[other]\nmrr = 1\n", "không có mức yêu cầu cho bộ “demo”; có: other"),
        ("[demo]\n", "không có mức yêu cầu"),
        ("demo = 1\n", "không có mức yêu cầu"),
        ("[demo\n", "không phải TOML"),
        ("[demo]\nbeauty = 1\n", "không có chỉ số beauty"),
        ("[demo]\nmrr = true\n", "mrr phải là một số"),
        ('[demo]\nmrr = "1"\n', "mrr phải là một số"),
        ("[demo]\nmrr = { around = 1 }\n", "mrr phải là một số"),
        ('[demo]\nmrr = { least = "x" }\n', "mrr phải là một số"),
        ("[demo]\nmrr = {}\n", "mrr phải là một số"),
    ],
)
def test_a_file_that_is_wrong_says_where(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "t.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ThresholdError, match=said):
        read(path, "demo")


def test_a_file_that_is_no_text_says_so(tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ThresholdError, match="không phải TOML"):
        read(path, "demo")


def test_the_shipped_file_has_thresholds_for_sets_that_ship() -> None:
    sets = {path.stem for path in (thresholds.SHIPPED.parent / "sets").glob("*.jsonl")}
    found = [name for name in sets if f"[{name}]" in thresholds.SHIPPED.read_text("utf-8")]
    assert "demo" in found
    for name in found:
        assert read(thresholds.SHIPPED, name)
