"""Retrieval: a dense leg, a lexical leg and exact look-up of document numbers, fused.

The legs see the same passages (`fusion` adds what they say). A citizen's question never opens the
staff collection.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray
from pydantic import ConfigDict

from assistant import reranking
from assistant.fusion import (
    DEPTH,
    READ,
    Legs,
    Weights,
    fuse,
    lexical_leg,
    read_sentences,
    squash,
    weights_for,
)
from assistant.model import Passage, Question, Role
from assistant.preference import preferred
from assistant.proximity import sentences
from assistant.question import reread, understand
from corpus.lexical import LexicalIndex, indexed_terms
from corpus.model import Audience, Chunk
from corpus.store import Store
from corpus.vietnamese.references import Reference

if TYPE_CHECKING:
    from corpus.embedding import Embedder

_SECOND_HAND = 0.25
"""Off a passage of a document that was read from pictures or repaired: the same printed whole
elsewhere is the better source."""
_SPARE = 4  # passages found beyond those wanted: some may say what others say
NEAR = 8  # first passages beside which a question is read again
_BROAD = 0.15  # share of the passages that a filter leaves


class Mode(StrEnum):
    """Which legs answer."""

    HYBRID = "hybrid"
    DENSE = "dense"
    LEXICAL = "lexical"


def audiences_of(role: Role) -> tuple[Audience, ...]:
    """What a role may see."""
    if role is Role.STAFF:
        return (Audience.PUBLIC, Audience.STAFF)
    return (Audience.PUBLIC,)


def _position(keys: NDArray[np.int64], key: int) -> int:
    return int(np.searchsorted(keys, key))


def titled(texts: Sequence[str], titles: Sequence[str]) -> list[str]:
    """What is indexed of passages: their titles, where there are, before their texts."""
    return [". ".join(filter(None, pair)) for pair in zip(titles, texts, strict=True)]


def _of_sentences(
    texts: Sequence[str], titles: Sequence[str], embedder: Embedder
) -> list[NDArray[np.float32]]:
    """The vectors of each text's sentences, its title before each."""
    parts = [sentences(text) or [text] for text in texts]
    whole = [
        part
        for title, own in zip(titles, parts, strict=True)
        for part in titled(own, [title] * len(own))
    ]
    ends = np.cumsum([len(own) for own in parts])[:-1]
    return np.split(embedder.passages(whole), ends) if whole else []


class Index:
    """Passages in memory, one text each, for measuring the legs without a store."""

    def __init__(
        self,
        texts: Sequence[str],
        whole: Sequence[str],
        vectors: NDArray[np.float32],
        words: LexicalIndex,
        embedder: Embedder,
        sentences: Sequence[NDArray[np.float32]] = (),
    ) -> None:
        self.texts, self.whole = texts, whole
        self._vectors, self._words, self._embedder = vectors, words, embedder
        self._sentences = sentences

    @classmethod
    def from_texts(
        cls,
        texts: Sequence[str],
        titles: Sequence[str],
        embedder: Embedder,
        vectors: NDArray[np.float32] | None = None,
        *,
        split: bool = True,
    ) -> Self:
        """Index texts with their titles (empty where there is none).

        Args:
            texts: of the passages.
            titles: of the passages, as many as texts.
            embedder: embeds passages and questions.
            vectors: of `titled(texts, titles)`, shape (passages, dimension), where known already.
            split: whether each sentence is embedded, too, behind its title.
        """
        whole = titled(texts, titles)
        words = LexicalIndex.build(
            [indexed_terms(*pair) for pair in zip(whole, titles, strict=True)]
        )
        vectors = embedder.passages(whole) if vectors is None else vectors
        parts = _of_sentences(texts, titles, embedder) if split else ()
        return cls(texts, whole, vectors, words, embedder, parts)

    def rank(self, question: Question, k: int, mode: Mode = Mode.HYBRID) -> list[tuple[int, float]]:
        """(position, score) of the `k` best passages.

        What was typed without accents or with slips is read again beside the first passages.
        """
        ranked = self.once(question, max(k, NEAR), mode)
        again = reread(question, [self.whole[row] for row, _ in ranked[:NEAR]])
        return ranked[:k] if again is question else self.once(again, k, mode)

    def once(
        self, question: Question, k: int, mode: Mode, weights: Weights | None = None
    ) -> list[tuple[int, float]]:
        """The same of the question as it is read already, by other weights where they are given."""
        if weights is None:
            weights = weights_for(question) if mode is Mode.HYBRID else Weights(1.0, 1.0)
        legs = self.legs(question, k, mode)
        ranked = fuse(legs, weights, max(k, READ))
        if weights.sentence:
            first = [row for row, _, _ in ranked[:READ]]
            nearest: list[float] = []
            if self._sentences and weights.meaning:
                vector = self._embedder.query(question.understood)
                nearest = [float((self._sentences[row] @ vector).max()) for row in first]
            texts = [self.texts[row] for row in first]
            ranked = read_sentences(ranked, texts, legs, weights, nearest)
        return [(row, score) for row, score, _ in ranked[:k]]

    def legs(self, question: Question, k: int, mode: Mode = Mode.HYBRID) -> Legs:
        """What the legs of a mode say of the passages, at least `k` of the dense one's nearest."""
        lexical = np.zeros(self._words.size, np.float32)
        gains: dict[str, float] = {}
        dense: dict[int, float] = {}
        if mode is not Mode.DENSE:
            lexical, gains = lexical_leg(self._words, question)
        if mode is not Mode.LEXICAL:
            cosines = self._vectors @ self._embedder.query(question.understood)
            nearest = np.argsort(-cosines)[: max(k, DEPTH)]
            dense = {int(row): float(cosines[row]) for row in nearest}
        return Legs(dense, lexical, {}, gains)


class Retriever(BaseRetriever):
    """The legs over a store, as a LangChain retriever; `retrieve` keeps the project's own types."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    embedder: Any
    k: int = 12
    reranker: reranking.Reranker | None = None

    def retrieve(
        self,
        question: Question,
        role: Role,
        vector: NDArray[np.float32] | None = None,
        within: Collection[str] | None = None,
    ) -> list[Passage]:
        """The best passages a role may see, best first.

        Args:
            question: understood.
            role: who asks.
            vector: the question's embedding, shape (dimension,), where it is known already.
            within: names of the only documents that are ranked; all where it is not given.
        """
        vector = self.embedder.query(question.understood) if vector is None else vector
        found: list[Passage] = []
        depth = max(self.k + _SPARE, reranking.DEPTH if self.reranker else 0)
        for audience in audiences_of(role):
            if self.store.size(audience):
                legs = self.legs(audience, question, vector, within)
                found += self._found(audience, legs, weights_for(question), depth, vector)
        found.sort(key=lambda passage: -passage.score)
        if self.reranker:
            found = reranking.reranked(self.reranker, question, found[:depth])
        stored = self.store.documents(audiences_of(role))
        return preferred(found[:depth], question, stored)[: self.k]

    def legs(
        self,
        audience: Audience,
        question: Question,
        vector: NDArray[np.float32],
        within: Collection[str] | None = None,
    ) -> Legs:
        """What the legs say of an audience's passages, of which there is at least one."""
        keys = self.store.keys(audience)
        allowed = None if within is None else self.store.rows(audience, within)
        if allowed is not None and not allowed.any():
            return Legs({}, np.zeros(len(keys), np.float32), {})
        near = self._near(audience, vector, allowed, within)
        by_id = self.store.records.keys_of([id_ for id_, _ in near])
        dense = {_position(keys, by_id[id_]): cosine for id_, cosine in near if id_ in by_id}
        references = [Reference.parse(key) for key in question.references]
        cited = self.store.records.referring(references, [audience]) if references else {}
        references_at = {_position(keys, key): count for key, count in cited.items()}
        whole = {*dense, *references_at} if allowed is None else None
        lexical, gains = lexical_leg(self.store.words(audience), question, whole)
        if allowed is not None:
            lexical = np.where(allowed, lexical, np.float32(0))
            dense = {row: cosine for row, cosine in dense.items() if allowed[row]}
            references_at = {row: count for row, count in references_at.items() if allowed[row]}
        return Legs(dense, lexical, references_at, gains)

    def _near(
        self,
        audience: Audience,
        vector: NDArray[np.float32],
        allowed: NDArray[np.bool_] | None,
        within: Collection[str] | None,
    ) -> list[tuple[str, float]]:
        """The nearest passages that a filter leaves, and others where that is faster.

        Chroma's own filter costs most where it leaves much: of 20,000 passages, 132 ms where it
        leaves a quarter, 230 ms where it leaves three, against 15 ms for 500 unfiltered ones
        (2026-11-28). So where it leaves much, more are fetched, and what it leaves of them is
        taken, unless that is too little: then what is asked about stands elsewhere.
        """
        store, size = self.store, self.store.size(audience)
        if allowed is None or within is None:
            return store.nearest(audience, vector, min(DEPTH, size))
        share, wanted = float(allowed.mean()), min(DEPTH, int(allowed.sum()))
        own = {name for name in within if store.holds(audience, name)}
        if share > _BROAD:
            most = min(int(DEPTH / share) + DEPTH, size)
            found = store.nearest(audience, vector, most)
            at = store.records.keys_of([id_ for id_, _ in found])
            keys = store.keys(audience)
            left = [one for one in found if one[0] in at and allowed[_position(keys, at[one[0]])]]
            if 2 * len(left) >= wanted:
                return left[:DEPTH]
        return store.nearest(audience, vector, wanted, own)

    def _found(
        self,
        audience: Audience,
        legs: Legs,
        weights: Weights,
        k: int,
        vector: NDArray[np.float32],
    ) -> list[Passage]:
        """The `k` best passages by their legs and sentences, best first."""
        keys = self.store.keys(audience)
        ranked = fuse(legs, weights, max(k, READ))
        chunks = self.store.records.chunks([int(keys[row]) for row, _, _ in ranked])
        first = [chunks[int(keys[row])] for row, _, _ in ranked[:READ]]
        texts = [chunk.text for chunk in first]
        nearest = [self.nearest(chunk.id, vector) for chunk in first] if weights.meaning else []
        stored = self.store.documents([audience])
        return [
            Passage(
                chunk := chunks[int(keys[row])],
                squash(score - (_SECOND_HAND if stored[chunk.document].repaired else 0.0)),
                MappingProxyType(by_leg),
            )
            for row, score, by_leg in read_sentences(ranked, texts, legs, weights, nearest)[:k]
        ]

    def nearest(self, chunk_id: str, vector: NDArray[np.float32]) -> float:
        """The cosine of the sentence of a passage that is nearest to a question."""
        vectors = self.store.records.sentence_vectors(chunk_id, len(vector))
        return float((vectors @ vector).max())

    def nearest_of(
        self, chunks: Sequence[Chunk], vector: NDArray[np.float32], score: float
    ) -> list[Passage]:
        """Chunks as passages, nearest first, for those that are not found but looked up.

        Args:
            chunks: of the store.
            vector: the question's embedding, shape (dimension,).
            score: that each of them gets.
        """
        passages = [
            Passage(chunk, score, {"dense": self.nearest(chunk.id, vector), "lexical": 0.0})
            for chunk in chunks
        ]
        return sorted(passages, key=lambda passage: -passage.legs["dense"])

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[LangChainDocument]:
        question = kwargs.get("question") or understand(query)
        role = Role(kwargs.get("role", Role.CITIZEN))
        return [
            LangChainDocument(
                id=passage.chunk.id,
                page_content=passage.chunk.text,
                metadata={"passage": passage, "document": passage.chunk.document},
            )
            for passage in self.retrieve(question, role)
        ]
