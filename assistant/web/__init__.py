"""The web pages: chat, source viewer; wiring to the same `Assistant` as the command line."""
