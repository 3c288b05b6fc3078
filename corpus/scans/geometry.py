"""Where a place of the prepared picture was before it was turned, straightened and cut out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.scans.model import Area

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Transform:
    """A plane projective map from one picture back to the picture it was made from.

    Attributes:
        rows: the 3 x 3 matrix that takes (x, y, 1) of the later picture to the earlier one.
        width, height: of the earlier picture, pixels.
    """

    rows: tuple[tuple[float, ...], ...]
    width: int
    height: int

    @classmethod
    def of(cls, matrix: Matrix, size: tuple[int, int]) -> Transform:
        """A map from its matrix and the (width, height) of the earlier picture."""
        return cls(tuple(tuple(float(value) for value in row) for row in matrix), *size)

    @classmethod
    def none(cls, size: tuple[int, int]) -> Transform:
        """The map of a picture that nothing was done to."""
        return cls.of(np.eye(3), size)

    def after(self, matrix: Matrix) -> Transform:
        """The map of a picture made from this one's by a step whose way back is `matrix`."""
        return Transform.of(np.asarray(self.rows) @ matrix, (self.width, self.height))

    def point(self, across: float, down: float) -> tuple[float, float]:
        """Where a point was."""
        x, y, scale = np.asarray(self.rows) @ (across, down, 1.0)
        return float(x / scale), float(y / scale)

    def area(self, area: Area) -> Area:
        """The upright rectangle around where a rectangle was, within the earlier picture."""
        corners = [
            self.point(across, down)
            for across in (area.left, area.right)
            for down in (area.top, area.bottom)
        ]
        across, down = zip(*corners, strict=True)
        return Area(
            min(max(min(across), 0.0), self.width),
            min(max(min(down), 0.0), self.height),
            min(max(max(across), 0.0), self.width),
            min(max(max(down), 0.0), self.height),
        )
