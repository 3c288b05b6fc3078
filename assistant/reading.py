"""What the reader finds in the best passages, as ranges of their tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import indices
from assistant.discounts import TWIN, keys_of, put_behind
from assistant.evidence import HIGHEST, Evidence, Sentence
from assistant.model import Passage, Question
from assistant.reader import Found, Reader, Reading
from corpus.model import Chunk
from corpus.vietnamese import abbreviations
from corpus.vietnamese.normalise import fold

READ = 3  # passages
SURE = 0.6  # how likely the reader has to hold a verdict, or that a passage answers
PLAIN = 0.8  # a first passage that answers so likely is read alone
_UNSURE = 0.3  # a passage that answers no likelier than this gains nothing
# Share of a span that says again what the question before it asked for; the dev sets' follow-ups, 2026-11-29.
_REPEATED = 0.5
_SPANNED = 0.45  # added to the sentence with the best span, times how likely it answers


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


def pointed_at(reads: Sequence[Read], chunk: Chunk, first: int, last: int) -> float:
    """How likely (0-1) a passage answers, where the reader's best span begins in a range of its tokens; else 0.

    Args:
        reads: what the reader says of the best passages.
        chunk: the passage.
        first: of the range, as in `Chunk.read`.
        last: behind it.
    """
    for one in reads:
        if one.passage.chunk.id == chunk.id and one.spans and first <= one.spans[0].first < last:
            return one.reading.answers
    return 0.0


def read(
    reader: Reader | None,
    question: Question,
    passages: Sequence[Passage],
    sentences: Sequence[Sentence] = (),
    *,
    every: bool = False,
) -> list[Read]:
    """What the reader says of passages, in their order; nothing where there is none.

    Of a passage too long to be read together, what holds the first of its `sentences` is read.

    Where the first one plainly answers, the others are not read unless `every` one is asked for: it is
    half the time of an answer.
    """
    if not passages:
        return []
    if reader is None:
        return [Read(passage, Reading({"none": 0.5}, ()), ()) for passage in passages]
    given = [(". ".join(p.chunk.heading), p.chunk.text) for p in passages]
    within = [_place(passage, sentences) for passage in passages]
    asked = [indices.as_printed(question.spoken, text) for _, text in given]
    readings = reader.read(asked[0], given[:1], within[:1])
    if len(given) > 1 and (every or question.context or readings[0].answers < PLAIN):
        if len(set(asked)) == 1:
            readings += reader.read(asked[0], given[1:], within[1:])
        else:
            for one, passage, place in list(zip(asked, given, within, strict=True))[1:]:
                readings += reader.read(one, [passage], [place])
    if question.context:
        earlier = reader.read(abbreviations.written_out(question.context), given, within)
        readings = [_without(*pair) for pair in zip(readings, earlier, strict=True)]
    return [
        Read(passage, reading, _spans(passage.chunk, reading.spans))
        for passage, reading in zip(passages, readings, strict=False)
    ]


def _place(passage: Passage, sentences: Sequence[Sentence]) -> tuple[int, int] | None:
    """Where the first sentence of a passage stands in its text, in characters."""
    chunk = passage.chunk
    own = next((one for one in sentences if one.passage.chunk.id == chunk.id), None)
    if own is None:
        return None
    first, last = chunk.sentences[own.index]
    return chunk.places[first][0], chunk.places[last - 1][1]


def _without(reading: Reading, earlier: Reading) -> Reading:
    """What a passage says to a follow-up, but for what answers the question before it, and that better."""
    if earlier.answers < SURE or not earlier.spans:
        return reading
    said = earlier.spans[0]
    others = tuple(
        one for one in reading.spans if one.score > said.score or _shared(one, said) < _REPEATED
    )
    return replace(reading, spans=others or reading.spans)


def _shared(one: Found, other: Found) -> float:
    """What two spans have in common, as a share of both (0-1)."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / (max(one.end, other.end) - min(one.start, other.start))


def reweighed(evidence: Evidence, reads: Sequence[Read]) -> Evidence:
    """The evidence with what the reader says: the sentences that it finds score more.

    So do those that say the same: which reading of one text is the better source is known already.
    """
    table = abbreviations.version()
    gains: list[tuple[frozenset[str], float]] = []
    for one in reads:
        if one.spans:
            chunk = one.passage.chunk
            text = chunk.read(*chunk.sentences[one.spans[0].sentence])
            sure = max(0.0, one.reading.answers - _UNSURE) / (1 - _UNSURE)
            gains.append((keys_of(text, table), _SPANNED * sure))
    # as much less as the sentence is a poor one without the reader: a heading names all that is below
    best = max((s.score for s in evidence.sentences), default=0.0) or 1.0
    by_passage: dict[str, float] = {}
    sentences = []
    for sentence in evidence.sentences:
        said = keys_of(sentence.text, table)
        gain = max((g for keys, g in gains if _is_same(said, keys)), default=0.0)
        gain *= max(0.0, sentence.score) / best
        sentences.append(replace(sentence, score=sentence.score + gain, read=gain))
        chunk_id = sentence.passage.chunk.id
        by_passage[chunk_id] = max(gain, by_passage.get(chunk_id, 0.0))
    passages = [
        replace(p, score=min(1.0, p.score + by_passage.get(p.chunk.id, 0.0) / HIGHEST))
        for p in evidence.passages
    ]
    return replace(
        evidence,
        sentences=tuple(sorted(put_behind(sentences), key=lambda sentence: -sentence.score)),
        passages=tuple(sorted(passages, key=lambda passage: -passage.score)),
        reads=tuple(reads),
    )


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) > TWIN * max(len(one), len(other), 1)


def _spans(chunk: Chunk, found: Sequence[Found]) -> tuple[Span, ...]:
    places, titles = chunk.places, {fold(title) for title in chunk.heading}
    spans = []
    for one in found:
        held = [at for at, (a, b) in enumerate(places) if a < b and b > one.start and a < one.end]
        if held:
            first, last = held[0], held[-1] + 1
            sentence = next(i for i, (_, end) in enumerate(chunk.sentences) if first < end)
            if fold(chunk.read(*chunk.sentences[sentence])) not in titles:
                spans.append(Span(first, last, sentence, one.score))
    return tuple(spans)
