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
    TOO_LARGE = "too_large"
    NO_TEXT_LAYER = "no_text_layer"  # images only: needs character recognition


class CorpusError(Exception):
    """Base of all errors that `corpus` raises on purpose."""


class UnreadableError(CorpusError):
    """One file could not be read.

    Attributes:
        path: the file.
        reason: why, for a sentence in the user's language.
        detail: what the library said, for the log.
    """

    def __init__(self, path: Path, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{path}: {reason.value}{': ' + detail if detail else ''}")
        self.path, self.reason, self.detail = path, reason, detail


class StoreError(CorpusError):
    """The store is missing, locked by another build, or made by something else."""
