"""The extractive answer: the best sentences of the best passages, trimmed, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.draft import Draft, Statement
from assistant.answers.lists import Beside, Place, whole_list
from assistant.answers.refusing import refuse
from assistant.answers.short import read_span, read_verdict, short_answer
from assistant.evidence import Evidence, Sentence
from assistant.model import Kind, Passage, Question, Status
from assistant.stopwords import telling
from corpus.lexical import terms
from corpus.model import Chunk

_KEEP = 0.82  # a further sentence is said if it scores at least this share of the best
_MAX_WORDS = {Kind.LIST: 220, Kind.SUMMARY: 180}
_USUAL_WORDS = 95
_MOST_WORDS = 115
_MOST = {Kind.LIST: 20, Kind.SUMMARY: 8, Kind.NUMBER: 2, Kind.DATE: 2, Kind.DOCUMENT_NUMBER: 2}
_MOST_USUALLY = 3
_SHORT_RUN = 110  # words of an enumeration that is said whole, whatever was asked
_LONGEST_SENTENCE = 70


def answer(
    question: Question, evidence: Evidence, title_of: dict[str, str], beside: Beside
) -> Draft:
    """Answer from sentences, or say honestly that the documents do not.

    Args:
        question: understood.
        evidence: the scored sentences.
        title_of: document → title, for naming the nearest one.
        beside: finds the passages before and after one, for a list that goes on there.
    """
    best = _best(question, evidence.sentences) if evidence.sentences else None
    refusal = refuse(question, evidence, best, title_of)
    if refusal:
        return refusal
    assert best is not None  # without a sentence there is a refusal
    verdict = read_verdict(question, best, evidence.reads)
    short = verdict or read_span(question, best, evidence.reads)
    # what is answered by a few words needs no summary around them
    pointed = short is not None and question.kind is Kind.SUMMARY
    kind = Kind.WHO if pointed else question.kind
    chosen = _choose(replace(question, kind=kind), best, evidence.sentences, beside)
    chosen = _with_second(chosen, evidence.sentences)
    statements = tuple(_trim(sentence, question) for sentence in chosen)
    return Draft(
        Status.ANSWERED,
        statements,
        short=short or short_answer(question, [best, *chosen]),
        verdict=verdict is not None,
        confidence=evidence.confidence,
        rewordable=True,
    )


def _best(question: Question, sentences: Sequence[Sentence]) -> Sentence:
    """The best sentence; one of the right type where the best of all has none but is close."""
    first = sentences[0]
    if first.typed:
        return first
    return next((s for s in sentences[:6] if s.typed and s.unread >= 0.7 * first.unread), first)


def _choose(
    question: Question, best: Sentence, sentences: Sequence[Sentence], beside: Beside
) -> list[Sentence]:
    """The best sentence, its list where it opens one, and others that add to it, in order."""
    limit = _MAX_WORDS.get(question.kind, _USUAL_WORDS)
    chosen = [best]
    if question.kind in (Kind.LIST, Kind.SUMMARY) and not question.references:
        chosen = _listed(best, sentences, beside, limit)
    elif Place(best.passage.chunk, best.index).goes_on and ":" in best.text:
        # an enumeration that was cut behind its first clause
        whole = _listed(best, sentences, beside, limit)
        chosen = whole if _words(whole) <= _SHORT_RUN else chosen
    words = _words(chosen)
    for other in sentences:
        if len(chosen) >= _MOST.get(question.kind, _MOST_USUALLY):
            break
        length = min(len(other.text.split()), _LONGEST_SENTENCE)
        same = other.passage.chunk.document == best.passage.chunk.document
        if other in chosen or other.unread < _KEEP * best.unread or words + length > limit:
            continue
        if same and not _repeats(other, chosen):
            chosen.append(other)
            words += length
    first = {s.passage.chunk.id: i for i, s in reversed(list(enumerate(chosen)))}
    return sorted(chosen, key=lambda s: (first[s.passage.chunk.id], s.index))


def _words(sentences: Sequence[Sentence]) -> int:
    return sum(len(sentence.text.split()) for sentence in sentences)


def _with_second(chosen: list[Sentence], sentences: Sequence[Sentence]) -> list[Sentence]:
    """The chosen sentences, and that which is best without the reader: one of the two mostly answers."""
    second = max(sentences, key=lambda sentence: sentence.unread)
    places = {(s.passage.chunk.id, s.index) for s in chosen}
    if (second.passage.chunk.id, second.index) in places or _repeats(second, chosen):
        return chosen
    words = sum(min(len(s.text.split()), _LONGEST_SENTENCE) for s in [*chosen, second])
    return [*chosen, second] if words <= _MOST_WORDS else chosen


def _listed(
    best: Sentence, sentences: Sequence[Sentence], beside: Beside, limit: int
) -> list[Sentence]:
    """A sentence and the list that it opens or belongs to, up to so many words, in order."""
    scored = {(s.passage.chunk.id, s.index): s for s in sentences}
    words = len(best.text.split())
    chosen: list[Sentence] = []
    full = False
    for place in whole_list(Place(best.passage.chunk, best.index), beside):
        if (place.chunk.id, place.index) == (best.passage.chunk.id, best.index):
            chosen.append(best)
            continue
        words += len(place.text.split())
        full = full or words > limit
        if not full:
            unscored = Sentence(
                Passage(place.chunk, best.passage.score), place.index, place.text, 0.0, 0.0, True
            )
            chosen.append(scored.get((place.chunk.id, place.index), unscored))
    return chosen


def _repeats(sentence: Sentence, chosen: Sequence[Sentence]) -> bool:
    said = set(terms(sentence.text))
    return any(
        len(said & set(terms(other.text))) > 0.8 * min(len(said), len(set(terms(other.text))))
        for other in chosen
    )


def _trim(sentence: Sentence, question: Question) -> Statement:
    """A sentence as it is said; of a very long one the part around what was asked for."""
    chunk: Chunk = sentence.passage.chunk
    first, last = chunk.sentences[sentence.index]
    if last - first <= _LONGEST_SENTENCE:
        return Statement(chunk, first, last)
    wanted = telling(question.search)
    hits = [bool(wanted & set(terms(chunk.tokens[i].text))) for i in range(first, last)]
    width = _LONGEST_SENTENCE - 10
    best, start = -1, 0
    for offset in range(len(hits) - width + 1):
        count = sum(hits[offset : offset + width])
        if count > best:
            best, start = count, offset
    left = _clause_start(chunk, first, first + start)
    right = _clause_end(chunk, min(left + width, last), last)
    return Statement(chunk, left, right, left > first, right < last)


def _clause_start(chunk: Chunk, first: int, at: int) -> int:
    for index in range(at, max(first, at - 15), -1):
        if chunk.tokens[index - 1].text.endswith((",", ";", ":", ".")):
            return index
    return first if at - first <= 15 else at


def _clause_end(chunk: Chunk, at: int, last: int) -> int:
    for index in range(at, min(last, at + 15)):
        if chunk.tokens[index - 1].text.endswith((",", ";", ":", ".")):
            return index
    return last if last - at <= 15 else at
