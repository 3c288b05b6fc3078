"""What people say and what documents call it."""

from __future__ import annotations

from pathlib import Path

from assistant import everyday
from assistant.coverage import Weigher
from assistant.question import understand
from corpus.index import build
from corpus.lexical import passage_terms
from corpus.model import Audience
from corpus.store import Store
from tests.making import Hashed


def test_everyday_words_are_found_longest_first_and_only_whole() -> None:
    assert everyday.meant("Đổi chỗ làm")["đổi chỗ làm"][0] == "luân chuyển"
    assert "trên mạng" in everyday.meant("nộp trên mạng được không")
    assert not everyday.meant("chính trên mạngtính")


def test_no_entry_stands_for_itself_alone() -> None:
    for said, meant in everyday._terms().items():
        assert meant != (said,)
        assert all(one == one.strip() and one for one in meant), said


def test_a_question_is_looked_up_by_what_its_words_stand_for() -> None:
    question = understand("Bao nhiêu người phải đổi chỗ làm?")
    assert "luân chuyển" in question.search
    assert "luân chuyển" not in question.understood  # what is shown is what was asked


def test_a_sentence_in_the_documents_words_covers_an_everyday_question(tmp_path: Path) -> None:
    (tmp_path / "tin.txt").write_text(
        "Sở thực hiện luân chuyển đối với 04 công chức.\n\nSở có 58 thủ tục hành chính.\n",
        encoding="utf-8",
    )
    build([tmp_path / "tin.txt"], tmp_path / "store", embedder=Hashed())
    store = Store.open(tmp_path / "store")
    weigher = Weigher(understand("Có công chức đổi chỗ làm không?"), store, [Audience.PUBLIC])
    moved = frozenset(passage_terms("Sở thực hiện luân chuyển đối với 04 công chức."))
    assert weigher.known == 1.0
    assert weigher.unsaid(moved) == 0.0
    assert weigher.coverage(moved) > weigher.coverage(frozenset(passage_terms("Có công chức.")))
    store.close()
