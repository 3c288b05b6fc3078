"""A cache of vectors by text hash, so that nothing is embedded twice."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.progress import Pages

if TYPE_CHECKING:
    from corpus.embedding import Embedder

SHIPPED = Path(__file__).parent / "models" / "shipped_vectors.npz"
"""Vectors of the shipped documents, made by `tools/shipped_vectors.py`: the first start is sooner."""


@cache
def shipped() -> Mapping[bytes, NDArray[np.float16]]:
    """Key → vector of what the shipped documents hold, by the shipped model."""
    if not SHIPPED.exists():
        return {}
    with np.load(SHIPPED) as file:
        keys, vectors = file["keys"], file["vectors"]
    return {bytes(key): vector for key, vector in zip(keys, vectors, strict=True)}


class VectorCache:
    """Text → vector for one embedding model, kept over versions and over killed builds."""

    def __init__(self, path: Path, embedder: Embedder) -> None:
        self._embedder = embedder
        self._db = sqlite3.connect(path)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"
        )

    def passages(self, texts: Sequence[str], progress: Pages | None = None) -> NDArray[np.float32]:
        """Vectors of passages, shape (texts, dimension); only unknown ones are embedded.

        What was embedded is durable after every batch, so a killed build resumes.

        Args:
            texts: of any number; a text that comes twice is embedded once.
            progress: called with (texts embedded, texts to be embedded).
        """
        keys = [self._key(text) for text in texts]
        known = self._known(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        pending = sorted(missing.items(), key=lambda item: len(item[1]))
        for start in range(0, len(pending), 256):
            batch = pending[start : start + 256]
            vectors = self._embedder.passages([text for _, text in batch]).astype(np.float16)
            self._db.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?,?)",
                [(key, vector.tobytes()) for (key, _), vector in zip(batch, vectors, strict=True)],
            )
            self._db.commit()
            known.update({key: vector for (key, _), vector in zip(batch, vectors, strict=True)})
            if progress:
                progress(start + len(batch), len(pending))
        if not keys:
            return np.zeros((0, self._embedder.dimension), np.float32)
        return np.stack([known[key] for key in keys]).astype(np.float32)

    def close(self) -> None:
        """Release the file."""
        self._db.close()

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self._embedder.fingerprint}\0{text}".encode()).digest()[:16]

    def _known(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float16]]:
        ready = shipped()
        found = {key: ready[key] for key in keys if key in ready}
        for start in range(0, len(keys), 500):
            part = keys[start : start + 500]
            marks = ",".join("?" * len(part))
            for key, vector in self._db.execute(
                f"SELECT key, vector FROM vectors WHERE key IN ({marks})", list(part)
            ):
                found[key] = np.frombuffer(vector, np.float16)
        return found
