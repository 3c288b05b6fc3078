"""A training run that can be stopped and goes on where it was: what the models' scripts share."""

from __future__ import annotations

import argparse
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor, nn

_SHOWN = 20  # steps between two lines of progress
_SMOOTH = 0.98


@dataclass(frozen=True, slots=True)
class Pace:
    """The settings that every run has.

    Attributes:
        steps, warm_up: of the optimiser; the rate rises, then falls linearly to 0.
        rate, decay: of AdamW.
        every: steps between two states on disk.
    """

    steps: int
    warm_up: int
    rate: float
    decay: float
    every: int


class Run(ABC):
    """A model, its optimiser and where its training stands."""

    def __init__(self, model: nn.Module, pace: Pace, settings: object, folder: Path) -> None:
        """Begin at step 0.

        Args:
            model: those of its weights are trained that want gradients.
            pace: of the optimiser.
            settings: a dataclass; a state of other settings is not gone on from.
            folder: where the state is kept.
        """
        self.model, self.pace, self.step = model, pace, 0
        self._told, self._path = asdict(settings), folder / "state.pt"  # type: ignore[call-overload]
        weights = [weight for weight in model.parameters() if weight.requires_grad]
        self.optimiser = torch.optim.AdamW(weights, lr=pace.rate, weight_decay=pace.decay)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, self._share)

    @abstractmethod
    def losses(self) -> dict[str, Tensor]:
        """The losses of the next batch, by name; their sum is made smaller."""

    def run(self, minutes: float) -> bool:
        """Train until the end or for so many minutes; whether the end was reached."""
        began = last = time.monotonic()
        mean: dict[str, float] = {}
        while self.step < self.pace.steps and time.monotonic() - began < 60 * minutes:
            for name, value in self._stepped().items():
                mean[name] = _SMOOTH * mean.get(name, value) + (1 - _SMOOTH) * value
            if self.step % _SHOWN == 0:
                spent, last = (time.monotonic() - last) / _SHOWN, time.monotonic()
                shown = " ".join(f"{name} {value:.4f}" for name, value in mean.items())
                print(f"{self.step} {shown} {spent:.2f} s/step", flush=True)
            if self.step % self.pace.every == 0:
                self.save()
        self.save()
        return self.step >= self.pace.steps

    def save(self) -> None:
        """Write everything that going on takes."""
        state = {
            "settings": self._told,
            "step": self.step,
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
        }
        self._path.parent.mkdir(parents=True, exist_ok=True)
        torch.save(state, self._path.with_suffix(".new"))
        self._path.with_suffix(".new").replace(self._path)

    def resume(self) -> None:
        """Go on from a state of the same settings; a state of others is begun over, and said so."""
        if not self._path.exists():
            return
        state = torch.load(self._path, weights_only=True)
        if state["settings"] != self._told:
            print(f"{self._path} is of other settings: beginning anew")
            return
        self.step = state["step"]
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        print(f"going on at step {self.step}")

    def _stepped(self) -> dict[str, float]:
        """One step of the optimiser; the losses."""
        self.model.eval()  # without dropout a step takes half as long
        self.optimiser.zero_grad()
        losses = self.losses()
        torch.stack(list(losses.values())).sum().backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.step += 1
        return {name: value.item() for name, value in losses.items()}

    def _share(self, step: int) -> float:
        if step < self.pace.warm_up:
            return (step + 1) / self.pace.warm_up
        return max(0.0, (self.pace.steps - step) / (self.pace.steps - self.pace.warm_up))


_Trained = TypeVar("_Trained", bound=Run)


def options(doc: str | None, steps: int) -> argparse.ArgumentParser:
    """What the commands that train a model have in common.

    Args:
        doc: of the script, whose first line says what it does.
        steps: as many as usual.
    """
    parser = argparse.ArgumentParser(description=(doc or "").splitlines()[0])
    parser.add_argument("--steps", type=int, default=steps)
    parser.add_argument("--minutes", type=float, default=150.0, help="stop after so many")
    parser.add_argument("--measure", action="store_true", help="only print how well it does")
    parser.add_argument("--release", action="store_true", help="only write the folder")
    return parser


def carry_out(
    parser: argparse.ArgumentParser,
    given: argparse.Namespace,
    training: _Trained,
    measure: Callable[[_Trained], None],
    release: Callable[[_Trained], None],
) -> None:
    """Train on, or only measure or write what was trained, as `options` says."""
    training.resume()
    if given.release and training.step < given.steps:
        parser.error(f"training stands at step {training.step} of {given.steps}")
    if given.release:
        release(training)
    elif given.measure:
        measure(training)
    elif not training.run(given.minutes):
        print(f"stopped at step {training.step} of {training.pace.steps}")
