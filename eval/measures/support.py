"""Whether an answer, and the short answer beside it, says what is asked for, as the contract says.

Supported: the `answer` of an answerable question says one variant of every required part in at most
120 words (250 for lists, summaries and procedure cards; markers are no words) and has a citation that
overlaps the evidence. Direct, for six types only: `short_answer` says every part in at most 25 words.
A question without required parts asks nothing of the words: the source alone makes it supported.
"""

from __future__ import annotations

from assistant.schema import AnswerOut
from eval.matching import says_all, without_markers, words
from eval.measures.places import cites
from eval.questions import Item

DIRECT_TYPES = frozenset({"number", "date", "document_number", "who", "yes_no", "definition"})
LONG_TYPES = frozenset({"list", "summary", "procedure", "procedure_card"})
MOST_WORDS, MOST_WORDS_LONG, MOST_WORDS_SHORT = 120, 250, 25


def supported(item: Item, answer: AnswerOut) -> bool | None:
    """Whether the answer is supported; None for a question without an answer or a located evidence."""
    if not item.answerable or not item.located:
        return None
    return (
        says(item, answer)
        and words(answer.answer) <= most_words(item)
        and any(cites(citation, item.located) for citation in answer.citations)
    )


def says(item: Item, answer: AnswerOut) -> bool:
    """Whether the answer says every required part, however long it is and whatever it cites."""
    return says_all(without_markers(answer.answer), item.must_contain)


def most_words(item: Item) -> int:
    """How long an answer to a question of its type may be, in words."""
    return MOST_WORDS_LONG if item.type in LONG_TYPES else MOST_WORDS


def direct(item: Item, answer: AnswerOut) -> bool | None:
    """Whether the short answer is right; None for other types and without required parts."""
    if not item.answerable or item.type not in DIRECT_TYPES or not item.must_contain:
        return None
    short = answer.short_answer
    return says_all(short, item.must_contain) and words(short or "") <= MOST_WORDS_SHORT
