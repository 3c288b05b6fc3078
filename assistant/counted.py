"""What a question counts: a sentence that does not name it does not say how many there are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import everyday
from assistant.asking import without_told
from assistant.discounts import keys_of
from assistant.evidence import Sentence
from assistant.model import Language, Question
from assistant.stopwords import is_stop
from corpus.lexical import terms
from corpus.vietnamese import abbreviations
from corpus.vietnamese.normalise import fold

_ASKED = re.compile(
    r"(?<!thứ )(?<!hạng )\b(?:bao nhiêu|mấy)\s+([^\W\d_]+)(?:\s+([^\W\d_]+))?", re.IGNORECASE
)
_OF_THEM = re.compile(
    r"\btrong (?:so |tong so )?(\d+)\b.*\b(?:may|bao nhieu) (?:nguoi|cai|vi|suat|thu tuc|ho so|van ban) (.+)"
)
# Measures, which have forms of their own or are left out beside a number, and what may be anything.
_MEASURES = frozenset(
    "phan tien dong ty ti trieu nghin diem bac thu hang ngay thang nam gio phut tuan lan muc tuoi "
    "nguoi ong ba vi cai chiec loai muc bo ban buoc noi cho viec dieu thu mang suat ghe khoan luot vu khau "
    "dang kieu dot chan kenh cach nhom tru chuc tram xuong len tam to buc cuon quyen tep".split()
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
    if first.isupper() or fold(first) in _MEASURES or is_stop(fold(first)):
        return None
    return first if not second or second.isupper() or is_stop(fold(second)) else f"{first} {second}"


def is_part(question: Question, sentence: Sentence) -> bool:
    """Whether a question asks how many of a number that it names itself are something that a sentence
    does not tell: "trong 36 công chức có mấy người là nữ", of "36 công chức".
    """
    found = _OF_THEM.search(fold(question.read))
    if found is None or question.language is not Language.VIETNAMESE:
        return False
    whole, what = found.groups()
    kind = terms(whole)[0]
    said = keys_of(sentence.text, abbreviations.version())
    wanted = {term for term in terms(what) if not is_stop(term) and " " not in term}
    for phrase, others in everyday.meant(question.understood).items():
        if fold(phrase) in what:
            wanted |= {term for other in others for term in terms(other)}
    return kind in said and bool(wanted) and not wanted & said


def names(sentence: Sentence, thing: str) -> bool:
    """Whether a sentence, what stands before it in its passage, or a heading names a thing: both
    words together, or the first, which says what sort it is of.
    """
    wanted = terms(thing)
    pairs = {term for term in wanted if " " in term} | {wanted[0]}
    return bool(pairs & _keys(sentence))


def _keys(sentence: Sentence) -> frozenset[str]:
    chunk = sentence.passage.chunk
    spans = chunk.sentences[: sentence.index + 1]
    texts: Sequence[str] = [chunk.read(first, last) for first, last in spans]
    table = abbreviations.version()
    return frozenset().union(*(keys_of(text, table) for text in (*texts, *chunk.heading)))
