"""Reranking: a cross-encoder reads the question and each passage together (Nogueira & Cho 2019,
arXiv:1901.04085). Off unless one is set: it takes a model of the user's own and more time a question.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.model import Passage, Question
from corpus.errors import ModelError
from corpus.version import passage_text

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

DEPTH = 20  # passages that are read together with the question
_BATCH = 8


class Reranker:
    """Judges passages with one cross-encoder.

    Attributes:
        name: as set: a folder, or a Hugging Face name that was downloaded before.
    """

    def __init__(self, model: CrossEncoder, name: str) -> None:
        self._model = model
        self._lock = Lock()  # a fast tokenizer cannot be borrowed by two threads
        self.name = name

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """How well each text answers a question, 0 to 1; shape (texts,)."""
        if not texts:
            return np.zeros(0)
        with self._lock:
            found: Any = self._model.predict(
                [(question, text) for text in texts], batch_size=_BATCH, show_progress_bar=False
            )
        judged: NDArray[np.float64] = np.asarray(found, np.float64)
        return np.nan_to_num(judged, nan=0.0)


def load(model: str) -> Reranker:
    """Load a cross-encoder that gives one score a pair; nothing is fetched.

    Raises:
        ModelError: there is no such model on this machine, it cannot be loaded, or it is none that
            gives one score.
    """
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        loaded = _load(model)
    except Exception as error:
        raise ModelError(model, f"{type(error).__name__}: {error}") from error
    if loaded.num_labels != 1:
        raise ModelError(model, f"not a reranker: {loaded.num_labels} scores a pair instead of one")
    return Reranker(loaded, model)


def _load(model: str) -> CrossEncoder:
    import torch
    from sentence_transformers import CrossEncoder

    if not Path(model).is_dir():
        from huggingface_hub import snapshot_download

        model = snapshot_download(model, local_files_only=True)
    loaded: CrossEncoder = CrossEncoder(
        model, device="cpu", local_files_only=True, activation_fn=torch.nn.Sigmoid()
    )
    return loaded


def reranked(reranker: Reranker, question: Question, passages: Sequence[Passage]) -> list[Passage]:
    """Passages in the order of a cross-encoder, with its scores."""
    scores = reranker.scores(question.understood, [passage_text(p.chunk) for p in passages])
    judged = [
        replace(p, score=float(score), legs=MappingProxyType({**p.legs, "reranker": float(score)}))
        for p, score in zip(passages, scores, strict=True)
    ]
    return sorted(judged, key=lambda passage: -passage.score)
