"""What there is to index: the files of folders, and the members of the archives among them.

Folders are other people's: links that lead out of them, loops, pipes, devices and names that no
program expects are met here, reported, and never opened.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus import archives, corrections, names
from corpus.errors import Reason, UnreadableError
from corpus.isolation import Reader
from corpus.manifest import Failure, FileEntry, Manifest
from corpus.model import Audience
from corpus.readers.kind import BY_SUFFIX, size_of

UNPACKED = "unpacked"
"""The folder of a store that archives are unpacked to."""


@dataclass(slots=True)
class Found:
    """What a scan found.

    Attributes:
        files: to be read, each with its content's hash.
        failed: what cannot be, by name.
    """

    files: list[FileEntry] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        """Of all that was found."""
        return {entry.name for entry in self.files} | {f.entry.name for f in self.failed}

    def has(self, name: str) -> bool:
        """Whether a document was found, or may still be where nobody could look.

        What was indexed from an archive or a folder that cannot be opened now is not gone.
        """
        return name in self.names or any(
            name.startswith(f"{failure.entry.name}/") for failure in self.failed
        )


def scan(
    paths: Sequence[Path],
    audience: Audience,
    store: Path,
    known: Manifest | None = None,
    reader: Reader | None = None,
) -> Found:
    """The files under `paths`, with the names they have in the store.

    A file in a folder named `staff` is staff-only whatever `audience` says, an archive's members as
    the archive is. Hidden files and SOURCES.md are no documents. A link inside a folder is passed
    over, as what it leads to is found there; one that leads out is reported.

    Args:
        paths: files or folders.
        audience: who may see the documents, staff folders aside.
        store: the store's folder; archives are unpacked below it.
        known: what is indexed already.
        reader: unpacks archives; where there is none, they are unpacked in this process.

    Raises:
        UnreadableError: a path does not exist.
    """
    scanning = _Scan(audience, store, known, reader)
    for path in paths:
        scanning.add(path)
    return scanning.found


class _Scan:
    def __init__(
        self, audience: Audience, store: Path, known: Manifest | None, reader: Reader | None
    ) -> None:
        self.found = Found()
        self._audience, self._known, self._reader = audience, known, reader
        self._store = store.resolve()
        self._taken: dict[str, tuple[str, str]] = {}  # name → root, path

    def add(self, path: Path) -> None:
        try:
            path = path.resolve(strict=True)
        except (OSError, RuntimeError) as error:
            raise UnreadableError(path, Reason.MISSING, str(error)) from error
        root = path if path.is_dir() else _root_of(path, self._known)
        if path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            raise UnreadableError(path, Reason.FORBIDDEN)
        found = _walk(path, self._store) if path.is_dir() else [(path, None)]
        for file, reason in found:
            self._add_file(file, root, reason)

    def _add_file(self, file: Path, root: Path, reason: Reason | None) -> None:
        parts = file.relative_to(root).parts
        if names.is_hidden(parts) or file.name in names.NOT_DOCUMENTS:
            return
        staff = names.is_staff(parts) or root.name == "staff"
        name = self._name(names.clean("/".join(parts)), root, str(file))
        if name in self._taken:
            return  # given twice
        self._taken[name] = (str(root), str(file))
        entry = FileEntry(
            name=name,
            path=str(file),
            root=str(root),
            audience=Audience.STAFF if staff else self._audience,
            sha256="",
        )
        is_archive = file.suffix.lower() == archives.SUFFIX
        if reason is None and not is_archive and file.suffix.lower() not in BY_SUFFIX:
            reason = Reason.UNSUPPORTED
        if reason is not None:
            self.found.failed.append(Failure(entry, reason))
            return
        try:
            size_of(file)
            entry = replace(entry, sha256=_hash(file))
            if is_archive:
                self._add_members(entry)
            else:
                self._append(entry)
        except UnreadableError as error:
            self.found.failed.append(Failure(entry, error.reason, error.detail, self._limits))

    @property
    def _limits(self) -> str:
        return self._reader.limits.version if self._reader else ""

    def _append(self, entry: FileEntry) -> None:
        made = corrections.version(self._store, entry.sha256)
        self.found.files.append(replace(entry, corrections=made))

    def _add_members(self, archive: FileEntry) -> None:
        folder = self._store / UNPACKED / archive.sha256
        members = archives.load(folder)
        if members is None:
            before = self._known.failed.get(archive.name) if self._known else None
            if before and before.costs_again(archive, self._limits):
                raise before.error
            unpack = self._reader.unpack if self._reader else archives.unpack
            unpack(Path(archive.path), folder)
            members = archives.load(folder) or ()
        for member in members:
            staff = names.is_staff(member.name.split("/"))
            entry = replace(
                archive,
                name=f"{archive.name}/{member.name}",
                path=str(folder / member.file),
                audience=Audience.STAFF if staff else archive.audience,
                sha256=member.sha256,
                shown=f"{archive.path}/{member.name}",
            )
            if member.reason is None:
                self._append(entry)
            else:
                self.found.failed.append(Failure(entry, member.reason, member.detail))

    def _name(self, name: str, root: Path, path: str) -> str:
        """The name; with its folder's before it where another folder has a file of that name."""
        known = self._known.files.get(name) if self._known else None
        other = self._taken.get(name) or (known and (known.root, known.path))
        if other and other[0] != str(root):
            name = f"{root.name}/{name}"
        if name in self._taken and self._taken[name][1] != path:
            name = names.apart(name, self._taken)  # two names that are one when cleaned
        return name


def _walk(root: Path, store: Path) -> Iterator[tuple[Path, Reason | None]]:
    """Every file below a folder, with the reason where it is not to be opened; in order of names."""
    pending = [root]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            yield folder, Reason.FORBIDDEN
            continue
        inner = []
        for entry in entries:
            path = folder / entry.name
            if names.is_hidden([entry.name]) or path == store:
                continue
            if entry.is_symlink():
                reason = _link(path, root)
                if reason is not None:
                    yield path, reason
            elif entry.is_dir(follow_symlinks=False):
                inner.append(path)
            else:
                regular = entry.is_file(follow_symlinks=False)
                yield path, None if regular else Reason.NOT_A_FILE
        pending += reversed(inner)


def _link(path: Path, root: Path) -> Reason | None:
    """Why a link is reported; None where what it leads to is found without it."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # leads nowhere, or in circles
        return Reason.MISSING
    return None if target.is_relative_to(root) else Reason.OUTSIDE


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except PermissionError as error:
        raise UnreadableError(path, Reason.FORBIDDEN, str(error)) from error
    except OSError as error:
        raise UnreadableError(path, Reason.DAMAGED, str(error)) from error


def _root_of(path: Path, known: Manifest | None) -> Path:
    """The folder a single file's name is relative to: an indexed one that holds it, or its own."""
    roots = {Path(entry.root) for entry in known.files.values()} if known else set()
    holding = [root for root in roots if path.is_relative_to(root)]
    return max(holding, key=lambda root: len(root.parts), default=path.parent)
