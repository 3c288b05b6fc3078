"""A question's vector, turned to where the sentences lie that answer it.

The embedding model brings a question near to texts about the same thing. Which of them answers it, it
was hardly taught: the sentences of a passage are all about the same thing. A linear map of the
question's vector learns it from questions whose answer was marked (`tools/train_projection.py`;
learning a map of fixed vectors for a task: Mikolov et al. 2013, arXiv:1309.4168), and no text needs to
be embedded anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open

from corpus.embedding import SHIPPED

if TYPE_CHECKING:
    from corpus.embedding import Embedder

PROJECTION = SHIPPED.parent / "projection"
"""The folder of the shipped one."""
WEIGHTS = "projection.safetensors"
MAP, MODEL = "map", "model"
"""Names of the map, shape (dimension, dimension), and of the fingerprint of the model it was learnt for."""


class Projection:
    """The map, learnt for one embedding model."""

    def __init__(self, turn: NDArray[np.float32]) -> None:
        self._turn = turn

    @classmethod
    def load(cls, embedder: Embedder, folder: Path = PROJECTION) -> Self | None:
        """Load the shipped map; None where it was learnt for another model than the one in use."""
        with safe_open(folder / WEIGHTS, "np") as file:
            if file.metadata()[MODEL] != embedder.fingerprint:
                return None
            return cls(file.get_tensor(MAP).astype(np.float32))

    def __call__(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Turn a question's vector.

        Args:
            vector: a unit vector, shape (dimension,).

        Returns:
            A unit vector, shape (dimension,), whose cosine with a sentence says how well it answers.
        """
        turned = vector + vector @ self._turn
        unit: NDArray[np.float32] = turned / np.linalg.norm(turned)
        return unit
