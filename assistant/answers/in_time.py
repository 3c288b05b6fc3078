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
from assistant.messages import say
from assistant.model import Passage, Question, Status
from assistant.stopwords import telling
from corpus.model import Chunk

_NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10,
}  # fmt: skip
_DAYS = {
    "ngày": 1.0, "hôm": 1.0, "bữa": 1.0, "tuần": 7.0, "tháng": 30.4, "năm": 365.0,
    "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0,
}  # fmt: skip
_OF_WORK = 1.4  # days of the calendar for one of work
_TIME = (
    rf"(?P<number>\d{{1,3}}|nửa|{'|'.join(_NUMBERS)})\s+(?:\(\w+\)\s+)?"
    r"(?P<unit>ngày|hôm|bữa|tuần|tháng|năm|days?|weeks?|months?|years?)"
    r"(?P<work>\s+làm việc)?(?P<half>\s+rưỡi)?\b"
)
_ASKED = re.compile(
    r"\b(?:kịp|trễ|muộn|quá hạn|đúng hạn|còn (?:\w+ ){0,6}(?:được|không|hông)|late|in time|still)\b"
)
_LEFT = re.compile(
    rf"\b(?:còn|trong)\s+(?:\w+\s+){{0,2}}?{_TIME}(?=[^.?]*\bhết\b)|\bexpir\w+ in {_TIME.replace('P<', 'P<e_')}"
)
_PASSED = re.compile(
    rf"\b(?:cách (?:đây|nay)|đã (?:được )?|được|qua|để|sau)\s+(?:\w+\s+){{0,1}}?{_TIME}"
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
_HANDED_IN = re.compile(r"\b(?:nhận|tiếp nhận|nộp)\b[^.;]{0,20}\bhồ sơ\b|\bhồ sơ hợp lệ\b")
_READ = 5  # passages


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
    if not _ASKED.search(asked):
        return None
    left, passed = (_time(form.search(asked)) for form in (_LEFT, _PASSED))
    chunks = [passage.chunk for passage in passages[:_READ]]
    if left:
        for statement, match in _printed(chunks, _BEFORE):
            needed = _time(match)
            if needed and (draft := _decided(question, statement, left, needed, late_below=True)):
                return draft
    elif passed:
        about = telling(question.search)
        for statement, match in _printed(chunks, _WITHIN):
            allowed, event = _time(match), match["event"]
            if allowed and not _HANDED_IN.search(event) and telling(event) & about:
                return _decided(question, statement, passed, allowed, late_below=False)
    return None


def _printed(
    chunks: Sequence[Chunk], form: re.Pattern[str]
) -> Iterator[tuple[Statement, re.Match[str]]]:
    for chunk in chunks:
        for first, last in chunk.sentences:
            if match := form.search(" ".join(chunk.read(first, last).split())):
                yield Statement(chunk, first, last), match


def _time(match: re.Match[str] | None) -> _Time | None:
    """The length of time that a match says."""
    if match is None:
        return None
    given = {name.rpartition("_")[2]: text for name, text in match.groupdict().items() if text}
    number, unit = given["number"].casefold(), given["unit"].casefold().rstrip("s")
    count = 0.5 if number == "nửa" else float(_NUMBERS.get(number) or number)
    count += 0.5 if "half" in given else 0.0
    days = count * _DAYS[unit]
    said = " ".join(
        " ".join((given["number"], given["unit"], *given.get("work", "").split())).split()
    )
    if "work" in given:
        return _Time(said, days, days * _OF_WORK)
    return _Time(said, days, days)


def _decided(
    question: Question, statement: Statement, told: _Time, printed: _Time, *, late_below: bool
) -> Draft | None:
    """What the two lengths of time decide; None where it depends on which days are counted."""
    above, below = told.least > printed.most, told.most < printed.least
    same = told.least == told.most == printed.least == printed.most  # the last day is in time
    if not (above or below or same):
        return None
    late = below if late_below else above
    sign = ">" if above else "<" if below else "="
    word = say("too_late" if late else "in_time", question.language)
    told_and_printed = f"{told.said} {sign} {printed.said}"
    return Draft(
        Status.ANSWERED,
        (statement,),
        short=f"{word} ({told_and_printed})",
        verdict=True,
        lead=f"{word}: {told_and_printed}.",
        confidence=1.0,
    )
