"""Which procedure a question means: by its code, by its name, or by what was found nearest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from assistant import places
from assistant.answers.procedures import actions
from assistant.fields import FIELD_PATTERNS
from assistant.model import Kind, Language, Passage, Question
from assistant.stopwords import is_stop, telling
from corpus.lexical import terms
from corpus.procedures import Found
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import find_codes

_GENERIC = frozenset(
    """
        thu tuc cap giay ho so phep dang ky chung nhan hanh chinh bao lau het
    """.split()
)
_ENOUGH = 0.55
_WHOLE = 1.0  # of a procedure that is named by its code or by its whole name
_NAME_WORDS = 30
_NAMED = 0.2  # share of a procedure's name that a question about a situation says of it
_NAMES = 0.5  # share of such a question that a long name says of it
_SAID = 2  # words of a name, of however long a one, that are enough as well
_NEARLY = 0.85  # of the best passage's score, for the procedure of another to be meant as well
_WHICH = re.compile(
    r"\bthu tuc (?:gi|nao|hanh chinh (?:gi|nao))\b|\b(?:phai|can) lam (?:gi|nhung gi|the nao)\b"
    r"|\b(?:xin|lam) (?:giay|giay to|giay phep|phep) (?:gi|nao)\b|\bwhich procedure\b"
)
_ASKS = re.compile(
    r"\b(?:gi|nao|sao|bao nhieu|may|ai|dau|the nao|khong|chua|bao lau|what|which|who|how|when|where|why)\b"
)
ALIKE = 0.6
"""Share of two names' words in common (`in_common`) from which they are nearly the same."""
_ACTION_APART, _ACTION_TOO_MANY = 0.4, 0.05
_PAPERS = re.compile(r"(?<=giấy )(?:phép|chứng nhận|xác nhận)\b|(?<=[pn] )phép\b|\bchứng chỉ\b")
_OTHER_PAPER = 0.06
_NOT_MEANT = 0.1
"""What a procedure loses that does not do what the situation calls for; one that does loses nothing."""


Known = tuple[str, Found]
"""A procedure with the document that holds it."""


@dataclass(frozen=True, slots=True)
class Match:
    """A procedure that a question may mean, with the share of the question's words in its name."""

    document: str
    found: Found
    score: float

    @property
    def name(self) -> str:
        """The procedure's name as it is said; of a very long one the beginning."""
        return shown(self.found.procedure.name)


def shown(name: str) -> str:
    """A procedure's name as it is said; of a very long one the beginning."""
    words = name.split()
    return " ".join(words[:_NAME_WORDS]) + (" …" if len(words) > _NAME_WORDS else "")


def match(question: Question, known: Sequence[Known], passages: Sequence[Passage]) -> list[Match]:
    """The procedures that a question names, best first; none where it names none clearly.

    Args:
        question: understood.
        known: the procedures that may be seen.
        passages: retrieved, best first.
    """
    codes = find_codes(question.understood)
    by_code = [Match(d, f, _WHOLE) for d, f in known if f.procedure.code in codes and codes]
    if by_code:
        return by_code
    rank = _ranks(passages)
    asked = _subject(question)
    if not asked:
        return []
    matches = []
    for document, found in known:
        if found.procedure.key not in rank:
            continue
        name = set(terms(found.procedure.name))
        total = sum(asked.values())
        hit = sum(weight for term, weight in asked.items() if term in name)
        length = len([t for t in name if " " not in t and not is_stop(t)])
        said = len([t for t in asked if t in name and " " not in t])
        score = 0.8 * hit / total + 0.2 * said / max(1, length) - 0.01 * rank[found.procedure.key]
        apart = _apart(question, found)
        # what is only told of changes the order, and does not keep a procedure from being named
        if score - (apart if apart != _NOT_MEANT else 0.0) >= _ENOUGH:
            matches.append(Match(document, found, score - apart))
    enough = sorted(matches, key=lambda m: -m.score)
    whole = [one for one in enough if _is_whole(one, question, passages, enough)]
    enough = [replace(one, score=_WHOLE) for one in whole] or enough
    if question.language is Language.ENGLISH:
        # no procedure has an English name: what the glossary's words fit has to be nearest as well
        first = passages[0].chunk.procedure if passages else None
        enough = [m for m in enough if m.found.procedure.key == first]
    return enough


def _is_whole(
    match: Match, question: Question, passages: Sequence[Passage], others: Sequence[Match]
) -> bool:
    """Whether a question says the whole name of the procedure that was found nearest, and of no longer one: of
    another that it says more of it leaves a word out ("công bố hợp quy do bên thứ ba" is no "công bố hợp chuẩn
    … (bên thứ ba)").
    """
    name = match.found.procedure.name
    if not passages or passages[0].chunk.procedure != match.found.procedure.key:
        return False
    asked = telling(question.search if question.language is Language.ENGLISH else question.read)
    own = telling(name) - _GENERIC
    longer = (telling(one.found.procedure.name) - _GENERIC for one in others)
    if len(own) < _SAID or not own <= asked or any(own < one <= asked for one in longer):
        return False
    return (
        actions.asked(question) <= actions.named(name)
        and actions.is_meant(question, name) is not False
    )


def nearest(question: Question, known: Sequence[Known], passages: Sequence[Passage]) -> list[Match]:
    """The procedure of the best passage, for a question that tells of a situation instead of naming one.

    None where that passage is of no procedure, or of one that does something else than is asked for.
    """
    return _near(question, known, passages)[:1]


def candidates(
    question: Question, known: Sequence[Known], passages: Sequence[Passage]
) -> list[Match]:
    """The procedures that a situation may call for, nearest first, each name once."""
    near = _near(question, known, passages)
    named = {fold(one.found.procedure.name): one for one in reversed(near)}
    return sorted(named.values(), key=lambda one: -one.score)


def asks_which(question: Question) -> bool:
    """Whether a question tells of a situation and asks what procedure it calls for, or asks nothing."""
    if question.fields or question.context or question.language is Language.ENGLISH:
        return False
    return bool(_WHICH.search(fold(question.read))) or (
        question.kind is Kind.SUMMARY and not _ASKS.search(fold(question.read))
    )


def asks_whole(question: Question) -> bool:
    """Whether a question in English asks for a procedure as a whole; one in Vietnamese names it."""
    return question.language is Language.ENGLISH and question.kind is Kind.SUMMARY


def _near(question: Question, known: Sequence[Known], passages: Sequence[Passage]) -> list[Match]:
    """The procedures of the passages that do what is asked and are named a little: those that do no more
    than that first, then as they were found.
    """
    if not passages or passages[0].chunk.procedure is None:
        return []
    scores = {p.chunk.procedure: p.score for p in reversed(passages)}
    ranks = _ranks(passages)
    asked = telling(question.search) | telling(question.context)
    held = []
    for document, found in known:
        key = found.procedure.key
        if key not in ranks:
            continue
        name = telling(found.procedure.name)
        named = _share(name, asked) >= _NAMED or _share(asked, name) > _NAMES
        named = named or len((name & asked) - _GENERIC) >= _SAID
        apart = _apart(question, found)
        if apart < _ACTION_APART and named:
            held.append((apart, ranks[key], Match(document, found, scores[key])))
    least = min((one[0] for one in held), default=0.0)
    held = sorted((one for one in held if one[0] < least + _NOT_MEANT), key=lambda one: one[:2])
    best = max((one[-1].score for one in held), default=0.0)
    return [one[-1] for one in held if one[-1].score >= _NEARLY * best]


def records_of(match: Match, known: Sequence[Known]) -> list[Match]:
    """The records of a procedure: a catalogue and a guide may both tell of it, each another part."""
    name = fold(match.found.procedure.name)
    others = [
        Match(document, found, match.score)
        for document, found in known
        if found is not match.found and fold(found.procedure.name) == name
    ]
    return [match, *others]


def granting(match: Match, question: Question, known: Sequence[Known]) -> list[Match]:
    """The procedure that grants the paper which the one that was found renews or amends, where a question
    says nothing of that: how long the paper holds is told where it is granted.
    """
    name = match.found.procedure.name
    if question.fields != ("validity",) or find_codes(question.understood):
        return []
    if actions.asked(question) or actions.is_meant(question, name) is not None:
        return []
    return [
        Match(document, found, match.score)
        for document, found in known
        if actions.is_grant_of(found.procedure.name, name)
    ][:1]


def does_otherwise(question: Question, passages: Sequence[Passage]) -> bool:
    """Whether what is asked to be done ("gia hạn") is done by nothing that was found, which are procedures."""
    asked = actions.named(question.read)
    if not asked or not passages or passages[0].chunk.procedure is None:
        return False
    nearest_one = passages[0].chunk.procedure
    words = {word for action in asked for word in action.split()}
    about = telling(question.search) - words
    texts = [fold(one.chunk.text) for one in passages if one.chunk.procedure == nearest_one]
    names = [" ".join(one.chunk.heading) for one in passages]
    texts += [fold(name) for name in names if _share(telling(name) - words, about) >= _NAMED]
    return not any(action in text for action in asked for text in texts)


def rivals(
    match: Match, question: Question, known: Sequence[Known], passages: Sequence[Passage]
) -> list[Match]:
    """Procedures with nearly the same name among those found, where the question says nothing that tells
    them apart: "Đăng ký thành lập công ty cổ phần" and "… công ty TNHH", asked for "mở công ty".
    """
    if question.language is Language.ENGLISH:
        return []  # its words are not those of the names
    asked = telling(question.search) | telling(question.context)
    mine = telling(match.found.procedure.name)
    others = []
    ranks = _ranks(passages)
    for document, found in known:
        own = telling(found.procedure.name)
        if found.procedure.key not in ranks or own == mine:
            continue
        alike = in_common(mine, own) >= ALIKE
        apart = bool(mine - own - _GENERIC) and bool(own - mine - _GENERIC)
        apart = apart and _apart(question, found) <= _apart(question, match.found)
        if alike and apart and not asked & (mine ^ own):
            others.append(Match(document, found, match.score))
    return others


def in_common(one: Set[str], other: Set[str]) -> float:
    """The words that two names have in common, as a share (0-1) of those of the longer one."""
    return len(one & other) / max(len(one), len(other), 1)


def _share(name: set[str], asked: set[str]) -> float:
    """Share of a name's words that are asked for; what most names have counts only where that is all."""
    own = name - _GENERIC or name
    return len(own & asked) / max(1, len(own))


def _ranks(passages: Sequence[Passage]) -> dict[str | None, int]:
    return {p.chunk.procedure: i for i, p in reversed(list(enumerate(passages)))}


def _apart(question: Question, found: Found) -> float:
    """What a procedure loses that does something else than is asked for, or something more."""
    name = found.procedure.name
    if places.is_of_other_countries(name, places.asked_abroad(question)):
        return _ACTION_APART
    meant = actions.is_meant(question, name)
    if meant is not None:
        return 0.0 if meant else _NOT_MEANT
    if question.language is Language.ENGLISH:
        return 0.0
    done, asked = actions.named(name), actions.asked(question)
    if asked - done:
        return _ACTION_APART
    other = _ACTION_TOO_MANY if done - asked else 0.0
    return other + (_OTHER_PAPER if _is_of_other_paper(question, name) else 0.0)


def _is_of_other_paper(question: Question, name: str) -> bool:
    """Whether a question names a paper ("giấy phép"), and a procedure's name none or another: what is declared
    or notified ends in no licence.
    """
    asked = set(_PAPERS.findall(question.understood.casefold()))
    return bool(asked) and not asked & set(_PAPERS.findall(name.casefold()))


def _subject(question: Question) -> dict[str, float]:
    """The words of a question that can name a procedure, with weights; no name has short forms."""
    asked = question.written_out(question.read)
    asked = asked if asked != question.read else question.search
    folded = fold(f"{question.context} {asked}".strip())
    for _, pattern in FIELD_PATTERNS:
        folded = pattern.sub(" | ", folded)
    return dict(_weighed(folded.split("|")))


def _weighed(parts: Iterable[str]) -> Iterable[tuple[str, float]]:
    for part in parts:
        for term in terms(part):
            if not is_stop(term):
                yield term, 0.4 if all(w in _GENERIC for w in term.split()) else 1.0
