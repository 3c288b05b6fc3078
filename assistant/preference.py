"""What comes first of passages that answer alike: what holds now, what is newer, each thing once.

Retrieval compares a question with texts; of two texts that match alike it cannot tell which one is
still in force. That is known from the documents: what replaces what, and of what time they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.model import Passage, Question
from corpus.model import How, StoredDocument
from corpus.vietnamese.normalise import fold

_TIME = re.compile(r"(?<![\d/.])(?:19|20)\d\d(?!\d)|\b(?:quy|thang) (?:[ivx]+|\d+)\b|\d/\d")
_BEHIND = 0.999  # of the score of what it stands behind
_TELLING = frozenset("khong chua tru ngoai mien huy bai cam".split())
# Shares of words in common; chosen, not fitted.
_SAME = 0.95
_ALIKE = 0.7  # the same sentences about another time: the words, their figures left out
_SHORTEST = 8  # words; headings and single cells are alike without saying the same


@dataclass(frozen=True)
class _Found:
    """A passage with what it is compared by."""

    passage: Passage
    document: StoredDocument

    @cached_property
    def words(self) -> frozenset[str]:
        """What it says; read only where it is compared: most passages of a list stand in one document."""
        return frozenset(re.findall(r"\w+", fold(self.passage.chunk.text)))

    @cached_property
    def without_figures(self) -> frozenset[str]:
        return frozenset(word for word in self.words if not any(c.isdigit() for c in word))

    @property
    def is_guessed(self) -> bool:
        """Whether its text is repaired, or recognised from pictures."""
        return self.document.repaired or How.OCR in self.document.how


def preferred(
    passages: Sequence[Passage], question: Question, documents: Mapping[str, StoredDocument]
) -> list[Passage]:
    """Passages in a better order, near duplicates left out.

    A passage of a document that was replaced stands behind those of the one that replaced it, and one
    of an older document behind the same sentences of a newer one of the same kind and body. Where the
    question names a time or a document number, everything stays as it is.

    Args:
        passages: with scores, best first.
        question: understood.
        documents: of the passages, by name.
    """
    if question.references or _TIME.search(fold(question.understood)):
        return list(passages)
    found = _behind([_Found(p, documents[p.chunk.document]) for p in passages])
    kept: list[_Found] = []
    for one in found:
        twin = next((at for at, other in enumerate(kept) if _is_same(one, other)), None)
        if twin is None:
            kept.append(one)
        elif kept[twin].is_guessed and not one.is_guessed:
            better = replace(one.passage, score=kept[twin].passage.score)
            kept[twin] = replace(one, passage=better)
    return [one.passage for one in kept]


def _behind(found: Sequence[_Found]) -> list[_Found]:
    """What no longer holds, scored behind what took its place."""
    first = [one.passage.score for one in found]
    ahead: list[dict[str, list[int]]] = []  # by document, where the passages are that come before
    for old in found:
        places: dict[str, list[int]] = {}
        for at, new in enumerate(found):
            if _replaces(new, old) or _is_newer(new, old):
                places.setdefault(new.document.name, []).append(at)
        ahead.append(places)
    scores = first
    for _ in found:  # what stands before may itself stand behind something
        limits = [[_BEHIND * max(scores[at] for at in ats) for ats in d.values()] for d in ahead]
        scores = [min([own, *most]) for own, most in zip(first, limits, strict=True)]
    moved = [
        one if score == own else replace(one, passage=replace(one.passage, score=score))
        for one, score, own in zip(found, scores, first, strict=True)
    ]
    return sorted(moved, key=lambda one: -one.passage.score)


def _replaces(new: _Found, old: _Found) -> bool:
    change = old.document.replaced_by
    return change is not None and change.document == new.document.name


def _is_newer(new: _Found, old: _Found) -> bool:
    """Whether a passage says what another does, of a later time."""
    a, b = new.document, old.document
    if a.name == b.name or not (a.kind and a.body) or (a.kind, a.body) != (b.kind, b.body):
        return False
    late, early = _time_of(a), _time_of(b)
    if not early or late <= early:
        return False
    return _share(new.without_figures, old.without_figures) >= _ALIKE


def _time_of(document: StoredDocument) -> tuple[int, ...]:
    """Year, month and day of the end of a document's period, else of its date, as far as known."""
    if document.period:
        end = document.period.end
        return end.year, end.month, end.day
    return tuple(int(part) for part in reversed((document.date or "").split("/")) if part)


def _is_same(one: _Found, other: _Found) -> bool:
    """Whether two documents say the same: one other figure, or a "not", makes it another thing."""
    if one.document.name == other.document.name:
        return False
    differing = one.words ^ other.words
    return (
        not differing & _TELLING
        and not any(char.isdigit() for word in differing for char in word)
        and _share(one.words, other.words) >= _SAME
    )


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard's index of two sets of words; 0 where they are few."""
    if min(len(one), len(other)) < _SHORTEST:
        return 0.0
    return len(one & other) / len(one | other)
