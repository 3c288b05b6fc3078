"""What a question demands of the sentence that answers it: its period, its places, its form.

What stands nearest to a question is often the right matter of another year, province or department.
A sentence tells of what it names itself, and of what is named before it in its passage, in its
headings, or in its document's name.
"""

from __future__ import annotations

from assistant import periods, places
from assistant.model import Question
from corpus.model import Chunk, StoredDocument


class Demands:
    """The demands of one question."""

    def __init__(self, question: Question) -> None:
        self._places = places.named(question)
        self._period = periods.asked(question)

    def __bool__(self) -> bool:
        return bool(self._places or self._period)

    @property
    def compares(self) -> bool:
        """Whether several years or several places are asked of, which one sentence need not name."""
        return len(self._places) > 1 or len(self._period.years) > 1

    def lacking(self, lines: list[str]) -> tuple[str, ...]:
        """What a sentence does not tell of: `assistant.wanting` has the words.

        Args:
            lines: as `told` gives them.
        """
        return (
            *periods.unmet(self._period, lines),
            *places.unmet(self._places, lines),
        )


def told(chunk: Chunk, index: int, texts: list[str], document: StoredDocument) -> list[str]:
    """A sentence of a chunk and what stands before it, nearest first: the sentences, the headings,
    the document's name.

    Args:
        chunk: of a passage.
        index: of the sentence.
        texts: of all sentences of the chunk.
        document: that the chunk is of.
    """
    name = f"{document.title} {document.date or ''} {document.name}"
    return [texts[index], *texts[:index][::-1], *chunk.heading[::-1], name]
