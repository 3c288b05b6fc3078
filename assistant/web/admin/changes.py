"""What the administrator changes: files added and deleted, pages corrected, documents read again.

Names come from forms and are looked up; what may be done is decided by the store and the shelf.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from assistant.problems import Refusal
from assistant.web.admin import forms, pages
from assistant.web.admin.answers import HEADERS, page, said_for, to
from assistant.web.admin.editor import key_of
from assistant.web.admin.forms import Fields
from assistant.web.admin.login import Gate
from assistant.web.admin.office import Office
from assistant.web.admin.shelf import Shelf, safe_name
from assistant.web.admin.show import link, place_of
from assistant.web.admin.texts import Said
from assistant.web.border import MAX_CORRECTION, MAX_UPLOAD
from corpus import corrections
from corpus.model import Audience

_MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class _Seen:
    """A line as the editor saw it."""

    source: str
    text: str


def router(office: Office, gate: Gate) -> APIRouter:
    """The routes that change something: behind a session, and only from these pages."""
    routes = APIRouter(
        prefix="/admin",
        include_in_schema=False,
        dependencies=[Depends(gate.session), Depends(gate.here)],
    )

    @routes.post("/cancel")
    async def cancel(request: Request) -> Response:
        number = forms.first(await forms.read(request), "job")
        office.jobs.cancel(forms.number(number))
        return to("/admin")

    @routes.post("/upload")
    async def upload(
        request: Request,
        name: Annotated[str, Query(max_length=1000)],
        audience: Audience,
        replace: bool = False,
    ) -> JSONResponse:
        said = said_for(request)
        safe = safe_name(name)
        if safe is None:
            raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, said("bad_name"))
        announced = request.headers.get("content-length", "")
        if announced.isdigit() and int(announced) > MAX_UPLOAD:
            raise _too_large(said)
        if office.shelf.is_taken(audience, safe) and not replace:
            raise Refusal(HTTPStatus.CONFLICT, said("exists"))
        await _receive(request, office.shelf, audience, safe, said)
        job = office.jobs.add(audience, safe)
        return JSONResponse({"id": job.id, "name": safe}, 202, headers=HEADERS)

    @routes.post("/unread")
    async def unread(request: Request) -> Response:
        fields = await forms.read(request)
        name = forms.first(fields, "name")
        audience = forms.audience(forms.first(fields, "audience"))
        if forms.first(fields, "do") == "retry":
            if not office.shelf.is_coming(audience, name) and office.shelf.retry(audience, name):
                office.jobs.add(audience, name)
        else:
            office.shelf.drop_unread(audience, name)
        return to("/admin#queue")

    @routes.post("/read")
    async def read(request: Request) -> Response:
        known = office.document(await forms.read(request))
        office.read_again(known)
        return to(link(known.name) + "?done=queued")

    @routes.post("/delete")
    async def delete(request: Request) -> Response:
        known = office.document(await forms.read(request))
        source = office.catalogue.source(known)
        if not office.shelf.holds(source):
            raise Refusal(HTTPStatus.CONFLICT, said_for(request)("not_deletable"))
        office.jobs.remove(source.name, known.audience, source)
        return to("/admin?done=queued#queue")

    @routes.post("/correct")
    async def correct(request: Request) -> Response:
        fields = await forms.read(request, MAX_CORRECTION)
        return await run_in_threadpool(_correct, office, request, fields)

    @routes.post("/undo")
    async def undo(request: Request) -> Response:
        fields = await forms.read(request)
        known = office.document(fields)
        row = office.page(known, fields)
        corrections.remove(office.catalogue.store, known.sha256, place_of(row))
        office.read_again(known)
        return to(f"{row.link}&done=undone")

    return routes


def _correct(office: Office, request: Request, fields: Fields) -> Response:
    """Keep what was typed for a page, unless it was read anew since the editor saw it."""
    catalogue, known = office.catalogue, office.document(fields)
    row = office.page(known, fields)
    lines = catalogue.lines(known, row.page)
    texts, _ = catalogue.readings(known, row, lines)
    typed = list(fields.get("line", ()))
    first = forms.number(forms.first(fields, "first"))
    fits = 0 <= first <= len(lines) and (not lines or first + len(typed) <= len(lines))
    if key_of(lines, texts) != forms.first(fields, "seen") or not fits:
        rows, sheet = catalogue.pages(known), catalogue.sheet(known, row.index)
        shown = pages.document(
            said_for(request), catalogue.row(known), rows, sheet, office.state, "conflict", typed
        )
        return page(request, shown, 409)
    if lines:
        new = [*texts[:first], *typed, *texts[first + len(typed) :]]
        checked = range(first, first + len(typed)) if forms.first(fields, "confirm") else ()
    else:
        new, checked = "\n".join(typed).splitlines(), ()
    seen = [_Seen(line.source, text) for line, text in zip(lines, texts, strict=False)]
    before = corrections.version(catalogue.store, known.sha256)
    corrections.save(catalogue.store, known.sha256, place_of(row), new, seen, confirmed=checked)
    done = "unchanged"
    if corrections.version(catalogue.store, known.sha256) != before:
        office.read_again(known)
        done = "saved"
    return to(link(known.name, row.index, first) + f"&done={done}")


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
