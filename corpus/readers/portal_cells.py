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
        (rf"(?<=[^\s\d,])({_COUNT})", r" \1"),
        (rf"({_COUNT})(?=[^\s,;.)\d])", r"\1\n"),
        (rf"({_COUNT})(?=\d+[.)])", r"\1\n"),
        # results and their codes; what the page shows to choose from
        (r"(?<=\S)(Mã: (?:KQ\.)?[A-Z]\d{2})", r" \1"),
        (rf"(Mã: [A-Z0-9.-]+?\d)(?={_UP}{_LOW})", r"\1\n"),
        (r"(?<=\S)(Từ khóa|Chọn cơ quan thực hiện)(?=\S)", r"\n\1 "),
        (r"(?<=\S)(Mô tả)(?=Không có)", r"\n\1 "),
        # legal texts: the name, then its number
        (r"(/QH\d{2})(?=\d+/\d{4}/)", r"\1\n"),
        (rf"(?<=[^\W\d])({_CODE})", r" \1"),
        (rf"({_CODE})(?=(?!Tg\b){_UP}{_LOW})", r"\1\n"),
    )
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
    for pattern, put in _PARTS:
        text = pattern.sub(put, text)
    text = _AFTER_STOP.sub("\n", text)
    return _WORDS.sub(lambda match: _apart(match[0]), text)


def _apart(word: str) -> str:
    """A word that is the end of one cell and the beginning of the next, on two lines."""
    for at in range(1, len(word) - 1):
        if word[at - 1].islower() and word[at].isupper() and word[at + 1].islower():
            left, right = word[:at], word[at:]
            if is_syllable(left.casefold()) and is_syllable(right.casefold()):
                return f"{left}\n{right}"
    return word
