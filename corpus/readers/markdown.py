"""Markdown: read as text, line by line, with its headings and tables known and its marks left out.

CommonMark's headings (ATX and setext), emphasis, links, code and HTML, GitHub's pipe tables, front
matter of site generators. Lines keep their numbers; a table's row is worded as rows are elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.model import Line, Page, Role, Token
from corpus.readers import plain, table
from corpus.vietnamese.normalise import normalise, tokenize_line

_ATX = re.compile(r" {0,3}(#{1,6})(?:\s|$)")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKS = re.compile(
    r"^(?:\s*>)+"  # quotation
    r"|^ {0,3}#{1,6}(?=\s|$)|(?<=\s)#+\s*$"
    r"|^\s*(?:[-_*]\s*){3,}$"  # a rule
    r"|^ {0,3}\[[^\[\]]+\]:\s+\S.*$"  # what a link's name stands for
    r"|<!--(?:(?!<!--|-->).)*-->|</?[A-Za-z][^<>:@]*/?>|<[A-Za-z][\w-]*\s[^<>]*>"
    r"|!?\[(?=[^\[\]]*\](?:\(|\[))|\]\([^()]*\)|\](?=\[)|(?<=\])\[[^\[\]]*\]"
    r"|\\(?=[!-/:-@\[-`{-~])|\*{2,3}|__|(?<!\w)[*_](?=\w)|(?<=[\w.,;:!?)])[*_](?!\w)|`+"
)
_BULLET = re.compile(r"\s*[*+](?=\s)")
_COMMENT, _COMMENT_END = "<!--", "-->"
_SILENT = re.compile(r"<(script|style)\b", re.IGNORECASE)
_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_BAR = re.compile(r"(?<!\\)\|")
_FRONT = re.compile(r"(?:[\w .-]+:(?:\s.*)?|\s.*|- .*|#.*|)$")
_LONGEST_FRONT = 100  # lines


def read(path: Path) -> tuple[Page, ...]:
    """Read a Markdown file; see `corpus.readers.plain.read` for lines and errors."""
    return tuple(replace(page, lines=tuple(_read(page.lines))) for page in plain.read(path))


def _read(lines: Sequence[Line]) -> Iterator[Line]:
    front = _front_matter(lines)
    yield from (replace(line, role=Role.FURNITURE) for line in lines[:front])
    fence = hidden = ""
    labels: list[str] | None = None
    for at in range(front, len(lines)):
        line = lines[at]
        if hidden:
            hidden = "" if hidden in line.source.lower() else hidden
            yield replace(line, tokens=())
            continue
        mark = _FENCE.match(line.source)
        if fence or mark:
            closes = mark and fence and mark[1].startswith(fence)
            opened = mark[1] if mark and not fence else fence
            fence = "" if closes else opened
            yield replace(line, tokens=()) if mark and (closes or fence == mark[1]) else line
            continue
        before = lines[at - 1] if at > front else None
        after = lines[at + 1] if at + 1 < len(lines) else None
        hidden = _left_open(line.source)
        if labels is None and after and _heads_table(line, after):
            labels = table.labels([_cells(line.source)])
            yield replace(line, tokens=())
        elif labels is not None and _BAR.search(line.source):
            yield _row(line, labels, is_rule=bool(before and _DELIMITER.match(line.source)))
        else:
            labels = None
            yield _unmarked(line, before, after)


def _front_matter(lines: Sequence[Line]) -> int:
    """How many lines of settings a file begins with."""
    if not lines or lines[0].source.rstrip() != "---":
        return 0
    for at, line in enumerate(lines[1:_LONGEST_FRONT], start=1):
        if line.source.rstrip() in ("---", "..."):
            return at + 1
        if not _FRONT.match(line.source):
            return 0
    return 0


def _left_open(source: str) -> str:
    """What ends the HTML that is not to be read and goes on in the next line; "" for none."""
    if source.rfind(_COMMENT) > source.rfind(_COMMENT_END):
        return _COMMENT_END
    silent = _SILENT.search(source)
    end = f"</{silent[1].lower()}>" if silent else ""
    return "" if end and end in source.lower() else end


def _unmarked(line: Line, before: Line | None, after: Line | None) -> Line:
    """The line with its marks left out, and the level of the heading that it is."""
    if not line.tokens:
        return line
    underline = _UNDERLINE.match(line.source)
    if underline and before and before.tokens and not _ATX.match(before.source):
        return replace(line, tokens=())
    atx = _ATX.match(line.source)
    level = len(atx[1]) if atx else 0
    below = _UNDERLINE.match(after.source) if after and not atx else None
    if below and not _is_block(line.source):
        level = 1 if below[1].startswith("=") else 2
    tokens = tuple(_without(line))
    return replace(line, tokens=tokens, heading=level if tokens else 0)


def _is_block(source: str) -> bool:
    """Whether a line begins a list or a quotation: what is below it is a rule then."""
    return bool(re.match(r"\s*(?:[-*+>]|\d+[.)])(?:\s|$)", source))


def _without(line: Line) -> Iterator[Token]:
    """The tokens of a line, those left out that are marks, others without the marks on them."""
    comment = line.source.rfind(_COMMENT)
    cut = comment if comment > line.source.rfind(_COMMENT_END) else len(line.source)
    marks = [match.span() for match in _MARKS.finditer(line.source, 0, cut)]
    marks.append((cut, len(line.source)))
    bullet = _BULLET.match(line.source)
    next_mark = 0
    for token in line.tokens:
        while next_mark < len(marks) and marks[next_mark][1] <= token.start:
            next_mark += 1
        inside = []
        at = next_mark
        while at < len(marks) and marks[at][0] < token.end:
            inside.append(marks[at])
            at += 1
        if bullet and token.end == bullet.end():
            yield replace(token, text="-")
        elif not inside:
            yield token
        elif text := _left(line.source, token, inside):
            yield replace(token, text=text)


def _left(source: str, token: Token, marks: Sequence[tuple[int, int]]) -> str:
    """What is left of a token's source between marks."""
    parts, at = [], token.start
    for start, end in marks:
        parts.append(source[at : max(at, start)])
        at = max(at, end)
    parts.append(source[at : max(at, token.end)])
    return normalise("".join(parts)).strip()


def _heads_table(line: Line, after: Line) -> bool:
    """Whether a line heads a table: there are as many dashes below it as it has cells."""
    if not _BAR.search(line.source) or "-" not in after.source:
        return False
    if not _DELIMITER.match(after.source):
        return False
    return len(_cells(line.source)) == len(_cells(after.source))


def _cells(source: str) -> list[str]:
    """The cells of a row, without their marks."""
    inner = source.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [_plain(cell) for cell in _BAR.split(inner)]


def _plain(cell: str) -> str:
    text = cell.replace("<br>", " ").strip()
    line = Line(0, text, tokenize_line(text))
    return " ".join(token.text for token in _without(line))


def _row(line: Line, labels: Sequence[str], *, is_rule: bool) -> Line:
    """A row of a table, worded; the dashes below the header say nothing."""
    if is_rule:
        return replace(line, tokens=())
    said = table.word_row(labels, _cells(line.source))
    return replace(line, source=said, tokens=tokenize_line(said), role=Role.ROW)
