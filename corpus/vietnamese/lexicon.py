"""Names of places, bodies and people, titles and terms: one a line, "#" begins a remark.

What ships is counted into the language model; a user's own file makes its terms likelier at run
time, as if a document repeated them.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

SHIPPED = Path(__file__).with_suffix(".txt")


def terms(path: Path) -> list[str]:
    """The terms of a file, in its order.

    Raises:
        OSError: if the file cannot be read.
        UnicodeDecodeError: if it is not UTF-8.
    """
    lines = unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).splitlines()
    return [" ".join(line.split()) for line in lines if line.strip() and not line.startswith("#")]
