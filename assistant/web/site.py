"""Everything on one application: the API, the views, the chat at "/", the border before all."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.pipeline import Assistant


def preload() -> None:
    """Import what the pages are made of, which takes seconds."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when Gradio is imported
    import_module("gradio")
    import_module("assistant.web.chat")


def create_app(assistant: Assistant) -> FastAPI:
    """The whole web app for one assistant, in the assistant's own role.

    What changes documents exists only where `ASSISTANT_ADMIN_TOKEN` is set: without it there are
    no such routes.
    """
    preload()
    import gradio as gr

    from assistant import api
    from assistant.feedback import Feedback
    from assistant.web import chat, procedures, views
    from assistant.web.border import Border
    from assistant.web.feedback import door
    from assistant.web.feedback.tickets import Tickets
    from assistant.web.opening import Opening

    app: FastAPI = api.create_app(assistant)
    app.include_router(views.router(assistant))
    app.include_router(procedures.router(assistant))
    token = assistant.settings.admin_token
    secret = token.get_secret_value().strip() if token else ""
    if secret:
        from assistant.web import admin

        admin.install(app, assistant, secret)
    tickets = Tickets() if assistant.settings.feedback else None
    if tickets is not None:
        feedback = Feedback.of(assistant.settings.store)
        app.include_router(door.router(assistant, tickets, feedback))
    app = gr.mount_gradio_app(
        app,
        chat.build(assistant, tickets),
        path="/",
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["monospace"]),
        # no `css` here: Gradio rewrites selectors and breaks ":is()"; `Opening` brings the style
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size="1kb",
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )
    app.add_middleware(Opening)
    app.add_middleware(Border, admin=bool(secret))
    return app


def serve(assistant: Assistant, host: str, port: int) -> None:
    """Serves the app until it is stopped; prints the address once it answers.

    Raises:
        OSError: the address cannot be used.
    """
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
            await super().startup(sockets)  # type: ignore[arg-type]
            if self.started:
                shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
                print(f"Trợ lý đang chạy tại http://{shown}:{port} (Ctrl+C để dừng)", flush=True)

    app = create_app(assistant)
    Server(uvicorn.Config(app, host=host, port=port, log_level="warning", access_log=False)).run()
