"""What is said of two things that a question compares: of each what answers its own question."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant import verification
from assistant.answers.draft import Draft, Statement
from assistant.answers.working import plain
from assistant.contrasts import Contrast
from assistant.messages import say
from assistant.model import Language, Status
from assistant.stopwords import telling
from corpus.lexical import terms
from corpus.vietnamese.references import Kind as References
from corpus.vietnamese.references import Mention, mentions

_LASTS = re.compile(r"P(\d+)(\D+)")
Ask = Callable[[str], Draft | None]
"""Answers the question of one thing."""

_TELLS = 0.5  # share of the words that only one thing has, for what is said to be of it
_MOST_WORDS = 110  # of the whole answer
_LONGEST = 40  # words of a statement beside a long one
_LONGEST_SHORT = 50
_LONGEST_NAME = 9
_SAME, _OWN = (
    3,
    2,
)  # words that two names begin with, for them to be left out; words that each keeps


def answer(pair: Contrast, ask: Ask, language: Language) -> Draft | None:
    """What answers for each of two things; None where one is not answered, or by what is of the other.

    Args:
        pair: the things, each with its question.
        ask: answers one of them.
        language: of what the assistant says itself.
    """
    drafts = [ask(question) for question in pair.questions]
    found = [one for one in drafts if one is not None and one.status is Status.ANSWERED]
    if len(found) < len(drafts) or not all(one.statements for one in found):
        return None
    own = [telling(name) for name in pair.names]
    for side, draft in enumerate(found):
        if not _tells_of(own[side] - own[1 - side], draft.statements):
            return None
    names = _named(*pair.names)
    shorts = [_short(draft) for draft in found]
    said = _in_room([draft.statements for draft in found], shorts, len(" ".join(names).split()))
    statements = tuple(
        replace(one, of=name if one is some[0] else "")
        for name, some in zip(names, said, strict=True)
        for one in some
    )
    lead = ""
    if pair.by_day:
        earlier = _earlier(shorts, said)
        lead = say("earlier", language, part=names[earlier]) if earlier is not None else ""
    elif pair.word and (more := _more(shorts, found, fewer=pair.fewer)) is not None:
        word = f"{pair.word[:1].upper()}{pair.word[1:]}"
        lead = say("more_of_two", language, word=word, part=names[more])
    short = (
        "; ".join(f"{n}: {s}" for n, s in zip(names, shorts, strict=True)) if all(shorts) else None
    )
    if short and len(short.split()) > _LONGEST_SHORT:
        short = None
    return Draft(
        Status.ANSWERED,
        statements,
        short=f"{lead} {short}".strip() if short else lead or None,
        verdict=bool(short or lead),
        lead=lead,
        confidence=min(one.confidence for one in found),
    )


def _tells_of(own: set[str], statements: Sequence[Statement]) -> bool:
    """Whether what is said is of the thing that has these words."""
    said: set[str] = set()
    for one in statements:
        said |= set(terms(f"{'. '.join(one.chunk.heading)} {_sentences(one)}"))
    return not own or len(own & said) >= _TELLS * len(own)


def _sentences(statement: Statement) -> str:
    """The sentences that a statement is cut from."""
    chunk = statement.chunk
    return " ".join(
        chunk.read(first, last)
        for first, last in chunk.sentences
        if first < statement.last and statement.first < last
    )


def _in_room(
    both: Sequence[Sequence[Statement]], shorts: Sequence[str | None], words: int
) -> list[list[Statement]]:
    """The first statement of each side, shortened where both are long, and further ones while there is room."""
    said = [[some[0]] for some in both]
    if words + sum(_length(one[0]) for one in said) > _MOST_WORDS:
        said = [[_cut(one[0], short)] for one, short in zip(said, shorts, strict=True)]
    words += sum(_length(one[0]) for one in said)
    further = itertools.zip_longest(*(some[1:] for some in both))
    for side, one in ((at, one) for row in further for at, one in enumerate(row) if one):
        new = all(one != other for others in said for other in others)
        if new and words + _length(one) <= _MOST_WORDS:
            said[side].append(one)
            words += _length(one)
    return said


def _length(statement: Statement) -> int:
    return len(statement.text.split())


def _cut(statement: Statement, short: str | None) -> Statement:
    """The beginning of a long statement, where that holds the direct answer."""
    cut = replace(statement, last=min(statement.last, statement.first + _LONGEST), cut_after=True)
    if _length(statement) <= _LONGEST or (
        short and not verification.are_grounded(short, [cut.text])
    ):
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
    named = []
    for words in both:
        own = words[same:] if same >= _SAME else words
        said = " ".join(own[:_LONGEST_NAME]) + (" …" if len(own) > _LONGEST_NAME else "")
        named.append(f"{said[:1].upper()}{said[1:]}")
    return named


def _short(draft: Draft) -> str | None:
    """The direct answer of one side, if it stands in what is said of it."""
    short = draft.short
    if not short or draft.verdict:
        return None
    return (
        short if verification.are_grounded(short, [one.text for one in draft.statements]) else None
    )


def _earlier(shorts: Sequence[str | None], said: Sequence[Sequence[Statement]]) -> int | None:
    """Which of two things is the earlier; None where not each has one day."""
    found: list[date] = []
    for short, some in zip(shorts, said, strict=True):
        printed = _days(short or "") or _days(some[0].text)
        if len(printed) != 1:
            return None
        found += printed
    return None if found[0] == found[1] else int(found[1] < found[0])


def _more(shorts: Sequence[str | None], drafts: Sequence[Draft], *, fewer: bool) -> int | None:
    """Which of two direct answers has the higher figure, or the lower; None where they cannot be compared, or
    a record gives more figures for one of them: "kiểm tra: 05 ngày; thẩm định: 25 ngày".
    """
    found: list[tuple[str, Decimal]] = []
    for short, draft in zip(shorts, drafts, strict=True):
        amounts = _amounts(short or "")
        recorded = [one.text for one in draft.statements if one.chunk.procedure is not None]
        if len(amounts) != 1 or len(_amounts("\n".join(recorded))) > 1:
            return None
        found += amounts
    (unit, first), (other, second) = found
    if unit != other or first == second:
        return None
    return int((first < second) != (fewer != (unit == References.RANK)))


def _amounts(text: str) -> set[tuple[str, Decimal]]:
    return {one for mention in mentions(text) if (one := _amount(mention))}


def _amount(mention: Mention) -> tuple[str, Decimal] | None:
    """The unit and the figure of a time, a sum of money or a rank."""
    if mention.kind is References.RANK and mention.key.isdigit():
        return References.RANK, Decimal(mention.key)
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
