"""Coverage: the content of a question, and how much of it a text says."""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np

from assistant import everyday, glossary
from assistant.model import Language, Question
from assistant.stopwords import is_stop
from corpus.lexical import LexicalIndex, terms
from corpus.model import Audience
from corpus.store import Store

_PAIR_WEIGHT = 0.5
_CONTEXT_WEIGHT = 0.6  # of the words of the question that a follow-up follows


class Weigher:
    """The content of one question, and how much of it a text covers."""

    def __init__(self, question: Question, store: Store, audiences: Sequence[Audience]) -> None:
        words = [store.words(audience) for audience in audiences]
        size = max((index.size for index in words), default=1)
        unseen = float(np.log(1 + (size + 0.5) / 0.5))
        text = question.search if question.language is Language.ENGLISH else question.read
        self.weights: dict[str, float] = {}
        self._otherwise = _otherwise(question)
        self._seen: set[str] = set()
        known = _translated(question)
        asked = [(term, 1.0) for term in terms(_plain(text, question))]
        asked += [(term, _CONTEXT_WEIGHT) for term in terms(_earlier(question))]
        for term, scale in asked:
            if is_stop(term) or term in self.weights:
                continue
            pair = " " in term
            idf = max((index.idf(term) for index in words), default=0.0)
            if not idf and not pair:
                idf = self._idf_otherwise(term, words)
            if idf:
                self._seen.add(term)
            elif pair and term not in known:
                continue  # only words that stand together somewhere make a term
            self.weights[term] = scale * (idf or unseen) * (_PAIR_WEIGHT if pair else 1.0)
        self._total = sum(self.weights.values())

    @property
    def known(self) -> float:
        """Share of the content that any document holds."""
        seen = sum(weight for term, weight in self.weights.items() if term in self._seen)
        return seen / self._total if self._total else 0.0

    def coverage(self, said: Set[str]) -> float:
        """Share of the content among the terms `said`, in the question's words or the documents'."""
        if not self._total:
            return 0.0
        weights = self.weights.items()
        return sum(weight for term, weight in weights if self._is_said(term, said)) / self._total

    def share(self, asked: Set[str], said: Set[str]) -> float:
        """Share of some of the content's terms, by their weight, that are among `said`."""
        weights = {term: weight for term, weight in self.weights.items() if term in asked}
        held = sum(weight for term, weight in weights.items() if self._is_said(term, said))
        return held / sum(weights.values()) if weights else 0.0

    def held(self, asked: Set[str], said: Set[str]) -> frozenset[str]:
        """Those of some terms that are among `said`, in the question's words or the documents'."""
        return frozenset(term for term in asked if self._is_said(term, said))

    def unsaid(self, said: Set[str]) -> float:
        """Share of all single words' weight that the weightiest word has that is not among `said`."""
        single = {term: weight for term, weight in self.weights.items() if " " not in term}
        left = (weight for term, weight in single.items() if not self._is_said(term, said))
        return max(left, default=0.0) / (sum(single.values()) or 1.0)

    def _is_said(self, term: str, said: Set[str]) -> bool:
        if term in said:
            return True
        others = self._otherwise.get(term)
        return others is not None and any(other <= said for other in others)

    def _idf_otherwise(self, term: str, words: Sequence[LexicalIndex]) -> float:
        """How much an everyday word tells that no document holds: as much as what it stands for."""
        others = (
            sum(max((index.idf(key) for index in words), default=0.0) for key in other) / len(other)
            for other in self._otherwise.get(term, ())
        )
        return max(others, default=0.0)


def _otherwise(question: Question) -> dict[str, list[frozenset[str]]]:
    """The terms of everyday words, each with the terms of what documents may say in their place."""
    found: dict[str, list[frozenset[str]]] = {}
    if question.language is Language.VIETNAMESE:
        for phrase, others in everyday.meant(question.understood).items():
            keys = [frozenset(terms(other)) for other in others]
            for term in terms(phrase):
                found.setdefault(term, []).extend(keys)
    return found


def _translated(question: Question) -> set[str]:
    """The pairs of syllables that the glossary has for an English question: words, whether documents hold
    them or not.
    """
    if question.language is not Language.ENGLISH:
        return set()
    phrases = glossary.translate(question.understood)
    return {term for phrase in phrases for term in terms(phrase) if " " in term}


def _plain(text: str, question: Question) -> str:
    """The words of a question that carry its subject."""
    if question.language is Language.ENGLISH:
        return text[len(question.read) :] or text  # the glossary's Vietnamese is what documents say
    return everyday.without_fillers(text)


def _earlier(question: Question) -> str:
    """The words of what a follow-up follows; of English ones `search` has what documents say."""
    english = question.language is Language.ENGLISH and question.context.isascii()
    return "" if english and glossary.translate(question.context) else question.context
