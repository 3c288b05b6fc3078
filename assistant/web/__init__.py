"""The web app: the chat, the sources it shows, and the addresses beside it.

`create_app` puts everything on one FastAPI application; `serve` runs it.
"""

from assistant.web.site import create_app, preload, serve

__all__ = ["create_app", "preload", "serve"]
