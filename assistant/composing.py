"""A draft and its citations put into words: the answer's text, its notices, what filters left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answers.draft import Draft, Statement
from assistant.figures import disagreements
from assistant.filters import Choice, Filters, facets_of
from assistant.messages import filters_in_words, say, unknown_filter
from assistant.model import Citation, Language, Notice, Status
from corpus.model import StoredDocument
from corpus.vietnamese.normalise import fold


def filtered_out(
    filters: Filters,
    choice: Choice,
    documents: Mapping[str, StoredDocument],
    language: Language,
) -> str | None:
    """What to say where a filter names what is unknown, or leaves no document; None otherwise."""
    if choice.unknown:
        facets = facets_of(documents.values())
        return "\n".join(unknown_filter(*unknown, facets, language) for unknown in choice.unknown)
    if not choice.names:
        return say("filtered_out", language, filters=filters_in_words(filters, language))
    return None


def told_of_filters(draft: Draft, filters: Filters, count: int, language: Language) -> Draft:
    """A refusal that says that only some documents were searched; other drafts as they are.

    Documents that were not searched may have the answer, so nothing is out of scope then.
    """
    if draft.status not in (Status.NOT_FOUND, Status.OUT_OF_SCOPE):
        return draft
    lead = say("not_found", language) if draft.status is Status.OUT_OF_SCOPE else draft.lead
    filtered = say(
        "filtered",
        language,
        count=count,
        filters=filters_in_words(filters, language),
    )
    return replace(draft, status=Status.NOT_FOUND, lead=f"{lead}\n{filtered}")


def joined(statements: Sequence[Statement]) -> list[Statement]:
    """Statements with neighbours of one passage put together, unless they are worded anew or told apart."""
    whole: list[Statement] = []
    for statement in statements:
        last = whole[-1] if whole else None
        if (
            last
            and last.chunk.id == statement.chunk.id
            and last.last == statement.first
            and not last.wording
            and not statement.wording
            and not statement.of
        ):
            whole[-1] = replace(last, last=statement.last, cut_after=statement.cut_after)
        else:
            whole.append(statement)
    return whole


def spans(statements: Sequence[Statement]) -> list[Statement]:
    """The statements with different spans, in order: each is cited once."""
    return list({_span(statement): statement for statement in reversed(statements)}.values())[::-1]


def _span(statement: Statement) -> tuple[str, int, int]:
    return statement.chunk.id, statement.first, statement.last


def text_of(
    draft: Draft,
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    changed: Sequence[Citation],
    language: Language,
) -> str:
    """The answer's words: its statements, then what says that what is cited was changed.

    Args:
        draft: whose lead and tail are said.
        statements: as `joined` gives them.
        citations: of `spans(statements)`, in that order.
        changed: of what changed the cited documents.
        language: of the sentences that are the assistant's own.
    """
    if not citations:
        return draft.lead
    cited = dict(zip(map(_span, spans(statements)), citations, strict=True))
    parts: list[str] = []
    worded = ""
    for statement in statements:
        citation = cited[_span(statement)]
        if statement.wording and statement.wording == worded:
            parts[-1] += f"[{citation.marker}]"
            continue
        worded = statement.wording
        before = "… " if statement.cut_before else ""
        after = " …" if statement.cut_after else ""
        told = statement.of and not fold(citation.quote).startswith(fold(statement.of))
        of = f"{statement.of}: " if told else ""
        parts.append(f"{of}{before}{worded or citation.quote}{after} [{citation.marker}]")
    quoted = say("english_lead", language).strip()
    lead = draft.lead or quoted
    # a procedure's name says nothing of whose words follow; a verdict's lead does
    if (
        draft.lead.endswith(":")
        and not draft.verdict
        and not all(one.wording for one in statements)
    ):
        lead = "\n".join(filter(None, [quoted, draft.lead]))
    still = [say("change_stands", language)] if changed else []
    still += [f"“{citation.quote}” [{citation.marker}]" for citation in changed]
    return "\n".join(filter(None, [lead, *parts, draft.tail, *still]))


def notices_of(
    citations: Sequence[Citation], statements: Sequence[Statement], language: Language
) -> tuple[Notice, ...]:
    """Figures of the cited passages that do not agree and stand, at least one, in what is said."""
    said: dict[str, Notice] = {}
    for citation, statement in zip(citations, statements, strict=True):
        for found in disagreements(statement.chunk.text):
            if any(text in citation.quote for text in found.printed):
                message = say(f"{found.kind}_disagrees", language, **found.values)
                said.setdefault(message, Notice("figures_disagree", message, citation.marker))
    return tuple(said.values())
