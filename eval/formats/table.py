"""Questions as rows of a table: the same columns in CSV and Excel files, cells as texts.

A cell of `must_contain` has a required part a line (or between ";"), its variants between "|";
`history` a question a line; `evidence` JSON, or the names of documents. Any of the three may be
JSON altogether. What a plain cell cannot hold (numbers, lists, a text with blanks around it) stands
as JSON in a column whose name ends in ":json", so that a set that is written and read again is the
same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from eval.findings import Kind, RowError
from eval.formats.jsonl import decode, encode
from eval.formats.row import FormatError, Row

_TRUE = frozenset({"true", "1", "yes", "có", "co", "đúng", "x"})
_FALSE = frozenset({"false", "0", "no", "không", "khong", "sai"})
_STRUCTURED = frozenset({"must_contain", "history", "evidence"})
_REQUIRED = ("id", "question")
_JSON = ":json"
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Characters that a cell loses or a program takes for the end of its line."""


def objects(rows: Iterable[tuple[int, Sequence[str] | RowError]]) -> Iterator[Row]:
    """The objects that rows of cells stand for; the first row that is not empty has their names.

    Args:
        rows: line numbers and cells, or why there are none.

    Raises:
        FormatError: a column that every question needs is missing.
    """
    names: list[str] = []
    for line, cells in rows:
        if isinstance(cells, RowError):
            yield line, cells
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if not names:
            names = _names(cells)
            yield from _told_of_header(line, names)
            continue
        if any(cell.strip() for cell in cells[len(names) :]):
            yield line, RowError(Kind.EXTRA_CELLS).at(line)
        try:
            yield line, _object(names, cells)
        except RowError as error:
            yield line, error


def _names(cells: Sequence[str]) -> list[str]:
    """The names of the columns; "ID" and "Question", as Excel writes them, are "id" and "question"."""
    names = [cell.strip() for cell in cells]
    meant = {field for field in _REQUIRED if field not in names}
    return [name.lower() if name.lower() in meant else name for name in names]


def _told_of_header(line: int, names: Sequence[str]) -> Iterator[Row]:
    known = {_column(name)[0] for name in names}
    missing = [name for name in _REQUIRED if name not in known]
    if missing:
        raise FormatError(str(RowError(Kind.NO_COLUMN, field=missing[0]).at(line)))
    for name in dict.fromkeys(name for name in names if name and names.count(name) > 1):
        yield line, RowError(Kind.SAME_COLUMN, field=name).at(line)


def _object(names: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, cell in zip(names, cells, strict=False):
        text, (field, is_json) = cell.strip(), _column(name)
        if name and text and field not in found:
            found[field] = _json(text, field) if is_json else _value(field, text)
    return found


def _column(name: str) -> tuple[str, bool]:
    """The field that a column is of, and whether its cells are JSON; so may its name then be."""
    if not name.endswith(_JSON):
        return name, False
    field = name.removesuffix(_JSON)
    if field.startswith('"'):
        with suppress(ValueError):
            field = str(decode(field))
    return field, True


def _value(field: str, text: str) -> Any:
    """What a cell stands for in a column that is not JSON."""
    if field in _STRUCTURED and text.startswith(("[", "{")):
        return _json(text, field)
    if field == "must_contain":
        parts = (_split(part) for part in re.split(r"[;\n]", text))
        return [part for part in parts if part]
    if field == "history":
        return _split(text.replace("\n", "|"))
    if field == "evidence":
        return [{"document": name} for name in _split(text.replace("\n", "|"))]
    if field == "answerable":
        if text.casefold() not in _TRUE | _FALSE:
            raise RowError(Kind.BAD_ANSWERABLE, value=text)
        return text.casefold() in _TRUE
    return text


def _json(text: str, field: str) -> Any:
    try:
        return decode(text)
    except (ValueError, RecursionError) as error:
        raise RowError(Kind.BAD_CELL, field=field, detail=error) from error


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def cells(questions: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[list[str]]]:
    """The names of the columns and the rows that stand for questions; `objects` read backwards.

    A column is plain where that loses nothing, JSON where it would.
    """
    fields = list(dict.fromkeys(name for one in questions for name in one))
    header, columns = [], []
    for field in fields:
        plain = [_cell(field, one[field]) if field in one else "" for one in questions]
        if None in plain or not _is_plain(field):
            header.append(f"{field if _is_plain(field) else _escaped(field)}{_JSON}")
            columns.append([_escaped(one[field]) if field in one else "" for one in questions])
        else:
            header.append(field)
            columns.append([text or "" for text in plain])
    return header, [list(row) for row in zip(*columns, strict=True)]


def _is_plain(name: str) -> bool:
    """Whether the name of a field is read back as it stands."""
    fits = bool(name) and name == name.strip() and not _UNFIT.search(name)
    return fits and not name.startswith('"') and not name.endswith(_JSON)


def _cell(field: str, value: Any) -> str | None:
    """The plain cell that is read back as a value; None where there is none."""
    for text in _candidates(field, value):
        if (
            text
            and text == text.strip()
            and not _UNFIT.search(text)
            and _is_read(field, text, value)
        ):
            return text
    return None


def _candidates(field: str, value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif field == "answerable" and isinstance(value, bool):
        yield encode(value)
    elif field in _STRUCTURED and isinstance(value, list):
        if field == "must_contain" and all(_is_texts(part) for part in value):
            yield "\n".join("|".join(part) for part in value)
        elif field == "history" and _is_texts(value):
            yield "\n".join(value)
        yield _escaped(value)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_read(field: str, text: str, value: Any) -> bool:
    try:
        return same(_value(field, text), value)
    except RowError:
        return False


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same, their types included (1 is not true, nor 1.0)."""
    return encode(one) == encode(other)


def _escaped(value: Any) -> str:
    """JSON whose letters every cell holds."""
    return _UNFIT.sub(lambda match: f"\\u{ord(match[0]):04x}", encode(value))
