"""The retrieval chain: understand → retrieve → answer → verify, and the `Assistant` around it.

A stage takes the state and returns it with its part filled; a stage that ends the matter sets the
answer, and those after it let it pass. The stages are LangChain Runnables, each timed.
"""

from __future__ import annotations

import logging
import sqlite3
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

import numpy as np
from langchain_core.runnables import Runnable, RunnableLambda
from numpy.typing import NDArray

from assistant import composing, guard, reading, reranking, validity, verification
from assistant.answers import computed, extractive, procedure
from assistant.answers.draft import Draft
from assistant.evidence import weigh
from assistant.filters import Facets, Filters, choose, facets_of
from assistant.messages import say, unknown_filter
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
from assistant.operands import operands
from assistant.question import language_of, understand
from assistant.reader import Reader
from assistant.retrieval import Retriever, audiences_of
from assistant.settings import Settings
from corpus import corrections
from corpus.errors import StoreError
from corpus.manifest import Failure, read_current
from corpus.model import StoredDocument, StoredLine, StoredPage
from corpus.procedures import Found
from corpus.store import Store
from corpus.vietnamese.normalise import fold

if TYPE_CHECKING:
    from assistant.reranking import Reranker
    from corpus.embedding import Embedder

_log = logging.getLogger(__name__)
_NEAR = 2  # passages that are read for a part of a question
_RETRIEVED = 10
_LONGEST_QUESTION = 300.0  # seconds after which nothing uses a version that was replaced


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
    draft: Draft | None = None
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
    ) -> None:
        self.store, self._embedder, self._settings = store, embedder, settings
        self._reader = reader
        self._retriever = Retriever(store=store, embedder=embedder, k=_RETRIEVED, reranker=reranker)
        self.runnable: Runnable[State, State] = (
            _stage("understand", self._understand)
            | _stage("retrieve", self._retrieve)
            | _stage("answer", self._answer)
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
        vector = self._embedder.query(question.understood)
        passages = self._retriever.retrieve(question, state.role, vector, within)
        return replace(state, vector=vector, passages=tuple(passages), within=within)

    def _answer(self, state: State) -> State:
        question, audiences = state.question, audiences_of(state.role)
        assert state.vector is not None
        titles = {d.name: d.title for d in self.store.documents(audiences).values()}
        evidence = weigh(question, state.passages, self.store, audiences, state.vector)
        reads: Sequence[reading.Read] = ()
        if self._reader and evidence.passages:
            reads = reading.read(self._reader, question, evidence.passages[: reading.READ])
            evidence = reading.reweighed(evidence, reads)
        draft = extractive.answer(question, evidence, titles, self.store.records.beside)
        matches = procedure.match(question, self.store, audiences, state.passages, state.within)
        if matches:
            best = matches[0]
            chunks = self.store.records.chunks_between(
                best.document, best.found.first, best.found.last
            )
            proposed = procedure.answer(question, matches, chunks, reads)
            if proposed and _prefers_procedure(draft, proposed, question):
                draft = proposed
        if wanted := operands(question):
            near = evidence.passages[:_NEAR]
            draft = computed.answer(question, wanted, partial(self._find, state, near)) or draft
        if state.within is not None:
            draft = composing.told_of_filters(
                draft, state.filters, len(state.within), question.language
            )
        return replace(state, draft=draft, passages=evidence.passages)

    def _find(self, state: State, near: Sequence[Passage], asked: str) -> list[reading.Read]:
        """The passages nearest to a part of a question and to the whole, as they are read for the part."""
        question = understand(asked)
        vector = self._embedder.query(question.understood)
        found = self._retriever.retrieve(question, state.role, vector, state.within)
        passages = {passage.chunk.id: passage for passage in (*found[:_NEAR], *near)}
        return reading.read(self._reader, question, list(passages.values()), every=True)

    def _verify(self, state: State) -> State:
        draft = state.draft
        if draft is None:
            return state
        question = state.question
        documents = self.store.documents(audiences_of(state.role))
        citations = tuple(
            verification.cite(
                marker, statement, documents[statement.chunk.document], self.store.records
            )
            for marker, statement in enumerate(composing.joined(draft.statements), start=1)
        )
        quotes = [citation.quote for citation in citations]
        short = draft.short
        if short and not draft.verdict and not verification.is_grounded(short, quotes):
            short = None
        changed, notices = self._changes(citations, documents, question.language)
        answer = Answer(
            question,
            draft.status,
            composing.text_of(draft, citations, changed, question.language),
            short=short,
            citations=citations + changed,
            notices=(
                *composing.notices_of(
                    citations, composing.joined(draft.statements), question.language
                ),
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
        vector = self._embedder.query(question.understood)
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


@dataclass(frozen=True, slots=True)
class PageReading:
    """How a page was read, and how many of its words are doubtful."""

    page: StoredPage
    doubtful: int


class Assistant:
    """Answers questions from a store; follows the store to a newer version by itself."""

    def __init__(self, settings: Settings, embedder: Embedder) -> None:
        self.settings = settings
        self.embedder = embedder
        self._lock = Lock()
        self.reranker = reranking.load(settings.reranker) if settings.reranker else None
        self.reader = Reader.load() if settings.span_reader else None
        self._chain = self._opened()
        self._retired: list[tuple[float, Chain]] = []
        self._refused = ""  # a newer version that cannot be used

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Load the model and the version of the store that answers now.

        Raises:
            corpus.errors.StoreError: nothing is indexed, or the store is of another release.
        """
        from corpus.embedding import load

        return cls(settings, load(settings.embedding_model))

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        role: Role | None = None,
        filters: Filters | None = None,
    ) -> Answer:
        """Answer one question. Never raises on what a user typed.

        Args:
            question: as typed.
            history: earlier questions of the conversation, oldest first.
            role: who asks; the process' role where it is not given.
            filters: which documents it may be answered from; all where it is not given.
        """
        started = time.perf_counter()
        limited = tuple(
            past[: self.settings.max_question] for past in history[-self.settings.max_history :]
        )
        blank = Question(text=question, understood=question, search=question)
        state = State(
            question, limited, role or self.settings.role, blank, filters=filters or Filters()
        )
        try:
            state = self._current().runnable.invoke(state)
        except (StoreError, sqlite3.DatabaseError) as error:
            kind = type(error.__cause__ or error).__name__
            _log.error("the store cannot be searched: %s: %s", getattr(error, "problem", ""), kind)
            sentence = say("unavailable", language_of(question))
            state = replace(state, answer=Answer(blank, Status.ERROR, sentence))
        except Exception as error:
            # the message of an error may repeat the question, which no log may keep
            where = "".join(traceback.format_tb(error.__traceback__))
            _log.error("a question could not be answered: %s\n%s", type(error).__name__, where)
        answer = state.answer or Answer(blank, Status.ERROR, say("error", Language.VIETNAMESE))
        timings = {**state.timings, "total": 1000 * (time.perf_counter() - started)}
        return replace(answer, timings_ms=MappingProxyType(timings))

    def documents(self, role: Role | None = None) -> list[StoredDocument]:
        """The documents a role may see, by name."""
        audiences = audiences_of(role or self.settings.role)
        return list(self._current().store.documents(audiences).values())

    def procedures(self, query: str = "", role: Role | None = None) -> list[tuple[str, Found]]:
        """The procedures that a role may see, each with its document: all by field and name, or those
        that fit a query, best first.

        Args:
            query: words of a name, a code, or what somebody wants done.
            role: who looks; the process' role where it is not given.
        """
        chain, role = self._current(), role or self.settings.role
        every = chain.store.procedures(audiences_of(role))
        if not query:
            return sorted(
                every, key=lambda one: fold(f"{one[1].procedure.field} {one[1].procedure.name}")
            )
        return chain.procedures(query[: self.settings.max_question], every, role)

    def facets(self, role: Role | None = None) -> Facets:
        """What the documents that a role may see can be filtered by."""
        return facets_of(self.documents(role))

    def unknown(
        self, filters: Filters, language: Language, role: Role | None = None
    ) -> list[tuple[str, str]]:
        """(field of the filters, what to say) for values that no visible document can have."""
        visible = self.documents(role)
        choice = choose(filters, {document.name: document for document in visible})
        facets = facets_of(visible)
        return [
            (name, unknown_filter(name, value, facets, language)) for name, value in choice.unknown
        ]

    def ready(self) -> None:
        """Find out whether questions can be answered now.

        Raises:
            corpus.errors.StoreError: they cannot.
        """
        self._current().store.ready()

    def document(self, name: str, role: Role | None = None) -> StoredDocument | None:
        """One document; None where it is unknown or hidden from the role."""
        return next((d for d in self.documents(role) if d.name == name), None)

    def lines(
        self, name: str, role: Role | None = None, page: int | None = None
    ) -> list[StoredLine]:
        """Lines of a document, of one page where it is given; none where it is hidden."""
        if self.document(name, role) is None:
            return []
        return self._current().store.records.lines(name, page=page)

    def pages(self, name: str, role: Role | None = None) -> list[PageReading]:
        """How each page or sheet of a document was read; nothing where it is hidden."""
        if self.document(name, role) is None:
            return []
        records = self._current().store.records
        doubtful = records.doubts(name)
        return [
            PageReading(page, doubtful.get((page.number, page.sheet), 0))
            for page in records.pages(name)
        ]

    def qualities(self, role: Role | None = None) -> dict[str, tuple[float, int]]:
        """By document how sure its reading is, 0-1, and how many of its words are doubtful."""
        known = {document.name for document in self.documents(role)}
        found = self._current().store.records.qualities()
        return {name: quality for name, quality in found.items() if name in known}

    def source(self, name: str) -> Path | None:
        """The file that a document is read from: its own, or the archive that holds it."""
        entry = self._current().store.manifest.files.get(name)
        if entry is None or not entry.shown:
            return Path(entry.path) if entry else None
        return next((path for path in Path(entry.shown).parents if path.is_file()), None)

    @property
    def version(self) -> str:
        """The version of the store that answers now."""
        return self._current().store.version

    def corrected_since(self) -> list[str]:
        """Documents corrected by hand after they were read for the version that answers."""
        files = self._current().store.manifest.files
        return [
            name
            for name, entry in sorted(files.items())
            if corrections.version(self.settings.store, entry.sha256) != entry.corrections
        ]

    def failures(self) -> list[Failure]:
        """What could not be read when the version that answers was built, by name."""
        failed = self._current().store.manifest.failed
        return [failed[name] for name in sorted(failed)]

    def close(self) -> None:
        """Release the store."""
        for chain in (self._chain, *(retired for _, retired in self._retired)):
            chain.store.close()

    def _current(self) -> Chain:
        """The chain over the version that answers now, opened anew after a swap."""
        current = read_current(self.settings.store)
        if current and current != self._chain.store.version:
            with self._lock:
                if current != self._chain.store.version:
                    try:
                        opened = self._opened()
                    except (
                        StoreError
                    ) as error:  # of another release or model: the old one answers on
                        if self._refused != current:
                            _log.error("version %s cannot be used: %s", current, error.problem)
                            self._refused = current
                        return self._chain
                    self._retire(self._chain)
                    self._chain = opened
        return self._chain

    def _opened(self) -> Chain:
        """The chain over the version that answers now."""
        store = Store.open(self.settings.store, self.embedder, self.settings.chroma_url)
        return Chain(store, self.embedder, self.settings, self.reranker, self.reader)

    def _retire(self, chain: Chain) -> None:
        """Keep a version open for questions that are under way, and close those long out of use."""
        now = time.monotonic()
        for since, retired in self._retired:
            if now - since > _LONGEST_QUESTION:
                retired.store.close()
        self._retired = [one for one in self._retired if now - one[0] <= _LONGEST_QUESTION]
        self._retired.append((now, chain))


def _stage(name: str, run: Callable[[State], State]) -> Runnable[State, State]:
    def timed(state: State) -> State:
        if state.answer is not None:
            return state
        started = time.perf_counter()
        result = run(state)
        elapsed = 1000 * (time.perf_counter() - started)
        return replace(result, timings={**result.timings, name: elapsed})

    return RunnableLambda(timed, name=name)


def _prefers_procedure(draft: Draft, proposed: Draft, question: Question) -> bool:
    """Whether a procedure's record answers better than sentences do."""
    if proposed.status is Status.ANSWERED and (question.fields or not draft.statements):
        return True
    if proposed.status is Status.NEEDS_CLARIFICATION:
        return True
    if proposed.status is Status.NOT_FOUND:
        return bool(question.fields)
    chunk = draft.statements[0].chunk if draft.statements else None
    return chunk is None or chunk.procedure is not None
