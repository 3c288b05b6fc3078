"""How likely the documents answer a question, by a logistic model of the evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

# By tools/fit_refusal.py on the dev sets over the demo corpus and the damaged report, 2026-11-29.
_MEANS = (0.861, 1.905, 0.211, 0.030, 0.885)
_DEVIATIONS = (0.028, 0.489, 0.169, 0.022, 2.437)
_UNREAD = (0.38, 0.64, -0.83, 0.68, 0.0, 2.39)
_READ = (0.24, 0.44, -0.73, 0.58, 0.99, 2.62)


def confidence(features: Sequence[float], *, read: bool) -> float:
    """How likely (0-1) the documents answer a question.

    The weights are those of a logistic regression on what no demand decides (`assistant.demands` and
    `answers.refusing`), of the sets that the docstring of the tool names.

    Args:
        features: as `assistant.evidence.Evidence.features` has them.
        read: whether the reader has read the passages.
    """
    weights = _READ if read else _UNREAD
    standard = [(f - m) / d for f, m, d in zip(features, _MEANS, _DEVIATIONS, strict=True)]
    weighed = sum(w * f for w, f in zip(weights, [*standard, 1.0], strict=True))
    return float(1 / (1 + np.exp(-weighed)))
