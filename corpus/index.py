"""Versions of the store: built beside the one that answers, made current at once, rolled back.

A version is a folder: `records.sqlite`, `chroma/`, `lexical/`, `manifest.json`. A one-line file
`current` names the version that answers; replacing it is the swap, so a build that is killed at any
moment leaves the old version answering. Only building takes a lock.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import archives, corrections, lexical, readers
from corpus import chunks as chunking
from corpus import facts as document_facts
from corpus.changing import SCRATCH, lock, make_current, remove_leftovers
from corpus.errors import Reason, StoreError, StoreProblem, UnreadableError
from corpus.facts import read_facts
from corpus.folders import UNPACKED, Found, scan
from corpus.isolation import Limits, Reader
from corpus.manifest import Failure, FileEntry, Manifest, read_current
from corpus.model import Audience, Document, Page
from corpus.progress import Progress, Report, Stage
from corpus.reading import Reading, read_ahead
from corpus.store import Store
from corpus.vectors import VectorStore
from corpus.version import Draft
from corpus.vietnamese import abbreviations, repair

if TYPE_CHECKING:
    from corpus.embedding import Embedder

_KEPT_VERSIONS = 2


@dataclass(slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        version: the version that answers now.
        failed: files that could not be read, each with its reason; those too that were not tried
            again, as nothing changed since they failed.
        rebuilt_because: what changed in the model or the readers, if that made files be read again.
    """

    version: str
    read: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[UnreadableError] = field(default_factory=list)
    rebuilt_because: str | None = None
    chunks: int = 0


def versions_of(embedder: Embedder) -> dict[str, str]:
    """What an index depends on besides the files; a difference makes files be read again."""
    return {
        "model": embedder.version,
        "readers": readers.VERSION,
        "repair": repair.version(),
        "chunks": chunking.VERSION,
        "lexical": lexical.VERSION,
        "abbreviations": abbreviations.version(),
        "facts": document_facts.VERSION,
    }


def build(
    paths: Sequence[Path],
    store: Path,
    *,
    audience: Audience = Audience.PUBLIC,
    embedder: Embedder,
    progress: Report | None = None,
    chroma_url: str | None = None,
    again: Collection[Path] = (),
    limits: Limits | None = None,
) -> BuildReport:
    """Bring a store up to date with files and folders.

    Unchanged files are skipped, changed ones replaced, files gone from an indexed folder removed. A
    file that cannot be read is reported and what was indexed of it before stays. It is tried again
    by every build, unless it took too long, took too much or crashed its reader: then only when it
    changed, the limits did, or it is named itself.

    Args:
        paths: files, folders, archives.
        store: the store's folder; made if there is none.
        audience: who may see the documents, staff folders aside.
        embedder: embeds passages and sentences.
        progress: called after every step, in the caller's thread.
        chroma_url: a Chroma server that holds the vectors, instead of a folder.
        again: files to read again though they did not change.
        limits: of reading a file, instead of the process's own.

    Raises:
        StoreError: another process is building this store.
        UnreadableError: a path does not exist.
    """
    store.mkdir(parents=True, exist_ok=True)
    with lock(store):
        remove_leftovers(store, chroma_url)
        with Reader(limits, scratch=store / SCRATCH) as reader:
            return _Build(store, embedder, chroma_url, reader).run(
                paths, audience, {str(path.resolve()) for path in again}, progress
            )


def roll_back(store: Path) -> str:
    """Make the version before the current one answer again; its name.

    Raises:
        StoreError: there is no earlier version.
    """
    with lock(store):
        names = sorted(path.name for path in (store / "versions").glob("v*") if path.suffix == "")
        earlier = [name for name in names if name < (read_current(store) or "")]
        if not earlier:
            raise StoreError(store, StoreProblem.NO_EARLIER_VERSION)
        make_current(store, earlier[-1])
        return earlier[-1]


class _Build:
    """One build: what is to be done, a new version beside the current one, then the swap."""

    def __init__(
        self, store: Path, embedder: Embedder, chroma_url: str | None, reader: Reader
    ) -> None:
        self._store, self._embedder, self._url = store, embedder, chroma_url
        self._reader = reader
        self._current = read_current(store)
        self._old = Manifest.load(store / "versions" / self._current) if self._current else None
        self._wanted = versions_of(embedder)
        self._stale = self._reason_to_begin_anew()
        self._files = dict(self._old.files) if self._old else {}
        self._failed: dict[str, Failure] = {}
        self._draft: Draft | None = None

    def _reason_to_begin_anew(self) -> str | None:
        """What of the current version no longer holds, so that a new one cannot begin as its copy."""
        if self._old is None or self._current is None:
            return None
        if changed := self._old.differs(self._wanted):
            return changed
        if bool(self._old.chroma_url) != bool(self._url):
            return "chroma"
        try:
            with closing(
                Store(self._store / "versions" / self._current, self._old, self._url)
            ) as old:
                old.ready()
        except StoreError as error:
            if error.problem is StoreProblem.NO_SERVER:
                raise
            return "chroma" if error.problem is StoreProblem.NO_VECTORS else "damaged"
        return None

    def run(
        self,
        paths: Sequence[Path],
        audience: Audience,
        again: set[str],
        progress: Report | None,
    ) -> BuildReport:
        roots = {str(path.resolve()) for path in paths}
        found = scan(paths, audience, self._store, self._old, self._reader)
        report = BuildReport(self._current or "", rebuilt_because=self._stale)
        seen = {entry.path for entry in found.files}
        report.removed = [
            name
            for name, entry in self._files.items()
            if not found.has(name) and (entry.root in roots or entry.path in seen)
        ]
        to_read = self._to_read(found, report.removed, again=again, named=roots)
        elsewhere = self._failed_elsewhere(found, roots)
        left = {entry.name for entry in to_read} | set(self._failed)
        report.unchanged = [entry.name for entry in found.files if entry.name not in left]
        self._failed |= {failure.entry.name: failure for failure in found.failed}
        try:
            self._change(report, to_read, progress)
            report.failed = [failure.error for failure in self._failed.values()]
            self._failed |= elsewhere
            if report.read or report.removed or self._stale or self._is_news():
                self._finish(report)
        finally:
            if self._draft:
                self._draft.discard()
        return report

    def _is_news(self) -> bool:
        """Whether what failed is not what failed before, or there is no version yet."""
        before = self._old.failed if self._old else None
        return before is None or _known(before) != _known(self._failed)

    def _to_read(
        self, found: Found, removed: Sequence[str], *, again: set[str], named: set[str]
    ) -> list[FileEntry]:
        """The files that changed, or all where something changed that all depend on."""
        if self._stale:
            known = found.names | set(removed)
            rest = [entry for name, entry in self._files.items() if name not in known]
            return [*found.files, *(entry for entry in rest if Path(entry.path).is_file())]
        return [entry for entry in found.files if self._is_wanted(entry, again, named)]

    def _is_wanted(self, entry: FileEntry, again: set[str], named: set[str]) -> bool:
        if entry.path in again:
            return True
        before = self._old.failed.get(entry.name) if self._old else None
        costly = before and before.costs_again(entry, self._reader.limits.version)
        if before and costly and entry.path not in named:
            self._failed[entry.name] = before
            return False
        return not entry.same_as(self._files.get(entry.name))

    def _failed_elsewhere(self, found: Found, roots: set[str]) -> dict[str, Failure]:
        """Failures of earlier builds that this one says nothing of."""
        before = self._old.failed if self._old else {}
        seen = found.names
        return {
            name: failure
            for name, failure in before.items()
            if name not in seen and failure.entry.root not in roots
        }

    def _change(
        self, report: BuildReport, to_read: Sequence[FileEntry], progress: Report | None
    ) -> None:
        """Take out what is gone, put in what is new."""
        for name in report.removed if not self._stale else ():
            self._drafted().forget(name, self._files.pop(name).audience)
        for done, reading in enumerate(read_ahead(self._reader, to_read, self._corrected)):
            entry = reading.entry
            step = Progress(entry.name, done, len(to_read))
            try:
                self._add(reading, step, progress)
            except UnreadableError as error:
                self._failed[entry.name] = self._failure(entry, error)
                continue
            self._files[entry.name] = entry
            report.read.append(entry.name)
        if progress:
            progress(Progress("", len(to_read), len(to_read), Stage.INDEXING))

    def _failure(self, entry: FileEntry, error: UnreadableError) -> Failure:
        now = Failure(entry, error.reason, error.detail, self._reader.limits.version)
        before = self._old.failed.get(entry.name) if self._old else None
        return before if before and before.still_tells(now) else now

    def _add(self, reading: Reading, step: Progress, progress: Report | None) -> None:
        def tell(stage: Stage, part: int, parts: int) -> None:
            if progress:
                progress(replace(step, stage=stage, part=part, parts=parts))

        tell(Stage.READING, 0, 0)
        pages = reading.pages(lambda done, total: tell(Stage.READING, done, total))
        document = read_document(reading.entry, pages)
        tell(Stage.INDEXING, 0, 0)
        draft = self._drafted()
        before = self._files.get(reading.entry.name)
        draft.add(
            document,
            before.audience if before else None,
            lambda done, total: tell(Stage.INDEXING, done, total),
        )

    def _corrected(self, entry: FileEntry, pages: tuple[Page, ...]) -> tuple[Page, ...]:
        return corrections.apply(pages, self._store, entry.sha256)

    def _drafted(self) -> Draft:
        """The new version, begun when it is first needed."""
        if self._draft is None:
            if self._stale:
                self._files = {}
            base = None if self._stale else self._current
            self._draft = Draft(self._store, base, self._embedder, self._url)
        return self._draft

    def _finish(self, report: BuildReport) -> None:
        draft = self._drafted()
        counts = draft.index_words()
        draft.finish(
            Manifest(
                self._wanted,
                self._files,
                counts,
                self._embedder.dimension,
                self._url,
                self._failed,
            )
        )
        make_current(self._store, draft.name)
        report.version, report.chunks = draft.name, sum(counts.values())
        self._remove_old_versions()

    def _remove_old_versions(self) -> None:
        folders = sorted((self._store / "versions").glob("v*"))
        for folder in folders[:-_KEPT_VERSIONS]:
            with suppress(StoreError):  # no manifest, or a server that is away or gone
                if url := Manifest.load(folder).chroma_url:
                    VectorStore.discard(folder, folder.name, url)
            shutil.rmtree(folder, ignore_errors=True)
        used: list[Path] = []
        for folder in folders[-_KEPT_VERSIONS:]:
            with suppress(StoreError):
                used += [Path(e.path) for e in Manifest.load(folder).entries() if e.shown]
        archives.prune(self._store.resolve() / UNPACKED, used)


def read_document(entry: FileEntry, pages: tuple[Page, ...]) -> Document:
    """A file as a document, from the pages that its reader got."""
    path = Path(entry.path)
    facts = read_facts(pages, Path(entry.name))
    return Document(
        name=entry.name,
        path=path,
        audience=entry.audience,
        sha256=entry.sha256,
        pages=pages,
        title=facts.title,
        number=facts.number,
        date=facts.date,
        facts=facts,
    )


def _known(failed: dict[str, Failure]) -> dict[str, tuple[FileEntry, Reason]]:
    """What of failures makes them new; details may hold addresses and times."""
    return {name: (failure.entry, failure.reason) for name, failure in failed.items()}
