"""Pages to blocks, blocks to sections: the outline of Vietnamese administrative documents.

A block is what a reader of the document would not cut: a heading, a clause, a paragraph, a table
row, a field of a record. The outline is recognised by its marks (Phần, Chương, I., Điều, 1., a), -)
and by the format where it says so (heading styles). A numbered clause ("1. Tiếp tục thực hiện …"
running over several lines) is a block, not a heading. Outline levels: Nghị định 30/2020/NĐ-CP,
Phụ lục I.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from corpus.model import Line, Page, Role
from corpus.vietnamese.normalise import fold


class Mark(IntEnum):
    """What a block begins with, from the outermost level of an outline to the innermost."""

    PART = 1  # Phần, Phụ lục
    CHAPTER = 2  # Chương, Mục, I.
    ARTICLE = 3  # Điều 5.
    NUMBER = 4  # 1.
    LETTER = 5  # a)
    STEP = 6  # Bước 1
    BULLET = 7  # -, +, •
    NONE = 9


_MARKS: tuple[tuple[Mark, re.Pattern[str]], ...] = (
    (Mark.PART, re.compile(r"^(?:phan|phu luc)\s+(?:[ivxlc]+|\d+|thu\b|mot|hai|ba|bon)\b")),
    (Mark.CHAPTER, re.compile(r"^(?:chuong|muc)\s+(?:[ivxlc]+|\d+)\b")),
    (Mark.CHAPTER, re.compile(r"^(?:[ivx]{1,5}|[lti1]{1,3})\s?[.)/-]\s+\S")),
    (Mark.ARTICLE, re.compile(r"^dieu\s+\d+[a-z]?\s?[.:]")),
    (Mark.NUMBER, re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,3}\s?[.)]\s*\D")),
    (Mark.LETTER, re.compile(r"^[a-z¢]{1,2}\)\s")),
    (Mark.STEP, re.compile(r"^buoc\s+\d+")),
    (Mark.BULLET, re.compile(r"^(?:[-+*•–●▪]\s|\(\d{1,2}\)\s)")),
)
_END = re.compile(r"[.;:!?…]\W*$")
_CONTINUES = re.compile(r"^[a-zà-ỹđ,;)]")
_MAX_HEADING_WORDS = 28


@dataclass(frozen=True, slots=True)
class Block:
    """A run of whole lines [first, last) in the document's flat list of lines.

    Attributes:
        level: 1-9 for a heading (1 outermost), 0 for text.
        glued: whether the sentence before it runs on into it (a paragraph cut by a page's end).
        record: names the record (spreadsheet row) the block belongs to, so that rows keep together.
    """

    first: int
    last: int
    mark: Mark
    level: int = 0
    glued: bool = False
    record: tuple[str | None, int] | None = None


@dataclass(frozen=True, slots=True)
class Outlined:
    """A block with the headings above it, outermost first."""

    block: Block
    heading: tuple[str, ...]


def mark_of(text: str) -> Mark:
    """What a line begins with."""
    folded = fold(text).lstrip()
    if re.match(r"^[IVX]{1,4}\s?[./]", text.lstrip()):
        return Mark.CHAPTER
    for mark, pattern in _MARKS:
        if pattern.match(folded):
            if mark is Mark.CHAPTER and not text.lstrip()[0].isupper():
                continue
            return mark
    return Mark.NONE


def _is_capital(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 6 and sum(char.isupper() for char in letters) >= 0.85 * len(letters)


def _starts_block(previous: Line | None, line: Line, gap: bool, indented: bool) -> bool:
    """Whether a line begins a new block after `previous` (None at a blank line's other side)."""
    if previous is None:
        return True
    if line.heading or previous.heading or line.role is Role.ROW or previous.role is Role.ROW:
        return True
    mark = mark_of(line.text)
    if mark is not Mark.NONE and not (mark is Mark.LETTER and _CONTINUES.match(line.text) is None):
        # "1985. Trong" and "- 2025" at a line's start are text running on
        return not (mark in (Mark.BULLET, Mark.NUMBER) and _runs_on(previous, line))
    if _is_capital(line.text) != _is_capital(previous.text):
        return True
    if gap or indented:
        return not _runs_on(previous, line)
    return False


def _runs_on(previous: Line, line: Line) -> bool:
    return not _END.search(previous.text) and bool(_CONTINUES.match(line.text))


def _layout(page: Page) -> tuple[float, float]:
    """The left margin of body text and the usual distance between lines; (0, 0) if unknown."""
    boxes = [line.box for line in page.lines if line.box and line.role is Role.BODY and line.tokens]
    if len(boxes) < 5:
        return 0.0, 0.0
    lefts = sorted(box.left for box in boxes)
    steps = sorted(
        below.top - above.top for above, below in itertools.pairwise(boxes) if below.top > above.top
    )
    return lefts[len(lefts) // 4], steps[len(steps) // 2] if steps else 0.0


def blocks(pages: Sequence[Page]) -> list[Block]:
    """All blocks of a document, in order; running headers and empty lines belong to none.

    Args:
        pages: the document's pages, as a reader yields them.
    """
    found: list[Block] = []
    position = 0
    for page in pages:
        margin, step = _layout(page)
        found.extend(_page_blocks(page, position, margin, step))
        position += len(page.lines)
    return list(_join_over_pages(found, [line for page in pages for line in page.lines]))


def _page_blocks(page: Page, offset: int, margin: float, step: float) -> Iterator[Block]:
    start: int | None = None
    previous: Line | None = None
    blank = False
    lines = page.lines
    for index, line in enumerate(lines):
        if not line.text or line.role is Role.FURNITURE:
            blank = blank or not line.text
            continue
        gap = blank
        indented = False
        if previous and previous.box and line.box and step:
            gap = gap or line.box.top - previous.box.top > 1.6 * step
            indented = line.box.left > margin + 12 and previous.box.left <= margin + 12
        if start is None or page.paragraphs or _starts_block(previous, line, gap, indented):
            if start is not None:
                yield _block(page, lines, start, index, offset)
            start = index
        previous, blank = line, False
    if start is not None:
        yield _block(page, lines, start, len(lines), offset)


def _block(page: Page, lines: Sequence[Line], first: int, last: int, offset: int) -> Block:
    while not lines[last - 1].text or lines[last - 1].role is Role.FURNITURE:
        last -= 1
    line = lines[first]
    text = " ".join(lines[i].text for i in range(first, last) if lines[i].text)
    record = (page.sheet, line.row) if line.row is not None and line.role is Role.ROW else None
    return Block(offset + first, offset + last, mark_of(text), _level(line, text), False, record)


def _level(line: Line, text: str) -> int:
    """The heading level of a block, 0 where it is text."""
    if line.heading:
        return line.heading
    if line.role is Role.ROW:
        return 0
    mark = mark_of(text)
    if mark in (Mark.PART, Mark.CHAPTER, Mark.ARTICLE):
        if mark is Mark.ARTICLE or len(text.split()) <= _MAX_HEADING_WORDS:
            return int(mark)
        return 0
    if mark is Mark.NUMBER and len(text.split()) <= 16 and not _END.search(text):
        return int(mark)
    return 0


def _join_over_pages(found: Sequence[Block], lines: Sequence[Line]) -> Iterator[Block]:
    """Mark blocks that carry on the sentence of the block before."""
    previous: Block | None = None
    for block in found:
        glued = (
            previous is not None
            and previous.level == 0
            and block.level == 0
            and block.record is None
            and block.mark is Mark.NONE
            and _runs_on(lines[previous.last - 1], lines[block.first])
        )
        previous = Block(block.first, block.last, block.mark, block.level, glued, block.record)
        yield previous


def outline(pages: Sequence[Page]) -> list[Outlined]:
    """Every block with the path of headings above it, a heading's own text included in its path.

    A block that looks like a heading but has nothing below it before the next of its level is
    still yielded, so no line of a document is lost. A sheet's headings end with the sheet.
    """
    lines = [line for page in pages for line in page.lines]
    sheets = [page.sheet for page in pages for _ in page.lines]
    path: list[tuple[int, str]] = []
    result: list[Outlined] = []
    sheet = None
    for block in blocks(pages):
        if sheets[block.first] != sheet:
            sheet, path = sheets[block.first], []
        if block.level:
            text = " ".join(line.text for line in lines[block.first : block.last] if line.text)
            path = [(level, title) for level, title in path if level < block.level]
            path.append((block.level, _title(text)))
        result.append(Outlined(block, tuple(title for _, title in path)))
    return result


def _title(text: str) -> str:
    """A heading as it is shown in a path: the first sentence of an article's heading line."""
    words = text.split()
    if len(words) <= _MAX_HEADING_WORDS:
        return text
    return " ".join(words[:_MAX_HEADING_WORDS]) + "…"
