"""All scores of one answer, by the names that `results.jsonl` has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.schema import AnswerOut
from eval.matching import words
from eval.measures.citations import citation_scores, valid_share
from eval.measures.figures import figure_scores
from eval.measures.latency import latency_ms
from eval.measures.lists import completeness
from eval.measures.losses import DocumentTexts, lost_at
from eval.measures.notices import notices
from eval.measures.ranking import rank
from eval.measures.refusal import is_refused
from eval.measures.support import direct, supported
from eval.measures.understanding import understood
from eval.questions import Item


def score(
    item: Item,
    answer: AnswerOut,
    passages: Sequence[str],
    valid: Sequence[bool],
    texts: DocumentTexts | None = None,
) -> dict[str, Any]:
    """Score one answer; None where a measure does not apply.

    Args:
        item: the question with its gold.
        answer: what was said.
        passages: the text of each retrieved passage, in the order of `answer.retrieved`.
        valid: for each citation, in order, whether it stands in its source.
        texts: gives a document's indexed text; without it evidence that was lost in reading or in
            repairing counts as lost in retrieval.

    Raises:
        ValueError: there are not as many passages or flags as the answer has.
    """
    if len(passages) != len(answer.retrieved) or len(valid) != len(answer.citations):
        raise ValueError("a text for each passage and a flag for each citation are needed")
    found = rank(item, answer, passages)
    is_supported = supported(item, answer)
    cited = citation_scores(answer)
    figures = figure_scores(item, answer)
    noticed = notices(item, answer)
    return {
        "rank": found,
        "supported": is_supported,
        "direct": direct(item, answer),
        "refused": is_refused(answer.status),
        "valid_citations": valid_share(valid),
        "latency_ms": latency_ms(answer),
        "citation_precision": cited.precision,
        "citation_recall": cited.recall,
        "figures_exact": figures.exact,
        "figures_partial": figures.partial,
        "list_completeness": completeness(item, answer),
        "words": words(answer.answer),
        "notices_right": noticed.right if noticed else None,
        "notices_missed": noticed.missed if noticed else None,
        "notices_false": noticed.false if noticed else None,
        "understood": understood(item, answer),
        "lost_at": lost_at(item, answer, found, is_supported, texts),
    }
