"""Evidence that the passages of any system can meet, and the place of a passage that counts.

Sets are written with our reading of the files at hand. Scored so, a peer could miss for its wording
alone, so every system, ours too, is scored against evidence that is widened:

- a place with a quote also counts without the `procedure`, which no other system knows;
- a table's row that is quoted in our wording ("Trường hợp: …; Mức phí: …") also counts as its cells.

A passage that goes over several pages or rows counts where any of them does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.schema import AnswerOut, Place
from eval.measures.places import overlaps
from eval.peers.answers import PeerAnswer
from eval.questions import Item

_LABEL = re.compile(r"(?:^|;|\n)\s*([^;:\n]{1,60}):(?=\s)")


def widened(item: Item) -> Item:
    """The question with evidence that does not ask for our wording."""
    places = [*item.evidence]
    for place in item.evidence:
        quote = place.get("quote")
        if not quote:
            continue
        bare = {key: value for key, value in place.items() if key != "procedure"}
        for one in (bare, {**bare, "quote": as_cells(quote)}):
            if one not in places:
                places.append(one)
    fields: Mapping[str, Any] = {**item.fields, "evidence": places}
    return replace(item, evidence=tuple(places), fields=fields if places else item.fields)


def as_cells(quote: str) -> str:
    """A row worded "field: value; field: value" as its values; any other text as it is."""
    labels = {label.strip() for label in _LABEL.findall(quote)}
    if ";" not in quote or len(labels) < 2:
        return quote
    words = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    return " ".join(re.sub(rf"(?:;\s*)?(?:{words}):\s", " ", quote).split())


def settled(answer: PeerAnswer, item: Item) -> AnswerOut:
    """A peer's answer with, for each passage and citation, the place that meets the evidence.

    Where several or none do, the first stays.

    Args:
        answer: of the peer.
        item: the question, its evidence widened.
    """
    said = answer.said

    def best(place: Place, others: Sequence[Place], texts: Sequence[str]) -> dict[str, Any]:
        for one in (place, *others):
            if any(overlaps(one, texts, evidence) for evidence in item.located):
                return {name: getattr(one, name) for name in Place.model_fields}
        return {}

    retrieved = [
        place.model_copy(update=best(place, others, (text,)))
        for place, others, text in zip(
            said.retrieved, answer.retrieved_also, answer.passages, strict=True
        )
    ]
    citations = [
        one.model_copy(update=best(one, others, (one.quote, one.source_quote)))
        for one, others in zip(said.citations, answer.cited_also, strict=True)
    ]
    return said.model_copy(update={"retrieved": retrieved, "citations": citations})
