"""The exact search finds what trying every reading finds."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from corpus.vietnamese import lattice, ngrams
from corpus.vietnamese.decoder import Alternative, Cache, Decoder
from corpus.vietnamese.ngrams import BOUNDARY, CLASSES


@pytest.mark.parametrize("seed", range(5))
def test_the_best_path_is_the_best_of_all(seed: int) -> None:
    chance = random.Random(seed)
    model = ngrams.shipped()
    columns = [
        np.array(chance.sample(range(CLASSES, CLASSES + 400), chance.randint(1, 4)), np.int64)
        for _ in range(5)
    ]
    costs = [np.array([chance.uniform(-3, 0) for _ in c], np.float32) for c in columns]

    def score(path: tuple[int, ...]) -> float:
        words = [int(column[at]) for column, at in zip(columns, path, strict=True)]
        own = sum(float(cost[at]) for cost, at in zip(costs, path, strict=True))
        return 1.1 * model.sentence([*words, BOUNDARY]) + own

    every = itertools.product(*(range(len(column)) for column in columns))
    found = lattice.best_path(model, columns, costs, 1.1)
    assert found is not None
    assert score(tuple(found)) == pytest.approx(max(map(score, every)), abs=1e-3)


def test_a_run_that_is_too_large_is_left_to_the_beam() -> None:
    columns = [np.arange(CLASSES, CLASSES + 60, dtype=np.int64)] * 4
    assert lattice.best_path(ngrams.shipped(), columns, [np.zeros(60, np.float32)] * 4, 1.0) is None


def test_the_beam_and_the_exact_search_agree_where_the_beam_is_wide() -> None:
    model = ngrams.shipped()
    words = ["thu", "thú", "thủ", "tuc", "tục", "túc", "hanh", "hành", "chinh", "chính"]
    ids = [model.ids[word] for word in words]
    places = [
        [Alternative((id_,), 0.0, word) for id_, word in zip(ids[a:b], words[a:b], strict=True)]
        for a, b in ((0, 3), (3, 6), (6, 8), (8, 10))
    ]
    decoder = Decoder(model, 1.0, beam=100)
    no_cache = Cache(np.empty(0, np.int64), np.empty(0, np.float32), 0.4)
    exact = [choice.alternative.text for choice in decoder.decode(places)]
    assert exact == [choice.alternative.text for choice in decoder.decode(places, no_cache)]
    assert exact == ["thủ", "tục", "hành", "chính"]
