"""A question that alone has no answer is asked once more as one that follows the question before it."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.answers.draft import Draft
from assistant.chain import Chain, State
from assistant.model import Question, Role, Status
from assistant.question import understand

BEFORE = "Nuôi ong bị mất thẻ thì báo ở đâu?"
ALONE = "Người nuôi ong phải báo trong vòng bao lâu kể từ lúc biết là thẻ bị mất?"
REFUSED = Draft(Status.NOT_FOUND, lead="Không tìm thấy.")


class OfRecord(Draft):
    """A draft from a procedure's record."""

    record = "nuoi-ong"


class Scripted(Chain):
    """Answers a follow-up with what it is told to, and anything else with nothing."""

    def __init__(self, joined: Draft) -> None:
        self.joined, self.least = joined, 0.0

    def _retrieve(self, state: State) -> State:
        return state

    def _put_together(self, *_: Any) -> Draft | None:
        return None

    def _drafted(self, state: State, least: float = 0.0) -> tuple[Draft, tuple[()]]:
        self.least = max(self.least, least)
        return (self.joined if state.question.context else REFUSED), ()


def answered(joined: Draft, history: tuple[str, ...], question: Question) -> State:
    chain = Scripted(joined)
    done = chain._answer(State(question.text, history, Role.CITIZEN, question))
    assert chain.least == (0.8 if history and not question.context else 0.0)
    return done


@pytest.mark.parametrize(
    ("joined", "taken"),
    [
        (OfRecord(Status.ANSWERED, short="48 giờ"), True),
        (Draft(Status.ANSWERED, short="281 hồ sơ"), False),  # a sentence says the earlier answer
        (REFUSED, False),
    ],
)
def test_only_a_record_answers_it(joined: Draft, *, taken: bool) -> None:
    done = answered(joined, (BEFORE,), understand(ALONE, [BEFORE]))
    assert (done.draft is joined) is (taken or joined is REFUSED)
    assert (BEFORE[:8] in done.question.understood) is taken


def test_without_a_question_before_it_nothing_is_asked_again() -> None:
    joined = OfRecord(Status.ANSWERED, short="48 giờ")
    assert answered(joined, (), understand(ALONE)).draft == REFUSED
