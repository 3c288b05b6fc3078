"""Damaged text made whole: a noisy channel over syllables (Shannon 1948; Kernighan et al. 1990).

Every damaged word has candidate syllables by the channel's score; the language model chooses among
them over a whole sentence, twice: what the first reading repeats makes the second surer. Figures,
codes and addresses stay. Lines, their order and their spans are kept: only readings change.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.model import Line, Page, Role
from corpus.vietnamese import channel as channels
from corpus.vietnamese import legacy, lexicon, ngrams
from corpus.vietnamese.decoder import Cache, Choice, Decoder
from corpus.vietnamese.detect import AMONG_LOSS, Detector, Signs, State, line_state, page_state
from corpus.vietnamese.loss import BARE, Rates
from corpus.vietnamese.ngrams import OTHER, LanguageModel
from corpus.vietnamese.readings import LEFT_ALONE, Place, Readings
from corpus.vietnamese.repaired import (
    DOUBTFUL,
    Change,
    Changes,
    applied,
    doubts,
    with_enumerators,
    words_of,
    written_out,
)
from corpus.vietnamese.syllables import is_syllable
from corpus.vietnamese.words import Kind, restore_code

__all__ = ["DOUBTFUL", "VERSION", "Repairer", "doubts", "shipped", "version", "written_out"]

VERSION = "4"
"""Part of a store's manifest: raise it when the same text would be repaired differently."""

_NOTHING_FOUND = 0.5  # of a word that stays as it stands though it is none
_EDGE = 1e-4
# Words decoded at once: a longer sentence is cut behind a clause, a much longer one anywhere.
_LONG_RUN, _LONGEST_RUN = 90, 160
_SAMPLE = 600  # lines of a long page by which its state is judged
_LANGUAGE = 0.9
_CACHE = 0.4
_BEAM = (
    64  # hypotheses kept at each word: neighbours ask for more readings than the decoder is used to
)
_REPEATED = 5  # times that a term of a body's own counts
_SURE = 0.9  # words surer than this teach the document's own pairs
_DOUBTED = 0.9999  # words less sure than this are read once more with what stands beside them
_BEYOND = 0.2  # share of a line's words with letters that only Vietnamese has
_NOT_REPAIRED = frozenset({State.CLEAN, State.FOREIGN, State.LEGACY})
_LOSSES = frozenset({State.BARE, State.PARTLY})


class Repairer:
    """Repairs pages with one language model and a channel for each kind of damage."""

    def __init__(self, model: LanguageModel, channel: channels.Channel) -> None:
        self._model, self._channel = model, channel
        self._readings = Readings(model, channel)
        self._detector = Detector(model)
        self._decoder = Decoder(model, _LANGUAGE, _BEAM)

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
        spaces = [self._readings.of_run(run) for run in runs]
        first = [self._decoder.decode(places) for places in spaces]
        cache = Cache.of([*map(_sure_ids, first), *self._own_terms()], _CACHE)
        spaces = [
            self._readings.widened(run, places, _doubted(choices))
            for run, places, choices in zip(runs, spaces, first, strict=True)
        ]
        second = iter([self._decoder.decode(places, cache) for places in spaces])
        changes: Changes = {}
        for index, page_runs in enumerate(kept):
            for run in page_runs:
                for line, token, change in self._changes(run, next(second)):
                    changes.setdefault((index, line, token), []).append(change)
        damaged = [any(p.how is None for run in page_runs for p in run) for page_runs in kept]
        pages = [applied(page, index, changes) for index, page in enumerate(pages)]
        return tuple(
            with_enumerators(page) if worn else page
            for page, worn in zip(pages, damaged, strict=True)
        )

    def _own_terms(self) -> list[list[int]]:
        """The body's own terms, as if the document held each of them several times."""
        terms = [[self._model.id_of(k) for k in ngrams.word_keys(term)] for term in lexicon.own()]
        return [ids for ids in terms for _ in range(_REPEATED)]

    def state(self, page: Page) -> State:
        """What state a page's text is in; of a long page a sample of its lines tells."""
        sample = page.lines[:: max(1, len(page.lines) // _SAMPLE)]
        state = page_state([self._signs(line) for line in sample])
        old = state is not State.CLEAN and legacy.judge("\n".join(line.text for line in sample))
        return State.LEGACY if old else state

    def _signs(self, line: Line) -> Signs:
        if line.role is Role.FURNITURE:
            return Signs()
        return self._detector.signs(word for _, _, word, _ in words_of(line))

    def _runs(self, page: Page) -> list[list[Place]]:
        """The words of a page, sentence by sentence, each with what happened to its line."""
        state = self.state(page)
        if state in _NOT_REPAIRED:
            return []
        signs = [self._signs(line) for line in page.lines]
        runs: list[list[Place]] = [[]]
        before: bool | None = None
        for index, (line, sign) in enumerate(zip(page.lines, signs, strict=True)):
            if not line.tokens or line.role is Role.FURNITURE:
                runs.append([])
                continue
            how = _how(state, sign)
            for number, part, word, capital in words_of(line):
                if before is not None and capital != before:
                    runs.append([])
                before = capital
                if word.kind in (Kind.MARK, Kind.ENUMERATOR):
                    if number == 0:
                        runs.append([])
                    continue
                place = Place(index, number, part, word, capital, not runs[-1], how)
                runs[-1].append(place)
                long = len(runs[-1]) >= (_LONG_RUN if word.after else _LONGEST_RUN)
                if word.ends_sentence or long:
                    runs.append([])
        return [run for run in runs if run]

    def _calibrated(self, confidence: float) -> float:
        """How often a reading of this confidence is right."""
        slope, offset = self._channel.calibration
        kept = min(max(confidence, _EDGE), 1 - _EDGE)
        return 1 / (1 + math.exp(-slope * math.log(kept / (1 - kept)) - offset))

    def _changes(
        self, run: Sequence[Place], choices: Sequence[Choice]
    ) -> Iterator[tuple[int, int, Change]]:
        """(line, token, change) of every word that is read anew."""
        for choice in choices:
            place = run[choice.place]
            word, alternative = place.word, choice.alternative
            if word.kind in (Kind.CODE, Kind.ABBREVIATION) and place.how is not LEFT_ALONE:
                core = restore_code(word.core, code=word.kind is Kind.CODE)
                if core != word.core:
                    text = word.before + core + word.after
                    yield place.line, place.token, Change(place.part, text, 0.95)
            elif (word.kind is Kind.WORD and place.how is not LEFT_ALONE) or alternative.text:
                after = word.after
                if alternative.span > 1:
                    other = run[choice.place + alternative.span - 1]
                    after = other.word.after
                    yield other.line, other.token, Change(other.part, "", 1.0)
                core = word.core
                if alternative.text:
                    core = _cased(alternative.text, word.core, place)
                confidence = self._calibrated(choice.confidence)
                unknown = alternative.ids == (OTHER,) and len(core) > 1 and not is_syllable(core)
                if not alternative.text and unknown:
                    confidence = min(confidence, _NOTHING_FOUND)
                text = word.before + core + after
                yield place.line, place.token, Change(place.part, text, confidence)


def _how(page: State, line: Signs) -> Rates | None:
    """What a line of a page lost; None where an engine without Vietnamese read it.

    Such an engine writes no letter beyond Latin-1: a line that has them was not read by it.
    """
    if line_state(line) is State.FOREIGN:
        return LEFT_ALONE
    read = page is State.DAMAGED and line.beyond < _BEYOND * line.words
    if read or (page is State.DAMAGED and not line.words):
        return None
    if page is State.BARE:
        return BARE
    return _rates(line.rate(AMONG_LOSS)) if line_state(line, AMONG_LOSS) in _LOSSES else LEFT_ALONE


def _rates(rate: float) -> Rates:
    """Rates of loss of a line of whose words a share lost accents."""
    if rate >= 0.9:
        return BARE
    return Rates(0.18 * rate, 0.18 * rate, 0.64 * rate)


def _sure_ids(choices: Sequence[Choice]) -> list[int]:
    """The ids of a reading, unsure words as the class of unknown ones."""
    ids: list[int] = []
    for choice in choices:
        ids.extend(choice.alternative.ids if choice.confidence >= _SURE else (OTHER,))
    return ids


def _doubted(choices: Sequence[Choice]) -> list[int]:
    """The places of single words whose reading is not sure."""
    return [c.place for c in choices if c.confidence < _DOUBTED and c.alternative.is_single]


def _cased(text: str, read: str, place: Place) -> str:
    """A reading in the capitals of what was read; an I inside a sentence may be an l."""
    letters = [char for char in read if char.isalpha()]
    if place.capitals or (len(letters) > 2 and all(char.isupper() for char in letters)):
        return text.upper()
    if (not letters and read[0] not in "$") or (letters and not letters[0].isupper()):
        return text
    if letters[:1] == ["I"] and text[0] == "l" and not place.starts:
        return text
    return text[:1].upper() + text[1:]


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
    return Repairer(model, channels.shipped(model.vocabulary))
