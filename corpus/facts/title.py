"""Kind and title: the kind in capitals with what it is about below, or the "V/v …" of a công văn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.facts.kinds import DocumentKind, kind_alone, kind_at_start
from corpus.facts.letterhead import ADDRESS, BASES, SUBJECT, Fragment
from corpus.vietnamese.normalise import fold

_RUNS_ON = re.compile(
    r"^\W*(?:[ivx]{1,4}\.|\d{1,2}[.)]\s|phan\s(?:thu|i)|chuong\si|dieu\s1|[-+•*]\s"
    r"|(?:thuc hien|theo|de|nham|trong|ngay \d{1,2}|hom nay|xet|tai|duoc su|nam 20\d\d|sau khi|qua"
    r"|tiep tuc|kinh thua|sang ngay|chieu ngay|vao hoi)\b)"
)
_ENUMERATED = re.compile(
    r"^\W*(?:[ivx]{1,4}\.|\d{1,2}[.)]\s|phan\s(?:thu|i)|chuong\si|dieu\s1|[-+•*]\s)"
)
_AUTHORITY = re.compile(
    r"^\W*(?:(?:pho )?(?:giam doc|chu tich|(?:chi )?cuc truong|vien truong|truong (?:ban|phong))"
    r"|bo truong|chanh (?:van phong|thanh tra|an)|hoi dong nhan dan|uy ban nhan dan|ubnd|thu tuong"
    r"|hieu truong|chinh phu|quoc hoi|uy ban thuong vu|ban thuong vu|ban chap hanh|tong giam doc)\b"
)
# accents tell "của" from "cửa", "về" from "vẽ"
_OPEN_END = re.compile(
    r"(?:\b(?:của|thuộc|về|và|tại|cho|do|với|các|đến|từ|theo|trong"
    r"|(?:định|quyết|tư|hoạch|thị|luận|văn|cáo|trình) số)|[,-])\s*$"
)
_OPEN_END_BARE = re.compile(
    r"(?:\b(?:thuoc|ve|va|tai|cho|voi|cac|den|tu|theo|trong"
    r"|(?:dinh|quyet|tu|hoach|thi|luan|van|cao|trinh) so)|[,-])\s*$"
)
_IN_BRACKETS = re.compile(r"^\s*\(")
_LONGEST, _MOST_LINES = 90, 8
_PARAGRAPH = 30  # words of a line that is a paragraph
_LINE = 9  # words of a paragraph's line, at least


@dataclass(frozen=True, slots=True)
class Titled:
    """A title, and the kind that its line names; `at` is the position of its first line."""

    title: str
    kind: DocumentKind | None
    at: int


def read_title(
    pieces: Sequence[Fragment], headings: Sequence[int], rows: frozenset[int]
) -> Titled | None:
    """The title among the pieces of a first page that its letterhead leaves.

    Args:
        pieces: from `read_letterhead`.
        headings: positions of lines that the format marks as the highest heading.
        rows: positions of lines that are rows of a table; they hold no title.
    """
    for index, piece in enumerate(pieces):
        if piece.at in rows:
            continue
        folded = piece.folded
        words = folded.split()
        if SUBJECT.match(folded):
            return Titled(_joined(pieces, index, subject=True), None, piece.at)
        if piece.at in headings and len(words) <= _LONGEST:
            lead = kind_at_start(piece.text.lstrip(" )(.*"))
            return Titled(piece.text.strip(), lead[0] if lead else None, piece.at)
        kind = _kind_line(piece)
        if kind:
            return Titled(_joined(pieces, index, subject=False), kind, piece.at)
        if ADDRESS.search(folded) or BASES.match(folded):
            continue
    return None


def _kind_line(piece: Fragment) -> DocumentKind | None:
    text = piece.text.strip(' )(.*_-–"“”')
    folded = fold(text)
    if not text[:1].isalpha() or len(text.split()) > 45:
        return None
    lower = not any(char.isupper() for char in text)
    alone = kind_alone(folded)
    if alone and (text[:1].isupper() or lower):
        return alone
    lead = kind_at_start(text)
    if lead is None or ":" in text[:40] or not (text[:1].isupper() or lower):
        return None
    if text.endswith((".", ";")) and not text.isupper():
        return None
    # "Báo cáo số 12 …" inside running text names another document
    if re.match(r"\s+s[oe06]\s*[:.]?\s*\d", folded[lead[1] :]):
        return None
    shouted = text[: lead[1]].isupper()
    return lead[0] if shouted or len(text.split()) <= 25 else None


def _joined(pieces: Sequence[Fragment], index: int, *, subject: bool) -> str:
    """The title's lines from `index` on as one text."""
    first = pieces[index]
    parts = [first.text.strip(" .)(*_-–") if not subject else first.text.strip(" *_–")]
    bare = not subject and _is_bare(parts[0], pieces[index + 1 : index + 2])
    begins = True
    for at, after in enumerate(pieces[index + 1 :], start=index + 1):
        before = pieces[at - 1]
        text, folded = after.text.strip(" *_–=-"), after.folded
        body = " ".join(parts)
        gap = after.at - before.at
        open_end = bool((_OPEN_END_BARE if body.isascii() else _OPEN_END).search(body.casefold()))
        if not any(char.isalnum() for char in text):
            if not begins or not bare:
                break
            continue
        if len(parts) >= _MOST_LINES or len(body.split()) + len(text.split()) > _LONGEST:
            break
        if ADDRESS.search(folded) or BASES.match(folded) or _IN_BRACKETS.match(folded):
            break
        if gap > (3 if bare and begins else 1) and not (
            gap == 2 and (text[:1].islower() or subject)
        ):
            break
        title = parts[1:] if bare else parts
        if title and not open_end:
            below = pieces[at + 1].text if at + 1 < len(pieces) else ""
            if _is_new(text, folded, title) or _opens_paragraph(text, below):
                break
        elif not title and (_ENUMERATED.match(folded) or _is_paragraph(text)):
            break
        parts.append(text)
        begins = False
    return " ".join(" ".join(parts).rstrip(" .;,:").split())


def _is_bare(text: str, below: Sequence[Fragment]) -> bool:
    """Whether a title's first line is only its kind: "BÁO CÁO", "KẾ HOẠCH PHỐI HỢP"."""
    if kind_alone(fold(text)) is not None:
        return True
    return (
        len(text.split()) <= 4
        and text.isupper()
        and any(not piece.text.isupper() for piece in below)
    )


def _is_new(text: str, folded: str, title: Sequence[str]) -> bool:
    """Whether a line begins what stands below a title instead of carrying it on."""
    if _ENUMERATED.match(folded) or _is_paragraph(text):
        return True
    shouted = title[0].isupper()
    if shouted and (text.upper() != text or _AUTHORITY.match(folded)):
        return True
    if not shouted and text.isupper() and len(text.split()) > 1:
        return True
    has_case = any(char.isupper() for char in " ".join(title))
    return bool(_RUNS_ON.match(folded)) and (text[:1].isupper() or not has_case)


def _opens_paragraph(text: str, below: str) -> bool:
    """Whether a line that begins with a capital is the first of a paragraph and no title's rest.

    Titles rarely break before a name; the lines of a paragraph are long and go on in small letters.
    """
    if not text[:1].isupper() or text.isupper():
        return False
    goes_on = below[:1].islower() or below[:1].isdigit()
    return len(text.split()) >= _LINE and (goes_on or text.endswith(","))


def _is_paragraph(text: str) -> bool:
    long = len(text.split()) > _PARAGRAPH and not text.isupper()
    return long or text.endswith((".", ":", ";"))
