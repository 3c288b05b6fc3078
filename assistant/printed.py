"""Printed figures with what they count and the words around them, for putting them together.

Stricter than `assistant.spans`: what is a limit, a range or of a form that can be read in two ways is
no figure here, as nothing may be computed from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.model import Kind
from assistant.spans import spans
from corpus.model import Chunk
from corpus.vietnamese.normalise import fold

RANK = "hạng"
MONEY = "đồng"
TIMES = frozenset({"ngày", "giờ", "tháng", "tuần", "phút", "năm", "ngày làm việc", "giờ làm việc"})
_CURRENCY = r"(?:đồng|vnđ|việt nam đồng)"
_PRINTED = re.compile(
    rf"\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d{{1,3}}(?:,\d{{3}}){{2,}}|\d{{1,3}},\d{{3}}(?=\s?{_CURRENCY})"
    r"|\d+(?:,\d+)?",
    re.IGNORECASE,
)
_ENGLISH_STYLE = re.compile(r"^\d{1,3}(?:,\d{3})+$")
_FRACTION = re.compile(r"\s?/\s?(\d{1,6})(?![\d/])")
_RANGE = re.compile(r"^\s?(?:[-–]\s?\d|%?\s?đến\s)")
_LIMIT = re.compile(
    r"\b(?:từ|đến|giảm|tối đa|tối thiểu|nhiều nhất|ít nhất|không quá|trên|dưới|khoảng|gần|hơn|quá|mỗi)\s*$",
    re.IGNORECASE,
)
_RANKED = re.compile(
    r"(?:\bx[eếé]p\s+(?:th\w{1,2}|h[aạ]ng(?: thứ)?|vị trí(?: thứ)?)"
    r"|\b(?:thứ hạng|hạng|vị trí)(?: thứ| của \w+)?|\bthứ)"
    r"\s*:?\s*$",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;:]")
_ROW_NUMBER = re.compile(r"\s?\||\.\w")
_LABEL = re.compile(
    r"\b(?:stt|tt|số thứ tự|mẫu|phụ lục|điều|khoản|bước)\s*(?:số)?\s*:?\s*$", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
_TWO_WORDS = {
    "hồ sơ": "hồ sơ", "thủ tục": "thủ tục", "văn bản": "văn bản", "việt nam": MONEY, "biên chế": "người",
    "công chức": "người", "viên chức": "người", "cán bộ": "người", "lao động": "người", "nhân viên": "người",
    "người làm": "người", "ngày làm": "ngày làm việc", "giờ làm": "giờ làm việc", "điểm phần": "điểm phần trăm",
}  # fmt: skip
_ONE_WORD = {
    "tthc": "thủ tục", "hs": "hồ sơ", "vb": "văn bản", "vnđ": MONEY, "đ": MONEY, "tiền": MONEY, "bậc": "bậc",
    "người": "người", "đồng": MONEY,
}  # fmt: skip
_NO_UNIT = frozenset(
    """
        và là của cho trong đó với theo tại được đã sẽ có thuộc các những mỗi khi nếu kể bằng đạt đảm trước
        sau trên dưới so tăng giảm xếp cái con phải do từ đến ở về để nhưng còn
    """.split()
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure with its surroundings.

    Attributes:
        sentence: index of its sentence in the passage.
        text: as printed, with its unit.
        unit: what it counts, of a class of like ones: "người", "%", "hạng"; empty where none is printed.
        whole: the denominator of a fraction; None for any other figure.
        before, after: the words before it, back to the figure before; those after it in its clause.
        start: its place in the sentence, in characters.
        token: the passage's token that holds it.
    """

    chunk: Chunk
    sentence: int
    text: str
    value: Decimal
    unit: str
    whole: Decimal | None
    before: str
    after: str
    start: int
    token: int

    @property
    def said(self) -> str:
        """Its sentence."""
        return self.chunk.read(*self.chunk.sentences[self.sentence])


def figures_of(chunk: Chunk) -> Iterator[Figure]:
    """The figures of a passage that something may be computed from, in order."""
    for index, (first, last) in enumerate(chunk.sentences):
        text = chunk.read(first, last)
        found = spans(Kind.NUMBER, text)
        tokens = [at for at in range(first, last) if chunk.tokens[at].text]
        for at, span in enumerate(found):
            number = _PRINTED.match(text, span.start)
            if number is None or re.match(r"[.,]?\d", text[number.end() :]):
                continue  # of no form that is read in one way only
            start = found[at - 1].end if at else 0
            end = found[at + 1].start if at + 1 < len(found) else len(text)
            before, rest = text[start : span.start], text[number.end() :]
            if _RANGE.match(rest) or _LIMIT.search(before) or _ROW_NUMBER.match(rest):
                continue
            if _LABEL.search(before):
                continue
            fraction = _FRACTION.match(rest)
            tail = rest[fraction.end() :] if fraction else rest
            unit, printed = _unit(tail)
            if _RANKED.search(before) and unit in ("", "tỉnh", "bậc"):
                unit, printed = RANK, ""
            words = len(_words(text[: span.start]))
            yield Figure(
                chunk, index,
                text[span.start : number.end()] + (fraction[0] if fraction else "") + printed,
                _decimal(number[0]), unit, Decimal(fraction[1]) if fraction else None,
                before, _CLAUSE_END.split(text[max(span.end, number.end()) : end])[0], span.start,
                tokens[min(words, len(tokens) - 1)],
            )  # fmt: skip


def unit_named(words: str) -> str:
    """The unit that words name, as `Figure.unit` has it; empty where they name none."""
    return _unit(f" {words}")[0]


def _words(text: str) -> list[str]:
    """The whole tokens of what stands before a figure; "(" before it belongs to its own token."""
    return text.split() if not text or text[-1].isspace() else text.split()[:-1]


def _decimal(printed: str) -> Decimal:
    thousands = "," if _ENGLISH_STYLE.match(printed) else "."
    return Decimal(printed.replace(thousands, "").replace(",", "."))


def _unit(rest: str) -> tuple[str, str]:
    """What is counted, as a class and as printed with the space before it."""
    if match := re.match(r"\s?%", rest):
        return "%", match[0]
    space = re.match(r"\s(?:\([^)]{1,8}\)\s)?", rest)
    if not space:
        return "", ""
    found = list(_WORD.finditer(rest[: space.end() + 40], space.end()))[:3]
    if not found or found[0].start() != space.end() or found[0][0].casefold() in _NO_UNIT:
        return "", ""
    one = found[0][0].casefold()
    near = len(found) > 1 and rest[found[0].end() : found[1].start()] == " "
    two = f"{one} {found[1][0].casefold()}" if near else ""
    if two in _TWO_WORDS:
        unit = _TWO_WORDS[two]
        last = found[2] if unit in TIMES and len(found) > 2 else found[1]
        return unit, rest[: last.end()]
    if fold(one) in ("trieu", "ty", "nghin", "ngan"):
        return f"{one} {two.partition(' ')[2]}".strip(), rest[
            : (found[1] if near else found[0]).end()
        ]
    return _ONE_WORD.get(one, one), rest[: found[0].end()]
