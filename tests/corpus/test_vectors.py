"""Vectors that are known already are not calculated again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.vector_cache import VectorCache, shipped
from tests.making import Hashed

if TYPE_CHECKING:
    import pytest

    from corpus.embedding import Embedder


def test_hardly_a_vector_of_the_shipped_documents_is_out_of_date(
    demo_store: Path, embedder: Embedder
) -> None:
    """What the demo store had to embed itself lies in its own cache."""
    cache = VectorCache(demo_store / "vectors.sqlite", embedder)
    (embedded,) = cache._db.execute("SELECT count(*) FROM vectors").fetchone()
    cache.close()
    assert len(shipped()) > 300
    assert embedded < 0.1 * len(shipped()), "run python -m tools.shipped_vectors"


def test_shipped_vectors_are_those_of_the_model(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Phí kiểm định là 7.000 đồng."
    cache = VectorCache(tmp_path / "vectors.sqlite", embedder)
    right = cache.passages([text])[0]
    (row,) = cache._db.execute("SELECT key, vector FROM vectors").fetchall()
    cache.close()
    table = {row[0]: np.frombuffer(row[1], np.float16)}
    monkeypatch.setattr("corpus.vector_cache.shipped", lambda: table)
    other = VectorCache(tmp_path / "other.sqlite", embedder)
    monkeypatch.setattr(embedder, "passages", None)
    assert np.array_equal(other.passages([text])[0], right)
    other.close()


def test_another_model_does_not_get_them(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Phí kiểm định là 7.000 đồng."
    own = VectorCache(tmp_path / "own.sqlite", embedder)
    table = {own._key(text): np.zeros(16, np.float16)}
    own.close()
    monkeypatch.setattr("corpus.vector_cache.shipped", lambda: table)
    cache = VectorCache(tmp_path / "vectors.sqlite", Hashed())
    assert np.allclose(cache.passages([text]), Hashed().passages([text]), atol=1e-3)
    cache.close()
