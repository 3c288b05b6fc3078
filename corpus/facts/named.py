"""Whether a document of the store is the one that another one names and changes.

Wrongly saying that a document is no longer in force is worse than saying nothing: number, kind, body
and year have all to be known and to agree, and where both documents print their issuing bodies, these
must not be of different places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Change, ChangedBy, StoredDocument
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import Reference, find

_PLACE = re.compile(
    r"\b(tinh|thanh pho|tp|huyen|quan|thi xa|xa|phuong|thi tran)\s+(?P<name>[^,;/-]+)"
)
_SHORT = re.compile(r"\buy ban nhan dan\b")


def reference_of(document: StoredDocument) -> Reference | None:
    """A document's own number with its year, the latter from its date where the number has none."""
    own = next(iter(find(document.number)), None) if document.number else None
    if own is None or own.kind is None:
        return None
    year = own.year or (int(document.date[-4:]) if document.date else None)
    return Reference(own.number, year, own.kind, own.body)


def changes_to(
    documents: Sequence[StoredDocument], changes: Sequence[tuple[str, Change]]
) -> dict[str, tuple[ChangedBy, ...]]:
    """What the documents of a store do to each other.

    Args:
        documents: all that may be known to who asks.
        changes: (name of the document that says so, what it does), of the same documents.

    Returns:
        Name of a changed document → what changes it, the latest first.
    """
    by_name = {document.name: document for document in documents}
    by_number: dict[int, list[StoredDocument]] = {}
    for document in documents:
        own = reference_of(document)
        if own is not None:
            by_number.setdefault(own.number, []).append(document)
    found: dict[str, list[ChangedBy]] = {}
    for name, change in changes:
        by = by_name[name]
        for document in by_number.get(Reference.parse(change.target).number, ()):
            if is_named(change, by, document):
                found.setdefault(document.name, []).append(
                    ChangedBy(
                        change.effect,
                        name,
                        by.title,
                        by.number,
                        by.date,
                        change.part,
                        change.first,
                        change.last,
                    )
                )
    return {
        name: tuple(sorted(by, key=lambda c: (_day(c.date), c.document), reverse=True))
        for name, by in found.items()
    }


def is_named(change: Change, by: StoredDocument, document: StoredDocument) -> bool:
    """Whether `document` is the target of a change that `by` makes."""
    target, own = Reference.parse(change.target), reference_of(document)
    if own is None or by.name == document.name:
        return False
    if (target.number, target.kind, target.body) != (own.number, own.kind, own.body):
        return False
    if target.body is None or change.year is None or change.year != own.year:
        return False
    ours, theirs = _day(by.date), _day(document.date)
    if ours and theirs and ours < theirs:
        return False
    return not _elsewhere(by, document)


def body_key(body: str) -> str:
    """A body's name for comparing: "ỦY BAN NHÂN DÂN TỈNH X" and "UBND tỉnh X" are the same."""
    return " ".join(_SHORT.sub("ubnd", fold(body)).replace("&", " va ").split())


def _elsewhere(by: StoredDocument, document: StoredDocument) -> bool:
    here, there = (_places(d) for d in (by, document))
    return any(level in there and there[level] != name for level, name in here.items())


def _places(document: StoredDocument) -> dict[str, str]:
    text = fold(" / ".join(filter(None, (document.above, document.body))))
    return {match[1]: match["name"].strip() for match in _PLACE.finditer(text)}


def _day(date: str | None) -> str:
    """A full date as a key that sorts; empty where it is not full."""
    return "".join(reversed(date.split("/"))) if date and date.count("/") == 2 else ""
