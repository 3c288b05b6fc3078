"""Train the matcher, which tells whether a procedure is the one a question means: `corpus/models/matcher/`.

    python -m tools.train_matcher              # goes on where it was stopped
    python -m tools.train_matcher --onward     # from the shipped matcher on, over the shipped reader
    python -m tools.train_matcher --measure    # the questions kept back
    python -m tools.train_matcher --release    # writes the folder from the trained weights

It starts from the shipped reader, whose lower layers stay as they are; the upper ones get changes of low rank
(Hu et al. 2021, arXiv:2106.09685). A question is read with the name of its procedure and with names that may be
taken for it: those nearest to the question, those nearest to the right name, one of any other. Two things are
learnt at once: which of the names it is (softmax over them), and of each alone whether it is (cross-entropy),
since the right one may not be among those that are there. Questions are shown as Repair reads them once they
were typed without accents or with slips. Needs `../shared`; one seed.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from assistant.matcher import HEAD, MATCHER, WEIGHTS, pair
from assistant.question import understand
from assistant.reader import READER, padded
from corpus.embedding import SHIPPED, has_bfloat16, load
from tools.embedding import damage
from tools.matcher import asked
from tools.matcher.asked import Asked, Beside
from tools.train_projection import factors_of, put_changes, through
from tools.train_reader import SHARED_LAYERS, Span, go_on_from, shipped_encoder
from tools.training import Pace, Run, carry_out, options

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build" / "matcher"
CARD = Path(__file__).parent / "matcher" / "card.md"
_POOL = 4  # steps whose questions are made together
_MEASURED = 4  # one of so many questions kept back is measured: it takes a second each
_PARTS = 4  # of the pairs of a step, that are read together
_BESIDE = (3, 3, 1)  # names near the question, near the right name, and any


@dataclass(frozen=True, slots=True)
class Settings:
    """How training runs.

    Attributes:
        batch: questions of a step, each with the right name and as many others as `_BESIDE` says.
        written: share of questions that were written for names.
        followed: share of those on passages that stand behind one written for the name.
        onward: whether the shipped changes are where it begins, and not none.
    """

    steps: int = 1200
    warm_up: int = 60
    rate: float = 8e-4
    decay: float = 0.0
    batch: int = 8
    rank: int = 32
    written: float = 0.55
    followed: float = 0.15
    onward: bool = False
    seed: int = 20261201


class Upper(nn.Module):
    """The reader's encoder with changes beside its upper layers, and a head."""

    def __init__(self, rank: int) -> None:
        super().__init__()
        reader = Span(shipped_encoder())
        go_on_from(READER, reader)
        self.encoder = reader.encoder.requires_grad_(requires_grad=False)
        self.fit = nn.Linear(self.encoder.config.hidden_size, 1)
        put_changes(self._upper, rank)

    @property
    def _upper(self) -> nn.ModuleList:
        """The layers that have changes beside them."""
        upper: nn.ModuleList = self.encoder.encoder.layer[SHARED_LAYERS:]
        return upper

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Log odds that a name is the one meant, shape (pairs,).

        Args:
            ids: of the tokens of both; shape (pairs, tokens), as that of `mask`.
            mask: 1 where a token is no padding.
        """
        seen = mask.float()
        with torch.no_grad():
            hidden = self.encoder.embeddings(input_ids=ids)
            hidden = through(self.encoder.encoder.layer[:SHARED_LAYERS], hidden, seen)
        hidden = through(self._upper, hidden, seen)
        fits: Tensor = self.fit(hidden[:, 0])[:, 0]
        return fits

    @property
    def _trained(self) -> dict[str, nn.Parameter]:
        """What is trained, by the names that the file gives it."""
        head = {f"{HEAD}.weight": self.fit.weight, f"{HEAD}.bias": self.fit.bias}
        return factors_of(self._upper, SHARED_LAYERS) | head

    def go_on_from(self, folder: Path) -> None:
        """Take over the changes of a released matcher; they may be of another reader."""
        trained = self._trained
        for name, value in load_file(folder / WEIGHTS).items():
            trained[name].data.copy_(torch.from_numpy(value.astype(np.float32)))

    def weights(self) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float16]]]:
        """What the file holds, by name."""
        return {
            name: value.detach().numpy().astype(np.float16) for name, value in self._trained.items()
        }


class Training(Run):
    """The matcher and where its training stands."""

    model: Upper

    def __init__(self, settings: Settings) -> None:
        pace = Pace(settings.steps, settings.warm_up, settings.rate, settings.decay, every=50)
        torch.manual_seed(settings.seed)
        model = Upper(settings.rank)
        if settings.onward:
            model.go_on_from(MATCHER)
        super().__init__(model, pace, settings, WORK)
        self.settings, self.fast = settings, has_bfloat16()
        self.tokenizer: Tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
        self.named = asked.names()
        self.beside = Beside(load(), self.named)
        every = [one for one in asked.questions() if one.code in self.named]
        self.kept = [one for one in every if asked.is_dev(one.code) and one.written]
        learnt = [one for one in every if not asked.is_dev(one.code)]
        self.written = [one for one in learnt if one.written]
        self.others = [one for one in learnt if not one.written]
        self.by_code: dict[str, list[Asked]] = {}
        for one in self.written:
            self.by_code.setdefault(one.code, []).append(one)
        self.near = dict(
            zip(learnt, self.beside.of_questions([o.question for o in learnt]), strict=True)
        )
        self._pool: list[list[tuple[str, list[str]]]] = []
        print(f"{len(self.written)} written for names, {len(self.others)} on passages, "
              f"{len(self.kept)} kept back", flush=True)  # fmt: skip

    def losses(self) -> dict[str, Tensor]:
        """Of which of the names is meant, and of whether each is."""
        groups = self._batch()
        pairs = [
            pair(self.tokenizer, question, name) for question, names in groups for name in names
        ]
        fits = self.fits(pairs).view(len(groups), -1)
        first = torch.zeros(len(groups), dtype=torch.long)
        is_meant = torch.zeros_like(fits)
        is_meant[:, 0] = 1.0
        return {
            "which": functional.cross_entropy(fits, first),
            "whether": 2 * functional.binary_cross_entropy_with_logits(fits, is_meant),
        }

    def fits(self, pairs: Sequence[Sequence[int]]) -> Tensor:
        """Log odds of pairs, read with others of like length: padding takes as long as text."""
        order = sorted(range(len(pairs)), key=lambda at: len(pairs[at]))
        size = -(-len(pairs) // _PARTS)
        parts = [order[start : start + size] for start in range(0, len(order), size)]
        fits = []
        for part in parts:
            ids, mask = padded([pairs[at] for at in part])
            with torch.autocast("cpu", torch.bfloat16, enabled=self.fast):
                fits.append(self.model(torch.from_numpy(ids), torch.from_numpy(mask)).float())
        return torch.cat(fits)[torch.tensor(order).argsort()]

    def _batch(self) -> list[tuple[str, list[str]]]:
        """Questions of like length, each with names, the right one first."""
        at = self.step % _POOL
        if at == 0 or not self._pool:
            dice = random.Random(f"{self.settings.seed}-{self.step // _POOL}")
            pool = [self._shown(dice) for _ in range(self.settings.batch * _POOL)]
            pool.sort(key=lambda one: len(one[0]))
            size = self.settings.batch
            self._pool = [pool[start : start + size] for start in range(0, len(pool), size)]
            dice.shuffle(self._pool)
        return self._pool[at]

    def _shown(self, dice: random.Random) -> tuple[str, list[str]]:
        for_names = dice.random() < self.settings.written
        one = dice.choice(self.written if for_names else self.others)
        right = self.named[one.code]
        near = self._others(self.near[one], right)
        like = self._others(self.beside.of_name(right), right)
        rest = self._others(range(len(self.beside.names)), right)
        names = [right]
        for count, some in zip(_BESIDE, (near, like, rest), strict=True):
            left = [name for name in some if name not in names]
            names += dice.sample(left, min(count, len(left)))
        names += dice.sample(rest, 1 + sum(_BESIDE) - len(names))
        question = self._typed(dice, one.question)
        if not for_names and one.code in self.by_code and dice.random() < self.settings.followed:
            earlier = self._typed(dice, dice.choice(self.by_code[one.code]).question)
            question = f"{earlier} {question}"
        return question, names

    def _others(self, places: Sequence[int], right: str) -> list[str]:
        return [self.beside.names[at] for at in places if self.beside.differs(at, right)]

    def _typed(self, dice: random.Random, question: str) -> str:
        """A question as Repair reads what was typed."""
        typed, at = question, dice.random()
        if at < 0.25:
            typed = damage.bare_question(dice, typed)
        elif at < 0.4:
            typed = damage.damaged(dice, typed, damage.QUESTION)
        return understand(typed).spoken


@torch.no_grad()
def measure(training: Training) -> None:
    """Print how often the right name is first of those nearest to a question that was kept back, by its vector
    and by the matcher, and how well the right name is told from the nearest other one.
    """
    beside, kept = training.beside, training.kept[::_MEASURED]
    spoken = [understand(one.question).spoken for one in kept]
    by_vector = by_matcher = there = 0
    right_fits, other_fits = [], []
    for one, text, near in zip(kept, spoken, beside.of_questions(spoken), strict=True):
        right = training.named[one.code]
        others = [beside.names[at] for at in near if beside.differs(at, right)]
        there += right in [beside.names[at] for at in near]
        by_vector += beside.nearest(text) == right
        pairs = [pair(training.tokenizer, text, name) for name in (right, *others)]
        fits = training.fits(pairs).numpy()
        by_matcher += bool(fits[0] >= fits.max())
        right_fits.append(fits[0])
        other_fits.append(fits[1:].max())
    above = np.array(right_fits)[:, None] > np.array(other_fits)[None]
    least = np.quantile(right_fits, 0.05)
    print(f"{len(kept)} questions: right name first by vector {by_vector / len(kept):.3f}, among the nearest "
          f"{there / len(kept):.3f}, first by the matcher {by_matcher / len(kept):.3f}; a right name above "
          f"another question's best other {above.mean():.3f}; others below where .05 of the right are "
          f"{np.mean(np.array(other_fits) < least):.3f}")  # fmt: skip


def release(training: Training) -> None:
    """Write the matcher as `assistant.matcher` loads it."""
    MATCHER.mkdir(parents=True, exist_ok=True)
    save_file(training.model.weights(), MATCHER / WEIGHTS)
    (MATCHER / WEIGHTS).chmod(0o644)
    shutil.copyfile(CARD, MATCHER / "README.md")


def main() -> None:
    parser = options(__doc__, Settings().steps)
    parser.add_argument("--rate", type=float, default=Settings().rate)
    parser.add_argument("--onward", action="store_true", help="begin from the shipped matcher")
    given = parser.parse_args()
    settings = Settings(steps=given.steps, rate=given.rate, onward=given.onward)
    carry_out(parser, given, Training(settings), measure, release)


if __name__ == "__main__":
    main()
