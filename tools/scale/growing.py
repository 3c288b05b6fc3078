"""Stores to measure: the national procedures as they are, and larger ones that are drawn from them.

No public body's hundred thousand passages are at hand, so larger stores are made of the real one:
every vector lies around a real one (cosine about `_LIKENESS`), every text is put together from the
sentences of three real passages. Such passages are less varied than real ones, their vectors lie in
clusters; times and memory are those of a store of that size, answers mean nothing.
"""

from __future__ import annotations

import math
import multiprocessing
import random
import shutil
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import lexical
from corpus.embedding import Embedder
from corpus.errors import StoreError
from corpus.index import build, versions_of
from corpus.manifest import Manifest
from corpus.model import Audience, Chunk, ChunkToken, Document
from corpus.records import Records
from corpus.store import Store
from corpus.vectors import VectorStore
from corpus.version import passage_text
from tools import national_workbook

_LIKENESS = 0.9
_DOCUMENT = 1_000  # passages of a drawn document
_SEED = 20261128
_WAITING = 20  # documents whose vectors are not written yet
NAME = "v1"


def real(folder: Path, embedder: Embedder) -> Path:
    """The store of the national procedures; built where it is not there yet."""
    store = folder / "real"
    workbook = folder / "documents" / "thu-tuc.xlsx"
    if not workbook.exists():
        workbook.parent.mkdir(parents=True, exist_ok=True)
        national_workbook.write(workbook, national_workbook.records())
    build([workbook.parent], store, embedder=embedder)
    return store


def grown(folder: Path, source: Path, embedder: Embedder, count: int) -> Path:
    """A store of `count` passages that are drawn from those of another; kept in `folder`."""
    store = folder / f"grown-{count}"
    if stands(store, embedder):
        return store
    shutil.rmtree(store, ignore_errors=True)  # of another model, or of a run that was killed
    version = store / "versions" / NAME
    version.mkdir(parents=True)
    chunks, known = held(source)
    records = Records.create(version / "records.sqlite")
    dice, chance = random.Random(_SEED), np.random.default_rng(_SEED)
    # Chroma works on one core and shares it with no thread of the same process
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, spawn, _open_vectors, (version,)) as writer:
        terms = _written(records, writer, _drawn(dice, chance, chunks, known, count))
        index = lexical.LexicalIndex.build(terms)
        records.commit()
        writer.submit(_close_vectors).result()
    index.save(version / "lexical" / Audience.PUBLIC.value)
    sizes = {Audience.PUBLIC.value: count, Audience.STAFF.value: 0}
    Manifest(versions_of(embedder), {}, sizes, embedder.dimension).save(version)
    records.close()
    (store / "current").write_text(f"{NAME}\n", encoding="utf-8")
    return store


def _drawn(
    dice: random.Random,
    chance: np.random.Generator,
    chunks: Sequence[Chunk],
    known: NDArray[np.float32],
    count: int,
) -> Iterator[tuple[str, list[Chunk], NDArray[np.float32]]]:
    """The name of each drawn document, its passages and their vectors."""
    for start in range(0, count, _DOCUMENT):
        size = min(_DOCUMENT, count - start)
        name = f"tai-lieu-{start // _DOCUMENT}.xlsx"
        places = chance.integers(len(chunks), size=size)
        made = [
            _recombined(dice, chunks, chunks[place], name, number)
            for number, place in enumerate(places)
        ]
        yield name, made, _around(chance, known[places])
        if start % (50 * _DOCUMENT) == 0:
            print(f"  {start + size} of {count} passages", flush=True)


def _written(
    records: Records,
    writer: Executor,
    documents: Iterable[tuple[str, list[Chunk], NDArray[np.float32]]],
) -> Iterator[list[str]]:
    """The terms of every passage, once it is written."""
    waiting: deque[Future[None]] = deque()
    for name, made, vectors in documents:
        document = Document(name, Path(name), Audience.PUBLIC, "", (), name)
        records.add(document, made, [vector[None].astype(np.float16) for vector in vectors], [])
        texts = [passage_text(chunk) for chunk in made]
        ids = [chunk.id for chunk in made]
        waiting.append(writer.submit(_add_vectors, ids, texts, [name] * len(made), vectors))
        for chunk, text in zip(made, texts, strict=True):
            yield lexical.indexed_terms(text, ". ".join(chunk.heading))
        while len(waiting) > _WAITING:
            waiting.popleft().result()


_vectors: VectorStore | None = None  # of the process that writes them


def _open_vectors(version: Path) -> None:
    global _vectors
    _vectors = VectorStore.open(version / "chroma", NAME)


def _add_vectors(
    ids: list[str], texts: list[str], documents: list[str], vectors: NDArray[np.float32]
) -> None:
    assert _vectors is not None
    _vectors.add(Audience.PUBLIC, ids, texts, documents, vectors)


def _close_vectors() -> None:
    assert _vectors is not None
    _vectors.close()


def stands(store: Path, embedder: Embedder) -> bool:
    """Whether a store is there, made with this model and by this release."""
    try:
        Store.open(store, embedder).close()
    except StoreError:
        return False
    return True


def held(source: Path) -> tuple[list[Chunk], NDArray[np.float32]]:
    """The passages of a store that have two sentences, and their vectors."""
    store = Store.open(source)
    chunks = [c for c in store.records.all_chunks(Audience.PUBLIC) if len(c.sentences) > 1]
    # the fields of a record share one vector: that of the passage
    vectors = [store.records.sentence_vectors(c.id, store.manifest.dimension)[0] for c in chunks]
    store.close()
    return chunks, np.array(vectors, np.float32)


def _around(chance: np.random.Generator, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Unit vectors near the given ones; shape as given."""
    spread = math.tan(math.acos(_LIKENESS)) / math.sqrt(vectors.shape[1])
    drawn = vectors + spread * chance.standard_normal(vectors.shape, np.float32)
    unit: NDArray[np.float32] = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return unit


def _recombined(
    dice: random.Random, chunks: Sequence[Chunk], base: Chunk, document: str, number: int
) -> Chunk:
    """A passage under the heading of one, of sentences of it and of two others."""
    tokens: list[ChunkToken] = []
    sentences = []
    for chunk, (first, last) in _sentences(dice, chunks, base):
        sentences.append((len(tokens), len(tokens) + last - first))
        tokens += chunk.tokens[first:last]
    return replace(
        base,
        id=f"{document}#{number}",
        document=document,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        breaks=(),
    )


def _sentences(
    dice: random.Random, chunks: Sequence[Chunk], base: Chunk
) -> Iterator[tuple[Chunk, tuple[int, int]]]:
    """As many sentences as a passage has, in turn of it and of two others."""
    sources = [base, dice.choice(chunks), dice.choice(chunks)]
    for at in range(len(base.sentences)):
        chunk = sources[at % 3]
        yield chunk, dice.choice(chunk.sentences)
