"""What is computed from chosen figures, in words: the result, its working, the sentences of its figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answers.draft import Draft, Statement
from assistant.messages import say
from assistant.model import Language, Question, Status
from assistant.operands import Operation, Wanted
from assistant.printed import RANK, Figure

_LONGEST_SENTENCE, _LEFT, _RIGHT = 70, 40, 20  # words; of a longer one so many around the figure
_UPWARD = re.compile(
    r"^(?:nhieu|cao|lon|dai|lau|dat|ton|dong|nang|tang|more|higher|larger|longer)\b"
)
_DOWNWARD = re.compile(r"^(?:it|thap|nho|ngan|nhanh|re|giam|tut|kem|fewer|less|lower|shorter)\b")
_MARKUP = re.compile(r"[\[\]<>{}]")


def worded(question: Question, wanted: Wanted, figures: Sequence[Figure]) -> Draft:
    """The answer that figures give, one for each thing that is wanted, with its working."""
    language = question.language
    told = "; ".join(
        f"{part[:1].upper()}{part[1:]}: {figure.text}"
        for part, figure in zip((plain(p) for p in wanted.parts), figures, strict=True)
    )
    if wanted.operation in (Operation.GREATER, Operation.LESS):
        short, result = _compared(wanted, figures, language)
    else:
        result, value = _computed(wanted.operation, [figure.value for figure in figures])
        unit = "" if wanted.operation is Operation.SHARE else _counted(figures, language)
        short = f"{value}{unit} ({result})"
        result += _other_way(wanted, figures, language)
    lead = say("computed", language, figures=told, result=result)
    statements = _statements(figures)
    return Draft(
        Status.ANSWERED, statements, short=short, verdict=True, lead=lead, confidence=1.0
    )  # fmt: skip


def _statements(figures: Sequence[Figure]) -> tuple[Statement, ...]:
    """What is cited of the figures: the sentence of each, said once."""
    said: dict[tuple[str, int, int], Statement] = {}
    for figure in figures:
        one = said_of(figure)
        said[one.chunk.id, one.first, one.last] = one
    return tuple(sorted(said.values(), key=lambda one: (one.chunk.id, one.first)))


def said_of(figure: Figure) -> Statement:
    """A figure's sentence; of a long one what is around the figure."""
    first, last = figure.chunk.sentences[figure.sentence]
    if last - first <= _LONGEST_SENTENCE:
        return Statement(figure.chunk, first, last)
    left, right = max(first, figure.token - _LEFT), min(last, figure.token + _RIGHT)
    return Statement(figure.chunk, left, right, left > first, right < last)


def plain(part: str) -> str:
    """A part as it may be said: the marks of citations and of markup are the assistant's own."""
    return _MARKUP.sub("", part)


def unit_of(printed: str) -> str:
    """What a printed figure counts, without the figure: "41/58 thủ tục"."""
    return re.sub(r"^[\d.,/\s]+", "", printed).strip()


def _counted(figures: Sequence[Figure], language: Language) -> str:
    """The unit as printed, with a space before it."""
    if figures[0].unit == "%":
        return say("points", language)
    if figures[0].unit == RANK:
        return say("places", language)
    for figure in figures:
        words = unit_of(figure.text)
        if words and figure.unit != RANK:
            return f" {words}"
    return ""


def _other_way(wanted: Wanted, figures: Sequence[Figure], language: Language) -> str:
    """A remark where the first figure is not the greater one, though the question takes it for that."""
    first, second = figures[0].value, figures[1].value
    if wanted.operation is not Operation.DIFFERENCE or figures[0].unit == RANK:
        return ""
    wrong = (first < second and _UPWARD.match(wanted.word)) or (
        first > second and _DOWNWARD.match(wanted.word)
    )
    return say("other_way", language) if wrong else ""


def _computed(operation: Operation, values: Sequence[Decimal]) -> tuple[str, str]:
    """The working ("41 - 17 = 24"), and its result."""
    if operation is Operation.SUM:
        total = sum(values, Decimal(0))
        return f"{' + '.join(map(in_print, values))} = {in_print(total)}", in_print(total)
    if operation is Operation.SHARE:
        exact = 100 * values[0] / values[1]
        share = exact.quantize(Decimal("0.1"))
        sign = "=" if share == exact else "≈"
        shown = f"{in_print(share)}%"
        return f"{in_print(values[0])} / {in_print(values[1])} {sign} {shown}", shown
    high, low = max(values), min(values)
    return f"{in_print(high)} - {in_print(low)} = {in_print(high - low)}", in_print(high - low)


def _compared(wanted: Wanted, figures: Sequence[Figure], language: Language) -> tuple[str, str]:
    """Which part it is with its figure, and the comparison."""
    first, second = figures[0].value, figures[1].value
    if first == second:
        return say("equal", language), f"{in_print(first)} = {in_print(second)}"
    more = wanted.operation is Operation.GREATER
    if figures[0].unit == RANK:  # the first rank is the highest
        more = not more
    winner = 0 if (first > second) == more else 1
    sign = ">" if first > second else "<"
    return (
        f"{plain(wanted.parts[winner])}: {figures[winner].text}",
        f"{in_print(first)} {sign} {in_print(second)}",
    )


def in_print(value: Decimal) -> str:
    """A number as Vietnamese prints it: "2.000.000", "9,95"."""
    whole, _, rest = format(value.normalize(), "f").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{rest}" if rest else grouped
