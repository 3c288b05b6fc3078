"""Even light and full contrast: shadows, dark photographs and faded toner made like a good scan."""

from __future__ import annotations

import numpy as np

from corpus.scans.page_model import Grey

_CELL = 400  # pixels of the longer side at which the paper's brightness is looked at
_EVEN = 14.0  # of 255: paper whose brightness varies less is even
_BRIGHT = 200.0  # paper darker than this is worth brightening
_DARK_INK = 90.0  # ink lighter than this is faded


def flatten(grey: Grey) -> tuple[Grey, bool]:
    """The picture divided by the brightness of its paper, where that is uneven or dark.

    The paper is what is left when letters are closed away (grey-scale closing, then a median).

    Returns:
        (the picture, whether it was changed).
    """
    paper = _paper(grey)
    low, high = (float(value) for value in np.percentile(paper, (5, 95)))
    if high - low < _EVEN and low >= _BRIGHT:
        return grey, False
    flat = grey.astype(np.float32) * (245.0 / np.maximum(paper, 12.0))
    return np.clip(flat, 0, 255).astype(np.uint8), True


def _paper(grey: Grey) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    import cv2

    height, width = grey.shape
    shrink = max(1.0, max(height, width) / _CELL)
    size = (max(1, round(width / shrink)), max(1, round(height / shrink)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    reach = max(3, max(size) // 25) | 1
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    smooth = cv2.GaussianBlur(cv2.medianBlur(closed, 9), (0, 0), max(size) / 60)
    whole = cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(whole, dtype=np.float32)


def deepen(grey: Grey) -> tuple[Grey, bool]:
    """Faded ink made dark and greyish paper white, by a straight stretch between the two.

    Returns:
        (the picture, whether it was changed).
    """
    small = grey[::2, ::2]
    paper = float(np.median(small))
    inked = small[small < paper - 40]
    if inked.size < 0.002 * small.size:
        return grey, False
    ink = float(np.percentile(inked, 25))
    if ink <= _DARK_INK or paper - ink < 20:
        return grey, False
    stretched = (grey.astype(np.float32) - ink) * (215.0 / (paper - ink)) + 40.0
    return np.clip(stretched, 0, 255).astype(np.uint8), True
