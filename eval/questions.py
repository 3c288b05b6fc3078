"""Question sets: one JSON object a line, or the same columns in CSV and Excel files."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TRUE = frozenset({"true", "1", "yes", "có", "co", "đúng", "x"})
_FALSE = frozenset({"false", "0", "no", "không", "khong", "sai"})
_STRUCTURED = frozenset({"must_contain", "history", "evidence"})
_SPANS = ("page", "lines", "row")
_NAMES = ("sheet", "procedure", "quote")
_SEPARATORS = ",;\t"  # Excel writes ";" where the comma is the decimal sign, as in Vietnam


class SetError(Exception):
    """A question set cannot be read; the message says where."""


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


def read(path: Path) -> list[Item]:
    """Read a set.

    Raises:
        SetError: the file is missing, of another format, or a row is no question.
    """
    readers = {".jsonl": _jsonl, ".csv": _csv, ".xlsx": _xlsx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise SetError(f"{path}: not a .jsonl, .csv or .xlsx file")
    items: list[Item] = []
    where = str(path)
    try:
        for number, row in enumerate(reader(path), start=1):
            where = f"{path}, question {number}"
            items.append(_item(row))
            where = str(path)
    except (OSError, ValueError, csv.Error, zipfile.BadZipFile, KeyError) as error:
        raise SetError(f"{where}: {error}") from error
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise SetError(f"{path}: the id {item.id} comes twice")
        seen.add(item.id)
    return items


def _jsonl(path: Path) -> Iterator[Any]:
    # not splitlines: a text inside an object may hold characters that it takes for line ends
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                raise ValueError(f"line {number}: {error}") from error


def _csv(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = file.readline()
        file.seek(0)
        separator = max(_SEPARATORS, key=header.count)
        for cells in csv.DictReader(file, delimiter=separator):
            if any(cells.values()):
                yield _row(cells)


def _xlsx(path: Path) -> Iterator[dict[str, Any]]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        rows = book.worksheets[0].iter_rows(values_only=True)
        header = [str(cell or "") for cell in next(rows, ())]
        for row in rows:
            if any(cell is not None for cell in row):
                texts = ("" if cell is None else str(cell) for cell in row)
                yield _row(dict(zip(header, texts, strict=False)))
    finally:
        book.close()


def _row(cells: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a table as the object it stands for.

    In `must_contain` "|" separates the variants of a part, and a line break or ";" the parts;
    `history` has a question a line or between "|"; `evidence` is JSON, or the name of a document.
    Any of the three may be JSON altogether.
    """
    row: dict[str, Any] = {}
    for key, cell in cells.items():
        text = cell.strip() if isinstance(cell, str) else ""
        if not key or not text:
            continue
        if key in _STRUCTURED and text.startswith(("[", "{")):
            row[key] = json.loads(text)
        elif key == "must_contain":
            parts = text.replace(";", "\n").split("\n")
            row[key] = [_split(part) for part in parts if _split(part)]
        elif key == "history":
            row[key] = _split(text.replace("\n", "|"))
        elif key == "evidence":
            row[key] = [{"document": name} for name in _split(text.replace("\n", "|"))]
        elif key == "answerable":
            if text.casefold() not in _TRUE | _FALSE:
                raise ValueError(f"answerable is “{text}”, neither true nor false")
            row[key] = text.casefold() in _TRUE
        else:
            row[key] = text
    return row


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def _item(row: Any) -> Item:
    """The question that an object stands for; ValueError where it is none."""
    if not isinstance(row, dict):
        raise ValueError("no object")
    if row.get("id") in (None, "") or not isinstance(row.get("question"), str):
        raise ValueError("needs an id and a question")
    answerable = row.get("answerable", True)
    if not isinstance(answerable, bool):
        raise ValueError("answerable is neither true nor false")
    return Item(
        id=str(row["id"]),
        question=row["question"],
        history=_strings(row.get("history") or [], "history"),
        style=str(row.get("style") or "plain"),
        type=str(row.get("type") or "other"),
        answerable=answerable,
        must_contain=_parts(row.get("must_contain") or []),
        evidence=_places(row.get("evidence") or []),
        fields=row,
    )


def _strings(value: Any, name: str) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise ValueError(f"{name} is no list of texts")
    return tuple(values)


def _parts(value: Any) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list):
        raise ValueError("must_contain is no list")
    return tuple(_strings(part, "a part of must_contain") for part in value)


def _places(value: Any) -> tuple[Mapping[str, Any], ...]:
    places = [value] if isinstance(value, dict) else value
    if not isinstance(places, list):
        raise ValueError("evidence is no list")
    for place in places:
        if not isinstance(place, dict) or not isinstance(place.get("document"), str):
            raise ValueError("evidence names no document")
        for key in _SPANS:
            if place.get(key) is not None and not _is_span(place[key]):
                raise ValueError(f"{key} of evidence is neither a number nor [first, last]")
        for key in _NAMES:
            if place.get(key) is not None and not isinstance(place[key], str):
                raise ValueError(f"{key} of evidence is no text")
    return tuple(places)


def _is_span(value: Any) -> bool:
    numbers: Sequence[Any] = value if isinstance(value, list) else [value]
    return len(numbers) in (1, 2) and all(type(number) is int for number in numbers)
