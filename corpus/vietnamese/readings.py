"""What a damaged word may have been: candidates by a channel, glued and torn words among them.

What nothing is plausible for may stay as it stands; figures, codes, addresses and abbreviations do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.vietnamese import channel as channels
from corpus.vietnamese import lexicon
from corpus.vietnamese.decoder import Alternative
from corpus.vietnamese.detect import is_beyond
from corpus.vietnamese.loss import LossChannel, Rates
from corpus.vietnamese.ngrams import CLASSES, NUMBER, OTHER, Floats, LanguageModel
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.syllables import is_word, key, shown
from corpus.vietnamese.words import Kind, Word, restore_code

LEFT_ALONE = Rates(0.0, 0.0, 0.0)
"""How a line is read that lost nothing."""

_CANDIDATES = 14
_MEMORY = 50_000  # words whose readings are kept
# Natural logarithms, tuned on 40 pages that the channel was not learnt from, 2026-11-25.
_HOPELESS = -22.0  # ln P below which a word is no reading of what stands there
_WORST = 12.0  # a candidate further behind the best than this is not tried
_KEEP_OWN = -1.0  # ln P of a word of those terms that is no Vietnamese
_KEEP_LETTER = -2.6  # ln P of a letter of a word that is no syllable
_KEEP_WORD = -3.0
_KEEP_STRANGE = -3.0  # the same of a digit or sign among its letters
_KEEP_UNSPOKEN = -4.0  # of a word in small letters that has no vowel
_VOWEL = re.compile("[aeiouy]")
_GLUED = -7.0
_TORN = -7.0
_POOR = -8.0  # a word whose best candidate is worse may be glued or torn
_FIGURE = -1.5  # ln P of any one figure, kept high: of 60 dev pages no real figure became a word
_FAR = -17.0  # ln P of a reading that only its neighbours speak for
_BESIDE = 6  # readings of a neighbour by which such a reading is judged
_MORE = 10  # such readings of a word
_BEHIND = 10.0  # the likeliest reading by its neighbours, than which a reading further behind is not tried
_MIXED = re.compile(r"([^\W\d_&]{2,})(\d{2,}[.,/\d]*%?|\d+[.,/\d]*%)")


@dataclass(frozen=True, slots=True)
class Place:
    """A word on its way: where its token stands, which part of it it is, and what it is."""

    line: int
    token: int
    part: int
    word: Word
    capitals: bool
    starts: bool  # whether it opens a sentence, where a capital says nothing
    how: Rates | None  # what the line lost; None where an engine damaged it


class Readings:
    """Alternatives of damaged words, with one language model and a channel for each kind of damage."""

    def __init__(self, model: LanguageModel, channel: channels.Channel) -> None:
        self._model, self._channel = model, channel
        self._loss = LossChannel(channel.vocabulary, channel.by_letters)
        self._unigram = model.unigram[CLASSES : CLASSES + model.syllables]
        self._capital, self._small = model.capitals
        self._known: dict[tuple[str, bool, bool, Rates | None], tuple[Alternative, ...]] = {}

    def of_run(self, run: Sequence[Place]) -> list[list[Alternative]]:
        """Alternatives of every word of a sentence, torn words joined besides."""
        places = [list(self._alternatives(place)) for place in run]
        for index in range(len(run) - 1):
            torn = self._torn(run[index], run[index + 1], places[index], places[index + 1])
            if torn:
                places[index].append(torn)
        return places

    def widened(
        self, run: Sequence[Place], places: Sequence[list[Alternative]], doubted: Iterable[int]
    ) -> list[list[Alternative]]:
        """Alternatives of a run once more, doubted words with readings that their neighbours ask for.

        An engine now and then reads a letter as it never does ("dbc" for "đốc"): such a reading is too
        far behind others to be tried on its own, but what stands beside it may know it.
        """
        wider = list(places)
        for index in doubted:
            if run[index].word.kind is Kind.WORD and run[index].how is None:
                wider[index] = [*places[index], *self._asked_for(run, places, index)]
        return wider

    def _asked_for(
        self, run: Sequence[Place], places: Sequence[Sequence[Alternative]], index: int
    ) -> list[Alternative]:
        """Readings of a word that its neighbours' readings make likely; none that it has already."""
        place = run[index]
        scores = self._scores(place.word.core, place.capitals, place.starts, place.how)
        rows = np.flatnonzero(scores > _FAR)
        total = scores[rows]
        for beside, is_left in ((index - 1, True), (index + 1, False)):
            near = places[beside] if 0 <= beside < len(places) else ()
            single = [a for a in near if a.is_single][:_BESIDE]
            if single:
                others = np.array([a.ids[0] for a in single], np.int64)[:, None]
                own = np.array([a.score for a in single], np.float32)[:, None]
                words = rows[None, :] + CLASSES
                pair = (others, words) if is_left else (words, others)
                total = total + (own + self._model.bigrams(*pair)[1]).max(axis=0)
            else:
                total = total + self._unigram[rows]
        held = {a.ids[0] - CLASSES for a in places[index] if a.is_single}
        least = total.max(initial=-np.inf) - _BEHIND
        best = [at for at in np.argsort(-total).tolist() if total[at] > least]
        found = [int(rows[at]) for at in best if int(rows[at]) not in held]
        return [self._alternative(row, float(scores[row])) for row in found[:_MORE]]

    def _alternatives(self, place: Place) -> tuple[Alternative, ...]:
        word = place.word
        if word.kind is Kind.FIGURE:
            return self._figure(word, place)
        if word.kind is not Kind.WORD or place.how is LEFT_ALONE:
            core = word.core
            if word.kind in (Kind.CODE, Kind.ABBREVIATION):
                core = restore_code(core, code=word.kind is Kind.CODE)
            return (Alternative(self._model.context(core), 0.0, ""),)
        known = word.core, place.capitals, place.starts, place.how
        if known not in self._known:
            if len(self._known) >= _MEMORY:
                self._known.clear()
            self._known[known] = tuple(self._read(*known))
        return self._known[known]

    def _figure(self, word: Word, place: Place) -> tuple[Alternative, ...]:
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
        if how is None and is_word(core) and is_beyond(core):
            yield Alternative((self._model.id_of(key(core)),), 0.0, "")
            return  # no engine without Vietnamese wrote it
        mixed = _MIXED.fullmatch(core)
        form = _form(core, capitals)
        scores = self._scores(core, capitals, starts, how)
        rank = scores + 0.6 * self._unigram
        best = np.argsort(-rank)[:_CANDIDATES]
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

    def _scores(self, core: str, capitals: bool, starts: bool, how: Rates | None) -> Floats:
        """Ln P of a word with its capital, for every syllable of the channel; shape (syllables,)."""
        form = _form(core, capitals)
        scores = self._channel.scores(form) if how is None else self._loss.scores(form, how)
        if capitals or starts:
            return scores
        return scores + (self._capital if core[0].isupper() else self._small)

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
        left: Place,
        right: Place,
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


def _form(core: str, capitals: bool) -> str:
    """A word as the channels see it; where all is set in capitals, they say nothing."""
    form = channels.read_form(core)
    return form.casefold() if capitals else form
