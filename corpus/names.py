"""Names of files as the store, the web and a terminal can bear them."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Container, Sequence
from pathlib import PurePosixPath

NOT_DOCUMENTS = frozenset({"SOURCES.md"})

_HIDDEN = (".", "~$")
_JUNK = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
_LONGEST = 120  # bytes of a file's name; file systems take 255


def is_hidden(parts: Sequence[str]) -> bool:
    """Whether a path leads to what nobody means to index: dot files, Office's lock files, junk."""
    return any(part.startswith(_HIDDEN) or part in _JUNK for part in parts)


def is_staff(parts: Sequence[str]) -> bool:
    """Whether one of a file's folders makes it staff-only."""
    return "staff" in parts[:-1]


def clean(name: str) -> str:
    """A name in NFC, with "_" for control characters, marks of direction and broken bytes.

    A right-to-left mark makes "fdp.exe" of "exe.pdf", a line break two documents of one.

    Args:
        name: as the file system gives it; bytes that are no UTF-8 come as lone surrogates.
    """
    whole = unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))
    return "".join("_" if _is_unfit(c) else c for c in whole.replace("\ufffd", "_"))


def _is_unfit(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def file_name(name: str) -> str:
    """A clean name shortened to what every file system takes, its ending kept."""
    path = PurePosixPath(clean(name).replace("/", "_").replace("\\", "_").lstrip("."))
    stem, suffix = path.stem or "_", path.suffix[:16]
    return stem.encode()[: _LONGEST - len(suffix.encode())].decode("utf-8", "ignore") + suffix


def apart(name: str, taken: Container[str]) -> str:
    """The name, or with " (2)", " (3)" before its ending where it is taken."""
    path = PurePosixPath(name)
    number = 2
    while name in taken:
        name = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
        number += 1
    return name
