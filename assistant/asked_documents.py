"""Which kind of document a question asks the number of."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.model import Kind, Question
from assistant.question import ENGLISH_DOCUMENTS
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import Reference, find
from corpus.vietnamese.syllables import has_marks

_WORDS = (
    "quyết định", "nghị quyết", "nghị định", "kế hoạch", "công văn", "chỉ thị", "thông tư", "kết luận",
    "chương trình",
)  # fmt: skip
_LAW = "luật"  # named by its year or not at all
_WHICH = r"(?:\s\w+){0,2}\s(?:nào|nao|(?:số|so) (?:mấy|may|bao nhiêu|bao nhieu|hiệu|hieu))\b"
_ENGLISH = (
    r"\b(?:which|what)\b(?:(?!\b(?:which|what)\b).){0,40}?"
    r"\b(decision|resolution|decree|plan|directive|circular|law)s?\b(?!\s+(?:no\.? ?)?\d)"
)
_NUMBER = re.compile(r"\bso (?:may|bao nhieu|hieu|nao|gi|bn)\b|\bmang so\b|\bky hieu\b")

_DOCUMENTS = (
    r"(?:van ban|quyet dinh|nghi quyet|nghi dinh|ke hoach|cong van|chi thi|thong tu|ket luan"
    r"|chuong trinh)"
)
_COUNT = r"(?:hai|ba|bon|nam|sau|bay|tam|chin|muoi|nhung|cac|may|tat ca)"
_SEVERAL = re.compile(
    r"\b(?:hai|ba|bon|nhung|cac|may)\b(?:\s\w+){1,4}\snao\b"
    r"|\b(?:which|what|list)\b(?! of\b).{0,30}"
    r"\b(?:decisions|resolutions|decrees|plans|documents|circulars|directives)\b"
)
_SEVERAL_MARKED = re.compile(r"\b(?:hai|ba|bốn|những|các|mấy)\b(?:\s\w+){1,4}\snào\b")
_NUMBERS = re.compile(
    rf"(?<!ho )(?<!co )\bso(?:,| va)? (?:ky )?(?:hieu )?(?:cua )?{_COUNT} {_DOCUMENTS}\b"
)

# Kinds, as references have them, whose number tells of what is called so as well: a joint circular is one, and
# a plan or a programme is issued with a document of another kind.
_ALSO = {"thong tu": {"ttlt"}, "ke hoach": {"qd"}, "chuong trinh": {"qd", "nq", "kh"}}


def kind_of(word: str) -> str | None:
    """The kind, as references have it, of a document that is called so (folded)."""
    (kind,) = (reference.kind for reference in find(f"{word} so 1"))
    return kind


def unnumbered(question: Question) -> list[str]:
    """The kinds of documents that a question names without a number, as folded words, in order."""
    text = question.written_out(question.read).casefold()
    return [fold(word) for word in _patterns(accented=has_marks(text))[1].findall(text)]


def asked_with_which(question: Question) -> str | None:
    """The kind that "quyết định nào", "which decision" names, as a folded word; None where there are no such
    words, or more than one kind is asked for so.
    """
    text = question.written_out(question.read).casefold()
    words = {
        fold(found[1] or ENGLISH_DOCUMENTS.get(found[2], _LAW))
        for found in _patterns(accented=has_marks(text))[0].finditer(text)
    }
    return words.pop() if len(words) == 1 and fold(_LAW) not in words else None


def wanted(question: Question) -> str | None:
    """The kind whose number is asked for, as a folded word; None where no number or more than one kind
    may be meant.
    """
    if question.kind is not Kind.DOCUMENT_NUMBER:
        return None
    if which := asked_with_which(question):
        return which
    words = set(unnumbered(question)) if _NUMBER.search(fold(question.read)) else set()
    return words.pop() if len(words) == 1 else None


def several(question: Question) -> bool:
    """Whether the numbers of several documents are asked for: "những quyết định nào", "số hiệu các văn bản"."""
    folded = fold(question.read)
    said = question.read.casefold()
    some = _SEVERAL.search(folded) if said.isascii() else _SEVERAL_MARKED.search(said)
    named = question.kind is Kind.DOCUMENT_NUMBER and some
    return bool(
        named or (question.kind in (Kind.DOCUMENT_NUMBER, Kind.LIST) and _NUMBERS.search(folded))
    )


def is_named(question: Question, number: str) -> bool:
    """Whether a document number is one that the question names itself."""
    named = [Reference.parse(key) for key in question.references]
    return any(one.agrees(reference) for one in named for reference in find(number))


def is_told(word: str, text: str) -> bool:
    """Whether a text has a document number of the kind that is wanted."""
    kinds = {kind_of(word)} | _ALSO.get(word, set())
    return any(reference.kind in kinds for reference in find(text))


@lru_cache(maxsize=2)
def _patterns(*, accented: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Of a kind that is asked for with "nào", "số mấy", and of one that no number follows; with the accents,
    which tell "công văn" from "công vận", where a text has some.
    """
    words = "|".join(_WORDS if accented else map(fold, _WORDS))
    asked = re.compile(rf"\b({words})\b{_WHICH}|{_ENGLISH}")
    return asked, re.compile(rf"\b({words})\b(?!(?: (?:số|so))? \d)")
