"""The names of a procedure's fields: columns, labels and headings in any wording.

They are known by their folded words, so that a label is the same without its accents.
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.vietnamese.normalise import fold

# Most specific first: the first pattern that matches a label names its field.
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("decision_number", r"quyet dinh cong bo|^so (?:hieu )?(?:quyet dinh|qd)\b|^qd cong bo"),
        ("code", r"^ma (?:so |hieu )?(?:ho so )?(?:tthc|thu tuc|dvc|dich vu cong)|^ma(?: so)?$"),
        (
            "name",
            r"^ten (?:tthc|thu tuc|dich vu cong)|^(?:thu tuc(?: hanh chinh)?|tthc|dich vu cong)$"
            r"|^(?:danh muc|noi dung) (?:tthc|thu tuc(?: hanh chinh)?)$",
        ),
        ("sets", r"^so (?:luong )?bo\b|^so luong(?: ho so)?$|^so luong ho so (?:can|phai) nop"),
        ("forms", r"mau don|to khai|^bieu mau"),
        (
            "dossier",
            r"^(?:thanh phan|tp)(?:,? so luong)? ?(?:ho so|hs)\b|^thanh phan$|thanh phan ho so"
            r"|^(?:ho so|hs)(?: gom| bao gom| can| can nop| phai nop)?$|^giay to",
        ),
        (
            "time_limit",
            r"^(?:thoi (?:han|gian)|tg|th)\b(?! (?:tiep nhan|nhan|lam viec|nop|thuc hien nhiem vu)"
            r"|.*(?:hieu luc|qua$|toi$))|^so ngay(?: lam viec)?(?: giai quyet)?$",
        ),
        ("fee_and_charge", r"^(?:muc )?phi\s?(?:,|va|/|hoac|-)?\s?le phi|^le phi\s?[,/]\s?phi\b"),
        ("charge", r"^(?:muc )?(?:thu )?le phi"),
        ("fee", r"^phi\b(?! (?:tham gia|nop))|^muc (?:thu|phi)|^gia dich vu"),
        (
            "channel",
            r"^(?:hinh thuc|cach thuc|phuong thuc|kenh) (?:thuc hien|nop|tiep nhan|tra)|cach thuc",
        ),
        ("steps", r"trinh tu|cac buoc|quy trinh"),
        ("who_decides", r"tham quyen|^(?:nguoi |co quan )?quyet dinh$"),
        (
            "where",
            r"noi (?:tiep nhan|nop|thuc hien)|dia diem|dia chi"
            r"|(?:co quan|don vi) (?:truc tiep )?(?:thuc hien|tiep nhan|giai quyet)",
        ),
        ("result", r"^(?:ket qua|kq)\b|^san pham\b"),
        ("legal_basis", r"^can cu|can cu phap ly|co so phap ly|^van ban quy dinh"),
        ("conditions", r"dieu kien|^yeu cau"),
        ("applicants", r"doi tuong"),
        ("field", r"^(?:nganh, )?linh vuc"),
        ("level", r"^cap (?:thuc hien|giai quyet)|^cap$"),
        ("valid_from", r"hieu luc tu|ngay hieu luc"),
        ("valid_to", r"het hieu luc"),
        ("replaces", r"thay the"),
        ("source", r"^(?:nguon|duong dan|lien ket|link|url)\b"),
        ("case", r"^truong hop$"),
        ("note", r"ghi chu|luu y"),
    )
)

# Labels inside running text: the whole of what stands before the colon, or on a line of its own.
_OF_PROCEDURE = r"(?:\s(?:cua\s)?(?:tthc|thu\stuc(?:\shanh\schinh)?))?"
_RUNNING = "|".join(
    (
        r"(?:ten\s(?:tthc|thu\stuc(?:\shanh\schinh)?))",
        r"ma\s(?:so\s)?(?:tthc|thu\stuc(?:\shanh\schinh)?)",
        rf"trinh\stu(?:\s(?:va\s)?cach\sthuc)?\sthuc\shien{_OF_PROCEDURE}",
        rf"cach\sthuc\sthuc\shien{_OF_PROCEDURE}",
        rf"thanh\sphan(?:\s?,\s?so\sluong|\sva\sso\sluong)?\sho\sso{_OF_PROCEDURE}",
        r"so\sluong\s(?:bo\s)?ho\sso|so\sbo\sho\sso",
        rf"thoi\s(?:han|gian)\s(?:giai\squyet|thuc\shien|gq)(?:\sho\sso)?{_OF_PROCEDURE}",
        rf"doi\stuong\s(?:thuc\shien|ap\sdung){_OF_PROCEDURE}",
        rf"co\squan\s(?:truc\stiep\s)?(?:thuc\shien|giai\squyet|tiep\snhan){_OF_PROCEDURE}",
        rf"co\squan(?:\sco)?\stham\squyen(?:\s(?:quyet\sdinh|giai\squyet))?{_OF_PROCEDURE}",
        r"(?:noi|dia\sdiem|dia\schi)\s(?:tiep\snhan|nop|thuc\shien)(?:\sho\sso)?",
        rf"ket\squa(?:\sthuc\shien|\sgiai\squyet|\scua\sviec\sthuc\shien)?{_OF_PROCEDURE}",
        r"phi\s?(?:,|va|/)\s?le\sphi|le\sphi\s?,\s?phi|le\sphi|phi",
        r"(?:ten\s)?mau\sdon\s?(?:,|va)\s?(?:mau\s)?to\skhai|mau\sdon|bieu\smau",
        rf"yeu\scau\s?(?:,|va|hoac)\s?dieu\skien(?:\sthuc\shien)?{_OF_PROCEDURE}",
        rf"dieu\skien\sthuc\shien{_OF_PROCEDURE}",
        rf"(?:can\scu|co\sso)\sphap\sly{_OF_PROCEDURE}",
        r"linh\svuc|cap\sthuc\shien",
    )
)
RUNNING = re.compile(rf"(?:{_RUNNING})(?:\s?\([^():]{{2,40}}\))?")
"""A label as it stands in running text, folded; nothing before it, no colon."""

COUNTING = frozenset({"stt", "tt", "so tt", "so thu tu", "s t t", "no"})
"""Folded labels of columns that only count the rows."""

_LABELLED = re.compile(
    r"^(?:[-+•*]\s*|[a-zđ\d]{1,2}[.)]\s*)?(?P<label>[^:]{2,60}?)\s*:\s*(?P<value>.*)$", re.S
)


@lru_cache(maxsize=4096)
def field_of(label: str) -> str | None:
    """The field that a column or label names, None where it names none.

    Of a label of several header rows ("Phí, lệ phí - Lệ phí") the last part counts if it names one.
    """
    if len(label) > 300:
        return None
    head, dash, tail = label.rpartition(" - ")
    if dash and (own := _field(tail)):
        return own
    return _field(label) or (_field(head) if dash else None)


def _field(label: str) -> str | None:
    folded = key(label)
    for name, pattern in _LABELS:
        if pattern.search(folded):
            return name
    return None


def key(label: str) -> str:
    """A label's folded words, without the punctuation around them."""
    return " ".join(re.sub(r"[^\w/,]+", " ", fold(label)).split()).strip(" ,/")


def split_label(text: str) -> tuple[str, str] | None:
    """A line "label: value" as its two parts; None where it is no such line."""
    match = _LABELLED.match(text)
    return (match["label"], match["value"]) if match else None


def is_counting(label: str) -> bool:
    """Whether a column only counts the rows."""
    return key(label) in COUNTING
