"""Versions of the store: built beside the one that answers, made current at once, rolled back.

A version is a folder: `records.sqlite`, `chroma/`, `lexical/`, `manifest.json`. A one-line file
`current` names the version that answers; replacing it is the swap, so a build that is killed at any
moment leaves the old version answering. Only building takes a lock.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus import chunks as chunking
from corpus import lexical, procedures, readers
from corpus.errors import Reason, StoreError, StoreProblem, UnreadableError
from corpus.identity import identify
from corpus.manifest import FileEntry, Manifest, read_current
from corpus.model import Audience, Chunk, Document, Page
from corpus.records import Records
from corpus.vectors import VectorCache, VectorStore
from corpus.vietnamese import abbreviations, repair

if TYPE_CHECKING:
    from corpus.embedding import Embedder

Progress = Callable[[str, int, int], None]

_NOT_DOCUMENTS = frozenset({"SOURCES.md"})
_KEPT_VERSIONS = 2


@dataclass(slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        version: the version that answers now.
        failed: files that could not be read, each with its reason.
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
        "model": f"{embedder.name} {embedder.dimension} {embedder.fingerprint}",
        "readers": readers.VERSION,
        "repair": repair.version(),
        "chunks": chunking.VERSION,
        "lexical": lexical.VERSION,
        "abbreviations": abbreviations.version(),
    }


def scan(paths: Sequence[Path], audience: Audience, known: Manifest | None) -> list[FileEntry]:
    """The files under `paths`, with the names they have in the store.

    A file in a folder named `staff` is staff-only whatever `audience` says. Hidden files and
    SOURCES.md are no documents.

    Raises:
        UnreadableError: a path does not exist.
    """
    entries: dict[str, FileEntry] = {}
    for path in (path.resolve() for path in paths):
        if not path.exists():
            raise UnreadableError(path, Reason.MISSING)
        root = path if path.is_dir() else _root_of(path, known)
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            relative = file.relative_to(root)
            hidden = any(part.startswith((".", "~$")) for part in relative.parts)
            if not file.is_file() or hidden or file.name in _NOT_DOCUMENTS:
                continue
            staff = "staff" in relative.parts[:-1] or root.name == "staff"
            name = _unique(relative.as_posix(), root, entries, known)
            entries[name] = FileEntry(
                name=name,
                path=str(file),
                root=str(root),
                audience=Audience.STAFF if staff else audience,
                sha256=_hash(file),
            )
    return list(entries.values())


def build(
    paths: Sequence[Path],
    store: Path,
    *,
    audience: Audience = Audience.PUBLIC,
    embedder: Embedder,
    progress: Progress | None = None,
    chroma_url: str | None = None,
    again: Collection[Path] = (),
) -> BuildReport:
    """Bring a store up to date with files and folders.

    Unchanged files are skipped, changed ones replaced, files gone from an indexed folder removed. A
    file that cannot be read is reported and what was indexed of it before stays.

    Args:
        paths: files or folders.
        store: the store's folder; made if there is none.
        audience: who may see the documents, staff folders aside.
        embedder: embeds passages and sentences.
        progress: called with (document name, files done, files in all).
        chroma_url: a Chroma server that holds the vectors, instead of a folder.
        again: files to read again though they did not change.

    Raises:
        StoreError: another process is building this store.
        UnreadableError: a path does not exist.
    """
    store.mkdir(parents=True, exist_ok=True)
    with _lock(store):
        current = read_current(store)
        old = Manifest.load(store / "versions" / current) if current else None
        found = scan(paths, audience, old)
        wanted = versions_of(embedder)
        stale = old.differs(wanted) if old else None
        files = {} if old is None else dict(old.files)
        gone = [
            name
            for name, entry in files.items()
            if entry.root in {str(path.resolve()) for path in paths}
            and name not in {entry.name for entry in found}
        ]
        if stale:
            known = {entry.name for entry in found}
            found += [e for n, e in files.items() if n not in known and Path(e.path).is_file()]
        forced = {str(path.resolve()) for path in again}
        to_read = [
            e for e in found if stale or e.path in forced or not e.same_as(files.get(e.name))
        ]
        report = BuildReport(current or "", rebuilt_because=stale, removed=gone)
        report.unchanged = [e.name for e in found if e not in to_read]
        if not to_read and not gone and current:
            return report
        _Build(store, current if not stale else None, old, embedder, wanted, chroma_url).run(
            to_read, gone, report, progress
        )
        return report


def roll_back(store: Path) -> str:
    """Make the version before the current one answer again; its name.

    Raises:
        StoreError: there is no earlier version.
    """
    with _lock(store):
        names = sorted(path.name for path in (store / "versions").glob("v*") if path.suffix == "")
        earlier = [name for name in names if name < (read_current(store) or "")]
        if not earlier:
            raise StoreError(store, StoreProblem.NO_EARLIER_VERSION)
        _make_current(store, earlier[-1])
        return earlier[-1]


class _Build:
    """One build: a new version beside the current one, then the swap."""

    def __init__(
        self,
        store: Path,
        base: str | None,
        old: Manifest | None,
        embedder: Embedder,
        versions: dict[str, str],
        chroma_url: str | None,
    ) -> None:
        self._store, self._base, self._old = store, base, old
        self._embedder, self._versions, self._url = embedder, versions, chroma_url
        self.version = datetime.now(UTC).strftime("v%Y%m%d-%H%M%S-%f")
        self._folder = store / "versions" / f"{self.version}.part"

    def run(
        self,
        to_read: Sequence[FileEntry],
        gone: Sequence[str],
        report: BuildReport,
        progress: Progress | None,
    ) -> None:
        self._remove_leftovers()
        self._folder.mkdir(parents=True)
        records, vectors = self._start()
        cache = VectorCache(self._store / "vectors.sqlite", self._embedder)
        files = dict(self._old.files) if self._old and self._base else {}
        try:
            for name in gone:
                self._forget(name, files.pop(name), records, vectors)
            for done, entry in enumerate(to_read):
                if progress:
                    progress(entry.name, done, len(to_read))
                try:
                    document = read_document(entry, readers.read(Path(entry.path)))
                    self._index(document, files.get(entry.name), records, vectors, cache)
                except UnreadableError as error:
                    report.failed.append(error)
                    continue
                files[entry.name] = entry
                report.read.append(entry.name)
            if progress:
                progress("", len(to_read), len(to_read))
            counts = self._index_words(records)
            records.commit()
        finally:
            cache.close()
            records.close()
            vectors.close()
        manifest = Manifest(self._versions, files, counts, self._embedder.dimension, self._url)
        manifest.save(self._folder)
        final = self._folder.with_suffix("")
        self._folder.rename(final)
        _make_current(self._store, final.name)
        report.version, report.chunks = final.name, sum(counts.values())
        self._remove_old_versions()

    def _start(self) -> tuple[Records, VectorStore]:
        """Records and vectors of the new version: a copy of the base's, or empty ones."""
        path, chroma = self._folder / "records.sqlite", self._folder / "chroma"
        if not self._base:
            return Records.create(path), VectorStore.open(chroma, self.version, self._url)
        base = self._store / "versions" / self._base
        shutil.copyfile(base / "records.sqlite", path)
        return (
            Records.open(path, writable=True),
            VectorStore.fork(base / "chroma", self._base, chroma, self.version, self._url),
        )

    def _forget(self, name: str, entry: FileEntry, records: Records, vectors: VectorStore) -> None:
        ids = records.remove(name)
        vectors.remove(entry.audience, ids)

    def _index(
        self,
        document: Document,
        before: FileEntry | None,
        records: Records,
        vectors: VectorStore,
        cache: VectorCache,
    ) -> None:
        found = procedures.find(document.pages)
        pieces = chunking.cut(document, self._embedder.count_many, found)
        if not pieces:
            raise UnreadableError(document.path, Reason.EMPTY)
        texts = [passage_text(chunk) for chunk in pieces]
        split = [chunk for chunk in pieces if _is_split(chunk)]
        sentences = [chunk.read(a, b) for chunk in split for a, b in chunk.sentences]
        embedded = cache.passages(texts + sentences)
        if before:
            self._forget(document.name, before, records, vectors)
        vectors.add(
            document.audience,
            [chunk.id for chunk in pieces],
            texts,
            [document.name] * len(pieces),
            embedded[: len(texts)],
        )
        rest = iter(embedded[len(texts) :])
        of_sentences = [
            np.stack([next(rest) if _is_split(chunk) else whole for _ in chunk.sentences])
            for chunk, whole in zip(pieces, embedded, strict=False)
        ]
        records.add(document, pieces, [v.astype(np.float16) for v in of_sentences], found)

    def _index_words(self, records: Records) -> dict[str, int]:
        """Lexical indices of the new version; how many chunks each audience has."""
        counts: dict[str, int] = {}
        for audience in Audience:
            texts = [
                [*lexical.passage_terms(passage_text(chunk)), *_printed_terms(chunk, records)]
                for chunk in records.all_chunks(audience)
            ]
            index = lexical.LexicalIndex.build(texts)
            index.save(self._folder / "lexical" / audience.value)
            counts[audience.value] = len(texts)
        return counts

    def _remove_leftovers(self) -> None:
        for part in (self._store / "versions").glob("*.part"):
            shutil.rmtree(part)

    def _remove_old_versions(self) -> None:
        folders = sorted((self._store / "versions").glob("v*"))
        for folder in folders[:-_KEPT_VERSIONS]:
            if self._url:
                VectorStore.open(folder, folder.name, self._url).drop()
            shutil.rmtree(folder, ignore_errors=True)


def read_document(entry: FileEntry, pages: tuple[Page, ...]) -> Document:
    """A file as a document, from the pages that its reader got."""
    path = Path(entry.path)
    identity = identify(pages, Path(entry.name))
    return Document(
        name=entry.name,
        path=path,
        audience=entry.audience,
        sha256=entry.sha256,
        pages=pages,
        title=identity.title,
        number=identity.number,
        date=identity.date,
    )


def passage_text(chunk: Chunk) -> str:
    """What is embedded and indexed of a passage: its heading path, then its text."""
    above = [title for title in chunk.heading if title not in chunk.text]
    return ". ".join([*above, chunk.text])


def _printed_terms(chunk: Chunk, records: Records) -> list[str]:
    """Keys of what is printed where repair reads something else; a wrong guess hides nothing."""
    anew = [token for token in chunk.tokens if token.confidence < 1.0]
    if not anew:
        return []
    lines = records.lines(chunk.document, span=(anew[0].line, anew[-1].line))
    sources = {line.position: line.source for line in lines}
    printed = " ".join(sources[t.line][t.start : t.end] for t in anew if t.line in sources)
    read = set(lexical.terms(" ".join(token.text for token in anew)))
    return [term for term in lexical.terms(printed) if " " not in term and term not in read]


def _is_split(chunk: Chunk) -> bool:
    """Whether a passage's sentences have vectors of their own.

    The fields of a record are found by their names, so they share the passage's, as does a sentence
    that is the whole passage.
    """
    return chunk.procedure is None and len(chunk.sentences) > 1


@contextmanager
def _lock(store: Path) -> Iterator[None]:
    with (store / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(store, StoreProblem.LOCKED) from None
        yield


def _make_current(store: Path, version: str) -> None:
    temporary = store / "current.new"
    with temporary.open("w") as handle:
        handle.write(version + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(store / "current")


def _hash(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _root_of(path: Path, known: Manifest | None) -> Path:
    """The folder a single file's name is relative to: an indexed one that holds it, or its own."""
    roots = {Path(entry.root) for entry in known.files.values()} if known else set()
    holding = [root for root in roots if path.is_relative_to(root)]
    return max(holding, key=lambda root: len(root.parts), default=path.parent)


def _unique(name: str, root: Path, entries: dict[str, FileEntry], known: Manifest | None) -> str:
    """The name, with its folder's before it where another folder has a file of that name."""
    other = entries.get(name) or (known.files.get(name) if known else None)
    if other is None or other.root == str(root):
        return name
    return f"{root.name}/{name}"
