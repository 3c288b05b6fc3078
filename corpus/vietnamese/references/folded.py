"""A text folded for reading, whose places lead back to the text; and words read in spite of damage."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.vietnamese.normalise import fold

_AROUND = 48  # characters looked at on each side of a match
_WORD = re.compile(r"[^\W_]+")
_CLAUSE_END = re.compile(r"[,;:!?\n]|\.\s")

# Syllables as damage leaves them: á and ă are read as d, é, 4 or i, ố as 6, é or 0, ứ as w, ir or tr.
SO = r"s[oe06]"
NGAY = r"ng[aed4]y"
THANG = r"th[aed4]ng"
NAM = r"n[aedi4]m"
THU = r"th(?:u|w|i|r|ir|tr|ti|ur)"
TY = r"t[yi]"
TRIEU = r"tri[e6]?u"
DONG = r"d[o6e]ng"
YEAR = r"(?:19|20)\d\d"
NO_DIGIT = r"(?![.,/]?\d)"


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text.

    Attributes:
        source: the text as it came.
        text: its key (`normalise.fold`), character by character.
        places: for every character of the key its place in the source, then the source's length;
            None where they are the same.
    """

    source: str
    text: str
    places: Sequence[int] | None

    @classmethod
    def of(cls, source: str) -> Folded:
        """Fold a text; in linear time."""
        folded = fold(source)
        if len(folded) == len(source) and unicodedata.is_normalized("NFC", source):
            return cls(source, folded, None)
        chars: list[str] = []
        places: list[int] = []
        for place, char in enumerate(source):
            key = fold(char)
            chars.append(key)
            places.extend([place] * len(key))
        return cls(source, "".join(chars), [*places, len(source)])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that a span of the key stands for, the last one's marks included."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end]

    def printed(self, start: int, end: int) -> str:
        """What the source prints for a span of the key."""
        first, last = self.span(start, end)
        return self.source[first:last]

    def before(self, start: int, words: int) -> list[str]:
        """The last `words` words of the same clause before a place, the nearest last."""
        head = self.text[max(0, start - _AROUND) : start]
        return _WORD.findall(_CLAUSE_END.split(head)[-1])[-words:]


class Taken:
    """The places of a text that are spoken for."""

    def __init__(self, size: int) -> None:
        self._mask = bytearray(size)

    def take(self, start: int, end: int) -> bool:
        """Take a span if no character of it is taken; whether it was free."""
        if self._mask.find(1, start, end) >= 0:
            return False
        self._mask[start:end] = b"\1" * (end - start)
        return True
