"""What a scanner adds around a page: black edges and punch holes, painted over with paper."""

from __future__ import annotations

import numpy as np

from corpus.scans.page_model import Grey

_SIDE = 1000  # pixels of the longer side at which borders are looked for
_DARK = 110  # of 255: darker is scanner lid or hole
_HOLE = (0.012, 0.05)  # of the longer side; punch holes are 5-8 mm on 297 mm
_HOLE_FILL = (0.70, 0.88)  # share of its square that a disc fills (pi / 4), with ragged edges
_MARGIN = 0.13  # of the width: holes stand this near to an edge
_THICK = 3  # pixels at _SIDE: thinner lines along the edge are table rules


def clear(grey: Grey) -> tuple[Grey, bool]:
    """The picture with its black borders and punch holes painted in the paper's brightness.

    Returns:
        (the picture, whether anything was painted over).
    """
    import cv2

    height, width = grey.shape
    shrink = max(1.0, max(height, width) / _SIDE)
    size = (max(1, round(width / shrink)), max(1, round(height / shrink)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    dark = (small < _DARK).astype(np.uint8)
    if dark.mean() > 0.6:
        return grey, False
    # opening drops letters and rules, so that a border does not drag along what touches it
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((_THICK, _THICK), np.uint8))
    framed = cv2.copyMakeBorder(solid, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(0,))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(framed, connectivity=8)
    paint = np.zeros(count, dtype=bool)
    for label in range(1, count):
        left, top, across, down, area = (int(value) for value in stats[label])
        left, top = left - 1, top - 1
        edges = (left <= 0) + (top <= 0) + (left + across >= size[0]) + (top + down >= size[1])
        paint[label] = (edges > 0 and _is_border(across, down, area, size)) or _is_hole(
            left, across, down, area, size
        )
    if not paint.any():
        return grey, False
    marked = paint[labels][1:-1, 1:-1].astype(np.uint8)
    marked = cv2.dilate(marked, np.ones((7, 7), np.uint8))
    mask = cv2.resize(marked, (width, height), interpolation=cv2.INTER_NEAREST) > 0
    paper = int(np.median(small[dark == 0]))
    cleared = grey.copy()
    cleared[mask] = paper
    return cleared, True


def _is_border(across: int, down: int, area: int, size: tuple[int, int]) -> bool:
    """Along an edge for a fifth of it at least, or a filled corner."""
    along = across >= 0.2 * size[0] or down >= 0.2 * size[1]
    return along or area >= 0.002 * size[0] * size[1]


def _is_hole(left: int, across: int, down: int, area: int, size: tuple[int, int]) -> bool:
    low, high = (share * max(size) for share in _HOLE)
    if not (low <= across <= high and low <= down <= high and 0.75 <= across / down <= 1.33):
        return False
    inside = left + across <= _MARGIN * size[0] or left >= (1 - _MARGIN) * size[0]
    return inside and _HOLE_FILL[0] <= area / (across * down) <= _HOLE_FILL[1]
