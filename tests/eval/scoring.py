"""Questions, answers and their scores for the tests of the measures, right unless told otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.schema import AnswerOut
from eval.measures import DocumentTexts, score
from eval.questions import Item, item_of
from eval.result import Result

TEXT = "Tổng số thủ tục thuộc thẩm quyền của Sở là 58 thủ tục."


def item(**fields: Any) -> Item:
    return item_of(
        {
            "id": "q1",
            "question": "Sở có bao nhiêu thủ tục?",
            "style": "plain",
            "type": "number",
            "answerable": True,
            "answer": "58 thủ tục",
            "must_contain": [["58 thủ tục", "58 TTHC"]],
            "evidence": [{"document": "a.pdf", "page": 3}],
            **fields,
        }
    )


def passage(**fields: Any) -> dict[str, Any]:
    return {"document": "a.pdf", "page": 3, "lines": None, "score": 0.9, **fields}


def citation(quote: str = TEXT, marker: int = 1, **fields: Any) -> dict[str, Any]:
    return {
        "marker": marker,
        "document": "a.pdf",
        "title": "",
        "number": None,
        "kind": None,
        "issuer": None,
        "date": None,
        "page": 3,
        "lines": None,
        "quote": quote,
        "source_quote": quote,
        **fields,
    }


def answer(**fields: Any) -> AnswerOut:
    return AnswerOut.model_validate(
        {
            "question": "Sở có bao nhiêu thủ tục?",
            "understood_as": "Sở có bao nhiêu thủ tục?",
            "status": "answered",
            "answer": f"{TEXT} [1]",
            "short_answer": "58 thủ tục",
            "citations": [citation()],
            "notices": [],
            "retrieved": [passage(page=1), passage()],
            "timings_ms": {"retrieve": 15.0, "answer": 5.0, "total": 20.0},
            **fields,
        }
    )


def cited(text: str, *quotes: str) -> AnswerOut:
    """An answer with a citation for each quote, numbered from 1."""
    return answer(answer=text, citations=[citation(q, n) for n, q in enumerate(quotes, start=1)])


def scored(
    question: Item | None = None,
    said: AnswerOut | None = None,
    texts: DocumentTexts | None = None,
    valid: Sequence[bool] | None = None,
) -> dict[str, Any]:
    question, said = question or item(), said or answer()
    flags = [True] * len(said.citations) if valid is None else valid
    return score(question, said, [TEXT] * len(said.retrieved), flags, texts)


def result(question: Item | None = None, said: AnswerOut | None = None) -> Result:
    question, said = question or item(), said or answer()
    return Result(question, said, (TEXT,) * len(said.retrieved), scored(question, said))
