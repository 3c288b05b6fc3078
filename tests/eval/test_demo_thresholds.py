"""The demo set against its thresholds: what `python -m eval run … --thresholds` asks for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval import thresholds

SET = "demo"


@pytest.mark.slow
def test_the_demo_set_reaches_its_thresholds(demo_run: dict[str, Any]) -> None:
    required = thresholds.read(thresholds.SHIPPED, SET)
    judged = thresholds.judge(required, demo_run)
    assert [one.as_fields() for one in thresholds.missed(judged)] == []


@pytest.mark.slow
def test_the_demo_run_asks_every_question_and_its_citations_stand_in_their_sources(
    demo_run: dict[str, Any], demo_run_folder: Path
) -> None:
    lines = (demo_run_folder / "results.jsonl").read_text(encoding="utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line]
    assert len(rows) == demo_run["questions"] == 81
    assert demo_run["complete"]
    assert all(row["scores"]["valid_citations"] in (None, 1.0) for row in rows)
    assert all(place["text"] for row in rows for place in row["retrieved"])
