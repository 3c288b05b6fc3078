"""Which kind of document a question asks the number of."""

from __future__ import annotations

import re

from assistant.model import Kind, Question
from assistant.question import ENGLISH_DOCUMENTS
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import find

_KIND = r"\b(quyet dinh|nghi quyet|nghi dinh|ke hoach|cong van|chi thi|thong tu|ket luan|chuong trinh)\b"
_ASKED = re.compile(
    rf"{_KIND}"
    r"(?:\s\w+){0,2}\s(?:nao|so (?:may|bao nhieu|hieu))\b"
    r"|\b(?:which|what)\b(?:(?!\b(?:which|what)\b).){0,40}?\b(decision|resolution|decree|plan|directive|circular|law)s?\b"
)
_LAW = "luật"  # named by its year or not at all
ALONE = re.compile(rf"{_KIND}(?!(?: so)? \d)")
"""A kind of document in a folded text that no number follows."""

# A plan or a programme is issued with a document of another kind, whose number may be what is told.
_ISSUED_WITH = {
    "ke hoach": ("quyet dinh",),
    "chuong trinh": ("quyet dinh", "nghi quyet", "ke hoach"),
}


def kind_of(word: str) -> str | None:
    """The kind, as references have it, of a document that is called so (folded)."""
    (kind,) = (reference.kind for reference in find(f"{word} so 1"))
    return kind


def asked_with_which(question: Question) -> str | None:
    """The kind that "quyết định nào", "which decision" names, as a folded word; None where there are no such
    words, or more than one kind is asked for so.
    """
    words = {
        found[1] or fold(ENGLISH_DOCUMENTS.get(found[2], _LAW))
        for found in _ASKED.finditer(fold(question.read))
    }
    return words.pop() if len(words) == 1 and fold(_LAW) not in words else None


def wanted(question: Question) -> str | None:
    """The kind whose number is asked for, as a folded word; None where no number or more than one kind
    may be meant.
    """
    if question.kind is not Kind.DOCUMENT_NUMBER:
        return None
    words = set(ALONE.findall(fold(question.read)))
    return asked_with_which(question) or (words.pop() if len(words) == 1 else None)


def is_told(word: str, text: str) -> bool:
    """Whether a text has a document number of the kind that is wanted."""
    kinds = {kind_of(one) for one in (word, *_ISSUED_WITH.get(word, ()))}
    return any(reference.kind in kinds for reference in find(text))
