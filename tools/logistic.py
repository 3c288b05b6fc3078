"""Logistic regression, for the few weights that tools fit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

STEPS, RATE, DECAY = 4_000, 0.05, 0.01


def fit(features: NDArray[np.float64], answerable: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of a logistic regression on standardised features, the constant last."""
    design = np.c_[features, np.ones(len(features))]
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        predicted = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (predicted - answerable) / len(answerable)
        weights -= RATE * (slope + DECAY * np.r_[weights[:-1], 0])
    return weights
