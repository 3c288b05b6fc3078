"""Readers: one module a file format, each yields pages whose lines know their place in the file.

`read` looks at a file's name and first bytes and hands it to its reader. Text in an old encoding
comes in Unicode (`corpus.vietnamese.legacy`), split words whole (`corpus.vietnamese.split`), damaged
text repaired (`corpus.vietnamese.repair`), a PDF's bad pages read from their picture
(`corpus.readers.rescan`). Whatever a library says of a bad file, callers see one
exception: `corpus.errors.UnreadableError` with a reason. What no exception can tell (a crash, a hang)
is caught by `corpus.isolation`, which calls `read` in a process of its own.
"""

from __future__ import annotations

import importlib
import inspect
import warnings
from pathlib import Path

from corpus.errors import Reason, UnreadableError
from corpus.model import Page
from corpus.progress import Pages
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
    Kind.CSV: "delimited",
    Kind.DOC: "office",
    Kind.RTF: "office",
    Kind.ODT: "office",
    Kind.XLS: "office",
    Kind.TEXT: "plain",
    Kind.MARKDOWN: "markdown",
    Kind.HTML: "html",
    Kind.IMAGE: "scan",
}


def read(path: Path, progress: Pages | None = None) -> tuple[Page, ...]:
    """Read one file.

    Args:
        path: the file. Its bytes decide what it is; its name decides among kinds of text.
        progress: called with (pages done, pages in all) by the readers that take long over a page.

    Returns:
        At least one page with at least one word on it.

    Raises:
        UnreadableError: with the reason; never another exception for a bad file.
    """
    try:
        kind = kind_of(path)
        with warnings.catch_warnings():
            # openpyxl warns of every Excel extension that it does not know
            warnings.simplefilter("ignore", UserWarning)
            pages = _read(kind, path, progress)
        if progress:
            progress(len(pages), len(pages))  # what follows is repair, of all pages at once
        pages = _made_whole(path, kind, pages, progress)
        if not any(line.tokens for page in pages for line in page.lines):
            raise UnreadableError(path, Reason.EMPTY)
        return pages
    except UnreadableError:
        raise
    except MemoryError as error:
        raise UnreadableError(path, Reason.TOO_LARGE, "out of memory") from error
    except Exception as error:
        raise UnreadableError(path, Reason.DAMAGED, f"{type(error).__name__}: {error}") from error


def _made_whole(
    path: Path, kind: Kind, pages: tuple[Page, ...], progress: Pages | None
) -> tuple[Page, ...]:
    """Text in Unicode, split words joined, damage repaired; bad pages of a PDF read as pictures."""
    if kind is Kind.IMAGE:
        return pages  # what is seen is spelled by the same language model already
    from corpus.vietnamese import legacy, repair, split

    printed = split.join_pages(legacy.convert_pages(pages))
    repaired = repair.shipped().repair(printed)
    if kind is not Kind.PDF:
        return repaired
    from corpus.readers.rescan import reread

    return reread(path, printed, repaired, progress)


def _read(kind: Kind, path: Path, progress: Pages | None) -> tuple[Page, ...]:
    """Hand a file to its kind's module, imported when the first file of the kind comes."""
    module = importlib.import_module(f"corpus.readers.{_MODULES[kind]}")
    reader = module.read_pages if kind is Kind.PDF else module.read
    by_page = "progress" in inspect.signature(reader).parameters
    pages: tuple[Page, ...] = reader(path, progress) if by_page else reader(path)
    return pages
