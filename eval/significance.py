"""Whether a difference between two runs over the same questions can be chance."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from eval import intervals

_PERMUTATIONS, _RESAMPLES, _SEED = 10_000, 10_000, 20240715
_AT_ONCE = 2_000_000  # random numbers held in memory


def mcnemar(better: int, worse: int) -> float:
    """Two-sided exact probability that as many pairs change one way, were both ways as likely.

    McNemar's test (1947) in its exact form, the sign test on the pairs that changed.
    """
    changed = better + worse
    tail = sum(math.comb(changed, i) for i in range(min(better, worse) + 1))
    return min(1.0, 2 * tail / (1 << changed))


def randomisation(changes: Sequence[float]) -> float:
    """Two-sided probability of a mean change this large were the sign of each change chance.

    A paired randomisation test (Fisher 1935), seeded: the same changes give the same value.

    Args:
        changes: of each pair, in any unit; pairs without a change may be left out.
    """
    sizes = np.abs([change for change in changes if change])
    if not sizes.size:
        return 1.0
    observed = abs(sum(changes)) * (1 - 1e-12) - 1e-12
    chance = np.random.default_rng(_SEED)
    extreme = 0
    for rows in _batches(_PERMUTATIONS, sizes.size):
        signs = chance.integers(0, 2, size=(rows, sizes.size), dtype=np.int8) * 2 - 1
        extreme += int((np.abs(signs @ sizes) >= observed).sum())
    return (extreme + 1) / (_PERMUTATIONS + 1)


def paired_interval(changes: Sequence[float]) -> tuple[float, float] | None:
    """95 % interval of the mean change, from a bootstrap over the pairs (`eval.intervals`).

    Args:
        changes: of every pair, those without a change too.

    Returns:
        None for fewer than two pairs.
    """
    mean = (changes, [1.0] * len(changes))
    return intervals.ratios({"change": mean}, resamples=_RESAMPLES)["change"]


def holm(probabilities: Sequence[float]) -> list[float]:
    """The probabilities corrected for how many there are (Holm 1979), in the order given."""
    order = sorted(range(len(probabilities)), key=probabilities.__getitem__)
    corrected = [0.0] * len(order)
    highest = 0.0
    for done, position in enumerate(order):
        highest = max(highest, min(1.0, probabilities[position] * (len(order) - done)))
        corrected[position] = highest
    return corrected


def _batches(whole: int, width: int) -> list[int]:
    """How many rows of so many numbers to draw at once, until all are drawn."""
    most = max(1, _AT_ONCE // width)
    return [min(most, whole - start) for start in range(0, whole, most)]
