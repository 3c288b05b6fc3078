"""The shipped model in 8-bit integers without torch: an answer from the command line waits seconds less.

What sentence-transformers does with it (multilingual-e5: a prompt, the mean of the last layer's
tokens, unit length; Wang et al. 2024, arXiv:2402.05672), with `tokenizers` and onnxruntime alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from corpus.bert import Bert
from corpus.embedding_int8 import encoder_graph, session

_BATCH = 16


class Light:
    """A folder's model, run by onnxruntime.

    Attributes:
        dimension: length of a vector.
    """

    def __init__(
        self,
        folder: Path,
        changes: Mapping[str, NDArray[np.float32]] | None = None,
        beside: Light | None = None,
    ) -> None:
        """Load a model.

        Args:
            folder: of the model.
            changes: what is added to weights of its encoder, by name.
            beside: the same model as it is, whose embeddings are used here, too: they take 100 MB.
        """
        bert = Bert.load(folder)
        for name, change in (changes or {}).items():
            bert.layers[name] = bert.layers[name] + change
        prompts = json.loads(
            (folder / "config_sentence_transformers.json").read_text(encoding="utf-8")
        )["prompts"]
        settings = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
        self._query, self._passage = str(prompts["query"]), str(prompts["document"])
        self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._padding = self._tokenizer.token_to_id(settings["pad_token"])
        self._longest = min(int(settings["model_max_length"]), bert.longest)
        self._bert, self.dimension = bert, bert.size
        graph = encoder_graph(
            bert.layers, layers=bert.count, heads=bert.heads, epsilon=bert.epsilon
        )
        bert.layers.clear()  # the session has its own
        if beside is not None:
            self._bert = beside._bert
        self._encoder = session(graph, len(os.sched_getaffinity(0)))

    def encode(self, texts: Sequence[str], *, query: bool) -> NDArray[np.float32]:
        """Unit vectors, shape (texts, dimension)."""
        prompt = self._query if query else self._passage
        encoded = self._tokenizer.encode_batch([prompt + text for text in texts])
        ids = [self._cut(one.ids) for one in encoded]
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        order = sorted(range(len(ids)), key=lambda at: -len(ids[at]))
        for start in range(0, len(order), _BATCH):
            part = order[start : start + _BATCH]
            vectors[part] = self._vectors([ids[at] for at in part])
        return vectors

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Length of each text in tokens, special ones left out."""
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [len(one.ids) for one in encoded]

    def _cut(self, ids: list[int]) -> list[int]:
        """What fits the model; the last token is always the one that ends a text."""
        return ids if len(ids) <= self._longest else [*ids[: self._longest - 1], ids[-1]]

    def _vectors(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """The vectors of one batch."""
        longest = max(map(len, ids))
        padded = np.full((len(ids), longest), self._padding, np.int64)
        mask = np.zeros(padded.shape, np.int32)
        for row, tokens in enumerate(ids):
            padded[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        (hidden,) = self._encoder.run(None, {"hidden": self._bert.embedded(padded), "mask": mask})
        mean = (hidden * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        unit: NDArray[np.float32] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return unit
