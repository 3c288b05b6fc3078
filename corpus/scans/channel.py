"""What the recogniser takes letters for: P(seen | printed), from counts of `tools.scans.channel`.

Its mistakes are sure ones ("ồ" seen as "õ" with a share of .99), so that its own scores tell little of
them; counts over many pages do.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SHIPPED = Path(__file__).parents[1] / "models" / "scan_channel.json.gz"

_RARE = 3e-5  # share of any mistake that was never seen
_LIKE = 4e-4  # the same between letters that differ in nothing but their accents

Matrix = NDArray[np.float64]


def confusion(characters: Sequence[str], path: Path = SHIPPED) -> Matrix:
    """P(seen | printed); shape (characters, characters), printed in rows.

    Args:
        characters: of the recogniser, by column; column 0 is the blank, which stays itself.
        path: the shares.
    """
    from corpus.vietnamese.normalise import fold

    with gzip.open(path, "rt", encoding="utf-8") as file:
        shares: dict[str, dict[str, float]] = json.load(file)["letters"]
    size = len(characters)
    columns = {char: column for column, char in enumerate(characters)}
    folded = np.array([fold(char) if char.isalpha() else char for char in characters])
    matrix = np.where(folded[:, None] == folded[None, :], _LIKE, _RARE)
    np.fill_diagonal(matrix, 1.0)
    for printed, seen in shares.items():
        if printed in columns:
            for char, share in seen.items():
                if char in columns:
                    matrix[columns[printed], columns[char]] = share
    matrix[0, :] = matrix[:, 0] = 0.0
    matrix[0, 0] = 1.0
    result: Matrix = matrix
    assert result.shape == (size, size)
    return result
