"""The manifest of a version: what it was made from and with."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from corpus.errors import StoreError, StoreProblem
from corpus.model import Audience

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One indexed file: its name in the store, where it lies, and its content's hash."""

    name: str
    path: str
    root: str
    audience: Audience
    sha256: str

    def same_as(self, other: FileEntry | None) -> bool:
        """Whether nothing about the file changed that an index depends on."""
        return (
            other is not None
            and self.sha256 == other.sha256
            and self.audience == other.audience
            and self.path == other.path
        )


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a version was made from.

    Attributes:
        versions: of the model, the readers, and all else an index depends on.
        files: by name.
        chunks: number of passages by audience.
        dimension: length of its vectors.
        chroma_url: the server that holds the vectors, None where they lie in the version's folder.
    """

    versions: dict[str, str]
    files: dict[str, FileEntry]
    chunks: dict[str, int]
    dimension: int
    chroma_url: str | None = None

    def differs(self, wanted: dict[str, str]) -> str | None:
        """What of `wanted` is not what this version was made with; None if nothing."""
        changed = [name for name, value in wanted.items() if self.versions.get(name) != value]
        return ", ".join(changed) or None

    def save(self, folder: Path) -> None:
        """Write `manifest.json` into a version's folder."""
        content = {"format": _FORMAT, **asdict(self)}
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read a version's manifest.

        Raises:
            StoreError: there is none, or it is of another format.
        """
        try:
            content = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StoreError(folder, StoreProblem.DAMAGED) from error
        if content.pop("format", None) != _FORMAT:
            raise StoreError(folder, StoreProblem.OTHER_RELEASE)
        files = {
            name: FileEntry(**{**entry, "audience": Audience(entry["audience"])})
            for name, entry in content.pop("files").items()
        }
        return cls(files=files, **content)


def read_current(store: Path) -> str | None:
    """The name of the version that answers, None where there is no store."""
    try:
        return (store / "current").read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None
