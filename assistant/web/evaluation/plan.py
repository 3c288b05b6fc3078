"""What an evaluator asks for: a set, who asks, and which of its questions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.model import Role


@dataclass(frozen=True, slots=True)
class Plan:
    """One run, before it is run.

    Attributes:
        set: file name of the question set.
        role: who asks.
        sample: how many questions at most; None for all.
        styles, types: only these; empty for all.
        repeat: how often each question is asked; the first answer is scored.
        held: whether the figures must reach what `eval/thresholds.toml` asks of the set.
        questions: how many will be asked.
        digest: SHA-256 of the set's file.
        created: when it was asked for, with the time zone.
    """

    set: str
    role: Role
    sample: int | None
    styles: tuple[str, ...]
    types: tuple[str, ...]
    repeat: int
    held: bool
    questions: int
    digest: str
    created: datetime

    def is_like(self, other: Plan) -> bool:
        """Whether another plan would run the same."""
        return self._what == other._what

    @property
    def _what(self) -> tuple[object, ...]:
        which = (self.sample, self.styles, self.types)
        return (self.set, self.digest, self.role, *which, self.repeat, self.held)

    def arguments(self, file: Path, store: Path, out: Path) -> list[str]:
        """The arguments of `python -m eval` for it.

        Args:
            file: the set.
            store: the index to ask.
            out: the run's folder.
        """
        given = ["run", str(file), "--store", str(store), "--out", str(out), "--role", self.role]
        if self.sample is not None:
            given += ["--sample", str(self.sample)]
        for field, values in (("style", self.styles), ("type", self.types)):
            if values:
                given += ["--filter", f"{field}={','.join(values)}"]
        if self.repeat > 1:
            given += ["--repeat", str(self.repeat)]
        return [*given, "--thresholds"] if self.held else given

    def write(self, path: Path) -> None:
        """Keep it in a file."""
        fields = {**asdict(self), "created": self.created.isoformat()}
        path.write_text(json.dumps(fields, ensure_ascii=False, indent=1) + "\n", "utf-8")

    @classmethod
    def read(cls, path: Path) -> Plan:
        """Back from a file.

        Raises:
            OSError: it cannot be read.
            ValueError: it holds no plan.
        """
        fields = json.loads(path.read_text("utf-8"))
        try:
            return cls(
                set=_text(fields, "set"),
                role=Role(fields["role"]),
                sample=fields["sample"] if fields["sample"] is None else int(fields["sample"]),
                styles=_texts(fields["styles"]),
                types=_texts(fields["types"]),
                repeat=int(fields.get("repeat", 1)),  # a kept plan may have neither
                held=bool(fields.get("held", False)),
                questions=int(fields["questions"]),
                digest=_text(fields, "digest"),
                created=datetime.fromisoformat(_text(fields, "created")),
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"{path} holds no plan of a run") from error


def _text(fields: Mapping[str, Any], name: str) -> str:
    if not isinstance(fields[name], str):
        raise TypeError(name)
    return str(fields[name])


def _texts(values: Sequence[Any]) -> tuple[str, ...]:
    return tuple(map(str, values))
