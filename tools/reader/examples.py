"""Examples for the reader: a question, a passage, and where in it the answer stands.

`texts/questions/*.jsonl` has the questions, written one by one for this project: `passage` names what is
asked of (`tools.reader.passages`), `verdict` is "span", "yes", "no" or "none" (the passage does not say
it), `answer` is the piece of the passage that answers, of a longer one its first and last words with
" … " between: shared texts are not copied here.

The questions that the embedding model is trained on join them: of those only the passage is known.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.embedding import Embedder
from corpus.lexical import LexicalIndex, indexed_terms, terms
from tools.embedding import pairs
from tools.reader import passages
from tools.reader.passages import Passage

QUESTIONS = Path(__file__).parent / "texts" / "questions"
SOME = "some"
"""The passage answers, but nobody marked where."""
_GAP = " … "
_DEV_SHARE = 10  # one passage of so many is kept for choosing among trained readers


@dataclass(frozen=True, slots=True)
class Example:
    """A question on a passage.

    Attributes:
        start, end: of the answer in the passage's text, in characters; -1 where there is none.
        verdict: one of `assistant.reader.VERDICTS`, or `SOME`.
    """

    question: str
    passage: Passage
    start: int
    end: int
    verdict: str
    type: str = ""


def located(text: str, answer: str, nth: int = 1) -> tuple[int, int] | None:
    """Where an answer stands in a text, as (start, end); None where it does not.

    Args:
        text: of the passage.
        answer: as `texts/questions` writes it.
        nth: which of several places.
    """
    first, gap, last = answer.partition(_GAP)
    inside = ".*?" + _loosely(last) if gap else ""
    found = list(re.finditer(_loosely(first) + inside, text, re.DOTALL))
    return found[nth - 1].span() if len(found) >= nth else None


def _loosely(words: str) -> str:
    """A pattern for words as they stand in a text, with whatever white space: readers put some in."""
    return r"\s*".join(map(re.escape, "".join(words.split())))


def is_dev(passage: str) -> bool:
    """Whether a passage's questions are kept from training; none of the report and the demo corpus
    are: those have sets of their own.
    """
    hashed = int(hashlib.sha1(f"reader {passage}".encode()).hexdigest(), 16)
    return hashed % _DEV_SHARE == 0 and not passage.startswith(("report/", "demo/"))


def known(embedder: Embedder) -> dict[str, Passage]:
    """Every passage that may be asked of, by name."""
    every = (
        passages.report(embedder), passages.demo(embedder), passages.law(), passages.national(),
        passages.general(), passages.told(),
    )  # fmt: skip
    return {passage.name: passage for some in every for passage in some}


def written(of: Mapping[str, Passage], begins: str = "") -> Iterator[Example]:
    """The questions with their answers; one whose answer is not found any more is left out.

    Args:
        of: the passages by name.
        begins: of the names of the files that are read.
    """
    for path in sorted(QUESTIONS.glob(f"{begins}*.jsonl")):
        for row in pairs.rows(path):
            passage = of.get(row["passage"])
            if passage is None:
                continue
            place: tuple[int, int] | None = (-1, -1)
            if row["verdict"] != "none":
                place = located(passage.text, row["answer"], row.get("nth", 1))
            if place:
                kind = row.get("type", "")
                yield Example(row["question"], passage, *place, row["verdict"], kind)


def paired(of: Mapping[str, Passage]) -> Iterator[Example]:
    """The embedding model's questions whose passage is one piece."""
    for row in pairs.written("procedures"):
        name = f"procedure/{row['id']}/{row['field']}"
        if f"{name}/0" in of and f"{name}/1" not in of:
            yield Example(row["question"], of[f"{name}/0"], -1, -1, SOME)
    for row in pairs.written("law"):
        if f"law/{row['id']}/0" in of and f"law/{row['id']}/1" not in of:
            yield Example(row["question"], of[f"law/{row['id']}/0"], -1, -1, SOME)
    for row in pairs.general():
        english = [row["english"]] if row.get("english") else []
        for question in (*row["questions"], *english):
            yield Example(question, of[f"general/{row['id']}"], -1, -1, SOME)


class Neighbours:
    """Finds passages that look as if they answered a question, and do not."""

    def __init__(self, among: Sequence[Passage]) -> None:
        self._among = among
        self._index = LexicalIndex.build(
            indexed_terms(passage.text, passage.title) for passage in among
        )

    def of(self, example: Example, count: int = 12) -> list[Passage]:
        """The passages nearest to a question in its words, those left out that may answer it:
        its own, pieces of the same text, and any that holds the same answer.
        """
        asked = list(dict.fromkeys(terms(example.question)))
        scores = self._index.scores(asked, [1.0] * len(asked))
        ranked = scores.argsort()[::-1][: 2 * count]
        own = example.passage.name.rpartition("/")[0]
        answer = example.passage.text[max(example.start, 0) : max(example.end, 0)]
        return [
            passage
            for at in ranked.tolist()
            if scores[at] > 0
            and not self._may_answer(passage := self._among[at], example, own, answer)
        ][:count]

    @staticmethod
    def _may_answer(passage: Passage, example: Example, own: str, answer: str) -> bool:
        same = passage.name == example.passage.name or passage.text == example.passage.text
        pieces = own not in {"report", "told", "general"} and passage.name.startswith(f"{own}/")
        return same or pieces or bool(answer and answer in passage.text)


def without_answer(example: Example, passage: Passage) -> Example:
    """The question on a passage that does not answer it."""
    return replace(example, passage=passage, start=-1, end=-1, verdict="none")


def roughened(dice: random.Random, text: str, rate: float) -> str:
    """A text with some words as OCR and repair leave them: without accents, or with others.

    As long as before, so that places in it stay where they are.
    """

    def word(match: re.Match[str]) -> str:
        if dice.random() >= rate or not match[0].isalpha():
            return match[0]
        bare = _bare(match[0])
        return bare if dice.random() < 0.5 else _other(dice, bare)

    return re.sub(r"\w+", word, text)


def _bare(text: str) -> str:
    from eval.retrieval import strip_diacritics

    return strip_diacritics(text)


_VARIANTS = {
    "a": "aăâáàảãạ", "e": "eêéèẻẽẹ", "i": "iíìỉĩị", "o": "oôơóòỏõọ", "u": "uưúùủũụ", "y": "yýỳỷỹỵ", "d": "dđ",
}  # fmt: skip


def _other(dice: random.Random, bare: str) -> str:
    places = [at for at, letter in enumerate(bare) if letter in _VARIANTS]
    if not places:
        return bare
    at = dice.choice(places)
    return bare[:at] + dice.choice(_VARIANTS[bare[at]]) + bare[at + 1 :]
