"""Scores of one answer, and their means over a set, as `contract.md` names them."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from assistant.model import Answer, Citation, Passage, Status
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import find_codes
from eval.matching import normalise, says_all, without_markers, words
from eval.questions import Item

REFUSED = frozenset({Status.NOT_FOUND, Status.OUT_OF_SCOPE, Status.BLOCKED})
DIRECT_TYPES = frozenset({"number", "date", "document_number", "who", "yes_no", "definition"})
LONG_TYPES = frozenset({"list", "summary", "procedure", "procedure_card"})
MOST_WORDS, MOST_WORDS_LONG, MOST_WORDS_SHORT = 120, 250, 25
# A quote agrees where this share of it stands in the text in order, in runs of at least two words:
# a set may quote a source as printed, and the text may be the repaired reading of it.
_SAME_QUOTE, _SHORTEST_RUN = 0.8, 2
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of one answer; None where a measure does not apply.

    Attributes:
        rank: of the first retrieved passage that overlaps the evidence, from 1; 0 for none.
        valid_citations: share of the citations that stand in their source.
    """

    rank: int | None
    supported: bool | None
    direct: bool | None
    refused: bool
    valid_citations: float | None
    latency_ms: float


def overlaps(place: Passage | Citation, evidence: Mapping[str, Any]) -> bool:
    """Whether a passage or citation agrees with every field that the evidence gives."""
    if isinstance(place, Passage):
        chunk = place.chunk
        document, page, sheet, row = chunk.document, chunk.page, chunk.sheet, chunk.row
        lines = chunk.lines if chunk.numbered else None
        procedure, texts = chunk.procedure, [chunk.text]
    else:
        document, page, sheet, row = place.document, place.page, place.sheet, place.row
        lines, procedure = place.lines, place.procedure
        texts = [place.quote, place.source_quote]
    checks: dict[str, Callable[[Any], bool]] = {
        "document": lambda wanted: normalise(document) == normalise(wanted),
        "page": lambda wanted: page is not None and _meet((page, page), wanted),
        "lines": lambda wanted: lines is not None and _meet(lines, wanted),
        "sheet": lambda wanted: sheet is not None and normalise(sheet) == normalise(wanted),
        "row": lambda wanted: row is not None and _meet((row, row), wanted),
        "procedure": lambda wanted: procedure is not None and _same_procedure(procedure, wanted),
        "quote": lambda wanted: any(_agrees(text, wanted) for text in texts),
    }
    return all(
        check(evidence[key]) for key, check in checks.items() if evidence.get(key) is not None
    )


def _meet(span: tuple[int, int], wanted: int | Sequence[int]) -> bool:
    first, last = (wanted, wanted) if isinstance(wanted, int) else (wanted[0], wanted[-1])
    return span[0] <= last and first <= span[1]


def _same_procedure(one: str, other: str) -> bool:
    """Whether two keys name one procedure: by code, a province's suffix aside, else by name."""
    codes = find_codes(one), find_codes(other)
    if all(codes):
        return bool(set(codes[0]) & set(codes[1]))
    return " ".join(fold(one).split()) == " ".join(fold(other).split())


def _agrees(text: str, quote: str) -> bool:
    """Whether a text holds a quote or, being shorter, is a part of it."""
    held, wanted = _WORD.findall(fold(text)), _WORD.findall(fold(quote))
    if not held or not wanted:
        return False
    shorter, longer = sorted((held, wanted), key=len)
    if f" {' '.join(shorter)} " in f" {' '.join(longer)} ":
        return True
    runs = SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks()
    shared = sum(run.size for run in runs if run.size >= _SHORTEST_RUN)
    return shared >= _SAME_QUOTE * len(shorter)


def score(item: Item, answer: Answer, is_valid: Callable[[Citation], bool]) -> Scores:
    """Score one answer.

    Args:
        item: the question with its gold.
        answer: what was said.
        is_valid: whether a citation stands in its source.
    """
    rank = supported = direct = None
    located = item.located
    if item.answerable and located:
        hits = (
            position
            for position, passage in enumerate(answer.retrieved, start=1)
            if any(overlaps(passage, evidence) for evidence in located)
        )
        rank = next(hits, 0)
        most = MOST_WORDS_LONG if item.type in LONG_TYPES else MOST_WORDS
        supported = (
            says_all(without_markers(answer.text), item.must_contain)
            and words(answer.text) <= most
            and any(overlaps(c, e) for c in answer.citations for e in located)
        )
    if item.answerable and item.type in DIRECT_TYPES and item.must_contain:
        short = answer.short
        direct = says_all(short, item.must_contain) and words(short or "") <= MOST_WORDS_SHORT
    valid = [is_valid(citation) for citation in answer.citations]
    return Scores(
        rank=rank,
        supported=supported,
        direct=direct,
        refused=answer.status in REFUSED,
        valid_citations=sum(valid) / len(valid) if valid else None,
        latency_ms=float(answer.timings_ms.get("total", 0.0)),
    )


def summarise(results: Sequence[tuple[Item, Answer, Scores]]) -> dict[str, Any]:
    """The measures over a set, and the same by style and by type."""
    summary = _measures(results)
    for name, key in (("by_style", "style"), ("by_type", "type")):
        values = sorted({str(getattr(item, key)) for item, _, _ in results})
        summary[name] = {
            value: _measures([r for r in results if getattr(r[0], key) == value])
            for value in values
        }
    return summary


def _measures(results: Sequence[tuple[Item, Answer, Scores]]) -> dict[str, Any]:
    scores = [score for _, _, score in results]
    ranks = [score.rank for score in scores if score.rank is not None]
    refused = [item for item, _, score in results if score.refused]
    wrong = [score for item, _, score in results if not item.answerable]
    latencies = [score.latency_ms for score in scores]
    statuses = [answer.status for _, answer, _ in results]
    return {
        "questions": len(results),
        "answerable": sum(item.answerable for item, _, _ in results),
        "without_evidence": sum(item.answerable and not item.located for item, _, _ in results),
        "hit_at_1": mean(rank == 1 for rank in ranks),
        "hit_at_5": mean(0 < rank <= 5 for rank in ranks),
        "mrr": mean(1 / rank if rank else 0.0 for rank in ranks),
        "supported": mean(s.supported for s in scores if s.supported is not None),
        "direct": mean(s.direct for s in scores if s.direct is not None),
        "refusal_precision": mean(not item.answerable for item in refused),
        "refusal_recall": mean(score.refused for score in wrong),
        "needs_clarification": statuses.count(Status.NEEDS_CLARIFICATION),
        "partly_answered": statuses.count(Status.PARTLY_ANSWERED),
        "errors": statuses.count(Status.ERROR),
        "valid_citations": mean(s.valid_citations for s in scores if s.valid_citations is not None),
        "latency_ms": {"p50": percentile(latencies, 50), "p95": percentile(latencies, 95)},
    }


def mean(values: Iterable[float]) -> float | None:
    """The mean, None of nothing."""
    numbers = [float(value) for value in values]
    return round(statistics.fmean(numbers), 4) if numbers else None


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value that `share` percent lie at or below (nearest rank); None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    position = max(0, -(-len(ordered) * share // 100) - 1)
    return round(ordered[int(position)], 2)


def as_fields(scores: Scores) -> dict[str, Any]:
    """Scores as a JSON object."""
    return asdict(scores)
