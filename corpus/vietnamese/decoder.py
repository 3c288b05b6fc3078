"""The likeliest reading of a run of words: Viterbi over trigrams, many states at a time.

Every place of the run has alternatives; one may stand for several syllables (a glued word) or cover
several places (a word that was torn). Scores are natural logarithms; what costs and what counts is
decided by whoever makes the alternatives.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.vietnamese import lattice
from corpus.vietnamese.ngrams import BOUNDARY, OTHER, Floats, Ids, LanguageModel

BEAM = 24
_NOTABLE = 0.01  # share of a rival reading from which on it is told
_UNJUDGED = 0.6  # confidence of a reading that has no rivals of its own length


@dataclass(frozen=True, slots=True)
class Alternative:
    """One reading of a place.

    Attributes:
        ids: of the language model, in order; at least one.
        score: ln P(what was read | this reading), weighted.
        text: how it is written, in lower case; empty to leave the word as it stands.
        span: how many places it covers.
    """

    ids: tuple[int, ...]
    score: float
    text: str
    span: int = 1

    @property
    def is_single(self) -> bool:
        """Whether it is one syllable for one word."""
        return len(self.ids) == self.span == 1


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen at a place.

    Attributes:
        place: index of the (first) place.
        alternative: the reading.
        confidence: 0-1, against the other readings of the same place with all else as chosen.
        others: the other readings of some weight, with their shares, 0-1.
    """

    place: int
    alternative: Alternative
    confidence: float
    others: tuple[tuple[Alternative, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Cache:
    """Words and pairs that a document repeats, which make each other likelier (Kuhn & De Mori 1990).

    Attributes:
        pairs: sorted keys (first << 16 | second).
        shares: ln P(second | first) within the document, by pair.
        weight: of the document against the language, 0-1.
    """

    pairs: Ids
    shares: Floats
    weight: float

    @classmethod
    def of(cls, runs: Sequence[Sequence[int]], weight: float, least: int = 2) -> Cache:
        """Count pairs of ids in runs that are already read; pairs seen `least` times are kept."""
        firsts: dict[int, int] = {}
        counts: dict[int, int] = {}
        for run in runs:
            for a, b in itertools.pairwise(run):
                if OTHER in (a, b):
                    continue  # what is unknown is not the same each time
                firsts[a] = firsts.get(a, 0) + 1
                counts[a << 16 | b] = counts.get(a << 16 | b, 0) + 1
        kept = sorted(pair for pair, count in counts.items() if count >= least)
        shares = [np.log((counts[p] - 0.5) / (firsts[p >> 16] + 2.0)) for p in kept]
        return cls(np.array(kept, np.int64), np.array(shares, np.float32), weight)

    def mixed(self, scores: Floats, before: Ids, words: Ids) -> Floats:
        """Scores of the language mixed with the document's; shapes broadcast to the scores'."""
        if not len(self.pairs):
            return scores
        wanted = (before << 16) | words
        rows = np.minimum(np.searchsorted(self.pairs, wanted), len(self.pairs) - 1)
        own = np.where(self.pairs[rows] == wanted, self.shares[rows], -np.inf)
        mixed: Floats = np.logaddexp(
            scores + np.float32(np.log1p(-self.weight)), own + np.float32(np.log(self.weight))
        ).astype(np.float32)
        return mixed


@dataclass(slots=True)
class _States:
    """Hypotheses that end at one place; every array has one entry a hypothesis."""

    first: Ids  # the last word but one
    last: Ids
    score: NDArray[np.float64]
    back: NDArray[np.intp]  # the hypothesis it goes on from
    origin: NDArray[np.intp]  # the place that one ends at
    taken: NDArray[np.intp]  # which alternative of that place

    def best(self, beam: int) -> _States:
        """The best of those that agree in their last two words, at most `beam`."""
        order = np.argsort(-self.score, kind="stable")
        _, firsts = np.unique((self.first[order] << 32) | self.last[order], return_index=True)
        kept = order[np.sort(firsts)][:beam]
        return self.take(kept)

    def take(self, rows: NDArray[np.intp]) -> _States:
        return _States(*(getattr(self, name)[rows] for name in _States.__slots__))


class Decoder:
    """Reads runs of alternatives with a language model."""

    def __init__(self, model: LanguageModel, weight: float = 1.0, beam: int = BEAM) -> None:
        self.model, self.weight, self._beam = model, weight, beam

    def decode(
        self, places: Sequence[Sequence[Alternative]], cache: Cache | None = None
    ) -> list[Choice]:
        """The likeliest reading of a run.

        Args:
            places: alternatives of every place, none empty; a run begins and ends a sentence.
            cache: what the document repeats.

        Returns:
            The chosen alternatives in order; they cover every place once.
        """
        if not places:
            return []
        path = self._exactly(places) if cache is None else None
        return self._judged(path or self._by_beam(places, cache), places, cache)

    def _exactly(
        self, places: Sequence[Sequence[Alternative]]
    ) -> list[tuple[int, Alternative]] | None:
        """The best path where no word is glued or torn and the run is small; else None."""
        columns: list[Ids] = []
        costs: list[Floats] = []
        ends: list[int] = []
        for alternatives in places:
            if len(alternatives) == 1 and alternatives[0].span == 1:
                columns += [np.array([id_], np.int64) for id_ in alternatives[0].ids]
                costs += [np.zeros(1, np.float32)] * len(alternatives[0].ids)
            elif all(a.is_single for a in alternatives):
                columns.append(np.array([a.ids[0] for a in alternatives], np.int64))
                costs.append(np.array([a.score for a in alternatives], np.float32))
            else:
                return None
            ends.append(len(columns) - 1)
        found = lattice.best_path(self.model, columns, costs, self.weight)
        if found is None:
            return None
        return [(place, places[place][found[end]]) for place, end in enumerate(ends)]

    def _by_beam(
        self, places: Sequence[Sequence[Alternative]], cache: Cache | None
    ) -> list[tuple[int, Alternative]]:
        """A best path among the likeliest hypotheses of every place."""
        pools: list[list[_States]] = [[] for _ in range(len(places) + 1)]
        zero = np.zeros(1, np.intp)
        edge = np.full(1, BOUNDARY, np.int64)
        pools[0].append(_States(edge, edge, np.zeros(1), zero, zero, zero))
        settled: list[_States] = []
        for place in range(len(places) + 1):
            states = _joined(pools[place]).best(self._beam)
            settled.append(states)
            if place < len(places):
                self._extend(states, place, places[place], pools, cache)
        final = settled[-1]
        ends = self._scores(final, np.array([BOUNDARY]), cache)[:, 0]
        path: list[tuple[int, Alternative]] = []
        place, row = len(places), int(np.argmax(final.score + ends))
        while place > 0:
            states = settled[place]
            origin = int(states.origin[row])
            path.append((origin, places[origin][int(states.taken[row])]))
            place, row = origin, int(states.back[row])
        path.reverse()
        return path

    def _extend(
        self,
        states: _States,
        place: int,
        alternatives: Sequence[Alternative],
        pools: list[list[_States]],
        cache: Cache | None,
    ) -> None:
        single = [i for i, a in enumerate(alternatives) if a.is_single]
        if single:
            ids = np.array([alternatives[i].ids[0] for i in single], np.int64)
            costs = np.array([alternatives[i].score for i in single])
            grown = self._step(states, ids, costs, np.array(single, np.intp), cache)
            grown.origin[:] = place
            pools[place + 1].append(grown)
        for index, alternative in enumerate(alternatives):
            end = place + alternative.span
            if alternative.is_single or end >= len(pools):
                continue
            grown = states
            for number, id_ in enumerate(alternative.ids):
                cost = np.array([0.0 if number else alternative.score])
                rows = grown.back if number else None
                grown = self._step(
                    grown, np.array([id_], np.int64), cost, np.array([index], np.intp), cache
                )
                if rows is not None:
                    grown.back = rows[grown.back]
            grown.origin[:] = place
            pools[end].append(grown)

    def _scores(self, states: _States, ids: Ids, cache: Cache | None) -> Floats:
        rows, _ = self.model.bigrams(states.first, states.last)
        _, lower = self.model.bigrams(states.last[:, None], ids[None, :])
        scores = self.model.trigrams(rows[:, None], ids[None, :], lower)
        if cache is not None:
            scores = cache.mixed(scores, states.last[:, None], ids[None, :])
        return self.weight * scores

    def _step(
        self,
        states: _States,
        ids: Ids,
        costs: NDArray[np.float64],
        taken: NDArray[np.intp],
        cache: Cache | None,
    ) -> _States:
        """Every hypothesis with every id after it."""
        total = states.score[:, None] + self._scores(states, ids, cache) + costs[None, :]
        width = total.shape[1]
        flat = total.ravel()
        if len(flat) > 4 * self._beam:
            kept = np.argpartition(-flat, 4 * self._beam)[: 4 * self._beam]
        else:
            kept = np.arange(len(flat))
        rows, columns = np.divmod(kept, width)
        return _States(
            states.last[rows],
            ids[columns],
            flat[kept],
            rows.astype(np.intp),
            np.zeros(len(kept), np.intp),
            taken[columns],
        )

    def _judged(
        self,
        path: Sequence[tuple[int, Alternative]],
        places: Sequence[Sequence[Alternative]],
        cache: Cache | None,
    ) -> list[Choice]:
        """The chosen readings with their confidence."""
        run = [BOUNDARY, BOUNDARY]
        starts = []
        for _, alternative in path:
            starts.append(len(run))
            run.extend(alternative.ids)
        run += [BOUNDARY, BOUNDARY]
        open_: list[list[Alternative]] = []
        windows: list[list[int]] = []
        for (place, chosen), start in zip(path, starts, strict=True):
            single = [a for a in places[place] if a.is_single]
            open_.append(single if chosen.is_single and len(single) > 1 else [])
            around = run[start - 2 : start], run[start + 1 : start + 3]
            windows.extend([*around[0], a.ids[0], *around[1]] for a in open_[-1])
        totals = iter(self._around(np.array(windows, np.int64).reshape(-1, 5), cache).tolist())
        return [
            _choice(place, chosen, others, [next(totals) for _ in others])
            if others
            else Choice(place, chosen, _UNJUDGED if len(places[place]) > 1 else 1.0)
            for (place, chosen), others in zip(path, open_, strict=True)
        ]

    def _around(self, windows: Ids, cache: Cache | None) -> Floats:
        """The language's score of the third of five words and of what follows it; shape (windows,)."""
        total = np.zeros(len(windows), np.float32)
        rows, lower = self.model.bigrams(windows[:, :-1], windows[:, 1:])
        for end in (2, 3, 4):
            second, word = windows[:, end - 1], windows[:, end]
            scores = self.model.trigrams(rows[:, end - 2], word, lower[:, end - 1])
            if cache is not None:
                scores = cache.mixed(scores, second, word)
            beyond = (end == 4) & (second == BOUNDARY)
            total += np.where(beyond, 0.0, scores).astype(np.float32)
        return self.weight * total


def _choice(
    place: int, chosen: Alternative, others: Sequence[Alternative], language: Sequence[float]
) -> Choice:
    """A chosen reading beside the others of its place, by their scores with all else as chosen."""
    total = [a.score + score for a, score in zip(others, language, strict=True)]
    top = max(total)
    shares = [math.exp(score - top) for score in total]
    whole = sum(shares)
    own = 0.0
    rest = []
    for alternative, share in zip(others, shares, strict=True):
        if alternative is chosen or (chosen.text and alternative.text == chosen.text):
            own += share / whole
        if alternative is not chosen and share >= _NOTABLE * whole:
            rest.append((alternative, share / whole))
    return Choice(place, chosen, own, tuple(rest))


def _joined(pools: Sequence[_States]) -> _States:
    if len(pools) == 1:
        return pools[0]
    return _States(
        *(np.concatenate([getattr(p, name) for p in pools]) for name in _States.__slots__)
    )
