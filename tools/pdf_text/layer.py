"""A text layer as scanners write it: hidden words over a picture, in lines across the page."""

from __future__ import annotations

import io
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tools.demo_corpus import fonts

_SCALE = 1.0


class _Word(NamedTuple):
    text: str
    left: float
    bottom: float
    right: float
    top: float


def write(document: pypdfium2.PdfDocument, target: Path) -> None:
    """Write each page's picture with its words behind it."""
    fonts.register()
    canvas = Canvas(str(target))
    for page in document:
        width, height = page.get_size()
        picture = io.BytesIO()
        page.render(scale=_SCALE).to_pil().convert("L").save(picture, "PNG")
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(picture), 0, 0, width, height)
        for line in _lines(_words(page)):
            for word in sorted(line, key=lambda one: one.left):
                _hide(canvas, word)
        canvas.showPage()
    canvas.save()


def _hide(canvas: Canvas, word: _Word) -> None:
    size = 11.0
    text = canvas.beginText(word.left, word.bottom)
    text.setFont(fonts.REGULAR, size)
    text.setTextRenderMode(3)
    text.setHorizScale(100 * (word.right - word.left) / fonts.width(word.text, fonts.REGULAR, size))
    text.textOut(word.text)
    canvas.drawText(text)


def _words(page: pypdfium2.PdfPage) -> list[_Word]:
    text_page = page.get_textpage()
    words: list[_Word] = []
    here: list[tuple[str, tuple[float, float, float, float]]] = []
    for index in range(text_page.count_chars() + 1):
        text = text_page.get_text_range(index, 1) if index < text_page.count_chars() else " "
        if text.strip():
            here.append((text, text_page.get_charbox(index)))
        elif here:
            lefts, bottoms, rights, tops = zip(*(box for _, box in here), strict=True)
            baseline = sorted(bottoms)[len(bottoms) // 2]
            joined = "".join(one for one, _ in here)
            words.append(_Word(joined, min(lefts), baseline, max(rights), max(tops)))
            here = []
    return words


def _lines(words: list[_Word]) -> list[list[_Word]]:
    lines: list[list[_Word]] = []
    for word in sorted(words, key=lambda one: -one.bottom):
        if lines and lines[-1][0].bottom - word.bottom < 4:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines
