"""Cells of the national portal's exports, whose inner tables come as one run of text.

"Hình thức nộpThời gianPhí, lệ phíMô tảTrực tiếp15 Ngày làm việcMiễn phí…", "Tên giấy tờMẫu đơn, tờ
khaiSố lượngĐơn đề nghịMẫu 01.docx1 bản chínhBản vẽ0 bản chính,1 bản sao": rows and cells of the page
stand without anything between them. Only white space is put in, so that no letter of a cell is lost:
a line break before a row, a space between its cells.
"""

from __future__ import annotations

import re

from corpus.vietnamese.syllables import is_syllable

_ACCENTED = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
_LOW, _UP = f"[a-z{_ACCENTED}]", f"[A-Z{_ACCENTED.upper()}]"
_KNOWN = re.compile(
    r"Hình thức nộp\s?Thời gian|Tên giấy tờ\s?Mẫu đơn, tờ khai|Tên văn bản pháp lý\s?Mã văn bản"
    r"|Từ khóa\s?Không có thông tin|Chọn cơ quan thực hiện"
)
_CHANNEL = r"(?:Trực tiếp|Trực tuyến|Dịch vụ bưu chính)"
_UNIT = r"(?:Ngày làm việc|Giờ làm việc|Ngày|Giờ|Phút|Tháng|Năm|Tuần|Quý)"
_COUNT = r"\d+ ?bản (?:chính|sao)(?:, ?\d+ ?bản sao)?"
_CODE = r"\d+/\d{4}/(?:QH\d{2}|[A-ZĐƯ]+(?:-[A-ZĐƯ]+)*g?)"
_PARTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        # the heads of the tables, each on a line of its own
        (r"(Hình thức nộp)(Thời gian)(Phí, lệ phí)(Mô tả)", r"\1 \2 \3 \4\n"),
        (r"(?<!\n)(Tên giấy tờ)(Mẫu đơn, tờ khai)(Số lượng)", r"\n\1 \2 \3\n"),
        (r"(Tên văn bản pháp lý)(Mã văn bản)", r"\1 \2\n"),
        # channels: one row each, its cells apart
        (
            rf"(?<=\S)({_CHANNEL})(?=\d+(?:[.,]\d+)? ?{_UNIT}|\d*(?:Miễn phí|Không có thông"
            rf" tin|(?:Phí|Lệ phí) ?:))",
            r"\n\1",
        ),
        (rf"({_CHANNEL})(?=\d|Không có thông tin)", r"\1 "),
        (rf"(\d ?{_UNIT})(?=\S)(?! )(?=[A-ZĐ\d(])", r"\1 "),
        (r"(?<=\d)(Miễn phí|Không có thông tin|(?:Phí|Lệ phí) ?:)", r" \1"),
        (rf"(Miễn phí|Không có thông tin)(?={_UP}|[-+*•\d])", r"\1\n"),
        (rf"(?<=\d)( ?(?:VNĐ|Việt Nam Đồng|Đồng))(?={_UP}|[-+*•])", r"\1\n"),
        # papers: a line ends with how many are handed in
        (rf"({_COUNT})(?=[^\s,;.)\d])", r"\1\n"),
        (rf"({_COUNT})(?=\d+[.)/-]|\d\d \()", r"\1\n"),
        # results and their codes; what the page shows to choose from
        (r"(?<=\S)(Mã: (?:KQ\.)?[A-Z]\d{2})", r" \1"),
        (r"(Mã: KQ\.[A-Z]\d{2}\.\d{6})(?=\S)", r"\1\n"),
        (rf"(Mã: [A-Z0-9.-]+?\d)(?={_UP}{_LOW})", r"\1\n"),
        (r"(?<=\S)(Từ khóa|Chọn cơ quan thực hiện)(?=\S)", r"\n\1 "),
        (r"(?<=\S)(Mô tả)(?=Không có)", r"\n\1 "),
        # legal texts: the name, then its number
        (r"(/QH\d{2})(?=\d+/\d{4}/)", r"\1 "),
        (rf"(?<=[^\s\d/(-])({_CODE})", r" \1"),
        (rf"(/QH\d{{2}})(?={_UP}{_LOW})", r"\1\n"),
        (r"\)(?=\d+ ngày)", ")\n"),
    )
)
# Where a number of a legal text ends, and the next word begins.
_NUMBERED = re.compile(rf"(\d+/\d{{4}}/(?:[A-ZĐƯ]+-)*)(TTg|[A-ZĐƯ]+)({_LOW}*)")
_ISSUERS = frozenset(
    """
        CP TT BCA BTC BYT BGTVT BKHCN BTNMT BNNPTNT BNNMT BXD BTP BQP NHNN BLĐTBXH BGDĐT BTTTT BVHTTDL BNV
        BCT BNG UBND HĐND BDTTG UBTVQH VPCP TTCP KTNN BKHĐT
    """.split()
)
_COUNTED = re.compile(r"(?<![\d(])(/?)(\d+)( ?bản (?:chính|sao))")
_HEADING = re.compile(
    r"^(?:-*\s*(?:Hình thức nộp Thời gian|Tên giấy tờ Mẫu đơn, tờ khai|Tên văn bản pháp lý Mã văn bản)"
    r"|Từ khóa$|Mô tả$|Chọn cơ quan thực hiện|Tỉnh/ Thành phố$|Bộ ngành|Phường/ Xã$|Sở--|Đơn vị--|Nộp hồ sơ$"
    r"|Hệ thống chỉ hiển thị những cơ quan)"
)
_WORDS = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?![^\W\d_])")
_AFTER_STOP = re.compile(rf"(?<={_LOW}[.;:])(?={_UP}{_LOW})|(?<=\)[.;:])(?={_UP}{_LOW})")


def parted(text: str) -> str:
    """A cell's text with its inner rows on lines of their own; any other cell's as it is.

    Args:
        text: of a cell, as the file holds it.

    Returns:
        The same letters; white space is added where the page's cells met, never taken.
    """
    if not _KNOWN.search(text):
        return text
    text = _COUNTED.sub(_count_apart, text)
    for pattern, put in _PARTS:
        text = pattern.sub(put, text)
    text = _NUMBERED.sub(_number_apart, text)
    text = _AFTER_STOP.sub("\n", text)
    return _WORDS.sub(lambda match: _apart(match[0]), text)


def _count_apart(match: re.Match[str]) -> str:
    """How many copies are handed in, apart from what stands before: "20261 bản chính" is of 2026."""
    slash, digits, rest = match.groups()
    at = len(digits) - 1 if slash or len(digits) > 2 else 0
    before = match.string[: match.start()][-1:]
    space = "" if (not at and (not before or before in " \n\t,")) else " "
    return f"{slash}{digits[:at]}{space}{digits[at:]}{rest}"


def _number_apart(match: re.Match[str]) -> str:
    """A legal text's number, and the word that was glued to it: "NĐ-CPquy", "TT-BCANghị"."""
    head, issuer, tail = match.groups()
    if not tail:
        next_word = re.match(rf"{_UP}{_LOW}", match.string[match.end() :])
        return f"{match[0]}\n" if next_word else match[0]
    shorter = issuer[:-1]
    capital = issuer != "TTg" and bool(shorter) and is_syllable((issuer[-1] + tail).casefold())
    if capital and (shorter in _ISSUERS or not (issuer in _ISSUERS and is_syllable(tail))):
        return f"{head}{shorter}\n{issuer[-1]}{tail}"
    return f"{head}{issuer} {tail}" if is_syllable(tail) else match[0]


def is_heading(line: str) -> bool:
    """Whether a line is the head of an inner table, or what its page shows to choose from."""
    return bool(_HEADING.match(line))


def _apart(word: str) -> str:
    """A word that is the end of one cell and the beginning of the next, on two lines."""
    for at in range(1, len(word) - 1):
        if word[at - 1].islower() and word[at].isupper() and word[at + 1].islower():
            left, right = word[:at], word[at:]
            if is_syllable(left.casefold()) and is_syllable(right.casefold()):
                return f"{left}\n{right}"
    return word
