"""The sheet of paper in a picture that shows more than it: a photograph, a scan with a dark lid."""

from __future__ import annotations

import numpy as np

from corpus.scans.geometry import Matrix
from corpus.scans.page_model import Grey

_SIDE = 600  # pixels of the longer side at which the sheet is looked for
_SMALLEST, _LARGEST = 0.25, 0.98  # of the picture
_CONTRAST = 45.0  # of 255: how much darker what lies around the sheet is, scaled to bright paper
_FILLED = 0.93  # of its four-cornered outline that is paper
_BEND = 0.02  # of the outline's length: how far a side may be from straight
_DIMMER = (1.0, 0.75, 0.55)  # of the usual threshold: shadows make paper as dark as a lit desk
_CLEAR = 0.01  # of a side of the picture: ground as wide as that is seen
_LEAST_CLEAR = 3  # sides with ground; a dark strip along one is a border or the fold of a volume
_SHORTEST = 0.3  # of the longer side that the shorter one is at least


def cut_out(grey: Grey) -> tuple[Grey, Matrix] | None:
    """The sheet, its four corners pulled into a rectangle, and the way back.

    None where the picture has no four-cornered sheet on darker ground.
    """
    import cv2

    corners = _corners(grey)
    if corners is None:
        return None
    top_left, top_right, bottom_right, bottom_left = corners
    wide = _mean_length((top_left, top_right), (bottom_left, bottom_right))
    high = _mean_length((top_left, bottom_left), (top_right, bottom_right))
    if min(wide, high) < _SHORTEST * max(wide, high):
        return None
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    there = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    flat = cv2.warpPerspective(
        grey, there, (round(wide), round(high)), borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(flat, dtype=np.uint8), np.linalg.inv(there.astype(np.float64))


def _mean_length(*sides: tuple[Matrix, Matrix]) -> float:
    return sum(float(np.hypot(*(one - two))) for one, two in sides) / len(sides)


def _corners(grey: Grey) -> Matrix | None:
    """The sheet's corners clockwise from the top left one, in pixels of the picture."""
    import cv2

    shrink = max(1.0, max(grey.shape) / _SIDE)
    size = (max(1, round(grey.shape[1] / shrink)), max(1, round(grey.shape[0] / shrink)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    # letters closed away, so that only paper and ground are left
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    calm = np.asarray(cv2.medianBlur(closed, 9), dtype=np.uint8)
    usual, _ = cv2.threshold(calm, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    for share in _DIMMER:
        shape = _quadrangle(calm, share * usual)
        if shape is not None:
            # corner pixels cover `shrink` pixels of the picture each
            return _clockwise((shape + 0.5) * shrink)
    return None


def _quadrangle(calm: Grey, threshold: float) -> Matrix | None:
    """The corners of the largest thing brighter than a threshold, if it is a sheet of paper."""
    import cv2

    bright = (calm > threshold).astype(np.uint8)
    outlines, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    outline = cv2.convexHull(max(outlines, key=cv2.contourArea))
    shape = cv2.approxPolyDP(outline, _BEND * cv2.arcLength(outline, True), True)
    if len(shape) != 4 or not _SMALLEST <= cv2.contourArea(shape) / calm.size <= _LARGEST:
        return None
    mask = np.zeros(calm.shape, np.uint8)
    cv2.fillPoly(mask, [shape], (255,))
    outside = calm[mask == 0]
    paper = float(np.median(calm[mask > 0]))
    if float(bright[mask > 0].mean()) < _FILLED or not outside.size:
        return None
    if (paper - float(np.median(outside))) * 235.0 / max(paper, 1.0) < _CONTRAST:
        return None
    points = shape.reshape(4, 2).astype(np.float64)
    return points if _sides_clear(points, calm.shape) >= _LEAST_CLEAR else None


def _sides_clear(points: Matrix, shape: tuple[int, ...]) -> int:
    """On how many sides of the picture there is ground beside the sheet."""
    height, width = shape[:2]
    low, high = points.min(axis=0), points.max(axis=0)
    gaps = (low[0] / width, low[1] / height, 1 - high[0] / width, 1 - high[1] / height)
    return sum(float(gap) >= _CLEAR for gap in gaps)


def _clockwise(points: Matrix) -> Matrix | None:
    """Corners from the top left one on; None where they are no upright quadrangle's."""
    total, difference = points.sum(axis=1), points[:, 1] - points[:, 0]
    order = [total.argmin(), difference.argmin(), total.argmax(), difference.argmax()]
    return points[order] if len({int(at) for at in order}) == 4 else None
