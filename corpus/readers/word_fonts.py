"""Fonts of a Word file's text, and text in Unicode where a font's name tells an old encoding.

A run's font is its own, else that of its style, of its paragraph's style, or of the document's
defaults (ECMA-376-1, 17.3.2.26 and 17.7.2).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element

from corpus.readers.word_xml import W, find, value
from corpus.vietnamese import legacy


class Piece(NamedTuple):
    """A text as the file stores it, its font, and whether it is shown in capitals."""

    text: str
    font: str | None = None
    capitals: bool = False


class Fonts:
    """Font names by style, of one document."""

    def __init__(self, styles: Element | None) -> None:
        """Read the styles part; a document may have none."""
        self._default = own_font(find(styles, "docDefaults", "rPrDefault", "rPr"))
        self._own: dict[str, str | None] = {}
        self._base: dict[str, str] = {}
        self._paragraph: str | None = None
        for style in styles.iter(f"{W}style") if styles is not None else ():
            name = style.get(f"{W}styleId", "")
            self._own[name] = own_font(find(style, "rPr"))
            if base := value(find(style, "basedOn")):
                self._base[name] = base
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                self._paragraph = name

    def of_paragraph(self, paragraph: Element) -> str | None:
        """The font of a paragraph's text where its runs name none."""
        style = value(find(paragraph, "pPr", "pStyle")) or self._paragraph
        return self.of_style(style) or self._default

    def of_style(self, style: str | None) -> str | None:
        """The font that a style names, or the one it is based on."""
        seen: set[str] = set()
        while style is not None and style not in seen:
            seen.add(style)
            if own := self._own.get(style):
                return own
            style = self._base.get(style)
        return None


def own_font(properties: Element | None) -> str | None:
    """The font that run properties name; letters beyond ASCII follow `hAnsi`."""
    fonts = find(properties, "rFonts")
    if fonts is None:
        return None
    return fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")


def unicode_text(pieces: Iterable[Piece]) -> str:
    """A paragraph's text, in Unicode and as it is shown.

    Args:
        pieces: in order. Text that makes more sense as it stands was typed in Unicode, whatever its
            font.
    """
    groups = [
        ("".join(piece.text for piece in group), font, capitals)
        for (font, capitals), group in itertools.groupby(pieces, key=lambda piece: piece[1:])
    ]
    encodings = [legacy.of_font(font) if font else None for _, font, _ in groups]
    trusted = {
        encoding: legacy.fits(
            "".join(
                text for (text, *_), own in zip(groups, encodings, strict=True) if own is encoding
            ),
            encoding,
        )
        for encoding in set(filter(None, encodings))
    }
    shown = []
    for (text, font, capitals), encoding in zip(groups, encodings, strict=True):
        if encoding and font and trusted[encoding]:
            text = legacy.decode(text, encoding, capitals=legacy.has_capitals_only(font)).text
        shown.append(text.upper() if capitals else text)
    return "".join(shown)
