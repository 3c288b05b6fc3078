"""Question sets of one JSON object a line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.findings import Kind, RowError
from eval.formats.row import Row

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read(path: Path) -> Iterator[Row]:
    """The objects of a file; a line that holds none says why.

    UTF-8, or UTF-16 with its mark. Only a line feed ends a line: a text inside an object may hold
    characters that others take for line ends.

    Raises:
        OSError: the file cannot be read.
    """
    data = path.read_bytes()
    if data.startswith(_UTF16):
        data = data.decode("utf-16", errors="replace").encode("utf-8")
    data = data.removeprefix(codecs.BOM_UTF8)
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            yield number, parse(line)


def parse(line: bytes) -> Mapping[str, Any] | RowError:
    """The object of a line, or why it is none."""
    try:
        text = line.decode("utf-8")
        found = decode(text)
        text.encode("utf-8")
        json.dumps(found, ensure_ascii=False).encode("utf-8")  # an escape may be half a character
    except UnicodeError:
        return RowError(Kind.BAD_BYTES)
    except (ValueError, RecursionError) as error:
        return RowError(Kind.BAD_JSON, detail=error)
    return found if isinstance(found, dict) else RowError(Kind.NO_OBJECT)


def decode(text: str) -> Any:
    """A JSON value.

    Raises:
        ValueError: it is none; NaN and infinity, which Python alone takes for numbers, are none.
    """
    return json.loads(text, parse_constant=_refused)


def encode(value: Any) -> str:
    """A value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def write(objects: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Write one object a line."""
    path.write_text("".join(f"{encode(one)}\n" for one in objects), encoding="utf-8")


def _refused(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")
