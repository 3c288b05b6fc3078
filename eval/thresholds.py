"""What the figures of a run must reach, asked for on the command line or kept in a file."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.measures import MEASURES

SHIPPED = Path(__file__).parent / "thresholds.toml"
RUN_MEASURES = frozenset(measure.name for measure in MEASURES)
_GROUPS = frozenset(
    {
        *("by_style", "by_type", "by_audience", "by_document"),
        *("lost_at", "latency_by_stage", "repeats", "without_evidence"),
    }
)


class ThresholdError(Exception):
    """A threshold is not written as it should be; the message says which."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a figure must reach.

    Attributes:
        measure: its name in the summary; inner ones with points ("latency_ms.p95").
        least, most: the bounds, None where there is none.
    """

    measure: str
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A threshold and what was measured, None where the set does not allow to take it."""

    measure: str
    least: float | None
    most: float | None
    measured: float | None

    @property
    def is_missed(self) -> bool:
        """Whether it is missed; what could not be taken is: nothing shows that it is reached."""
        if self.measured is None:
            return True
        too_low = self.least is not None and self.measured < self.least
        return too_low or (self.most is not None and self.measured > self.most)

    def as_fields(self) -> dict[str, Any]:
        """For `summary.json`."""
        return {**asdict(self), "missed": self.is_missed}

    def told(self, shown: str) -> str:
        """That it is missed, in words.

        Args:
            shown: what was measured, as it is printed.
        """
        if self.least is not None and (self.measured is None or self.measured < self.least):
            return f"{self.measure} là {shown}, thấp hơn mức yêu cầu {self.least:g}."
        return f"{self.measure} là {shown}, cao hơn mức cho phép {self.most:g}."


def parse(text: str, known: Collection[str] = RUN_MEASURES) -> Threshold:
    """A threshold as it is written: "supported=0.8", "supported>=0.8" or "latency_ms.p95<=2000".

    Args:
        text: as written.
        known: the measures there are.

    Raises:
        ValueError: it is none; the message says why.
    """
    name, sign, value = text.partition("=")
    most, name = name.endswith("<"), name.rstrip("<>")
    _check_name(name, known)
    try:
        number = float(value)
    except ValueError as error:
        raise ValueError(f"{text}: giá trị phải là một số") from error
    if not sign or number != number:
        raise ValueError(f"{text}: giá trị phải là một số")
    return Threshold(name, most=number) if most else Threshold(name, least=number)


def read(path: Path, name: str) -> tuple[Threshold, ...]:
    """The thresholds for a set.

    Args:
        path: a TOML file with a table for each set; a number is a least value, `{least = …,
            most = …}` one or both bounds.
        name: of the set, without its ending.

    Raises:
        ThresholdError: there are none for the set, or one is not written as it should be.
        OSError: the file cannot be read.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ThresholdError(f"{path}: không phải TOML hợp lệ ({error})") from error
    table = tables.get(name)
    if not isinstance(table, dict) or not table:
        there = ", ".join(tables) or "-"
        raise ThresholdError(f"{path}: không có mức yêu cầu cho bộ “{name}”; có: {there}.")
    return tuple(_threshold(path, key, value) for key, value in table.items())


def _threshold(path: Path, key: str, value: Any) -> Threshold:
    try:
        _check_name(key, RUN_MEASURES)
        if _is_number(value):
            return Threshold(key, least=float(value))
        if isinstance(value, dict) and value and value.keys() <= {"least", "most"}:
            bounds = {name: float(bound) for name, bound in value.items() if _is_number(bound)}
            if len(bounds) == len(value):
                return Threshold(key, **bounds)
    except ValueError as error:
        raise ThresholdError(f"{path}: {error}") from error
    raise ThresholdError(f"{path}: {key} phải là một số hoặc {{ least = …, most = … }}")


def _check_name(name: str, known: Collection[str]) -> None:
    first = name.split(".")[0]
    if first not in known and not (known is RUN_MEASURES and first in _GROUPS):
        raise ValueError(f"không có chỉ số {name}")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def judge(required: Iterable[Threshold], summary: Mapping[str, Any]) -> list[Judged]:
    """What was measured beside what was asked for."""
    return [
        Judged(one.measure, one.least, one.most, _found(summary, one.measure)) for one in required
    ]


def missed(judged: Sequence[Judged]) -> list[Judged]:
    """Those that are missed."""
    return [one for one in judged if one.is_missed]


def _found(summary: Mapping[str, Any], name: str) -> float | None:
    value: Any = summary
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value if _is_number(value) else None
