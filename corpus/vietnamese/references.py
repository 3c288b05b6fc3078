"""Document numbers and procedure codes as keys, however they are written.

"QĐ 06/2024", "quyet dinh so 6 nam 2024" and "06/2024/QĐ-UBND" name one document; so does
"06/2024/Qb-UBND", as a reader without Vietnamese prints it. A reference keeps the parts that were
given; two references agree when no part contradicts (number and year forms: Nghị định
30/2020/NĐ-CP, Phụ lục III).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.vietnamese.normalise import fold

_KIND_WORDS = {
    "quyet dinh": "qd",
    "nghi quyet": "nq",
    "nghi dinh": "nd",
    "thong tu lien tich": "ttlt",
    "thong tu": "tt",
    "ke hoach": "kh",
    "chi thi": "ct",
    "cong van": "cv",
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
# Đ read by an engine without Vietnamese: D, P, B, b or Q.
_DAMAGED_KINDS = {"qb": "qd", "qp": "qd", "qq": "qd", "nb": "nd", "np": "nd"}

# 06/2024/QĐ-UBND · 34/QĐ-UBND · 18/2008/QH12 · 133/CTr-UBND, with stray spaces and hyphens
_NUMBERED = re.compile(
    r"(?<![\w/.,])(?P<number>\d{1,5})\s?/\s?(?:(?P<year>(?:19|20)\d\d)\s?/\s?)?"
    r"(?P<kind>[A-Za-zĐđ]{1,5}\d{0,2})(?:\s?[-–]\s?(?:-\s?)?(?P<body>[A-Za-zĐđ&]{2,16}))?(?![\w])"
)
# 208-KH/TU · 82-CV/BCSĐ
_PARTY = re.compile(
    r"(?<![\w/.,])(?P<number>\d{1,5})\s?[-–]\s?(?P<kind>[A-ZĐ]{2,4})/(?P<body>[A-ZĐ]{2,8})(?!\w)"
)
_WORDED = re.compile(
    r"(?<!\w)(?P<kind>" + "|".join(_KIND_WORDS) + r"|qd|nq|nd|tt|kh|ct|cv|kl|tb|ttr|ctr|bc)"
    r"\s+(?:so\s+)?(?P<number>\d{1,5})(?![\d.,]*\d)(?!\s?%)"
    r"(?:\s?/\s?(?P<year>(?:19|20)\d\d)(?!\d)|(?:\s+(?:nam|ngay\s+\S+\s+nam)\s+(?P<named>(?:19|20)\d\d)))?"
)
_BARE = re.compile(r"(?<![\w/.,])(?P<number>\d{1,5})/(?P<year>(?:19|20)\d\d)(?![\w/])")
_CODE = re.compile(r"(?<![\d.])(\d\.\d{6})(?:\.\d{3}\.\d\d\.\d\d)?(?:\.H\d\d)?(?!\d)")


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


def find_spans(text: str) -> Iterator[tuple[Reference, int, int]]:
    """References that `text` prints in full form, with their (start, end) in it, in order."""
    found = [
        (_read(match), match.start(), match.end())
        for pattern in (_NUMBERED, _PARTY)
        for match in pattern.finditer(text)
        if _kind(match["kind"]) in _KINDS or (match.groupdict().get("year") is not None)
    ]
    yield from sorted(found, key=lambda item: item[1])


def find(text: str) -> tuple[Reference, ...]:
    """All references in `text`, the loosely worded ones included, each once.

    A worded form that repeats a printed one ("Quyết định số 34/QĐ-UBND") counts once.
    """
    references = [reference for reference, _, _ in find_spans(text)]
    covered = [(start, end) for _, start, end in find_spans(text)]
    folded = fold(text)
    if len(folded) == len(text):
        for pattern in (_WORDED, _BARE):
            for match in pattern.finditer(folded):
                start = match.start("number")
                if any(a <= start < b for a, b in covered):
                    continue
                covered.append(match.span())
                references.append(_read(match))
    return tuple(dict.fromkeys(references))


def find_codes(text: str) -> tuple[str, ...]:
    """National procedure codes ("1.004150") in `text`; a province's suffix is dropped."""
    return tuple(dict.fromkeys(_CODE.findall(text)))
