"""Questions as they are typed: without accents, in half-converted Telex or VNI, with slips.

A token is read as keys: letters, and the keys that set shapes and tones wherever they stand. The
syllables whose letters are the same, or one slip away, are its candidates; the language model
chooses among them over the whole question. English words and names stay, and a good syllable
changes only where its neighbours outweigh it.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path

from corpus.vietnamese import abbreviations, lexicon, ngrams
from corpus.vietnamese.decoder import Alternative, Cache, Choice, Decoder
from corpus.vietnamese.detect import AMONG_LOSS, Detector, Signs
from corpus.vietnamese.keystrokes import (
    Keys,
    agreement,
    deletions,
    is_one_slip,
    keys_of,
    keys_of_word,
)
from corpus.vietnamese.loss import BARE, LossChannel, Rates
from corpus.vietnamese.ngrams import CLASSES, NUMBER, OTHER, LanguageModel, word_keys
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.syllables import has_marks, is_word, key, shown
from corpus.vietnamese.words import Kind, Word, in_capitals, parse

_SHORTHAND = Path(__file__).with_name("shorthand.toml")

# Costs in nats; tuned on data/spelling/telex_real_25.jsonl, 2026-11-25.
_KEYS = -1.0  # a token was typed as keys
_SLIP = -9.0  # a letter too many, too few, wrong, or two swapped
_SHORT = -1.0
_STAYS = -1.5  # a good syllable was meant as it stands
_CHANGES = -5.0  # a good syllable was meant to be another one with other letters
_TERM = -2.0  # a known term, abbreviation or foreign word was meant
_SHORT_STAYS = -3.0  # a short form was meant as it stands
_FOREIGN = -8.0  # any other word that is no syllable
_FOREIGN_KEYS = -12.0
_FOREIGN_LETTER = -1.0
_LANGUAGE = 1.1
_PRINTED = 0.3  # of a passage's words have marks where it was printed with them
_NEAR = 0.2  # of the words of passages found against the language (docs/decisions/0026)
_OPEN = 0.12  # readings of a word that are at least so likely stay open
_VNI = re.compile(r"[a-zđ]+[1-9]{1,2}[a-z]*[1-9]?[.,?!]?", re.IGNORECASE)
_VNI_SHARE = 0.25
_INNER_CAPITAL = re.compile(r"[^\W\d_A-ZĐ][A-ZĐ]")
# Frequent English words that nobody types who means Vietnamese.
_ENGLISH = frozenset(
    """
        what which who whom when where why how many much does did is are was were been have has had
        of for from with by and this these those its there their your you we they about please tell
        list need needed apply fee fees cost report department procedure procedures
    """.split()
)
_DOCUMENT_KINDS = frozenset("qd qđ nd nđ nq kh tt cv ct bc tb kl".split())
_FEW_LOST = 0.2  # share of words that lost accents where most kept them
_SHOUTED = 3  # words in capitals alone that make a question written so
_CANDIDATES = 8
_WORST = 4.0  # of a word without accents, a candidate further behind the best is not tried
_MEMORY = 20_000  # words whose readings are kept
_CANDIDATES_KEYS = 16


class Change(IntEnum):
    """What was changed of a question, the most of it."""

    NOTHING = 0
    ACCENTS = 1
    LETTERS = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was understood.

    Attributes:
        text: with its accents, slips mended.
        change: how much that changed.
        open: other readings of single words that are nearly as likely.
    """

    text: str
    change: Change
    open: tuple[str, ...] = ()


class Typist:
    """Reads what was typed, with one language model."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self._decoder = Decoder(model, weight=_LANGUAGE)
        self._vocabulary = model.vocabulary
        self._loss = LossChannel(self._vocabulary)
        self._detector = Detector(model)
        self._keys = [keys_of_word(word) for word in self._vocabulary]
        self._by_letters: dict[str, list[int]] = defaultdict(list)
        for row, keys in enumerate(self._keys):
            self._by_letters[keys.letters].append(row)
        self._near: dict[str, set[str]] = defaultdict(set)
        for letters in self._by_letters:
            for shorter in deletions(letters):
                self._near[shorter].add(letters)
        self._beside: tuple[tuple[str, ...], Cache] = (), Cache.of((), _NEAR)
        self._short = shorthand()
        self._memory: dict[tuple[str, Kind, Rates, bool], tuple[Alternative, ...]] = {}

    def read(self, text: str, near: Sequence[str] = ()) -> Reading:
        """Read a question; what is not Vietnamese comes back as it is.

        Args:
            text: at most some hundred characters.
            near: passages that it may be about, whose pairs of words are likelier in it; they decide
                between accents only, and only where most were not typed.
        """
        tokens = text.split()
        shouted = len(tokens) >= _SHOUTED and text.isupper()
        if shouted and self._is_keys(w for token in tokens for w in parse(token.lower())):
            reading = self.read(text.lower(), near)  # capitals hide which words are abbreviations
            return Reading(reading.text, _change(text, reading.text), reading.open)
        parsed = [
            parse(token, capitals=capital)
            for token, capital in zip(tokens, in_capitals(tokens), strict=True)
        ]
        words = [word for parts in parsed for word in parts]
        signs = self._detector.signs(words)
        vni = _is_vni(tokens)
        marked = bool(signs.marked)
        typed = vni or self._is_keys(w for w in words if not (marked and w.core.istitle()))
        english = sum(word.core.casefold() in _ENGLISH for word in words)
        if (not typed and _is_foreign(signs)) or (english >= 2 and not signs.marked):
            return Reading(text, Change.NOTHING)
        rate = round(signs.rate(AMONG_LOSS), 1)
        rates = (
            BARE
            if rate >= 0.9
            else Rates(0.003 + 0.2 * rate, 0.002 + 0.1 * rate, 0.003 + 0.6 * rate)
        )
        names = () if typed else self._names(words, kept=marked and rate <= _FEW_LOST)
        places = [
            (Alternative((self._model.id_of(key(word.core)),), 0.0, ""),)
            if at in names
            else self._readings(word, rates, typed)
            if (vni or not any(map(str.isdigit, word.core))) and not _is_kind(word, after)
            else (Alternative((NUMBER,), 0.0, ""),)
            for at, (word, after) in enumerate(zip_longest(words, words[1:]))
            if word is not None
        ]
        choices = self._decoder.decode(places)
        if near and not (marked and rate <= _FEW_LOST):
            places = [_other_accents(*one) for one in zip(words, places, choices, strict=True)]
            choices = self._decoder.decode(places, self._cache(tuple(near)))
        mended = [
            word.before + (_cased(choice.alternative.text, word.core) or word.core) + word.after
            for word, choice in zip(words, choices, strict=True)
        ]
        parts = iter(mended)
        result = " ".join("".join(next(parts) for _ in group) for group in parsed)
        return Reading(result, _change(text, result), tuple(self._open(choices)))

    def _cache(self, texts: tuple[str, ...]) -> Cache:
        """The pairs of words of texts that are printed with their accents; kept until others are asked for."""
        known, cache = self._beside  # at once: other threads read questions, too
        if known != texts:
            runs = []
            for text in texts:
                words = list(word_keys(text))
                printed = [word for word in words if word]
                if sum(map(has_marks, printed)) >= _PRINTED * len(printed):
                    runs.append([self._model.id_of(word) for word in words])
            cache = Cache.of(runs, _NEAR, least=1)
            self._beside = texts, cache
        return cache

    def _is_keys(self, words: Iterable[Word]) -> bool:
        """Whether some of the words are keys that were not converted."""
        count = 0
        for word in words:
            core = word.core.casefold()
            if word.kind is not Kind.WORD or not core.isascii() or fold(core) in self._by_letters:
                continue
            keys = keys_of(core)
            marked = bool(keys.tones or keys.hats or keys.horned or keys.stroke)
            count += marked and keys.letters in self._by_letters
        return count > 0

    def _names(self, words: Sequence[Word], kept: bool) -> frozenset[int]:
        """Places of words without accents whose capital says that they are names: "Messi", "Tango".

        Args:
            words: of the question.
            kept: whether it kept its accents; then "Minh" is a name, too, and one may open it.
        """
        capital = {at for at, word in enumerate(words) if word.core[:1].isupper()}
        if 2 * len(capital) > len(words) and len(words) >= _SHOUTED:
            return frozenset()  # written in capitals, which say nothing
        return frozenset(
            at
            for at in capital
            if (core := words[at].core).isascii()
            and (core.istitle() or (kept and core.lower() not in self._short))
            and (kept or (at > 0 and not words[at - 1].ends_sentence))
            and (fold(core) not in self._by_letters or (kept and at > 0))
        )

    def _readings(self, word: Word, rates: Rates, typed: bool) -> tuple[Alternative, ...]:
        known = word.core, word.kind, rates, typed
        if known not in self._memory:
            if len(self._memory) >= _MEMORY:
                self._memory.clear()
            self._memory[known] = tuple(self._alternatives(word, rates, typed))
        return self._memory[known]

    def _alternatives(self, word: Word, rates: Rates, typed: bool) -> Iterator[Alternative]:
        core = word.core
        if word.kind is not Kind.WORD:
            yield Alternative(self._model.context(core), 0.0, "")
            return
        own = key(core)
        lower = core.casefold()
        name = core[:1].isupper() and has_marks(core) and is_word(core)
        unknown = name and own not in self._model.ids
        meant = typed and keys_of(lower).letters in self._by_letters  # "has" may be "há"
        english = lower in _ENGLISH and not meant
        if _INNER_CAPITAL.search(core) or english or unknown:  # NaOH, iPhone, Toản
            yield Alternative((self._model.id_of(own),), 0.0, "")
            return
        if not is_word(core) and not meant and self._is_term(lower):
            # questions that the model has counted hold short forms too, and mean the long ones
            stays = _TERM + (_SHORT_STAYS if lower in self._short else 0.0)
            yield Alternative((self._model.id_of(own),), stays, "")
            for long in self._short.get(lower, ()):
                yield self._spelled_out(long)
            return
        scores: dict[int, float] = {}
        for row, losses in self._loss.forms(core):
            scores[row] = rates.log(losses)
        good = is_word(core) and bool(scores)
        base = _CHANGES if good and (has_marks(core) or not typed) else 0.0
        if core.isalnum() and len(core) <= 12 and (typed or not good or not core.isascii()):
            for row, score in self._typed(core, typed, slips=not good):
                score += base
                if score > scores.get(row, -99.0):
                    scores[row] = score
        for long in self._short.get(lower, ()):
            yield self._spelled_out(long)
        stays = self._model.ids.get(own, OTHER)
        if not good:
            yield Alternative((stays,), self._foreign(core, typed), "")
        ranked = sorted(
            ((score + 0.5 * self._frequency(row), row, score) for row, score in scores.items()),
            reverse=True,
        )
        for rank, row, score in ranked[: _CANDIDATES_KEYS if typed else _CANDIDATES]:
            if rates is BARE and rank < ranked[0][0] - _WORST:
                continue
            if self._vocabulary[row] == own:
                score = max(score, _STAYS if has_marks(core) else score)
                placed = core.casefold() in (own, shown(own))  # "khoá" stays, "tòan" does not
                yield Alternative((CLASSES + row,), score, "" if placed else shown(own))
            else:
                yield Alternative((CLASSES + row,), score, shown(self._vocabulary[row]))

    def _foreign(self, core: str, typed: bool) -> float:
        """What it costs that a word is none of the language's: an English one, a name, a term."""
        if self._model.ids.get(key(core), OTHER) != OTHER:
            return _TERM
        return (_FOREIGN_KEYS if typed else _FOREIGN) + _FOREIGN_LETTER * len(core)

    def _spelled_out(self, long: str) -> Alternative:
        ids = tuple(self._model.ids.get(key(part), OTHER) for part in long.split())
        return Alternative(ids, _SHORT, long)

    @staticmethod
    def _is_term(word: str) -> bool:
        """Whether a word is an abbreviation, a word of the body's own terms or a current foreign one."""
        known = word in abbreviations.table() or word in lexicon.own_words()
        return known or word in foreign_words()

    def _frequency(self, row: int) -> float:
        return float(self._model.frequency[CLASSES + row])

    def _typed(self, core: str, typed: bool, slips: bool) -> Iterator[tuple[int, float]]:
        """(row, score) of syllables whose keys a token may be, or is but for one slip."""
        keys = keys_of(core)
        for row in self._by_letters.get(keys.letters, ()):
            yield row, _KEYS + agreement(keys, self._keys[row], typed)
        if not slips:
            return
        plain = fold(core)
        around = {keys.letters: keys}
        if plain != keys.letters:
            # the letters that look like keys may be letters
            around[plain] = Keys(plain, frozenset(), False, keys.stroke, frozenset())
        for letters, mine in around.items():
            near = set().union(*(self._near.get(d, ()) for d in (letters, *deletions(letters))))
            near |= {d for d in deletions(letters) if d in self._by_letters}
            for other in near:
                if other != letters and is_one_slip(letters, other):
                    for row in self._by_letters[other]:
                        yield row, _SLIP + agreement(mine, self._keys[row], typed)

    @staticmethod
    def _open(choices: Sequence[Choice]) -> Iterator[str]:
        for choice in choices:
            for alternative, share in choice.others:
                if share >= _OPEN and alternative.text:
                    yield alternative.text


def _other_accents(
    word: Word, readings: Sequence[Alternative], choice: Choice
) -> tuple[Alternative, ...]:
    """Of a word's readings those in the letters of the one that was chosen; one that is typed stays."""
    chosen = choice.alternative
    if has_marks(word.core) or not chosen.is_single:
        return (chosen,)
    letters = fold(chosen.text or word.core)
    return tuple(a for a in readings if a.is_single and fold(a.text or word.core) == letters)


def _is_kind(word: Word, after: Word | None) -> bool:
    """Whether a word is a kind of document before its number: "tt 28", "nd 13/2023"."""
    number = after is not None and after.core[:1].isdigit()
    return number and word.core.casefold() in _DOCUMENT_KINDS


def _is_vni(tokens: Sequence[str]) -> bool:
    """Whether digits are keys: in a VNI text many words hold one, in others it is a code's."""
    found = sum(bool(_VNI.fullmatch(token)) for token in tokens)
    return found >= 2 and found >= _VNI_SHARE * len(tokens)


def _is_foreign(signs: Signs) -> bool:
    return signs.words >= 3 and signs.vietnamese < 0.5 * signs.words and not signs.marked


def _cased(text: str, typed: str) -> str:
    if not text:
        return ""
    letters = [char for char in typed if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return text.upper()
    return text[:1].upper() + text[1:] if letters and letters[0].isupper() else text


def _change(before: str, after: str) -> Change:
    if " ".join(before.split()) == after:
        return Change.NOTHING
    return Change.ACCENTS if fold(" ".join(before.split())) == fold(after) else Change.LETTERS


@lru_cache(maxsize=1)
def shorthand() -> dict[str, tuple[str, ...]]:
    """What people type short: "ko" → "không"; in lower case."""
    entries = tomllib.loads(_SHORTHAND.read_text(encoding="utf-8"))["shorthand"]
    return {short: tuple(longs) for short, longs in entries.items()}


@lru_cache(maxsize=1)
def foreign_words() -> frozenset[str]:
    """Words of other languages that people use as they are; in lower case."""
    return frozenset(tomllib.loads(_SHORTHAND.read_text(encoding="utf-8"))["foreign"]["words"])


@lru_cache(maxsize=1)
def shipped() -> Typist:
    """The typist with the language model that is shipped."""
    return Typist(ngrams.shipped())
