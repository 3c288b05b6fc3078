"""The short answer: the typed span of a sentence that belongs to what was asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import asked_documents, attributes, periods
from assistant.answers.about import subject
from assistant.answers.nearest import (
    LEVEL_ASKED,
    PERCENT,
    better_clause,
    counts,
    document_numbers,
    heaviest,
    is_asked_with,
    nearest,
    own_dates,
    whole_of,
)
from assistant.evidence import Sentence
from assistant.model import Kind, Question
from assistant.reading import SURE, Read
from assistant.reading import Span as ReadSpan
from assistant.spans import PERIOD, Span, addresses, spans, spelled_out
from assistant.stopwords import is_stop
from corpus.lexical import passage_terms, terms
from corpus.vietnamese.keys import match_key
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.syllables import UPPER

MAX_WORDS = 25
"""Of a direct answer."""
_FIGURE = re.compile(
    r"\d|\b(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|tram|nghin|trieu|ty|one|two|three|four|five)\b"
)
_ITEM = re.compile(r"^(?:\(?\d{1,2}[.)]|[-+•]|[a-zđ]\))\s*")
_RANK = re.compile(r"\b(?:thu may|hang may|xep thu|xep hang|hang bao nhieu|rank\w*)\b")
_RANKED = re.compile(
    r"(?:x[eếé]p |[dđ][uứư]ng )?(?:th[uứưtr]+|h[aạ]ng)\s*:?\s+(\d{1,2})(?!\d)(?:/\d{2,3})?",
    re.IGNORECASE,
)
_ASKS_RANK = re.compile(
    r"\b(?:(?:xếp|đứng|ở|vị trí|xếp hạng|thứ hạng) )*(?:thứ|hạng|vị trí) (?:mấy|bao nhiêu|nào)\b"
    r"|\bxếp (?:thứ|hạng)\b"
)
_OF_RANKS = frozenset("xep thu hang dung vi tri may".split())
_MOST_NUMBERS = 4
_ITEM_NUMBER = re.compile(r"^(?:\(\d{1,2}\)|[-+•])", re.MULTILINE)
_PARTS = re.compile(r"[,;]\s|\s(?:và|and)\s")
_HOW_MANY = re.compile(r"\b(?:bao nhieu|may(?! moc)|how many|how much|what percentage)\b")
_WEB = re.compile(
    r"\b(?:trang (?:web|mang)|web ?site|web|duong (?:link|dan)|link|url|dia chi (?:web|mang|truy cap|nao))\b"
)
_CLAUSE_ENDS = re.compile(rf"[,;:]\s|\.\s(?=[{UPPER}])")
_BODY = re.compile(
    r"\b(?:(?:Sở|Bộ|Ban|Ủy ban|UBND|HĐND|Hội đồng|Chi cục|Cục|Phòng|Văn phòng|Thanh tra|Trung tâm|Viện|Chủ tịch"
    r"|Giám đốc|Bộ trưởng|Thủ tướng|Công an|Tòa án|Ngân hàng)\s[^\s,;.]+\s?[^\s,;.]*)",
    re.IGNORECASE,
)
_YEAR_ASKED = re.compile(r"\bnam (?:nao|may|bao nhieu)\b|\b(?:which|what) year\b")
_YEAR = re.compile(r"(?<![\d/.,-])(?:19|20)\d\d(?![\d/])")
_CHANGES = re.compile(r"\b(?:tang|giam|chenh|hon|kem|nhich)\b")
_ALONE = re.compile(r"\d{1,6}(?: ?\(\w+\))?")  # a count with nothing behind it
_BARE = re.compile(r"\d+/\d+$")
_CUT = (Kind.SUMMARY, Kind.DEFINITION, Kind.WHO, Kind.WHERE)
_LEAST_CUT = 8  # words
_DATE_TOO = re.compile(
    r"\bngay (?:thang )?(?:ban hanh|ky|ra)\b|\b(?:va|,) ngay\b|\bngay (?:nao|may)\b"
)
# Between a number and its date, and between a date and the number of what was issued then.
_ITS = re.compile(r"\s*(?:của [^\d,;.]{2,40})?,?\s*")
_ISSUES = re.compile(r",?\s[^\d;.]{2,60}\b(?:ban hành|ký|có)\s*")
_ENDS_BARE = re.compile(r"\b(?:may|bao nhieu)\W*$")  # "Vậy mạng LAN thì được mấy?"
# "ngày cuối cùng của tháng thứ 3"
_DAY_OF = re.compile(r"\bngay (?:cuoi|thu \d|\d{1,2}\b)|\bthang thu \d")
_TWO_DASHES = re.compile(r"-\s+-\s?(?=\w)")  # "51/QĐ- -SKHCN", as damaged text has it


def read_span(
    question: Question, best: Sentence, reads: Sequence[Read], *, least: float = SURE
) -> str | None:
    """The span that the reader finds in the best sentence, None where it finds none.

    Shares, ranks and levels have forms of their own, which the rules know better.

    Args:
        question: understood.
        best: the sentence that answers best.
        reads: what the reader says of passages.
        least: how likely it has to hold that a passage answers.
    """
    bare = question.context and _ENDS_BARE.search(fold(question.read))
    folded = fold(question.understood if bare else question.read)
    formed = PERCENT.search(folded) or _RANK.search(folded) or LEVEL_ASKED.search(folded)
    if question.kind is Kind.NUMBER and formed:
        return None
    if asked_documents.several(question):
        return None
    if question.kind is Kind.NUMBER and several_asked(question):
        return None
    for one in reads:
        if one.reading.answers < least:
            continue
        own = one.passage.chunk.id == best.passage.chunk.id
        inside = [span for span in one.spans if not own or span.sentence == best.index]
        text = _tidy(_in_its_sentence(question, one, inside[0])) if inside else ""
        # another reading of the same sentence may have been read instead
        stands = own or text in _TWO_DASHES.sub("-", " ".join(best.text.split()))
        about = subject(question, best.text) if question.references else None
        if about and text and about.startswith(text):
            text = _beginning(_tidy(about))
        if stands and _is_day_of_other(question, best.text, text):
            return None  # of what the documents named set, not when they were issued
        text = _beginning(text) if question.kind in _CUT else text
        if stands and 0 < len(text.split()) <= MAX_WORDS and _is_formed(question, text, best.text):
            if question.kind is not Kind.NUMBER:
                return text
            whole = whole_of(question, best.text, text)
            better = whole or better_clause(question, best.text, text)
            return better.text if better else _with_unit(question, best.text, text)
    return None


def _beginning(text: str) -> str:
    """As many whole clauses of a long span as are a direct answer; all of it where that is hardly any."""
    words = text.split()
    if len(words) <= MAX_WORDS:
        return text
    ends = [
        at for at in range(_LEAST_CUT, MAX_WORDS + 1) if words[at - 1].endswith((",", ";", ")"))
    ]
    return _tidy(" ".join(words[: ends[-1]])) if ends else text


def pointed(best: Sentence, reads: Sequence[Read]) -> str | None:
    """What the reader points at in the best sentence, whether or not it is a direct answer."""
    spans_of = (
        (one.passage.chunk, span)
        for one in reads
        if one.reading.answers >= SURE and one.passage.chunk.id == best.passage.chunk.id
        for span in one.spans[:1]
        if span.sentence == best.index
    )
    return next((chunk.read(span.first, span.last) for chunk, span in spans_of), None)


def _in_its_sentence(question: Question, read: Read, span: ReadSpan) -> str:
    """A span as far as its first line and sentence go: each is of one matter. A number may need the part
    behind a semicolon: "không quá 03 …; hiện có 02 …".
    """
    chunk = read.passage.chunk
    first, end = chunk.sentences[span.sentence]
    closed = question.kind is not Kind.NUMBER or not chunk.read(first, end).endswith(";")
    return chunk.read(span.first, min(span.last, end) if closed else span.last).partition("\n")[0]


def _with_unit(question: Question, said: str, text: str) -> str:
    """A number with what it counts, where the reader's span ends at the number: "02 (hai) người làm chứng"."""
    if not _ALONE.fullmatch(text):
        return text
    whole = re.compile(rf"{re.escape(text)}(?![\w.,/])")
    longer = (span.text for span in counts(question, said) if whole.match(span.text))
    return next(longer, text)


def _is_day_of_other(question: Question, said: str, text: str) -> bool:
    """Whether a span names a period where the day of a document is asked for, and its day is printed."""
    if question.kind is not Kind.DATE or not question.references or spans(Kind.DATE, text):
        return False
    return not _YEAR_ASKED.search(fold(question.read)) and bool(own_dates(question, said))


def _is_formed(question: Question, text: str, said: str) -> bool:
    """Whether a span can be what was asked for: a date names a day or a year, a number has a figure, a
    document is of the kind that is asked for, where its sentence (`said`) has one.
    """
    if question.kind is Kind.DOCUMENT_NUMBER:
        word = asked_documents.asked_with_which(question)
        other = word and asked_documents.is_told(word, said) > asked_documents.is_told(word, text)
        return bool(document_numbers(question, text)) and not other
    if question.kind is Kind.NUMBER and (
        is_asked_with(question, text) or not _FIGURE.search(fold(PERIOD.sub(" ", text)))
    ):
        return False
    if form := _deadline_form(question):
        return bool(
            form.answers.search(text) or own_dates(question, text) or _DAY_OF.search(fold(text))
        )
    return question.kind not in (Kind.NUMBER, Kind.DATE) or bool(_FIGURE.search(fold(text)))


def _tidy(text: str) -> str:
    """A span without what is around it: a bracket that is not opened, a dash that was printed twice."""
    text = _TWO_DASHES.sub("-", " ".join(text.split())).strip(" ,;:.")
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1]
    return text.strip(")") if text.count(")") > text.count("(") else text


def item_of(text: str) -> str:
    """An item of a list without its mark and what closes it."""
    return _tidy(_ITEM.sub("", text))


def listed_items(sentences: Sequence[Sentence]) -> str | None:
    """The items of a list behind the colon that opens it, None where they are more than a few words."""
    _, colon, items = "\n".join(sentence.text for sentence in sentences).partition(":")
    items = " ".join(items.split()).strip(" .;")
    return items if colon and items and len(items.split()) <= MAX_WORDS else None


def short_answer(question: Question, sentences: Sequence[Sentence]) -> str | None:
    """The direct answer in at most 25 words, None where no span answers directly.

    Args:
        question: understood.
        sentences: those that are said, the best one first.
    """
    sentence = sentences[0]
    if question.kind is Kind.NUMBER:
        texts = [sentence.text for sentence in sentences]
        if asked := several_asked(question):
            parts = [_number(one, texts[:1]) for one in asked]
            return "; ".join(dict.fromkeys(filter(None, parts))) or None
        return _number(question, texts)
    if asked_documents.several(question):
        if len(items := _ITEM_NUMBER.findall("\n".join(s.text for s in sentences))) > 1:
            each = (document_numbers(question, s.text)[:1] for s in sentences)
            named = [one.text for some in each for one in some]
        else:
            named = [one.text for s in sentences for one in document_numbers(question, s.text)]
        if 1 < len(named) <= max(_MOST_NUMBERS, len(items)):
            together = "; ".join(dict.fromkeys(map(_tidy, named)))
            return together if len(together.split()) <= MAX_WORDS else None
    if form := _deadline_form(question):
        return _deadline(question, sentence.text, form)
    if question.kind in (Kind.DATE, Kind.DOCUMENT_NUMBER):
        date = question.kind is Kind.DATE
        found = (
            spans(question.kind, sentence.text)
            if date
            else document_numbers(question, sentence.text)
        )
        best = nearest(question, sentence.text, found)
        return _tidy(best.text) if best else None
    if question.references and (about := subject(question, sentence.text)):
        return " ".join(_tidy(about).split()[:MAX_WORDS])
    if question.kind is Kind.DEFINITION:
        found_names = (spelled_out(question.read, sentence.text) for sentence in sentences)
        return next(filter(None, found_names), None)
    web = question.kind in (Kind.WHO, Kind.WHERE) and _WEB.search(fold(question.read))
    if web and (printed := addresses(sentence.text)):
        return heaviest(question, sentence.text, printed)[1].text
    if question.kind in (Kind.WHO, Kind.WHERE, Kind.YES_NO):
        said = item_of(sentence.text)
        return said if len(said.split()) <= MAX_WORDS else _clauses(question, said)
    return None


def with_date(question: Question, text: str, short: str | None) -> str | None:
    """The number of a document with its date, where a question asks for both; else what is given."""
    if not short or question.kind is not Kind.DOCUMENT_NUMBER or spans(Kind.DATE, short):
        return short
    at = text.find(short)
    if at < 0 or not _DATE_TOO.search(fold(question.read)):
        return short
    for date in spans(Kind.DATE, text):
        behind = date.start >= at + len(short) and _ITS.fullmatch(
            text[at + len(short) : date.start]
        )
        before = date.end <= at and _ISSUES.fullmatch(text[date.end : at])
        if behind or before:
            return f"{short}; {date.text[:1].lower()}{date.text[1:]}"
    return short


def _deadline_form(question: Question) -> attributes.Form | None:
    """The form of a deadline, where a date is asked for that is one."""
    form = attributes.asked(question) if question.kind is Kind.DATE else None
    return form if form is not None and form.name == "deadline" else None


def _deadline(question: Question, text: str, form: attributes.Form) -> str | None:
    """The day until which something has to be done, which is no document's; else the clause that says
    until when: "chậm nhất là ngày cuối cùng của tháng đầu quý sau".
    """
    if own := own_dates(question, text):
        best = nearest(question, text, own)
        return _tidy(best.text) if best else None
    clauses = (_tidy(clause) for clause in _CLAUSE_ENDS.split(text))
    said = (clause for clause in clauses if form.answers.search(clause))
    return next((one for one in said if len(one.split()) <= MAX_WORDS), None)


def _clauses(question: Question, text: str) -> str | None:
    """The run of clauses of a long sentence, short enough, that says most of what was asked, and for
    "who" names most bodies that the question does not.
    """
    edges = [0, *(m.end() for m in _CLAUSE_ENDS.finditer(text)), len(text)]
    wanted = {term for term in terms(question.search) if not is_stop(term)}
    asked = fold(question.read)
    best: tuple[float, int, str] | None = None
    for first, start in enumerate(edges[:-1]):
        for end in edges[first + 1 :]:
            run = _tidy(text[start:end])
            length = len(run.split())
            if length > MAX_WORDS:
                break
            weight = float(len(wanted & set(passage_terms(run))))
            if question.kind is not Kind.YES_NO:
                bodies = {fold(body) for body in _BODY.findall(run)}
                weight += sum(body not in asked for body in bodies)
            if length and (best is None or (weight, -length) > best[:2]):
                best = weight, -length, run
    return best[2] if best and best[0] else None


def several_asked(question: Question) -> list[Question]:
    """The parts of a question that each ask for a number of their own; none where only one does."""
    parts = [part.strip() for part in _PARTS.split(question.read)]
    asked = [part for part in parts if _HOW_MANY.search(fold(part))]
    if len(asked) < 2:
        return []
    return [replace(question, text=part, search=part, mended="") for part in asked]


def _of_its_year(question: Question, text: str) -> list[Span]:
    """The counts of a text; of one that tells of several years those of the year that is asked for, which
    stands before its figure ("năm 2022 là 80,08% và năm 2023 là 82,66%") or behind it.
    """
    found = counts(question, text)
    asked = periods.asked(question).years
    told = [(match.start(), int(match[0])) for match in _YEAR.finditer(text)]
    years = {year for _, year in told}
    if len(asked) != 1 or len(years) < 2 or not found or _CHANGES.search(fold(question.read)):
        return found
    before = told[0][0] < min(span.start for span in found)

    def year_of(span: Span) -> int | None:
        if before:
            return next((year for at, year in reversed(told) if at < span.start), None)
        return next((year for at, year in told if at >= span.end), None)

    each = [year_of(span) for span in found]
    if set(each) != years:
        return found  # one year has no figure of its own: it is a document's
    return [span for span, year in zip(found, each, strict=True) if year in asked] or found


def _rank(question: Question, texts: Sequence[str]) -> str | None:
    """The rank of what was asked for, in whichever text is of its year; the first of equal ones."""
    years = periods.asked(question).years
    told = [(text, periods.named(text).years) for text in texts]
    texts = [text for text, own in told if not (years and own) or years & own] or texts
    rest = {match_key(word) for word in _ASKS_RANK.sub(" ", question.read.casefold()).split()}
    beside = _OF_RANKS - rest  # "thu ngân sách", "hàng hóa"
    found = [
        heaviest(question, said, ranked, beside)
        for said in texts
        if (ranked := [Span(m[0], m.start(), m.end()) for m in _RANKED.finditer(said)])
    ]
    return max(found, key=lambda one: one[0])[1].text if found else None


def _number(question: Question, texts: Sequence[str]) -> str | None:
    folded = fold(question.understood if question.context else question.read)
    if _RANK.search(folded) and (rank := _rank(question, texts)):
        return rank
    near = [nearest(question, text, _of_its_year(question, text)) for text in texts]
    wanted = {term for term in terms(question.search) if not is_stop(term)}
    # the first number of what was asked for, before one that stands near it; of what "49/58" is, its place says
    own = (
        span
        for at, span in enumerate(near)
        if span and (wanted & set(passage_terms(span.text)) or (not at and _BARE.match(span.text)))
    )
    best = next(own, near[0])
    return best.text if best else None
