"""A training run that is stopped and goes on ends where one ends that was not stopped."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from tools.training import Pace, Run, carry_out, options


@dataclass(frozen=True, slots=True)
class Settings:
    """Of a run."""

    seed: int = 1


class Line(Run):
    """Learns a straight line."""

    model: nn.Linear

    def __init__(self, folder: Path, settings: Settings, steps: int = 60) -> None:
        torch.manual_seed(settings.seed)
        super().__init__(nn.Linear(1, 1), Pace(steps, 5, 0.1, 0.0, 10), settings, folder)

    def losses(self) -> dict[str, Tensor]:
        """Of one batch."""
        torch.manual_seed(self.step)
        x = torch.randn(16, 1)
        return {"off": ((self.model(x) - (3 * x + 1)) ** 2).mean()}


def test_a_run_learns_and_says_when_it_ended(tmp_path: Path) -> None:
    line = Line(tmp_path, Settings())
    assert line.run(minutes=1)
    assert line.model.weight.item() == pytest.approx(3, abs=0.3)


def test_a_stopped_run_goes_on_as_if_it_had_not_been(tmp_path: Path) -> None:
    whole = Line(tmp_path / "whole", Settings())
    whole.run(minutes=1)
    stopped = Line(tmp_path / "stopped", Settings())
    assert not stopped.run(minutes=0)
    for _ in range(7):
        stopped._stepped()
    stopped.save()
    again = Line(tmp_path / "stopped", Settings())
    again.resume()
    assert again.step == 7
    assert again.run(minutes=1)
    assert again.model.weight.item() == pytest.approx(whole.model.weight.item())


def test_a_state_of_other_settings_is_begun_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Line(tmp_path, Settings()).run(minutes=1)
    other = Line(tmp_path, Settings(seed=2))
    other.resume()
    assert other.step == 0
    assert "other settings" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "done", "steps"),
    [
        ([], [], 60),
        (["--measure"], ["measure"], 0),
        (["--release", "--steps", "0"], ["release"], 0),
    ],
)
def test_a_command_trains_measures_or_releases(
    tmp_path: Path, words: list[str], done: list[str], steps: int
) -> None:
    parser = options("Trains a line.", 60)
    called: list[str] = []
    line = Line(tmp_path, Settings())
    given = parser.parse_args(words)
    carry_out(
        parser,
        given,
        line,
        lambda _: called.append("measure"),
        lambda _: called.append("release"),
    )
    assert called == done
    assert line.step == steps


def test_what_is_not_trained_to_the_end_is_not_released(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = options("Trains a line.", 60)
    line = Line(tmp_path, Settings())
    with pytest.raises(SystemExit):
        carry_out(parser, parser.parse_args(["--release"]), line, lambda _: None, lambda _: None)
    assert "step 0 of 60" in capsys.readouterr().err
