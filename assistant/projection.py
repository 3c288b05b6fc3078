"""A question's vector, turned to where the sentences lie that answer it.

The embedding model brings a question near to texts about the same thing. Which of them answers it, it
was hardly taught: the sentences of a passage are all about the same thing. Here the question alone is
read anew, with upper layers that were changed a little for this (low-rank adaptation: Hu et al. 2021,
arXiv:2106.09685), and its vector is put through a linear map (Mikolov et al. 2013, arXiv:1309.4168);
both were learnt from questions whose answer was marked (`tools/train_projection.py`). The vectors of
the sentences stay, and no text is embedded anew. Where reading it anew takes too long, a map of the
vector that is there does half as much.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open

from corpus.embedding import SHIPPED

if TYPE_CHECKING:
    from corpus.embedding import Embedder, Model

PROJECTION = SHIPPED.parent / "projection"
"""The folder of the shipped one."""
WEIGHTS = "projection.safetensors"
MODEL = "model"
"""Name of the fingerprint of the embedding model that it was learnt for."""
MAP, READ_MAP, NAME_MAP = "map", "read.map", "names.map"
"""Names of the maps, shape (dimension, dimension): of the vector that is there, of the one read anew, and of
the vector that is there to the name of the procedure that is asked about (`assistant.meant`)."""
DOWN, UP = ".down", ".up"
"""What the names of a layer's factors end with, of shapes (in, rank) and (rank, out)."""


class Projection:
    """What turns questions, learnt for one embedding model."""

    def __init__(self, turn: NDArray[np.float32], model: Model | None = None) -> None:
        """A map, and the model that reads a question anew for it; None for the vector that is there."""
        self._turn, self._model = turn, model

    @classmethod
    def load(
        cls, embedder: Embedder, *, anew: bool = True, folder: Path = PROJECTION
    ) -> Self | None:
        """Load the shipped one; None where it was learnt for another model than the one in use.

        Args:
            embedder: the model in use.
            anew: whether questions are read anew, which takes as long as to embed them.
            folder: of the weights.
        """
        with safe_open(folder / WEIGHTS, "np") as file:
            if file.metadata()[MODEL] != embedder.fingerprint:
                return None
            names = file.keys()
            stored = {name: file.get_tensor(name).astype(np.float32) for name in names}
        if not anew:
            return cls(stored[MAP])
        from corpus.embedding_light import Light

        same = embedder.model if isinstance(embedder.model, Light) else None
        return cls(stored[READ_MAP], Light(SHIPPED, changes(stored), same))

    def __call__(self, question: str, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Turn a question.

        Args:
            question: as it was embedded.
            vector: its unit vector, shape (dimension,).

        Returns:
            A unit vector, shape (dimension,), whose cosine with a sentence says how well it answers.
        """
        if self._model is not None:
            vector = self._model.encode([question], query=True)[0]
        turned = vector + vector @ self._turn
        unit: NDArray[np.float32] = turned / np.linalg.norm(turned)
        return unit


def changes(stored: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    """What is added to the encoder's weights, by their names, from the factors of the file."""
    names = [name.removesuffix(DOWN) for name in stored if name.endswith(DOWN)]
    return {f"{name}.weight": (stored[name + DOWN] @ stored[name + UP]).T for name in names}
