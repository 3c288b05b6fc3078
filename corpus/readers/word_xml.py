"""Names and small values of WordprocessingML (ISO/IEC 29500-1, 17); lenient with broken numbers."""

from __future__ import annotations

from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"

PARAGRAPH, TABLE, ROW, CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
TEXT_BOX, CONTROL = f"{W}txbxContent", f"{W}sdt"
ALTERNATIVES = f"{MC}AlternateContent"
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_BRANCHES = frozenset({f"{MC}Choice", f"{MC}Fallback"})
_TEXTS = frozenset({f"{W}t", f"{W}sym", f"{M}t"})
_VALUE = f"{W}val"
_OFF = frozenset({"0", "false", "off"})
_LARGEST = 10**9


def find(element: Element | None, *names: str) -> Element | None:
    """The first element at the end of a path of `w:` names below `element`."""
    for name in names:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: Element | None) -> str | None:
    """An element's `w:val`."""
    return None if element is None else element.get(_VALUE)


def number(element: Element | None, default: int) -> int:
    """An element's `w:val` as a whole number, `default` where it is none."""
    return whole(value(element), default)


def whole(text: str | None, default: int) -> int:
    """A text as a whole number within reason, `default` where it is none."""
    try:
        found = int(text or "")
    except ValueError:
        return default
    return found if abs(found) < _LARGEST else default


def is_on(flag: Element | None) -> bool:
    """Whether an on-off property is there and on."""
    return flag is not None and flag.get(_VALUE, "true") not in _OFF


def chosen(alternatives: Element) -> Element | None:
    """The reading of an `mc:AlternateContent` to follow: the first choice with text, else the copy.

    Word stores a text box twice, for new programs and for old ones: only one of them is text.
    """
    branches = [branch for branch in alternatives if branch.tag in _BRANCHES]
    for branch in branches:
        if any(part.tag in _TEXTS for part in branch.iter()):
            return branch
    return branches[0] if branches else None


def shows_placeholder(control: Element) -> bool:
    """Whether a content control was never filled in and only prompts."""
    return is_on(find(control, "sdtPr", "showingPlcHdr"))


def is_shaded(properties: Element | None) -> bool:
    """Whether cell properties give the cell a colour."""
    shading = find(properties, "shd")
    fill = shading.get(f"{W}fill", "auto") if shading is not None else "auto"
    return fill.lower() not in ("auto", "ffffff")


def bits(text: str | None) -> int:
    """A text as a hexadecimal number, 0 where it is none."""
    try:
        return int(text or "", 16)
    except ValueError:
        return 0
