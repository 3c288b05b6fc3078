r"""Text files: one page, one line for every line of the file, numbered as `grep -n` counts.

Only "\\n" ends a line. Form feeds and other control characters stay in the source and belong to no
token, so that line numbers are those of any editor.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from corpus.errors import Reason, UnreadableError
from corpus.model import Line, Page
from corpus.vietnamese import legacy
from corpus.vietnamese.normalise import join_broken_words, tokenize_line
from corpus.vietnamese.syllables import is_syllable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAX_BROKEN = 0.005
_WINDOWS = {
    code: shown
    for code in range(0x80, 0xA0)
    if (shown := bytes([code]).decode("cp1252", errors="ignore"))
}
_SAMPLE = 50_000
_CONTROL = bytes(code for code in range(0x20) if code not in b"\t\n\f\r\x1b")
_MOST_CONTROL = 0.01
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_MARKED = 4  # words with letters beyond ASCII, by which an encoding is told
_GOOD = 0.9  # share of them that are syllables
_TAG = re.compile(r"<[^<>]{1,500}>")


def read(path: Path) -> tuple[Page, ...]:
    """Read a text file.

    Returns:
        One page without a number, with a line for every line of the file, empty ones included.

    Raises:
        UnreadableError: DAMAGED for bytes that are no text, UNKNOWN_ENCODING for an encoding other
            than UTF-8, UTF-16, Windows-1258 and those of `corpus.vietnamese.legacy`.
    """
    text, confidence = decode(path)
    sources = [source.removesuffix("\r") for source in text.split("\n")]
    if sources[-1] == "":
        sources.pop()
    lines = [Line(n, source, tokenize_line(source)) for n, source in enumerate(sources, start=1)]
    return (Page(number=None, lines=join_broken_words(lines), confidence=confidence),)


def decode(path: Path) -> tuple[str, float]:
    """The text of a file and the share of it that could be decoded.

    UTF-8 and UTF-16, with or without a byte-order mark. A few broken characters in UTF-8 (a cut
    download, one pasted byte) become U+FFFD. So is Windows-1258, where what it says is Vietnamese.
    Vietnamese in older encodings comes as Windows-1252 shows it, no byte lost;
    `corpus.vietnamese.legacy` makes letters of it.

    Raises:
        UnreadableError: as `read`.
    """
    data = path.read_bytes()
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    encoding = encoding or _unmarked_utf16(data) or "utf-8"
    try:
        text, broken = data.decode(encoding), 0.0
    except UnicodeDecodeError as error:
        text = data.decode(encoding, errors="replace")
        broken = text.count("\ufffd") / len(text)
        shown = (_windows_1258(data) or _legacy(data)) if broken > _MAX_BROKEN else None
        if shown is not None:
            return shown, 1.0
        if broken > _MAX_BROKEN:
            reason = Reason.DAMAGED if _is_binary(data) else Reason.UNKNOWN_ENCODING
            raise UnreadableError(path, reason, str(error)) from error
    if "\0" in text:
        raise UnreadableError(path, Reason.DAMAGED, "NUL characters")
    return text, 1.0 - broken


def _windows_1258(data: bytes) -> str | None:
    """The text of bytes in Microsoft's code page for Vietnamese; None where it makes no sense."""
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        return None
    marked = [word for word in _WORD.findall(text[:_SAMPLE]) if not word.isascii()]
    good = sum(is_syllable(word.casefold()) for word in marked)
    return text if len(marked) >= _LEAST_MARKED and good >= _GOOD * len(marked) else None


def _is_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding: control characters that no text has."""
    sample = data[:_SAMPLE]
    return len(sample.translate(None, _CONTROL)) < (1 - _MOST_CONTROL) * len(sample)


def _legacy(data: bytes) -> str | None:
    """The text of bytes in an old Vietnamese encoding, one character a byte; else None."""
    if b"\0" in data:
        return None
    shown = data.decode("latin-1").translate(_WINDOWS)
    return shown if legacy.judge(_TAG.sub(" ", shown)) else None


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 shows in text by zeros in every second byte, whatever the language: spaces."""
    sample = data[:4096]
    if len(data) % 2 or b"\0" not in sample:
        return None
    pairs = [sample[i : i + 2] for i in range(0, len(sample), 2)]
    ends = sum(b"\n" in pair for pair in pairs)
    for encoding, space, end in (("utf-16-le", b" \0", b"\n\0"), ("utf-16-be", b"\0 ", b"\0\n")):
        whole = pairs.count(end) >= 0.9 * ends  # else only some lines are, and lost in any case
        if whole and pairs.count(space) >= max(1, len(pairs) // 50):
            return encoding
    return None
