"""What the routes work with: the sets, the runs and the queue over one assistant's store."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from threading import Lock

from starlette.exceptions import HTTPException

from assistant.model import Role
from assistant.web.evaluation.comparison import Comparison
from assistant.web.evaluation.plan import Plan
from assistant.web.evaluation.queue import FullError, Queue, State
from assistant.web.evaluation.results import Progress, Results
from assistant.web.evaluation.runs import RunFolder, Runs, digest
from assistant.web.evaluation.sets import SetFile, Sets

_LAST = 3  # runs that tell how long the next one takes
_PACE = 0.35  # seconds that a question takes before anything was measured


@dataclass(frozen=True, slots=True)
class RunNow:
    """A run as it is at this moment.

    Attributes:
        done: how many questions were asked.
        here: whether this server can stop it.
    """

    run: RunFolder
    state: State
    done: int
    here: bool


@dataclass(frozen=True, slots=True)
class RunList:
    """A part of the list of runs.

    Attributes:
        earlier, later: where the parts before and after begin; None where there is none.
    """

    rows: tuple[RunNow, ...]
    earlier: int | None
    later: int | None


class Bench:
    """One for an application.

    Args:
        store: the index that is asked; what is kept lies in its folder `evaluation`.
        module: the evaluation that is run, `eval` but for tests.
    """

    def __init__(self, store: Path, module: str = "eval") -> None:
        self.folder = store.resolve() / "evaluation"
        self.sets = Sets(self.folder / "sets")
        self.runs = Runs(self.folder / "runs")
        self.queue = Queue(store.resolve(), self.folder / "running", module)
        self.comparison = Comparison(module)
        self._results = Results()
        self._starting = Lock()

    def set(self, origin: str, name: str) -> SetFile:
        """The set that an address names.

        Raises:
            HTTPException: 404, there is none.
        """
        found = self.sets.find(origin, name)
        if found is None:
            raise HTTPException(404)
        return found

    def run(self, name: str) -> RunFolder:
        """The run that an address names.

        Raises:
            HTTPException: 404, there is none.
        """
        found = self.runs.find(name)
        if found is None:
            raise HTTPException(404)
        return found

    def now(self, run: RunFolder) -> RunNow:
        """A run as it is at this moment."""
        state, summary = self.queue.state(run), run.summary
        known = summary.get("questions") if summary and not state.is_open else None
        done = known if isinstance(known, int) else self.progress(run).done
        return RunNow(run, state, done, self.queue.owns(run))

    def progress(self, run: RunFolder) -> Progress:
        """The answers of a run by now."""
        return self._results.read(run.results)

    def listing(self, first: int, most: int) -> RunList:
        """A part of the list of runs, the newest first."""
        names = self.runs.names()
        found = map(self.runs.find, names[first : first + most])
        rows = tuple(self.now(run) for run in found if run is not None)
        later = first + most if first + most < len(names) else None
        return RunList(rows, max(0, first - most) if first else None, later)

    def start(
        self,
        chosen: SetFile,
        role: Role,
        sample: int | None,
        styles: Collection[str],
        types: Collection[str],
        *,
        repeat: int = 1,
        held: bool = False,
    ) -> RunFolder:
        """Let a run wait for its turn; one that is like an open one is that one.

        Args:
            chosen: the set.
            role: who asks.
            sample: how many questions at most; None for all.
            styles: only these; empty for all.
            types: only these; empty for all.
            repeat: how often each question is asked.
            held: whether its figures are held to the thresholds of the set, where it has any.

        Raises:
            FullError: too many wait.
            UnusableError: nothing of the set can be asked.
            ValueError: the filters leave no question, or name what is not in the set.
        """
        contents = chosen.contents()
        known = ({name for name, _ in pairs} for pairs in (contents.styles, contents.types))
        if any(
            not set(asked) <= there for asked, there in zip((styles, types), known, strict=True)
        ):
            raise ValueError("the set has no such questions")
        questions = contents.count(styles, types, sample)
        if not questions:
            raise ValueError("no question is left")
        plan = Plan(
            chosen.name,
            role,
            sample,
            tuple(sorted(styles)),
            tuple(sorted(types)),
            repeat,
            held and chosen.bounds > 0,
            questions,
            digest(chosen.path),
            datetime.now().astimezone(),
        )
        with self._starting:
            same = self.queue.like(plan)
            if same is not None:
                return same
            if self.queue.is_full:
                raise FullError
            run = self.runs.create(plan, chosen.path)
            self.queue.add(run)
        return run

    def seconds(self, questions: int) -> float:
        """How long a run of so many questions takes, as far as the last runs tell."""
        last = (run for run in map(self.runs.find, self.runs.names()[:_LAST]) if run is not None)
        answers = (one for run in last for one in self.progress(run).answers)
        paces = [one.ms / 1000 for one in answers if one.ms is not None]
        return questions * (median(paces) if paces else _PACE)
