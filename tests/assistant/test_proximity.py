from __future__ import annotations

import numpy as np
import pytest

from assistant.fusion import Legs, Weights, fuse, lexical_leg, query_terms, read_sentences
from assistant.proximity import best_sentence
from assistant.question import understand
from corpus.lexical import LexicalIndex, indexed_terms

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
