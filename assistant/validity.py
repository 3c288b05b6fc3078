"""Whether what is cited still holds: what other documents of the store do to a cited one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.answers.draft import Statement
from assistant.messages import say
from assistant.model import Language
from corpus.model import ChangedBy, Effect, StoredDocument
from corpus.records import Records

_LONGEST = 45  # words of the sentence that says so; of a longer one only what names both is shown
_MOST = 2  # changes of one document that are told
_NOTICES = {
    Effect.REPLACES: "document_replaced",
    Effect.REPEALS: "document_repealed",
    Effect.AMENDS: "document_amended",
}


def changes_of(document: StoredDocument) -> tuple[ChangedBy, ...]:
    """What there is to say of a cited document: that it was replaced or repealed, else its changes."""
    whole = document.replaced_by
    return (whole,) if whole else document.changed_by[:_MOST]


def notice_kind(change: ChangedBy) -> str:
    """The kind of notice that tells of a change; of a part, the document is still in force."""
    return _NOTICES[Effect.AMENDS if change.part is not None else change.effect]


def told(
    document: StoredDocument,
    change: ChangedBy,
    known: Mapping[str, StoredDocument],
    language: Language,
) -> str:
    """A change as a sentence.

    Args:
        document: the changed one.
        change: what was done to it.
        known: all documents that who asks may see.
        language: of the sentence.
    """
    effect = f"{change.effect}_part" if change.part is not None else change.effect.value
    return say(
        f"changed_{effect}",
        language,
        title=document.number or document.title,
        by=_named(change, known, language),
        part=f" ({change.part})" if change.part else "",
    )


def statement_of(change: ChangedBy, records: Records) -> Statement | None:
    """The words that say so, as a token range of a passage; None where no passage holds them."""
    chunks = records.chunks_between(change.document, change.first[0], change.last[0] + 1)
    found: Statement | None = None
    for chunk in chunks:
        inside = [
            at
            for at, token in enumerate(chunk.tokens)
            if change.first <= (token.line, token.start) and (token.line, token.end) <= change.last
        ]
        if inside and (found is None or len(inside) > found.last - found.first):
            found = Statement(chunk, inside[0], inside[-1] + 1)
    return _whole_sentence(found) if found else None


def _whole_sentence(said: Statement) -> Statement:
    touched = [(a, b) for a, b in said.chunk.sentences if a < said.last and said.first < b]
    first, last = touched[0][0], touched[-1][1]
    if last - first <= _LONGEST:
        return Statement(said.chunk, first, last)
    return Statement(said.chunk, said.first, said.last, said.first > first, said.last < last)


def _named(change: ChangedBy, known: Mapping[str, StoredDocument], language: Language) -> str:
    return " ".join(_parts(change, known.get(change.document), language))


def _parts(change: ChangedBy, document: StoredDocument | None, language: Language) -> Iterator[str]:
    if change.number is None:
        yield f"“{change.title}”"
    else:
        kind = document.kind if document else None
        yield say("named", language, kind=kind or say("a_document", language), number=change.number)
    if change.date:
        yield say("dated", language, date=change.date)
