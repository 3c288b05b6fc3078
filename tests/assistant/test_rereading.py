"""Questions typed without accents, read again beside the passages found for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from assistant.question import reread, understand
from assistant.retrieval import Index, Mode

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from corpus.embedding import Embedder

BRIDGE = "Cầu Ba Lãng nối xã Tân Hưng với xã Hồng Vân."
OTHERS = ("Lệ phí là 7.000 đồng.", "Sở có 58 thủ tục hành chính.")
BARE, MEANT = "cau Ba Lang noi hai xa nao", "cầu Ba Lãng nối hai xã nào"


def test_a_question_is_understood_anew_by_what_the_passages_print() -> None:
    again = reread(understand(BARE), [BRIDGE])
    assert again.read == again.understood == MEANT
    assert again.text == BARE
    assert again.is_bare


def test_what_a_follow_up_follows_is_read_anew_too() -> None:
    alone = understand("dai bao nhieu met", [BARE])
    assert MEANT not in alone.understood
    again = reread(alone, [BRIDGE, "Cầu dài 120 mét."], [BARE])
    assert again.understood == f"{MEANT} dài bao nhiêu mét"


@pytest.mark.parametrize(
    ("typed", "near"), [("Cầu Ba Lãng ở đâu?", [BRIDGE]), (BARE, []), (BARE, ["Trời đẹp."])]
)
def test_a_question_is_the_same_one_where_nothing_changes(typed: str, near: list[str]) -> None:
    question = understand(typed)
    assert reread(question, near) is question


def test_an_accented_follow_up_is_read_anew_where_what_it_follows_was_not() -> None:
    alone = understand("Dài bao nhiêu mét?", [BARE])
    again = reread(alone, [BRIDGE], [BARE])
    assert again.understood == f"{MEANT} Dài bao nhiêu mét?"


def test_a_passage_makes_no_question_a_follow_up() -> None:
    history = ["Thủ tục đăng ký khai sinh cần những giấy tờ gì?"]
    typed = (
        "con nuoi duoi 14 tuoi thi cha me co duoc di lam thay the can cuoc cho chau hay phai doi"
    )
    alone = understand(typed, history)
    assert alone.context == ""
    assert reread(alone, ["Số bò còn nuôi là 14 con."], history).context == ""


@pytest.mark.parametrize("mode", Mode)
def test_passages_are_ranked_for_the_question_as_it_is_read_then(
    mode: Mode, embedder: Embedder
) -> None:
    index = Index.from_texts([BRIDGE, *OTHERS], ["", "", ""], embedder)
    alone = understand(BARE)
    again = reread(alone, [BRIDGE, *OTHERS])
    assert index.rank(alone, 3, mode) == index.once(again, 3, mode)
    if mode is not Mode.LEXICAL:  # which is blind to accents that were not typed
        assert index.rank(alone, 3, mode) != index.once(alone, 3, mode)


def test_an_answer_says_how_the_question_was_read(over: Callable[..., Assistant]) -> None:
    assistant = over({"cau.txt": "\n".join([BRIDGE, *OTHERS]) + "\n"})
    answer = assistant.ask(BARE)
    assert answer.question.read == MEANT
    assert answer.citations
