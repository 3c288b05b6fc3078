"""The facts of a text that can be checked word for word: numbers, dates, sums, document numbers.

Each has one key however it is written ("1.234,5" and "1234,5"; "07/12/2021" and "ngày 7 tháng 12 năm
2021"; "2 triệu đồng" and "2.000.000 đồng"; "hai tuần" and "2 tuần"), as
`corpus.vietnamese.references` reads them. A number that no such mention takes is a plain one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import InvalidOperation
from functools import lru_cache

from assistant.stopwords import is_stop
from corpus.vietnamese.abbreviations import expand
from corpus.vietnamese.keys import match_key, worded_numbers
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import Kind, Reference, mentions
from corpus.vietnamese.references.figures import plain, value

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)")
_BEHIND = re.compile(r"(?:[^\S\n]{1,3}[^\W\d_]+){1,3}")
_WORKING_DAYS = re.compile(r"(?<=\d)WD$")
_NAMES = frozenset({Kind.DOCUMENT, Kind.PROCEDURE})
# What may be printed without the words that make it one: a column says "Thứ hạng", its cell "10".
_MEASURED = frozenset({Kind.MONEY, Kind.SHARE, Kind.RANK, Kind.PERIOD})


@dataclass(frozen=True, slots=True)
class Fact:
    """A mention of a text.

    Attributes:
        key: as `corpus.vietnamese.references.Kind` describes it.
        numbers: the values of the numbers that it is printed with.
    """

    kind: Kind
    key: str
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Count:
    """A number that no mention takes.

    Attributes:
        value: of the number.
        unit: keys of the word behind it, which tells what is counted; empty where none does.
        after: keys of the few words behind it, up to the end of the clause. In both an abbreviation
            counts as what it stands for too.
    """

    value: str
    unit: frozenset[str]
    after: frozenset[str]

    def is_of(self, held: Count) -> bool:
        """Whether another number of the same value counts the same: "36 công chức" and "36 biên chế
        công chức", and a bare "36" of a table; not "02 người" and "02 bộ".
        """
        same = not self.unit or not held.after or not self.unit.isdisjoint(held.after)
        return self.value == held.value and same


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text states that can be checked.

    Attributes:
        mentions: dates, sums, shares, ranks, periods, documents and procedures.
        counts: its other numbers.
        rest: the text with the mentions blanked out.
    """

    mentions: frozenset[Fact]
    counts: frozenset[Count]
    rest: str

    def __bool__(self) -> bool:
        return bool(self.mentions or self.counts)

    def figures(self) -> Facts:
        """These facts without names, and with working days as days, as sets leave the word out."""
        kept = (m for m in self.mentions if m.kind not in _NAMES)
        days = (replace(m, key=_WORKING_DAYS.sub("D", m.key)) for m in kept)
        return replace(self, mentions=frozenset(days))

    def one_by_one(self) -> Iterator[Facts]:
        """Each fact by itself."""
        for mention in self.mentions:
            yield Facts(frozenset({mention}), frozenset(), "")
        for count in self.counts:
            yield Facts(frozenset(), frozenset({count}), "")

    @property
    def is_of_calendar(self) -> bool:
        """Whether there are only years, months and other parts of the calendar, no lengths of time."""
        periods = all(m.kind is Kind.PERIOD and not m.key.startswith("P") for m in self.mentions)
        return periods and not self.counts

    def hold(self, said: Facts) -> bool:
        """Whether all that another text states stands here too, as precisely or more so."""
        return all(map(self._holds, said.mentions)) and all(map(self._counts, said.counts))

    def _holds(self, said: Fact) -> bool:
        if any(_covers(fact, said) for fact in self.mentions):
            return True
        if said.kind not in _MEASURED or not said.numbers:
            return False
        amounts = {said.key.split()[0]} if said.kind is Kind.MONEY else said.numbers
        bare = {count.value for count in self.counts}
        return amounts <= bare or said.numbers <= bare

    def _counts(self, said: Count) -> bool:
        measured = (fact.numbers for fact in self.mentions if fact.kind in _MEASURED)
        return any(map(said.is_of, self.counts)) or any(said.value in one for one in measured)


@lru_cache(maxsize=4096)
def read(text: str) -> Facts:
    """The facts of a text, in any of the forms that Vietnamese prints them."""
    printed = unicodedata.normalize("NFC", text)
    found, pieces, end = [], [], 0
    for mention in mentions(printed):
        numbers = frozenset(count.value for count in _counts(mention.text))
        found.append(Fact(mention.kind, mention.key, numbers))
        pieces += [printed[end : mention.start], " " * (mention.end - mention.start)]
        end = mention.end
    rest = "".join((*pieces, printed[end:]))
    return Facts(frozenset(found), frozenset(_counts(rest)), rest)


def _counts(text: str) -> Iterator[Count]:
    """The numbers of a text, written in digits or in words."""
    for match in _NUMBER.finditer(text):
        behind = _BEHIND.match(text, match.end())
        words = behind[0].split() if behind else []
        counted = words and not is_stop(fold(words[0]))
        unit = _keys(words[0], first=True) if counted else frozenset[str]()
        yield Count(_value(match[0]), unit, frozenset[str]().union(*map(_keys, words)))
    for worded in worded_numbers(text):
        number, _, what = worded.partition(" ")
        if what:
            yield Count(number, frozenset({what}), frozenset({what}))


@lru_cache(maxsize=4096)
def _keys(word: str, first: bool = False) -> frozenset[str]:
    """The key of a word, and those of the words that it abbreviates, or only of the first ones."""
    meanings = (meaning.split() for meaning in expand(word))
    return frozenset(
        {match_key(word)}.union(*(map(match_key, m[:1] if first else m) for m in meanings))
    )


def _value(printed: str) -> str:
    try:
        return plain(value(printed))
    except InvalidOperation:
        return printed  # "1.2.3": the number of a section or a version


def _covers(held: Fact, said: Fact) -> bool:
    """Whether one mention says what another does: "08/3/2024" does for "tháng 3/2024", not the reverse."""
    if held.kind is said.kind and held.key == said.key:
        return True
    match said.kind:
        case Kind.DOCUMENT:
            return held.kind is Kind.DOCUMENT and _names(held.key, said.key)
        case Kind.DATE:  # a day of an open year, "--03-08"
            is_open = said.key.startswith("--")
            return held.kind is Kind.DATE and is_open and held.key.endswith(said.key[1:])
        case Kind.PERIOD:
            is_within = held.kind in (Kind.PERIOD, Kind.DATE)
            return is_within and not said.key.startswith("P") and _is_part(held.key, said.key)
        case Kind.RANK:
            return held.kind is Kind.RANK and held.key.startswith(f"{said.key}/")
        case _:
            return False


def _is_part(held: str, said: str) -> bool:
    """Whether one period or day lies in another that may leave its year open ("--03")."""
    if said.startswith("--"):
        return bool(re.match(r"\d{4}" + re.escape(said[1:]) + r"(?:-|$)", held))
    return held.startswith(f"{said}-")


def _names(held: str, said: str) -> bool:
    """Whether a document's number gives every part that another one gives."""
    one, other = Reference.parse(held), Reference.parse(said)
    pairs = ((one.year, other.year), (one.kind, other.kind), (one.body, other.body))
    return one.number == other.number and all(b is None or a == b for a, b in pairs)
