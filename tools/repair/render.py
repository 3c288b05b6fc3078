"""Pages of text as a scanner gives them: fonts, sizes, skew, blur, noise, JPEG; seeded."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from tools.demo_corpus.paper import Wear, worn

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_FOLDERS = (
    "/usr/share/fonts/truetype/croscore",
    "/usr/share/fonts/truetype/freefont",
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/opentype/linux-libertine",
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/gentium",
)
# Tinos has the shapes and widths of Times New Roman, in which public bodies must write.
TRAINED = {
    "Tinos-Regular.ttf": 8,
    "Tinos-Bold.ttf": 2,
    "Tinos-Italic.ttf": 1,
    "FreeSerif.ttf": 2,
    "NotoSerif-Regular.ttf": 1,
    "LinLibertine_R.otf": 1,
    "Arimo-Regular.ttf": 1,
}
HELD_OUT = ("DejaVuSerif.ttf", "Gentium-R.ttf")
_A4 = (8.27, 11.69)  # inches


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page to be rendered: its lines, how it is set and how it is worn."""

    lines: tuple[str, ...]
    font: str
    size: float  # points
    wear: Wear
    seed: int


class FontMissingError(RuntimeError):
    """A font is not on this machine; the message names Debian's packages."""


@lru_cache(maxsize=64)
def font(name: str, pixels: int) -> FreeTypeFont:
    """A font by its file's name."""
    from PIL import ImageFont

    for folder in _FOLDERS:
        if (Path(folder) / name).is_file():
            return ImageFont.truetype(str(Path(folder) / name), pixels)
    raise FontMissingError(
        f"{name}: apt-get install fonts-croscore fonts-freefont-ttf fonts-noto-core "
        "fonts-dejavu-core fonts-linuxlibertine fonts-sil-gentium"
    )


def wrap(paragraphs: list[str], face: str, size: float, dpi: int) -> list[str]:
    """Paragraphs as printed lines of a page with ordinary margins."""
    measure = font(face, round(size * dpi / 72)).getlength
    width = (_A4[0] - 2.1) * dpi
    lines: list[str] = []
    for paragraph in paragraphs:
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and measure(longer) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        if line:
            lines.append(line)
    return lines


def per_page(size: float) -> int:
    """How many lines a page holds."""
    return int((_A4[1] - 2.0) * 72 / (1.35 * size))


def image(sheet: Sheet) -> Image:
    """The page as a grey picture."""
    from PIL import Image as Images
    from PIL import ImageDraw

    dpi = sheet.wear.dpi
    page = Images.new("L", (int(_A4[0] * dpi), int(_A4[1] * dpi)), 255)
    pen = ImageDraw.Draw(page)
    face = font(sheet.font, round(sheet.size * dpi / 72))
    for row, line in enumerate(sheet.lines):
        place = (1.1 * dpi, 0.9 * dpi + row * 1.35 * sheet.size * dpi / 72)
        pen.text(place, line, font=face, fill=random.Random(sheet.seed).randint(0, 50))
    return worn(page, sheet.wear, sheet.seed)


def some_wear(chance: random.Random) -> Wear:
    """A scan between good and poor, as offices make them."""
    return Wear(
        dpi=chance.choice((150, 150, 200, 200, 250)),
        skew=chance.choice((0.0, 0.2, 0.5, 0.8)),
        blur=chance.uniform(0.2, 0.9),
        noise=chance.uniform(1, 9),
        quality=chance.choice((40, 60, 75, 90)),
    )
