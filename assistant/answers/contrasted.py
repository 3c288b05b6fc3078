"""What is said of two things that a question compares: of each what answers its own question."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant import verification
from assistant.answers.choosing import Part, parts_of
from assistant.answers.draft import Draft, Statement
from assistant.answers.working import plain
from assistant.contrasts import Contrast
from assistant.messages import say
from assistant.model import Language, Status
from corpus.lexical import terms
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import Kind as References
from corpus.vietnamese.references import Mention, mentions

Ask = Callable[[str], Draft | None]
"""Answers the question of one thing."""

# Chosen on eval/sets/report_composite.jsonl and demo_composite.jsonl, 2026-11-30.
_TELLS = 0.5  # share of the words that only one thing has, for what is said to be of it
_MOST_WORDS = 110  # of the whole answer
_LONGEST = 40  # words of a statement beside a long one
_LONGEST_SHORT = 50
_LONGEST_NAME = 9
_SAME = 3  # words that two names begin with, for them to be left out
_OWN = 2  # words that each name keeps
_AGAIN = frozenset({"lại", "mới", "đổi"})
_LASTS = re.compile(r"P(\d+)(\D+)")
_TIMES, _MONEY, _RANKED = "[DWMYH]", "VND", str(References.RANK)
# What each word of comparison compares; "tốt" is said of ranks alone.
_UNITS = {
    word: re.compile(units)
    for words, units in (
        ("nhanh lau som cham muon", _TIMES),
        ("dat re ton mac", _MONEY),
        ("cao thap", f"{_MONEY}|{_RANKED}"),
        ("tot kem", _RANKED),
        ("nhieu it dong lon nho", f"{_TIMES}|{_MONEY}"),
    )
    for word in words.split()
}


def answer(pair: Contrast, ask: Ask, language: Language) -> Draft | None:
    """What answers for each of two things; None where one is not answered, or by what is of the other.

    Args:
        pair: the things, each with its question.
        ask: answers one of them.
        language: of what the assistant says itself.
    """
    drafts = [ask(question) for question in pair.questions]
    found = [one for one in drafts if one is not None and one.status is Status.ANSWERED]
    parts = parts_of(pair.names)
    if parts is None or len(found) < len(drafts) or not all(one.statements for one in found):
        return None
    one = found[0].statements[0]
    if one == found[1].statements[0]:  # it has to tell of both
        names_both = all(_names(part, _terms(one)) for part in parts)
        return replace(found[0], short=None, verdict=False) if names_both else None
    told = [
        [one for one in draft.statements if _tells_of(part, one)]
        for part, draft in zip(parts, found, strict=True)
    ]
    if not all(told):
        return None
    names = _named(*pair.names)
    shorts = [None if one.verdict else _grounded(one.short, one.statements) for one in found]
    room = _MOST_WORDS - len(" ".join(names).split())
    said = _in_room(told, shorts, room)
    shorts = list(map(_grounded, shorts, said))
    lead = _lead(pair, names, shorts, found, language)
    short = "; ".join(map("{}: {}".format, names, shorts)) if all(shorts) else ""
    if len(short.split()) > _LONGEST_SHORT:
        short = ""
    return Draft(
        Status.ANSWERED,
        tuple(
            replace(one, of=name if one is some[0] else "")
            for name, some in zip(names, said, strict=True)
            for one in some
        ),
        short=f"{lead} {short}".strip() or None,
        verdict=bool(short or lead),
        lead=lead,
        confidence=min(one.confidence for one in found),
    )


def _lead(
    pair: Contrast,
    names: Sequence[str],
    shorts: Sequence[str | None],
    drafts: Sequence[Draft],
    language: Language,
) -> str:
    """Which of two things it is that is asked for; empty where that cannot be said."""
    if pair.by_day:
        earlier = _earlier(shorts)
        if earlier is None:
            return ""
        name = "later" if pair.fewer else "earlier"
        return say(name, language, part=names[1 - earlier if pair.fewer else earlier])
    more = _more(pair, shorts, drafts) if pair.word else None
    if more is None:
        return ""
    word = f"{pair.word[:1].upper()}{pair.word[1:]}"
    return say("more_of_two", language, word=word, part=names[more])


def _tells_of(part: Part, statement: Statement) -> bool:
    """Whether a statement is of one thing, by the words that only this one has, and not of the other."""
    said = _terms(statement)
    held = len(part.own & said) / len(part.own)
    others = len(part.others & said) / len(part.others) if part.others else 0.0
    return _names(part, said) and held >= others


def _names(part: Part, said: set[str]) -> bool:
    words = {term for term in part.own if " " not in term} or part.own
    return len(words & said) >= _TELLS * len(words)


def _terms(statement: Statement) -> set[str]:
    """The terms of the sentences that a statement is cut from, and of what stands above them."""
    chunk = statement.chunk
    sentences = (
        chunk.read(first, last)
        for first, last in chunk.sentences
        if first < statement.last and statement.first < last
    )
    return set(terms(f"{'. '.join(chunk.heading)} {' '.join(sentences)}"))


def _in_room(
    both: Sequence[Sequence[Statement]], shorts: Sequence[str | None], room: int
) -> list[list[Statement]]:
    """The first statement of each side, shortened where both are long, and further ones while there is room
    and those before them do not hold its direct answer.
    """
    said = [[some[0]] for some in both]
    if sum(_length(one[0]) for one in said) > room:
        said = [[_cut(one[0], short)] for one, short in zip(said, shorts, strict=True)]
    room -= sum(_length(one[0]) for one in said)
    further = itertools.zip_longest(*(some[1:] for some in both))
    for side, one in ((at, one) for row in further for at, one in enumerate(row) if one):
        new = all(one != other for others in said for other in others)
        answered = _grounded(shorts[side], said[side]) is not None
        if new and not answered and _length(one) <= room:
            said[side].append(one)
            room -= _length(one)
    return said


def _length(statement: Statement) -> int:
    return len(statement.text.split())


def _cut(statement: Statement, short: str | None) -> Statement:
    """The beginning of a long statement, where that holds the direct answer."""
    cut = replace(statement, last=min(statement.last, statement.first + _LONGEST), cut_after=True)
    if _length(statement) <= _LONGEST or (short and not _grounded(short, [cut])):
        return statement
    return cut


def _named(first: str, second: str) -> list[str]:
    """The names of two things as they are said, without what both begin with."""
    both = [plain(name).split() for name in (first, second)]
    same = 0
    while (
        same < min(map(len, both)) - _OWN and both[0][same].casefold() == both[1][same].casefold()
    ):
        same += 1
    if same and any(words[same].casefold() in _AGAIN for words in both):
        same -= 1  # "cấp lại" is one word
    named = []
    for words in both:
        own = words[same:] if same >= _SAME else words
        said = " ".join(own[:_LONGEST_NAME]) + (" …" if len(own) > _LONGEST_NAME else "")
        named.append(f"{said[:1].upper()}{said[1:]}")
    return named


def _grounded(short: str | None, statements: Sequence[Statement]) -> str | None:
    """A direct answer, if it stands in what is said."""
    said = [one.text for one in statements]
    return short if short and verification.are_grounded(short, said) else None


def _earlier(shorts: Sequence[str | None]) -> int | None:
    """Which of two direct answers is the earlier; None where not each is one day."""
    found: list[date] = []
    for short in shorts:
        printed = _days(short or "")
        if len(printed) != 1:
            return None
        found += printed
    return None if found[0] == found[1] else int(found[1] < found[0])


def _more(pair: Contrast, shorts: Sequence[str | None], drafts: Sequence[Draft]) -> int | None:
    """Which of two direct answers is more in what is asked; None where they cannot be compared, or a record
    gives more figures for one of them: "kiểm tra: 05 ngày; thẩm định: 25 ngày".
    """
    found: list[tuple[str, Decimal]] = []
    for short, draft in zip(shorts, drafts, strict=True):
        amounts = _amounts(short or "")
        recorded = [one.text for one in draft.statements if one.chunk.procedure is not None]
        if len(amounts) != 1 or len(_amounts("\n".join(recorded))) > 1:
            return None
        found += amounts
    (unit, first), (other, second) = found
    if unit != other or first == second or not _UNITS[fold(pair.word)].match(unit):
        return None
    return int((first < second) != (pair.fewer != (unit == _RANKED)))


def _amounts(text: str) -> set[tuple[str, Decimal]]:
    return {one for mention in mentions(text) if (one := _amount(mention))}


def _amount(mention: Mention) -> tuple[str, Decimal] | None:
    """The unit and the figure of a time, a sum of money or a rank."""
    if mention.kind is References.RANK and mention.key.isdigit():
        return _RANKED, Decimal(mention.key)
    if mention.kind is References.MONEY:
        number, _, currency = mention.key.partition(" ")
        return currency, Decimal(number)
    lasts = _LASTS.fullmatch(mention.key)
    return (lasts[2], Decimal(lasts[1])) if lasts and mention.kind is References.PERIOD else None


def _days(text: str) -> set[date]:
    found = set()
    for mention in mentions(text):
        if mention.kind is References.DATE:
            try:
                found.add(date.fromisoformat(mention.key))
            except ValueError:
                continue  # a day of no year
    return found
