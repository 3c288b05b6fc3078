"""What a command asks: a store that stands, or one made of documents for as long as it runs."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.messages import explain
from assistant.settings import Settings
from assistant.terminal import progress_bar, warn

if TYPE_CHECKING:
    from corpus.embedding import Embedder


@dataclass(frozen=True, slots=True)
class Opened:
    """A store to ask.

    Attributes:
        settings: with the store.
        unread: documents that could not be read; each was named.
    """

    settings: Settings
    embedder: Embedder
    unread: int = 0


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add --store and --documents."""
    parser.add_argument("--store", type=Path, metavar="DIR", help="chỉ mục đã có")
    parser.add_argument(
        "--documents",
        type=Path,
        nargs="+",
        metavar="PATH",
        help="tài liệu được lập chỉ mục tạm cho lần này",
    )


@contextmanager
def opened(given: argparse.Namespace) -> Iterator[Opened]:
    """The store that the arguments name; one made of --documents is gone afterwards.

    Raises:
        corpus.errors.CorpusError: the documents or the embedding model cannot be used.
    """
    from corpus.embedding import load
    from corpus.index import build

    settings = Settings() if given.store is None else Settings(store=given.store)
    embedder = load(settings.embedding_model)
    if not given.documents:
        yield Opened(settings, embedder)
        return
    with tempfile.TemporaryDirectory(prefix="eval-") as folder:
        settings = settings.model_copy(update={"store": Path(folder) / "store"})
        with progress_bar() as report:
            done = build(given.documents, settings.store, embedder=embedder, progress=report)
        for failure in done.failed:
            warn(explain(failure))
        yield Opened(settings, embedder, len(done.failed))
