"""Letters that a program split off their words, joined again: "ĐIỀ U KHO ẢN" → "ĐIỀU KHOẢN".

Such splits come from how a font sets letters with two marks, and from headings that are spaced out.
Words are joined only where one of them is no word by itself and the whole is, and where the
language model finds the whole likelier in its place.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.model import Line, Page
from corpus.vietnamese import abbreviations, ngrams
from corpus.vietnamese.ngrams import OTHER
from corpus.vietnamese.normalise import fold, normalise
from corpus.vietnamese.syllables import is_word, key

_LONGEST = 7  # letters of a syllable: "nghiêng"
_PARTS = 4
_SPACED_OUT = 4  # letters in a row, each a word, that make a spaced-out heading
# Nats by which a whole has to be likelier than its parts; at 1.5 no good line of 6,000 is joined, 2026-11-30.
_CLEARLY = 2.0
_OPENING, _CLOSING = "([{“‘\"'«", ")]}”’\"'».,;:!?…"


def join_pages(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with the words of their lines joined."""
    return tuple(
        replace(page, lines=tuple(join_split(line) for line in page.lines)) for page in pages
    )


def join_split(line: Line) -> Line:
    """The line with words whole that were split.

    A word's first token carries the whole, the others an empty text; spans and the source stay.
    """
    texts = [token.text for token in line.tokens]
    if not any(map(_is_suspect, texts)):
        return line
    joined = list(texts)
    suspect = [_is_suspect(text) for text in texts]
    at = 0
    while at < len(joined):
        if not any(suspect[at : at + _PARTS]) and len(joined[at]) != 1:
            at += 1
            continue
        count, words = _found(joined, at)
        joined[at : at + count] = [*words, *[""] * (count - len(words))]
        at += max(1, count)
    tokens = (
        token if token.text == text else replace(token, text=text)
        for token, text in zip(line.tokens, joined, strict=True)
    )
    return replace(line, tokens=tuple(tokens))


@lru_cache(maxsize=65536)
def _is_suspect(text: str) -> bool:
    return bool(text) and (unicodedata.combining(text[0]) != 0 or _is_broken(_core(text)))


def _core(text: str) -> str:
    return text.lstrip(_OPENING).rstrip(_CLOSING)


@lru_cache(maxsize=65536)
def _is_broken(word: str) -> bool:
    """Whether a word is none by itself: no syllable, or a rime alone that hardly any text has."""
    if not word.isalpha() or len(word) >= _LONGEST:
        return False
    if len(word) == 1 and is_word(word):
        return True
    if is_word(word):
        return key(word) not in ngrams.shipped().ids and fold(word)[0] in "aeiouy"
    return word.casefold() == "đ" or fold(word) not in abbreviations.table()


def _found(texts: Sequence[str], at: int) -> tuple[int, tuple[str, ...]]:
    """How many words from a place on belong together, and what they make; 0 where none do."""
    run = _letters(texts, at)
    if len(run) >= _SPACED_OUT and (words := _segmented("".join(run))):
        return len(run), words
    if at + 1 < len(texts) and texts[at + 1] and unicodedata.combining(texts[at + 1][0]):
        whole = normalise(texts[at] + texts[at + 1])
        return (2, (whole,)) if texts[at][-1:].isalpha() else (0, ())
    for count in range(min(_PARTS, len(texts) - at), 1, -1):
        parts = texts[at : at + count]
        joined = _whole(parts)
        if joined and _is_likelier(texts, at, count, joined):
            return count, (joined,)
    return 0, ()


def _letters(texts: Sequence[str], at: int) -> list[str]:
    """The single letters in a row from a place on."""
    run: list[str] = []
    for text in texts[at:]:
        if len(text) != 1 or not text.isalpha():
            break
        run.append(text)
    return run


def _segmented(letters: str) -> tuple[str, ...] | None:
    """Spaced-out letters as the likeliest row of words; None where they make none."""
    model = ngrams.shipped()
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(letters)
    for end in range(2, len(letters) + 1):
        for start in range(max(0, end - _LONGEST), end - 1):
            before, word = best[start], letters[start:end]
            row = model.ids.get(key(word))
            if before is None or row is None or not is_word(word):
                continue
            score = before[0] + float(model.unigram[row])
            here = best[end]
            if here is None or score > here[0]:
                best[end] = score, (*before[1], word)
    last = best[-1]
    return last[1] if last and not letters.isascii() else None


def _whole(parts: Sequence[str]) -> str | None:
    """The word that parts make, with the punctuation at its ends; None where they make none."""
    core = [_core(part) for part in parts]
    if not all(word.isalpha() for word in core) or not any(map(_is_broken, core)):
        return None
    inside = zip(parts[:-1], core[:-1], strict=True)
    if any(not part.endswith(word) for part, word in inside):
        return None
    if any(not part.startswith(word) for part, word in zip(parts[1:], core[1:], strict=True)):
        return None
    word = "".join(core)
    cased = word.isupper() or word[1:].islower()
    if len(word) > _LONGEST or not cased or not is_word(word):
        return None
    return "".join(parts) if key(word) in ngrams.shipped().ids else None


def _is_likelier(texts: Sequence[str], at: int, count: int, whole: str) -> bool:
    """Whether a whole reads better than its parts between the words around it."""
    model = ngrams.shipped()
    before, after = texts[max(0, at - 2) : at], texts[at + count : at + count + 2]

    def score(middle: Sequence[str]) -> float:
        words = [_core(text) for text in (*before, *middle, *after) if text]
        return model.sentence([model.ids.get(key(word), OTHER) for word in words])

    return score([whole]) > score(texts[at : at + count]) + _CLEARLY
