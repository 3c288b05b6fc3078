"""The routes of the administrator's pages; every one but the log-in asks for a session.

Names come from forms, never from addresses that change something; what a page may do is decided
by the store and the shelf, not by what was sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException

from assistant.problems import Refusal
from assistant.web import drawing
from assistant.web.admin import forms, pages
from assistant.web.admin.forms import Fields
from assistant.web.admin.jobs import Build, Job, Jobs
from assistant.web.admin.sessions import COOKIE, LONGEST, Sessions, TooManyError, comes_from_here
from assistant.web.admin.shelf import Shelf, safe_name
from assistant.web.admin.show import Catalogue, PageRow, key_of, link, place_of
from assistant.web.admin.texts import Said, said_in
from assistant.web.border import MAX_CORRECTION, MAX_UPLOAD
from corpus import corrections
from corpus.errors import UnreadableError
from corpus.index import BuildReport
from corpus.model import Audience, StoredDocument
from corpus.progress import Report

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

LANGUAGE = "assistant_language"
_MEGABYTE = 2**20
_HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


class LoggedOutError(Exception):
    """There is no session: pages lead to the log-in, everything else is turned down."""


def router(assistant: Assistant, token: str) -> APIRouter:
    """The routes over one assistant's store, behind one token."""
    sessions = Sessions(token)
    shelf = Shelf(assistant.settings.store)
    jobs = Jobs(shelf, _builder(assistant))
    catalogue = Catalogue(assistant, shelf)
    _take_up(jobs, shelf, catalogue)

    def session(request: Request) -> None:
        if not sessions.known(request.cookies.get(COOKIE)):
            raise LoggedOutError

    def here(request: Request) -> None:
        if not comes_from_here(request):
            raise Refusal(HTTPStatus.FORBIDDEN, _said(request)("foreign"))

    outer = APIRouter(include_in_schema=False)
    routes = APIRouter(prefix="/admin", include_in_schema=False, dependencies=[Depends(session)])
    changing = [Depends(here)]

    @outer.get("/admin/login")
    def log_in_page(request: Request) -> Response:
        said = _said(request)
        if sessions.known(request.cookies.get(COOKIE)):
            return _to("/admin")
        return _page(request, pages.log_in(said, ""))

    @outer.post("/admin/login", dependencies=changing)
    async def log_in(request: Request) -> Response:
        said = _said(request)
        fields = await forms.read(request)
        address = request.client.host if request.client else ""
        try:
            opened = sessions.log_in(forms.first(fields, "token").strip(), address)
        except TooManyError as error:
            page = pages.log_in(said, said("too_many", n=error.wait))
            return _page(request, page, 429, {"Retry-After": str(error.wait)})
        if opened is None:
            return _page(request, pages.log_in(said, said("wrong_token")), 401)
        answer = _to("/admin")
        answer.set_cookie(
            COOKIE,
            opened,
            max_age=int(LONGEST),
            path="/admin",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )
        return answer

    @routes.post("/logout", dependencies=changing)
    def log_out(request: Request) -> Response:
        sessions.log_out(request.cookies.get(COOKIE))
        answer = _to("/admin/login")
        answer.delete_cookie(COOKIE, path="/admin")
        return answer

    def state_key() -> str:
        # taken before a page is made: at worst it is fetched once more
        return f"{assistant.version}.{jobs.finished}"

    @routes.get("")
    def documents(
        request: Request,
        q: Annotated[str, Query(max_length=200)] = "",
        first: Annotated[int, Query(alias="from", ge=0)] = 0,
        done: Annotated[str, Query(max_length=20)] = "",
    ) -> Response:
        said, state = _said(request), state_key()
        listing = catalogue.listing(q, first)
        page = pages.documents(
            said,
            listing,
            shelf.unread(),
            catalogue.failures(),
            [_shown(job, said) for job in jobs.all()],
            state,
            done,
        )
        return _page(request, page)

    @routes.get("/admin.js")
    def script() -> Response:
        return Response(pages.script(), media_type="text/javascript", headers=_HEADERS)

    @routes.get("/jobs")
    def progress(request: Request) -> JSONResponse:
        said = _said(request)
        shown = [_shown(job, said) for job in jobs.all()]
        return JSONResponse({"jobs": shown, "state": state_key()}, headers=_HEADERS)

    @routes.post("/cancel", dependencies=changing)
    async def cancel(request: Request) -> Response:
        number = forms.first(await forms.read(request), "job")
        jobs.cancel(forms.number(number))
        return _to("/admin")

    @routes.post("/upload", dependencies=changing)
    async def upload(
        request: Request,
        name: Annotated[str, Query(max_length=1000)],
        audience: Audience,
        replace: bool = False,
    ) -> JSONResponse:
        said = _said(request)
        safe = safe_name(name)
        if safe is None:
            raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, said("bad_name"))
        announced = request.headers.get("content-length", "")
        if announced.isdigit() and int(announced) > MAX_UPLOAD:
            raise _too_large(said)
        if shelf.is_taken(audience, safe) and not replace:
            raise Refusal(HTTPStatus.CONFLICT, said("exists"))
        await _receive(request, shelf, audience, safe, said)
        job = jobs.add(audience, safe)
        return JSONResponse({"id": job.id, "name": safe}, 202, headers=_HEADERS)

    @routes.post("/unread", dependencies=changing)
    async def unread(request: Request) -> Response:
        fields = await forms.read(request)
        name, audience = (
            forms.first(fields, "name"),
            forms.audience(forms.first(fields, "audience")),
        )
        if forms.first(fields, "do") == "retry":
            if not shelf.is_coming(audience, name) and shelf.retry(audience, name):
                jobs.add(audience, name)
        else:
            shelf.drop_unread(audience, name)
        return _to("/admin#queue")

    @routes.get("/document/{name:path}")
    def document(
        request: Request,
        name: str,
        page: Annotated[int | None, Query(ge=1, le=100_000)] = None,
        first: Annotated[int, Query(ge=0)] = 0,
        done: Annotated[str, Query(max_length=20)] = "",
    ) -> Response:
        said, state = _said(request), state_key()
        known = catalogue.document(name)
        if known is None:
            return _page(request, pages.missing(said), 404)
        rows = catalogue.pages(known)
        at = page - 1 if page is not None else 0 if len(rows) == 1 else None
        sheet = catalogue.sheet(known, at, first) if at is not None else None
        if page is not None and sheet is None:
            return _page(request, pages.missing(said), 404)
        shown = pages.document(said, catalogue.row(known), rows, sheet, state, done)
        return _page(request, shown)

    @routes.get("/file/{name:path}")
    def file(name: str) -> FileResponse:
        known = catalogue.document(name)
        if known is None or not known.path.is_file():
            raise HTTPException(404)
        return FileResponse(known.path, filename=known.path.name, headers=_HEADERS)

    @routes.get("/picture/{name:path}")
    def picture(
        name: str, page: Annotated[int, Query(ge=1, le=100_000)], turn: int = 0
    ) -> Response:
        known = catalogue.document(name)
        if known is None or turn not in (0, 90, 180, 270) or not known.path.is_file():
            raise HTTPException(404)
        try:
            drawn = drawing.draw(known.path, known.sha256, page, (), turn)
        except UnreadableError:
            raise HTTPException(404) from None
        headers = {**_HEADERS, "Cache-Control": "private, max-age=300"}
        return Response(drawn, media_type=drawing.media_type(drawn), headers=headers)

    @routes.post("/read", dependencies=changing)
    async def read(request: Request) -> Response:
        known = _known(catalogue, forms.first(await forms.read(request), "name"))
        jobs.read(known.name, known.audience, catalogue.source(known), known.path)
        return _to(link(known.name) + "?done=queued")

    @routes.post("/delete", dependencies=changing)
    async def delete(request: Request) -> Response:
        known = _known(catalogue, forms.first(await forms.read(request), "name"))
        source = catalogue.source(known)
        if not shelf.holds(source):
            raise Refusal(HTTPStatus.CONFLICT, _said(request)("not_deletable"))
        jobs.remove(source.name, known.audience, source)
        return _to("/admin?done=queued#queue")

    @routes.post("/correct", dependencies=changing)
    async def correct(request: Request) -> Response:
        fields = await forms.read(request, MAX_CORRECTION)
        return await run_in_threadpool(_correct, request, fields)

    @routes.post("/undo", dependencies=changing)
    async def undo(request: Request) -> Response:
        fields = await forms.read(request)
        known = _known(catalogue, forms.first(fields, "name"))
        row = _row(catalogue, known, fields)
        corrections.remove(catalogue.store, known.sha256, place_of(row))
        jobs.read(known.name, known.audience, catalogue.source(known), known.path)
        return _to(f"{row.link}&done=undone")

    def _correct(request: Request, fields: Fields) -> Response:
        known = _known(catalogue, forms.first(fields, "name"))
        row = _row(catalogue, known, fields)
        lines = catalogue.lines(known, row.page)
        texts, _ = catalogue.readings(known, row, lines)
        typed = list(fields.get("line", ()))
        first = forms.number(forms.first(fields, "first"))
        fits = 0 <= first <= len(lines) and (not lines or first + len(typed) <= len(lines))
        if key_of(lines, texts) != forms.first(fields, "seen") or not fits:
            said = _said(request)
            sheet = catalogue.sheet(known, row.index)
            shown = pages.document(
                said,
                catalogue.row(known),
                catalogue.pages(known),
                sheet,
                state_key(),
                "conflict",
                typed,
            )
            return _page(request, shown, 409)
        if lines:
            new = [*texts[:first], *typed, *texts[first + len(typed) :]]
            checked = range(first, first + len(typed)) if forms.first(fields, "confirm") else ()
        else:
            new, checked = "\n".join(typed).splitlines(), ()
        seen = [_AsSeen(line.source, text) for line, text in zip(lines, texts, strict=False)]
        before = corrections.version(catalogue.store, known.sha256)
        corrections.save(catalogue.store, known.sha256, place_of(row), new, seen, confirmed=checked)
        done = "unchanged"
        if corrections.version(catalogue.store, known.sha256) != before:
            jobs.read(known.name, known.audience, catalogue.source(known), known.path)
            done = "saved"
        return _to(link(known.name, row.index, first) + f"&done={done}")

    outer.include_router(routes)
    return outer


class _AsSeen:
    """A line as the editor saw it."""

    def __init__(self, source: str, text: str) -> None:
        self.source, self.text = source, text


def logged_out(request: Request) -> Response:
    """What a request without a session gets: a page leads to the log-in, all else is refused."""
    wants_page = request.method == "GET" and "text/html" in request.headers.get("accept", "")
    if wants_page:
        return _to("/admin/login")
    said = _said(request)
    return JSONResponse(
        {"title": said("log_in"), "status": 401, "detail": said("session_over")},
        401,
        headers=_HEADERS,
        media_type="application/problem+json",
    )


def _builder(assistant: Assistant) -> Build:
    from corpus import index

    def build(
        paths: Sequence[Path], audience: Audience, again: Sequence[Path], report: Report
    ) -> BuildReport:
        settings = assistant.settings
        return index.build(
            paths,
            settings.store,
            audience=audience,
            embedder=assistant.embedder,
            progress=report,
            chroma_url=settings.chroma_url,
            again=again,
        )

    return build


def _take_up(jobs: Jobs, shelf: Shelf, catalogue: Catalogue) -> None:
    """Go on with what a process before this one did not get to."""
    waiting, placed = shelf.left_over()
    for audience, name in waiting:
        jobs.add(audience, name)
    known = {row.resolve() for row in catalogue.paths()}
    for path in placed:
        if path.resolve() not in known:
            jobs.read(path.name, Audience(path.parent.name), path)
    for document in catalogue.corrected_since():
        jobs.read(document.name, document.audience, catalogue.source(document), document.path)


async def _receive(
    request: Request, shelf: Shelf, audience: Audience, name: str, said: Said
) -> None:
    """Write an upload to the shelf as it comes."""
    size = 0
    try:
        with shelf.receiving(audience, name) as out:
            async for chunk in request.stream():
                size += len(chunk)
                if size > MAX_UPLOAD:
                    raise _too_large(said)
                await run_in_threadpool(out.write, chunk)
            if not size:
                raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, said("empty_file"))
    except OSError:
        raise Refusal(HTTPStatus.INSUFFICIENT_STORAGE, said("no_room")) from None


def _too_large(said: Said) -> Refusal:
    detail = said("too_large", most=MAX_UPLOAD // _MEGABYTE)
    return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)


def _known(catalogue: Catalogue, name: str) -> StoredDocument:
    found = catalogue.document(name)
    if found is None:
        raise HTTPException(404)
    return found


def _row(catalogue: Catalogue, document: StoredDocument, fields: Fields) -> PageRow:
    index = forms.number(forms.first(fields, "page"))
    rows = catalogue.pages(document)
    if not 0 <= index < len(rows):
        raise HTTPException(404)
    return rows[index]


def _shown(job: Job, said: Said) -> dict[str, Any]:
    percent = round(100 * job.part / job.parts) if job.parts else None
    return {
        "id": job.id,
        "name": job.name,
        "work": said(f"job_{job.work.value}"),
        "state": job.state.value,
        "text": said.job(job),
        "percent": percent,
        "open": job.is_open,
    }


def _said(request: Request) -> Said:
    asked = request.query_params.get("lang") or request.cookies.get(LANGUAGE)
    return said_in(asked)


def _page(
    request: Request, html: str, status: int = 200, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    answer = HTMLResponse(html, status, headers={**_HEADERS, **(headers or {})})
    asked = request.query_params.get("lang")
    if asked in ("vi", "en"):
        answer.set_cookie(LANGUAGE, asked, path="/admin", httponly=True, samesite="strict")
    return answer


def _to(address: str) -> RedirectResponse:
    return RedirectResponse(address, 303, headers=_HEADERS)
