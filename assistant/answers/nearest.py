"""Of several numbers, dates or document numbers of a sentence, the one that was asked for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from assistant import asked_documents
from assistant.model import Kind, Language, Question
from assistant.spans import Span, spans
from assistant.stopwords import is_stop
from corpus.lexical import terms
from corpus.vietnamese.keys import match_key
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import Reference, find, find_spans

PERCENT = re.compile(
    r"\b(?:phan tram|(?:bao nhieu|may) phan(?! (?:mem|hieu|vung|loai|lop|so)\b)|ty le|ti le|percent\w*|share)\b"
    r"|%"
)
LEVEL_ASKED = re.compile(r"\b(?:cap|muc)(?: do)?(?: an toan)? (?:may|nao|bao nhieu)\b|\blevel\b")
_LEVEL = re.compile(r"\b(?:(?:cấp|mức) độ|cấp|mức)\s+$", re.IGNORECASE)
_OWN_DATE = 12  # characters
_GOES_ON = re.compile(
    r"\b(?:hoạt động (?:từ|khi|vào)|diễn ra|bắt đầu|khai trương|khai mạc|khánh thành|vận hành|mở cửa"
    r"|được tổ chức|tổ chức vào)\b"
)
_ISSUED = re.compile(r"\b(?:ban hành|ký|phê duyệt|quyết định)\b")
_REPORTED = re.compile(r"\bbáo cáo\b.*\b(?:ban hành|ký|lập)\b")
_OTHER_CLAUSE = 0.4  # what a word of another one's clause counts
_POINTS_BACK = re.compile(r"\b(?:đó|ấy|này|nó|trên|it|that|this)\b")
_MEANT = 0.5  # what a word counts that only may be meant
_FEW_WORDS = 2  # before a number that opens its clause: "Có 41/58 thủ tục được …"
_WORD = re.compile(r"[^\W_]+")
_UNIT = re.compile(r"[^\W\d_]+|%")
_WALL = re.compile(r"[;,(]\s|\.\s|\s(?:và|còn|nhưng)\s")


def counts(question: Question, text: str) -> list[Span]:
    """The numbers of a text that have the form asked for: shares, levels, or counts."""
    found = spans(Kind.NUMBER, text)
    found = [span for span in found if not is_asked_with(question, span.text)] or found
    folded = fold(question.read)
    if LEVEL_ASKED.search(folded):
        named = ((one, _LEVEL.search(text[: one.start])) for one in found)
        levels = [Span(text[m.start() : s.end], m.start(), s.end) for s, m in named if m]
        if levels:
            return levels
    shares = bool(PERCENT.search(folded))
    return [span for span in found if ("%" in span.text) == shares] or found


def is_asked_with(question: Question, said: str) -> bool:
    """Whether a question names a number itself, with its unit: "6 tháng đầu năm có bao nhiêu hồ sơ"."""
    return len(said.split()) > 1 and set(terms(said)) <= set(terms(question.understood))


def document_numbers(question: Question, text: str) -> list[Span]:
    """The document numbers of a text; those of the kind asked for, where there are such."""
    found = spans(Kind.DOCUMENT_NUMBER, text)
    found = [span for span in found if not asked_documents.is_named(question, span.text)] or found
    word = asked_documents.wanted(question) or asked_documents.asked_with_which(question)
    if word is None:
        return found
    kind = asked_documents.kind_of(word)
    own = [s for s in found if any(ref.kind == kind for ref in find(s.text))]
    return own or [s for s in found if asked_documents.is_told(word, s.text)] or found


def _kind_asked(question: Question) -> str | None:
    """The kind of the document without a number that a question is about, before one that it only names:
    "kết luận yêu cầu theo đuổi tiếp Nghị quyết 18". None where it names the same kind, or no number.
    """
    alone = asked_documents.unnumbered(question)
    if not alone or not question.references:
        return None
    kind = asked_documents.kind_of(alone[0])
    return None if any(Reference.parse(key).kind == kind for key in question.references) else kind


def own_dates(question: Question, text: str) -> list[Span]:
    """The dates of a text that can be those of the documents that the question names.

    "… Nghị quyết số 19-NQ/TW ngày 25/10/2017": a date behind another document's number is that one's. Of
    several documents that are named, the first is asked about: "nghị quyết 18 mà kế hoạch 208 nhắc tới".
    """
    found = spans(Kind.DATE, text)
    kind = _kind_asked(question)
    others = [
        end
        for reference, _, end in find_spans(text)
        if not _is_meant(reference, kind, question.references[:1])
    ]
    return [one for one in found if not any(0 <= one.start - end <= _OWN_DATE for end in others)]


def is_dated_by_documents(question: Question, text: str) -> bool:
    """Whether it is asked when something goes on or began, or of when a report is, and the dates of a text
    only date documents that have numbers.
    """
    asked = question.read.casefold()
    goes_on = _GOES_ON.search(asked) and not _ISSUED.search(asked)
    if not (goes_on or _REPORTED.search(asked)) or asked_documents.unnumbered(question):
        return False
    ends = [end for reference, _, end in find_spans(text) if reference.kind != "bc"]
    found = spans(Kind.DATE, text)
    return bool(found) and all(
        any(0 <= one.start - end <= _OWN_DATE for end in ends) for one in found
    )


def _is_meant(reference: Reference, kind: str | None, keys: Sequence[str]) -> bool:
    """Whether a document of a text can be one that is asked about: by its kind, else by its number."""
    if kind is not None:
        return reference.kind == kind
    return any(Reference.parse(key).agrees(reference) for key in keys)


def nearest(question: Question, text: str, found: Sequence[Span]) -> Span | None:
    """The span whose neighbourhood says most of what was asked for, its own unit first."""
    if not found:
        return None
    kind = _kind_asked(question) if question.kind is Kind.DATE else None
    named = [
        end
        for reference, _, end in find_spans(text)
        if _is_meant(reference, kind, question.references)
    ]
    for end in named:  # "10/KH-SKHCN ngày 17/01/2024": a date belongs to the document before it
        following = [span for span in found if 0 <= span.start - end <= _OWN_DATE]
        if question.kind is Kind.DATE and following:
            return following[0]
    return heaviest(question, text, found)[1]


def heaviest(
    question: Question, text: str, found: Sequence[Span], beside: frozenset[str] = frozenset()
) -> tuple[float, Span]:
    """The span whose neighbourhood says most of what was asked for, with how much that is.

    Args:
        question: understood.
        text: that the spans are of.
        found: the spans, one at least.
        beside: keys of words that say nothing of what is asked for.
    """
    weights = _weights(question).items()
    wanted = {term: one for term, one in weights if not beside.issuperset(term.split())}
    words = [(m.start(), match_key(m[0])) for m in _WORD.finditer(text)]
    clauses = _clauses(text, found)

    def weight(at: int) -> float:
        span, (first, last) = found[at], clauses[at]
        own = set(terms(span.text))
        total = 2.0 * sum(weight for term, weight in wanted.items() if term in own)
        for start, word in words:
            if span.start <= start < span.end or word not in wanted:
                continue
            distance = span.start - start if start < span.start else 1.3 * (start - span.end)
            share = 1.0 if first <= start < last else _OTHER_CLAUSE
            total += wanted[word] * share / (1.0 + distance / 25.0)
        return total

    best = max(range(len(found)), key=lambda at: (weight(at), -found[at].start))
    return weight(best), found[best]


def better_clause(question: Question, text: str, said: str) -> Span | None:
    """The number whose clause says all that the clause of another one says of what was asked, and more.

    Args:
        question: understood.
        text: a sentence.
        said: a number of it with what stands around it.
    """
    found = counts(question, text)
    own = [
        at for at, span in enumerate(found) if _holds(said, span.text) or _holds(span.text, said)
    ]
    if len(own) != 1:
        return None
    wanted = _wanted(question)
    held = [wanted & set(terms(text[first:last])) for first, last in _clauses(text, found)]
    better = [at for at in range(len(found)) if held[at] > held[own[0]]]
    return found[better[0]] if len(better) == 1 else None


def whole_of(question: Question, text: str, said: str) -> Span | None:
    """The number that one in brackets is a part of: "281 hồ sơ (tiếp nhận trong kỳ 276 hồ sơ; …)".

    None where the number stands in no brackets, counts something else than the one before them, or
    where the question names what the brackets say of it alone.

    Args:
        question: understood.
        text: a sentence.
        said: a number of it with what stands around it.
    """
    found = counts(question, text)
    own = next((o for o in found if _holds(said, o.text) or _holds(o.text, said)), None)
    opened = text.rfind("(", 0, own.start) if own else -1
    if own is None or opened < 0 or ")" in text[opened : own.start]:
        return None
    outer = next((one for one in reversed(found) if one.end <= opened), None)
    if outer is None or _unit(outer) != _unit(own):
        return None
    first, last = dict(zip(found, _clauses(text, found), strict=True))[own]
    alone = set(terms(text[max(first, opened) : last])) - set(terms(text[:opened]))
    return None if _wanted(question) & alone else outer


def _holds(text: str, part: str) -> bool:
    """Whether a text has a part in whole words and figures: "276 hồ sơ" does not hold "6"."""
    return bool(re.search(rf"(?<![\w.,/]){re.escape(part)}(?!\w)", text))


def _unit(span: Span) -> str:
    """The first word of what a number counts, folded; empty where it has no unit."""
    return next((fold(word[0]) for word in _UNIT.finditer(span.text)), "")


def _weights(question: Question) -> dict[str, float]:
    """What is looked for: the question's own words, those that may stand for them in a document, and where
    it points back ("văn bản đó"), those of the question before it.
    """
    said = f"{question.read} {question.written_out(question.read)}"
    own = set(terms(said)) if question.language is Language.VIETNAMESE else _wanted(question)
    wanted = {term: 1.0 if term in own else _MEANT for term in _wanted(question)}
    if question.context and _POINTS_BACK.search(question.read.casefold()):
        earlier = {term for term in terms(question.context) if not is_stop(term)}
        wanted = dict.fromkeys(earlier, _MEANT) | wanted
    return wanted


def _wanted(question: Question) -> set[str]:
    return {term for term in terms(question.search) if not is_stop(term)}


def _clauses(text: str, found: Sequence[Span]) -> list[tuple[int, int]]:
    """The part of a text that belongs to each of its spans: what stands between two is parted at a wall.

    Behind the first where numbers open their clauses, before the second where they close them.
    """
    edges = [0]
    opens = len(_WORD.findall(text[: found[0].start])) <= _FEW_WORDS
    for one, other in itertools.pairwise(found):
        walls = [m.start() + one.end for m in _WALL.finditer(text[one.end : other.start])]
        edges.append((walls[-1] if opens else walls[0]) if walls else -1)
    edges.append(len(text))
    parts = []
    for at in range(len(found)):
        first = max(edge for edge in edges[: at + 1] if edge >= 0)
        last = min(edge for edge in edges[at + 1 :] if edge >= 0)
        parts.append((first, last))
    return parts
