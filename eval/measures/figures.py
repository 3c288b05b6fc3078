"""Figures: whether an answer says the expected ones, and whether it says no others.

Expected are the figures of the required parts (of the gold `answer` where the set has no required
parts): numbers, shares, sums, ranks, periods and dates, each by its value (see `facts`); numbers of
documents and codes of procedures are names and none. A required part is said where the figures of
one of its variants are.

- partial: the share of the expected figures that the answer, or the short answer, says;
- exact: 1 where the short answer (the answer, where there is none) says all of them and no figure
  that neither the gold nor the question has, else 0. As exact match and recall over answer sets
  (Rajpurkar et al. 2016; Gao et al. 2023), for figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.schema import AnswerOut
from eval.matching import says, without_markers
from eval.measures import facts
from eval.measures.facts import Facts
from eval.measures.refusal import is_answered
from eval.questions import Item

_Part = Sequence[str]


class FigureScores(NamedTuple):
    """From 0 to 1; None for a question without an answer or without figures in it."""

    exact: float | None
    partial: float | None


def figure_scores(item: Item, answer: AnswerOut) -> FigureScores:
    """Both scores of one answer; 0 where it refuses or asks back."""
    parts = _expected(item)
    if not item.answerable or not parts:
        return FigureScores(None, None)
    if not is_answered(answer.status):
        return FigureScores(0.0, 0.0)
    short, text = answer.short_answer or "", without_markers(answer.answer)
    both = f"{text}\n{short}"
    partial = sum(_says(both, part) for part in parts) / len(parts)
    aimed = short or text
    gold = [str(item.fields.get("answer") or ""), *(v for part in item.must_contain for v in part)]
    allowed = _figures("\n".join((*gold, item.question, *item.history, answer.understood_as)))
    exact = all(_says(aimed, part) for part in parts) and allowed.hold(_figures(aimed))
    return FigureScores(float(exact), partial)


def _expected(item: Item) -> list[_Part]:
    """The required parts that are figures: those whose first variant has one."""
    parts: Sequence[_Part] = item.must_contain or [[str(item.fields.get("answer") or "")]]
    return [part for part in parts if part and _figures(part[0])]


def _says(text: str, part: _Part) -> bool:
    """Whether a text holds the figures of one of the variants, or says one without any."""
    held = _figures(text)
    return any(
        says(text, variant) or (_figures(variant) and held.hold(_figures(variant)))
        for variant in part
    )


def _figures(text: str) -> Facts:
    return facts.read(text).figures()
