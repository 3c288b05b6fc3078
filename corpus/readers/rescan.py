"""Pages of a PDF whose text is none or bad, read again from their picture; the better reading stays.

A text layer behind a scan was made by some engine, seldom one that knows Vietnamese; letters in a
font without a table of its characters come out as anything. Both look right on the page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2

from corpus.errors import UnreadableError
from corpus.model import Note, NoteKind, Page, Role
from corpus.pages import PDFIUM
from corpus.progress import Pages
from corpus.readers.pdf import PICTURED, picture_share
from corpus.vietnamese import ngrams, repair
from corpus.vietnamese.detect import State
from corpus.vietnamese.repaired import words_of
from corpus.vietnamese.syllables import is_word, key
from corpus.vietnamese.words import Kind

_BEHIND = frozenset({State.DAMAGED, State.PARTLY, State.BARE, State.LEGACY, State.FOREIGN})
"""States of a text behind a picture that an engine may have left it in."""
_BROKEN = frozenset({State.DAMAGED, State.LEGACY})
"""States of a text by itself that its own picture may read better than."""
_UNMAPPED = 0.02  # share of characters that no table maps
_UNKNOWN = 0.3  # what a word that is none counts for, against one that is
_SURPLUS = 0.6  # share of the text layer's words that a reading must have to be the better one


def reread(
    path: Path,
    printed: Sequence[Page],
    repaired: Sequence[Page],
    progress: Pages | None = None,
) -> tuple[Page, ...]:
    """Pages read from their picture where their text layer is empty or bad.

    Args:
        path: the PDF.
        printed: its pages as their text layers say, in Unicode.
        repaired: the same pages repaired.
        progress: called after each page that was read again with (such pages done, such pages).

    Returns:
        For every page the better reading, with a note of what was done.
    """
    wanted = [index for index, page in enumerate(printed) if _may_be_bad(page)]
    if not wanted:
        return tuple(repaired)
    pages = list(repaired)
    with PDFIUM:
        document = pypdfium2.PdfDocument(path)
    try:
        chosen = [index for index in wanted if _is_wanted(document, index, printed[index])]
        for done, index in enumerate(chosen, start=1):
            pages[index] = _better(document, index, path, pages[index])
            if progress is not None:
                progress(done, len(chosen))
    finally:
        with PDFIUM:
            document.close()
    return tuple(pages)


def quality(page: Page) -> float:
    """How well a page reads, 0-1: its words' confidence, those that are no words counting less."""
    model = ngrams.shipped()
    total = found = 0.0
    for line in page.lines:
        if line.role is Role.FURNITURE:
            continue
        for number, _, word, _ in words_of(line):
            size = len(word.core)
            known = word.kind is not Kind.WORD or is_word(word.core) or key(word.core) in model.ids
            total += size
            found += size * line.tokens[number].confidence * (1.0 if known else _UNKNOWN)
    return found / total if total else 0.0


def _may_be_bad(page: Page) -> bool:
    """Whether the text alone leaves it open that the picture reads better."""
    if not any(line.tokens for line in page.lines):
        return True
    return _is_unmapped(page) or repair.shipped().state(page) in _BEHIND


def _is_wanted(document: pypdfium2.PdfDocument, index: int, page: Page) -> bool:
    if not any(line.tokens for line in page.lines):
        return True
    if _is_unmapped(page) or repair.shipped().state(page) in _BROKEN:
        return True
    return picture_share(document, index) >= PICTURED


def _is_unmapped(page: Page) -> bool:
    text = "".join(line.source for line in page.lines)
    odd = sum(char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn") for char in text)
    return odd > _UNMAPPED * max(1, len(text))


def _better(document: pypdfium2.PdfDocument, index: int, path: Path, layer: Page) -> Page:
    """The better of a page's text layer and its picture's reading."""
    from corpus.readers.scan import page_of
    from corpus.scans.picture import render_page

    has_layer = any(line.tokens for line in layer.lines)
    try:
        picture, scale = render_page(document, index, path)
        seen = page_of(picture, scale, index + 1)
    except UnreadableError:
        return _noted(layer, NoteKind.LAYER_DOUBTED) if has_layer else layer
    if not has_layer:
        return replace(seen, notes=(*layer.notes, *seen.notes))
    whole = _size(seen) >= _SURPLUS * _size(layer)
    if whole and quality(seen) > quality(layer):
        notes = *layer.notes, *seen.notes, Note(NoteKind.LAYER_REPLACED)
        return replace(seen, notes=notes)
    return _noted(layer, NoteKind.LAYER_KEPT)


def _noted(page: Page, kind: NoteKind) -> Page:
    return replace(page, notes=(*page.notes, Note(kind)))


def _size(page: Page) -> int:
    return sum(len(text) for text in _texts(page))


def _texts(page: Page) -> Iterator[str]:
    return (line.text for line in page.lines if line.role is not Role.FURNITURE)
