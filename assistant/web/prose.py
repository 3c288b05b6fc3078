"""An answer's text as paragraphs, list items and labelled fields; markers and links told apart."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from corpus.procedures import field_of, split_label

_MARKER = re.compile(r"\s*\[(\d{1,3})\]")
_ITEM = re.compile(r"^\s*(?:[-•–*]|\+)\s+")
_LINK = re.compile(r"https?://[^\s<>\"“”()\[\]]*[^\s<>\"“”()\[\].,;:!?]")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words; a marker where `marker` is set, an address where `link` is.

    Attributes:
        word: the word that a marker stands at; a line never breaks between the two.
    """

    text: str
    marker: int | None = None
    word: str = ""
    link: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one item of a list. `label` is the name of the field that it begins."""

    spans: tuple[Span, ...]
    item: bool = False
    label: str = ""


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
            found += _linked(before + " ")
        found.append(Span(f"[{marker}]", marker, word))
        at = match.end()
    if at < len(text):
        found += _linked(text[at:])
    return tuple(found)


def _linked(text: str) -> Iterator[Span]:
    at = 0
    for match in _LINK.finditer(text):
        if at < match.start():
            yield Span(text[at : match.start()])
        yield Span(match[0], link=True)
        at = match.end()
    if at < len(text):
        yield Span(text[at:])


def groups(text: str, markers: Collection[int], records: Collection[int] = ()) -> tuple[Group, ...]:
    """The answer's text line by line; lines that begin with a bullet make a list.

    Args:
        text: the answer, or as much of it as is shown.
        markers: the numbers of its citations.
        records: those of them that cite a procedure's record: their lines are fields with labels,
            and a field of several lines is a list.
    """
    made: list[Group] = []
    for paragraph in _paragraphs(text, markers, records):
        if paragraph.item and made and made[-1].items:
            made[-1] = Group((*made[-1].paragraphs, paragraph), items=True)
        else:
            made.append(Group((paragraph,), items=paragraph.item))
    return tuple(made)


def _paragraphs(
    text: str, markers: Collection[int], records: Collection[int]
) -> Iterator[Paragraph]:
    for lines, marker in _statements(text, markers):
        if marker in records or (marker is None and records):
            yield from _fields(lines, markers)
            continue
        for line in lines:
            bullet = _ITEM.match(line)
            words = line[bullet.end() :] if bullet else line
            yield Paragraph(spans(words, markers), item=bool(bullet))


def _statements(text: str, markers: Collection[int]) -> Iterator[tuple[list[str], int | None]]:
    """Lines up to a marker, with it; last those that have none, or not yet."""
    lines: list[str] = []
    for line in filter(str.strip, text.splitlines()):
        lines.append(line.strip())
        marker = next((s.marker for s in spans(line, markers) if s.marker), None)
        if marker is not None:
            yield lines, marker
            lines = []
    if lines:
        yield lines, None


def _fields(lines: list[str], markers: Collection[int]) -> Iterator[Paragraph]:
    """A record's lines: its name, and its fields with their values."""
    for at, line in enumerate(lines):
        label, value = _label(line)
        several = bool(at + 1 < len(lines) and label and not _label(lines[at + 1])[0])
        if label and (several or not value):
            yield Paragraph((), label=label)
            if value:
                yield Paragraph(spans(value, markers), item=True)
        else:
            bullet = _ITEM.match(value)
            words = value[bullet.end() :] if bullet else value
            yield Paragraph(spans(words, markers), item=not label, label=label)


def _label(line: str) -> tuple[str, str]:
    """The label that opens a line, and the rest; a line that ends in a colon is all label."""
    if line.endswith(":"):
        return line[:-1], ""
    label, value = split_label(line) or ("", line)
    if label and line.startswith(label) and field_of(label):
        return label, value
    return "", line


def pieces(text: str, count: int = 4) -> Iterator[str]:
    """Growing beginnings of the text, cut between words; the last one is the whole text."""
    breaks = [match.start() for match in re.finditer(r"\s(?!\[\d)", text)]
    for part in range(1, count):
        target = len(text) * part // count
        cut = min(breaks, key=lambda at: abs(at - target), default=0)
        if cut:
            yield text[:cut]
    yield text
