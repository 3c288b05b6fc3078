"""What a printed word is: a figure, a code, an address, an abbreviation, or a word to be read.

Figures, document numbers, codes, addresses and abbreviations are never read anew; in codes and
abbreviations only the Đ comes back that an engine without Vietnamese took for D, B, P or Q.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

from corpus.vietnamese import abbreviations
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.syllables import is_syllable


class Kind(Enum):
    """What a word is."""

    FIGURE = auto()
    CODE = auto()
    ADDRESS = auto()
    ABBREVIATION = auto()
    ENUMERATOR = auto()
    MARK = auto()  # nothing but punctuation
    WORD = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """A token cut into what is read and the punctuation around it."""

    before: str
    core: str
    after: str
    kind: Kind

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence or clause ends behind the word."""
        return any(char in ".;:!?…" for char in self.after)


_OPENING = "([{“\"'‘«<>≤≥±=*~-–—•●▪+|_"
_CLOSING = ")]}”\"'’»>*.,;:!?…-–—|_~+="
_LETTERLIKE = "&¢€@§$£"
_SIGNS_ALONE = "€@§$£"  # by themselves they are what they are
_ADDRESS = re.compile(
    r"(?:https?|ftp)[:.]?/{0,2}\S+|www\.\S+|\S+@\S+\.\S+|(?:[\w-]+\.)+(?:vn|com|org|net|gov|edu|info)(?:[/:]\S*)?",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[#№]?[+-]?\d[\d.,/:xX×^~–-]*(?:%|‰|°[CF]?|đ|[²³])?|\d{1,2}[hg]\d{0,2}")
_RATE = re.compile(
    r"\d+(?:[.,]\d+)?(?:%|m|cm|mm|km|kg|g|ha|ml|l|kV|kW|MHz|GHz|[KMGT]B|V|W)[23²³]?|[ckm]?m[23]"
)
_CODE = re.compile(
    r"(?=.*\d)(?=.*[A-Za-zĐđ])[\w&.]*(?<=\d)[\w&.]*(?:[/–-][\w&.]*)+"  # 06/2024/QĐ-UBND, 184/KH-
    r"|[A-ZĐ]{2,}\d[\dA-ZĐ.:/-]*|[A-ZĐ]\d{2,}[\dA-ZĐ.:-]*|\d{1,3}[A-ZĐ]"  # QCVN9:2012, H27.01, 18A
    r"|(?=\D*\d+\D+\d)(?:\w{1,8}[./-]){0,6}\d+(?:[./-]\w{1,8}){1,8}"  # 19.6.TT.20.1
    r"|(?=.*\d)(?=.*[A-ZĐ])(?:[A-ZĐ]+-?\d+|\d+[A-ZĐ])[A-ZĐ\d]+"  # H5N1, 12A1, N-01
    r"|(?=.*[IVX].*[IVX])[IVXTl1|!]{2,5}"  # III, read IIT
)
_CODE_BODY = re.compile(r"/?(?:[A-ZĐ][A-ZĐbpdr&]{0,7}[/–-]+)+(?:[A-ZĐ&]\w*)?|[A-ZĐ]{2,}&[A-ZĐ]{2,}")
_ENUMERATOR = re.compile(r"(?:c?¢|[a-zđ]|\d{1,2}|[IVXivx]{1,5})[.)]")
_NUMBERED = re.compile(r"\d{1,2}[a-zđ]")
_ROMAN = re.compile(r"[IVX]{1,5}")
_LONGEST = 80  # letters; what is longer is no word
_INNER = re.compile(
    r"(?<=[^\W\d])[^\W\d]?[)\]]?[,;/(](?=[(]?[^\W\d]{2})|(?<=[^\W\d])[.:](?=[A-ZĐ][^\W\d])"
    r"|(?<=[^\W\d])[)\]]?[;:,)](?=\d)|(?<=[^\W\d]\d)[:;](?=\d)|(?<=\d)[;:)],?(?=[^\W\d]\w)"
)
_PART = re.compile(r"[A-Za-zĐđ&]+")
_DAMAGED_D = {"D": "[DĐBPQbpdđ]", "Đ": "[DĐBPQbpdđ]"}


def parse(token: str, *, first: bool = False, capitals: bool = False) -> tuple[Word, ...]:
    """Cut one token into words and say what each is; put together they are the token again.

    Args:
        token: without spaces.
        first: whether it opens its line.
        capitals: whether it is set in capitals with its neighbours, which tells no abbreviation.
    """
    if len(token) > _LONGEST:
        return (Word("", token, "", Kind.CODE),)
    whole = _parse(token, first, capitals)
    if whole.kind is not Kind.WORD or not _INNER.search(whole.core):
        return (whole,)
    cuts = [0, *(match.end() for match in _INNER.finditer(token)), len(token)]
    return tuple(
        _ended(_parse(token[a:b], first and not a, capitals))
        for a, b in itertools.pairwise(cuts)
        if a < b
    )


def _ended(word: Word) -> Word:
    """A word of a token with the sign that parts it from the next one behind it."""
    core = word.core.rstrip("/([")
    if not core or word.kind is not Kind.WORD:
        return word
    return replace(word, core=core, after=word.core[len(core) :] + word.after)


def _parse(token: str, first: bool, capitals: bool) -> Word:
    if first and _ENUMERATOR.fullmatch(token):
        return Word("", token, "", Kind.ENUMERATOR)
    if _ADDRESS.fullmatch(token.strip(_OPENING + _CLOSING)):
        core = token.strip(_OPENING + _CLOSING)
        start = token.index(core)
        return Word(token[:start], core, token[start + len(core) :], Kind.ADDRESS)
    left = len(token) - len(token.lstrip(_OPENING))
    right = len(token.rstrip(_CLOSING))
    if right <= left:
        return Word(token, "", "", Kind.MARK)
    before, core, after = token[:left], token[left:right], token[right:]
    if core in _SIGNS_ALONE or not any(char.isalnum() or char in _LETTERLIKE for char in core):
        return Word(token, "", "", Kind.MARK)
    return Word(before, core, after, _kind(core, after, first, capitals))


def _kind(core: str, after: str, first: bool, capitals: bool) -> Kind:
    if _FIGURE.fullmatch(core) or _RATE.fullmatch(core):
        return Kind.FIGURE
    if _CODE.fullmatch(core) or _CODE_BODY.fullmatch(core) or core in ("QĐ-", "NĐ-"):
        return Kind.CODE
    if first and after[:1] == ")" and _NUMBERED.fullmatch(core):
        return Kind.ENUMERATOR
    if not any(char.isalpha() or char in _LETTERLIKE for char in core):
        return Kind.FIGURE  # "½"
    if first and _ROMAN.fullmatch(core) and after[:1] in (".", ")"):
        return Kind.ENUMERATOR
    letters = [char for char in core if char.isalpha()]
    upper = sum(char.isupper() for char in letters)
    if not capitals and len(letters) >= 2 and upper == len(core):
        short = len(core) == 2 and is_syllable(core) and fold(core) not in abbreviations.table()
        return Kind.WORD if short else Kind.ABBREVIATION
    if not capitals and "&" in core and upper >= 2:
        return Kind.ABBREVIATION
    if capitals and fold(core) in abbreviations.table():
        return Kind.ABBREVIATION
    if len(letters) >= 3 and upper >= 2 and not core[1:].isupper() and core[1].isupper():
        return Kind.ABBREVIATION  # KHCNvà, VNeID
    return Kind.WORD


def in_capitals(tokens: Sequence[str]) -> list[bool]:
    """For every token of a line, whether it is set in capitals together with its neighbours.

    Two words in capitals side by side make a heading, unless they are abbreviations.
    """
    letters = ["".join(filter(str.isalpha, token)) for token in tokens]
    plain = [text.isupper() or not text for text in letters]
    words = [len(text) > 1 and is_syllable(fold(text)) and text not in _SHORTS for text in letters]
    result = [False] * len(tokens)
    for upper, group in itertools.groupby(range(len(tokens)), lambda i: plain[i]):
        run = list(group)
        if upper and sum(words[i] for i in run) >= 2:
            for i in run:
                result[i] = True
    return result


_SHORTS = frozenset({"PAR", "LAN", "PAPI", "SIPAS", "PCI", "DTI", "ICT"})


@lru_cache(maxsize=1)
def _codes() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Code words that hold a Đ, each with the pattern of what it is read as."""
    known = {"QĐ", "NĐ", "HĐND", "BCSĐ", "HĐBT", "LĐTBXH", "BLĐTBXH", "TĐC", "BGDĐT", "GDĐT", "ĐA"}
    known |= {"TTKTTCĐLCL", "TCĐLCL", "HĐTV", "HĐ", "ĐĐ", "QCĐP", "BCĐ", "TĐKT", "ĐKKD", "QLĐĐ"}
    known |= {short for short in abbreviations.shorts() if "Đ" in short and short.isupper()}
    made = []
    for code in sorted(known, key=lambda code: (-len(code), code)):
        pattern = "".join(_DAMAGED_D.get(char, re.escape(char)) for char in code)
        made.append((re.compile(pattern), code))
    return tuple(made)


# "ND", "DA", "HD" are words of their own where no number stands before them.
_ONLY_IN_CODES = frozenset({"NĐ", "ĐA", "HĐ", "ĐĐ"})


_RIGHT = frozenset("NQ QH BC KH TB CT TT NB PB HB BB BD".split())  # as they are read


def restore_code(core: str, *, code: bool) -> str:
    """The Đ's of a code or an abbreviation given back: "06/2024/Qb-UBND" → "06/2024/QĐ-UBND".

    Args:
        core: a code or abbreviation as it was read.
        code: whether it is a document number, where short words can only be kinds.
    """

    def restored(match: re.Match[str]) -> str:
        part = match[0]
        if "Đ" in part or part in _RIGHT:
            return part
        for pattern, right in _codes():
            if pattern.fullmatch(part) and (code or right not in _ONLY_IN_CODES):
                return right
        return part

    return _PART.sub(restored, core)
