"""The web app's entry: settings → assistant → FastAPI with Gradio. Wiring only.

`python app.py` serves it; `uvicorn app:create --factory` puts it under another server.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from assistant.settings import Settings
from corpus.errors import StoreError

if TYPE_CHECKING:
    from fastapi import FastAPI


def create() -> FastAPI:
    """The application over the store that the settings name.

    Raises:
        StoreError: nothing is indexed there.
    """
    from assistant.pipeline import Assistant
    from assistant.web import create_app

    return create_app(Assistant.open(Settings()))


def main() -> int:
    """Serves until stopped; exit code 2 where there is no store to answer from."""
    from assistant.pipeline import Assistant
    from assistant.web import serve

    settings = Settings()
    try:
        assistant = Assistant.open(settings)
    except StoreError as error:
        print(f"Chưa mở được kho tài liệu: {error}", file=sys.stderr)
        return 2
    try:
        serve(assistant, settings.host, settings.port)
    finally:
        assistant.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
