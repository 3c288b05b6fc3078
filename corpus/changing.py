"""Changing which version of a store answers: one build at a time, nothing left of one that was killed."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StoreError, StoreProblem
from corpus.folders import UNPACKED
from corpus.vectors import VectorStore

_PATIENCE = 1.0  # seconds: a worker of a build that was killed may still be on its way to its end
SCRATCH = "reading"
"""The folder of a store for what readers write on their way."""


@contextmanager
def lock(store: Path) -> Iterator[None]:
    """Keep every other build away.

    Raises:
        StoreError: another build goes on.
    """
    with (store / "lock").open("w") as handle:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise StoreError(store, StoreProblem.LOCKED) from None
                time.sleep(0.05)
        yield


def remove_leftovers(store: Path, chroma_url: str | None) -> None:
    """What a build left that was killed."""
    for part in (store / "versions").glob("*.part"):
        if chroma_url:
            VectorStore.discard(part, part.stem, chroma_url)
        shutil.rmtree(part)
    for part in (store / UNPACKED).glob("*.part"):
        shutil.rmtree(part)
    shutil.rmtree(store / SCRATCH, ignore_errors=True)


def make_current(store: Path, version: str) -> None:
    """Let a version answer, from one moment to the next."""
    temporary = store / "current.new"
    with temporary.open("w") as handle:
        handle.write(version + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(store / "current")
