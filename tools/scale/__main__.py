"""Measure how indexing and asking grow with the corpus, and choose the settings of HNSW.

    python -m tools.scale [--folder build/scale] [--passages 100000 1000000] [--curve] [--pruning] [--plot]

Builds the store of the 2,642 national procedures for real (needs `../shared`), then larger ones drawn
from it (`growing`), each in a process of its own; what is there already is not built again. Prints, and
keeps in `docs/scaling.json`, for each: seconds to index, peak memory of indexing and of asking, what
lies on disk, and the times of questions, side by side with embedding the same question. `--curve`
prints recall against time for settings of HNSW on the real store. `--pruning` prints what leaving the
commonest words of a question for some texts keeps of the best passages of the drawn stores. `--plot` draws
`docs/images/scaling.png` from the file. Only the questions of citizens are used that no training saw.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools.scale import measuring
from tools.scale.measuring import REAL, alone

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "docs" / "scaling.json"
PLOT = ROOT / "docs" / "images" / "scaling.png"


def plot(results: Mapping[str, Any]) -> None:
    """Draw how times, memory and disk grow."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    rows = sorted(results.values(), key=lambda row: row["passages"])
    sizes = [row["passages"] for row in rows]
    figure, (times, space) = pyplot.subplots(1, 2, figsize=(10, 4))
    for name, label in (
        ("query", "whole retrieval"),
        ("dense", "dense leg"),
        ("lexical", "lexical leg"),
        ("embed", "embedding the question"),
    ):
        times.plot(sizes, [row["ms_p50_p95"][name][1] for row in rows], marker="o", label=label)
    times.set(xscale="log", yscale="log", xlabel="passages", ylabel="ms, p95", title="A question")
    space.plot(sizes, [row["ask_mb"] for row in rows], marker="o", label="memory, asking")
    space.plot(sizes, [row["index_mb"] for row in rows], marker="o", label="memory, indexing")
    space.plot(sizes, [sum(row["disk_mb"].values()) for row in rows], marker="o", label="disk")
    space.set(xscale="log", yscale="log", xlabel="passages", ylabel="MB", title="Space")
    for axes in (times, space):
        axes.grid(alpha=0.3)
        axes.legend()
    figure.tight_layout()
    figure.savefig(PLOT, dpi=110)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "scale")
    parser.add_argument("--passages", type=int, nargs="*", default=[])
    parser.add_argument("--pruning", action="store_true")
    parser.add_argument("--curve", action="store_true")
    parser.add_argument("--plot", action="store_true")
    given = parser.parse_args()
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    texts = measuring.questions()
    if given.pruning:
        for count in given.passages:
            alone(measuring.pruned, given.folder / f"grown-{count}", texts)
        return 0
    for count in (None, *given.passages):
        name = REAL if count is None else str(count)
        built = alone(measuring.indexed, given.folder, count)
        found = alone(measuring.asked, Path(built.pop("store")), texts)
        results[name] = results.get(name, {}) | built | found
        print(name, json.dumps(results[name]), flush=True)
        RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    if given.curve:
        alone(measuring.curve, given.folder / REAL, texts)
    if given.plot:
        plot(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
