"""The text that is counted: shared procedures and law text, and what was written for this project.

Nothing of it is shipped but the counts. `texts/` holds samples of administrative, legal, news and
everyday Vietnamese, written for this purpose; "#" stands for figures in them.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared"
TEXTS = Path(__file__).resolve().parent / "texts"
DEMO = PROJECT / "tools" / "demo_corpus" / "texts"

_NOT_TEXT = ("ma_thu_tuc", "detail_url", "formality_id", "_source")
_LETTERS = [chr(c) for c in (*range(0x41, 0x24F), *range(0x1EA0, 0x1EFA))]
_LOWER, _UPPER = ("".join(filter(kind, _LETTERS)) for kind in (str.islower, str.isupper))
_GLUED = re.compile(rf"(?<=[{_LOWER})])(?=[{_UPPER}][{_LOWER}])")  # the portal glues table cells
_MARKUP = re.compile(r"[*_`|#>]+|\[([^\]]*)\]\([^)]*\)|<[^>]+>")


def procedures() -> Iterator[list[str]]:
    """The lines of each national procedure's record."""
    with gzip.open(
        SHARED / "data" / "procedures-national.jsonl.gz", "rt", encoding="utf-8"
    ) as file:
        for row in file:
            record = json.loads(row)
            values = [
                value
                for key, value in record.items()
                if isinstance(value, str) and key not in _NOT_TEXT and not value.startswith("http")
            ]
            yield [line for value in values for line in _lines(_GLUED.sub("\n", value))]


def law() -> Iterator[list[str]]:
    """The lines of each file of codified law."""
    for path in sorted((SHARED / "data" / "law").glob("*.md.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            text = file.read()
        yield _lines(_MARKUP.sub(r"\1", text))


def written(kind: str = "*") -> Iterator[list[str]]:
    """The lines of each text that was written for this project."""
    for path in sorted(TEXTS.glob(f"{kind}-*.txt")):
        yield _lines(path.read_text(encoding="utf-8"))


def facts() -> Iterator[list[str]]:
    """Facts and demo texts of the department: its names and terms."""
    for path in sorted((SHARED / "facts").glob("*.md")):
        yield _lines(_MARKUP.sub(r" \1 ", path.read_text(encoding="utf-8")))
    for path in sorted(DEMO.glob("*")):
        yield _lines(_MARKUP.sub(r" \1 ", path.read_text(encoding="utf-8")))


def _lines(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n"))
    return [line for line in lines if line]
