"""The open fonts the report is set in: Noto Serif and Noto Sans (SIL Open Font License 1.1)."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path("/usr/share/fonts/truetype/noto")
REGULAR, BOLD, ITALIC, SANS = "NotoSerif", "NotoSerif-Bold", "NotoSerif-Italic", "NotoSans"
_FILES = {
    REGULAR: "NotoSerif-Regular.ttf",
    BOLD: "NotoSerif-Bold.ttf",
    ITALIC: "NotoSerif-Italic.ttf",
    SANS: "NotoSans-Regular.ttf",
}


class FontsMissingError(RuntimeError):
    """The fonts are not on this machine."""


def register() -> None:
    """Make the fonts known to reportlab; what is used of them is embedded as a subset.

    Raises:
        FontsMissingError: Debian's package fonts-noto-core is not installed.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in _FILES.items():
        if not (FOLDER / file).is_file():
            raise FontsMissingError(
                f"{FOLDER / file} is missing; on Debian: apt-get install fonts-noto-core"
            )
        pdfmetrics.registerFont(TTFont(name, str(FOLDER / file)))


def width(text: str, font: str, size: float) -> float:
    """The width of a text in points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, font, size))
