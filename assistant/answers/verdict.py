"""Yes or no, read off the sentence that decides: a negation, or a figure that is another than asked.

A wrong "Có" is worse than none: where a sentence does not plainly say the same as the question, or the
opposite, nothing is said but the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Sentence
from assistant.figures import disagreements
from assistant.messages import say
from assistant.model import Kind, Language, Question
from assistant.reading import SURE, Read
from assistant.spans import Span, spans
from assistant.stopwords import telling
from corpus.lexical import passage_terms, terms
from corpus.vietnamese.normalise import fold

_SAME = 0.8  # share of what the question says that a sentence has to say for "Có"
_ABOUT = 0.5  # and for "Không"
_REACH = 6  # words behind a negation that it can deny
_CLAUSE = re.compile(r"[^;:.,()]+(?:[.,](?=\d)[^;:.,()]+)*")
_CLAIM = re.compile(r"\b(?:có(?: phải)?(?: là)?|đã|được)\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_TAIL = re.compile(
    r"\W*\b(?:(?:hay|phải|đúng|hoặc)\s+)?(?:không|chưa|ko|k)"
    r"(?: (?:vậy|ạ|à|nhỉ|hả|nha|nhé|đấy|thế|ta|hen|bạn|anh|chị|em))*\W*$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:không|chưa)\b(?!\s+(?:quá|dưới|ít|chỉ|những|kể|phân biệt|ngừng|thể thiếu|nhỏ hơn|vượt))",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:nếu|trường hợp|khi|hoặc|hay|do|vì)\s[^;:.,]*$", re.IGNORECASE)
# with their accents: "cộng" is no "cổng", "mọi" no "mới"
_ALL = re.compile(r"\b(?:toàn bộ|tất cả|mọi|đều|đầy đủ|all|every|always)\b|100 ?%")
_ONLY = re.compile(r"(?<!địa )\bchỉ\b(?! (?:số|đạo|tiêu|thị|định|dẫn|huy))|\b(?:duy nhất|only)\b")
_CONDITIONAL = re.compile(r"\b(?:nếu|trường hợp|trừ|tùy|tuỳ|với điều kiện|phải được|chỉ khi)\b")
_ADDS_UP = re.compile(
    r"\b(?:cộng(?! đồng| hòa| tác)|trừ|chia(?! sẻ)|khớp|bằng nhau|mâu thuẫn|chênh lệch|lệch nhau|ra đúng"
    r"|ra tổng|tính (?:ra|lại|(?:như )?(?:vậy|thế)|đúng|sai)|add up|agree|match|consistent|correct)\b"
)
# "Có thủ tục nào làm ngoài cơ chế một cửa không", where all of them are told to be within it
_ANY_OUTSIDE = re.compile(
    r"\bcó (?:\w+ ){1,4}nào\b.*"
    r"\b(chưa|không được|không (?:\w+ ){0,3}qua|ngoài|bị sót|bỏ sót|thiếu|trễ|quá hạn)\b"
)
_EACH = re.compile(r"(?<![\d/])(\d{1,4})/(\d{1,4})(?![\d/])|\b100 ?%|\b(?:toàn bộ|tất cả)\b")
# also behind "ra bao nhiêu phần trăm,"
_AGREES = re.compile(r"\b(?:khớp|đúng|chuẩn|chính xác) (?:không|chưa)\b")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said to a question for yes or no.

    Attributes:
        says: whether it is so.
        because: what decides it where that stands in no sentence: printed figures that do not agree.
    """

    says: bool
    because: str = ""


def asks_sum(question: Question) -> bool:
    """Whether a question asks if printed figures agree with each other."""
    asked = question.read.casefold()
    decides = question.kind is Kind.YES_NO or _AGREES.search(asked)
    return bool(decides and _ADDS_UP.search(asked))


def verdict(question: Question, best: Sentence, reads: Sequence[Read]) -> Verdict | None:
    """Whether what is asked is so, where the best sentence decides it; None where it does not.

    Args:
        question: understood.
        best: the sentence that answers best.
        reads: what the reader says of the best passages.
    """
    if asks_sum(question):
        return _added_up(question, best)
    if question.kind is not Kind.YES_NO:
        return None
    answers = True
    for one in reads:
        if one.passage.chunk.id == best.passage.chunk.id:
            yes, no = one.reading.verdicts["yes"], one.reading.verdicts["no"]
            if max(yes, no) > SURE:
                return Verdict(yes > no)
            answers = one.reading.answers > SURE
    asked = _TAIL.sub("", question.read)
    if _all_within(asked, best.text):
        return Verdict(False)
    if _DENIED.search(asked):
        return None  # "không cần … có đúng không": what is denied then is open
    return _read_off(question, asked, best, answers=answers)


def _added_up(question: Question, best: Sentence) -> Verdict | None:
    """No, where the sentence prints figures that do not agree; whether others do is not for here."""
    found = disagreements(best.text)
    if not found:
        return None
    told = say(f"{found[0].kind}_disagrees", question.language, **found[0].values)
    return Verdict(False, told)


def _all_within(asked: str, text: str) -> bool:
    """Whether any that is not so is asked for, and a sentence says that all of the thing are: "58/58"."""
    outside = _ANY_OUTSIDE.search(asked.casefold())
    if outside is None or outside[1] in text.casefold():
        return False
    wanted = telling(asked)
    if len(wanted & set(passage_terms(text))) < _ABOUT * len(wanted) or _DENIED.search(text):
        return False
    found = list(_EACH.finditer(text.casefold()))
    return bool(found) and all(one[1] == one[2] for one in found)


def _read_off(question: Question, asked: str, best: Sentence, *, answers: bool) -> Verdict | None:
    """The verdict of a sentence's own words, without their meaning."""
    vietnamese = question.language is Language.VIETNAMESE
    # what an English question says, as far as it is known in Vietnamese
    wanted = telling(asked if vietnamese else question.search[len(question.read) :])
    head = set(passage_terms(". ".join(best.passage.chunk.heading)))
    said = head | set(passage_terms(best.text))
    claimed = _claimed(asked) & wanted or wanted
    if _share(wanted, said) >= _ABOUT and _is_denied(best.text, claimed):
        return Verdict(False)
    figures = spans(Kind.NUMBER, asked)
    numbers = {_value(figure) for figure in figures}
    printed = spans(Kind.NUMBER, best.text)
    about = _share(wanted - numbers, said) >= _SAME
    if about and any(_is_other(figure, printed) for figure in figures):
        return Verdict(False)
    if not about or not numbers <= said or not answers or _is_open(asked, best.text):
        return None
    plainly = _share(_words(_CLAIM.split(asked, maxsplit=1)[-1]), _words(best.text)) >= _SAME
    return Verdict(True) if (plainly if vietnamese else numbers) else None


def _is_open(asked: str, text: str) -> bool:
    """Whether a sentence says what is asked only under a condition, of some, or denies something."""
    asked, text = asked.casefold(), text.casefold()
    of_some = any(form.search(asked) and not form.search(text) for form in (_ALL, _ONLY))
    conditional = _CONDITIONAL.search(text) and not _CONDITIONAL.search(asked)
    return bool(of_some or conditional or _DENIED.search(text))


def _words(text: str) -> set[str]:
    """The words of a text with their accents: "cân bằng" is no "cán bằng"."""
    return set(_WORD.findall(text.casefold()))


def _claimed(asked: str) -> set[str]:
    """What a question says of its subject: the words behind "có", "đã" or "được"."""
    return telling(_CLAIM.split(asked, maxsplit=1)[-1])


def _share(wanted: set[str], said: set[str]) -> float:
    return len(wanted & said) / len(wanted) if wanted else 0.0


def _is_denied(text: str, claimed: set[str]) -> bool:
    """Whether a clause denies what is claimed: "không thực hiện tuyển dụng viên chức"."""
    for clause in _CLAUSE.finditer(text):
        for negation in _DENIED.finditer(clause[0]):
            if _CONDITION.search(clause[0][: negation.start()]):
                continue
            behind = _WORD.findall(clause[0][negation.end() :])
            near = claimed & set(terms(" ".join(behind[:_REACH])))
            if near and _share(claimed, set(passage_terms(" ".join(behind)))) > _ABOUT:
                return True
    return False


def _is_other(figure: Span, said: Sequence[Span]) -> bool:
    """Whether a sentence prints one figure of the same unit, and it is another."""
    unit = _unit(figure)
    same = [span for span in said if _unit(span) == unit]
    return len(same) == 1 and _value(same[0]) != _value(figure)


def _unit(span: Span) -> str:
    words = fold(span.text).split()
    return "%" if "%" in span.text else words[1] if len(words) > 1 else ""


def _value(span: Span) -> str:
    return terms(span.text)[0]
