"""A procedure in the making: values gathered field by field, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.model import Line, Option, Procedure
from corpus.procedures.labels import field_of, key
from corpus.procedures.portal import options_of
from corpus.vietnamese.references import find_codes

MANY = frozenset({"dossier", "forms", "steps", "legal_basis"})
_OPTION = ("channel", "case", "time_limit", "fee", "charge")
_NO_ATTRIBUTE = frozenset({"note", "case"})
_TICK = frozenset({"x", "co", "v"})
_LONGEST_CODE = 40
_BULLET = re.compile(r"\s[-+•]\s(?=\S)")


@dataclass(frozen=True, slots=True)
class Found:
    """A procedure with its place and those of its fields, in the document's flat list of lines.

    Attributes:
        first, last: the lines of the whole record; last is excluded.
        fields: field → ranges [first, last).
    """

    procedure: Procedure
    first: int
    last: int
    fields: dict[str, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A labelled value and the lines [first, last) it stands on."""

    label: str
    text: str
    first: int
    last: int


def reading(line: Line) -> str:
    """What a line reads, its line breaks kept: old encodings and damaged words are read anew."""
    if [token.text for token in line.tokens] == line.source.split():
        return line.source
    parts: list[str] = []
    end, broken = 0, False
    for token in line.tokens:
        broken = broken or "\n" in line.source[end : token.start]
        end = token.end
        if token.text:
            parts += [("\n" if broken else " ") if parts else "", token.text]
            broken = False
    return "".join(parts)


@dataclass(slots=True)
class Draft:
    """Collects one procedure.

    Attributes:
        name: what a heading calls it; a field "name" goes before it.
        first, last: its lines so far; last is excluded.
        values, places: of each field, in order, each once.
    """

    name: str = ""
    first: int = -1
    last: int = -1
    values: dict[str, dict[str, None]] = field(default_factory=dict)
    places: dict[str, dict[tuple[int, int], None]] = field(default_factory=dict)
    options: dict[Option, None] = field(default_factory=dict)
    others: dict[tuple[str, str], None] = field(default_factory=dict)

    def cover(self, first: int, last: int) -> None:
        """Take lines into the record."""
        self.first = first if self.first < 0 else min(self.first, first)
        self.last = max(self.last, last)

    def add(self, name: str, text: str, first: int, last: int) -> None:
        """Add to a field; what it says already is not said twice."""
        self.cover(first, last)
        if text and text in self.values.get(name, ()):
            return
        if text:
            self.values.setdefault(name, {})[text] = None
            self.places.setdefault(name, {})[first, last] = None

    def add_row(self, cells: Sequence[Cell]) -> None:
        """Add a row of a list, or one more row of a record that stands on several."""
        named = [(cell, field_of(cell.label) if cell.label else None) for cell in cells]
        self.options |= dict.fromkeys(_options(named))
        for cell, name in named:
            if name is None or name in _NO_ATTRIBUTE:
                self.others[cell.label, cell.text] = None
            self.add(name or "other", cell.text, cell.first, cell.last)

    def one(self, name: str) -> str | None:
        """A field as one text."""
        return "\n".join(self.values.get(name, ())) or None

    def many(self, name: str) -> tuple[str, ...]:
        """A field's entries: its lines, and the items of a line of bullets."""
        return tuple(
            entry
            for text in self.values.get(name, ())
            for line in text.split("\n")
            for entry in _items(line.strip())
        )

    @property
    def fields(self) -> set[str]:
        """The fields that say anything."""
        return {name for name, texts in self.values.items() if any(texts)}

    def found(self) -> Found:
        """The record as it is now."""
        options = list(self.options) or [self._option()]
        channel = self.one("channel") or ""
        if len(options) == 1 and (parted := options_of(channel)):
            options = parted
            for name in ("time_limit", "fee_and_charge"):
                # the portal prints them in one cell: asked for the time, the record answers
                if any(getattr(o, "fee" if name != "time_limit" else name) for o in parted):
                    self.places.setdefault(name, dict(self.places["channel"]))
        return Found(
            self._procedure(tuple(options)),
            self.first,
            self.last,
            {name: tuple(spans) for name, spans in self.places.items() if spans},
        )

    def _option(self) -> Option:
        both = self.one("fee_and_charge")
        return Option(
            channel=self.one("channel"),
            case=self.one("case"),
            time_limit=self.one("time_limit"),
            fee=self.one("fee") or both,
            charge=self.one("charge") or both,
        )

    def _procedure(self, options: tuple[Option, ...]) -> Procedure:
        return Procedure(
            name=self.one("name") or self.name,
            code=_code(self.one("code") or ""),
            field=self.one("field"),
            level=self.one("level"),
            applicants=self.one("applicants"),
            options=options,
            dossier=self.many("dossier"),
            forms=self.many("forms"),
            sets=self.one("sets"),
            steps=self.many("steps"),
            where=self.one("where"),
            who_decides=self.one("who_decides"),
            result=self.one("result"),
            legal_basis=self.many("legal_basis"),
            conditions=self.one("conditions"),
            decision_number=self.one("decision_number"),
            valid_from=self.one("valid_from"),
            valid_to=self.one("valid_to"),
            replaces=self.one("replaces"),
            source=self.one("source"),
            others=tuple(self.others),
        )


def _items(line: str) -> Iterator[str]:
    """The items of a line of bullets; a dash inside a name parts nothing."""
    at = 0
    if line[:1] in ("-", "+", "•"):
        for match in _BULLET.finditer(line):
            if line[match.end()].isupper() or line[match.end()].isdigit():
                yield line[at : match.start()]
                at = match.start() + 1
    if line[at:]:
        yield line[at:]


def _code(text: str) -> str | None:
    """The code; one of no known form as it stands."""
    if codes := find_codes(text):
        return codes[0]
    bare = text.strip()
    fits = bool(bare) and len(bare) <= _LONGEST_CODE and not re.search(r"\s", bare)
    return bare if fits and any(map(str.isdigit, bare)) else None


def _options(named: Sequence[tuple[Cell, str | None]]) -> list[Option]:
    """The ways of having a procedure done that one row tells.

    Several columns of one field are several ways: "Thời hạn - Theo quy định", "- Sau cắt giảm".
    """
    texts: dict[str, list[Cell]] = {}
    for cell, name in named:
        if name == "fee_and_charge":
            texts.setdefault("fee", []).append(cell)
            texts.setdefault("charge", []).append(cell)
        elif name in _OPTION:
            texts.setdefault(str(name), []).append(cell)
    if not texts:
        return []
    shared = {name: cells[0].text for name, cells in texts.items() if len(cells) == 1}
    several = {name: cells for name, cells in texts.items() if len(cells) > 1}
    if not several:
        return [Option(**shared)]
    found: list[Option] = []
    for name, cells in several.items():
        for cell in cells:
            case = " - ".join(cell.label.split(" - ")[1:]) or cell.label
            values = {**shared, name: cell.text}
            if name == "channel" and key(cell.text) in _TICK:
                values["channel"] = case
            elif name == "charge" and any(c.text == cell.text for c in several.get("fee", ())):
                continue  # one column of fees and charges, said with the fees
            elif "case" not in shared:
                values["case"] = case
            found.append(Option(**values))
    return found
