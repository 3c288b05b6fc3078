"""What a peer's script shares with the others; imports only the standard library at the start.

The script reads a task, a file of JSON lines: first `{"documents": [{"name", "path"}, …], "settings":
{…}, "depth": k}`, then one `{"id", "question", "history", "most_words"}` a question. It writes one
answer a line, in the order of the questions: the contract's JSON of an answer with the question's `id`,
and beside it, for each retrieved passage, its `text` and `also`, the further places that it covers
(a passage can go over several pages or rows, a place of the contract has only one).
"""

from __future__ import annotations

import bisect
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any

_SENTENCE_END = re.compile(r"[.!?…;:][\"”’)\]]*\Z")
_LEAST_KEPT = 0.5  # of the words allowed: a sentence that ends before is no place to stop

CUT_NOTICE = "Đoạn văn dài hơn giới hạn nên được cắt bớt. (The passage is longer than is allowed: it is cut.)"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a piece of a document stands, as far as its format has it; all from 1."""

    page: int | None = None
    line: int | None = None
    sheet: str | None = None
    row: int | None = None


class Reading:
    """A document's text as a peer reads it, every piece of which knows its place.

    Attributes:
        document: its name.
        text: the pieces, with `glue` between them.
    """

    def __init__(self, document: str, pieces: Sequence[tuple[str, Spot]], glue: str = "\n") -> None:
        self.document = document
        self.text = glue.join(text for text, _ in pieces)
        self._spots = [spot for _, spot in pieces]
        lengths = (len(text) + len(glue) for text, _ in pieces)
        self._starts = [0, *accumulate(lengths)][: len(pieces)]

    def places(self, start: int, end: int) -> list[dict[str, Any]]:
        """The places that the characters from `start` to `end` (excluded) cover, in order.

        Lines of one page, sheet and row that follow each other are one place.
        """
        first = max(bisect.bisect_right(self._starts, start) - 1, 0)
        last = max(bisect.bisect_left(self._starts, end), first + 1)
        spots = self._spots[first:last] or [Spot()]
        found = []
        for (page, sheet, row), run in groupby(
            spots, lambda spot: (spot.page, spot.sheet, spot.row)
        ):
            lines = [spot.line for spot in run if spot.line is not None]
            found.append(
                {
                    "document": self.document,
                    "page": page,
                    "lines": [lines[0], lines[-1]] if lines else None,
                    "sheet": sheet,
                    "row": row,
                    "procedure": None,
                }
            )
        return found


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that a peer retrieved: from `start` to `end` (excluded) of a reading."""

    reading: Reading
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        """What stands there."""
        return self.reading.text[self.start : self.end]


Documents = Sequence[tuple[str, Path]]
Retrieve = Callable[[str, Sequence[str], int], Sequence[Passage]]
"""(question, history, depth) → passages, best first."""


def text_lines(path: Path) -> list[tuple[str, Spot]]:
    """The lines of a text file, numbered as editors do (LF, CR LF)."""
    text = path.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    return [(line, Spot(line=number)) for number, line in enumerate(text.split("\n"), start=1)]


def cut(text: str, most_words: int) -> tuple[str, bool]:
    """A text within a limit of words, and whether anything was left out.

    It ends where the last whole sentence does, or after the last word that is allowed where that
    would leave less than half of them.
    """
    words = list(re.finditer(r"\S+", text))
    if len(words) <= most_words:
        return text, False
    kept = words[:most_words]
    for count in range(most_words, int(most_words * _LEAST_KEPT), -1):
        if _SENTENCE_END.search(kept[count - 1].group()):
            return text[: kept[count - 1].end()], True
    return text[: kept[-1].end()] if kept else "", True


def answer(
    question: Mapping[str, Any], passages: Sequence[Passage], elapsed_ms: float
) -> dict[str, Any]:
    """The answer of a system whose answer is its top passage.

    Args:
        question: of the task.
        passages: best first.
        elapsed_ms: from the question to the passages.
    """
    said, citations, notices = "", [], []
    if passages:
        top = passages[0]
        body, was_cut = cut(top.text, int(question["most_words"]))
        said = f"{body} [1]"
        places = top.reading.places(top.start, top.start + len(body))
        names = {"marker": 1, "title": top.reading.document}
        missing = dict.fromkeys(("number", "kind", "issuer", "date"))
        quotes = {"quote": body, "source_quote": body}
        citations = [{**places[0], "also": places[1:], **names, **missing, **quotes}]
        if was_cut:
            notices = [{"kind": "cut", "message": CUT_NOTICE, "marker": 1}]
    return {
        "id": question["id"],
        "question": question["question"],
        "understood_as": question["question"],
        "status": "answered" if passages else "not_found",
        "answer": said,
        "short_answer": None,
        "citations": citations,
        "notices": notices,
        "retrieved": [_retrieved(passage) for passage in passages],
        "timings_ms": {"retrieve": elapsed_ms, "total": elapsed_ms},
    }


def _retrieved(passage: Passage) -> dict[str, Any]:
    place, *others = passage.reading.places(passage.start, passage.end)
    return {**place, "score": passage.score, "text": passage.text, "also": others}


def precision() -> str:
    """What a peer's embedding model calculates in: as ours, bfloat16 where the processor has it."""
    import torch

    has_it = torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return "bfloat16" if has_it else "float32"


def run(make: Callable[[Documents, Mapping[str, Any]], Retrieve]) -> None:
    """Do the task that the command line names: `main.py TASK.jsonl ANSWERS.jsonl`.

    Args:
        make: indexes documents under the peer's settings.
    """
    source, target = map(Path, sys.argv[1:])
    head, *questions = _objects(source)
    documents = [(one["name"], Path(one["path"])) for one in head["documents"]]
    retrieve = make(documents, head["settings"])
    with target.open("w", encoding="utf-8") as file:
        for question in questions:
            start = time.perf_counter()
            passages = retrieve(question["question"], question["history"], head["depth"])
            elapsed = round(1000 * (time.perf_counter() - start), 2)
            line = json.dumps(answer(question, passages, elapsed), ensure_ascii=False)
            file.write(line + "\n")
            file.flush()


def _objects(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8", newline="\n") as file:
        yield from map(json.loads, file)
