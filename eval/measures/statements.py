"""An answer as statements: its sentences, and the citations that are attached to them.

A sentence is what the index takes for one (a clause of an enumeration too); a line's end ends it.
A marker covers all that was said since the marker before it, as it stands at the end of what it is
for. What only leads to what follows ("Hồ sơ gồm:") and states no fact needs no citation and is left
out, and so is a line that says what the documents do not say, for which nothing can be cited.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.chunks import split_sentences
from corpus.model import ChunkToken
from eval.matching import without_markers
from eval.measures import facts

_MARKER = re.compile(r"\[(\d{1,9})\]")
_BEHIND_END = re.compile(r"([.;:,!?…]+)((?:\s*\[\d+\])+)")
_ABSENT = re.compile(
    r"\W*(?:(?:các|những) )?tài liệu\b[^.]{0,40}\bkhông (?:nói|nêu|ghi|có|đề cập|cho biết)\b"
    r"|\W*(?:the )?(?:\w+ )?documents?\b[^.]{0,40}\bdo(?:es)? not (?:say|mention|give|state|contain)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}|\d")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of an answer that ends with its markers.

    Attributes:
        sentences: without markers, in order.
        markers: the numbers of its citations, each once; none where the answer ends uncited.
    """

    sentences: tuple[str, ...]
    markers: tuple[int, ...]


def stretches(answer: str) -> list[Stretch]:
    """The statements of an answer's text, in order; none of a text that states nothing."""
    found: list[Stretch] = []
    sentences: list[str] = []
    for sentence in _sentences(answer):
        markers = tuple(dict.fromkeys(int(number) for number in _MARKER.findall(sentence)))
        text = " ".join(without_markers(sentence).split())
        if _WORD.search(text) and not (_leads(text) and not markers):
            sentences.append(text)
        if markers and sentences:
            found.append(Stretch(tuple(sentences), markers))
            sentences = []
        elif markers and found:  # markers alone: more citations of what was said before
            more = dict.fromkeys((*found[-1].markers, *markers))
            found[-1] = Stretch(found[-1].sentences, tuple(more))
    return [*found, Stretch(tuple(sentences), ())] if sentences else found


def _sentences(answer: str) -> list[str]:
    """The sentences with their markers, which are first moved before the stop they stand behind."""
    found = []
    for line in _BEHIND_END.sub(r"\2\1", answer).split("\n"):
        if _ABSENT.match(line) and not _MARKER.search(line):
            continue
        words = line.replace("[", " [").split()
        tokens = [ChunkToken(word, 0, 0, 0) for word in words]
        found += [" ".join(words[first:last]) for first, last in split_sentences(tokens)]
    return found


def _leads(text: str) -> bool:
    return text.endswith(":") and not facts.read(text)
