"""What a page shows of one line of `results.jsonl`, and why an answer is right or wrong.

Lines of older runs lack fields, and a line may be wrong by hand: what is there is shown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.model import Status
from eval.matching import says, without_markers, words
from eval.measures.losses import Stage
from eval.measures.refusal import is_refused
from eval.measures.support import LONG_TYPES, MOST_WORDS, MOST_WORDS_LONG
from eval.report.texts import (
    REASONS,
    SCORES,
    STAGES,
    STATUSES,
    STYLES,
    TYPES,
    VERDICTS,
    WHY,
    Reason,
    Verdict,
    named,
)

# 200 questions stay below 3 MB: nearly all texts are shorter, and the results file has them whole.
_MOST_TEXT, _MOST_PASSAGE, _MOST_PASSAGES, _MOST_ITEMS = 4000, 220, 5, 40
# What the stage that an answer was lost at says already.
_TOLD: Mapping[str, Reason] = {
    Stage.REFUSED: Reason.REFUSED,
    Stage.CLARIFIED: Reason.CLARIFIED,
    Stage.ANSWERED_UNANSWERABLE: Reason.ANSWERED,
}
_PLACE = ("document", "page", "lines", "sheet", "row", "procedure")


def verdict(row: Mapping[str, Any]) -> Verdict:
    """Whether a question was answered as it should be.

    An answerable question has to be supported, one that the documents do not answer refused; a
    question that says which status it expects is right with that too.
    """
    scores = scores_of(row)
    good = scores.get("supported") if answerable(row) else scores.get("refused")
    expected = row.get("expected_status")
    if not good and expected:
        good = row.get("status") == expected
    if good is None:
        return Verdict.UNSCORED
    return Verdict.RIGHT if good else Verdict.WRONG


def answerable(row: Mapping[str, Any]) -> bool:
    """Whether the documents hold an answer; so it is unless the question says otherwise."""
    return row.get("answerable") is not False


def scores_of(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The scores of a row, empty where it has none."""
    scores = row.get("scores")
    return scores if isinstance(scores, Mapping) else {}


def stage(row: Mapping[str, Any]) -> str | None:
    """The stage where the answer was lost; None where it is right or the run does not tell."""
    lost = scores_of(row).get("lost_at")
    return str(lost) if lost else None


def finite(value: object) -> float | None:
    """A number that can be drawn; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) and abs(value) < 1e12 else None


def list_of(row: Mapping[str, Any], key: str, most: int = _MOST_ITEMS) -> list[Mapping[str, Any]]:
    """The objects in a list of a row, no more than so many; none where it is no list."""
    given = row.get(key)
    found = given if isinstance(given, list) else []
    return [one for one in found[:most] if isinstance(one, Mapping)]


def reasons(row: Mapping[str, Any]) -> list[list[Any]]:
    """What is wrong with an answer: each a `Reason` and the values for its sentence."""
    short = [[Reason.SHORT]] if scores_of(row).get("direct") is False else []
    if verdict(row) is not Verdict.WRONG:
        return short
    told = _TOLD.get(stage(row) or "")
    return [one for one in _whole(row) if one[0] is not told] + short


def _whole(row: Mapping[str, Any]) -> list[list[Any]]:
    """What is wrong with the answer as a whole."""
    status = str(row.get("status", ""))
    expected = row.get("expected_status")
    asked_back = status == Status.NEEDS_CLARIFICATION
    if status == Status.ERROR:
        return [[Reason.FAILED]]
    if not answerable(row):
        return [[Reason.CLARIFIED if asked_back else Reason.ANSWERED]]
    if expected and status != expected:
        return [[Reason.EXPECTED, named(STATUSES, expected).pair()]]
    if is_refused(status):
        return [[Reason.REFUSED]]
    if asked_back:
        return [[Reason.CLARIFIED]]
    answer = str(row.get("answer") or "")
    bare = without_markers(answer)
    found: list[list[Any]] = []
    missing = [v for v in _parts(row) if not any(says(bare, one) for one in v)]
    if missing:
        found.append([Reason.PARTS, "; ".join(" / ".join(variants) for variants in missing)])
    most = MOST_WORDS_LONG if row.get("type") in LONG_TYPES else MOST_WORDS
    if words(answer) > most:
        found.append([Reason.LENGTH, words(answer), most])
    return found or [[Reason.SOURCE]]


def record(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the page's script is given of a row: plain values, texts cut to what a page can bear."""
    history = row.get("history")
    earlier = history if isinstance(history, list) else [history] if history else []
    question, understood = _text(row.get("question")), _text(row.get("understood_as"))
    kept = {
        "id": _text(row.get("id")),
        "question": question,
        "understood": understood if understood != question else "",
        "earlier": [_text(past) for past in earlier],
        "style": _text(row.get("style")),
        "type": _text(row.get("type")),
        "answerable": answerable(row),
        "verdict": verdict(row),
        "stage": stage(row) or "",
        "reasons": reasons(row),
        "status": _text(row.get("status")),
        "short": _text(row.get("short_answer")),
        "answer": _text(row.get("answer")),
        "notices": [_text(one.get("message")) for one in list_of(row, "notices")],
        "citations": [_citation(one) for one in list_of(row, "citations")],
        "expected": _text(row.get("gold_answer")),
        "parts": [[_text(v) for v in variants] for variants in _parts(row)[:_MOST_ITEMS]],
        "evidence": [_place(one) for one in list_of(row, "evidence")],
        "retrieved": _retrieved(row),
        "scores": {
            str(name): value
            for name, value in scores_of(row).items()
            if isinstance(value, bool | str) or value is None or finite(value) is not None
        },
    }
    return {key: value for key, value in kept.items() if value not in ("", [], {}, None)}


def words_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, list[str]]]:
    """What a page's script calls things by: kind, value, and its words in both languages."""
    kinds = {
        "verdict": VERDICTS, "stage": STAGES, "why": WHY, "reason": REASONS, "score": SCORES,
    }  # fmt: skip
    fixed = {kind: {key: text.pair() for key, text in of.items()} for kind, of in kinds.items()}
    for field, names in (("style", STYLES), ("type", TYPES), ("status", STATUSES)):
        values = sorted({_text(row.get(field)) for row in rows} - {""})
        fixed[field] = {value: named(names, value).pair() for value in values}
    return fixed


def _parts(row: Mapping[str, Any]) -> list[list[str]]:
    """The required parts, each with its acceptable variants."""
    given = row.get("must_contain")
    if not isinstance(given, list):
        return []
    return [[str(v) for v in one] if isinstance(one, list) else [str(one)] for one in given]


def _citation(given: Mapping[str, Any]) -> dict[str, Any]:
    return {**_place(given), **{key: _text(given.get(key)) for key in ("marker", "title", "quote")}}


def _retrieved(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The first passages, and the first that holds the evidence."""
    rank = scores_of(row).get("rank")
    found = []
    for position, one in enumerate(list_of(row, "retrieved", 1000), start=1):
        if position > _MOST_PASSAGES and position != rank:
            continue
        passage = {**_place(one), "position": position, "score": finite(one.get("score"))}
        text = " ".join(str(one.get("text") or "").split())
        if text:
            passage["text"] = _text(text, _MOST_PASSAGE)
        if position == rank:
            passage["hit"] = True
        found.append(passage)
    return found


def _place(given: Mapping[str, Any]) -> dict[str, Any]:
    """Where something stands; only the fields that it has."""
    place: dict[str, Any] = {}
    for key in _PLACE:
        value = given.get(key)
        if value is None or value == "":
            continue
        if isinstance(value, list | tuple):
            place[key] = "–".join(dict.fromkeys(str(end) for end in value[:2]))
        else:
            place[key] = _text(value)
    return place


def _text(value: object, most: int = _MOST_TEXT) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= most else text[: most - 1] + "…"
