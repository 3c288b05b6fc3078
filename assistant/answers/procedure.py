"""Answers from procedure records: the field that is asked for, or the whole procedure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answers.draft import Draft, Statement
from assistant.messages import FIELDS, say
from assistant.model import Language, Passage, Question, Status
from assistant.reading import SURE, Read
from assistant.stopwords import is_stop
from corpus.lexical import terms
from corpus.model import Audience, Chunk, Option, Procedure
from corpus.procedures import Found, field_of, split_label
from corpus.store import Store
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import find_codes

# A field that is asked for is answered by these fields of a record, in this order.
_ANSWERED_BY: dict[str, tuple[str, ...]] = {
    "fee": ("fee_and_charge", "fee", "charge"),
    "where": ("where", "channel"),
    "channel": ("channel", "where"),
}
_CARD = (
    "time_limit",
    "fee_and_charge",
    "fee",
    "charge",
    "dossier",
    "sets",
    "where",
    "who_decides",
    "result",
)
_GENERIC = frozenset(
    """
        thu tuc cap giay ho so phep dang ky chung nhan hanh chinh bao lau het
    """.split()
)
_ENOUGH = 0.55
_MOST_CHOICES = 5
_MOST_WORDS = 220  # of a field; of a longer one a part is said
_MOST_WORDS_OF_A_VALUE = 95  # of a time, a fee, a place
_LISTS = frozenset({"dossier", "steps", "legal_basis", "conditions"})
_CHANNEL = re.compile(r"(?:Trực tiếp|Trực tuyến|Dịch vụ bưu chính)\b")
_LONGEST_SHORT = 25  # words
_OPTION = {"time_limit": ("time_limit",), "fee": ("fee", "charge")}
"""Fields that a record's options tell, and how their parts are called there."""


@dataclass(frozen=True, slots=True)
class Match:
    """A procedure that a question may mean, with the share of the question's words in its name."""

    document: str
    found: Found
    score: float


def match(
    question: Question,
    store: Store,
    audiences: Sequence[Audience],
    passages: Sequence[Passage],
    within: Collection[str] | None = None,
) -> list[Match]:
    """The procedures that a question names, best first; none where it names none clearly.

    Args:
        question: understood.
        store: holds the procedures.
        audiences: whose may be seen.
        passages: retrieved, best first.
        within: names of the only documents that are looked at; all where it is not given.
    """
    codes = find_codes(question.understood)
    known = [(d, f) for d, f in store.procedures(audiences) if within is None or d in within]
    by_code = [Match(d, f, 1.0) for d, f in known if f.procedure.code in codes and codes]
    if by_code:
        return by_code
    rank = {
        p.chunk.procedure: i for i, p in reversed(list(enumerate(passages))) if p.chunk.procedure
    }
    asked = _subject(question)
    if not asked:
        return []
    matches = []
    for document, found in known:
        if found.procedure.key not in rank:
            continue
        name = set(terms(found.procedure.name))
        total = sum(asked.values())
        hit = sum(weight for term, weight in asked.items() if term in name)
        length = len([t for t in name if " " not in t and not is_stop(t)])
        said = len([t for t in asked if t in name and " " not in t])
        score = 0.8 * hit / total + 0.2 * said / max(1, length) - 0.01 * rank[found.procedure.key]
        matches.append(Match(document, found, score))
    matches.sort(key=lambda m: -m.score)
    return [m for m in matches if m.score >= _ENOUGH]


def _subject(question: Question) -> dict[str, float]:
    """The words of a question that can name a procedure, with weights."""
    search = question.search
    if question.language is Language.ENGLISH:
        search = search.removeprefix(question.understood)  # no procedure has an English name
    folded = fold(f"{question.context} {search}".strip())
    from assistant.question import FIELD_PATTERNS

    for _, pattern in FIELD_PATTERNS:
        folded = pattern.sub(" | ", folded)
    weights: dict[str, float] = {}
    for part in folded.split("|"):
        for term in terms(part):
            if not is_stop(term):
                weights[term] = 0.4 if all(w in _GENERIC for w in term.split()) else 1.0
    return weights


def answer(
    question: Question,
    matches: Sequence[Match],
    chunks: Sequence[Chunk],
    reads: Sequence[Read] = (),
) -> Draft | None:
    """Answer from the best procedure; None where the question asks for nothing a record holds.

    Args:
        question: understood.
        matches: from `match`, at least one.
        chunks: the passages of the best match, in order.
        reads: what the reader found in the best passages.
    """
    best = matches[0]
    if _is_open(matches):
        names = list(dict.fromkeys(m.found.procedure.name for m in matches))[:_MOST_CHOICES]
        choices = "\n".join(f"- {name}" for name in names)
        lead = say("clarify_procedure", question.language, choices=choices)
        return Draft(Status.NEEDS_CLARIFICATION, lead=lead, confidence=best.score)
    wanted = question.fields or ()
    statements: list[Statement] = []
    for field in wanted:
        for name in _ANSWERED_BY.get(field, (field,)):
            statements += _shortened(name, _statements(best.found, name, chunks), reads)
    if wanted and not statements:
        return _silent(question, best, wanted[0])
    if not wanted:
        for name in _CARD:
            statements += _statements(best.found, name, chunks)
        if not statements:
            return None
    statements = list(dict.fromkeys(statements))
    short = _short(best.found.procedure, wanted, statements, reads) if wanted else None
    return Draft(
        Status.ANSWERED,
        tuple(statements),
        short=short,
        lead=best.found.procedure.name + ":",
        confidence=best.score,
    )


def _is_open(matches: Sequence[Match]) -> bool:
    """Whether different procedures fit equally well."""
    best = matches[0]
    others = [
        m for m in matches[1:] if fold(m.found.procedure.name) != fold(best.found.procedure.name)
    ]
    return bool(others) and best.score - others[0].score < 1e-6


def _statements(found: Found, field: str, chunks: Sequence[Chunk]) -> list[Statement]:
    """The token ranges of a field's lines."""
    statements = []
    for first, last in found.fields.get(field, ()):
        for chunk in chunks:
            inside = [i for i, token in enumerate(chunk.tokens) if first <= token.line < last]
            if inside:
                statements.append(Statement(chunk, inside[0], inside[-1] + 1))
    return statements


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
    sentences = list(_sentences(statements))
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


def _sentences(statements: Sequence[Statement]) -> Iterator[tuple[int, Statement]]:
    """The sentences that statements are made of, each with its number in its passage."""
    for statement in statements:
        for index, (first, last) in enumerate(statement.chunk.sentences):
            first, last = max(first, statement.first), min(last, statement.last)
            if first < last:
                yield index, Statement(statement.chunk, first, last)


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
