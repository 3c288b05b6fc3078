"""Logging in and out, and what every other route asks for first."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from assistant.problems import MEDIA_TYPE, Refusal
from assistant.web.admin import forms, pages
from assistant.web.admin.answers import HEADERS, page, said_for, to
from assistant.web.admin.sessions import COOKIE, LONGEST, Sessions, TooManyError, comes_from_here


class LoggedOutError(Exception):
    """There is no session: pages lead to the log-in, everything else is turned down."""


class Gate:
    """The dependencies of routes: a session, and a request that comes from these pages."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions

    def session(self, request: Request) -> None:
        """Raises `LoggedOutError` where there is no session."""
        if not self.sessions.known(request.cookies.get(COOKIE)):
            raise LoggedOutError

    def here(self, request: Request) -> None:
        """Raises `Refusal` (403) for what another site sent."""
        if not comes_from_here(request):
            raise Refusal(HTTPStatus.FORBIDDEN, said_for(request)("foreign"))


def router(gate: Gate) -> APIRouter:
    """The log-in, the one page that asks for no session, and the log-out."""
    routes = APIRouter(prefix="/admin", include_in_schema=False)
    sessions, changing = gate.sessions, [Depends(gate.here)]

    @routes.get("/login")
    def log_inpage(request: Request) -> Response:
        said = said_for(request)
        if sessions.known(request.cookies.get(COOKIE)):
            return to("/admin")
        return page(request, pages.log_in(said, ""))

    @routes.post("/login", dependencies=changing)
    async def log_in(request: Request) -> Response:
        said = said_for(request)
        fields = await forms.read(request)
        address = request.client.host if request.client else ""
        try:
            opened = sessions.log_in(forms.first(fields, "token").strip(), address)
        except TooManyError as error:
            braked = pages.log_in(said, said("too_many", n=error.wait))
            return page(request, braked, 429, {"Retry-After": str(error.wait)})
        if opened is None:
            return page(request, pages.log_in(said, said("wrong_token")), 401)
        answer = to("/admin")
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

    @routes.post("/logout", dependencies=[Depends(gate.session), *changing])
    def log_out(request: Request) -> Response:
        sessions.log_out(request.cookies.get(COOKIE))
        answer = to("/admin/login")
        answer.delete_cookie(COOKIE, path="/admin")
        return answer

    return routes


def logged_out(request: Request) -> Response:
    """What a request without a session gets: a page leads to the log-in, all else is refused."""
    wants_page = request.method == "GET" and "text/html" in request.headers.get("accept", "")
    if wants_page:
        return to("/admin/login")
    said = said_for(request)
    return JSONResponse(
        {"title": said("log_in"), "status": 401, "detail": said("session_over")},
        401,
        headers=HEADERS,
        media_type=MEDIA_TYPE,
    )
