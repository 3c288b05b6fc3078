"""Retrieval on sets in BEIR's layout: recall, MRR and nDCG, as `contract.md` names them.

nDCG: Järvelin & Kekäläinen 2002, gains as in the qrels, discount log2(rank + 1).
"""

from __future__ import annotations

import json
import math
import time
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.question import understand
from assistant.retrieval import Index, Mode, titled
from eval.measures.numbers import mean, percentile

if TYPE_CHECKING:
    from corpus.embedding import Embedder

DEPTH = 100
Rankings = dict[str, list[tuple[str, float]]]


class LayoutError(Exception):
    """A folder is not in BEIR's layout; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Passages, queries and which passages answer which query (query → passage → gain)."""

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    queries: Mapping[str, str]
    gains: Mapping[str, Mapping[str, int]]


def read(folder: Path) -> Dataset:
    """Read a folder; queries without a relevant passage are left out.

    Raises:
        LayoutError: a file is missing or cannot be read.
    """
    try:
        corpus = [json.loads(line) for line in _lines(folder / "corpus.jsonl")]
        queries = [json.loads(line) for line in _lines(folder / "queries.jsonl")]
        data = Dataset(
            ids=tuple(str(passage["_id"]) for passage in corpus),
            titles=tuple(passage.get("title") or "" for passage in corpus),
            texts=tuple(passage["text"] for passage in corpus),
            queries={str(query["_id"]): query["text"] for query in queries},
            gains=_gains(folder / "qrels.tsv"),
        )
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise LayoutError(f"{folder}: {type(error).__name__}: {error}") from error
    asked = {key: text for key, text in data.queries.items() if data.gains.get(key)}
    if not data.ids or not asked:
        raise LayoutError(f"{folder}: no passages, or no query with a relevant one")
    return replace(data, queries=asked)


def _gains(path: Path) -> dict[str, dict[str, int]]:
    """Positive judgements: "query passage gain", or TREC's four columns; a header may stand first."""
    gains: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(path)):
        cells = line.rstrip("\r").split("\t")
        if number == 0 and not cells[-1].lstrip("-").isdecimal():
            continue
        query, passage, gain = cells[0], cells[-2], int(cells[-1])
        if gain > 0:
            gains.setdefault(query, {})[passage] = gain
    return gains


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8-sig").split("\n") if line.strip()]


def strip_diacritics(text: str) -> str:
    """A text as typed without accents: "Đổi mới" → "Doi moi"."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in bare if unicodedata.category(char) != "Mn")


def measure(
    data: Dataset, embedder: Embedder, mode: Mode, *, without_accents: bool = False
) -> tuple[dict[str, Any], Rankings]:
    """Index the passages, rank them for every query; the measures and the rankings, 100 deep."""
    started = time.perf_counter()
    vectors = embedder.passages(titled(data.texts, data.titles))
    spent = time.perf_counter() - started
    split = mode is Mode.HYBRID
    index = Index.from_texts(data.texts, data.titles, embedder, vectors, split=split)
    rankings: Rankings = {}
    times: list[float] = []
    for key, text in data.queries.items():
        asked = strip_diacritics(text) if without_accents else text
        started = time.perf_counter()
        ranked = index.rank(understand(asked), DEPTH, mode)
        times.append(1000 * (time.perf_counter() - started))
        rankings[key] = [(data.ids[position], score) for position, score in ranked]
    measures = {
        "passages": len(data.ids),
        "queries": len(data.queries),
        "mode": mode.value,
        **{f"recall_at_{k}": recall(rankings, data.gains, k) for k in (1, 5, 10)},
        "mrr_at_10": reciprocal_rank(rankings, data.gains, 10),
        "ndcg_at_10": ndcg(rankings, data.gains, 10),
        "query_ms": {"p50": percentile(times, 50), "p95": percentile(times, 95)},
        "passages_per_second": round(len(data.ids) / spent, 1),
    }
    return measures, rankings


def recall(rankings: Rankings, gains: Mapping[str, Mapping[str, int]], k: int) -> float | None:
    """Mean share of a query's relevant passages among the first `k`."""
    return mean(
        sum(name in gains[query] for name, _ in ranked[:k]) / len(gains[query])
        for query, ranked in rankings.items()
    )


def reciprocal_rank(
    rankings: Rankings, gains: Mapping[str, Mapping[str, int]], k: int
) -> float | None:
    """Mean reciprocal rank of the first relevant passage among the first `k`."""
    return mean(
        next(
            (1 / rank for rank, (name, _) in enumerate(ranked[:k], 1) if name in gains[query]), 0.0
        )
        for query, ranked in rankings.items()
    )


def ndcg(rankings: Rankings, gains: Mapping[str, Mapping[str, int]], k: int) -> float | None:
    """Mean normalised discounted cumulative gain of the first `k`."""
    return mean(
        _dcg([gains[query].get(name, 0) for name, _ in ranked[:k]])
        / _dcg(sorted(gains[query].values(), reverse=True)[:k])
        for query, ranked in rankings.items()
    )


def _dcg(found: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(found, start=1))


def write_run(rankings: Rankings, path: Path, tag: str) -> None:
    """Write rankings in TREC's run format: "qid Q0 docid rank score tag"."""
    with path.open("w", encoding="utf-8") as file:
        for query, ranked in rankings.items():
            for rank, (name, score) in enumerate(ranked, start=1):
                file.write(f"{query} Q0 {name} {rank} {score:.6f} {tag}\n")
