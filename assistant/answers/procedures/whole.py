"""Answers from procedure records: the field that is asked for, or the whole procedure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant import attributes
from assistant.answers.draft import Draft, Statement
from assistant.answers.procedures import absence, costs, fields, lines
from assistant.answers.procedures.matching import Known, Match, records_of, shown
from assistant.answers.short import MAX_WORDS
from assistant.asking import asking_part
from assistant.fields import fields_of
from assistant.messages import FIELDS, say
from assistant.model import Kind, Question, Status
from assistant.reading import Read
from corpus.model import Chunk
from corpus.vietnamese.normalise import fold

_CARD = ("time_limit", "fee", "where", "who_decides", "result", "sets", "dossier")
_MOST_CHOICES = 5
_TIMES = frozenset({"time_limit", "deadline", "validity"})
"""Fields that a question for a date may ask for; of others it asks when something was or is."""
_HOW_MUCH = re.compile(r"\b(?:bao nhieu|may tien|how much)\b")
_RUN = 3  # words of a name in a row that only name
_CARD_WORDS, _CARD_ITEM = 200, 30
_CARD_LINES = {"where": 1, "who_decides": 1, "result": 2}

ChunksOf = Callable[[Match], Sequence[Chunk]]
"""The passages of a procedure, in order."""


def answer(
    question: Question,
    matches: Sequence[Match],
    chunks_of: ChunksOf,
    reads: Sequence[Read] = (),
    alike: Sequence[Match] = (),
    known: Sequence[Known] = (),
) -> Draft | None:
    """Answer from the best procedure; None where the question asks for nothing a record holds.

    Args:
        question: understood.
        matches: from `matching`, at least one.
        chunks_of: the passages of a match.
        reads: what the reader found in the best passages.
        alike: the same procedure at other levels of administration, which may do it otherwise.
        known: the procedures that may be seen, of which some may be records of the same.
    """
    best = matches[0]
    question = replace(question, fields=_asked(question, best.found.procedure.name))
    if asks_code(question) and not any(one.found.procedure.code for one in matches):
        return _silent(question, best, "code")
    if _is_open(matches):
        return which(question, [*matches, *alike])
    if not question.fields and question.kind not in (Kind.SUMMARY, Kind.LIST):
        return None
    records = records_of(best, known)
    told = (_said(one, chunks_of(one), question, reads) for one in records)
    said = _fullest(told)
    if not said.statements:
        return _silent(question, best, question.fields[0]) if question.fields else None
    if any(_differ(said, _said(one, chunks_of(one), question, ())) for one in alike):
        return which(question, [best, *alike])
    if not said.answers:
        return _unsaid(question, best, said)
    return Draft(
        Status.PARTLY_ANSWERED if said.silent else Status.ANSWERED,
        tuple(dict.fromkeys(said.statements)),
        short=said.short,
        lead=_lead(best, question, said.statements[0]),
        confidence=best.score,
        tail=_missing(question, said.silent) if said.silent else "",
    )


def asks_code(question: Question) -> bool:
    """Whether nothing is asked for but the procedure's code."""
    form = attributes.asked(question)
    return question.fields == ("code",) and form is not None and form.name == "code"


def _missing(question: Question, silent: Sequence[str]) -> str:
    """What of the question the record does not tell."""
    labels = [FIELDS[name][question.language] for name in silent if name in FIELDS]
    return say("fields_missing", question.language, fields=", ".join(labels or silent))


def _lead(match: Match, question: Question, first: Statement) -> str:
    """The procedure's name, and the field's where its first line does not begin with it."""
    names = FIELDS.get(question.fields[0]) if len(question.fields) == 1 else None
    if names is None or first.wording or lines.value_of(first.text) != first.text:
        return f"{match.name}:"
    return f"{match.name} – {names[question.language]}:"


def _asked(question: Question, name: str) -> tuple[str, ...]:
    """The fields that are asked for beside the procedure's name: "công nhận kết quả thăm dò" asks for none."""
    whole = fold(question.read)
    part = fold(asking_part(question.read))
    asked = fields_of(_beside(part, name), whole) or fields_of(_beside(whole, name))
    if not asked and question.fields not in (fields_of(part, whole), fields_of(whole)):
        asked = question.fields  # of the question before it
    if (
        question.kind is Kind.DOCUMENT_NUMBER
        and "legal_basis" in asked
        and not _HOW_MUCH.search(fold(question.read))
    ):
        return ("legal_basis",)  # "thông tư nào quy định lệ phí" asks for no fee
    return tuple(one for one in asked if question.kind is not Kind.DATE or one in _TIMES)


def _beside(folded: str, name: str) -> str:
    """What a folded question says beside a procedure's name."""
    words, named = folded.split(), f" {fold(name)} "
    rest, at = [], 0
    while at < len(words):
        run = next(
            (
                n
                for n in range(len(words) - at, _RUN - 1, -1)
                if f" {' '.join(words[at : at + n])} " in named
            ),
            0,
        )
        rest += ["|"] if run else [words[at]]
        at += run or 1
    return " ".join(rest)


def which(question: Question, matches: Sequence[Match]) -> Draft:
    """Asks which of several procedures is meant.

    Args:
        question: understood.
        matches: the procedures to choose from, best first.
    """
    names = list(dict.fromkeys(m.found.procedure.name for m in matches))[:_MOST_CHOICES]
    choices = "\n".join(f"- {name}" for name in names)
    lead = say("clarify_procedure", question.language, choices=choices)
    return Draft(Status.NEEDS_CLARIFICATION, lead=lead, confidence=matches[0].score)


def _is_open(matches: Sequence[Match]) -> bool:
    """Whether different procedures fit equally well."""
    best = matches[0]
    others = [
        m for m in matches[1:] if fold(m.found.procedure.name) != fold(best.found.procedure.name)
    ]
    return bool(others) and best.score - others[0].score < 1e-6


@dataclass(frozen=True, slots=True)
class _Said:
    """What a record says of all that is asked for.

    Attributes:
        statements: of all fields.
        short: the same in a few words.
        silent: the fields of which it does not say anything, or that it is not known.
        answers: whether it tells any of the fields.
    """

    statements: list[Statement]
    short: str | None = None
    silent: tuple[str, ...] = ()
    answers: bool = True


def _differ(one: _Said, other: _Said) -> bool:
    """Whether two records say different things; few words tell it where both have them."""
    if one.short and other.short:
        return fold(one.short) != fold(other.short)
    texts = (
        [fold(" ".join((s.wording or s.text).split())) for s in said.statements]
        for said in (one, other)
    )
    return next(texts) != next(texts)


def _said(
    match: Match, chunks: Sequence[Chunk], question: Question, reads: Sequence[Read]
) -> _Said:
    """What a record says of the fields that are asked for, or of the whole."""
    if not question.fields:
        return _Said(_card(match, chunks, question))
    told = [fields.said(name, match.found, chunks, question, reads) for name in question.fields]
    known = [
        bool(one) and not absence.are_absent(one) and not _lacks_number(name, short, question)
        for name, (one, short) in zip(question.fields, told, strict=True)
    ]
    silent = (name for name, knows in zip(question.fields, known, strict=True) if not knows)
    return _Said(
        [statement for one, _ in told for statement in one],
        _together([short for _, short in told]) if all(known) else None,
        tuple(silent),
        any(known),
    )


def _lacks_number(field: str, short: str | None, question: Question) -> bool:
    """Whether a form's number is asked for, and the record names the form without one."""
    return field == "forms" and not short and question.kind is Kind.DOCUMENT_NUMBER


def _together(shorts: Sequence[str | None]) -> str | None:
    """All that is asked for in a few words; None where one of its parts takes more."""
    if not all(shorts):
        return None
    short = "; ".join(dict.fromkeys(one for one in shorts if one))
    return short if len(short.split()) <= MAX_WORDS else None


def _card(match: Match, chunks: Sequence[Chunk], question: Question) -> list[Statement]:
    """The whole procedure: each of its fields, long items cut, as much as is read at once."""
    statements: list[Statement] = []
    words = 0
    rows = lines.ways(match.found, chunks)
    for field in _CARD:
        told_of: list[Statement] = []
        if rows and field in costs.FIELDS:
            told_of, _ = costs.told(field, rows, question)
        if not told_of:
            told_of = fields.own_lines(field, match.found, chunks)
        for statement in told_of[: _CARD_LINES.get(field)]:
            one = _shorter(statement)
            said = one.wording or one.text
            words += 0 if said in {s.wording for s in statements} else len(said.split())
            if words > _CARD_WORDS and statements:
                return [*statements[:-1], replace(statements[-1], cut_after=True)]
            statements.append(one)
    return statements


def _shorter(statement: Statement) -> Statement:
    if statement.wording or statement.last - statement.first <= _CARD_ITEM:
        return statement
    return replace(statement, last=statement.first + _CARD_ITEM, cut_after=True)


def unknown(question: Question) -> Draft:
    """That no procedure does what is asked to be done."""
    return Draft(Status.NOT_FOUND, lead=say("procedure_not_found", question.language))


def another(question: Question, near: str) -> Draft:
    """That the procedure which is asked about is not among the documents, and which one is nearest."""
    return Draft(
        Status.NOT_FOUND, lead=say("procedure_not_meant", question.language, procedure=shown(near))
    )


def _fullest(told: Iterable[_Said]) -> _Said:
    """What the first record says that tells all that is asked for; else what the best one says."""
    best: _Said | None = None
    for said in told:
        if said.statements and not said.silent:
            return said
        if best is None or (said.answers and said.statements and not best.answers):
            best = said
    assert best is not None
    return best


def _unsaid(question: Question, best: Match, said: _Said) -> Draft:
    """That a record does not give what is asked for, with the lines of it that say so."""
    draft = _silent(question, best, said.silent[0])
    return replace(draft, statements=tuple(dict.fromkeys(said.statements)))


def _silent(question: Question, best: Match, field: str) -> Draft:
    names = FIELDS.get(field)
    label = names[question.language] if names else field
    lead = say(
        "field_not_found", question.language, procedure=best.found.procedure.name, field=label
    )
    return Draft(Status.NOT_FOUND, lead=lead, confidence=best.score)
