"""The boxes of printed lines: what the detector finds, mended."""

from __future__ import annotations

from corpus.scans import page_model
from corpus.scans.model import Area
from corpus.scans.page_model import Grey


def find_lines(grey: Grey, *, mend: bool = True) -> list[Area]:
    """The boxes of a prepared picture's lines, in no particular order.

    Args:
        grey: the prepared picture.
        mend: False gives the boxes as the detector found them.
    """
    return page_model.line_areas(grey)
