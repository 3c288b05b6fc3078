"""The numbers and bullets that Word prints before list paragraphs; the file only names the list.

ISO/IEC 29500-1, 17.9 (numbering): a paragraph names a list and a level, the list's abstract
definition says how each level is written and where it starts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.vietnamese.normalise import normalise

_PLACEHOLDER = re.compile(r"%(\d)")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda number: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list is written: its format, its text ("%1.%2.") and its first number."""

    format: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Counts the list paragraphs of one document; ask for every paragraph, in order."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _counters: dict[str, str] = field(default_factory=dict)  # list → what it counts with
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Numbering:
        """The lists of a document; none where it has no numbering part."""
        numbering = cls()
        if not any(rel.reltype.endswith("/numbering") for rel in document.part.rels.values()):
            return numbering
        root = document.part.numbering_part.element
        abstract = {
            str(item.get(qn("w:abstractNumId"))): _read_levels(item)
            for item in root.iterchildren(qn("w:abstractNum"))
        }
        for item in root.iterchildren(qn("w:num")):
            name = str(item.get(qn("w:numId")))
            link = item.find(qn("w:abstractNumId"))
            base = str(link.get(qn("w:val"))) if link is not None else ""
            starts = _overrides(item)
            numbering._levels[name] = {
                level: _Level(how.format, how.text, starts.get(level, how.start))
                for level, how in abstract.get(base, {}).items()
            }
            numbering._counters[name] = name if starts else f"abstract {base}"
        return numbering

    def prefix(self, name: str, level: int) -> str:
        """What is printed before the next paragraph of a list: "1.", "a)", "-", or "".

        Args:
            name: the list's `w:numId`; "0" takes a paragraph out of its style's list.
            level: from 0.
        """
        levels = self._levels.get(name, {})
        how = levels.get(level)
        if how is None:
            return ""
        if how.format == "bullet":
            bullet = normalise(how.text).strip()
            return bullet if bullet and not bullet.isalnum() else "•"
        counts = self._counts.setdefault(self._counters[name], {})
        counts[level] = counts.get(level, how.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

        def written(match: re.Match[str]) -> str:
            above = int(match[1]) - 1
            other = levels.get(above, how)
            number = counts.setdefault(above, other.start)
            return _FORMATS.get(other.format, str)(number)

        return _PLACEHOLDER.sub(written, how.text).strip()


def _read_levels(abstract: BaseOxmlElement) -> dict[int, _Level]:
    levels = {}
    for item in abstract.iterchildren(qn("w:lvl")):
        values = {
            name: item.find(qn(f"w:{name}")).get(qn("w:val"))
            for name in ("numFmt", "lvlText", "start")
            if item.find(qn(f"w:{name}")) is not None
        }
        levels[int(item.get(qn("w:ilvl")))] = _Level(
            str(values.get("numFmt") or "decimal"),
            str(values.get("lvlText") or ""),
            int(values.get("start") or 1),
        )
    return levels


def _overrides(number: BaseOxmlElement) -> dict[int, int]:
    return {
        int(item.get(qn("w:ilvl"))): int(start.get(qn("w:val")))
        for item in number.iterchildren(qn("w:lvlOverride"))
        if (start := item.find(qn("w:startOverride"))) is not None
    }
