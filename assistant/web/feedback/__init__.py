"""What people say of answers: thumbs in the chat, a list for evaluators, questions for sets.

The chat gives every finished answer a ticket (`tickets`); who presses a thumb sends it back (`door`),
and what was said is kept (`assistant.feedback`). An evaluator puts right what should have been said
(`review`), and the question goes into one of the office's own sets (`sets`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.pipeline import Assistant
    from assistant.web.admin.login import Gate

__all__ = ["install"]


def install(app: FastAPI, assistant: Assistant, gate: Gate) -> None:
    """Add the evaluators' pages to an application, behind the administrator's log-in."""
    from assistant.web.feedback import changes, review
    from assistant.web.feedback.bureau import Bureau

    bureau = Bureau(assistant)
    for module in (review, changes):
        app.include_router(module.router(bureau, gate))
