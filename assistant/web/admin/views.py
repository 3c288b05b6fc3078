"""What the administrator sees: the list, a document, a page of it, how far the queue is."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import FileResponse, JSONResponse
from starlette.exceptions import HTTPException

from assistant.web import drawing
from assistant.web.admin import pages
from assistant.web.admin.answers import HEADERS, page, said_for
from assistant.web.admin.jobs import Job
from assistant.web.admin.login import Gate
from assistant.web.admin.office import Office
from assistant.web.admin.texts import Said
from corpus.errors import UnreadableError


def router(office: Office, gate: Gate) -> APIRouter:
    """The routes that show something, each behind a session."""
    routes = APIRouter(
        prefix="/admin", include_in_schema=False, dependencies=[Depends(gate.session)]
    )

    @routes.get("")
    def documents(
        request: Request,
        q: Annotated[str, Query(max_length=200)] = "",
        first: Annotated[int, Query(alias="from", ge=0)] = 0,
        done: Annotated[str, Query(max_length=20)] = "",
    ) -> Response:
        said, state = said_for(request), office.state
        listing = office.catalogue.listing(q, first)
        shown = pages.documents(
            said,
            listing,
            office.shelf.unread(),
            office.catalogue.failures(),
            [_shown(job, said) for job in office.jobs.all()],
            state,
            done,
        )
        return page(request, shown)

    @routes.get("/admin.js")
    def script() -> Response:
        return Response(pages.script(), media_type="text/javascript", headers=HEADERS)

    @routes.get("/jobs")
    def progress(request: Request) -> JSONResponse:
        said = said_for(request)
        shown = [_shown(job, said) for job in office.jobs.all()]
        return JSONResponse({"jobs": shown, "state": office.state}, headers=HEADERS)

    @routes.get("/document/{name:path}")
    def document(
        request: Request,
        name: str,
        number: Annotated[int | None, Query(alias="page", ge=1, le=100_000)] = None,
        first: Annotated[int, Query(ge=0)] = 0,
        done: Annotated[str, Query(max_length=20)] = "",
    ) -> Response:
        said, state = said_for(request), office.state
        known = office.catalogue.document(name)
        if known is None:
            return page(request, pages.missing(said), 404)
        rows = office.catalogue.pages(known)
        at = number - 1 if number is not None else 0 if len(rows) == 1 else None
        sheet = office.catalogue.sheet(known, at, first) if at is not None else None
        if number is not None and sheet is None:
            return page(request, pages.missing(said), 404)
        shown = pages.document(said, office.catalogue.row(known), rows, sheet, state, done)
        return page(request, shown)

    @routes.get("/file/{name:path}")
    def file(name: str) -> FileResponse:
        known = office.catalogue.document(name)
        if known is None or not known.path.is_file():
            raise HTTPException(404)
        return FileResponse(known.path, filename=known.path.name, headers=HEADERS)

    @routes.get("/picture/{name:path}")
    def picture(
        name: str, number: Annotated[int, Query(alias="page", ge=1, le=100_000)], turn: int = 0
    ) -> Response:
        known = office.catalogue.document(name)
        if known is None or turn not in (0, 90, 180, 270) or not known.path.is_file():
            raise HTTPException(404)
        try:
            drawn = drawing.draw(known.path, known.sha256, number, (), turn)
        except UnreadableError:
            raise HTTPException(404) from None
        headers = {**HEADERS, "Cache-Control": "private, max-age=300"}
        return Response(drawn, media_type=drawing.media_type(drawn), headers=headers)

    return routes


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
