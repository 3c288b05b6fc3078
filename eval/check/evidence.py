"""Evidence that is not where it is said to be, and required parts that do not stand in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from assistant.model import Role
from assistant.pipeline import Assistant
from assistant.schema import Place
from corpus.model import StoredLine
from corpus.procedures import Found as Procedure
from eval.check.found import Found, short
from eval.findings import Kind
from eval.matching import normalise, says
from eval.measures.places import overlaps
from eval.questions import Item

_KEPT = 32  # documents whose lines are kept
_NOT_PRINTED = frozenset({"arithmetic", "comparison", "relation", "result", "yes_no"})
"""Types whose answers are worked out or said as a verdict: they stand in no text as asked for."""


class Documents:
    """The documents of a store, as the places that evidence names.

    Args:
        assistant: opened over the store.
        role: whose documents are looked at.
    """

    def __init__(self, assistant: Assistant, role: Role = Role.STAFF) -> None:
        self._assistant, self._role = assistant, role
        self.names = {normalise(one.name): one.name for one in assistant.documents(role)}
        self._lines = lru_cache(maxsize=_KEPT)(self._read)
        self._procedures: dict[str, list[Procedure]] = {}
        for name, found in assistant.procedures("", role):
            self._procedures.setdefault(name, []).append(found)

    def lines(self, place: Mapping[str, Any]) -> list[StoredLine]:
        """The lines that a place of evidence names, its quote aside; none where it is nowhere."""
        name = self.names.get(normalise(str(place["document"])))
        if name is None:
            return []
        rest = {key: value for key, value in place.items() if key not in ("quote", "procedure")}
        return [
            line for line in self._within(name, place) if overlaps(_place(name, line), (), rest)
        ]

    def _within(self, name: str, place: Mapping[str, Any]) -> Iterator[StoredLine]:
        """The lines of a document, of its procedure where the evidence names one."""
        lines = self._lines(name)
        wanted = place.get("procedure")
        if wanted is None:
            yield from lines
            return
        asked = {"document": name, "procedure": wanted}
        for found in self._procedures.get(name, ()):
            if overlaps(_place(name, procedure=found.procedure.key), (), asked):
                yield from lines[found.first : found.last]

    def _read(self, name: str) -> Sequence[StoredLine]:
        return self._assistant.lines(name, self._role)


def _place(name: str, line: StoredLine | None = None, procedure: str | None = None) -> Place:
    if line is None:
        return Place(document=name, page=None, lines=None, procedure=procedure)
    numbered = line.page is None and line.sheet is None
    lines = (line.number, line.number) if numbered else None
    return Place(document=name, page=line.page, lines=lines, sheet=line.sheet, row=line.row)


def not_indexed(item: Item, indexed: Collection[str]) -> Iterator[Found]:
    """Evidence in files that are not indexed, each file once."""
    known = {normalise(name) for name in indexed}
    for name in dict.fromkeys(str(place["document"]) for place in item.evidence):
        if normalise(name) not in known:
            yield Kind.NOT_INDEXED, {"value": short(name)}


def find(item: Item, documents: Documents) -> Iterator[Found]:
    """What is wrong with the evidence of a question, by what the documents say."""
    if not item.answerable:
        return
    yield from not_indexed(item, documents.names.values())
    texts: list[str] = []
    for place in item.evidence:
        lines = documents.lines(place)
        if not lines:
            if normalise(str(place["document"])) in documents.names:
                yield Kind.NO_SUCH_PLACE, {"value": short(_told(place))}
            continue
        readings = [" ".join(line.text for line in lines), " ".join(line.source for line in lines)]
        texts += readings
        quote = place.get("quote")
        if quote:
            texts.append(quote)
            asked = {"document": place["document"], "quote": quote}
            if not overlaps(_place(str(place["document"])), readings, asked):
                yield Kind.NO_SUCH_QUOTE, {"value": short(quote)}
    if texts and not (item.type in _NOT_PRINTED or item.fields.get("operands")):
        for part in item.must_contain:
            if not any(says(text, variant) for text in texts for variant in part):
                yield Kind.PART_NOT_THERE, {"value": short(part[0])}


def _told(place: Mapping[str, Any]) -> str:
    """A place in words."""
    return ", ".join(f"{key} {value}" for key, value in place.items() if value is not None)
