"""Choose how much each leg of retrieval counts (`assistant.fusion.WEIGHTS`).

    python -m tools.tune_fusion [--model FOLDER] [--set encyclopaedia ...]

Sets: the demo questions, and from `../shared` (without it the demo set alone): the example questions
and `report_dev.jsonl` over the damaged report, `data/retrieval-dev`, the encyclopaedia of
`reading-dev.jsonl` (its paragraphs are the passages), and those of the questions written for training
that `tools.embedding.pairs.is_dev` keeps back (law, procedures, general knowledge); `--set` picks some.
For each kind of question and each weight of the lexical leg and of the best sentence beside a fixed one
of the dense leg (and none of the nearest sentence's cosine, which `tools.tune_meaning` weighs) prints recall
at 1 and MRR at 10 by set, and their mean over the sets of ten questions or more; then how the best weights
by mean MRR differ from those in use, with a 95 % interval of the difference (bootstrap over questions within
each set, seeded). Then what `fusion.squash` is set by: the scores of the first and tenth passage.

Kinds (`fusion.Manner`): accented Vietnamese questions as typed and all Vietnamese questions stripped of
their accents, short and long ones apart; questions with a document number; English questions as typed.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.fusion import (
    READ,
    WEIGHTS,
    Legs,
    Manner,
    Ranked,
    Weights,
    fuse,
    manner_of,
    read_sentences,
)
from assistant.model import Language, Passage, Question, Role
from assistant.question import understand
from assistant.retrieval import Index, Retriever, audiences_of, titled
from assistant.schema import RetrievedOut
from assistant.startup import SHIPPED_DOCUMENTS
from corpus.embedding import load
from corpus.index import build
from corpus.store import Store
from eval import questions, retrieval
from eval.measures.places import overlaps
from tools.embedding import pairs
from tools.embedding.kept import cached
from tools.measure_retrieval import Set

if TYPE_CHECKING:
    from corpus.embedding import Embedder

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "eval" / "sets" / "demo.jsonl"
DENSE = 25.0  # a cosine's weight; only the ratio counts
LEXICAL = (4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 18.0, 24.0)
SENTENCE = (0.0, 2.0, 4.0, 6.0)
GRID = tuple(Weights(DENSE, *pair) for pair in itertools.product(LEXICAL, SENTENCE))
KEPT = ROOT / "build" / "fusion.npz"  # vectors of passages, by model and text
DEPTH, DRAWS, SEED = 10, 2_000, 20261125
OTHERS = 3_000  # passages of training that answer none of the questions
TRAINING = "training"
SETS = ("demo", "examples", "report", "retrieval-dev", "encyclopaedia", TRAINING)
LEAST = 10  # questions of a set that counts in the mean


@dataclass(frozen=True, slots=True)
class Case:
    """One question of one kind, what the legs say, whether a position answers it, and its text."""

    kind: Manner
    legs: Legs
    answers: Callable[[int], bool]
    texts: Sequence[str]

    def ranked(self, weights: Weights) -> list[Ranked]:
        """The first passages, best first."""
        found = fuse(self.legs, weights, DEPTH)
        return read_sentences(
            found, [self.texts[row] for row, *_ in found[:READ]], self.legs, weights
        )

    def rank(self, weights: Weights) -> int:
        """The rank of the first passage that answers, 0 where none of the first ten does."""
        ranked = self.ranked(weights)
        return next((at for at, (row, *_) in enumerate(ranked, 1) if self.answers(row)), 0)


def ways(text: str, history: Sequence[str] = ()) -> Iterator[Question]:
    """A question as typed, where it has accents or is English, and without its accents."""
    typed = understand(text, history)
    if not typed.is_bare:
        yield typed
    if typed.language is not Language.ENGLISH:
        bare = retrieval.strip_diacritics
        yield understand(bare(text), [bare(past) for past in history])


def of_passages(data: retrieval.Dataset, embedder: Embedder) -> list[Case]:
    """The questions of a set of passages."""
    vectors = cached(KEPT, titled(data.texts, data.titles), embedder)
    index = Index.from_texts(data.texts, data.titles, embedder, vectors, split=False)

    def answering(gains: Mapping[str, int]) -> Callable[[int], bool]:
        return lambda row: data.ids[row] in gains

    return [
        Case(
            manner_of(question), index.legs(question, DEPTH), answering(data.gains[key]), data.texts
        )
        for key, text in data.queries.items()
        for question in ways(text)
    ]


def encyclopaedia() -> retrieval.Dataset:
    """The encyclopaedia's paragraphs in `reading-dev.jsonl`, and its questions."""
    rows = [
        r for r in pairs.rows(pairs.DATA / "reading-dev.jsonl") if r["source"] == "encyclopaedia"
    ]
    texts = tuple(dict.fromkeys(row["context"] for row in rows))
    gains: dict[str, dict[str, int]] = {}
    for row in rows:
        gains.setdefault(row["question"], {})[row["context"]] = 1
    queries = {text: text for text in gains}
    return retrieval.Dataset(texts, ("",) * len(texts), texts, queries, gains)


def of_documents(path: Path, documents: Path, embedder: Embedder) -> list[Case]:
    """The questions of a set with a place of evidence, over the documents it is about."""
    (audience,) = audiences_of(Role.CITIZEN)
    cases = []
    with tempfile.TemporaryDirectory() as folder:
        build([documents], Path(folder), embedder=embedder)
        store = Store.open(Path(folder))
        retriever = Retriever(store=store, embedder=embedder)
        passages = [Passage(chunk, 0.0) for chunk in store.records.all_chunks(audience)]
        texts = [passage.chunk.text for passage in passages]
        for item in questions.read(path):
            if not item.answerable or not item.located:
                continue
            answering = {
                row
                for row, passage in enumerate(passages)
                if any(
                    overlaps(RetrievedOut.of(passage), (passage.chunk.text,), place)
                    for place in item.located
                )
            }
            for question in ways(item.question, item.history):
                vector = embedder.query(question.understood)
                legs = retriever.legs(audience, question, vector)
                cases.append(Case(manner_of(question), legs, answering.__contains__, texts))
        store.close()
    return cases


def kept_back() -> dict[str, Set]:
    """The written questions that training keeps back (law, procedures, general knowledge), over what answers
    them and other passages, the same for all.
    """
    dice = random.Random(SEED)
    passages, every = pairs.passages_and_pairs(dice)
    asked = [p for p in every if p.written and pairs.is_dev(passages[p.passage].group)]
    wanted = {group for pair in asked for group in (passages[pair.passage].group, *pair.also)}
    others = [passage for passage in passages if passage.group not in wanted]
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for pair in asked:
        group = passages[pair.passage].group
        name = "law" if "/" in group else "procedures" if group[0].isdigit() else "general"
        found.setdefault(name, []).append((pair.question, frozenset((group, *pair.also))))
    kept = [p for p in passages if p.group in wanted] + dice.sample(others, OTHERS)
    titles, texts = [p.title for p in kept], [p.text for p in kept]
    groups = [p.group for p in kept]
    return {name: Set(name, titles, texts, groups, asked) for name, asked in found.items()}


def of_training(embedder: Embedder) -> dict[str, list[Case]]:
    """The cases of what training keeps back."""
    sets = kept_back()
    passages = next(iter(sets.values()))
    vectors = cached(KEPT, titled(passages.texts, passages.titles), embedder)
    index = Index.from_texts(passages.texts, passages.titles, embedder, vectors, split=False)
    rows_of: dict[str, set[int]] = {}
    for row, group in enumerate(passages.groups):
        rows_of.setdefault(group, set()).add(row)
    found: dict[str, list[Case]] = {}
    for name, data in sets.items():
        for text, answers in data.questions:
            answering = set().union(*(rows_of.get(group, ()) for group in answers))
            for question in ways(text):
                legs = index.legs(question, DEPTH)
                case = Case(manner_of(question), legs, answering.__contains__, index.texts)
                found.setdefault(name, []).append(case)
    return found


def ranks(cases: Sequence[Case], weights: Weights) -> NDArray[np.int64]:
    """The rank of what answers each case, shape (cases,)."""
    return np.array([case.rank(weights) for case in cases], np.int64)


def reciprocal(found: NDArray[np.int64]) -> NDArray[np.float64]:
    """1 / rank, 0 for what was not found; shape as given."""
    inverse: NDArray[np.float64] = np.where(found > 0, 1.0 / np.maximum(found, 1), 0.0)
    return inverse


def show(kind: Manner, sets: Mapping[str, Sequence[Case]], in_use: Weights) -> None:
    """Print the grid of one kind, and what the best weight of it would change."""
    sizes = ", ".join(f"{name} {len(cases)}" for name, cases in sets.items())
    print(f"\n{kind} ({sizes} questions)")
    print("lexical  sentence" + "".join(f"{name:>20}" for name in (*sets, "mean")))
    found = {
        weight: {name: ranks(cases, weight) for name, cases in sets.items()} for weight in GRID
    }
    for weights, by_set in found.items():
        pairs = [
            *(
                (float(np.mean(one == 1)), float(np.mean(reciprocal(one))))
                for one in by_set.values()
            ),
            (mean(by_set, lambda one: one == 1), mean(by_set, reciprocal)),
        ]
        cells = "".join(f"{first:>12.3f} / {mrr:.3f}" for first, mrr in pairs)
        same = (weights.lexical, weights.sentence) == (in_use.lexical, in_use.sentence)
        mark = "  in use" if same else ""
        print(f"{weights.lexical:7.1f}  {weights.sentence:8.1f}{cells}{mark}")
    best = max(GRID, key=lambda weight: mean(found[weight], reciprocal))
    used = {name: ranks(cases, in_use) for name, cases in sets.items()}
    gain = mean(found[best], reciprocal) - mean(used, reciprocal)
    low, high = interval(used, found[best])
    print(
        f"best {best.lexical:.1f}, {best.sentence:.1f}: mean MRR {gain:+.3f} against the one in use "
        f"[{low:+.3f}, {high:+.3f}]"
    )
    scores = [[score for _, score, _ in case.ranked(in_use)] for case in sets.get("demo", ())]
    if not scores:
        return
    first, tenth = (np.median([one[at] for one in scores if len(one) >= DEPTH]) for at in (0, 9))
    print(f"demo, scores in use: first {first:.1f}, tenth {tenth:.1f}")


def mean(
    by_set: Mapping[str, NDArray[np.int64]], measure: Callable[[NDArray[np.int64]], NDArray[Any]]
) -> float:
    """The mean of a measure of ranks over the sets that are large enough."""
    return float(np.mean([np.mean(measure(one)) for one in by_set.values() if len(one) >= LEAST]))


def interval(
    before: Mapping[str, NDArray[np.int64]], after: Mapping[str, NDArray[np.int64]]
) -> tuple[float, float]:
    """The 95 % interval of the difference in mean MRR, questions drawn within each set."""
    chance = np.random.default_rng(SEED)
    drawn = []
    for name, ranked in before.items():
        if len(ranked) < LEAST:
            continue
        change = reciprocal(after[name]) - reciprocal(ranked)
        drawn.append(change[chance.integers(len(change), size=(DRAWS, len(change)))].mean(axis=1))
    low, high = np.quantile(np.mean(drawn, axis=0), [0.025, 0.975])
    return float(low), float(high)


def main() -> int:
    """Print the grid of every kind."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--model", metavar="FOLDER", help="instead of the shipped one")
    parser.add_argument("--set", action="append", choices=SETS)
    given = parser.parse_args()
    wanted, embedder, data = given.set or SETS, load(given.model), ROOT.parent / "shared" / "data"
    report = data.parent / "documents"
    if not data.is_dir():
        print(f"{data} is not here: the demo set alone is measured")
        wanted = [name for name in wanted if name == "demo"]
    makers: dict[str, Callable[[], list[Case]]] = {
        "demo": lambda: of_documents(DEMO, SHIPPED_DOCUMENTS, embedder),
        "examples": lambda: of_documents(data / "example_questions.jsonl", report, embedder),
        "report": lambda: of_documents(DEMO.with_name("report_dev.jsonl"), report, embedder),
        "retrieval-dev": lambda: of_passages(retrieval.read(data / "retrieval-dev"), embedder),
        "encyclopaedia": lambda: of_passages(encyclopaedia(), embedder),
    }
    cases = {name: make() for name, make in makers.items() if name in wanted}
    if TRAINING in wanted:
        cases |= of_training(embedder)
    for kind, in_use in WEIGHTS.items():
        of_kind = {name: [c for c in found if c.kind == kind] for name, found in cases.items()}
        asked = {name: found for name, found in of_kind.items() if found}
        if any(len(found) >= LEAST for found in asked.values()):
            show(kind, asked, in_use)
        else:
            print(f"\n{kind}: fewer than {LEAST} questions in every set")
    return 0


if __name__ == "__main__":
    sys.exit(main())
