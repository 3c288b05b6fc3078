"""What a document says of itself: number, date, kind, issuing body, title, signer, period, changes.

The first page gives the letterhead and the title, the last lines the signature. Official documents
print them in fixed places (Nghị định 30/2020/NĐ-CP, Phụ lục I); where one is not printed, the fact is
None. A number or a date that the first page only cites is never taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from corpus.facts.changes import read_changes
from corpus.facts.kinds import DocumentKind, kind_named, kind_of_symbol
from corpus.facts.letterhead import ADDRESS, SUBJECT, Fragment, read_letterhead
from corpus.facts.period import period_of
from corpus.facts.signature import read_signer
from corpus.facts.title import read_title
from corpus.model import Facts, Line, Page, Role, flat_lines
from corpus.vietnamese.normalise import fold

__all__ = ["VERSION", "DocumentKind", "kind_named", "period_of", "read_facts"]

VERSION = "1"

_FIRST_LINES = 60
_GAP = 4  # columns of a plain text that stand so far apart are two


def read_facts(pages: Sequence[Page], path: Path) -> Facts:
    """Read what a document says of itself.

    Args:
        pages: the whole document.
        path: its file, whose name serves as a title where the text has none.
    """
    lines = [line for page in pages[:1] for line in page.lines if line.role is not Role.FURNITURE]
    lines = lines[:_FIRST_LINES]
    letterhead = read_letterhead([_text(line) for line in lines])
    headings = [at for at, line in enumerate(lines) if line.heading == 1]
    rows = frozenset(at for at, line in enumerate(lines) if line.role is Role.ROW)
    titled = read_title(letterhead.rest, headings, rows)
    kind = titled.kind if titled else None
    if kind is None and letterhead.symbol:
        kind = kind_of_symbol(letterhead.symbol)
    if kind is None and letterhead.found and _is_letter(letterhead.rest):
        kind = DocumentKind.LETTER
    title = (titled.title if titled else None) or _from_name(path)
    year = _year(letterhead.date)
    printed = all(page.sheet is None for page in pages)
    every = flat_lines(pages) if printed else []
    # a draft has the letters of its number only
    in_force = letterhead.number is not None or letterhead.symbol is None
    return Facts(
        title=title,
        number=letterhead.number,
        symbol=letterhead.symbol,
        date=letterhead.date,
        kind=kind.value if kind else None,
        body=letterhead.bodies[-1] if letterhead.bodies else None,
        above=letterhead.bodies[-2] if len(letterhead.bodies) > 1 else None,
        signer=read_signer(
            [_columns(page, line) for page, line in every if line.role is not Role.FURNITURE]
        ),
        period=period_of(title, year),
        changes=read_changes(every, letterhead.number, kind, title) if in_force else (),
    )


def _is_letter(rest: Sequence[Fragment]) -> bool:
    """Whether what stands below a letterhead opens as a công văn does: "V/v …" or "Kính gửi"."""
    return any(SUBJECT.match(piece.folded) or ADDRESS.search(piece.folded) for piece in rest)


def _text(line: Line) -> str:
    """A line's text, with the "V/v" that it prints where repair took it for a word."""
    if SUBJECT.match(fold(line.source)) and not SUBJECT.match(fold(line.text)) and line.tokens:
        first = line.tokens[0]
        return " ".join([line.source[first.start : first.end], *line.text.split()[1:]])
    return line.text


def _columns(page: Page, line: Line) -> str:
    """A line's text, a tab where its source leaves a wide gap.

    In the right column nothing is an item of a list: a dash there is a trace of the stamp.
    """
    parts: list[str] = []
    end = None
    for token in line.tokens:
        if token.text:
            wide = end is not None and (
                token.start - end >= _GAP or "\t" in line.source[end : token.start]
            )
            parts.append(("\t" if wide else " ") + token.text)
            end = token.end
    text = "".join(parts).strip()
    right = line.box and page.width and line.box.left > page.width / 2
    return text.lstrip(" -–.,:;'\"*~_|") if right else text


def _year(date: str | None) -> int | None:
    return int(date[-4:]) if date else None


def _from_name(path: Path) -> str:
    stem = re.sub(r"\.(?:ocr|scan)$", "", path.stem)
    words = re.sub(r"[-_]+", " ", stem).strip()
    return words[:1].upper() + words[1:]
