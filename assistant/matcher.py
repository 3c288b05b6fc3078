"""The matcher: whether a procedure is the one that a question means, by reading both together.

A situation told in everyday words ("cà vẹt xe") is as far from the name of its procedure as one that is not
there, as long as each is read alone. Here a question is read with one name at a time (a cross-encoder:
Nogueira and Cho 2019, arXiv:1901.04085). The layers are the reader's (`assistant.reader`), changed a little for
this (low-rank adaptation: Hu et al. 2021, arXiv:2106.09685) by `tools/train_matcher.py`; the changes lie in
`corpus/models/matcher/`. It runs in 8-bit integers.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from assistant.projection import changes
from assistant.reader import FIRST, LAST, READER, Reader, layers_of, padded
from corpus.embedding import SHIPPED
from corpus.embedding_int8 import encoder_graph, session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    from corpus.bert import Bert

MATCHER = SHIPPED.parent / "matcher"
"""The folder of the shipped matcher."""
WEIGHTS = "matcher.safetensors"
HEAD = "fit"
"""What the names of the head's arrays begin with."""
QUESTION, NAME = 72, 96  # tokens that are read of a question and of a name


def pair(tokenizer: Tokenizer, question: str, name: str) -> list[int]:
    """The tokens of a question with a procedure's name."""
    asked = tokenizer.encode(f"query: {question}", add_special_tokens=False).ids
    named = tokenizer.encode(name, add_special_tokens=False).ids
    # what is asked stands at the end of a long question, what is meant anywhere
    asked = asked if len(asked) <= QUESTION else [*asked[: QUESTION // 2], *asked[-QUESTION // 2 :]]
    return [FIRST, *asked, LAST, LAST, *named[:NAME], LAST]


class Matcher:
    """Reads questions with names of procedures."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        bert: Bert,
        encoder: InferenceSession,
        weight: NDArray[np.float32],
        bias: float,
    ) -> None:
        """The parts; `weight` and `bias` make one number of what leaves the encoder first."""
        self._tokenizer, self._bert, self._encoder = tokenizer, bert, encoder
        self._weight, self._bias = weight, bias

    @classmethod
    def load(cls, reader: Reader, folder: Path = MATCHER) -> Self:
        """The matcher of a folder, over the shipped reader's layers.

        Args:
            reader: whose embeddings are used here, too.
            folder: of the changes.
        """
        from safetensors.numpy import load_file

        stored = {
            name: value.astype(np.float32) for name, value in load_file(folder / WEIGHTS).items()
        }
        layers, _ = layers_of(READER)
        for name, change in changes(stored).items():
            layers[name] = layers[name] + change
        bert = reader.bert
        graph = encoder_graph(layers, layers=bert.count, heads=bert.heads, epsilon=bert.epsilon)
        weight, bias = stored[f"{HEAD}.weight"][0], float(stored[f"{HEAD}.bias"][0])
        return cls(reader.tokenizer, bert, session(graph, 2), weight, bias)

    def fit(self, question: str, names: Sequence[str]) -> NDArray[np.float32]:
        """Log odds that each of some procedures is the one meant, shape (names,).

        Args:
            question: as it is spoken, with what it follows before it.
            names: of procedures, whole.
        """
        ids, mask = padded([pair(self._tokenizer, question, name) for name in names])
        (hidden,) = self._encoder.run(None, {"hidden": self._bert.embedded(ids), "mask": mask})
        fits: NDArray[np.float32] = hidden[:, 0] @ self._weight + self._bias
        return fits
