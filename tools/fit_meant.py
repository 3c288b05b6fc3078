"""Fit the model that tells whether a record is of the procedure that a question means (`assistant.meant`).

    python -m tools.fit_meant STORE:SET[,SET ...] [STORE:SET[,SET ...] ...]

The weights in use are fitted to national_dev, national_more, national_later, national_next, near_national,
national_fresh and national_fresh2 over the store of the workbook that `tools.national_workbook --asked` writes,
and to demo, demo_more, demo_later, demo_next, demo_composite, near_demo, demo_fresh, demo_fresh2 and
demo_fresh3 over that of corpus/documents.

A question with an answer is asked twice: as it is, and with the record that answers it taken away, and those
whose names are nearly the same. What is then answered from another record is what has to be refused. The
record that answers is the one that the set names, or that the right answer was taken from. Prints, over eight
folds of the questions, how many of the right answers are lost and of the wrong ones refused at thresholds,
for answers from a record's fields and from sentences, then means, deviations and weights.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.answers.draft import Draft
from assistant.answers.proposing import Records
from assistant.chain import Chain, State
from assistant.evidence import Evidence
from assistant.fusion import Legs
from assistant.meant import Names
from assistant.model import Question, Role, Status
from assistant.projection import Projection
from assistant.reader import Reader
from assistant.retrieval import Retriever, audiences_of
from assistant.settings import Settings
from assistant.stopwords import telling
from corpus.embedding import load
from corpus.model import Audience
from corpus.store import Store
from eval.matching import says_all
from tools.logistic import fit

ALIKE = 0.75  # share of two names' words in common, from which one may answer for the other
FOLDS, SEEDS = 8, 4
BY_READER = (1, 10, 11)  # columns of the features that nothing tells where no passage is read
LOSSES = (0.01, 0.02, 0.03, 0.04, 0.05, 0.08)
TOLD = (Status.ANSWERED, Status.PARTLY_ANSWERED)


class LeavingOut(Retriever):
    """Retrieval without some passages."""

    hidden: Set[int] = frozenset()
    """Keys of the passages."""

    def legs(
        self,
        audience: Audience,
        question: Question,
        vector: NDArray[np.float32],
        within: Any = None,
    ) -> Legs:
        """What the legs say of the other passages."""
        legs = super().legs(audience, question, vector, within)
        hidden = np.isin(self.store.keys(audience), list(self.hidden))
        rows = set(np.flatnonzero(hidden).tolist())
        if not rows:
            return legs
        lexical = legs.lexical.copy()
        lexical[list(rows)] = 0
        dense = {row: cosine for row, cosine in legs.dense.items() if row not in rows}
        references = {row: count for row, count in legs.references.items() if row not in rows}
        return replace(legs, dense=dense, lexical=lexical, references=references)


class Leaving(Chain):
    """The chain without some procedures, which refuses no record and keeps what that is decided by."""

    def __init__(self, store: Store) -> None:
        embedder = load()
        projection = Projection.load(embedder)
        reader = Reader.load()
        names = Names.load(embedder, reader)
        super().__init__(
            store, embedder, Settings(), reader=reader, projection=projection, names=names
        )
        self._retriever = LeavingOut(store=store, embedder=embedder, k=self._retriever.k)
        self.hidden: Set[str] = frozenset()
        self.seen: list[tuple[tuple[float, ...], bool]] = []

    def leave(self, hidden: Set[str]) -> None:
        """Leave procedures out from now on, by their keys."""
        assert isinstance(self._retriever, LeavingOut)
        self.hidden = hidden
        ids = [
            chunk.id
            for document, found in self.store.procedures(audiences_of(Role.STAFF))
            if found.procedure.key in hidden
            for chunk in self.store.records.chunks_between(document, found.first, found.last)
        ]
        self._retriever.hidden = frozenset(self.store.records.keys_of(ids).values())

    def _records(self, state: State) -> Records:
        records = super()._records(state)
        known = [one for one in records.known if one[1].procedure.key not in self.hidden]
        return replace(records, known=known)

    def _of_what_is_meant(
        self,
        state: State,
        draft: Draft,
        evidence: Evidence,
        *,
        proposed: bool,
        least: float = 0.0,
    ) -> Draft:
        key, meant = draft.record, self._meant(state, evidence)
        if key is not None and meant is not None:
            self.seen.append((meant.features(key), proposed))
        return draft


@dataclass(frozen=True, slots=True)
class Asked:
    """One answer from a record.

    Attributes:
        id: of the question.
        big: whether it is of the first store.
        seen: as `assistant.meant.Meant.features` has it.
        proposed: whether a record's fields answer, and not a sentence.
        right: whether the record is the one that is meant.
    """

    id: str
    big: bool
    seen: tuple[float, ...]
    proposed: bool
    right: bool


def asked_of(store: Path, sets: Sequence[Path], *, big: bool) -> Iterator[Asked]:
    """Every answer from a record that the questions of sets get over a store."""
    chain = Leaving(Store.open(store))
    known = {f.procedure.key: f.procedure for _, f in chain.store.procedures(tuple(Audience))}
    lines = [line for one in sets for line in one.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        row = json.loads(line)
        chain.leave(frozenset())
        first = answered(chain, row)
        codes = {one["procedure"] for one in row.get("evidence", ()) if "procedure" in one}
        right = {key for key, one in known.items() if one.code in codes}
        if (
            first is not None
            and not right
            and row.get("must_contain")
            and says_all(first[2], row["must_contain"])
        ):
            right = {first[0]}
        if first is not None and (first[0] in right or not row["answerable"]):
            yield Asked(row["id"], big, *first[1], first[0] in right)
        if right and row["answerable"]:
            chain.leave({key for key in known if _is_alike(key, right, known)})
            second = answered(chain, row)
            if second is not None:
                yield Asked(row["id"], big, *second[1], right=False)


def answered(
    chain: Leaving, row: Mapping[str, Any]
) -> tuple[str, tuple[tuple[float, ...], bool], str] | None:
    """The record that a question is answered from, what was seen of it, and the answer."""
    chain.seen.clear()
    question = Question(text="", understood="", search="")
    state = State(row["question"], tuple(row.get("history", ())), Role.STAFF, question)
    done = chain.runnable.invoke(state)
    draft, answer = done.draft, done.answer
    if not chain.seen or draft is None or answer is None or answer.status not in TOLD:
        return None
    key = draft.record
    return None if key is None else (key, chain.seen[-1], f"{answer.short or ''} {answer.text}")


def _is_alike(key: str, right: Set[str], known: Mapping[str, Any]) -> bool:
    own = telling(known[key].name)
    names = [telling(known[one].name) for one in right]
    return key in right or any(len(own & name) >= ALIKE * len(own | name) for name in names)


def judged(found: Sequence[Asked], columns: Sequence[int]) -> NDArray[np.float64]:
    """The log odds of each answer by weights that were fitted without its question, the mean over seeds."""
    features = np.array([one.seen for one in found])[:, columns]
    right = np.array([one.right for one in found], float)
    standard = (features - features.mean(axis=0)) / features.std(axis=0)
    design = np.c_[standard, np.ones(len(found))]
    total = np.zeros(len(found))
    for seed in range(SEEDS):
        ids = sorted({one.id for one in found})
        random.Random(seed).shuffle(ids)
        fold = {id_: at % FOLDS for at, id_ in enumerate(ids)}
        at = np.array([fold[one.id] for one in found])
        for number in range(FOLDS):
            weights = fit(standard[at != number], right[at != number])
            total[at == number] += design[at == number] @ weights
    return total / SEEDS


def main() -> int:
    """Print the fit."""
    found: list[Asked] = []
    for number, pair in enumerate(sys.argv[1:]):
        store, _, sets = pair.partition(":")
        found += asked_of(Path(store), [Path(one) for one in sets.split(",")], big=not number)
    features = np.array([one.seen for one in found])
    right = np.array([one.right for one in found])
    big, proposed = (np.array([getattr(one, n) for one in found]) for n in ("big", "proposed"))
    every = list(range(features.shape[1]))
    print("means     ", tuple(features.mean(axis=0).round(3).tolist()))
    print("deviations", tuple(features.std(axis=0).round(3).tolist()))
    standard = (features - features.mean(axis=0)) / features.std(axis=0)
    unread = [column for column in every if column not in BY_READER]
    for name, columns in (("read", every), ("unread", unread)):
        print(name, tuple(fit(standard[:, columns], right.astype(float)).round(2).tolist()))
        odds = judged(found, columns)
        for kind, those in (("fields", proposed), ("sentences", ~proposed)):
            for loss in LOSSES:
                least = np.quantile(odds[those & right], loss)
                refused = [
                    f"{np.mean(odds[those & ~right & store] < least):.3f} of {(those & ~right & store).sum()}"
                    f" refused, {np.mean(odds[those & right & store] < least):.3f} lost of"
                    f" {(those & right & store).sum()}"
                    for store in (big, ~big)
                ]
                print(f"  {kind} above {1 / (1 + np.exp(-least)):.2f}: " + "; ".join(refused))
    return 0


if __name__ == "__main__":
    sys.exit(main())
