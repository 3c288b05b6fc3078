"""What our retrieval is compared with ranks as it says."""

from __future__ import annotations

from corpus.embedding import Embedder
from tools.compare_retrieval import by_prototype


def test_the_prototype_ranks_by_words_by_meaning_and_by_both(embedder: Embedder) -> None:
    passages = ["Lệ phí là 100 đồng", "Nộp tại Sở"]
    asked = {"written": ["Lệ phí bao nhiêu?", "???", "zzz qqq"]}
    found = dict(by_prototype(passages, asked, embedder))
    by_words, by_meaning, by_both = (found[name]["written"] for name in found)
    assert list(found) == ["pairs", "untouched", "fused"]
    assert [row for row, _ in by_words[0]] == [0]
    assert by_words[1:] == [[], []]  # what shares no word is not found
    assert [row for row, _ in by_meaning[0]] == [row for row, _ in by_both[0]] == [0, 1]
    assert all(len(ranked) == len(passages) for ranked in (*by_meaning, *by_both))
