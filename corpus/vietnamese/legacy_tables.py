"""What the characters of Vietnamese text from before Unicode stand for.

Keys are what a program that knows nothing of the encoding shows: bytes as Latin-1, and those from
0x80 to 0x9F as Windows-1252 too. The tables are public facts: TCVN 5712:1993 (VN3, the lower case of
its fonts), RFC 1456 (VISCII), the charts of the Vietnamese Unicode project
(vietunicode.sourceforge.net/charset) for VPS and VNI. They agree with glibc's iconv (TCVN, VISCII),
with xvnkb's keyboard tables (VNI, VPS) and, but for VNI's ẳ and ỵ that it lacks, with viparse 0.1.31.
"""

from __future__ import annotations

import unicodedata

_TCVN3 = (
    "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ"
)
"""Bytes 0xA1 to 0xFE; spaces where the fonts have nothing."""

_VISCII = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
"""Bytes 0x80 to 0xFF."""
_VISCII_LOW = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}

_VPS = (
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ  ỀỂỄỐỒỔỖýỷỵỚỜỞ ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự"
    "ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ àáâãảạă èéêẽìíîĩẴĐòóôõöƠụùúủüỶẼỳ"
)
"""Bytes 0x80 to 0xFF; spaces where they are no Vietnamese letters."""
_VPS_LOW = dict(
    zip(
        (0x02, 0x03, 0x04, 0x05, 0x06, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x19, 0x1C, 0x1D),
        "ẠẬẶẸỆỊỌỘỢỤỰỴẪỮ",
        strict=True,
    )
)

_SHARP, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301\u0300\u0309\u0303\u0323"
_ROOF, _BOWL = "\u0302", "\u0306"
_VNI_TONES = {"ù": _SHARP, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_ROOFED = {
    "â": _ROOF,
    "á": _ROOF + _SHARP,
    "à": _ROOF + _GRAVE,
    "å": _ROOF + _HOOK,
    "ã": _ROOF + _TILDE,
    "ä": _ROOF + _DOT,
}
_VNI_BOWED = {
    "ê": _BOWL,
    "é": _BOWL + _SHARP,
    "è": _BOWL + _GRAVE,
    "ú": _BOWL + _HOOK,
    "ü": _BOWL + _TILDE,
    "ë": _BOWL + _DOT,
}
_VNI_MARKS = {
    "a": _VNI_TONES | _VNI_ROOFED | _VNI_BOWED,
    "e": _VNI_TONES | _VNI_ROOFED,
    "o": _VNI_TONES | _VNI_ROOFED,
    "u": _VNI_TONES,
    "y": _VNI_TONES,
    "ô": _VNI_TONES,
    "ö": _VNI_TONES,
}
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def tcvn3() -> dict[str, str]:
    """TCVN3 (ABC), the encoding of the ".Vn" fonts; a capital font has capitals in their places.

    "∙" and "μ" are what some programs make of the bytes of "·" and "µ".
    """
    table = _bytes(0xA1, _TCVN3)
    return table | {"\u2219": table["\u00b7"], "\u03bc": table["\u00b5"]}


def viscii() -> dict[str, str]:
    """VISCII 1.1; its byte 0xA0 ("Õ") is a no-break space to others."""
    return _bytes(0x80, _VISCII) | {chr(code): letter for code, letter in _VISCII_LOW.items()}


def vps() -> dict[str, str]:
    """VPS, of the "VPS" fonts."""
    return _bytes(0x80, _VPS) | {chr(code): letter for code, letter in _VPS_LOW.items()}


def vni() -> dict[str, str]:
    """VNI for Windows, of the "VNI-" fonts: a vowel and a mark, or one letter."""
    table = dict(_VNI_ALONE)
    for base, marks in _VNI_MARKS.items():
        bare = _VNI_ALONE.get(base, base)
        for mark, accents in marks.items():
            table[base + mark] = unicodedata.normalize("NFC", bare + accents)
    table |= {key.upper(): letter.upper() for key, letter in table.items()}
    for key, letter in list(table.items()):
        if len(key) == 2:  # capitals typed with the marks of small letters, and the reverse
            table.setdefault(key[0] + key[1].swapcase(), letter)
    return table


def _bytes(first: int, letters: str) -> dict[str, str]:
    """A table of one-byte letters under every character that a byte may be shown as."""
    table: dict[str, str] = {}
    for code, letter in enumerate(letters, start=first):
        if letter == " ":
            continue
        table[chr(code)] = letter
        if code < 0xA0:
            shown = bytes([code]).decode("cp1252", errors="ignore")
            table.update({shown: letter} if shown else {})
    return table
