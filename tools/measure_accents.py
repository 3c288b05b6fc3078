"""Measure how questions typed without accents are read, alone and beside the passages found for them.

    python -m tools.measure_accents [--set reading-dev ...]

Sets: those of `tools.measure_retrieval` but the procedures, and `reading-dev`, the encyclopaedia of
`../shared/data/reading-dev.jsonl` (a dev set, as `retrieval-dev` is). Each accented Vietnamese question
is asked without its accents. Prints the share of its words that get theirs back (without case and the
place of tone marks; questions that come back with more or fewer words are left out), and the share of
questions whose answer is first (hybrid): read alone, read again beside the first passages, and as written.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping

import numpy as np

from assistant.question import reread, understand
from assistant.retrieval import NEAR, Index, Mode, titled
from corpus.embedding import Embedder, load
from corpus.vietnamese.normalise import tone_key
from eval.retrieval import strip_diacritics
from tools.embedding.kept import cached
from tools.measure_retrieval import SETS_BY_NAME, Set
from tools.tune_fusion import KEPT, encyclopaedia

_WORD = re.compile(r"[^\W\d_]+")
_DEPTH = 60


def reading_dev() -> Set:
    """The questions of `reading-dev.jsonl` on an encyclopaedia, over its paragraphs."""
    data = encyclopaedia()
    questions = [(text, frozenset(data.gains[key])) for key, text in data.queries.items()]
    return Set("reading-dev", data.titles, data.texts, data.ids, questions)


SETS = {
    **{name: make for name, make in SETS_BY_NAME.items() if name != "procedures"},
    "reading-dev": reading_dev,
}


def words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [tone_key(word) for word in _WORD.findall(text.lower())]


def line(data: Set, embedder: Embedder) -> str:
    """What is measured of one set."""
    vectors = cached(KEPT, titled(data.texts, data.titles), embedder)
    index = Index.from_texts(data.texts, data.titles, embedder, vectors)
    right = {"alone": 0, "beside": 0}
    first: Mapping[str, list[bool]] = {"alone": [], "beside": [], "written": []}
    total = 0
    for text, answers in data.questions:
        if text.isascii():
            continue
        alone = understand(strip_diacritics(text))
        found = index.once(alone, _DEPTH, Mode.HYBRID)
        beside = reread(alone, [index.whole[row] for row, _ in found[:NEAR]])
        ranked = {
            "alone": found,
            "beside": found if beside is alone else index.once(beside, _DEPTH, Mode.HYBRID),
            "written": index.once(understand(text), _DEPTH, Mode.HYBRID),
        }
        for how, rows in ranked.items():
            first[how].append(bool(rows) and data.groups[rows[0][0]] in answers)
        wanted = words(text)
        got = {"alone": words(alone.read), "beside": words(beside.read)}
        if all(len(reading) == len(wanted) for reading in got.values()):
            total += len(wanted)
            for how, reading in got.items():
                right[how] += sum(a == b for a, b in zip(wanted, reading, strict=True))
    shares = "  ".join(f"{right[how] / total:8.3f}" for how in right)
    firsts = "  ".join(f"{np.mean(first[how]):8.3f}" for how in first)
    return f"{data.name:14} {len(first['written']):5}  {shares}  {firsts}"


def main() -> int:
    """Print a line for each set."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", action="append", choices=list(SETS))
    given = parser.parse_args()
    embedder = load()
    print("                      words right         answer first")
    print("set                n     alone    beside     alone    beside   written")
    for name in given.set or SETS:
        print(line(SETS[name](), embedder), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
