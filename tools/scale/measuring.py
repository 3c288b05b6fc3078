"""What building a store and asking it take: time, memory, disk; and what settings of HNSW find."""

from __future__ import annotations

import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

REAL = "real"
_QUESTIONS = 200
_NEAREST = 100
_CURVE = ((16, 32), (100, 200), (100, 128, 256, 512))  # max_neighbors, ef_construction, ef_search
_ALIKE = 1e-5  # cosines that differ by less are alike


def alone(work: Callable[..., Any], *arguments: Any) -> Any:
    """Run in a new process, so that its peak of memory is its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def peak() -> int:
    """Megabytes that this process had at most."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) // 1024


def indexed(folder: Path, count: int | None) -> dict[str, Any]:
    """Build a store, unless it stands; what it took."""
    from corpus.embedding import load
    from tools.scale import growing

    embedder = load()
    store = folder / (REAL if count is None else f"grown-{count}")
    stood = growing.stands(store, embedder)
    started = time.perf_counter()
    if count is None:
        growing.real(folder, embedder)
    else:
        growing.grown(folder, folder / REAL, embedder, count)
    taken = {}
    if not stood:
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        taken = {
            "index_s": round(time.perf_counter() - started, 1),
            # of a drawn store the vectors are written by a process of their own, beside this one
            "index_mb": max(peak(), children) if count is None else peak() + children,
        }
    return {"store": str(store), "disk_mb": disk(store)} | taken


def disk(store: Path) -> dict[str, int]:
    """Megabytes of each part of the version that answers."""
    from corpus.manifest import read_current

    version = store / "versions" / str(read_current(store))
    return {
        part.name: sum(f.stat().st_size for f in [part, *part.rglob("*")] if f.is_file()) // 2**20
        for part in sorted(version.iterdir())
    }


def questions() -> list[str]:
    """Questions of citizens on national procedures."""
    from tools.measure_retrieval import procedures

    return [text for text, _ in procedures().questions][:_QUESTIONS]


def asked(store: Path, texts: list[str]) -> dict[str, Any]:
    """Times of questions in milliseconds, each beside the embedding of the same question."""
    from assistant.fusion import query_terms
    from assistant.model import Role
    from assistant.question import understand
    from assistant.retrieval import Retriever
    from corpus.embedding import load
    from corpus.model import Audience
    from corpus.store import Store

    embedder = load()
    opened = Store.open(store, embedder)
    retriever = Retriever(store=opened, embedder=embedder, k=10)
    for text in texts[:5]:
        retriever.retrieve(understand(text), Role.CITIZEN)
    times: dict[str, list[float]] = {name: [] for name in ("embed", "dense", "lexical", "query")}
    for text in texts:
        question = understand(text)
        started = time.perf_counter()
        vector = embedder.query(question.understood)
        embedded = time.perf_counter()
        opened.nearest(Audience.PUBLIC, vector, _NEAREST)
        near = time.perf_counter()
        weighted = query_terms(question)
        opened.words(Audience.PUBLIC).scores(list(weighted), list(weighted.values()), whole=())
        words = time.perf_counter()
        retriever.retrieve(understand(text), Role.CITIZEN)
        done = time.perf_counter()
        for name, spent in (
            ("embed", embedded - started),
            ("dense", near - embedded),
            ("lexical", words - near),
            ("query", done - words),
        ):
            times[name].append(1000 * spent)
    size = opened.size(Audience.PUBLIC)
    opened.close()
    shown = {
        name: [round(float(np.percentile(t, p)), 1) for p in (50, 95)] for name, t in times.items()
    }
    return {
        "passages": size,
        "ms_p50_p95": shown,
        "ratio_p95": round(shown["query"][1] / statistics.median(times["embed"]), 2),
        "ask_mb": peak(),
    }


def pruned(store: Path, texts: list[str]) -> None:
    """Print what leaving the commonest words of questions for some texts costs and saves.

    Of each question's best ten and hundred by all of its words, the share that is kept, and the times
    of both in milliseconds.
    """
    from assistant.fusion import query_terms
    from assistant.question import understand
    from corpus.lexical import highest
    from corpus.model import Audience
    from corpus.store import Store

    words = Store.open(store).words(Audience.PUBLIC)
    kept: dict[int, list[float]] = {10: [], _NEAREST: []}
    times: dict[str, list[float]] = {"all": [], "pruned": []}
    for text in texts:
        weighted = query_terms(understand(text))
        asked = list(weighted), list(weighted.values())
        started = time.perf_counter()
        exact = words.scores(*asked)
        between = time.perf_counter()
        found = words.scores(*asked, whole=())
        times["all"].append(1000 * (between - started))
        times["pruned"].append(1000 * (time.perf_counter() - between))
        for most, shares in kept.items():
            best = set(highest(exact, most).tolist())
            shares.append(len(best & set(highest(found, most).tolist())) / max(len(best), 1))
    print(store.name, len(texts), "questions")
    for most, shares in kept.items():
        print(f"kept of the best {most}: {statistics.mean(shares):.4f}")
    for name, spent in times.items():
        p50, p95 = (float(np.percentile(spent, p)) for p in (50, 95))
        print(f"{name}: p50 {p50:.0f}, p95 {p95:.0f} ms")


def curve(store: Path, texts: list[str]) -> None:
    """Print recall of the nearest 100 against time, for settings of HNSW.

    A passage is found where it is as near as the hundredth: fields of one record share a vector.
    `ef_search` is set when a collection is made; changed later it has no effect in one process.
    """
    import chromadb

    from corpus.embedding import load
    from tools.scale.growing import held

    embedder = load()
    asked_ = embedder.queries(texts)
    _, vectors = held(store)
    cosines = asked_ @ vectors.T
    least = np.sort(cosines, axis=1)[:, -_NEAREST] - _ALIKE
    client = chromadb.EphemeralClient()
    print("neighbors construction search  build s  recall  ms p50")
    for neighbours, construction, search in product(*_CURVE):
        started = time.perf_counter()
        collection = client.create_collection(
            f"c-{neighbours}-{construction}-{search}",
            configuration={
                "hnsw": {
                    "space": "cosine",
                    "max_neighbors": neighbours,
                    "ef_construction": construction,
                    "ef_search": search,
                }
            },
            embedding_function=None,
        )
        for start in range(0, len(vectors), 5_000):
            part = vectors[start : start + 5_000]
            collection.add([str(start + at) for at in range(len(part))], embeddings=part)
        spent = time.perf_counter() - started
        found, times = 0, []
        for row, vector in enumerate(asked_):
            began = time.perf_counter()
            near = collection.query(query_embeddings=vector, n_results=_NEAREST, include=[])
            times.append(1000 * (time.perf_counter() - began))
            found += sum(cosines[row, int(one)] >= least[row] for one in near["ids"][0])
        client.delete_collection(collection.name)
        print(
            f"{neighbours:9} {construction:12} {search:6} {spent:8.0f} "
            f"{found / (len(asked_) * _NEAREST):7.4f} {statistics.median(times):7.1f}",
            flush=True,
        )
