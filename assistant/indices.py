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

_WORD = re.compile(r"\w+")
_INDEX = "chi so "
# "chỉ số đánh giá mức độ chuyển đổi số" is the one of "chuyển đổi số"
_MEASURED = re.compile(
    r"\bchi so (?:(?:danh gia|do luong|xep hang) (?:muc do |ket qua |su )?|(?:muc do|su) )"
)
_TELLING = 4  # first words of a long name, "chỉ số" among them; several indices may begin so
_LEVEL = " cap "  # "chỉ số xanh" is "chỉ số xanh cấp tỉnh"


def named(question: Question) -> tuple[str, ...]:
    """The indices that a question names by their short names, as the table of abbreviations has them; those
    of the question before it where a follow-up names none.
    """
    return short_names(question.read) or short_names(question.context)


def unmet(names: Sequence[str], lines: Sequence[str]) -> tuple[str, ...]:
    """The names of a question that the nearest text which names any index does not hold; none where no
    text names one.

    Args:
        names: as `named` gives them.
        lines: the sentence, then what stands before it, nearest first.
    """
    if not names:
        return ()
    version = abbreviations.version()
    nearest = next((found for line in lines if (found := _told(line, version))), names)
    return tuple(name for name in names if name not in nearest)


def short_names(text: str) -> tuple[str, ...]:
    """The indices that a text names by their short names."""
    folded = fold(text)
    return tuple(name for name, (short, _, _) in _patterns().items() if short.search(folded))


def any_name() -> re.Pattern[str]:
    """A pattern for the short or the long name of any index, as it is typed."""
    return _any(abbreviations.version())


@lru_cache(maxsize=4)
def _any(version: str) -> re.Pattern[str]:
    del version  # a key of the cache
    senses = [one for one in abbreviations.current().senses if fold(one.long).startswith(_INDEX)]
    names = [name for one in senses for name in (one.short, one.long.partition(",")[0])]
    names.sort(key=len, reverse=True)
    words = ("[ -]?".join(map(re.escape, name.split())) for name in names)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def as_printed(asked: str, text: str) -> str:
    """A question with the names of indices as a text prints them: by the long one where only that is there.

    Args:
        asked: the question, as it is read to a model that knows no short names.
        text: that may answer it.
    """
    known, folded = told(text), fold(text)
    for name in short_names(asked):
        short = _patterns()[name][0]
        place = short.search(fold(asked))
        own = _patterns()[name][2]
        rivals = [one for one in known if one != name and _patterns()[one][2] == own]
        if place and name in known and not rivals and not short.search(folded):
            long = next(one.long for one in abbreviations.current().senses if one.short == name)
            long = re.split(r",| cấp (?=\w+$)", long)[0]
            before = re.sub(r"\bchỉ số $", "", asked[: place.start()], flags=re.IGNORECASE)
            asked = f"{before}{long}{asked[place.end() :]}"
    return asked


def told(text: str) -> tuple[str, ...]:
    """The indices of a text, by their short names or the longer ones that documents print for them."""
    return _told(text, abbreviations.version())


@lru_cache(maxsize=5_000)
def _told(text: str, version: str) -> tuple[str, ...]:
    """The indices of a text: by their short names, by their long ones, else by how these begin; of several
    that begin so each may be meant.
    """
    del version  # a key of the cache: the abbreviations that are known
    folded = fold(abbreviations.written_out(text))
    rest = " ".join(_WORD.findall(folded))  # a table's row has "Chỉ số: Cải cách hành chính"
    rest = _MEASURED.sub(_INDEX, rest)
    whole = {name: long for name, (_, long, _) in _patterns().items() if long in rest}
    for long in whole.values():
        rest = rest.replace(long, " ")
    begun = (name for name, (_, _, begin) in _patterns().items() if begin in rest)
    return tuple(dict.fromkeys([*short_names(text), *whole, *begun]))


@lru_cache(maxsize=4)
def _of(version: str) -> dict[str, tuple[re.Pattern[str], str, str]]:
    del version  # a key of the cache
    found = {}
    for sense in abbreviations.current().senses:
        long = fold(sense.long)
        if long.startswith(_INDEX):
            words = "[ -]?".join(map(re.escape, fold(sense.short).split()))
            whole = " ".join(_WORD.findall(long.partition(",")[0]))
            begin = " ".join(whole.partition(_LEVEL)[0].split()[:_TELLING])
            found[sense.short] = re.compile(rf"(?<!\w){words}(?!\w)"), whole, begin
    return found


def _patterns() -> dict[str, tuple[re.Pattern[str], str, str]]:
    """Of each index: its short name, its long one, and how that begins."""
    return _of(abbreviations.version())
