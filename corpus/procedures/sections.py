"""Procedures from labelled text: headings, labels on lines of their own or in running paragraphs.

"Trình tự thực hiện: … Thành phần hồ sơ: …", numbered or not, in any order. What stands between two
labels is the value of the first. A procedure begins where it is named, or where its first label
comes again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Line, Page, Role
from corpus.procedures.labels import RUNNING, field_of, key, split_label
from corpus.procedures.record import Draft, Found, reading
from corpus.structure import Outlined
from corpus.vietnamese.normalise import fold

_CORE = frozenset(
    {
        "time_limit",
        "dossier",
        "fee",
        "charge",
        "fee_and_charge",
        "result",
        "where",
        "who_decides",
        "legal_basis",
        "steps",
        "channel",
    }
)
# few of them, and short: a text of nothing but "1.1.1." must not be tried in every way
_MARKS = (
    r"(?:[-+•*–]\s{0,3}|\(?[a-zđ]\)\s{0,3}|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]\s{0,3}"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\s{1,3}|[ivx]{1,5}[.)]\s{0,3}){0,2}"
)
_AT_START = re.compile(rf"^\W{{0,3}}{_MARKS}(?P<label>{RUNNING.pattern})\s*(?::|$)", re.IGNORECASE)
_INSIDE = re.compile(
    rf"(?:(?<=[.;:,)\]!?])|(?<=\s))(?:[-+•]\s?|[a-zđ]\)\s?|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}[.)]\s?)?"
    rf"\b(?P<label>{RUNNING.pattern})\s*:"
)
_ENUMERATOR = re.compile(rf"^{_MARKS}", re.IGNORECASE)
_NAMED = re.compile(r"^(?:ten )?(?:thu tuc|tthc)\b")
_NAME_LEAD = re.compile(
    r"^(?:tên\s+)?thủ tục(?:\s+hành chính)?(?:\s+(?:số\s+)?\d+)?\s*[.:]\s*"
    r"|^thủ tục\s+\d+\s*[.:]?\s*",
    re.IGNORECASE,
)
_LONGEST_NAME = 60  # words
_LONGEST_LABEL = 8


@dataclass(frozen=True, slots=True)
class _Text:
    """A block as one text that knows which line each character is of."""

    text: str
    starts: tuple[int, ...]
    first: int
    last: int
    heading: int
    is_row: bool

    def line_at(self, character: int) -> int:
        """The line that a character stands on."""
        return self.first + max(0, bisect_right(self.starts, character) - 1)


@dataclass(frozen=True, slots=True)
class _Label:
    """A label in a text: where it begins, where its value begins, which field it names."""

    start: int
    end: int
    field: str


def from_sections(blocks: Sequence[Outlined], lines: Sequence[tuple[Page, Line]]) -> list[Found]:
    """The procedures that labelled text tells of.

    Args:
        blocks: the outline of the lines.
        lines: those that no list took already.
    """
    reader = _Reader([_text(outlined, lines) for outlined in blocks])
    return [draft.found() for draft in reader.read() if _is_procedure(draft)]


def _text(outlined: Outlined, lines: Sequence[tuple[Page, Line]]) -> _Text:
    block = outlined.block
    starts, parts, at = [], [], 0
    for position in range(block.first, block.last):
        line = lines[position][1]
        said = "" if line.role is Role.FURNITURE else reading(line).strip()
        starts.append(at)
        parts.append(said)
        at += len(said) + 1
    role = lines[block.first][1].role
    return _Text(
        " ".join(parts), tuple(starts), block.first, block.last, block.level, role is Role.ROW
    )


def _is_procedure(draft: Draft) -> bool:
    core = draft.fields & _CORE
    named = bool(draft.values.get("name") or draft.values.get("code") or draft.name)
    return named and (len(core) >= 3 or (len(core) == 2 and "dossier" in core))


class _Reader:
    """One pass over the texts of a document."""

    def __init__(self, texts: Sequence[_Text]) -> None:
        self._texts = texts
        self._draft: Draft | None = None
        self._current: str | None = None
        self._core: str | None = None  # the first core field of the draft
        self._level = 0  # of the heading that names it
        self._last: _Text | None = None  # a text that may turn out to be a name
        self._done: list[Draft] = []

    def read(self) -> list[Draft]:
        """All drafts, with and without enough in them."""
        for index, text in enumerate(self._texts):
            labels = _labels(text)
            if self._is_name(index, labels):
                self._begin(text)
            elif labels:
                self._take(text, labels)
            elif text.heading and self._draft is not None and self._outranks(index):
                self._close()
                self._last = text
            else:
                self._append(text, text.text, text.first, text.last)
                self._last = text
        self._close()
        return self._done

    def _outranks(self, index: int) -> bool:
        """Whether a heading ends the procedure: it is as high as its name, and no item of a list."""
        return bool(self._level) and self._texts[index].heading <= self._level - bool(
            self._level == 4
        )

    def _is_name(self, index: int, labels: Sequence[_Label]) -> bool:
        """Whether a text names the procedure that the labels below it tell of."""
        text = self._texts[index]
        if labels or text.is_row or len(text.text.split()) > _LONGEST_NAME:
            return False
        bare = fold(_ENUMERATOR.sub("", text.text)).strip()
        if field_of(bare) not in (None, "name") and text.heading == 0:
            return False
        follows = self._labelled_below(index)
        if _NAMED.match(bare) and follows and not text.text.rstrip().endswith((";", ",")):
            return bool(text.heading) or len(bare.split()) > 2
        return bool(text.heading) and follows

    def _labelled_below(self, index: int) -> bool:
        """Whether labels follow at once: in the next text, or in the one after a code or a line."""
        for below in self._texts[index + 1 : index + 3]:
            if below.heading and not _labels(below):
                return False
            if any(label.start <= 12 for label in _labels(below)):
                return True
        return False

    def _begin(self, text: _Text) -> None:
        self._close()
        self._draft = Draft(name=bare_name(text.text))
        self._draft.cover(text.first, text.last)
        self._level = text.heading

    def _close(self) -> None:
        if self._draft is not None:
            self._done.append(self._draft)
        self._draft, self._current, self._core, self._level = None, None, None, 0

    def _take(self, text: _Text, labels: Sequence[_Label]) -> None:
        lead = text.text[: labels[0].start].strip(" .;-+•")
        if lead and not _ENUMERATOR.fullmatch(lead):
            self._append(text, lead, text.first, text.line_at(labels[0].start) + 1)
        ends = [*(label.start for label in labels[1:]), len(text.text)]
        for label, end in zip(labels, ends, strict=True):
            self._open(label.field, text)
            value = text.text[label.end : end].strip()
            if label is not labels[-1]:
                value = re.sub(r"\s(?:[-+•]|[a-zđ]\)|\d{1,2}[.)])$", "", value).rstrip()
            # a value below its label is a place of its own, as below a heading
            first = text.line_at(text.text.find(value, label.end) if value else label.start)
            last = text.line_at(max(label.start, end - 1)) + 1
            self._draft_now.add(label.field, value, first, last)
            self._current = label.field

    @property
    def _draft_now(self) -> Draft:
        if self._draft is None:
            self._draft = Draft()
        return self._draft

    def _open(self, field: str, text: _Text) -> None:
        """Begin another procedure where this one cannot go on with a field."""
        draft = self._draft
        if draft is not None and (
            (field == "name" and (draft.values.get("name") or draft.fields & _CORE))
            or (field == "code" and draft.values.get("code"))
            or (field == self._core and len(draft.fields & _CORE) > 1)
        ):
            name = self._give_back(draft)
            self._close()
            self._draft = Draft(name=name[0] if name else "")
            if name:
                self._draft.cover(*name[1])
        elif draft is None:
            self._draft = Draft(name=self._name_before(text))
        if self._core is None and field in _CORE:
            self._core = field

    def _name_before(self, text: _Text) -> str:
        last = self._last
        if last is None or last.last != text.first or len(last.text.split()) > _LONGEST_NAME:
            return ""
        return "" if last.text.rstrip().endswith((".", ";", ":")) else bare_name(last.text)

    def _give_back(self, draft: Draft) -> tuple[str, tuple[int, int]] | None:
        """The next procedure's name, where it was taken for the end of the last value."""
        last, current = self._last, self._current
        if last is None or current is None or last.last != draft.last:
            return None
        named = _NAMED.match(fold(_ENUMERATOR.sub("", last.text)).strip()) or last.heading
        values = draft.values.get(current, {})
        if not named or next(reversed(values), None) != last.text:
            return None
        values.popitem()
        draft.places[current].popitem()
        draft.last = last.first
        return bare_name(last.text), (last.first, last.last)

    def _append(self, text: _Text, said: str, first: int, last: int) -> None:
        """Give text without a label to the field before it."""
        if self._draft is not None and self._current is not None and said:
            self._draft.add(self._current, said, first, last)


def _labels(text: _Text) -> list[_Label]:
    """The labels of a text, in order: at its start, and in running text."""
    folded = fold(text.text)
    if len(folded) != len(text.text):
        return []
    found: list[_Label] = []
    start = _AT_START.match(folded)
    if start:
        found.append(_Label(start.start(), start.end(), str(field_of(start["label"]))))
    elif own := _own_label(text):
        found.append(own)
    if text.is_row:
        return found
    for match in _INSIDE.finditer(folded):
        at = match.start("label")
        if text.text[at].isupper() and (not found or match.start() >= found[-1].end):
            found.append(_Label(match.start(), match.end(), str(field_of(match["label"]))))
    return found


def _own_label(text: _Text) -> _Label | None:
    """A label in other words at a text's start: "Nơi trả kết quả: …", or a heading of its own."""
    parts = split_label(text.text)
    if parts is None and text.heading:
        parts = (_ENUMERATOR.sub("", text.text.rstrip(" :")), "")
    if parts is None:
        return None
    label, value = parts
    field = field_of(label)
    fits = len(label.split()) <= _LONGEST_LABEL and label[:1].isupper()
    if not field or not fits or field == "case" or (field == "name" and not value):
        return None
    if field == "note" and not key(label).startswith("ghi chu"):
        return None
    return _Label(0, len(text.text) - len(value), field)


def bare_name(title: str) -> str:
    """A procedure's name as a heading prints it, without its number and "Thủ tục:"."""
    bare = re.sub(r"^(?:[IVX]+|\d+(?:\.\d+)*)\s?[.)]\s*", "", title.strip())
    bare = _NAME_LEAD.sub("", bare)
    return bare.strip() or title
