"""The page's first bytes, set right on the way out.

Gradio says "en" in its page whatever is in it, describes itself to link previews (with a picture
from another site) and adds what it is given as `head` only when its script has run. Screen readers,
and readers on slow lines, need the language, the look and a word on scripts from the start.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from assistant.web.render import FAVICON, style
from assistant.web.texts import VIETNAMESE

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PREVIEWS = re.compile(r'<meta\s+(?:property="og|name="twitter):[^>]*>\s*')
_LANGUAGE = re.compile(r'(<html\s+lang=)"en"')


class Opening:
    """ASGI middleware that rewrites the page at "/" and leaves everything else alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on; collects the page at "/" and sends it set right."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        start: Message = {}
        body = bytearray()

        async def collect(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if message["type"] != "http.response.body":
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            page = dress(body.decode()).encode() if start["status"] == 200 else bytes(body)
            headers = [(k, v) for k, v in start["headers"] if k.lower() != b"content-length"]
            length = (b"content-length", str(len(page)).encode())
            await send({**start, "headers": [*headers, length]})
            await send({"type": "http.response.body", "body": page})

        # Asked for plain, as a packed page could not be rewritten.
        plain = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
        await self.app({**scope, "headers": plain}, receive, collect)


def dress(page: str) -> str:
    """Gradio's page in Vietnamese from the start, with our look and nobody's previews."""
    page = _PREVIEWS.sub("", _LANGUAGE.sub(r'\1"vi"', page, count=1))
    return page.replace("</head>", _head() + "</head>", 1).replace("</body>", _foot() + "</body>")


@cache
def _head() -> str:
    said = VIETNAMESE
    return (
        f"<title>{escape(said.page_title)}</title>"
        f'<meta name="description" content="{escape(said.abilities)}">'
        '<meta name="color-scheme" content="light dark">'
        f'<link rel="icon" href="{FAVICON}"><style>{style()}</style>'
    )


@cache
def _foot() -> str:
    return f"<noscript><p>{escape(VIETNAMESE.no_script)}</p></noscript>"
