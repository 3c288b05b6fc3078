"""A version of the store in the making: a folder beside the one that answers, until it is done."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus import chunks as chunking
from corpus import lexical, procedures
from corpus.errors import Reason, StoreError, UnreadableError
from corpus.manifest import Manifest
from corpus.model import Audience, Chunk, Document
from corpus.progress import Pages
from corpus.records import Records
from corpus.vector_cache import VectorCache
from corpus.vectors import VectorStore

if TYPE_CHECKING:
    from corpus.embedding import Embedder


class Draft:
    """A new version, from a copy of the one before or from nothing.

    Args:
        store: the store's folder.
        base: the version it begins as; none: empty.
        chroma_url: a Chroma server that holds the vectors, instead of a folder.
    """

    def __init__(
        self, store: Path, base: str | None, embedder: Embedder, chroma_url: str | None
    ) -> None:
        self.name = datetime.now(UTC).strftime("v%Y%m%d-%H%M%S-%f")
        self._folder = store / "versions" / f"{self.name}.part"
        self._folder.mkdir(parents=True)
        self._embedder = embedder
        self._url = chroma_url
        self._closed = False
        self._cache = VectorCache(store / "vectors.sqlite", embedder)
        try:
            self._records, self._vectors = self._open(store, base)
        except BaseException:
            self._cache.close()
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def _open(self, store: Path, base: str | None) -> tuple[Records, VectorStore]:
        path, chroma = self._folder / "records.sqlite", self._folder / "chroma"
        if not base:
            vectors = VectorStore.open(chroma, self.name, self._url, building=True)
            return Records.create(path), vectors
        before = store / "versions" / base
        shutil.copyfile(before / "records.sqlite", path)
        vectors = VectorStore.fork(before / "chroma", base, chroma, self.name, self._url)
        return Records.open(path, writable=True), vectors

    def forget(self, name: str, audience: Audience) -> None:
        """Take out one document."""
        self._vectors.remove(audience, self._records.remove(name))

    def add(
        self, document: Document, before: Audience | None, progress: Pages | None = None
    ) -> None:
        """Cut a document into passages, embed and write them.

        Args:
            document: as read.
            before: who could see the document that it replaces; None where there is none.
            progress: called with (passages embedded, passages to be embedded).

        Raises:
            UnreadableError: EMPTY; nothing was changed then.
        """
        found = procedures.find(document.pages)
        pieces = chunking.cut(document, self._embedder.count_many, found)
        if not pieces:
            raise UnreadableError(document.path, Reason.EMPTY)
        texts = [passage_text(chunk) for chunk in pieces]
        split = [chunk for chunk in pieces if _is_split(chunk)]
        sentences = [chunk.read(a, b) for chunk in split for a, b in chunk.sentences]
        embedded = self._cache.passages(texts + sentences, progress)
        if before:
            self.forget(document.name, before)
        self._vectors.add(
            document.audience,
            [chunk.id for chunk in pieces],
            texts,
            [document.name] * len(pieces),
            embedded[: len(texts)],
        )
        rest = iter(embedded[len(texts) :])
        of_sentences = [
            np.stack([next(rest) if _is_split(chunk) else whole for _ in chunk.sentences])
            for chunk, whole in zip(pieces, embedded, strict=False)
        ]
        self._records.add(document, pieces, [v.astype(np.float16) for v in of_sentences], found)

    def index_words(self) -> dict[str, int]:
        """Build the lexical indices; how many passages each audience has."""
        counts: dict[str, int] = {}
        for audience in Audience:
            index = lexical.LexicalIndex.build(
                [
                    *lexical.indexed_terms(passage_text(chunk), ". ".join(chunk.heading)),
                    *_printed_terms(chunk, self._records),
                ]
                for chunk in self._records.all_chunks(audience)
            )
            index.save(self._folder / "lexical" / audience.value)
            counts[audience.value] = index.size
        self._records.commit()
        return counts

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, and give the folder its name: now it can be made current.

        Raises:
            StoreError: some of the vectors are not where they were put.
        """
        self._vectors.check(manifest.chunks)
        self._close()
        manifest.save(self._folder)
        self._folder.rename(self._folder.with_suffix(""))

    def discard(self) -> None:
        """Throw the draft away; nothing happens once it is finished."""
        if not self._closed:
            if self._url:
                with suppress(StoreError):  # a server that is away; the next build clears up
                    self._vectors.drop()
            self._close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _close(self) -> None:
        self._closed = True
        self._cache.close()
        self._records.close()
        self._vectors.close()


def passage_text(chunk: Chunk) -> str:
    """What is embedded and indexed of a passage: its heading path, then its text."""
    above = [title for title in chunk.heading if title not in chunk.text]
    return ". ".join([*above, chunk.text])


def _printed_terms(chunk: Chunk, records: Records) -> list[str]:
    """Keys of what is printed where repair reads something else; a wrong guess hides nothing."""
    anew = [token for token in chunk.tokens if token.confidence < 1.0]
    if not anew:
        return []
    lines = records.lines(chunk.document, span=(anew[0].line, anew[-1].line))
    sources = {line.position: line.source for line in lines}
    printed = " ".join(sources[t.line][t.start : t.end] for t in anew if t.line in sources)
    read = set(lexical.terms(" ".join(token.text for token in anew)))
    return [term for term in lexical.terms(printed) if " " not in term and term not in read]


def _is_split(chunk: Chunk) -> bool:
    """Whether a passage's sentences have vectors of their own.

    The fields of a record are found by their names, so they share the passage's, as does a sentence
    that is the whole passage.
    """
    return chunk.procedure is None and len(chunk.sentences) > 1
