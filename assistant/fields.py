"""The fields of a procedure that a question asks for, by its wording without accents."""

from __future__ import annotations

import re

DECIDING = (
    r"(?: (?!(?:duoc|bi|trong|theo|ten|dung|xep)\b)\w+){0,3}? (?:duyet|phe duyet|quyet dinh|gat dau|bo nhiem"
    r"|chot(?! bang))(?: (?!lam\b)\w+){0,3}"
)
"""What tells, behind "người" and folded, that somebody decides: an office or a post answers who that is."""

# Those that come first take their words from those that follow: "xong thì có giấy tờ gì" asks for the
# result and not for the papers too.
FIELD_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "decision_number",
            r"\b(?:quyet dinh cong bo|(?:quyet dinh|van ban) (?:nao|so may) cong bo"
            r"|cong bo (?:\w+ ){0,2}(?:quyet dinh|van ban) (?:nao|so may))\b",
        ),
        (
            "result",
            r"\b(?:ket qua|nhan duoc (?:cai |giay |giay to |van ban |loai )*(?:gi|nao)"
            r"|duoc (?:cap|nhan|tra|phat) (?:cai |giay |giay to |loai )?(?:gi|nao)"
            r"|xong (?:\w+ ){0,4}(?:gi|nao)|cho ra (?:cai |giay )?gi|what .* result|what"
            r" (?:will|do) i (?:get|receive))\b",
        ),
        (
            "validity",
            r"\b(?:(?:dung|su dung|xai) duoc (?:trong )?(?:bao lau|may|bao nhieu)"
            r"|(?:co )?(?:gia tri|hieu luc|thoi han su dung|han su dung) (?:(?!it nhat)\w+ ){0,5}"
            r"(?:bao lau|may|bao nhieu)"
            r"|(?:bao lau|may nam|may thang) (?:thi )?het han"
            r"|(?:co )?(?:ngay|thoi diem) het han|co het han|(?:dung|su dung|xai) (?:mai|vinh vien)"
            r"|(?:may|bao nhieu) (?:nam|thang) (?:thi )?(?:(?:lai|phai|moi) ){0,2}"
            r"(?:doi|gia han|lam lai|cap lai)(?: lai)? (?:mot|1) lan"
            r"|how (?:long|many (?:years|months)) .* (?:valid|good for|last(?=\W*$| for\b))"
            r"|when (?:\w+ ){1,3}expires?|(?:expiry|expiration) date)\b",
        ),
        (
            "forms",
            r"\b(?:(?:mau|to khai|bieu mau|don(?! (?:vi|phuong|gia|hang)\b)|phieu)"
            r"(?: (?!cho\b|den\b|toi\b)\w+){0,3} (?:nao|so may|so bao nhieu|gi)"
            r"|mau so may|(?:what|which) (?:\w+ )?forms?)\b",
        ),
        (
            "site",
            r"\b(?:dia chi (?:trang )?(?:web|mang|truy cap)"
            r"|(?:trang (?:web|mang)?|website|link|cong|app|ung dung|phan mem|he thong) (?:nao|gi)\b"
            r"|(?:which|what) (?:web ?)?(?:site|app))\b",
        ),
        (
            "sets",
            r"\b(?:(?:may|bao nhieu|so) bo(?: (?:giay to|ho so))?"
            r"|how many (?:sets|copies)(?: of (?:papers|documents))?"
            r"(?! of the (?!dossier|application|file)))\b",
        ),
        (
            "where",
            r"\b(?:nop o dau|o dau|cho nao|noi nop|noi nao|tiep nhan o|dia chi(?! (?:moi|cu|khac))"
            r"|where(?!.*\b(?:stand|rank|placed?|finish)\b)"
            r"|(?:(?:mang|dem|cam|nop|gui)(?: \w+){0,3} )?(?:den|toi|ra|qua|ve) dau"
            r"|(?:nop|gui|dua|dem|den|toi|lien he|trinh bao|khai bao|thong bao|bao)(?: \w+){0,3}"
            r" (?:co quan|don vi|so|phong|cap) nao"
            r"|(?:nop|gui|dua)(?: \w+){0,8} (?:den|toi|cho|ve|o|tai)"
            r" (?:cuc|chi cuc|so|bo|phong|ban|uy ban|vu) nao"
            r"|(?:nop|gui|dua|lien he|trinh bao|khai bao|thong bao|bao)(?: \w+){0,2}? (?:cho|voi) ai\b"
            r"|(?:bao|gap|lien he) ai\b"
            r"|(?:co quan|don vi|so|phong|bo phan|noi) nao (?:se |duoc )?(?:tiep nhan|nhan|thu ly))\b",
        ),
        (
            "time_limit",
            r"\b(?:bao lau|(?:may|(?:bao )?nhieu) (?:ngay|hom|bua|gio|tieng|tuan|thang)|bao gio xong|thoi han"
            r"|thoi gian|mat bao(?: lau)?(?! nhieu)|khi nao (?:co|xong|nhan)|time limit|how many days"
            r"|how long(?: (?:does|do|will|would|did) (?:it|this|that|they|i|we)(?: take)?)?)\b",
        ),
        (
            "fee",
            r"\b(?:phi(?! (?:cong|loi nhuan|chinh phu|thuong mai|vat the|hang khong|nong)\b)|le phi"
            r"|(?:dong|nop|tra) (?:bao )?nhieu(?= *(?:$|[,.?!]|(?:vay|the|nhi|a|ha|va|thi|cho)\b))"
            r"|(?:bao )?nhieu tien|(?:het|ton) (?:bao )?nhieu|mat tien|dong tien|may tien"
            r"|(?:mat|ton|dong|tra) (?:mot )?(?:dong|xu|cac|hao) (?:bac )?nao"
            r"|(?:phi|het|ton) nhieu(?! (?:ho so|thoi gian|cong))"
            r"|mat phi|chi phi|gia bao nhieu|fees?|cost|charges?|how much)\b",
        ),
        (
            "dossier",
            r"\b(?:giay to|(?:can|nop|chuan bi|mang|kem|phai co|cam)(?: \w+){0,3} giay (?:gi|nao)"
            r"|thanh phan|(?:can|chuan bi|nop|gom|co) (?:nhung )?gi|nhung giay"
            r"|ho so (?:can|gom|bao gom|gi|nhu the nao|the nao|ra sao|nao(?!.*\b(?:khong|chua)\b))"
            r"|(?:[:,;]|\b(?:toi|minh|em|biet|ve|va)) ho so(?=,| va\b)"
            r"|papers|documents? (?:are |is )?(?:needed|required)|documents? (?:do|must|should) (?:i|we)"
            r"|what do (?:i|we) need|dossier"
            r"|what (?:do|must|should) (?:i|we) (?:have to |need to )?(?:submit|hand in|file|provide|bring))\b",
        ),
        (
            "who_decides",
            rf"\b(?:ai (?:cap|ky|quyet|duyet)|(?:nguoi|cap|co quan){DECIDING} la (?:ai|cap nao)"
            r"|ai (?:(?:la|nguoi|se|duoc|ra|co quyen|co tham quyen) ){0,3}"
            r"(?:cap|quyet dinh|phe duyet|duyet|bo nhiem|cong nhan)"
            r"|co quan nao|(?:so|don vi|cap) nao (?:cap|ky|giai|quyet|duyet)"
            r"|(?<!thuoc )tham quyen|tham quyen cua (?:ai|\w+(?: \w+)? nao)"
            r"|who (?:\w+ ){0,5}(?:decide|issue|approve|grant|sign)s?)\b",
        ),
        (
            "legal_basis",
            r"\b(?:can cu|co so phap ly|(?:theo |nhung )?(?:van ban|quy dinh|luat|nghi dinh|thong tu|nd) nao"
            r"|(?:luat|nghi dinh|thong tu) so (?:nao|may|bao nhieu)"
            r"|legal basis|(?:which|what) (?:decree|circular|law)s?)\b",
        ),
        (
            "conditions",
            r"\b(?:dieu kien|yeu cau gi|(?:tieu chi|tieu chuan) (?:gi|nao|ra sao|the nao)"
            r"|conditions?|criteria)\b",
        ),
        (
            "steps",
            r"\b(?:trinh tu|(?:cac|nhung|may|bao nhieu) buoc|buoc nao|lam the nao"
            r"|quy trinh(?: (?:giai quyet|thuc hien|xu ly|lam|thu tuc|ho so)"
            r"|(?: \w+){0,4} (?:nao|gi|ra sao|the nao))"
            r"|thu tuc (?:ra sao|the nao|nhu the nao)|steps)\b",
        ),
        ("applicants", r"\b(?:doi tuong|ai duoc|ai phai|who can)\b"),
        (
            "channel",
            r"\b(?:cach nop"
            r"|nop (?:(?:bang|theo|qua) )?(?:(?:nhung|cac|may) )?(?:cach|kenh|hinh thuc) (?:nao|gi)"
            r"|nop (?:truc tuyen|qua mang|online|qua buu dien)|hinh thuc nop"
            r"|how to submit|(?:which|what) (?:ways|methods|channels))\b",
        ),
        (
            "code",
            r"\bma (?:so )?(?:thu tuc|tthc)|\bprocedure code\b"
            r"|\b(?:thu tuc|tthc)\b.*(?<!cap )(?<!xin )(?<!dung )\bma so(?: la)? (?:may|gi|nao|bao nhieu)\W*$",
        ),
    )
)

# What is fined is no fee; "phát hiện" and "thừa phát lại" are no fine.
_FINE = re.compile(
    r"\b(?:bi|muc|tien|xu|nop|dong) phat\b"
    r"|\bphat (?:tien|bao|may|the nao|ra sao|khong|gi|hanh chinh|vi pham|nang)\b"
)
# Nor is what is received.
_RECEIVED = re.compile(
    r"\b(?:duoc (?:nhan|huong|linh|ho tro|chi tra|boi thuong|thuong)|nhan duoc|huong)"
    r" (?:\w+ ){0,2}(?:bao )?nhieu tien\b"
    r"|\b(?:muc|so tien|kinh phi)(?: \w+){0,2} (?:ho tro|tro cap|boi thuong|thuong|huong)\b"
    r"|\b(?:duoc|nha nuoc)(?: \w+){0,3} (?:ho tro|tro cap|boi thuong|thuong)\b.{0,60}\b(?:bao )?nhieu tien\b"
    r"|\btro cap\b.{0,30}\b(?:bao )?nhieu\b|\b(?:ho tro|boi thuong) (?:bao )?nhieu\b"
)
_PAID = re.compile(
    r"\bphi\b(?! ho tro)(?<!kinh phi)(?<!chi phi)"
    r"|\b(?:mat|ton|nop|dong|tra|het) (?:\w+ )?(?:tien|bao nhieu|nhieu)\b"
)
_TAKING = frozenset({"decision_number", "result", "validity", "forms", "site", "sets", "where"})

# A deadline that the asker has to keep is told by a sentence, and is not how long the office takes.
_DUTY = re.compile(
    r"\b(?:phai|can)\b.*\b(?:trong|cham nhat|(?:som|truoc|tre) (?:hon )?(?:it nhat|nhat)?)\b"
    r"|\b(?:cham|tre|muon) nhat\b.*(?<!co quan )(?<!so )\bphai (?!tra|cap|giai quyet|xong|co )"
    r"|\btruoc (?:khi|ngay) (?:\w+ ){0,3}(?:het|ket thuc|bat dau)\b"
    r"|\bke tu (?:khi|ngay) (?:co|phat hien|mat|xay ra)\b|\btruoc may (?:gio|ngay)\b"
    r"|\bcon (?:bao nhieu|may) (?:ngay|gio|tuan|thang) (?:nua )?(?:de|moi|thi)\b"
    r"|\bhan (?:chot|cuoi|nop)\b"
    r"|\btrong (?:vong )?(?:bao lau|(?:bao nhieu|may) (?:ngay|gio|tuan|thang))(?: thi)?"
    r" (?:phai (?!tra|cap|giai quyet|xong|co )|con (?:duoc|kip|huy|rut|sua))"
    r"|\b(?:duoc|cho) (?:o|luu lai|luu tru|giu)\b.*\b(?:lau|nhieu) nhat\b"
)


# How long a paper has to hold yet, somebody has to have worked or to wait is told by a sentence, too, and is no
# field.
_OF_A_CONDITION = re.compile(
    r"\bcon (?:hieu luc|han|gia tri)\b.*\bit nhat\b"
    r"|\b(?:tham nien|kinh nghiem|(?:phai|can|da)(?: \w+){0,3} (?:ton tai|hoat dong|cu tru|sinh song|tap su))"
    r"(?: \w+){0,6} (?:bao lau|(?:may|bao nhieu) thang)\b"
    r"|\bsau bao lau (?:thi )?(?:(?:moi|lai) ){0,2}(?:duoc|co the) (?:xin|nop|thi|dang ky|de nghi|lam)\b"
)


def fields_of(folded: str, whole: str = "") -> tuple[str, ...]:
    """The fields of a procedure that a folded question asks for, in its order.

    Args:
        folded: the question, or the part of it that asks.
        whole: all of it, which tells what is a duty or a fine.
    """
    found: dict[str, int] = {}
    asked, whole = folded, whole or folded
    for name, pattern in FIELD_PATTERNS:
        rest = pattern.sub(" | ", folded)
        if rest != folded and not _is_other(name, whole):
            kind = "deadline" if name == "time_limit" and _DUTY.search(whole) else name
            first = pattern.search(asked)
            found[kind] = first.start() if first else 0
            folded = rest if name in _TAKING else folded
    return tuple(sorted(found, key=lambda name: found[name]))


def _is_other(name: str, asked: str) -> bool:
    """Whether what looks like asking for a field asks for something else."""
    if name == "fee" and _RECEIVED.search(asked) and not _PAID.search(asked):
        return True
    other = {"fee": _FINE, "time_limit": _OF_A_CONDITION}.get(name)
    return other is not None and other.search(asked) is not None
