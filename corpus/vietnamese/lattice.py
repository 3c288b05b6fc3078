"""The exact best reading of short runs, where every word has few readings of one syllable each.

All trigrams of the run are scored at once and Viterbi walks over pairs of neighbours: a third of the
beam's time for a question, and no reading is lost.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from corpus.vietnamese.ngrams import BOUNDARY, Floats, Ids, LanguageModel

_LARGEST = 40_000  # trigrams of a run; a larger one is left to the beam


def best_path(
    model: LanguageModel, columns: Sequence[Ids], costs: Sequence[Floats], weight: float
) -> list[int] | None:
    """Which reading of every word is the likeliest of all.

    Args:
        model: scores trigrams.
        columns: ids of the readings of every word; at least one word, each with at least one.
        costs: ln P of what was read, one for each reading, weighted.
        weight: of the language.

    Returns:
        The readings' places in their columns, in order; None where the run is too large.
    """
    edge = np.full(1, BOUNDARY, np.int64)
    run = [edge, edge, *columns, edge]
    widths = [len(column) for column in run]
    triples = zip(widths, widths[1:], widths[2:], strict=False)
    if sum(a * b * c for a, b, c in triples) > _LARGEST:
        return None
    pairs = list(itertools.pairwise(run))
    rows, lower = model.bigrams(
        np.concatenate([np.repeat(a, len(b)) for a, b in pairs]),
        np.concatenate([np.tile(b, len(a)) for a, b in pairs]),
    )
    sizes = [len(a) * len(b) for a, b in pairs]
    starts = np.concatenate([[0], np.cumsum(sizes)])
    # the pair before a trigram's last word, and the pair that ends with it
    before: list[Ids] = []
    behind: list[Ids] = []
    for at in range(len(pairs) - 1):
        a, b, c = widths[at : at + 3]
        before.append(np.repeat(np.arange(starts[at], starts[at] + a * b), c))
        behind.append(np.tile(np.arange(starts[at + 1], starts[at + 1] + b * c), a))
    last = np.concatenate(
        [np.tile(run[at + 2], widths[at] * widths[at + 1]) for at in range(len(before))]
    )
    heads = np.concatenate(before)
    scores = weight * model.trigrams(rows[heads], last, lower[np.concatenate(behind)])
    total = np.zeros((1, 1))
    backs = []
    offset = 0
    for at in range(len(before)):
        a, b, c = widths[at : at + 3]
        reached = total[:, :, None] + scores[offset : offset + a * b * c].reshape(a, b, c)
        offset += a * b * c
        backs.append(reached.argmax(axis=0))
        total = reached.max(axis=0)
        if at < len(costs):
            total = total + costs[at]
    path = []
    second, third = int(total[:, 0].argmax()), 0
    for back in reversed(backs):
        path.append(second)
        second, third = int(back[second, third]), second
    return path[::-1][1:]
