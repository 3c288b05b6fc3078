"""What a question demands of the sentence that answers it: its period, its places, its indices, the kind
of the document whose number is asked for.

What stands nearest to a question is often the right matter of another year, province or department.
A sentence tells of what it names itself, and of what is named before it in its passage, in its
headings, or in its document's name.
"""

from __future__ import annotations

import re

from assistant import asked_documents, attributes, indices, periods, places
from assistant.model import Kind, Question
from corpus.model import Chunk, StoredDocument
from corpus.vietnamese.normalise import fold

# What a question says that a sentence has to say as well: what is aimed at is not what was done, and a
# document's number does not say what it replaces.
_SAID = (
    (
        "target",
        re.compile(
            r"\b(?:chỉ tiêu(?! biên chế)|mục tiêu|phấn đấu|kế hoạch (?:đề|đặt) ra|target)\b"
        ),
        re.compile(
            r"\b(?:chi tieu|muc tieu|phan dau|ke hoach|toi thieu|tro len|giao|it nhat)\b"
            r"|\bden (?:het )?(?:nam|cuoi)\b"
        ),
    ),
    (
        "replaced",
        re.compile(r"\b(?:thay thế|bãi bỏ|replaced?|repealed?|supersede[sd]?)\b"),
        re.compile(r"\b(?:thay the|thay cho|bai bo|huy bo|het hieu luc|sua doi|bo sung|thay)\b"),
    ),
)
_PERCENT = re.compile(r"phần trăm|%|\bper ?cent")


class Demands:
    """The demands of one question."""

    def __init__(self, question: Question) -> None:
        self._places = places.named(question)
        self._period = periods.asked(question)
        self._home = places.asks_of_home(question)
        self._percent = _PERCENT.search(question.read.casefold()) is not None
        self._abroad = places.asked_abroad(question)
        self._indices = indices.named(question)
        self._document = asked_documents.wanted(question)
        self._in_words = _in_words(question)
        form = attributes.asked(question)
        ranked = form is not None and form.name in ("rank", "points")
        self._of_province = ranked and places.level_of(question.understood) == "tinh"

    def __bool__(self) -> bool:
        return bool(
            self._places
            or self._period
            or self._home
            or self._abroad
            or self._indices
            or self._document
            or self._in_words
            or self._of_province
        )

    @property
    def compares(self) -> bool:
        """Whether several years, places or indices are asked of, which one sentence need not name."""
        return max(len(self._places), len(self._period.years), len(self._indices)) > 1

    def lacking(self, lines: list[str]) -> tuple[str, ...]:
        """What a sentence does not tell of: `assistant.wanting` has the words.

        Args:
            lines: as `told` gives them.
        """
        return (
            *periods.unmet(self._period, lines),
            *places.unmet(self._places, lines),
            *((places.HOME,) if self._is_of_the_country(lines[0]) else ()),
            *(
                sorted(self._abroad)
                if places.is_of_other_countries(". ".join(lines[:-1]), self._abroad)
                else ()
            ),
            *indices.unmet(self._indices, lines),
            *self._document_unmet(lines[0]),
            *((places.HOME,) if self._of_province and places.is_of_department(lines) else ()),
            *(
                name
                for name, tells in self._in_words
                if not any(tells.search(fold(one)) for one in lines)
            ),
        )

    def _is_of_the_country(self, sentence: str) -> bool:
        return self._home and places.is_of_the_country(sentence, percent=self._percent)

    def _document_unmet(self, sentence: str) -> tuple[str, ...]:
        if self._document is None or asked_documents.is_told(self._document, sentence):
            return ()
        return (self._document,)


def _in_words(question: Question) -> list[tuple[str, re.Pattern[str]]]:
    """What a question says that a sentence, or what stands before it, has to say: its name, what finds it."""
    if question.kind in (Kind.YES_NO, Kind.SUMMARY):
        return []
    asked = question.read.casefold()
    of_documents = question.kind is Kind.DOCUMENT_NUMBER or question.references
    said = [one for one in _SAID if one[0] != "replaced" or of_documents]
    return [(name, tells) for name, asks, tells in said if asks.search(asked)]


def told(chunk: Chunk, index: int, texts: list[str], document: StoredDocument) -> list[str]:
    """A sentence of a chunk and what stands before it, nearest first: the sentences, the headings,
    the document's name.

    Args:
        chunk: of a passage.
        index: of the sentence.
        texts: of all sentences of the chunk.
        document: that the chunk is of.
    """
    name = f"{document.title} {document.date or ''} {document.name}"
    return [texts[index], *texts[:index][::-1], *chunk.heading[::-1], name]
