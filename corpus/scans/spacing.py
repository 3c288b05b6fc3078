"""Spaces that a recogniser loses after punctuation or sees inside a document's number.

"Xuyên,ngày" is two words, "-Lưu:VT" three, "1873 /QĐ-UBND" one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from corpus.scans.letters import Word

_BREAK = re.compile(
    r"(?<=[^\W\d_][,;:])(?=[^\W\d_])"  # "Xuyên,ngày", "Lưu:VT"
    r"|(?<=[^\W\d_][^\W\d_]\.)(?=[A-ZĐ][^\W\d_.]{2})"  # "nghị.Sở", not "TM.UBND"
    r"|(?<=^[-+•])(?=[^\W\d_]{2})"  # "-Lưu"
    r"|(?<=[^\W\d_][;:])(?=\d)"  # "gồm:02"
)
_ADDRESS = re.compile(r"@|www\.|https?:|\.(?:vn|com|gov|org|net|edu)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_SYMBOL = re.compile(r"/[A-ZĐ]")


def respaced(words: Iterable[Word]) -> list[Word]:
    """The words of a line with spaces where there must be some and none where there can be none.

    Args:
        words: as they were seen, from left to right.
    """
    joined: list[Word] = []
    for word in words:
        before = joined[-1] if joined else None
        if before and _DIGITS.fullmatch(before.text) and _SYMBOL.match(word.text):
            joined[-1] = Word((*before.letters, *word.letters), before.first, word.last)
        else:
            joined.append(word)
    return [part for word in joined for part in _apart(word)]


def _apart(word: Word) -> Iterator[Word]:
    text = word.text
    cuts = [] if _ADDRESS.search(text) else [match.start() for match in _BREAK.finditer(text)]
    edges = [0, *(cut for cut in cuts if 0 < cut < len(text)), len(text)]
    for start, end in pairwise(edges):
        letters = word.letters[start:end]
        first = word.first if start == 0 else letters[0].first
        last = word.last if end == len(text) else word.letters[end].first
        yield Word(letters, first, last)
