"""Questions that ask for several things at once: each has its own few words in the short answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answers.short import MAX_WORDS, read_span, short_answer
from assistant.evidence import Sentence
from assistant.model import Kind, Passage, Question
from assistant.question import kind_of
from assistant.reading import Read
from corpus.vietnamese.normalise import fold

ReadPart = Callable[[Question, Sequence[Passage]], Sequence[Read]]
"""Reads passages for a part of a question."""

_BREAKS = re.compile(r"[,;?]\s+|\s(?:và|còn|rồi|and)\s")
_ASKS = re.compile(
    r"\b(?:nao|gi|ai|dau|bao nhieu|bao gio|may|bao lau|khi nao"
    r"|which|what|who|whom|where|when|how many|how much|how long)\b"
)
_TYPED = (Kind.NUMBER, Kind.DATE, Kind.DOCUMENT_NUMBER)
_UNCERTAIN = 0.1
"""How likely the reader has to hold that a passage answers a part, which says less than the whole."""
_MOST = 3


def parts_of(question: Question) -> list[Question]:
    """The parts of a question that each ask for something of their own; none where only one does.

    What stands before a part and asks for nothing is read with it: "… của Sở: số mấy, ai ký?"
    """
    parts: list[Question] = []
    lead = ""
    for piece in (piece.strip() for piece in _BREAKS.split(question.read)):
        if _ASKS.search(fold(piece)):
            read = f"{lead} {piece}".strip()
            kind = kind_of(piece)
            parts.append(
                replace(question, text=piece, search=piece, mended="", kind=kind, understood=read)
            )
        else:
            lead = f"{lead} {piece}".strip()
    return parts if 1 < len(parts) <= _MOST else []


def short_of_parts(
    question: Question, sentences: Sequence[Sentence], span: str | None, read_part: ReadPart
) -> str | None:
    """The direct answers of all parts, None where there are not several or one has none.

    Args:
        question: understood.
        sentences: those that are said, the best one first.
        span: what the reader finds for the whole; it answers the first part of the whole's kind.
        read_part: reads passages for a part.
    """
    best = sentences[0]
    found: list[str] = []
    for part in parts_of(question):
        said: str | None
        if span is not None and part.kind is question.kind:
            said, span = span, None
        elif part.kind in _TYPED:
            said = short_answer(part, sentences)
        else:
            said = read_span(part, best, read_part(part, [best.passage]), least=_UNCERTAIN)
        if said is None:
            return None
        if not any(said in other or other in said for other in found):
            found.append(said)
    together = "; ".join(found)
    return together if len(found) > 1 and len(together.split()) <= MAX_WORDS else None
