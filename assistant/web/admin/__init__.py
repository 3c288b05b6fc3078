"""The pages of whoever looks after the documents; they exist only where a token is set.

`install` adds them to the application; without `ASSISTANT_ADMIN_TOKEN` nobody calls it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI, Request, Response

    from assistant.pipeline import Assistant

__all__ = ["install"]


def install(app: FastAPI, assistant: Assistant, token: str) -> None:
    """Add the pages to an application, behind a token."""
    from assistant.web.admin import views

    @app.exception_handler(views.LoggedOutError)
    async def _logged_out(request: Request, _error: views.LoggedOutError) -> Response:
        return views.logged_out(request)

    app.include_router(views.router(assistant, token))
