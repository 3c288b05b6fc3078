"""What a follow-up takes over from the question before it.

"Thế năm 2022?" is the question before with another year; "còn phí thì sao?" is about the same thing, and asks
for something else of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import indices
from assistant.fields import FIELD_PATTERNS, fields_of
from assistant.languages import EITHER, ENGLISH, language_of
from assistant.model import Language
from assistant.stopwords import telling
from corpus.vietnamese.normalise import fold

_ANAPHORA = re.compile(
    r"\b(?:do|ay|nay|no|kia|vay|tren|con(?! (?:lai )?(?:bao nhieu|may)\b)"
    r"|so do|so ay|cai do|viec do|luc do|nhung cai|them|nua|khac"
    r"|the two|it|its|that|those|these|they|them|this)\b"
)
_POINTING = re.compile(r"\b(?:như thế(?! nào)|đấy)\b")  # folded, they are everyday words
# with their accents: "so" opens "Sở …" as well, "con" and "the" are words of their own
_FILLERS = re.compile(
    r"^(?:thế|vậy|so với (?:cùng kỳ|năm (?:ngoái|trước))|cụ thể là"
    r"|còn(?! (?:lại )?(?:bao nhiêu|mấy)\b)|à|ừ|ờ|rồi|cộng thêm|tính cả|tính thêm|gộp thêm|and|so"
    r" (?:what|how|who|when|where|is|are|did)|what about)\b"
)
_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d(?!\d)")
_IN_YEAR = re.compile(rf"(?:\b(?:năm|nam|in|year)\s+)?{_YEAR.pattern}", re.IGNORECASE)
# what is done about a paper, with its accents: "cấp" alone is what a question without these words means
_DONE = re.compile(
    r"\b(?:cấp (?:mới|lại|đổi)|lần đầu|gia hạn|sửa đổi|bổ sung|thu hồi|renew(?:ing|al)?|amend(?:ing|ment)?"
    r"|extend(?:ing)?|revok(?:e|ing))\b",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(
    r"\bsở (?:khoa học (?:và|&) công nghệ|kh&?cn|nội vụ|tư pháp|tài chính|công thương|xây dựng|y tế"
    r"|giáo dục (?:và|&) đào tạo|gd&?đt|lao động(?:,? thương binh và xã hội)?|ngoại vụ"
    r"|kế hoạch (?:và|&) đầu tư|nông nghiệp(?: và (?:môi trường|phát triển nông thôn))?"
    r"|tài nguyên (?:và|&) môi trường|văn hóa(?:,? thể thao và du lịch)?|dân tộc và tôn giáo"
    r"|thông tin (?:và|&) truyền thông|giao thông vận tải)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:bao nhieu|may|nao|gi|ai|dau|what(?! about)|which|who|how|when|where)\b")
_WHAT_ABOUT = re.compile(r"\bthi sao\b|\bthi the nao\W*$")
_LONG_FOLLOW_UP = 10  # words, with what asks about another thing
_OF_EVERY_PROCEDURE = frozenset(
    """
        nop ho so giay to thu tuc xin xong ngay tien phi le mat cap nhan tra ket qua ban goc sao chup
        chuan bi cong chung bo truc tiep tuyen mang buu dien online ky duyet thoi gian han hieu luc luong
    """.split()
)
_LEADING = frozenset(
    "truong hop sang den cung doi chi so year index indicator province tinh".split()
)
_FOLLOW_UP_WORDS = 7
_SUBJECT_WORDS = 2
_SENTENCE = re.compile(
    r"\b(?:who|what|which|when|where|why|how|is|are|was|were|do|does|did|can|has|have)\b"
)


def follows(text: str) -> bool:
    """Whether a question only makes sense after the one before it."""
    folded = fold(text)
    words = re.findall(r"\w+", folded)
    if _FILLERS.match(text.casefold()) or (
        len(words) <= _LONG_FOLLOW_UP and _WHAT_ABOUT.search(folded)
    ):
        return True
    if fields_of(folded) and len(words) <= 2 * _FOLLOW_UP_WORDS and not _about(folded):
        return True
    if _YEAR.search(text) and indices.short_names(text) and _ASKS.search(fold(text)):
        return False
    points = bool(_ANAPHORA.search(folded)) or bool(_POINTING.search(text.casefold()))
    if len(words) <= _FOLLOW_UP_WORDS:
        alone = language_of(text) is Language.ENGLISH and _has_subject(folded)
        return points or not alone or not _SENTENCE.search(folded)
    return points and len(words) <= 2 * _FOLLOW_UP_WORDS


def _about(folded: str) -> set[str]:
    """What a question is about, beside the field that it asks for and what is said of every procedure."""
    for _, pattern in FIELD_PATTERNS:
        folded = pattern.sub(" ", folded)
    return telling(folded) - _OF_EVERY_PROCEDURE


def _has_subject(folded: str) -> bool:
    """Whether an English question says what it is about, beside what it asks of it: seven words are enough."""
    for _, pattern in FIELD_PATTERNS:
        folded = pattern.sub(" ", folded)
    own = [word for word in re.findall(r"\w+", folded) if word not in ENGLISH | EITHER]
    return len(own) >= _SUBJECT_WORDS


def before(earlier: Sequence[str]) -> str:
    """What a follow-up follows: the last full question."""
    return next((past for past in reversed(earlier) if not follows(past)), earlier[-1])


def replaced(past: str, text: str) -> str | None:
    """The question before a follow-up with what the follow-up names in its place: another year, department,
    index, or thing to be done; None where it says more than that, or either names none or several of them.

    Args:
        past: the question before it.
        text: the follow-up.
    """
    for slot in (_YEAR, _DONE, _DEPARTMENT, indices.any_name()):
        mine, its = list(slot.finditer(text)), list(slot.finditer(past))
        rest = telling(_IN_YEAR.sub(" ", text) if slot is _YEAR else slot.sub(" ", text))
        anew = rest - _LEADING or _ASKS.search(fold(text))
        if len(mine) == len(its) == 1 and not anew:
            return f"{past[: its[0].start()]}{mine[0][0]}{past[its[0].end() :]}"
    return None


def context(past: str, text: str) -> str:
    """What a follow-up takes over from the question before it: what that is about, without its years, its
    department, what it asks to be done, or the field that it asks for, where the follow-up has its own.
    """
    if _YEAR.search(text):
        past = _IN_YEAR.sub("", past)
    if _DONE.search(text.casefold()):
        past = _DONE.sub("", past)
    if _DEPARTMENT.search(text):
        past = _DEPARTMENT.sub("", past)
    if fields_of(fold(text)):
        past = _without_fields(past)
    return " ".join(past.split())


def _without_fields(text: str) -> str:
    """A question without the words that ask for a field, where something is left of it."""
    rest, folded = text, fold(text)
    if len(folded) != len(text):
        return text
    for _, pattern in FIELD_PATTERNS:
        for match in pattern.finditer(folded):
            start, end = match.span()
            rest = f"{rest[:start]}{' ' * (end - start)}{rest[end:]}"
    return rest if len(re.findall(r"\w+", rest)) >= _SUBJECT_WORDS else text
