"""What a sentence keeps of its score, where it can hardly be the answer, or another says the same better."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant import indices
from assistant.ends import other_end
from assistant.model import Kind
from assistant.places import level_of
from assistant.spans import spans
from assistant.stopwords import is_stop, telling
from corpus.lexical import passage_terms, terms
from corpus.model import Chunk, How, StoredDocument
from corpus.procedures.portal import says_nothing
from corpus.vietnamese.normalise import fold

if TYPE_CHECKING:
    from assistant.coverage import Weigher
    from assistant.evidence import Sentence
    from assistant.model import Question

_HEADING, _OTHER_LEVEL, _SOURCE = 0.6, 0.6, 0.5
_IN_TITLE = 5  # words of a sentence that says no more than the title of its document
_PARTED, _ROWS = 2, 0.8  # signs between cells of rows that run into one another
_EMPTY = 0.3  # for a line that says that there is nothing to say
_PART = 0.85  # for what counts only some of a thing; chosen, as the two below
_OTHER_END = 0.7  # for the highest where the lowest is asked for; as the two above
_FRACTION = re.compile(r"(\d+)/(\d+)")
_NEW_SUBJECT, _OLD_SUBJECT = 0.5, 0.75
# share of words that lines of one list have in common, and how far one may be from the other
SIBLING, _NEIGHBOURS = 0.5, 3
TWIN, _BEHIND = 0.85, 0.98  # share of words that two readings of one sentence have in common
_LATIN_1 = 0xFF


@lru_cache(maxsize=5_000)
def keys_of(text: str, table: str) -> frozenset[str]:
    """The lexical keys of a text, remembered: the same passages answer many questions.

    Args:
        text: a sentence or a heading.
        table: version of the abbreviations in use, which the keys depend on.
    """
    return frozenset(passage_terms(text)) | {
        term for name in indices.told(text) for term in terms(name)
    }


def discount(
    question: Question,
    text: str,
    chunk: Chunk,
    title: str,
    level: str | None,
    asked_level: str | None,
) -> float:
    """What a sentence keeps of its score (0-1): less where it can hardly be the answer.

    Args:
        question: understood.
        text: of the sentence.
        chunk: that it is of.
        title: of its document.
        level: of administration that its document and headings name, if any.
        asked_level: that the question names, if any.
    """
    kept = 1.0
    folded = fold(" ".join(text.split()))
    above = any(folded == fold(heading) for heading in chunk.heading)
    titled = len(text) <= len(title) and folded in fold(title)
    if above or text.isupper() or (titled and len(folded.split()) > _IN_TITLE):
        kept *= _HEADING  # it names what stands below
    if asked_level and (level_of(text) or level or asked_level) != asked_level:
        kept *= _OTHER_LEVEL
    if text.count("|") >= _PARTED:
        kept *= _ROWS
    if says_nothing(text):
        kept *= _EMPTY
    if question.kind is Kind.NUMBER and _tells_a_part(question, text):
        kept *= _PART
    if other_end(question, text):
        kept *= _OTHER_END
    if folded.startswith("nguon:") and "nguon" not in fold(question.read):
        kept *= _SOURCE
    return kept


def _tells_a_part(question: Question, text: str) -> bool:
    """Whether a text only counts some of a thing, those of which it tells what the question does not ask:
    "41/58 thủ tục được cung cấp toàn trình", asked how many there are.
    """
    found = spans(Kind.NUMBER, text)
    parts = [_FRACTION.match(span.text) for span in found]
    if not found or not all(part and part[1] != part[2] for part in parts):
        return False
    units = {term for span in found for term in terms(span.text)}
    return not telling(question.search) & (telling(text) - units)


@lru_cache(maxsize=1_000)
def is_damaged(text: str) -> bool:
    """Whether a Vietnamese text has lost its diacritics; a clean one has some in every second word."""
    words = [word for word in text.split() if word.isalpha()]
    marked = sum(any(ord(char) > _LATIN_1 for char in word) for word in words)
    return len(words) >= 20 and marked < 0.1 * len(words)


def is_guessed(document: StoredDocument) -> bool:
    """Whether a document's text is repaired, or recognised from pictures."""
    return document.repaired or How.OCR in document.how


def of_the_new_subject(
    question: Question, sentences: Sequence[Sentence], weigher: Weigher, table: str
) -> list[Sentence]:
    """The sentences, those scored less that only tell of the question before: "Thế còn dân vận thì sao?"

    Where a sentence says half of what the question itself asks for, one that says nothing of it is of what was
    asked before.
    """
    own = {term for term in terms(question.read) if " " not in term and not is_stop(term)}
    if not question.context or not own:
        return list(sentences)
    shares = [weigher.share(own, keys_of(sentence.text, table)) for sentence in sentences]
    if max(shares, default=0.0) < _NEW_SUBJECT:
        return list(sentences)
    return [
        one if share else replace(one, score=_OLD_SUBJECT * one.score)
        for one, share in zip(sentences, shares, strict=True)
    ]


def behind_twins(
    sentences: Sequence[Sentence], documents: Mapping[str, StoredDocument], table: str
) -> list[Sentence]:
    """The sentences, each that was guessed scored behind the same one printed whole elsewhere."""
    whole: list[tuple[frozenset[str], float]] = []
    guessed: list[bool] = []
    for sentence in sentences:
        guessed.append(is_guessed(documents[sentence.passage.chunk.document]))
        if not guessed[-1]:
            whole.append((keys_of(sentence.text, table), sentence.score))
    behind = []
    for sentence, was_guessed in zip(sentences, guessed, strict=True):
        score = sentence.score
        if was_guessed and whole:
            said = keys_of(sentence.text, table)
            twins = [s for t, s in whole if len(said & t) > TWIN * max(len(said), len(t), 1)]
            score = min([score, *(_BEHIND * twin for twin in twins)])
        behind.append(replace(sentence, score=score))
    return behind


def behind_siblings(
    question: Question, sentences: Sequence[Sentence], weigher: Weigher, table: str
) -> list[Sentence]:
    """The sentences, each that names another case than the question's told which one names it.

    Lines of one list say the same of several cases: "trước 02 giờ đối với phương tiện vận tải hàng hóa", "trước
    01 giờ đối với phương tiện vận tải hành khách". What tells them apart is the word of the question that only
    one of them says. Years do not: what is of another year is known already.
    """
    asked = set(terms(question.read)) if question.context else set(weigher.weights)
    wanted = {term for term in asked if not (" " in term or term.isdigit() or is_stop(term))}
    by_passage: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        by_passage.setdefault(sentence.passage.chunk.id, []).append(sentence)
    found: dict[tuple[str, int], int] = {}
    for name, those in by_passage.items():
        said = {one.index: keys_of(one.text, table) for one in those}
        held = {at: weigher.held(wanted, keys) for at, keys in said.items()}
        for one, other in itertools.permutations(those, 2):
            at, to = one.index, other.index
            fits = held[at] < held[to] and _is_sibling(said[at], said[to])
            best = len(held[found[name, at]]) if (name, at) in found else 0
            if fits and _may_stand_before(other, one) and len(held[to]) > best:
                found[name, at] = to
    return [replace(one, behind=found.get((one.passage.chunk.id, one.index))) for one in sentences]


def put_behind(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, each that says the same of another case (`Sentence.behind`) scored behind the one of the
    case that is asked for, which takes over what it has more.
    """
    places = {(one.passage.chunk.id, one.index): at for at, one in enumerate(sentences)}
    put = list(sentences)
    for at in sorted(range(len(put)), key=lambda at: -put[at].score):
        one = put[at]
        to = None if one.behind is None else places.get((one.passage.chunk.id, one.behind))
        if to is not None and put[to].score < one.score:
            put[to] = replace(put[to], score=one.score, read=max(put[to].read, one.read))
            put[at] = replace(one, score=_BEHIND * one.score)
    return put


def _may_stand_before(one: Sentence, other: Sentence) -> bool:
    """Whether a line may take another's place: a neighbour that tells no less of what is asked for, and
    is no lead-in of others.
    """
    near = abs(one.index - other.index) <= _NEIGHBOURS
    tells = not one.lacks and (one.typed or not other.typed)
    return near and tells and not one.text.rstrip().endswith(":")


def _is_sibling(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two lines say the same of two cases: most of their words are the same."""
    first, second = ({term for term in said if " " not in term} for said in (one, other))
    return len(first & second) >= SIBLING * max(len(first), len(second), 1)
