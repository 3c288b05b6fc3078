"""Lines with their tokens, numbered down a page."""

from __future__ import annotations

from corpus.model import Line, Role
from corpus.vietnamese.normalise import tokenize_line


class LineList:
    """Collects the lines of one page; numbers them from 1."""

    def __init__(self) -> None:
        self._lines: list[Line] = []

    def add(
        self, source: str, *, role: Role = Role.BODY, heading: int = 0, row: int | None = None
    ) -> None:
        """Add a line; one without words is dropped."""
        tokens = tokenize_line(source)
        if tokens:
            number = len(self._lines) + 1
            self._lines.append(Line(number, source, tokens, row=row, heading=heading, role=role))

    def __len__(self) -> int:
        return len(self._lines)

    def done(self) -> tuple[Line, ...]:
        """The lines, in order."""
        return tuple(self._lines)
