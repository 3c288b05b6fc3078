"""How likely the documents answer a question, by a logistic model of the evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

# By tools/fit_refusal.py on the dev sets over the demo corpus and the damaged report, 2026-11-29.
_MEANS = (0.862, 1.911, 0.208, 0.029, 1.263)
_DEVIATIONS = (0.028, 0.486, 0.168, 0.022, 2.389)
_UNREAD = (0.47, 0.5, -0.86, 0.76, 0.0, 2.44)
_READ = (0.26, 0.43, -0.72, 0.74, 1.03, 2.69)


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
