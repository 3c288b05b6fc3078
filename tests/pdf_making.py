"""PDF files that tests make: text at places, ruled tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.model import Page, Role

FONT = "Serif"
WIDTH, HEIGHT = 595.0, 842.0
_FOLDER = Path("/usr/share/fonts/truetype")
_FILES = (
    "noto/NotoSerif-Regular.ttf",
    "liberation2/LiberationSerif-Regular.ttf",
    "dejavu/DejaVuSerif.ttf",
)

Word = tuple[float, float, str]
"""From the left, baseline from the top, text."""


def canvas(path: Path, size: tuple[float, float] = (WIDTH, HEIGHT)) -> Canvas:
    """A canvas with a font that has Vietnamese letters; skips where there is none."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        file = next((_FOLDER / name for name in _FILES if (_FOLDER / name).is_file()), None)
        if file is None:
            pytest.skip("no font with Vietnamese letters: apt-get install fonts-noto-core")
        pdfmetrics.registerFont(TTFont(FONT, str(file)))
    made = Canvas(str(path), pagesize=size)
    made.setFont(FONT, 11)
    return made


def put(made: Canvas, words: Iterable[Word], size: float = 11, height: float = HEIGHT) -> None:
    """Write words at their places, in the order given."""
    made.setFont(FONT, size)
    for x, y, text in words:
        made.drawString(x, height - y, text)


def put_table(
    made: Canvas,
    xs: Sequence[float],
    ys: Sequence[float],
    cells: Iterable[tuple[int, int, int, int, str]],
) -> None:
    """Draw a ruled table: each cell's rows [top, bottom), columns [left, right) and text."""
    for top, bottom, left, right, text in cells:
        made.rect(xs[left], HEIGHT - ys[bottom], xs[right] - xs[left], ys[bottom] - ys[top])
        for number, line in enumerate(text.split("\n")):
            made.drawString(xs[left] + 3, HEIGHT - ys[top] - 12 - 13 * number, line)


def texts(page: Page, role: Role = Role.BODY) -> list[str]:
    """The lines of a page that have a role."""
    return [line.text for line in page.lines if line.role is role]
