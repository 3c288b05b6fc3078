"""What is drawn on a PDF page besides text: ruling lines, which part table cells, and pictures."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.model import Box
from corpus.readers.pdf_text import Placing, placing

_MAX_OBJECTS = 60_000
_MAX_RULES = 12_000
_MAX_SEGMENTS = 400  # of one path; a longer one draws a curve or a map
_MAX_DEPTH = 4  # of drawings inside drawings
_THIN = 3.5  # points: a filled rectangle this thin is a line
_SHORTEST = 4.0  # points
_STRAIGHT = 0.7  # points by which a line may slant
_GRID = 50  # steps a side, when the share that pictures cover is counted

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: `at` across its direction, from `start` to `end` along it, in points."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Drawing:
    """Ruling lines and pictures of a page, placed as the page is shown."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)


def drawing(page: pypdfium2.PdfPage, placed: Placing) -> Drawing:
    """All ruling lines and pictures of a page; a page with very many lines is a plan or a map."""
    found = Drawing()
    for obj, kind, matrix in _objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            own = _times(_matrix_of(obj), matrix)
            corners = [placed.point(*_apply(own, x, y)) for x in (0, 1) for y in (0, 1)]
            xs, ys = zip(*corners, strict=True)
            found.pictures.append(Box(min(xs), min(ys), max(xs), max(ys)))
        elif len(found.across) + len(found.down) < _MAX_RULES:
            _add_path(found, obj, _times(_matrix_of(obj), matrix), placed)
    if len(found.across) + len(found.down) >= _MAX_RULES:
        found.across, found.down = [], []
    return found


def picture_share(document: pypdfium2.PdfDocument, index: int) -> float:
    """The share of a page that pictures cover, 0-1; the caller holds `corpus.pages.PDFIUM`.

    Args:
        document: open.
        index: the page's, from 0.
    """
    page = document[index]
    try:
        width, height = page.get_size()
        pictures = drawing(page, placing(page)).pictures
    finally:
        page.close()
    return covered(pictures, float(width), float(height))


def covered(pictures: list[Box], width: float, height: float) -> float:
    """The share of a page that boxes cover together."""
    steps = [(step + 0.5) / _GRID for step in range(_GRID)]
    rows = [[box for box in pictures if box.top <= y * height <= box.bottom] for y in steps]
    inside = sum(
        any(box.left <= x * width <= box.right for box in row) for row in rows if row for x in steps
    )
    return inside / (_GRID * _GRID)


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[object, int, Matrix]]:
    """Paths and pictures, those inside form objects too, each with the matrix above its own."""
    raw = page.raw
    left = _MAX_OBJECTS
    todo: list[tuple[object, int, Matrix]] = []
    for index in range(min(pdfium.FPDFPage_CountObjects(raw), _MAX_OBJECTS)):
        todo.append((pdfium.FPDFPage_GetObject(raw, index), 0, _UNIT))
    todo.reverse()
    while todo and left > 0:
        left -= 1
        obj, depth, matrix = todo.pop()
        kind = pdfium.FPDFPageObj_GetType(obj)
        if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield obj, kind, matrix
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = _times(_matrix_of(obj), matrix)
            for index in range(min(pdfium.FPDFFormObj_CountObjects(obj), left)):
                todo.append((pdfium.FPDFFormObj_GetObject(obj, index), depth + 1, inner))


def _matrix_of(obj: object) -> Matrix:
    own = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(obj, own):
        return _UNIT
    return own.a, own.b, own.c, own.d, own.e, own.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """First one, then the other."""
    if other is _UNIT:
        return one
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _apply(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _add_path(found: Drawing, path: object, matrix: Matrix, placed: Placing) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return  # it only clips
    count = pdfium.FPDFPath_CountSegments(path)
    if not 2 <= count <= _MAX_SEGMENTS:
        return
    for points in _outlines(path, count, matrix, placed):
        xs, ys = zip(*points, strict=True)
        box = Box(min(xs), min(ys), max(xs), max(ys))
        width, height = box.right - box.left, box.bottom - box.top
        if min(width, height) <= _THIN and (fill.value or len(points) > 2):
            _add(found, (box.left, box.top), (box.right, box.bottom), slant=_THIN)
            continue
        if not stroke.value:
            continue  # a shaded row's or cell's ground is no line
        for one, other in itertools.pairwise(points):
            _add(found, one, other, slant=_STRAIGHT)


def _outlines(path: object, count: int, matrix: Matrix, placed: Placing) -> Iterator[list[Point]]:
    """The corners of each closed or open line of a path; one with curves gives its straight part."""
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind != pdfium.FPDF_SEGMENT_LINETO and len(points) > 1:
            yield points
            points = []
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            points = []
        points.append(placed.point(*_apply(matrix, x.value, y.value)))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _add(found: Drawing, one: Point, other: Point, slant: float) -> None:
    (x0, y0), (x1, y1) = one, other
    width, height = abs(x1 - x0), abs(y1 - y0)
    if height <= slant and width >= _SHORTEST and width > height:
        found.across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif width <= slant and height >= _SHORTEST:
        found.down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
