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
_COUNTS = re.compile(r"\bbao nhieu\b|\bhow many\b")
_UP_TO = re.compile(r"\b(?:hang|thu|vi tri) (\d{1,2}) (?:tro )?(?P<way>len|xuong)\b")
_ENGLISH = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_TENS = "mot hai ba bon nam sau bay tam chin muoi".split()
_MILLIONS = re.compile(rf"\b({'|'.join(_TENS)}|\d{{1,3}}) trieu\b(?! \d| ruoi)")


@dataclass(frozen=True, slots=True)
class Valued:
    """Items with the figure asked for, in order; and whether their number is asked for."""

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
    wanted = _wanted(question.read, asked)
    if wanted is None:
        return None
    key, fits = wanted
    for sentence in sentences[:_CANDIDATES]:
        at = Place(sentence.passage.chunk, sentence.index)
        items = list_or_table(at, beside)
        keyed = [(found, item) for item in items if (found := key(item.text)) is not None]
        if len(keyed) < _LEAST_ITEMS:
            continue
        own = tuple(item for found, item in keyed if fits(found))
        return Valued(own, bool(_COUNTS.search(asked))) if own else None
    return None


def _wanted(
    read: str, asked: str
) -> tuple[Callable[[str], float | None], Callable[[float], bool]] | None:
    """What items are compared by, and whether one's figure is that of the question."""
    if bound := _UP_TO.search(asked):
        limit, up = float(bound[1]), bound["way"] == "len"
        return rank, lambda found: found <= limit if up else found >= limit
    ranks = {mention.key for mention in mentions(read) if mention.kind is Kind.RANK}
    named = [at for at, word in enumerate(_ENGLISH, 1) if re.search(rf"\b{word}\b", asked)]
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
