"""Markdown: read as text, line by line, with its headings known and its marks left out.

CommonMark's ATX headings, emphasis, code marks and the bars of tables; everything else is text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from corpus.model import Line, Page, Token
from corpus.readers import plain

_HEADING = re.compile(r"#{1,6}$")
_ONLY_MARKS = re.compile(r"(?:\||>|`{3,}\w*|~{3,}\w*|={3,}|-{3,}|#+|[|:-]*-{3,}[|:-]*)$")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.,;:!?)])[*_](?!\w)|`")


def read(path: Path) -> tuple[Page, ...]:
    """Read a Markdown file; see `corpus.readers.plain.read` for lines and errors."""
    return tuple(
        replace(page, lines=tuple(_unmark(line) for line in page.lines))
        for page in plain.read(path)
    )


def _unmark(line: Line) -> Line:
    if not line.tokens:
        return line
    first = line.tokens[0]
    heading = len(first.text) if first.start < 4 and _HEADING.match(first.text) else 0
    tokens = tuple(_bare(token) for token in line.tokens if not _ONLY_MARKS.match(token.text))
    return replace(line, tokens=tokens, heading=heading if tokens else 0)


def _bare(token: Token) -> Token:
    return replace(token, text=_EMPHASIS.sub("", token.text) or token.text)
