"""How far a build has come, for a bar on a terminal or a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

Pages = Callable[[int, int], None]
"""What a reader calls after every page, with (pages done, pages in all)."""


class Stage(StrEnum):
    """What is being done to a file."""

    READING = "reading"
    INDEXING = "indexing"  # its passages are embedded


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a build.

    Attributes:
        name: the document; empty while the index of words is made, after the last file.
        done: files done.
        total: files in all.
        stage: what is being done to the file.
        part: its pages read, or its passages embedded.
        parts: how many it has in all; 0 until that is known.
    """

    name: str
    done: int
    total: int
    stage: Stage = Stage.READING
    part: int = 0
    parts: int = 0


Report = Callable[[Progress], None]
"""What a build calls after every step; always from the thread that builds."""
