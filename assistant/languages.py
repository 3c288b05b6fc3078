"""The language of a text: Vietnamese, with its accents or without, or English."""

from __future__ import annotations

import re

from assistant.model import Language

ENGLISH = frozenset(
    """
        what which who when where how many much is are was were of for does did and or has have had
        could should please tell about from with under between per year department province plan
        report procedure procedures fee fees document documents decision number rank index list there
        this any been require required need needed their its they we you your get apply application
    """.split()
)
# English words that are Vietnamese ones without accents: "the" is "thế", "can" is "cần".
EITHER = frozenset(
    "the in on to do can my i an a me it that by long one may no so as at be".split()
)
_VIETNAMESE = frozenset(
    """
        la gi bao nhieu nao may cua so co khong thi va duoc cho nam the sao ai dau khi ngay trong
        nhung cac voi hay ve tai phai lam ra
    """.split()
)
# with their accents: what a sentence has, and a name or a term in an English one has not
_SAID_BETWEEN = frozenset(
    """
        là gì nào thì của không được cho có ở mấy đâu để khi bị những các thế sao nhiêu phải cần
        muốn ạ vậy ai tại về trong này đó với nếu mà rồi hay
    """.split()
)
# what only an English question begins with: none is a Vietnamese syllable
_OPENS = frozenset("which what who whom whose when where how why".split())
_SURELY = 3  # English words


def language_of(text: str) -> Language:
    """English where its words say so and nothing is Vietnamese but names and terms; else Vietnamese."""
    words = re.findall(r"\w+", text.casefold())
    english = sum(word in ENGLISH for word in words)
    if has_accents(text):
        enough = words[0].isascii() and (english >= _SURELY or words[0] in _OPENS)
        named = enough and not any(word in _SAID_BETWEEN for word in words)
        return Language.ENGLISH if named else Language.VIETNAMESE
    either = sum(word in EITHER for word in words)
    vietnamese = sum(word in _VIETNAMESE - EITHER for word in words)
    if words[:1] and words[0] in _OPENS and not vietnamese:
        return Language.ENGLISH
    is_english = english and english + either >= 2 and 2 * english + either > 2 * vietnamese
    return Language.ENGLISH if is_english else Language.VIETNAMESE


def has_accents(text: str) -> bool:
    """Whether a text has any letter that is not of the plain alphabet."""
    return any(ord(char) > 127 and char.isalpha() for char in text)
