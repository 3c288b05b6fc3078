"""How the administrator's pages answer: in whose language, kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.requests import Request

from assistant.web.admin.texts import Said, said_in

HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
_LANGUAGE = "assistant_language"


def said_for(request: Request) -> Said:
    """The texts in the language that is asked for, or was before."""
    return said_in(request.query_params.get("lang") or request.cookies.get(_LANGUAGE))


def page(
    request: Request, html: str, status: int = 200, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """A page; the language that it was asked for in is remembered."""
    answer = HTMLResponse(html, status, headers={**HEADERS, **(headers or {})})
    asked = request.query_params.get("lang")
    if asked in ("vi", "en"):
        answer.set_cookie(_LANGUAGE, asked, path="/admin", httponly=True, samesite="strict")
    return answer


def to(address: str) -> RedirectResponse:
    """The way to another page, which is fetched whatever was sent before."""
    return RedirectResponse(address, 303, headers=HEADERS)
