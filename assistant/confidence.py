"""How likely the documents answer a question, by a logistic model of the evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

# By tools/fit_refusal.py on the dev sets over the demo corpus and the damaged report, 2026-12-01.
_MEANS = (0.863, 2.051, 0.201, 0.031, 1.973)
_DEVIATIONS = (0.029, 0.519, 0.162, 0.023, 2.318)
_UNREAD = (0.59, 1.04, -0.78, 1.12, 0.0, 3.41)
_READ = (0.39, 0.78, -0.38, 0.8, 1.74, 3.8)


def confidence(features: Sequence[float], *, read: bool) -> float:
    """How likely (0-1) the documents answer a question.

    The weights are those of a logistic regression on what no demand decides (`assistant.demands` and
    `answers.refusing`), of the sets that the docstring of the tool names.

    Args:
        features: as `assistant.evidence.Evidence.features` has them.
        read: whether the reader has read the passages.
    """
    return logistic(features, _MEANS, _DEVIATIONS, _READ if read else _UNREAD)


def logistic(
    features: Sequence[float],
    means: Sequence[float],
    deviations: Sequence[float],
    weights: Sequence[float],
) -> float:
    """What a logistic model makes (0-1) of features.

    Args:
        features: as many as the model has.
        means: of each.
        deviations: of each, by which it is standardised with its mean.
        weights: of each, and the constant last.
    """
    standard = [(f - m) / d for f, m, d in zip(features, means, deviations, strict=True)]
    weighed = sum(w * f for w, f in zip(weights, [*standard, 1.0], strict=True))
    return float(1 / (1 + np.exp(-weighed)))
