"""Vectors: the collections in Chroma.

The same code serves an embedded Chroma folder, which belongs to one version, and a Chroma server
shared by several processes, where a version is only a collection's name.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreError, StoreProblem
from corpus.model import Audience

if TYPE_CHECKING:
    from langchain_chroma import Chroma


_COSINE = {
    "hnsw": {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 256}
}
_BATCH = 2_000
_PATIENCE = 5.0  # seconds for a server's answer to a question
_ASKED_FIRST = ("heartbeat", "auth/identity", "tenants/default_tenant/databases/default_database")
_PATIENCE_BUILDING = 300.0  # and to a batch that is written


@contextmanager
def _explained(folder: Path, url: str | None, *, building: bool = False) -> Iterator[None]:
    """What a Chroma server or folder fails with, as what is wrong with the store.

    Chroma's client raises all sorts of errors when no server is there or another program answers.
    A folder that is being written is not damaged by what stops the writing (a full disk).
    """
    from chromadb.errors import NotFoundError

    try:
        yield
    except NotFoundError as error:
        problem = StoreProblem.NO_VECTORS if url else StoreProblem.DAMAGED
        raise StoreError(folder.parent, problem) from error
    except Exception as error:
        if building and not url:
            raise
        problem = StoreProblem.NO_SERVER if url else StoreProblem.DAMAGED
        raise StoreError(folder.parent, problem) from error


def _server(url: str, settings: Any, patience: float) -> Any:
    """A client of a Chroma server that answers, and that is given so many seconds each time."""
    import chromadb
    import httpx

    # Chroma's client waits for ever: what it asks first is asked here before it, with a time-out
    for path in _ASKED_FIRST:
        httpx.get(f"{url.rstrip('/')}/api/v2/{path}", timeout=_PATIENCE).raise_for_status()
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    client = chromadb.HttpClient(
        host=parts.hostname or "localhost",
        port=parts.port or (443 if secure else 80),
        ssl=secure,
        settings=settings,
    )
    session: Any = vars(client)["_server"]  # the one way to its time-out
    session._session.timeout = httpx.Timeout(patience, connect=_PATIENCE)
    return client


class _Given:
    """An embedding function that hands LangChain the vectors that were computed already."""

    def __init__(self, vectors: dict[str, Sequence[float]]) -> None:
        self._vectors = vectors

    def embed_documents(self, texts: list[str]) -> list[Sequence[float]]:
        return [self._vectors[text] for text in texts]

    def embed_query(self, text: str) -> Sequence[float]:
        return self._vectors[text]


class VectorStore:
    """The passages' vectors of one version, public and staff apart."""

    def __init__(
        self,
        client: Any,
        version: str,
        place: Path,
        url: str | None = None,
        *,
        building: bool = False,
    ) -> None:
        self._client = client
        self._version = version
        self._place, self._url, self._building = place, url, building
        self._opened: dict[Audience, Any] = {}

    @classmethod
    def open(
        cls, folder: Path, version: str, url: str | None = None, *, building: bool = False
    ) -> Self:
        """The collections of `version`, in a Chroma folder, or on a server where `url` is given.

        Args:
            folder: of the collections; with a server only where its version's files are.
            version: its name.
            url: of a server.
            building: to write to them; a server may take longer then.

        Raises:
            StoreError: the server does not answer, or the folder cannot be read.
        """
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        with _explained(folder, url, building=building):
            if url:
                patience = _PATIENCE_BUILDING if building else _PATIENCE
                client = _server(url, settings, patience)
                return cls(client, version, folder, url, building=building)
            folder.mkdir(parents=True, exist_ok=True)
            client = chromadb.PersistentClient(path=str(folder), settings=settings)
            return cls(client, version, folder, building=building)

    @classmethod
    def fork(
        cls, source: Path, source_version: str, target: Path, version: str, url: str | None = None
    ) -> Self:
        """A copy of one version's collections under a new version's name.

        Raises:
            StoreError: the server does not answer, or has not got the old version.
        """
        if not url:
            shutil.copytree(source, target)
            store = cls.open(target, version, building=True)
            for audience in Audience:
                old = f"{audience.value}-{source_version}"
                if old in {collection.name for collection in store._client.list_collections()}:
                    store._client.get_collection(old, embedding_function=None).modify(
                        name=store._name(audience)
                    )
            return store
        store = cls.open(target, version, url, building=True)
        try:
            with store._explained():
                store._copy(source_version)
        except BaseException:
            store.close()
            raise
        return store

    def _copy(self, version: str) -> None:
        """Copy another version's collections on the same server."""
        held = {collection.name for collection in self._client.list_collections()}
        for audience in Audience:
            name = f"{audience.value}-{version}"
            if name not in held:  # nobody of this audience had a document, or `count` will tell
                continue
            old = self._client.get_collection(name, embedding_function=None)
            new = self._collection(audience)
            for offset in range(0, old.count(), _BATCH):
                part = old.get(
                    limit=_BATCH, offset=offset, include=["embeddings", "documents", "metadatas"]
                )
                new.upsert(
                    **{key: part[key] for key in ("ids", "embeddings", "documents", "metadatas")}
                )

    def add(
        self,
        audience: Audience,
        ids: Sequence[str],
        texts: Sequence[str],
        documents: Sequence[str],
        vectors: NDArray[np.float32],
    ) -> None:
        """Add passages with their vectors, shape (passages, dimension).

        Raises:
            StoreError: the server does not answer.
        """
        by_text = {text: vector.tolist() for text, vector in zip(texts, vectors, strict=True)}
        with self._explained():
            chroma = self.langchain(audience, _Given(by_text))
            for start in range(0, len(ids), _BATCH):
                part = slice(start, start + _BATCH)
                chroma.add_texts(
                    list(texts[part]),
                    metadatas=[{"document": document} for document in documents[part]],
                    ids=list(ids[part]),
                )

    def count(self, audience: Audience) -> int:
        """How many passages an audience has.

        Raises:
            StoreError: the server does not answer, or has not got this version.
        """
        with self._explained():
            return int(self._existing(audience).count())

    def check(self, sizes: Mapping[str, int]) -> None:
        """Find out whether every passage has its vector.

        Args:
            sizes: number of passages by audience.

        Raises:
            StoreError: some are missing, or the server does not answer.
        """
        for audience in Audience:
            if sizes[audience] and self.count(audience) != sizes[audience]:
                problem = StoreProblem.NO_VECTORS if self._url else StoreProblem.DAMAGED
                raise StoreError(self._place.parent, problem)

    def remove(self, audience: Audience, ids: Sequence[str]) -> None:
        """Remove passages by id; unknown ids are nothing to remove.

        Raises:
            StoreError: the server does not answer.
        """
        with self._explained():
            collection = self._collection(audience)
            for start in range(0, len(ids), _BATCH):
                collection.delete(ids=list(ids[start : start + _BATCH]))

    def nearest(
        self,
        audience: Audience,
        vector: NDArray[np.float32],
        k: int,
        documents: Collection[str] | None = None,
    ) -> list[tuple[str, float]]:
        """The `k` nearest passages as (id, cosine similarity), best first.

        Args:
            audience: whose.
            vector: shape (dimension,).
            k: how many.
            documents: names of the only documents that may be looked at, at least one.

        Raises:
            StoreError: the server does not answer, or has not got this version any more.
        """
        where = None if documents is None else {"document": {"$in": list(documents)}}
        with self._explained():
            found = self._existing(audience).query(
                query_embeddings=[vector.tolist()], n_results=k, where=where, include=["distances"]
            )
        return [
            (id_, 1.0 - float(distance))
            for id_, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def langchain(self, audience: Audience, embeddings: Any) -> Chroma:
        """The collection as LangChain's vector store."""
        from langchain_chroma import Chroma

        return Chroma(
            client=self._client,
            collection_name=self._name(audience),
            embedding_function=embeddings,
            collection_configuration=_COSINE,  # type: ignore[arg-type]
        )

    def drop(self) -> None:
        """Remove this version's collections (on a server; a folder is removed with its version).

        Raises:
            StoreError: the server does not answer.
        """
        with self._explained():
            existing = {collection.name for collection in self._client.list_collections()}
            for audience in Audience:
                if self._name(audience) in existing:
                    self._client.delete_collection(self._name(audience))

    @classmethod
    def discard(cls, folder: Path, version: str, url: str) -> None:
        """Remove the collections of a version from a server.

        Raises:
            StoreError: the server does not answer.
        """
        with closing(cls.open(folder, version, url, building=True)) as store:
            store.drop()

    def close(self) -> None:
        """Release the client and its files."""
        self._client.close()

    def _explained(self) -> AbstractContextManager[None]:
        return _explained(self._place, self._url, building=self._building)

    def _existing(self, audience: Audience) -> Any:
        """A collection to read: one that is gone is not made anew, as it would answer nothing."""
        if audience not in self._opened:
            self._opened[audience] = self._client.get_collection(
                self._name(audience), embedding_function=None
            )
        return self._opened[audience]

    def _name(self, audience: Audience) -> str:
        return f"{audience.value}-{self._version}"

    def _collection(self, audience: Audience) -> Any:
        return self._client.get_or_create_collection(
            self._name(audience), configuration=_COSINE, embedding_function=None
        )
