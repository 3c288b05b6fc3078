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
from assistant.stopwords import is_stop, telling
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import find as find_references

_ANAPHORA = re.compile(
    r"\b(?:do|ay|nay|no|kia|vay|tren|con(?! (?:lai )?(?:bao nhieu|may)\b)"
    r"|so do|so ay|cai do|viec do|luc do|nhung cai|them|nua|khac"
    r"|the two|it|its|that|those|these|they|them|this)\b"
)
# folded, they are everyday words
_POINTING = re.compile(r"\b(?:như thế(?! nào)|đấy|(?:cái|con số|số) (?:trước|sau))\b")
# with their accents: "so" opens "Sở …" as well, "con" and "the" are words of their own
_FILLERS = re.compile(
    r"^(?:thế|vậy|so với (?:cùng kỳ|năm (?:ngoái|trước))|cụ thể là"
    r"|còn(?! (?:lại )?(?:bao nhiêu|mấy)\b)|à|ừ|ờ|rồi|cộng thêm|tính cả|tính thêm|gộp thêm|and|so"
    r" (?:what|how|who|when|where|is|are|did)|what about)\b"
)
_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d(?!\d)")
_IN_YEAR = re.compile(rf"(?:\b(?:năm|nam|in|year)\s+)?{_YEAR.pattern}", re.IGNORECASE)
_FEW = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "one": 1, "two": 2, "three": 3, "four": 4,
}  # fmt: skip
_COUNT = rf"(?:{'|'.join(_FEW)}|[1-9])"
_UNTIL = r"(?! (?:khi|lúc|ngày|thời|nay|này)\b)"
_FROM_THERE = re.compile(
    rf"\b(?P<many>{_COUNT}) năm (?:trước|sau)(?: (?:đó|nữa))?{_UNTIL}(?!\w)"
    r"|\b(?P<vi>năm (?:(?:liền |ngay )?(?:trước|sau)(?: (?:đó|nữa))?|kế tiếp|tiếp theo|liền kề))"
    rf"{_UNTIL}(?!\w)"
    rf"|\b(?P<years>{_COUNT}) years? (?:later|after that|before that|earlier)\b"
    r"|\b(?:in )?the (?:(?:following|next|previous) year"
    r"|year (?:after|before)(?: that|(?=\W*$)))(?!\w)",
    re.IGNORECASE,
)
# "cao hơn năm trước", "mười năm sau", "những năm trước đó"
_NO_YEAR_OF_ITS = re.compile(
    r"(?:\b(?:hơn|kém|so|sánh|với|bằng|kỳ|than|from|to|with|over|những|các|mấy|vài|nhiều|bao nhiêu|năm|sáu|bảy"
    r"|tám|chín|mười|mươi|chục|trăm)|\d) $",
    re.IGNORECASE,
)
_BACKWARD = re.compile(r"\b(?:trước|before|earlier|previous)\b")
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
_ASKS = re.compile(
    r"\b(?:bao (?:nhieu|lau|gio)|nhieu|may|nao|gi|ai|dau|sao|what(?! about)|which|who|how|when|where)\b"
)
_WHAT_ABOUT = re.compile(r"^(?:nếu|trường hợp|với|giả sử) .*\bthì sao\b")
_LONG_FOLLOW_UP = 10  # words, with what asks about another thing
_OF_EVERY_PROCEDURE = frozenset(
    """
        nộp hồ sơ giấy tờ thủ tục xin xong ngày tiền phí lệ mất cấp nhận trả kết quả bản gốc chụp
        chuẩn bị bộ trực tiếp tuyến mạng online ký duyệt thời gian hạn hiệu lực lượng
    """.split()
)
_OF_EVERY_DOCUMENT = frozenset(
    """
        ngay thang nam ban hanh ky co quan don vi so hieu noi dung viec ve muc dich
        date year issued issue signed purpose
    """.split()
)
# what may stand beside the name in "thế còn năm 2022 thì sao?"
_LEADING = frozenset(
    """
        the con vay thi sao nam cua o trong voi doi chi so truong hop neu nhu a nhi nhe vay ha
        and what about in for of year index how
    """.split()
)
_COMPARES = re.compile(r"\bso với\b")
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
        len(words) <= _LONG_FOLLOW_UP and _WHAT_ABOUT.search(text.casefold())
    ):
        return True
    if fields_of(folded) and len(words) <= 2 * _FOLLOW_UP_WORDS and not _about(text):
        return True
    points = _points(text)
    if not points and _YEAR.search(text) and indices.short_names(text) and _ASKS.search(folded):
        return False
    if len(words) <= _FOLLOW_UP_WORDS:
        alone = language_of(text) is Language.ENGLISH and _has_subject(folded)
        return points or not alone or not _SENTENCE.search(folded)
    return points and len(words) <= 2 * _FOLLOW_UP_WORDS


def asks_of_the_same(text: str) -> bool:
    """Whether a follow-up asks of the document that was named before: it points at it or names nothing."""
    return _points(text) or not telling(fold(text)) - _OF_EVERY_DOCUMENT


def _points(text: str) -> bool:
    return bool(_ANAPHORA.search(fold(text)) or _POINTING.search(text.casefold()))


def _about(text: str) -> set[str]:
    """The words for what a question is about, beside the field that it asks for and what is said of every
    procedure; with their accents: "sổ" is no "sơ".
    """
    left = _without_words_of_fields(text.casefold())
    words = re.findall(r"\w+", left)
    return {word for word in words if not is_stop(fold(word))} - _OF_EVERY_PROCEDURE


def _has_subject(folded: str) -> bool:
    """Whether an English question says what it is about, beside what it asks of it: seven words are enough."""
    own = [
        word
        for word in re.findall(r"\w+", _without_words_of_fields(folded))
        if word not in ENGLISH | EITHER
    ]
    return len(own) >= _SUBJECT_WORDS


def before(earlier: Sequence[str]) -> str:
    """What a follow-up follows: the last full question."""
    return next((past for past in reversed(earlier) if not follows(past)), earlier[-1])


def in_its_year(earlier: Sequence[str], text: str) -> str:
    """A follow-up with the year that it counts from the one before it: "hai năm sau đó" after 2021 is 2023.

    Args:
        earlier: the questions before it, oldest first, each in its own year; the last that names one year
            counts, and none behind one that names several.
        text: the follow-up.
    """
    counted = _FROM_THERE.search(text)
    named = next((years for past in reversed(earlier) if (years := _YEAR.findall(past))), [])
    if counted is None or len(named) != 1 or _YEAR.search(text):
        return text
    if _NO_YEAR_OF_ITS.search(text[: counted.start()]):
        return text
    number = counted["many"] or counted["years"] or "1"
    distance = _FEW.get(number.casefold()) or int(number)
    backward = _BACKWARD.search(counted[0].casefold()) is not None
    year = int(named[0]) + (-distance if backward else distance)
    said = f"năm {year}" if counted["many"] or counted["vi"] else f"in {year}"
    return f"{text[: counted.start()]}{said}{text[counted.end() :]}"


def replaced(past: str, text: str) -> str | None:
    """The question before a follow-up with what the follow-up names in its place: another year, department,
    index, or thing to be done; None where it says more than that, or either names none or several of them.

    Args:
        past: the question before it.
        text: the follow-up.
    """
    if find_references(past) or _COMPARES.search(text.casefold()):
        return None  # a document keeps its year and its number
    for slot in (_YEAR, _DONE, _DEPARTMENT, indices.any_name()):
        mine, its = list(slot.finditer(text)), list(slot.finditer(past))
        beside = set(re.findall(r"\w+", fold(slot.sub(" ", text))))
        if len(mine) == len(its) == 1 and beside <= _LEADING:
            whole = f"{past[: its[0].start()]}{mine[0][0]}{past[its[0].end() :]}"
            return whole[:1].upper() + whole[1:] if past[:1].isupper() else whole
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
    return re.sub(r" (?=[?.,!])", "", " ".join(past.split()))  # it is shown as it was understood


def _without_fields(text: str) -> str:
    """A question without the words that ask for a field, where something is left of it: a field's word alone
    may be of a name ("công nhận kết quả nghiên cứu"), and stays.
    """
    rest = _without_words_of_fields(text, only=_ASKS)
    return rest if len(re.findall(r"\w+", rest)) >= _SUBJECT_WORDS else text


def _without_words_of_fields(text: str, only: re.Pattern[str] | None = None) -> str:
    """A text without the words that fields are asked for by; the text where folding changes places.

    Args:
        text: any.
        only: what such words inside the text have to say; those that open it need not.
    """
    folded = fold(text)
    if len(folded) != len(text):
        return text
    for _, pattern in FIELD_PATTERNS:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if only is None or not start or only.search(match[0]):
                text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text
