"""What a text refers to: documents, dates, shares, sums of money, periods and ranks, with their keys.

Clean, damaged and accent-less text is read alike. `mentions` gives everything with its kind, its key
and its place; `find`, `find_spans` and `find_codes` the documents and procedures only; `relations`
what documents do to each other.
"""

from __future__ import annotations

from corpus.vietnamese.references.documents import Reference, find, find_codes, find_spans
from corpus.vietnamese.references.mentions import mentions
from corpus.vietnamese.references.model import Kind, Mention
from corpus.vietnamese.references.relations import Relation, Verb, relations

__all__ = [
    "Kind",
    "Mention",
    "Reference",
    "Relation",
    "Verb",
    "find",
    "find_codes",
    "find_spans",
    "mentions",
    "relations",
]
