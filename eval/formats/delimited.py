"""Question sets as CSV files, as spreadsheet programs write and open them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableError
from corpus.readers.plain import decode
from corpus.vietnamese import legacy
from eval.findings import Kind, RowError
from eval.formats import table
from eval.formats.row import FormatError, Row

_SEPARATORS = ",;\t"  # Excel writes ";" where the comma is the decimal sign, as in Vietnam
_DECLARED = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet program takes for a formula, quoted by apostrophes or not."""
_BROKEN = "\ufffd"
_LONGEST_CELL = 2**24  # characters; the module's own limit cuts off long answers


def read(path: Path) -> Iterator[Row]:
    """The objects of a file, whatever encoding and separator it has.

    UTF-8, UTF-16, Windows-1258 and the older Vietnamese encodings. An apostrophe before what would
    be a formula is no part of the text.

    Raises:
        FormatError: it is no text, in another encoding, or a column is missing.
        OSError: it cannot be read.
    """
    try:
        text, share = decode(path)
    except UnreadableError as error:
        raise FormatError(
            f"{path}: không phải tệp CSV đọc được; xin lưu lại ở dạng UTF-8 / "
            "is no CSV file that can be read; save it as UTF-8"
        ) from error
    if share == 1.0 and _is_guessed(path.read_bytes()):
        encoding = legacy.judge(text)
        text = legacy.decode(text, encoding).text if encoding else text
        name = encoding.value.upper() if encoding else "Windows-1258"
        yield 1, RowError(Kind.OTHER_ENCODING, value=name).at(1)
    yield from table.objects(_cells(text))


def _is_guessed(data: bytes) -> bool:
    """Whether bytes say not themselves what encoding they are in."""
    if b"\0" in data:
        return False  # UTF-16
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _cells(text: str) -> Iterator[tuple[int, Sequence[str] | RowError]]:
    """The rows of a text, each with the number of its first line."""
    declared = _DECLARED.match(text)
    skipped = 1 if declared else 0
    text = text[declared.end() :] if declared else text
    header = text.lstrip().partition("\n")[0]
    separator = declared[1] if declared else max(_SEPARATORS, key=header.count)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1 + skipped
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, RowError(Kind.BAD_ROW, detail=error)
            continue
        if any(_BROKEN in cell for cell in row):
            yield line, RowError(Kind.BAD_BYTES)
        else:
            yield line, [cell[1:] if _quoted(cell) else cell for cell in row]


def _quoted(cell: str) -> bool:
    return cell.startswith("'") and _FORMULA.match(cell) is not None


def write(objects: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Write a file that Excel opens as it is meant: with a mark of its encoding, without formulas."""
    header, rows = table.cells(objects)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for row in (header, *rows):
            writer.writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row])
