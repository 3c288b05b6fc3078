"""A sentence as it is said: whole, or of a very long one the part that answers."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right

from assistant.answers.draft import Statement
from assistant.evidence import Sentence
from assistant.stopwords import telling
from corpus.lexical import terms
from corpus.model import Chunk

_EDGE = 15  # words by which a part may be longer, to begin and end at a clause


def trim(sentence: Sentence, asked: str, short: str | None, longest: int) -> Statement:
    """The statement of a sentence.

    Args:
        sentence: that is said.
        asked: what is looked for.
        short: the short answer; what is kept holds it where the sentence does.
        longest: words of a sentence that is said whole.
    """
    chunk: Chunk = sentence.passage.chunk
    first, last = chunk.sentences[sentence.index]
    if last - first <= longest:
        return Statement(chunk, first, last)
    wanted = telling(asked)
    hits = [bool(wanted & set(terms(chunk.tokens[i].text))) for i in range(first, last)]
    width = longest - _EDGE
    answered = _place(chunk, first, last, short)
    best, start = -1, 0
    for offset in range(len(hits) - width + 1):
        count = sum(hits[offset : offset + width])
        if answered and offset <= answered[0] and answered[1] <= offset + width:
            count += len(hits)
        if count > best:
            best, start = count, offset
    left = _clause_start(chunk, first, first + start)
    right = _clause_end(chunk, min(first + start + width, last), last)
    return Statement(chunk, left, right, left > first, right < last)


def _place(chunk: Chunk, first: int, last: int, short: str | None) -> tuple[int, int] | None:
    """Where in a sentence the short answer stands, as tokens from its first one."""
    wanted = _closed_up(short or "")
    said = [_closed_up(token.text) for token in chunk.tokens[first:last]]
    edges = list(itertools.accumulate(map(len, said), initial=0))
    places = re.finditer(re.escape(wanted), "".join(said)) if wanted else ()
    whole = (place.span() for place in places if set(place.span()) <= set(edges))
    return next(((bisect_right(edges, a) - 1, bisect_left(edges, b)) for a, b in whole), None)


def _closed_up(text: str) -> str:
    """Letters and digits alone: a number that was broken at a line's end is two tokens ("82-", "CV/BCSĐ")."""
    return "".join(filter(str.isalnum, text))


def _clause_start(chunk: Chunk, first: int, at: int) -> int:
    for index in range(at, max(first, at - _EDGE), -1):
        if chunk.tokens[index - 1].text.endswith((",", ";", ":", ".")):
            return index
    return first if at - first <= _EDGE else at


def _clause_end(chunk: Chunk, at: int, last: int) -> int:
    for index in range(at, min(last, at + _EDGE)):
        if chunk.tokens[index - 1].text.endswith((",", ";", ":", ".")):
            return index
    return last if last - at <= _EDGE else at
