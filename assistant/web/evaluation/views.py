"""What the evaluator sees: sets, runs, results as they come, reports and comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from starlette.exceptions import HTTPException

from assistant.web.admin.answers import HEADERS, page
from assistant.web.admin.login import Gate
from assistant.web.evaluation import pages, results, workbook
from assistant.web.evaluation.bench import Bench
from assistant.web.evaluation.comparison import LEAST, MOST, ComparisonError
from assistant.web.evaluation.runs import RunFolder
from assistant.web.evaluation.sets import (
    MAX_QUESTIONS,
    Contents,
    SetFile,
    TooManyError,
    UnusableError,
)
from assistant.web.evaluation.texts import Told, told_for

Done = Annotated[str, Query(max_length=20)]
First = Annotated[int, Query(alias="from", ge=0, le=10_000_000)]
Names = Annotated[Sequence[str], Query(max_length=100)]
_PROBLEMS = 20  # of a set that cannot be used, told
_PLAIN = "text/plain; charset=utf-8"


def router(bench: Bench, gate: Gate) -> APIRouter:
    """The routes that show something, each behind a session."""
    routes = APIRouter(
        prefix="/admin/evaluation", include_in_schema=False, dependencies=[Depends(gate.session)]
    )

    @routes.get("")
    def overview(request: Request, done: Done = "", first: First = 0) -> Response:
        return page(request, listing(bench, told_for(request), done, first=first))

    @routes.get("/evaluation.js")
    def script() -> Response:
        return Response(pages.script(), media_type="text/javascript", headers=HEADERS)

    @routes.get("/runs")
    def runs(request: Request, first: First = 0) -> Response:
        return page(request, pages.runs(told_for(request), bench.listing(first, pages.RUNS)))

    @routes.get("/set/{origin}/{name}")
    def question_set(request: Request, origin: str, name: str, done: Done = "") -> Response:
        told = told_for(request)
        found = bench.sets.find(origin, name)
        if found is None:
            return page(request, pages.missing(told), 404)
        try:
            contents = found.contents()
        except UnusableError as error:
            return page(request, listing(bench, told, problems=unusable(told, name, error)), 422)
        return page(request, set_page(bench, told, found, contents, done))

    @routes.get("/set/{origin}/{name}/file")
    def set_file(origin: str, name: str) -> FileResponse:
        found = bench.set(origin, name)
        return FileResponse(found.path, filename=found.name, headers=HEADERS)

    @routes.get("/run/{name}")
    def run(request: Request, name: str, first: First = 0, wrong: bool = False) -> Response:
        told, found = told_for(request), bench.runs.find(name)
        if found is None:
            return page(request, pages.missing(told), 404)
        return page(request, run_page(bench, told, found, wrong, first))

    @routes.get("/run/{name}/live")
    def live(request: Request, name: str, first: First = 0, wrong: bool = False) -> Response:
        found, told = bench.run(name), told_for(request)
        now = bench.now(found)  # before its answers: they are all there once it has ended
        return page(request, pages.live(told, now, bench.progress(found), wrong, first))

    @routes.get("/run/{name}/report")
    def report(name: str) -> HTMLResponse:
        return HTMLResponse(_text(bench.run(name).report), headers=HEADERS)

    @routes.get("/run/{name}/log")
    def log(name: str) -> Response:
        return Response(_text(bench.run(name).log), media_type=_PLAIN, headers=HEADERS)

    @routes.get("/run/{name}/results.jsonl")
    def as_lines(name: str) -> FileResponse:
        found = bench.run(name)
        if not found.results.is_file():
            raise HTTPException(404)
        return FileResponse(
            found.results,
            filename=f"{name}.jsonl",
            media_type="application/jsonl",
            headers=HEADERS,
        )

    @routes.get("/run/{name}/results.xlsx")
    def as_workbook(request: Request, name: str) -> Response:
        found = bench.run(name)
        try:
            made = workbook.workbook(results.rows(found.results), found.summary, told_for(request))
        except FileNotFoundError:
            raise HTTPException(404) from None
        headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}.xlsx"'}
        return Response(made, media_type=workbook.MEDIA_TYPE, headers=headers)

    @routes.get("/compare")
    def compare(request: Request, run: Names = ()) -> Response:
        told = told_for(request)
        chosen = [bench.run(name) for name in sorted(set(run))]
        if not LEAST <= len(chosen) <= MOST:
            problem = told("compare_help", least=LEAST, most=MOST)
            return page(request, listing(bench, told, problems=[problem]), 422)
        try:
            return HTMLResponse(bench.comparison.page(chosen), headers=HEADERS)
        except ComparisonError as error:
            problems = [told("compare_failed"), str(error)]
            return page(request, listing(bench, told, problems=problems), 422)

    return routes


def listing(
    bench: Bench, told: Told, done: str = "", problems: Sequence[str] = (), first: int = 0
) -> str:
    """The page of all sets and runs."""
    sets = [*map(_read, bench.sets.all())]
    return pages.overview(told, sets, bench.listing(first, pages.RUNS), done, problems)


def set_page(
    bench: Bench,
    told: Told,
    chosen: SetFile,
    contents: Contents,
    done: str = "",
    problem: str = "",
) -> str:
    """The page of a set."""
    seconds = bench.seconds(len(contents.items))
    return pages.question_set(told, chosen, contents, seconds, done, problem)


def run_page(
    bench: Bench,
    told: Told,
    run: RunFolder,
    wrong: bool = False,
    first: int = 0,
    problem: str = "",
) -> str:
    """The page of a run."""
    now = bench.now(run)
    return pages.run(told, now, bench.progress(run), wrong, first, problem)


def unusable(told: Told, name: str, error: UnusableError) -> list[str]:
    """Why nothing of a set can be asked, in sentences."""
    if isinstance(error, TooManyError):
        return [told("too_many_questions", n=told.number(MAX_QUESTIONS))]
    reasons = [*map(told.finding, error.problems[:_PROBLEMS])] or [str(error)]
    return [told("unusable_set", n=name), *reasons]


def _read(one: SetFile) -> tuple[SetFile, Contents | None]:
    try:
        return one, one.contents()
    except UnusableError:
        return one, None


def _text(path: Path) -> str:
    """What a file says.

    Raises:
        HTTPException: 404, there is none.
    """
    try:
        return path.read_text("utf-8", "replace")
    except FileNotFoundError:
        raise HTTPException(404) from None
