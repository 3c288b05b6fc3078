"""The shipped model's parts as arrays: what a BERT encoder starts from, and its layers.

The embedder and the reader share them (Devlin et al. 2019, arXiv:1810.04805); neither needs torch.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

_EMBEDDINGS, _ENCODER = "embeddings.", "encoder."


class Bert:
    """A BERT model's arrays.

    Attributes:
        layers: weights of the encoder by transformers' names, without "encoder.", in float32.
        heads: of the attention.
        epsilon: of the layer normalisation.
        count: how many layers.
    """

    def __init__(self, config: Mapping[str, Any], stored: Mapping[str, NDArray[Any]]) -> None:
        self.heads = int(config["num_attention_heads"])
        self.epsilon = float(config["layer_norm_eps"])
        self.count = int(config["num_hidden_layers"])
        self.size = int(config["hidden_size"])
        self.longest = int(config["max_position_embeddings"])
        self._stored = {
            name.removeprefix(_EMBEDDINGS): value
            for name, value in stored.items()
            if name.startswith(_EMBEDDINGS)
        }
        self.layers = {
            name.removeprefix(_ENCODER): value.astype(np.float32)
            for name, value in stored.items()
            if name.startswith(_ENCODER)
        }

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The model of a folder: `config.json` and `model.safetensors`."""
        from safetensors.numpy import load_file

        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return cls(config, load_file(folder / "model.safetensors"))

    def embedded(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """What the encoder starts from, shape (texts, tokens, size).

        Args:
            ids: of tokens, padded; shape (texts, tokens).
        """
        words = self._stored["word_embeddings.weight"][ids].astype(np.float32)
        places = self._stored["position_embeddings.weight"][: ids.shape[1]].astype(np.float32)
        summed = words + places + self._stored["token_type_embeddings.weight"][0]
        mean = summed.mean(axis=2, keepdims=True)
        spread = np.sqrt(summed.var(axis=2, keepdims=True) + self.epsilon)
        embedded: NDArray[np.float32] = (
            (summed - mean) / spread * self._stored["LayerNorm.weight"]
            + self._stored["LayerNorm.bias"]
        ).astype(np.float32)
        return embedded
