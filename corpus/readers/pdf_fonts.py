"""Characters of a PDF page in Unicode where their font's name tells an encoding from before it."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import pypdfium2.raw as pdfium

from corpus.vietnamese import legacy

Edges = tuple[float, float, float, float]
"""Left, top, right and bottom on the page as shown, in points."""

_STEP = 16  # of characters, one is asked whether the page has such fonts at all
_LONGEST = 256  # bytes of a font's name


class Character(NamedTuple):
    """A character with where it stands on the page and the font it is set in."""

    text: str
    edges: Edges
    font: str = ""


def namer(text_page: object, count: int) -> Callable[[int], str] | None:
    """The font's name by a character's number; None where no font of the page matters.

    Args:
        text_page: PDFium's.
        count: number of its characters.
    """
    buffer = ctypes.create_string_buffer(_LONGEST)
    flags = ctypes.c_int()

    def name(index: int) -> str:
        size = pdfium.FPDFText_GetFontInfo(text_page, index, buffer, _LONGEST, flags)
        return buffer.value.decode("utf-8", "replace") if 0 < size <= _LONGEST else ""

    fonts = {name(index) for index in range(0, count, _STEP)}
    return name if any(map(legacy.of_font, fonts)) else None


def in_unicode(runs: Sequence[Sequence[Character]]) -> list[list[Character]]:
    """The runs of a page, in Unicode; a letter that was two characters has the box of both.

    Text that makes more sense as it stands is left, whatever its font.
    """
    printed: dict[legacy.Encoding, list[str]] = {}
    for character in itertools.chain.from_iterable(runs):
        encoding = legacy.of_font(character.font) if character.font else None
        if encoding:
            printed.setdefault(encoding, []).append(character.text)
    trusted = {e for e, letters in printed.items() if legacy.fits("".join(letters), e)}
    return [list(_converted(run, trusted)) for run in runs] if trusted else [*map(list, runs)]


def _converted(run: Sequence[Character], trusted: set[legacy.Encoding]) -> Iterator[Character]:
    for font, group in itertools.groupby(run, key=lambda character: character.font):
        characters = list(group)
        encoding = legacy.of_font(font) if font else None
        if encoding not in trusted or encoding is None:
            yield from characters
            continue
        text = "".join(character.text for character in characters)
        decoded = legacy.decode(text, encoding, capitals=legacy.has_capitals_only(font))
        for letter, (start, end) in zip(decoded.text, decoded.spans, strict=True):
            yield Character(letter, _around(characters[start:end]), font)


def _around(characters: Sequence[Character]) -> Edges:
    lefts, tops, rights, bottoms = zip(*(c.edges for c in characters), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
