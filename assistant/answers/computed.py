"""Figures put together where that is asked for: a difference, a sum, a share, which is more.

Each thing that the question names is looked for by a question of its own; among the figures of what
is found the one is taken that stands by the words which only that thing has, and that the reader
points at. What is computed is shown with its working and its sources. A wrong figure is worse than none:
where one is not surely found, or two are not of one unit, nothing is computed.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from assistant.answers.draft import Draft, Statement
from assistant.messages import say
from assistant.model import Language, Question, Status
from assistant.operands import Operation, Wanted
from assistant.printed import MONEY, RANK, TIMES, Figure, figures_of, unit_named
from assistant.reading import Read
from assistant.stopwords import is_stop
from corpus.lexical import passage_terms, terms
from corpus.model import Chunk
from corpus.vietnamese.normalise import fold

Find = Callable[[str], Sequence[Read]]
"""The passages nearest to a question and to the one it is a part of, as the reader reads them."""

# Tuned on eval/sets/computed_demo.jsonl and computed_report.jsonl, 2026-11-28.
_OWN = 0.5  # least share of a part's own words by a figure
_OWN_READ = 0.2  # where the reader points at it
_LEAST = 0.5  # of all its words, for the first
_PRINTED = 0.8  # of the part's own words beside a printed percentage
_POINTED = 0.5  # how surely the reader has to point
_SHARED, _PAIR = 0.5, 0.5  # weights of words that several things have, and of pairs of words
_BEFORE, _AFTER, _ALONE, _SENTENCE, _HEADING, _RECORD = 1.0, 0.8, 0.8, 0.35, 0.5, 0.9
_OF_PASSAGE = 0.6  # for figures of one passage
_OF_SENTENCE = 0.3  # more for those of one sentence
_MARGIN = 0.1  # by which a figure has to fit better than the next one
_CANDIDATES = 5
_LEAST_COMPARED = 3  # figures of one unit, each in a clause of its own, that have a highest
_LONGEST_SHORT = 25  # words
_LONGEST_SENTENCE, _LEFT, _RIGHT = 70, 40, 20  # words; of a longer one so many around the figure
_GENERIC = frozenset(
    "so tong muc luong loai viec xep hang dung thu phai xin lam nop toi minh".split()
)
_FUNCTION = frozenset("la va thi co cua bao nhieu cho o cac nhung duoc".split())
_KNOWN_UNITS = TIMES | {MONEY, RANK, "%", "người", "hồ sơ", "thủ tục", "văn bản", "bậc"}
_MONEY_NAMED = re.compile(r"\b(?:phí|lệ phí|giá|tiền)\b", re.IGNORECASE)
_COUNTRY = re.compile(r"\bcả nước\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d/.])(?:19|20)\d\d(?!\d)")
_PLACE = re.compile(
    r"\b(?:huyện|xã|tỉnh|phường|thị xã|thành phố|thị trấn)\s+((?:[A-ZĐÀ-Ỹ]\w*\s?){1,3})"
)
_ASKS_RANK = re.compile(r"\b(?:hang|xep|dung|thu hang|rank\w*|vi tri)\b")
_ASKED_TIME = re.compile(r"^(?:lau|nhanh|som|cham|longer|shorter|longest|shortest)\b")
_ASKED_MONEY = re.compile(r"^(?:dat|re|ton)\b")
_UPWARD = re.compile(
    r"^(?:nhieu|cao|lon|dai|lau|dat|ton|dong|nang|tang|more|higher|larger|longer)\b"
)
_DOWNWARD = re.compile(r"^(?:it|thap|nho|ngan|nhanh|re|giam|tut|kem|fewer|less|lower|shorter)\b")
_TOTAL = re.compile(r"\btong\b|\btat ca\b")
_CHANGE = re.compile(
    r"\b(?:tăng|giảm|chênh lệch|nhiều hơn|ít hơn|cao hơn|thấp hơn)\s*(?:thêm|so với.{3,40})?\s*$"
)
_LEFT_OVER = re.compile(r"\b(?:còn(?: lại)?|chưa|không)\b")
_ITEM = re.compile(r"^(?:\(?\d{1,2}[.)]|[-+•])\s*")
_MARKUP = re.compile(r"[\[\]<>{}]")


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing with the words that are looked for by its figure.

    Attributes:
        weights: of all its words.
        own: those that no other thing has.
        others: words that only other things have.
    """

    text: str
    weights: Mapping[str, float]
    own: Set[str]
    others: Set[str]


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
    parts = _parts(wanted.parts)
    if parts is None:
        return None
    chunks = {read.passage.chunk.id: read.passage.chunk for some in reads for read in some}
    figures = [figure for chunk in chunks.values() for figure in figures_of(chunk)]
    if _is_printed(figures, wanted, parts):
        return None
    ranked = [
        _ranked(figures, part, {read.passage.chunk.id: read for read in some}, wanted)
        for part, some in zip(parts, reads, strict=True)
    ]
    chosen = _chosen(ranked, wanted)
    return _draft(question, wanted, chosen) if chosen else None


def _parts(named: Sequence[str]) -> list[_Part] | None:
    """The things with their words; None where one has no word of its own."""
    said = [set(terms(part)) - _FUNCTION for part in named]
    found = []
    for at, words in enumerate(said):
        others = set().union(*(other for i, other in enumerate(said) if i != at))
        own = {term for term in words - others if _tells(term, alone=True)}
        weights = {
            term: (_SHARED if term in others else 1.0) * (_PAIR if " " in term else 1.0)
            for term in words
            if term in own or _tells(term, alone=False)
        }
        if not own:
            return None
        found.append(_Part(named[at], weights, own, others - words))
    return found


def _tells(term: str, *, alone: bool) -> bool:
    """Whether a word, or each of a pair, says what is meant; "chưa" does where only one thing has it."""
    words = term.split()
    if any(word in _GENERIC or word in _FUNCTION for word in words):
        return False
    return (alone and len(words) == 1) or not any(is_stop(word) for word in words)


def _is_printed(figures: Sequence[Figure], wanted: Wanted, parts: Sequence[_Part]) -> bool:
    """Whether what would be computed seems to be printed: then the sentence that says it answers."""
    for figure in figures:
        around = passage_terms(figure.before + figure.after)
        held = [len(part.own & set(around)) / len(part.own) for part in parts]
        if wanted.operation is Operation.SHARE and figure.unit == "%" and held[0] >= _PRINTED:
            return True
        if wanted.is_remainder and _LEFT_OVER.search(figure.before) and held[-1] >= _OWN:
            return True
        changed = wanted.operation is Operation.DIFFERENCE and _CHANGE.search(figure.before)
        if changed and figure.unit != "%" and max(held) >= _OWN:
            return True
    return False


def _ranked(
    figures: Sequence[Figure], part: _Part, reads: Mapping[str, Read], wanted: Wanted
) -> list[tuple[float, Figure]]:
    """The figures that may be one part's, best first."""
    asked = _asked_units(wanted)
    if not asked & (_KNOWN_UNITS | {figure.unit for figure in figures}):
        asked = frozenset()  # "nhảy được nhiều hơn": no unit
    scored = []
    for figure in figures:
        if (asked and figure.unit not in asked) or not _is_of(figure, part.text):
            continue
        if wanted.operation is Operation.SHARE and figure.unit in ("%", RANK):
            continue
        zones = _zones(figure, part)
        own = _held(zones, {term: part.weights[term] for term in part.own})
        behind = zones[1][1] | zones[2][1]
        near = behind | zones[0][1]
        other = len(near & part.others) / max(1, len(part.others))
        if other >= len(near & part.own) / len(part.own) and not behind & part.own and other:
            continue  # it stands by the other thing
        words, pointed = _held(zones, part.weights), _pointed_at(figure, reads.get(figure.chunk.id))
        if (own >= _OWN and words >= _LEAST) or (pointed >= _POINTED and own >= _OWN_READ):
            scored.append((words + pointed, figure))
    scored.sort(key=lambda one: -one[0])
    return scored[:_CANDIDATES]


def _asked_units(wanted: Wanted) -> Set[str]:
    """The units that fit the question; none where it names none."""
    named = unit_named(wanted.unit)
    if named in ("bậc", "hạng", "thứ"):
        return frozenset({"bậc", RANK})
    if fold(wanted.unit).startswith(("phan tram", "%")):
        return frozenset() if wanted.operation is Operation.SHARE else frozenset({"%"})
    if named in TIMES:
        return frozenset({named, f"{named} làm việc"})
    if named:
        return frozenset({named})
    if _ASKED_TIME.match(wanted.word):
        return TIMES
    money = _ASKED_MONEY.match(wanted.word) or _MONEY_NAMED.search(wanted.parts[0])
    compared = wanted.operation in (Operation.GREATER, Operation.LESS, Operation.DIFFERENCE)
    return frozenset({MONEY}) if money and compared else frozenset()


def _is_of(figure: Figure, part: str) -> bool:
    """Whether a figure is of the year and the place that a part names."""
    said, chunk = figure.said, figure.chunk
    above = f"{chunk.document} {'. '.join(chunk.heading)}"
    years = set(_YEAR.findall(part))
    if years:
        near = sorted(_YEAR.finditer(said), key=lambda m: _distance(m, figure.start))
        if near and near[0][0] not in years:
            return False
        if not near and not years & set(_YEAR.findall(f"{above} {chunk.text}")):
            return False
    if _COUNTRY.search(said) and not _COUNTRY.search(part):
        return False
    places = (fold(match[1].strip()) for match in _PLACE.finditer(part))
    return all(place in fold(f"{said} {above}") for place in places)


def _distance(year: re.Match[str], at: int) -> float:
    """How far a year stands from a figure; what stands before belongs to it sooner."""
    return at - year.end() if year.end() <= at else 2.0 * (year.start() - at)


def _zones(figure: Figure, part: _Part) -> list[tuple[float, Set[str]]]:
    """The words around a figure with what they count; a sentence about nothing else counts more."""
    chunk = figure.chunk
    said = set(passage_terms(figure.said))
    alone = not said & part.others
    return [
        (_BEFORE, set(passage_terms(figure.before))),
        (_BEFORE, set(passage_terms(figure.text))),
        (_AFTER, set(passage_terms(figure.after))),
        (_RECORD if chunk.procedure else _HEADING, set(passage_terms(". ".join(chunk.heading)))),
        (_ALONE if alone else _SENTENCE, said),
    ]


def _held(zones: Sequence[tuple[float, Set[str]]], weights: Mapping[str, float]) -> float:
    """Share (0-1) of words that stand around a figure, the nearer the more."""
    total = sum(weights.values())
    held = sum(
        weight * max((share for share, words in zones if term in words), default=0.0)
        for term, weight in weights.items()
    )
    return held / total if total else 0.0


def _pointed_at(figure: Figure, read: Read | None) -> float:
    """How likely (0-1) the reader takes a figure for the answer."""
    if read is None or not read.spans:
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


def _chosen(
    ranked: Sequence[Sequence[tuple[float, Figure]]], wanted: Wanted
) -> list[Figure] | None:
    """One figure for each part, of one unit; the best set of all."""
    best: tuple[float, list[Figure]] | None = None
    for some in itertools.product(*ranked):
        figures = [figure for _, figure in some]
        places = {(figure.chunk.id, figure.token) for figure in figures}
        if len(places) < len(figures) or not _fit(figures, wanted):
            continue
        score = sum(one for one, _ in some)
        score += _OF_PASSAGE * (len({figure.chunk.id for figure in figures}) == 1)
        score += _OF_SENTENCE * (len({(f.chunk.id, f.sentence) for f in figures}) == 1)
        if best is None or score > best[0]:
            best = score, figures
    if best is None or _is_open(best[1], ranked):
        return None
    return best[1]


def _is_open(chosen: Sequence[Figure], ranked: Sequence[Sequence[tuple[float, Figure]]]) -> bool:
    """Whether another figure fits a part as well; figures of one sentence are told apart by it."""
    if len({(figure.chunk.id, figure.sentence) for figure in chosen}) == 1:
        return False
    for own, some in zip(chosen, ranked, strict=True):
        score = next(one for one, figure in some if figure is own)
        others = (
            figure
            for one, figure in some
            if one >= score - _MARGIN and figure.unit == own.unit and figure not in chosen
        )
        if any(figure.value != own.value for figure in others):
            return True
    return False


def _fit(figures: Sequence[Figure], wanted: Wanted) -> bool:
    """Whether figures can be put together: of one unit, fractions of one whole."""
    wholes = {figure.whole for figure in figures}
    units = {figure.unit for figure in figures}
    fractions = len(wholes) == 1 and None not in wholes
    if len(wholes - {None}) > 1 or (len(units) > 1 and not (fractions and "" in units)):
        return False
    if wanted.operation is Operation.SUM:
        return not units & {"%", RANK}
    if wanted.operation is Operation.SHARE or wanted.is_remainder:
        first, second = figures[0].value, figures[1].value
        return 0 < first <= second if wanted.operation is Operation.SHARE else first >= second
    return True


def _draft(question: Question, wanted: Wanted, figures: Sequence[Figure]) -> Draft:
    language = question.language
    told = "; ".join(
        f"{part[:1].upper()}{part[1:]}: {figure.text}"
        for part, figure in zip((_plain(p) for p in wanted.parts), figures, strict=True)
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
        one = _said(figure)
        said[one.chunk.id, one.first, one.last] = one
    return tuple(sorted(said.values(), key=lambda one: (one.chunk.id, one.first)))


def _said(figure: Figure) -> Statement:
    """A figure's sentence; of a long one what is around the figure."""
    first, last = figure.chunk.sentences[figure.sentence]
    if last - first <= _LONGEST_SENTENCE:
        return Statement(figure.chunk, first, last)
    left, right = max(first, figure.token - _LEFT), min(last, figure.token + _RIGHT)
    return Statement(figure.chunk, left, right, left > first, right < last)


def _plain(part: str) -> str:
    """A part as it may be said: the marks of citations and of markup are the assistant's own."""
    return _MARKUP.sub("", part)


def _counted(figures: Sequence[Figure], language: Language) -> str:
    """The unit as printed, with a space before it."""
    if figures[0].unit == "%":
        return say("points", language)
    for figure in figures:
        words = re.sub(r"^[\d.,/\s]+", "", figure.text).strip()
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
        return f"{' + '.join(map(_printed, values))} = {_printed(total)}", _printed(total)
    if operation is Operation.SHARE:
        exact = 100 * values[0] / values[1]
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
    if figures[0].unit == RANK:  # the first rank is the highest
        more = not more
    winner = 0 if (first > second) == more else 1
    sign = ">" if first > second else "<"
    return (
        f"{_plain(wanted.parts[winner])}: {figures[winner].text}",
        f"{_printed(first)} {sign} {_printed(second)}",
    )


def _printed(value: Decimal) -> str:
    """A number as Vietnamese prints it: "2.000.000", "9,95"."""
    whole, _, rest = format(value.normalize(), "f").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{rest}" if rest else grouped


def _extreme(question: Question, wanted: Wanted, chunks: Sequence[Chunk]) -> Draft | None:
    """The clause with the highest or lowest of the figures of one unit that a passage prints."""
    folded = fold(question.read)
    asked = {t for t in terms(folded.replace(fold(wanted.word), " ")) if _tells(t, alone=False)}
    for chunk in chunks:
        about = set(passage_terms(f"{'. '.join(chunk.heading)} {chunk.text}"))
        if asked and len(asked & about) < _OWN * len(asked):
            continue
        units: dict[str, list[Figure]] = {}
        for figure in figures_of(chunk):
            if not _TOTAL.search(fold(figure.before)):
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
    said = [" ".join(_said(figure).text.split()).strip(" ;,.") for figure in found]
    short = "; ".join(_ITEM.sub("", one) for one in said)
    told = "; ".join(map(_printed, values))
    return Draft(
        Status.ANSWERED,
        tuple(_said(figure) for figure in found),
        short=short if len(short.split()) <= _LONGEST_SHORT else None,
        verdict=True,
        lead=say("extreme", question.language, figures=told, result=_printed(best)),
        confidence=1.0,
    )
