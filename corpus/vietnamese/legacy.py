"""Vietnamese from before Unicode: which encoding a text is in, and its letters with their places.

A font's name tells the encoding where the file has one; elsewhere the letters do. Under the right
table nearly every word becomes a Vietnamese syllable, under a wrong one, or in another language,
hardly any that holds a letter beyond ASCII. Tables: `corpus.vietnamese.legacy_tables`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from corpus.model import Line, Page, Token
from corpus.vietnamese import legacy_tables, ngrams
from corpus.vietnamese.normalise import join_broken_words, normalise, tokenize_line
from corpus.vietnamese.syllables import is_syllable, is_word, key


class Encoding(StrEnum):
    """A way of writing Vietnamese letters from before Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni"
    VISCII = "viscii"
    VPS = "vps"


_TABLES: dict[Encoding, Callable[[], dict[str, str]]] = {
    Encoding.TCVN3: legacy_tables.tcvn3,
    Encoding.VNI: legacy_tables.vni,
    Encoding.VISCII: legacy_tables.viscii,
    Encoding.VPS: legacy_tables.vps,
}
_FONTS = (
    (re.compile(r"\.vn|vn(?:time|arial)h?(?:[,-]|$)", re.IGNORECASE), Encoding.TCVN3),
    (re.compile(r"vni[ -]", re.IGNORECASE), Encoding.VNI),
    (re.compile(r"vps[ -]", re.IGNORECASE), Encoding.VPS),
    (re.compile(r"vi(?:scii)?[ -]|.*viscii", re.IGNORECASE), Encoding.VISCII),
)
_SUBSET = re.compile(r"[A-Z]{6}\+")  # of a font in a PDF, ISO 32000-1, 9.6.4
_CAPITALS = re.compile(r"\.?[Vv][Nn].*H(?:[,-].*)?$")

_SAMPLE = 20_000  # characters that a judgement looks at
_LEAST = 4  # words with letters beyond ASCII that have to become syllables
_RIGHT = 0.8  # the share of them that has to
_VIETNAMESE = 0.7  # the share of all words that has to be syllables then
_CLEARLY = 3.0  # nats by which the best encoding has to be likelier than the next
_UNKNOWN, _WRONG = -14.0, -22.0  # ln P of a syllable that the model lacks, of what is none
_BEYOND = re.compile(r"[^\x00-\x7f]|[\x02-\x06\x10-\x15\x19\x1c-\x1e]")
_WORDS = re.compile(r"[^\W\d_]+")
_PRINTED = re.compile(r"(?:[A-Za-z]|[^\x00-\x7f])+")
_ABBREVIATION = re.compile("[A-ZĐ]+")
_MARKS = "“”‘’„…–—«»•·°º×"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text in Unicode.

    Attributes:
        text: precomposed letters.
        spans: for every character of `text`, its (start, end) in what was decoded; in order.
    """

    text: str
    spans: tuple[tuple[int, int], ...]


def of_font(name: str) -> Encoding | None:
    """The encoding of a font by its name: ".VnTime", "VNI-Times", "VPS Times", "VI Arial"."""
    bare = _SUBSET.sub("", name).strip()
    return next((encoding for pattern, encoding in _FONTS if pattern.match(bare)), None)


def has_capitals_only(name: str) -> bool:
    """Whether a TCVN3 font shows small letters as capitals, as ".VnTimeH" does."""
    return _CAPITALS.match(_SUBSET.sub("", name).strip()) is not None


def decode(text: str, encoding: Encoding, *, capitals: bool = False) -> Decoded:
    """A text in Unicode, with the place of every letter.

    TCVN3's fonts have no accented capitals, so that "CéNG" is printed for "CỘNG": such a letter
    follows the capitals around it. Its "ư" is a soft hyphen, which programs turn into a plain one,
    and VISCII's "Õ" a no-break space: both are letters only where they make a syllable.

    Args:
        text: as a program shows it that knows nothing of the encoding.
        encoding: the encoding.
        capitals: whether the font has capitals in the places of small letters.
    """
    pattern, table = _table(encoding)
    letters: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in pattern.finditer(text):
        letters.append(table.get(match[0], match[0]))
        spans.append(match.span())
    decoded = "".join(letters)
    if encoding is Encoding.TCVN3:
        decoded = _HYPHENED.sub(_with_horn, decoded)
        decoded = _upper(decoded) if capitals else _CAPITAL_RUN.sub(_raised, decoded)
    elif encoding is Encoding.VISCII:
        decoded = _SPACED.sub(lambda m: _with(m[0], "\u00a0", "Õ"), decoded)
    return Decoded(decoded, tuple(spans))


@lru_cache(maxsize=8)
def _table(encoding: Encoding) -> tuple[re.Pattern[str], dict[str, str]]:
    table = _TABLES[encoding]()
    if encoding is Encoding.VISCII:
        table.pop("\u00a0")
    pairs = "|".join(re.escape(pair) for pair in table if len(pair) == 2)
    return re.compile(f"{pairs}|." if pairs else ".", re.DOTALL), table


_HYPHENED = re.compile(r"(?<![\w-])([^\W\d_]*)-([^\W\d_]*)(?![\w-])")
_SPACED = re.compile(r"(?<![^\W\d_])[^\W\d_]*\u00a0[^\W\d_]*(?![^\W\d_])")
_CAPITAL_RUN = re.compile(r"[^\W\d_]+(?:[^\S\n]+[^\W\d_]+)*")


def _with_horn(match: re.Match[str]) -> str:
    """A hyphen as the letter that it was: "®-îc" (được), "T- ph¸p" (Tư pháp)."""
    parts = [part for part in match.groups() if part]
    if not parts or all(map(is_syllable, parts)) or match[2].isupper():
        return match[0]
    return _with(match[0], "-", "ư")


def _with(word: str, mark: str, letter: str) -> str:
    made = word.replace(mark, letter)
    return made if is_word(made) else word


def _raised(match: re.Match[str]) -> str:
    """A run of words with the accented letters among capitals made capitals too."""
    parts = re.split(r"(\s+)", match[0])
    words = parts[::2]
    upper = [_ascii_case(word) for word in words]
    for at, word in enumerate(words):
        around = [*upper[max(0, at - 1) : at], *upper[at + 1 : at + 2]]
        unsure = upper[at] is None and around and all(around)
        if (upper[at] or unsure) and not word.isupper():
            parts[2 * at] = _upper(word)
    return "".join(parts)


def _ascii_case(word: str) -> bool | None:
    """Whether a word's plain letters are capitals; None where one or none tells too little."""
    plain = [char for char in word if char.isascii()]
    if any(char.islower() for char in plain):
        return False
    return True if len(plain) > 1 else None


def _upper(text: str) -> str:
    return "".join(up if len(up := char.upper()) == 1 else char for char in text)


def judge(text: str) -> Encoding | None:
    """The encoding of a text by its letters alone; None where it is in none or too short to tell.

    Text in Unicode, in another language, or of random bytes is in none.
    """
    sample = _sampled(text)
    if not _BEYOND.search(sample):
        return None
    stands = _Reading.of(_printed_words(sample))
    found: list[tuple[float, Encoding]] = []
    for encoding in Encoding:
        reading = _Reading.of(_decoded_words(sample, encoding))
        if reading.is_vietnamese and reading.right >= stands.right + max(3, 0.3 * reading.marked):
            found.append((reading.likelihood, encoding))
    found.sort(reverse=True)
    if not found or (len(found) > 1 and found[0][0] - found[1][0] < _CLEARLY):
        return None
    return found[0][1]


def fits(text: str, encoding: Encoding) -> bool:
    """Whether a text makes more sense in an encoding than as it stands.

    For text whose encoding is known from elsewhere, its font or its page: a font may be set on text
    that was typed in Unicode.
    """
    stands, reading = (
        _Reading.of(words) for words in (_printed_words(text), _decoded_words(text, encoding))
    )
    return (stands.right, stands.likelihood) <= (reading.right, reading.likelihood)


@dataclass(frozen=True, slots=True)
class _Reading:
    """How much of a text is Vietnamese under one reading of it.

    Attributes:
        words, syllables: words, and those spelled like syllables.
        marked, right: words with a letter beyond ASCII, and those that are good syllables.
        likelihood: ln P of the marked words by their frequency in good text.
    """

    words: int
    syllables: int
    marked: int
    right: int
    likelihood: float

    @classmethod
    def of(cls, words: Iterable[tuple[str, bool]]) -> _Reading:
        count = syllables = marked = right = 0
        likelihood = 0.0
        for word, beyond in words:
            abbreviation = _ABBREVIATION.fullmatch(word) and not is_syllable(word)
            if abbreviation or len(word) == 1:  # noise makes single letters
                continue
            if beyond:
                marked += 1
                right += _is_good(word)
                likelihood += _frequency(word)
            count += 1
            syllables += is_syllable(word)
        return cls(count, syllables, marked, right, likelihood)

    @property
    def is_vietnamese(self) -> bool:
        return (
            self.right >= _LEAST
            and self.right >= _RIGHT * self.marked
            and self.syllables >= _VIETNAMESE * self.words
        )


def _is_good(word: str) -> bool:
    """Whether a word is a syllable and its capitals stand as they should: "ThÓ" is none."""
    return is_word(word) and (word.isupper() or word[1:].islower() or len(word) == 1)


@lru_cache(maxsize=65536)
def _frequency(word: str) -> float:
    if not _is_good(word):
        return _WRONG
    model = ngrams.shipped()
    row = model.ids.get(key(word))
    return _UNKNOWN if row is None else float(model.frequency[row])


def _printed_words(text: str) -> Iterator[tuple[str, bool]]:
    """The words as they stand, each with whether it has a letter beyond ASCII."""
    for match in _PRINTED.finditer(unicodedata.normalize("NFC", text)):
        word = match[0].strip(_MARKS)
        if word:
            yield word, not word.isascii()


def _decoded_words(text: str, encoding: Encoding) -> Iterator[tuple[str, bool]]:
    """The words under an encoding, each with whether it was printed with one beyond ASCII."""
    decoded = decode(text, encoding)
    for match in _WORDS.finditer(decoded.text):
        start, end = decoded.spans[match.start()][0], decoded.spans[match.end() - 1][1]
        yield match[0], _BEYOND.search(text, start, end) is not None


def _sampled(text: str) -> str:
    """A long text's beginning, middle and end."""
    if len(text) <= _SAMPLE:
        return text
    part = _SAMPLE // 4
    starts = (round(i * (len(text) - part) / 3) for i in range(4))
    return "\n".join(text[start : start + part] for start in starts)


def convert(line: Line, encoding: Encoding) -> Line:
    """The line with its tokens in Unicode; their spans are those of the source as it stands.

    Words that the reader left out, as Markdown's marks, stay out.
    """
    decoded = decode(line.source, encoding)
    tokens = []
    for token in tokenize_line(decoded.text):
        start, end = decoded.spans[token.start][0], decoded.spans[token.end - 1][1]
        kept = [old for old in line.tokens if old.start < end and start < old.end]
        if kept:
            new = Token(token.text, start, end)
            tokens.append(replace(new, text=_as_kept(new, kept[0], line.source)))
    return replace(line, tokens=tuple(tokens))


def _as_kept(new: Token, old: Token, source: str) -> str:
    """A token's reading, with the marks off that the reader took off the ends of its old one."""
    printed = normalise(source[new.start : new.end])
    if (old.start, old.end) != (new.start, new.end) or not old.text:
        return new.text
    before, found, after = printed.partition(old.text)
    return new.text.removeprefix(before).removesuffix(after) if found else new.text


def convert_pages(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages of a document with the lines in Unicode that are in an older encoding.

    Lines are judged together, a page's before the document's, and only those that make no sense as
    they stand: a page may mix encodings. Words that a line's end cut are joined again.
    """
    doubtful = [[line for line in page.lines if _makes_no_sense(line.source)] for page in pages]
    if not any(doubtful):
        return tuple(pages)
    whole = _judge(line for lines in doubtful for line in lines)
    return tuple(
        _convert_page(page, _judge(lines) or whole) if lines else page
        for page, lines in zip(pages, doubtful, strict=True)
    )


def _judge(lines: Iterable[Line]) -> Encoding | None:
    return judge("\n".join(line.source for line in lines))


def _makes_no_sense(source: str) -> bool:
    """Whether fewer than half of a line's words beyond ASCII are syllables as they stand."""
    if not _BEYOND.search(source):
        return False
    stands = _Reading.of(_printed_words(source))
    return stands.right < 0.5 * max(1, stands.marked)


def _convert_page(page: Page, encoding: Encoding | None) -> Page:
    if encoding is None:
        return page
    lines = [
        convert(line, encoding) if fits(line.source, encoding) else line for line in page.lines
    ]
    if not page.paragraphs:
        lines = list(join_broken_words(lines))
    return replace(page, lines=tuple(lines))
