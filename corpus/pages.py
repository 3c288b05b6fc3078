"""Pages as pictures, with lines marked. PDFium is not safe in two threads at once."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from threading import RLock

from corpus.errors import Reason, UnreadableError
from corpus.model import Box

PDFIUM = RLock()
"""Held by whoever uses PDFium."""

_MARK = (255, 208, 64)
_LARGEST = 4_000  # pixels a side


def render(path: Path, page: int, marks: Sequence[Box] = (), scale: float = 2.0) -> bytes:
    """Draw a page of a PDF.

    Args:
        path: the file.
        page: counts from 1.
        marks: what to mark, in points from the page's top left corner.
        scale: pixels a point; less where a page is enormous.

    Returns:
        The picture as PNG.

    Raises:
        UnreadableError: the file cannot be opened, or has no such page.
    """
    import pypdfium2
    from PIL import Image, ImageChops, ImageDraw

    with PDFIUM:
        try:
            with pypdfium2.PdfDocument(path) as document:
                if not 1 <= page <= len(document):
                    raise UnreadableError(path, Reason.MISSING, f"no page {page}")
                drawn = document[page - 1]
                scale = min(scale, _LARGEST / max(1.0, *drawn.get_size()))
                picture = drawn.render(scale=scale).to_pil().convert("RGB")
        except (pypdfium2.PdfiumError, OSError) as error:
            raise UnreadableError(path, Reason.DAMAGED, str(error)) from error
    if marks:
        layer = Image.new("RGB", picture.size, "white")
        pen = ImageDraw.Draw(layer)
        for box in marks:
            edges = (box.left - 2, box.top - 1.5, box.right + 2, box.bottom + 1.5)
            pen.rounded_rectangle([scale * edge for edge in edges], radius=2 * scale, fill=_MARK)
        # multiplying lets the letters show through, as a marker pen does
        picture = ImageChops.multiply(picture, layer)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
