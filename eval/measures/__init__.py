"""Measures: the scores of one answer, and what they come to over a set.

One module a measure, each with its definition and where it is from; `contract.md` defines the first
group (`ranking`, `support`, `refusal`, `citations.valid_citations`, `latency`). Nothing here asks a
model: the same answer gets the same score everywhere, from its line in `results.jsonl` alone.
"""

from __future__ import annotations

from eval.measures.losses import DocumentTexts
from eval.measures.scoring import score
from eval.measures.summary import summarise
from eval.measures.table import MEASURES, Kind, Measure

__all__ = ["MEASURES", "DocumentTexts", "Kind", "Measure", "score", "summarise"]
