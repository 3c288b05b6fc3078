from __future__ import annotations

from pathlib import Path

import numpy as np

from corpus.lexical import LexicalIndex, terms

TEXTS = ["Thủ tục hành chính cấp tỉnh", "Chỉ số cải cách hành chính", "Trung tâm kỹ thuật đo lường"]


def test_text_is_found_however_it_is_typed() -> None:
    index = LexicalIndex.build([terms(text) for text in TEXTS])
    for question in ("chỉ số cải cách", "chi so cai cach", "CHỈ SỐ CẢI CÁCH"):
        asked = terms(question)
        assert int(index.scores(asked, [1.0] * len(asked)).argmax()) == 1


def test_digits_that_look_like_letters_are_read_as_letters_and_figures_stay() -> None:
    assert terms("c6ng") == ["cong"]
    assert terms("04") == terms("4")
    assert terms("2024")[0] == "2024"
    assert "qd6" not in terms("QĐ 6")


def test_a_saved_index_scores_as_the_one_that_was_built(tmp_path: Path) -> None:
    built = LexicalIndex.build([terms(text) for text in TEXTS])
    built.save(tmp_path / "public")
    loaded = LexicalIndex.load(tmp_path / "public", built.size)
    asked = terms("đo lường")
    assert np.allclose(built.scores(asked, [1, 1, 1]), loaded.scores(asked, [1, 1, 1]))


def test_rare_words_tell_more_and_unknown_words_nothing() -> None:
    index = LexicalIndex.build([terms(text) for text in TEXTS])
    assert index.idf("chinh") < index.idf("luong")
    assert index.idf("vũ trụ") == 0


def test_an_empty_index_answers(tmp_path: Path) -> None:
    LexicalIndex.build([]).save(tmp_path / "staff")
    assert LexicalIndex.load(tmp_path / "staff", 0).scores(["a"], [1.0]).shape == (0,)
