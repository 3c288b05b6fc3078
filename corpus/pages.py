"""Pages as pictures, with lines marked. PDFium is not safe in two threads at once."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from corpus.errors import Reason, UnreadableError
from corpus.model import Box

if TYPE_CHECKING:
    from PIL.Image import Image

PDFIUM = RLock()
"""Held by whoever uses PDFium."""

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"})
"""Names of files that are pictures of pages end so."""

_MARK = (255, 208, 64)
_LARGEST = 4_000  # pixels a side
_PHOTO = 2_000  # pixels a side of a page that is a picture already
_POINTS = 72.0


def is_drawable(path: Path) -> bool:
    """Whether a file's pages can be drawn, by its name."""
    return path.suffix.lower() in PICTURES | {".pdf"}


def size(path: Path, page: int) -> tuple[float, float]:
    """Width and height of a page in points.

    Raises:
        UnreadableError: the file cannot be opened, or has no such page.
    """
    import pypdfium2

    if path.suffix.lower() in PICTURES:
        picture, dpi = _picture(path, page)
        return picture.width * _POINTS / dpi, picture.height * _POINTS / dpi
    with PDFIUM:
        try:
            with pypdfium2.PdfDocument(path) as document:
                if not 1 <= page <= len(document):
                    raise UnreadableError(path, Reason.MISSING, f"no page {page}")
                width, height = document[page - 1].get_size()
        except (pypdfium2.PdfiumError, OSError) as error:
            raise UnreadableError(path, Reason.DAMAGED, str(error)) from error
    return float(width), float(height)


def turned_box(box: Box, width: float, height: float, turned: int) -> Box:
    """Where a box lies on a page of a size when the page is turned clockwise by quarters."""
    if turned == 90:
        return Box(height - box.bottom, box.left, height - box.top, box.right)
    if turned == 180:
        return Box(width - box.right, height - box.bottom, width - box.left, height - box.top)
    if turned == 270:
        return Box(box.top, width - box.right, box.bottom, width - box.left)
    return box


def render(
    path: Path, page: int, marks: Sequence[Box] = (), scale: float = 2.0, turned: int = 0
) -> bytes:
    """Draw a page of a PDF or of an image file.

    Args:
        path: the file.
        page: counts from 1; in image files the picture (every page of a TIFF, else one).
        marks: what to mark, in points from the page's top left corner.
        scale: pixels a point; less where a page is enormous. An image keeps its own pixels as far
            as a screen can use them.
        turned: degrees clockwise, a multiple of 90, by which the picture is turned at last.

    Returns:
        The picture as PNG, or as JPEG where the page is a photograph or a scan.

    Raises:
        UnreadableError: the file cannot be opened, or has no such page.
    """
    if path.suffix.lower() in PICTURES:
        picture, dpi = _picture(path, page)
        most = max(picture.size)
        if most > _PHOTO:
            sides = [max(1, round(side * _PHOTO / most)) for side in picture.size]
            smaller = picture.resize((sides[0], sides[1]), reducing_gap=2.0)
            dpi *= smaller.width / picture.width
            picture = smaller
        return _encoded(_marked(picture.convert("RGB"), marks, dpi / _POINTS), "JPEG", turned)
    picture, scale = _page(path, page, scale)
    return _encoded(_marked(picture, marks, scale), "PNG", turned)


def _page(path: Path, page: int, scale: float) -> tuple[Image, float]:
    """A page of a PDF, and how many pixels a point has become."""
    import pypdfium2

    with PDFIUM:
        try:
            with pypdfium2.PdfDocument(path) as document:
                if not 1 <= page <= len(document):
                    raise UnreadableError(path, Reason.MISSING, f"no page {page}")
                drawn = document[page - 1]
                scale = min(scale, _LARGEST / max(1.0, *drawn.get_size()))
                picture: Image = drawn.render(scale=scale).to_pil().convert("RGB")
        except (pypdfium2.PdfiumError, OSError) as error:
            raise UnreadableError(path, Reason.DAMAGED, str(error)) from error
    return picture, scale


def _picture(path: Path, page: int) -> tuple[Image, float]:
    """A picture of an image file, and its dots an inch."""
    from corpus.scans.picture import open_pictures

    for number, (picture, dpi) in enumerate(open_pictures(path), start=1):
        if number == page:
            return picture, dpi
    raise UnreadableError(path, Reason.MISSING, f"no page {page}")


def _marked(picture: Image, marks: Sequence[Box], scale: float) -> Image:
    from PIL import Image, ImageChops, ImageDraw

    if not marks:
        return picture
    layer = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(layer)
    for box in marks:
        edges = (box.left - 2, box.top - 1.5, box.right + 2, box.bottom + 1.5)
        pen.rounded_rectangle([scale * edge for edge in edges], radius=2 * scale, fill=_MARK)
    # multiplying lets the letters show through, as a marker pen does
    return ImageChops.multiply(picture, layer)


def _encoded(picture: Image, form: str, turned: int) -> bytes:
    if turned % 360:
        picture = picture.rotate(-turned, expand=True)  # Pillow turns the other way
    out = io.BytesIO()
    if form == "JPEG":
        picture.save(out, form, quality=82)
    else:
        picture.save(out, form)
    return out.getvalue()
