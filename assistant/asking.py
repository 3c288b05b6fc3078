"""The part of a question that asks: people tell their situation first, in words that look like questions.

"Chồng tôi bị tai nạn mấy năm trước, chưa báo với ai cả. Nộp hồ sơ cho cơ quan nào?" asks neither when nor who.
"""

from __future__ import annotations

import re

_SENTENCES = re.compile(r"(?<=[.!?;:])\s+")
_ASKS = re.compile(
    r"\b(?:gì|chi|nào|đâu|ai|mấy|bao nhiêu|nhiêu|bao lâu|bao giờ|sao|thế nào|bn"
    r"|what|which|who|whom|whose|where|when|why|how)\b"
    r"|\b(?:không|chưa|ko|hông|hôn)(?: (?:vậy|ạ|à|nhỉ|hả|nha|nhé|đấy|thế|ta|hen|bạn|anh|chị|em))*\W*$",
    re.IGNORECASE,
)
# What looks like asking and counts or denies: "mấy năm nay", "bốn mươi mấy ngàn", "mấy ổng", "không ai nuôi".
_TOLD = re.compile(
    r"\bmấy (?:năm|tháng|tuần|ngày|hôm|bữa)"
    r" (?:trước(?! (?:khi|ngày|lúc|thời))|nay|qua(?! (?:bưu|mạng|đường|cổng))|vừa rồi|gần đây|liền)\b"
    r"|\b(?:chục|mươi|trăm) mấy\b|\bmấy (?:ổng|bả)\b"
    r"|\b(?:không|chưa|chẳng|chả|chưa có|không có) ai\b(?! (?:nhỉ|vậy|thế)\b)"
    r"|\b(?:ai|gì|đâu) cả\b|\b(?:ai|gì|đâu) (?:hết|đó)(?=\s*[,.;])|\b(?:\w+ nào|ai|gì|đâu) cũng\b"
    r"|\b(?:không|chưa|chẳng) (?!biết|rõ|hiểu)(?:\w+ ){0,4}(?:gì|nào|đâu|ai)(?=\s*[,.;])",
    re.IGNORECASE,
)
_SHORT = 4  # words of a heading before what is asked: "Hồ sơ: gồm những gì?"


def without_told(read: str) -> str:
    """A question with its accents, without what only looks like asking."""
    return " ".join(_TOLD.sub(" ", read).split())


def asking_part(read: str) -> str:
    """A question from the sentence on in which it begins to ask.

    Args:
        read: a question with its accents, as far as they are known.

    Returns:
        All of it where none asks; without what only looks like asking.
    """
    plain = without_told(read)
    sentences = _SENTENCES.split(plain)
    first = next((at for at, sentence in enumerate(sentences) if _ASKS.search(sentence)), 0)
    while first and len(sentences[first - 1].split()) <= _SHORT:
        first -= 1
    return " ".join(sentences[first:])
