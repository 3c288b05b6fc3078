"""Whether a procedure's record is of the procedure that a question means.

Among hundreds of procedures there is always one of a like name: with the record that is asked about taken
away, seven of ten questions were answered from another one. What tells them apart are the name and the
record as a whole, which no sentence shows: what of the question stands in them, what of the name the
question says, and whether another name fits it better. See docs/decisions/0031-the-procedure-that-is-meant.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open

from assistant.answers.procedures import Known, Match
from assistant.answers.procedures.actions import agrees, is_grant_of
from assistant.answers.procedures.matching import ALIKE, in_common
from assistant.answers.proposing import CLEARLY, Records
from assistant.confidence import logistic
from assistant.discounts import keys_of
from assistant.evidence import Evidence
from assistant.matcher import Matcher
from assistant.model import Passage, Question
from assistant.projection import MODEL, NAME_MAP, PROJECTION, WEIGHTS
from assistant.stopwords import telling
from corpus.lexical import terms
from corpus.vietnamese import abbreviations
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import find_codes

if TYPE_CHECKING:
    from assistant.reader import Reader
    from corpus.embedding import Embedder

# By tools/fit_meant.py, 2026-12-01: see there for the sets.
_MEANS = (0.637, 1.292, 0.888, 0.59, 0.348, 0.49, 0.6, 0.161, 0.026, 0.195, -0.009, 2.333)
_DEVIATIONS = (0.126, 2.141, 0.021, 0.205, 0.227, 0.261, 0.211, 0.062, 0.057, 0.485, 3.549, 3.537)
_UNREAD = (1.23, 0.0, 0.0, -0.05, 0.15, 0.31, 0.03, 0.04, 0.45, 0.33, 0.0, 0.0, 0.38)
_READ = (0.64, 0.56, 0.03, -0.02, -0.02, 0.17, 0.33, -0.02, 0.27, 0.33, 1.05, 0.12, 0.38)
LEAST_MEANT, LEAST_MEANT_OF_SENTENCE = 0.2, 0.15
"""How likely a record has to be meant for its fields, or a sentence of it, to be said: see the tool."""
_KEPT = 5_000  # vectors of names
_LOSS = 0.1
"""What a passage's score loses where another procedure than its own is surely meant; chosen on the national
dev sets, 2026-12-01."""
_FIRST, _MOST_ALIKE = 3, 6
"""Beside the first so many names that were found those are read that are nearly the same as one of them, and no
more than so many.
"""
_LIKELIER, _ACTION = 1.0, 1.5
"""By how much the log odds of a name that was not found have to be above those of all that were, for its
passages to be read; and what an act that agrees with the situation counts there. Set by judgement, seen on the
dev sets, 2026-12-01.
"""
_ALONE = -4.0  # log odds that stand for the others where there is no other name


class Names:
    """Names of procedures beside questions: by a map learnt for them (`tools/train_projection.py`), and read
    with the question (`assistant.matcher`).
    """

    def __init__(
        self, turn: NDArray[np.float32], embedder: Embedder, matcher: Matcher | None = None
    ) -> None:
        self._turn, self._embedder, self._matcher = turn, embedder, matcher
        self._vectors: dict[str, NDArray[np.float32]] = {}

    @classmethod
    def load(cls, embedder: Embedder, reader: Reader | None = None) -> Self | None:
        """Load the shipped map; None where it was learnt for another model than the one in use.

        Args:
            embedder: the model in use.
            reader: beside which names are read with the question; else they are not.
        """
        with safe_open(PROJECTION / WEIGHTS, "np") as file:
            if file.metadata()[MODEL] != embedder.fingerprint:
                return None
            turn = file.get_tensor(NAME_MAP).astype(np.float32)
        return cls(turn, embedder, Matcher.load(reader) if reader else None)

    def matched(
        self, question: Question, passages: Sequence[Passage], known: Sequence[Known]
    ) -> dict[str, float]:
        """Log odds that procedures are the one meant, by key, of those of passages and of those named like the
        first of them; empty where names are not read, or the question names what it means by a code or a
        document number.

        Args:
            question: understood.
            passages: as they were retrieved.
            known: the procedures that may answer.
        """
        keys = dict.fromkeys(p.chunk.procedure for p in passages if p.chunk.procedure is not None)
        if self._matcher is None or not keys or is_named(question):
            return {}
        every = {one.procedure.key: one.procedure.name for _, one in known}
        names = {key: every[key] for key in keys if key in every}
        if not names:
            return {}
        names |= {key: every[key] for key in _like(names, every)}
        each = list(dict.fromkeys(names.values()))
        fits = dict(zip(each, self._matcher.fit(question.spoken, each).tolist(), strict=True))
        return {key: fits[name] for key, name in names.items()}

    def fit(self, vector: NDArray[np.float32], names: Sequence[str]) -> NDArray[np.float32]:
        """How well names fit a question, as cosines, shape (names,).

        Args:
            vector: of the question, as it was embedded, shape (dimension,).
            names: of procedures; their vectors are kept.
        """
        # replaced and never emptied: other threads read it
        kept = self._vectors if len(self._vectors) + len(names) <= _KEPT else {}
        new = [name for name in dict.fromkeys(names) if name not in kept]
        if new:
            kept = {**kept, **dict(zip(new, self._embedder.passages(new), strict=True))}
            self._vectors = kept
        turned = vector + vector @ self._turn
        cosines: NDArray[np.float32] = np.stack([kept[name] for name in names]) @ (
            turned / np.linalg.norm(turned)
        )
        return cosines


@lru_cache(maxsize=_KEPT)
def _words(name: str) -> frozenset[str]:
    return frozenset(telling(name))


def _like(found: Mapping[str, str], every: Mapping[str, str]) -> list[str]:
    """The keys of procedures that are named nearly as one of the first that were found: what else is done about
    the same paper.
    """
    first = [_words(name) for name in list(found.values())[:_FIRST]]
    shares = {
        key: max(in_common(one, words) for one in first)
        for key, name in every.items()
        if key not in found and (words := _words(name))
    }
    like = sorted(
        (key for key, share in shares.items() if share >= ALIKE), key=lambda k: -shares[k]
    )
    return like[:_MOST_ALIKE]


def likelier(
    question: Question,
    passages: Sequence[Passage],
    matched: Mapping[str, float],
    records: Records,
) -> Match | None:
    """The procedure that was not found and is likelier meant than all that were; None where there is none.

    Args:
        question: understood.
        passages: as they were retrieved.
        matched: as `Names.matched` has it.
        records: that may answer.
    """
    found = {passage.chunk.procedure for passage in passages}
    known = {one.procedure.key: Match(name, one, 0.0) for name, one in records.known}
    likely = {
        key: fit + _ACTION * agrees(question, known[key].found.procedure.name)
        for key, fit in matched.items()
    }
    best = max((fit for key, fit in likely.items() if key in found), default=0.0)
    others = {key: fit for key, fit in likely.items() if key not in found}
    like = max(others, key=others.__getitem__, default=None)
    return known[like] if like is not None and others[like] >= best + _LIKELIER else None


def is_named(question: Question) -> bool:
    """Whether a question names a document or a procedure by its number."""
    return bool(question.references or find_codes(question.understood))


def ranked(passages: Sequence[Passage], matched: Mapping[str, float]) -> list[Passage]:
    """The passages, best first, those of procedures less likely meant than another one scored lower.

    Args:
        passages: as they were retrieved.
        matched: as `Names.matched` has it.
    """
    likely = {key: 1.0 / (1.0 + math.exp(-fit)) for key, fit in matched.items()}
    best = max(likely.values(), default=0.0)
    lowered = [
        replace(one, score=max(0.0, one.score - _LOSS * (best - likely[key])))
        if (key := one.chunk.procedure) is not None and key in likely
        else one
        for one in passages
    ]
    return sorted(lowered, key=lambda passage: -passage.score)


@dataclass(frozen=True)
class Meant:
    """Tells which procedure one question means.

    Attributes:
        question: understood.
        vector: its embedding, shape (dimension,).
        evidence: the scored sentences and their passages, as the reader has read them.
        records: of the procedures that may answer.
        fits: what tells how well names fit the question.
        matched: log odds that procedures are the one meant, by key, of those whose names were read.
    """

    question: Question
    vector: NDArray[np.float32]
    evidence: Evidence
    records: Records
    fits: Names
    matched: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def _matches(self) -> dict[str, Match]:
        return {one.procedure.key: Match(name, one, 0.0) for name, one in self.records.known}

    def name(self, key: str) -> str:
        """The name of a procedure, whole."""
        return self._matches[key].found.procedure.name

    def features(self, key: str) -> tuple[float, ...]:
        """What tells whether a record is meant.

        Args:
            key: of the procedure, as passages have it.

        Returns:
            The score of the record's best passage, the log odds that the reader gives a passage, the
            nearness and the coverage of sentences; the share of the question in the name, of the name in
            the question, and of the question in the whole record; how well the name fits, and how much
            better than the others; whether what is done agrees; the log odds of the name read with the
            question, and how much they are above those of the others.
        """
        passages, said = self.evidence.passages, self.name(key)
        score = max((p.score for p in passages if p.chunk.procedure == key), default=0.0)
        asked = telling(self.question.search) | telling(self.question.context)
        own = telling(said)
        names = [self.name(one) for one in self._found()]
        others = [name for name in names if fold(name) != fold(said)]
        fit, *rest = self.fits.fit(self.vector, [said, *others]).tolist()
        weigher = self.records.weigher()
        table = abbreviations.version()
        texts = [said, *(chunk.text for chunk in self.records.chunks_of(self._matches[key]))]
        whole = frozenset().union(*(keys_of(text, table) for text in texts))
        return (
            score,
            self.evidence.features[-1],
            self.evidence.nearness,
            self.evidence.coverage,
            weigher.coverage(set(terms(said))),
            len(own & asked) / max(1, len(own)),
            weigher.coverage(whole),
            fit,
            fit - max(rest, default=0.0),
            agrees(self.question, said),
            *self._read_together(key),
        )

    def _read_together(self, key: str) -> tuple[float, float]:
        if key not in self.matched:
            return 0.0, 0.0
        own = self.matched[key]
        others = [
            fit for one, fit in self.matched.items() if fold(self.name(one)) != fold(self.name(key))
        ]
        return own, own - max(others, default=_ALONE)

    def likelihood(self, key: str) -> float:
        """How likely (0-1) a record is of the procedure that is meant.

        One that stands in no passage was reached from another (a record of the same name, the grant of a paper
        from its renewal): then how likely that one is meant.
        """
        found = self._found()
        if key not in found and found:
            own = self.name(key)
            same = (one for one in found if fold(self.name(one)) == fold(own))
            renewed = (one for one in found if is_grant_of(own, self.name(one)))
            key = next(chain(same, renewed), found[0])
        return likelihood(self.features(key), read=bool(self.evidence.reads))

    def clearly_likelier(self, key: str) -> Match | None:
        """The procedure that was found, is clearly likelier meant than that of a record, likely enough, and
        does nothing else than is asked for; None where there is none.
        """
        fits = {one: self.matched[one] for one in self._found() if one in self.matched}
        if key not in fits:
            return None
        best = max(fits, key=fits.__getitem__)
        if fits[best] < fits[key] + CLEARLY or agrees(self.question, self.name(best)) < 0:
            return None
        return self._matches[best] if self.likelihood(best) >= LEAST_MEANT else None

    def _found(self) -> list[str]:
        """The keys of the procedures among the passages, best first."""
        keys = dict.fromkeys(passage.chunk.procedure for passage in self.evidence.passages)
        return [key for key in keys if key is not None and key in self._matches]


def likelihood(found: Sequence[float], *, read: bool) -> float:
    """How likely (0-1) a record is of the procedure that is meant, by a logistic model.

    Args:
        found: as `Meant.features` has them.
        read: whether the reader has read the passages.
    """
    return logistic(found, _MEANS, _DEVIATIONS, _READ if read else _UNREAD)
