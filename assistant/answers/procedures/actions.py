"""What is done about a paper: granted anew, renewed, amended. It tells procedures about one thing apart.

Offices name it in their own words ("cấp lại", "gia hạn"); people tell what happened: the licence is lost,
it runs out next month, there is one machine more.
"""

from __future__ import annotations

import re

from assistant.model import Language, Question
from corpus.vietnamese.normalise import fold

_ACTIONS = re.compile(
    r"\b(?:cap lai|cap doi|gia han|thu hoi|huy|xoa|cham dut|tam dung|tam ngung|giai the|sap nhap|chia|tach"
    r"|hop nhat|chuyen nhuong|chuyen doi|sua doi|dieu chinh|khoi phuc|phuc hoi|cong nhan|tra lai"
    r"|mien nhiem|bai nhiem"
    r"|(?<=phep )(?:nhap khau|xuat khau))\b"
)
# What follows is read with its accents: folded, "mật" is "mất", "kết quả bằng" is "qua bằng", "đối" is "đổi".
_PAPER = (
    r"(?:giấy|tờ|phép|thẻ|bằng lái|bằng cấp|sổ đỏ|sổ hồng|chứng chỉ|chứng nhận|hộ chiếu|biển số|cà vẹt|gplx|gcn"
    r"|tem)"
)
# people die and machines break, which takes no paper away
_GAP = r"(?: (?!máy|thiết|nguồn|bố|mẹ|ông|bà|chồng|vợ|người|nhưng|khi|mà|nếu)\w+){0,8}"
_SPOILT = r"(?:thất lạc|rách|nát|ướt|nhòe|nhoè|(?:bị|lỡ|đã|đánh|rơi|làm) (?:\w+ )?(?:mất|hỏng|hư|cháy|gặm))"
_NO_LOSS = r"(?! (?:bao|mấy|phí|tiền|khoảng|nhiêu|lệ|lâu|hiệu lực|quyền|thời gian|công|tổng|đồng))"
_LOST = (
    rf"\b{_PAPER}\b{_GAP} {_SPOILT}\b{_NO_LOSS}"
    rf"|\b(?:làm|đánh|rơi|cuốn|lỡ) (?:\w+ ){{0,2}}mất\b(?: \w+){{0,2}} {_PAPER}\b"
    rf"|\b(?:trộm|cướp|móc túi|giật mất)\b(?: \w+){{0,5}} {_PAPER}\b"
)
_ENDING = r"\b(?:sắp|gần|chuẩn bị|còn \w+ \w+(?: nữa)?(?: là| thì)?)(?: tới| đến)? hết hạn\b"
_LONGER = (
    r"(?<!thời gian )\b(?:kéo dài|thêm hạn|xin thêm (?:thời )?gian|dùng tiếp)\b"
    r"(?! (?:bao|mấy|khoảng|lâu|trong|tới|đến))"
)
_CHANGED = (
    r"\b(?:đổi (?:tên|địa chỉ|trụ sở|chỗ|chủ)|chuyển (?:địa chỉ|trụ sở|chỗ)|chỉnh lại|sửa lại"
    r"|(?:ghi|in|viết) sai|sai (?:tên|chính tả|thông tin))\b"
)
_ONE_MORE = (
    r"\b(?:tậu|mua|sắm|lắp|rinh|mở) (?:(?!gì|nào|bao|mấy|giấy|hồ|tiền|phí)[\w-]+ ){0,6}nữa\b"
    r"|\bthêm (?:(?!gì|nào|bao|mấy|giấy|hồ)[\w-]+ ){1,5}vào (?:giấy|phép)"
    r"|\bđưa (?:(?!gì|nào|bao|mấy|giấy|hồ)[\w-]+ ){1,5}vào (?:giấy |tờ )?(?:giấy|phép)"
)
_ADDED = (
    r"\bbổ sung (?!hồ|giấy|tài|thông|thì|là|có|phải|trong|bao|mấy)(?:\w+ ){1,5}(?:vào|lên) "
    r"|\bxin bổ sung (?!hồ|giấy|tài)"
)
_CLOSED = r"\b(?:dẹp|đóng cửa|giải tán|không làm nữa|nghỉ hẳn|thôi không)\b"
# who asks for a paper hands none back
_ENDS = "trả lại|thu hồi|xóa|xoá|hủy|huỷ|chấm dứt|tạm dừng|tạm ngừng"
_ENDED = re.compile(rf"\b(?:{_ENDS})\b")
_GRANTED = re.compile(
    rf"^(?!.*\b(?:{_ENDS}|nộp lại|thôi|dẹp)\b).*"
    r"\bxin (?:cấp )?(?:cái |tờ )?(?:giấy phép|giấy chứng nhận|chứng chỉ|thẻ)\b"
)
_ANEW = re.compile(
    r"\b(?:lần đầu|mở mới|cấp mới|đăng ký mới|mới (?:đóng|mua|mở|thành lập))\b(?! (?:mấy|bao))"
)
_OTHER = r"(?<!thay )(?<!sửa )(?<!chuyển )(?<!trao )đổi"  # what is "đổi" is another paper
_AMENDS = (
    "sửa đổi|điều chỉnh|thay đổi|bổ sung|đính chính|cải chính|chuyển đổi|chuyển (?:địa|trụ|nơi)"
)
# What is told → how offices may name what is to be done then.
_MEANT: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(told), re.compile(rf"\b(?:{done})\b"))
    for told, done in (
        (_LOST, f"cấp lại|cấp đổi|{_OTHER}"),
        (_ENDING, f"gia hạn|cấp lại|cấp đổi|{_OTHER}"),
        (_LONGER, "gia hạn|kéo dài"),
        (
            r"\b(?:cấp|xin) mới\b|\blần đầu\b",
            r"^(?:thủ tục )?(?:cấp|đăng ký) (?!lại|đổi|thay|bổ sung|điều chỉnh|sửa|gia|biến)|cấp mới|lần đầu",
        ),
        (rf"\bxin lại (?:{_PAPER}|thì|tờ|cái|ở|mất|cần|phải)\b", f"cấp lại|cấp đổi|{_OTHER}"),
        (r"\bthu lại\b", "thu hồi"),
        (
            r"\b(?:đổi|chuyển) (?:\w+ ){0,3}sang (?:bằng|thẻ|giấy|loại|hạng)\b",
            f"cấp đổi|chuyển đổi|{_OTHER}",
        ),
        (_CHANGED, f"{_AMENDS}|cấp đổi|{_OTHER}"),
        (
            r"\b(?:sang nhượng|nhượng lại|sang tên)\b",
            "chuyển nhượng|sửa đổi|thay đổi|điều chỉnh|sang tên|biến động",
        ),
        (_ADDED, "bổ sung|sửa đổi|điều chỉnh|thay đổi|mở rộng"),
        (_ONE_MORE, "bổ sung|sửa đổi|điều chỉnh|thay đổi|mở rộng"),
        (_CLOSED, "chấm dứt|giải thể|tạm ngừng|tạm ngưng|thu hồi|hủy|huỷ|đóng cửa"),
    )
)
_PAPER_IN_ENGLISH = r"(?:licen[cs]es?|permits?|certificates?|cards?|passports?|papers?|documents?)"
_MEANT_IN_ENGLISH: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(told), re.compile(rf"\b(?:{done})\b"))
    for told, done in (
        (
            rf"\b(?:lost|stolen|damaged|torn)\b(?=.*\b{_PAPER_IN_ENGLISH}\b)|\breplacement\b"
            rf"|\b{_PAPER_IN_ENGLISH} (?:\w+ ){{0,4}}(?:was|is|got|were) (?:lost|stolen|damaged|torn)\b"
            r"|\breissued?\b|\bissued again\b",
            f"cấp lại|cấp đổi|{_OTHER}",
        ),
        (
            r"\brenew(?:al|ed|ing)?\b|\bextend(?:ing)? (?:my|our|the|an?|its|their)\b|\b(?:it|them) extended\b"
            r"|\bexpir(?:es|ing) (?:soon|next|in|this)\b|\babout to (?:expire|run out)\b",
            f"gia hạn|cấp lại|{_OTHER}",
        ),
        (
            r"\bamend(?:ed|ing|ments?)?\b|\bchang(?:e|ed|ing) (?:my|our|its|their|the name|the address)\b",
            f"{_AMENDS}|{_OTHER}",
        ),
        (r"\badd(?:ed|ing)? (?:an?|another|one|two|new)\b", "bổ sung|sửa đổi|điều chỉnh|thay đổi"),
        (r"\b(?:revok(?:e|ed|ing)|withdrawn?)\b", "thu hồi|hủy|huỷ"),
        (
            r"\b(?:clos(?:e|ed|ing) down|dissolv(?:e|ed|ing)|terminat(?:e|ed|ion))\b",
            "chấm dứt|giải thể|tạm ngừng",
        ),
    )
)


_OPENS = re.compile(
    r"^(?:cap lai|cap doi|cap|gia han|sua doi|bo sung|thay doi|dieu chinh)(?:, (?:bo sung|thay doi|sua doi))? "
)


def is_grant_of(name: str, other: str) -> bool:
    """Whether a procedure grants the paper that another one renews, amends or grants anew."""
    own, its = fold(name), fold(other)
    return (
        own.startswith("cap ")
        and not own.startswith(("cap lai ", "cap doi "))
        and own != its
        and _OPENS.sub("", own) == _OPENS.sub("", its)
    )


def named(text: str) -> set[str]:
    """What is done, by the words of offices, folded."""
    return set(_ACTIONS.findall(fold(text)))


def asked(question: Question) -> set[str]:
    """What a question asks to be done, in the words of offices; a follow-up what the question before it did."""
    own = named(question.read)
    return own if own or _ANEW.search(question.read.casefold()) else named(question.context)


def agrees(question: Question, name: str) -> float:
    """Whether a procedure does what is asked to be done, or what the situation calls for: 1 or -1; 0 where
    that is open.
    """
    called = asked(question) if question.language is not Language.ENGLISH else set()
    meant = not called - named(name) if called else is_meant(question, name)
    return 0.0 if meant is None else 1.0 if meant else -1.0


def is_meant(question: Question, name: str) -> bool | None:
    """Whether a procedure does what the situation calls for that a question tells; None where that is open."""
    if question.language is Language.ENGLISH:
        pairs = _MEANT_IN_ENGLISH
    elif asked(question):
        return None
    else:
        pairs = _MEANT
    told = question.read.casefold()
    if _GRANTED.search(told) and _ENDED.search(name.casefold()):
        return False
    meant = [done for form, done in pairs if form.search(told)]
    return any(done.search(name.casefold()) for done in meant) if meant else None
