"""Questions in another language than Vietnamese and English, which the assistant understands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.languages import language_of
from assistant.model import Language
from assistant.question import understand
from corpus.vietnamese import detect, words
from eval.check.found import Found
from eval.findings import Kind
from eval.questions import Item

_WORD = re.compile(r"[^\W\d_]+")
_NUMBERED = re.compile(r"\S*\d\S*")


def find(item: Item) -> Iterator[Found]:
    """Whether the question is in another language, also once its slips and keystrokes are mended."""
    if is_foreign(item.question) and is_foreign(understand(item.question).read):
        yield Kind.OTHER_LANGUAGE, {}


def is_foreign(text: str) -> bool:
    """Whether a text is likely neither Vietnamese nor English.

    By its script, else by how many of its words are spelled like Vietnamese syllables, accents and
    slips aside (`corpus.vietnamese.detect`); too short a text is not.
    """
    found = _WORD.findall(text)
    if not all(map(_is_latin, found)):
        return 2 * sum(not _is_latin(word) for word in found) >= len(found)
    # the letters of a document's number say nothing of the language it is asked for in
    if language_of(_NUMBERED.sub(" ", text)) is Language.ENGLISH:
        return False
    parsed = (word for token in text.split() for word in words.parse(token))
    return detect.line_state(detect.shipped().signs(parsed)) is detect.State.FOREIGN


def _is_latin(word: str) -> bool:
    names = (unicodedata.name(char, "") for char in word)
    return all(name.startswith(("LATIN", "COMBINING", "MODIFIER")) for name in names)
