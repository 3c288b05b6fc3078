"""Vietnamese syllables: which spellings are possible, and their parts.

A syllable is an onset, a rime and a tone. The table of rimes is closed, so that spelling alone
tells a syllable from a foreign word or from damage (Đoàn Thiện Thuật 1977, Ngữ âm tiếng Việt; the
spelling of quốc ngữ). Keys place the tone one way (`normalise.tone_key`: hoá, thuỷ); what is shown
follows the older placement that public bodies use (hóa, thủy).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from corpus.vietnamese.normalise import tone_key

TONES = "\u0301\u0300\u0309\u0303\u0323"
"""The tone marks: sắc, huyền, hỏi, ngã, nặng."""
_SHAPES = "\u0302\u0306\u031b"

_ONSETS = frozenset(" b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x".split(" "))
_OPEN = """
    a ai ao au ay am an ang anh ăm ăn ăng âu ây âm ân âng e eo em en eng ê êu êm ên ênh
    i iu im in inh ia iêu iêm iên iêng o oi om on ong oong oa oai oao oay oam oan oang oanh oăm oăn
    oăng oe oeo oen oem ô ôi ôm ôn ông ôông ơ ơi ơm ơn u ui um un ung ua uôi uôm uôn uông uâ uân
    uâng uây uê uên uênh uêu uơ uy uya uyên uynh uyu uyn ư ưi ưu ưm ưn ưng ưa ươi ươu ươm ươn ương
    y yên yêm yêng yêu uai uao uau uay uan uang uanh uam uăn uăng uăm ue ueo uen ui uôn
""".split()
_STOPPED = """
    ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt êc ich ip it iêc iêp iêt oc op ot ooc oac oach
    oap oat oăc oăt oet ôc ôp ôt ơp ơt ơc uc up ut uôc uôt uât uêch uyêt uych uyt uyp ưc ưt ưp ươc
    ươp ươt yêt uac uach uap uat uăc uăp uăt uet uêt uôc ic
""".split()
_RIMES = frozenset(_OPEN) | frozenset(_STOPPED)
_STOPS = frozenset(_STOPPED)
_STOPPED_TONES = frozenset("\u0301\u0323")
_ONSET = re.compile(r"(ngh|ng|gh|gi|kh|nh|ph|th|tr|ch|[bcdđghklmnpqrstvx])?")
_FRONT = frozenset("ieêy")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word (NFC, any case) is spelled as a Vietnamese syllable can be."""
    bare, tones = split_tone(word.casefold())
    if len(tones) > 1:
        return False
    match = _ONSET.match(bare)
    assert match is not None
    onset, rime = match[1] or "", bare[match.end() :]
    if onset == "gi" and (not rime or rime[0] in "êm" or rime in ("n", "p", "m")):
        onset, rime = "g", "i" + rime
        return rime in _RIMES and _tone_fits(rime, tones)
    if rime not in _RIMES or onset not in _ONSETS or not _tone_fits(rime, tones):
        return False
    if onset == "q":
        return rime.startswith(("u", "o")) and len(rime) > 1
    front = rime[0] in _FRONT
    if onset in ("k", "gh", "ngh"):
        return front
    if onset in ("c", "g", "ng"):
        return not front
    return not (rime.startswith("yê") and onset)


@lru_cache(maxsize=65536)
def is_word(word: str) -> bool:
    """Whether a word is spelled as a syllable of correct text: a stopped rime has its tone.

    "quyet" and "đoc" are skeletons, "quyết" and "đọc" words.
    """
    if not is_syllable(word):
        return False
    bare, tones = split_tone(word.casefold())
    return bool(tones) or not _STOPPED_END.search(bare)


_STOPPED_END = re.compile(r"(?:c|ch|p|t)$")


def _tone_fits(rime: str, tones: str) -> bool:
    return rime not in _STOPS or not tones or tones in _STOPPED_TONES


def split_tone(text: str) -> tuple[str, str]:
    """A word without its tone marks (NFC), and the marks in order."""
    decomposed = unicodedata.normalize("NFD", text)
    tones = "".join(char for char in decomposed if char in TONES)
    bare = "".join(char for char in decomposed if char not in TONES)
    return unicodedata.normalize("NFC", bare), tones


UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
"""The capital letters of Vietnamese, as a class of a pattern has them: in "À-Ỹ" stand small ones, too."""


def has_marks(text: str) -> bool:
    """Whether a text has a Vietnamese accent: a tone, a vowel's shape or đ."""
    return any(char in TONES or char in _SHAPES or char in "đĐ" for char in _decomposed(text))


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """The canonical form of a syllable, for comparing: lower case, tone placed one way."""
    return tone_key(word.casefold())


_NEW_PLACES = {
    "oá": "óa", "oà": "òa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oé": "óe", "oè": "òe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uý": "úy", "uỳ": "ùy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_ENDS_OPEN = re.compile("(?<!q)(" + "|".join(_NEW_PLACES) + ")$")


def shown(word: str) -> str:
    """A syllable's key as public bodies print it: hoá → hóa, thuỷ → thủy; quý stays."""
    return _ENDS_OPEN.sub(lambda match: _NEW_PLACES[match[1]], word)
