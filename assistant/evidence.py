"""Evidence: how well sentences and passages cover what a question asks for.

Coverage is the share of the question's content, weighted by how much each word tells (idf), that a
text says. A word that no document holds weighs most: it is what the documents do not say.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant import asked_documents, attributes, proximity
from assistant.confidence import confidence
from assistant.coverage import Weigher
from assistant.demands import Demands, told
from assistant.discounts import (
    behind_siblings,
    behind_twins,
    discount,
    is_damaged,
    is_guessed,
    keys_of,
    of_the_new_subject,
    put_behind,
)
from assistant.fusion import LEAST, query_terms
from assistant.model import Kind, Language, Passage, Question
from assistant.places import level_of
from assistant.spans import spans, spelled_out
from corpus.model import Audience, StoredDocument
from corpus.store import Store
from corpus.vietnamese import abbreviations
from corpus.vietnamese.references import Reference
from corpus.vietnamese.references import find as find_references

if TYPE_CHECKING:
    from assistant.projection import Projection
    from assistant.reading import Read

HIGHEST = 4.5  # hardly a passage and its sentence score more together
_LEAST_ODDS = 0.005
_NEAR_UNKNOWN, _NEAR_ENGLISH, _TURNED_ENGLISH = 0.855, 0.05, 0.03
_TENTH = 10
_LACKING, _DAMAGED = 0.75, 0.9
_REPAIRED = 0.95


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts of a sentence, and how much.

    Attributes:
        own: share of the question's content in it and its heading.
        before: what the sentence before it adds to that.
        whole: the same share in its passage.
        held: share of the question's terms for the lexical leg that it holds, accented ones too.
        near: nearness in meaning, 0-1.
        answering: cosine of the turned question (`assistant.projection`), .14 for one that answers.
        rank: score of its passage, the first ones' the most.
        typed: whether it has the form that is asked for.
        named: whether it names the document that is asked for.
        length: logarithm of its words.
        always: keeps the scores of both kinds where they can be compared.
    """

    own: float = 1.0
    before: float = 0.0
    whole: float = 0.0
    held: float = 0.0
    near: float = 0.0
    answering: float = 0.0
    rank: float = 0.0
    typed: float = 0.0
    named: float = 0.0
    length: float = 0.0
    always: float = 0.0


# Fitted on 3,600 of the reader's questions (docs/decisions/0029-turned-to-the-answer.md), 2026-11-30.
_TURNED = Weights(
    before=0.56,
    held=0.75,
    answering=3.5,
    rank=0.46,
    typed=0.32,
    named=0.4,
    length=-0.05,
    always=0.2,
)
# For the fields of a record, whose sentences share the vector of the whole, and for other models.
# Tuned on the example questions and eval/sets/demo.jsonl, 2026-11-23.
_UNTURNED = Weights(before=0.35, whole=0.4, near=0.6, rank=0.5, typed=0.25, named=0.6)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage with how well it answers.

    Attributes:
        index: its position in `passage.chunk.sentences`.
        coverage: share (0-1) of the question's content in the sentence and its heading.
        typed: whether it holds a span of the kind that is asked for (True where none is needed).
        read: what of the score is the reader's.
        lacks: what it does not tell of that the question demands (see `demands`).
        unsaid: the weightiest word of the question that it does not say, as a share of all (0-1).
        behind: the sentence of its passage that says the same of the case that the question names.
    """

    passage: Passage
    index: int
    text: str
    score: float
    coverage: float
    typed: bool
    read: float = 0.0
    lacks: tuple[str, ...] = ()
    unsaid: float = 0.0
    behind: int | None = None

    @property
    def unread(self) -> float:
        """The score without the reader's part."""
        return self.score - self.read


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was found for a question.

    Attributes:
        sentences: best first.
        passages: best first, by what retrieval says and by their best sentence.
        coverage: share of the question's content in the best passage, its headings included.
        known: share of the question's content that stands anywhere in the documents.
        nearness: cosine of the question and the nearest passage, as it would be were the question
            typed in Vietnamese with its accents.
        lead: by how much the sentence nearest in meaning is nearer (cosine) than the tenth.
        missing: document numbers of the question that the best passages do not hold.
        reads: what the reader says of the best passages, where there is one.
    """

    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]
    coverage: float
    known: float
    nearness: float
    missing: tuple[str, ...]
    reads: tuple[Read, ...] = ()
    lead: float = 0.0

    @property
    def confidence(self) -> float:
        """How likely (0-1) the documents answer the question: a logistic model of the evidence."""
        return confidence(self.features, read=bool(self.reads))

    @property
    def features(self) -> tuple[float, ...]:
        """What refusal is decided by: nearness, the best sentence's score without the reader's part,
        what the first sentence does not say, the nearest one's lead, and the log odds that the reader
        gives the passage most likely to answer.
        """
        best = max((s.unread for s in self.sentences), default=0.0)
        unsaid = self.sentences[0].unsaid if self.sentences else 1.0
        answers = max((one.reading.answers for one in self.reads), default=0.5)
        answers = min(max(answers, _LEAST_ODDS), 1 - _LEAST_ODDS)
        odds = float(np.log(answers / (1 - answers)))
        return self.nearness, best, unsaid, self.lead, odds


def weigh(
    question: Question,
    passages: Sequence[Passage],
    store: Store,
    audiences: Sequence[Audience],
    vector: NDArray[np.float32],
    projection: Projection | None = None,
) -> Evidence:
    """Score every sentence of the passages for a question.

    Args:
        question: understood.
        passages: retrieved, best first.
        store: the version they come from; holds the sentences' vectors.
        audiences: what may be counted for idf.
        vector: the question's embedding, shape (dimension,).
        projection: turns it to the sentences that answer, where there is one for the model.
    """
    weigher = Weigher(question, store, audiences)
    gains = _gains(question, store, audiences)
    most = max(sum(gains.values()), LEAST)
    turned = projection(question.spoken, vector) if projection else None
    titles = store.documents(audiences)
    demands = Demands(question)
    table = abbreviations.version()
    asked_level = level_of(question.understood)
    scored: list[Sentence] = []
    near_in_meaning: list[float] = []
    best_coverage = 0.0
    for rank, passage in enumerate(passages):
        chunk = passage.chunk
        above = keys_of(". ".join(chunk.heading), table)
        texts = [chunk.read(first, last) for first, last in chunk.sentences]
        said = [keys_of(text, table) for text in texts]
        level = level_of(f"{titles[chunk.document].title} {' '.join(chunk.heading)}")
        kept = _DAMAGED if is_damaged(chunk.text) else 1.0
        if is_guessed(titles[chunk.document]):
            kept *= _REPAIRED  # the same printed whole elsewhere is the better source
        everything = above.union(*said)
        whole = weigher.coverage(everything)
        best_coverage = max(best_coverage, whole)
        vectors = store.records.sentence_vectors(chunk.id, store.manifest.dimension)
        cosines = vectors @ vector
        weights, answering = _UNTURNED, cosines
        if turned is not None and chunk.procedure is None:
            weights, answering = _TURNED, vectors @ turned
        near_in_meaning += cosines.tolist()
        for index, text in enumerate(texts):
            own = weigher.coverage(said[index] | above)
            near = weigher.coverage(said[index] | above | said[index - 1]) if index else own
            typed = is_typed(question, text)
            lacks: tuple[str, ...] = ()
            if demands:
                lacks = demands.lacking(told(chunk, index, texts, titles[chunk.document]))
            score = (
                weights.always
                + weights.own * (own + weights.before * (near - own))
                + weights.whole * whole
                + (weights.held and weights.held * proximity.held(text, gains) / most)
                + weights.near * _meaning(float(cosines[index]), question)
                + weights.answering * _answering(float(answering[index]), question)
                + weights.rank * passage.score / (1 + 0.3 * rank)
                + (weights.typed if typed else 0.0)
                + (weights.named if _names(question, text) else 0.0)
                + weights.length * math.log1p(len(text.split()))
            ) * discount(question, text, chunk, titles[chunk.document].title, level, asked_level)
            score *= kept * (_LACKING if lacks else 1.0)
            unsaid = weigher.unsaid(said[index])
            scored.append(Sentence(passage, index, text, score, own, typed, 0.0, lacks, unsaid))
    scored = of_the_new_subject(question, scored, weigher, table)
    scored = behind_twins(scored, titles, table)
    scored = put_behind(behind_siblings(question, scored, weigher, table))
    scored.sort(key=lambda sentence: -sentence.score)
    return Evidence(
        tuple(scored),
        _reordered(passages, scored),
        best_coverage,
        weigher.known,
        _nearness(question, passages),
        _missing(question, scored[:4], store),
        lead=_lead(near_in_meaning),
    )


def _lead(cosines: Sequence[float]) -> float:
    nearest = sorted(cosines, reverse=True)[:_TENTH]
    return nearest[0] - nearest[-1] if nearest else 0.0


def _nearness(question: Question, passages: Sequence[Passage]) -> float:
    if question.language is Language.VIETNAMESE and not question.has_accents:
        return _NEAR_UNKNOWN  # the model cannot read it
    cosine = max((passage.legs["dense"] for passage in passages), default=0.0)
    return cosine + (_NEAR_ENGLISH if question.language is Language.ENGLISH else 0.0)


def _reordered(passages: Sequence[Passage], sentences: Sequence[Sentence]) -> tuple[Passage, ...]:
    """The passages by the sum of their own score and their best sentence's.

    On the 24 answerable example questions this raised recall at 1 from .63 to .71, and at 5 from .96
    to 1 (2026-11-23).
    """
    best: dict[str, float] = {}
    for sentence in sentences:
        best.setdefault(sentence.passage.chunk.id, sentence.score)
    scored = [
        replace(passage, score=min(1.0, (passage.score + best[passage.chunk.id]) / HIGHEST))
        for passage in passages
    ]
    return tuple(sorted(scored, key=lambda passage: -passage.score))


def _names(question: Question, text: str) -> bool:
    """Whether a sentence prints a document number that the question names."""
    held = find_references(text) if question.references else ()
    return any(Reference.parse(key).agrees(ref) for key in question.references for ref in held)


def _gains(question: Question, store: Store, audiences: Sequence[Audience]) -> dict[str, float]:
    """What each term of a question tells, by the audience that has it least."""
    weighted = query_terms(question)
    asked = list(weighted), list(weighted.values())
    by_audience = [store.words(audience).gains(*asked) for audience in audiences]
    return dict(zip(weighted, np.max(by_audience, axis=0).tolist(), strict=True))


def _meaning(cosine: float, question: Question) -> float:
    """A cosine of the embedding model on a scale from 0 to 1; nothing without accents to read."""
    if not question.has_accents:
        return 0.0
    foreign = _NEAR_ENGLISH if question.language is Language.ENGLISH else 0.0
    return min(1.0, max(0.0, (cosine + foreign - 0.78) / 0.14))


def _answering(cosine: float, question: Question) -> float:
    """The cosine of the turned question, as it would be in Vietnamese; nothing without accents to read."""
    if not question.has_accents:
        return 0.0
    return cosine + (_TURNED_ENGLISH if question.language is Language.ENGLISH else 0.0)


def is_typed(question: Question, text: str) -> bool:
    """Whether a text holds a span of the kind that is asked for; true where none is needed."""
    kind = question.kind
    wanted = attributes.asked(question)
    if wanted is not None:
        # "miễn phí" is no sum, where the sum is asked for
        summed = wanted.name != "money" or kind is not Kind.NUMBER or bool(spans(kind, text))
        return summed and bool(wanted.answers.search(text))
    if kind is Kind.DOCUMENT_NUMBER and asked_documents.asked_with_which(question):
        return any(not asked_documents.is_named(question, one.text) for one in spans(kind, text))
    if kind in (Kind.NUMBER, Kind.DATE, Kind.DOCUMENT_NUMBER):
        return bool(spans(kind, text))
    if kind is Kind.DEFINITION:
        return spelled_out(question.read, text) is not None
    return True


def _missing(question: Question, best: Sequence[Sentence], store: Store) -> tuple[str, ...]:
    """Document numbers that the question names and no good sentence's passage holds."""
    if not question.references:
        return ()
    documents = store.documents(tuple(Audience))
    around = " ".join(
        " ".join([chunk.document, *chunk.heading, chunk.text, _name(documents[chunk.document])])
        for chunk in (sentence.passage.chunk for sentence in best)
    )
    held = find_references(around)
    return tuple(
        key
        for key in question.references
        if not any(Reference.parse(key).agrees(reference) for reference in held)
    )


def _name(document: StoredDocument) -> str:
    return f"{document.title} {document.date or ''}"
