"""What an office scanner makes of a page: skew, uneven light, blur, noise, JPEG; always the same."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools.demo_corpus import places

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Wear:
    """How badly a page is scanned.

    Attributes:
        dpi: resolution of the scan.
        skew: the largest angle, in degrees, by which a page lies askew.
        blur: radius of the blur in pixels.
        noise: standard deviation of the noise, of 255.
        quality: of the JPEG, 1-95.
    """

    dpi: int
    skew: float
    blur: float
    noise: float
    quality: int


def scanned(pages: list[int], wear: Wear, seed: int) -> list[Image]:
    """Pages of the report as a scanner would give them, in grey.

    Args:
        pages: indices from 0; all when empty.
        wear: how badly.
        seed: of skew and noise; the same seed gives the same pixels.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(places.REPORT)
    try:
        return [
            worn(
                document[index].render(scale=wear.dpi / 72, grayscale=True).to_pil(),
                wear,
                seed + index,
            )
            for index in pages or range(len(document))
        ]
    finally:
        document.close()


def worn(clean: Image, wear: Wear, seed: int) -> Image:
    """A clean page as a scanner gives it; the same seed gives the same pixels."""
    import numpy as np
    from PIL import Image as Images
    from PIL import ImageFilter

    random = np.random.default_rng(seed)
    angle = float(random.uniform(-wear.skew, wear.skew))
    turned = clean.convert("L").rotate(angle, Images.Resampling.BICUBIC, fillcolor=255)
    pixels = np.asarray(turned.filter(ImageFilter.GaussianBlur(wear.blur)), dtype=np.float64)
    height, width = pixels.shape
    shade = np.linspace(0, float(random.uniform(4, 12)), width)[None, :]
    light = 0.94 * pixels + 6 - shade + random.normal(0, wear.noise, (height, width))
    grey = Images.fromarray(np.clip(light, 0, 255).astype(np.uint8))
    return Images.open(io.BytesIO(jpeg(grey, wear.quality)))


def jpeg(image: Image, quality: int) -> bytes:
    """An image as JPEG."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()
