"""Whether there is time yet, where a document prints until when, and the question how long it is or has been.

"Giấy phép chỉ còn 20 ngày là hết hạn, giờ gia hạn có kịp không?" beside "trước khi hết hạn ít nhất 45 ngày";
"ký cách đây hai tháng" beside "trong thời hạn 90 ngày kể từ ngày ký". Days of work are told from days of the
calendar: where the one would be in time and the other not, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answers.draft import Draft, Statement
from assistant.answers.procedures import actions
from assistant.answers.short import MAX_WORDS
from assistant.messages import say
from assistant.model import Language, Passage, Question, Status
from assistant.spans import NUMBER_WORDS
from assistant.stopwords import telling
from corpus.model import Chunk

_DAYS = {
    "ngày": (1.0, 1.0), "hôm": (1.0, 1.0), "bữa": (1.0, 1.0), "tuần": (7.0, 7.0), "tháng": (28.0, 31.0),
    "năm": (365.0, 366.0), "day": (1.0, 1.0), "week": (7.0, 7.0), "month": (28.0, 31.0), "year": (365.0, 366.0),
}  # fmt: skip
"""The fewest and the most days of each."""
_OF_WORK = 1.4  # days of the calendar for one of work
_TIME = (
    r"(?:(?P<hedge>hơn|trên|gần|chưa (?:đầy|tới|đến)|khoảng|tầm|cỡ|độ|about|almost|over|nearly)\s+)?"
    rf"(?<![\d/,.])(?P<number>\d{{1,3}}|nửa|{'|'.join(NUMBER_WORDS)})\s+(?:\(\w+\)\s+)?"
    r"(?P<unit>ngày|hôm|bữa|tuần|tháng|năm|days?|weeks?|months?|years?)"
    r"(?P<work>\s+làm việc)?(?P<half>\s+rưỡi)?\b(?!\s(?:nữa là đến|đầu|cuối|tuổi|tới))(?!\s(?:và\s)?\d)"
)
_ASKED = re.compile(
    r"\b(?:kịp|trễ|muộn|quá hạn|đúng hạn|late|in time|still)\b"
    r"|\bcòn (?:\w+ ){0,6}?(?:gia hạn|nộp|đăng ký|khai|xin|đổi|làm|trong hạn)\b.*\b(?:không|hông|chăng)\b"
)
_OF_OFFICE = re.compile(
    r"\b(?:chưa (?:có|nhận|trả|thấy)|khiếu nại|trễ hẹn|trả kết quả|kết quả trả)\b"
)
"""What is asked of the office's own time."""
_LEFT = re.compile(
    rf"\b(?:còn|trong)\s+(?:\w+\s+){{0,2}}?{_TIME}(?=[^.?]*\bhết\b)|\bexpir\w+ in {_TIME.replace('P<', 'P<e_')}"
)
_PASSED = re.compile(
    rf"\b(?:cách (?:đây|nay)|đã (?:được )?)\s*{_TIME}(?!\s+nữa)"
    rf"|\b(?:để|sau)\s+{_TIME.replace('P<', 'P<a_')}\s+(?:mới|rồi)\b"
    rf"|{_TIME.replace('P<', 'P<b_')}\s+(?:trước|rồi|nay|ago)\b"
)
_BEFORE = re.compile(
    rf"\btrước (?:khi|ngày|thời điểm)\b[^.;]{{0,50}}\bhết (?:hạn|hiệu lực|thời hạn)\b[^.;]{{0,25}}?{_TIME}"
    rf"|\b(?:ít nhất|tối thiểu|chậm nhất)(?: là)?\s+{_TIME.replace('P<', 'P<b_')}"
    r"\s*,?\s*trước (?:khi|ngày|thời điểm)\b[^.;]{0,50}\bhết (?:hạn|hiệu lực|thời hạn)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"\b(?:trong (?:thời hạn|thời gian|vòng|hạn)|chậm nhất(?: là)?|không quá)\s+(?:là\s+)?{_TIME}\s*,?\s*"
    r"(?:kể )?(?:từ|sau) (?:ngày|khi|thời điểm)\s+(?P<event>[^.;,]{3,80})",
    re.IGNORECASE,
)
_HANDED_IN = re.compile(
    r"\b(?:nhận|tiếp nhận|nộp)\b[^.;]{0,25}\b(?:hồ sơ|đơn|văn bản|đề nghị)\b|\bhồ sơ hợp lệ\b"
)
_OFFICE_DOES = re.compile(
    r"\b(?:cơ quan|sở|ubnd|ủy ban|bộ|cục|chi cục|phòng)\b[^.;,]*"
    r"\b(?:cấp|trả|thông báo|giải quyết|thẩm định|xem xét|ban hành)\b",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    """
        het han ngay nop ho so truoc giay phep the con it nhat thang nam gio gia kip tre nua don hieu luc thoi
        chi moi lam
    """.split()
)
_TENS = frozenset("mươi twenty thirty forty fifty sixty".split())
_MORE, _LESS = frozenset(("hơn", "trên", "over")), frozenset(("gần", "chưa", "almost", "nearly"))
_ROUGHLY = 0.15
_READ = 5  # passages
_AFTERWARDS = re.compile(r"\b(?:quá|sau) (?:thời (?:điểm|hạn|gian)|hạn|mốc)\b", re.IGNORECASE)
_LATE_ASKED = re.compile(
    r"\b(?:quá (?:hạn|thời (?:điểm|hạn|gian)|mốc|ngày)|trễ (?:hơn|hạn|mất|rồi|mốc)|lỡ (?:hạn|mất hạn|để)"
    r"|để (?:trễ|quá|lố)|muộn hơn|lố hạn)\b(?!.*\b(?:phạt|bao nhiêu|mấy)\b)"
    r".*\b(?:sao|làm (?:gì|thế nào)|thế nào|cách nào|xử (?:lý|trí))\b"
)
_DUTY = re.compile(
    r"\b(?:quá|sau) (?:thời (?:điểm|hạn|gian)|hạn|mốc)\b[^.;]{0,60}"
    r"\b(?:phải|thì|coi (?:như|là)|không (?:được|xem xét|giải quyết))\b",
    re.IGNORECASE,
)
_NEXT = 2  # sentences behind the one that decides, of which one may say what is to be done then


@dataclass(frozen=True, slots=True)
class _Time:
    """A length of time as it is said, and the fewest and the most days that it is."""

    said: str
    least: float
    most: float


def answer(question: Question, passages: Sequence[Passage]) -> Draft | None:
    """Whether there is time yet, with the sentence that decides; None where that is not asked for, or nothing
    printed decides it.

    Args:
        question: understood.
        passages: that may print until when, best first.
    """
    asked = question.read.casefold()
    if not _ASKED.search(asked) or _OF_OFFICE.search(asked):
        return None
    left, passed = (_time(form.search(asked), asked) for form in (_LEFT, _PASSED))
    chunks = [passage.chunk for passage in passages[:_READ]]
    about = (telling(question.search) | telling(question.context)) - _GENERIC
    told, form = (left, _BEFORE) if left else (passed, _WITHIN)
    if told is None:
        return None
    for statement, match in _printed(chunks, form):
        printed = _time(match, match.string)
        event = match.groupdict().get("event")
        heading = " ".join(statement.chunk.heading)
        shared = telling(event) if event else telling(f"{heading} {statement.text}")
        is_about = bool(shared & about) or question.language is Language.ENGLISH
        of_record = statement.chunk.procedure is not None
        if printed is None or not is_about or (of_record and actions.agrees(question, heading) < 0):
            continue
        if event is None or not _HANDED_IN.search(event):
            return _decided(question, statement, told, printed, late_below=bool(left))
    return None


def _printed(
    chunks: Sequence[Chunk], form: re.Pattern[str]
) -> Iterator[tuple[Statement, re.Match[str]]]:
    for chunk in chunks:
        for first, last in chunk.sentences:
            match = form.search(" ".join(chunk.read(first, last).split()))
            if match and not _OFFICE_DOES.search(match.string[: match.start()]):
                yield Statement(chunk, first, last), match


def _time(match: re.Match[str] | None, text: str) -> _Time | None:
    """The length of time that a match in a text says; None where it is a part of a longer one."""
    if match is None:
        return None
    places = {name: match.start(name) for name, said in match.groupdict().items() if said}
    given = {name.rpartition("_")[2]: match[name] for name in places}
    at = next(place for name, place in places.items() if name.endswith("number"))
    words = text[:at].casefold().split()
    number, unit = given["number"].casefold(), given["unit"].casefold().rstrip("s")
    if words and (words[-1] in NUMBER_WORDS or words[-1] in _TENS or words[-1].isdigit()):
        return None
    count = 0.5 if number == "nửa" else float(NUMBER_WORDS.get(number) or number)
    count += 0.5 if "half" in given else 0.0
    least, most = (count * days for days in _DAYS[unit])
    if "work" in given:
        most *= _OF_WORK
    hedge = given.get("hedge", "").split(" ")[0]
    if hedge in _MORE:
        most = float("inf")
    elif hedge in _LESS:
        least = 0.0
    elif hedge:
        least, most = least * (1 - _ROUGHLY), most * (1 + _ROUGHLY)
    parts = (given.get("hedge", ""), given["number"], given["unit"], given.get("work", ""))
    return _Time(" ".join(" ".join(parts).split()), least, most)


def _decided(
    question: Question, statement: Statement, told: _Time, printed: _Time, *, late_below: bool
) -> Draft | None:
    """What the two lengths of time decide; None where it depends on which days are counted."""
    above, below = told.least > printed.most, told.most < printed.least
    # the last day is in time
    same = told.said == printed.said or told.least == told.most == printed.least == printed.most
    if not (above or below or same):
        return None
    late = below if late_below else above
    sign = ">" if above else "<" if below else "="
    word = say("too_late" if late else "in_time", question.language)
    statements = (statement, *(_afterwards(statement) if late else ()))
    told_and_printed = f"{told.said} {sign} {printed.said}"
    return Draft(
        Status.ANSWERED,
        statements,
        short=f"{word} ({told_and_printed})",
        verdict=True,
        lead=f"{word}: {told_and_printed}.",
        confidence=1.0,
    )


def _afterwards(statement: Statement) -> list[Statement]:
    """What is to be done once it is too late, where the text goes on with that: "quá thời điểm này phải …"."""
    chunk = statement.chunk
    behind = [one for one in chunk.sentences if one[0] >= statement.last][:_NEXT]
    said = (Statement(chunk, first, last) for first, last in behind)
    return [one for one in said if _AFTERWARDS.search(one.text)][:1]


def once_late(question: Question, passages: Sequence[Passage]) -> Draft | None:
    """What is to be done by who has let the time pass, as the record says that was found first; None where
    that is not asked for, or not said.

    Args:
        question: understood.
        passages: best first.
    """
    if not passages or not _LATE_ASKED.search(question.read.casefold()):
        return None
    for passage in passages[:_READ]:
        chunk = passage.chunk
        if chunk.procedure is None or chunk.procedure != passages[0].chunk.procedure:
            continue
        for first, last in chunk.sentences:
            said = Statement(chunk, first, last)
            if duty := _DUTY.search(" ".join(said.text.split())):
                short = duty.string[duty.start() :].strip(" .;")
                short = short[:1].upper() + short[1:]
                few = len(short.split()) <= MAX_WORDS
                return Draft(Status.ANSWERED, (said,), short=short if few else None, confidence=1.0)
    return None
