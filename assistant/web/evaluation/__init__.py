"""The evaluator's pages: question sets are run, watched and compared; behind the administrator's log-in.

A run is a process of its own, one at a time; these pages read its folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.web.admin.login import Gate
    from assistant.web.evaluation.bench import Bench

__all__ = ["install"]


def install(app: FastAPI, bench: Bench, gate: Gate) -> None:
    """Add the pages to an application.

    Args:
        app: the application.
        bench: the sets, runs and queue of its store.
        gate: what stands before every page.
    """
    from assistant.web.evaluation import changes, views

    for module in (views, changes):
        app.include_router(module.router(bench, gate))
