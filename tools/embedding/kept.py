"""Vectors of passages, kept in a file from one run of a script to the next."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.embedding import Embedder


def cached(path: Path, texts: Sequence[str], embedder: Embedder) -> NDArray[np.float32]:
    """Vectors of passages, shape (texts, dimension); those that the file has are taken from there.

    Args:
        path: of the file, made if there is none; it serves any number of models.
        texts: of the passages.
        embedder: embeds those that are new.
    """
    model = embedder.fingerprint
    keys = [hashlib.sha256(f"{model} {text}".encode()).hexdigest()[:16] for text in texts]
    known: dict[str, NDArray[np.float16]] = {}
    if path.exists():
        with np.load(path) as file:
            known = dict(zip(file["keys"].tolist(), file["vectors"], strict=True))
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if new:
        began = time.monotonic()
        vectors = embedder.passages(list(new.values())).astype(np.float16)
        known |= dict(zip(new, vectors, strict=True))
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, keys=np.array(list(known)), vectors=np.array(list(known.values())))
        print(f"{len(new)} passages embedded in {time.monotonic() - began:.0f} s", flush=True)
    return np.array([known[key] for key in keys], np.float32)
