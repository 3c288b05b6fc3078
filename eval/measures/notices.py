"""Notices: those that an answer should bear (figures that disagree, a document that was replaced).

A set may give `notices`, a list of what is expected: the kind of a notice, or words that its message
says (matched as required parts are). Right are expected ones that are there, missed those that are
not, false the notices that nothing expected; an empty list expects none. Precision and recall follow
from the sums, as for any detection.
"""

from __future__ import annotations

from typing import NamedTuple

from assistant.schema import AnswerOut, NoticeOut
from eval.matching import says
from eval.questions import Item


class Notices(NamedTuple):
    """Counts of one answer."""

    right: int
    missed: int
    false: int


def notices(item: Item, answer: AnswerOut) -> Notices | None:
    """The counts; None where the set does not say what to expect.

    An expected notice is met by one notice only, the first that fits and is not taken.
    """
    given = item.fields.get("notices")
    expected = [given] if isinstance(given, str) else given
    if not isinstance(expected, list):
        return None
    left = list(answer.notices)
    right = 0
    for one in expected:
        met = next((notice for notice in left if _fits(notice, str(one))), None)
        if met is not None:
            left.remove(met)
            right += 1
    return Notices(right, len(expected) - right, len(left))


def _fits(notice: NoticeOut, expected: str) -> bool:
    return notice.kind == expected.strip() or says(notice.message, expected)
