"""Bootstrap intervals: how far a figure of a set may be chance of which questions it has.

Percentile intervals of the bootstrap (Efron & Tibshirani, An Introduction to the Bootstrap, 1993,
chapter 13): the questions are drawn with replacement as often as there are questions, the figure is
taken again, and the interval holds the middle 95 % of what comes out. The seed is fixed: the same
scores give the same interval. Where all questions score alike it has no width, which says nothing on
questions that the set does not have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

RESAMPLES, SEED = 1_000, 20261128
LEVEL = 95  # per cent
_AT_ONCE = 4_000_000  # drawn questions in memory: some 50 MB
_ENDS = ((100 - LEVEL) / 2, (100 + LEVEL) / 2)

Interval = tuple[float, float]
Floats = NDArray[np.float64]


def ratios(
    shares: Mapping[str, tuple[Sequence[float], Sequence[float]]], resamples: int = RESAMPLES
) -> dict[str, Interval | None]:
    """Intervals of several figures that are each a sum divided by a sum over the same questions.

    Args:
        shares: for each figure what every question adds above and below the line, each of n values:
            a mean of the questions that it applies to has 1 below for those and 0 for the others.
        resamples: how often the questions are drawn.

    Returns:
        (low, high), not rounded; None where fewer than two questions count, as one question says
        nothing of how far others are from it.
    """
    if not shares:
        return {}
    above = np.array([share[0] for share in shares.values()], dtype=np.float64).T
    below = np.array([share[1] for share in shares.values()], dtype=np.float64).T
    counted = [
        name for name, n in zip(shares, np.count_nonzero(below, axis=0), strict=True) if n > 1
    ]
    if not counted:
        return dict.fromkeys(shares)
    kept = [name in counted for name in shares]
    both = np.hstack([above[:, kept], below[:, kept]])
    sums = np.concatenate([counts @ both for counts in _draws(len(both), resamples)])
    tops, bottoms = np.hsplit(sums, 2)
    # a resample may hold no question of a rare kind: then it has no figure
    drawn = np.divide(tops, bottoms, out=np.full_like(tops, np.nan), where=bottoms > 0)
    found = dict(zip(counted, _middles(drawn), strict=True))
    return {name: found.get(name) for name in shares}


def order_statistics(
    values: Sequence[float], ranks: Sequence[int], resamples: int = RESAMPLES
) -> list[Interval | None]:
    """Intervals of the values at some ranks, from 1 for the smallest; None for fewer than two values.

    Nothing has to be drawn n times: of n questions drawn out of n, the one at rank k is the one at
    position ceil(n B), where B follows the beta distribution of k and n - k + 1 (Efron 1979, 3).

    Raises:
        ValueError: a rank is not from 1 to n.
    """
    count = len(values)
    if not all(1 <= rank <= count for rank in ranks):
        raise ValueError(f"ranks are from 1 to {count}")
    if count < 2:
        return [None for _ in ranks]
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    random = np.random.default_rng(SEED)
    chosen = np.asarray(ranks)
    places = np.ceil(count * random.beta(chosen, count - chosen + 1, (resamples, len(ranks))))
    return list(_middles(ordered[np.clip(places, 1, count).astype(np.intp) - 1]))


def _draws(questions: int, resamples: int) -> Iterator[Floats]:
    """How often each question is drawn, resample by resample, some at a time: (resamples, n)."""
    random = np.random.default_rng(SEED)
    at_once = max(1, _AT_ONCE // questions)
    for first in range(0, resamples, at_once):
        size = min(at_once, resamples - first)
        drawn = random.integers(0, questions, (size, questions))
        drawn += np.arange(size)[:, None] * questions
        counts = np.bincount(drawn.ravel(), minlength=size * questions)
        yield counts.reshape(size, questions).astype(np.float64)


def _middles(drawn: Floats) -> Iterator[Interval]:
    """The middle of each column, resamples without a figure (NaN) aside."""
    for column, (low, high) in zip(drawn.T, np.percentile(drawn, _ENDS, axis=0).T, strict=True):
        if np.isnan(low):
            low, high = np.percentile(column[~np.isnan(column)], _ENDS)
        yield float(low), float(high)
