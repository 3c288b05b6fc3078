"""A finished version of the store, open for reading; any number of processes may have it open."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from corpus import lexical
from corpus.errors import StoreError, StoreProblem
from corpus.facts.named import changes_to
from corpus.lexical import LexicalIndex
from corpus.manifest import Manifest, read_current
from corpus.model import Audience, StoredDocument
from corpus.procedures import Found
from corpus.records import Records

if TYPE_CHECKING:
    from corpus.embedding import Embedder
    from corpus.vectors import VectorStore


_NOT_AGAIN = 0.3  # seconds after a failed connection in which no other is tried


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Records that cannot be read, or are not there, as what is wrong with the store."""
    try:
        yield
    except (sqlite3.DatabaseError, StopIteration) as error:
        raise StoreError(folder, StoreProblem.DAMAGED) from error


class Store:
    """One version: records, words and vectors. What an audience may not see is never opened."""

    def __init__(self, folder: Path, manifest: Manifest, chroma_url: str | None = None) -> None:
        self.folder = folder
        self._url = manifest.chroma_url and (chroma_url or manifest.chroma_url)
        self._vectors: VectorStore | None = None
        self._connecting = Lock()
        self._failed: tuple[float, StoreError] | None = None
        self.version = folder.name
        self.manifest = manifest
        with _told(folder):
            self.records = Records.open(folder / "records.sqlite")
        self._words: dict[Audience, LexicalIndex] = {}
        self._keys: dict[Audience, NDArray[np.int64]] = {}
        self._procedures: dict[tuple[Audience, ...], list[tuple[str, Found]]] = {}
        self._documents: dict[tuple[Audience, ...], dict[str, StoredDocument]] = {}
        self._owners: dict[Audience, tuple[dict[str, int], NDArray[np.intp]]] = {}

    @classmethod
    def open(
        cls, store: Path, embedder: Embedder | None = None, chroma_url: str | None = None
    ) -> Self:
        """The version of a store that answers now.

        Args:
            store: its folder.
            embedder: embeds the questions; a store of another model is refused.
            chroma_url: where this process reaches the server that holds the vectors, if it is not
                the address that they were sent to.

        Raises:
            StoreError: there is no store, or it was made by another release or with another model.
        """
        current = read_current(store)
        if current is None:
            raise StoreError(store, StoreProblem.NOTHING_INDEXED)
        folder = store / "versions" / current
        manifest = Manifest.load(folder)
        made = manifest.versions
        if embedder and made["model"].split()[-1] != embedder.fingerprint:
            raise StoreError(store, StoreProblem.OTHER_MODEL)
        if made["lexical"] != lexical.VERSION:
            raise StoreError(store, StoreProblem.OUT_OF_DATE)
        return cls(folder, manifest, chroma_url)

    def nearest(
        self,
        audience: Audience,
        vector: NDArray[np.float32],
        k: int,
        documents: Collection[str] | None = None,
    ) -> list[tuple[str, float]]:
        """The nearest passages, as `VectorStore.nearest` gives them.

        After an error everything is opened and counted anew: a server may come back without what it
        had.

        Raises:
            StoreError: the vectors cannot be had, all of them.
        """
        vectors = self._connected()
        try:
            return vectors.nearest(audience, vector, k, documents)
        except StoreError:
            self._disconnect(vectors)
            raise

    def ready(self) -> None:
        """Find out whether questions can be answered now.

        Raises:
            StoreError: they cannot.
        """
        for audience in Audience:
            if not self.size(audience):
                continue
            self.words(audience)
            with _told(self.folder):
                next(self.records.all_chunks(audience))
            vectors = self._connected()
            try:
                vectors.count(audience)
            except StoreError:
                self._disconnect(vectors)
                raise

    def _connected(self) -> VectorStore:
        from corpus.vectors import VectorStore

        with self._connecting:
            if self._vectors is None:
                # those that waited behind one that failed do not wait for the server each in turn
                if self._failed and time.monotonic() - self._failed[0] < _NOT_AGAIN:
                    raise self._failed[1]
                try:
                    with ExitStack() as undo:
                        opened = VectorStore.open(self.folder / "chroma", self.version, self._url)
                        undo.callback(opened.close)
                        opened.check(self.manifest.chunks)
                        undo.pop_all()
                except StoreError as error:
                    self._failed = time.monotonic(), error
                    raise
                self._vectors = opened
            return self._vectors

    def _disconnect(self, failed: VectorStore) -> None:
        with self._connecting:
            if self._vectors is failed:
                self._vectors = None
        if self._url:
            failed.close()

    def size(self, audience: Audience) -> int:
        """Number of passages of an audience."""
        return self.manifest.chunks[audience.value]

    def words(self, audience: Audience) -> LexicalIndex:
        """The lexical index of an audience.

        Raises:
            StoreError: its files are missing or damaged.
        """
        if audience not in self._words:
            folder = self.folder / "lexical" / audience.value
            try:
                self._words[audience] = LexicalIndex.load(folder, self.size(audience))
            except (OSError, ValueError, EOFError) as error:
                raise StoreError(self.folder, StoreProblem.DAMAGED) from error
        return self._words[audience]

    def keys(self, audience: Audience) -> NDArray[np.int64]:
        """Keys of an audience's chunks, ascending: the order of its lexical index."""
        if audience not in self._keys:
            self._keys[audience] = np.array(self.records.chunk_keys(audience), np.int64)
        return self._keys[audience]

    def documents(self, audiences: Sequence[Audience]) -> dict[str, StoredDocument]:
        """The documents of the given audiences by name.

        What changes one of them is known from documents of the same audiences only.
        """
        key = tuple(audiences)
        if key not in self._documents:
            known = self.records.documents(audiences)
            changed = changes_to(known, self.records.changes(audiences))
            self._documents[key] = {
                d.name: replace(d, changed_by=changed.get(d.name, ())) for d in known
            }
        return self._documents[key]

    def rows(self, audience: Audience, documents: Collection[str]) -> NDArray[np.bool_]:
        """Which of an audience's chunks, in the order of `keys`, are of the given documents."""
        numbers, owners = self._documents_of(audience)
        return np.isin(owners, [numbers[name] for name in documents if name in numbers])

    def holds(self, audience: Audience, document: str) -> bool:
        """Whether an audience's chunks have some of a document."""
        return document in self._documents_of(audience)[0]

    def _documents_of(self, audience: Audience) -> tuple[dict[str, int], NDArray[np.intp]]:
        """The documents of an audience, numbered, and the number of each chunk's, in order."""
        if audience not in self._owners:
            names, owners = np.unique(
                np.array(self.records.chunk_documents(audience), object), return_inverse=True
            )
            self._owners[audience] = {str(name): at for at, name in enumerate(names)}, owners
        return self._owners[audience]

    def procedures(self, audiences: Sequence[Audience]) -> list[tuple[str, Found]]:
        """(document, procedure) for every procedure record of the given audiences."""
        key = tuple(audiences)
        if key not in self._procedures:
            self._procedures[key] = self.records.procedures(audiences)
        return self._procedures[key]

    def close(self) -> None:
        """Release files and connections."""
        self.records.close()
        if self._vectors is not None:
            self._vectors.close()
