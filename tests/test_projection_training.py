"""The map from questions to the sentences that answer them is learnt as it should be."""

from __future__ import annotations

import numpy as np

from tools.train_projection import Task, learnt, places, told


def test_sentences_are_found_where_they_stand() -> None:
    text = "Điều 1. Phạm vi\nLuật này quy định: việc đo lường; phép đo.\n\nHết"
    found = [text[start:end] for start, end in places(text)]
    assert found == ["Điều 1.", "Phạm vi", "Luật này quy định: việc đo lường;", "phép đo.", "Hết"]
    assert places("") == []


def test_a_turn_is_learnt_and_told() -> None:
    """Of sentences about the same thing, those that answer have something that no question has."""
    dice = np.random.default_rng(1)
    some = []
    for at in range(300):
        right = np.arange(5) == at % 5
        sentences = 0.02 * dice.standard_normal((5, 8))
        sentences[:, 0] += np.where(right, 0.4, -0.4)  # it answers
        sentences[:, 1] += 0.4  # it is about the same
        question = np.eye(8)[1]
        some.append(
            Task(
                "law" if at % 2 else "told",
                at >= 250,
                question.astype(np.float32),
                sentences.astype(np.float32),
                right,
            )
        )
    kept = [one for one in some if one.kept]
    learned = learnt([one for one in some if not one.kept], epochs=60)
    first, *_ = told(kept, learned).splitlines()
    name, count, before, _, after = first.split()
    assert (name, count) == ("all", "50")
    assert float(before) < 0.5 < 0.9 < float(after)
