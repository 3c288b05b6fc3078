"""The `Assistant`: the retrieval chain over the version of the store that answers now."""

from __future__ import annotations

import logging
import sqlite3
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from assistant import reranking
from assistant.chain import Chain, State
from assistant.filters import Facets, Filters, choose, facets_of
from assistant.languages import language_of
from assistant.llm import Llm
from assistant.meant import Names
from assistant.messages import say, unknown_filter
from assistant.model import Answer, Language, Question, Role, Status
from assistant.projection import Projection
from assistant.reader import Reader
from assistant.retrieval import audiences_of
from assistant.settings import Settings
from corpus import corrections
from corpus.errors import StoreError
from corpus.manifest import Failure, read_current
from corpus.model import StoredDocument, StoredLine, StoredPage
from corpus.procedures import Found
from corpus.store import Store
from corpus.vietnamese.normalise import fold

if TYPE_CHECKING:
    from corpus.embedding import Embedder

_log = logging.getLogger(__name__)
_LONGEST_QUESTION = 300.0  # seconds after which nothing uses a version that was replaced


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
        self.projection = Projection.load(embedder, anew=self.reader is not None)
        self.names = Names.load(embedder, self.reader)
        self.llm = Llm.load(settings)
        self._chain = self._opened()
        self._retired: list[tuple[float, Chain]] = []
        self._refused = ""  # a newer version that cannot be used

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Load the model and the version of the store that answers now.

        Raises:
            corpus.errors.StoreError: nothing is indexed, or the store is of another release.
            corpus.errors.ModelError: a model that the settings name cannot be loaded.
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
        heard: Callable[[str], None] | None = None,
    ) -> Answer:
        """Answer one question. Never raises on what a user typed.

        Args:
            question: as typed.
            history: earlier questions of the conversation, oldest first.
            role: who asks; the process' role where it is not given.
            filters: which documents it may be answered from; all where it is not given.
            heard: called with the checked sentences so far while a language model writes.
        """
        started = time.perf_counter()
        limited = tuple(
            past[: self.settings.max_question] for past in history[-self.settings.max_history :]
        )
        blank = Question(text=question, understood=question, search=question)
        state = State(
            question,
            limited,
            role or self.settings.role,
            blank,
            filters=filters or Filters(),
            heard=heard,
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
        models = self.reranker, self.reader, self.llm, self.projection, self.names
        return Chain(store, self.embedder, self.settings, *models)

    def _retire(self, chain: Chain) -> None:
        """Keep a version open for questions that are under way, and close those long out of use."""
        now = time.monotonic()
        for since, retired in self._retired:
            if now - since > _LONGEST_QUESTION:
                retired.store.close()
        self._retired = [one for one in self._retired if now - one[0] <= _LONGEST_QUESTION]
        self._retired.append((now, chain))
