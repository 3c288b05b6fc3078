"""What a question counts: a sentence that does not name it does not say how many there are."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from assistant import everyday, glossary
from assistant.asking import without_told
from assistant.discounts import keys_of
from assistant.evidence import Sentence
from assistant.model import Kind, Language, Question
from assistant.spans import Span, spans
from assistant.stopwords import is_stop, telling
from corpus.lexical import terms
from corpus.vietnamese import abbreviations
from corpus.vietnamese.normalise import fold

_ASKED = re.compile(
    r"(?<!thứ )(?<!hạng )\b(?:bao nhiêu|mấy)\s+(?!so với\b)([^\W\d_]+)(?:\s+([^\W\d_]+))?",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"\btrong (?:so |tong so )?(\d+)\b.*\b(?:may|bao nhieu) (?:nguoi|cai|vi|suat|thu tuc|ho so|van ban) (.+)"
)
_SOME_OF_THEM = re.compile(
    r"\btrong (?:so |tong so )?(\d+)\b.*?\b(?:thi|,) (.+?) (?:co|la|chiem|duoc)? ?(?:may|bao nhieu)\b"
)
_AMONG = re.compile(
    r"^(?:the |vay )?(?:trong (?:do|so (?:do|ay|nay|kia)))\b.*\b(?:bao nhieu|may)\b"
    r"|^(?:the |vay )?(?:bao nhieu|may) (?:nguoi|cai|ho so|thu tuc|truong hop|vu|van ban) (?:la|thuoc|ve|cua)\b"
    r"|\bhow many of (?:them|those|these)\b"
)
_PARTS = frozenset("chiem mang linh vuc loai ty le phan tram tong".split())
_FIGURE = re.compile(r"(\d+)(?:\s*(%|[a-z]+))?")
# Measures, which have forms of their own or are left out beside a number, and what may be anything.
_MEASURES = frozenset(
    "phan tien dong ty ti trieu nghin diem bac thu hang ngay thang nam gio phut tuan lan muc tuoi "
    "nguoi ong ba vi cai chiec loai muc bo ban buoc noi cho viec dieu thu mang suat ghe khoan luot vu khau "
    "dang kieu dot chan cay kenh cach nhom tru chuc tram xuong len tam to buc cuon quyen tep".split()
)

_HOW_MANY = re.compile(r"(?<!thứ )(?<!hạng )\b(?:bao nhiêu|mấy)\s+(.+)")
_RANKED = re.compile(r"\b(?:(?:thứ|vị trí số|điều|khoản|mục)\s|hạng[^;,.\d]{0,20})$", re.IGNORECASE)
_WHOLE = re.compile(
    r"\d{1,3}(?:\.\d{3})+(?!\d)|(?<![\d,.])\d+(?:/\d+)?(?![\d,])|\d,\d+ (?:nghìn|triệu|tỷ)"
)
# share of a part's words: "lượng" alone is of "đo lường chất lượng" and of "số lượng"
_SAID_OF_IT = 0.25
_NO_THINGS = frozenset("bac diem ngay thang nam gio phut tuan dong vnd lan km".split())
_UP_TO_UNIT = re.compile(r"^.*\d\)?\s*")
# What counts of an office count: one of a group says nothing of how many there are of another.
_GROUPS = tuple(
    frozenset(group.split(", "))
    for group in (
        "nguoi, cong dan, ho dan, cong chuc, can bo, vien chuc, bien che, lao dong, hoc vien",
        "van ban, quyet dinh, ke hoach, nghi quyet, cong van, chi thi, thong tu",
        "thu tuc, tthc, dich vu, ho so",
        "phong",
        "chi so",
        "nhiem vu, de tai",
        "cuoc, hoi nghi, lop",
        "tin, bai",
    )
)


def counted(question: Question) -> str | None:
    """The thing that a question asks the number of, as it is read; None where it counts nothing.

    Short forms are left out: a text spells them in its own way.
    """
    if question.language is not Language.VIETNAMESE:
        return None
    found = _ASKED.search(without_told(question.read))
    if found is None:
        return None
    first, second = found.groups(default="")
    # "thu" among the measures is "thứ"
    measures = fold(first) in _MEASURES and first.casefold() != "thủ"
    if first.isupper() or measures or is_stop(fold(first)):
        return None
    return first if not second or second.isupper() or is_stop(fold(second)) else f"{first} {second}"


def is_uncounted(question: Question, text: str) -> bool:
    """Whether a question asks how many there are, and the figures of a text count other things or nothing:
    ranks, shares, points; "03 Quyết định" where procedures are counted.
    """
    asked = _HOW_MANY.search(without_told(question.read).casefold())
    if asked is None or question.language is not Language.VIETNAMESE:
        return False
    group = _group(fold(asked[1]).rstrip(" ?.!"))
    if group is None and counted(question) is None:
        return False
    counts = [one for one in spans(Kind.NUMBER, text) if _counts(one, text)]
    if group is None or not counts:
        return not counts
    of = [_group(_UP_TO_UNIT.sub("", fold(one.text))) for one in counts]
    return all(other is not None and other is not group for other in of)


def _counts(span: Span, text: str) -> bool:
    """Whether a number counts things: a whole one, no rank, no share, no measure."""
    whole = _WHOLE.search(span.text) is not None and "%" not in span.text
    unit = _UP_TO_UNIT.sub("", fold(span.text)).split()[:1]
    return whole and not _NO_THINGS & set(unit) and not _RANKED.search(text[: span.start])


def _group(words: str) -> frozenset[str] | None:
    """The group of what a figure's unit, or a question, begins with (folded); None of what is in none."""
    named = (group for group in _GROUPS for one in group if f"{words} ".startswith(f"{one} "))
    return next(named, None)


def is_of_none_of_them(question: Question, text: str) -> bool:
    """Whether a follow-up asks how many of what was counted before are something that a text says nothing of:
    "trong đó bao nhiêu hồ sơ về sở hữu trí tuệ?", where only the dossiers are counted.
    """
    if not question.context or not _AMONG.search(fold(question.read)):
        return False
    known = telling(question.context) | _MEASURES | _PARTS
    english = question.language is Language.ENGLISH
    asked = " ".join(glossary.translate(question.read)) if english else question.search
    own = (
        telling(asked)
        - known
        - {word for group in _GROUPS for one in group for word in one.split()}
    )
    return bool(own) and not own & keys_of(text, abbreviations.version())


def is_part(question: Question, sentence: Sentence) -> bool:
    """Whether a question asks how many of a number that it names itself are something that a sentence
    does not tell: "trong 36 công chức có mấy người là nữ", of "36 công chức".
    """
    asked = fold(question.read)
    found = [one for one in (_OF_THEM.search(asked), _SOME_OF_THEM.search(asked)) if one]
    if not found or question.language is not Language.VIETNAMESE:
        return False
    said = keys_of(sentence.text, abbreviations.version())
    kind = terms(found[0][1])[0]
    return kind in said and any(_tells_nothing(question, one[2], said) for one in found)


def _tells_nothing(question: Question, what: str, said: Set[str]) -> bool:
    """Whether next to nothing of a part's words is said, nor what documents call it."""
    wanted = {term for term in terms(what) if not is_stop(term) and " " not in term}
    called = [
        terms(other)
        for phrase, others in everyday.meant(question.understood).items()
        for other in others
        if fold(phrase) in what
    ]
    if any(said >= set(name) for name in called):
        return False
    return len(wanted & said) < _SAID_OF_IT * len(wanted)


def repeats_the_question(question: Question, short: str) -> bool:
    """Whether a direct answer has no number but those that the question names itself, of the same unit: "trong
    07 văn bản thì mấy là …", "giảm 10-15%, quy ra tiền là bao nhiêu".
    """
    said, named = (_figures(abbreviations.written_out(t)) for t in (short, question.read))
    return question.kind is Kind.NUMBER and bool(said) and said <= named


def _figures(text: str) -> set[tuple[int, str]]:
    """The figures of a text, each with the word behind it."""
    return {(int(number), unit) for number, unit in _FIGURE.findall(fold(text))}


def names(sentence: Sentence, thing: str) -> bool:
    """Whether a sentence, what stands before it in its passage, or a heading names a thing, or what documents
    call it: both words together, or the first, which says what sort it is of.
    """
    keys = _keys(sentence)
    called = (other for others in everyday.meant(thing).values() for other in others)
    for name in (thing, *called):
        wanted = terms(name)
        if keys & ({term for term in wanted if " " in term} | {wanted[0]}):
            return True
    return False


def _keys(sentence: Sentence) -> frozenset[str]:
    chunk = sentence.passage.chunk
    spans = chunk.sentences[: sentence.index + 1]
    texts: Sequence[str] = [chunk.read(first, last) for first, last in spans]
    table = abbreviations.version()
    return frozenset().union(*(keys_of(text, table) for text in (*texts, *chunk.heading)))
