"""Whether a procedure's record is of the procedure that a question means.

Among hundreds of procedures there is always one of a like name: with the record that is asked about taken
away, seven of ten questions were answered from another one. What tells them apart are the name and the
record as a whole, which no sentence shows: what of the question stands in them, what of the name the
question says, and whether another name fits it better. See docs/decisions/0031-the-procedure-that-is-meant.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open

from assistant.answers.procedures import Match
from assistant.answers.procedures.actions import agrees, is_grant_of
from assistant.answers.proposing import Records
from assistant.confidence import logistic
from assistant.discounts import keys_of
from assistant.evidence import Evidence
from assistant.model import Question
from assistant.projection import MODEL, NAME_MAP, PROJECTION, WEIGHTS
from assistant.stopwords import telling
from corpus.lexical import terms
from corpus.vietnamese import abbreviations
from corpus.vietnamese.normalise import fold

if TYPE_CHECKING:
    from corpus.embedding import Embedder

# By tools/fit_meant.py, 2026-12-01: see there for the sets.
_MEANS = (0.649, 1.31, 0.889, 0.607, 0.366, 0.502, 0.618, 0.163, 0.028, 0.184)
_DEVIATIONS = (0.129, 2.239, 0.021, 0.208, 0.236, 0.268, 0.212, 0.065, 0.061, 0.492)
_UNREAD = (1.16, 0.0, 0.0, -0.08, 0.29, 0.33, -0.04, 0.04, 0.47, 0.33, 0.41)
_READ = (0.62, 0.76, 0.19, -0.09, 0.36, 0.32, 0.18, 0.17, 0.49, 0.36, 0.45)
LEAST_MEANT, LEAST_MEANT_OF_SENTENCE = 0.28, 0.14
"""How likely a record has to be meant for its fields, or a sentence of it, to be said: see the tool."""
_KEPT = 5_000  # vectors of names


class Names:
    """Names of procedures beside questions: by a map learnt for them (`tools/train_projection.py`)."""

    def __init__(self, turn: NDArray[np.float32], embedder: Embedder) -> None:
        self._turn, self._embedder = turn, embedder
        self._vectors: dict[str, NDArray[np.float32]] = {}

    @classmethod
    def load(cls, embedder: Embedder) -> Self | None:
        """Load the shipped map; None where it was learnt for another model than the one in use."""
        with safe_open(PROJECTION / WEIGHTS, "np") as file:
            if file.metadata()[MODEL] != embedder.fingerprint:
                return None
            return cls(file.get_tensor(NAME_MAP).astype(np.float32), embedder)

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


@dataclass(frozen=True)
class Meant:
    """Tells which procedure one question means.

    Attributes:
        question: understood.
        vector: its embedding, shape (dimension,).
        evidence: the scored sentences and their passages, as the reader has read them.
        records: of the procedures that may answer.
        fits: what tells how well names fit the question.
    """

    question: Question
    vector: NDArray[np.float32]
    evidence: Evidence
    records: Records
    fits: Names

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
            better than the others; whether what is done agrees.
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
        )

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
