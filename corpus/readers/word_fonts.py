"""Fonts of a Word file's text, and text in Unicode where a font's name tells an old encoding.

A run's font is its own, else that of its style, of its paragraph's style, or of the document's
defaults (ECMA-376-1, 17.3.2.26 and 17.7.2).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.vietnamese import legacy

_MARK = qn("w:val")


class Fonts:
    """Font names by style, of one document."""

    def __init__(self, document: Document) -> None:
        styles = document.styles.element
        defaults = styles.find("./" + "/".join(map(qn, ("w:docDefaults", "w:rPrDefault"))))
        self._default = _own(defaults) if defaults is not None else None
        self._own: dict[str, str | None] = {}
        self._base: dict[str, str] = {}
        self._paragraph: str | None = None
        for style in styles.iter(qn("w:style")):
            name = style.get(qn("w:styleId"), "")
            self._own[name] = _own(style)
            base = style.find("./" + qn("w:basedOn"))
            if base is not None:
                self._base[name] = base.get(_MARK, "")
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) == "1":
                self._paragraph = name

    def of_paragraph(self, paragraph: BaseOxmlElement) -> str | None:
        """The font of a paragraph's text where its runs name none."""
        link = paragraph.find("./" + qn("w:pPr") + "/" + qn("w:pStyle"))
        style = link.get(_MARK) if link is not None else self._paragraph
        return self._of_style(style) or self._default

    def of_run(self, run: BaseOxmlElement) -> str | None:
        """The font that a run or its style names."""
        link = run.find("./" + qn("w:rPr") + "/" + qn("w:rStyle"))
        return _own(run) or (self._of_style(link.get(_MARK)) if link is not None else None)

    def _of_style(self, style: str | None) -> str | None:
        seen: set[str] = set()
        while style is not None and style not in seen:
            seen.add(style)
            if own := self._own.get(style):
                return own
            style = self._base.get(style)
        return None


def _own(holder: BaseOxmlElement) -> str | None:
    """The font that an element's own properties name; letters beyond ASCII follow `hAnsi`."""
    fonts = holder.find("./" + qn("w:rPr") + "/" + qn("w:rFonts"))
    if fonts is None:
        return None
    name = fonts.get(qn("w:hAnsi")) or fonts.get(qn("w:ascii"))
    return str(name) if name else None


def unicode_text(pieces: Iterable[tuple[str, str | None]]) -> str:
    """A paragraph's text, in Unicode.

    Args:
        pieces: texts with their fonts, in order. Text that makes more sense as it stands was typed
            in Unicode, whatever its font.
    """
    groups = [
        ("".join(text for text, _ in group), font)
        for font, group in itertools.groupby(pieces, key=lambda piece: piece[1])
    ]
    encodings = [legacy.of_font(font) if font else None for _, font in groups]
    trusted = {
        encoding: legacy.fits(
            "".join(
                text for (text, _), own in zip(groups, encodings, strict=True) if own is encoding
            ),
            encoding,
        )
        for encoding in set(filter(None, encodings))
    }
    return "".join(
        legacy.decode(text, encoding, capitals=legacy.has_capitals_only(font)).text
        if encoding and font and trusted[encoding]
        else text
        for (text, font), encoding in zip(groups, encodings, strict=True)
    )
