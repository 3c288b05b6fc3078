"""What a procedure's record says of one field, and that in a few words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from assistant import composing
from assistant.answers.draft import Statement
from assistant.answers.procedures import costs, lines, papers, told
from assistant.glossary import translate
from assistant.model import Language, Question
from assistant.reading import SURE, Read
from corpus.model import Chunk, Option, Procedure
from corpus.procedures import Found
from corpus.vietnamese.normalise import fold

# A field that is asked for is answered by these fields of a record, in this order.
_ANSWERED_BY: dict[str, tuple[str, ...]] = {
    "fee": ("fee_and_charge", "fee", "charge"),
    "where": ("where",),
}
# What stands for a field where neither it nor a sentence elsewhere says anything.
_ELSE = {
    "who_decides": ("where",),
    "where": ("channel",),
    "channel": ("where",),
    "site": ("channel",),
    "forms": ("dossier",),
}
_MOST_WORDS = 220  # of a field; of a longer one a part is said
_MOST_WORDS_OF_A_VALUE = 90  # of a time, a fee, a place
_LISTS = frozenset({"dossier", "steps", "conditions"})
_CHANNEL = re.compile(r"(?:Trực tiếp|Trực tuyến|Dịch vụ bưu chính)\b")
_LONGEST_SHORT = 25  # words
_OPTION = {"time_limit": ("time_limit",), "fee": ("fee", "charge")}
"""Fields that a record's options tell, and how their parts are called there."""

_AMOUNT = re.compile(r"\d[\d.,]*\s*(?:đồng|VNĐ|USD|Việt Nam Đồng)", re.IGNORECASE)
_CASES = 3  # that a fee is said of one by one
_WORD = re.compile(r"\w{2,}")
_COMMON = frozenset(
    "cho của và là thì có được bao nhiêu các những khi với theo từ mất hết phải thế còn phí lệ đồng".split()
)
_COMPARES = re.compile(r"\b(?:hon|so voi|bang nhau|khac nhau|chenh)\b")
TIMED = re.compile(r"\d\s(?:ngày|giờ|tháng|tuần)\b")
"""A time that something takes."""
_FROM = re.compile(r"\s(?:kể từ|tính từ|từ (?:ngày|khi))\b")
_ZERO = re.compile(r"^\s*0\b")

Told = tuple[list[Statement], str | None]
"""Statements, and the same in a few words where few words tell it."""


def said(
    field: str, found: Found, chunks: Sequence[Chunk], question: Question, reads: Sequence[Read]
) -> Told:
    """What a record says of a field; nothing where it is silent.

    Args:
        field: as `Question.fields` names it.
        found: the record.
        chunks: its passages, in order.
        question: whose words tell which part of a long field is meant.
        reads: what the reader found in the best passages.
    """
    if field == "forms":
        return papers.forms(found, chunks, question)
    if field == "legal_basis":
        statements, short = papers.legal_basis(found, chunks, question)
        return _shortened(field, statements, question, found, reads), short or _pointed(
            statements, reads
        )
    rows = lines.ways(found, chunks)
    if rows and field == "channel":
        return costs.channels(rows, question)
    if rows and field in costs.FIELDS:
        statements, short = costs.told(field, rows, question)
    else:
        own = own_lines(field, found, chunks)
        statements = _shortened(field, own, question, found, reads)
        short = _short(found.procedure, field, statements, question, reads)
    if not statements or (rows and field == "where"):
        more = told.told(found, field, chunks, question, [s.text for s in statements])
        short = short or told.value(field, more, question)
        statements += more
    if not statements:
        for name in _ELSE.get(field, ()):
            if name != "channel" or not rows:
                own = lines.of_field(found, name, chunks)
                statements += _shortened(name, own, question, found, reads)
        short = _short(found.procedure, field, statements, question, reads)
    return statements, short


def own_lines(field: str, found: Found, chunks: Sequence[Chunk]) -> list[Statement]:
    """The lines of the fields of a record that answer a field that is asked for."""
    return [
        line
        for name in _ANSWERED_BY.get(field, (field,))
        for line in lines.of_field(found, name, chunks)
    ]


def _shortened(
    name: str,
    statements: Sequence[Statement],
    question: Question,
    found: Found,
    reads: Sequence[Read],
) -> list[Statement]:
    """A field's statements; of a very long one what the reader found, what tells channels apart, and the
    rest from its beginning, as much as is read at once. What is left out is marked.
    """
    most = _MOST_WORDS if name in _LISTS else _MOST_WORDS_OF_A_VALUE
    if name == "fee":
        statements = _of_the_case(statements, question, found)
    if sum(_length(statement) for statement in statements) <= most:
        return list(statements)
    pointed = {
        (read.passage.chunk.id, span.sentence)
        for read in reads
        for span in read.spans[:1]
        if read.reading.answers >= SURE
    }
    sentences = list(lines.sentences(statements))
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


def _of_the_case(
    statements: Sequence[Statement], question: Question, found: Found
) -> Sequence[Statement]:
    """Of a fee by cases, the case that the question names, with what is said of all; else all.

    A question that compares names two, one of them perhaps in other words: it gets all.
    """
    if _COMPARES.search(fold(question.read)):
        return statements
    cases = [at for at, one in enumerate(statements) if _AMOUNT.search(one.text)]
    # a follow-up names the case itself, or the question before it did
    asked = dict.fromkeys([question.read, question.understood])
    fitting = (_fitting(text, statements, cases, question, found) for text in asked)
    best = next(filter(None, fitting), [])
    if len(cases) < _CASES or not best or 2 * len(best) > len(cases):
        return statements
    kept = {*best, *(at for at in range(len(statements)) if at not in cases)}
    return [one for at, one in enumerate(statements) if at in kept]


def _fitting(
    asked: str,
    statements: Sequence[Statement],
    cases: Sequence[int],
    question: Question,
    found: Found,
) -> list[int]:
    """The cases, as places among the statements, of which a text names most; none where it names none."""
    words = " ".join(translate(asked)) if question.language is Language.ENGLISH else asked
    named = _words(words) - _words(found.procedure.name)
    fits = {at: len(named & _words(lines.value_of(statements[at].text))) for at in cases}
    most = max(fits.values(), default=0)
    return [at for at in cases if fits[at] == most > 0]


def _words(text: str) -> set[str]:
    """The words of a text that may name a case, with their accents: "răng" is not "rằng", "mật" not "mất"."""
    return set(_WORD.findall(text.casefold())) - _COMMON


def _length(statement: Statement) -> int:
    return len(statement.text.split())


def _short(
    procedure: Procedure,
    field: str,
    statements: Sequence[Statement],
    question: Question,
    reads: Sequence[Read],
) -> str | None:
    """The value in a few words: what all ways agree on, each way's own, what the reader found."""
    if field in _OPTION and len(procedure.options) > 1:
        return _of_options(procedure.options, _OPTION[field])
    whole = composing.joined(statements)
    if len(whole) == 1 and (value := _value(whole[0].text)):
        return value
    if field == "time_limit" and (steps := _steps(statements)):
        return steps
    if field == "fee" and len(statements) > 1 and (charge := _charge(procedure, question)):
        return charge
    return _pointed(statements, reads)


def _steps(statements: Sequence[Statement]) -> str | None:
    """A time that is told step by step: "Kiểm tra hồ sơ: 05 ngày; Thẩm định: 25 ngày"."""
    said = [lines.value_of(one.text) for one in statements[:1]] + [s.text for s in statements[1:]]
    if len(said) < 2 or not all(TIMED.search(one) for one in said):
        return None
    whole = ["; ".join(" ".join(one.split()).strip(" .;") for one in said)]
    whole.append("; ".join(_FROM.split(" ".join(one.split()))[0].strip(" ,.;") for one in said))
    return next((one for one in whole if len(one.split()) <= _LONGEST_SHORT), None)


def _pointed(statements: Sequence[Statement], reads: Sequence[Read]) -> str | None:
    """What the reader found in the statements, in its few words."""
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


def _charge(procedure: Procedure, question: Question) -> str | None:
    """The charge ("lệ phí") where it is asked for by its name and is an amount; a fee is another thing."""
    (option,) = procedure.options if len(procedure.options) == 1 else (Option(),)
    charge = " ".join((option.charge or "").split())
    named = "le phi" in fold(question.read) and option.charge != option.fee
    amount = named and _AMOUNT.search(charge) and not _ZERO.match(charge)
    return charge if amount and len(charge.split()) <= _LONGEST_SHORT else None


def _joined(parts: Iterable[str | None]) -> str:
    return ", ".join(dict.fromkeys(" ".join(part.split()) for part in parts if part))


def _value(text: str) -> str | None:
    """The value of a "label: value" line, if it is short."""
    said = (line.strip(" .;") for line in lines.value_of(text).split("\n"))
    value = re.split(r"(?<=[\w)])\.\s", "; ".join(said))[0]
    value = value.rstrip(" .;")
    return value if value and len(value.split()) <= _LONGEST_SHORT else None
