"""Damaged text made whole: a noisy channel over syllables (Shannon 1948; Kernighan et al. 1990).

Every damaged word has candidate syllables by the channel's score; the language model chooses among
them over a whole sentence, twice: what the first reading repeats makes the second surer. Figures,
codes and addresses stay. Lines, their order and their spans are kept: only readings change.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from corpus.model import Line, Page, Role, Token
from corpus.vietnamese import channel as channels
from corpus.vietnamese import lexicon, ngrams
from corpus.vietnamese.decoder import Alternative, Cache, Choice, Decoder
from corpus.vietnamese.detect import AMONG_LOSS, Detector, Signs, State, line_state, page_state
from corpus.vietnamese.loss import BARE, LossChannel, Rates
from corpus.vietnamese.ngrams import CLASSES, NUMBER, OTHER, LanguageModel
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.syllables import is_syllable, is_word, key, shown
from corpus.vietnamese.words import Kind, Word, in_capitals, parse, restore_code

VERSION = "1"
"""Part of a store's manifest: raise it when the same text would be repaired differently."""

DOUBTFUL = 0.75
"""Confidence below which a word is marked as doubtful."""
_NOTHING_FOUND = 0.5  # of a word that stays as it stands though it is none
_EDGE = 1e-4

CANDIDATES = 14
_LONGEST_RUN = 120  # words decoded at once; a longer sentence is cut
_SAMPLE = 600  # lines of a long page by which its state is judged
_HOPELESS = -22.0  # ln P below which a word is no reading of what stands there
_WORST = 12.0  # a candidate further behind the best than this is not tried
_LANGUAGE = 0.9
_CACHE = 0.4
_REPEATED = 5  # times that a term of a body's own counts
_KEEP_OWN = -1.0  # ln P of a word of those terms that is no Vietnamese
_KEEP_LETTER = -2.6  # ln P of a letter of a word that is no syllable
_KEEP_WORD = -3.0
_KEEP_STRANGE = -3.0  # the same of a digit or sign among its letters
_KEEP_UNSPOKEN = -4.0  # of a word in small letters that has no vowel
_CONTEXT = 3  # words of a code or abbreviation that its neighbours see
_VOWEL = re.compile("[aeiouy]")
_GLUED = -7.0
_TORN = -7.0
_POOR = -8.0  # a word whose best candidate is worse may be glued or torn
_FIGURE = -1.5  # ln P of any one figure, kept high: of 60 dev pages no real figure became a word
_SURE = 0.9  # words surer than this teach the document's own pairs

_LETTERED = re.compile(r"(c?¢|[a-zđ])[.)]")
_ENUMERATED = 0.9  # confidence of a list's letter that was put right
_MIXED = re.compile(r"([^\W\d_&]{2,})(\d{2,}[.,/\d]*%?|\d+[.,/\d]*%)")


@dataclass(frozen=True, slots=True)
class _Place:
    """A word on its way: where its token stands, which part of it it is, and what it is."""

    line: int
    token: int
    part: int
    word: Word
    capitals: bool
    starts: bool  # whether it opens a sentence, where a capital says nothing
    how: Rates | None  # what the line lost; None where an engine damaged it


@dataclass(frozen=True, slots=True)
class _Change:
    """How a part of a token is read."""

    part: int
    text: str
    confidence: float


_Changes = dict[tuple[int, int, int], list[_Change]]  # by page, line and token

_NOT_REPAIRED = frozenset({State.CLEAN, State.FOREIGN, State.LEGACY})
_LOSSES = frozenset({State.BARE, State.PARTLY})
_LEFT_ALONE = Rates(0.0, 0.0, 0.0)


def _rates(rate: float) -> Rates:
    """Rates of loss of a line of whose words a share lost accents."""
    if rate >= 0.9:
        return BARE
    return Rates(0.18 * rate, 0.18 * rate, 0.64 * rate)


class Repairer:
    """Repairs pages with one language model and a channel for each kind of damage."""

    def __init__(self, model: LanguageModel, channel: channels.Channel) -> None:
        self._model, self._channel = model, channel
        self._loss = LossChannel(channel.vocabulary, channel.by_letters)
        self._detector = Detector(model)
        self._decoder = Decoder(model, _LANGUAGE)
        self._unigram = model.unigram[CLASSES : CLASSES + model.syllables]
        self._capital, self._small = model.capitals
        self._known: dict[tuple[str, bool, bool, Rates | None], tuple[Alternative, ...]] = {}

    def repair(self, pages: Sequence[Page]) -> tuple[Page, ...]:
        """The pages with damaged words read anew.

        Args:
            pages: of one document, whose repetitions help each other.

        Returns:
            As many pages and lines, in the same order; tokens keep their spans.
        """
        kept = [self._runs(page) for page in pages]
        runs = [run for page_runs in kept for run in page_runs]
        if not runs:
            return tuple(pages)
        spaces = [self._places(run) for run in runs]
        first = [self._decoder.decode(places) for places in spaces]
        cache = Cache.of([*map(_sure_ids, first), *self._own_terms()], _CACHE)
        second = iter([self._decoder.decode(places, cache) for places in spaces])
        changes: _Changes = {}
        for index, page_runs in enumerate(kept):
            for run in page_runs:
                for line, token, change in self._changes(run, next(second)):
                    changes.setdefault((index, line, token), []).append(change)
        damaged = [any(p.how is None for run in page_runs for p in run) for page_runs in kept]
        applied = (_applied(page, index, changes) for index, page in enumerate(pages))
        return tuple(
            _with_enumerators(page) if worn else page
            for page, worn in zip(applied, damaged, strict=True)
        )

    def _own_terms(self) -> list[list[int]]:
        """The body's own terms, as if the document held each of them several times."""
        terms = [[self._model.id_of(k) for k in ngrams.word_keys(term)] for term in lexicon.own()]
        return [ids for ids in terms for _ in range(_REPEATED)]

    def state(self, page: Page) -> State:
        """What state a page's text is in."""
        step = max(1, len(page.lines) // _SAMPLE)
        return page_state([self._signs(line) for line in page.lines[::step]])

    def _signs(self, line: Line) -> Signs:
        if line.role is Role.FURNITURE:
            return Signs()
        return self._detector.signs(word for _, _, word, _ in _words(line))

    def _runs(self, page: Page) -> list[list[_Place]]:
        """The words of a page, sentence by sentence, each with what happened to its line."""
        if self.state(page) in _NOT_REPAIRED:
            return []
        signs = [self._signs(line) for line in page.lines]
        state = page_state(signs)
        runs: list[list[_Place]] = [[]]
        before: bool | None = None
        for index, (line, sign) in enumerate(zip(page.lines, signs, strict=True)):
            if not line.tokens or line.role is Role.FURNITURE:
                runs.append([])
                continue
            how: Rates | None = _LEFT_ALONE
            if state is State.DAMAGED and line_state(sign) is not State.FOREIGN:
                how = None
            elif state is State.BARE and line_state(sign) is not State.FOREIGN:
                how = BARE
            elif state is State.PARTLY and line_state(sign, AMONG_LOSS) in _LOSSES:
                how = _rates(sign.rate(AMONG_LOSS))
            for number, part, word, capital in _words(line):
                if before is not None and capital != before:
                    runs.append([])
                before = capital
                if word.kind in (Kind.MARK, Kind.ENUMERATOR):
                    if number == 0:
                        runs.append([])
                    continue
                place = _Place(index, number, part, word, capital, not runs[-1], how)
                runs[-1].append(place)
                if word.ends_sentence or len(runs[-1]) >= _LONGEST_RUN:
                    runs.append([])
        return [run for run in runs if run]

    def _places(self, run: Sequence[_Place]) -> list[list[Alternative]]:
        """Alternatives of every word of a sentence, torn words joined besides."""
        places = [list(self._alternatives(place)) for place in run]
        for index in range(len(run) - 1):
            torn = self._torn(run[index], run[index + 1], places[index], places[index + 1])
            if torn:
                places[index].append(torn)
        return places

    def _alternatives(self, place: _Place) -> tuple[Alternative, ...]:
        word = place.word
        if word.kind is Kind.FIGURE:
            return self._figure(word, place)
        if word.kind is not Kind.WORD or place.how is _LEFT_ALONE:
            core = word.core
            if word.kind in (Kind.CODE, Kind.ABBREVIATION):
                core = restore_code(core, code=word.kind is Kind.CODE)
            ids = [self._model.id_of(part) for part in ngrams.word_keys(core)]
            return (Alternative(tuple(ids[-_CONTEXT:]) or (OTHER,), 0.0, ""),)
        known = word.core, place.capitals, place.starts, place.how
        if known not in self._known:
            self._known[known] = tuple(self._read(*known))
        return self._known[known]

    def _figure(self, word: Word, place: _Place) -> tuple[Alternative, ...]:
        """A figure; a bare short one may be letters that look like digits ("12" for "là")."""
        stays = Alternative((NUMBER,), _FIGURE, "")
        bare = not word.before and not word.after and not word.core.startswith("0")
        if len(word.core) > 2 or not bare or place.how is not None:
            return (Alternative((NUMBER,), 0.0, ""),)
        readings = self._channel.readings(word.core)
        return (stays, *(self._alternative(row, score) for row, score in readings))

    def _alternative(self, row: int, score: float) -> Alternative:
        return Alternative((CLASSES + row,), score, shown(self._channel.vocabulary[row]))

    def _read(
        self, core: str, capitals: bool, starts: bool, how: Rates | None
    ) -> Iterator[Alternative]:
        mixed = _MIXED.fullmatch(core)
        form = channels.read_form(core)
        if capitals:
            form = form.casefold()
        scores = self._channel.scores(form) if how is None else self._loss.scores(form, how)
        if not capitals and not starts:
            scores = scores + (self._capital if core[0].isupper() else self._small)
        rank = scores + 0.6 * self._unigram
        best = np.argsort(-rank)[:CANDIDATES]
        top = float(rank[best[0]])
        if not mixed:
            for row in best:
                if rank[row] > top - _WORST and scores[row] > _HOPELESS:
                    yield self._alternative(int(row), float(scores[row]))
        strange = sum(not char.isalpha() for char in core)
        kept = _KEEP_WORD + _KEEP_LETTER * len(form) + _KEEP_STRANGE * strange
        if not capitals and not _VOWEL.search(fold(core)):
            kept += _KEEP_UNSPOKEN
        if core.casefold() in lexicon.own_words():
            kept = _KEEP_OWN
        id_ = self._model.ids.get(key(core), OTHER)
        if not is_word(core) or float(scores.max()) <= _HOPELESS:
            yield Alternative((id_,), kept, "")
        if mixed:
            yield from self._with_figure(mixed)
        elif float(scores.max()) < _POOR and len(form) >= 4:
            yield from self._glued(form)

    def _with_figure(self, mixed: re.Match[str]) -> Iterator[Alternative]:
        """A word run into the figure behind it: "caa58" → "của 58"."""
        scores = self._channel.scores(channels.read_form(mixed[1]))
        for row in np.argsort(-(scores + 0.6 * self._unigram))[:8]:
            text = f"{shown(self._channel.vocabulary[row])} {mixed[2]}"
            score = float(scores[row]) + _GLUED / 2
            yield Alternative((CLASSES + int(row), NUMBER), score, text)

    def _glued(self, form: str) -> Iterator[Alternative]:
        """Two syllables read as one word: "chirky" → "chữ ký"."""
        for cut in range(2, len(form) - 1):
            parts = [self._channel.scores(part) for part in (form[:cut], form[cut:])]
            if min(float(part.max()) for part in parts) < _POOR:
                continue
            rows = [np.argsort(-(part + 0.6 * self._unigram))[:4] for part in parts]
            for left in rows[0]:
                for right in rows[1]:
                    score = float(parts[0][left] + parts[1][right]) + _GLUED
                    words = (self._channel.vocabulary[left], self._channel.vocabulary[right])
                    ids = CLASSES + int(left), CLASSES + int(right)
                    yield Alternative(ids, score, " ".join(map(shown, words)))

    def _torn(
        self,
        left: _Place,
        right: _Place,
        lefts: Sequence[Alternative],
        rights: Sequence[Alternative],
    ) -> Alternative | None:
        """A syllable that was read as two words, where one of them alone makes no sense."""
        words = left.word, right.word
        if left.line != right.line or any(word.kind is not Kind.WORD for word in words):
            return None
        if words[0].after or words[1].before or len(words[0].core + words[1].core) > 7:
            return None
        if min(max(a.score for a in lefts), max(a.score for a in rights)) > _POOR:
            return None
        scores = self._channel.scores(channels.read_form(words[0].core + words[1].core))
        row = int(np.argmax(scores + 0.6 * self._unigram))
        if scores[row] < _POOR:
            return None
        return replace(self._alternative(row, float(scores[row]) + _TORN), span=2)

    def _calibrated(self, confidence: float) -> float:
        """How often a reading of this confidence is right."""
        slope, offset = self._channel.calibration
        kept = min(max(confidence, _EDGE), 1 - _EDGE)
        return 1 / (1 + math.exp(-slope * math.log(kept / (1 - kept)) - offset))

    def _changes(
        self, run: Sequence[_Place], choices: Sequence[Choice]
    ) -> Iterator[tuple[int, int, _Change]]:
        """(line, token, change) of every word that is read anew."""
        for choice in choices:
            place = run[choice.place]
            word, alternative = place.word, choice.alternative
            if word.kind in (Kind.CODE, Kind.ABBREVIATION) and place.how is not _LEFT_ALONE:
                core = restore_code(word.core, code=word.kind is Kind.CODE)
                if core != word.core:
                    text = word.before + core + word.after
                    yield place.line, place.token, _Change(place.part, text, 0.95)
            elif (word.kind is Kind.WORD and place.how is not _LEFT_ALONE) or alternative.text:
                after = word.after
                if alternative.span > 1:
                    other = run[choice.place + alternative.span - 1]
                    after = other.word.after
                    yield other.line, other.token, _Change(other.part, "", 1.0)
                core = word.core
                if alternative.text:
                    core = _cased(alternative.text, word.core, place)
                confidence = self._calibrated(choice.confidence)
                if not alternative.text and len(core) > 1 and not is_syllable(core):
                    confidence = min(confidence, _NOTHING_FOUND)
                text = word.before + core + after
                yield place.line, place.token, _Change(place.part, text, confidence)


def _words(line: Line) -> Iterator[tuple[int, int, Word, bool]]:
    """(token, part of it, word, whether it is set in capitals) of every word of a line."""
    capitals = in_capitals([token.text for token in line.tokens])
    for number, (token, capital) in enumerate(zip(line.tokens, capitals, strict=True)):
        parts = parse(token.text, first=number == 0, capitals=capital) if token.text else ()
        for part, word in enumerate(parts):
            yield number, part, word, capital


def _sure_ids(choices: Sequence[Choice]) -> list[int]:
    """The ids of a reading, unsure words as the class of unknown ones."""
    ids: list[int] = []
    for choice in choices:
        ids.extend(choice.alternative.ids if choice.confidence >= _SURE else (OTHER,))
    return ids


def _cased(text: str, read: str, place: _Place) -> str:
    """A reading in the capitals of what was read; an I inside a sentence may be an l."""
    letters = [char for char in read if char.isalpha()]
    if place.capitals or (len(letters) > 2 and all(char.isupper() for char in letters)):
        return text.upper()
    if (not letters and read[0] not in "$") or (letters and not letters[0].isupper()):
        return text
    if letters[:1] == ["I"] and text[0] == "l" and not place.starts:
        return text
    return text[:1].upper() + text[1:]


def _applied(page: Page, index: int, changes: _Changes) -> Page:
    """The page with the words that were read anew in their places."""
    lines: list[Line] = []
    changed = False
    for number, line in enumerate(page.lines):
        tokens = list(line.tokens)
        words: dict[int, list[str]] = {}
        for place, token in enumerate(line.tokens):
            new = changes.get((index, number, place))
            if new is None:
                continue
            if not words:
                for at, _, word, _ in _words(line):
                    words.setdefault(at, []).append(word.before + word.core + word.after)
            parts = words[place]
            for change in new:
                parts[change.part] = change.text
            confidence = min(change.confidence for change in new)
            tokens[place] = replace(token, text="".join(parts), confidence=confidence)
            changed = changed or tokens[place].text != token.text
        lines.append(replace(line, tokens=tuple(tokens)))
    sure = [t.confidence for line in lines for t in line.tokens if t.text]
    quality = page.confidence * sum(sure) / len(sure) if sure else page.confidence
    return replace(page, lines=tuple(lines), repaired=changed, confidence=round(quality, 3))


def _with_enumerators(page: Page) -> Page:
    """The page with "¢)" as "c)" and the second "d)" of a list as "đ)", which comes after it."""
    lines: list[Line] = []
    last = ""
    for line in page.lines:
        match = _LETTERED.match(line.tokens[0].text) if line.tokens else None
        if match and line.role is not Role.FURNITURE:
            letter = "c" if "¢" in match[1] else match[1]
            letter = "đ" if letter == last == "d" else letter
            last = letter
            if letter != match[1]:
                text = letter + line.tokens[0].text[len(match[1]) :]
                first = replace(line.tokens[0], text=text, confidence=_ENUMERATED)
                line = replace(line, tokens=(first, *line.tokens[1:]))
        lines.append(line)
    changed = tuple(lines) != page.lines
    return replace(page, lines=tuple(lines), repaired=page.repaired or changed)


def doubts(line: Line) -> list[tuple[int, int, str]]:
    """(start, end, as printed) of every word of the line's reading that is doubtful."""
    found = []
    at = 0
    for token in line.tokens:
        if not token.text:
            continue
        if token.confidence < DOUBTFUL:
            found.append((at, at + len(token.text), line.source[token.start : token.end]))
        at += len(token.text) + 1
    return found


def written_out(lines: Sequence[Line]) -> Iterator[str]:
    """The lines' readings with the spaces of their sources, as `assistant restore` prints them.

    A word that a line's end cut in two is cut there again: every figure stays on its line.
    """
    rest = ""  # of a word that begins on the line before
    for number, line in enumerate(lines):
        parts: list[str] = []
        end = 0
        for place, token in enumerate(line.tokens):
            text = token.text
            if place == 0 and not text:
                text, rest = rest, ""
            elif token is line.tokens[-1]:
                text, rest = _cut(token, lines[number + 1 : number + 2])
            if text:
                parts += [line.source[end : token.start], text]
            end = token.end
        yield "".join([*parts, line.source[end:]]).removeprefix("\f")


def _cut(token: Token, following: Sequence[Line]) -> tuple[str, str]:
    """A line's last word as the lines hold it: what stands on its own, what on the next."""
    first = following[0].tokens[0] if following and following[0].tokens else None
    size = token.end - token.start
    if first is None or first.text or len(token.text) != size + first.end - first.start:
        return token.text, ""
    return token.text[:size], token.text[size:]


def version() -> str:
    """What repair depends on, for a store's manifest: the code, the tables, a body's own terms."""
    return f"{VERSION} {_tables()} {lexicon.version()}".strip()


@lru_cache(maxsize=1)
def _tables() -> str:
    digest = hashlib.sha256()
    for path in (channels.SHIPPED, *sorted(ngrams.SHIPPED.glob("*"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@lru_cache(maxsize=1)
def shipped() -> Repairer:
    """The repairer with the tables that are shipped."""
    model = ngrams.shipped()
    vocabulary = model.words[CLASSES : CLASSES + model.syllables]
    return Repairer(model, channels.shipped(vocabulary))
