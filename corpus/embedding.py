"""The embedding model: the one that is shipped, or any sentence-transformers model instead.

Shipped is multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672) with the vocabulary that
Vietnamese and English need, made by `tools/make_embedding_model.py`. It runs in bfloat16 where the
processor multiplies it, elsewhere in 8-bit integers (docs/decisions/0005-embedding-runtime.md).
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from corpus.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

SHIPPED = Path(__file__).parent / "models" / "embedding"
"""The folder of the shipped model."""

_BATCH = 16  # 8 % faster than 32 on two cores: the activations stay in the cache
_SLICE = 256  # texts embedded between two calls of `progress`
_COUNTED_AT_ONCE = 2_048  # texts; the tokenizer keeps 100 bytes and more a token until it is done
_AT_ONCE = _BATCH  # passages that a question waits for while an index is built beside it
_YIELDED = 2.0  # seconds for which passages wait at most while questions come in
_BF16_FLAGS = frozenset({"avx512_bf16", "amx_bf16", "bf16"})  # x86, x86 with tiles, ARM
_WEIGHTS = ("*.safetensors", "*.bin", "*.onnx", "*.json", "*.txt")


class Precision(StrEnum):
    """What a model's encoder calculates in."""

    BFLOAT16 = "bfloat16"
    INT8 = "int8"  # float32 where the model's encoder is not one that can be rounded
    FLOAT32 = "float32"


class Model(Protocol):
    """What turns texts into vectors.

    Attributes:
        dimension: length of a vector.
    """

    dimension: int

    def encode(self, texts: Sequence[str], *, query: bool) -> NDArray[np.float32]:
        """Unit vectors of queries or passages, shape (texts, dimension)."""

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Length of each text in tokens, special ones left out."""


class Transformer:
    """A model of sentence-transformers."""

    def __init__(self, model: SentenceTransformer) -> None:
        self.model = model
        self.dimension = int(model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str], *, query: bool) -> NDArray[np.float32]:
        """Unit vectors of queries or passages, shape (texts, dimension)."""
        encode = self.model.encode_query if query else self.model.encode_document
        with _enough_threads(len(texts)):
            tensor = encode(
                list(texts),
                batch_size=_BATCH,
                convert_to_tensor=True,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        vectors: NDArray[np.float32] = tensor.float().cpu().numpy()
        return vectors

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Length of each text in tokens, special ones left out."""
        encoded = self.model.tokenizer(
            list(texts),
            add_special_tokens=False,
            return_attention_mask=False,
            padding=False,
            truncation=False,
            verbose=False,
        )
        return [len(ids) for ids in encoded["input_ids"]]


class Embedder:
    """Embeds passages and queries with one model.

    Attributes:
        name: as set, or "shipped".
        dimension: length of a vector.
    """

    def __init__(self, model: Model, name: str, folder: Path) -> None:
        self.model = model
        self._folder = folder
        self._lock = Lock()  # a fast tokenizer cannot be borrowed by two threads
        self._asking = 0  # questions that wait for the lock, or have it
        self._counting = Lock()
        self.name = name
        self.dimension = model.dimension

    @cached_property
    def fingerprint(self) -> str:
        """A hash of the model's files: vectors of different fingerprints are never mixed."""
        digest = hashlib.sha256()
        for path in sorted({p for pattern in _WEIGHTS for p in self._folder.rglob(pattern)}):
            digest.update(path.relative_to(self._folder).as_posix().encode())
            with path.open("rb") as handle:
                digest.update(hashlib.file_digest(handle, "sha256").digest())
        return digest.hexdigest()[:16]

    @property
    def version(self) -> str:
        """What an index that was made with this model depends on."""
        return f"{self.name} {self.dimension} {self.fingerprint}"

    def passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Embed passages in batches of like length.

        Args:
            texts: any number of them; what exceeds the model's length is cut off.
            progress: called with how many texts were embedded since the call before.

        Returns:
            Unit vectors in the order of `texts`, shape (texts, dimension).
        """
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        for start in range(0, len(order), _SLICE):
            part = order[start : start + _SLICE]
            for at in range(0, len(part), _AT_ONCE):
                few = part[at : at + _AT_ONCE]
                self._let_questions_pass()
                vectors[few] = self._encode([texts[i] for i in few], query=False)
            if progress:
                progress(len(part))
        return vectors

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed queries: unit vectors, shape (texts, dimension)."""
        with self._counting:
            self._asking += 1
        try:
            return self._encode(texts, query=True)
        finally:
            with self._counting:
                self._asking -= 1

    def query(self, text: str) -> NDArray[np.float32]:
        """Embed one query: a unit vector, shape (dimension,)."""
        vector: NDArray[np.float32] = self.queries([text])[0]
        return vector

    def count_many(self, texts: Sequence[str]) -> list[int]:
        """Length of each text in the model's tokens, special ones left out."""
        lengths: list[int] = []
        for start in range(0, len(texts), _COUNTED_AT_ONCE):
            with self._lock:
                lengths += self.model.lengths(texts[start : start + _COUNTED_AT_ONCE])
        return lengths

    def count_tokens(self, text: str) -> int:
        """Length of a text in the model's tokens, special ones left out."""
        return self.count_many([text])[0]

    def _let_questions_pass(self) -> None:
        # a lock is not fair: whoever gives it back would have it again before those that wait
        until = time.monotonic() + _YIELDED
        while self._asking and time.monotonic() < until:
            time.sleep(0.001)

    def _encode(self, texts: Sequence[str], *, query: bool) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        with self._lock:
            return self.model.encode(texts, query=query)


@contextmanager
def _enough_threads(texts: int) -> Iterator[None]:
    """One thread for one text: two that wait for each other at every layer take longer."""
    import torch

    threads = torch.get_num_threads()
    if texts == 1:
        torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


class LangChainEmbeddings(Embeddings):
    """The embedder as LangChain's `Embeddings`."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages."""
        return [vector.tolist() for vector in self._embedder.passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a query."""
        return [float(value) for value in self._embedder.query(text)]


def load(model: str | None = None, precision: Precision | None = None) -> Embedder:
    """Load an embedding model.

    Args:
        model: a sentence-transformers folder, or a Hugging Face name that was downloaded before;
            None for the shipped model.
        precision: to run it in; None for what suits the processor and the model.

    Raises:
        ModelError: there is no such model on this machine, or it cannot be loaded.
    """
    # read when huggingface_hub is imported: nothing is fetched at run time
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # read when torch is imported: threads that spin while they wait starve their own partners as
    # soon as another process wants the cores (a query then takes 1 s instead of 20 ms)
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    name = model or "shipped"
    try:
        folder = _folder_of(model)
        return Embedder(_load(folder, precision), name, folder)
    except Exception as error:
        raise ModelError(name, f"{type(error).__name__}: {error}") from error


def _folder_of(model: str | None) -> Path:
    if model is None:
        return SHIPPED
    if Path(model).is_dir():
        return Path(model)
    from huggingface_hub import snapshot_download

    return Path(snapshot_download(model, local_files_only=True))


def _load(folder: Path, precision: Precision | None) -> Model:
    if precision is None:
        precision = Precision.BFLOAT16 if has_bfloat16() else Precision.INT8
    if folder == SHIPPED and precision is Precision.INT8:
        from corpus.embedding_light import Light

        return Light(folder)
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    dtype = torch.bfloat16 if precision is Precision.BFLOAT16 else torch.float32
    model = SentenceTransformer(str(folder), device="cpu", model_kwargs={"dtype": dtype})
    if precision is Precision.INT8:
        from corpus import embedding_int8

        if embedding_int8.fits(model):
            embedding_int8.use_int8(model)
    return Transformer(model)


def has_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16; False where the system does not say."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return False
    lines = (line for line in text.splitlines() if line.startswith(("flags", "Features")))
    return bool(_BF16_FLAGS & set(next(lines, "").split()))
