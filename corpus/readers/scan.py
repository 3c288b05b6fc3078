"""Scans and photographs: what is seen on each page, with the place of every word.

A page's boxes are those of the picture as it is shown, in points; turning, straightening and
halving a spread are undone for them (`corpus.scans.geometry`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.model import Box, How, Line, Page, Role, Token
from corpus.progress import Pages
from corpus.scans.model import Area, Arranged
from corpus.scans.picture import open_pictures
from corpus.scans.prepare import Prepared, prepare
from corpus.scans.recognition import Read, engine
from corpus.vietnamese.normalise import normalise, tokenize_line

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS = 72.0  # an inch


def read(path: Path, progress: Pages | None = None) -> tuple[Page, ...]:
    """Read an image file.

    Args:
        path: PNG, JPEG, TIFF (every frame is a page), GIF, BMP or WebP.
        progress: called after each page with (pages done, 0): how many come is not known before.

    Returns:
        Its pages, numbered from 1; a page on which nothing is seen is empty.

    Raises:
        UnreadableError: MISSING, DAMAGED or TOO_LARGE.
    """
    pages = []
    for number, (picture, dpi) in enumerate(open_pictures(path), start=1):
        pages.append(page_of(picture, dpi / _POINTS, number))
        if progress is not None:
            progress(number, 0)
    return tuple(pages)


def page_of(picture: Image, scale: float, number: int) -> Page:
    """One picture as a page; both halves of a spread are on it, the left one first.

    Args:
        picture: in mode L or RGB, as it is shown.
        scale: its pixels a point.
        number: of the page.
    """
    lines: list[Line] = []
    halves = prepare(picture)
    for half in halves:
        for read_ in engine().read(half.image):
            line = _line(read_, half, scale, len(lines) + 1)
            if line.tokens:
                lines.append(line)
    words = [t for line in lines for t in line.tokens if line.role is not Role.FURNITURE]
    letters = sum(len(token.text) for token in words)
    sure = sum(len(token.text) * token.confidence for token in words) / max(1, letters)
    return Page(
        number=number,
        lines=tuple(lines),
        how=How.OCR,
        repaired=any(t.text != line.source[t.start : t.end] for line in lines for t in line.tokens),
        confidence=round(sure, 3) if words else 0.0,
        width=picture.width / scale,
        height=picture.height / scale,
        engine=engine().name,
        notes=tuple(dict.fromkeys(note for half in halves for note in half.notes)),
    )


def _line(read_: Read, half: Prepared, scale: float, number: int) -> Line:
    parts: list[str] = []
    tokens: list[Token] = []
    at = 0
    for text, raw, confidence, area in _words(read_.line, read_.raw):
        start = at
        parts.append(raw)
        at += len(raw) + 1
        box = _box(half.transform.area(area), scale) if area else None
        tokens.append(Token(text, start, start + len(raw), confidence, box))
    source = " ".join(parts)
    box = _box(half.transform.area(read_.line.box), scale)
    return Line(number, source, tuple(tokens), box=box, role=read_.line.role)


def _words(line: Arranged, raw: tuple[str, ...]) -> Iterator[tuple[str, str, float, Area | None]]:
    """(text, as first read, confidence, place) of every word of a line.

    Words that were parted for the cells of a table stand nowhere by themselves.
    """
    left = list(zip(line.words, raw, strict=True))
    for token in tokenize_line(normalise(line.text)):
        text = token.text
        at = next((i for i, (word, _) in enumerate(left) if word.text == text), None)
        if at is None:
            yield text, text, line.confidence, None
            continue
        word, first = left.pop(at)
        yield text, first, round(word.confidence, 3), word.box


def _box(area: Area, scale: float) -> Box:
    return Box(*(edge / scale for edge in area))
