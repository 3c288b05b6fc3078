"""Learn what turns questions to the sentences that answer them: `corpus/models/projection/`.

    python -m tools.train_projection     # goes on where it was stopped; writes the folder, prints how it does

It is learnt from the reader's questions (`tools.reader.examples`), whose answer was marked in a passage:
among the sentences of that passage the one with the answer shall have the highest cosine with the
turned question (softmax over the sentences, as InfoNCE: van den Oord et al. 2018, arXiv:1807.03748).
Two ways are learnt: a linear map of the question's vector, and, from it on, changes of low rank to the
upper layers that read the question (Hu et al. 2021, arXiv:2106.09685) with a map of their own. Vectors of
the embedding model stay as they are. Needs `../shared`; takes some twenty minutes on two cores; one seed.
Printed, for the passages that are kept from training: how often the nearest sentence of its passage
answers a question, by the question's own vector, by the map, and by the question read anew.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from assistant.projection import (
    DOWN,
    MAP,
    MODEL,
    NAME_MAP,
    PROJECTION,
    READ_MAP,
    UP,
    WEIGHTS,
    Projection,
)
from assistant.proximity import SENTENCE_END
from assistant.question import understand
from corpus.embedding import SHIPPED, Embedder, load
from tools.embedding import pairs
from tools.reader import examples
from tools.reader.examples import Example
from tools.reader.passages import national
from tools.training import Pace, Run

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build" / "projection"
CARD = Path(__file__).with_name("projection_card.md")
SEED = 20261130
EPOCHS, BATCH, RATE, TEMPERATURE = 6, 128, 2e-3, 0.03
EPOCHS_OF_NAMES, RATE_OF_NAMES = 20, 1e-3
LOWER = 4  # layers that stay as they are: what leaves them is calculated once
CHANGED = (
    "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
    "intermediate.dense", "output.dense",
)  # fmt: skip
_AT_ONCE = 256
_FAR = -1e4  # of a key that is padding, in the attention
Turn = Callable[["Task"], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Settings:
    """How the layers are trained.

    Attributes:
        rank: of the changes.
        epochs, batch: of the questions.
        tokens: that are read of a question.
    """

    rank: int = 16
    epochs: int = 3
    batch: int = 64
    rate: float = 1e-3
    tokens: int = 48
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class Task:
    """One question with the sentences of its passage.

    Attributes:
        origin: where the passage comes from, "report" or "law".
        kept: whether it is kept from training.
        text: the question, as it is embedded.
        question: its vector, shape (dimension,).
        sentences: their vectors, shape (sentences, dimension).
        right: which of them hold the answer, shape (sentences,).
    """

    origin: str
    kept: bool
    text: str
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
        _task(one, text, vector, cut[one.passage.name], sentences[one.passage.name])
        for one, text, vector in zip(marked, asked, questions, strict=True)
    )
    return [task for task in found if task.right.any() and not task.right.all()]


def _task(
    example: Example,
    text: str,
    question: NDArray[np.float32],
    cut: Sequence[tuple[int, int]],
    sentences: NDArray[np.float32],
) -> Task:
    name = example.passage.name
    right = np.array([start < example.end and example.start < end for start, end in cut])
    origin, kept = name.partition("/")[0], examples.is_dev(name)
    return Task(origin, kept, text, question, sentences, right)


def of_names(embedder: Embedder) -> list[Task]:
    """The questions on national procedures, each with the names of all of them."""
    names = {one.name.split("/")[1]: one.title for one in national()}
    vectors = embedder.passages(list(names.values()))
    row = {code: at for at, code in enumerate(names)}
    asked = [
        (understand(question).spoken, code, kept)
        for question, code, kept in _on_procedures()
        if code in row
    ]
    texts = [text for text, _, _ in asked]
    questions = np.concatenate(
        [embedder.queries(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
    )
    return [
        Task("name", kept, text, vector, vectors, np.arange(len(names)) == row[code])
        for (text, code, kept), vector in zip(asked, questions, strict=True)
    ]


def _on_procedures() -> Iterator[tuple[str, str, bool]]:
    """Questions on national procedures, with the procedure's code and whether its passage is kept back:
    the reader's, and those that the embedding model is trained with.
    """
    for path in sorted(examples.QUESTIONS.glob("*.jsonl")):
        for row in pairs.rows(path):
            if row["passage"].startswith("procedure/"):
                code = row["passage"].split("/")[1]
                yield row["question"], code, examples.is_dev(row["passage"])
    for row in pairs.written("procedures"):
        yield row["question"], row["id"], False


def learnt(some: Sequence[Task], epochs: int = EPOCHS, rate: float = RATE) -> NDArray[np.float32]:
    """The map of the vectors that are there, shape (dimension, dimension)."""
    torch.manual_seed(SEED)
    size = len(some[0].question)
    turn = torch.zeros(size, size, requires_grad=True)
    optimiser = torch.optim.AdamW([turn], lr=rate, weight_decay=0.0)
    steps = epochs * len(some) // BATCH
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = rate * (1 - step / steps)
        batch = [some[int(at)] for at in torch.randint(len(some), (BATCH,))]
        optimiser.zero_grad()
        questions = torch.from_numpy(np.stack([one.question for one in batch]))
        _loss(_turned(questions, turn), batch).backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    learned: NDArray[np.float32] = turn.detach().numpy()
    return learned


def _turned(questions: Tensor, turn: Tensor) -> Tensor:
    return functional.normalize(questions + questions @ turn, dim=1)


def _loss(turned: Tensor, batch: Sequence[Task]) -> Tensor:
    """How unlikely the sentences that answer are among those of their passages."""
    losses = []
    for vector, one in zip(turned, batch, strict=True):
        says = torch.log_softmax(torch.from_numpy(one.sentences) @ vector / TEMPERATURE, 0)
        losses.append(-torch.logsumexp(says[torch.from_numpy(one.right)], 0))
    return torch.stack(losses).mean()


class Changed(nn.Module):
    """A linear layer with a change of low rank beside it, which begins as none."""

    def __init__(self, layer: nn.Linear, rank: int) -> None:
        super().__init__()
        self.layer = layer
        self.down = nn.Parameter(torch.randn(layer.in_features, rank) / layer.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(rank, layer.out_features))

    def forward(self, values: Tensor) -> Tensor:
        """What the layer makes of values of shape (..., in): shape (..., out)."""
        changed: Tensor = self.layer(values) + values @ self.down @ self.up
        return changed


def put_changes(layers: nn.ModuleList, rank: int) -> None:
    """Put a change of low rank beside each linear map of a BERT encoder's layers."""
    for layer in layers:
        for name in CHANGED:
            above, _, last = name.rpartition(".")
            parent = layer.get_submodule(above)
            linear = parent.get_submodule(last)
            assert isinstance(linear, nn.Linear)
            setattr(parent, last, Changed(linear, rank))


def factors_of(layers: nn.ModuleList, first: int) -> dict[str, nn.Parameter]:
    """The factors of the changes beside layers, by the names that files give them.

    Args:
        layers: as `put_changes` left them.
        first: number of the first of them in the encoder.
    """
    return {
        f"layer.{first + at}.{name}{end}": factor
        for at, layer in enumerate(layers)
        for name in CHANGED
        for end, factor in zip(
            (DOWN, UP), layer.get_submodule(name).parameters(recurse=False), strict=True
        )
    }


class Upper(nn.Module):
    """The upper layers, changed, with the mean of the tokens and the map behind them."""

    def __init__(self, layers: nn.ModuleList, rank: int, turn: NDArray[np.float32]) -> None:
        super().__init__()
        self.layers = layers.requires_grad_(requires_grad=False)
        put_changes(self.layers, rank)
        self.turn = nn.Parameter(torch.from_numpy(turn.copy()))

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Turned unit vectors, shape (questions, dimension).

        Args:
            hidden: what leaves the lower layers, shape (questions, tokens, size).
            mask: 1 where a token is none of the padding, shape (questions, tokens).
        """
        hidden = through(self.layers, hidden, mask)
        mean = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        return _turned(functional.normalize(mean, dim=1), self.turn)

    def factors(self) -> dict[str, NDArray[np.float16]]:
        """What the file holds of them, by name."""
        found = factors_of(self.layers, LOWER) | {READ_MAP: self.turn}
        return {name: factor.detach().numpy().astype(np.float16) for name, factor in found.items()}


def through(layers: nn.ModuleList, hidden: Tensor, mask: Tensor) -> Tensor:
    """What leaves layers, shape (texts, tokens, size), of what enters them; both as in `Upper.forward`."""
    far = (1.0 - mask)[:, None, None, :] * _FAR
    for layer in layers:
        out = layer(hidden, far)
        hidden = out[0] if isinstance(out, tuple) else out
    return hidden


class Training(Run):
    """The upper layers and where their training stands."""

    model: Upper

    def __init__(
        self, settings: Settings, some: Sequence[Task], turn: NDArray[np.float32], folder: Path
    ) -> None:
        bert = BertModel.from_pretrained(SHIPPED, add_pooling_layer=False, dtype=torch.float32)
        bert.eval()
        self.tasks, self.settings = some, settings
        self.hidden = _hidden(bert, [one.text for one in some], settings.tokens)
        steps = settings.epochs * len(some) // settings.batch
        pace = Pace(steps, steps // 12, settings.rate, 0.0, every=50)
        upper = Upper(bert.encoder.layer[LOWER:], settings.rank, turn)
        super().__init__(upper, pace, settings, folder)

    def losses(self) -> dict[str, Tensor]:
        """Of one batch."""
        dice = random.Random(f"{self.settings.seed}-{self.step}")
        batch = [dice.randrange(len(self.tasks)) for _ in range(self.settings.batch)]
        turned = self.model(*_padded([self.hidden[at] for at in batch]))
        return {"sentence": _loss(turned, [self.tasks[at] for at in batch])}


@torch.no_grad()
def _hidden(bert: Any, texts: Sequence[str], most: int) -> list[Tensor]:
    """What leaves the lower layers for each question, shape (tokens, size)."""
    tokenizer: Tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    tokenizer.no_padding()
    ids = [torch.tensor(one.ids) for one in tokenizer.encode_batch([f"query: {t}" for t in texts])]
    ids = [one if len(one) <= most else torch.cat([one[: most - 1], one[-1:]]) for one in ids]
    hidden: dict[int, Tensor] = {}
    order = sorted(range(len(ids)), key=lambda at: len(ids[at]))
    for start in range(0, len(order), _AT_ONCE):
        part = order[start : start + _AT_ONCE]
        embedded = [bert.embeddings(input_ids=ids[at][None])[0] for at in part]
        states, mask = _padded(embedded)
        states = through(bert.encoder.layer[:LOWER], states, mask)
        hidden |= {at: one[: len(ids[at])].clone() for at, one in zip(part, states, strict=True)}
    return [hidden[at] for at in range(len(ids))]


def _padded(some: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """States of one length, shape (questions, tokens, size), and which are no padding."""
    mask = nn.utils.rnn.pad_sequence([torch.ones(len(one)) for one in some], batch_first=True)
    return nn.utils.rnn.pad_sequence(list(some), batch_first=True), mask


def told(some: Sequence[Task], turns: Sequence[Turn]) -> str:
    """How often the nearest sentence answers by each way of turning, by origin."""
    right = [Counter[str]() for _ in turns]
    count = Counter[str]()
    for one in some:
        for name in (one.origin, "all"):
            count[name] += 1
            for turn, hits in zip(turns, right, strict=True):
                hits[name] += bool(one.right[(one.sentences @ turn(one)).argmax()])
    return "\n".join(
        f"{name:10} {total:5} " + " -> ".join(f"{hits[name] / total:.3f}" for hits in right)
        for name, total in sorted(count.items())
    )


def main() -> int:
    embedder = load()
    every = tasks(embedder)
    trained = [one for one in every if not one.kept]
    print(f"{len(trained)} questions, {len(every) - len(trained)} kept back", flush=True)
    turn = learnt(trained)
    training = Training(Settings(), trained, turn, WORK)
    training.resume()
    if not training.run(minutes=150):
        print("not finished: the same command goes on")
        return 1
    named = of_names(embedder)
    to_name = learnt([one for one in named if not one.kept], EPOCHS_OF_NAMES, RATE_OF_NAMES)
    PROJECTION.mkdir(parents=True, exist_ok=True)
    weights = {
        MAP: turn.astype(np.float16),
        NAME_MAP: to_name.astype(np.float16),
        **training.model.factors(),
    }
    save_file(weights, PROJECTION / WEIGHTS, {MODEL: embedder.fingerprint})
    shutil.copyfile(CARD, PROJECTION / "README.md")
    ways = [Projection.load(embedder, anew=anew) for anew in (False, True)]
    turns: list[Turn] = [lambda one: one.question]
    turns += [
        lambda one, way=way: way(one.text, one.question) for way in ways if way is not None
    ]  # fmt: skip
    print(told([one for one in every if one.kept], turns))
    by_map = Projection(to_name)
    turns = [lambda one: one.question, lambda one: by_map(one.text, one.question)]
    print(told([one for one in named if one.kept], turns))
    return 0


if __name__ == "__main__":
    sys.exit(main())
