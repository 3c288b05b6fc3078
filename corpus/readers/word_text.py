"""The text of a Word paragraph as it is printed: final, visible, with what fields last showed.

Deleted and moved-away text of tracked changes, hidden text, field codes, comments and prompts of
empty content controls are left out (ISO/IEC 29500-1, 17.3, 17.13, 17.16). Text boxes, notes and
embedded objects that hang on a paragraph are handed back apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from corpus.readers import word_math, word_symbols
from corpus.readers.word_fonts import Fonts, Piece, own_font
from corpus.readers.word_styles import Style, Styles, toggle
from corpus.readers.word_xml import (
    ALTERNATIVES,
    CONTROL,
    DELETED,
    DIAGRAM,
    OFFICE,
    TEXT_BOX,
    M,
    R,
    W,
    chosen,
    find,
    is_on,
    number,
    shows_placeholder,
    value,
    whole,
)

_TEXT, _RUN, _MARKS = f"{W}t", f"{W}r", f"{W}rPr"
_SKIPPED = DELETED | {
    f"{W}{name}" for name in ("rPr", "pPr", "sdtPr", "delText", "delInstrText", "rt", "rubyPr")
}
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}br": "\n",
    f"{W}noBreakHyphen": "-",
}
_TICKED, _UNTICKED = "☒", "☐"
_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Call:
    """A note's call in a text.

    Attributes:
        kind: "footnote" or "endnote".
        mark: what the author put for a number ("*"); None where Word counts.
    """

    kind: str
    id: str
    mark: str | None = None


@dataclass(slots=True)
class Inline:
    """What a paragraph holds.

    Attributes:
        pieces: its text.
        boxes: its text boxes.
        calls: the notes it calls.
        objects: relationship ids of embedded files.
        diagrams: relationship ids of the texts of its diagrams.
        contents: whether its text is an entry of a table of contents.
    """

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    contents: bool = False


@dataclass(slots=True)
class _Field:
    """A field that is open: its code so far, and whether its result has begun."""

    code: str = ""
    shown: bool = False


@dataclass(frozen=True, slots=True)
class _Look:
    """How text looks where nothing nearer says otherwise."""

    font: str | None
    capitals: bool
    hidden: bool


class Inlines:
    """Reads the paragraphs of one story (body, header, notes) in order; fields may span several."""

    def __init__(self, styles: Styles, fonts: Fonts, story: Element) -> None:
        self._styles, self._fonts = styles, fonts
        # a field that never ends would swallow the rest of the document
        self._counts_fields = _are_balanced(story)
        self._fields: list[_Field] = []
        self._into = Inline()
        self._handlers: dict[str, Callable[[Element, _Look], None]] = {
            _RUN: self._run,
            ALTERNATIVES: self._alternatives,
            CONTROL: self._control,
            TEXT_BOX: lambda box, _: self._into.boxes.append(box),
            f"{W}sym": self._symbol,
            f"{W}fldChar": self._field_mark,
            f"{W}instrText": self._field_code,
            f"{W}footnoteReference": self._call,
            f"{W}endnoteReference": self._call,
            f"{OFFICE}OLEObject": self._object,
            f"{DIAGRAM}relIds": lambda ids, _: self._into.diagrams.append(ids.get(f"{R}dm", "")),
            f"{M}oMath": lambda math, look: self._emit(word_math.line(math), look),
        }

    def read(self, paragraph: Element, chain: tuple[Style, ...], into: Inline) -> None:
        """Add what a paragraph holds to `into`.

        Args:
            paragraph: the next one of the story.
            chain: the paragraph's style and those it is based on.
            into: what was read of paragraphs that this one carries on; else empty.
        """
        self._into = into
        capitals = toggle(chain, "caps") or toggle(chain, "smallCaps")
        font = self._fonts.of_paragraph(paragraph)
        self._walk(paragraph, _Look(font, capitals, toggle(chain, "vanish")))

    def _walk(self, parent: Element, look: _Look) -> None:
        for child in parent:
            tag = child.tag
            if tag == _TEXT:
                self._emit((child.text or "").replace("\n", " "), look)
            elif tag in _CHARACTERS:
                self._emit(_CHARACTERS[tag], look)
            elif handler := self._handlers.get(tag):
                handler(child, look)
            elif tag not in _SKIPPED and len(child):
                self._walk(child, look)

    def _emit(self, text: str, look: _Look) -> None:
        if look.hidden or not text or not all(opened.shown for opened in self._fields):
            return
        into = self._into
        shown = word_symbols.plain(text.replace(_SOFT_HYPHEN, ""), look.font)
        into.pieces.append(Piece(shown, look.font, look.capitals))
        if self._fields and any(opened.code.lstrip().startswith("TOC") for opened in self._fields):
            into.contents = True
        if into.calls and into.calls[-1].mark == "":
            into.calls[-1] = replace(into.calls[-1], mark=shown.strip())

    def _run(self, run: Element, look: _Look) -> None:
        marks = run.find(_MARKS)
        if marks is not None and len(marks):
            link = value(find(marks, "rStyle"))
            chain = self._styles.chain(link) if link else ()
            capitals = self._is(marks, chain, "caps", look.capitals) or self._is(
                marks, chain, "smallCaps", False
            )
            look = _Look(
                own_font(marks) or (self._fonts.of_style(link) if link else None) or look.font,
                capitals,
                self._is(marks, chain, "vanish", look.hidden),
            )
        self._walk(run, look)

    @staticmethod
    def _is(marks: Element, chain: tuple[Style, ...], name: str, around: bool) -> bool:
        """An on-off property of a run: its own, else its style's and its paragraph's.

        Where both styles set one, they cancel each other out (ISO/IEC 29500-1, 17.7.3).
        """
        own = find(marks, name)
        return is_on(own) if own is not None else toggle(chain, name) != around

    def _alternatives(self, alternatives: Element, look: _Look) -> None:
        branch = chosen(alternatives)
        if branch is not None:
            self._walk(branch, look)

    def _control(self, control: Element, look: _Look) -> None:
        content = find(control, "sdtContent")
        if content is not None and not shows_placeholder(control):
            self._walk(content, look)

    def _symbol(self, symbol: Element, look: _Look) -> None:
        try:
            code = int(symbol.get(f"{W}char", ""), 16)
        except ValueError:
            return
        shown = word_symbols.symbol(symbol.get(f"{W}font"), code)
        self._emit(shown, _Look(None, False, look.hidden))

    def _field_mark(self, mark: Element, look: _Look) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._emit(_form_value(find(mark, "ffData")), look)
        if not self._counts_fields:
            return
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].shown = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _field_code(self, code: Element, _: _Look) -> None:
        if self._fields:
            self._fields[-1].code += code.text or ""

    def _call(self, call: Element, look: _Look) -> None:
        if look.hidden:
            return
        kind = call.tag.removeprefix(W).removesuffix("Reference")
        custom = call.get(f"{W}customMarkFollows") in ("1", "true", "on")
        self._into.calls.append(Call(kind, call.get(f"{W}id", ""), "" if custom else None))

    def _object(self, item: Element, _: _Look) -> None:
        # old equations are objects too, thousands of them, and nothing a reader could miss
        if not item.get("ProgID", "").startswith("Equation") and (link := item.get(f"{R}id")):
            self._into.objects.append(link)


def _are_balanced(story: Element) -> bool:
    tag = f"{W}fldChar"
    marks = list(story.iter(tag))
    marks_out = [mark for kind in DELETED for gone in story.iter(kind) for mark in gone.iter(tag)]
    kinds = [mark.get(f"{W}fldCharType") for mark in marks]
    gone = [mark.get(f"{W}fldCharType") for mark in marks_out]
    return kinds.count("begin") - gone.count("begin") == kinds.count("end") - gone.count("end")


def _form_value(form: Element | None) -> str:
    """What a field of an old form shows where it stores no result: a tick, a chosen entry."""
    box, choice = find(form, "checkBox"), find(form, "ddList")
    if box is not None:
        own = find(box, "checked")
        return _TICKED if is_on(own if own is not None else find(box, "default")) else _UNTICKED
    if choice is not None:
        entries = choice.findall(f"{W}listEntry")
        default = number(find(choice, "default"), 0)
        at = whole(value(find(choice, "result")), default)
        return value(entries[at]) or "" if 0 <= at < len(entries) else ""
    return ""
