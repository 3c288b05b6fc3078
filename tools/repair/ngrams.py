"""Counts text into the language model: interpolated Kneser-Ney, orders one to three.

Lines that stand more than once are counted once. Sources weigh more the nearer they are to what
will be read and the less there is of them; a discount weighs what its count weighs, so that
weights do not pass for evidence. Every 25th line of procedures and law is held out for measuring.
"""

from __future__ import annotations

import itertools
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.vietnamese.ngrams import BITS, BOUNDARY, NUMBER, OTHER, word_keys
from corpus.vietnamese.syllables import is_syllable, key
from tools.repair import sources

OWN_WEIGHT = 6.0
# These three more, and words of the damaged report go wrong ("thực" "thiếc"; docs/decisions/0026, 2026-11-30).
WORLD_WEIGHT = 2.0
RETRIEVAL_WEIGHT = 1.0
PASSAGES_WEIGHT = 0.5
STORIES_WEIGHT = 4.0
# Of 4, 8 and 16: most questions kept back are read whole without their accents (.40 without, .61), and
# fewest good ones are changed (2026-11-28).
QUESTIONS_WEIGHT = 8.0
TERMS_WEIGHTS = (6.0, 1.0, 0.3)  # our lexicon, dictionary words, places of all provinces
HELD_OUT = 25  # one line in so many
_MIN_OTHER = 30  # a word that is no syllable is known from so many on
_LOWEST = -20.4  # logarithms are stored in steps of 0.08
_MASK = (1 << BITS) - 1
_BREAK = _MASK  # no n-gram runs over it
_BREAK_KEY = "|"

Weighted = tuple[list[str], float]  # lines, and how often each counts
Counts = tuple[NDArray[np.uint64], NDArray[np.float64], NDArray[np.float64]]


def is_held_out(line: str) -> bool:
    """Whether a line is kept for measuring; the same line always is."""
    return len(line) > 40 and zlib.crc32(line.encode()) % HELD_OUT == 0


def training_lines(*, own: bool = True) -> Iterator[Weighted]:
    """(lines, weight) of every source, held-out and repeated lines left out."""
    seen: set[int] = set()
    for lines in (*sources.procedures(), *sources.law()):
        fresh = []
        for line in lines:
            mark = hash(line)
            if mark not in seen and not is_held_out(line):
                seen.add(mark)
                fresh.append(line)
        yield fresh, 1.0
    if own:
        for lines in sources.written():
            yield lines, OWN_WEIGHT
        for lines in sources.written("world"):
            yield lines, WORLD_WEIGHT
        for lines in sources.written("questions"):
            yield lines, OWN_WEIGHT  # once more: they are what is typed
        yield sources.questions(), QUESTIONS_WEIGHT
        yield sources.questions_of_retrieval(), RETRIEVAL_WEIGHT
        for lines in sources.passages():
            yield lines, PASSAGES_WEIGHT
        for lines in sources.facts():
            yield lines, OWN_WEIGHT
        yield sources.stories(), STORIES_WEIGHT


def all_terms() -> Iterator[Weighted]:
    """(terms, weight) of every list."""
    yield from zip(sources.terms(), TERMS_WEIGHTS, strict=True)


def build(out: Path, texts: Iterable[Weighted], terms: Iterable[Weighted]) -> None:
    """Write the model's folder.

    Args:
        out: the folder.
        texts: running text, one sentence or paragraph a line, and how often it counts.
        terms: words, names and terms, which say nothing of how a sentence begins or ends.
    """
    texts = list(texts)
    streams = [(list(_keys(lines)), weight) for lines, weight in texts]
    streams += [(list(_terms(lines)), weight) for lines, weight in terms]
    words, syllables = _vocabulary(streams)
    ids = {word: i for i, word in enumerate(words)}
    ids["0"], ids[_BREAK_KEY] = NUMBER, _BREAK
    runs: dict[float, list[int]] = {}
    for keys, weight in streams:
        run = runs.setdefault(weight, [BOUNDARY, BOUNDARY])
        run.extend(BOUNDARY if k is None else ids.get(k, OTHER) for k in keys)
    arrays = [(np.array(run, np.uint64), weight) for weight, run in runs.items()]
    tables = _estimate([_count(arrays, order) for order in (1, 2, 3)], len(words))
    tables["frequency"] = _frequency(arrays, len(words))
    tables["capitals"] = _capitals(texts, ids)
    out.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        np.save(out / f"{name}.npy", table)
    (out / "words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    about = {
        "made": date.today().isoformat(),
        "from": "national procedures, codified law, tools/repair/texts, questions and passages written for "
        "the reader and the embedding model, facts, Wesnoth's stories, lexicon",
        "tokens": int(sum(len(run) for run in runs.values())),
        "syllables": syllables,
        "lowest": _LOWEST,
    }
    (out / "about.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def _keys(lines: list[str]) -> Iterator[str | None]:
    for line in lines:
        yield from word_keys(line.replace("#", "0"))
        yield None


def _terms(lines: list[str]) -> Iterator[str | None]:
    for line in lines:
        yield _BREAK_KEY
        yield from (word for word in word_keys(line) if word is not None)
    yield _BREAK_KEY


def _frequency(runs: list[tuple[NDArray[np.uint64], float]], size: int) -> NDArray[np.uint8]:
    """How often a word stands in the text, as a coded logarithm."""
    counts = np.full(size, 0.3)
    for run, weight in runs:
        counts += weight * np.bincount(run.astype(int), minlength=_MASK + 1)[:size]
    return _coded(counts / counts.sum())


def _capitals(texts: list[Weighted], ids: dict[str, int]) -> NDArray[np.uint8]:
    """For every word the share of its capitals inside sentences, of 255."""
    large, all_ = np.zeros(len(ids) + 1), np.zeros(len(ids) + 1)
    for lines, weight in texts:
        for line in lines:
            words = line.split()
            for before, word in itertools.pairwise(words):
                core = word.strip('.,;:()"“”-–/')
                id_ = ids.get(key(core), OTHER)
                if id_ == OTHER or before[-1] in ".;:!?-–+" or (core.isupper() and len(core) > 1):
                    continue
                all_[id_] += weight
                large[id_] += weight * core[:1].isupper()
    shares: NDArray[np.float64] = (large + 0.5 * 0.2) / (all_ + 0.5)
    return np.round(255 * shares[: len(ids)]).astype(np.uint8)


def _vocabulary(streams: list[tuple[list[str | None], float]]) -> tuple[list[str], int]:
    """Classes, syllables and frequent other words; how many are syllables."""
    counts: defaultdict[str, float] = defaultdict(float)
    for keys, weight in streams:
        for word in keys:
            if word is not None and word not in ("0", _BREAK_KEY):
                counts[word] += weight
    known = sorted(w for w, n in counts.items() if is_syllable(w) and len(w) > 1 and n >= 2)
    single = sorted(w for w, n in counts.items() if len(w) == 1 and is_syllable(w))
    syllables = sorted({*known, *single})
    others = sorted(w for w, n in counts.items() if not is_syllable(w) and n >= _MIN_OTHER)
    words = ["<s>", "<0>", "<?>", *syllables, *others]
    if len(words) > _MASK:
        raise ValueError(f"{len(words)} words do not fit in {BITS} bits")
    return words, len(syllables)


def _count(runs: list[tuple[NDArray[np.uint64], float]], order: int) -> Counts:
    """Packed n-grams, how often they stand, and the same weighted.

    Those that run over a boundary end at it.
    """
    keys, counts, weights = [], [], []
    for run, weight in runs:
        packed = run[order - 1 :].copy()
        inside = run[order - 1 :] != _BREAK
        for back in range(1, order):
            earlier = run[order - 1 - back : len(run) - back]
            packed |= earlier << np.uint64(BITS * back)
            inside &= earlier != _BREAK
            if back < order - 1:
                # a boundary may only be followed by boundaries further back
                further = run[order - 2 - back : len(run) - back - 1]
                inside &= (earlier != BOUNDARY) | (further == BOUNDARY)
        unique, number = np.unique(packed[inside], return_counts=True)
        keys.append(unique)
        counts.append(number)
        weights.append(number * weight)
    merged, index = np.unique(np.concatenate(keys), return_inverse=True)
    plain, weighted = (np.bincount(index, np.concatenate(part)) for part in (counts, weights))
    return merged, plain, weighted


def _discounts(counts: NDArray[np.float64], weighted: NDArray[np.float64]) -> NDArray[np.float64]:
    """Discount of every weighted count.

    Three of them, from counts of counts (Chen & Goodman 1999), times what one count weighs.
    """
    number = [float(np.sum(np.round(counts) == k)) or 1.0 for k in (1, 2, 3, 4)]
    share = number[0] / (number[0] + 2 * number[1])
    three = [max(0.1, k + 1 - (k + 2) * share * number[k + 1] / number[k]) for k in range(3)]
    bucket = np.clip(np.round(counts), 1, 3).astype(int) - 1
    taken = np.minimum(np.array(three)[bucket], 0.95 * counts)
    discounts: NDArray[np.float64] = taken * weighted / counts
    return discounts


def _estimate(orders: list[Counts], size: int) -> dict[str, NDArray[np.generic]]:
    _, (keys2, plain2, weighted2), (keys3, plain3, counts3) = orders
    mask = np.uint64(_MASK)
    shift = np.uint64(BITS)
    # lower orders count in how many contexts a word stands, not how often
    tails = np.isin(keys3 & np.uint64((1 << 2 * BITS) - 1), keys2)
    rows = np.searchsorted(keys2, keys3[tails] & np.uint64((1 << 2 * BITS) - 1))
    types = np.maximum(np.bincount(rows, minlength=len(keys2)).astype(float), 1.0)
    worth = (counts3 / plain3)[tails]
    continued = np.bincount(rows, worth, len(keys2))
    continued = np.where(continued > 0, continued, weighted2 / plain2)
    firsts2, words2 = (keys2 >> shift).astype(int), (keys2 & mask).astype(int)
    contexts = np.bincount(words2, weighted2 / plain2, size)
    unigram = (contexts + 0.1) / (contexts + 0.1).sum()
    unigram[BOUNDARY] = max(unigram[BOUNDARY], 0.02)

    total2 = np.bincount(firsts2, continued, size)
    discount2 = _discounts(types, continued)
    left2 = np.bincount(firsts2, discount2, size) / np.maximum(total2, 1e-9)
    left2[total2 == 0] = 1.0
    p2 = (continued - discount2) / total2[firsts2] + left2[firsts2] * unigram[words2]

    heads = np.searchsorted(keys2, keys3 >> shift)
    heads = np.minimum(heads, len(keys2) - 1)
    valid = keys2[heads] == keys3 >> shift
    heads, keys3, plain3, counts3 = (part[valid] for part in (heads, keys3, plain3, counts3))
    total3 = np.bincount(heads, counts3, len(keys2))
    discount3 = _discounts(plain3, counts3)
    left3 = np.bincount(heads, discount3, len(keys2)) / np.maximum(total3, 1e-9)
    left3[total3 == 0] = 1.0
    lower = np.searchsorted(keys2, keys3 & np.uint64((1 << 2 * BITS) - 1))
    lower = np.minimum(lower, len(keys2) - 1)
    p3 = (counts3 - discount3) / total3[heads] + left3[heads] * p2[lower]
    if len(keys2) >= 1 << (32 - BITS):
        raise ValueError(f"{len(keys2)} bigrams do not fit in {32 - BITS} bits")
    return {
        "unigram": _coded(unigram),
        "unigram_backoff": _coded(left2),
        "bigram_keys": keys2.astype(np.uint32),
        "bigram": _coded(p2),
        "bigram_backoff": _coded(left3),
        "trigram_keys": (heads.astype(np.uint64) << shift | keys3 & mask).astype(np.uint32),
        "trigram": _coded(p3),
    }


def _coded(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    logs = np.log(np.clip(values, np.exp(_LOWEST), 1.0))
    return np.round(255 * (1 - logs / _LOWEST)).astype(np.uint8)
