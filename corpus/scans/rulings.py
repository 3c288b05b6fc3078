"""Printed straight lines of a page: the rules of its tables, found by morphology."""

from __future__ import annotations

import numpy as np

from corpus.scans.model import Area, Ruling
from corpus.scans.page_model import Grey

_LEAST = 0.03  # of the longer side: shorter strokes may belong to letters
_THICKEST = 0.006  # of the longer side: thicker is a bar or a picture
_INKED = 0.88  # of its way that is ink: rows of letters have gaps
_REACH = 31  # pixels within which ink is told from paper


def find_rulings(grey: Grey) -> list[Ruling]:
    """Level and upright straight lines of a prepared picture."""
    import cv2

    longest = max(grey.shape)
    block = max(_REACH, longest // 60) | 1
    ink = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 15
    )
    reach = max(20, round(_LEAST * longest))
    found: list[Ruling] = []
    for level in (True, False):
        shape = (reach, 1) if level else (1, reach)
        # a worn or slightly askew line is broken by pixels: close it along its way first
        bridge = (max(3, reach // 8), 3) if level else (3, max(3, reach // 8))
        joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(bridge[::-1], np.uint8))
        lines = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones(shape[::-1], np.uint8))
        count, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
        for label in range(1, count):
            left, top, across, down, area = (int(value) for value in stats[label])
            thick = area / max(across, down)
            strip = ink[top : top + down, left : left + across].max(axis=0 if level else 1)
            if thick <= max(4.0, _THICKEST * longest) and strip.mean() >= _INKED * 255:
                found.append(Ruling(Area(left, top, left + across, top + down), level))
    return found
