"""A question for a set as an evaluator has it in hand: what a form shows, and what it sends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from assistant.feedback import Entry, Place, Thumb
from assistant.model import Language, Role, Status
from assistant.question import understand
from assistant.web.admin import forms
from assistant.web.admin.forms import Fields

STYLES = (
    "plain", "formal", "colloquial", "situation", "abbrev", "no_diacritics", "typo", "english",
    "followup",
)  # fmt: skip
TYPES = (
    "number", "date", "document_number", "who", "where", "yes_no", "definition", "list", "summary",
    "procedure", "comparison", "arithmetic", "relation", "result", "clarification", "other",
)  # fmt: skip
UNANSWERABLE = "unanswerable"
"""The type of questions that are to be refused."""

EMPTY_ROWS = 2  # for evidence that the answer did not cite
_MARKER = re.compile(r"\s*\[\d+\]")
_REFUSED = frozenset({Status.NOT_FOUND, Status.OUT_OF_SCOPE})


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place as it is typed: each field a text, empty where it says nothing."""

    document: str = ""
    page: str = ""
    lines: str = ""
    sheet: str = ""
    row: str = ""
    procedure: str = ""
    quote: str = ""

    @classmethod
    def of(cls, place: Place) -> Evidence:
        """A place that an answer cited."""
        span = "-".join(map(str, place.lines)) if place.lines else ""
        numbers = (str(n) if n is not None else "" for n in (place.page, place.row))
        page, row = numbers
        named = (place.procedure or "", place.quote or "")
        return cls(place.document, page, span, place.sheet or "", row, *named)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is in the form.

    Attributes:
        history: earlier questions, one a line.
        must_contain: a required part a line, its variants between "|".
        evidence: rows without a document count for nothing.
    """

    question: str
    history: str
    audience: str
    style: str
    type: str
    answerable: bool
    answer: str
    must_contain: str
    evidence: tuple[Evidence, ...]

    @classmethod
    def of_entry(cls, entry: Entry) -> Draft:
        """The first proposal for an entry: what was said, where that was found to be right."""
        answerable = not (entry.thumb is Thumb.UP and entry.status in _REFUSED)
        praised = entry.thumb is Thumb.UP and answerable
        kind = understand(entry.question).kind.value
        cited = dict.fromkeys(Evidence.of(place) for place in entry.places)
        return cls(
            question=entry.question,
            history="\n".join(entry.history),
            audience=Role.STAFF if entry.role is Role.STAFF else Role.CITIZEN,
            style=_style(entry),
            type=kind if kind in TYPES else "other",
            answerable=answerable,
            answer=(entry.short or _MARKER.sub("", entry.answer)) if praised else "",
            must_contain=(entry.short or "").replace("; ", "\n") if praised else "",
            evidence=tuple(cited),
        )

    @classmethod
    def of_form(cls, sent: Fields) -> Draft:
        """What a form sent; anything may be in it."""
        columns = [sent.get(f"evidence_{field.name}", ()) for field in fields(Evidence)]
        most = max(map(len, columns), default=0)
        rows = zip(*(_padded(column, most) for column in columns), strict=True)
        return cls(
            **{name: _text(sent, name) for name in _TYPED},
            answerable=forms.first(sent, "answerable") != "no",
            evidence=tuple(Evidence(*row) for row in rows if any(row)),
        )

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The fields of the form with their values, to be sent again."""
        sent = [(name, str(getattr(self, name))) for name in _TYPED]
        sent.append(("answerable", "yes" if self.answerable else "no"))
        return sent + [
            (f"evidence_{field.name}", getattr(row, field.name))
            for row in self.evidence
            for field in fields(Evidence)
        ]

    @property
    def parts(self) -> list[list[str]]:
        """The required parts with their variants."""
        lines = (line.split("|") for line in self.must_contain.split("\n"))
        parts = [[variant.strip() for variant in line if variant.strip()] for line in lines]
        return [part for part in parts if part]

    @property
    def earlier(self) -> list[str]:
        """The earlier questions, oldest first."""
        return [line.strip() for line in self.history.split("\n") if line.strip()]


_TYPED = ("question", "history", "audience", "style", "type", "answer", "must_contain")


def _text(sent: Fields, name: str) -> str:
    # a form sends line ends of its own; control characters would break the line of a set
    text = forms.first(sent, name).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text).strip()


def _padded(column: Sequence[str], most: int) -> list[str]:
    cells = [" ".join(cell.split()) for cell in column]
    return cells + [""] * (most - len(cells))


def _style(entry: Entry) -> str:
    understood = understand(entry.question)
    if understood.language is Language.ENGLISH:
        return "english"
    if entry.history:
        return "followup"
    return "no_diacritics" if understood.is_bare else "plain"
