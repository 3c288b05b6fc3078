"""Whether a sentence follows from the spans that are cited for it, decided by words alone.

It does where the spans say it word for word, or where they hold all its facts (`facts`), each told of
the same, all its names and nearly all its other words that mean something, and deny what it denies.
Accents, case, the order of words and whether an abbreviation is spelled out do not count. It stands in
the place of the language model that ALCE asks (TRUE: Honovich et al. 2022): it gives the same verdict
everywhere and can be checked by hand; it is stricter with paraphrases, takes nothing that is worked
out, and does not see who did what to whom where one sentence names both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from assistant.stopwords import is_stop
from corpus.vietnamese.abbreviations import expand
from corpus.vietnamese.keys import match_key, worded_numbers
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.syllables import has_marks
from eval.matching import normalise
from eval.measures import facts
from eval.measures.facts import Facts

# Of the words that are no names and no facts this share may be missing: a list's "và", "gồm" in
# other words. Set by hand; sentences of fewer than ten such words need every one of them.
_MISSING = 0.1
_SAME = 0.5  # of the words of a clause, in a sentence that tells of the same; set by hand too
_WORD = re.compile(r"\w+")
_PRINTED = re.compile(r"\d+(?:[.,/]\d+)*(?!\w)|\w+")  # a figure is one word: "7" is not in "1,7"
_CLAUSE = re.compile(r"[.,;:!?\n]+(?!\d)")
_ANNOUNCING = frozenset({"so", "ngay", "thang", "nam"})  # "số 45/QĐ-UBND ngày 06/10/2022"
_BREAK = re.compile(r"[.:;!?•\n]|(?:^|\s)[-+]\s")
_PART = re.compile(r"[.,;!?\n]+(?!\d)")
_UNIT = re.compile(r"\n|(?<=[.!?…])\s+")
_DENIED = frozenset({"không", "chưa", "chẳng", "not", "no", "never", "cannot", "without"})
_BARE_DENIED = frozenset({"khong", "chua"})
_NO_DENIAL = re.compile(
    r"\bkhông (?:chỉ|những)\b|\bhàng không\b|\bkhông (?:gian|khí|quân)\b|\bhang khong\b|\bkhong (?:gian|khi)\b"
)


def entails(spans: Sequence[str], sentence: str) -> bool:
    """Whether a sentence follows from what is cited for it.

    Args:
        spans: the cited texts together; a sentence may take something from each of them.
        sentence: of an answer, without markers. One that says nothing follows from anything.
    """
    if any(_repeats(span, sentence) for span in spans):
        return True
    held = "\n".join(spans)
    said = facts.read(sentence)
    return (
        facts.read(held).hold(said)
        and _tells_of_the_same(held, sentence)
        and _holds_words(held, said)
        and _denies_alike(held, sentence)
    )


def _repeats(span: str, sentence: str) -> bool:
    """Whether a span says a sentence word for word, and not with a "không" before it."""
    wanted = f" {' '.join(_PRINTED.findall(fold(sentence)))} "
    said = f" {' '.join(_PRINTED.findall(fold(span)))} "
    start = said.find(wanted)
    while wanted.strip() and start >= 0:
        if _BARE_DENIED.isdisjoint(said[:start].rsplit(maxsplit=1)[-1:]):
            return True
        start = said.find(wanted, start + 1)
    return False


def _holds_words(held: str, said: Facts) -> bool:
    known = _keys(held)
    names, others = _split(said.rest)
    if not all(_known(name, known) for name in names):
        return False
    counted = {count.value for count in said.counts}
    missing = sum(not (_known(word, known) or _value(word) in counted) for word in others)
    return missing <= _MISSING * len(others)


def _value(word: str) -> str | None:
    """The value of a number in words ("bốn"), which is then one of the facts."""
    return next(iter(worded_numbers(f"{word} ngày")), None)


def _split(rest: str) -> tuple[list[str], list[str]]:
    """The names and the other words of a sentence that mean something, mentions left out.

    A name is a word with a capital that does not open the sentence, or of capitals only.
    """
    names: list[str] = []
    others: list[str] = []
    end = 0
    for match in _WORD.finditer(rest):
        word, gap = match[0], rest[end : match.start()]
        opens = not end or bool(_BREAK.search(gap))
        end = match.end()
        if len(word) < 2 or word.isdecimal() or is_stop(fold(word)):
            continue
        named = word.isupper() or (word[0].isupper() and not opens)
        if named:
            names.append(word)
        elif fold(word) not in _ANNOUNCING:
            others.append(word)
    return names, others


@lru_cache(maxsize=1024)
def _keys(text: str) -> frozenset[str]:
    """The keys of a text's words, and of what its abbreviations stand for."""
    return frozenset(match_key(word) for word in _words((text, *expand(text))))


def _known(word: str, known: frozenset[str]) -> bool:
    """Whether a word is among others, as it is or as what it abbreviates."""
    if match_key(word) in known:
        return True
    return any(all(match_key(w) in known for w in _words([long])) for long in expand(word))


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in _WORD.findall(text)]


def _denies_alike(held: str, sentence: str) -> bool:
    """Whether each clause denies, or not, as one of the clauses that are nearest to it does."""
    spans = [(_content(clause), _denies(clause)) for clause in _CLAUSE.split(held)]
    for clause in _CLAUSE.split(sentence):
        words = _content(clause)
        shared = [len(words & other) for other, _ in spans]
        if len(words) < 2 or not max(shared, default=0):
            continue
        nearest = {
            denies for count, (_, denies) in zip(shared, spans, strict=True) if count == max(shared)
        }
        if _denies(clause) not in nearest:
            return False
    return True


def _tells_of_the_same(held: str, sentence: str) -> bool:
    """Whether each fact of a clause stands in a sentence of the spans that tells of the same.

    So "CT: 5.000.000 đồng" does not follow from a list in which another device costs as much. A year
    or a month may stand in a heading far from what it is told of.
    """
    units = [(facts.read(unit), _content(unit)) for unit in _UNIT.split(held)]
    for part in _PART.split(sentence):
        told = facts.read(part)
        words = _content(told.rest)
        near = [unit for unit, others in units if len(words & others) >= _SAME * len(words)]
        for fact in told.one_by_one():
            if not fact.is_of_calendar and not any(unit.hold(fact) for unit in near):
                return False
    return True


def _content(clause: str) -> frozenset[str]:
    return frozenset(
        match_key(w) for w in _WORD.findall(clause) if not (w.isdecimal() or is_stop(fold(w)))
    )


def _denies(clause: str) -> bool:
    words = _NO_DENIAL.sub(" ", normalise(clause))
    bare = frozenset() if has_marks(clause) else _BARE_DENIED
    return not (_DENIED | bare).isdisjoint(_WORD.findall(words))
