"""The item of an enumeration that ranks highest or lowest, or is of the latest or earliest day."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answers.lists import Beside, Place, list_or_table
from assistant.evidence import Sentence
from assistant.model import Kind, Question
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import Kind as References
from corpus.vietnamese.references import mentions

_LEAST_ITEMS = 3  # of one form, for an enumeration to tell which is which
_CANDIDATES = 6  # sentences whose enumeration is looked at

# "thứ 4" as damage leaves it too: "thả 4", "thtr 4"
_RANK = re.compile(
    r"\b(?:[Tt]h(?!áng|ẻ|ôn|eo|êm|uế|u\b)\w{1,3}|[Hh]ạng|vị trí(?: số)?):?\s+(\d{1,2})\b(?![/.,]\d)"
)
_BEST = re.compile(
    r"\b(?:(?:cao|dep|tot|kha|manh|noi bat|an tuong) nhat|(?<!nguoi )dung dau|best|highest|strongest)\b"
)
_WORST = re.compile(
    r"\b(?:(?:thap|kem|yeu|te|xau) nhat|dung (?:bet|chot|cuoi)|bet bang|worst|lowest|weakest)\b"
)
_LAST_OF_ALL = re.compile(r"\bđội sổ\b")  # with its accents: "chuyển đổi số" is no such thing
_LAST = re.compile(
    r"\b(?:sau cung|cuoi cung|(?:moi|muon|gan day) nhat|latest|newest|most recent|last)\b"
)
_FIRST = re.compile(r"\b(?:dau tien|truoc (?:tien|nhat)|(?:som|cu) nhat|earliest|first|oldest)\b")
_RANKS = re.compile(r"\b(?:xep hang|thu hang|chi so|hang|rank\w*|index\w*|mat nao|linh vuc nao)\b")
_DATED = re.compile(
    r"\b(?:van ban|quyet dinh|nghi quyet|ke hoach|cong van|document|decision|plan)s?\b"
)

# Read with accents: folded, "đầu" is "đâu" and "mở" is "mô".
_ASKS_MOST = re.compile(
    r"\b(?:nào|mô|gì|ai)\b.{0,60}\b(?:cao|thấp|nhiều|ít|lớn|nhỏ|tốt|kém|nhanh|chậm|dài|ngắn|rẻ|đắt|dễ|khó)"
    r" nhất\b"
    r"|\b(?:nào|mô)\b.{0,60}(?:\b(?:đứng|xếp|hạng) (?:thứ )?nhất\b|(?<!người )\b(?:đứng|dẫn) đầu\b)"
    r"|\b(?:which|who|what)\b.{0,60}(?:\bthe (?:most|least|highest|lowest|fastest|slowest)\b"
    r"|\b(?:scored?|ranked?) (?:the )?(?:highest|lowest|best|worst)\b)"
)
_A_LIMIT = re.compile(  # "chậm nhất ngày 15", and how much something takes at least
    r"\b(?:chậm|muộn|sớm|ít|nhiều|cao|thấp) nhất (?:là )?"
    r"(?=\d|(?:một|hai|ba|bốn|năm|mấy|bao|ngày|vào|phải|trong|trước|cũng)\b)"
)
_TELLS_MOST = re.compile(
    r"(?<!thống )(?<!duy )(?<!đồng )\bnhất\b(?! (?:trí|là|định|thiết|quán))|\btối (?:đa|thiểu)\b"
    r"|\b(?:đứng|dẫn) đầu\b|\b(?:thứ|hạng|vị trí)(?: số)? 0?1(?:/\d{2})?\b(?![/.,]?\d)"
    r"|(?<![\d/])1/\d{2}(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Form:
    """What items are compared by.

    Attributes:
        asked: finds what the question has to be about.
        high, low: find which end is asked for; the high end has the lower key.
        key: of an item, None where it has none.
    """

    asked: re.Pattern[str]
    high: re.Pattern[str]
    low: re.Pattern[str]
    key: Callable[[str], float | None]


def rank(text: str) -> float | None:
    """The rank that a text names; None where it names none or several."""
    ranks = _RANK.findall(text)
    return float(ranks[0]) if len(ranks) == 1 else None


def _day(text: str) -> float | None:
    """How long ago the first day of a text is, which is its document's own."""
    days = [mention.key for mention in mentions(text) if mention.kind is References.DATE]
    try:
        return float((date.max - date.fromisoformat(days[0])).days) if days else None
    except ValueError:
        return None  # a day of no year


_FORMS = (_Form(_RANKS, _BEST, _WORST, rank), _Form(_DATED, _LAST, _FIRST, _day))


def lacks_most(question: Question, text: str) -> bool:
    """Whether a question asks which one is the most of all, and a sentence does not say that of any."""
    if question.kind is Kind.NUMBER:
        return False  # how much it is at most
    asks = _ASKS_MOST.search(_A_LIMIT.sub(" ", question.read.casefold()))
    return asks is not None and not _TELLS_MOST.search(text)


def extremes(
    question: Question, sentences: Sequence[Sentence], beside: Beside
) -> list[Place] | None:
    """The items at the ends that a question asks for; None where it asks for none, or nothing tells.

    Args:
        question: understood.
        sentences: best first.
        beside: finds the passages before and after one.
    """
    asked = fold(_LAST_OF_ALL.sub("thấp nhất", question.read.casefold()))
    about = f"{fold(question.context)} {asked}"
    for form in _FORMS:
        ends = [end for end, asks in ((0, form.high), (-1, form.low)) if asks.search(asked)]
        if not ends or not form.asked.search(about):
            continue
        for sentence in sentences[:_CANDIDATES]:
            items = list_or_table(Place(sentence.passage.chunk, sentence.index), beside)
            keyed = [(key, item) for item in items if (key := form.key(item.text)) is not None]
            if len(keyed) < _LEAST_ITEMS:
                continue
            keyed.sort(key=lambda one: one[0])
            return [item for key, item in keyed if any(key == keyed[end][0] for end in ends)]
    return None
