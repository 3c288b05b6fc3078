"""The national portal's table of channels, which its exports print as one run of text.

"Hình thức nộpThời gianPhí, lệ phíMô tảTrực tiếp15 Ngày làm việcPhí : 8.000 Đồng…": each channel with
its time, its fee and a description. Nothing is mended: a time without a unit stays one.
"""

from __future__ import annotations

import re

from corpus.model import Option

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


def options_of(text: str) -> list[Option]:
    """The channels of the portal's table; none where a text is no such table."""
    head = _HEAD.match(text)
    if head is None:
        return []
    rows = list(_ROW.finditer(text, head.end()))
    if not rows or rows[0].start() > head.end():
        return []
    ends = [*(row.start() for row in rows[1:]), len(text)]
    found = []
    for row, end in zip(rows, ends, strict=True):
        rest = text[row.end() : end].strip()
        fee = _FEE.match(rest) if row["time"] else None
        said = fee[0].strip() if fee else ""
        found.append(
            Option(
                channel=row["channel"],
                case=rest[len(fee[0]) if fee else 0 :].strip() or None,
                time_limit=_said(row["time"] or ""),
                fee=_said(said),
                charge=_said(said),
            )
        )
    return found


def _said(text: str) -> str | None:
    return None if text in ("", _SILENT) else text
