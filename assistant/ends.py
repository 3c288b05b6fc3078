"""Which end of a ranking is asked for or told of: the highest or the lowest."""

from __future__ import annotations

import re

from assistant.model import Question

# Read with accents: folded, "đầu" is "đâu" and "đội sổ" is "đổi số".
_FIRST = (
    r"(?<!người )(?<!ai )(?<!đang )\b(?:đứng|dẫn) đầu\b"
    r"(?! (?:sở|cơ quan|đơn vị|ủy ban|ubnd|ban|phòng|chi cục|trường)\b)"
)
_HIGHEST = re.compile(
    rf"\b(?:cao|nhiều|tốt) nhất\b|{_FIRST}|\bđầu bảng\b|\b(?:highest|best)\b"
    r"|\b(?:came|ranked|finished) first\b"
)
_LOWEST = re.compile(
    r"\b(?:thấp|kém|tệ) nhất\b|\b(?:đứng|xếp) (?:cuối|chót|bét)\b|\bđội sổ\b|\b(?:bét|chót|cuối) bảng\b"
    r"|\b(?:lowest|worst)\b|\b(?:came|ranked|finished) (?:last|bottom)\b"
)
_MOST = re.compile(
    r"\b(?:cao|thấp|nhiều|ít|lớn|nhỏ|tốt|kém|nhanh|chậm|sớm|muộn) nhất\b(?! (?:là )?\d)"
)
_WHICH = re.compile(r"\b(?:nào|mô|ai|đâu|which|who|what)\b")


def other_end(question: Question, text: str) -> bool:
    """Whether a text tells of the highest, asked for the lowest, or the other way round."""
    ends = _asked(question)
    said = text.casefold()
    return ends is not None and bool(ends[1].search(said)) and not ends[0].search(said)


def lacks_end(question: Question, text: str) -> bool:
    """Whether a question asks which one is at an end, and a text tells of none that is, or of another end."""
    asks = _asked(question) is not None and _WHICH.search(question.read.casefold())
    return bool(asks or names_end(text)) and _tells(question, text) is False


def tells_end(question: Question, text: str) -> bool:
    """Whether a text tells of the end that a question asks for."""
    return _tells(question, text) is True


def names_end(text: str) -> bool:
    """Whether a text tells of an end, whichever."""
    return bool(_MOST.search(text.casefold()))


def as_printed(part: str) -> str:
    """A part of a question with the words of reports for an end: "sở đội sổ" is "sở thấp nhất"."""
    said = part.casefold()
    if not (_HIGHEST.search(said) or _LOWEST.search(said)):
        return part
    return _LOWEST.sub("thấp nhất", _HIGHEST.sub("cao nhất", said))


def _tells(question: Question, text: str) -> bool | None:
    """Whether a text tells of the end that is asked for; None where none is, or several are."""
    ends, words = _asked(question), set(_MOST.findall(question.read.casefold()))
    said = text.casefold()
    if ends is not None:
        limit = "tối đa" if ends[0] is _HIGHEST else "tối thiểu"
        return limit in said or bool(ends[0].search(said))
    return any(word in said for word in words) if len(words) == 1 else None


def _asked(question: Question) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """What finds the end that is asked for, and the other; None where none is, or both are."""
    asked = question.read.casefold()
    high, low = (bool(end.search(asked)) for end in (_HIGHEST, _LOWEST))
    if high == low:
        return None
    return (_HIGHEST, _LOWEST) if high else (_LOWEST, _HIGHEST)
