"""Keys for matching: one for all correct spellings of a word or a number.

Both "kĩ thuật" and "kỹ thuật", "hoà" and "hòa", "1.500" and "1 500" are correct; a search must not
tell them apart. The keys are for comparing only and bear no accents; the source stays as printed.
The language model has keys of its own (`syllables.key`), which keep the accents and the y.

i and y: Quyết định 240/QĐ of the Ministry of Education, 5/3/1984, writes i for the vowel of an open
syllable after a consonant; public bodies mostly write y after h, k, l, m, s, t, v and qu. Where the y
belongs to a rime (thúy is not thúi) or begins the word (y tế, ý kiến), they are two words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.vietnamese.normalise import fold

_I_OR_Y = re.compile(r"(?:[hklmstv]|qu)y")
# 1.234 · 1,234,567: groups of three after one to three digits; 0,125 is a decimal
_GROUPED = re.compile(r"(?<![\w.,/-])[1-9]\d{0,2}(?:(?:\.\d{3}){1,5}|(?:,\d{3}){1,5})(?![.,/-]?\d)")
_SPACES = "[ \\u00a0\\u2009\\u202f]"
_SPACED = re.compile(
    rf"(?<![\w.,/-])(?<!\d{_SPACES})[1-9]\d{{0,2}}(?:{_SPACES}\d{{3}}){{1,5}}"
    rf"(?!\w)(?!{_SPACES}?\d)(?![.,/-]\d)"
)

_ONES = {"một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7,
         "bẩy": 7, "tám": 8, "chín": 9}  # fmt: skip
_ONE = "|".join(_ONES)
# What is counted in words in official texts; "năm" behind another number word is a year.
_COUNTED = (
    "ngày|tháng|năm|tuần|giờ|phút|lần|bộ|bản|người|thành viên|hồ sơ|thủ tục|dịch vụ|phòng|đơn vị|cơ quan"
    "|bước|mẫu|cấp|mức|nhóm|loại|trường hợp|giai đoạn|nhiệm vụ|giải pháp|nguyên tắc|chỉ số|chỉ tiêu"
    "|tiêu chí|kế hoạch|văn bản|điều|khoản|chương|xã|huyện|tỉnh|đồng"
)
# "Thông tư ngày", "đầu tư năm", "thứ hai", "tháng ba", "một trăm hai mươi": no count, or a part of one
_NO_COUNT = "".join(
    rf"(?<!{word} )"
    for word in "thông đầu thứ tháng quý lần khoản điểm điều trăm nghìn ngàn triệu tỷ mươi".split()
)
_FIVE_OF = "ngày|tuần|giờ|bộ|bản|người|thành viên|lần|năm"  # "trong năm đơn vị đã": a year
_WORDED = re.compile(
    rf"\b{_NO_COUNT}(?:(?:(?P<tens>{_ONE}) mươi|(?P<ten>mười))(?: (?P<more>{_ONE}))?"
    rf"|(?P<one>(?!tư |mốt |lăm )(?:{_ONE})))(?<!\bnăm(?= )(?! (?:{_FIVE_OF})))"
    rf" (?P<what>{_COUNTED})\b"
)


_SPELLED = {fold(word): value for word, value in _ONES.items()} | {"muoi": 10}


def spelled(word: str) -> int | None:
    """The number (1-10) that a word spells, with its accents or without; None where it spells none."""
    return _SPELLED.get(fold(word))


@lru_cache(maxsize=65536)
def match_key(word: str) -> str:
    """The key of one word: no accents, no case, i for a y that may be one; "Kỹ" → "ki".

    The letters do not grow fewer or more, and the key of a key is the key.
    """
    folded = fold(word)
    return folded[:-1] + "i" if _I_OR_Y.fullmatch(folded) else folded


def number_key(number: str) -> str:
    """The key of a printed whole number: no separators, no leading zeros; "1.234" and "08" → "8".

    Args:
        number: digits, with points, commas or spaces between groups of three, if any.
    """
    return re.sub(r"\D", "", number).lstrip("0") or "0"


def join_groups(text: str) -> str:
    """A text whose grouped numbers are written in one: "1.500.000 đồng" → "1500000 đồng".

    A comma with three digits behind it groups, as nothing says that it does not and a key may be
    wrong in what it takes together; a number that starts with 0 is a decimal. Groups with spaces
    between stay: in a table's row they are two numbers (see `spaced_numbers`). Idempotent.
    """
    return _GROUPED.sub(lambda match: number_key(match[0]), text)


def spaced_numbers(text: str) -> list[str]:
    """The keys of what may be numbers grouped by spaces: "5 276 281" → ["5276281"]."""
    return [number_key(match[0]) for match in _SPACED.finditer(text)]


def worded_numbers(text: str) -> list[str]:
    """The keys of counts that are written in words, alone and before what they count.

    "ba bộ hồ sơ" → ["3", "3 bo"], "mười lăm ngày" → ["15", "15 ngay"]. Only with their accents: without
    them "bon" may be any of four words, and only before something that is counted: "ba" is also a name.

    Args:
        text: in NFC.
    """
    found: list[str] = []
    for match in _WORDED.finditer(text.lower()):
        tens, more, one = (_ONES.get(match[name] or "", 0) for name in ("tens", "more", "one"))
        value = 10 * (tens or bool(match["ten"])) + more + one
        found += [str(value), f"{value} {fold(match['what'].split()[0])}"]
    return found
