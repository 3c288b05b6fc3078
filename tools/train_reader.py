"""Train the reader, which finds the span of a passage that answers a question: `corpus/models/reader/`.

    python -m tools.train_reader              # goes on where it was stopped
    python -m tools.train_reader --onward --steps 800 --rate 1.2e-4   # from the shipped reader on
    python -m tools.train_reader --onward --newest detail-  # every second question from files so named
    python -m tools.train_reader --measure    # the questions kept back, and `../shared/data/reading-dev.jsonl`
    python -m tools.train_reader --release    # writes the folder from the trained weights

The encoder starts from the shipped embedding model, whose embeddings and lower layers stay as they are
and are shared.
A question and a passage are read together (Devlin et al. 2019, arXiv:1810.04805); three things are
learnt at once: where the answer begins, where it ends, and what the passage says to the question at all
(nothing, a span, yes, no: Rajpurkar et al. 2018, arXiv:1806.03822, and Clark et al. 2019,
arXiv:1905.10044). Questions are shown as Repair reads them once they were typed without accents or with
slips; every second one is also put to a passage that only looks as if it answered.
"""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from assistant.question import understand
from assistant.reader import READER as TARGET
from assistant.reader import VERDICTS, Window, best_spans, padded, restored, window
from assistant.reader import WEIGHTS as READER_WEIGHTS
from corpus.embedding import SHIPPED, has_bfloat16, load
from corpus.embedding_int8 import rounded
from tools.embedding import damage
from tools.embedding.pairs import DATA, rows
from tools.reader import examples
from tools.reader.examples import SOME, Example
from tools.reader.passages import Passage
from tools.training import Pace, Run, carry_out, options

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build" / "reader"
CARD = Path(__file__).parent / "reader" / "card.md"
_NOWHERE = -1e4
_EVERY = 50
_NEWEST = 0.5  # share of the newest among the questions with answers
_POOL = 4  # steps whose examples are made together
SHARED_LAYERS = 4  # the lower ones, that stay as the embedding model has them


@dataclass(frozen=True, slots=True)
class Settings:
    """How training runs.

    Attributes:
        batch: examples of a step; of these, `wrong` is the share put to a passage that does not answer
            and `paired` the share of which only the passage is known.
        untitled, rough: shares of passages shown without their heading, and with damaged words.
        onward: whether the shipped reader is where it begins, and not the embedding model.
        newest: what the names of files begin with of which every second question is; of any where empty.
    """

    steps: int = 1250
    warm_up: int = 60
    rate: float = 1.5e-4
    decay: float = 0.01
    batch: int = 16
    wrong: float = 0.25
    paired: float = 0.12
    untitled: float = 0.2
    rough: float = 0.4
    onward: bool = False
    newest: str = ""
    seed: int = 20261130


class Span(nn.Module):
    """The encoder with its two heads."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        self.places = nn.Linear(encoder.config.hidden_size, 2)
        self.verdict = nn.Linear(encoder.config.hidden_size, len(VERDICTS))

    def forward(self, ids: Tensor, mask: Tensor, inside: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of begin and end, shape (texts, tokens, 2), and of the verdicts, (texts, 4).

        Args:
            ids: of the tokens; all three of shape (texts, tokens).
            mask: 1 where a token is no padding.
            inside: true for tokens of the passage's text.
        """
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        places = self.places(hidden).masked_fill(~inside[:, :, None], _NOWHERE)
        return places, self.verdict(hidden[:, 0])


def shipped_encoder() -> BertModel:
    """The encoder of the shipped embedding model, its embeddings and lower layers frozen."""
    encoder = BertModel.from_pretrained(SHIPPED, add_pooling_layer=False, dtype=torch.float32)
    encoder.embeddings.requires_grad_(False)
    for layer in encoder.encoder.layer[:SHARED_LAYERS]:
        layer.requires_grad_(False)
    return encoder


def go_on_from(folder: Path, model: Span) -> None:
    """Give a model the weights of a released reader."""
    stored = load_file(folder / READER_WEIGHTS)
    weights = {
        _long(name): torch.from_numpy(restored(stored, name))
        for name in stored
        if not name.endswith(".scale")
    }
    _, unknown = model.load_state_dict(weights, strict=False)
    assert not unknown, unknown


def _long(name: str) -> str:
    """A released weight's name in the model."""
    return name.replace("encoder.", "encoder.encoder.", 1)


Shown = tuple[Window, int, int, str]
"""A window, first and last token of the answer (-1 for none), and the verdict."""


class Training(Run):
    """The reader and where its training stands."""

    model: Span

    def __init__(self, settings: Settings) -> None:
        pace = Pace(settings.steps, settings.warm_up, settings.rate, settings.decay, _EVERY)
        model = Span(shipped_encoder())
        if settings.onward:
            go_on_from(TARGET, model)
        super().__init__(model, pace, settings, WORK)
        self.settings, self.fast = settings, has_bfloat16()
        self.tokenizer: Tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
        self._pool: list[list[Shown]] = []
        known = examples.known(load())
        every = list(examples.written(known))
        self.kept = [e for e in every if examples.is_dev(e.passage.name)]
        self.written = [e for e in every if not examples.is_dev(e.passage.name)]
        newest = examples.written(known, settings.newest) if settings.newest else ()
        self.newest = [e for e in newest if not examples.is_dev(e.passage.name)]
        self.paired = [e for e in examples.paired(known) if not examples.is_dev(e.passage.name)]
        asked = {e.passage.name: e.passage for e in (*every, *self.paired)}
        self.neighbours = examples.Neighbours(list(asked.values()))
        counted = Counter(e.passage.name.partition("/")[0] for e in self.written)
        print(f"{len(self.written)} questions {dict(counted)}, {len(self.newest)} of them newest, "
              f"{len(self.paired)} paired, {len(self.kept)} kept back", flush=True)  # fmt: skip

    def losses(self) -> dict[str, Tensor]:
        """Of where the answers of a batch stand, and of what its passages say."""
        windows, begins, ends, verdicts = self._batch()
        ids, mask, inside = tensors(windows)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.fast):
            places, verdict = self.model(ids, mask, inside)
        places, verdict = places.float(), verdict.float()
        spanned = torch.tensor([begin >= 0 for begin in begins])
        loss_span = torch.zeros(())
        if spanned.any():
            first = functional.cross_entropy(places[spanned, :, 0], torch.tensor(begins)[spanned])
            last = functional.cross_entropy(places[spanned, :, 1], torch.tensor(ends)[spanned])
            loss_span = (first + last) / 2
        told = torch.tensor([name != SOME for name in verdicts])
        aims = torch.tensor([VERDICTS.index(name) if name != SOME else 0 for name in verdicts])
        says = torch.log_softmax(verdict, 1)
        some = torch.logsumexp(says[:, 1:], 1)  # any verdict but "none"
        loss_verdict = -torch.where(told, says.gather(1, aims[:, None])[:, 0], some).mean()
        return {"span": loss_span, "verdict": loss_verdict}

    def _batch(self) -> tuple[list[Window], list[int], list[int], list[str]]:
        """Windows of like length, with the first and last token of the answer and the verdict.

        Examples are made for several steps together, and those of like length form a batch.
        """
        at = self.step % _POOL
        if at == 0 or not self._pool:
            dice = random.Random(f"{self.settings.seed}-{self.step // _POOL}")
            pool = [self._shown(dice) for _ in range(self.settings.batch * _POOL)]
            pool.sort(key=lambda one: len(one[0].ids))
            size = self.settings.batch
            self._pool = [pool[start : start + size] for start in range(0, len(pool), size)]
            dice.shuffle(self._pool)
        windows, begins, ends, verdicts = zip(*self._pool[at], strict=True)
        return list(windows), list(begins), list(ends), list(verdicts)

    def _shown(self, dice: random.Random) -> Shown:
        """One example as the reader sees it."""
        from_pairs = dice.random() < self.settings.paired
        written = self.newest if self.newest and dice.random() < _NEWEST else self.written
        example = dice.choice(self.paired if from_pairs else written)
        if dice.random() < (0.5 if from_pairs else self.settings.wrong):
            wrong = self.neighbours.of(example)
            if wrong:
                example = examples.without_answer(example, dice.choice(wrong))
        question = self._typed(dice, example)
        title = "" if dice.random() < self.settings.untitled else example.passage.title
        text = example.passage.text
        if dice.random() < self.settings.rough:
            text = examples.roughened(dice, text, dice.uniform(0.01, 0.08))
        made = window(self.tokenizer, question, title, text)
        if example.start < 0:
            return made, -1, -1, example.verdict
        place = made.place(example.start, example.end)
        if place is None:
            start = max(0, example.start - dice.randrange(300))
            made = window(self.tokenizer, question, title, text, start)
            place = made.place(example.start, example.end)
        if place is None:  # an answer longer than what is read together
            return made, -1, -1, SOME
        return made, *place, example.verdict

    def _typed(self, dice: random.Random, example: Example) -> str:
        """A question as Repair reads what was typed."""
        typed, at = example.question, dice.random()
        if at < 0.25:
            typed = damage.bare_question(dice, typed)
        elif at < 0.4:
            typed = damage.damaged(dice, typed, damage.QUESTION)
        return understand(typed).spoken


def tensors(windows: Sequence[Window]) -> tuple[Tensor, Tensor, Tensor]:
    """Token ids, the mask of what is no padding, and which tokens are of the passage's text."""
    ids, mask = padded([one.ids for one in windows])
    inside = torch.zeros(ids.shape, dtype=torch.bool)
    for row, one in enumerate(windows):
        inside[row, one.offset : one.offset + len(one.spans)] = True
    return torch.from_numpy(ids), torch.from_numpy(mask), inside


def measure(training: Training) -> None:
    """Print how well the reader does on the questions kept back, and on reading-dev."""
    reading = [
        Example(row["question"], Passage(row["source"], "", row["context"]), row["answer_start"],
                row["answer_start"] + len(row["answer"]), "span")
        for row in rows(DATA / "reading-dev.jsonl")
    ]  # fmt: skip
    groups: dict[str, list[Example]] = {}
    for example in (*training.kept, *reading):
        groups.setdefault(example.passage.name.partition("/")[0], []).append(example)
    for name, some in groups.items():
        exact = f1 = right = 0.0
        answered = [example for example in some if example.start >= 0]
        for example in some:
            made = window(
                training.tokenizer, understand(example.question).spoken,
                example.passage.title, example.passage.text,
            )  # fmt: skip
            with torch.no_grad():
                places, verdict = training.model(*tensors([made]))
            says = torch.softmax(verdict[0], 0).numpy()
            right += (says[0] < 0.5) == (example.verdict != "none")
            if example.start < 0:
                continue
            logits = places[0].numpy()[made.offset : made.offset + len(made.spans)]
            ((first, last, _),) = best_spans(logits[:, 0], logits[:, 1], 1)
            text = example.passage.text
            got = text[made.spans[first][0] : made.spans[last][1]].casefold().split()
            gold = text[example.start : example.end].casefold().split()
            shared = sum((Counter(got) & Counter(gold)).values())
            exact += got == gold
            f1 += 2 * shared / (len(got) + len(gold)) if shared else 0.0
        count = max(1, len(answered))
        print(
            f"{name:24} {len(some):5} questions  exact {exact / count:.3f}  F1 {f1 / count:.3f}  "
            f"whether it answers {right / len(some):.3f} ({len(answered)} do)",
            flush=True,
        )


def release(model: Span, folder: Path) -> None:
    """Write a reader as `assistant.reader` loads it: matrices in integers with a scale for each row."""
    kept: dict[str, np.ndarray[Any, Any]] = {}
    for name, value in model.state_dict().items():
        layer = re.search(r"layer\.(\d+)\.", name)
        if name.startswith("encoder.embeddings.") or (layer and int(layer[1]) < SHARED_LAYERS):
            continue
        array = value.numpy().astype(np.float32)
        short = name.replace("encoder.encoder.", "encoder.")
        if array.ndim == 2 and short.startswith("encoder."):
            integers, scale = rounded(array.T)
            kept[short], kept[f"{short}.scale"] = np.ascontiguousarray(integers.T), scale
        else:
            kept[short] = array
    folder.mkdir(parents=True, exist_ok=True)
    save_file(kept, folder / READER_WEIGHTS)
    (folder / READER_WEIGHTS).chmod(0o644)


def released(training: Training) -> None:
    """Write the trained reader with its card."""
    release(training.model, TARGET)
    shutil.copyfile(CARD, TARGET / "README.md")


def main() -> None:
    parser = options(__doc__, Settings().steps)
    parser.add_argument("--rate", type=float, default=Settings().rate)
    parser.add_argument("--onward", action="store_true", help="begin from the shipped reader")
    parser.add_argument("--newest", default="", help="what names of the newest files begin with")
    given = parser.parse_args()
    settings = Settings(
        steps=given.steps, rate=given.rate, onward=given.onward, newest=given.newest
    )
    carry_out(parser, given, Training(settings), measure, released)


if __name__ == "__main__":
    main()
