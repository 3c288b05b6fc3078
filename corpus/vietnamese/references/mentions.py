"""All mentions of a text: the readers in order, the surest first, each taking its place."""

from __future__ import annotations

from corpus.vietnamese.references.dates import read_dates
from corpus.vietnamese.references.documents import read_documents
from corpus.vietnamese.references.figures import read_money, read_ranks, read_shares
from corpus.vietnamese.references.folded import Folded, Taken
from corpus.vietnamese.references.model import Mention
from corpus.vietnamese.references.periods import read_lengths, read_open_periods, read_periods

# What an earlier reader takes a later one does not see: "xếp thứ 7/12" is no 7 December.
_READERS = (
    read_documents,
    read_money,
    read_shares,
    read_ranks,
    read_dates,
    read_periods,
    read_lengths,
    read_open_periods,
)


def mentions(text: str) -> tuple[Mention, ...]:
    """What a text mentions, in the order of the text; spans do not overlap.

    Args:
        text: clean, damaged or accent-less, of any length; read in linear time.
    """
    folded = Folded.of(text)
    taken = Taken(len(folded.text))
    found = [span for read in _READERS for span in read(folded) if taken.take(span.start, span.end)]
    return tuple(
        Mention(
            span.kind,
            span.key,
            folded.printed(span.start, span.end),
            *folded.span(span.start, span.end),
        )
        for span in sorted(found, key=lambda span: span.start)
    )
