"""The evaluator's pages as HTML; templates escape everything that they are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.web import render
from assistant.web.admin import pages
from assistant.web.border import MAX_SET
from assistant.web.evaluation.bench import RunList, RunNow
from assistant.web.evaluation.comparison import LEAST, MOST
from assistant.web.evaluation.queue import State
from assistant.web.evaluation.results import Answered, Progress
from assistant.web.evaluation.sets import MAX_QUESTIONS, Contents, SetFile
from assistant.web.evaluation.texts import Told
from eval.formats import SUFFIXES
from eval.report.tables import Bound, thresholds

RUNS = 30  # shown at once
ROWS = 50  # answers shown at once
MOST_TIMES = 10  # that a question is asked
_PROBLEMS = 50  # of a set, shown
_DONE = frozenset({"uploaded", "set_deleted", "run_deleted"})
_SHARES = ("supported", "direct", "hit_at_5", "refusal_recall", "refusal_precision")


@dataclass(frozen=True, slots=True)
class Tile:
    """A headline figure: its name, its value and what its interval is, as they are read."""

    name: str
    value: str
    interval: str


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a list of answers, the newest first.

    Attributes:
        wrong: whether only wrong ones are shown.
        earlier, later: where the parts before and after begin; None where there is none.
    """

    rows: Sequence[Answered]
    wrong: bool
    first: int
    earlier: int | None
    later: int | None


def overview(
    told: Told,
    sets: Sequence[tuple[SetFile, Contents | None]],
    runs: RunList,
    done: str = "",
    problems: Sequence[str] = (),
) -> str:
    """The sets, a form to upload one, and the runs.

    Args:
        told: the language.
        sets: each with what is in it, None where nothing of it can be asked.
        runs: the newest first.
        done: what was just done.
        problems: why what was asked for could not be done.
    """
    return _fill(
        "evaluation.html",
        told,
        title=told("evaluation"),
        sets=sets,
        accept=",".join(sorted(SUFFIXES)),
        most=MAX_SET // 2**20,
        most_questions=told.number(MAX_QUESTIONS),
        done=done if done in _DONE else "",
        problems=problems,
        **_runs(told, runs),
    )


def runs(told: Told, runs: RunList) -> str:
    """The list of runs alone, as it is fetched while one goes on."""
    return _fill("evaluation_runs.html", told, **_runs(told, runs))


def question_set(
    told: Told,
    chosen: SetFile,
    contents: Contents,
    seconds: float,
    done: str = "",
    problem: str = "",
) -> str:
    """A set with what is in it, and the form that starts a run.

    Args:
        told: the language.
        chosen: the set.
        contents: what is in it.
        seconds: that all its questions will take.
        done: what was just done.
        problem: why a run could not be started.
    """
    return _fill(
        "evaluation_set.html",
        told,
        title=chosen.name,
        chosen=chosen,
        contents=contents,
        problems=[*map(told.finding, contents.problems[:_PROBLEMS])],
        problems_more=max(0, len(contents.problems) - _PROBLEMS),
        time=told.duration(seconds),
        most_times=MOST_TIMES,
        done=done if done in _DONE else "",
        problem=problem,
    )


def run(
    told: Told, now: RunNow, progress: Progress, wrong: bool, first: int, problem: str = ""
) -> str:
    """A run: how far it is, its figures and its answers."""
    title = f"{now.run.plan.set} — {when(now)}"
    return _fill(
        "evaluation_run.html",
        told,
        title=title,
        problem=problem,
        **_run(told, now, progress, wrong, first),
    )


def live(told: Told, now: RunNow, progress: Progress, wrong: bool, first: int) -> str:
    """What changes of a run's page, as it is fetched while the run goes on."""
    return _fill("evaluation_live.html", told, **_run(told, now, progress, wrong, first))


def missing(told: Told) -> str:
    """The page for what is not there any more."""
    return _fill("admin_missing.html", told, title=told("missing_title"))


@cache
def script() -> str:
    """What runs on the pages: it fetches what changes."""
    return (render.FOLDER / "evaluation" / "evaluation.js").read_text(encoding="utf-8")


def when(now: RunNow) -> str:
    """When a run was asked for."""
    return f"{now.run.plan.created:%d/%m/%Y %H:%M}"


def _runs(told: Told, runs: RunList) -> dict[str, Any]:
    shown = [
        (now, _tiles(told, now.run.summary), thresholds(now.run.summary or {})) for now in runs.rows
    ]
    return {
        "runs": shown,
        "earlier": runs.earlier,
        "later": runs.later,
        "open": any(now.state.is_open for now in runs.rows),
        "measures": [told(name) for name in _SHARES],
        "least": LEAST,
        "most_compared": MOST,
    }


def _run(told: Told, now: RunNow, progress: Progress, wrong: bool, first: int) -> dict[str, Any]:
    summary = now.run.summary
    left = progress.seconds_left(now.run.plan.questions, times=now.run.plan.repeat)
    bounds = thresholds(summary or {})
    return {
        "now": now,
        "tiles": _tiles(told, summary) if summary is not None else [],
        "bounds": bounds,
        "missed": _missed(bounds),
        "again": _agreement(told, summary),
        "complete": now.run.is_complete,
        "failure": now.run.failure,
        "left": told.duration(left) if left is not None and now.state is State.RUNNING else "",
        "verdicts": progress.verdicts,
        "stages": progress.stages,
        "window": _window(progress.wrong if wrong else progress.answers, wrong, first),
        "report": now.run.report.is_file() and not now.state.is_open,
        "open": now.state.is_open,
    }


def _window(answers: Sequence[Answered], wrong: bool, first: int) -> Window:
    newest = answers[::-1]
    later = first + ROWS if first + ROWS < len(newest) else None
    earlier = max(0, first - ROWS) if first else None
    return Window(newest[first : first + ROWS], wrong, first, earlier, later)


def _tiles(told: Told, summary: Mapping[str, Any] | None) -> list[Tile]:
    """The headline figures of a summary; one that was not taken is a dash."""
    known = summary or {}
    intervals, latency = known.get("intervals"), known.get("latency_ms")
    tiles = []
    for name in _SHARES:
        value = known.get(name)
        interval = told.span(intervals.get(name)) if isinstance(intervals, dict) else ""
        share = told.share(value if isinstance(value, int | float) else None)
        tiles.append(Tile(told(name), share, interval))
    middle = latency.get("p50") if isinstance(latency, dict) else None
    shown = told.milliseconds(middle if isinstance(middle, int | float) else None)
    return [*tiles, Tile(told("p50"), shown, "")]


def _missed(bounds: Sequence[Bound]) -> int:
    return sum(bound.missed for bound in bounds)


def _agreement(told: Told, summary: Mapping[str, Any] | None) -> str:
    """The share of questions answered alike each time; empty where each was asked once."""
    repeats = (summary or {}).get("repeats")
    agreement = repeats.get("agreement") if isinstance(repeats, dict) else None
    return told.share(agreement) if isinstance(agreement, int | float) else ""


def _fill(template: str, told: Told, **values: object) -> str:
    return pages.fill(
        template,
        told,
        here="evaluation",
        home="/admin/evaluation",
        script="/admin/evaluation/evaluation.js",
        when=when,
        **values,
    )
