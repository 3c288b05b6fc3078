"""Embed the shipped documents once: `corpus/models/shipped_vectors.npz`.

    python -m tools.shipped_vectors

So the first start answers sooner. To be run again when the documents, their readers, the passages or
the embedding model change; a test says when too much of it is out of date. What it lacks is embedded
as usual.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from pathlib import Path

import numpy as np

from assistant.startup import SHIPPED_DOCUMENTS
from corpus import vector_cache
from corpus.embedding import Precision, load
from corpus.index import build


def main() -> int:
    vector_cache.SHIPPED.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        build([SHIPPED_DOCUMENTS], Path(folder), embedder=load(precision=Precision.FLOAT32))
        known = sqlite3.connect(Path(folder) / "vectors.sqlite")
        rows = known.execute("SELECT key, vector FROM vectors ORDER BY key").fetchall()
        known.close()
    np.savez_compressed(
        vector_cache.SHIPPED,
        keys=np.frombuffer(b"".join(key for key, _ in rows), np.uint8).reshape(-1, 16),
        vectors=np.frombuffer(b"".join(v for _, v in rows), np.float16).reshape(len(rows), -1),
    )
    print(
        f"{len(rows)} vectors, {vector_cache.SHIPPED.stat().st_size:,} bytes in {vector_cache.SHIPPED}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
