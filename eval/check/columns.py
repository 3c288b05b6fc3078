"""Fields that are likely known ones, mistyped: what they say would be passed on and not be used."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from corpus.vietnamese.normalise import fold
from eval.findings import Finding, Kind
from eval.questions import QuestionSet

KNOWN = frozenset(
    {
        *("id", "question", "history", "audience", "style", "type", "answerable", "answer"),
        *("must_contain", "evidence", "understood_as", "notices", "expected_status"),
    }
)
_SLIPS = 2  # letters of a long name that are wrong, left out, doubled or exchanged
_SHORT = 5  # letters; a shorter name has one slip at most


def find(found: QuestionSet) -> Iterator[Finding]:
    """The mistyped fields, each where it stands first."""
    told: set[str] = set()
    for item, line in zip(found.items, found.lines, strict=True):
        for name in item.fields:
            meant = None if name in told else _meant(name)
            if meant is not None:
                told.add(name)
                yield Finding(Kind.MISTYPED_COLUMN, line, item.id, {"field": name, "value": meant})


def _meant(name: str) -> str | None:
    """The known field that a name is a slip for; None where it is known, or like none."""
    if name in KNOWN:
        return None
    typed = _bare(name)
    for known in sorted(KNOWN):
        bare = _bare(known)
        most = 1 if len(bare) <= _SHORT else _SLIPS
        if OSA.distance(typed, bare, score_cutoff=most) <= most and len(typed) > most:
            return known
    return None


def _bare(name: str) -> str:
    return "".join(char for char in fold(name) if char.isalnum())
