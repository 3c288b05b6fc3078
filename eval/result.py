"""One answered question with its scores: a line of `results.jsonl`, to the letter of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from assistant.schema import AnswerOut
from eval.questions import Item, item_of

_GOLD = "gold_"
_ANSWERED = frozenset({*AnswerOut.model_fields, "scores"})


@dataclass(frozen=True, slots=True)
class Result:
    """One answered question.

    Attributes:
        item: the question with its gold.
        answer: what was said.
        passages: the text of each retrieved passage, in the order of `answer.retrieved`.
        scores: by measure; None where a measure does not apply to the question.
    """

    item: Item
    answer: AnswerOut
    passages: tuple[str, ...]
    scores: Mapping[str, Any]

    def row(self) -> dict[str, Any]:
        """The line of `results.jsonl`: the answer, the question's own fields and the scores.

        A field of the set that an answer has too gets the prefix `gold_`. Each retrieved passage
        carries its `text`, so that every score can be taken again from the line alone.
        """
        said = self.answer.model_dump(mode="json")
        said["retrieved"] = [
            {**place, "text": text}
            for place, text in zip(said["retrieved"], self.passages, strict=True)
        ]
        kept = {
            f"{_GOLD}{key}" if key in _ANSWERED else key: value
            for key, value in self.item.fields.items()
            if key != "question"
        }
        return {**kept, **said, "question": self.item.question, "scores": dict(self.scores)}

    @classmethod
    def of(cls, row: Any) -> Result:
        """The result that a line of `results.jsonl` holds; the inverse of `row`.

        Lines of older runs, whose passages have no `text`, are read as well.

        Raises:
            ValueError: the line holds no answered question; the message says what is missing.
        """
        if not isinstance(row, dict):
            raise ValueError("no object")
        if not isinstance(row.get("scores"), dict):
            raise ValueError("no scores")
        try:
            answer = AnswerOut.model_validate(row)
        except ValidationError as error:
            raise ValueError(f"no answer: {_first(error)}") from error
        gold = {f"{_GOLD}{key}" for key in _ANSWERED}
        fields = {
            key.removeprefix(_GOLD) if key in gold else key: value
            for key, value in row.items()
            if key not in _ANSWERED
        }
        item = item_of({**fields, "question": row["question"]})
        passages = tuple(str(place.get("text", "")) for place in row["retrieved"])
        return cls(item, answer, passages, row["scores"])


def _first(error: ValidationError) -> str:
    """What is wrong with the first field that is."""
    wrong = error.errors()[0]
    return f"{'.'.join(map(str, wrong['loc']))}: {wrong['msg']}"
