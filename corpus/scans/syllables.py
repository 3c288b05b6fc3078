"""How well every syllable explains the steps of a line: the channel of the recogniser itself.

ln P(steps | syllable) by CTC's forward sums (Graves et al. 2006), over the tree of all spellings at
once: what begins alike is summed once, and branches that explain nothing are left.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.scans.frames import Floats
from corpus.vietnamese.syllables import shown

_LOST = 1e-9  # a branch whose best sum falls below this share of the best is left
_NEVER = -60.0


class SyllableScores:
    """Scores of steps for a vocabulary of syllables.

    Args:
        vocabulary: syllables as keys (`corpus.vietnamese.syllables.key`).
        characters: of the recogniser, by column; column 0 is the blank.
    """

    def __init__(self, vocabulary: Sequence[str], characters: Sequence[str]) -> None:
        self._size = len(vocabulary)
        columns = {char: column for column, char in enumerate(characters) if char}
        alphabet = sorted({char for word in vocabulary for char in word + shown(word)})
        alphabet = [char for char in alphabet if char in columns]
        self._lower = np.array([columns[char] for char in alphabet], np.intp)
        self._upper = np.array(
            [columns.get(char.upper(), columns[char]) for char in alphabet], np.intp
        )
        self._ids = {char: index for index, char in enumerate(alphabet)}
        forms = [
            (row, form)
            for row, word in enumerate(vocabulary)
            for form in dict.fromkeys((word, shown(word)))
            if all(char in self._ids for char in form)
        ]
        self._levels: list[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.bool_]]] = []
        self._ends: list[tuple[NDArray[np.intp], NDArray[np.intp]]] = []
        self._grow(forms)

    def _grow(self, forms: Sequence[tuple[int, str]]) -> None:
        """Prefixes by length: parent's place on the level above, letter, whether it is doubled."""
        above = {"": 0}
        for length in range(1, max(len(form) for _, form in forms) + 1):
            here: dict[str, int] = {}
            for _, form in forms:
                if len(form) >= length:
                    here.setdefault(form[:length], len(here))
            parents = np.array([above[prefix[:-1]] for prefix in here], np.intp)
            letters = np.array([self._ids[prefix[-1]] for prefix in here], np.intp)
            doubled = np.array([prefix[-2:-1] == prefix[-1] for prefix in here], np.bool_)
            self._levels.append((parents, letters, doubled))
            ends = [(row, here[form]) for row, form in forms if len(form) == length]
            self._ends.append(
                (
                    np.array([row for row, _ in ends], np.intp),
                    np.array([place for _, place in ends], np.intp),
                )
            )
            above = here

    def of(self, scores: Floats) -> Floats:
        """Ln P(steps | syllable) of every syllable, in small letters or capitals; shape (syllables,).

        Args:
            scores: ln P of every character at each of some steps, shape (steps, 1 + characters).
        """
        shares = np.exp(scores.astype(np.float64))
        blank = shares[:, 0]
        own = np.maximum(shares[:, self._lower], shares[:, self._upper])
        steps = len(shares)
        found = np.full(self._size, _NEVER)
        # sums over all ways to have read a prefix by a step, its last letter seen or a blank since
        seen = np.zeros((steps + 1, 1))
        since = np.concatenate([[1.0], np.cumprod(blank)])[:, None]
        for (parents, letters, doubled), (rows, places) in zip(
            self._levels, self._ends, strict=True
        ):
            alive = (np.maximum(seen, since).max(axis=0) > 0.0)[parents]
            kept = np.flatnonzero(alive)
            if not len(kept):
                break
            above, letter = parents[kept], own[:, letters[kept]]
            entering = since[:, above] + np.where(doubled[kept], 0.0, seen[:, above])
            next_seen = np.zeros((steps + 1, len(kept)))
            next_since = np.zeros((steps + 1, len(kept)))
            for step in range(steps):
                next_seen[step + 1] = letter[step] * (next_seen[step] + entering[step])
                next_since[step + 1] = blank[step] * (next_since[step] + next_seen[step])
            place = np.full(len(parents), -1, np.intp)
            place[kept] = np.arange(len(kept))
            ends = place[places]
            ended = ends >= 0
            sums = next_seen[steps, ends[ended]] + next_since[steps, ends[ended]]
            np.maximum.at(found, rows[ended], np.log(np.maximum(sums, 1e-26)))
            strength = np.maximum(next_seen, next_since).max(axis=0)
            weak = strength < _LOST * max(float(strength.max()), 1e-30)
            next_seen[:, weak] = next_since[:, weak] = 0.0
            seen = np.zeros((steps + 1, len(parents)))
            since = np.zeros((steps + 1, len(parents)))
            seen[:, kept], since[:, kept] = next_seen, next_since
        return found.astype(np.float32)


def of_text(scores: Floats, columns: Sequence[int]) -> float:
    """Ln P(steps | these characters).

    Args:
        scores: ln P of every character at each step.
        columns: of the characters, in order.
    """
    shares = np.exp(scores.astype(np.float64))
    path = [0]
    for column in columns:
        path += [column, 0]
    sums = np.zeros(len(path))
    sums[0] = 1.0
    first = True
    for step in shares:
        entering = sums.copy()
        entering[1:] += sums[:-1] if not first else 0.0
        if first:
            entering[1:2] += sums[:1]
        for at in range(3, len(path), 2):
            if path[at] != path[at - 2] and not first:
                entering[at] += sums[at - 2]
        sums = entering * step[path]
        first = False
    return float(np.log(max(sums[-1] + (sums[-2] if len(path) > 1 else 0.0), 1e-26)))
