"""From settings to an assistant that answers: the shipped documents are indexed where nothing is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import corpus

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from assistant.settings import Settings
    from corpus.index import BuildReport
    from corpus.progress import Report

SHIPPED_DOCUMENTS = Path(corpus.__file__).parent / "documents"
"""The documents that come with the project."""


def open_assistant(
    settings: Settings,
    *,
    refresh: bool = False,
    progress: Report | None = None,
    report: Callable[[BuildReport], None] | None = None,
) -> Assistant:
    """An assistant over the settings' store, which is built from the shipped documents if missing.

    Args:
        settings: where the store lies, and the model.
        refresh: bring the shipped documents up to date in a store that stands already.
        progress: of a build; called after every step.
        report: called with what a build did.

    Raises:
        corpus.errors.CorpusError: the store or the model cannot be used.
    """
    from assistant.pipeline import Assistant
    from corpus.embedding import load
    from corpus.index import build
    from corpus.manifest import read_current

    embedder = load(settings.embedding_model)
    if refresh or read_current(settings.store) is None:
        done = build(
            [SHIPPED_DOCUMENTS],
            settings.store,
            embedder=embedder,
            progress=progress,
            chroma_url=settings.chroma_url,
        )
        if report:
            report(done)
    return Assistant(settings, embedder)
