"""The reader: what a passage says to a question, and where in it the answer stands.

A small encoder reads a question and a passage together (made by `tools/train_reader.py`, which names the
sources of the method). Its embeddings and lower layers are those of the shipped embedding model; the
upper ones lie in `corpus/models/reader/`. It runs in 8-bit integers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from corpus.bert import Bert
from corpus.embedding import SHIPPED
from corpus.embedding_int8 import encoder_graph, session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

READER = SHIPPED.parent / "reader"
"""The folder of the shipped reader."""

VERDICTS = ("none", "span", "yes", "no")
"""What a passage says to a question: nothing, something that stands in it, yes, or no."""
WEIGHTS = "reader.safetensors"
TOKENS, QUESTION, TITLE = 256, 48, 40  # of both together; of a question and of a title at most
LONGEST_ANSWER = 120  # tokens
FIRST, LAST, PADDING = 0, 2, 1  # ids of <s>, </s> and <pad>
_SPANS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A span of a text, in characters, and how likely it is the answer, as a logit."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a passage says to a question.

    Attributes:
        verdicts: probability of each of `VERDICTS`.
        spans: the best ones, best first, none inside another.
    """

    verdicts: Mapping[str, float]
    spans: tuple[Found, ...]

    @property
    def answers(self) -> float:
        """How likely (0-1) the passage answers."""
        return 1.0 - self.verdicts["none"]


@dataclass(frozen=True, slots=True)
class Window:
    """A question and a part of a passage, as tokens.

    Attributes:
        offset: place in `ids` of the first token of the passage's text.
        spans: (start, end) in the text of the tokens from there on.
    """

    ids: list[int]
    offset: int
    spans: list[tuple[int, int]]

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last token of a span of the text; None where it is not wholly inside."""
        inside = [at for at, (a, b) in enumerate(self.spans) if b > start and a < end]
        if not inside or self.spans[0][0] > start or self.spans[-1][1] < end:
            return None
        return self.offset + inside[0], self.offset + inside[-1]


def window(
    tokenizer: Tokenizer,
    question: str,
    title: str,
    text: str,
    start: int = 0,
    within: tuple[int, int] | None = None,
) -> Window:
    """A question with as much of a passage as is read together.

    Args:
        tokenizer: of the shipped embedding model.
        question: as it is understood.
        title: of the passage, or its heading path; may be empty.
        text: of the passage.
        start: character of the text from which it is read on.
        within: (start, end) of what has to be read of a text too long to be read together.
    """
    asked = tokenizer.encode(f"query: {question}", add_special_tokens=False).ids[:QUESTION]
    head = tokenizer.encode(title, add_special_tokens=False).ids[-TITLE:] if title else []
    body = tokenizer.encode(text, add_special_tokens=False)
    skipped = next((at for at, (_, end) in enumerate(body.offsets) if end > start), 0)
    before = [FIRST, *asked, LAST, LAST, *head, *([LAST] if head else [])]
    room = TOKENS - len(before) - 1
    if within is not None:
        needed = [at for at, (a, b) in enumerate(body.offsets) if b > within[0] and a < within[1]]
        if needed and needed[-1] >= skipped + room:
            skipped = min(needed[0], len(body.ids) - room)
    ids = body.ids[skipped : skipped + room]
    return Window([*before, *ids, LAST], len(before), body.offsets[skipped : skipped + room])


def padded(texts: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Ids of the tokens of texts and which of them are no padding; both of shape (texts, tokens)."""
    longest = max(map(len, texts))
    ids = np.full((len(texts), longest), PADDING, np.int64)
    mask = np.zeros(ids.shape, np.int32)
    for row, one in enumerate(texts):
        ids[row, : len(one)] = one
        mask[row, : len(one)] = 1
    return ids, mask


def best_spans(
    begin: NDArray[np.float32], end: NDArray[np.float32], most: int = _SPANS
) -> list[tuple[int, int, float]]:
    """The spans of the highest sums of logits, as (first, last, sum); none overlaps a better one.

    Args:
        begin: logits of the first token, shape (tokens,).
        end: logits of the last token, shape (tokens,).
        most: how many.
    """
    sums = begin[:, None] + end[None]
    allowed = np.triu(np.ones(sums.shape, bool)) & ~np.triu(
        np.ones(sums.shape, bool), LONGEST_ANSWER
    )
    sums = np.where(allowed, sums, -np.inf)
    found: list[tuple[int, int, float]] = []
    while len(found) < most and np.isfinite(sums).any():
        first, last = divmod(int(np.argmax(sums)), sums.shape[1])
        found.append((first, last, float(sums[first, last])))
        sums[: last + 1, first:] = -np.inf
    return found


class Reader:
    """Reads passages for questions.

    Attributes:
        tokenizer, bert: of the shipped embedding model; of the latter what its encoder starts from.
    """

    def __init__(
        self, tokenizer: Tokenizer, bert: Bert, encoder: InferenceSession,
        heads: Mapping[str, NDArray[np.float32]],
    ) -> None:  # fmt: skip
        self.tokenizer, self.bert = tokenizer, bert
        self._encoder, self._heads = encoder, heads

    @classmethod
    def load(cls, folder: Path = READER) -> Self:
        """The reader of a folder, over the shipped model's embeddings and the layers it does not hold."""
        from tokenizers import Tokenizer

        bert = Bert.load(SHIPPED)
        layers, heads = layers_of(folder, bert)
        graph = encoder_graph(layers, layers=bert.count, heads=bert.heads, epsilon=bert.epsilon)
        bert.layers.clear()  # the session has its own
        tokenizer: Tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
        return cls(tokenizer, bert, session(graph, 2), heads)

    def read(
        self,
        question: str,
        passages: Sequence[tuple[str, str]],
        within: Sequence[tuple[int, int] | None] = (),
    ) -> list[Reading]:
        """What each passage says to a question.

        Args:
            question: with what it follows before it.
            passages: (title, text) of each; of a text what fits in `TOKENS`.
            within: (start, end) of what has to be read of each text; the beginning where nothing is given.
        """
        places = within or [None] * len(passages)
        windows = [
            window(self.tokenizer, question, *passage, within=place)
            for passage, place in zip(passages, places, strict=True)
        ]
        ids, mask = padded([one.ids for one in windows])
        (hidden,) = self._encoder.run(None, {"hidden": self.bert.embedded(ids), "mask": mask})
        edges = hidden @ self._heads["places.weight"].T + self._heads["places.bias"]
        says = hidden[:, 0] @ self._heads["verdict.weight"].T + self._heads["verdict.bias"]
        return [
            Reading(_verdicts(logits), _found(one, row))
            for one, row, logits in zip(windows, edges, says, strict=True)
        ]


def layers_of(
    folder: Path = READER, bert: Bert | None = None
) -> tuple[dict[str, NDArray[np.float32]], dict[str, NDArray[np.float32]]]:
    """The encoder's weights and the heads of a reader, each by name, in float32.

    Args:
        folder: of the reader.
        bert: the shipped embedding model with its layers, where it is loaded already.
    """
    from safetensors.numpy import load_file

    stored = load_file(folder / WEIGHTS)
    weights = {name: restored(stored, name) for name in stored if not name.endswith(".scale")}
    heads = {name: value for name, value in weights.items() if not name.startswith("encoder.")}
    own = {
        name.removeprefix("encoder."): value
        for name, value in weights.items()
        if name.startswith("encoder.")
    }
    return (bert or Bert.load(SHIPPED)).layers | own, heads


def restored(stored: Mapping[str, NDArray[Any]], name: str) -> NDArray[np.float32]:
    """A tensor of the folder; one in integers times the scales of its rows."""
    value = stored[name].astype(np.float32)
    scale = stored.get(f"{name}.scale")
    return value if scale is None else value * scale[:, None]


def _verdicts(logits: NDArray[np.float32]) -> dict[str, float]:
    powers = np.exp(logits - logits.max())
    return dict(zip(VERDICTS, (powers / powers.sum()).tolist(), strict=True))


def _found(read: Window, logits: NDArray[np.float32]) -> tuple[Found, ...]:
    """The best spans of a window, in characters of the passage's text."""
    inside = logits[read.offset : read.offset + len(read.spans)]
    return tuple(
        Found(read.spans[first][0], read.spans[last][1], score)
        for first, last, score in best_spans(inside[:, 0], inside[:, 1])
    )
