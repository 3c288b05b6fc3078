"""Lines spelled by what the recogniser saw and by the language together.

The recogniser's first reading gives the words and where they stand; a word that it is not sure of,
or that is none, may be any syllable that its steps explain (`corpus.scans.syllables`). The language
model of repair chooses among them over whole sentences, as it does for damaged text
(`corpus.vietnamese.repair`), here with the recogniser itself as the channel.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.scans import letters as reading
from corpus.scans.channel import confusion
from corpus.scans.frames import Floats, Frames
from corpus.scans.spacing import respaced
from corpus.scans.syllables import SyllableScores, of_text
from corpus.vietnamese import words as parsing
from corpus.vietnamese.decoder import Alternative, Cache, Choice, Decoder
from corpus.vietnamese.ngrams import CLASSES, NUMBER, OTHER, LanguageModel
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.syllables import is_syllable, is_word, key, shown
from corpus.vietnamese.words import Kind

# Tuned 2026-11-28 on 16 pages that `tools.repair.render` drew of eval/repair/clean.txt and
# tools/repair/texts/daily-02.txt in four fonts; the scans of `tools.scans` had no part in it.
_SURE = 0.985  # P of every letter of a word that is not looked into again
_SEEN = 1.0  # weight of what was seen against the language: the network is surer than it is right
_LANGUAGE = 0.75
_CASE = 0.4
_CACHE = 0.3
_CANDIDATES = 10
_WORST = 7.0  # a candidate further behind the best than this is not tried
_KEPT = -5.0  # ln P that a word that is no syllable is one all the same
_RARE = -6.0  # the same of a syllable that the model does not know
_NO_SPACE = -5.0  # ln P that a space is there where none was seen
_SHORTEST_GLUED = 4  # letters
_LONGEST_RUN = 120


@dataclass(frozen=True, slots=True)
class Spelled:
    """One word of a line.

    Attributes:
        raw: as the recogniser first read it.
        text: as it is read now.
        confidence: 0-1.
        first, last: the steps it stands at.
    """

    raw: str
    text: str
    confidence: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Glued(Alternative):
    """Two syllables whose space was not seen; `cut` letters belong to the first."""

    cut: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a word on its way: what is read, in which steps."""

    line: int
    word: int
    part: int
    parsed: parsing.Word
    share: float  # P of its least sure letter
    letters: tuple[reading.Letter, ...]
    scores: Floats  # ln P(seen | printed character) from the part's first step to its last
    first: int
    capitals: bool
    starts: bool = False  # whether it opens a sentence


class Speller:
    """Spells lines with one language model.

    Args:
        model: of the language.
        characters: of the recogniser, by column of its scores.
    """

    def __init__(self, model: LanguageModel, characters: Sequence[str]) -> None:
        self._model, self._characters = model, characters
        self._columns = {char: column for column, char in enumerate(characters) if char}
        self._confusion = confusion(characters).T.astype(np.float32)
        self._syllables = SyllableScores(model.vocabulary, characters)
        self._alike: dict[tuple[str, int], list[tuple[int, str]]] = {}
        for row, word in enumerate(model.vocabulary):
            for form in dict.fromkeys((word, shown(word))):
                self._alike.setdefault((fold(form), len(form)), []).append((row, form))
        self._unigram = model.unigram[CLASSES : CLASSES + model.syllables]
        self._capital, self._small = model.capitals
        self._nothing = np.zeros_like(self._capital)
        self._decoder = Decoder(model, _LANGUAGE)

    def first(self, lines: Sequence[Frames]) -> list[list[Spelled]]:
        """The words of every line as the recogniser reads them by itself."""
        return [
            [spelled for word in self._words(frames) for spelled in _spelled(word, ())]
            for frames in lines
        ]

    def _words(self, frames: Frames) -> list[reading.Word]:
        seen = reading.letters(frames, self._characters)
        return respaced(reading.words(seen, len(frames.scores)))

    def spell(self, lines: Sequence[Frames], starts: Sequence[bool]) -> list[list[Spelled]]:
        """The words of every line.

        Args:
            lines: of one document in reading order.
            starts: for every line whether it begins a block that no sentence runs into.
        """
        read = [self._words(frames) for frames in lines]
        runs = self._runs([self._printed(frames) for frames in lines], read, starts)
        places = [[self._alternatives(part) for part in run] for run in runs]
        first = [self._decoder.decode(run) for run in places]
        cache = Cache.of([_ids(choices) for choices in first], _CACHE)
        changes: dict[tuple[int, int], list[tuple[_Part, Choice]]] = {}
        for run, run_places in zip(runs, places, strict=True):
            for choice in self._decoder.decode(run_places, cache):
                part = run[choice.place]
                changes.setdefault((part.line, part.word), []).append((part, choice))
        return [
            [
                spelled
                for number, word in enumerate(found)
                for spelled in _spelled(word, changes.get((line, number), []))
            ]
            for line, found in enumerate(read)
        ]

    def _printed(self, frames: Frames) -> Floats:
        """Ln P(what was seen | printed character) of every step; shape as the scores'."""
        shares = np.exp(frames.scores) @ self._confusion
        printed: Floats = np.log(shares + 1e-9)
        return printed

    def _runs(
        self,
        lines: Sequence[Floats],
        read: Sequence[Sequence[reading.Word]],
        starts: Sequence[bool],
    ) -> list[list[_Part]]:
        runs: list[list[_Part]] = [[]]
        before: bool | None = None
        for line, found in enumerate(read):
            if starts[line]:
                runs.append([])
            capitals = parsing.in_capitals([word.text for word in found])
            for number, (word, capital) in enumerate(zip(found, capitals, strict=True)):
                if before is not None and capital != before:
                    runs.append([])
                before = capital
                for part in _parts(lines[line], line, number, word, capital):
                    if part.parsed.kind in (Kind.MARK, Kind.ENUMERATOR):
                        runs.append([])
                        continue
                    runs[-1].append(replace(part, starts=not runs[-1]))
                    if part.parsed.ends_sentence or len(runs[-1]) >= _LONGEST_RUN:
                        runs.append([])
        return [run for run in runs if run]

    def _alternatives(self, part: _Part) -> list[Alternative]:
        core = part.parsed.core
        if part.parsed.kind is Kind.FIGURE:
            return [Alternative((NUMBER,), 0.0, "")]
        if part.parsed.kind is not Kind.WORD:
            return [Alternative(self._model.context(core), 0.0, "")]
        known = self._model.ids.get(key(core), OTHER)
        if part.share >= _SURE and is_word(core) and known != OTHER:
            return self._near(part, known)
        scores = part.scores
        seen = _SEEN * self._syllables.of(scores) + self._written(part)
        rank = seen + 0.6 * self._unigram
        best = np.argsort(-rank)[:_CANDIDATES]
        found = [
            self._syllable(int(row), float(seen[row]), core)
            for row in best
            if rank[row] > rank[best[0]] - _WORST
        ]
        if not any(alternative.ids == (known,) for alternative in found):
            columns = [self._columns[char] for char in core if char in self._columns]
            kept = _SEEN * of_text(scores, columns)
            kept += (_RARE if is_word(core) else _KEPT) if known == OTHER else 0.0
            found.append(Alternative((known,), kept, ""))
        if not is_word(core) and len(part.letters) >= _SHORTEST_GLUED:
            found.extend(self._glued(part))
        return found

    def _glued(self, part: _Part) -> Iterator[_Glued]:
        """Readings as two syllables: "phítheo" → "phí theo"."""
        space = self._columns[" "]
        for cut in range(1, len(part.letters)):
            gap = part.letters[cut - 1].last - part.first, part.letters[cut].first - part.first
            if not all(_may_be_syllable(half) for half in _halves(part.parsed.core, cut)):
                continue
            seen = part.scores[slice(gap[0], max(gap[1], gap[0] + 1)), space]
            cost = max(float(seen.max(initial=_NO_SPACE)), _NO_SPACE)
            sides = [
                self._syllables.of(part.scores[: gap[1]]),
                self._syllables.of(part.scores[gap[0] :]),
            ]
            rows = [int(np.argmax(_SEEN * side + 0.6 * self._unigram)) for side in sides]
            texts = [shown(self._model.vocabulary[row]) for row in rows]
            score = sum(_SEEN * float(side[row]) for side, row in zip(sides, rows, strict=True))
            ids = CLASSES + rows[0], CLASSES + rows[1]
            yield _Glued(ids, score + cost, " ".join(texts), cut=cut)

    def _written(self, part: _Part) -> Floats:
        """Ln P(capital or small | syllable) inside a sentence; capitals elsewhere tell nothing."""
        if part.capitals or part.starts:
            return self._nothing
        return _CASE * (self._capital if part.parsed.core[0].isupper() else self._small)

    def _near(self, part: _Part, known: int) -> list[Alternative]:
        """Readings of a word whose letters are sure: those that differ in accents alone."""
        core = part.parsed.core.casefold()
        forms = self._alike.get((fold(core), len(core)), [])
        rows = [letter.first - part.first for letter in part.letters]
        written = self._written(part)
        found = []
        for row, form in forms:
            columns = [self._columns.get(char, 0) for char in form]
            uppers = [self._columns.get(char.upper(), 0) for char in form]
            seen = np.maximum(part.scores[rows, columns], part.scores[rows, uppers])
            score = _SEEN * float(seen.sum()) + float(written[row])
            found.append((score + 0.6 * float(self._unigram[row]), row, score))
        best = max((rank for rank, _, _ in found), default=0.0)
        alternatives = [
            self._syllable(row, score, core)
            for rank, row, score in sorted(found, reverse=True)[:_CANDIDATES]
            if rank > best - _WORST
        ]
        if any(alternative.ids == (known,) for alternative in alternatives):
            return alternatives
        return [Alternative((known,), 0.0, "")]

    def _syllable(self, row: int, score: float, core: str) -> Alternative:
        syllable = self._model.vocabulary[row]
        text = "" if syllable == key(core) else shown(syllable)
        return Alternative((CLASSES + row,), score, text)


def _halves(core: str, cut: int) -> tuple[str, str]:
    return core[:cut], core[cut:]


def _may_be_syllable(text: str) -> bool:
    return is_syllable(fold(text)) or is_word(text)


def _parts(
    scores: Floats, line: int, number: int, word: reading.Word, capital: bool
) -> Iterator[_Part]:
    """The parts of a word with the steps of their cores, up to the letters beside them."""
    parsed = parsing.parse(word.text, first=number == 0, capitals=capital)
    edges = [word.first, *(letter.first for letter in word.letters), word.last]
    at = 0
    for index, part in enumerate(parsed):
        start = at + len(part.before)
        end = start + len(part.core)
        at = end + len(part.after)
        own = word.letters[start:end]
        first = word.first if start == 0 else word.letters[start - 1].last
        last = word.last if end >= len(word.letters) else edges[end + 1]
        share = min((letter.share for letter in own), default=0.0)
        yield _Part(line, number, index, part, share, own, scores[first:last], first, capital)


def _spelled(word: reading.Word, changes: Sequence[tuple[_Part, Choice]]) -> Iterator[Spelled]:
    """A word as it is read now; two of them where a space was missing."""
    chosen = {part.part: (part, choice) for part, choice in changes}
    if not chosen:
        seen = float(np.mean([letter.share for letter in word.letters]))
        yield Spelled(word.text, word.text, seen, *_span(word.letters))
        return
    any_part = next(iter(chosen.values()))[0]
    parsed = parsing.parse(word.text, first=any_part.word == 0, capitals=any_part.capitals)
    text, sure, start, at = "", 1.0, 0, 0
    for index, part in enumerate(parsed):
        core = part.core
        if index in chosen:
            place, choice = chosen[index]
            alternative = choice.alternative
            is_open = bool(choice.others or alternative.text)
            sure = min(sure, choice.confidence if is_open else place.share)
            if isinstance(alternative, _Glued):
                first, second = alternative.text.split(" ")
                cut = at + len(part.before) + alternative.cut
                before, after = _halves(core, alternative.cut)
                own = word.letters[start:cut]
                text += part.before + _cased(first, before, place.capitals)
                yield Spelled(_raw(own), text, sure, *_span(own))
                text = _cased(second, after, place.capitals) + part.after
                start = cut
                at += len(part.before + part.core + part.after)
                continue
            if alternative.text:
                core = _cased(alternative.text, core, place.capitals)
        text += part.before + core + part.after
        at += len(part.before + part.core + part.after)
    own = word.letters[start:]
    yield Spelled(_raw(own), text, sure, *_span(own))


def _raw(letters: Sequence[reading.Letter]) -> str:
    return "".join(letter.text for letter in letters)


def _span(letters: Sequence[reading.Letter]) -> tuple[int, int]:
    return letters[0].first, letters[-1].last


def _cased(text: str, read: str, capitals: bool) -> str:
    letters = [char for char in read if char.isalpha()]
    if capitals or (len(letters) > 1 and sum(map(str.isupper, letters)) > len(letters) / 2):
        return text.upper()
    return text[:1].upper() + text[1:] if letters and letters[0].isupper() else text


def _ids(choices: Sequence[Choice]) -> list[int]:
    return [id_ for choice in choices for id_ in choice.alternative.ids]
