"""Equations of a Word file on one line: "a/b", "x^2", "√(x + 1)" (ISO/IEC 29500-1, 22.1)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from corpus.readers.word_xml import DELETED, M, W

_PROPERTIES = frozenset(
    f"{M}{name}Pr"
    for name in "acc bar box borderBox ctrl d eqArr f func groupChr limLow limUpp m nary oMathPara "
    "phant r rad sPre sSub sSubSup sSup".split()
)


def line(element: Element) -> str:
    """An equation as text; brackets stand where the page has none but the line needs them."""
    return "".join(map(_written, element))


def _written(part: Element) -> str:
    tag = part.tag
    if tag == f"{M}t" or tag == f"{W}t":
        return part.text or ""
    if tag in _PROPERTIES or tag in DELETED or not tag.startswith((M, W)):
        return ""
    if tag == f"{M}f":
        return f"{_closed(part, 'num')}/{_closed(part, 'den')}"
    if tag in (f"{M}sSup", f"{M}sSub", f"{M}sSubSup"):
        return _closed(part, "e") + _script("_", part, "sub") + _script("^", part, "sup")
    if tag == f"{M}rad":
        degree = _inner(part, "deg").strip()
        return f"{degree}√{_closed(part, 'e')}"
    if tag == f"{M}nary":
        sign = _character(part, "nary", "chr", "∫")
        return f"{sign}{_script('_', part, 'sub')}{_script('^', part, 'sup')} {_inner(part, 'e')}"
    if tag == f"{M}d":
        between = _character(part, "d", "sepChr", "|").join(
            line(inner) for inner in part.iterfind(f"{M}e")
        )
        return _character(part, "d", "begChr", "(") + between + _character(part, "d", "endChr", ")")
    if tag == f"{M}func":
        return f"{_inner(part, 'fName')} {_closed(part, 'e')}"
    if tag in (f"{M}mr", f"{M}eqArr"):
        return "; ".join(line(inner) for inner in part.iterfind(f"{M}e")) + "; "
    return line(part)


def _inner(part: Element, name: str) -> str:
    found = part.find(M + name)
    return line(found) if found is not None else ""


def _closed(part: Element, name: str) -> str:
    """An operand, in brackets where it is more than one term."""
    text = _inner(part, name).strip()
    simple = text.replace(",", "").replace(".", "").replace("%", "").isalnum()
    closed = text.startswith("(") and text.find(")") == len(text) - 1
    return text if simple or closed or not text else f"({text})"


def _script(sign: str, part: Element, name: str) -> str:
    text = _closed(part, name)
    return sign + text if text else ""


def _character(part: Element, name: str, attribute: str, default: str) -> str:
    found = part.find(f"{M}{name}Pr/{M}{attribute}")
    return default if found is None else found.get(f"{M}val", "")
