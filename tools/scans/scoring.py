"""How well a reading agrees with a transcription."""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

_PROBE = 40  # letters at the start of a transcribed line that are looked for
_FOUND = 60  # of 100: what agrees less was not found


@dataclass(frozen=True, slots=True)
class Score:
    """Of one page, or the mean of several.

    Attributes:
        errors: edits by the length of the transcription (NFC, runs of white space as one space);
            where table rows may be worded in two ways, against the nearer one.
        recall: share of the transcription's words found, each as often as it stands there.
        order: share of neighbouring transcribed lines whose places in the reading ascend.
    """

    errors: float
    recall: float
    order: float


def plain(text: str) -> str:
    """NFC, white space collapsed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def score(read: str, transcriptions: Sequence[str]) -> Score:
    """One page against its transcription in one or several wordings."""
    got = plain(read)
    wanted = min(
        (plain(text) for text in transcriptions), key=lambda t: Levenshtein.distance(got, t)
    )
    said, found = Counter(wanted.split()), Counter(got.split())
    return Score(
        Levenshtein.distance(got, wanted) / max(1, len(wanted)),
        sum((said & found).values()) / max(1, said.total()),
        _order(got, transcriptions[0]),
    )


def _order(got: str, transcription: str) -> float:
    places = []
    for line in transcription.splitlines():
        probe = plain(line)[:_PROBE]
        if len(probe) >= 8:
            found = fuzz.partial_ratio_alignment(probe, got)
            if found and found.score >= _FOUND:
                places.append(found.dest_start)
    pairs = list(itertools.pairwise(places))
    return sum(one <= two for one, two in pairs) / len(pairs) if pairs else 0.0


def mean(scores: Sequence[Score]) -> Score:
    """The mean of each figure."""
    count = max(1, len(scores))
    return Score(
        sum(score.errors for score in scores) / count,
        sum(score.recall for score in scores) / count,
        sum(score.order for score in scores) / count,
    )
