"""What several figures or answers give, where a question compares, sums, reckons or asks what is lacking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial

from assistant.answers import computed, contrasted, in_time, reckoned, shortfall
from assistant.answers.draft import Draft
from assistant.contrasts import contrast
from assistant.model import Passage, Question, Status
from assistant.operands import Operation, operands
from assistant.reading import Read

_NEAR = 2  # passages that are read for a part of a question


def answer(
    question: Question,
    draft: Draft,
    passages: Sequence[Passage],
    ask: Callable[[str], Draft | None],
    find: Callable[[Sequence[Passage], str], Sequence[Read]],
) -> Draft | None:
    """What is put together; of procedures each one's own field comes before what could be computed of any
    figures. None where nothing is.

    Args:
        question: understood.
        draft: what is answered otherwise.
        passages: that were found, best first.
        ask: answers the question of one of two things that are compared.
        find: looks for one thing's figure, beside passages near the whole question.
    """
    ask, near = cache(ask), passages[:_NEAR]
    wanted, pair = operands(question), contrast(question)
    told = shortfall.answer(question, near) or in_time.answer(question, passages)
    if told is None and draft.status is Status.ANSWERED:
        told = in_time.once_late(question, passages)
    if told is None and (wanted is None or wanted.operation is Operation.SUM):
        told = reckoned.answer(question, draft, passages)
    if told is None and pair and question.fields:
        told = contrasted.answer(pair, ask, question.language)
    if told is None and wanted:
        told = computed.answer(question, wanted, partial(find, near))
        if told is None and wanted.is_of_two:
            told = computed.from_answers(question, wanted, [ask(q) for q in wanted.questions])
    if told is None and pair and not question.fields:
        told = contrasted.answer(pair, ask, question.language)
    return told
