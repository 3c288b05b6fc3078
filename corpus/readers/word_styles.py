"""What a Word file's styles say of a paragraph: its heading level, its list, how its text looks.

A style takes what it does not say from the style it is based on (ISO/IEC 29500-1, 17.7).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from corpus.readers.word_xml import W, find, is_on, is_shaded, number, value
from corpus.vietnamese.normalise import fold

# built-in names are English in every file of Word's; other programs write their own language's
_HEADING = re.compile(r"(?:heading|dau de|tieu de|de muc|dau muc|cap do)\s?([1-9])$")
_TITLE = frozenset({"title", "tieu de", "ten tai lieu", "ten van ban"})
_CONTENTS = re.compile(r"(?:toc\b|contents \d|table of figures$|muc luc\b)")
_TOGGLES = ("vanish", "caps", "smallCaps", "b")
_LARGEST_LEVEL = 9  # of an outline; `w:outlineLvl` 9 is body text


@dataclass(frozen=True, slots=True)
class Style:
    """One style, without what it inherits.

    Attributes:
        name: folded.
        level: the outline level it sets, 1-9, 0 for body text; None where it sets none.
        list: the list it belongs to, `w:numId`.
        depth: the level in the list, from 0.
        heads: whether a table's first row is set off, bold or shaded.
        toggles: the on-off properties of its text that it sets: `vanish`, `caps`, `smallCaps`, `b`.
    """

    id: str
    name: str
    base: str | None
    level: int | None
    list: str | None
    depth: int | None
    heads: bool
    toggles: dict[str, bool]


class Styles:
    """The styles of one document."""

    def __init__(self, root: Element | None) -> None:
        """Read the styles part; a document may have none."""
        self._styles: dict[str, Style] = {}
        self._chains: dict[str | None, tuple[Style, ...]] = {}
        self._default: str | None = None
        for item in root.iter(f"{W}style") if root is not None else ():
            style = _read(item)
            self._styles[style.id] = style
            if item.get(f"{W}type") == "paragraph" and item.get(f"{W}default") in ("1", "true"):
                self._default = style.id

    def of_paragraph(self, paragraph: Element) -> tuple[Style, ...]:
        """The style of a paragraph and those it is based on, nearest first."""
        return self.chain(value(find(paragraph, "pPr", "pStyle")) or self._default)

    def chain(self, name: str | None) -> tuple[Style, ...]:
        """A style and those it is based on, nearest first; a circle is followed once."""
        if name not in self._chains:
            found: dict[str, Style] = {}
            at = name
            while at is not None and at in self._styles and at not in found:
                found[at] = self._styles[at]
                at = found[at].base
            self._chains[name] = tuple(found.values())
        return self._chains[name]


def heading(paragraph: Element, chain: tuple[Style, ...]) -> int:
    """The heading level of a paragraph, 1-9; 0 for text."""
    own = find(paragraph, "pPr", "outlineLvl")
    if own is not None:
        return _level(own)
    for style in chain:
        if style.level is not None:
            return style.level
        if match := _HEADING.match(style.name):
            return int(match[1])
        if style.name in _TITLE:
            return 1
    return 0


def lists_contents(chain: tuple[Style, ...]) -> bool:
    """Whether a style is one of a table of contents."""
    return any(_CONTENTS.match(style.name) for style in chain)


def toggle(chain: tuple[Style, ...], name: str) -> bool:
    """Whether a style's text has an on-off property."""
    return next((style.toggles[name] for style in chain if name in style.toggles), False)


def _read(item: Element) -> Style:
    marks = find(item, "rPr")
    level, depth = find(item, "pPr", "outlineLvl"), find(item, "pPr", "numPr", "ilvl")
    return Style(
        id=item.get(f"{W}styleId", ""),
        name=" ".join(fold(value(find(item, "name")) or "").split()),
        base=value(find(item, "basedOn")),
        level=_level(level) if level is not None else None,
        list=value(find(item, "pPr", "numPr", "numId")),
        depth=number(depth, 0) if depth is not None else None,
        heads=any(map(_sets_off, item.findall(f"{W}tblStylePr"))),
        toggles={name: is_on(flag) for name in _TOGGLES if (flag := find(marks, name)) is not None},
    )


def _level(outline: Element) -> int:
    level = number(outline, _LARGEST_LEVEL) + 1
    return level if 1 <= level <= _LARGEST_LEVEL else 0


def _sets_off(part: Element) -> bool:
    """Whether a table style's part is that of the first row, and makes it look like a header."""
    if part.get(f"{W}type") != "firstRow":
        return False
    return is_on(find(part, "rPr", "b")) or is_shaded(find(part, "tcPr"))
