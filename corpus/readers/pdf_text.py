"""The text of a PDF page in pieces: runs of characters on one line, without a wide gap in them.

Every place is that on the page as it is shown: turned, cropped, from its top left corner.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.model import Box
from corpus.readers import pdf_fonts

_GAP = 0.9  # of the letters' height: a wider gap parts two pieces
_LEAST_GAP = 5.0  # points
_PROBE = 10_000  # points; a page's corner and two points this far off tell how it is placed

Letter = tuple[str, Box]


@dataclass(frozen=True, slots=True)
class Placing:
    """Takes a point of PDF's page space to the page as it is shown: x' = ax + cy + e, and so on."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point is shown."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Where a rectangle is shown."""
        (left, top), (right, bottom) = self.point(x0, y0), self.point(x1, y1)
        return Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text on one line.

    Attributes:
        size: of its letters, in points.
        turn: degrees clockwise by which it stands turned on the page as shown: 0, 90, 180 or 270.
        sink: how far below its baseline it reaches, in points.
        letters: its characters; the boxes of spaces mean nothing.
    """

    text: str
    box: Box
    size: float
    turn: int
    sink: float
    letters: tuple[Letter, ...]

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.box.top + self.box.bottom) / 2

    @property
    def baseline(self) -> float:
        """Where its letters stand, for text that is upright."""
        return self.box.bottom - self.sink


def placing(page: pypdfium2.PdfPage) -> Placing:
    """How a page is shown; PDFium knows of turns, crop boxes and sizes inherited from above."""
    width, height = page.get_size()
    scale = 100.0  # device units are whole numbers

    def shown(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pixels = int(width * scale), int(height * scale)
        pdfium.FPDF_PageToDevice(page, 0, 0, *pixels, 0, x, y, across, down)
        return across.value / scale, down.value / scale

    e, f = shown(0, 0)
    right, up = shown(_PROBE, 0), shown(0, _PROBE)
    # the pixels were rounded, and a point is never scaled: a, b, c and d are -1, 0 or 1
    a, b = round((right[0] - e) / _PROBE, 3), round((right[1] - f) / _PROBE, 3)
    c, d = round((up[0] - e) / _PROBE, 3), round((up[1] - f) / _PROBE, 3)
    return Placing(a, b, c, d, e, f)


def pieces(page: pypdfium2.PdfPage, placed: Placing) -> list[Piece]:
    """The pieces of a page in the file's order; what lies outside the page as shown is left out."""
    text_page = page.get_textpage()
    width, height = page.get_size()
    try:
        found = [
            piece
            for run in _runs(text_page, placed)
            for piece in _cut(run)
            if -1 <= piece.box.left + piece.box.right <= 2 * width + 1
            and -1 <= piece.box.top + piece.box.bottom <= 2 * height + 1
        ]
    finally:
        text_page.close()
    return found


@dataclass(frozen=True, slots=True)
class _Run:
    letters: Sequence[Letter]
    size: float
    turn: int


def _runs(text_page: pypdfium2.PdfTextPage, placed: Placing) -> Iterator[_Run]:
    """The characters as PDFium parts them into lines."""
    raw = text_page.raw
    count = pdfium.FPDFText_CountChars(raw)
    font = pdf_fonts.namer(text_page, count)
    runs: list[list[pdf_fonts.Character]] = [[]]
    firsts = [0]  # of each run, the character that tells its size and turn
    edges = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = edges
    refs = [ctypes.byref(edge) for edge in edges]
    unicode_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetCharBox
    nowhere = Box(0.0, 0.0, 0.0, 0.0)
    for index in range(count):
        text = _character(unicode_of(raw, index))
        if text in "\r\n":
            runs.append([])
            firsts.append(index + 1)
            continue
        if text == " ":
            runs[-1].append(pdf_fonts.Character(text, nowhere, font(index)))
            continue
        if all(character.text == " " for character in runs[-1]):
            firsts[-1] = index
        box_of(raw, index, *refs)
        box = placed.box(left.value, bottom.value, right.value, top.value)
        runs[-1].append(pdf_fonts.Character(text, box, font(index)))
    for first, run in zip(firsts, pdf_fonts.in_unicode(runs), strict=True):
        letters = [(character.text, character.box) for character in run]
        if any(not text.isspace() for text, _ in letters):
            yield _Run(letters, *_look(raw, first, placed))


def _character(code: int) -> str:
    """A character of PDFium's; U+0002 is what it makes of a hyphen at a line's end."""
    if code == 2:
        return "-"
    is_none = code == 0 or 0xD800 <= code < 0xE000 or code >= 0xFFFE
    text = " " if is_none or code > 0x10FFFF else chr(code)
    return " " if text.isspace() and text not in "\r\n" else text


def _look(raw: object, index: int, placed: Placing) -> tuple[float, int]:
    """The size of a character and its turn on the page as shown."""
    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(raw, index))
    if not pdfium.FPDFText_GetMatrix(raw, index, matrix):
        return size, 0
    size *= math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
    across = placed.a * matrix.a + placed.c * matrix.b
    down = placed.b * matrix.a + placed.d * matrix.b
    return size, round(math.degrees(math.atan2(down, across)) / 90) * 90 % 360


def _cut(run: _Run) -> Iterator[Piece]:
    """One run cut at wide gaps and where the text jumps back or to another line."""
    letters: list[Letter] = []
    last: Box | None = None
    for text, box in run.letters:
        if text.isspace() or unicodedata.combining(text[0]):
            letters.append((text, box))  # a mark stands above or below its letter, never beside
            continue
        here = upright(box, run.turn)
        if last is not None:
            height = max(last.bottom - last.top, here.bottom - here.top, 1.0)
            apart = here.left - last.right > max(_GAP * height, _LEAST_GAP)
            back = here.right < last.left - 2 * height
            moved = abs(here.top + here.bottom - last.top - last.bottom) > 1.8 * height
            if apart or back or (not beside(last, here) and moved):
                yield from piece_of(letters, run.size, run.turn)
                letters = []
        letters.append((text, box))
        last = here
    yield from piece_of(letters, run.size, run.turn)


def piece_of(letters: Sequence[Letter], size: float, turn: int) -> Iterator[Piece]:
    """Letters as a piece; none where there are only spaces."""
    boxes = [box for text, box in letters if not text.isspace()]
    if boxes:
        text = "".join(text for text, _ in letters).strip()
        bottoms = sorted(upright(box, turn).bottom for box in boxes)
        sink = bottoms[-1] - bottoms[len(bottoms) // 2]
        yield Piece(text, around(boxes), size, turn, sink, tuple(letters))


def around(boxes: Iterable[Box]) -> Box:
    """The smallest rectangle that holds all of at least one."""
    lefts, tops, rights, bottoms = zip(
        *((box.left, box.top, box.right, box.bottom) for box in boxes), strict=True
    )
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def beside(one: Box, other: Box) -> bool:
    """Whether two boxes stand on one line: they share half of the lower one's height."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def upright(box: Box, turn: int) -> Box:
    """Where a box stands when the page is turned back, so that its text is upright.

    Only places relative to each other mean something: they may be negative.
    """
    if turn == 90:
        return Box(box.top, -box.right, box.bottom, -box.left)
    if turn == 180:
        return Box(-box.right, -box.bottom, -box.left, -box.top)
    if turn == 270:
        return Box(-box.bottom, box.left, -box.top, box.right)
    return box


def main_turn(found: Sequence[Piece]) -> int:
    """The turn of most of a page's text."""
    letters: Counter[int] = Counter()
    for piece in found:
        letters[piece.turn] += len(piece.text)
    return letters.most_common(1)[0][0] if letters else 0


def straightener(turn: int) -> tuple[Callable[[Box], Box], Callable[[Box], Box]]:
    """Two ways: from the page as shown to upright text, and back."""
    return (lambda box: upright(box, turn)), (lambda box: upright(box, -turn % 360))
