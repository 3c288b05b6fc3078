"""Questions on national procedures, each with the procedure that it means, and other names beside it.

`texts/asked-*.jsonl` has questions written for this project procedure by procedure: a situation told in words
far from the name, and a short one as it is typed. Those of the reader and of the embedding model join them.
No question is of a procedure that `tools.embedding.pairs` holds out; in `texts/` none is of one that a set of
`eval/sets` names.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.embedding import Embedder
from corpus.lexical import LexicalIndex, indexed_terms, terms
from tools.embedding import pairs
from tools.reader import examples

TEXTS = Path(__file__).parent / "texts"
_DEV_SHARE = 10  # one procedure of so many is kept for measuring
_NEAR = 12  # names that are nearest by their words, and by their meaning
_AT_ONCE = 256
_LEVEL = re.compile(
    r"\([^)]*\)|\bcấp (?:tỉnh|huyện|xã|bộ|trung ương)\b|\btrung ương\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the code of its procedure; written for names, or on a passage of a record."""

    question: str
    code: str
    written: bool


def is_dev(code: str) -> bool:
    """Whether a procedure's questions are kept from training."""
    return int(hashlib.sha1(f"matcher {code}".encode()).hexdigest(), 16) % _DEV_SHARE == 0


def names() -> dict[str, str]:
    """Names of the procedures that are not held out, by code."""
    return {
        row["ma_thu_tuc"]: row["ten_thu_tuc"].strip()
        for row in pairs.records()
        if not pairs.is_held_out(row["ma_thu_tuc"])
    }


def questions() -> Iterator[Asked]:
    """Every question with its procedure."""
    for path in sorted(TEXTS.glob("asked-*.jsonl")):
        for row in pairs.rows(path):
            yield Asked(row["question"], row["code"], written=True)
    yield from of_passages()


def of_passages() -> Iterator[Asked]:
    """The questions on passages of records: the reader's, and the embedding model's."""
    for path in sorted(examples.QUESTIONS.glob("*.jsonl")):
        for row in pairs.rows(path):
            if row["passage"].startswith("procedure/"):
                yield Asked(row["question"], row["passage"].split("/")[1], written=False)
    for row in pairs.written("procedures"):
        yield Asked(row["question"], row["id"], written=False)


class Beside:
    """Names that may be taken for the one that is meant."""

    def __init__(self, embedder: Embedder, named: dict[str, str]) -> None:
        self._embedder = embedder
        self.names = list(dict.fromkeys(named.values()))
        self._index = LexicalIndex.build(indexed_terms(name, "") for name in self.names)
        self._vectors = embedder.passages(self.names)
        # every word counts: "cấp lại" is no "cấp"
        self._words = [frozenset(terms(_LEVEL.sub(" ", name))) for name in self.names]
        self._at = {name: at for at, name in enumerate(self.names)}

    def of_questions(self, texts: Sequence[str]) -> list[list[int]]:
        """The names nearest to each question, in words and in meaning."""
        vectors = np.concatenate(
            [
                self._embedder.queries(texts[at : at + _AT_ONCE])
                for at in range(0, len(texts), _AT_ONCE)
            ]
        )
        return [
            self._near(text, self._vectors @ one) for text, one in zip(texts, vectors, strict=True)
        ]

    def of_name(self, name: str) -> list[int]:
        """The names nearest to a name."""
        return self._near(name, self._vectors @ self._vectors[self._at[name]])

    def nearest(self, text: str) -> str:
        """The name nearest to a question in meaning."""
        return self.names[int(np.argmax(self._vectors @ self._embedder.query(text)))]

    def _near(self, text: str, cosines: NDArray[np.float32]) -> list[int]:
        asked = list(dict.fromkeys(terms(text)))
        scores = self._index.scores(asked, [1.0] * len(asked))
        found = [*np.argsort(-scores)[:_NEAR].tolist(), *np.argsort(-cosines)[:_NEAR].tolist()]
        return list(dict.fromkeys(found))

    def differs(self, at: int, name: str) -> bool:
        """Whether a name is of another procedure, and not of the same at another level."""
        return self._words[at] != self._words[self._at[name]]
