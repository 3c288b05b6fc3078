"""Pictures turned upright and straightened, each step with its way back."""

from __future__ import annotations

import math

import numpy as np

from corpus.scans import page_model
from corpus.scans.geometry import Matrix
from corpus.scans.page_model import Grey

_LEAST_SKEW = 0.3  # degrees; trueocr's own measure is exact to 0.1 and reads less than this well
_MOST_SKEW = 20.0  # beyond it, it is a page without lines rather than a page so askew


def quarter(grey: Grey, turns: int) -> tuple[Grey, Matrix]:
    """A picture turned counter-clockwise by quarter turns, and the way back."""
    height, width = grey.shape
    turned = np.ascontiguousarray(np.rot90(grey, turns))
    back = {
        0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        1: [[0, -1, width], [1, 0, 0], [0, 0, 1]],
        2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        3: [[0, 1, 0], [-1, 0, height], [0, 0, 1]],
    }[turns % 4]
    return turned, np.asarray(back, dtype=np.float64)


def straighten(grey: Grey, degrees: float) -> tuple[Grey, Matrix]:
    """A picture turned counter-clockwise, on a sheet large enough for its corners."""
    import cv2

    height, width = grey.shape
    angle = math.radians(degrees)
    cos, sin = abs(math.cos(angle)), abs(math.sin(angle))
    wide, high = round(width * cos + height * sin), round(width * sin + height * cos)
    there = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), [0, 0, 1]])
    there[0, 2] += (wide - width) / 2
    there[1, 2] += (high - height) / 2
    paper = int(np.median(grey[::4, ::4]))
    turned = cv2.warpAffine(
        grey,
        there[:2],
        (wide, high),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(paper,),
    )
    return np.asarray(turned, dtype=np.uint8), np.linalg.inv(there)


def upright(grey: Grey) -> tuple[Grey, Matrix, int, float]:
    """A page with its letters upright and its lines level.

    Returns:
        (the picture, the way back, degrees clockwise it had to be turned by: 0, 90, 180 or 270,
        degrees by which its lines were askew).
    """
    straight, back, askew = level(grey)
    turns = page_model.quarter_turns(straight)
    if turns == 0:
        return straight, back, 0, askew
    turned, way = quarter(grey, -turns % 4)
    straight, back, askew = level(turned)
    return straight, way @ back, 90 * turns, askew


def level(grey: Grey) -> tuple[Grey, Matrix, float]:
    """A page with its lines level: (the picture, the way back, degrees it was askew by)."""
    askew = _skew(grey)
    return (*straighten(grey, askew), askew) if askew else (grey, np.eye(3), 0.0)


def _skew(grey: Grey) -> float:
    degrees = page_model.skew(grey)
    return degrees if _LEAST_SKEW <= abs(degrees) <= _MOST_SKEW else 0.0
