"""How figures are rounded and ranked: the one place of it, so that others come to the same digit.

- A score of one answer (a line of `results.jsonl`) is not rounded.
- A mean is that of the unrounded scores, then rounded to 4 decimals (Python's `round`: half to even
  on the binary value); without a value there is none (null), never 0.
- A percentile is a value that was measured (nearest rank, no interpolation: the smallest value that
  at least so many per cent lie at or below), rounded to 2 decimals.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence

MEAN_DIGITS, PERCENTILE_DIGITS = 4, 2


def mean(values: Iterable[float]) -> float | None:
    """The mean, rounded to 4 decimals; None of nothing."""
    numbers = [float(value) for value in values]
    return round(statistics.fmean(numbers), MEAN_DIGITS) if numbers else None


def nearest_rank(count: int, share: float) -> int:
    """The position, from 1, of the value that `share` per cent of `count` ordered ones reach."""
    return max(1, math.ceil(count * share / 100))


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value that `share` per cent lie at or below, rounded to 2 decimals; None of nothing."""
    if not values:
        return None
    return round(sorted(values)[nearest_rank(len(values), share) - 1], PERCENTILE_DIGITS)
