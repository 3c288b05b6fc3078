"""Faint print that is not the page's own: its other side shining through, stamps in grey."""

from __future__ import annotations

import numpy as np

from corpus.scans.page_model import Grey

_DARK = 0.5  # of the way from paper to ink: darker is print of this side
_FAINT = 0.08  # of the way from paper to ink: darker than that is no paper
_AROUND = 0.0018  # of the longer side: how far the edges of print reach
_MANY = 0.5  # faint pixels to dark ones from which on they are taken out


def clear(grey: Grey) -> tuple[Grey, bool]:
    """The picture with faint ink that is not next to dark ink painted over as paper.

    Returns:
        (the picture, whether anything was painted over).
    """
    import cv2

    paper = float(np.median(grey[::2, ::2]))
    calm = cv2.GaussianBlur(grey, (0, 0), 1.2)
    inked = calm[::2, ::2][calm[::2, ::2] < 0.6 * paper]
    if inked.size < 200:
        return grey, False
    ink = float(np.percentile(inked, 20))
    dark = (calm < paper - _DARK * (paper - ink)).astype(np.uint8)
    reach = 2 * max(2, round(_AROUND * max(grey.shape))) + 1
    own = cv2.dilate(dark, np.ones((reach, reach), np.uint8)) > 0
    faint = (calm < paper - _FAINT * (paper - ink)) & ~own
    if int(faint.sum()) < _MANY * int(dark.sum()):
        return grey, False
    cleared = grey.copy()
    # noise around the letters is cut at the same height, so that no rim shows
    cleared[~own & (grey < paper)] = round(paper)
    return cleared, True
