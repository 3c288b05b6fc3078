"""Rank passages by nom-vn's BM25; run by `tools.compare_retrieval` in nom-vn's own environment.

    python eval/peers/nom_vn/bm25.py IN.json OUT.json

In: {"passages": [text, …], "written": [question, …], "bare": [question without accents, …], "depth": k}.
Out: {"written": [[[position, score], …], …], "bare": …, "restored": …}, the best `k` passages of each
question, best first; fewer, or none, where no more share a word with it.

Chosen of nom-vn 0.2.37: `nom.retrieve.BM25Retriever`, the retriever that its documentation and its RAG
pipeline use, as `fit` makes it: `nom.text.word_tokenize` (some 200 Vietnamese compounds are one word),
lower case, k1 = 1.5, b = 0.75, Lucene's form. Texts go through `nom.text.normalize` (NFC) first, as in
its documentation. It has no setting for accents; "restored" are the bare questions after
`nom.text.fix_diacritics`, its table of words, the one way to restore accents that comes with it.
Imports nothing of this project.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from nom.retrieve import BM25Retriever
from nom.text import fix_diacritics, normalize


def rank(
    retriever: BM25Retriever, questions: Sequence[str], depth: int
) -> list[list[tuple[int, float]]]:
    """(position, score) of the `depth` best passages for each question."""
    return [
        [(hit.idx, hit.score) for hit in retriever.search(normalize(question), top_k=depth)]
        for question in questions
    ]


def main(source: Path, target: Path) -> None:
    """Read the passages and questions of `source`, write their rankings to `target`."""
    given = json.loads(source.read_text(encoding="utf-8"))
    retriever = BM25Retriever.fit([normalize(passage) for passage in given["passages"]])
    asked = {
        "written": given["written"],
        "bare": given["bare"],
        "restored": [fix_diacritics(question) for question in given["bare"]],
    }
    found = {how: rank(retriever, questions, given["depth"]) for how, questions in asked.items()}
    target.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
