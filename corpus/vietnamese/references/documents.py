"""Document numbers and procedure codes as keys, however they are written.

"QĐ 06/2024", "quyet dinh so 6 nam 2024" and "06/2024/QĐ-UBND" name one document; so does
"06/2024/Qb-UBND", as a reader without Vietnamese prints it. A reference keeps the parts that were
given; two references agree when no part contradicts (number and year forms: Nghị định
30/2020/NĐ-CP, Phụ lục III).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references.folded import SO, THANG, YEAR, Folded, Taken
from corpus.vietnamese.references.model import Kind, Span

_KIND_WORDS = {
    "quyet dinh": "qd",
    "nghi quyet": "nq",
    "nghi dinh": "nd",
    "thong tu lien tich": "ttlt",
    "thong tu": "tt",
    "thong tw": "tt",
    "ke hoach": "kh",
    "k6 hoach": "kh",
    "chi thi": "ct",
    "cong van": "cv",
    "c6ng van": "cv",
    "cong dien": "cd",
    "ket luan": "kl",
    "thong bao": "tb",
    "to trinh": "ttr",
    "chuong trinh hanh dong": "ctr",
    "chuong trinh": "ctr",
    "bao cao": "bc",
    "huong dan": "hd",
    "luat": "luat",
}
_KINDS = frozenset(_KIND_WORDS.values())
# Đ read by an engine without Vietnamese: D, P, B, b or Q; a Q read as O or 0.
_DAMAGED_KINDS = {
    "qb": "qd",
    "qp": "qd",
    "qq": "qd",
    "ob": "qd",
    "od": "qd",
    "nb": "nd",
    "np": "nd",
}
_SHORTS = "ttlt|qd|nq|nd|tt|kh|ct|cv|kl|tb|ttr|ctr|bc"
# "báo cáo 6 tháng", "kế hoạch 5 năm", "hướng dẫn 5 bước": a count, no number of a document
_COUNTED = (
    r"(?:thang|quy|tuan|gio|phut|buoc|lan|ban|bo|diem|phan|trieu|ty|ti|nghin|dong|nguoi|nhiem vu|noi dung"
    r"|ho so|thu tuc|tthc|don vi|van ban|chi tieu|muc tieu|so\b(?! \d)|nganh|tinh|cong chuc|vien chuc"
    rf"|nam\b(?! {YEAR})|ngay\b(?! \d))\b"
)

# 06/2024/QĐ-UBND · 34/QĐ-UBND · 18/2008/QH12 · 133/CTr-UBND, with stray spaces and hyphens
_NUMBERED = re.compile(
    rf"(?<![\w/.,])(?P<number>\d{{1,5}})\s?/\s?(?:(?P<year>{YEAR})\s?/\s?)?"
    r"(?P<kind>[a-z]{1,5}\d{0,2})(?:\s?[-–]\s?(?:-\s?)?(?P<body>[a-z&]{2,16})(?![a-z_])|(?!\w))"
)
# 208-KH/TU · 82-CV/BCSĐ
_PARTY = re.compile(
    r"(?<![\w/.,])(?P<number>\d{1,5})\s?[-–]\s?(?P<kind>[a-z]{2,4})/(?P<body>[a-z]{2,8})(?!\w)"
)
_WORDED = re.compile(
    rf"(?<!\w)(?P<kind>{'|'.join(_KIND_WORDS)}|{_SHORTS})\s{{1,3}}(?:{SO}[.:]?\s{{1,3}})?"
    r"(?P<number>\d{1,5})(?![.,]?\d)(?!\s?%)(?!\s{1,3}" + _COUNTED + ")"
    rf"(?:\s?/\s?(?P<year>{YEAR})(?!\d)"
    rf"|\s{{1,3}}(?:nam|ngay\s\S{{1,12}}\s+nam)\s{{1,3}}(?P<named>{YEAR})(?!\d))?(?!\s?/\s?\d)"
)
_BARE = re.compile(
    rf"(?<![\w/.,])(?P<number>\d{{1,5}})\s?/\s?(?P<year>{YEAR})(?![\w/])(?!\s?[.,-]\d)"
)
_CODE = re.compile(r"(?<![\d.])(?P<code>\d\.\d{6})(?:\.\d{3}\.\d\d\.\d\d)?(?:\.h\d\d)?(?!\d)")

# What stands beside "06/2024" where it is a month, and where it is a document.
_MONTH_BEFORE = re.compile(
    rf"(?:{THANG}|thg|(?<!\w)(?:quy|ky|tu|den|toi|het|cuoi|dau|truoc|sau|trong|vao|tinh|ngay|giua))\s{{0,3}}$"
)
_DOCUMENT_WORDS = re.compile(
    r"\b(?:" + "|".join(_KIND_WORDS) + rf"|{_SHORTS}|van ban|so hieu|{SO}|hieu|ky hieu)\b"
)
_ASKED_AS_DOCUMENT = re.compile(
    r"^\W{0,3}(?:la (?:van ban|quyet dinh|nghi \w+|thong tu|ke hoach)|quy dinh|noi (?:ve )?gi|ban hanh|"
    r"thay the|bai bo|sua doi|do ai|ai ky|cua (?:ubnd|hdnd|uy ban|hoi dong|bo|so|chinh phu))\b"
)
_SEPARATOR = re.compile(rf"\s?(?:[,;]|va|hoac|(?:[,;]\s?)va)\s{{1,3}}(?:{SO}\s{{1,3}})?")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Reference:
    """A document's number in parts; None where a part was not given."""

    number: int
    year: int | None = None
    kind: str | None = None
    body: str | None = None

    def agrees(self, other: Reference) -> bool:
        """Whether both can name the same document: equal where both say something."""
        if self.number != other.number:
            return False
        pairs = (
            (self.year, other.year),
            (self.kind, other.kind),
            (self.body, other.body),
        )
        return all(a is None or b is None or a == b for a, b in pairs)

    @property
    def key(self) -> str:
        """One string for storing: "6/2024/qd-ubnd"; empty parts stay empty."""
        return f"{self.number}/{self.year or ''}/{self.kind or ''}-{self.body or ''}"

    @classmethod
    def parse(cls, key: str) -> Reference:
        """The inverse of `key`."""
        number, year, rest = key.split("/")
        kind, body = rest.split("-")
        return cls(int(number), int(year) if year else None, kind or None, body or None)


def _kind(text: str | None) -> str | None:
    if not text:
        return None
    folded = fold(text)
    return _KIND_WORDS.get(folded) or _DAMAGED_KINDS.get(folded, folded)


def _body(text: str | None) -> str | None:
    return fold(text).replace("&", "") if text else None


def _read(match: re.Match[str]) -> Reference:
    parts = match.groupdict()
    year = parts.get("year") or parts.get("named")
    return Reference(
        int(parts["number"]),
        int(year) if year else None,
        _kind(parts.get("kind")),
        _body(parts.get("body")),
    )


def printed_documents(folded: Folded) -> list[tuple[Reference, int, int]]:
    """References in full form ("34/QĐ-UBND") with their span in the folded text, in order."""
    found = [
        (_read(match), match.start(), match.end())
        for pattern in (_NUMBERED, _PARTY)
        for match in pattern.finditer(folded.text)
        if _kind(match["kind"]) in _KINDS or (match.groupdict().get("year") is not None)
    ]
    return sorted(found, key=lambda item: item[1])


def all_documents(folded: Folded) -> list[tuple[Reference, int, int]]:
    """References in any form with their span in the folded text, in order.

    A worded form that repeats a printed one ("Quyết định số 34/QĐ-UBND") counts once. "06/2024" by
    itself is a document where the words around it, or a list that it goes on with, say so.
    """
    taken = Taken(len(folded.text))
    found = [item for item in printed_documents(folded) if taken.take(item[1], item[2])]
    for match in _WORDED.finditer(folded.text):
        if taken.take(match.start("number"), match.end()):
            taken.take(match.start(), match.start("number"))
            found.append((_read(match), match.start(), match.end()))
    ends = {end: reference for reference, _, end in found}
    for match in _BARE.finditer(folded.text):
        if not taken.take(match.start(), match.end()):
            continue
        listed = _list_before(folded.text, match.start(), ends)
        if listed or _is_document(folded, match):
            reference = replace(_read(match), kind=listed.kind if listed else None)
            found.append((reference, match.start(), match.end()))
            ends[match.end()] = reference
    return sorted(found, key=lambda item: item[1])


def _list_before(text: str, start: int, ends: dict[int, Reference]) -> Reference | None:
    """The document that a number at `start` goes on from behind "," or "và", if it does."""
    for end in range(max(0, start - 12), start):
        if end in ends and _SEPARATOR.fullmatch(text, end, start):
            return ends[end]
    return None


def _is_document(folded: Folded, match: re.Match[str]) -> bool:
    """Whether "06/2024" is a document's number and not a month: the words around decide."""
    if int(match["number"]) > _MONTHS:
        return True
    start, end = match.span()
    if _MONTH_BEFORE.search(folded.text, max(0, start - 12), start):
        return False
    before = " ".join(folded.before(start, 3))
    return bool(
        _DOCUMENT_WORDS.search(before) or _ASKED_AS_DOCUMENT.match(folded.text[end : end + 40])
    )


def find_spans(text: str) -> Iterator[tuple[Reference, int, int]]:
    """References that `text` prints in full form, with their (start, end) in it, in order."""
    folded = Folded.of(text)
    for reference, start, end in printed_documents(folded):
        yield reference, *folded.span(start, end)


def find(text: str) -> tuple[Reference, ...]:
    """All references in `text`, the loosely worded ones included, each once.

    A worded form that repeats a printed one ("Quyết định số 34/QĐ-UBND") counts once; printed forms
    come first.
    """
    folded = Folded.of(text)
    printed = [reference for reference, _, _ in printed_documents(folded)]
    worded = [reference for reference, _, _ in all_documents(folded)]
    return tuple(dict.fromkeys(printed + worded))


def find_codes(text: str) -> tuple[str, ...]:
    """National procedure codes ("1.004150") in `text`; a province's suffix is dropped."""
    return tuple(dict.fromkeys(match["code"] for match in _CODE.finditer(fold(text))))


def read_documents(folded: Folded) -> Iterator[Span]:
    """Documents and procedure codes as spans, for `mentions`."""
    for reference, start, end in all_documents(folded):
        yield Span(Kind.DOCUMENT, reference.key, start, end)
    for match in _CODE.finditer(folded.text):
        yield Span(Kind.PROCEDURE, match["code"], *match.span())
