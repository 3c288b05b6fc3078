"""Learns what an engine without Vietnamese makes of a letter, from pairs of lines.

A syllable is damaged letter by letter: each printed letter becomes none to three read ones
(expectation and maximisation over all segmentations; Brill & Moore 2000, Ristad & Yianilos 1998).
Whole words that were read often keep their own counts besides.
"""

from __future__ import annotations

import itertools
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from corpus.vietnamese.channel import GROUPS, LONGEST, clean_form, read_form
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.syllables import is_syllable

_ROUNDS = 8
_PRIOR = 2.0  # pseudo-counts of a letter's group
_LEAST = 2  # whole words are kept from so many readings on
_LOOKALIKES = str.maketrans("6105349", "olosaaq")

Pair = tuple[str, str]


def word_pairs(printed: str, read: str) -> list[tuple[list[str], list[str]]]:
    """Words of a line beside the words they were read as, in the smallest groups that fit.

    The lines are aligned letter by letter without accents (Levenshtein); a group ends where both
    lines have a space.
    """
    from rapidfuzz.distance import Levenshtein

    left, right = " ".join(printed.split()), " ".join(read.split())
    keys = fold(left), fold(right).translate(_LOOKALIKES)
    if len(keys[0]) != len(left) or len(keys[1]) != len(right):
        return []
    cuts = [(0, 0)]
    for block in Levenshtein.opcodes(*keys):
        if block.tag == "equal":
            for offset in range(block.src_end - block.src_start):
                if left[block.src_start + offset] == " ":
                    cuts.append((block.src_start + offset, block.dest_start + offset))
    cuts.append((len(left), len(right)))
    groups = []
    for (a, b), (c, d) in itertools.pairwise(cuts):
        groups.append((left[a:c].split(), right[b:d].split()))
    return groups


def learn(pages: Iterable[Sequence[Pair]]) -> dict[str, object]:
    """The channel's tables from pages of (printed, read) lines."""
    words: Counter[Pair] = Counter()
    glued = split = total = 0
    for page in pages:
        for printed, read in page:
            for left, right in word_pairs(printed, read):
                total += len(left)
                if len(left) == 1 and len(right) == 1:
                    pair = clean_form(left[0]), read_form(right[0])
                    if is_syllable(pair[0]) and pair[1]:
                        words[pair] += 1
                elif len(left) == 2 and len(right) == 1:
                    glued += 1
                elif len(left) == 1 and len(right) == 2:
                    split += 1
    near = Counter({pair: n for pair, n in words.items() if _is_near(*pair)})
    letters = _expectation_maximisation(near)
    whole: dict[str, dict[str, int]] = defaultdict(dict)
    for (clean, read), count in near.items():
        if count >= _LEAST:
            whole[read][clean] = count
    totals: Counter[str] = Counter()
    for (clean, _), count in near.items():
        totals[clean] += count
    return {
        "made": date.today().isoformat(),
        "pairs": sum(near.values()),
        "glued": glued / max(1, total),
        "split": split / max(1, total),
        "letters": letters,
        "whole": dict(sorted(whole.items())),
        "totals": dict(sorted(totals.items())),
    }


def _is_near(clean: str, read: str) -> bool:
    """Whether a pair is damage rather than a mistake of the alignment."""
    from rapidfuzz.distance import Levenshtein

    longest = max(len(clean), len(read))
    return Levenshtein.distance(fold(clean), fold(read).translate(_LOOKALIKES)) <= 0.67 * longest


def _expectation_maximisation(words: Counter[Pair]) -> dict[str, dict[str, float]]:
    """P(read letters | printed letter), from soft counts over all segmentations."""
    logs: dict[str, dict[str, float]] = {}
    for round_ in range(_ROUNDS):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for (clean, read), number in words.items():
            _soft_counts(clean, read, number, logs if round_ else None, counts)
        logs = _smoothed(counts)
    return {
        letter: {read: round(log, 3) for read, log in sorted(table.items()) if log > -11}
        for letter, table in sorted(logs.items())
    }


def _guess(letter: str, read: str) -> float:
    """A first cost: a letter mostly becomes one letter, and mostly its own base letter."""
    if read == letter:
        return -0.5
    base = fold(letter)
    if len(read) == 1:
        return -1.0 if fold(read) == base else -3.5
    if not read:
        return -4.5
    return (-3.0 if base in fold(read) else -5.0) - 1.5 * (len(read) - 2)


def _soft_counts(
    clean: str,
    read: str,
    number: int,
    logs: dict[str, dict[str, float]] | None,
    counts: dict[str, Counter[str]],
) -> None:
    n, m = len(clean), len(read)
    if m > LONGEST * n:
        return

    def edge(i: int, j: int, k: int) -> float:
        letter, part = clean[i], read[j : j + k]
        if logs is None:
            return math.exp(_guess(letter, part))
        return math.exp(logs[letter].get(part, -13.0))

    forward = [[0.0] * (m + 1) for _ in range(n + 1)]
    backward = [[0.0] * (m + 1) for _ in range(n + 1)]
    forward[0][0] = backward[n][m] = 1.0
    edges = {
        (i, j, k): edge(i, j, k)
        for i in range(n)
        for j in range(m + 1)
        for k in range(min(LONGEST, m - j) + 1)
    }
    for (i, j, k), weight in edges.items():
        forward[i + 1][j + k] += forward[i][j] * weight
    for (i, j, k), weight in reversed(edges.items()):
        backward[i][j] += weight * backward[i + 1][j + k]
    whole = forward[n][m]
    if whole <= 0.0:
        return
    for (i, j, k), weight in edges.items():
        share = forward[i][j] * weight * backward[i + 1][j + k] / whole
        if share > 1e-4:
            counts[clean[i]][read[j : j + k]] += number * share


def _smoothed(counts: dict[str, Counter[str]]) -> dict[str, dict[str, float]]:
    """Logarithms of probabilities; rare letters lean on those of the same base and shape."""
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for letter, table in counts.items():
        group = GROUPS.get(letter, letter)
        for part, number in table.items():
            shown = _SAME if part == letter else part
            groups[group][shown] += number
    result: dict[str, dict[str, float]] = {}
    for letter, table in counts.items():
        group = groups[GROUPS.get(letter, letter)]
        total, around = sum(table.values()), sum(group.values())
        probabilities: dict[str, float] = {}
        for part in {*table, *(letter if p == _SAME else p for p in group)}:
            prior = group[_SAME if part == letter else part] / around
            probabilities[part] = (table[part] + _PRIOR * prior) / (total + _PRIOR)
        result[letter] = {p: math.log(v) for p, v in probabilities.items() if v > 1e-6}
    return result


_SAME = "="


def save(tables: dict[str, object], path: Path) -> None:
    """Write the tables as JSON, gzipped without a time stamp."""
    import gzip

    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
    with path.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(text.encode("utf-8"))
