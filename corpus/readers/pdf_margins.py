"""What stands apart from a page's text: running headers, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.readers.pdf_page import Block, Draft, Text
from corpus.vietnamese.normalise import fold

_MARGIN = 0.11  # share of a page's height, above and below, where running headers stand
_PAGE_NUMBER = re.compile(
    r"^\W*(?:trang|page)?\W*(?:\d{1,4}(?:\s?(?:/|of|tren)\s?\d{1,4})?|[ivx]{1,5})[^\w.,;:]*$"
)
_LONE_NUMBER = re.compile(r"^\W*(\d{1,4})\W*$")
_LOW = 0.8  # of a page's height: page numbers stand below, also those inside the margin
_NOTE = re.compile(r"^(?:\(?\d{1,3}\)?|\[\d{1,3}\]|\*{1,3}|[¹²³⁴-⁹†‡])[.):]?\s*[^\W\d]")
_NOTES_BEGIN = 0.4  # of the page's height: footnotes stand below
_SMALLER = 0.93  # of the text's size: letters of footnotes
_ENDS = re.compile(r"[.;:!?…][”\"')\]]*\s?\d{0,3}$")  # a figure after a full stop calls a footnote
_GOES_ON = re.compile(r"^[a-zà-ỹđ,;)]")
_FURTHEST_BACK = 15  # lines of the sentence that a page's end cuts


def furniture(pages: Sequence[Draft]) -> list[set[int]]:
    """Of each page, which of its blocks are running headers, footers and page numbers."""
    keys = [_margin_keys(page) for page in pages]
    seen = Counter(key for page in keys for key in set(page.values()))
    often = max(2, 0.4 * len(pages))
    found = [
        {
            index
            for index, key in page.items()
            if _PAGE_NUMBER.match(fold(_text(draft.blocks[index])))
            or (len(pages) > 1 and seen[key] >= often)
        }
        for draft, page in zip(pages, keys, strict=True)
    ]
    for page, (index, _) in _counted(pages).items():
        found[page].add(index)
    return found


def _counted(pages: Sequence[Draft]) -> dict[int, tuple[int, int]]:
    """Page numbers outside the margins: lowest lines of only a number that counts the pages."""
    numbers: dict[int, tuple[int, int]] = {}
    for number, page in enumerate(pages):
        low = max(
            (index for index, block in enumerate(page.blocks) if isinstance(block, Text)),
            key=lambda index: _bottom(page.blocks[index]),
            default=None,
        )
        match = low is not None and _LONE_NUMBER.match(_text(page.blocks[low]))
        if low is not None and match and _bottom(page.blocks[low]) > _LOW * page.height:
            numbers[number] = low, int(match[1]) - number
    shifts = Counter(shift for _, shift in numbers.values())
    return {
        number: found for number, found in numbers.items() if found[1] == 1 or shifts[found[1]] > 1
    }


def _bottom(block: Block) -> float:
    return block.box.bottom if isinstance(block, Text) else block.rows[-1].box.bottom


def _margin_keys(page: Draft) -> dict[int, str]:
    """What is the same on every page of the lines in a page's margins: words without figures."""
    return {
        index: re.sub(r"\d+", "#", fold(block.source))
        for index, block in enumerate(page.blocks)
        if isinstance(block, Text)
        and (
            block.box.bottom < _MARGIN * page.height or block.box.top > (1 - _MARGIN) * page.height
        )
    }


def _text(block: Block) -> str:
    return block.source if isinstance(block, Text) else ""


def in_order(pages: Sequence[Draft], running: Sequence[set[int]]) -> list[list[int]]:
    """Of each page, its blocks' positions in reading order, footnotes after the text.

    Where a sentence runs on over the page's end, its footnotes come before that sentence, so that
    the sentence stays whole.
    """
    texts = []
    for page, apart in zip(pages, running, strict=True):
        notes = footnotes(page, apart)
        body = [i for i in range(len(page.blocks)) if i not in notes]
        texts.append((body, sorted(notes)))
    orders = []
    for number, (body, below) in enumerate(texts):
        at = len(body)
        if below and number + 1 < len(pages):
            after = [
                pages[number + 1].blocks[i]
                for i in texts[number + 1][0]
                if i not in running[number + 1]
            ]
            if after and _GOES_ON.match(_text(after[0])):
                at = _sentence_start(pages[number], body, running[number])
        orders.append([*body[:at], *below, *body[at:]])
    return orders


def _sentence_start(page: Draft, body: Sequence[int], apart: set[int]) -> int:
    """Where in a page's text its last, unfinished sentence begins; the text's end if unknown."""
    kept = [place for place, index in enumerate(body) if index not in apart]
    end = kept[-1] + 1 if kept else len(body)
    for back, place in enumerate(reversed(kept)):
        text = _text(page.blocks[body[place]])
        if not text or _ENDS.search(text):
            return end if back == 0 else place + 1
        if back >= _FURTHEST_BACK:
            break
    return end


def footnotes(page: Draft, apart: set[int]) -> set[int]:
    """Which blocks of a page are footnotes.

    A footnote begins with its number or mark, its letters are smaller than the text's, and below it
    in its column stand only letters as small.

    Args:
        page: as drafted.
        apart: running headers and page numbers.
    """
    texts = {
        index: block
        for index, block in enumerate(page.blocks)
        if isinstance(block, Text) and index not in apart
    }
    sizes: Counter[float] = Counter()
    for text in texts.values():
        sizes[round(text.size, 1)] += len(text.source)
    if not sizes:
        return set()
    limit = _SMALLER * sizes.most_common(1)[0][0]
    lowest = {  # by column, the last line that is no footnote
        index: max(
            (
                other.box.top
                for place, other in texts.items()
                if other.size > limit and _over(text, other)
            ),
            default=0.0,
        )
        for index, text in texts.items()
        if text.size <= limit and text.box.top > _NOTES_BEGIN * page.height
    }
    low = {index for index, top in lowest.items() if texts[index].box.top > top}
    starts = [index for index in low if _NOTE.match(texts[index].source)]
    return {
        index
        for index in low
        if any(
            texts[index].box.top >= texts[start].box.top - 2 and _over(texts[index], texts[start])
            for start in starts
        )
    }


def _over(one: Text, other: Text) -> bool:
    """Whether one stands above or below the other."""
    return min(one.box.right, other.box.right) > max(one.box.left, other.box.left)
