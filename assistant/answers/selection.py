"""Which sentences answer: the best one with what belongs to it, then others that add to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers.lists import Beside, Place, clauses, outline, paragraph, whole_list
from assistant.asked_documents import several
from assistant.evidence import Evidence, Sentence
from assistant.model import Kind, Passage, Question
from assistant.reading import SURE, pointed_at
from corpus.lexical import terms
from corpus.vietnamese.normalise import fold

LONGEST_OF_TWO = 55  # words of a sentence that is said whole beside another
_KEEP = 0.7  # a further sentence is said if it scores at least this share of the best
_MAX_WORDS = {Kind.LIST: 220, Kind.SUMMARY: 180}
_NUMBERED = 400
_USUAL_WORDS = 95
_MOST_WORDS = 110  # where it is not known which words answer
_MOST = {Kind.NUMBER: 2, Kind.DATE: 2, Kind.DOCUMENT_NUMBER: 2}
_MORE = (116, 4, 0.6)
"""Words and sentences, and the share of the best score, where the reader is not sure that the best one answers.
This and the next chosen on the report's and the demo documents' dev sets, 2026-12-01.
"""
_POINTED = 0.3
"""How likely the reader has to hold that another passage answers, for what it points at there to be said."""
_SCATTERED = (112, 4)  # words and sentences where items stand in no list
_MOST_USUALLY = 3
_OF_ALL = re.compile(
    r"\b(?:tom tat|tom luoc|khai quat|tong quan|tong quat|hinh dung|noi gon|diem lai|diem qua|gioi thieu"
    r"|summar\w+|overview|outline|in brief)\b"
)
"""What asks for all of a section."""
_OUTLINE = 230  # words of sentences that are cut shorter when they are said
_SHORT_RUN = 110  # words of an enumeration that is said whole, whatever was asked
_PARAGRAPH = 110  # words of what goes on in the paragraph of a sentence


@dataclass(frozen=True, slots=True)
class Selection:
    """The sentences that are said.

    Attributes:
        best: the one that answers best.
        main: that one with its list or paragraph, in reading order.
        others: what adds to it.
    """

    best: Sentence
    main: tuple[Sentence, ...]
    others: tuple[Sentence, ...]

    @property
    def said(self) -> tuple[Sentence, ...]:
        """All, in the order they are said."""
        return (*self.main, *self.others)


@dataclass(frozen=True, slots=True)
class _Room:
    """How much is said: words and sentences of all, the share of the best score that another has to have."""

    words: int
    sentences: int
    share: float = _KEEP


def select(
    question: Question, best: Sentence, evidence: Evidence, beside: Beside, *, pointed: bool
) -> Selection:
    """The sentences that answer a question.

    Args:
        question: understood.
        best: the sentence that answers best.
        evidence: all scored sentences.
        beside: finds the passages before and after one.
        pointed: whether a few words answer, which need no summary around them.
    """
    numbers = several(question)  # each item is cut behind its number
    at_most = _NUMBERED if numbers else _MAX_WORDS.get(question.kind, _MOST_WORDS)
    listed = question.kind is Kind.LIST or numbers
    at = Place(best.passage.chunk, best.index)
    items = whole_list(at, beside) if listed or at.opens_list else []
    main = _main(question, best, items, evidence.sentences, beside, at_most)
    if listed and len(items) > 1 and len(main) > 1:
        return Selection(best, tuple(main), ())
    likely = _likely(best, evidence)
    room = _room(question, pointed=pointed, unsure=bool(evidence.reads) and likely < SURE)
    others = _others(best, main, evidence, room)
    formed = [one for one in evidence.sentences if one.typed or not best.typed]
    second = max(formed, key=lambda sentence: sentence.unread)
    said = [*main, *others]
    better = second.unread > best.unread and not _repeats(second, said)
    if better and _words([*main, second]) <= _MOST_WORDS:
        # the best one without the reader: one of the two mostly answers
        others = (
            [second, *others]
            if _words([*said, second]) <= max(room.words, _MOST_WORDS)
            else [second]
        )
    if others and _goes_on_in(others[0], main[0]):
        main = [others.pop(0), *main]
    return Selection(best, tuple(main), tuple(others))


def _main(
    question: Question,
    best: Sentence,
    items: Sequence[Place],
    sentences: Sequence[Sentence],
    beside: Beside,
    limit: int,
) -> list[Sentence]:
    """The best sentence with what belongs to it; `items` are of its list, where that may be asked for."""
    at = Place(best.passage.chunk, best.index)
    numbered = several(question) and (at.is_item or at.opens_list)
    if question.kind is Kind.LIST or numbered or (question.kind is Kind.SUMMARY and at.opens_list):
        places = items if len(items) > 1 else clauses(at, beside, _PARAGRAPH)
        return _taken(best, places, sentences, limit)
    if question.kind is Kind.SUMMARY and _OF_ALL.search(fold(question.read)):
        return _taken(best, outline(at, beside, _OUTLINE), sentences, _OUTLINE)
    if question.kind is Kind.SUMMARY and not question.references:
        return _taken(best, paragraph(at, beside, _PARAGRAPH), sentences, limit)
    if at.goes_on and ":" in best.text:
        # an enumeration that was cut behind its first clause
        whole = _taken(best, whole_list(at, beside), sentences, limit)
        return whole if _words(whole) <= _SHORT_RUN else [best]
    return [best]


def _taken(
    best: Sentence, places: Sequence[Place], sentences: Sequence[Sentence], limit: int
) -> list[Sentence]:
    """The sentences of places, the best one's among them, up to so many words."""
    scored = {(s.passage.chunk.id, s.index): s for s in sentences}
    words = len(best.text.split())
    taken: list[Sentence] = []
    full = False
    for place in places:
        if (place.chunk.id, place.index) == (best.passage.chunk.id, best.index):
            taken.append(best)
            continue
        words += len(place.text.split())
        full = full or words > limit
        if not full:
            unscored = Sentence(
                Passage(place.chunk, best.passage.score), place.index, place.text, 0.0, 0.0, True
            )
            taken.append(scored.get((place.chunk.id, place.index), unscored))
    return taken


def _room(question: Question, *, pointed: bool, unsure: bool) -> _Room:
    """How much is said for a question; the more, the less is known which words answer."""
    if question.kind is Kind.LIST:
        return _Room(*_SCATTERED)
    if unsure:
        return _Room(*_MORE)
    if pointed:
        return _Room(_USUAL_WORDS, _MOST.get(question.kind, _MOST_USUALLY))
    return _Room(_MOST_WORDS, _MOST_USUALLY)


def _others(
    best: Sentence, main: Sequence[Sentence], evidence: Evidence, room: _Room
) -> list[Sentence]:
    """Sentences that answer nearly as well as the best, in reading order."""
    words = _words(main)
    others: list[Sentence] = []
    for other in evidence.sentences:
        said = [*main, *others]
        if len(said) >= room.sentences:
            break
        same = other.passage.chunk.document == best.passage.chunk.document
        formed = other.typed or not best.typed  # what has not the form asked for adds nothing
        near = other.unread >= room.share * best.unread
        if room.share < _KEEP and not near:
            near = _likely(other, evidence) >= _POINTED
        good = same and formed and near and not _is_heading(other)
        if good and words + _length(other) <= room.words and not _repeats(other, said):
            others.append(other)
            words += _length(other)
    first = {s.passage.chunk.id: i for i, s in reversed(list(enumerate([*main, *others])))}
    return sorted(others, key=lambda s: (first[s.passage.chunk.id], s.index))


def _likely(sentence: Sentence, evidence: Evidence) -> float:
    """How likely (0-1) a sentence answers by the reader, where it points at it; else 0."""
    chunk = sentence.passage.chunk
    return pointed_at(evidence.reads, chunk, *chunk.sentences[sentence.index])


def _goes_on_in(clause: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence is the next clause of what is printed as one."""
    chunk = clause.passage.chunk
    following = sentence.passage.chunk.id == chunk.id and sentence.index == clause.index + 1
    return following and Place(chunk, clause.index).goes_on


def _is_heading(sentence: Sentence) -> bool:
    return fold(sentence.text) in map(fold, sentence.passage.chunk.heading)


def _words(sentences: Sequence[Sentence]) -> int:
    return sum(map(_length, sentences))


def _length(sentence: Sentence) -> int:
    """Words of a sentence as it is said beside others."""
    return min(len(sentence.text.split()), LONGEST_OF_TWO)


def _repeats(sentence: Sentence, said: Sequence[Sentence]) -> bool:
    own = set(terms(sentence.text))
    return any(
        len(own & other) > 0.8 * min(len(own), len(other))
        for other in (set(terms(one.text)) for one in said)
    )
