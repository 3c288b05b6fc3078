"""Pictures out of files and PDF pages, decoded within limits, in grey or in colour."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import Reason, UnreadableError
from corpus.pages import PDFIUM

if TYPE_CHECKING:
    import pypdfium2
    from PIL.Image import Image

MAX_PIXELS = 60_000_000
LARGEST_PIXELS = 25_000_000  # A4 at 600 dpi is 35 million; more than 300 dpi reads no better
MAX_FRAMES = 500
PDF_DPI = 200
PDF_DPI_MOST = 300
SUPPOSED_DPI = 200.0  # of a picture that does not say, or says something no scanner does
_PLAUSIBLE_DPI = (50.0, 1300.0)
_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP")
_SUBFILE_TYPE = 254  # TIFF 6.0, NewSubfileType: bit 0 is set in a thumbnail of another frame
_PDF_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE


def open_pictures(path: Path) -> Iterator[tuple[Image, float]]:
    """The pictures of an image file, one by one: every page of a TIFF, else the first frame.

    Yields:
        (picture in mode L or RGB, upright as its EXIF data says; dots an inch).

    Raises:
        UnreadableError: MISSING; DAMAGED where any of it cannot be decoded to its end; TOO_LARGE
            beyond `MAX_PIXELS` a frame or `MAX_FRAMES`.
    """
    from PIL import Image as Images
    from PIL import UnidentifiedImageError

    try:
        with Images.open(path, formats=_FORMATS) as file:
            for number in range(MAX_FRAMES + 1 if file.format == "TIFF" else 1):
                if number == MAX_FRAMES:
                    raise UnreadableError(path, Reason.TOO_LARGE, f"more than {number} frames")
                try:
                    file.seek(number)
                except EOFError:
                    break
                if not _is_thumbnail(file):
                    yield _frame(path, file)
    except FileNotFoundError as error:
        raise UnreadableError(path, Reason.MISSING) from error
    except (Images.DecompressionBombError, Images.DecompressionBombWarning) as error:
        raise UnreadableError(path, Reason.TOO_LARGE, str(error)) from error
    except UnreadableError:
        raise
    except (UnidentifiedImageError, OSError, MemoryError) as error:
        raise UnreadableError(path, Reason.DAMAGED, str(error)) from error
    except Exception as error:  # a decoder's parsers raise whatever a wrong byte makes of them
        raise UnreadableError(path, Reason.DAMAGED, f"{type(error).__name__}: {error}") from error


def _is_thumbnail(file: Image) -> bool:
    tags = getattr(file, "tag_v2", {})
    return bool(int(tags.get(_SUBFILE_TYPE, 0)) & 1) and file.tell() > 0


def _frame(path: Path, file: Image) -> tuple[Image, float]:
    from PIL import ImageOps

    width, height = file.size
    if width * height > MAX_PIXELS:
        raise UnreadableError(path, Reason.TOO_LARGE, f"{width} x {height} pixels")
    shrink = math.sqrt(min(1.0, LARGEST_PIXELS / max(1, width * height)))
    if shrink < 1:  # JPEG can be decoded smaller at once
        file.draft(file.mode, (round(width * shrink), round(height * shrink)))
    dpi = _dpi(file)
    turned = ImageOps.exif_transpose(file)
    picture = _plain(turned if turned is not None else file)
    if picture.width * picture.height > LARGEST_PIXELS:
        shrink = math.sqrt(LARGEST_PIXELS / (picture.width * picture.height))
        picture = picture.resize(
            (max(1, int(picture.width * shrink)), max(1, int(picture.height * shrink))),
            reducing_gap=2.0,
        )
    return picture, dpi * max(picture.size) / max(width, height)


def _dpi(file: Image) -> float:
    found = file.info.get("dpi")
    try:
        dpi = float(found[0]) if found else 0.0
    except (TypeError, ValueError, ZeroDivisionError, IndexError):
        dpi = 0.0
    low, high = _PLAUSIBLE_DPI
    # 72 and 96 are what programs write that do not know
    return dpi if low <= dpi <= high and dpi not in (72.0, 96.0) else SUPPOSED_DPI


def _plain(picture: Image) -> Image:
    """Any mode as L or RGB: transparent parts white, deep greys scaled to eight bits."""
    from PIL import Image as Images

    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        return _eight_bits(picture)
    if picture.mode in ("1", "L"):
        return picture.convert("L")
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        ground = Images.new("RGBA", clear.size, "white")
        picture = Images.alpha_composite(ground, clear)
    return picture.convert("RGB")


def _eight_bits(picture: Image) -> Image:
    import numpy as np
    from PIL import Image as Images

    deep = np.nan_to_num(np.asarray(picture, dtype=np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    most = float(deep.max(initial=0.0))
    depth = next((full for full in (1.0, 255.0, 4095.0, 65535.0) if most <= full), most)
    if picture.mode != "F" and depth == 1.0:
        depth = 255.0
    return Images.fromarray(np.clip(deep * (255.0 / depth), 0, 255).astype(np.uint8))


def render_page(document: pypdfium2.PdfDocument, index: int, path: Path) -> tuple[Image, float]:
    """Draw a page of a PDF for recognition: at the resolution of its scan, 200 to 300 dpi.

    Args:
        document: open.
        index: of the page, from 0.
        path: the file, for the error.

    Returns:
        (picture in mode L or RGB, pixels a point).

    Raises:
        UnreadableError: DAMAGED where PDFium cannot load or draw the page.
    """
    import pypdfium2

    with PDFIUM:
        try:
            page = document[index]
            try:
                width, height = (max(1.0, float(side)) for side in page.get_size())
                dpi = min(max(_scan_dpi(page), PDF_DPI), PDF_DPI_MOST)
                scale = min(dpi / 72, math.sqrt(LARGEST_PIXELS / (width * height)))
                # a side of less than a pixel cannot be drawn
                scale = max(scale, 1.0 / min(width, height))
                if width * height * scale**2 > MAX_PIXELS:
                    raise UnreadableError(path, Reason.TOO_LARGE, f"page {index + 1}")
                picture = page.render(scale=scale).to_pil()
            finally:
                page.close()
        except (pypdfium2.PdfiumError, OSError, ValueError, MemoryError) as error:
            detail = f"page {index + 1}: {error}"
            raise UnreadableError(path, Reason.DAMAGED, detail) from error
    return _plain(picture), scale


def _scan_dpi(page: pypdfium2.PdfPage) -> float:
    """The resolution of the largest picture on a page; 0 where none covers half of it."""
    width, height = page.get_size()
    best = 0.0
    for image in page.get_objects(filter=[_PDF_IMAGE], max_depth=2):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) >= 0.5 * width * height:
            across, down = image.get_px_size()
            longest = max(right - left, top - bottom, 1.0)
            best = max(best, 72 * max(across, down) / longest)
    return best
