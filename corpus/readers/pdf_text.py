"""The text of a PDF page in pieces: runs of characters on one line, without a wide gap in them.

Every place is that on the page as it is shown: turned, cropped, from its top left corner.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.model import Box
from corpus.readers import pdf_fonts
from corpus.readers.pdf_fonts import Edges

_GAP = 0.9  # of the letters' height: a wider gap parts two pieces
_LEAST_GAP = 5.0  # points
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_MEASURES = frozenset({"m", "km", "cm", "dm", "mm", "hm"})
_MOST_UNITS = 1e9
_PROBE = 10_000  # points; a page's corner and two points this far off tell how it is placed

Letter = tuple[str, Edges]
"""A character and where it stands."""


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

    def edges(self, x0: float, y0: float, x1: float, y1: float) -> Edges:
        """Where a rectangle is shown."""
        left, top = self.a * x0 + self.c * y0 + self.e, self.b * x0 + self.d * y0 + self.f
        right, bottom = self.a * x1 + self.c * y1 + self.e, self.b * x1 + self.d * y1 + self.f
        if left > right:
            left, right = right, left
        return (left, top, right, bottom) if top <= bottom else (left, bottom, right, top)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Where a rectangle is shown."""
        return Box(*self.edges(x0, y0, x1, y1))


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
    scale = min(100.0, _MOST_UNITS / max(width, height, 1.0))  # device units are whole numbers

    def shown(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pixels = int(width * scale), int(height * scale)
        pdfium.FPDF_PageToDevice(page, 0, 0, *pixels, 0, x, y, across, down)
        return across.value / scale, down.value / scale

    e, f = shown(0, 0)
    right, up = shown(_PROBE, 0), shown(0, _PROBE)
    # the pixels were rounded, and a point is never scaled: a, b, c and d are -1, 0 or 1
    a, b, c, d = (
        float(round(moved / _PROBE)) for moved in (right[0] - e, right[1] - f, up[0] - e, up[1] - f)
    )
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
    firsts = [-1]  # of each run, the character that tells its size and turn
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    refs = [ctypes.byref(edge) for edge in (left, right, bottom, top)]
    unicode_of, box_of, edges_of = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetCharBox,
        placed.edges,
    )
    for index in range(count):
        text = _CHARACTERS[unicode_of(raw, index)]
        if text == "\n":
            runs.append([])
            firsts.append(-1)
            continue
        edges = _NOWHERE
        if text != " ":
            if firsts[-1] < 0:
                firsts[-1] = index
            box_of(raw, index, *refs)
            edges = edges_of(left.value, bottom.value, right.value, top.value)
        runs[-1].append(pdf_fonts.Character(text, edges, font(index) if font else ""))
    for first, run in zip(firsts, pdf_fonts.in_unicode(runs), strict=True):
        if first >= 0:
            letters = [(text, edges) for text, edges, _ in run]
            yield _Run(letters, *_look(raw, first, placed))


class _Characters(dict[int, str]):
    """PDFium's characters as text, each worked out once; any break of a line is a newline."""

    def __missing__(self, code: int) -> str:
        self[code] = _character(code)
        return self[code]


def _character(code: int) -> str:
    """A character of PDFium's; U+0002 is what it makes of a hyphen at a line's end."""
    if code == 2:
        return "-"
    is_none = code == 0 or 0xD800 <= code < 0xE000 or code >= 0xFFFE
    text = " " if is_none or code > 0x10FFFF else chr(code)
    return "\n" if text in "\r\n" else " " if text.isspace() else text


_CHARACTERS = _Characters()
_NOWHERE: Edges = (0.0, 0.0, 0.0, 0.0)


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
    turn = run.turn
    start = end = high = low = 0.0  # of the letter before: its left, right, top and bottom
    begun = False
    for letter in run.letters:
        text, edges = letter
        if text == " " or _is_mark(text):
            letters.append(letter)  # a mark stands above or below its letter, never beside
            continue
        left, top, right, bottom = _turned(edges, turn) if turn else edges
        if begun:
            height = max(low - high, bottom - top, 1.0)
            lower = min(low - high, bottom - top)
            shared = (low if low < bottom else bottom) - (high if high > top else top)
            if (
                left - end > max(_GAP * height, _LEAST_GAP)
                or right < start - 2 * height
                or (shared <= 0.5 * lower and abs(top + bottom - high - low) > 1.8 * height)
            ):
                yield from piece_of(letters, run.size, turn)
                letters = []
            elif text.isdigit() and _calls_note(letters, low - bottom, bottom - top, height):
                letters.append((" ", _NOWHERE))
        letters.append(letter)
        start, end, high, low, begun = left, right, top, bottom, True
    yield from piece_of(letters, run.size, turn)


def _calls_note(letters: Sequence[Letter], raised: float, own: float, height: float) -> bool:
    """Whether a small raised figure calls a footnote: it is no part of the word, unless of m2."""
    word = _LAST_WORD.search("".join(text for text, _ in letters[-3:]))
    return (
        raised > 0.25 * height
        and own < 0.85 * height
        and word is not None
        and (word[0].lower() not in _MEASURES)
    )


def _is_mark(text: str) -> bool:
    return text > "\u02ff" and unicodedata.combining(text[0]) != 0


def piece_of(letters: Sequence[Letter], size: float, turn: int) -> Iterator[Piece]:
    """Letters as a piece; none where there are only spaces."""
    found = [edges for text, edges in letters if text != " "]
    if found:
        lefts, tops, rights, bottoms = zip(*found, strict=True)
        box = Box(min(lefts), min(tops), max(rights), max(bottoms))
        lows = sorted(_turned(edges, turn)[3] for edges in found) if turn else sorted(bottoms)
        sink = lows[-1] - lows[len(lows) // 2]
        text = "".join([text for text, _ in letters]).strip()
        yield Piece(text, box, size, turn, sink, tuple(letters))


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
    if not turn:
        return box
    return Box(*_turned((box.left, box.top, box.right, box.bottom), turn))


def _turned(edges: Edges, turn: int) -> Edges:
    left, top, right, bottom = edges
    if turn == 90:
        return top, -right, bottom, -left
    if turn == 180:
        return -right, -bottom, -left, -top
    if turn == 270:
        return -bottom, left, -top, right
    return edges


def main_turn(found: Sequence[Piece]) -> int:
    """The turn of most of a page's text."""
    letters: Counter[int] = Counter()
    for piece in found:
        letters[piece.turn] += len(piece.text)
    return letters.most_common(1)[0][0] if letters else 0


def straightener(turn: int) -> tuple[Callable[[Box], Box], Callable[[Box], Box]]:
    """Two ways: from the page as shown to upright text, and back."""
    return (lambda box: upright(box, turn)), (lambda box: upright(box, -turn % 360))
