"""Measure retrieval on our own held-out sets: what no training, weight or word list has seen.

    python -m tools.measure_retrieval [--model FOLDER ...] [--mode dense ...] [--set law ...]

Sets (`eval/sets/retrieval/`, with a card), written for this: questions on three files of codified law, on
national procedures that training leaves out (the passages are the fields of all 2,642), and on
paragraphs of an encyclopaedia that we wrote. Law and procedures need `../shared`. Beside them
`data/retrieval-dev`, a dev set. Every question is asked as it was written and without its accents;
English ones as they are. Prints the share of questions whose answer is first, and among the first
five and ten, with a 95 % interval of the first (bootstrap over questions, seeded).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.question import understand
from assistant.retrieval import Index, Mode, titled
from corpus.embedding import Embedder, load
from eval import retrieval
from tools.embedding import pairs

ROOT = Path(__file__).resolve().parents[1]
SETS = ROOT / "eval" / "sets" / "retrieval"
KS = (1, 5, 10)
_DEPTH, _DRAWS, _SEED = 60, 2000, 20261128
_LONGEST = 1500  # characters of a passage


@dataclass(frozen=True, slots=True)
class Set:
    """Passages, what each belongs to, and questions with what answers them."""

    name: str
    titles: Sequence[str]
    texts: Sequence[str]
    groups: Sequence[str]
    questions: Sequence[tuple[str, frozenset[str]]]


def law() -> Set:
    """Articles of the law files that training leaves out."""
    return _of("law", [(number, a.title, a.text) for number, a in pairs.law(held_out=True).items()])


def procedures() -> Set:
    """Fields of all national procedures."""
    rows = []
    for record in pairs.records():
        name = record["ten_thu_tuc"].strip()
        for field, (heading, _) in pairs.FIELDS.items():
            if text := record.get(field, "").strip():
                rows.append((record["ma_thu_tuc"], name, f"{heading}: {text}"))
    return _of("procedures", rows)


def encyclopaedia() -> Set:
    """Paragraphs that were written for this."""
    rows = pairs.rows(SETS / "encyclopaedia-passages.jsonl")
    return _of("encyclopaedia", [(row["id"], row["title"], row["text"]) for row in rows])


def development() -> Set:
    """University regulations, a dev set."""
    data = retrieval.read(pairs.DATA / "retrieval-dev")
    questions = [(text, frozenset(data.gains[key])) for key, text in data.queries.items()]
    return Set("retrieval-dev", data.titles, data.texts, data.ids, questions)


def _of(name: str, rows: Sequence[tuple[str, str, str]]) -> Set:
    groups, titles, texts = zip(*rows, strict=True)
    questions = [
        (row["question"], frozenset([row["id"], *row["also"]]))
        for row in pairs.rows(SETS / f"{name}.jsonl")
    ]
    return Set(name, titles, [text[:_LONGEST] for text in texts], groups, questions)


SETS_BY_NAME = {
    "law": law,
    "procedures": procedures,
    "encyclopaedia": encyclopaedia,
    "retrieval-dev": development,
}


def ranks(data: Set, index: Index, mode: Mode, *, bare: bool) -> NDArray[np.int64]:
    """The rank of what answers each question among the things found, from 1; a large one for none."""
    found = []
    for text, right in data.questions:
        asked = understand(retrieval.strip_diacritics(text) if bare else text)
        seen: dict[str, None] = {}
        for row, _ in index.rank(asked, _DEPTH, mode):
            seen.setdefault(data.groups[row])
        places = [at for at, group in enumerate(seen, 1) if group in right]
        found.append(min(places, default=10**6))
    return np.array(found, np.int64)


def interval(hits: NDArray[np.bool_]) -> tuple[float, float]:
    """The 95 % interval of a share."""
    chance = np.random.default_rng(_SEED)
    means = hits[chance.integers(len(hits), size=(_DRAWS, len(hits)))].mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)


def lines(data: Set, embedder: Embedder, modes: Sequence[Mode]) -> Iterator[str]:
    """A line for each way of asking."""
    vectors = np.zeros((len(data.texts), embedder.dimension), np.float32)
    if set(modes) != {Mode.LEXICAL}:
        vectors = embedder.passages(titled(data.texts, data.titles))
    # the fields of a record are not split in a store either
    split = Mode.HYBRID in modes and data.name != "procedures"
    index = Index.from_texts(data.texts, data.titles, embedder, vectors, split=split)
    for mode in modes:
        for bare in (False, True):
            found = ranks(data, index, mode, bare=bare)
            shares = "  ".join(f"{np.mean(found <= k):.3f}" for k in KS)
            low, high = interval(found == 1)
            how = "no accents" if bare else "as written"
            yield (
                f"{data.name:14} {len(found):5} {mode.value:8} {how:10}  {shares}"
                f"  [{low:.3f}-{high:.3f}]"
            )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--model", action="append", metavar="FOLDER", help="instead of the shipped")
    parser.add_argument("--mode", action="append", type=Mode, choices=list(Mode))
    parser.add_argument("--set", action="append", choices=list(SETS_BY_NAME))
    given = parser.parse_args()
    print("set                n mode     asked       at 1   at 5   at 10  interval at 1")
    for model in given.model or [None]:
        embedder = load(model)
        print(f"-- {embedder.name}")
        for name in given.set or SETS_BY_NAME:
            for line in lines(SETS_BY_NAME[name](), embedder, given.mode or list(Mode)):
                print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
