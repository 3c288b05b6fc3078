"""Readers: one module a file format, each yields pages whose lines know their place in the file.

`read` looks at a file's name and first bytes and hands it to its reader. Text in an old encoding
comes in Unicode (`corpus.vietnamese.legacy`), split words whole (`corpus.vietnamese.split`), damaged
text repaired (`corpus.vietnamese.repair`). Whatever a library says of a bad file, callers see one
exception: `corpus.errors.UnreadableError` with a reason.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import cast

from corpus.errors import Reason, UnreadableError
from corpus.model import Page
from corpus.readers.kind import BY_SUFFIX, Kind, kind_of

__all__ = ["SUFFIXES", "VERSION", "read"]

VERSION = "4"
"""Part of a store's manifest: raise it when the same file would be read differently."""

SUFFIXES = frozenset(BY_SUFFIX)
"""File name endings that `read` takes, in lower case."""

_MODULES = {
    Kind.PDF: "pdf",
    Kind.WORD: "word",
    Kind.SHEET: "sheet",
    Kind.TEXT: "plain",
    Kind.MARKDOWN: "markdown",
    Kind.HTML: "html",
}


def read(path: Path) -> tuple[Page, ...]:
    """Read one file.

    Args:
        path: the file. Its bytes decide what it is; its name decides among kinds of text.

    Returns:
        At least one page with at least one word on it.

    Raises:
        UnreadableError: with the reason; never another exception for a bad file.
    """
    try:
        kind = kind_of(path)
        if kind is Kind.IMAGE:
            raise UnreadableError(path, Reason.NO_TEXT_LAYER, "an image")
        with warnings.catch_warnings():
            # openpyxl warns of every Excel extension that it does not know
            warnings.simplefilter("ignore", UserWarning)
            pages = _reader(kind)(path)
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError(path, Reason.DAMAGED, f"{type(error).__name__}: {error}") from error
    if not any(line.tokens for page in pages for line in page.lines):
        raise UnreadableError(path, Reason.EMPTY)
    from corpus.vietnamese import legacy, repair, split

    return repair.shipped().repair(split.join_pages(legacy.convert_pages(pages)))


def _reader(kind: Kind) -> Callable[[Path], tuple[Page, ...]]:
    """The `read` of a kind's module, imported when the first file of the kind comes."""
    module = importlib.import_module(f"corpus.readers.{_MODULES[kind]}")
    return cast(Callable[[Path], tuple[Page, ...]], module.read)
