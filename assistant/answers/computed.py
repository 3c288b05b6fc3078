"""Figures put together where that is asked for: a difference, a sum, a share, which is more.

Each thing that the question names is looked for by a question of its own; among the figures of what
is found the one is taken that stands by the words which only that thing has, and that the reader
points at. What is computed is shown with its working and its sources. A wrong figure is worse than none:
where one is not surely found, or two are not of one unit, nothing is computed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answers.choosing import (
    OWN,
    TOTAL,
    chosen_figures,
    fit,
    is_printed,
    parts_of,
    ranked_figures,
    tells,
)
from assistant.answers.draft import Draft
from assistant.answers.working import in_print, said_of, unit_of, worded
from assistant.messages import say
from assistant.model import Question, Status
from assistant.operands import Operation, Wanted
from assistant.printed import RANK, Figure, figures_of
from assistant.reading import Read
from corpus.lexical import passage_terms, terms
from corpus.model import Chunk
from corpus.vietnamese.normalise import fold

Find = Callable[[str], Sequence[Read]]
"""The passages nearest to a question and to the one it is a part of, as the reader reads them."""

_LEAST_COMPARED = 3  # figures of one unit, each in a clause of its own, that have a highest
_LONGEST_SHORT = 25  # words
_ASKS_RANK = re.compile(r"\b(?:hang|xep|dung|thu hang|rank\w*|vi tri)\b")
_SURE = 0.6
_NUMBER = re.compile(r"\d[\d.,/]*")
_ITEM = re.compile(r"^(?:\(?\d{1,2}[.)]|[-+•])\s*")


def answer(question: Question, wanted: Wanted, find: Find) -> Draft | None:
    """What a question wants computed, with its working; None where a figure is not surely found.

    Args:
        question: understood.
        wanted: what it wants put together.
        find: looks for one thing's figure.
    """
    reads = [find(asked) for asked in wanted.questions]
    if wanted.operation in (Operation.HIGHEST, Operation.LOWEST):
        return _extreme(question, wanted, [read.passage.chunk for read in reads[0]])
    if wanted.operation is Operation.SHARE and (draft := _of_a_whole(question, wanted, reads[0])):
        return draft
    if wanted.is_remainder and (draft := _rest_of_a_whole(question, wanted, reads[1])):
        return draft
    parts = parts_of(wanted.parts)
    if parts is None:
        return None
    chunks = {read.passage.chunk.id: read.passage.chunk for some in reads for read in some}
    figures = [figure for chunk in chunks.values() for figure in figures_of(chunk)]
    if is_printed(figures, wanted, parts):
        return None
    ranked = [
        ranked_figures(figures, part, {read.passage.chunk.id: read for read in some}, wanted)
        for part, some in zip(parts, reads, strict=True)
    ]
    chosen = chosen_figures(ranked, wanted)
    return worded(question, wanted, chosen) if chosen else None


def from_answers(
    question: Question, wanted: Wanted, drafts: Sequence[Draft | None]
) -> Draft | None:
    """What is computed from the direct answers to each thing's own question; None where one has no single
    figure, or what would be computed seems to be printed.
    """
    parts = parts_of(wanted.parts)
    found = [one for one in map(_figure_of, drafts) if one is not None]
    if parts is None or len(found) != len(parts) or not fit(found, wanted):
        return None
    if not all(ranked_figures([f], p, {}, wanted) for f, p in zip(found, parts, strict=True)):
        return None  # a figure of the other thing, or of another unit than is asked for
    places = {(one.chunk.id, one.token) for one in found}
    around = [one for figure in found for one in figures_of(figure.chunk)]
    if len(places) < len(found) or is_printed(around, wanted, parts):
        return None
    return worded(question, wanted, found)


def _figure_of(draft: Draft | None) -> Figure | None:
    """The printed figure that a draft answers with; None where that is not one."""
    if draft is None or draft.status is not Status.ANSWERED or draft.verdict:
        return None
    if draft.confidence < _SURE:
        return None
    if draft.statements and draft.statements[0].chunk.procedure is not None:
        return None  # of records with like names one is always near
    numbers = _NUMBER.findall(draft.short or "")
    said = [
        figure
        for statement in draft.statements[:1]
        for figure in figures_of(statement.chunk)
        if statement.first <= figure.token < statement.last
        and _NUMBER.findall(figure.text) == numbers
    ]
    return said[0] if len(said) == 1 else None


def _of_a_whole(question: Question, wanted: Wanted, reads: Sequence[Read]) -> Draft | None:
    """The share of a figure that is printed with its whole ("41/58 thủ tục"), where all are asked of."""
    if not TOTAL.search(fold(wanted.parts[1])):
        return None
    both = _part_and_whole(wanted, wanted.parts[0], reads)
    return worded(question, wanted, both) if both else None


def _rest_of_a_whole(question: Question, wanted: Wanted, reads: Sequence[Read]) -> Draft | None:
    """What is left of the whole that a figure is printed with ("49/58"), where the rest is asked for."""
    both = _part_and_whole(wanted, wanted.parts[1], reads)
    return worded(question, wanted, both[::-1]) if both else None


def _part_and_whole(wanted: Wanted, named: str, reads: Sequence[Read]) -> list[Figure]:
    """The two figures of "16/58 TTHC", where one printed so is surely that of a thing; else none."""
    parts = parts_of([named])
    figures = [figure for read in reads for figure in figures_of(read.passage.chunk)]
    if parts is None or is_printed(figures, wanted, parts):
        return []
    by_chunk = {read.passage.chunk.id: read for read in reads}
    chosen = chosen_figures([ranked_figures(figures, parts[0], by_chunk, wanted)], wanted)
    if not chosen or chosen[0].whole is None:
        return []
    figure, (part, _, rest) = chosen[0], chosen[0].text.partition("/")
    return [
        replace(figure, text=f"{part.strip()} {unit_of(rest)}".strip()),
        replace(figure, value=chosen[0].whole, text=rest.strip()),
    ]


def _extreme(question: Question, wanted: Wanted, chunks: Sequence[Chunk]) -> Draft | None:
    """The clause with the highest or lowest of the figures of one unit that a passage prints."""
    folded = fold(question.read)
    asked = {t for t in terms(folded.replace(fold(wanted.word), " ")) if tells(t, alone=False)}
    for chunk in chunks:
        about = set(passage_terms(f"{'. '.join(chunk.heading)} {chunk.text}"))
        if asked and len(asked & about) < OWN * len(asked):
            continue
        units: dict[str, list[Figure]] = {}
        for figure in figures_of(chunk):
            if not TOTAL.search(fold(figure.before)):
                units.setdefault(figure.unit, []).append(figure)
        for unit, figures in units.items():
            fits = _ASKS_RANK.search(folded) if unit == RANK else unit and fold(unit) in folded
            places = {figure.sentence for figure in figures}
            wholes = {figure.whole for figure in figures}
            if (
                not fits
                or len(figures) < _LEAST_COMPARED
                or len(places) < len(figures)
                or len(wholes) > 1
            ):
                continue
            return _found_extreme(question, wanted, figures)
    return None


def _found_extreme(question: Question, wanted: Wanted, figures: Sequence[Figure]) -> Draft:
    highest = (wanted.operation is Operation.HIGHEST) != (figures[0].unit == RANK)
    values = [figure.value for figure in figures]
    best = max(values) if highest else min(values)
    found = [figure for figure in figures if figure.value == best]
    said = [" ".join(said_of(figure).text.split()).strip(" ;,.") for figure in found]
    short = "; ".join(_ITEM.sub("", one) for one in said)
    told = "; ".join(map(in_print, values))
    return Draft(
        Status.ANSWERED,
        tuple(said_of(figure) for figure in found),
        short=short if len(short.split()) <= _LONGEST_SHORT else None,
        verdict=True,
        lead=say("extreme", question.language, figures=told, result=in_print(best)),
        confidence=1.0,
    )
