"""Whether a sentence that a model wrote is said by the spans that it cites.

Deterministic: figures, dates, document numbers, sums and names have to stand in the spans, a figure with
its unit and its bound and in the clause that is most like its own, a negation or a direction has to be
the spans' own (`relations`), and what else is said has to be nearly all in their words. A sentence that
fails is not said; one that is true in other words is lost, too, which costs less than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.answers import relations
from assistant.stopwords import is_stop, telling
from corpus.lexical import passage_terms, terms, worded
from corpus.model import Chunk
from corpus.vietnamese import abbreviations
from corpus.vietnamese.normalise import fold, tone_key
from corpus.vietnamese.references import Kind, find, mentions
from corpus.vietnamese.references.figures import value

# Chosen, not fitted: no model can be run where this was written. 2026-11-28.
LEAST_COVERED = 0.75
_MOST_SENTENCES = 6  # of a passage that one span may take in
_MOST_WORDS = 110
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"(?<![\w])\d+(?:[.,]\d+)*")
_CLAUSE = re.compile(r"[;:()\n]|,\s|\.\s|\s(?:và|còn|nhưng|trong đó|and|but)\s", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_]+(?:[&-][^\W_]+)*")
_BEGINS = re.compile(r"(?:^|[.:“\"•-])\s*$")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org)\b\S*"
)
# Mentions that are compared by their keys.
_CHECKED = frozenset({Kind.DATE, Kind.DOCUMENT, Kind.PROCEDURE, Kind.MONEY})
_BOUND = re.compile(r"\bkhông (?:quá|dưới|ít hơn|nhiều hơn|vượt|chỉ|những|gian)\b", re.IGNORECASE)
_NEGATION = re.compile(r"\b(?:không|chưa|chẳng|ngoại trừ|trừ|cấm|miễn)\b", re.IGNORECASE)
# Bodies that a sentence may name where its document is theirs.
_OWN = frozenset({"sở", "tỉnh", "ủy", "uỷ", "văn", "nhà", "theo", "trong", "tại", "các"})


class Fault(StrEnum):
    """Why a sentence is not said by its spans."""

    NO_SPAN = "no_span"
    FIGURE = "figure"
    PAIRING = "pairing"  # a figure that stands beside something else there
    RELATION = "relation"  # its unit, its bound, the body or person it belongs to, an exception
    REFERENCE = "reference"  # a document number, a date, a sum of money
    NAME = "name"
    ADDRESS = "address"
    CONTRARY = "contrary"  # a negation or a direction that is not the spans'
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Support:
    """A range of a passage's tokens that may carry a claim."""

    chunk: Chunk
    first: int
    last: int

    @property
    def text(self) -> str:
        """The words."""
        return self.chunk.read(self.first, self.last)


def support(claim: str, chunk: Chunk, barred: frozenset[int] = frozenset()) -> Support | None:
    """The sentences of a passage that say most of a claim, in one range; None where none says any.

    Args:
        claim: a sentence.
        chunk: the passage.
        barred: indices of sentences that may not be cited.
    """
    wanted, figures = _content(claim), _figures(claim)
    texts = [chunk.read(*span) for span in chunk.sentences]
    gains = [
        0 if i in barred else len(wanted & _content(text)) + 2 * len(figures & _figures(text))
        for i, text in enumerate(texts)
    ]
    if not gains or max(gains) == 0:
        return None
    first = last = gains.index(max(gains))
    held = _content(texts[first]) | _words_of(figures & _figures(texts[first]))
    everything = wanted | _words_of(figures)
    while everything - held:
        open_left = _opens(first - 1, texts, barred)
        open_right = _opens(last + 1, texts, barred)
        left = _gain(texts[first - 1], everything - held) if open_left else 0
        right = _gain(texts[last + 1], everything - held) if open_right else 0
        length = sum(len(text.split()) for text in texts[first : last + 1])
        if not max(left, right) or last - first + 1 >= _MOST_SENTENCES or length > _MOST_WORDS:
            break
        if right >= left:
            last += 1
            held |= _content(texts[last]) | _words_of(_figures(texts[last]))
        else:
            first -= 1
            held |= _content(texts[first]) | _words_of(_figures(texts[first]))
    return Support(chunk, chunk.sentences[first][0], chunk.sentences[last][1])


def fault(claim: str, spans: Sequence[str], around: str = "") -> Fault | None:
    """What of a claim its spans do not say; None where they say it.

    Args:
        claim: a sentence, without markers.
        spans: the cited texts.
        around: headings, titles and numbers of the spans' documents, where a name may stand, too.
    """
    if not any(span.strip() for span in spans):
        return Fault.NO_SPAN
    said = " \n".join(spans)
    near = f"{said}\n{around}"
    checks = (
        (Fault.ADDRESS, _addresses_hold(claim, said)),
        (Fault.REFERENCE, _references_hold(claim, near)),
        (Fault.FIGURE, _figures_hold(claim, said) and relations.kinds_hold(claim, near)),
        (Fault.NAME, _names_hold(claim, near)),
        (Fault.CONTRARY, _directions_hold(claim, spans)),
        (Fault.PAIRING, _pairings_hold(claim, said)),
        (Fault.RELATION, _relations_hold(claim, said, near)),
        (Fault.CONTENT, _covered(claim, near) >= LEAST_COVERED),
    )
    return next((found for found, holds in checks if not holds), None)


def _content(text: str) -> set[str]:
    """The words that tell something, folded, with what short forms surely stand for."""
    return {t for t in passage_terms(text) if " " not in t and not is_stop(t)}


def _figures(text: str) -> set[Decimal]:
    return {value(number) for number in _NUMBER.findall(text)}


def _words_of(figures: set[Decimal]) -> set[str]:
    return {f"#{figure}" for figure in figures}


def _gain(text: str, lacking: set[str]) -> int:
    return len((_content(text) | _words_of(_figures(text))) & lacking)


def _opens(index: int, texts: Sequence[str], barred: frozenset[int]) -> bool:
    return 0 <= index < len(texts) and index not in barred


def _addresses_hold(claim: str, said: str) -> bool:
    flat = "".join(said.split()).casefold()
    return all(found.strip(".,;:)").casefold() in flat for found in _ADDRESS.findall(claim))


def _references_hold(claim: str, said: str) -> bool:
    held = find(said)
    if not all(any(one.agrees(other) for other in held) for one in find(claim)):
        return False
    exact = _CHECKED - {Kind.DOCUMENT}
    keys = {mention.key for mention in mentions(said)}
    return all(m.key in keys for m in mentions(claim) if m.kind in exact)


def _figures_hold(claim: str, said: str) -> bool:
    """Whether every figure stands there as one, and not as a part of a date or a number."""
    held = set(_loose(said))
    if not all(number in held for number in _loose(claim)):
        return False
    counted = set(terms(said)) | set(worded(said))
    return all(term in counted for term in worded(claim) if " " not in term)


def _loose(text: str) -> Iterator[Decimal]:
    """The figures of a text that belong to nothing that is compared by its key."""
    plain = _without(text, _CHECKED | {Kind.PERIOD})
    return (value(number) for number in _NUMBER.findall(plain))


def _relations_hold(claim: str, said: str, near: str) -> bool:
    return (
        relations.units_hold(claim, said)
        and relations.bounds_hold(claim, said)
        and relations.bodies_hold(claim, near)
        and relations.exceptions_hold(claim, said)
        and relations.years_hold(claim, said)
        and relations.documents_hold(claim, said)
    )


def _names_hold(claim: str, said: str) -> bool:
    """Whether every word with a capital stands in what is said; the first of a sentence may be any."""
    held = _spelled(said)
    for long in abbreviations.expand(said):
        held |= _spelled(long)
    for match in _TOKEN.finditer(claim):
        word = match[0]
        if not word[0].isupper() or (
            not word[1:].isupper() and _BEGINS.search(claim[: match.start()])
        ):
            continue
        parts = _spelled(word)
        longs = abbreviations.expand(word)
        if not (parts <= held | _OWN or any(_spelled(long) <= held for long in longs)):
            return False
    return True


def _spelled(text: str) -> set[str]:
    """The words of a text as they are spelled, case and the place of tone marks aside."""
    return set(_WORD.findall(tone_key(text).casefold()))


def _directions_hold(claim: str, spans: Sequence[str]) -> bool:
    """Whether negations and directions of a claim are those of the clauses that it is nearest to."""
    clauses = [c for span in spans for c in _clauses(span)]
    for part in _clauses(claim):
        wanted = _content(part)
        if not wanted:
            continue
        overlaps = [len(wanted & _content(clause)) for clause in clauses]
        most = max(overlaps, default=0)
        if most == 0:
            continue
        near = [c for c, n in zip(clauses, overlaps, strict=True) if n == most]
        if not any(_negated(part) == _negated(clause) for clause in near):
            return False
        if all(relations.turned(part, clause) for clause in near):
            return False
    return True


def _negated(text: str) -> bool:
    return bool(_NEGATION.search(_BOUND.sub(" ", tone_key(text))))


def _clauses(text: str) -> list[str]:
    return [part.strip() for part in _CLAUSE.split(text) if part and part.strip()]


def _pairings_hold(claim: str, said: str) -> bool:
    """Whether each figure stands in the clause of the spans that is most like its own clause."""
    places = list(_placed(said))
    for number, clause in _placed(claim):
        near = _content(clause)
        like = {n: max(len(near & _content(c)) for m, c in places if m == n) for n, _ in places}
        if number in like and like[number] < max(like.values()):
            return False
    return True


def _placed(text: str) -> Iterator[tuple[Decimal, str]]:
    """The figures of a text, dates and document numbers aside, each with its clause without figures."""
    named = frozenset({Kind.DATE, Kind.DOCUMENT, Kind.PROCEDURE, Kind.PERIOD})
    for clause in _clauses(_without(text, named)):
        bare = _NUMBER.sub(" ", clause)
        for number in _NUMBER.findall(clause):
            yield value(number), bare


def _without(text: str, kinds: frozenset[Kind]) -> str:
    """A text with blanks for what it mentions of some kinds."""
    plain = list(text)
    for mention in mentions(text):
        if mention.kind in kinds:
            plain[mention.start : mention.end] = " " * (mention.end - mention.start)
    return "".join(plain)


def _covered(claim: str, said: str) -> float:
    """The share of a claim's words that stand in what is said: what no other check has looked at.

    Short forms are read both ways. A claim of nothing but figures and references is covered, one of
    nothing at all ("Không.") is not.
    """
    held = _content(said)
    words = _NUMBER.sub(" ", _without(claim, _CHECKED))
    wanted = telling(words)
    if not wanted:
        return 1.0 if words != claim else 0.0
    longs = {fold(word): abbreviations.expand(word) for word in re.findall(r"[\w&]+", claim)}
    covered = 0
    for word in wanted:
        spelled = (set(terms(long)) for long in longs.get(word, ()))
        if word in held or any({t for t in s if " " not in t} <= held for s in spelled):
            covered += 1
    return covered / len(wanted)
