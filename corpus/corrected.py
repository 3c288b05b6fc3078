"""Words that somebody typed, put into the tokens that they correct.

A token keeps its span, its box and its place whatever is typed for it: what is missing in the source
joins the word before it, and what is too much there becomes an empty reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from corpus.model import Line, Token
from corpus.vietnamese.normalise import fold

_ALIKE = 0.6  # of two texts' letters that have to agree for one to be a reading of the other
_MOVED = 0.75  # of a line's letters, where it is looked for anywhere on the page
_LONGEST = 4_000_000  # pairs of words that are compared; what is longer is not

Span = tuple[int, int]
"""A range of a page's tokens, counted over all its lines."""


def rewritten(tokens: Sequence[Token], words: Sequence[str]) -> list[Token]:
    """The tokens with the words as their reading.

    Args:
        tokens: of one line, or of several that follow one another.
        words: what stands there instead, in order.

    Returns:
        As many tokens, with their spans and boxes, every one as sure as print.
    """
    old = [(word, at) for at, token in enumerate(tokens) for word in token.text.split()]
    texts: list[list[str]] = [[] for _ in tokens]
    owners = assign([word for word, _ in old], [at for _, at in old], words)
    for word, owner in zip(words, owners, strict=True):
        texts[owner].append(word)
    return [
        replace(token, text=" ".join(text), confidence=1.0)
        for token, text in zip(tokens, texts, strict=True)
    ]


def assign(old: Sequence[str], owners: Sequence[int], new: Sequence[str]) -> list[int]:
    """To which owner of an old word each new word belongs.

    Args:
        old: words.
        owners: of each of them, ascending.
        new: words that stand for the old ones.

    Returns:
        An owner for each new word, ascending; 0 where there is no old word at all.
    """
    if not old:
        return [0] * len(new)
    matcher = SequenceMatcher(None, [*map(fold, old)], [*map(fold, new)], autojunk=False)
    found: list[int] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and b - a == d - c):
            found += owners[a:b]
        elif tag == "replace":
            found += [owners[a + at] for at in _by_letters(old[a:b], new[c:d])]
        elif tag == "insert":
            found += [owners[max(a - 1, 0)]] * (d - c)
    return found


def _by_letters(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """For each new word the old one that it shares most letters with, ascending."""
    left = [(char, at) for at, word in enumerate(old) for char in fold(word)]
    right = [(char, at) for at, word in enumerate(new) for char in fold(word)]
    shared: list[dict[int, int]] = [{} for _ in new]
    matcher = SequenceMatcher(
        None, [char for char, _ in left], [char for char, _ in right], autojunk=False
    )
    for a, b, size in matcher.get_matching_blocks():
        for step in range(size):
            counts = shared[right[b + step][1]]
            counts[left[a + step][1]] = counts.get(left[a + step][1], 0) + 1
    least = 0
    found = []
    for at, counts in enumerate(shared):
        guess = (
            max(counts, key=lambda owner: counts[owner]) if counts else at * len(old) // len(new)
        )
        least = max(least, guess)
        found.append(least)
    return found


def places(
    old: Sequence[str], wanted: Mapping[int, str], lines: Sequence[Line]
) -> tuple[dict[int, Span], list[int]]:
    """Where lines that were corrected stand on a page that may be read otherwise by now.

    Args:
        old: the sources of the page's lines when it was corrected.
        wanted: the line (its position in `old`) → what is typed for it.
        lines: the page as it is read now.

    Returns:
        For each line that was found its span of tokens; and the lines that were not found.
    """
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.tokens))
    spans = list(pairwise(starts))
    now = [line.source for line in lines]
    if list(old) == now:
        return {at: spans[at] for at in wanted if at < len(spans)}, []
    found: dict[int, Span] = {}
    taken: set[int] = set()
    blocks = []
    for tag, a, b, c, d in SequenceMatcher(None, old, now, autojunk=False).get_opcodes():
        if tag == "equal":
            taken.update(range(c, d))
            found |= {at: spans[c + at - a] for at in range(a, b) if at in wanted}
        elif tag == "replace":
            blocks.append((a, b, c, d))
    for a, b, c, d in blocks:
        block = _in_block(old, [at for at in range(a, b) if at in wanted], (a, b), lines[c:d])
        found |= {at: (s + starts[c], e + starts[c]) for at, (s, e) in block.items()}
    used = {at for span in found.values() for at in range(*span)}
    lost = []
    for at in sorted(set(wanted) - set(found)):
        text = old[at] if at < len(old) else wanted[at]
        free = [
            n for n in range(len(lines)) if n not in taken and used.isdisjoint(range(*spans[n]))
        ]
        best = max(free, key=lambda n: _likeness(text, now[n]), default=None)
        if best is None or _likeness(text, now[best]) < _MOVED:
            lost.append(at)
        else:
            found[at] = spans[best]
            used.update(range(*spans[best]))
    return found, lost


def _in_block(
    old: Sequence[str], wanted: Sequence[int], block: Span, lines: Sequence[Line]
) -> dict[int, Span]:
    """Spans of lines whose neighbourhood is read otherwise now: split, joined, or in other words."""
    if not wanted:
        return {}
    first, last = block
    edges = {first: 0}
    words: list[str] = []
    for at in range(first, last):
        words += old[at].split()
        edges[at + 1] = len(words)
    now = [line.source[token.start : token.end] for line in lines for token in line.tokens]
    if len(words) * len(now) > _LONGEST:
        return {}
    matcher = SequenceMatcher(None, [*map(fold, words)], [*map(fold, now)], autojunk=False)
    matches = matcher.get_matching_blocks()
    found = {}
    for at in wanted:
        # what was read anew between two lines belongs to neither
        first = _across(edges[at], matches, after=True)
        last = _across(edges[at + 1], matches, after=False)
        if _likeness(old[at], "".join(now[first:last])) >= _ALIKE:
            found[at] = first, last
    return found


def _across(edge: int, matches: Sequence[tuple[int, int, int]], *, after: bool) -> int:
    """Where an edge between two words lies in the other sequence: `after` or before what is new.

    Between two matches it lies in proportion.
    """
    end, other = 0, 0  # of the match before
    for a, b, size in matches:
        if edge < a or (edge == a and not after):
            break
        if edge < a + size or (edge == a + size and not after):
            return b + edge - a
        end, other = a + size, b + size
    else:
        return other
    return other + round((edge - end) * (b - other) / (a - end)) if a > end else other


def _likeness(one: str, other: str) -> float:
    """Share of two texts' letters that agree in order, accents and spaces aside."""
    left, right = (fold("".join(text.split())) for text in (one, other))
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0
