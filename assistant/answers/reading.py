"""What the reader finds in the best passages, as ranges of their tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.model import Passage, Question
from assistant.reader import Found, Reader, Reading
from corpus.model import Chunk


@dataclass(frozen=True, slots=True)
class Span:
    """A range of a passage's tokens that may answer.

    Attributes:
        first, last: as in `Chunk.read`.
        sentence: index of the one that it begins in.
        score: the reader's.
    """

    first: int
    last: int
    sentence: int
    score: float


@dataclass(frozen=True, slots=True)
class Read:
    """A passage with what the reader says of it; spans best first."""

    passage: Passage
    reading: Reading
    spans: tuple[Span, ...]

    def text(self, span: Span) -> str:
        """The words of a span."""
        return self.passage.chunk.read(span.first, span.last)


def read(reader: Reader, question: Question, passages: Sequence[Passage]) -> list[Read]:
    """What the reader says of passages, in their order."""
    if not passages:
        return []
    given = [(". ".join(p.chunk.heading), p.chunk.text) for p in passages]
    readings = reader.read(question.understood, given)
    return [
        Read(passage, reading, _spans(passage.chunk, reading.spans))
        for passage, reading in zip(passages, readings, strict=True)
    ]


def _spans(chunk: Chunk, found: Sequence[Found]) -> tuple[Span, ...]:
    places = chunk.places
    spans = []
    for one in found:
        held = [
            at for at, (a, b) in enumerate(places) if a < b and b > one.start and a < one.end
        ]
        if held:
            first, last = held[0], held[-1] + 1
            sentence = next(i for i, (_, end) in enumerate(chunk.sentences) if first < end)
            spans.append(Span(first, last, sentence, one.score))
    return tuple(spans)
