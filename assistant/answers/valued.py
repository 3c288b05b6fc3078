"""The items of an enumeration or a table whose figure is the one that a question names.

"Sở xếp thứ 4 ở những chỉ số nào", "máy nào chỉ mất hai triệu đồng", "bao nhiêu chỉ số từ hạng 5 trở lên".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answers.extremes import rank
from assistant.answers.lists import Beside, Place, list_or_table
from assistant.evidence import Sentence
from assistant.model import Question
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import Kind, mentions

_CANDIDATES = 6  # sentences whose enumeration is looked at
_LEAST_ITEMS = 3  # of one form
_ASKS = re.compile(
    r"\b(?:nhung|cac|may) .{2,40}\bnao\b|\bo nhung (?:\w+ )?(?:nao|gi)\b|\bnhung (?:\w+ ){0,3}(?:nao|gi)\b"
    r"|\bbao nhieu (?:chi so|linh vuc|mat|loai|muc)\b|\b(?:which|what) (?:\w+ ){0,4}(?:rank|ind|machine|device)"
)
_COUNTS = re.compile(
    r"\bbao nhieu (?:chi so|linh vuc|mat|loai|muc)\b|\bhow many (?:\w+ ){0,2}(?:rank|ind)"
)
_UP_TO = re.compile(r"\b(?:hang|thu|vi tri) (\d{1,2}) tro (?P<way>len|xuong)\b")
# what makes of a figure something else than the one that items have
_NO_VALUE = re.compile(
    r"\b(?:duoi|tren|hon|toi da|khong|chua|it nhat|nhieu nhat|khoang|gan|giam|tang|tu|den|len|xuong"
    r"|below|above|under|over|not|less|more|least|most|between|from|to|up)\b"
)
_BEFORE_IT, _BEHIND_IT = 28, 12  # characters in which such a word stands
_AS_GOOD = 0.8  # of the best sentence's score, for the list of another passage
_ENGLISH = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_TENS = "mot hai ba bon nam sau bay tam chin muoi".split()
_ORDER = "nhat hai ba tu nam sau bay tam chin muoi".split()
_RANK_SAID = re.compile(rf"\b(?:thu|hang) ({'|'.join(_ORDER)})\b")
_MILLIONS = re.compile(rf"\b({'|'.join(_TENS)}|\d{{1,3}}) trieu\b(?! \d| ruoi)")


@dataclass(frozen=True, slots=True)
class Valued:
    """Items with the figure asked for, in order; and whether their number is asked for and known."""

    items: tuple[Place, ...]
    counted: bool


def valued(question: Question, sentences: Sequence[Sentence], beside: Beside) -> Valued | None:
    """The items whose rank or price a question names; None where it names none, or nothing has it.

    Args:
        question: understood.
        sentences: best first.
        beside: finds the passages before and after one.
    """
    asked = fold(question.read)
    if not _ASKS.search(asked):
        return None
    wanted = _wanted(question.read, asked, bare=question.is_bare)
    if wanted is None:
        return None
    key, fits = wanted
    for sentence in sentences[:_CANDIDATES]:
        same = sentence.passage.chunk.id == sentences[0].passage.chunk.id
        if not same and sentence.score < _AS_GOOD * sentences[0].score:
            continue
        at = Place(sentence.passage.chunk, sentence.index)
        items = list_or_table(at, beside)
        keyed = [(found, item) for item in items if (found := key(item.text)) is not None]
        if len(keyed) < _LEAST_ITEMS:
            continue
        own = tuple(item for found, item in keyed if fits(found))
        counted = bool(_COUNTS.search(asked))
        if not own or (counted and not _is_whole(items, keyed, beside)):
            return None
        return Valued(own, counted)
    return None


def _is_whole(items: Sequence[Place], keyed: Sequence[tuple[float, Place]], beside: Beside) -> bool:
    """Whether a list was seen from end to end, and each of its items has a figure."""
    marked = [item for item in items if item.is_item]
    before, after = beside(items[0].chunk, -1), beside(items[-1].chunk, 1)
    around = [Place(before, len(before.sentences) - 1)] if before else []
    around += [Place(after, 0)] if after else []
    goes_on = any(one.is_item or list_or_table(one, beside) != [one] for one in around)
    return len(marked) == len(keyed) and not goes_on


def _wanted(
    read: str, asked: str, *, bare: bool
) -> tuple[Callable[[str], float | None], Callable[[float], bool]] | None:
    """What items are compared by, and whether one's figure is that of the question."""
    if bound := _UP_TO.search(asked):
        limit, up = float(bound[1]), bound["way"] == "len"
        return rank, lambda found: found <= limit if up else found >= limit
    if any(_is_changed(asked, *span) for span in _places(read, asked)):
        return None
    ranks = {mention.key for mention in mentions(read) if mention.kind is Kind.RANK}
    named = [at for at, word in enumerate(_ENGLISH, 1) if re.search(rf"\b{word}\b", asked)]
    if bare and not ranks:  # "thu tu" is read as "thứ tự"
        ranks |= {str(_ORDER.index(word) + 1) for word in _RANK_SAID.findall(asked)}
    ranks |= {
        str(at) for at in named if len(named) == 1 and re.search(r"\b(?:rank|come|place)", asked)
    }
    if len(ranks) == 1 and (whole := ranks.pop()).isdigit():
        return rank, lambda found: found == float(whole)
    prices = {price for price in (_price(read), _millions(asked)) if price is not None}
    if len(prices) == 1:
        only = prices.pop()
        return _price, lambda found: found == only
    return None


def _places(read: str, asked: str) -> list[tuple[int, int]]:
    """Where a question names a rank or a price."""
    named = [(m.start, m.end) for m in mentions(read) if m.kind in (Kind.RANK, Kind.MONEY)]
    return named + [match.span() for match in _MILLIONS.finditer(asked)]


def _is_changed(asked: str, start: int, end: int) -> bool:
    """Whether a figure is a bound, denied or one that changes: "dưới 5 triệu", "chưa đạt hạng 5"."""
    around = asked[max(0, start - _BEFORE_IT) : start], asked[end : end + _BEHIND_IT]
    return any(_NO_VALUE.search(part) for part in around)


def _price(text: str) -> float | None:
    """The sum of money of a text, in đồng; None where it names none or several."""
    sums = {mention.key for mention in mentions(text) if mention.kind is Kind.MONEY}
    amount, _, currency = sums.pop().partition(" ") if len(sums) == 1 else ("", "", "")
    return float(amount) if currency == "VND" else None


def _millions(asked: str) -> float | None:
    """Millions as they are said: "hai triệu"."""
    found = _MILLIONS.findall(asked)
    if len(found) != 1:
        return None
    return 1e6 * (float(found[0]) if found[0].isdigit() else _TENS.index(found[0]) + 1)
