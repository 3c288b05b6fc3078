"""The numbers and bullets that Word prints before list paragraphs; the file only names the list.

ISO/IEC 29500-1, 17.9 (numbering): a paragraph names a list and a level, the list's abstract
definition says how each level is written, where it starts and what starts it again. Lists of one
definition count on together; a list that overrides a start does so at its first paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from corpus.readers.word_number_formats import written
from corpus.readers.word_styles import Style
from corpus.readers.word_symbols import plain
from corpus.readers.word_xml import MC, W, find, is_on, number, value, whole

_PLACEHOLDER = re.compile(r"%([1-9])")
_DEEPEST = 8  # ISO/IEC 29500-1, 17.9.3: levels 0 to 8


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list is written.

    Attributes:
        format: of its number ("decimal"), or "bullet".
        text: with a place for each number: "%1.%2.".
        restart: the level, from 1, after which it starts again; 0 for never, None for any above.
        plain: whether numbers of all levels are written in figures.
        glued: whether nothing stands between number and text.
        style: the paragraph style that is numbered so.
    """

    format: str
    text: str
    start: int
    restart: int | None
    plain: bool
    glued: bool
    style: str | None


@dataclass(slots=True)
class _List:
    """A list: what it counts with, its levels, and the starts it overrides."""

    counter: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """Counts the list paragraphs of one document; ask for every paragraph, in order."""

    _lists: dict[str, _List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: Element | None, styles: Element | None) -> Numbering:
        """The lists of a document.

        Args:
            root: its numbering part; None where it has none.
            styles: its styles part, for lists that are defined by a style.
        """
        numbering = cls()
        if root is None:
            return numbering
        abstract = {
            item.get(f"{W}abstractNumId", ""): item for item in root.iter(f"{W}abstractNum")
        }
        bases = {
            item.get(f"{W}numId", ""): value(find(item, "abstractNumId")) or ""
            for item in root.iter(f"{W}num")
        }
        for item in root.iter(f"{W}num"):
            name = item.get(f"{W}numId", "")
            base = _followed(bases.get(name, ""), abstract, bases, styles)
            definition = abstract.get(base)
            levels = _levels(definition) if definition is not None else {}
            starts: dict[int, int] = {}
            for override in item.iter(f"{W}lvlOverride"):
                depth = whole(override.get(f"{W}ilvl"), 0)
                levels |= _levels(override)
                if (start := find(override, "startOverride")) is not None:
                    starts[depth] = number(start, 1)
            numbering._lists[name] = _List(base, levels, starts)
        return numbering

    def place(self, paragraph: Element, chain: tuple[Style, ...]) -> tuple[str, int] | None:
        """The list that a paragraph or its style belongs to, and the level in it; None for none."""
        own = find(paragraph, "pPr", "numPr")
        name, depth = value(find(own, "numId")), find(own, "ilvl")
        holder = next((style for style in chain if style.list is not None), None)
        if name is None:
            name = holder.list if holder else None
        if name is None or name not in self._lists:  # "0" takes a paragraph out of its style's list
            return None
        if depth is not None:
            return name, min(max(number(depth, 0), 0), _DEEPEST)
        levels = self._lists[name].levels
        ids = [style.id for style in chain]
        linked = next(
            (at for at, how in levels.items() if how.style and how.style in ids[:1]), None
        )
        if linked is None:
            linked = next((at for at, how in levels.items() if how.style in ids), None)
        if linked is not None and own is None:
            return name, linked
        return name, (holder.depth or 0) if holder and own is None else 0

    def prefix(self, name: str, depth: int) -> str:
        """What is printed before the next paragraph of a list: "1. ", "a) ", "- ", or "".

        Args:
            name: the list's `w:numId`.
            depth: its level, from 0.
        """
        found = self._lists.get(name)
        how = found.levels.get(depth) if found else None
        if found is None or how is None:
            return ""
        counts = self._count(name, found, depth)
        if how.format == "bullet":
            return _bullet(how.text) + " "

        def filled(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = found.levels.get(at, how)
            count = counts.get(at, found.starts.get(at, other.start))
            return written(count, "decimal" if how.plain else other.format)

        text = _PLACEHOLDER.sub(filled, how.text)
        return text if how.glued or not text.strip() else text.strip() + " "

    def _count(self, name: str, found: _List, depth: int) -> dict[int, int]:
        counts = self._counts.setdefault(found.counter, {})
        start = found.starts.get(depth, found.levels[depth].start)
        first = depth in found.starts and (name, depth) not in self._started
        self._started.add((name, depth))
        for above in range(depth):  # levels that were skipped count as begun
            if above in found.levels:
                counts.setdefault(above, found.starts.get(above, found.levels[above].start))
        counts[depth] = start if first or depth not in counts else counts[depth] + 1
        for deeper in [at for at in counts if at > depth]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or depth < restart:
                del counts[deeper]
        return counts


def _bullet(text: str) -> str:
    shown = text.strip()
    return shown if shown and not any(char.isalnum() for char in shown) else "•"


def _followed(
    base: str, abstract: dict[str, Element], bases: dict[str, str], styles: Element | None
) -> str:
    """The definition that holds the levels: one may only name a style that names the list."""
    seen: set[str] = set()
    while base not in seen:
        seen.add(base)
        link = value(find(abstract.get(base), "numStyleLink"))
        if link is None or styles is None:
            return base
        style = next((s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == link), None)
        base = bases.get(value(find(style, "pPr", "numPr", "numId")) or "", base)
    return base


def _levels(holder: Element) -> dict[int, _Level]:
    levels = {}
    for item in holder.iter(f"{W}lvl"):
        fonts = find(item, "rPr", "rFonts")
        font = fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii") if fonts is not None else None
        restart = find(item, "lvlRestart")
        levels[whole(item.get(f"{W}ilvl"), 0)] = _Level(
            format=_format(item),
            text=plain(value(find(item, "lvlText")) or "", font),
            start=number(find(item, "start"), 0),
            restart=number(restart, 0) if restart is not None else None,
            plain=is_on(find(item, "isLgl")),
            glued=value(find(item, "suff")) == "nothing",
            style=value(find(item, "pStyle")),
        )
    return levels


def _format(level: Element) -> str:
    """A level's number format; newer ones stand in an alternative, with a pattern ("001, 002")."""
    found = find(level, "numFmt")
    if found is None:
        found = level.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    if found is None:
        return "decimal"
    return found.get(f"{W}format") or value(found) or "decimal"
