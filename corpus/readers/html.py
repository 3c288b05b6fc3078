"""HTML files through the standard library's parser: blocks as lines, headings, lists, tables as rows.

What a browser would not show is left out. Broken markup is read as far as it goes: tags that nobody
closed are closed by what comes after them, or by the file's end.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from corpus.errors import Reason, UnreadableError
from corpus.model import Page, Role
from corpus.readers import plain
from corpus.readers.html_table import HtmlTable
from corpus.readers.line import LineList

_SILENT = frozenset(
    {"script", "style", "title", "template", "noscript", "svg", "math", "nav", "select"}
)
_INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span "
    "strong sub sup time tt u var wbr img input".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_ENDED_BY_NEXT = frozenset("p li dt dd td th tr option".split())
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DEEPEST = 12  # tables in each other; what is deeper is read as blocks
_HEADING = re.compile("h[1-6]")


def read(path: Path) -> tuple[Page, ...]:
    """Read an HTML file.

    Returns:
        One page without a number; every line a block of text, a list item or a table row.

    Raises:
        UnreadableError: as `corpus.readers.plain.decode`.
    """
    try:
        text, confidence = plain.decode(path)
    except UnreadableError as error:
        text, confidence = _declared(path, error), 1.0
    parser = _Parser()
    parser.feed(text)
    parser.close()
    parser.finish()
    page = Page(None, parser.lines.done(), confidence=confidence, paragraphs=True)
    return (page,)


def _declared(path: Path, error: UnreadableError) -> str:
    """The text in the encoding that the file says it is in."""
    data = path.read_bytes()
    declared = _CHARSET.search(data[:2048])
    if declared is None or b"\0" in data:
        raise error
    try:
        return data.decode(declared[1].decode("ascii"))
    except (LookupError, UnicodeDecodeError) as wrong:
        raise UnreadableError(path, Reason.UNKNOWN_ENCODING, str(wrong)) from error


class _Parser(HTMLParser):
    """Collects blocks of text; what stands in a table waits until the outermost one ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = LineList()
        self._text: list[str] = []
        self._unseen = ""  # the tag of the element that is not shown, and how often it is open
        self._depth = 0
        self._heading = 0
        self._kept = False  # whether line breaks are as typed
        self._term = ""
        self._in_term = False
        self._lists: list[int | None] = []  # the last number of each open list; None: bullets
        self._tables: list[HtmlTable] = []
        self._too_deep = 0

    def parse_html_declaration(self, i: int) -> int:
        """A declaration; what is none ("<![x") is skipped as browsers do, not an error."""
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            return int(self.parse_bogus_comment(i))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens: a block ends, a cell, an item or a heading begins."""
        if self._unseen and self._stays_unseen(tag):
            return
        given = dict(attrs)
        if tag not in _INLINE:
            self._end_block()
        unseen = tag in _SILENT or "hidden" in given or _UNSEEN.search(given.get("style") or "")
        if unseen and tag not in _VOID:
            self._unseen, self._depth = tag, 1
        elif _HEADING.fullmatch(tag):
            self._heading = int(tag[1])
        elif tag == "pre":
            self._kept = True
        elif tag in ("ul", "ol", "menu"):
            self._lists.append(_number(given.get("start"), 1) - 1 if tag == "ol" else None)
        elif tag == "li":
            self._text.append(self._mark(given))
        elif tag == "dt":
            self._term, self._in_term = "", True
        elif tag == "dd":
            self._in_term = False
        elif tag in ("table", "tr", "td", "th"):
            self._open_table_part(tag, given)

    def _stays_unseen(self, tag: str) -> bool:
        if tag == self._unseen and tag in _ENDED_BY_NEXT:
            self._unseen = ""
        elif tag == self._unseen:
            self._depth += 1
        return bool(self._unseen)

    def _mark(self, given: dict[str, str | None]) -> str:
        """What stands before a list's item: its number, or a dash."""
        last = self._lists[-1] if self._lists else None
        if last is None:
            return "- "
        self._lists[-1] = number = _number(given.get("value"), last + 1)
        return f"{number}. "

    def _open_table_part(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "table":
            if len(self._tables) >= _DEEPEST:
                self._too_deep += 1
            else:
                self._tables.append(HtmlTable())
        elif self._tables and not self._too_deep:
            if tag == "tr":
                self._tables[-1].add_row()
            else:
                columns = _number(given.get("colspan"), 1)
                rows = _number(given.get("rowspan"), 1)
                self._tables[-1].add_cell(columns, rows, is_header=tag == "th")

    def handle_endtag(self, tag: str) -> None:
        """A tag closes: what was collected becomes a line, or the rows of a table."""
        if self._unseen:
            if tag == self._unseen:
                self._depth -= 1
                self._unseen = self._unseen if self._depth else ""
            return
        if tag not in _INLINE:
            self._end_block()
        if _HEADING.fullmatch(tag):
            self._heading = 0
        elif tag == "pre":
            self._kept = False
        elif tag in ("ul", "ol", "menu") and self._lists:
            self._lists.pop()
        elif tag == "dl":
            self._put_term()
        elif tag == "table":
            if self._too_deep:
                self._too_deep -= 1
            elif self._tables:
                self._end_table()

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if self._unseen:
            return
        if not self._kept:
            self._text.append(data)
            return
        first, *rest = data.split("\n")
        self._text.append(first)
        for line in rest:
            self._end_block()
            self._text.append(line)

    def finish(self) -> None:
        """Close what the file left open."""
        self._end_block()
        self._put_term()
        while self._tables:
            self._end_table()

    def _end_block(self) -> None:
        """Make a line, or a cell's paragraph, of the text so far."""
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if text in ("", "-"):
            return
        if self._in_term:
            self._term = f"{self._term} {text}".strip()
        elif self._term:
            term, self._term = self._term.rstrip(" :"), ""
            self._put(f"{term}: {text}", Role.ROW)
        else:
            self._put(text)

    def _put_term(self) -> None:
        """A term that nothing is said of."""
        term, self._term, self._in_term = self._term, "", False
        if term:
            self._put(term)

    def _put(self, text: str, role: Role = Role.BODY) -> None:
        if not (self._tables and self._tables[-1].add_text(text)):
            self.lines.add(text, heading=self._heading, role=role)

    def _end_table(self) -> None:
        ended = self._tables.pop()
        for text, is_row in ended.lines():
            if not (self._tables and self._tables[-1].add_text(text, nested=True)):
                self.lines.add(text, role=Role.ROW if is_row else Role.BODY)


def _number(text: str | None, usual: int) -> int:
    stripped = (text or "").strip()
    return int(stripped) if re.fullmatch(r"\d{1,6}", stripped) else usual
