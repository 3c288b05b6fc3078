"""Compare our retrieval with that of others on the same passages and questions: one run, one table.

    python -m tools.compare_retrieval [FOLDER ...] [--set law ...] [--system bm25s ...] [--mode dense ...]

FOLDER is a set in BEIR's layout; `--set` names one of `tools.measure_retrieval`. Where neither is given:
all of the latter, `../shared/data/retrieval-dev` among them. Every system sees the same texts, title
before text, and ranks 100 deep:

- `nom-vn`: BM25 of the package nom-vn over its Vietnamese words, as `eval/peers/nom_vn/bm25.py` says, in
  the environment that `eval.peers` makes of it, once: the only time that anything is fetched.
- `bm25s`: as its documentation shows: `bm25s.tokenize` (lower case, words of two letters or more), no
  stemming, no stop words; `BM25()`, which is Lucene's form with k1 = 1.5, b = 0.75. Passages that it fills
  up with, which share no word with the question, are left out.
- `lexical`, `dense`, `hybrid`: the project's legs (`--system ours`, of which `--mode` picks).
- `pairs`, `untouched`, `fused`: what was measured before the first line was written (`--system prototype`):
  bm25s on syllables and pairs of neighbours, the embedding model as it was before it was trained
  (`python -m tools.make_embedding_model --target build/embedding/base`), and their z-scores added.

Questions are asked as written and without accents; nom-vn also with accents put back by its own table.
Prints recall at 1, 5, 10 and MRR@10 (`eval.retrieval`) with a 95 % interval of recall at 1 (bootstrap
over questions). In a FOLDER recall is the share of the relevant passages; in our own sets what answers
"as well" answers alone, and a hit is a document or article, not one of its fields. What could not be
measured, and what a peer is not made for, is said in words.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.question import understand
from assistant.retrieval import Index, Mode, titled
from corpus.embedding import Embedder, load
from corpus.errors import ModelError
from eval import retrieval
from eval.peers.environment import python_of
from eval.peers.errors import PeerError
from eval.peers.peer import NOM_VN
from eval.peers.process import SECONDS, run_script
from tools.measure_retrieval import KS, SETS_BY_NAME, Set, interval

SCRIPT = NOM_VN.script.with_name("bm25.py")
UNTOUCHED = Path("build/embedding/base")
SYSTEMS = ("nom-vn", "bm25s", "prototype", "ours")
HOW = {"written": "as written", "bare": "no accents", "restored": "accents restored"}
NOTES = {
    "nom-vn": "nom-vn cannot match a word typed without accents with the word: its BM25 compares letters"
    "\nas typed. The row 'accents restored' uses its table; its models for that are downloaded weights,"
    "\nwhich cannot be had offline: not measured. Nor is its dense retrieval, for the same reason.",
    "bm25s": "bm25s has nothing for accents either: without them it finds what stands so in the passages.",
}
_ANSWER = "\0answer"  # the name of whatever answers, where one answer is as good as another

Ranked = Sequence[tuple[int, float]]  # (position of a passage, score), best first
Asked = Mapping[str, Sequence[str]]  # how it is asked, a key of HOW → the questions
Found = Mapping[str, Sequence[Ranked]]  # how it is asked → what is found for each question


@dataclass(frozen=True, slots=True)
class Task:
    """A set, and whether one of the things that answer a question is enough (`either`)."""

    data: Set
    either: bool


def folder(path: Path) -> Task:
    """Read a set in BEIR's layout.

    Raises:
        LayoutError: the folder is not in it.
    """
    data = retrieval.read(path)
    questions = [(text, frozenset(data.gains[key])) for key, text in data.queries.items()]
    return Task(Set(path.resolve().name, data.titles, data.texts, data.ids, questions), False)


def by_nom_vn(passages: Sequence[str], asked: Asked) -> Found:
    """Rank by nom-vn, in a process of its own; the bare questions also with accents restored.

    Raises:
        PeerError: it could not be installed, or failed.
    """
    python = python_of(NOM_VN)
    with tempfile.TemporaryDirectory() as work:
        source, target, said = (Path(work, name) for name in ("in.json", "out.json", "stderr"))
        given = {"passages": list(passages), "depth": retrieval.DEPTH, **asked}
        source.write_text(json.dumps(given), encoding="utf-8")
        run_script(python, SCRIPT, (source, target), said, SECONDS)
        found = json.loads(target.read_text(encoding="utf-8"))
    return {how: found[how] for how in HOW}


def by_bm25s(passages: Sequence[str], asked: Asked) -> Found:
    """Rank by plain bm25s."""
    import bm25s

    def words(texts: Sequence[str]) -> Any:
        return bm25s.tokenize(list(texts), stopwords=None, stemmer=None, show_progress=False)

    engine = bm25s.BM25(method="lucene")
    engine.index(words(passages), show_progress=False)
    depth = min(retrieval.DEPTH, len(passages))
    found = {}
    for how, questions in asked.items():
        rows, scores = engine.retrieve(words(questions), k=depth, show_progress=False)
        found[how] = [
            [(int(row), float(score)) for row, score in zip(*pair, strict=True) if score > 0]
            for pair in zip(rows, scores, strict=True)
        ]
    return found


def by_prototype(
    passages: Sequence[str], asked: Asked, untouched: Embedder
) -> Iterator[tuple[str, Found]]:
    """Rank by BM25 on syllables and pairs, by the untrained model, and by both."""
    import bm25s

    def words(text: str) -> list[str]:
        syllables = re.findall(r"\w+", text.lower())
        return [*syllables, *(f"{a} {b}" for a, b in pairwise(syllables))]

    def bm25(text: str) -> NDArray[np.float32]:
        known = [word for word in words(text) if word in engine.vocab_dict]
        return engine.get_scores(known) if known else np.zeros(len(passages), np.float32)

    def deepest(scores: NDArray[np.float32], least: float = -np.inf) -> list[Ranked]:
        best = np.argsort(-scores, axis=1, kind="stable")[:, : retrieval.DEPTH]
        return [
            [(int(at), float(row[at])) for at in own if row[at] > least]
            for own, row in zip(best, scores, strict=True)
        ]

    def standard(scores: NDArray[np.float32]) -> NDArray[np.float32]:
        spread = scores.std(axis=1, keepdims=True)
        return (scores - scores.mean(axis=1, keepdims=True)) / np.where(spread, spread, 1)

    engine = bm25s.BM25(method="lucene")
    engine.index([words(text) for text in passages], show_progress=False)
    vectors = untouched.passages(passages)
    found: dict[str, dict[str, list[Ranked]]] = {"pairs": {}, "untouched": {}, "fused": {}}
    for how, questions in asked.items():
        lexical = np.array([bm25(text) for text in questions], np.float32)
        dense = untouched.queries(questions) @ vectors.T
        found["pairs"][how] = deepest(lexical, 0.0)
        found["untouched"][how] = deepest(dense)
        found["fused"][how] = deepest(standard(lexical) + standard(dense))
    yield from found.items()


def by_ours(
    data: Set, asked: Asked, embedder: Embedder, modes: Sequence[Mode]
) -> Iterator[tuple[str, Found]]:
    """Rank by each of our legs; passages are embedded only where a leg needs it."""
    vectors: NDArray[np.float32] = np.zeros((len(data.texts), 0), np.float32)
    if set(modes) != {Mode.LEXICAL}:
        vectors = embedder.passages(titled(data.texts, data.titles))
    # the fields of a record are not split in a store either
    split = Mode.HYBRID in modes and data.name != "procedures"
    index = Index.from_texts(data.texts, data.titles, embedder, vectors, split=split)
    for mode in modes:
        yield (
            mode.value,
            {
                how: [index.rank(understand(text), retrieval.DEPTH, mode) for text in questions]
                for how, questions in asked.items()
            },
        )


def scores(task: Task, found: Sequence[Ranked]) -> str:
    """Recall at 1, 5, 10, MRR@10, the interval of recall at 1; for how many nothing was found."""
    rankings: retrieval.Rankings = {}
    gains: dict[str, dict[str, int]] = {}
    for number, ((_, right), ranked) in enumerate(zip(task.data.questions, found, strict=True)):
        best: dict[str, float] = {}
        for position, score in ranked:
            group = task.data.groups[position]
            best.setdefault(_ANSWER if task.either and group in right else group, score)
        rankings[str(number)] = list(best.items())
        gains[str(number)] = dict.fromkeys([_ANSWER] if task.either else right, 1)
    shares = [retrieval.recall(rankings, gains, k) for k in KS]
    shares.append(retrieval.reciprocal_rank(rankings, gains, 10))
    first: NDArray[Any] = np.array(
        [retrieval.recall({key: ranked}, gains, 1) for key, ranked in rankings.items()]
    )
    low, high = interval(first)
    empty = sum(not ranked for ranked in found)
    return (
        f"{'  '.join(f'{share:.3f}' for share in shares)}   [{low:.3f}-{high:.3f}]"
        f"{f'  found nothing: {empty}' if empty else ''}"
    )


def lines(
    task: Task,
    systems: Sequence[str],
    embedder: Embedder | None,
    modes: Sequence[Mode],
    untouched: Embedder | None = None,
) -> Iterator[str]:
    """A line of the table for each system and way of asking.

    Args:
        task: what is asked of which passages.
        systems: of SYSTEMS.
        embedder: of our legs; None where they are not asked for.
        modes: of our legs.
        untouched: the model before it was trained; None where the prototype is not asked for.
    """
    data = task.data
    written = [text for text, _ in data.questions]
    asked = {"written": written, "bare": [retrieval.strip_diacritics(text) for text in written]}
    passages = titled(data.texts, data.titles)

    def rows(system: str, found: Found) -> Iterator[str]:
        for how, ranked in found.items():
            yield f"{data.name:14} {len(written):5} {system:9} {HOW[how]:17} {scores(task, ranked)}"

    if "nom-vn" in systems:
        try:
            yield from rows("nom-vn", by_nom_vn(passages, asked))
        except PeerError as error:
            yield f"{data.name:14} {len(written):5} nom-vn    not measured: {error}"
    if "bm25s" in systems:
        yield from rows("bm25s", by_bm25s(passages, asked))
    if untouched is not None:
        for system, found in by_prototype(passages, asked, untouched):
            yield from rows(system, found)
    if embedder is not None:
        for system, found in by_ours(data, asked, embedder, modes):
            yield from rows(system, found)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="in BEIR's layout")
    parser.add_argument("--set", action="append", choices=list(SETS_BY_NAME))
    parser.add_argument("--system", action="append", choices=SYSTEMS)
    parser.add_argument(
        "--untouched", type=Path, default=UNTOUCHED, metavar="FOLDER", help="of the prototype"
    )
    parser.add_argument("--mode", action="append", type=Mode, choices=list(Mode), help="of ours")
    given = parser.parse_args()
    systems = given.system or SYSTEMS
    try:
        tasks = [folder(path) for path in given.folders]
    except retrieval.LayoutError as error:
        parser.error(str(error))
    names = given.set or ([] if tasks else list(SETS_BY_NAME))
    embedder = load() if "ours" in systems else None
    untouched = None
    if "prototype" in systems:
        try:
            untouched = load(str(given.untouched))
        except ModelError as error:
            print(f"prototype: not measured: {error}; tools.make_embedding_model --target makes it")
    print(f"{'set':18} n {'system':9} {'asked':17} at 1   at 5   at 10  MRR@10  interval at 1")
    for task in (*tasks, *(Task(SETS_BY_NAME[name](), True) for name in names)):
        for line in lines(task, systems, embedder, given.mode or list(Mode), untouched):
            print(line, flush=True)
    print(*(f"\n{note}" for system, note in NOTES.items() if system in systems), sep="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
