from __future__ import annotations

import io
from typing import Any

import pytest

from assistant.schema import AnswerOut
from eval.commands.progress import Tally, watching
from eval.questions import item_of
from eval.result import Result


def result(id: str, *, answerable: bool = True, **scores: Any) -> Result:
    item = item_of({"id": id, "question": "Phí [bold]là\x1b[31m gì?", "answerable": answerable})
    answer = AnswerOut(
        question="?", understood_as="?", status="answered", answer="", short_answer=None,
        citations=[], notices=[], retrieved=[], timings_ms={},
    )  # fmt: skip
    known = {"supported": None, "refused": False, "lost_at": None}
    return Result(item, answer, (), {**known, **scores})


RESULTS = [
    result("q1", supported=True),
    result("q2", supported=False, lost_at="retrieved"),
    result("q3", supported=False, refused=True, lost_at="refused"),
    result("q4", answerable=False, refused=True),
    result("q5", answerable=False, lost_at="answered_unanswerable"),
]


def test_rates_are_counted_over_what_they_apply_to() -> None:
    tally = Tally()
    assert tally.line == "đúng, có nguồn - · từ chối đúng - · từ chối nhầm 0"
    for one in RESULTS:
        tally.add(one)
    assert tally.line == "đúng, có nguồn 1/3 (33 %) · từ chối đúng 1/2 (50 %) · từ chối nhầm 1"


def test_only_the_last_failures_are_shown_and_no_question_steers_the_terminal() -> None:
    tally = Tally()
    for number in range(9):
        tally.add(result(f"q{number}", supported=False, lost_at="retrieved"))
    assert [failure.split()[0] for failure in tally.failures] == ["q5", "q6", "q7", "q8"]
    assert "\x1b" not in "".join(tally.failures)


def test_a_terminal_shows_the_bar_and_a_pipe_shows_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for forced, is_shown in (("1", True), ("", False)):
        shown = io.StringIO()
        monkeypatch.setattr("sys.stderr", shown)
        monkeypatch.setenv("FORCE_COLOR", forced)
        with watching() as progress:
            for number, one in enumerate(RESULTS, start=1):
                progress(number, len(RESULTS), one)
        assert ("5/5" in shown.getvalue()) is is_shown
        assert ("[bold]" in shown.getvalue()) is is_shown
