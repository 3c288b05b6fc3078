"""Zip archives of documents, unpacked within limits, every member a document of its own.

Nothing is written under a name that an archive gives: member 3 lies in `FOLDER/0003/`, under a
cleaned name. Sizes are counted as bytes come out, whatever the archive declares (Fifield, "A better
zip bomb", 2019). What was unpacked is listed in `FOLDER/listing.json`, written last.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
import struct
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from corpus import names
from corpus.errors import Reason, UnreadableError
from corpus.readers.kind import BY_SUFFIX, MAX_BYTES, size_of

SUFFIX = ".zip"
MAX_MEMBERS = 2_000
MAX_TOTAL = 500 * 2**20
"""Bytes that an archive unpacks to, archives inside it included."""

MAX_DEPTH = 2
"""Archives in each other: an archive in an archive is read, one inside that is not."""

MAX_RATIO = 200
"""Of unpacked to packed bytes, where a member is larger than `_SMALL`; office files reach 50."""

_SMALL = 10 * 2**20
_BLOCK = 2**16
_LISTING = "listing.json"
_FORMAT = 1
_UTF8_NAME = 0x800  # APPNOTE.TXT 4.4.4, bit 11
_UNICODE_PATH = 0x7075  # APPNOTE.TXT 4.6.9


@dataclass(frozen=True, slots=True)
class Member:
    """A document in an archive.

    Attributes:
        name: inside the archive, with "/"; clean and unique in it.
        file: where it lies, relative to the folder it was unpacked to; empty where it was not.
        sha256: of its bytes.
        reason: why it was not unpacked.
        detail: for the log.
    """

    name: str
    file: str = ""
    sha256: str = ""
    reason: Reason | None = None
    detail: str = ""


def load(folder: Path) -> tuple[Member, ...] | None:
    """What was unpacked to a folder; None where nothing was, or not to the end."""
    try:
        content = json.loads((folder / _LISTING).read_text(encoding="utf-8"))
        if content["format"] != _FORMAT:
            return None
        return tuple(
            Member(**{**member, "reason": Reason(member["reason"]) if member["reason"] else None})
            for member in content["members"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def unpack(path: Path, folder: Path) -> None:
    """Unpack an archive; what `load` then gives names every document in it.

    Args:
        path: the archive.
        folder: where to; replaced if it is there.

    Raises:
        UnreadableError: the archive as a whole cannot be read: MISSING, EMPTY, DAMAGED, ENCRYPTED,
            UNSUPPORTED, TOO_LARGE.
    """
    if size_of(path) == 0:
        raise UnreadableError(path, Reason.EMPTY)
    part = folder.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        unpacking = _Unpacking(path, part)
        unpacking.run()
        members = [asdict(member) for member in unpacking.members]
        content = json.dumps({"format": _FORMAT, "members": members}, ensure_ascii=False, indent=1)
        (part / _LISTING).write_text(content, encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def prune(unpacked: Path, used: Collection[Path]) -> None:
    """Remove the unpacked archives that no file in `used` lies in."""
    if unpacked.is_dir():
        needed = {path.relative_to(unpacked).parts[0] for path in used if unpacked in path.parents}
        for folder in unpacked.iterdir():
            if folder.name not in needed:
                shutil.rmtree(folder, ignore_errors=True)


@dataclass(slots=True)
class _Unpacking:
    """One archive with those inside it, which share its limits."""

    path: Path
    folder: Path
    members: list[Member] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    written: int = 0

    def run(self) -> None:
        """Unpack all that can be.

        Raises:
            UnreadableError: nothing can be.
        """
        self._unpack(self.path, "", 1)
        if not self.members:
            raise UnreadableError(self.path, Reason.EMPTY, "no documents")
        reasons = {member.reason for member in self.members}
        if reasons == {Reason.ENCRYPTED}:
            raise UnreadableError(self.path, Reason.ENCRYPTED)

    def _unpack(self, path: Path, above: str, depth: int) -> None:
        try:
            with zipfile.ZipFile(path) as archive:
                entries = archive.infolist()
                declared = sum(entry.file_size for entry in entries)
                if len(entries) > MAX_MEMBERS or declared > MAX_TOTAL:
                    detail = f"{len(entries)} entries, {declared} bytes"
                    raise UnreadableError(self.path, Reason.TOO_LARGE, detail)
                if any(entry.filename == "[Content_Types].xml" for entry in entries):
                    raise UnreadableError(self.path, Reason.UNSUPPORTED, "an Office file")
                for entry in entries:
                    if not entry.is_dir():
                        self._take(archive, entry, above, depth)
        except (UnreadableError, MemoryError):
            raise
        except Exception as error:  # whatever zipfile says of a broken archive: six kinds of error
            raise UnreadableError(self.path, Reason.DAMAGED, str(error)) from error

    def _take(
        self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, above: str, depth: int
    ) -> None:
        inner = name_of(entry)
        parts = [part for part in inner.replace("\\", "/").split("/") if part not in ("", ".")]
        if not parts or names.is_hidden([p for p in parts if p != ".."]):
            return
        if parts[-1] in names.NOT_DOCUMENTS:
            return
        name = names.apart(above + "/".join(names.clean(part) for part in parts), self.taken)
        self.taken.add(name)
        refused = _refused(entry, inner, parts)
        if refused is not None:
            self.members.append(Member(name, reason=refused))
            return
        if len(self.taken) > MAX_MEMBERS:
            raise UnreadableError(self.path, Reason.TOO_LARGE, f"{len(self.taken)} members")
        number = len(self.taken)
        file = self.folder / f"{number:04}" / names.file_name(parts[-1])
        try:
            digest = self._write(archive, entry, file)
            if file.suffix.lower() == SUFFIX:
                self._unpack_inner(file, name, depth)
            else:
                place = file.relative_to(self.folder).as_posix()
                self.members.append(Member(name, place, digest))
        except UnreadableError as error:
            shutil.rmtree(file.parent, ignore_errors=True)
            if self.written > MAX_TOTAL or len(self.taken) > MAX_MEMBERS:
                raise
            self.members.append(Member(name, reason=error.reason, detail=error.detail[:200]))

    def _unpack_inner(self, file: Path, name: str, depth: int) -> None:
        if depth >= MAX_DEPTH:
            raise UnreadableError(self.path, Reason.NESTED)
        self._unpack(file, f"{name}/", depth + 1)
        shutil.rmtree(file.parent)

    def _write(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: Path) -> str:
        """Write one member; the SHA-256 of its bytes."""
        digest = hashlib.sha256()
        file.parent.mkdir()
        try:
            with archive.open(entry) as source, file.open("wb") as target:
                for block in _blocks(source):
                    self.written += len(block)
                    size = target.tell() + len(block)
                    stuffed = size > _SMALL and size > MAX_RATIO * max(1, entry.compress_size)
                    if size > MAX_BYTES or self.written > MAX_TOTAL or stuffed:
                        raise UnreadableError(self.path, Reason.TOO_LARGE, f"{size} bytes")
                    digest.update(block)
                    target.write(block)
        except (UnreadableError, MemoryError):
            raise
        except NotImplementedError as error:  # a way of packing that zipfile does not know
            raise UnreadableError(self.path, Reason.UNSUPPORTED, str(error)) from error
        except Exception as error:
            raise UnreadableError(self.path, Reason.DAMAGED, str(error)) from error
        return digest.hexdigest()


def _blocks(source: IO[bytes]) -> Iterator[bytes]:
    while block := source.read(_BLOCK):
        yield block


def _refused(entry: zipfile.ZipInfo, inner: str, parts: list[str]) -> Reason | None:
    """Why a member is not even unpacked."""
    absolute = inner.startswith(("/", "\\")) or parts[0].endswith(":")
    if absolute or ".." in parts or stat.S_ISLNK(entry.external_attr >> 16):
        return Reason.OUTSIDE
    suffix = PurePosixPath(parts[-1]).suffix.lower()
    if suffix != SUFFIX and suffix not in BY_SUFFIX:
        return Reason.UNSUPPORTED
    return Reason.ENCRYPTED if entry.flag_bits & 1 else None


def name_of(entry: zipfile.ZipInfo) -> str:
    """A member's name as its maker meant it.

    What is not marked as UTF-8 often is all the same; else it is in the code page of the machine it
    was packed on: Windows-1258 on a Vietnamese Windows, 437 as the format has it.
    """
    printed = entry.orig_filename
    if entry.flag_bits & _UTF8_NAME or printed.isascii():
        return printed
    extra = _unicode_path(entry.extra)
    if extra:
        return extra
    raw = printed.encode("cp437")  # what zipfile decoded it with
    for encoding in ("utf-8", "cp1258"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return printed


def _unicode_path(extra: bytes) -> str | None:
    """The name in Info-ZIP's extra field, if there is one."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_PATH and length > 5:
            return extra[9 : 4 + length].decode("utf-8", "replace")
        extra = extra[4 + length :]
    return None
