"""Lists: all items of the list that a sentence opens or belongs to, over the edges of passages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from corpus.model import Chunk

Beside = Callable[[Chunk, int], Chunk | None]
"""The passage so many after a given one in its document; before it, where the number is negative."""

_ITEM = re.compile(r"^(?:\(\d{1,2}\)|[-+•]|\d{1,2}[.)]|[a-zđ]\))\s*")
_NAMES = re.compile(r":|\b(?:bao )?gồm\b|\bnhư\b|\bcụ thể\b")
_NAMED = re.compile(r"[,;]\s|\svà\s")
_POINTS_BACK = re.compile(r"(?:Qua|Trong|Theo|Do|Từ|Nhờ|Vì) (?:đó|vậy)\b|Đây là\b")
_ONLY_NAMES = re.compile(r"(?:và )?(?:các|những|mọi)\b")
_ROW = re.compile(r"^[^:;\n]{1,40}: [^;\n]+; ")
_MOST_CLAUSES = 20  # of an enumeration in running text, on each side
_FARTHEST = 2  # passages that are joined to one on each side


@dataclass(frozen=True)
class Place:
    """A sentence of a passage."""

    chunk: Chunk
    index: int

    @cached_property
    def text(self) -> str:
        """Its reading."""
        return self.chunk.read(*self.chunk.sentences[self.index])

    @property
    def opens_list(self) -> bool:
        """Whether it ends with a colon."""
        return self.text.rstrip().endswith(":")

    @property
    def goes_on(self) -> bool:
        """Whether the enumeration that it is a part of goes on behind it."""
        return self.text.rstrip().endswith(";")

    @property
    def is_item(self) -> bool:
        """Whether it begins with the mark of an item."""
        return bool(_ITEM.match(self.text))

    @property
    def begins_paragraph(self) -> bool:
        """Whether it begins with the mark of an item, or on a line of its own."""
        first, _ = self.chunk.sentences[self.index]
        return self.is_item or first == 0 or first in self.chunk.breaks

    @property
    def is_of_list(self) -> bool:
        """Whether it is an item, or goes on in the paragraph of the sentence before."""
        first, _ = self.chunk.sentences[self.index]
        return self.is_item or (first > 0 and first not in self.chunk.breaks)


def enumerates(at: Place) -> bool:
    """Whether a sentence opens a list, is an item of one, or names several things itself."""
    named = _NAMES.split(at.text, maxsplit=1)[1:]
    return at.opens_list or at.goes_on or bool(named and len(_NAMED.findall(named[0])) > 1)


def whole_list(at: Place, beside: Beside) -> list[Place]:
    """The list that a sentence opens or belongs to, in order, with the sentence that opens it.

    A list that goes on in the next passage of the same section is followed there.

    Args:
        at: the sentence.
        beside: finds the passages before and after.

    Returns:
        The sentence alone, where it is of no list.
    """
    if not at.opens_list and (not at.is_item or _enumerates(at, beside)):
        return _running(at, beside) if at.goes_on else [at]
    before: list[Place] = []
    first = at
    for place in _from(at, -1, beside):
        crossed = place.chunk is not first.chunk
        if first.opens_list or not first.is_of_list:
            break
        if crossed and not (place.opens_list or place.is_of_list):
            break
        before.insert(0, place)
        first = place
    while len(before) > 1 and not before[0].is_item and not before[1].is_item:
        before.pop(0)  # of a paragraph that leads to the list, only its last sentence opens it
    after = list(takewhile(lambda place: place.is_of_list, _from(at, 1, beside)))
    while after and not after[-1].is_item:
        after.pop()  # what follows the last item may be a paragraph of its own
    return [*before, at, *after]


def list_or_table(at: Place, beside: Beside) -> list[Place]:
    """The list that a sentence is of, or the rows of its table, as far as its passage has them."""
    if not _ROW.match(at.text):
        return whole_list(at, beside)
    places = (Place(at.chunk, index) for index in range(len(at.chunk.sentences)))
    return [place for place in places if _ROW.match(place.text)]


def _enumerates(at: Place, beside: Beside) -> bool:
    """Whether an item is an enumeration of its own: "b) Các phòng: Văn phòng; Thanh tra; …"."""
    following = next(_from(at, 1, beside), None)
    return at.goes_on and ":" in at.text and following is not None and not following.is_item


def clauses(at: Place, beside: Beside, most: int) -> list[Place]:
    """A sentence with the clauses before it, where it ends what is printed as one, up to so many words."""
    said = [at]
    words = len(at.text.split())
    for before in _from(at, -1, beside):
        words += len(before.text.split())
        if said[0].is_item or not before.goes_on or words > most:
            break
        said.insert(0, before)
    return said


def paragraph(at: Place, beside: Beside, most: int) -> list[Place]:
    """A sentence with those that go on in its paragraph, up to so many words in all.

    Where the sentence points back ("Qua đó, …"), the one before it stands before it; where it is a clause
    behind a semicolon, the clauses before it do.
    """
    said = clauses(at, beside, most)
    before = next(_from(at, -1, beside), None)
    if said == [at] and before is not None and not at.is_item and _POINTS_BACK.match(at.text):
        said.insert(0, before)
    words = sum(len(place.text.split()) for place in said)
    for place in _from(at, 1, beside):
        words += len(place.text.split())
        if place.is_item or not place.is_of_list or words > most:
            break
        said.append(place)
    return said


def outline(at: Place, beside: Beside, most: int) -> list[Place]:
    """The section that a sentence is of: all of it where it has no more than so many words, else how each
    paragraph begins, with the sentence itself.
    """
    whole = [*[*_from(at, -1, beside)][::-1], at, *_from(at, 1, beside)]
    if sum(len(place.text.split()) for place in whole) <= most:
        return whole
    said: list[Place] = []
    for place in whole:
        goes_on = bool(said) and said[-1].goes_on and place.index == said[-1].index + 1
        if place is at or place.begins_paragraph or goes_on:
            said.append(place)
    return said


def _running(at: Place, beside: Beside) -> list[Place]:
    """The enumeration in running text that a clause belongs to: "gồm: thể chế; bộ máy; công vụ."

    From the clause with the colon to the one with the full stop. Where no colon opens it, clauses that only
    name things belong to the one before them ("phổ biến các luật; các dự thảo; các văn bản mới."), and
    others stand alone ("tiếp nhận 4 hồ sơ; đã giải quyết 3 hồ sơ.").
    """
    before: list[Place] = []
    while ":" not in [*before, at][0].text:
        previous = next(_from([*before, at][0], -1, beside), None)
        if previous is None or not previous.goes_on or [*before, at][0].is_item:
            break
        if len(before) >= _MOST_CLAUSES:
            return [at]
        before.insert(0, previous)
    after = [at]
    for place in _from(at, 1, beside):
        if not after[-1].goes_on or place.is_item or len(after) > _MOST_CLAUSES:
            break
        after.append(place)
    whole = [*before, *after]
    if any(":" in place.text for place in [*before, at]):
        return whole
    return whole if all(_ONLY_NAMES.match(place.text) for place in whole[1:]) else [at]


def _from(at: Place, step: int, beside: Beside) -> Iterator[Place]:
    """The sentences after one, or before it, through the passages of the same section."""
    chunk, index = at.chunk, at.index + step
    for far in range(_FARTHEST + 1):
        while 0 <= index < len(chunk.sentences):
            yield Place(chunk, index)
            index += step
        following = beside(chunk, step) if far < _FARTHEST else None
        if following is None or _section(following) != _section(chunk):
            return
        chunk, index = following, 0 if step > 0 else len(following.sentences) - 1


def _section(chunk: Chunk) -> tuple[object, ...]:
    return chunk.document, chunk.heading, chunk.sheet, chunk.procedure
