from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.fusion import (
    WEIGHTS,
    Legs,
    Weights,
    fuse,
    lexical_leg,
    manner_of,
    query_terms,
    read_sentences,
)
from assistant.model import Role
from assistant.proximity import best_sentence, sentences
from assistant.question import understand
from assistant.retrieval import Index, Retriever
from corpus.lexical import LexicalIndex, indexed_terms
from corpus.store import Store

if TYPE_CHECKING:
    from corpus.embedding import Embedder

SCATTERED = "Cầu dài 90 mét. Năm 1902 có lũ lớn. Tháp cao 12 mét. Bến đò được xây lại."
TOGETHER = "Nơi này có chợ, có bến đò và nhiều quán nhỏ ven sông. Tháp xây năm 1902."


def test_a_passage_that_says_it_in_one_sentence_comes_first() -> None:
    texts = [SCATTERED, TOGETHER]
    question = understand("Tháp được xây năm 1902 phải không?")
    lexical, gains = lexical_leg(LexicalIndex.build(map(indexed_terms, texts)), question)
    legs = Legs({}, np.full_like(lexical, lexical.max()), {}, gains)
    weights = Weights(dense=0.0, lexical=8.0, sentence=4.0)
    ranked = fuse(legs, weights, 2)
    assert [row for row, *_ in ranked] == [0, 1]
    first, second = read_sentences(ranked, [texts[row] for row, *_ in ranked], legs, weights)
    assert (first[0], second[0]) == (1, 0)
    assert first[1] > second[1]


def test_passages_that_are_not_read_stay_behind() -> None:
    legs = Legs({}, np.array([3.0, 2.0, 1.0], np.float32), {}, {"thap": 1.0})
    weights = Weights(dense=0.0, lexical=1.0, sentence=4.0)
    ranked = fuse(legs, weights, 3)
    read = read_sentences(ranked, ["không", "Tháp"], legs, weights)
    assert [row for row, *_ in read] == [1, 0, 2]


@pytest.mark.parametrize("text", ["", "  \n\n", "…!?", "không có gì"])
def test_a_text_that_says_nothing_of_it_holds_nothing(text: str) -> None:
    assert best_sentence(text, {"thap": 2.0}) == 0
    assert best_sentence(text, {}) == 0


def test_a_name_that_was_taken_for_a_slip_is_looked_for_as_typed() -> None:
    question = understand("noi dung bai hat tango la gi")
    assert "tango" in query_terms(question)


def test_the_passage_with_the_nearest_sentence_gains_most() -> None:
    legs = Legs({}, np.array([3.0, 3.0, 1.0], np.float32), {}, {"thap": 1.0})
    weights = Weights(dense=0.0, lexical=1.0, sentence=4.0, meaning=12.0)
    ranked = fuse(legs, weights, 3)
    read = read_sentences(ranked, ["a", "b"], legs, weights, [0.81, 0.9])
    assert [row for row, *_ in read] == [1, 0, 2]
    assert read[0][1] - read[1][1] == pytest.approx(12 * 0.09)


def test_no_passage_overtakes_by_not_being_read() -> None:
    legs = Legs({}, np.array([3.0, 2.9, 2.8], np.float32), {}, {"thap": 1.0})
    weights = Weights(dense=0.0, lexical=1.0, sentence=0.0, meaning=12.0)
    read = read_sentences(fuse(legs, weights, 3), ["a", "b"], legs, weights, [0.8, 0.7])
    assert [row for row, *_ in read] == [0, 1, 2]
    assert read[2][1] <= read[1][1] < read[0][1]


def test_each_sentence_of_texts_in_memory_is_embedded(embedder: Embedder) -> None:
    texts, title, asked = [SCATTERED, TOGETHER], "Xã Tân Hưng", "Tháp xây khi nào?"
    question = understand(asked)
    with_, without = (
        dict(Index.from_texts(texts, [title, title], embedder, split=split).rank(question, 2))
        for split in (True, False)
    )
    for row, text in enumerate(texts):
        parts = embedder.passages([f"{title}. {part}" for part in sentences(text)])
        gain = WEIGHTS[manner_of(question)].meaning * ((parts @ embedder.query(asked)).max() - 0.86)
        assert with_[row] - without[row] == pytest.approx(gain, abs=0.05)


def test_the_sentences_of_a_store_decide_among_its_first_passages(
    demo_store: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(demo_store)
    retriever = Retriever(store=store, embedder=embedder, k=5)
    question = understand("Chỉ số PAR INDEX của tỉnh xếp thứ mấy?")
    vector = embedder.query(question.spoken)
    found = retriever.retrieve(question, Role.STAFF, vector)
    chosen = found[1].chunk.id
    own = retriever.nearest(chosen, vector)
    vectors = store.records.sentence_vectors(chosen, embedder.dimension)
    assert own == pytest.approx(max(float(one @ vector) for one in vectors), abs=1e-5)
    monkeypatch.setattr(Retriever, "nearest", lambda _, id_, v: 1.0 if id_ == chosen else 0.7)
    assert retriever.retrieve(question, Role.STAFF, vector)[0].chunk.id == chosen
    store.close()
