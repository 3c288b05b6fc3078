"""What a document calls itself: its kind and title, its number and its date, from its first page.

Official documents print them in fixed places (Nghị định 30/2020/NĐ-CP, Phụ lục I): the number under
the issuing body, place and date opposite, the kind in capitals with the title below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from corpus.model import Line, Page, Role
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import find_spans

_KIND = re.compile(
    r"^\W*(?:bao cao|tham luan|quyet dinh|ke hoach|nghi quyet|thong bao|huong dan|to trinh|chi thi"
    r"|danh muc|quy dinh|quy che|chuong trinh|cong van|thu tuc hanh chinh|cac thu tuc|chi so)\b"
)
_NUMBER_LABEL = re.compile(r"^\W*so\s*[:.]?\s")
_DATE = re.compile(
    r"ng[aàá]y\s+(\d{1,2})\s+th[aáà]ng\s+(\d{1,2})\s+n[aăä]m\s+((?:19|20)\d\d)", re.IGNORECASE
)
_BODY_STARTS = re.compile(r"^\W*(?:[ivx]+\.|\d+[.)]|can cu\b|thuc hien\b|kinh gui\b|ngay \d|[-+•])")
_FIRST_LINES = 25
_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Identity:
    """Title, number and date ("dd/mm/yyyy"); None where the document prints none."""

    title: str
    number: str | None
    date: str | None


def identify(pages: Sequence[Page], path: Path) -> Identity:
    """Read a document's identity off its first page.

    Args:
        pages: the whole document.
        path: its file, whose name serves as a title where the text has none.
    """
    lines = [
        line
        for page in pages[:1]
        for line in page.lines
        if line.text and line.role is not Role.FURNITURE
    ][:_FIRST_LINES]
    number = next(
        (
            " ".join(line.text[start:end].split())
            for line in lines
            if _NUMBER_LABEL.match(fold(line.text))
            for _, start, end in find_spans(line.text)
        ),
        None,
    )
    dates = (_DATE.search(line.text) for line in lines if len(line.text) < 90)
    date = next((f"{m[1].zfill(2)}/{m[2].zfill(2)}/{m[3]}" for m in dates if m), None)
    return Identity(_title(lines) or _from_name(path), number, date)


def _title(lines: Sequence[Line]) -> str | None:
    for index, line in enumerate(lines):
        short = len(line.text.split()) <= _LONGEST_TITLE
        if short and line.heading == 1:
            return line.text
        if not (short and _KIND.match(fold(line.text)) and line.text.lstrip(" )(.*")[:1].isupper()):
            continue
        if ":" in line.text[:40] or line.role is Role.ROW:
            continue
        words = [line.text.strip(" .)(*")]
        for before, after in pairwise(lines[index : index + 4]):
            joined = " ".join([*words, after.text])
            # a bare "BÁO CÁO" is only the kind; what it is about may stand below a blank line
            apart = 1 if len(" ".join(words).split()) > 3 else 2
            near = after.number <= before.number + apart
            follows = near and not _BODY_STARTS.match(fold(after.text))
            if len(joined.split()) > _LONGEST_TITLE or not follows or after.text.endswith("."):
                break
            words.append(after.text.strip())
        return " ".join(words)
    return None


def _from_name(path: Path) -> str:
    stem = re.sub(r"\.(?:ocr|scan)$", "", path.stem)
    words = re.sub(r"[-_]+", " ", stem).strip()
    return words[:1].upper() + words[1:]
