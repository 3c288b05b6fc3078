"""Citations are made from token ranges, and every statement is checked against its citation.

Nothing is matched by searching for a quote: a citation starts from where the words stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers.draft import Statement
from assistant.model import Citation
from corpus.model import StoredDocument
from corpus.records import Records
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import find as find_references

_MARKER = re.compile(r"\[(\d{1,2})\]")
_FIGURE = re.compile(r"\d+(?:[.,/]\d+)*")


def cite(marker: int, statement: Statement, document: StoredDocument, records: Records) -> Citation:
    """The citation of a statement.

    Args:
        marker: its number in the answer.
        statement: a token range of a passage.
        document: the one the passage belongs to.
        records: hold the document's lines.
    """
    chunk = statement.chunk
    tokens = chunk.tokens[statement.first : statement.last]
    start, end = tokens[0].line, tokens[-1].line
    lines = records.lines(chunk.document, span=(start, end))
    used = {token.line for token in tokens}
    pieces = []
    for line in lines:
        if line.position not in used:
            if chunk.numbered:
                pieces.append(line.source)
            continue
        left = tokens[0].start if line.position == start else 0
        right = tokens[-1].end if line.position == end else len(line.source)
        pieces.append(line.source[left:right])
    return Citation(
        marker=marker,
        document=chunk.document,
        title=document.title,
        number=document.number,
        page=lines[0].page,
        lines=(lines[0].number, lines[-1].number) if chunk.numbered else None,
        sheet=lines[0].sheet,
        row=lines[0].row,
        procedure=chunk.procedure,
        quote=statement.text,
        source_quote="\n".join(pieces),
        marks=(start, end),
        kind=document.kind,
        issuer=document.body,
        date=document.date,
    )


def are_grounded(short: str, quotes: Sequence[str]) -> bool:
    """Whether each of the answers that a short answer puts side by side ("36; 12") is grounded."""
    return all(is_grounded(part, quotes) for part in short.split("; "))


def is_grounded(statement: str, quotes: Sequence[str]) -> bool:
    """Whether all that can be checked in a statement stands in the quotes.

    Checked are its figures, its dates and its document numbers; a statement without any of them has
    to be a part of a quote, case and spacing aside.

    Args:
        statement: a sentence or a short answer, without markers.
        quotes: of its citations.
    """
    plain = _plain(statement)
    whole = [_plain(quote) for quote in quotes]
    if any(plain in quote for quote in whole):
        return True
    figures = _FIGURE.findall(statement)
    if not figures:
        return False
    held = {figure for quote in quotes for figure in _FIGURE.findall(quote)}
    if not set(figures) <= held:
        return False
    references = [ref for quote in quotes for ref in find_references(quote)]
    return all(any(ref.agrees(other) for other in references) for ref in find_references(statement))


def markers_agree(text: str, citations: Sequence[Citation]) -> bool:
    """Whether every marker in an answer has its citation and every citation its marker."""
    return {int(m) for m in _MARKER.findall(text)} == {c.marker for c in citations}


def _plain(text: str) -> str:
    return " ".join(fold(text).split()).strip(" .;:,…")
