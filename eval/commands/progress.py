"""How a run goes, on a terminal: a bar, how many are right, and what failed last."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.terminal import printable
from eval.report.texts import STAGES
from eval.result import Result

if TYPE_CHECKING:
    from rich.console import Group

_LAST = 4  # failures that are shown


class Tally:
    """What is known of a run so far."""

    def __init__(self) -> None:
        self.right = self.scored = 0
        self.refused = self.unanswerable = self.wrongly_refused = 0
        self.failures: deque[str] = deque(maxlen=_LAST)

    def add(self, result: Result) -> None:
        """Count one more result."""
        item, scores = result.item, result.scores
        if scores["supported"] is not None:
            self.scored += 1
            self.right += bool(scores["supported"])
        if item.answerable:
            self.wrongly_refused += scores["refused"]
        else:
            self.unanswerable += 1
            self.refused += scores["refused"]
        stage = scores["lost_at"]
        if stage is not None:
            told = STAGES[stage].vi if stage in STAGES else stage
            self.failures.append(
                printable(f"{item.id} ({item.style}, {item.type}), {told}: {item.question}")
            )

    @property
    def line(self) -> str:
        """The rates in words."""
        parts = [
            f"đúng, có nguồn {_share(self.right, self.scored)}",
            f"từ chối đúng {_share(self.refused, self.unanswerable)}",
            f"từ chối nhầm {self.wrongly_refused}",
        ]
        return " · ".join(parts)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({100 * part / whole:.0f} %)" if whole else "-"


@contextmanager
def watching() -> Iterator[Callable[[int, int, Result], None]]:
    """Shows a run's results as they come; nothing where standard error is no terminal."""
    from rich.console import Console, Group
    from rich.live import Live
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining
    from rich.text import Text

    console = Console(stderr=True)
    tally = Tally()
    bar = Progress(TextColumn("Đang hỏi"), BarColumn(), MofNCompleteColumn(), Remaining())
    task = bar.add_task("", total=None)

    def shown() -> Group:
        failures = [
            Text(f"✗ {failure}", style="red", no_wrap=True, overflow="ellipsis")
            for failure in tally.failures
        ]
        return Group(bar, Text(tally.line, style="dim"), *failures)

    if not console.is_terminal:
        yield lambda done, total, result: None
        return
    with Live(console=console, get_renderable=shown, refresh_per_second=4, transient=True):

        def advance(done: int, total: int, result: Result) -> None:
            tally.add(result)
            bar.update(task, completed=done, total=total)

        yield advance
