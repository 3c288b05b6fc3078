"""Keystrokes of Vietnamese: a word as its letters and the keys that shape and tone them.

Telex and VNI: TCVN 5712 input conventions as every Vietnamese keyboard driver has them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = dict(zip("12345", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_TONES = frozenset(_TELEX_TONES.values())
_HAT, _HORN, _BREVE = "\u0302", "\u031b", "\u0306"
_VOWELS = frozenset("aeiouy")

# Costs in nats; tuned on data/spelling/telex_real_25.jsonl, 2026-11-25.
_NO_TONE = -1.3  # a tone was forgotten by somebody who types tones
_NO_TONE_MARKED = -1.0  # the same where other words carry printed marks
_OTHER_TONE = -2.4
_EXTRA_TONE = -2.8
_TWO_TONES = -0.5
_NO_SHAPE = -0.6
_NO_SHAPE_MARKED = -1.3
_OTHER_SHAPE = -1.6
_EXTRA_SHAPE = -0.4
_EXTRA_STROKE = -4.0


@dataclass(frozen=True, slots=True)
class Keys:
    """A token as its keys: letters, and what was typed to shape and tone them."""

    letters: str
    hats: frozenset[str]  # letters doubled, or printed with a hat
    horned: bool  # w, or a printed horn or breve
    stroke: bool  # dd, or a printed đ
    tones: frozenset[str]


def keys_of(token: str) -> Keys:
    """Take a token apart, whether its marks are printed or typed as keys.

    Args:
        token: one word, any case.
    """
    letters: list[str] = []
    hats: set[str] = set()
    tones: set[str] = set()
    horned = stroke = False
    vowel = False
    for char in unicodedata.normalize("NFD", token.casefold()):
        last = letters[-1] if letters else ""
        if char in _TONES:
            tones.add(char)
        elif char == _HAT:
            hats.add(last)
        elif char in (_HORN, _BREVE):
            horned = True
        elif char == "đ":
            letters.append("d")
            stroke = True
        elif char == "d" and "d" in letters and (last == "d" or vowel):
            stroke = True
        elif char == "w":
            horned = True
            if not vowel:
                letters.append("u")
                vowel = True
        elif vowel and (char in _TELEX_TONES or char in _VNI_TONES):
            tones.add(_TELEX_TONES.get(char) or _VNI_TONES[char])
        elif vowel and char in "678":
            if char == "6":
                hats.update(letter for letter in letters if letter in "aeo")
            else:
                horned = True
        elif char == "9" and "d" in letters:
            stroke = True
        elif char in "aeo" and char in letters and (last == char or last not in _VOWELS):
            hats.add(char)
        elif char.isalpha():
            letters.append(char)
            vowel = vowel or char in _VOWELS
    return Keys("".join(letters), frozenset(hats), horned, stroke, frozenset(tones))


def keys_of_word(word: str) -> Keys:
    """The keys of a syllable that is spelled right."""
    hats, horned, stroke, tones = set(), False, False, set()
    letters: list[str] = []
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tones.add(char)
        elif char == _HAT:
            hats.add(letters[-1])
        elif char in (_HORN, _BREVE):
            horned = True
        elif char == "đ":
            letters.append("d")
            stroke = True
        else:
            letters.append(char)
    return Keys("".join(letters), frozenset(hats), horned, stroke, frozenset(tones))


def agreement(typed: Keys, meant: Keys, keys: bool) -> float:
    """What it costs that marks were typed as they were."""
    score = 0.0
    tone = next(iter(meant.tones), "")
    if not typed.tones:
        score += (_NO_TONE if keys else _NO_TONE_MARKED) if tone else 0.0
    elif tone not in typed.tones:
        score += _OTHER_TONE if tone else _EXTRA_TONE
    elif len(typed.tones) > 1:
        score += _TWO_TONES
    wanted = bool(meant.hats), meant.horned
    given = bool(typed.hats), typed.horned
    missing = sum(w and not g for w, g in zip(wanted, given, strict=True))
    extra = sum(g and not w for w, g in zip(wanted, given, strict=True))
    if missing and extra:
        score += _OTHER_SHAPE
    elif missing:
        score += _NO_SHAPE if keys else _NO_SHAPE_MARKED
    elif extra:
        score += _EXTRA_SHAPE
    elif meant.hats and not meant.hats & typed.hats:
        score += _OTHER_SHAPE
    if meant.stroke and not typed.stroke:
        score += _NO_SHAPE if keys else _NO_SHAPE_MARKED
    elif typed.stroke and not meant.stroke:
        score += _EXTRA_STROKE
    return score


def deletions(letters: str) -> set[str]:
    """What is left of letters when any one of them is left out."""
    return {letters[:i] + letters[i + 1 :] for i in range(len(letters))}


def is_one_slip(one: str, other: str) -> bool:
    """Whether one letter was added, left out, replaced, or two neighbours swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        different = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(different) == 1:
            return True
        if len(different) != 2:
            return False
        i, j = different
        return j == i + 1 and one[i] == other[j] and one[j] == other[i]
    short, long = sorted((one, other), key=len)
    return short in deletions(long)
