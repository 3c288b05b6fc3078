"""What can go wrong with a file; the sentences for users live in `assistant.messages`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path


class Reason(StrEnum):
    """Why a file could not be read."""

    MISSING = "missing"
    EMPTY = "empty"  # no bytes, or no text in it
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"  # truncated, or not the format that its name says
    UNSUPPORTED = "unsupported"  # a format nobody reads here
    TOO_LARGE = "too_large"  # its bytes, what it unpacks to, or the memory that reading it takes
    NO_TEXT_LAYER = "no_text_layer"  # images only: needs character recognition
    NEEDS_OFFICE = "needs_office"  # an old format that LibreOffice converts, which is not there
    UNKNOWN_ENCODING = "unknown_encoding"  # text, but in an encoding that nothing tells
    TIMED_OUT = "timed_out"  # reading it took longer than a limit
    CRASHED = "crashed"  # its reader died
    NESTED = "nested"  # an archive in an archive in an archive
    FORBIDDEN = "forbidden"  # no permission
    NOT_A_FILE = "not_a_file"  # a pipe, a socket, a device
    OUTSIDE = "outside"  # a link that leads out of the indexed folder


class CorpusError(Exception):
    """Base of all errors that `corpus` raises on purpose.

    Each is made of its own arguments, so that one process can hand it to another.
    """


class UnreadableError(CorpusError):
    """One file could not be read.

    Attributes:
        path: the file.
        reason: why, for a sentence in the user's language.
        detail: what the library said, for the log.
    """

    def __init__(self, path: Path, reason: Reason, detail: str = "") -> None:
        super().__init__(path, reason, detail)
        self.path, self.reason, self.detail = path, reason, detail

    def __str__(self) -> str:
        return f"{self.path}: {self.reason.value}{': ' + self.detail if self.detail else ''}"


class StoreProblem(StrEnum):
    """Why a store cannot be used."""

    NOTHING_INDEXED = "nothing_indexed"
    LOCKED = "locked"  # another process is building it
    OTHER_RELEASE = "other_release"
    DAMAGED = "damaged"
    OTHER_MODEL = "other_model"  # its vectors are of another embedding model
    NO_EARLIER_VERSION = "no_earlier_version"
    OUT_OF_DATE = "out_of_date"  # its words were indexed by another release
    NO_SERVER = "no_server"  # the Chroma server that holds its vectors does not answer
    NO_VECTORS = "no_vectors"  # the Chroma server answers, but has not got them


class StoreError(CorpusError):
    """A store cannot be used.

    Attributes:
        store: its folder.
        problem: why, for a sentence in the user's language.
    """

    def __init__(self, store: Path, problem: StoreProblem) -> None:
        super().__init__(store, problem)
        self.store, self.problem = store, problem

    def __str__(self) -> str:
        return f"{self.store}: {self.problem.value}"


class ModelError(CorpusError):
    """An embedding model or a reranker could not be loaded.

    Attributes:
        model: its name or folder, as set.
    """

    def __init__(self, model: str, detail: str) -> None:
        super().__init__(model, detail)
        self.model, self.detail = model, detail

    def __str__(self) -> str:
        return f"{self.model}: {self.detail}"
