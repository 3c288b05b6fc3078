"""HTML files through the standard library's parser: blocks as lines, headings, tables as rows."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from corpus.errors import UnreadableError
from corpus.model import Page, Role
from corpus.readers import plain
from corpus.readers.line import LineList
from corpus.readers.word_table import Cell, Row, word_table

_SILENT = frozenset({"script", "style", "head", "template", "noscript", "svg", "nav", "select"})
_INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span "
    "strong sub sup time tt u var wbr img input".split()
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


def read(path: Path) -> tuple[Page, ...]:
    """Read an HTML file.

    Returns:
        One page without a number; every line a block of text, a list item or a table row.

    Raises:
        UnreadableError: as `corpus.readers.plain.decode`.
    """
    try:
        text, confidence = plain.decode(path)
    except UnreadableError:
        declared = _CHARSET.search(path.read_bytes()[:2048])
        if declared is None:
            raise
        text, confidence = path.read_bytes().decode(declared[1].decode("ascii")), 1.0
    parser = _Parser()
    parser.feed(text)
    parser.close()
    parser.end_block()
    page = Page(None, parser.lines.done(), confidence=confidence, paragraphs=True)
    return (page,)


class _Parser(HTMLParser):
    """Collects blocks of text; the rows of the outermost table wait until it ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = LineList()
        self._text: list[str] = []
        self._silent = 0
        self._heading = 0
        self._tables = 0
        self._rows: list[list[tuple[list[str], int, bool]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens: a block ends, a cell or heading begins."""
        if tag in _SILENT:
            self._silent += 1
        if tag not in _INLINE:
            self.end_block()
        if re.fullmatch("h[1-6]", tag):
            self._heading = int(tag[1])
        elif tag == "li":
            self._text.append("- ")
        elif tag == "table":
            self._tables += 1
        elif tag == "tr" and self._tables == 1:
            self._rows.append([])
        elif tag in ("td", "th") and self._tables == 1:
            span = dict(attrs).get("colspan") or "1"
            columns = min(int(span), 50) if span.isdigit() else 1
            if not self._rows:
                self._rows.append([])
            self._rows[-1].append(([], columns, tag == "th"))

    def handle_endtag(self, tag: str) -> None:
        """A tag closes: what was collected becomes a line, or the rows of a table."""
        if tag not in _INLINE:
            self.end_block()
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif re.fullmatch("h[1-6]", tag):
            self._heading = 0
        elif tag == "table":
            self._tables = max(0, self._tables - 1)
            if not self._tables:
                self._end_table()

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if not self._silent:
            self._text.append(data)

    def end_block(self) -> None:
        """Make a line, or a cell's paragraph, of the text so far."""
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if text in ("", "-"):
            return
        if self._tables and self._rows and self._rows[-1]:
            self._rows[-1][-1][0].append(text)
        else:
            self.lines.add(text, heading=self._heading)

    def _end_table(self) -> None:
        rows = [
            Row(
                tuple(Cell(tuple(texts), columns, bold=head) for texts, columns, head in cells),
                is_header=all(head for _, _, head in cells),
            )
            for cells in self._rows
            if cells
        ]
        self._rows.clear()
        for text, is_row in word_table(rows):
            self.lines.add(text, role=Role.ROW if is_row else Role.BODY)
