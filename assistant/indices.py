"""Indices: the rankings ("PCI", "SIPAS") that a question names by their short names.

One is easily taken for another: the provincial index of competitiveness for the departments', whose
long names begin alike. What is told of one says nothing of another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.model import Question
from corpus.vietnamese import abbreviations
from corpus.vietnamese.normalise import fold

_INDEX = "chi so "
_TELLING = (
    4  # words of a long name, "chỉ số" among them, that tell of an index where no other begins so
)


def named(question: Question) -> tuple[str, ...]:
    """The indices that a question names by their short names, as the table of abbreviations has them."""
    return _told(fold(question.read), long=False)


def unmet(names: Sequence[str], lines: Sequence[str]) -> tuple[str, ...]:
    """The names of a question that the nearest text which names any index does not hold.

    Args:
        names: as `named` gives them.
        lines: the sentence, then what stands before it, nearest first.
    """
    if not names:
        return ()
    nearest = next((found for line in lines if (found := _told(fold(line)))), ())
    return tuple(name for name in names if name not in nearest)


def _told(folded: str, *, long: bool = True) -> tuple[str, ...]:
    """The indices of a text: by their short names, by their whole long ones, else by how these begin."""
    found = [name for name, (short, _, _) in _patterns().items() if short.search(folded)]
    if long and _INDEX in folded:
        whole = [name for name, (_, all_of, _) in _patterns().items() if all_of in folded]
        said = " ".join(folded.split())
        for all_of in (_patterns()[name][1] for name in whole):
            said = said.replace(all_of, " ")
        found += whole
        found += [name for name, (_, _, begin) in _patterns().items() if begin in said]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4)
def _of(version: str) -> dict[str, tuple[re.Pattern[str], str, str]]:
    del version  # a key of the cache
    found = {}
    for sense in abbreviations.current().senses:
        long = fold(sense.long)
        if long.startswith(_INDEX):
            short = re.compile(rf"\b{fold(sense.short).replace(' ', '[ -]?')}\b")
            whole = long.partition(",")[0]
            found[sense.short] = short, whole, " ".join(whole.split()[:_TELLING])
    return found


def _patterns() -> dict[str, tuple[re.Pattern[str], str, str]]:
    """Of each index: its short name, its long one, and how that begins."""
    return _of(abbreviations.version())
