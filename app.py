"""The web app's entry: settings → assistant → FastAPI with Gradio. Wiring only.

`python app.py` serves it; `uvicorn app:create --factory` puts it under another server.
"""

from __future__ import annotations

import sys
from threading import Thread
from typing import TYPE_CHECKING

from assistant.messages import explain
from assistant.settings import Settings
from assistant.startup import open_assistant
from assistant.terminal import progress_bar, show_report, warn
from corpus.errors import CorpusError

if TYPE_CHECKING:
    from fastapi import FastAPI


def create() -> FastAPI:
    """The application over the store that the settings name, made if there is none.

    Raises:
        CorpusError: the store or the model cannot be used.
    """
    from assistant.web import create_app

    return create_app(open_assistant(Settings()))


def main() -> int:
    """Bring the shipped documents up to date and serve; exit code 2 where that is impossible."""
    from assistant.web import preload, serve

    settings = Settings()
    # the page's libraries take seconds: they come while documents are read in processes of their own
    Thread(target=preload, daemon=True).start()
    try:
        with progress_bar() as progress:
            assistant = open_assistant(
                settings,
                refresh=True,
                progress=progress,
                report=lambda report: show_report(report, settings.store),
            )
    except CorpusError as error:
        warn(explain(error))
        return 2
    try:
        serve(assistant, settings.host, settings.port)
    finally:
        assistant.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
