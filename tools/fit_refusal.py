"""Fit the model that tells whether the documents answer a question (`assistant.evidence.confidence`).

    python -m tools.fit_refusal DOCUMENTS:SET [DOCUMENTS:SET ...]

The weights in use are fitted to demo, refusal, silence_demo and demo_more over corpus/documents, and
report_dev, silence_report, report_more (eval/sets) and the example questions of ../shared, over
../shared/documents. With demo_later and report_later they would be no better (decision 23).

A set is a file of questions with `answerable` (eval/sets/*.jsonl); those whose `half` is "judge" are
not fitted to. Prints the weights of a logistic regression without and with the span reader, and by
threshold, for the questions fitted to and for those to judge by, what the model in use tells right
and its two kinds of mistakes.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant import reading
from assistant.answers.refusing import LEAST_CONFIDENCE, falls_short
from assistant.evidence import Evidence, weigh
from assistant.model import Role
from assistant.projection import Projection
from assistant.question import understand
from assistant.reader import Reader
from assistant.retrieval import Retriever, audiences_of
from corpus.embedding import load
from corpus.index import build
from corpus.store import Store
from tools.logistic import fit

EMBEDDER, READER = load(), Reader.load()
PROJECTION = Projection.load(EMBEDDER)


def evidence(documents: Path, sets: Sequence[Path]) -> list[tuple[Evidence, bool, bool]]:
    """The evidence for every question of sets over the same documents that no demand decides, whether it
    has an answer, and whether it is one to judge by.
    """
    audiences = audiences_of(Role.CITIZEN)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        build([documents], Path(folder), embedder=EMBEDDER)
        store = Store.open(Path(folder))
        retriever = Retriever(store=store, embedder=EMBEDDER, k=10)
        lines = [line for one in sets for line in one.read_text(encoding="utf-8").splitlines()]
        for line in lines:
            asked = json.loads(line)
            question = understand(asked["question"], asked.get("history", ()))
            vector = EMBEDDER.query(question.spoken)
            passages = retriever.retrieve(question, Role.CITIZEN, vector)
            weighed = weigh(question, passages, store, audiences, vector, PROJECTION)
            best = weighed.passages[: reading.READ]
            reads = reading.read(READER, question, best, weighed.sentences)
            weighed = reading.reweighed(weighed, reads)
            first = next(iter(weighed.sentences), None)
            if first is not None and not falls_short(question, weighed, first):
                judging = asked.get("half") == "judge"
                found.append((weighed, bool(asked["answerable"]), judging))
        store.close()
    return found


def main() -> int:
    """Print the fit."""
    over: dict[str, list[Path]] = {}
    for pair in sys.argv[1:]:
        documents, questions = pair.split(":")
        over.setdefault(documents, []).append(Path(questions))
    found = [item for documents, sets in over.items() for item in evidence(Path(documents), sets)]
    features = np.array([e.features for e, _, _ in found])
    answerable = np.array([answer for _, answer, _ in found])
    judging = np.array([judge for _, _, judge in found])
    mean, deviation = features[~judging].mean(axis=0), features[~judging].std(axis=0)
    print("means     ", mean.round(3))
    print("deviations", deviation.round(3))
    standard = ((features - mean) / deviation)[~judging]
    target = answerable[~judging].astype(float)
    print("weights   ", fit(standard, target).round(2))
    print("without   ", fit(standard[:, :-1], target).round(2))
    confidence = np.array([e.confidence for e, _, _ in found])
    for name, those in (("fitted to", ~judging), ("to judge by", judging)):
        for threshold in sorted(
            {0.3, 0.35, 0.4, 0.5, 0.55, LEAST_CONFIDENCE} if those.any() else ()
        ):
            refused = confidence < threshold
            print(
                f"{name}, threshold {threshold:.2f}: "
                f"{np.mean(refused[those] != answerable[those]):.3f} right of {those.sum()}, "
                f"{np.mean(~refused[those & ~answerable]):.3f} of the unanswerable answered, "
                f"{np.mean(refused[those & answerable]):.3f} of the answerable refused"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
