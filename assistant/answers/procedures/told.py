"""What a record tells of a field outside of it: its steps say who decides, its table no time."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.answers.draft import Statement
from assistant.answers.procedures.lines import of_fields, sentences
from assistant.model import Language, Question
from assistant.stopwords import telling
from corpus.lexical import terms
from corpus.model import Chunk
from corpus.procedures import Found
from corpus.vietnamese.normalise import fold

_MOST = 2
_MOST_WORDS = 70
UNIT = re.compile(r"\b(?:may|bao nhieu) (ngay|gio|phut|tuan|thang|nam)\b")
_BETTER = 2  # words of the question that a better place is worth
# Where such sentences stand; not in lists of papers and laws.
_IN = frozenset({"steps", "channel", "conditions", "result", "where"})


@dataclass(frozen=True, slots=True)
class _Cue:
    """What a sentence has to say to tell of a field, as it is written; all of `needs`.

    Attributes:
        value: what a few words take from it, where there is such.
        better: what makes it tell more than others.
    """

    needs: tuple[re.Pattern[str], ...]
    value: re.Pattern[str] | None = None
    better: re.Pattern[str] | None = None


# "05 ngày", "5 (năm) ngày", "năm (05) ngày"
_TIME = r"(?:\d+\s*(?:\([^)]*\)\s*)?|[^\W\d_]+ \(\d+\)\s*)"
_TIME += r"(?:ngày làm việc|ngày|giờ làm việc|giờ|phút|tháng|năm|tuần)\b"
_ENDLESS = r"(?:không (?:có |xác định |giới hạn )?|vô )thời hạn(?! (?:giải quyết|thực hiện))"
_MONEY = r"\d[\d.,]*\s*(?:đồng|vnđ|vnd|usd|việt nam đồng)(?:\s?/\s?[\w ]{2,15})?"
_OFFICE = (
    r"(?:Chủ tịch|Bộ trưởng|Thứ trưởng|Giám đốc|Thống đốc|Thủ tướng|Cục|Tổng cục|Chi cục|Sở|Bộ|[UỦ][ỷy] ban"
    r"|[uủ][ỷy] ban nhân dân|UBND|Ngân hàng|Công an|Phòng|Trung tâm|Bộ phận)"
)


def _any(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(pattern, flags)


_CUES = {
    "time_limit": _Cue(
        (
            _any(
                r"\b(?:thời hạn|thời gian|trong vòng|không quá|chậm nhất|kể từ|trong ngày|ngay sau khi)\b"
            ),
            _any(rf"{_TIME}|trong ngày|ngay sau khi"),
        ),
        value=_any(_TIME),
        better=_any(r"hồ sơ (?:đầy đủ|hợp lệ)|đủ hồ sơ|hợp lệ|giải quyết"),
    ),
    "deadline": _Cue(
        (
            _any(r"\b(?:thời hạn|trong vòng|không quá|chậm nhất|kể từ|trước|trong ngày)\b"),
            _any(rf"{_TIME}|trong ngày"),
        ),
        value=_any(_TIME),
        better=_any(
            r"\bphải\b|\btrước (?:ngày|khi)\b|\bkể từ (?:ngày|khi) (?:có|phát hiện|xảy ra)\b"
        ),
    ),
    "fee": _Cue(
        (
            _any(r"\b(?:phí|lệ phí)\b"),
            _any(rf"{_MONEY}|\bmiễn (?:phí|lệ phí|thu|nộp)|không (?:thu|phải nộp)"),
        ),
        value=_any(_MONEY),
    ),
    "who_decides": _Cue(
        (
            _any(
                rf"\b{_OFFICE}\b[^.;]{{0,90}}\b(?:quyết định|phê duyệt|công nhận|chấp thuận|xem xét|ban hành"
                r"|ký|cấp (?:giấy|phép|chứng|lại))\b",
                0,
            ),
        ),
        value=_any(
            rf"\b{_OFFICE}(?: [^\s,.;]+){{0,9}}?(?= (?:ra quyết định|quyết định|phê duyệt|công nhận|chấp thuận"
            r"|xem xét|ban hành|ký|cấp (?:giấy|phép|chứng|lại))\b)",
            0,
        ),
        better=_any(r"\bra quyết định\b|\bquyết định\b|\bcấp (?:giấy|phép|chứng)"),
    ),
    "where": _Cue(
        (
            _any(r"\b(?:nộp|gửi|đến|khai báo|trình báo)\b"),
            _any(rf"\b(?:tại|đến|cho|về|qua)\b[^.;]{{0,60}}\b{_OFFICE}\b", 0),
        ),
        better=_any(r"\b(?:nộp|gửi)\b"),
    ),
    "site": _Cue(
        (
            _any(
                r"https?://|www\.|\b[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net)\b|\bứng dụng\b|\bphần mềm\b"
                r"|\bcổng (?:dịch vụ|thông tin)\b|\bvneid\b"
            ),
        ),
        better=_any(r"https?://|www\.|\.vn\b|\bvneid\b"),
        value=_any(r"(?:https?://|www\.)\S+?(?=[),;]*(?:\s|$))|\b[\w-]+(?:\.[\w-]+)+\.vn\b"),
    ),
    "validity": _Cue(
        (
            _any(
                r"\b(?:có giá trị|giá trị sử dụng|có hiệu lực|thời hạn (?:sử dụng|hiệu lực|của)"
                r"|(?<!trong )thời hạn (?=\d+ (?:\([^)]*\) )?(?:năm|tháng)))\b"
                rf"|{_ENDLESS}"
            ),
            _any(rf"{_TIME}|{_ENDLESS}"),
        ),
        value=_any(rf"{_TIME}|{_ENDLESS}"),
    ),
}


def told(
    found: Found,
    field: str,
    chunks: Sequence[Chunk],
    question: Question,
    but: Collection[str] = (),
) -> list[Statement]:
    """The sentences of a record that tell most of a field, in order; none where none does.

    Args:
        found: the record.
        field: one of a record, or "site", "validity", "deadline", which have none of their own.
        chunks: the record's passages, in order.
        question: whose words tell sentences apart.
        but: texts that are said already.
    """
    named = telling(found.procedure.name)
    search = question.search
    if question.language is Language.ENGLISH:
        search = search.removeprefix(question.understood)
    wanted = telling(search) - named
    held: list[tuple[int, int, Statement]] = []
    seen = {fold(text) for text in but}
    for at, (_, sentence) in enumerate(sentences(of_fields(found, chunks, _IN.__contains__))):
        text = " ".join(sentence.text.split())
        if fold(text) not in seen and tells(field, text):
            seen.add(fold(text))
            better = _CUES[field].better
            gain = _BETTER if better and better.search(text) else 0
            held.append((len(wanted & set(terms(text))) + gain, at, sentence))
    best: list[tuple[int, Statement]] = []
    words = sum(len(text.split()) for text in but)
    for _, at, sentence in sorted(held, key=lambda one: (-one[0], one[1])):
        words += len(sentence.text.split())
        if len(best) == _MOST or (words > _MOST_WORDS and (best or but)):
            break
        best.append((at, sentence))
    return [sentence for _, sentence in sorted(best, key=lambda one: one[0])]


def tells(field: str, text: str) -> bool:
    """Whether a sentence tells of a field."""
    return field in _CUES and all(need.search(text) for need in _CUES[field].needs)


def value(field: str, statements: Sequence[Statement], question: Question) -> str | None:
    """The one time, amount, office or address that sentences tell of a field; None where they tell several.

    Of times only those in the unit that is asked for count, where there are such: "mấy ngày".
    """
    pattern = _CUES[field].value if field in _CUES else None
    if pattern is None:
        return None
    better = _CUES[field].better
    most = [one for one in statements if better and better.search(one.text)] or statements
    found = {fold(match[0]): match[0] for one in most for match in pattern.finditer(one.text)}
    unit = UNIT.search(fold(question.read))
    if unit and any(unit[1] in key.split() for key in found):
        found = {key: text for key, text in found.items() if unit[1] in key.split()}
    return " ".join(next(iter(found.values())).split()) if len(found) == 1 else None
