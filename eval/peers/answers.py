"""A peer's answers as they come back: checked line by line, since anything may stand there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from pydantic import BaseModel, ValidationError

from assistant.schema import AnswerOut, Place
from eval.peers.errors import PeerError


class _Covered(BaseModel):
    also: list[Place] = []


class _Retrieved(_Covered):
    text: str


class _Beside(BaseModel):
    """What an answer has beside the contract's fields."""

    id: str
    retrieved: list[_Retrieved]
    citations: list[_Covered]


@dataclass(frozen=True, slots=True)
class PeerAnswer:
    """One answer of a peer.

    Attributes:
        said: the contract's JSON of it.
        passages: the text of each retrieved passage.
        retrieved_also, cited_also: for each passage and citation, the places that it covers
            besides its own.
    """

    said: AnswerOut
    passages: tuple[str, ...]
    retrieved_also: tuple[tuple[Place, ...], ...]
    cited_also: tuple[tuple[Place, ...], ...]


def read(lines: Sequence[str], ids: Sequence[str]) -> list[PeerAnswer]:
    """The answers that lines of JSON hold.

    Args:
        lines: as the peer wrote them.
        ids: of the questions, in the order they were asked.

    Raises:
        PeerError: a line is no answer, answers another question than was asked, or lines are missing.
    """
    # a line that is no answer says more than how many there are, so lines are read first
    pairs = enumerate(zip(lines, ids, strict=False), start=1)
    found = [_answer(number, line, id) for number, (line, id) in pairs]
    if len(lines) != len(ids):
        raise PeerError(
            f"{len(lines)} câu trả lời cho {len(ids)} câu hỏi / "
            f"{len(lines)} answers to {len(ids)} questions"
        )
    return found


def _answer(number: int, line: str, id: str) -> PeerAnswer:
    try:
        row = json.loads(line, parse_constant=_no_number)
        said, beside = AnswerOut.model_validate(row), _Beside.model_validate(row)
    except ValidationError as error:
        wrong = error.errors()[0]
        place = ".".join(map(str, wrong["loc"]))
        raise _garbage(number, f"{place}: {wrong['msg']}") from error
    except ValueError as error:
        raise _garbage(number, str(error)) from error
    if beside.id != id:
        raise _garbage(number, f"id {beside.id}, {id}?")
    return PeerAnswer(
        said,
        tuple(one.text for one in beside.retrieved),
        tuple(tuple(one.also) for one in beside.retrieved),
        tuple(tuple(one.also) for one in beside.citations),
    )


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _garbage(number: int, why: str) -> PeerError:
    return PeerError(f"dòng {number} không phải câu trả lời / line {number} is no answer: {why}")


def as_task(
    documents: Sequence[tuple[str, str]],
    questions: Sequence[dict[str, Any]],
    settings: dict[str, Any],
    depth: int,
) -> str:
    """The lines of a task, as `eval.peers.adapter` reads them.

    Args:
        documents: (name, path) of each.
        questions: {"id", "question", "history", "most_words"} of each.
        settings: of the peer.
        depth: how many passages to retrieve.
    """
    head = {
        "documents": [{"name": name, "path": path} for name, path in documents],
        "settings": settings,
        "depth": depth,
    }
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in (head, *questions))
