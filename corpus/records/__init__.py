"""Documents, lines, chunks and procedures of one version, in one SQLite file.

Written once while a version is built, read by any number of processes afterwards.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Self

from corpus.records.reading import Reader
from corpus.records.schema import SCHEMA
from corpus.records.writing import Writer

__all__ = ["Records"]


class Records(Reader, Writer):
    """The records of one version."""

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new, empty file."""
        connection = sqlite3.connect(path)
        connection.executescript(SCHEMA)
        return cls(connection)

    @classmethod
    def open(cls, path: Path, *, writable: bool = False) -> Self:
        """An existing file; read-only and shared between threads unless `writable`."""
        if writable:
            return cls(sqlite3.connect(path))
        uri = f"file:{path}?mode=ro&immutable=1"
        return cls(sqlite3.connect(uri, uri=True, check_same_thread=False))

    def close(self) -> None:
        """Release the file."""
        self._db.close()

    def commit(self) -> None:
        """Make what was written durable."""
        self._db.commit()
