"""An OpenAI-compatible server that does what a script says, one entry a request."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Does:
    """What the server does with one request.

    Attributes:
        text: what is streamed, in pieces of so many characters.
        status: of the response; another than 200 comes with an error and nothing else.
        waits: seconds before the response.
        pause: seconds between two pieces.
        breaks: whether the connection is cut behind the text.
        raw: a body instead of any stream.
    """

    text: str = ""
    status: int = 200
    waits: float = 0.0
    pause: float = 0.0
    breaks: bool = False
    raw: str = ""
    piece: int = 7


def says(*statements: tuple[str, Sequence[int]], short: str | None = None, **more: Any) -> Does:
    """A reply in the form that is asked for."""
    said = [{"text": text, "passages": list(ids)} for text, ids in statements]
    reply = {"answered": bool(said), "statements": said, "short_answer": short, "missing": None}
    return Does(json.dumps({**reply, **more}, ensure_ascii=False))


@dataclass
class ChatServer:
    """A running server: its address, and what it was asked."""

    script: list[Does]
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def follow(self, *script: Does) -> None:
        """Begin another script, with nothing asked yet."""
        self.script[:] = script
        self.asked.clear()

    def prompts(self) -> list[str]:
        """What users' messages said, request by request."""
        return [request["messages"][-1]["content"] for request in self.asked]


@contextmanager
def chat_server(*script: Does) -> Iterator[ChatServer]:
    """A server that follows the script; its last entry answers all later requests."""
    state = ChatServer(list(script))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            state.asked.append(json.loads(body))
            does = state.script[min(len(state.asked), len(state.script)) - 1]
            state.over.wait(does.waits)
            try:
                self._answer(does)
            except OSError:  # whoever asked has gone
                self.close_connection = True

        def _answer(self, does: Does) -> None:
            if does.status != 200 or does.raw:
                body = (does.raw or json.dumps({"error": {"message": "no"}})).encode()
                self.send_response(does.status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                return
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.end_headers()
            for at in range(0, len(does.text), does.piece):
                self._event({"delta": {"content": does.text[at : at + does.piece]}})
                if does.pause and state.over.wait(does.pause):
                    return
            if not does.breaks:
                self._event({"delta": {}, "finish_reason": "stop"})
                self.wfile.write(b"data: [DONE]\n\n")
            self.close_connection = True

        def _event(self, choice: dict[str, Any]) -> None:
            chunk = {
                "id": "1",
                "object": "chat.completion.chunk",
                "created": int(time.time()),
                "model": "scripted",
                "choices": [{"index": 0, **choice}],
            }
            self.wfile.write(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode())
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield state
    finally:
        state.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
