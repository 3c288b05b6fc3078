"""What is seen of the lines of a prepared picture, by the recogniser of trueocr's package.

Every line is seen three times, a little higher and lower: the mean of what was seen is right more
often, and less sure where it is wrong (test-time augmentation; about a tenth fewer wrong characters
on nine rendered pages, 2026-11-28).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.scans.frames import Frames, Recogniser
from corpus.scans.model import Area
from corpus.scans.page_model import Grey

_SIDE = 0.45  # of its height that a line is given at each end: the detector cuts full stops off
_ABOVE = 0.05  # the same above and below
_SHIFTS = (-0.05, 0.0, 0.05)  # of its height


def see(recogniser: Recogniser, picture: Grey, lines: Sequence[Area]) -> list[Frames]:
    """Frames of each line, their places counted in the picture's pixels."""
    views = []
    for shift in _SHIFTS:
        cuts = [cut(picture, line, shift) for line in lines]
        views.append(recogniser.read([part for _, part in cuts]))
        lefts = [left for left, _ in cuts]
    return [_mean(seen).moved(left) for *seen, left in zip(*views, lefts, strict=True)]


def cut(picture: Grey, line: Area, shift: float = 0.0) -> tuple[int, Grey]:
    """A line's part of the picture, moved down by a share of its height; and its left edge."""
    tall = min(picture.shape[0], max(1, round(line.height * (1 + 2 * _ABOVE))))
    top = round(line.top + (shift - _ABOVE) * line.height)
    top = max(0, min(top, picture.shape[0] - tall))
    left = max(0, min(int(line.left - _SIDE * line.height), picture.shape[1] - 1))
    right = min(picture.shape[1], int(np.ceil(line.right + _SIDE * line.height)))
    return left, picture[top : top + tall, left : max(right, left + 1)]


def _mean(views: Sequence[Frames]) -> Frames:
    """One line's views as one: the mean of their ln P."""
    steps = min(len(view.scores) for view in views)
    scores = np.mean([view.scores[:steps] for view in views], axis=0)
    scores -= np.log(np.exp(scores).sum(axis=-1, keepdims=True))
    return Frames(scores.astype(np.float32), views[0].start, views[0].step)
