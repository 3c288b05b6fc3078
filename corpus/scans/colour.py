"""Grey out of colour, so that stamps and signatures fade and what is printed in black stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.scans.page_model import Grey

if TYPE_CHECKING:
    from PIL.Image import Image

Pixels = npt.NDArray[np.uint8]

_CHROMA = 40  # between the strongest and the weakest channel, of 255, where ink has a colour
_BLACK, _INK = 60.0, 150.0  # of 255, strongest channel: print under ink, and ink alone
_LEAST_SHARE = 0.0004  # of the page: what has less colour is a grey picture with noise
_STAMP = 0.03  # of the page's longer side: coloured ink that is lower than this is a line of text
_LINE_RATIO = 6.0  # wider than this many heights: a line of coloured text, not a stamp


def to_grey(picture: Image) -> tuple[Grey, bool]:
    """A picture in grey; where it has coloured stamps or signatures, without them.

    The strongest of the three channels shows every pure colour as bright, and black as dark. It is
    taken only within coloured ink as large as a stamp, so that a line printed in colour stays.

    Returns:
        (the grey picture, whether anything was taken out).
    """
    if picture.mode != "RGB":
        return np.array(picture.convert("L"), dtype=np.uint8), False
    grey = np.array(picture.convert("L"), dtype=np.uint8)
    pixels = np.asarray(picture, dtype=np.uint8)
    stamped = _stamps(pixels)
    if stamped is None:
        return grey, False
    left, top, right, bottom = _frame(stamped)
    part = pixels[top:bottom, left:right]
    strongest = part.max(axis=2)
    coloured = strongest.astype(np.int16) - part.min(axis=2) > _CHROMA
    # coloured ink alone is light in its own channel; what stays dark is black print under it
    faded = np.clip((strongest.astype(np.float32) - _BLACK) * (255.0 / (_INK - _BLACK)), 0, 255)
    without = np.where(coloured, np.maximum(faded.astype(np.uint8), strongest), strongest)
    window = grey[top:bottom, left:right]
    window[:] = np.where(stamped[top:bottom, left:right], without, window)
    return grey, True


def _frame(marked: npt.NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is marked; something is."""
    across, down = np.flatnonzero(marked.any(axis=0)), np.flatnonzero(marked.any(axis=1))
    return int(across[0]), int(down[0]), int(across[-1]) + 1, int(down[-1]) + 1


def _stamps(pixels: Pixels) -> npt.NDArray[np.bool_] | None:
    """Where stamps and signatures in colour are; None where there are none."""
    import cv2

    height, width = pixels.shape[:2]
    shrink = max(1, round(max(height, width) / 1200))
    small = cv2.resize(
        pixels, (max(1, width // shrink), max(1, height // shrink)), interpolation=cv2.INTER_AREA
    ).astype(np.float32)
    # paper under warm or weak light has no colour: everything is seen against the paper's own
    paper = np.maximum(np.percentile(small, 80, axis=(0, 1)), 40.0)
    small = small * np.asarray(235.0 / paper, dtype=np.float32)
    coloured = ((small.max(axis=2) - small.min(axis=2)) > _CHROMA).astype(np.uint8)
    if coloured.mean() < _LEAST_SHARE:
        return None
    longest = max(coloured.shape)
    reach = max(3, round(longest * 0.012)) | 1
    joined = cv2.morphologyEx(
        coloured, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    )
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    keep = np.zeros(count, dtype=bool)
    for label in range(1, count):
        across, down = int(stats[label, cv2.CC_STAT_WIDTH]), int(stats[label, cv2.CC_STAT_HEIGHT])
        keep[label] = down >= _STAMP * longest and across <= _LINE_RATIO * down
    if not keep.any():
        return None
    chosen = cv2.dilate(keep[labels].astype(np.uint8), np.ones((5, 5), np.uint8))
    full = cv2.resize(chosen, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.asarray(full > 0)
