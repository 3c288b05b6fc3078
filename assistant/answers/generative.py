"""An answer that a language model wrote, of which only what the passages say is left.

The model gets the passages by number and answers with sentences and the numbers that each is from. A
sentence is said with the span that carries it, or not at all; where too little is left the extractive
answer stands.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant import prompts
from assistant.answers import claims
from assistant.answers.draft import Draft, Statement
from assistant.answers.injections import speaks_to_a_model
from assistant.answers.reply import SCHEMA, Reply, Said, read
from assistant.llm import Failure, LlmError, Writer
from assistant.messages import say
from assistant.model import Kind, Notice, Passage, Question, Status
from assistant.stopwords import telling
from assistant.verification import is_grounded
from corpus.lexical import terms
from corpus.model import Chunk

_log = logging.getLogger(__name__)

# Chosen, not fitted: no model can be run where this was written. 2026-11-28.
MOST_PASSAGES = 6
MOST_CHARACTERS = 9_000  # of the passages together, about 3,000 tokens
_LEAST_KEPT = 0.5  # share of what a model said that has to be left, in words
_MOST_WORDS, _MOST_WORDS_LISTED = 110, 230
_SHORT_WORDS = 25
SILENT_BELOW = 0.7
"""Confidence of the evidence below which a model that finds no answer is believed."""

_NOTICES = {
    Failure.SPENT: "llm_spent",
    Failure.TIMED_OUT: "llm_slow",
}


def answer(
    question: Question,
    draft: Draft,
    passages: Sequence[Passage],
    titles: Mapping[str, str],
    writer: Writer,
    heard: Callable[[str], None] | None = None,
) -> Draft:
    """The draft as a model words it; the extractive one with a notice where that does not stand.

    Args:
        question: understood.
        draft: the extractive one, of which the passages come first.
        passages: what else was found, best first.
        titles: by document.
        writer: the model.
        heard: called with the sentences that are left so far, whenever there is one more.
    """
    chosen = _chosen(draft, passages)
    if not chosen:
        return draft
    shown = [(_heading(chunk, titles), _shown(chunk)) for chunk in chosen]
    # the earlier question of a follow-up is a part of what was understood
    asked = prompts.user(question.understood, shown)
    check = _Check(chosen, titles, question)
    written = ""
    try:
        for piece in writer.stream(prompts.system(), asked, SCHEMA):
            written += piece
            if check.add(read(written, whole=False)) and heard:
                heard("\n".join(said.text for said in check.kept))
    except LlmError as error:
        _log.warning("no answer of the model: %s", error.failure)
        message = _NOTICES.get(error.failure, "llm_unavailable")
        if error.failure is Failure.TIMED_OUT and check.stands:  # what was shown stays
            return _instead(_worded(draft, check, read(written, whole=False)), question, message)
        return _instead(draft, question, message)
    reply = read(written)
    check.add(reply)
    if not reply.answered and not reply.statements and draft.confidence < SILENT_BELOW:
        document = chosen[0].document
        lead = say("not_found_nearest", question.language, title=titles.get(document, document))
        return replace(
            draft, status=Status.NOT_FOUND, statements=(), short=None, verdict=False, lead=lead
        )
    if not check.stands:
        _log.warning("the model's answer did not stand: %s", ", ".join(check.faults) or "empty")
        return _instead(draft, question, "llm_unverified")
    missing = _missing(reply, question, check)
    worded = _worded(draft, check, reply)
    if not missing:
        return worded
    tail = say("missing", question.language, missing=missing)
    return replace(worded, status=Status.PARTLY_ANSWERED, tail=tail)


def _worded(draft: Draft, check: _Check, reply: Reply) -> Draft:
    return replace(
        draft,
        statements=tuple(check.statements()),
        short=_short(reply, draft, check),
        verdict=False,
    )


class _Check:
    """The sentences of a model, each looked at once, and those that are left."""

    def __init__(self, chunks: Sequence[Chunk], titles: Mapping[str, str], question: Question):
        self._chunks, self._titles = chunks, titles
        self._barred = [_barred(chunk) for chunk in chunks]
        long = question.kind in (Kind.LIST, Kind.SUMMARY)
        self._most = _MOST_WORDS_LISTED if long else _MOST_WORDS
        self._listed = question.kind is Kind.LIST
        self._seen = self._said = 0
        self._full = self._first_lost = False
        self.kept: list[Said] = []
        self._spans: list[list[claims.Support]] = []
        self.faults: list[str] = []

    def add(self, reply: Reply) -> bool:
        """Look at the sentences that are new; whether one of them is left."""
        before = len(self.kept)
        for said in reply.statements[self._seen :]:
            self._seen += 1
            words = len(said.text.split())
            self._full = self._full or self._words() + words > self._most
            if self._full or self._repeats(said):
                continue
            self._said += words
            spans = self._supports(said)
            found = self.fault(said.text, spans)
            if found is None:
                self.kept.append(said)
                self._spans.append(spans)
            else:
                self._first_lost = self._first_lost or self._said == words
                self.faults.append(found.value)
        return len(self.kept) > before

    @property
    def stands(self) -> bool:
        """Whether enough is left of what was said: its first sentence, and all items of a list."""
        lost = self._first_lost or (self._listed and self.faults)
        return bool(self.kept) and not lost and self._words() >= _LEAST_KEPT * self._said

    def statements(self) -> Iterator[Statement]:
        """What is left, each sentence with the spans that carry it."""
        for said, spans in zip(self.kept, self._spans, strict=True):
            for span in spans:
                yield Statement(span.chunk, span.first, span.last, wording=said.text)

    def spans(self) -> list[claims.Support]:
        """All spans of what is left."""
        return [span for spans in self._spans for span in spans]

    def fault(self, claim: str, spans: Sequence[claims.Support]) -> claims.Fault | None:
        """What of a claim its spans do not say."""
        around = "\n".join(_heading(span.chunk, self._titles) for span in spans)
        return claims.fault(claim, [span.text for span in spans], around)

    def _supports(self, said: Said) -> list[claims.Support]:
        """The spans of the passages that a sentence names and that carry a part of it."""
        spans = [
            found
            for number in said.passages
            if 1 <= number <= len(self._chunks)
            and (
                found := claims.support(
                    said.text, self._chunks[number - 1], self._barred[number - 1]
                )
            )
        ]
        # one passage mostly says it all; another that was named adds nothing to trace
        for span in spans:
            if self.fault(said.text, [span]) is None:
                return [span]
        # what two documents say together neither of them says
        return spans if len({span.chunk.document for span in spans}) == 1 else []

    def _words(self) -> int:
        return sum(len(said.text.split()) for said in self.kept)

    def _repeats(self, said: Said) -> bool:
        return any(set(terms(said.text)) <= set(terms(other.text)) for other in self.kept)


def _chosen(draft: Draft, passages: Sequence[Passage]) -> list[Chunk]:
    """The passages that a model reads: those of the extractive answer, then the best others."""
    chunks = {statement.chunk.id: statement.chunk for statement in draft.statements}
    chunks |= {p.chunk.id: p.chunk for p in passages if p.chunk.id not in chunks}
    chosen: list[Chunk] = []
    length = 0
    for chunk in list(chunks.values())[:MOST_PASSAGES]:
        text = _shown(chunk)
        if text and (not chosen or length + len(text) <= MOST_CHARACTERS):
            chosen.append(chunk)
            length += len(text)
    return chosen


def _barred(chunk: Chunk) -> frozenset[int]:
    """The sentences that speak to a model, and those beside them, which may be the same speech."""
    texts = (chunk.read(*span) for span in chunk.sentences)
    speaking = [i for i, text in enumerate(texts) if speaks_to_a_model(text)]
    return frozenset(near for i in speaking for near in (i - 1, i, i + 1))


def _shown(chunk: Chunk) -> str:
    """A passage as a model reads it: without sentences that speak to it."""
    barred = _barred(chunk)
    kept = (chunk.read(*s) for i, s in enumerate(chunk.sentences) if i not in barred)
    return " ".join(kept)[:MOST_CHARACTERS]


def _heading(chunk: Chunk, titles: Mapping[str, str]) -> str:
    parts = (titles.get(chunk.document, ""), *chunk.heading)
    return " › ".join(part for part in parts if part and not speaks_to_a_model(part))


def _instead(draft: Draft, question: Question, message: str) -> Draft:
    notice = Notice("llm_fallback", say(message, question.language))
    return replace(draft, notices=(*draft.notices, notice))


def _short(reply: Reply, draft: Draft, check: _Check) -> str | None:
    """The direct answer: the model's where the spans hold it, else the extractive one where they do.

    A bare yes or no says nothing that a span could hold.
    """
    spans = check.spans()
    quotes = [span.text for span in spans]
    for short in (reply.short, draft.short):
        if (
            short
            and len(short.split()) <= _SHORT_WORDS
            and check.fault(short, spans) is None
            and is_grounded(short, quotes)
        ):
            return short
    return None


def _missing(reply: Reply, question: Question, check: _Check) -> str:
    """What the model says is missing, where that is in the question's words and in no kept span."""
    said = (reply.missing or "").rstrip(" .")
    wanted = telling(said)
    held = {t for span in check.spans() for t in telling(span.text)}
    plain = not set(said) & set("[]<>")
    return said if plain and wanted <= telling(question.understood) and wanted - held else ""
