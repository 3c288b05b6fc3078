"""Footnotes and endnotes of a Word file, worded so that each can be read and cited alone."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

from corpus.readers.word_blocks import Block, Blocks, Paragraph
from corpus.readers.word_number_formats import written
from corpus.readers.word_text import Call
from corpus.readers.word_xml import W, find, number, value

_LABEL = "Chú thích"
_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}  # ISO/IEC 29500-1, 17.11.17


class Notes:
    """The notes of one document; ask in the order in which they are called, for they are counted."""

    def __init__(self, sections: list[Element], settings: Element | None) -> None:
        """Read how notes are numbered.

        Args:
            sections: the document's `w:sectPr`; the first that says how wins over the settings.
            settings: its settings part; None where it has none.
        """
        self._parts: dict[str, tuple[dict[str, Element], Blocks]] = {}
        self._counts: dict[str, int] = {}
        self._formats = dict(_FORMATS)
        for kind in _FORMATS:
            for holder in (settings, *sections[:1]):
                own = find(holder, f"{kind}Pr")
                self._formats[kind] = value(find(own, "numFmt")) or self._formats[kind]
                self._counts[kind] = number(find(own, "numStart"), self._counts.get(kind, 1))

    def add(self, kind: str, root: Element, blocks: Blocks) -> None:
        """Take a part of notes: "footnote" or "endnote", and what reads its blocks."""
        own = {item.get(f"{W}id", ""): item for item in root.findall(W + kind)}
        self._parts[kind] = (own, blocks)

    def read(self, call: Call) -> tuple[Block, ...]:
        """What a call points to, its label before it: "Chú thích 1: …"; nothing if it is missing."""
        mark = call.mark
        if mark is None:
            mark = written(self._counts[call.kind], self._formats[call.kind])
            self._counts[call.kind] += 1
        notes, blocks = self._parts.get(call.kind, ({}, None))
        note = notes.pop(call.id, None)
        if note is None or blocks is None:
            return ()
        label = f"{_LABEL} {mark}".strip()
        found = blocks.read(note)
        if found and isinstance(found[0], Paragraph):
            return (replace(found[0], text=f"{label}: {found[0].text.strip()}"), *found[1:])
        return (Paragraph(f"{label}:"), *found) if found else ()
