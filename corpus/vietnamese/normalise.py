"""One spelling for one word: Unicode form, invisible characters, broken words, keys for matching.

Text is never changed in place: a line keeps its source, and its tokens carry the normalised
reading with the span of the source that they stand for. Unicode forms: UAX #15; full case folding
and canonical order: The Unicode Standard, 3.13 and 3.11.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Line, Role, Token

# NFC leaves ligatures alone and NFKC would also change ², ½ and №, which are meant.
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_LIGATURES |= {0xFB05: "st", 0xFB06: "st"}
# Soft hyphen, zero-width space and joiners, direction marks, word joiner, byte-order mark.
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x034F, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF]
)
# Bullets of Symbol and Wingdings, which Word keeps in the private use area.
_BULLETS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF02D: "-", 0xF0BE: "-"}
# U+2010 and U+2011 are hyphens to a reader, and other characters to a search.
_HYPHENS = {0x2010: "-", 0x2011: "-"}
_CLEAN = {**_LIGATURES, **_INVISIBLE, **_BULLETS, **_HYPHENS}

_WORD = re.compile(r"\S+")
# A workbook may hold three million tokens: places they share take a third of the memory.
_PLACES = tuple(range(1 << 15))
_LONGEST_COMMON = 24  # characters; longer runs are addresses and data, which rarely come again
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE_FIRST = re.compile(
    rf"(?P<first>o|u)(?P<tone>[{_TONES}])(?P<last>(?<=o.)[ae]|(?<=u.)y)(?![\u0300-\u036f])",
    re.IGNORECASE,
)
_TONE_AFTER_Q = re.compile(
    rf"(?P<first>qu)(?P<tone>[{_TONES}])(?P<last>[aeiouy][\u0302\u0306\u031b]?)(?![\u0300-\u036f])",
    re.IGNORECASE,
)

_SYLLABLE = re.compile(
    r"(?:ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?"
)
_CODE_BODY = re.compile(r"[A-ZĐ]{2}|CTr|TTr")
_CODE_END = re.compile(r"(?:[A-ZĐ]{2}|\d/CTr|\d/TTr)-$")
_LOWER_END = re.compile(r"^\W*([a-z]{2,})-$")
_LOWER_START = re.compile(r"^([a-z]{2,})\W*$")


def normalise(text: str) -> str:
    """The text in NFC, with ligatures spelled out and invisible characters removed.

    Spaces of any width become plain ones; line breaks stay as they are. Idempotent.
    """
    clean = unicodedata.normalize("NFC", text.translate(_CLEAN))
    return re.sub(r"[^\S\r\n\t\f\v]", " ", clean)


def tokenize_line(source: str) -> tuple[Token, ...]:
    """The words of a line, in order.

    Args:
        source: a line as it stands in the file.

    Returns:
        Tokens whose text is normalised and whose span is that of the raw word: for every token,
        `normalise(source[token.start : token.end]) == token.text`. Words of nothing but invisible
        characters are no tokens.
    """
    places = _PLACES if len(source) < len(_PLACES) else range(len(source) + 1)
    return tuple(
        Token(text, places[match.start()], places[match.end()])
        for match in _WORD.finditer(source)
        if (text := _word(match[0]))
    )


def _word(raw: str) -> str:
    return _common_word(raw) if len(raw) <= _LONGEST_COMMON else normalise(raw).strip()


@functools.lru_cache(maxsize=1 << 15)
def _common_word(raw: str) -> str:
    """A word's reading, remembered: a text says the same few thousand words again and again."""
    return normalise(raw).strip()


class _FoldTable(dict[int, str]):
    """Folds one character at a time and remembers it."""

    def __missing__(self, code: int) -> str:
        bare = unicodedata.normalize("NFD", chr(code).casefold()).casefold()
        kept = "".join(char for char in bare if unicodedata.category(char) != "Mn")
        self[code] = unicodedata.normalize("NFC", kept)
        return self[code]


# đ does not decompose; eth and African d are what it is often typed as.
_FOLD = _FoldTable({ord(char): "d" for char in "đĐðÐɖƉ"})


def fold(text: str) -> str:
    """The accent-free, case-free key of a text: "Đổi mới" → "doi moi".

    Letters in NFC that Vietnamese and English use fold one to one, so that positions in the key are
    positions in the text. Spaces and punctuation stay. Idempotent.
    """
    return _kept(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFC", text).translate(_FOLD)
    return unicodedata.normalize("NFC", folded)


_SHORT = 600  # characters of a text whose key is kept: sentences are asked for again and again
_kept = functools.lru_cache(maxsize=20_000)(_folded)


def tone_key(text: str) -> str:
    """The text with tone marks placed one way: hóa → hoá, thủy → thuỷ, qúy → quý.

    A key for comparing, not for showing: both placements are correct Vietnamese. NFC, case kept;
    idempotent.
    """
    decomposed = unicodedata.normalize("NFD", text)
    for pattern in (_TONE_FIRST, _TONE_AFTER_Q):
        decomposed = pattern.sub(r"\g<first>\g<last>\g<tone>", decomposed)
    return unicodedata.normalize("NFC", decomposed)


def join_broken_words(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with words that a line's end cut in two made one.

    The first half's token carries the whole word, the second half's an empty text; sources and
    spans stay. Codes and figures keep their hyphen ("184/KH-" + "UBND", "2021-" + "2025"); it goes
    only from lower-case words of foreign spelling ("infor-" + "mation"): Vietnamese writes its
    syllables apart and never hyphenates them. Dashes that stand alone join nothing.

    Args:
        lines: in reading order; running headers between two lines are looked over.

    Returns:
        As many lines as came in, in the same order.
    """
    joined = list(lines)
    body = [i for i, line in enumerate(joined) if line.role is not Role.FURNITURE]
    for here, after in itertools.pairwise(body):
        if not joined[here].tokens or not joined[after].tokens:
            continue
        first, second = joined[here].tokens[-1], joined[after].tokens[0]
        soft = joined[here].source[first.start : first.end].endswith("\u00ad")
        word = _join(first.text, second.text, soft)
        if word is None:
            continue
        joined[here] = _with_token(joined[here], -1, word)
        joined[after] = _with_token(joined[after], 0, "")
    return tuple(joined)


def _with_token(line: Line, index: int, text: str) -> Line:
    tokens = list(line.tokens)
    tokens[index] = replace(tokens[index], text=text)
    return replace(line, tokens=tuple(tokens))


def _join(first: str, second: str, soft: bool) -> str | None:
    """The two halves as one word, or None where they are two words."""
    if soft and second[0].islower():
        return first + second
    if re.search(r"\d-$", first):
        is_range = re.match(r"\d", second) and not re.match(r"\d{1,2}[.)]$", second)
        return first + second if is_range or _CODE_BODY.match(second) else None
    if _CODE_END.search(first):
        return first + second if _CODE_BODY.match(second) else None
    if re.search(r"\d/$", first):
        return first + second if _CODE_BODY.match(second) or re.match(r"\d{4}", second) else None
    halves = _LOWER_END.match(first), _LOWER_START.match(second)
    if halves[0] and halves[1]:
        vietnamese = all(_SYLLABLE.fullmatch(half[1]) for half in halves if half)
        return None if vietnamese else first[:-1] + second
    return None
