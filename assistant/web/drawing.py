"""Pages as pictures, the last ones kept: a reader turns back and forth between a few."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from corpus.model import Box
from corpus.pages import PDFIUM, render

_A4 = (595.0, 842.0)


def size(path: Path, sha256: str, page: int) -> tuple[float, float]:
    """Width and height of a page in points; A4 where the file cannot be opened any more."""
    with PDFIUM:
        return _size(path, sha256, page)


def draw(path: Path, sha256: str, page: int, marks: tuple[Box, ...]) -> bytes:
    """The page as PNG with the boxes marked.

    Args:
        path: the PDF.
        sha256: the file's hash, so that a changed file is drawn anew.
        page: counts from 1.
        marks: in points from the top left corner.
    """
    with PDFIUM:
        return _draw(path, sha256, page, marks)


@lru_cache(maxsize=256)
def _size(path: Path, sha256: str, page: int) -> tuple[float, float]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as pdf:
            width, height = pdf[page - 1].get_size()
    except (pypdfium2.PdfiumError, FileNotFoundError, IndexError):
        return _A4
    return float(width), float(height)


@lru_cache(maxsize=24)
def _draw(path: Path, sha256: str, page: int, marks: tuple[Box, ...]) -> bytes:
    return render(path, page, marks)
