"""A finished version of the store, open for reading; any number of processes may have it open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreError, StoreProblem
from corpus.facts.named import changes_to
from corpus.lexical import LexicalIndex
from corpus.manifest import Manifest, read_current
from corpus.model import Audience, StoredDocument
from corpus.procedures import Found
from corpus.records import Records

if TYPE_CHECKING:
    from corpus.vectors import VectorStore


class Store:
    """One version: records, words and vectors. What an audience may not see is never opened."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.version = folder.name
        self.manifest = manifest
        self.records = Records.open(folder / "records.sqlite")
        self._words: dict[Audience, LexicalIndex] = {}
        self._keys: dict[Audience, NDArray[np.int64]] = {}
        self._procedures: dict[tuple[Audience, ...], list[tuple[str, Found]]] = {}
        self._documents: dict[tuple[Audience, ...], dict[str, StoredDocument]] = {}
        self._owners: dict[Audience, tuple[dict[str, int], NDArray[np.intp]]] = {}

    @classmethod
    def open(cls, store: Path) -> Self:
        """The version of a store that answers now.

        Raises:
            StoreError: there is no store, or it was made by another release.
        """
        current = read_current(store)
        if current is None:
            raise StoreError(store, StoreProblem.NOTHING_INDEXED)
        folder = store / "versions" / current
        return cls(folder, Manifest.load(folder))

    @cached_property
    def vectors(self) -> VectorStore:
        """The passages' vectors."""
        from corpus.vectors import VectorStore

        return VectorStore.open(self.folder / "chroma", self.version, self.manifest.chroma_url)

    def size(self, audience: Audience) -> int:
        """Number of passages of an audience."""
        return self.manifest.chunks[audience.value]

    def words(self, audience: Audience) -> LexicalIndex:
        """The lexical index of an audience."""
        if audience not in self._words:
            folder = self.folder / "lexical" / audience.value
            self._words[audience] = LexicalIndex.load(folder, self.size(audience))
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
        if "vectors" in self.__dict__:
            self.vectors.close()
