"""The next file is read while the one before is embedded: one ahead, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from corpus.isolation import Reader
from corpus.manifest import FileEntry
from corpus.model import Page
from corpus.progress import Pages

Finish = Callable[[FileEntry, tuple[Page, ...]], tuple[Page, ...]]
"""What is done to a file's pages when they are read: corrections made by hand."""

_TICK = 0.2  # seconds between two looks at how far the reader has come


class Reading:
    """One file, being read in another thread."""

    def __init__(
        self, entry: FileEntry, reader: Reader, finish: Finish, pool: ThreadPoolExecutor
    ) -> None:
        self.entry = entry
        self._reader, self._finish = reader, finish
        self._done = (0, 0)
        self._future: Future[tuple[Page, ...]] = pool.submit(self._read)

    def pages(self, progress: Pages | None = None) -> tuple[Page, ...]:
        """The pages, once they are read.

        Args:
            progress: called with (pages done, pages in all), in the caller's thread.

        Raises:
            UnreadableError: as `corpus.isolation.Reader.read`.
        """
        told = (0, 0)
        while not self._future.done():
            try:
                return self._future.result(_TICK)
            except TimeoutError:
                if progress and self._done != told:
                    told = self._done
                    progress(*told)
        return self._future.result()

    def _read(self) -> tuple[Page, ...]:
        return self._finish(self.entry, self._reader.read(Path(self.entry.path), self._came))

    def _came(self, done: int, total: int) -> None:
        self._done = (done, total)


def read_ahead(reader: Reader, entries: Sequence[FileEntry], finish: Finish) -> Iterator[Reading]:
    """The files in order; when one is handed out, the next is being read already."""
    pool = ThreadPoolExecutor(1, thread_name_prefix="reading")
    try:
        before: Reading | None = None
        for entry in entries:
            reading = Reading(entry, reader, finish, pool)
            if before:
                yield before
            before = reading
        if before:
            yield before
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
