"""The figures that what is computed is computed from: for each thing the one that is surely its own.

A figure fits by the words around it that only this thing has, and by where the reader points; of all
sets of figures of one unit the best is taken, and none where another fits as well.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from assistant.ends import as_printed
from assistant.operands import Operation, Wanted
from assistant.printed import MONEY, RANK, TIMES, Figure, unit_named
from assistant.reading import Read
from assistant.spans import YEAR
from assistant.stopwords import is_stop
from corpus.lexical import passage_terms, terms
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.syllables import UPPER

# Tuned on eval/sets/computed_demo.jsonl and computed_report.jsonl, 2026-11-28.
OWN = 0.5  # least share of a part's own words by a figure
_OWN_READ = 0.3  # where the reader points at it
_LEAST = 0.5  # of all its words, for the first
_PRINTED = 0.8  # of the part's own words beside a printed percentage
_POINTED = 0.5  # how surely the reader has to point
_SHARED, _PAIR = 0.5, 0.5  # weights of words that several things have, and of pairs of words
_BEFORE, _AFTER, _ALONE, _SENTENCE, _HEADING, _RECORD = 1.0, 0.8, 0.8, 0.35, 0.5, 0.9
_OF_PASSAGE = 0.6  # for figures of one passage
_OF_SENTENCE = 0.3  # more for those of one sentence
_MARGIN = 0.1  # by which a figure has to fit better than the next one
_CANDIDATES = 5
_GENERIC = frozenset(
    "so tong muc luong loai viec xep hang dung thu phai xin lam nop toi minh".split()
)
_FUNCTION = frozenset("la va thi co cua bao nhieu cho o cac nhung duoc".split())
_KNOWN_UNITS = TIMES | {MONEY, RANK, "%", "người", "hồ sơ", "thủ tục", "văn bản", "bậc"}
_MONEY_NAMED = re.compile(r"\b(?:phí|lệ phí|giá|tiền)\b", re.IGNORECASE)
_COUNTRY = re.compile(r"\b(?:cả nước|toàn quốc)\b", re.IGNORECASE)
_PLACE = re.compile(
    rf"\b(?:huyện|xã|tỉnh|phường|thị xã|thành phố|thị trấn)\s+((?:[{UPPER}]\w*\s?){{1,3}})"
)
_ASKED_TIME = re.compile(r"^(?:lau|nhanh|som|cham|longer|shorter|longest|shortest)\b")
_ASKED_MONEY = re.compile(r"^(?:dat|re|ton)\b")
TOTAL = re.compile(r"\btong\b|\btat ca\b|^all\b|\btotal\b")
"""What says, folded, that all of a thing are meant."""
_CHANGE = re.compile(
    r"\b(?:tăng|giảm|chênh lệch|nhiều hơn|ít hơn|cao hơn|thấp hơn)\s*(?:thêm|so với.{3,40})?\s*$"
)
_LEFT_OVER = re.compile(r"\b(?:còn(?: lại)?|chưa|không)\b")


@dataclass(frozen=True, slots=True)
class Part:
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


def parts_of(named: Sequence[str]) -> list[Part] | None:
    """The things with their words; None where one has no word of its own."""
    printed = [_COUNTRY.sub("cả nước", as_printed(part)) for part in named]
    said = [set(terms(part)) - _FUNCTION for part in printed]
    found = []
    for at, words in enumerate(said):
        others = set().union(*(other for i, other in enumerate(said) if i != at))
        own = {term for term in words - others if tells(term, alone=True)}
        weights = {
            term: (_SHARED if term in others else 1.0) * (_PAIR if " " in term else 1.0)
            for term in words
            if term in own or tells(term, alone=False)
        }
        if not own:
            return None
        found.append(Part(named[at], weights, own, others - words))
    return found


def tells(term: str, *, alone: bool) -> bool:
    """Whether a word, or each of a pair, says what is meant; "chưa" does where only one thing has it."""
    words = term.split()
    if any(word in _GENERIC or word in _FUNCTION for word in words):
        return False
    return (alone and len(words) == 1) or not any(is_stop(word) for word in words)


def is_printed(figures: Sequence[Figure], wanted: Wanted, parts: Sequence[Part]) -> bool:
    """Whether what would be computed seems to be printed: then the sentence that says it answers."""
    for figure in figures:
        around = passage_terms(figure.before + figure.after)
        held = [len(part.own & set(around)) / len(part.own) for part in parts]
        if wanted.operation is Operation.SHARE and figure.unit == "%" and held[0] >= _PRINTED:
            return True
        if wanted.is_remainder and _LEFT_OVER.search(figure.before) and held[-1] >= OWN:
            return True
        changed = wanted.operation is Operation.DIFFERENCE and _CHANGE.search(figure.before)
        if changed and figure.unit != "%" and max(held) >= OWN:
            return True
    return False


def ranked_figures(
    figures: Sequence[Figure], part: Part, reads: Mapping[str, Read], wanted: Wanted
) -> list[tuple[float, Figure]]:
    """The figures that may be one part's, best first."""
    asked = _asked_units(wanted)
    if not asked & (_KNOWN_UNITS | {figure.unit for figure in figures}):
        asked = frozenset()  # "nhảy được nhiều hơn": no unit
    scored = []
    for figure in figures:
        # "49/58", and points, which are mostly printed without a word
        bare = not figure.unit and (figure.whole is not None or "điểm" in asked)
        if (asked and not bare and figure.unit not in asked) or not _is_of(figure, part.text):
            continue
        if wanted.operation is Operation.SHARE and figure.unit in ("%", RANK):
            continue
        zones = _zones(figure, part)
        own = _held(zones, {term: part.weights[term] for term in part.own})
        behind = zones[1][1] | zones[2][1]
        near = behind | zones[0][1]
        other = len(near & part.others) / max(1, len(part.others))
        if zones[0][1] & part.own and not zones[0][1] & part.others:
            other = 0.0  # "năm 2022 là 80 % và năm 2023 là …": what stands before is its own
        if other >= len(near & part.own) / len(part.own) and not behind & part.own and other:
            continue  # it stands by the other thing
        words, pointed = _held(zones, part.weights), _pointed_at(figure, reads.get(figure.chunk.id))
        if (own >= OWN and words >= _LEAST) or (pointed >= _POINTED and own >= _OWN_READ):
            scored.append((words + pointed, figure))
    if not TOTAL.search(fold(part.text)):  # "58" beside "16/58" is all, and no part
        wholes = {figure.whole for _, figure in scored}
        scored = [one for one in scored if one[1].whole is not None or one[1].value not in wholes]
    scored.sort(key=lambda one: -one[0])
    return scored[:_CANDIDATES]


def _asked_units(wanted: Wanted) -> Set[str]:
    """The units that fit the question; none where it names none."""
    named = unit_named(wanted.unit)
    if _ASKED_TIME.match(wanted.word) and named not in _KNOWN_UNITS:
        return TIMES
    if named in ("bậc", "hạng", "thứ"):
        return frozenset({"bậc", RANK})
    if fold(wanted.unit).removeprefix("diem ").startswith(("phan tram", "%")):
        return frozenset() if wanted.operation is Operation.SHARE else frozenset({"%"})
    if named in TIMES:
        return frozenset({named, f"{named} làm việc"})
    if named:
        return frozenset({named})
    money = _ASKED_MONEY.match(wanted.word) or _MONEY_NAMED.search(wanted.parts[0])
    compared = wanted.operation in (Operation.GREATER, Operation.LESS, Operation.DIFFERENCE)
    return frozenset({MONEY}) if money and compared else frozenset()


def _is_of(figure: Figure, part: str) -> bool:
    """Whether a figure is of the year and the place that a part names."""
    said, chunk = figure.said, figure.chunk
    above = f"{chunk.document} {'. '.join(chunk.heading)}"
    years = set(YEAR.findall(part))
    if years:
        near = sorted(YEAR.finditer(said), key=lambda m: _distance(m, figure.start))
        if near and near[0][0] not in years:
            return False
        if not near and not years & set(YEAR.findall(f"{above} {chunk.text}")):
            return False
    if _COUNTRY.search(said) and not _COUNTRY.search(part):
        return False
    places = (fold(match[1].strip()) for match in _PLACE.finditer(part))
    return all(place in fold(f"{said} {above}") for place in places)


def _distance(year: re.Match[str], at: int) -> float:
    """How far a year stands from a figure; what stands before belongs to it sooner."""
    return at - year.end() if year.end() <= at else 2.0 * (year.start() - at)


def _zones(figure: Figure, part: Part) -> list[tuple[float, Set[str]]]:
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


def chosen_figures(
    ranked: Sequence[Sequence[tuple[float, Figure]]], wanted: Wanted
) -> list[Figure] | None:
    """One figure for each part, of one unit; the best set of all."""
    best: tuple[float, list[Figure]] | None = None
    for some in itertools.product(*ranked):
        figures = [figure for _, figure in some]
        places = {(figure.chunk.id, figure.token) for figure in figures}
        if len(places) < len(figures) or not fit(figures, wanted):
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
            if one >= score - _MARGIN and _counts(figure) == _counts(own) and figure not in chosen
        )
        if any(figure.value != own.value for figure in others):
            return True
    return False


def _counts(figure: Figure) -> str:
    """What a figure counts: days are days, of work or not."""
    return figure.unit.removesuffix(" làm việc")


def fit(figures: Sequence[Figure], wanted: Wanted) -> bool:
    """Whether figures can be put together: of one unit, fractions of one whole."""
    wholes = {figure.whole for figure in figures}
    units = {figure.unit for figure in figures}
    fractions = len(wholes) == 1 and None not in wholes
    if len(wholes - {None}) > 1 or (len(units) > 1 and not (fractions and "" in units)):
        return False
    if wanted.operation is Operation.SUM:
        return not units & {"%", RANK}
    if len(figures) == 1:
        return True
    if wanted.operation is Operation.SHARE or wanted.is_remainder:
        first, second = figures[0].value, figures[1].value
        return 0 < first <= second if wanted.operation is Operation.SHARE else first >= second
    return True
