"""Refusing: what the documents do not answer is not answered with what stands nearest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import attributes
from assistant.answers.about import asks_subject, subject
from assistant.answers.draft import Draft
from assistant.answers.lists import Place, enumerates
from assistant.answers.nearest import is_dated_by_documents, own_dates
from assistant.counted import counted, is_of_none_of_them, is_part, is_uncounted, names
from assistant.demands import Demands
from assistant.evidence import Evidence, Sentence
from assistant.messages import say
from assistant.model import Kind, Language, Question, Status
from assistant.wanting import in_words

# Chosen on the dev sets, 2026-12-01: see `assistant.confidence`, whose model is fitted.
LEAST_CONFIDENCE = 0.4
LEAST_OF_RECORDS = 0.6
"""For what stands in a procedure's record: of hundreds with like names one is always near. Chosen, as
`proposing` does, on the dev sets, 2026-11-30."""
_NEW_SUBJECT = 0.2
"""Coverage below which a question asked after another is about something else: what is near is then
near to the earlier question."""
_KNOWN_ENGLISH = 0.7
"""Share of an English question's terms, in the glossary's Vietnamese, that documents hold at least; chosen
on the English questions of the dev sets, 2026-11-29."""
_SPOKEN_OF = 0.5
"""Coverage from which a passage is about what is asked, where a figure of the question's own says which items
answer."""
OUT_OF_SCOPE_KNOWN = 0.45  # share of the question's words that any document holds
OUT_OF_SCOPE_NEARNESS = 0.83
_NAMES_ASKED = re.compile(r"\b(?:kể|nêu|liệt kê|cho biết)(?: rõ)? tên\b")
_GRADE_ASKED = re.compile(r"\b(?:xếp|đạt|đánh giá) (?:\w+ )?loại (?:gì|nào)\b")
_GRADE = re.compile(
    r"\bloại\b|\bhoàn thành (?:tốt |xuất sắc )?nhiệm vụ\b"
    r"|\b(?:mức|hạng)(?: độ)? (?:tốt|khá|xuất sắc|trung bình|yếu)\b",
    re.IGNORECASE,
)
_STAGE = re.compile(r"\d{4}-\d{4}$")
_TYPED_KINDS = (Kind.NUMBER, Kind.DATE, Kind.DOCUMENT_NUMBER, Kind.WHO)
_COMPARED = 4  # sentences of which each may tell of one of several years or places


def refuse(
    question: Question, evidence: Evidence, best: Sentence | None, title_of: dict[str, str]
) -> Draft | None:
    """The refusal that the evidence calls for, None where it carries an answer.

    Args:
        question: understood.
        evidence: the scored sentences.
        best: the sentence that would answer; None where there is no sentence at all.
        title_of: document → title, for naming the nearest one.
    """
    of_record = best is not None and best.passage.chunk.procedure is not None
    unsure = (
        evidence.confidence < (LEAST_OF_RECORDS if of_record else LEAST_CONFIDENCE)
        or (bool(question.context) and evidence.coverage < _NEW_SUBJECT)
        or (
            question.language is Language.ENGLISH
            and not question.references
            and evidence.known < _KNOWN_ENGLISH
        )
    )
    if unsure and best is not None and asks_subject(question) and subject(question, best.text):
        return None  # what stands behind a document's number tells what it is about, however that is said
    foreign = evidence.known < OUT_OF_SCOPE_KNOWN or evidence.nearness < OUT_OF_SCOPE_NEARNESS
    if best is None or (unsure and foreign):
        return Draft(Status.OUT_OF_SCOPE, lead=say("out_of_scope", question.language))
    if not unsure and not falls_short(question, evidence, best):
        return None
    return refused(question, evidence, best, title_of, lacking(question, evidence, best))


def refused(
    question: Question,
    evidence: Evidence,
    best: Sentence,
    title_of: dict[str, str],
    lacks: Sequence[str],
) -> Draft:
    """The refusal that says what is wanting, as far as it is known, and what is nearest."""
    title = title_of.get(best.passage.chunk.document, best.passage.chunk.document)
    form = attributes.asked(question)
    wanting = in_words(
        lacks,
        evidence.missing,
        form.name if form and not best.typed else None,
        question.language,
    )
    name = "not_found_wanting" if wanting else "not_found_nearest"
    lead = say(name, question.language, title=title, wanting=wanting)
    return Draft(Status.NOT_FOUND, lead=lead)


def falls_short(question: Question, evidence: Evidence, best: Sentence) -> bool:
    """Whether the sentence that would answer is of another document, period, place, form or thing
    than the question asks for.
    """
    formed = question.kind in _TYPED_KINDS or attributes.asked(question) is not None
    untyped = formed and not best.typed
    thing = counted(question)
    uncounted = (thing is not None and not names(best, thing)) or is_part(question, best)
    uncounted = uncounted or is_uncounted(question, best.text)
    uncounted = uncounted or is_of_none_of_them(question, best.text)
    undated = question.kind is Kind.DATE and (
        bool(question.references and not own_dates(question, best.text))
        or is_dated_by_documents(question, best.text)
    )
    unnamed = bool(_NAMES_ASKED.search(question.read.casefold())) and not enumerates(
        Place(best.passage.chunk, best.index)
    )
    ungraded = _GRADE_ASKED.search(question.read.casefold()) and not _GRADE.search(best.text)
    demanded = evidence.missing or lacking(question, evidence, best)
    return bool(demanded or untyped or uncounted or undated or unnamed or ungraded)


def is_silent(question: Question, evidence: Evidence, best: Sentence) -> bool:
    """Whether the documents are hardly about it, or of another period, place or document than is asked for."""
    little = evidence.coverage < _SPOKEN_OF and evidence.confidence < LEAST_CONFIDENCE
    return little or bool(evidence.missing) or bool(lacking(question, evidence, best))


def lacking(question: Question, evidence: Evidence, best: Sentence) -> tuple[str, ...]:
    """What the question demands and the sentence that would answer does not tell of; where
    several years or places are compared, what no good sentence tells of.
    """
    lacks = best.lacks
    if lacks and Demands(question).compares:
        others = evidence.sentences[:_COMPARED]
        lacks = tuple(
            name
            for name in lacks
            if _STAGE.match(name) or all(name in other.lacks for other in others)
        )
    return lacks
