"""Answers from procedure records: the field that is asked for, or the whole procedure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from assistant.answers import papers, record_lines, told, ways_told
from assistant.answers.draft import Draft, Statement
from assistant.answers.matching import Match
from assistant.messages import FIELDS, say
from assistant.model import Kind, Question, Status
from assistant.reading import SURE, Read
from corpus.model import Chunk, Option, Procedure
from corpus.procedures import field_of, split_label
from corpus.vietnamese.normalise import fold

# A field that is asked for is answered by these fields of a record, in this order.
_ANSWERED_BY: dict[str, tuple[str, ...]] = {
    "fee": ("fee_and_charge", "fee", "charge"),
    "where": ("where", "channel"),
    "channel": ("channel", "where"),
}
# What a record tells of a field elsewhere, where the field itself says nothing.
_ELSE = {"who_decides": ("where",), "site": ("channel",), "forms": ("dossier",)}
_CARD = ("time_limit", "fee", "where", "who_decides", "result", "sets", "dossier")
_MOST_CHOICES = 5
_MOST_WORDS = 220  # of a field; of a longer one a part is said
_MOST_WORDS_OF_A_VALUE = 95  # of a time, a fee, a place
_CARD_WORDS, _CARD_ITEM = 200, 30
_CARD_LINES = {"where": 1, "who_decides": 1, "result": 2}
_LISTS = frozenset({"dossier", "steps", "legal_basis", "conditions"})
_CHANNEL = re.compile(r"(?:Trực tiếp|Trực tuyến|Dịch vụ bưu chính)\b")
_LONGEST_SHORT = 25  # words
_OPTION = {"time_limit": ("time_limit",), "fee": ("fee", "charge")}
"""Fields that a record's options tell, and how their parts are called there."""

ChunksOf = Callable[[Match], Sequence[Chunk]]
"""The passages of a procedure, in order."""

_Told = tuple[list[Statement], str | None]


def answer(
    question: Question,
    matches: Sequence[Match],
    chunks_of: ChunksOf,
    reads: Sequence[Read] = (),
    alike: Sequence[Match] = (),
) -> Draft | None:
    """Answer from the best procedure; None where the question asks for nothing a record holds.

    Args:
        question: understood.
        matches: from `matching`, at least one.
        chunks_of: the passages of a match.
        reads: what the reader found in the best passages.
        alike: the same procedure at other levels of administration, which may do it otherwise.
    """
    best = matches[0]
    if _is_open(matches):
        return _which(question, matches)
    if not question.fields and question.kind not in (Kind.SUMMARY, Kind.LIST):
        return None
    statements, short = _said(best, chunks_of(best), question, reads)
    if not statements:
        return _silent(question, best, question.fields[0]) if question.fields else None
    others = (_said(one, chunks_of(one), question, ()) for one in alike)
    if any(_differ((statements, short), other) for other in others):
        return _which(question, [best, *alike])
    return Draft(
        Status.ANSWERED,
        tuple(dict.fromkeys(statements)),
        short=short,
        lead=best.found.procedure.name + ":",
        confidence=best.score,
    )


def _which(question: Question, matches: Sequence[Match]) -> Draft:
    """Asks which of several procedures is meant."""
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


def _differ(one: _Told, other: _Told) -> bool:
    """Whether two records say different things; few words tell it where both have them."""
    if one[1] and other[1]:
        return fold(one[1]) != fold(other[1])
    texts = (
        [fold(" ".join((s.wording or s.text).split())) for s in told[0]] for told in (one, other)
    )
    return next(texts) != next(texts)


def _said(
    match: Match, chunks: Sequence[Chunk], question: Question, reads: Sequence[Read]
) -> _Told:
    """What a record says of the fields that are asked for, or of the whole; in a few words where one is."""
    if not question.fields:
        return _card(match, chunks, question), None
    said = [_field(name, match, chunks, question, reads) for name in question.fields]
    statements = [statement for one, _ in said for statement in one]
    return statements, said[0][1] if len(said) == 1 else None


def _field(
    field: str, match: Match, chunks: Sequence[Chunk], question: Question, reads: Sequence[Read]
) -> _Told:
    found = match.found
    rows = record_lines.ways(found, chunks)
    if field in ways_told.FIELDS and rows:
        statements, short = ways_told.told(field, rows, question, found.procedure.name)
        return (
            (statements, short) if statements else (told.told(found, field, chunks, question), None)
        )
    if field == "forms":
        return papers.forms(found, chunks, question)
    if field == "legal_basis":
        statements, short = papers.legal_basis(found, chunks, question)
        return _shortened(field, statements, reads), short
    statements = []
    for name in _ANSWERED_BY.get(field, (field,)):
        if name != "channel" or not rows:
            statements += _shortened(name, record_lines.lines(found, name, chunks), reads)
    short = _short(found.procedure, [field], statements, reads)
    if (field == "where" and rows) or not statements:
        statements += told.told(found, field, chunks, question, [s.text for s in statements])
    for name in _ELSE.get(field, ()) if not statements else ():
        statements += _shortened(name, record_lines.lines(found, name, chunks), reads)
    return statements, short


def _card(match: Match, chunks: Sequence[Chunk], question: Question) -> list[Statement]:
    """The whole procedure: each of its fields, long items cut, as much as is read at once."""
    statements: list[Statement] = []
    words = 0
    for field in _CARD:
        for statement in _field(field, match, chunks, question, ())[0][: _CARD_LINES.get(field)]:
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


def _shortened(
    name: str, statements: Sequence[Statement], reads: Sequence[Read]
) -> list[Statement]:
    """A field's statements; of a very long one what the reader found, what tells channels apart, and the
    rest from its beginning, as much as is read at once. What is left out is marked.
    """
    most = _MOST_WORDS if name in _LISTS else _MOST_WORDS_OF_A_VALUE
    if sum(_length(statement) for statement in statements) <= most:
        return list(statements)
    pointed = {
        (read.passage.chunk.id, span.sentence)
        for read in reads
        for span in read.spans[:1]
        if read.reading.answers >= SURE
    }
    sentences = list(record_lines.sentences(statements))
    kept: set[int] = set()
    words = 0
    rows = name not in _LISTS
    orders: tuple[Callable[[int], bool], ...] = (
        lambda at: (sentences[at][1].chunk.id, sentences[at][0]) in pointed,
        lambda at: rows and bool(_CHANNEL.match(sentences[at][1].text)),
        lambda at: True,
    )
    for wanted in orders:
        for at in range(len(sentences)):
            length = _length(sentences[at][1])
            if at in kept or not wanted(at):
                continue
            if words + length > most:
                break
            kept.add(at)
            words += length
    if not kept:  # one run of text, longer than what is said at once
        one = statements[0]
        return [replace(one, last=min(one.last, one.first + most), cut_after=True)]
    return [
        replace(sentences[at][1], cut_after=at + 1 < len(sentences) and at + 1 not in kept)
        for at in sorted(kept)
    ]


def _length(statement: Statement) -> int:
    return len(statement.text.split())


def _short(
    procedure: Procedure,
    wanted: Sequence[str],
    statements: Sequence[Statement],
    reads: Sequence[Read],
) -> str | None:
    """The value in a few words: what all ways agree on, each way's own, what the reader found."""
    if len(wanted) == 1 and wanted[0] in _OPTION and len(procedure.options) > 1:
        return _of_options(procedure.options, _OPTION[wanted[0]])
    if len(statements) == 1 and (value := _value(statements[0].text)):
        return value
    for read in reads:
        for statement in statements:
            inside = [
                span
                for span in read.spans[:1]
                if read.passage.chunk.id == statement.chunk.id
                and statement.first <= span.first < span.last <= statement.last
            ]
            if inside and read.reading.answers >= SURE:
                text = " ".join(read.text(inside[0]).split()).strip(" ,;:.")
                if 0 < len(text.split()) <= _LONGEST_SHORT:
                    return text
    return None


def _of_options(options: Sequence[Option], names: Sequence[str]) -> str | None:
    """What all ways of having it done agree on, or each channel's own; None where that is not plain.

    A way that says nothing, two ways of one channel, a time without its unit: no few words tell them.
    """
    values = [_joined(getattr(option, name) for name in names) for option in options]
    timed = "time_limit" in names
    if not all(values) or (timed and not all(any(map(str.isalpha, value)) for value in values)):
        return None
    channels = [option.channel for option in options]
    if len(set(values)) == 1:
        short = values[0]
    elif all(channels) and len(set(channels)) == len(channels):
        pairs = zip(channels, values, strict=True)
        short = "; ".join(f"{channel}: {value}" for channel, value in pairs)
    else:
        return None
    return short if len(short.split()) <= _LONGEST_SHORT else None


def _joined(parts: Iterable[str | None]) -> str:
    return ", ".join(dict.fromkeys(" ".join(part.split()) for part in parts if part))


def _silent(question: Question, best: Match, field: str) -> Draft:
    names = FIELDS.get(field)
    label = names[question.language] if names else field
    lead = say(
        "field_not_found", question.language, procedure=best.found.procedure.name, field=label
    )
    return Draft(Status.NOT_FOUND, lead=lead, confidence=best.score)


def _value(text: str) -> str | None:
    """The value of a "label: value" line, if it is short."""
    parts = split_label(text)
    value = parts[1].strip() if parts and field_of(parts[0]) else text
    value = "; ".join(line.strip(" .;") for line in value.split("\n"))
    value = re.split(r"(?<=[\w)])\.\s", value)[0].rstrip(" .;")
    return value if value and len(value.split()) <= 25 else None
