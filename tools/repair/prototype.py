"""The prototype's repair (`shared/notes/measured.md`), kept to be compared with; not shipped.

Candidates lie within a weighted edit distance of the accent-less skeleton, look-alikes mapped; the
score is four times that distance against the language model of procedures and law alone.
"""

from __future__ import annotations

import re
from pathlib import Path

from corpus.model import Line
from corpus.vietnamese.decoder import Alternative, Decoder
from corpus.vietnamese.ngrams import CLASSES, NUMBER, OTHER, LanguageModel
from corpus.vietnamese.normalise import fold, tokenize_line
from corpus.vietnamese.syllables import key, shown
from corpus.vietnamese.words import Kind, Word, parse

_LOOKALIKES = str.maketrans("6150¢@€§&$|3", "olsocaesosia")
_FARTHEST = 1.5
_COST = 4.0
_CANDIDATES = 40


class Prototype:
    """Repairs text line by line, a paragraph at a time."""

    def __init__(self, folder: Path) -> None:
        from rapidfuzz.distance import Levenshtein

        self._model = LanguageModel(folder)
        self._decoder = Decoder(self._model, 1.0, 24)
        self._distance = Levenshtein.distance
        words = self._model.vocabulary
        self._skeletons: dict[str, list[int]] = {}
        for row, word in enumerate(words):
            self._skeletons.setdefault(fold(word), []).append(row)
        self._words = words
        self._near: dict[str, list[tuple[int, float]]] = {}

    def repair(self, lines: list[str]) -> list[str]:
        """The lines, repaired."""
        parsed = [[parse(t.text) for t in Line(1, s, tokenize_line(s)).tokens] for s in lines]
        result: list[list[str]] = [[] for _ in lines]
        paragraph: list[tuple[int, Word, bool]] = []
        for number, tokens in enumerate(parsed):
            if not tokens:
                self._read(paragraph, result)
                paragraph = []
            for parts in tokens:
                paragraph += [(number, part, at == 0) for at, part in enumerate(parts)]
        self._read(paragraph, result)
        return [" ".join(words) for words in result]

    def _read(self, paragraph: list[tuple[int, Word, bool]], result: list[list[str]]) -> None:
        for start in range(0, len(paragraph), 150):
            part = paragraph[start : start + 150]
            choices = self._decoder.decode([list(self._alternatives(word)) for _, word, _ in part])
            for (line, word, begins), choice in zip(part, choices, strict=True):
                text = choice.alternative.text or word.core
                if word.core[:1].isupper() and choice.alternative.text:
                    text = text.upper() if word.core.isupper() else text[:1].upper() + text[1:]
                text = word.before + text + word.after
                if begins or not result[line]:
                    result[line].append(text)
                else:
                    result[line][-1] += text

    def _alternatives(self, word: Word) -> list[Alternative]:
        if word.kind is not Kind.WORD or re.fullmatch(r"[\d\W]+", word.core):
            figure = any(map(str.isdigit, word.core))
            id_ = NUMBER if figure else self._model.ids.get(key(word.core), OTHER)
            return [Alternative((id_,), 0.0, "")]
        skeleton = fold(word.core).translate(_LOOKALIKES)
        if skeleton not in self._near:
            found = [
                (row, self._distance(skeleton, other, score_cutoff=2))
                for other, rows in self._skeletons.items()
                if abs(len(other) - len(skeleton)) <= 1
                for row in rows
            ]
            kept = sorted((pair for pair in found if pair[1] <= _FARTHEST), key=lambda p: p[1])
            self._near[skeleton] = [(row, float(cost)) for row, cost in kept[:_CANDIDATES]]
        near = self._near[skeleton]
        if not near:
            return [Alternative((OTHER,), 0.0, "")]
        return [
            Alternative((CLASSES + row,), -_COST * cost, shown(self._words[row]))
            for row, cost in near
        ]
