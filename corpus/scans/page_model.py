"""trueocr's networks for a whole page: which way up, where the lines are, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.scans.model import Area

if TYPE_CHECKING:
    from trueocr.page import PageEngine

Grey = npt.NDArray[np.uint8]
"""A picture: rows of pixels, 0 black to 255 white."""

_THREADS = 2


@cache
def page_engine() -> PageEngine:
    """The networks, loaded once a process."""
    from pathlib import Path

    import trueocr
    from trueocr.page import PageEngine

    return PageEngine(Path(trueocr.__file__).parent / "models", threads=_THREADS)


def quarter_turns(grey: Grey) -> int:
    """Quarter turns clockwise that the page was turned by, 0 to 3; 0 where it is not sure."""
    return int(page_engine().orientation(grey)) % 4


def skew(grey: Grey) -> float:
    """Degrees counter-clockwise that make the lines of a page level, 45 at most."""
    from trueocr.page import estimate_skew

    return float(estimate_skew(grey, pool=page_engine().pool))


def line_areas(grey: Grey) -> list[Area]:
    """The boxes of printed lines, as the detector gives them."""
    return [Area(*(float(edge) for edge in box[:4])) for box in page_engine().detect(grey)]


def reading_order(areas: Sequence[Area], texts: Sequence[str], size: tuple[int, int]) -> list[int]:
    """Positions of the boxes in the reading order that the order network finds."""
    boxes = np.asarray(areas, dtype=np.float32).reshape(-1, 4)
    return [int(index) for index in page_engine().reading_order(boxes, list(texts), size)]
