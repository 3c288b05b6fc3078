"""Questions that a set asks twice, in the same or nearly the same words."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from corpus.vietnamese.normalise import fold
from eval.findings import Finding, Kind
from eval.questions import Item, QuestionSet

_WORD = re.compile(r"\w+")
_SHARED = 0.7  # least share of words (Jaccard's index) of two questions that are compared
_SLIP = 60.0  # least likeness of words that stand for each other
_COMPARED = 50  # earlier questions with one of its rarer words that a question is compared with
_ALIKE = 92.0  # least likeness of their letters, in per cent, of two that are nearly the same


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question without accents, case and signs, after what was asked before it."""

    item: Item
    line: int
    words: tuple[str, ...]
    history: tuple[str, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """What makes questions of one wording different: years, document numbers, codes."""
        return tuple(word for word in self.words if any(map(str.isdigit, word)))


def find(found: QuestionSet) -> Iterator[Finding]:
    """The questions that were asked before, each with the line where.

    Near ones are found by prefix filtering (Bayardo et al. 2007): two sets of words that share
    enough of them share one of the few rarest. Of very many that share it the last are compared.
    """
    asked = [
        _Asked(item, line, _words(item.question), tuple(" ".join(_words(h)) for h in item.history))
        for item, line in zip(found.items, found.lines, strict=True)
    ]
    counts = Counter(word for one in asked for word in set(one.words))
    by_word: dict[tuple[object, ...], deque[_Asked]] = defaultdict(_few)
    first: dict[tuple[object, ...], _Asked] = {}
    for one in asked:
        rarest = sorted(set(one.words), key=lambda word: (counts[word], word))
        rarest = rarest[: len(rarest) - math.ceil(_SHARED * len(rarest)) + 1]
        prefix = [(word, one.numbers, one.history) for word in rarest]
        same = first.setdefault((one.words, one.history), one)
        if same is not one:
            yield _finding(Kind.SAME_QUESTION, one, same)
        else:
            near = {other.line: other for key in prefix for other in by_word[key]}
            like = next((near[line] for line in sorted(near) if _is_like(one, near[line])), None)
            if like is not None:
                yield _finding(Kind.LIKE_QUESTION, one, like)
        for key in prefix:
            by_word[key].append(one)


def _few() -> deque[_Asked]:
    return deque(maxlen=_COMPARED)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))


def _is_like(one: _Asked, other: _Asked) -> bool:
    """Whether two questions differ by slips and by words left out, not by what they ask about."""
    a, b = set(one.words), set(other.words)
    if len(a & b) < _SHARED * len(a | b):
        return False
    mine, theirs = " ".join(sorted(a - b)), " ".join(sorted(b - a))
    if mine and theirs and fuzz.ratio(mine, theirs) < _SLIP:
        return False
    return fuzz.ratio(" ".join(one.words), " ".join(other.words)) >= _ALIKE


def _finding(kind: Kind, one: _Asked, other: _Asked) -> Finding:
    return Finding(kind, one.line, one.item.id, {"other": other.line})
