"""Figures put together where that is asked for: a difference, a sum, a share, which is more.

Each thing that the question names is looked for by a question of its own; among the figures of what
is found the ones are taken that stand nearest to the words of only that thing, and that the reader points at.
What is computed is shown with its working and both sources; where a figure is not found, or two are not of
one unit, nothing is computed.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answers.draft import Draft, Statement
from assistant.messages import say
from assistant.model import Kind, Language, Question, Status
from assistant.operands import Operation, Wanted
from assistant.reading import Read
from assistant.spans import spans
from assistant.stopwords import is_stop
from corpus.lexical import passage_terms, terms
from corpus.model import Chunk
from corpus.vietnamese.normalise import fold

Find = Callable[[str], Sequence[Read]]
"""The passages nearest to a question and to the one it is a part of, as the reader reads them."""

# Tuned on eval/sets/computed_demo.jsonl and computed_report.jsonl, 2026-11-28.
_LEAST, _LEAST_UNREAD = 0.8, 0.6  # of words and reader together, for each figure; of words alone
_SHARED, _PAIR = 0.5, 0.5  # weights of words that several things have, and of pairs of words
_BEFORE, _AFTER, _SENTENCE, _HEADING, _RECORD = 1.0, 0.8, 0.35, 0.5, 0.9
_TOGETHER = 0.2  # for figures of one passage, and again for those of one sentence
_CANDIDATES = 5
_LEAST_COMPARED = 3  # figures of one unit, each in a clause of its own, that have a highest
_LONGEST_SHORT = 25  # words
_ASKS_RANK = re.compile(r"\b(?:hang|xep|dung|thu hang|rank\w*|vi tri)\b")
_ITEM = re.compile(r"^(?:\(?\d{1,2}[.)]|[-+•])\s*")
_LONGEST_SENTENCE, _LEFT, _RIGHT = 70, 40, 20  # words; of a longer one so many around the figure
_VALUE = re.compile(r"\d+(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_RANK = re.compile(r"(?:\bth\w{0,2}|\bh[aạ]ng|\bx[eếé]p (?!lo)\w{2,4})\s*:?\s*$", re.IGNORECASE)
_ROW_NUMBER = re.compile(r"\s?\|")
_RANKED = "hang"
_BETTER = re.compile(r"^(?:cao|tot|better|higher|nhieu)\b")
_UNITS: Mapping[str, frozenset[str]] = {
    "nguoi": frozenset({"nguoi", "bien", "cong", "vien", "can", "lao", "bc", "nhan"}),
    "thu tuc": frozenset({"thu", "tthc"}),
    "van ban": frozenset({"van", "vb"}),
    "ho so": frozenset({"ho", "hs"}),
    "dong": frozenset({"dong", "vnd", "viet", "d", "tien"}),
}  # by the first word of what is counted
_GENERIC = frozenset(
    "so tong muc luong loai viec xep hang dung thu phai xin lam nop toi minh".split()
)
_TIMES = frozenset({"ngay", "gio", "thang", "tuan", "phut", "nam"})
_ASKED_TIME = re.compile(r"^(?:lau|nhanh|ngan|dai|som|cham|longer|shorter)\b")
_ANY_UNIT = frozenset({"cai", "con", "so", "phai", "nhay", "la", "do", ""})


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure with its surroundings.

    Attributes:
        sentence: index of its sentence in the passage.
        text: as printed, with its unit.
        unit: what it counts, of a class of like ones: "nguoi", "%", "hang"; empty where none is printed.
        before, after: the words on both sides up to the next figure.
        token: the passage's that it begins with.
    """

    chunk: Chunk
    sentence: int
    text: str
    value: Decimal
    unit: str
    before: str
    after: str
    token: int


def answer(question: Question, wanted: Wanted, find: Find) -> Draft | None:
    """What a question wants computed, with its working; None where a figure is not found.

    Args:
        question: understood.
        wanted: what it wants put together.
        find: looks for one thing's figure.
    """
    reads = [find(asked) for asked in wanted.questions]
    if wanted.operation in (Operation.HIGHEST, Operation.LOWEST):
        return _extreme(question, wanted, [read.passage.chunk for read in reads[0]])
    chunks = {read.passage.chunk.id: read.passage.chunk for some in reads for read in some}
    figures = [figure for chunk in chunks.values() for figure in _figures(chunk)]
    weights = _weights(wanted.parts)
    ranked = [
        _ranked(figures, own, {read.passage.chunk.id: read for read in some}, wanted)
        for own, some in zip(weights, reads, strict=True)
    ]
    chosen = _chosen(ranked)
    return _draft(question, wanted, chosen) if chosen else None


def _extreme(question: Question, wanted: Wanted, chunks: Sequence[Chunk]) -> Draft | None:
    """The clause with the highest or lowest of the figures of one unit that a passage prints."""
    folded = fold(question.read)
    for chunk in chunks:
        units: dict[str, list[Figure]] = {}
        for figure in _figures(chunk):
            units.setdefault(figure.unit, []).append(figure)
        for unit, figures in units.items():
            asked = _ASKS_RANK.search(folded) if unit == _RANKED else unit and unit in folded
            places = {figure.sentence for figure in figures}
            if not asked or len(figures) < _LEAST_COMPARED or len(places) < len(figures):
                continue
            highest = (wanted.operation is Operation.HIGHEST) != (unit == _RANKED)
            values = [figure.value for figure in figures]
            best = max(values) if highest else min(values)
            found = [figure for figure in figures if figure.value == best]
            said = [" ".join(_said(figure).text.split()).strip(" ;,.") for figure in found]
            short = "; ".join(_ITEM.sub("", one) for one in said)
            return Draft(
                Status.ANSWERED,
                tuple(_said(figure) for figure in found),
                short=short if len(short.split()) <= _LONGEST_SHORT else None,
                verdict=True,
                lead=say(
                    "extreme", question.language, figures="; ".join(map(_printed, values)),
                    result=_printed(best),
                ),
                confidence=1.0,
            )  # fmt: skip
    return None


def _figures(chunk: Chunk) -> Iterator[Figure]:
    for index, (first, last) in enumerate(chunk.sentences):
        text = chunk.read(first, last)
        tokens = [at for at in range(first, last) if chunk.tokens[at].text]
        found = spans(Kind.NUMBER, text)
        for at, span in enumerate(found):
            value = _VALUE.match(span.text)
            rest = span.text[value.end() :] if value else "-"
            if value is None or re.match(r"\s?[-–]\s?\d", rest):
                continue  # a range is no figure
            if _ROW_NUMBER.match(text, span.end):
                continue
            start = found[at - 1].end if at else 0
            end = found[at + 1].start if at + 1 < len(found) else len(text)
            before = text[start : span.start]
            unit = _RANKED if _RANK.search(before) else _unit(rest)
            token = tokens[min(len(text[: span.start].split()), len(tokens) - 1)]
            after = text[span.end : end]
            yield Figure(chunk, index, span.text, _decimal(value[0]), unit, before, after, token)


def _decimal(printed: str) -> Decimal:
    return Decimal(printed.replace(".", "").replace(",", "."))


def _unit(rest: str) -> str:
    if "%" in rest:
        return "%"
    words = fold(re.sub(r"^[/\d\s]+", "", rest)).split()
    if not words:
        return ""
    if words[0] in _TIMES:
        return " ".join(words[:3]) if words[1:3] == ["lam", "viec"] else words[0]
    named = (unit for unit, firsts in _UNITS.items() if words[0] in firsts)
    return next(named, words[0])


def _weights(parts: Sequence[str]) -> list[dict[str, float]]:
    """The words of each part with what they tell it apart by."""
    said = [{term for term in terms(part) if _tells(term)} for part in parts]
    found = []
    for at, own in enumerate(said):
        others = set().union(*(other for i, other in enumerate(said) if i != at))
        found.append(
            {
                term: (_SHARED if term in others else 1.0) * (_PAIR if " " in term else 1.0)
                for term in own
            }
        )
    return found


def _tells(term: str) -> bool:
    """Whether a word, or each of a pair, says what is meant."""
    return not any(is_stop(word) or word in _GENERIC for word in term.split())


def _ranked(
    figures: Sequence[Figure],
    weights: Mapping[str, float],
    reads: Mapping[str, Read],
    wanted: Wanted,
) -> list[tuple[float, Figure]]:
    """The figures that may be one part's, best first."""
    asked = _asked_unit(wanted)
    least = _LEAST if any(read.spans for read in reads.values()) else _LEAST_UNREAD
    scored = []
    for figure in figures:
        if asked and figure.unit not in asked:
            continue
        read = reads.get(figure.chunk.id)
        score = _affinity(figure, weights) + (_pointed_at(figure, read) if read else 0.0)
        if score >= least:
            scored.append((score, figure))
    scored.sort(key=lambda one: -one[0])
    return scored[:_CANDIDATES]


def _asked_unit(wanted: Wanted) -> frozenset[str]:
    """The units that fit the question; none where it names no unit of its own."""
    words = fold(wanted.unit).split()
    if _ASKED_TIME.match(wanted.word) and (not words or words[0] not in _TIMES):
        return frozenset(_TIMES) | frozenset(f"{time} lam viec" for time in _TIMES)
    if not words or words[0] in _ANY_UNIT:
        return frozenset()
    if words[0] in ("bac", "hang"):
        return frozenset({"bac", _RANKED})
    if words[0] in ("phan", "%"):
        return frozenset() if wanted.operation is Operation.SHARE else frozenset({"%"})
    if words[0] in _TIMES:
        return frozenset({words[0], f"{words[0]} lam viec"})
    named = [unit for unit, firsts in _UNITS.items() if words[0] in firsts]
    return frozenset(named)


def _affinity(figure: Figure, weights: Mapping[str, float]) -> float:
    """Share (0-1) of a part's words that stand around a figure, the nearer the more."""
    chunk = figure.chunk
    record = _RECORD if chunk.procedure else _HEADING
    zones = (
        (_BEFORE, set(passage_terms(figure.before))),
        (_BEFORE, set(passage_terms(figure.text))),
        (_AFTER, set(passage_terms(figure.after))),
        (record, set(passage_terms(". ".join(chunk.heading)))),
        (_SENTENCE, set(passage_terms(chunk.read(*chunk.sentences[figure.sentence])))),
    )
    total = sum(weights.values())
    held = sum(
        weight * max((share for share, words in zones if term in words), default=0.0)
        for term, weight in weights.items()
    )
    return held / total if total else 0.0


def _pointed_at(figure: Figure, read: Read) -> float:
    """How likely (0-1) the reader takes a figure for the answer."""
    if not read.spans:
        return 0.0
    best = read.spans[0].score
    return max(
        (
            read.reading.answers * math.exp(min(0.0, span.score - best))
            for span in read.spans
            if span.first <= figure.token < span.last
        ),
        default=0.0,
    )


def _chosen(ranked: Sequence[Sequence[tuple[float, Figure]]]) -> list[Figure] | None:
    """One figure for each part, of one unit; the best set of all."""
    best: tuple[float, list[Figure]] | None = None
    for some in itertools.product(*ranked):
        figures = [figure for _, figure in some]
        places = {(figure.chunk.id, figure.token) for figure in figures}
        if len(places) < len(figures) or not _are_alike(figures):
            continue
        score = sum(one for one, _ in some)
        score += _TOGETHER * (len({figure.chunk.id for figure in figures}) == 1)
        score += _TOGETHER * (len({(f.chunk.id, f.sentence) for f in figures}) == 1)
        if best is None or score > best[0]:
            best = score, figures
    return best[1] if best else None


def _are_alike(figures: Sequence[Figure]) -> bool:
    units = {figure.unit for figure in figures}
    return len(units) == 1 or (len(units) == 2 and "" in units and not units & {"%", _RANKED})


def _draft(question: Question, wanted: Wanted, figures: Sequence[Figure]) -> Draft:
    language = question.language
    values = [figure.value for figure in figures]
    told = "; ".join(
        f"{part[:1].upper()}{part[1:]}: {figure.text}"
        for part, figure in zip(wanted.parts, figures, strict=True)
    )
    unit = _counted(figures)
    if wanted.operation in (Operation.GREATER, Operation.LESS):
        short, result = _compared(wanted, figures, language)
    else:
        result, value = _computed(wanted.operation, values)
        short = f"{value}{'' if wanted.operation is Operation.SHARE else unit} ({result})"
    lead = say("computed", language, figures=told, result=result)
    statements: dict[tuple[str, int], Statement] = {}
    for figure in figures:
        place = figure.chunk.id, figure.sentence
        held = statements.get(place)
        said = _said(figure)
        if held:
            said = replace(
                held,
                first=min(held.first, said.first),
                last=max(held.last, said.last),
                cut_before=held.cut_before and said.cut_before,
                cut_after=held.cut_after and said.cut_after,
            )
        statements[place] = said
    return Draft(
        Status.ANSWERED,
        tuple(statements.values()),
        short=short,
        verdict=True,
        lead=lead,
        confidence=1.0,
    )


def _said(figure: Figure) -> Statement:
    """A figure's sentence; of a long one what is around the figure."""
    first, last = figure.chunk.sentences[figure.sentence]
    if last - first <= _LONGEST_SENTENCE:
        return Statement(figure.chunk, first, last)
    left, right = max(first, figure.token - _LEFT), min(last, figure.token + _RIGHT)
    return Statement(figure.chunk, left, right, left > first, right < last)


def _counted(figures: Sequence[Figure]) -> str:
    """The unit as printed, with a space before it."""
    for figure in figures:
        words = re.sub(r"^[\d.,/]+", "", figure.text).strip()
        if words and figure.unit != _RANKED:
            return f" {words}" if words != "%" else " điểm phần trăm"
    return ""


def _computed(operation: Operation, values: Sequence[Decimal]) -> tuple[str, str]:
    """The working ("41 - 17 = 24"), and its result."""
    if operation is Operation.SUM:
        total = sum(values, Decimal(0))
        return f"{' + '.join(map(_printed, values))} = {_printed(total)}", _printed(total)
    if operation is Operation.SHARE:
        exact = 100 * values[0] / values[1] if values[1] else Decimal(0)
        share = exact.quantize(Decimal("0.1"))
        sign = "=" if share == exact else "≈"
        shown = f"{_printed(share)}%"
        return f"{_printed(values[0])} / {_printed(values[1])} {sign} {shown}", shown
    high, low = max(values), min(values)
    return f"{_printed(high)} - {_printed(low)} = {_printed(high - low)}", _printed(high - low)


def _compared(wanted: Wanted, figures: Sequence[Figure], language: Language) -> tuple[str, str]:
    """Which part it is with its figure, and the comparison."""
    first, second = figures[0].value, figures[1].value
    if first == second:
        return say("equal", language), f"{_printed(first)} = {_printed(second)}"
    more = wanted.operation is Operation.GREATER
    if figures[0].unit == _RANKED:  # the first rank is the highest
        more = not more
    winner = 0 if (first > second) == more else 1
    sign = ">" if first > second else "<"
    return (
        f"{wanted.parts[winner]}: {figures[winner].text}",
        f"{_printed(first)} {sign} {_printed(second)}",
    )


def _printed(value: Decimal) -> str:
    """A number as Vietnamese prints it: "2.000.000", "9,95"."""
    whole, _, rest = format(value.normalize(), "f").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{rest}" if rest else grouped
