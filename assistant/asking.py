"""The part of a question that asks: people tell their situation first, in words that look like questions.

"Chồng tôi bị tai nạn mấy năm trước, chưa báo với ai cả. Nộp hồ sơ cho cơ quan nào?" asks neither when nor who.
"""

from __future__ import annotations

import re

_CLAUSES = re.compile(r"(?<=[.!?;:,])\s+")
_ASKS = re.compile(
    r"\b(?:gì|chi|nào|đâu|ai|mấy|bao nhiêu|nhiêu|bao lâu|bao giờ|sao|thế nào|bn"
    r"|what|which|who|whom|whose|where|when|why|how)\b"
    r"|\b(?:không|chưa|ko|hông|hôn)(?: (?:vậy|ạ|à|nhỉ|hả|nha|nhé|đấy|thế|ta|hen|bạn|anh|chị|em))*\W*$",
    re.IGNORECASE,
)
# What looks like asking and counts or denies: "mấy năm nay", "bốn mươi mấy ngàn", "mấy ổng", "không ai nuôi".
_TOLD = re.compile(
    r"\bmấy (?:\w+ )?(?:trước(?! khi)|nay|qua|vừa rồi|gần đây)\b"
    r"|\b(?:chục|mươi|trăm) mấy\b|\bmấy (?:ổng|bả|ảnh|chỉ|anh|chị|chú|cô|bác|ông|bà|em|đứa|người ta)\b"
    r"|\b(?:không|chưa|chẳng|chả|chưa có|không có) ai\b(?! (?:nhỉ|vậy|thế)\b)"
    r"|\b(?:ai|gì|đâu) (?:cả|hết|đó|đấy)\b|\b(?:\w+ nào|ai|gì|đâu) cũng\b"
    r"|\b(?:không|chưa|chẳng) (?:\w+ ){0,4}(?:gì|nào|đâu|ai)(?=\s*[,.;])",
    re.IGNORECASE,
)
_SHORT = 4  # words of what is listed before "thế nào": "hồ sơ, thời gian, lệ phí thế nào?"


def without_told(read: str) -> str:
    """A question with its accents, without what only looks like asking."""
    return " ".join(_TOLD.sub(" ", read).split())


def asking_part(read: str) -> str:
    """A question from the clause on in which it begins to ask.

    Args:
        read: a question with its accents, as far as they are known.

    Returns:
        All of it where no clause asks; without what only looks like asking.
    """
    plain = without_told(read)
    clauses = _CLAUSES.split(plain)
    first = next((at for at, clause in enumerate(clauses) if _ASKS.search(clause)), 0)
    while first and len(clauses[first - 1].split()) <= _SHORT:
        first -= 1
    return " ".join(clauses[first:])
