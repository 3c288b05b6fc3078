"""Understood-as: whether a question was read as it was meant.

For questions whose set gives `understood_as`, a text or a list of right readings. Compared are the
words: case, spacing, punctuation and the placement of tone marks aside. Accents count, as restoring
them is most of understanding; a gold reading without any accents asks for none.
"""

from __future__ import annotations

import re

from assistant.schema import AnswerOut
from corpus.vietnamese.normalise import fold
from eval.matching import normalise
from eval.questions import Item

_WORD = re.compile(r"\w+")


def understood(item: Item, answer: AnswerOut) -> bool | None:
    """Whether `understood_as` is one of the right readings; None where the set gives none."""
    gold = item.fields.get("understood_as")
    readings = [gold] if isinstance(gold, str) else gold if isinstance(gold, list) else []
    wanted = [reading for reading in readings if isinstance(reading, str) and reading.strip()]
    if not wanted:
        return None
    return any(_same(answer.understood_as, reading) for reading in wanted)


def _same(said: str, wanted: str) -> bool:
    if fold(wanted) == normalise(wanted):
        said = fold(said)
    return _WORD.findall(normalise(said)) == _WORD.findall(normalise(wanted))
