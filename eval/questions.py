"""Questions with their gold, and the sets that they come in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, overload

from eval import formats
from eval.findings import Finding, Kind, RowError

_SPANS = ("page", "lines", "row")
_NAMES = ("sheet", "procedure", "quote")
_SHOWN = 5  # problems that an error names


class SetError(Exception):
    """A question set has no question that can be asked; the message says why.

    Attributes:
        problems: of its rows; none where the file as a whole cannot be read.
    """

    def __init__(self, message: str, problems: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its gold.

    Attributes:
        must_contain: for each required part its acceptable variants.
        evidence: places as the set gives them; `located` are those that say more than a document.
        fields: the whole object, unknown fields included, for the results.
    """

    id: str
    question: str
    history: tuple[str, ...]
    style: str
    type: str
    answerable: bool
    must_contain: tuple[tuple[str, ...], ...]
    evidence: tuple[Mapping[str, Any], ...]
    fields: Mapping[str, Any]

    @property
    def located(self) -> tuple[Mapping[str, Any], ...]:
        """Evidence that names a place in a document, not only the document."""
        return tuple(
            place
            for place in self.evidence
            if any(place.get(key) is not None for key in (*_SPANS, *_NAMES))
        )


@dataclass(frozen=True, slots=True)
class QuestionSet(Sequence[Item]):
    """The questions of a set, in its order.

    Attributes:
        items: those that can be asked.
        lines: where each stands in the file, from 1.
        problems: rows that cannot be asked, and what else was noticed in reading.
    """

    items: tuple[Item, ...]
    lines: tuple[int, ...]
    problems: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, index: int | slice) -> Item | tuple[Item, ...]:
        return self.items[index]


def read(path: Path) -> QuestionSet:
    """Read a set; a row that is no question is a problem, and the others are read.

    Raises:
        SetError: the file is missing or of another format, or holds no question at all.
    """
    items: list[Item] = []
    lines: list[int] = []
    problems: list[Finding] = []
    at: dict[str, int] = {}
    try:
        for line, row in formats.rows(path):
            try:
                if isinstance(row, Finding):
                    problems.append(row)
                    continue
                item = item_of(row)
                if item.id in at:
                    raise RowError(Kind.SAME_ID, value=item.id, other=at[item.id])
            except RowError as error:
                problems.append(error.at(line))
                continue
            at[item.id] = line
            items.append(item)
            lines.append(line)
    except OSError as error:
        raise SetError(f"{path}: {error.strerror or error}") from error
    except formats.FormatError as error:
        raise SetError(_named(path, str(error)), problems) from error
    if not items:
        raise SetError(_nothing_in(path, problems), problems)
    return QuestionSet(tuple(items), tuple(lines), tuple(problems))


def item_of(row: Any) -> Item:
    """The question that an object of a set stands for.

    Raises:
        RowError: it stands for none; the message says what is wrong with it.
    """
    if isinstance(row, RowError):
        raise row
    if not isinstance(row, Mapping):
        raise RowError(Kind.NO_OBJECT)
    if not isinstance(row.get("id"), str | int) or isinstance(row["id"], bool) or row["id"] == "":
        raise RowError(Kind.NO_ID)
    question = row.get("question")
    if not isinstance(question, str) or not question.strip():
        raise RowError(Kind.NO_QUESTION)
    answerable = row.get("answerable", True)
    if not isinstance(answerable, bool):
        raise RowError(Kind.BAD_ANSWERABLE, value=answerable)
    return Item(
        id=str(row["id"]),
        question=question,
        history=_strings(row.get("history") or [], Kind.BAD_HISTORY),
        style=str(row.get("style") or "plain"),
        type=str(row.get("type") or "other"),
        answerable=answerable,
        must_contain=_parts(row.get("must_contain") or []),
        evidence=_places(row.get("evidence") or []),
        fields=row,
    )


def _named(path: Path, message: str) -> str:
    return message if message.startswith(str(path)) else f"{path}: {message}"


def _nothing_in(path: Path, problems: Sequence[Finding]) -> str:
    """That a file holds no question, and the first reasons."""
    reasons = [str(problem) for problem in problems[:_SHOWN]]
    more = len(problems) - len(reasons)
    rest = [f"… (+{more})"] if more > 0 else []
    said = "không có câu hỏi nào đọc được / holds no question that can be read"
    return "\n".join([f"{path}: {said}", *reasons, *rest])


def _strings(value: Any, kind: Kind) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise RowError(kind)
    return tuple(values)


def _parts(value: Any) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list):
        raise RowError(Kind.BAD_PARTS)
    return tuple(_strings(part, Kind.BAD_PARTS) for part in value)


def _places(value: Any) -> tuple[Mapping[str, Any], ...]:
    places = [value] if isinstance(value, dict) else value
    if not isinstance(places, list):
        raise RowError(Kind.BAD_EVIDENCE)
    for place in places:
        if not isinstance(place, dict) or not isinstance(place.get("document"), str):
            raise RowError(Kind.BAD_EVIDENCE)
        for key in _SPANS:
            if place.get(key) is not None and not _is_span(place[key]):
                raise RowError(Kind.BAD_SPAN, field=key)
        for key in _NAMES:
            if place.get(key) is not None and not isinstance(place[key], str):
                raise RowError(Kind.BAD_NAME, field=key)
    return tuple(places)


def _is_span(value: Any) -> bool:
    numbers: Sequence[Any] = value if isinstance(value, list) else [value]
    return len(numbers) in (1, 2) and all(type(number) is int for number in numbers)
