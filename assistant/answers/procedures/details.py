"""A detail of a procedure: the sentence of its record that says what a field's value does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers.draft import Draft, Statement
from assistant.answers.procedures import told
from assistant.answers.procedures.lines import of_fields, sentences, value_of
from assistant.answers.procedures.matching import Match
from assistant.answers.short import short_answer
from assistant.coverage import Weigher
from assistant.evidence import Sentence, is_typed
from assistant.fields import FIELD_PATTERNS
from assistant.model import Language, Passage, Question, Status
from corpus.lexical import passage_terms, terms
from corpus.model import Chunk
from corpus.vietnamese.normalise import fold

# What a record says of itself, and the laws it rests on: no sentence there answers a detail.
_NOT_IN = frozenset({"legal_basis", "code", "name", "decision_number", "level", "field"})
_TOLD = ("time_limit", "deadline", "fee", "who_decides", "site", "validity")
"""Fields of which a sentence may tell another value than the record's own: one case's, another body's."""
_LISTED = frozenset({"dossier"})
"""Fields that are lists: where a record has none, no sentence of it stands for it."""
_BETTER, _LEAST, _LEAST_ALONE = 0.25, 0.3, 0.6
"""By how much more of the question's own words a sentence has to say than the field's value does, how
much at least, and how much where no field is asked for: chosen on national_more and national_dev,
2026-11-29."""
_CUED = {"deadline": "time_limit"}
"""Fields with the one whose cues find them: what else is said of a time is told by the question's words."""
_MOST_WORDS = 100
# "mấy ngày thì xong" asks for the processing time, whatever else a sentence says of days
_PROCESSED = re.compile(
    r"\b(?:(?:ngay|gio|thang|tuan|lau) (?:thi |la |moi )*(?:xong|co|lay|nhan|duoc)|giai quyet|co ket qua"
    r"|(?:lay|nhan) duoc|duoc (?:cap|tra loi))\b"
)


@dataclass(frozen=True, slots=True)
class Detail:
    """A sentence of a record.

    Attributes:
        statement: the sentence.
        field: that it tells of, empty where of none.
        share: what it says (0-1) of the question's own words: those that neither name the
            procedure nor a field.
    """

    statement: Statement
    field: str
    share: float


def answer(
    question: Question,
    match: Match,
    chunks: Sequence[Chunk],
    draft: Draft | None,
    weigher: Weigher,
    *,
    alone: bool,
) -> Draft | None:
    """A draft from a record's fields, led by the sentence that says more of what was asked.

    "Máy bay nhập khẩu thì trong mấy tháng phải đăng ký" asks for no processing time: a condition says it.

    Args:
        question: understood.
        match: the record.
        chunks: its passages, in order.
        draft: what its fields say; None where nothing is asked that they hold.
        weigher: of the question.
        alone: whether a sentence may answer where nothing is asked that fields hold.

    Returns:
        The draft itself where no sentence says more.
    """
    own = _own(question, match.found.procedure.name)
    if not own or question.language is Language.ENGLISH or (draft is None and not alone):
        return draft
    silent = draft is None or draft.status is Status.NOT_FOUND
    if draft is not None and not silent and draft.status is not Status.ANSWERED:
        return draft
    processed = _PROCESSED.search(fold(question.read))
    fields = [
        name
        for name in question.fields
        if name in _TOLD and not (name == "time_limit" and processed)
    ]
    if question.fields and not fields and (not silent or _LISTED & set(question.fields)):
        return draft
    found = [
        Detail(sentence, field, weigher.share(own, set(passage_terms(value_of(sentence.text)))))
        for _, sentence in sentences(
            of_fields(match.found, chunks, lambda name: name not in _NOT_IN)
        )
        for field in _tells(" ".join(sentence.text.split()), fields, question)
        if field or silent
    ]
    best = max(found, key=lambda one: one.share, default=None)
    if best is None:
        return draft
    said = " ".join(one.text for one in draft.statements) if draft else ""
    held = weigher.share(own, set(passage_terms(said)))
    least = _LEAST if question.fields else _LEAST_ALONE
    if best.share < max(least, held + _BETTER) or best.statement.text in said:
        return draft
    return _led(question, match, best, draft)


def _led(question: Question, match: Match, best: Detail, draft: Draft | None) -> Draft:
    """A draft that says a sentence first, and what it said before, as far as that is short."""
    others = draft.statements if draft else ()
    words = sum(len((one.wording or one.text).split()) for one in (best.statement, *others))
    return Draft(
        Status.ANSWERED,
        (best.statement, *(others if words <= _MOST_WORDS else ())),
        short=_short(question, best),
        lead=f"{match.name}:",
        confidence=match.score,
    )


def _short(question: Question, best: Detail) -> str | None:
    value = told.value(best.field, [best.statement], question) if best.field else None
    passage = Passage(best.statement.chunk, best.share)
    sentence = Sentence(passage, 0, best.statement.text, best.share, best.share, typed=True)
    return value or short_answer(question, [sentence])


def _tells(text: str, fields: Sequence[str], question: Question) -> list[str]:
    """The fields of which a sentence tells a value that may be asked for; "" where none such is asked for."""
    unit = told.UNIT.search(fold(question.read))
    if unit and unit[1] not in fold(text).split():
        return []
    if fields:
        return [one for one in fields if told.tells(_CUED.get(one, one), text)]
    return [""] if is_typed(question, text) else []


def _own(question: Question, name: str) -> set[str]:
    """The terms of a question that neither name the procedure nor a field."""
    rest = fold(question.read)
    for _, pattern in FIELD_PATTERNS:
        rest = pattern.sub(" | ", rest)
    named = set(terms(name))
    return {term for part in rest.split("|") for term in terms(part)} - named
