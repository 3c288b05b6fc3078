"""Learn the map that turns questions to the sentences that answer them: `corpus/models/projection/`.

    python -m tools.train_projection     # learns it, prints how it does, writes the folder

It is learnt from the reader's questions (`tools.reader.examples`), whose answer was marked in a passage:
among the sentences of that passage the one with the answer shall have the highest cosine with the
turned question (softmax over the sentences, as InfoNCE: van den Oord et al. 2018, arXiv:1807.03748).
Vectors of the embedding model stay as they are. Needs `../shared`; takes some five minutes on two
cores; one seed. Printed, for the passages that are kept from training: how often the nearest sentence
of its passage answers a question, by the question's own vector and by the turned one.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from torch import Tensor
from torch.nn import functional

from assistant.projection import MAP, MODEL, PROJECTION, WEIGHTS, Projection
from assistant.proximity import SENTENCE_END
from assistant.question import understand
from corpus.embedding import Embedder, load
from tools.reader import examples
from tools.reader.examples import Example

CARD = Path(__file__).with_name("projection_card.md")
SEED = 20261130
EPOCHS, BATCH, RATE, TEMPERATURE = 6, 128, 2e-3, 0.03
_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Task:
    """One question with the sentences of its passage.

    Attributes:
        origin: where the passage comes from, "report" or "law".
        kept: whether it is kept from training.
        question: its vector, shape (dimension,).
        sentences: their vectors, shape (sentences, dimension).
        right: which of them hold the answer, shape (sentences,).
    """

    origin: str
    kept: bool
    question: NDArray[np.float32]
    sentences: NDArray[np.float32]
    right: NDArray[np.bool_]


def places(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text stand, in characters."""
    edges = [0, *(edge for end in SENTENCE_END.finditer(text) for edge in end.span()), len(text)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in pairs if text[start:end].strip()]


def tasks(embedder: Embedder) -> list[Task]:
    """The questions whose answer stands in one or some of several sentences."""
    marked = [one for one in examples.written(examples.known(embedder)) if one.start >= 0]
    passages = {one.passage.name: one.passage.text for one in marked}
    cut = {name: places(text) for name, text in passages.items()}
    vectors = embedder.passages([passages[name][a:b] for name, own in cut.items() for a, b in own])
    ends = np.cumsum([len(own) for own in cut.values()])[:-1]
    sentences = dict(zip(cut, np.split(vectors, ends), strict=True))
    asked = [understand(one.question).spoken for one in marked]
    questions = np.concatenate(
        [embedder.queries(asked[at : at + _AT_ONCE]) for at in range(0, len(asked), _AT_ONCE)]
    )
    found = (
        _task(one, vector, cut[one.passage.name], sentences[one.passage.name])
        for one, vector in zip(marked, questions, strict=True)
    )
    return [task for task in found if task.right.any() and not task.right.all()]


def _task(
    example: Example,
    question: NDArray[np.float32],
    cut: Sequence[tuple[int, int]],
    sentences: NDArray[np.float32],
) -> Task:
    name = example.passage.name
    right = np.array([start < example.end and example.start < end for start, end in cut])
    return Task(name.partition("/")[0], examples.is_dev(name), question, sentences, right)


def learnt(some: Sequence[Task], epochs: int = EPOCHS) -> NDArray[np.float32]:
    """The map, shape (dimension, dimension)."""
    torch.manual_seed(SEED)
    size = len(some[0].question)
    turn = torch.zeros(size, size, requires_grad=True)
    optimiser = torch.optim.AdamW([turn], lr=RATE, weight_decay=0.0)
    steps = epochs * len(some) // BATCH
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = RATE * (1 - step / steps)
        batch = [some[int(at)] for at in torch.randint(len(some), (BATCH,))]
        optimiser.zero_grad()
        _loss(turn, batch).backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    learned: NDArray[np.float32] = turn.detach().numpy()
    return learned


def _loss(turn: Tensor, batch: Sequence[Task]) -> Tensor:
    """How unlikely the sentences that answer are among those of their passages."""
    questions = torch.from_numpy(np.stack([one.question for one in batch]))
    turned = functional.normalize(questions + questions @ turn, dim=1)
    losses = []
    for vector, one in zip(turned, batch, strict=True):
        says = torch.log_softmax(torch.from_numpy(one.sentences) @ vector / TEMPERATURE, 0)
        losses.append(-torch.logsumexp(says[torch.from_numpy(one.right)], 0))
    return torch.stack(losses).mean()


def told(some: Sequence[Task], turn: NDArray[np.float32]) -> str:
    """How often the nearest sentence answers, before and after turning, by origin."""
    projection = Projection(turn)
    before, after, count = Counter[str](), Counter[str](), Counter[str]()
    for one in some:
        for name in (one.origin, "all"):
            count[name] += 1
            before[name] += bool(one.right[(one.sentences @ one.question).argmax()])
            after[name] += bool(one.right[(one.sentences @ projection(one.question)).argmax()])
    return "\n".join(
        f"{name:10} {total:5} {before[name] / total:.3f} -> {after[name] / total:.3f}"
        for name, total in sorted(count.items())
    )


def main() -> int:
    embedder = load()
    every = tasks(embedder)
    trained = [one for one in every if not one.kept]
    print(f"{len(trained)} questions, {len(every) - len(trained)} kept back", flush=True)
    turn = learnt(trained).astype(np.float16)
    print(told([one for one in every if one.kept], turn.astype(np.float32)))
    PROJECTION.mkdir(parents=True, exist_ok=True)
    save_file({MAP: turn}, PROJECTION / WEIGHTS, {MODEL: embedder.fingerprint})
    shutil.copyfile(CARD, PROJECTION / "README.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
