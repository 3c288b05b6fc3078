from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from corpus.lexical import LexicalIndex, accented, indexed_terms, terms

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


def test_in_very_many_texts_frequent_words_count_for_the_best_and_for_those_that_are_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dice = random.Random(7)
    texts = [
        [f"r{dice.randrange(80)}", *dice.choices(["a", "b", "c", "d", "e"], k=dice.randrange(9))]
        for _ in range(2_000)
    ]
    index = LexicalIndex.build(texts)
    asked = ["a", "r7", "b", "r3", "c", "r1"]
    exact = index.scores(asked, [1.0] * 6)
    assert (index.scores(asked, [1.0] * 6, whole=[5]) == exact).all(), "few texts: every word"
    monkeypatch.setattr("corpus.lexical._READ", 200)
    monkeypatch.setattr("corpus.lexical._FAVOURED", 100)
    pruned = index.scores(asked, [1.0] * 6, whole=[5, 17])
    assert np.allclose(pruned[[5, 17]], exact[[5, 17]])
    assert np.allclose(np.sort(pruned)[-10:], np.sort(exact)[-10:])
    assert (pruned <= exact + 1e-6).all()
    assert (pruned < exact - 1e-6).sum() > 1_000, "the others keep what rare words give"
    only = index.scores(["a", "b"], [1.0] * 2, whole=[])
    assert only.max() > 0, "frequent words alone are read, too"


def test_rare_words_tell_more_and_unknown_words_nothing() -> None:
    index = LexicalIndex.build([terms(text) for text in TEXTS])
    assert index.idf("chinh") < index.idf("luong")
    assert index.idf("vũ trụ") == 0


def test_an_empty_index_answers(tmp_path: Path) -> None:
    LexicalIndex.build([]).save(tmp_path / "staff")
    assert LexicalIndex.load(tmp_path / "staff", 0).scores(["a"], [1.0]).shape == (0,)


def test_scores_are_those_of_bm25s() -> None:
    """Lucene's form of BM25 by a library of its own."""
    import bm25s

    dice = random.Random(5)
    words = [f"w{n}" for n in range(60)]
    texts = [dice.choices(words, k=dice.randrange(1, 40)) for _ in range(200)]
    ours = LexicalIndex.build(texts)
    theirs = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    theirs.index(texts, show_progress=False)
    for _ in range(20):
        asked = dice.sample(words, 5)
        assert np.allclose(ours.scores(asked, [1.0] * 5), theirs.get_scores(asked), atol=1e-5)


def test_texts_may_come_one_by_one_and_be_empty() -> None:
    index = LexicalIndex.build(iter([["a"], [], ["a", "b"]]))
    assert index.size == 3
    assert (index.scores(["a", "b", "never"], [1.0, 1.0, 1.0]) > 0).tolist() == [True, False, True]
    assert LexicalIndex.build([[], []]).scores(["a"], [1.0]).tolist() == [0, 0]


def test_a_term_weighs_as_the_question_says() -> None:
    index = LexicalIndex.build([["a"], ["b"], ["c"]])
    one, half = index.scores(["a"], [1.0]), index.scores(["a"], [0.5])
    assert np.allclose(one, 2 * half)
    assert one[0] > 0


def test_a_title_counts_beside_the_text_and_accents_make_terms_of_their_own() -> None:
    found = indexed_terms("Đổi mới. Nội dung", title="Đổi mới")
    assert found.count("doi") == found.count("doi moi") == 2
    assert found.count("noi dung") == 1
    assert accented("Đổi mới năm 2024") == ["=đổi", "=mới", "=năm"]
    assert found.count("=đổi") == 1


def test_accents_tell_apart_what_folding_makes_one() -> None:
    texts = ["phí thẩm định", "phi thẩm định", "phỉ thẩm định"]
    index = LexicalIndex.build([indexed_terms(text) for text in texts])
    asked = [*terms("phí thẩm định"), *accented("phí thẩm định")]
    assert int(index.scores(asked, [1.0] * len(asked)).argmax()) == 0


def test_an_index_of_other_texts_is_refused(tmp_path: Path) -> None:
    LexicalIndex.build([["a"], ["b"]]).save(tmp_path / "public")
    with pytest.raises(ValueError, match="not an index of 3 texts"):
        LexicalIndex.load(tmp_path / "public", 3)


def test_no_text_scores_more_than_its_terms_may_add() -> None:
    index = LexicalIndex.build([terms(text) for text in TEXTS])
    asked = terms("chỉ số vũ trụ")
    gains = index.gains(asked, [1.0] * len(asked))
    assert gains.shape == (len(asked),)
    assert float(index.scores(asked, [1.0] * len(asked)).max()) < gains.sum()
    assert gains[asked.index("vu")] == gains.max()  # what no text holds could tell most
