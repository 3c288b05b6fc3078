"""The extractive answer: the sentence that answers first, with what belongs to it and adds to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import asked_documents
from assistant.answers.about import asks_subject, subject
from assistant.answers.draft import Draft, Statement
from assistant.answers.extremes import extremes, lacks_most
from assistant.answers.lists import Beside, Place, enumerates
from assistant.answers.nearest import own_dates
from assistant.answers.refusing import is_silent, refuse, refused
from assistant.answers.selection import LONGEST_OF_TWO, Selection, select
from assistant.answers.several import ReadPart, short_of_parts
from assistant.answers.short import (
    MAX_WORDS,
    item_of,
    listed_items,
    pointed,
    read_span,
    short_answer,
    with_date,
)
from assistant.answers.trimming import trim
from assistant.answers.valued import Valued, valued
from assistant.answers.verdict import Verdict, asks_sum, verdict
from assistant.counted import is_uncounted, repeats_the_question
from assistant.ends import lacks_end, names_end, tells_end
from assistant.evidence import Evidence, Sentence
from assistant.figures import disagreements
from assistant.messages import say
from assistant.model import Kind, Language, Question, Status
from assistant.reading import Read

_NEXT_BEST = 6  # sentences among which one of the right form is looked for
_FORMED = 0.65  # share of the best score at which a sentence of the form asked for answers
_AS_GOOD, _TELLS_MORE = 0.9, 0.1
"""Share of the best score at which a sentence answers that says the question's weightiest word, and by what
share of all words' weight what the best one leaves unsaid is more."""
_LISTED = 0.8  # share of the best score at which a sentence that enumerates answers for a list
_LONGEST = {Kind.LIST: 150, Kind.SUMMARY: 100}  # words of a sentence that is said whole
_LONGEST_USUALLY = 60
_LONGEST_UNSURE, _SURELY = 90, 0.95
"""Words of the best one where a few of its words answer, but the reader does not hold it so sure that its
passage answers: a part that is cut around wrong words has not the right ones. Chosen on the report's dev
sets, 2026-12-01.
"""
_LONGEST_ALONE = 100  # of the best one, where no few words of it answer
_LONGEST_NUMBERED = 30  # of an item whose document number is asked for
_READ_MORE = 0.1
"""By how much likelier the reader has to find a clause than what opens its enumeration."""


def answer(
    question: Question,
    evidence: Evidence,
    title_of: dict[str, str],
    beside: Beside,
    read_part: ReadPart,
) -> Draft:
    """Answer from sentences, or say honestly that the documents do not.

    Args:
        question: understood.
        evidence: the scored sentences.
        title_of: document → title, for naming the nearest one.
        beside: finds the passages before and after one, for a list that goes on there.
        read_part: reads passages for a part of the question.
    """
    best = _best(question, evidence.sentences) if evidence.sentences else None
    items = valued(question, evidence.sentences, beside)
    if best and items and not is_silent(question, evidence, best):
        return _of_value(items, evidence, question.language)
    refusal = refuse(question, evidence, best, title_of)
    if refusal:
        return refusal
    assert best is not None  # without a sentence there is a refusal
    if ends := extremes(question, evidence.sentences, beside):
        return _at_the_ends(ends, evidence)
    if lacks_most(question, best.text):
        return refused(question, evidence, best, title_of, ("most",))
    span = read_span(question, best, evidence.reads)
    selection = select(question, best, evidence, beside, pointed=span is not None)
    ruling = verdict(question, best, evidence.reads)
    if ruling is not None or asks_subject(question):
        selection = replace(selection, others=())
    short = short_of_parts(question, [best, *selection.said], span, read_part)
    short = with_date(question, best.text, short or _short(question, selection, span))
    if short and ruling is None and repeats_the_question(question, short):
        return refused(question, evidence, best, title_of, ())
    draft = Draft(
        Status.ANSWERED,
        _statements(
            question,
            selection,
            short or pointed(best, evidence.reads),
            sure=span is not None and _is_sure(best, evidence.reads),
        ),
        short=short,
        confidence=evidence.confidence,
        rewordable=True,
    )
    return draft if ruling is None else _ruled(draft, ruling, question.language)


def _best(question: Question, sentences: Sequence[Sentence]) -> Sentence:
    """The best sentence; one of the right form where the best of all has none but is close."""
    first = sentences[0]
    if asks_subject(question):
        return next((s for s in sentences[:_NEXT_BEST] if subject(question, s.text)), first)
    if lacks_end(question, first.text):
        # it says which is the highest, or another one, where the lowest is asked for
        told = (s for s in sentences[:_NEXT_BEST] if tells_end(question, s.text))
        anywhere, own = names_end(first.text), first.passage.chunk.id
        return next((s for s in told if anywhere or s.passage.chunk.id == own), first)
    if question.kind is Kind.DATE and question.references and not own_dates(question, first.text):
        # it dates another document than the one that is asked about
        near = (s for s in sentences[:_NEXT_BEST] if s.score >= _FORMED * first.score)
        return next((s for s in near if own_dates(question, s.text)), first)
    if is_uncounted(question, first.text):
        near = (s for s in sentences[:_NEXT_BEST] if s.score >= _FORMED * first.score)
        return next((s for s in near if not is_uncounted(question, s.text)), first)
    several = question.kind is Kind.LIST or asked_documents.several(question)
    if several and not _enumerates(first):
        listed = next((s for s in sentences[:_NEXT_BEST] if _enumerates(s)), first)
        return listed if listed.score >= _LISTED * first.score else first
    if asks_sum(question):
        near = (s for s in sentences[:_NEXT_BEST] if s.unread >= _FORMED * first.unread)
        return next((s for s in near if disagreements(s.text)), first)
    if clause := _read_clause(first, sentences):
        return clause
    if first.typed:
        told = (s for s in sentences[1:_NEXT_BEST] if s.typed and s.score >= _AS_GOOD * first.score)
        return next((s for s in told if first.unsaid - s.unsaid >= _TELLS_MORE), first)
    near = (s for s in sentences[:_NEXT_BEST] if s.typed and s.unread >= _FORMED * first.unread)
    return next(near, first)


def _read_clause(first: Sentence, sentences: Sequence[Sentence]) -> Sentence | None:
    """The clause in which the reader finds the answer, of the enumeration that a sentence opens."""
    chunk = first.passage.chunk
    if ":" not in first.text:
        return None
    for other in sentences[:_NEXT_BEST]:
        own = other.passage.chunk.id == chunk.id and other.index > first.index
        between = (Place(chunk, index) for index in range(first.index, other.index))
        read = other.read >= first.read + _READ_MORE
        if own and read and all(place.goes_on or place.opens_list for place in between):
            return other
    return None


def _at_the_ends(ends: Sequence[Place], evidence: Evidence) -> Draft:
    """The items of an enumeration that rank highest or lowest, as asked for."""
    said = tuple(Statement(end.chunk, *end.chunk.sentences[end.index]) for end in ends)
    short = "; ".join(item for end in ends if (item := item_of(end.text)))
    return Draft(
        Status.ANSWERED,
        said,
        short=short if short and len(short.split()) <= MAX_WORDS else None,
        confidence=evidence.confidence,
        rewordable=True,
    )


def _of_value(found: Valued, evidence: Evidence, language: Language) -> Draft:
    """The items that have the figure asked for, and how many they are where that is asked."""
    draft, count = _at_the_ends(found.items, evidence), len(found.items)
    if not found.counted:
        return draft
    return replace(
        draft, short=str(count), verdict=True, lead=say("counted", language, count=count)
    )


def _enumerates(sentence: Sentence) -> bool:
    return enumerates(Place(sentence.passage.chunk, sentence.index))


def _short(question: Question, selection: Selection, span: str | None) -> str | None:
    """The direct answer: a list's items, what the reader found, or what has the form asked for."""
    if len(selection.main) > 1 and question.kind is Kind.LIST:
        return listed_items(selection.main)
    return span or short_answer(question, [selection.best, *selection.said])


def _ruled(draft: Draft, ruling: Verdict, language: Language) -> Draft:
    """A draft that says yes or no before the sentences that decide it."""
    word = say("yes" if ruling.says else "no", language)
    if ruling.because:
        short = f"{word}. {ruling.because}"
        return replace(draft, short=short, verdict=True, lead=ruling.because)
    lead = say("says_yes" if ruling.says else "says_no", language)
    return replace(draft, short=word, verdict=True, lead=lead)


def _is_sure(best: Sentence, reads: Sequence[Read]) -> bool:
    """Whether the reader surely finds the answer in the passage of a sentence."""
    own = best.passage.chunk.id
    return any(one.passage.chunk.id == own and one.reading.answers >= _SURELY for one in reads)


def _statements(
    question: Question, selection: Selection, short: str | None, *, sure: bool
) -> tuple[Statement, ...]:
    """The sentences as they are said; long ones cut shorter where there are others, and shorter still where the
    words that answer are surely known: they are kept.
    """
    longest = _LONGEST.get(question.kind, _LONGEST_USUALLY)
    items = [one for one in selection.main if Place(one.passage.chunk, one.index).is_item]
    numbered = len(items) > 1 and asked_documents.several(question)
    if numbered:
        longest = _LONGEST_NUMBERED
    if selection.others and question.kind is not Kind.LIST:
        longest = min(longest, LONGEST_OF_TWO)
    of_best = longest
    if short is None:
        of_best = max(longest, _LONGEST_ALONE)
    elif not (sure or numbered):
        of_best = max(longest, _LONGEST_UNSURE)
    return tuple(
        trim(one, question.search, short, of_best if one is selection.best else longest)
        for one in selection.said
    )
