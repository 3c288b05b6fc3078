"""Pages as pictures, the last ones kept: a reader turns back and forth between a few."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from corpus import pages
from corpus.errors import UnreadableError
from corpus.model import Box
from corpus.pages import PDFIUM

_A4 = (595.0, 842.0)


def size(path: Path, sha256: str, page: int) -> tuple[float, float]:
    """Width and height of a page in points; A4 where the file cannot be opened any more."""
    with PDFIUM:
        return _size(path, sha256, page)


def draw(path: Path, sha256: str, page: int, marks: tuple[Box, ...], turned: int = 0) -> bytes:
    """The page as a picture with the boxes marked, in the form that `media_type` tells.

    Args:
        path: the PDF or the image.
        sha256: the file's hash, so that a changed file is drawn anew.
        page: counts from 1.
        marks: in points from the top left corner.
        turned: degrees clockwise, a multiple of 90.

    Raises:
        UnreadableError: the file cannot be opened any more, or has no such page.
    """
    with PDFIUM:
        return _draw(path, sha256, page, marks, turned)


def media_type(picture: bytes) -> str:
    """The type of what `draw` gave."""
    return "image/png" if picture.startswith(b"\x89PNG") else "image/jpeg"


@lru_cache(maxsize=256)
def _size(path: Path, sha256: str, page: int) -> tuple[float, float]:
    try:
        return pages.size(path, page)
    except UnreadableError:
        return _A4


@lru_cache(maxsize=24)
def _draw(path: Path, sha256: str, page: int, marks: tuple[Box, ...], turned: int) -> bytes:
    return pages.render(path, page, marks, turned=turned)
