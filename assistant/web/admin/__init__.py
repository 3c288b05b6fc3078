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
    from assistant.web import evaluation, feedback
    from assistant.web.admin import changes, login, views
    from assistant.web.admin.office import Office
    from assistant.web.admin.sessions import Sessions
    from assistant.web.evaluation.bench import Bench

    @app.exception_handler(login.LoggedOutError)
    async def _logged_out(request: Request, _error: login.LoggedOutError) -> Response:
        return login.logged_out(request)

    office, gate = Office(assistant), login.Gate(Sessions(token))
    app.include_router(login.router(gate))
    for module in (views, changes):
        app.include_router(module.router(office, gate))
    evaluation.install(app, Bench(assistant.settings.store), gate)
    feedback.install(app, assistant, gate)
