"""The retrieval chain over one version of the store: understand → retrieve → answer → write → verify.

A stage takes the state and returns it with its part filled; a stage that ends the matter sets the
answer, and those after it let it pass. The stages are LangChain Runnables, each timed. Only with a
language model is there something to write.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.runnables import Runnable, RunnableLambda
from numpy.typing import NDArray

from assistant import composing, guard, reading, validity, verification
from assistant.answers import extractive, generative, procedures, together
from assistant.answers.draft import Draft
from assistant.answers.proposing import Records, prefers_record, propose
from assistant.coverage import Weigher
from assistant.evidence import Evidence, weigh
from assistant.filters import Filters, choose
from assistant.meant import (
    LEAST_MEANT,
    LEAST_MEANT_OF_SENTENCE,
    Meant,
    Names,
    is_named,
    likelier,
    ranked,
)
from assistant.messages import say
from assistant.model import (
    Answer,
    Citation,
    Language,
    Notice,
    Passage,
    Question,
    Role,
    Status,
)
from assistant.projection import Projection
from assistant.question import reread, understand
from assistant.reader import Reader
from assistant.retrieval import NEAR, Retriever, audiences_of
from assistant.settings import Settings
from corpus.model import Chunk, StoredDocument
from corpus.procedures import Found
from corpus.store import Store
from corpus.vietnamese.normalise import fold

if TYPE_CHECKING:
    from assistant.llm import Writer
    from assistant.reranking import Reranker
    from corpus.embedding import Embedder

_log = logging.getLogger(__name__)
_NEAR = 2  # passages that are read for a part of a question
_RETRIEVED = 10
_SURELY = 0.8
"""How likely a record has to be meant by a question that is taken for a follow-up although its words do not
tell: chosen on the follow-ups of the dev sets, 2026-11-30."""


@dataclass(frozen=True, slots=True)
class State:
    """What is known of one question as it passes the stages."""

    text: str
    history: tuple[str, ...]
    role: Role
    question: Question
    filters: Filters = field(default_factory=Filters)
    within: frozenset[str] | None = None
    vector: NDArray[np.float32] | None = None
    passages: tuple[Passage, ...] = ()
    matched: Mapping[str, float] = field(default_factory=dict)
    draft: Draft | None = None
    heard: Callable[[str], None] | None = None
    answer: Answer | None = None
    timings: dict[str, float] = field(default_factory=dict)


class Chain:
    """The stages over one version of the store."""

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        settings: Settings,
        reranker: Reranker | None = None,
        reader: Reader | None = None,
        writer: Writer | None = None,
        projection: Projection | None = None,
        names: Names | None = None,
    ) -> None:
        self.store, self._embedder, self._settings = store, embedder, settings
        self._reader, self._writer = reader, writer
        self._projection = projection
        self._names = names
        self._retriever = Retriever(store=store, embedder=embedder, k=_RETRIEVED, reranker=reranker)
        self.runnable: Runnable[State, State] = (
            _stage("understand", self._understand)
            | _stage("retrieve", self._retrieve)
            | _stage("answer", self._answer)
            | _stage("write", self._write)
            | _stage("verify", self._verify)
        )

    def _understand(self, state: State) -> State:
        refused = guard.check(state.text, self._settings.max_question)
        if refused:
            status, sentence = refused
            shown = state.text[: self._settings.max_question]
            question = Question(text=shown, understood=shown, search=shown)
            return replace(state, question=question, answer=Answer(question, status, sentence))
        return replace(state, question=understand(state.text, state.history))

    def _retrieve(self, state: State) -> State:
        question, within = state.question, None
        if state.filters:
            documents = self.store.documents(audiences_of(state.role))
            choice = choose(state.filters, documents)
            refused = composing.filtered_out(state.filters, choice, documents, question.language)
            if refused:
                return replace(state, answer=Answer(question, Status.NOT_FOUND, refused))
            within = choice.names
        vector = self._embedder.query(question.spoken)
        passages = self._retriever.retrieve(question, state.role, vector, within)
        near = [". ".join((*p.chunk.heading, p.chunk.text)) for p in passages[:NEAR]]
        again = reread(question, near, state.history)
        if again is not question:
            vector = self._embedder.query(again.spoken)
            passages = self._retriever.retrieve(again, state.role, vector, within)
        state = replace(
            state, question=again, vector=vector, passages=tuple(passages), within=within
        )
        return self._matched(state) if self._names else state

    def _matched(self, state: State) -> State:
        """With which procedures are likely meant, and the passages of others lowered."""
        assert self._names is not None
        records = self._records(state)
        matched = self._names.matched(state.question, state.passages, records.known)
        passages = [*state.passages, *self._of_the_like(state, matched, records)]
        return replace(state, matched=matched, passages=tuple(ranked(passages, matched)))

    def _of_the_like(
        self, state: State, matched: Mapping[str, float], records: Records
    ) -> list[Passage]:
        """The nearest passages of a procedure that was not found and is likelier meant than all that were."""
        like = likelier(state.question, state.passages, matched, records)
        if like is None:
            return []
        assert state.vector is not None
        score = max(p.score for p in state.passages if p.chunk.procedure in matched)
        return self._retriever.nearest_of(records.chunks_of(like), state.vector, score)[:_NEAR]

    def _answer(self, state: State) -> State:
        draft, passages = self._drafted(state)
        ask = partial(self._apart, state)
        find = partial(self._find, state)
        draft = together.answer(state.question, draft, passages, ask, find) or draft
        if draft.status is Status.NOT_FOUND:
            state, draft, passages = self._as_follow_up(state) or (state, draft, passages)
        question = state.question
        if state.within is not None:
            draft = composing.told_of_filters(
                draft, state.filters, len(state.within), question.language
            )
        return replace(state, draft=draft, passages=passages)

    def _drafted(self, state: State, least: float = 0.0) -> tuple[Draft, tuple[Passage, ...]]:
        """What sentences and records answer, and the passages, best first by their sentences too.

        Args:
            state: with what was retrieved.
            least: how likely the record of an answer has to be the one that is meant, if more than usual.
        """
        question, audiences = state.question, audiences_of(state.role)
        assert state.vector is not None
        titles = {d.name: d.title for d in self.store.documents(audiences).values()}
        evidence = weigh(
            question, state.passages, self.store, audiences, state.vector, self._projection
        )
        unread = evidence
        reads: Sequence[reading.Read] = ()
        if self._reader and evidence.passages:
            best = evidence.passages[: reading.READ]
            reads = reading.read(self._reader, question, best, evidence.sentences)
            evidence = reading.reweighed(evidence, reads)
        draft = extractive.answer(
            question,
            evidence,
            titles,
            self.store.records.beside,
            partial(reading.read, self._reader),
        )
        refused = draft.status is Status.NOT_FOUND
        proposed = self._of_procedure(state, unread, reads, refused=refused)
        of_record = proposed is not None and prefers_record(draft, proposed, question)
        if proposed and of_record:
            draft = procedures.joined(proposed, draft, reads, question)
        draft = self._of_what_is_meant(state, draft, evidence, proposed=of_record, least=least)
        return draft, evidence.passages

    def _as_follow_up(self, state: State) -> tuple[State, Draft, tuple[Passage, ...]] | None:
        """What a record answers to a question that alone has no answer, as one that follows the question before
        it; None where that answers no more, or it was taken to follow it already.

        Of sentences there is always one that says what was asked before: they answer nothing here.
        """
        if not state.history or state.question.context:
            return None
        question = understand(state.text, state.history, follows=True)
        if not question.context:
            return None
        joined = self._retrieve(replace(state, question=question))
        if joined.answer is not None:
            return None
        draft, passages = self._drafted(joined, least=_SURELY)
        answered = draft.record is not None and draft.status is Status.ANSWERED
        return (joined, draft, passages) if answered else None

    def _of_what_is_meant(
        self,
        state: State,
        draft: Draft,
        evidence: Evidence,
        *,
        proposed: bool,
        least: float = 0.0,
    ) -> Draft:
        """A draft; where it is from the record of another procedure than is meant what the record of that one
        answers, if it is known, or a refusal.
        """
        key, meant = draft.record, self._meant(state, evidence)
        if key is None or meant is None:
            return draft
        usual = LEAST_MEANT if proposed else LEAST_MEANT_OF_SENTENCE
        if meant.likelihood(key) >= max(usual, least):
            return draft
        other = None if least else self._of_the_likelier(state, key, meant)
        return other or procedures.another(state.question, meant.name(key))

    def _of_the_likelier(self, state: State, key: str, meant: Meant) -> Draft | None:
        """What the record of the procedure answers that is clearly likelier meant than a record, and likely
        enough; None where there is none, or it answers nothing.
        """
        other = meant.clearly_likelier(key)
        if other is None:
            return None
        assert state.vector is not None
        score = max(passage.score for passage in state.passages)
        chunks = meant.records.chunks_of(other)
        passages = self._retriever.nearest_of(chunks, state.vector, score)[:_RETRIEVED]
        alone = replace(state, passages=tuple(passages), matched={})
        answered = self._drafted(alone, least=LEAST_MEANT)[0]
        return answered if answered.status is not Status.NOT_FOUND else None

    def _meant(self, state: State, evidence: Evidence) -> Meant | None:
        """What tells which procedure is meant; None where the question names a document or a code itself."""
        question = state.question
        if self._names is None or is_named(question):
            return None
        assert state.vector is not None
        records = self._records(state)
        return Meant(question, state.vector, evidence, records, self._names, state.matched)

    def _apart(self, state: State, asked: str) -> Draft | None:
        """What answers the question of one of two things that are compared."""
        alone = replace(state, text=asked, history=(), question=understand(asked), draft=None)
        alone = self._retrieve(alone)
        return self._drafted(alone)[0] if alone.answer is None else None

    def _of_procedure(
        self, state: State, unread: Evidence, reads: Sequence[reading.Read], *, refused: bool
    ) -> Draft | None:
        """What the record says of the procedure that is meant."""
        records = self._records(state)
        return propose(state.question, records, state.passages, unread, reads, refused=refused)

    def _records(self, state: State) -> Records:
        """The procedures that may answer."""
        known = [
            (document, found)
            for document, found in self.store.procedures(audiences_of(state.role))
            if state.within is None or document in state.within
        ]
        weigher = partial(Weigher, state.question, self.store, audiences_of(state.role))
        return Records(known, self._chunks_of, weigher, state.matched)

    def _chunks_of(self, match: procedures.Match) -> list[Chunk]:
        found = match.found
        return self.store.records.chunks_between(match.document, found.first, found.last)

    def _find(self, state: State, near: Sequence[Passage], asked: str) -> list[reading.Read]:
        """The passages nearest to a part of a question and to the whole, as they are read for the part."""
        question = understand(asked)
        vector = self._embedder.query(question.spoken)
        found = self._retriever.retrieve(question, state.role, vector, state.within)
        passages = {passage.chunk.id: passage for passage in (*found[:_NEAR], *near)}
        return reading.read(self._reader, question, list(passages.values()), every=True)

    def _write(self, state: State) -> State:
        draft = state.draft
        if draft is None or self._writer is None or not draft.rewordable:
            return state
        titles = {d.name: d.title for d in self.store.documents(audiences_of(state.role)).values()}
        written = generative.answer(
            state.question, draft, state.passages, titles, self._writer, state.heard
        )
        if state.within is not None:
            language = state.question.language
            written = composing.told_of_filters(written, state.filters, len(state.within), language)
        return replace(state, draft=written)

    def _verify(self, state: State) -> State:
        draft = state.draft
        if draft is None:
            return state
        question = state.question
        documents = self.store.documents(audiences_of(state.role))
        statements = composing.joined(draft.statements)
        spans = composing.spans(statements)
        citations = tuple(
            verification.cite(marker, span, documents[span.chunk.document], self.store.records)
            for marker, span in enumerate(spans, start=1)
        )
        quotes = [citation.quote for citation in citations]
        short = draft.short
        if short and not draft.verdict and not verification.are_grounded(short, quotes):
            short = None
        changed, notices = self._changes(citations, documents, question.language)
        answer = Answer(
            question,
            draft.status,
            composing.text_of(draft, statements, citations, changed, question.language),
            short=short,
            citations=citations + changed,
            notices=(
                *draft.notices,
                *composing.notices_of(citations, spans, question.language),
                *notices,
            ),
            retrieved=state.passages,
        )
        if not verification.markers_agree(answer.text, answer.citations):
            _log.error("markers and citations differ")
            answer = replace(answer, status=Status.ERROR, text=say("error", question.language))
        return replace(state, answer=answer)

    def procedures(
        self, query: str, among: Sequence[tuple[str, Found]], role: Role
    ) -> list[tuple[str, Found]]:
        """The procedures whose name or code holds all words of a query, then those of the passages found."""
        question = understand(query)
        asked = fold(question.read).split()
        named = [
            one
            for one in among
            if all(
                word in fold(f"{one[1].procedure.name} {one[1].procedure.code}") for word in asked
            )
        ]
        vector = self._embedder.query(question.spoken)
        passages = self._retriever.retrieve(question, role, vector, None)
        near = {p.chunk.procedure: at for at, p in reversed(list(enumerate(passages)))}
        others = [one for one in among if one not in named and one[1].procedure.key in near]
        return [*named, *sorted(others, key=lambda one: near[one[1].procedure.key])]

    def _changes(
        self,
        citations: Sequence[Citation],
        documents: Mapping[str, StoredDocument],
        language: Language,
    ) -> tuple[tuple[Citation, ...], tuple[Notice, ...]]:
        """What became of the cited documents: each with the place that says so, if a passage does."""
        cited: list[Citation] = []
        notices: list[Notice] = []
        for name in dict.fromkeys(citation.document for citation in citations):
            document = documents[name]
            for change in validity.changes_of(document):
                statement = validity.statement_of(change, self.store.records)
                marker = None
                if statement is not None:
                    marker = len(citations) + len(cited) + 1
                    source = documents[change.document]
                    cited.append(verification.cite(marker, statement, source, self.store.records))
                sentence = validity.told(document, change, documents, language)
                notices.append(Notice(validity.notice_kind(change), sentence, marker))
        return tuple(cited), tuple(notices)


def _stage(name: str, run: Callable[[State], State]) -> Runnable[State, State]:
    def timed(state: State) -> State:
        if state.answer is not None:
            return state
        started = time.perf_counter()
        result = run(state)
        elapsed = 1000 * (time.perf_counter() - started)
        return replace(result, timings={**result.timings, name: elapsed})

    return RunnableLambda(timed, name=name)
