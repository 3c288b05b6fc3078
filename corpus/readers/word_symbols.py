"""Characters of symbol fonts, which a Word file keeps by their place in the font.

Wingdings and Symbol have their own order; Word stores it in Unicode's private use area, U+F000 to
U+F0FF (ISO/IEC 29500-1, 17.3.3.30). Only what documents really use is known: boxes to tick, ticks,
bullets, arrows, and the signs and Greek letters of formulas.
"""

from __future__ import annotations

import re

_WINGDINGS = {
    0x21: "✏", 0x28: "☎", 0x2A: "✉", 0x3A: "🖥", 0x4A: "☺", 0x6C: "●", 0x6D: "❍", 0x6E: "■",
    0x6F: "☐", 0x70: "☐", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖",
    0x77: "⬥", 0x78: "☒", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA7: "▪", 0xA8: "☐",
    0xAB: "★", 0xB6: "☆", 0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x2A: "☐", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●",
    0x98: "●", 0xA2: "■", 0xA3: "☐",
}  # fmt: skip
_WINGDINGS_3 = {0x7D: "▶", 0x84: "◀", 0x9A: "▲", 0x9B: "▼"}
_WEBDINGS = {0x61: "✓", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_SYMBOL = {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥",
    0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
    0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅",
    0xC7: "∩", 0xC8: "∪", 0xCC: "⊂", 0xCD: "⊆", 0xCE: "∈", 0xCF: "∉", 0xD1: "∇", 0xD5: "∏",
    0xD6: "√", 0xD7: "⋅", 0xDB: "⇔", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
}  # fmt: skip
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}
_DINGBATS = frozenset(_FONTS) - {"symbol"}
_PRIVATE = range(0xF000, 0xF100)
_ANY_PRIVATE = re.compile("[\uf000-\uf0ff]")
_LONGEST = 3  # characters of a run that is one sign, not words somebody set in the wrong font


def symbol(font: str | None, code: int) -> str:
    """A sign by its font and its place there; "" for one that is not known.

    Args:
        font: its name; None where it is not known.
        code: with or without the U+F000 of the private use area. A sign of an ordinary font is the
            character itself.
    """
    table = _FONTS.get((font or "").lower())
    if table is not None:
        figure = table is _SYMBOL and 0x20 < code & 0xFF < 0x41  # where Symbol agrees with ASCII
        return table.get(code & 0xFF, chr(code & 0xFF) if figure else "")
    if code in _PRIVATE:  # of a font that is not known: bullets look alike in most
        return _WINGDINGS.get(code & 0xFF, "")
    return chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def plain(text: str, font: str | None) -> str:
    """A text with the signs of symbol fonts as what they show."""
    table = _FONTS.get((font or "").lower())
    if table is None and not _ANY_PRIVATE.search(text):
        return text
    sign = (font or "").lower() in _DINGBATS and len(text) <= _LONGEST
    return "".join(
        symbol(font, ord(char)) or char
        if ord(char) in _PRIVATE or (sign and not char.isspace() and ord(char) < 0x100)
        else char
        for char in text
    )
