"""Choose how much the cosine of a passage's nearest sentence counts (`fusion.Weights.meaning`).

    python -m tools.tune_meaning [--set retrieval-dev ...]

Sets: `retrieval-dev` and the encyclopaedia of `reading-dev.jsonl`, and those of the questions written for
training that `tools.embedding.pairs.is_dev` keeps back (law, general knowledge, procedures). Every
accented Vietnamese question is asked as written and without its accents. Prints recall at 1 and MRR at 10
for each weight, by set and way of asking. 4,000 passages and their sentences are embedded first: some 20
minutes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from assistant.fusion import weights_for
from assistant.question import understand
from assistant.retrieval import Index, Mode, titled
from corpus.embedding import Embedder, load
from eval.retrieval import strip_diacritics
from tools.embedding.kept import cached
from tools.measure_accents import reading_dev
from tools.measure_retrieval import Set, development
from tools.tune_fusion import KEPT, kept_back

WEIGHTS = (0.0, 4.0, 8.0, 12.0, 16.0, 20.0)
DEPTH = 10
TRAINING = ("law", "general", "procedures")


def lines(data: Set, index: Index) -> Iterator[str]:
    """A line for each way of asking and weight."""
    for bare in (False, True):
        asked = [
            (understand(strip_diacritics(text) if bare else text), answers)
            for text, answers in data.questions
            if not text.isascii()
        ]
        for meaning in WEIGHTS:
            ranks = []
            for question, answers in asked:
                weights = replace(weights_for(question), meaning=meaning)
                found = index.once(question, DEPTH, Mode.HYBRID, weights)
                right = [at for at, (row, _) in enumerate(found, 1) if data.groups[row] in answers]
                ranks.append(min(right, default=0))
            first = np.mean([rank == 1 for rank in ranks])
            mrr = np.mean([1 / rank if rank else 0.0 for rank in ranks])
            how = "no accents" if bare else "as written"
            yield f"{data.name:14} {len(asked):5} {how:10} {meaning:8.1f}  {first:6.3f}  {mrr:6.3f}"


def indexed(data: Set, embedder: Embedder) -> Index:
    """A set's passages and their sentences, embedded."""
    vectors = cached(KEPT, titled(data.texts, data.titles), embedder)
    return Index.from_texts(data.texts, data.titles, embedder, vectors)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    names = ("retrieval-dev", "reading-dev", *TRAINING)
    parser.add_argument("--set", action="append", choices=names)
    wanted: Sequence[str] = parser.parse_args().set or names
    embedder = load()
    print("set                n asked        weight    at 1     MRR")
    for name, make in (("retrieval-dev", development), ("reading-dev", reading_dev)):
        if name in wanted:
            data = make()
            for line in lines(data, indexed(data, embedder)):
                print(line, flush=True)
    if of := [name for name in TRAINING if name in wanted]:
        sets = kept_back()
        index = indexed(sets[of[0]], embedder)  # the same passages for all
        for name in of:
            for line in lines(sets[name], index):
                print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
