"""Train the shipped embedding model from the untouched one: `corpus/models/embedding/`.

    python -m tools.train_embedding                # goes on where it was stopped
    python -m tools.train_embedding --blend 0.65   # writes the folder anew from the trained weights

The untouched model (`tools/make_embedding_model.py`) is the teacher. Two things are learnt at once:

- *invariance*: a text that lost its accents, was read by a foreign OCR or mistyped is pulled to the
  teacher's vector of the clean text (distillation as in Reimers & Gurevych 2020, arXiv:2004.09813,
  with in-batch negatives);
- *domain*: questions, clean and damaged, are pulled to the teacher's vectors of the passages that
  answer them, away from hard negatives that the lexical and dense legs return (InfoNCE, van den Oord
  et al. 2018, arXiv:1807.03748). Passages stay where the teacher has them, so their vectors are
  computed once and many negatives cost nothing.

What comes out is a weighted mean of the trained and the untouched weights (Wortsman et al. 2022,
arXiv:2109.01903), and only so far up: the upper layers stay as they were. So much of what was learnt is
kept, and clean text of other fields loses little (figures: docs/decisions/0012).
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from torch import Tensor
from torch.nn import functional

from assistant.question import understand
from assistant.retrieval import Index
from corpus.embedding import Embedder, has_bfloat16, load
from tools.embedding import damage, pairs
from tools.embedding.kept import cached
from tools.training import Pace, Run

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build" / "embedding"
BASE = WORK / "base"
TARGET = ROOT / "corpus" / "models" / "embedding"
CARD = Path(__file__).with_name("embedding_card.md")
WEIGHTS = "model.safetensors"
_PROMPTS = ("query: ", "passage: ")
_NEAREST = 32  # passages that a question is ranked against before training
_EVERY = 100  # steps between two states on disk
_BLOCK = 1000  # passages whose neighbours are looked for together
_PASSES = 4  # of a batch through the model, short texts apart from long ones
_POOL = 8  # batches whose texts are sorted by length together


@dataclass(frozen=True, slots=True)
class Settings:
    """How training runs.

    Attributes:
        steps, warm_up: of the optimiser; the rate falls linearly to 0.
        texts, questions: of a batch.
        negatives: hard ones a question.
        tokens: what is read of a text.
        written, made: shares of a batch's questions that were written by hand and that are from
            templates; the rest are pieces cut from passages.
        pull: weight of the cosine beside the contrastive loss.
        warmth, sharpness: temperatures of the losses of texts and of questions.
    """

    steps: int = 1200
    warm_up: int = 100
    rate: float = 1e-4
    decay: float = 0.01
    texts: int = 24
    questions: int = 40
    negatives: int = 15
    tokens: int = 64
    written: float = 0.5
    made: float = 0.3
    pull: float = 5.0
    warmth: float = 0.05
    sharpness: float = 0.02
    seed: int = 20261128


@dataclass(frozen=True, slots=True)
class Data:
    """Everything that is trained on.

    Attributes:
        sentences: clean texts.
        passages: what questions are asked of.
        written, made: pairs written by hand, and made from templates.
        vectors: the teacher's, of all passages; shape (passages, dimension).
        hard: places of hard negatives of a written pair, most confusing first.
        near: places of the passages nearest to each passage, itself and its like left out.
    """

    sentences: Sequence[str]
    passages: Sequence[pairs.Passage]
    written: Sequence[pairs.Pair]
    made: Sequence[pairs.Pair]
    vectors: Tensor
    hard: dict[pairs.Pair, list[int]]
    near: Sequence[list[int]]


def prepare(settings: Settings, teacher: Embedder) -> Data:
    """Collect the texts, embed all passages and rank them for every question; kept in `WORK`."""
    dice = random.Random(settings.seed)
    passages, every = pairs.passages_and_pairs(dice)
    made = [pair for pair in every if not pair.written]
    written = [
        pair for pair in every if pair.written and not pairs.is_dev(passages[pair.passage].group)
    ]
    vectors = cached(WORK / "passages.npz", [p.whole for p in passages], teacher)
    index = Index.from_texts(
        [p.text for p in passages], [p.title for p in passages], teacher, vectors, split=False
    )
    hard = {
        pair: pairs.near(
            passages, [at for at, _ in index.rank(understand(pair.question), _NEAREST)], pair
        )
        for pair in written
    }
    print(f"ranked passages for {len(hard)} questions", flush=True)
    near: list[list[int]] = []
    for start in range(0, len(vectors), _BLOCK):
        cosines = vectors[start : start + _BLOCK] @ vectors.T
        nearest = np.argpartition(-cosines, 2 * _NEAREST, axis=1)[:, : 2 * _NEAREST]
        near += [
            pairs.near(passages, row, pairs.Pair("", start + at, written=False))
            for at, row in enumerate(nearest.tolist())
        ]
    sentences = pairs.sentences()
    print(
        f"{len(sentences)} sentences, {len(passages)} passages, questions: {len(written)} written, "
        f"{len(made)} from templates",
        flush=True,
    )
    return Data(sentences, passages, written, made, torch.from_numpy(vectors), hard, near)


class Training(Run):
    """The student, its teacher and where training stands."""

    model: SentenceTransformer

    def __init__(self, settings: Settings, data: Data) -> None:
        student = SentenceTransformer(
            str(BASE), device="cpu", model_kwargs={"dtype": torch.float32}
        )
        pace = Pace(settings.steps, settings.warm_up, settings.rate, settings.decay, _EVERY)
        super().__init__(student, pace, settings, WORK)
        self.settings, self.data = settings, data
        self.fast = has_bfloat16()  # without it, bfloat16 is twenty times as slow as float32
        precise = {"dtype": torch.bfloat16 if self.fast else torch.float32}
        self.teacher = SentenceTransformer(str(BASE), device="cpu", model_kwargs=precise)
        for model in (self.teacher, self.model):
            model.max_seq_length = settings.tokens

    def losses(self) -> dict[str, Tensor]:
        """Of one batch of texts and one of questions."""
        settings = self.settings
        dice = random.Random(f"{settings.seed}-{self.step}")
        torch.manual_seed(settings.seed + self.step)
        clean, shown, prompts = self._texts(dice)
        with torch.no_grad():
            aim = self._vectors(self.teacher, [p + t for p, t in zip(prompts, clean, strict=True)])
        got = self._vectors(self.model, [p + t for p, t in zip(prompts, shown, strict=True)])
        near = settings.pull * (1 - (got * aim).sum(1)).mean()
        contrast = functional.cross_entropy(got @ aim.T / settings.warmth, torch.arange(len(aim)))
        chosen, typed = self._questions(dice)
        asked = self._vectors(self.model, ["query: " + text for text in typed])
        right = torch.tensor([pair.passage for pair in chosen])
        rows = [self._negatives(dice, pair) for pair in chosen]
        scores = torch.cat(
            [
                asked @ self.data.vectors[right].T,
                (asked[:, None] * self.data.vectors[torch.tensor(rows)]).sum(2),
            ],
            1,
        )
        same = (right[None] == right[:, None]) & ~torch.eye(len(right), dtype=torch.bool)
        scores[:, : len(right)] = scores[:, : len(right)].masked_fill(same, -1.0)
        found = functional.cross_entropy(scores / settings.sharpness, torch.arange(len(right)))
        return {"near": near, "contrast": contrast, "found": found}

    def _texts(self, dice: random.Random) -> tuple[list[str], list[str], list[str]]:
        """A batch of clean texts of like length, the same as the student sees them, their prompts."""
        count = self.settings.texts
        pool = sorted(dice.sample(self.data.sentences, count * _POOL), key=len)
        start = dice.randrange(_POOL) * count
        clean = pool[start : start + count]
        prompts = [dice.choice(_PROMPTS) for _ in clean]
        kinds = {"query: ": damage.QUESTION, "passage: ": damage.PASSAGE}
        shown = [damage.damaged(dice, t, kinds[p]) for t, p in zip(clean, prompts, strict=True)]
        return clean, shown, prompts

    def _questions(self, dice: random.Random) -> tuple[list[pairs.Pair], list[str]]:
        """Pairs of a batch, and their questions as they are typed."""
        chosen = [self._pair(dice) for _ in range(self.settings.questions)]
        return chosen, [damage.damaged(dice, p.question, damage.QUESTION) for p in chosen]

    def _pair(self, dice: random.Random) -> pairs.Pair:
        at = dice.random()
        if at < self.settings.written:
            return dice.choice(self.data.written)
        if at < self.settings.written + self.settings.made:
            return dice.choice(self.data.made)
        place = dice.randrange(len(self.data.passages))
        return pairs.Pair(pairs.cut(dice, self.data.passages[place]), place, written=False)

    def _negatives(self, dice: random.Random, pair: pairs.Pair) -> list[int]:
        hard = self.data.hard[pair] if pair.written else self.data.near[pair.passage]
        chosen = dice.sample(hard, min(self.settings.negatives, len(hard)))
        while len(chosen) < self.settings.negatives:
            chosen.append(dice.randrange(len(self.data.vectors)))
        return chosen

    def _vectors(self, model: SentenceTransformer, texts: list[str]) -> Tensor:
        """Unit vectors of texts, shape (texts, dimension), those of like length in one pass."""
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        size = -(-len(texts) // _PASSES)
        found = []
        for start in range(0, len(order), size):
            part = [texts[at] for at in order[start : start + size]]
            features: dict[str, Any] = model.preprocess(part)
            with torch.autocast("cpu", torch.bfloat16, enabled=self.fast):
                found.append(model(features)["sentence_embedding"])
        back = torch.tensor(sorted(range(len(order)), key=order.__getitem__))
        return functional.normalize(torch.cat(found)[back].float(), dim=1)


def blend(share: float, layers: int, target: Path) -> None:
    """Write the shipped folder: `share` of the trained weights, up to so many layers; the rest untouched."""
    trained = torch.load(WORK / "state.pt", weights_only=True)["model"]
    model = SentenceTransformer(str(BASE), device="cpu", model_kwargs={"dtype": torch.float32})
    mixed = {}
    for name, value in model.state_dict().items():
        kept = share if value.is_floating_point() and _layer(name) < layers else 0.0
        mixed[name] = kept * trained[name] + (1 - kept) * value if kept else value
    model.load_state_dict(mixed)
    with tempfile.TemporaryDirectory() as folder:
        model.half().save_pretrained(folder, create_model_card=False)
        shutil.copytree(BASE, target, dirs_exist_ok=True)
        shutil.copyfile(Path(folder) / WEIGHTS, target / WEIGHTS)
    shutil.copyfile(CARD, target / "README.md")


def _layer(name: str) -> int:
    """The layer that a weight is of, -1 for the embeddings."""
    found = re.search(r"layer\.(\d+)\.", name)
    return int(found[1]) if found else -1


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--steps", type=int, default=Settings().steps)
    parser.add_argument("--rate", type=float, default=Settings().rate)
    parser.add_argument("--minutes", type=float, default=150.0, help="stop after so many")
    parser.add_argument("--blend", type=float, metavar="SHARE", help="only write the folder")
    parser.add_argument(
        "--layers", type=int, default=8, help="how far up trained weights are taken"
    )
    parser.add_argument("--target", type=Path, default=TARGET)
    given = parser.parse_args()
    if not BASE.exists():
        parser.error(f"first: python tools/make_embedding_model.py --target {BASE}")
    if given.blend is None:
        settings = Settings(steps=given.steps, rate=given.rate)
        training = Training(settings, prepare(settings, load(str(BASE))))
        training.resume()
        if not training.run(given.minutes):
            print(f"stopped at step {training.step} of {settings.steps}")
    else:
        blend(given.blend, given.layers, given.target)


if __name__ == "__main__":
    main()
