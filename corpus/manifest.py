"""The manifest of a version: what it was made from and with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from corpus.errors import Reason, StoreError, StoreProblem, UnreadableError
from corpus.model import Audience

_FORMAT = 1
_COSTLY = frozenset({Reason.TIMED_OUT, Reason.TOO_LARGE, Reason.CRASHED})


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One indexed file.

    Attributes:
        name: in the store; clean (`corpus.names.clean`).
        path: where it lies, as the file system calls it.
        root: the indexed folder.
        sha256: of its content; empty where it was never opened.
        corrections: version of what was corrected in it by hand (`corpus.corrections.version`).
        shown: where its user finds it, if that is not `path`: inside an archive.
    """

    name: str
    path: str
    root: str
    audience: Audience
    sha256: str
    corrections: str = ""
    shown: str = ""

    def same_as(self, other: FileEntry | None) -> bool:
        """Whether nothing about the file changed that an index depends on."""
        return (
            other is not None
            and self.sha256 == other.sha256
            and self.audience == other.audience
            and self.path == other.path
            and self.corrections == other.corrections
        )


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read.

    Attributes:
        entry: the file as it was then.
        reason: why.
        detail: what the library said, for the log.
        limits: those that held then (`corpus.isolation.Limits.version`).
    """

    entry: FileEntry
    reason: Reason
    detail: str = ""
    limits: str = ""

    def costs_again(self, entry: FileEntry, limits: str) -> bool:
        """Whether reading a file again would only take as long, and end as it ended."""
        return self.reason in _COSTLY and self.limits == limits and self.entry.same_as(entry)

    def still_tells(self, later: Failure) -> bool:
        """Whether the reason found before says more of an unchanged file than what ended it now.

        A busy machine may run into a limit before it finds again what it found before.
        """
        ended = later.reason in _COSTLY and self.reason not in _COSTLY
        return ended and self.entry.same_as(later.entry)

    @property
    def error(self) -> UnreadableError:
        """The failure as what a user is told."""
        path = Path(self.entry.shown or self.entry.path)
        return UnreadableError(path, self.reason, self.detail)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a version was made from.

    Attributes:
        versions: of the model, the readers, and all else an index depends on.
        files: by name.
        chunks: number of passages by audience.
        dimension: length of its vectors.
        chroma_url: the server that holds the vectors, None where they lie in the version's folder.
        failed: by name, what could not be read when the version was built. A file may stand in
            `files` too: then what was read of it before still answers.
    """

    versions: dict[str, str]
    files: dict[str, FileEntry]
    chunks: dict[str, int]
    dimension: int
    chroma_url: str | None = None
    failed: dict[str, Failure] = field(default_factory=dict)

    def differs(self, wanted: dict[str, str]) -> str | None:
        """What of `wanted` is not what this version was made with; None if nothing."""
        changed = [name for name, value in wanted.items() if self.versions.get(name) != value]
        return ", ".join(changed) or None

    def entries(self) -> Iterator[FileEntry]:
        """All files, those too that could not be read."""
        yield from self.files.values()
        yield from (failure.entry for failure in self.failed.values())

    def save(self, folder: Path) -> None:
        """Write `manifest.json` into a version's folder."""
        content = {"format": _FORMAT, **asdict(self)}
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
        # a path that is no UTF-8 holds lone surrogates
        data = (text + "\n").encode("utf-8", "surrogatepass")
        (folder / "manifest.json").write_bytes(data)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read a version's manifest.

        Raises:
            StoreError: there is none, or it is of another format.
        """
        try:
            data = (folder / "manifest.json").read_bytes()
            content = json.loads(data.decode("utf-8", "surrogatepass"))
        except (OSError, ValueError) as error:
            raise StoreError(folder, StoreProblem.DAMAGED) from error
        if content.pop("format", None) != _FORMAT:
            raise StoreError(folder, StoreProblem.OTHER_RELEASE)
        files = {name: _entry(entry) for name, entry in content.pop("files").items()}
        failed = {
            name: Failure(_entry(failure.pop("entry")), Reason(failure.pop("reason")), **failure)
            for name, failure in content.pop("failed", {}).items()
        }
        return cls(files=files, failed=failed, **content)


def _entry(content: dict[str, Any]) -> FileEntry:
    return FileEntry(**{**content, "audience": Audience(content["audience"])})


def read_current(store: Path) -> str | None:
    """The name of the version that answers, None where there is no store."""
    try:
        return (store / "current").read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None
