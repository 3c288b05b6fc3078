"""Damage to clean Vietnamese, as it comes: no accents, OCR without Vietnamese, slips of typing.

Every function takes a source of chance and a clean text, and gives the text as somebody might send or
scan it. OCR follows the tables that Repair learnt from real pages (`corpus/models/channel.json.gz`).
"""

from __future__ import annotations

import gzip
import json
import math
import random
import re
import unicodedata
from collections.abc import Callable
from functools import cache

from corpus.vietnamese import abbreviations
from corpus.vietnamese.channel import SHIPPED
from corpus.vietnamese.typing import shorthand
from eval.retrieval import strip_diacritics

Damage = Callable[[random.Random, str], str]

_WORD = re.compile(r"\w+")
_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_VNI_TONES = dict(zip(_TONES, "12345", strict=True))
_HAT, _HORN, _BREVE = "\u0302", "\u031b", "\u0306"
_NEAR = {
    "a": "sqz", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "g": "fh", "h": "gj", "i": "uo", "k": "jl",
    "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "x": "zc", "y": "tu",
}  # fmt: skip
_WHOLE = 0.4  # share of words read as a whole word was seen to be read


def without_accents(_: random.Random, text: str) -> str:
    """Typed without accents: "Đổi mới" → "Doi moi"."""
    return strip_diacritics(text)


def bare_question(dice: random.Random, text: str) -> str:
    """As typed on a phone: no accents, often no capitals, now and then a slip."""
    bare = without_accents(dice, text)
    if dice.random() < 0.6:
        bare = bare.lower()
    if dice.random() < 0.3:
        bare = bare.rstrip("?.! ")
    return slips(dice, bare, 0.03) if dice.random() < 0.4 else bare


def half_accented(dice: random.Random, text: str) -> str:
    """Some words with their accents, the others without."""
    share = dice.uniform(0.2, 0.8)
    return _WORD.sub(lambda m: without_accents(dice, m[0]) if dice.random() < share else m[0], text)


def slips(dice: random.Random, text: str, rate: float = 0.06) -> str:
    """Letters doubled, left out, swapped or taken from the key beside."""

    def slip(match: re.Match[str]) -> str:
        word = match[0]
        if len(word) < 3 or word.isdecimal() or dice.random() >= rate * len(word):
            return word
        at = dice.randrange(1, len(word))
        kind = dice.randrange(4)
        if kind == 0:
            return word[:at] + word[at + 1 :]
        if kind == 1:
            return word[:at] + word[at - 1] + word[at:]
        if kind == 2:
            return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
        near = _NEAR.get(word[at].lower(), "")
        return word[:at] + dice.choice(near) + word[at + 1 :] if near else word

    return _WORD.sub(slip, text)


def keys(dice: random.Random, text: str) -> str:
    """Telex or VNI keys left as typed, in some words or in all."""
    vni = dice.random() < 0.15
    share = dice.choice((0.1, 0.25, 0.5, 1.0))
    return _WORD.sub(lambda m: _typed(dice, m[0], vni) if dice.random() < share else m[0], text)


def _typed(dice: random.Random, word: str, vni: bool) -> str:
    typed, tone = "", ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone = (_VNI_TONES if vni else _TONES)[char]
        elif char == _HAT:
            typed += "6" if vni else typed[-1:].lower()
        elif char in (_HORN, _BREVE):
            typed += ("7" if char == _HORN else "8") if vni else "w"
        elif char in "đĐ":
            typed += ("d9" if vni else "dd") if char == "đ" else ("D9" if vni else "Dd")
        else:
            typed += char
    if dice.random() < 0.15:
        tone = ""
    return typed + tone


def shortened(dice: random.Random, text: str) -> str:
    """Words as people shorten them in messages, and as officials abbreviate them."""
    for long, short in dice.sample(_short_forms(), len(_short_forms())):
        if dice.random() < 0.7:
            text = long.sub(lambda _, s=short: s, text)
    return text


@cache
def _short_forms() -> list[tuple[re.Pattern[str], str]]:
    pairs = [(whole, short) for short, whole in abbreviations.table().items()]
    pairs += [(whole[0], short) for short, whole in shorthand().items()]
    return [
        (re.compile(rf"\b{re.escape(whole)}\b", re.IGNORECASE), short)
        for whole, short in pairs
        if len(whole) > len(short)
    ]


def ocr(dice: random.Random, text: str) -> str:
    """Read by an engine without Vietnamese."""
    letters, words = _tables()

    def read(match: re.Match[str]) -> str:
        word = match[0]
        lower = word.lower()
        if word.isdecimal():
            return word
        if lower in words and dice.random() < _WHOLE:
            return _cased(word, dice.choices(*words[lower])[0])
        return "".join(_cased(char, _letter(dice, letters, char.lower())) for char in word)

    return _WORD.sub(read, text)


Table = tuple[list[str], list[float]]


def _letter(dice: random.Random, letters: dict[str, Table], char: str) -> str:
    return dice.choices(*letters[char])[0] if char in letters else char


def _cased(like: str, text: str) -> str:
    if like.isupper() and len(like) > 1:
        return text.upper()
    return text[:1].upper() + text[1:] if like[:1].isupper() else text


@cache
def _tables() -> tuple[dict[str, Table], dict[str, Table]]:
    with gzip.open(SHIPPED, "rt", encoding="utf-8") as file:
        tables = json.load(file)
    letters = {
        letter: (list(reads), [math.exp(cost) for cost in reads.values()])
        for letter, reads in tables["letters"].items()
    }
    words: dict[str, Table] = {}
    for read, printed in tables["whole"].items():
        for word, count in printed.items():
            known = words.setdefault(word, ([], []))
            known[0].append(read)
            known[1].append(float(count))
    return letters, words


PASSAGE: tuple[tuple[Damage, float], ...] = (
    (without_accents, 0.26),
    (ocr, 0.34),
    (half_accented, 0.04),
    (keys, 0.04),
    (slips, 0.02),
)
"""How passages come damaged, and how often; the rest stays clean."""

QUESTION: tuple[tuple[Damage, float], ...] = (
    (bare_question, 0.36),
    (half_accented, 0.05),
    (keys, 0.09),
    (slips, 0.06),
    (shortened, 0.08),
)
"""How questions come damaged, and how often; the rest stays clean."""


def damaged(dice: random.Random, text: str, kinds: tuple[tuple[Damage, float], ...]) -> str:
    """A text with one kind of damage, or none."""
    at = dice.random()
    for damage, share in kinds:
        if at < share:
            return unicodedata.normalize("NFC", damage(dice, text))
        at -= share
    return text
