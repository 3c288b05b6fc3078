"""Texts as pages, repaired, for the tests of repair."""

from __future__ import annotations

import re

from corpus.model import Line, Page
from corpus.vietnamese import repair
from corpus.vietnamese.normalise import fold, join_broken_words, tokenize_line

FIGURES = re.compile(r"\d+(?:[.,/:-]\d+)*%?")


def page_of(text: str) -> Page:
    """A text as the reader of text files hands it on."""
    lines = [Line(n, source, tokenize_line(source)) for n, source in enumerate(text.split("\n"), 1)]
    return Page(None, join_broken_words(lines))


def repaired(text: str) -> Page:
    (page,) = repair.shipped().repair([page_of(text)])
    return page


def restored(text: str) -> str:
    """The text as `assistant restore` prints it."""
    return "\n".join(repair.written_out(repaired(text).lines))


def bare(text: str) -> str:
    """The text as somebody types it without accents; capitals stay."""
    return "".join(fold(char).upper() if char.isupper() else fold(char) for char in text)
