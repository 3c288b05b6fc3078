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

_DOORS = re.compile(
    r"""/(?:
        | gradio_api/(?:queue/(?:join|data) | run/predict/? | cancel | reset/? | heartbeat/[\w-]+
                        | startup-events | app_id/?)
        | config/? | theme\.css | (?:assets|static|svelte)/[\w./@~-]+ | favicon\.ico
        | manifest\.json | robots\.txt
        | healthz | api/ask | openapi\.json | docs
        | (?:documents|pages|source)/.+
    )""",
    re.VERBOSE,
)

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
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


class TooLargeError(HTTPException):
    """The body went past the limit while it was being read; frameworks let this one through."""

    def __init__(self) -> None:
        super().__init__(413)


class Border:
    """ASGI middleware: see the module."""

    def __init__(self, app: ASGIApp, max_body: int = MAX_BODY) -> None:
        self.app, self.max_body = app, max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or answers it."""
        if scope["type"] == "websocket":
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sent = _with_headers(scope["path"], send)
        if not _DOORS.fullmatch(scope["path"]):
            await problems.response(404)(scope, receive, sent)
            return
        if _announced(scope) > self.max_body:
            await self._too_large(scope, receive, sent)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await sent(message)

        try:
            await self.app(scope, _counted(receive, self.max_body), watched)
        except TooLargeError:
            if not started:
                await self._too_large(scope, receive, sent)

    async def _too_large(self, scope: Scope, receive: Receive, send: Send) -> None:
        detail = f"Yêu cầu vượt quá {self.max_body // 1024} KB."
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
    policy = (b"content-security-policy", (_STILL if still else _POLICY).encode())

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *_HEADERS, policy]}
        await send(message)

    return sent
