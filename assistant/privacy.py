"""Personal data taken out of what users type, before any of it is kept.

What is found is replaced by a word for it ("[số điện thoại]"), so that a question can still be
understood. The kinds are those of Decree 13/2023/NĐ-CP, article 2, that people type into a question
box: numbers are known by their form or by the word before them, names by how people introduce
themselves. Names of others stay, since a question may be about whoever signed a document.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.guard import EMAIL, IDENTITY, PHONE
from corpus.vietnamese.normalise import fold, normalise


@dataclass(frozen=True, slots=True)
class _Rule:
    """A kind of data.

    Attributes:
        word: what is written in its place.
        pattern: where it stands in a text's accent-free key: its group 1, else the whole match.
        bare: whether it is known by its form alone; then an amount of money is none.
    """

    word: str
    pattern: re.Pattern[str]
    bare: bool = True


def _after(labels: str, value: str) -> re.Pattern[str]:
    """A value after one of some labels, with words between them that say nothing."""
    between = r"(?:cua|toi|em|minh|chau|ca nhan|ngan hang|\w*bank|xe|cap|la|so|no\.?|is|[:.–-])"
    return re.compile(
        rf"(?<!\w)(?:{labels})(?!\w)(?:[^\S\n]*{between}(?!\w|\b\d))*[^\S\n]*({value})(?![\w/])"
    )


_DIGITS = r"\d(?:[ .-]?\d){5,18}"
_BORN = r"(?<!phat )(?<!ve )(?<!hoc )(?<!tai )(?:ngay |nam )?sinh|born(?: on| in)?"
_DAY = r"(?:ngay |nam )?(?:\d{1,2}[/. -]\d{1,2}[/. -]\d{2,4}|19\d\d|20[01]\d)"
_PLATE = r"\d{2}[ -]?[a-z]{1,2}\d?[ .-]{0,2}\d{3}\.?\d{1,2}"
_MONEY = re.compile(r"[^\S\n]*(?:dong|d|vnd|usd|nghin|ngan|trieu|ty)(?!\w)")

_LABELLED = (
    ("mã hồ sơ", r"ma (?:so )?ho so|ho so so", r"(?=[\w.-]*\d{4})[\w.-]+\w"),
    ("số tài khoản", r"(?:so )?(?:tai khoan|tk)|stk|account", _DIGITS),
    ("mã số thuế", r"ma so thue|mst|tax code", r"\d{10}(?:-\d{3})?"),
    ("số bảo hiểm", r"bhxh|bhyt|bao hiem (?:xa hoi|y te)", r"[a-z]{0,2}\d{10,15}"),
    ("số hộ chiếu", r"ho chieu|passport", r"[a-z]{1,2}\d{6,8}"),
    (
        "số định danh",
        r"cccd|cmnd|cmt|can cuoc(?: cong dan)?|chung minh(?: thu| nhan dan)?",
        _DIGITS,
    ),
    ("số định danh", r"dinh danh(?: ca nhan)?", _DIGITS),
    ("ngày sinh", _BORN, _DAY),
    ("số nhà", r"so nha|nha so", r"\d{1,4}[a-z]?(?:/\d{1,4}){0,3}"),
    ("biển số xe", r"bien (?:so|kiem soat)", _PLATE),
)
_RULES = (
    _Rule("email", EMAIL),
    _Rule(
        "mã hồ sơ",
        re.compile(r"(?<!\w)(?:\d{3}\.\d\d\.\d\d\.)?h\d\d(?:\.\d+)*-\d{6}-\d{4,6}(?!\w)"),
    ),
    *(_Rule(word, _after(labels, value), bare=False) for word, labels, value in _LABELLED),
    _Rule("số định danh", re.compile(r"(?<![\w/.])0\d\d(?:[ .-]?\d{3}){3}(?![\d/])")),
    _Rule(
        "biển số xe",
        re.compile(
            r"(?<![\w/.-])\d\d(?:[a-z]\d?[ -]?|-[a-z]\d?[ -]|[a-z]{2}[ -])"
            r"(?:\d{3}\.\d\d|\d{5}|(?!(?:19|20)\d\d)\d{4})(?![\w/])"
        ),
    ),
    _Rule("số điện thoại", re.compile(r"(?<![\w/.])(?:\+?84|0)(?:[ .-]?\d){9,10}(?![\d/])")),
    _Rule("số điện thoại", PHONE),
    _Rule("số hộ chiếu", re.compile(r"(?<!\w)[a-z]\d{7}(?!\w)")),
    _Rule("số định danh", IDENTITY),
    _Rule("số tài khoản", re.compile(r"(?<![\w/.])\d{10,19}(?![\w/])")),
    _Rule("số tài khoản", re.compile(r"(?<![\w/.])\d{4}(?: \d{4}){2,3}(?: \d{1,3})?(?![\w/])")),
)

_WHO = r"(?:toi|em|minh|chau|chi|anh|con|chong|vo|bo|me)"
_INTRODUCED = re.compile(
    rf"(?<!\w)(?:(?P<sure>{_WHO} ten(?: la)?|ten {_WHO}(?: la)?|ho(?: va)? ten(?: {_WHO}| cua {_WHO})?(?: la)?"
    rf"|my name is)|{_WHO} la|i am|i'm|ky ten|nguoi gui)(?:[^\S\n]*:[^\S\n]*|[^\S\n]+)"
)
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_NAME = 5  # words
_SURNAMES = frozenset(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn trịnh đinh lâm mai "
    "cao lương lưu tô tạ hà trương chu phùng quách tăng thái vương kiều nghiêm triệu mạc".split()
)
_MIDDLE = frozenset({"văn", "thị"})
_ENDS = frozenset(
    "gì nào đây đó và là ở hiện nay đang cần muốn hỏi xin nhờ gửi có cơ số nhà quê địa chức công tác "
    "thuộc đến được bị không cho với nên thì mà của người từ sinh năm tuổi làm tại and from live want "
    "need would have".split()
)
_BARE_SURNAMES, _BARE_MIDDLE = frozenset(map(fold, _SURNAMES)), frozenset(map(fold, _MIDDLE))
# typed without accents these may be names, too: they end a name that has its three words
_BARE_PERHAPS = frozenset(
    "hien nay dang can co tac thi ma tu nam lam tai do quang chuc dia la".split()
)
_BARE_ENDS = frozenset(map(fold, _ENDS)) - _BARE_PERHAPS


def remove(text: str) -> str:
    """The text in NFC with personal data replaced by words for it.

    Amounts, dates, document numbers and codes of procedures stay. Idempotent.
    """
    text = normalise(text)
    for rule in _RULES:
        text = _replaced(text, rule.word, _found(text, rule))
    return _replaced(text, "họ tên", _names(text))


def _replaced(text: str, word: str, spans: Iterator[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in spans:
        kept += [text[at:start], f"[{word}]"]
        at = end
    return "".join((*kept, text[at:]))


def _found(text: str, rule: _Rule) -> Iterator[tuple[int, int]]:
    key = _key(text)
    for match in rule.pattern.finditer(key):
        if not (rule.bare and _MONEY.match(key, match.end())):
            yield match.span(match.lastindex or 0)


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Where names stand that people gave as theirs, or as those of their family."""
    key, at = _key(text), 0
    for match in _INTRODUCED.finditer(key):
        words = list(_words(text, key, match.end()))
        sure = match["sure"] is not None or _is_full_name([text[a:b] for a, b in words])
        if words and sure and match.start() >= at:
            at = words[-1][1]
            yield words[0][0], at


def _words(text: str, key: str, start: int) -> Iterator[tuple[int, int]]:
    """The words of a name that begins at a place: as many as have a capital, if the first has."""
    capital = text[start : start + 1].isupper()
    for taken in range(_LONGEST_NAME):
        match = _WORD.match(key, start)
        if match is None:
            return
        start, end = match.span()
        if _ends(text[start:end].casefold(), taken) or (capital and not text[start].isupper()):
            return
        yield start, end
        if key[end : end + 1] != " ":
            return
        start = end + 1


def _ends(word: str, taken: int) -> bool:
    """Whether a word stands after a name and not in it."""
    if not word.isascii():
        return word in _ENDS
    return word in _BARE_ENDS or (taken >= 3 and word in _BARE_PERHAPS)


def _is_full_name(words: Sequence[str]) -> bool:
    """Whether words are a name by themselves: "tôi là chủ hộ" gives none."""
    if len(words) < 2 or not _among(words[0], _SURNAMES, _BARE_SURNAMES):
        return False
    return words[0][0].isupper() or _among(words[1], _MIDDLE, _BARE_MIDDLE)


def _among(word: str, accented: Collection[str], bare: Collection[str]) -> bool:
    word = word.casefold()
    return word in (bare if word.isascii() else accented)


def _key(text: str) -> str:
    """The accent-free key of a text with plain digits, position by position."""
    return "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else fold(char)[:1] or " "
        for char in text
    )
