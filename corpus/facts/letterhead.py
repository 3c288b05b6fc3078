"""The letterhead: who issued a document, its number, place and date.

Nghị định 30/2020/NĐ-CP, Phụ lục I prints it in two columns: the bodies over the number (and "V/v …")
on the left, the motto over place and date on the right. A reader gives them block by block, or both
on one line. Damaged and accent-less text is read on its folded form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from corpus.facts.kinds import kind_alone, kind_at_start
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references.folded import NAM, NGAY, SO, THANG, YEAR

_MOTTOES = (
    "cong hoa xa hoi chu nghia viet nam",
    "doc lap - tu do - hanh phuc",
    "dang cong san viet nam",
)
_ALIKE = 76  # of 100, as damage leaves a motto
_MOTTO_REST = re.compile(r"^\W*(?:viet nam|hanh phuc|chu nghia viet nam)?\W*$")

_MOTTO_END = re.compile(r"\s*VI[EỆÊ]T NAM\s*$")

_D = r"[0-3oil]?[\doil]"
_FILL = r"[\s.…_,]*"
_DATE = re.compile(
    rf",?\s*(?<!\w){NGAY}{_FILL}(?P<day>{_D})?{_FILL}{THANG}{_FILL}(?P<month>{_D})?{_FILL}"
    rf"{NAM}\s*(?P<year>{YEAR})?(?![\w/])[\s.…_]*$"
)
# a blank left for the day, or a narrow column, may have cut the date in two
_DATE_BEGUN = re.compile(
    rf",\s*{NGAY}{_FILL}(?P<day>{_D})?{_FILL}(?:{THANG}{_FILL}(?P<month>{_D})?{_FILL})?$"
)
_DATE_GOES_ON = re.compile(
    rf"^{_FILL}(?:{THANG}{_FILL}(?P<month>{_D})?{_FILL})?{NAM}\s*(?P<year>{YEAR})\W*$"
)
_FIGURES = re.compile(
    rf",\s*(?:{NGAY}\s+)?(?P<day>{_D})\s?[/.-]\s?(?P<month>{_D})\s?[/.-]\s?(?P<year>{YEAR})\W*$"
)
_BEHIND_NUMBER = re.compile(
    rf"^\W*(?:{NGAY}\s+)?(?P<day>{_D})\s?[/.-]\s?(?P<month>{_D})\s?[/.-]\s?(?P<year>{YEAR})(?!\d)"
)
_LETTERS = str.maketrans("oil", "011")
_PLACE = re.compile(
    r"(?:(?<=\s)|^)(?:TP\.?\s?|Tp\.?\s?)?(?:[^\W\d_][\w’']*\s){0,3}[^\W\d_][\w’']*\s?$"
)

_LABEL = re.compile(
    r"^\W*(?:(?:luat|bo luat|nghi dinh|nghi quyet|quyet dinh|thong tu(?: lien tich)?|phap lenh)\s+)?"
    rf"(?P<so>{SO}|\$[oe06])\s?(?P<colon>[:.;]?)\s*(?=[\d/._…\s-]*[\d/-])"
)
_SYMBOL = r"[a-z&]{1,14}\d{0,2}(?:\s?[-–.]\s?[a-z&\d]{1,16}(?![\w/])){0,3}"
_NUMBER = re.compile(
    rf"(?P<number>\d{{1,5}}[a-z]?)\s?(?:/\s?(?P<year>{YEAR})\s?)?/\s?(?P<symbol>{_SYMBOL})"
)
_PARTY = re.compile(r"(?P<number>\d{1,5})\s?[-–]\s?(?P<symbol>[a-z]{2,4}/[a-z]{2,12})(?!\w)")
_BLANK = re.compile(rf"[\s._…-]*(?:/\s?(?P<year>{YEAR})\s?)?/\s?(?P<symbol>{_SYMBOL})")
_PARTY_BLANK = re.compile(r"[\s._…]*[-–]\s?(?P<symbol>[a-z]{2,4}/[a-z]{2,12})(?!\w)")
_UNLABELLED = re.compile(rf"^\W*(?:{_NUMBER.pattern})\W*$")

SUBJECT = re.compile(r"^\W*(?:v\s?[/1il|]\s?[vy]|ve viec)(?!\w)\s*[:.]?\s*")
ADDRESS = re.compile(r"(?<!\w)k[i1l]nh g\w{1,4}(?!\w)\W*:?")
BASES = re.compile(r"^\W*can (?:cu|cw|ctr|ctt)\b")
_BODY = re.compile(
    r"^\W*(?:ubnd|uy ban|hdnd|hoi dong|so|bo|phong|trung tam|chi cuc|cuc|tong cuc|ban|van phong|thanh tra"
    r"|truong|benh vien|tinh uy|tinh doan|huyen uy|thanh uy|quan uy|dang (?:uy|bo)|chi bo|cong an|toa an|vien"
    r"|chinh phu|thu tuong|quoc hoi|lien doan|lien minh|hoi|cong ty|kho bac|bao hiem|ngan hang|quy"
    r"|mat tran|uy vien|doan|to chuc|tap doan|tram|bao tang|thu vien|nha|lien hiep|chi nhanh|bch|bcd|chu tich"
    r"|hat|doi|to|uy|dai|dai hoc|hoc vien)\b"
)
_ZONE = 45  # lines of the first page that a letterhead and a title may take
_WIDEST = 400  # characters of a line that are looked at
_LONG = 14  # words: a line of so many is running text


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a line of the first page; `at` is the line's position among those given."""

    text: str
    at: int

    @property
    def folded(self) -> str:
        """Its key; one character for each of the text's (NFC)."""
        return fold(self.text)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a letterhead says; see `corpus.model.Facts`.

    Attributes:
        bodies: from the highest down.
        rest: what stands below or between, mottoes, bodies, number and date taken out.
        found: whether there is one at all: a motto, a number, or a place with a date.
    """

    bodies: tuple[str, ...]
    number: str | None
    symbol: str | None
    date: str | None
    rest: tuple[Fragment, ...]
    found: bool


def read_letterhead(lines: Sequence[str]) -> Letterhead:
    """Take the letterhead out of the first lines of a document.

    Args:
        lines: texts (NFC) of the first page's lines, in reading order, empty ones included.
    """
    pieces: list[Fragment] = []
    mottoes = 0
    for at, text in enumerate(text[:_WIDEST] for text in lines[:_ZONE]):
        cut = list(_without_mottoes(text))
        mottoes += len(cut) != 1 or cut[0] != text
        if mottoes:  # a motto on two lines ends behind the next line of the left column
            cut = [_MOTTO_END.sub("", piece) for piece in cut]
        pieces += [Fragment(piece, at) for piece in cut]
    bodies: list[str] = []
    rest: list[Fragment] = []
    number = symbol = date = day = None
    labelled, above, last = False, True, -2
    cased = any(char.isupper() for text in lines[:_ZONE] for char in text)
    for piece in pieces:
        if _ends(piece, cased):
            above = False
        if above and (parts := _dated(piece.text, bodies)):
            piece, date = replace(piece, text=parts[0]), date or parts[1]
        if above and (begun := _DATE_BEGUN.search(piece.folded)):
            day = tuple((begun[name] or "").translate(_LETTERS) for name in ("day", "month"))
            place = _place(piece.text[: begun.start()], bodies)
            piece = replace(piece, text=piece.text[: begun.start() - len(place)])
        elif day is not None and (ended := _DATE_GOES_ON.match(piece.folded)):
            month = day[1] or (ended["month"] or "").translate(_LETTERS)
            date, day = date or _date(day[0], month, ended["year"]), None
            continue
        own = None if labelled else _numbered(piece, above)
        if own:
            labelled, (number, symbol, behind, tail) = True, own
            date = date or behind
            piece = replace(piece, text=tail)
        if not piece.text.strip(" .,:;*_-–=|()"):
            continue
        if above and not labelled and _is_body(piece, bodies, last):
            if _BODY.match(piece.folded) or not bodies:
                bodies.append(_clean(piece.text))
            else:
                bodies[-1] = f"{bodies[-1]} {_clean(piece.text)}"
            last = piece.at
            continue
        rest.append(piece)
    found = bool(mottoes or labelled or (date and bodies))
    if not found:
        whole = (Fragment(text[:_WIDEST], at) for at, text in enumerate(lines[:_ZONE]))
        return Letterhead((), None, None, None, tuple(whole), found=False)
    return Letterhead(tuple(bodies), number, symbol, date, tuple(rest), found=True)


def _without_mottoes(text: str) -> Iterator[str]:
    """The text with any motto cut out; the text itself where there is none."""
    folded = fold(text)
    for motto in _MOTTOES:
        if len(folded) < 0.7 * len(motto):
            continue
        found = fuzz.partial_ratio_alignment(motto, folded, score_cutoff=_ALIKE)
        if found is None or found.dest_end - found.dest_start < 0.7 * len(motto):
            continue
        start = folded.rfind(" ", 0, found.dest_start + 2) + 1 if found.dest_start else 0
        end = folded.find(" ", found.dest_end - 1)
        for piece in (text[:start], text[end:] if end >= 0 else ""):
            if not _MOTTO_REST.match(fold(piece)):
                yield from _without_mottoes(piece.strip())
        return
    yield text


def _ends(piece: Fragment, cased: bool) -> bool:
    """Whether the letterhead is over: its kind, its addressee, its bases, or running text."""
    text = piece.text.strip(' .,*_-–()"“”')
    folded = fold(text)
    if ADDRESS.search(folded) or BASES.match(folded):
        return True
    # "thủ tục hành chính …" may carry on a "V/v …"
    if (cased is False or text[:1].isupper()) and (kind_alone(folded) or kind_at_start(text)):
        return True
    words = piece.text.split()
    return len(words) >= _LONG and not piece.text.isupper() and not SUBJECT.match(folded)


def _dated(text: str, bodies: Sequence[str]) -> tuple[str, str | None] | None:
    """What stands before place and date at a text's end, and the date as far as it is printed."""
    folded = fold(text)
    match = _DATE.search(folded) or _FIGURES.search(folded)
    if not match:
        return None
    before = text[: match.start()]
    parts = {name: (match[name] or "").translate(_LETTERS) for name in ("day", "month", "year")}
    place = _place(before, bodies)
    if before.strip() and match[0].lstrip()[:1] != "," and len(before.split()) > 3 and not place:
        return None
    return before[: len(before) - len(place)].strip(), _date(**parts)


def _date(day: str, month: str, year: str) -> str | None:
    """A date as far as it is printed; None where its year is open or the calendar lacks it."""
    if not year:
        return None
    if not month:
        return year
    if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
        return None
    return "/".join(filter(None, (day and day.zfill(2), month.zfill(2), year)))


def _place(before: str, bodies: Sequence[str]) -> str:
    """The place's name at the end of what stands before a date, as long as it is one."""
    head = fold(" ".join(bodies))
    tail = before.rstrip(" ,")
    words = tail.split()
    for count in (4, 3, 2, 1):
        named = " ".join(words[-count:])
        if len(words) >= count and count > 1 and fold(named) in head:
            return before[len(tail) - len(named) :]
    capital: list[str] = []
    while words and len(capital) < 4 and words[-1].isalpha() and words[-1].istitle():
        capital.insert(0, words.pop())
    if capital:
        return before[len(tail) - len(" ".join(capital)) :] if " ".join(capital) in tail else ""
    return before if len(words) <= 3 and all(word.isalpha() for word in words) else ""


def _numbered(
    piece: Fragment, above: bool
) -> tuple[str | None, str | None, str | None, str] | None:
    """Number, symbol, a date right behind, and the rest of a piece that holds the own number."""
    folded = piece.folded
    label = _LABEL.match(folded)
    if label:
        # a line of running text may begin with "số 76/NQ-CP": the label is a capital or has a colon
        shown = piece.text[label.start("so") : label.end("so")][:1]
        if not (label["colon"] == ":" or (above and (shown.isupper() or shown == "$"))):
            return None
        start = label.end()
    elif above and _UNLABELLED.match(folded):
        start = len(folded) - len(folded.lstrip(" .,:*_-–"))
    else:
        return None
    for pattern in (_NUMBER, _PARTY):
        if match := pattern.match(folded, start):
            number = "".join(piece.text[match.start() : match.end()].split())
            tail = piece.text[match.end() :]
            behind = _BEHIND_NUMBER.match(fold(tail))
            date = None
            if behind:
                parts = {k: behind[k].translate(_LETTERS) for k in ("day", "month", "year")}
                date, tail = _date(**parts), tail[behind.end() :]
            return number, _symbol(piece.text, match), date, tail.strip()
    for pattern in (_BLANK, _PARTY_BLANK):
        if label and (match := pattern.match(folded, label.end("colon"))):
            return None, _symbol(piece.text, match), None, piece.text[match.end() :].strip()
    return None


def _symbol(text: str, match: re.Match[str]) -> str:
    return "".join(text[match.start("symbol") : match.end("symbol")].split())


def _is_body(piece: Fragment, bodies: Sequence[str], last: int) -> bool:
    """Whether a piece is a body's name, or carries on the one above it."""
    text, folded = piece.text.strip(), piece.folded
    if len(text.split()) > _LONG or SUBJECT.match(folded) or text.endswith((".", ";", ":")):
        return False
    shouts = text.upper() == text or not any(char.isupper() for char in text)
    if _BODY.match(folded):
        return shouts or len(text.split()) <= 10
    return bool(bodies) and shouts and piece.at - last <= 2 and any(map(str.isalpha, text))


def _clean(text: str) -> str:
    return " ".join(text.strip(" .,:;*_-–=|").split())
