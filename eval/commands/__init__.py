"""The commands of `python -m eval`: each module adds its arguments and runs them."""

from __future__ import annotations

UNREAD, WRONG, MISSED = 1, 2, 3
"""Exit codes: something could not be read; wrong usage or settings; a threshold is missed."""
