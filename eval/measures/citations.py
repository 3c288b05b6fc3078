"""Citations: whether they stand in their source, and ALCE's citation recall and precision.

Valid citations, of the contract: the share of an answer's citations that stand in the document where
they say. Recall and precision: Gao, Yen, Yu, Chen, Enabling Large Language Models to Generate Text
with Citations (ALCE, EMNLP 2023), 3.3, with the deterministic `entailment` in the place of their
language model:

- recall: the share of an answer's sentences that the citations attached to them entail together; a
  sentence without citations is not entailed;
- precision: the share of citations that are of use: the citations attached to the sentence entail it
  together, and this one entails it alone or the others do not without it. A marker without a
  citation entails nothing.

ALCE's sentences bear their markers themselves. Here a marker may cover several sentences
(`statements`); a citation is then of use where it is for one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from assistant.languages import language_of
from assistant.model import Language
from assistant.schema import AnswerOut, CitationOut
from eval.measures.entailment import entails
from eval.measures.refusal import is_answered
from eval.measures.statements import stretches


class CitationScores(NamedTuple):
    """Shares from 0 to 1; None where there is nothing to take one of."""

    precision: float | None
    recall: float | None


def valid_share(valid: Sequence[bool]) -> float | None:
    """The share of citations that stand in their source; None of none."""
    return sum(valid) / len(valid) if valid else None


def citation_scores(answer: AnswerOut) -> CitationScores:
    """Precision and recall of the citations of one answer.

    None for what is no answer (refusals, questions in return), for precision without any marker, and
    for both where the answer speaks another language than its sources: words then decide nothing.
    """
    parts = stretches(answer.answer) if is_answered(answer.status) else []
    sentences = [sentence for part in parts for sentence in part.sentences]
    spans = {citation.marker: _span(citation) for citation in answer.citations}
    if not sentences or _is_translated(sentences, answer.citations):
        return CitationScores(None, None)
    entailed = attached = useful = 0
    for part in parts:
        attached += len(part.markers)
        needed: set[int] = set()
        for sentence in part.sentences:
            if _entails(spans, part.markers, sentence):
                entailed += 1
                needed |= {m for m in part.markers if _is_useful(spans, part.markers, m, sentence)}
        useful += len(needed)
    precision = useful / attached if attached else None
    return CitationScores(precision, entailed / len(sentences))


def _span(citation: CitationOut) -> str:
    """What a citation gives to read: the document's name, as ALCE has it, and both readings."""
    facts = (citation.title, citation.kind, citation.number, citation.date, citation.issuer)
    named = ", ".join(fact for fact in facts if fact)
    return "\n".join((named, citation.quote, citation.source_quote))


def _entails(spans: Mapping[int, str], markers: Iterable[int], sentence: str) -> bool:
    given = [spans[marker] for marker in markers if marker in spans]
    return bool(given) and entails(given, sentence)


def _is_useful(
    spans: Mapping[int, str], markers: Sequence[int], marker: int, sentence: str
) -> bool:
    """Whether one citation of an entailed sentence entails it alone, or is missed without."""
    if _entails(spans, (marker,), sentence):
        return True
    return not _entails(spans, [other for other in markers if other != marker], sentence)


def _is_translated(sentences: Sequence[str], citations: Sequence[CitationOut]) -> bool:
    said, cited = " ".join(sentences), " ".join(citation.quote for citation in citations)
    return bool(cited) and (language_of(said) is Language.ENGLISH) != (
        language_of(cited) is Language.ENGLISH
    )
