"""The short answer: the typed span of a sentence that belongs to what was asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence import Sentence
from assistant.messages import say
from assistant.model import Kind, Question
from assistant.reading import SURE, Read
from assistant.spans import Span, spans, spelled_out
from assistant.stopwords import is_stop
from corpus.lexical import passage_terms, terms
from corpus.vietnamese.keys import match_key
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import Reference, find_spans

_MAX_WORDS = 25
_OWN_DATE = 12  # characters
_WORD = re.compile(r"[^\W_]+")
_PERCENT = re.compile(r"\b(?:phan tram|ty le|ti le|percent\w*|share)\b|%")
_RANK = re.compile(r"\b(?:thu may|hang may|xep thu|xep hang|hang bao nhieu|rank\w*)\b")
_RANKED = re.compile(
    r"(?:x[eếé]p |[dđ][uứư]ng )?(?:th[uứưtr]+|h[aạ]ng)\s*:?\s+(\d{1,2})(?!\d)(?:/\d{2,3})?",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\b(?:hai|ba|bon|nhung|cac|may)\b(?:\s\w+){1,4}\snao\b")
_MOST_NUMBERS = 4
_TWO_DASHES = re.compile(r"-\s+-\s?(?=\w)")  # "51/QĐ- -SKHCN", as damaged text has it


def read_verdict(question: Question, best: Sentence, reads: Sequence[Read]) -> str | None:
    """Whether it is "Có" or "Không", where that is asked for and the reader finds it in the best passage."""
    if question.kind is not Kind.YES_NO:
        return None
    for one in reads:
        if one.passage.chunk.id == best.passage.chunk.id:
            says = one.reading.verdicts
            yes, no = says["yes"], says["no"]
            if max(yes, no) > SURE:
                return say("yes" if yes > no else "no", question.language)
    return None


def read_span(question: Question, best: Sentence, reads: Sequence[Read]) -> str | None:
    """The span that the reader finds in the best sentence, None where it finds none.

    Shares and ranks have forms of their own, which the rules know better.
    """
    folded = fold(question.read)
    if question.kind is Kind.NUMBER and (_PERCENT.search(folded) or _RANK.search(folded)):
        return None
    if question.kind is Kind.DOCUMENT_NUMBER and _SEVERAL.search(folded):
        return None
    for one in reads:
        if one.reading.answers < SURE:
            continue
        own = one.passage.chunk.id == best.passage.chunk.id
        inside = [span for span in one.spans if not own or span.sentence == best.index]
        # a line is of one matter: what the reader drew over two is cut
        text = _tidy(one.text(inside[0]).partition("\n")[0]) if inside else ""
        # another reading of the same sentence may have been read instead
        stands = own or text in _TWO_DASHES.sub("-", " ".join(best.text.split()))
        if stands and 0 < len(text.split()) <= _MAX_WORDS:
            return text
    return None


def _tidy(text: str) -> str:
    """A span without what is around it: a bracket that is not opened, a dash that was printed twice."""
    text = _TWO_DASHES.sub("-", " ".join(text.split())).strip(" ,;:.")
    return text.strip(")") if text.count(")") > text.count("(") else text


def short_answer(question: Question, sentences: Sequence[Sentence]) -> str | None:
    """The direct answer in at most 25 words, None where no span answers directly.

    Args:
        question: understood.
        sentences: those that are said, the best one first.
    """
    sentence = sentences[0]
    if question.kind is Kind.NUMBER:
        return _number(question, [sentence.text for sentence in sentences])
    if question.kind is Kind.DOCUMENT_NUMBER and _SEVERAL.search(fold(question.read)):
        named = [one.text for said in sentences for one in spans(question.kind, said.text)]
        if 1 < len(named) <= _MOST_NUMBERS:
            return "; ".join(dict.fromkeys(map(_tidy, named)))
    if question.kind in (Kind.DATE, Kind.DOCUMENT_NUMBER):
        found = spans(question.kind, sentence.text)
        best = _nearest(question, sentence.text, found)
        return _tidy(best.text) if best else None
    if question.kind is Kind.DEFINITION:
        found_names = (spelled_out(question.read, sentence.text) for sentence in sentences)
        return next(filter(None, found_names), None)
    if question.kind in (Kind.WHO, Kind.WHERE):
        words = sentence.text.split()
        return sentence.text if len(words) <= _MAX_WORDS else None
    return None


def _number(question: Question, texts: Sequence[str]) -> str | None:
    folded = fold(question.read)
    if _RANK.search(folded):
        found = [
            (weight, span)
            for said in texts
            if (ranked := [Span(m[0], m.start(), m.end()) for m in _RANKED.finditer(said)])
            for weight, span in (_heaviest(question, said, ranked),)
        ]
        if found:  # of what was asked for, in whichever sentence; the first of equal ones
            return max(found, key=lambda one: one[0])[1].text
    nearest = [
        _nearest(question, text, _counts(text, bool(_PERCENT.search(folded)))) for text in texts
    ]
    wanted = {term for term in terms(question.search) if not is_stop(term)}
    # the number of what was asked for, before one that stands near it
    own = [len(wanted & set(passage_terms(span.text))) if span else 0 for span in nearest]
    best = nearest[own.index(max(own))]
    return best.text if best else None


def _counts(text: str, shares: bool) -> list[Span]:
    """The numbers of a text; shares or counts where there are such."""
    found = spans(Kind.NUMBER, text)
    return [span for span in found if ("%" in span.text) == shares] or found


def _nearest(question: Question, text: str, found: list[Span]) -> Span | None:
    """The span whose neighbourhood says most of what was asked for, its own unit first."""
    if not found:
        return None
    named = [
        end
        for reference, _, end in find_spans(text)
        if any(Reference.parse(key).agrees(reference) for key in question.references)
    ]
    for end in named:  # "10/KH-SKHCN ngày 17/01/2024": a date belongs to the document before it
        following = [span for span in found if 0 <= span.start - end <= _OWN_DATE]
        if question.kind is Kind.DATE and following:
            return following[0]
    return _heaviest(question, text, found)[1]


def _heaviest(question: Question, text: str, found: Sequence[Span]) -> tuple[float, Span]:
    """The span whose neighbourhood says most of what was asked for, with how much that is."""
    wanted = [t for t in terms(question.search) if not is_stop(t)]
    words = [(m.start(), match_key(m[0])) for m in _WORD.finditer(text)]

    def weight(span: Span) -> float:
        own = set(terms(span.text))
        total = 2.0 * sum(term in own for term in wanted)
        for start, word in words:
            if span.start <= start < span.end or word not in wanted:
                continue
            distance = span.start - start if start < span.start else 1.3 * (start - span.end)
            total += 1.0 / (1.0 + distance / 25.0)
        return total

    best = max(found, key=lambda span: (weight(span), -span.start))
    return weight(best), best
