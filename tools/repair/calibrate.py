"""Calibrates repair's confidence on pages that the channel was not learnt from (Platt 1999).

A confidence is the decoder's share of a reading against its rivals; how often such a reading is
right is fitted by a logistic curve of its logarithmic odds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.model import Line, Page
from corpus.vietnamese.channel import clean_form
from corpus.vietnamese.normalise import tokenize_line
from corpus.vietnamese.repair import Repairer
from tools.repair.channel import Pair, word_pairs

_ROUNDS = 200
_EDGE = 1e-4  # as in `corpus.vietnamese.repair`
Floats = NDArray[np.float64]


def judged(repairer: Repairer, pages: Sequence[Sequence[Pair]]) -> Iterator[tuple[float, bool]]:
    """(confidence, whether it is right) of every word that was read anew.

    Args:
        repairer: with confidences as the decoder gives them.
        pages: (printed, read) lines of held-out pages.
    """
    for page in pages:
        lines = tuple(Line(n, read, tokenize_line(read)) for n, (_, read) in enumerate(page))
        repaired = repairer.repair([Page(None, lines)])[0]
        for (printed, read), line in zip(page, repaired.lines, strict=True):
            tokens = [token for token in line.tokens if token.text]
            at = 0
            for left, right in word_pairs(printed, read):
                group, at = tokens[at : at + len(right)], at + len(right)
                if len(left) == len(right) == len(group) == 1 and group[0].confidence < 1.0:
                    yield group[0].confidence, clean_form(left[0]) == clean_form(group[0].text)


def fit(found: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and offset of the logistic curve, by Newton's method."""
    odds = log_odds(np.array([confidence for confidence, _ in found]))
    right = np.array([float(is_right) for _, is_right in found])
    features = np.stack([odds, np.ones(len(odds))], axis=1)
    weights = np.array([1.0, 0.0])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (right - chance)
        curve = features.T @ (features * (chance * (1 - chance))[:, None]) + 1e-3 * np.eye(2)
        step = np.clip(np.linalg.solve(curve, slope), -0.5, 0.5)
        weights = weights + step
        if float(np.abs(step).max()) < 1e-6:
            break
    return float(weights[0]), float(weights[1])


def log_odds(confidence: Floats) -> Floats:
    """Ln of confidence against its opposite, kept finite."""
    kept = np.clip(confidence, _EDGE, 1 - _EDGE)
    odds: Floats = np.log(kept / (1 - kept))
    return odds
