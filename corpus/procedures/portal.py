"""The national portal's table of channels, which its exports print as one run of text.

"Hình thức nộpThời gianPhí, lệ phíMô tảTrực tiếp15 Ngày làm việcPhí : 8.000 Đồng…": each channel with
its time, its fee and a description. Nothing is mended: a time without a unit stays one.
"""

from __future__ import annotations

import re

from corpus.model import Option
from corpus.readers.portal_cells import is_heading
from corpus.vietnamese.normalise import fold

_HEAD = re.compile(r"^Hình thức nộp\s*Thời gian\s*Phí, lệ phí\s*Mô tả\s*")
_TIME = (
    r"\d+(?:[.,]\d+)?(?: ?(?:Ngày làm việc|Giờ làm việc|Ngày|Giờ|Phút|Tháng|Năm|Tuần|Quý))?"
    r"|Không có thông tin"
)
_MONEY = r"(?:VNĐ|Việt Nam Đồng|Đồng|USD|EUR)"
_CHANNEL = r"(?P<channel>Trực tiếp|Trực tuyến|Dịch vụ bưu chính)"
# "Trực tiếp120 VNĐ": where the time ends and the fee begins is not told
_ROW = re.compile(rf"{_CHANNEL}\s*(?:(?=\d[\d.,]*\s?{_MONEY})|(?P<time>{_TIME})(?![a-zà-ỹ\d]))")
_BRACKETS = r"(?:\((?:[^()]|\([^()]*\))*\))?"
_FEE = re.compile(
    rf"(?:(?:(?:Phí|Lệ phí) ?: ?)?(?:Miễn phí|Không có thông tin"
    rf"|\d[\d.,]* ?{_MONEY})\s?{_BRACKETS}\s*)+"
)
_SILENT = "Không có thông tin"
_NOTHING = frozenset({"", "khong co thong tin", "-", "--"})
_CODE = re.compile(r"^Mã: KQ\.\S+$")


def options_of(text: str) -> list[Option]:
    """The channels of the portal's table; none where a text is no such table."""
    head = _HEAD.match(text)
    if head is None:
        return []
    rows = list(_ROW.finditer(text, head.end()))
    if not rows or rows[0].start() > head.end():
        return []
    ends = [*(row.start() for row in rows[1:]), len(text)]
    return [_option(row, text[row.end() : end])[0] for row, end in zip(rows, ends, strict=True)]


def opens_row(line: str) -> bool:
    """Whether a line begins with a channel and its time, as a row of the table does."""
    return bool(_ROW.match(line))


def row_of(text: str) -> tuple[Option, int] | None:
    """A row of the table, and where the description behind its cells begins; None where it is none.

    Args:
        text: of the row and of nothing else.
    """
    row = _ROW.match(text)
    if row is None:
        return None
    option, length = _option(row, text[row.end() :])
    return option, row.end() + length


def _option(row: re.Match[str], rest: str) -> tuple[Option, int]:
    """A way of having it done, and how much of what stands behind the time is the fee."""
    before = len(rest) - len(rest.lstrip())
    fee = _FEE.match(rest, before) if row["time"] else None
    said = fee[0].strip() if fee else ""
    end = fee.end() if fee else before
    option = Option(
        channel=row["channel"],
        case=rest[end:].strip() or None,
        time_limit=_said(row["time"] or ""),
        fee=_said(said),
        charge=_said(said),
    )
    return option, end if fee else 0


def says_nothing(line: str) -> bool:
    """Whether a line of a record is the page's own: a table's head, "Không có thông tin", a dash."""
    return fold(" ".join(line.split())) in _NOTHING or is_heading(line) or bool(_CODE.match(line))


def _said(text: str) -> str | None:
    return None if text in ("", _SILENT) else text
