"""The signature: name and office of who signed, from the block at a document's end.

Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7: authority ("TM.", "KT.", "TL.", "TUQ."), office, name, on
the right of "Nơi nhận" and its list; a reader may give both columns on one line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Signer
from corpus.vietnamese.normalise import fold

_AUTHORITY = r"(?:(?:t/m|k/t|t/l|t/uq|tuq)\s?[.,]?\s|(?:tm|kt|tl|tuq|q|ttl)\s?[.,]\s?)"
_OFFICE = (
    r"(?:quyen )?(?:(?:pho )?(?:(?:tong )?giam doc|chu tich|(?:tong |chi )?cuc truong|bi thu"
    r"|chanh (?:van phong|thanh tra|an)|hieu truong|vien truong|thu tuong|tong thanh tra|chu nhiem"
    r"|vu truong|truong (?:phong|ban|doan|tram|khoa|bo mon|cong an|chi nhanh|kho bac))"
    r"|bo truong|thu truong|uy vien|thu ky|nguoi (?:bao cao|lap bieu|lap|ky)|ke toan truong|dai dien"
    r"|thong doc|tong bien tap|to truong|doi truong|hat truong)"
)
_ROLE = re.compile(
    rf"(?<!\w)(?:(?P<for>{_AUTHORITY})(?P<body>[^.;:]*)|(?P<office>{_OFFICE})(?!\w)[^.;:]*)$"
)
_RECEIVERS = re.compile(r"^\W*n[oơ]i nh[aâ]n\b\W*", re.IGNORECASE)
_RECEIVER = re.compile(r"^\s*[-–+•*]\s?")
_NO_NAME = re.compile(
    r"^(?:so|phong|ban|bo|van phong|chi cuc|cac)\b"
    r"|(?<!\w)(?:da ky|ky ten|dong dau|chu ky|ky so|ky boi|vi tri|noi nhan|ubnd|hdnd|vt|nhu tren)(?!\w)"
)
_TITLES = re.compile(
    r"^(?:(?:ths|ts|pgs|gs|ks|bs|ncs|cn|cvcc|dr|mr|ms|(?:ong|ba):?|dai ta|thuong ta|trung ta"
    r"|thieu tuong)\.?\s)+(?=\w)|^(?:(?:ths|ts|pgs|gs|bs)\.)+(?=\w)"
)
_FAMILIES = frozenset(
    """
        nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan vuong trinh truong
        dinh lam phung mai to ta ha cao luu chau tang thai quach la luong trieu nghiem kieu chu lo vi hua
        giang than khong doan nong ma bach be cu diep dam dong hau kim khuc lai luc mac nham phi sam thach
        tieu ton tong tu ung vien van au an banh can dau dieu giap hang han deo quang cam luong thao sung
        vang lau tan phan lu ngoc nhu ninh phuong thieu vuu danh son kien ksor siu rmah y h a quan
    """.split()
)
_WIDEST = 250  # characters: a longer line is running text
_TAIL, _BLOCK = 30, 16  # lines looked at: at a document's end, and of one signature
_NAME_WORDS = range(2, 7)


def read_signer(lines: Sequence[str]) -> Signer | None:
    """Who signed a document.

    Args:
        lines: the texts of all its lines, in reading order; where a line's columns are far apart,
            they may be set off by a tab.

    Returns:
        None where there is no signature block; a role without a name where the name is not printed.
    """
    texts = [text for text in lines if 0 < len(text.strip()) <= _WIDEST]
    last = next(
        (i for i in range(len(texts) - 1, -1, -1) if _RECEIVERS.match(fold(texts[i]))), None
    )
    if last is not None:
        found = _read(texts[max(0, last - 6) : last + _BLOCK], last - max(0, last - 6))
        if found:
            return found
    return _read(texts[-_TAIL:], None)


def _read(block: Sequence[str], receivers: int | None) -> Signer | None:
    """The signature of a block; `receivers` is the position of "Nơi nhận" in it."""
    roles: list[tuple[int, str]] = []
    for index, text in enumerate(block):
        role = _role(text)
        if role is None and roles and index == roles[-1][0] + 1:
            role = _carried_on(text)
        if role is None:
            continue
        if roles and index - roles[-1][0] > 3:
            if _name_below(block[:index], roles):
                break  # an annex with a signature of its own
            roles = []
        roles.append((index, role))
    if not roles:
        return None
    name = _name_below(block, roles)
    if name is None and receivers is None and not _stands_alone(block, roles):
        return None
    return Signer(name, " / ".join(dict.fromkeys(role for _, role in roles)))


def _role(text: str) -> str | None:
    """The office that a line ends with, the list of receivers on its left cut off."""
    for part in reversed(_columns(text)):
        folded = fold(part)
        match = _ROLE.search(folded.rstrip(" .,:;"))
        if not match:
            continue
        shown = part[match.start() : match.end()].strip(" .,:;")
        if not (shown.isupper() or (not any(map(str.isupper, part)) and match.start() == 0)):
            # what is in capitals of "- Như trên; KT. GIÁM ĐỐC" and of "Giám đốc Sở" alone
            if not (match.start() == 0 and len(part.split()) <= 6 and shown[:1].isupper()):
                continue
            if part.rstrip().endswith((".", ";", ",", ":")):
                continue
        if match["for"] and not match["body"].strip() and len(shown) < 3:
            continue
        if len(shown.split()) > 12:
            continue
        return " ".join(shown.split())
    return None


def _carried_on(text: str) -> str | None:
    """A line in capitals right below an office that carries it on: "TL. CHỦ TỊCH", "VĂN PHÒNG"."""
    part = _columns(text)[-1] if _columns(text) else ""
    fits = part.isupper() and len(part.split()) <= 8 and not _RECEIVER.match(part)
    return part.strip(" .,:;") if fits and _name(part) is None and part[:1].isalpha() else None


def _columns(text: str) -> list[str]:
    parts = [part.strip() for part in text.split("\t") if part.strip()]
    split: list[str] = []
    for part in parts:
        match = _RECEIVERS.match(fold(part))
        split.append(part[match.end() :] if match else part)
    return split


def _name_below(block: Sequence[str], roles: Sequence[tuple[int, str]]) -> str | None:
    """The name in the lines below the last role, alone or at the end of a receiver's line."""
    start = roles[-1][0] + 1
    for text in block[start : start + 12]:
        for part in reversed(_columns(text)):
            name = _name(part)
            if name:
                return name
    return None


def _name(text: str) -> str | None:
    bare = text.strip(" .,;:*_-–()")
    whole = None if _RECEIVER.match(text) else _as_name(bare, strict=False)
    if whole:
        return whole
    words = bare.split()
    for count in (5, 4, 3, 2):
        # "- Lưu: VT, VP. Nguyễn Văn A": the receivers end with a stop
        if len(words) > count and words[-count - 1].endswith((".", ";", ",")):
            name = _as_name(" ".join(words[-count:]), strict=True)
            if name:
                return name
    return None


def _as_name(text: str, *, strict: bool) -> str | None:
    """The text if it is a person's name, titles before it cut off; `strict` wants a family name."""
    text = _unglued(text)
    folded = fold(text)
    titles = _TITLES.match(folded)
    if titles and len(folded) == len(text):
        text, folded, strict = text[titles.end() :], folded[titles.end() :], False
    words = text.split()
    if (
        len(words) not in _NAME_WORDS
        or any(char.isdigit() for char in text)
        or _NO_NAME.search(folded)
    ):
        return None
    if not all(re.fullmatch(r"[^\W\d_]+(?:[’'-][^\W\d_]+)?", word) for word in words):
        return None
    family = folded.split()[0] in _FAMILIES
    capitals = all(word[:1].isupper() for word in words)
    lower = not any(char.isupper() for char in text)
    if _ROLE.match(folded) or (text.isupper() and not family):
        return None
    if family and (capitals or (lower and len(words) <= 4)):
        return " ".join(words)
    return (
        " ".join(words)
        if capitals and not strict and len(words) <= 4 and not text.isupper()
        else None
    )


def _unglued(text: str) -> str:
    """A name whose words were read as one, apart: "Thị MinhNguyệt"."""
    return "".join(
        f" {char}" if char.isupper() and before.islower() else char
        for before, char in zip(" " + text, text, strict=False)
    )


def _stands_alone(block: Sequence[str], roles: Sequence[tuple[int, str]]) -> bool:
    """Whether a role without a name closes the document: nothing but a few words below it."""
    below = block[roles[-1][0] + 1 :]
    return len(below) <= 3 and all(len(text.split()) <= 6 for text in below)
