"""What the evaluator changes: sets uploaded and deleted, runs started, stopped, resumed, deleted.

Names come from forms and are looked up; a name never becomes a path.
"""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from assistant.model import Role
from assistant.web.admin import forms
from assistant.web.admin.answers import page, to
from assistant.web.admin.forms import Fields
from assistant.web.admin.login import Gate
from assistant.web.border import MAX_SET
from assistant.web.evaluation.bench import Bench
from assistant.web.evaluation.pages import MOST_TIMES
from assistant.web.evaluation.queue import FullError
from assistant.web.evaluation.runs import RunFolder
from assistant.web.evaluation.sets import Origin, UnusableError, name_of
from assistant.web.evaluation.texts import told_for
from assistant.web.evaluation.views import listing, run_page, set_page, unusable

_HOME = "/admin/evaluation"
_MEGABYTE = 2**20


def router(bench: Bench, gate: Gate) -> APIRouter:
    """The routes that change something: behind a session, and only from these pages."""
    routes = APIRouter(
        prefix=_HOME,
        include_in_schema=False,
        dependencies=[Depends(gate.session), Depends(gate.here)],
    )

    @routes.post("/upload")
    async def upload(request: Request) -> Response:
        async with request.form(max_files=1, max_fields=4) as form:
            file, replace = form.get("file"), bool(form.get("replace"))
            given = file if isinstance(file, UploadFile) and file.filename else None
            return await run_in_threadpool(_receive, bench, request, given, replace)

    @routes.post("/start")
    async def start(request: Request) -> Response:
        fields = await forms.read(request)
        return await run_in_threadpool(_start, bench, request, fields)

    @routes.post("/stop")
    async def stop(request: Request) -> Response:
        run = bench.run(forms.first(await forms.read(request), "run"))
        bench.queue.stop(run)
        return to(f"{_HOME}/run/{run.name}")

    @routes.post("/resume")
    async def resume(request: Request) -> Response:
        run = bench.run(forms.first(await forms.read(request), "run"))
        return await run_in_threadpool(_resume, bench, request, run)

    @routes.post("/delete")
    async def delete(request: Request) -> Response:
        run = bench.run(forms.first(await forms.read(request), "run"))
        return await run_in_threadpool(_delete, bench, request, run)

    @routes.post("/delete-set")
    async def delete_set(request: Request) -> Response:
        chosen = bench.set(Origin.OWN, forms.first(await forms.read(request), "set"))
        bench.sets.delete(chosen)
        return to(f"{_HOME}?done=set_deleted")

    return routes


def _receive(bench: Bench, request: Request, file: UploadFile | None, replace: bool) -> Response:
    """Keep what was uploaded where it is a set, else say why it is not."""
    told = told_for(request)

    def refused(status: int, *problems: str) -> Response:
        return page(request, listing(bench, told, problems=problems), status)

    if file is None:
        return refused(422, told("no_file"))
    name = name_of(file.filename or "")
    if name is None:
        return refused(415, told("bad_set_name"))
    if (file.size or 0) > MAX_SET:
        return refused(413, told("set_too_large", most=MAX_SET // _MEGABYTE))
    if bench.sets.find(Origin.OWN, name) is not None and not replace:
        return refused(409, told("set_exists", n=name))
    try:
        with bench.sets.receiving(name) as out:
            while chunk := file.file.read(_MEGABYTE):
                out.write(chunk)
    except UnusableError as error:
        return refused(422, *unusable(told, name, error))
    except OSError:
        return refused(507, told("no_room"))
    return to(f"{_HOME}/set/{Origin.OWN}/{quote(name)}?done=uploaded")


def _start(bench: Bench, request: Request, fields: Fields) -> Response:
    """Let a run wait for its turn, or say why it cannot be run."""
    told = told_for(request)
    chosen = bench.set(forms.first(fields, "origin"), forms.first(fields, "set"))
    try:
        contents = chosen.contents()
    except UnusableError as error:
        problems = unusable(told, chosen.name, error)
        return page(request, listing(bench, told, problems=problems), 422)

    def refused(status: int, why: str) -> Response:
        problem = told(why, most=MOST_TIMES)
        return page(request, set_page(bench, told, chosen, contents, problem=problem), status)

    given = forms.first(fields, "sample").strip()
    sample = forms.number(given) if given else None
    if sample is not None and sample < 1:
        return refused(422, "bad_sample")
    repeat = forms.number(forms.first(fields, "repeat").strip() or "1")
    if not 1 <= repeat <= MOST_TIMES:
        return refused(422, "bad_repeat")
    role = Role.STAFF if forms.first(fields, "role") == Role.STAFF else Role.CITIZEN
    try:
        run = bench.start(
            chosen,
            role,
            sample,
            set(fields.get("style", ())),
            set(fields.get("type", ())),
            repeat=repeat,
            held="held" in fields,
        )
    except ValueError:
        return refused(422, "none_left")
    except FullError:
        return refused(503, "full")
    return to(f"{_HOME}/run/{run.name}")


def _resume(bench: Bench, request: Request, run: RunFolder) -> Response:
    """Ask the rest of a run's questions; nothing is done to one that is not at rest."""
    told = told_for(request)
    try:
        if bench.queue.state(run).can_resume:
            bench.queue.add(run)
    except FullError:
        return page(request, run_page(bench, told, run, problem=told("full")), 503)
    return to(f"{_HOME}/run/{run.name}")


def _delete(bench: Bench, request: Request, run: RunFolder) -> Response:
    """Delete a run that is at rest."""
    told = told_for(request)
    if bench.queue.state(run).is_open:
        return page(request, run_page(bench, told, run, problem=told("run_busy")), 409)
    bench.runs.delete(run)
    return to(f"{_HOME}?done=run_deleted")
