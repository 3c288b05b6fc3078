"""A run: every question asked in-process, scored and written down as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.model import Answer, Role
from assistant.pipeline import Assistant
from assistant.schema import AnswerOut
from eval import measures, repeats, report, thresholds
from eval.folder import RunFolder
from eval.questions import Item
from eval.result import Result
from eval.sources import Sources
from eval.thresholds import Threshold

Progress = Callable[[int, int, Result], None]
"""Called with how many are done, of how many, and the last result."""

_Asked = tuple[Item, list[Answer]]
_AHEAD = 2  # questions that wait for each worker


def run(
    assistant: Assistant,
    items: Sequence[Item],
    folder: Path,
    settings: Mapping[str, Any],
    *,
    role: Role,
    workers: int = 1,
    repeat: int = 1,
    progress: Progress | None = None,
    stopped: Callable[[], bool] = lambda: False,
    required: Sequence[Threshold] = (),
    fresh: bool = False,
) -> dict[str, Any]:
    """Ask every question that the folder does not hold the answer of, and take the measures.

    Args:
        assistant: opened over the store to measure.
        items: the questions.
        folder: made if there is none; a run of the same settings in it is gone on with.
        settings: what is run, `set` at least; kept in `settings.json` and in the summary as `run`.
        role: who asks.
        workers: questions asked at once.
        repeat: times that each question is asked; the first answer is scored.
        progress: told of every result, those first that the folder holds.
        stopped: asked before each question; once true, what is there is summed up.
        required: thresholds that a complete run must reach.
        fresh: whether everything is asked again, whatever the folder holds.

    Returns:
        The summary; `complete` says whether all questions were asked.

    Raises:
        eval.folder.BusyError: another run writes into the folder.
        OSError: the folder cannot be written.
    """
    sources = Sources(assistant, role)

    def ask(item: Item) -> _Asked:
        times = [assistant.ask(item.question, item.history, role=role) for _ in range(repeat)]
        return item, times

    with RunFolder.open(folder, settings, fresh=fresh) as kept:
        ids = [item.id for item in items]
        done = [kept.results[id] for id in ids if id in kept.results]
        for number, result in enumerate(done, start=1):
            if progress:
                progress(number, len(items), result)
        todo = [item for item in items if item.id not in kept.results]
        for number, (item, answers) in enumerate(
            _each(ask, todo, workers, stopped), start=len(done) + 1
        ):
            result = _scored(item, answers, sources)
            kept.add(result)
            if progress:
                progress(number, len(items), result)
        results = [kept.results[id] for id in ids if id in kept.results]
        summary = _summary(kept.settings, results, len(items), repeat, required)
        rows = [result.row() for result in results]
        kept.finish(ids, summary, report.render(str(settings["set"]), summary, rows))
    return summary


def _scored(item: Item, answers: Sequence[Answer], sources: Sources) -> Result:
    """The result of a question; what was said the other times goes with its fields."""
    first, *others = answers
    said = AnswerOut.of(first)
    passages = tuple(passage.chunk.text for passage in first.retrieved)
    scores = measures.score(item, said, passages, sources.valid(first), sources.text)
    if others:
        again = [repeats.repeated(answer) for answer in others]
        item = replace(item, fields={**item.fields, repeats.FIELD: again})
    return Result(item, said, passages, scores)


def _summary(
    settings: Mapping[str, Any],
    results: Sequence[Result],
    asked: int,
    repeat: int,
    required: Sequence[Threshold],
) -> dict[str, Any]:
    complete = len(results) == asked
    summary = {"run": dict(settings), "complete": complete, **measures.summarise(results)}
    if repeat > 1:
        summary["repeats"] = repeats.summarise([result.row() for result in results])
    if required and complete:
        summary["thresholds"] = [one.as_fields() for one in thresholds.judge(required, summary)]
    return summary


def _each(
    ask: Callable[[Item], _Asked],
    todo: Sequence[Item],
    workers: int,
    stopped: Callable[[], bool],
) -> Iterator[_Asked]:
    """What is answered, as it comes; nothing more is begun once it is stopped."""
    if workers == 1:
        for one in todo:
            if stopped():
                return
            yield ask(one)
        return
    waiting = iter(todo)
    with ThreadPoolExecutor(workers, thread_name_prefix="question") as pool:
        pending: set[Future[_Asked]] = set()
        while True:
            while len(pending) < _AHEAD * workers and not stopped():
                following = next(waiting, None)
                if following is None:
                    break
                pending.add(pool.submit(ask, following))
            if not pending:
                return
            ready, pending = wait(pending, return_when=FIRST_COMPLETED)
            for future in ready:
                yield future.result()
