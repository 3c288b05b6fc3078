"""What stands on a page and is not its text: page numbers, what registries stamp, specks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.scans.model import Area, Recognised, around
from corpus.vietnamese.normalise import fold

_FOOT, _HEAD = 0.91, 0.07  # of the page's height: page numbers stand below or above
_PAGE_NUMBER = re.compile(r"^\W{0,3}(?:trang\s*)?\d{1,4}(?:\s?/\s?\d{1,4})?\W{0,3}$")
_RECEIVED = re.compile(r"^(?:cong van |van ban )?den\W*$")
_FIELD = re.compile(
    r"^(?:so|ngay|gio|chuyen|kinh chuyen|luu ho so so|so va ky hieu hs)\b\s*(?:den\b\s*)?"
    r"[\s:;.,…_\d/-]*$|^(?:van phong|vp|so hoa|cong van|van ban)\W*$"
)
_BLANK = re.compile(r"^(?:so|ngay|chuyen|luu ho so so)\s*[:;]\s*[.…_,]*[.…_]$")
_SCRAWL = re.compile(r"^(?:so|ngay|chuyen)\s?[:.;].{0,12}$")  # a field filled in by hand
_SURE_SCRAWL = 0.7  # read less surely than that
_SIGNED = re.compile(
    r"^(?:nguoi ky|ky boi|duoc ky boi|thoi gian ky|ngay ky|email|co quan|to chuc)\s?:"
)
_SURE_SIGNED = re.compile(r"^(?:thoi gian ky|ngay ky|ky boi|nguoi ky)\s?:")
_NEAR = 3.0  # line heights within which the fields of one stamp stand
_STAMP_WIDTH = 0.4  # of the page's width, at most
_SPECK_LETTERS, _SPECK = 2, 0.8  # a text as short, read less surely, is no text
_NOISE = 0.35  # nor is a text of any length, read less surely


def find_stamps(lines: Sequence[Recognised], width: int) -> set[int]:
    """Positions of the lines that a registry stamped on a page, or a program that signed it.

    Args:
        lines: of one page, in any order.
        width: of the page.
    """
    told = [fold(line.text).strip() for line in lines]
    found = {
        at
        for at, text in enumerate(told)
        if _BLANK.match(text)
        or (_SCRAWL.match(text) and "/" not in text and lines[at].confidence < _SURE_SCRAWL)
    }
    for seed, field in ((_RECEIVED, _FIELD), (_SURE_SIGNED, _SIGNED)):
        for at, text in enumerate(told):
            if seed.match(text):
                found |= _stamp(at, lines, told, field, width)
    return found


def find_specks(lines: Sequence[Recognised], height: int) -> set[int]:
    """Positions of page numbers, and of what is read so unsurely that it is no text.

    Args:
        lines: of one page, tables and stamps left out.
        height: of the page.
    """
    return {
        at
        for at, line in enumerate(lines)
        if _is_page_number(fold(line.text).strip(), line.box, height) or _is_speck(line)
    }


def _is_page_number(folded: str, box: Area, height: int) -> bool:
    outside = box.top >= _FOOT * height or box.bottom <= _HEAD * height
    return outside and bool(_PAGE_NUMBER.match(folded))


def _is_speck(line: Recognised) -> bool:
    letters = sum(char.isalnum() for char in line.text)
    if any(char.isdigit() for char in line.text) and letters <= _SPECK_LETTERS:
        return line.confidence < _NOISE
    return line.confidence < (_SPECK if letters <= _SPECK_LETTERS else _NOISE)


def _stamp(
    seed: int, lines: Sequence[Recognised], told: Sequence[str], field: re.Pattern[str], width: int
) -> set[int]:
    """A stamp's lines: those around a sure one that read like its fields, near one another."""
    members = {seed}
    grown = True
    while grown:
        grown = False
        area = around([lines[at].box for at in members])
        reach = _NEAR * lines[seed].box.height
        for at, line in enumerate(lines):
            if at in members or not field.match(told[at]) or not _near(area, line.box, reach):
                continue
            if around([area, line.box]).width <= _STAMP_WIDTH * width:
                members.add(at)
                grown = True
                break
    return members


def _near(one: Area, two: Area, reach: float) -> bool:
    across = max(two.left - one.right, one.left - two.right, 0.0)
    down = max(two.top - one.bottom, one.top - two.bottom, 0.0)
    return across <= reach and down <= reach
