"""Filters: which documents a question may be answered from, decided before anything is ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import PurePosixPath

from corpus.facts import kind_named, period_of
from corpus.facts.named import body_key, reference_of
from corpus.model import Period, StoredDocument
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import find


@dataclass(frozen=True, slots=True)
class Filters:
    """What documents are wanted: of any of the values of each field that has some.

    Attributes:
        kinds: by name or letters: "kế hoạch", "KH".
        bodies: who issued them, as `Facets` gives them or shorter: "Sở Khoa học và Công nghệ".
        numbers: their own: "06/2024/QĐ-UBND".
        years: of their date, or that their period touches.
        periods: in words: "quý I/2024"; their date lies in it, or their period touches it.
        documents: names in the store.
    """

    kinds: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    periods: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is filtered."""
        return any(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True, slots=True)
class Choice:
    """What filters leave.

    Attributes:
        names: of the documents.
        unknown: (field, value) of what no document that may be seen has to do with.
    """

    names: frozenset[str]
    unknown: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """What there is to filter by, each value with how many documents have it."""

    kinds: tuple[tuple[str, int], ...]
    bodies: tuple[tuple[str, int], ...]
    years: tuple[tuple[int, int], ...]


def choose(filters: Filters, documents: Mapping[str, StoredDocument]) -> Choice:
    """The documents that filters leave of those that may be seen.

    A kind that exists and no document is of, or a year without documents, leaves nothing; a word
    that is no kind, a body, a number or a name that no document has, is unknown.
    """
    unknown: list[tuple[str, str]] = []
    names = set(documents)
    for field in fields(filters):
        values = getattr(filters, field.name)
        if not values:
            continue
        kept: set[str] = set()
        for value in values:
            having = {
                name for name, document in documents.items() if _has(document, field.name, value)
            }
            if not having and not _is_possible(field.name, value):
                unknown.append((field.name, str(value)))
            kept |= having
        names &= kept
    return Choice(frozenset(names), tuple(unknown))


def facets_of(documents: Iterable[StoredDocument]) -> Facets:
    """What documents can be filtered by: kinds and bodies by how many, years from the last."""
    kinds: Counter[str] = Counter()
    bodies: dict[str, Counter[str]] = {}
    years: Counter[int] = Counter()
    for document in documents:
        if document.kind:
            kinds[document.kind] += 1
        if document.body:
            bodies.setdefault(body_key(document.body), Counter())[document.body] += 1
        years.update(_years(document))
    shown = {names.most_common(1)[0][0]: names.total() for names in bodies.values()}
    return Facets(
        tuple(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
        tuple(sorted(shown.items(), key=lambda item: (-item[1], item[0]))),
        tuple(sorted(years.items(), reverse=True)),
    )


def _has(document: StoredDocument, field: str, value: str | int) -> bool:
    if field == "years":
        return value in _years(document)
    text = str(value)
    if field == "kinds":
        kind = kind_named(text)
        return kind is not None and document.kind == kind.value
    if field == "bodies":
        return _is_body(document, text)
    if field == "numbers":
        return _is_numbered(document, text)
    if field == "periods":
        wanted = period_of(text)
        return wanted is not None and _touches(document, wanted)
    return text == document.name or text == PurePosixPath(document.name).name


def _is_possible(field: str, value: str | int) -> bool:
    """Whether a value that no document has could be one's."""
    if field == "kinds":
        return kind_named(str(value)) is not None
    if field == "periods":
        return period_of(str(value)) is not None
    return field == "years"


def _is_body(document: StoredDocument, text: str) -> bool:
    """Whether a document is of a body, by its name, a part of it, or its letters in the number."""
    wanted = body_key(text)
    if not wanted.strip():
        return False
    if document.body and f" {wanted} " in f" {body_key(document.body)} ":
        return True
    letters = fold(document.symbol or "").replace("–", "-").split("-")
    return len(wanted) > 1 and wanted in letters


def _is_numbered(document: StoredDocument, text: str) -> bool:
    if document.number is None:
        return False
    if "".join(fold(document.number).split()) == "".join(fold(text).split()):
        return True
    own = reference_of(document)
    return own is not None and any(own.agrees(wanted) for wanted in find(text))


def _years(document: StoredDocument) -> set[int]:
    years = {int(document.date[-4:])} if document.date else set()
    if document.period:
        years |= set(range(document.period.start.year, document.period.end.year + 1))
    return years


def _touches(document: StoredDocument, wanted: Period) -> bool:
    spans = [(document.period.start, document.period.end)] if document.period else []
    spans += [(day.start, day.end) for day in _day(document.date)]
    return any(start <= wanted.end and wanted.start <= end for start, end in spans)


def _day(date: str | None) -> Iterator[Period]:
    """The time that a document's date stands for: a day, a month or a year, as it is printed."""
    if date is None:
        return
    worded = {0: f"năm {date}", 1: f"tháng {date}", 2: f"từ ngày {date} đến ngày {date}"}
    found = period_of(worded[date.count("/")])
    if found:
        yield found
