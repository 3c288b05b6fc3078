"""Question sets as files: JSONL, CSV and XLSX, read row by row and written so that nothing is lost.

.jsonl ── jsonl ──────────────────┐
.csv  ─── delimited ─┐            ├─ rows (line, object) ─► eval.questions
.xlsx ─── workbook ──┴─ table ────┘
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.formats import delimited, jsonl, workbook
from eval.formats.row import FormatError, Row

__all__ = ["SUFFIXES", "FormatError", "Row", "rows", "write"]


@dataclass(frozen=True, slots=True)
class _Format:
    read: Callable[[Path], Iterator[Row]]
    write: Callable[[Sequence[Mapping[str, Any]], Path], None]


_FORMATS: Mapping[str, _Format] = {
    ".jsonl": _Format(jsonl.read, jsonl.write),
    ".csv": _Format(delimited.read, delimited.write),
    ".xlsx": _Format(workbook.read, workbook.write),
}
SUFFIXES = frozenset(_FORMATS)


def rows(path: Path) -> Iterator[Row]:
    """The rows of a file, in order, with their line numbers from 1.

    Raises:
        FormatError: the file's name has another ending, or it is not what its name says.
        OSError: it cannot be read.
    """
    return _format(path).read(path)


def write(objects: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Write a set in the format that the file's name says; whole or not at all.

    Raises:
        FormatError: the file's name has another ending, or a value does not fit into a cell.
        OSError: it cannot be written.
    """
    chosen = _format(path)
    part = path.with_name(f".{path.stem}.{secrets.token_hex(4)}{path.suffix}")
    try:
        chosen.write(objects, part)
        part.replace(path)
    except ValueError as error:
        raise FormatError(f"{path}: {error}") from error
    finally:
        part.unlink(missing_ok=True)


def _format(path: Path) -> _Format:
    chosen = _FORMATS.get(path.suffix.lower())
    if chosen is None:
        raise FormatError(
            f"{path}: phải là tệp .jsonl, .csv hoặc .xlsx / must be a .jsonl, .csv or .xlsx file"
        )
    return chosen
