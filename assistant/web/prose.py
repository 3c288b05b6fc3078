"""An answer's text as paragraphs and list items, its citation markers told apart from its words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_MARKER = re.compile(r"\s*\[(\d{1,3})\]")
_ITEM = re.compile(r"^\s*(?:[-•–*]|\+)\s+")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words, or a marker where `marker` is set.

    Attributes:
        word: the word that a marker stands at; a line never breaks between the two.
    """

    text: str
    marker: int | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one item of a list."""

    spans: tuple[Span, ...]
    item: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Paragraphs that are shown together: a list, or one paragraph alone."""

    paragraphs: tuple[Paragraph, ...]
    items: bool


def spans(text: str, markers: Collection[int]) -> tuple[Span, ...]:
    """Words and markers in order; "[7]" without a citation 7 stays a word of the document."""
    found: list[Span] = []
    at = 0
    for match in _MARKER.finditer(text):
        marker = int(match[1])
        if marker not in markers:
            continue
        before, _, word = text[at : match.start()].rpartition(" ")
        if before:
            found.append(Span(before + " "))
        found.append(Span(f"[{marker}]", marker, word))
        at = match.end()
    if at < len(text):
        found.append(Span(text[at:]))
    return tuple(found)


def groups(text: str, markers: Collection[int]) -> tuple[Group, ...]:
    """The answer's text line by line; lines that begin with a bullet make a list."""
    made: list[Group] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        bullet = _ITEM.match(line)
        words = line[bullet.end() :] if bullet else line.strip()
        paragraph = Paragraph(spans(words, markers), item=bool(bullet))
        if bullet and made and made[-1].items:
            made[-1] = Group((*made[-1].paragraphs, paragraph), items=True)
        else:
            made.append(Group((paragraph,), items=bool(bullet)))
    return tuple(made)


def pieces(text: str, count: int = 4) -> Iterator[str]:
    """Growing beginnings of the text, cut between words; the last one is the whole text."""
    breaks = [match.start() for match in re.finditer(r"\s(?!\[\d)", text)]
    for part in range(1, count):
        target = len(text) * part // count
        cut = min(breaks, key=lambda at: abs(at - target), default=0)
        if cut:
            yield text[:cut]
    yield text
