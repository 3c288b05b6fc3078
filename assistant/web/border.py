"""What stands before every route: closed doors, small bodies, security headers.

Gradio opens many doors that this app has no use for (uploads, files, proxies, code editing).
Only the paths that its page needs are let through; everything else under its name is a 404.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from assistant import problems

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 128 * 1024  # bytes; the longest honest request is 50 earlier questions of 500 letters
MAX_UPLOAD = 100 * 2**20
MAX_CORRECTION = 2 * 2**20
MAX_SET = 20 * 2**20

_DOORS = re.compile(
    r"""/(?:
        | gradio_api/(?:queue/(?:join|data) | run/predict/? | cancel | reset/? | heartbeat/[\w-]+
                        | startup-events | app_id/?)
        | config/? | theme\.css | (?:assets|static|svelte)/[\w./@~-]+ | favicon\.ico
        | manifest\.json | robots\.txt
        | healthz | api/(?:ask|feedback) | openapi\.json | docs
        | (?:documents|pages|source)/.+ | thu-tuc(?:/.+)?
    )""",
    re.VERBOSE,
)

_ADMIN_DOORS = re.compile(
    r"/admin(?:/(?:login|logout|admin\.js|jobs|cancel|upload|unread|read|delete|correct|undo"
    r"|(?:document|file|picture)/.+"
    r"|evaluation(?:/(?:evaluation\.js|runs|compare|upload|start|stop|resume|delete|delete-set"
    r"|set/[^/]+/[^/]+(?:/file)?|run/[\w-]+(?:/(?:live|report|log|results\.(?:jsonl|xlsx)))?))?"
    r"|review(?:/(?:check|edit|move|dismiss|reopen|entry/[0-9a-f]+))?))?"
)
_LARGER = {
    "/admin/upload": MAX_UPLOAD,
    "/admin/correct": MAX_CORRECTION,
    "/admin/evaluation/upload": MAX_UPLOAD,  # beyond `MAX_SET` its page says so in words
}

# Gradio writes scripts into its page and compiles templates, hence the two "unsafe" words; what
# matters is that nothing can be fetched from, or sent to, anywhere else.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_STILL = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
_SEARCHED = _STILL.replace("form-action 'none'", "form-action 'self'")
_ADMIN = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A report runs what it brings along, in an origin of its own: it reaches no session and no address.
_REPORTS = re.compile(r"/admin/evaluation/(?:compare|run/[^/]+/report)")
_REPORT = (
    "sandbox allow-scripts allow-modals; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


class TooLargeError(HTTPException):
    """The body went past the limit while it was being read; frameworks let this one through."""

    def __init__(self) -> None:
        super().__init__(413)


class Border:
    """ASGI middleware: see the module. The administrator's doors are there only where asked for."""

    def __init__(self, app: ASGIApp, max_body: int = MAX_BODY, *, admin: bool = False) -> None:
        self.app, self.max_body, self._admin = app, max_body, admin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or answers it."""
        if scope["type"] == "websocket":
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sent = _with_headers(scope["path"], send)
        path = scope["path"]
        if not (_DOORS.fullmatch(path) or (self._admin and _ADMIN_DOORS.fullmatch(path))):
            await problems.response(404)(scope, receive, sent)
            return
        most = _LARGER.get(path, self.max_body) if self._admin else self.max_body
        if _announced(scope) > most:
            await self._too_large(most, scope, receive, sent)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await sent(message)

        try:
            await self.app(scope, _counted(receive, most), watched)
        except TooLargeError:
            if not started:
                await self._too_large(most, scope, receive, sent)

    async def _too_large(self, most: int, scope: Scope, receive: Receive, send: Send) -> None:
        shown = f"{most // 2**20} MB" if most >= 2**20 else f"{most // 1024} KB"
        detail = f"Yêu cầu vượt quá {shown}."
        await problems.response(413, detail)(scope, receive, send)


def _announced(scope: Scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0


def _counted(receive: Receive, most: int) -> Receive:
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > most:
            raise TooLargeError
        return message

    return counted


def _with_headers(path: str, send: Send) -> Send:
    still = path.startswith(("/source/", "/documents/", "/pages/", "/docs"))
    admin = path == "/admin" or path.startswith("/admin/")
    searched = path == "/thu-tuc" or path.startswith("/thu-tuc/")
    said = _ADMIN if admin else _STILL if still else _SEARCHED if searched else _POLICY
    if admin and _REPORTS.fullmatch(path):
        said = _REPORT
    # "no-referrer" would take the origin off forms, by which they are known to come from here
    referrer = b"same-origin" if admin else b"no-referrer"
    own = ((b"content-security-policy", said.encode()), (b"referrer-policy", referrer))

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *_HEADERS, *own]}
        await send(message)

    return sent
