"""PDF files: lines with their boxes in reading order, tables as rows, what stands apart marked.

Text and boxes come from one library, PDFium, so that a line that is cited is the line that is
drawn; on the project's measured files its text is better than pypdf's (docs/decisions/0003-pdf-text.md).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import Reason, UnreadableError
from corpus.model import Box, How, Line, Note, Page, Role
from corpus.pages import PDFIUM
from corpus.readers import pdf_extras, pdf_margins, pdf_table
from corpus.readers.pdf_drawing import picture_share
from corpus.readers.pdf_page import Draft, Text, draft
from corpus.readers.pdf_table import Carried
from corpus.readers.pdf_text import around, placing
from corpus.vietnamese.normalise import fold, join_broken_words, tokenize_line

__all__ = ["PICTURED", "picture_share", "read", "read_pages"]

PICTURED = 0.6
"""A page whose pictures cover this share of it is a scan, whatever text lies behind them."""

_MAX_PAGES = 3_000
_LONGEST_TITLE = 4  # lines

Progress = Callable[[int, int], None]


def read(path: Path, progress: Progress | None = None) -> tuple[Page, ...]:
    """Read a PDF file that has text.

    Args:
        path: the file.
        progress: called after each page with how many are done and how many there are.

    Returns:
        Its pages, numbered from 1; pages without text are empty.

    Raises:
        UnreadableError: ENCRYPTED, DAMAGED, TOO_LARGE or NO_TEXT_LAYER.
    """
    pages = read_pages(path, progress)
    if not any(page.lines for page in pages):
        raise UnreadableError(path, Reason.NO_TEXT_LAYER)
    return pages


def read_pages(path: Path, progress: Progress | None = None) -> tuple[Page, ...]:
    """Read a PDF file as `read` does, whether or not it has text.

    Raises:
        UnreadableError: ENCRYPTED, DAMAGED or TOO_LARGE.
    """
    with _opened(path) as document:
        total = len(document)
        if total > _MAX_PAGES:
            raise UnreadableError(path, Reason.TOO_LARGE, f"{total} pages")
        drafts, written, notes = [], [], []
        for index in range(total):
            with PDFIUM:  # a page at a time, so that a web page can be drawn in between
                page, texts, found = _page(document, index)
            drafts.append(page)
            written.append(texts)
            notes.extend(found)
            if progress is not None:
                progress(index + 1, total)
        with PDFIUM:
            outline = pdf_extras.bookmarks(document)
            notes = [*pdf_extras.notes(document, path), *notes]
    pages = list(_pages(drafts, written))
    pages = [_headed(page, outline) for page in pages]
    if pages:
        pages[0] = replace(pages[0], notes=tuple(dict.fromkeys(notes)))
    return _join(pages)


def _opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        with PDFIUM:
            document = pypdfium2.PdfDocument(path)
            with contextlib.suppress(pypdfium2.PdfiumError):
                document.init_forms()  # else its fields stay unread, its text does not
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        reason = Reason.ENCRYPTED if locked or "password" in str(error).lower() else Reason.DAMAGED
        raise UnreadableError(path, reason, str(error)) from error
    return document


def _page(document: pypdfium2.PdfDocument, index: int) -> tuple[Draft, list[Text], list[Note]]:
    """A page's text, what is filled into it, and what to tell of it; one that is broken is empty."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return Draft(0.0, 0.0, (), 0.0), [], []
    try:
        filled = list(pdf_extras.filled_in(document, page, placing(page)))
        texts = [one for one in filled if isinstance(one, Text)]
        return draft(page), texts, [one for one in filled if isinstance(one, Note)]
    finally:
        page.close()


def _pages(drafts: Sequence[Draft], written: Sequence[Sequence[Text]]) -> Iterator[Page]:
    """The pages with their lines; a table that runs over several keeps its header and its rows."""
    running = pdf_margins.furniture(drafts)
    orders = pdf_margins.in_order(drafts, running)
    found: list[list[pdf_table.Worded]] = []
    carried: Carried | None = None
    for page, apart, order, texts in zip(drafts, running, orders, written, strict=True):
        lines: list[pdf_table.Worded] = []
        body = [index for index in order if index not in apart]
        for index in order:
            block = page.blocks[index]
            if isinstance(block, Text):
                role = Role.FURNITURE if index in apart else Role.BODY
                lines.append((block.source, block.box, role))
                continue
            table = pdf_table.word(block, carried if index == body[0] else None)
            if table.end is not None and carried is not None:
                _complete(found, carried, table.end)
            lines.extend(table.lines)
            carried = table.carried if index == body[-1] else None
        if body and isinstance(page.blocks[body[-1]], Text):
            carried = None
        lines.extend((text.source, text.box, Role.BODY) for text in texts)
        found.append(lines)
    for number, (page, lines) in enumerate(zip(drafts, found, strict=True), start=1):
        yield Page(
            number=number,
            lines=tuple(_numbered(lines)),
            how=How.TEXT_LAYER,
            width=page.width or None,
            height=page.height or None,
        )


def _complete(
    found: Sequence[list[pdf_table.Worded]], carried: Carried, end: pdf_table.Row
) -> None:
    """Give the last row of the page before what stands of it on the next page."""
    for lines in reversed(found):
        for index in reversed(range(len(lines))):
            text, box, role = lines[index]
            if role is Role.ROW and text == pdf_table.said(carried.last, carried.columns):
                row = pdf_table.whole(carried.last, end)
                lines[index] = pdf_table.said(row, carried.columns), box, role
                return
        if lines:
            return


def _numbered(found: Sequence[tuple[str, Box, Role]]) -> Iterator[Line]:
    number = 0
    for source, box, role in found:
        tokens = tokenize_line(source)
        if tokens:
            number += 1
            yield Line(number, source, tokens, box=box, role=role)


def _headed(page: Page, outline: Sequence[pdf_extras.Bookmark]) -> Page:
    """The page with the lines that bookmarks name as headings, wrapped ones as one line."""
    lines = list(page.lines)
    for bookmark in outline:
        if bookmark.page + 1 != page.number:
            continue
        title = _letters(bookmark.title)
        for start, line in enumerate(lines):
            if line.role is not Role.BODY or line.heading:
                continue
            end = _title_end(lines, start, title)
            if end:
                lines[start:end] = [_heading(lines[start:end], bookmark.level)]
                break
    return replace(
        page,
        lines=tuple(replace(line, number=number) for number, line in enumerate(lines, start=1)),
    )


def _title_end(lines: Sequence[Line], start: int, title: str) -> int | None:
    """The line after those that together say a title; None where they do not."""
    said = ""
    for end in range(start, min(start + _LONGEST_TITLE, len(lines))):
        if lines[end].role is not Role.BODY:
            return None
        said += _letters(lines[end].source)
        if said == title:
            return end + 1
        if not title.startswith(said):
            return None
    return None


def _letters(text: str) -> str:
    """What a title and its line have in common: letters and figures."""
    return re.sub(r"\W+", "", fold(text))


def _heading(lines: Sequence[Line], level: int) -> Line:
    if len(lines) == 1:
        return replace(lines[0], heading=level)
    source = " ".join(line.source for line in lines)
    boxes = [line.box for line in lines if line.box]
    return replace(
        lines[0],
        source=source,
        tokens=tokenize_line(source),
        box=around(boxes) if boxes else None,
        heading=level,
    )


def _join(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with broken words made one, those that a page's end broke included."""
    joined = iter(join_broken_words([line for page in pages for line in page.lines]))
    return tuple(replace(page, lines=tuple(islice(joined, len(page.lines)))) for page in pages)
