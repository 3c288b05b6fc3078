"""The documents that a run's answers come from: whether citations stand in them, and their texts."""

from __future__ import annotations

from functools import lru_cache

from assistant.model import Answer, Citation, Role
from assistant.pipeline import Assistant
from corpus.model import Role as LineRole

_KEPT = 64  # documents whose texts are kept


class Sources:
    """The documents of an assistant's store as one role sees them; any number of threads may ask."""

    def __init__(self, assistant: Assistant, role: Role) -> None:
        self._assistant, self._role = assistant, role
        self._texts = lru_cache(maxsize=_KEPT)(self._read)

    def text(self, document: str) -> str | None:
        """The indexed text of a document; None where it is not indexed, or hidden from the role."""
        return self._texts(document)

    def valid(self, answer: Answer) -> list[bool]:
        """For each citation of an answer, in order, whether it stands in its source."""
        return [stands_in_source(self._assistant, one, self._role) for one in answer.citations]

    def _read(self, document: str) -> str | None:
        lines = self._assistant.lines(document, self._role)
        return "\n".join(line.text for line in lines) if lines else None


def stands_in_source(assistant: Assistant, citation: Citation, role: Role) -> bool:
    """Whether both readings of the cited span stand in the document where the citation says."""
    first, last = citation.marks
    lines = [
        line
        for line in assistant.lines(citation.document, role)
        if first <= line.position <= last
        and (citation.lines or line.role is not LineRole.FURNITURE)
    ]
    if not lines or not citation.quote.strip():
        return False
    start = lines[0]
    placed = (start.page, start.sheet, start.row) == (citation.page, citation.sheet, citation.row)
    numbered = citation.lines in (None, (start.number, lines[-1].number))
    source = _flat(" ".join(line.source for line in lines))
    reading = _flat(" ".join(line.text for line in lines))
    return (
        placed
        and numbered
        and _flat(citation.source_quote) in source
        and _flat(citation.quote) in reading
    )


def _flat(text: str) -> str:
    return " ".join(text.split())
