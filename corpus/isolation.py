"""Files are read in a process of their own: what a file does to its reader, it does to nothing else.

One worker (`corpus.readers.worker`) reads one file after another, as its imports cost a second. Where
it crashes, hangs or takes too much memory it is killed with everything that it started, the file is
reported, and the next file gets a new one. Nothing that a worker sends is trusted: only the values of
`corpus.model` come through.
"""

from __future__ import annotations

import io
import os
import pickle
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from threading import RLock
from typing import Any, Self

import corpus
from corpus.errors import Reason, UnreadableError
from corpus.model import Line, Page
from corpus.progress import Pages
from corpus.vietnamese import abbreviations, lexicon

_MODEL = frozenset({"Page", "Line", "Token", "Box", "Note", "NoteKind", "How", "Role"})
# -P: the folder that somebody happens to stand in is no place to import from
_COMMAND = (sys.executable, "-P", "-X", "faulthandler", "-m", "corpus.readers.worker")
_LARGEST_MESSAGE = 256 * 2**20
_AFTERWARDS = 10  # times the silence of a page, for repair, which knows the whole document at once
_SECRET = re.compile(r"TOKEN|SECRET|PASSWORD|_KEY$|CREDENTIAL")
_MEMORY = ("MemoryError", "bad_alloc", "annot allocate memory", "out of memory")


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take.

    Attributes:
        page: seconds without a page done. A bad scan takes 4 s, an old machine five times that; a
            format that has no pages has this for all of it, LibreOffice 120 s of it.
        total: seconds. A scan of 500 pages takes up to 35 minutes.
        memory: bytes of address space. A workbook of 20,000 rows takes 1 GB, and recognition of
            characters reserves 1 GB that it never touches.
        written: bytes of one file that a reader writes, such as what LibreOffice converts.
    """

    page: float = 150.0
    total: float = 3600.0
    memory: int = 4 * 2**30
    written: int = 2**30

    @property
    def version(self) -> str:
        """Changes when a file that went beyond a limit deserves another try."""
        return f"{self.page:g}/{self.total:g}/{self.memory}"


@dataclass(slots=True)
class _Own:
    """The limits of this process."""

    limits: Limits = Limits()


_OWN = _Own()


def use(limits: Limits) -> None:
    """Set the limits, from now on and for the whole process."""
    _OWN.limits = limits


class Reader:
    """Reads files in a worker process; one file at a time. To be closed, or used in a `with`.

    Args:
        limits: instead of the process's own.
        scratch: a folder for what readers write on the way, removed at the end; none: the system's.
    """

    def __init__(self, limits: Limits | None = None, scratch: Path | None = None) -> None:
        self.limits = limits or _OWN.limits
        self._parent = scratch
        self._worker: _Worker | None = None
        self._closed = False
        self._answering = False
        self._lock = RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, path: Path, progress: Pages | None = None) -> tuple[Page, ...]:
        """Read one file; see `corpus.readers.read`.

        Args:
            path: the file.
            progress: called after every page, in the caller's thread.

        Raises:
            UnreadableError: besides the reasons of `corpus.readers.read`, TIMED_OUT, TOO_LARGE and
                CRASHED.
        """
        pages: list[Page] = []
        lines: list[Line] = []
        for name, *values in self._ask("read", path):
            if name == "progress":
                if progress:
                    progress(*values)
            elif name == "lines":
                lines.extend(values[0])
            elif name == "page":
                pages.append(replace(values[0], lines=tuple(lines)))
                lines.clear()
        return tuple(pages)

    def unpack(self, path: Path, folder: Path) -> None:
        """Unpack an archive into a folder; see `corpus.archives.unpack`.

        Raises:
            UnreadableError: as `corpus.archives.unpack`, and as `read`.
        """
        for _ in self._ask("unpack", path, folder):
            pass

    def start(self) -> None:
        """Start a worker now, so that it is ready when the first file comes."""
        with self._lock:
            self._ready()

    def close(self) -> None:
        """End the worker, whatever it is doing; from any thread."""
        self._closed = True
        if worker := self._worker:
            worker.kill()
        with self._lock:  # whoever was reading has noticed
            self._retire()

    def _ready(self) -> _Worker:
        if self._closed:
            raise RuntimeError("the reader is closed")
        if self._answering:  # whoever asked did not listen to the end
            self._retire()
        if self._worker is None:
            self._worker = _Worker(self.limits, self._parent)
        return self._worker

    def _retire(self) -> None:
        if self._worker:
            self._worker.kill()
            self._worker.clean()
            self._worker = None
        self._answering = False

    def _ask(self, task: str, path: Path, *others: Path) -> Iterator[tuple[Any, ...]]:
        """What a worker answers, up to its last word."""
        with self._lock:
            order = (task, *(os.fsencode(one.absolute()) for one in (path, *others)))
            for attempt in (1, 2):
                worker = self._ready()
                # a worker that died between two files says nothing against the second
                if worker.begins(order) or attempt == 2:
                    break
                self._retire()
            yield from self._answers(self._ready(), path)

    def _answers(self, worker: _Worker, path: Path) -> Iterator[tuple[Any, ...]]:
        end = time.monotonic() + self.limits.total
        silence = self.limits.page
        self._answering = True
        try:
            while True:
                wait = min(silence, end - time.monotonic())
                if not worker.says_something(max(0.0, wait)):
                    self._retire()
                    detail = f"nothing for {wait:.0f} s" if wait == silence else "too long in all"
                    raise UnreadableError(path, Reason.TIMED_OUT, detail)
                name, *values = worker.said()
                self._answering = name not in ("done", "failed")
                if name == "done":
                    if values[0]:
                        self._retire()
                    return
                if name == "failed":
                    reason, detail, retire = values
                    if retire:
                        self._retire()
                    raise UnreadableError(path, Reason(reason), detail)
                if name == "progress" and values[0] >= values[1]:
                    silence = _AFTERWARDS * self.limits.page
                yield name, *values
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            failure = worker.epitaph(path, error)
            self._retire()
            raise failure from error


class _Worker:
    """One process with its channel and its folder."""

    def __init__(self, limits: Limits, parent: Path | None) -> None:
        if parent:
            parent.mkdir(parents=True, exist_ok=True)
        self._folder = Path(tempfile.mkdtemp(prefix="assistant-read-", dir=parent)).resolve()
        self._errors = (self._folder / "errors").open("ab+")
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [*_COMMAND, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                cwd=self._folder,
                env=_environment(self._folder),
                start_new_session=True,
            )
        self._channel = Connection(ours.detach())
        own = (lexicon.in_use(), abbreviations.in_use())
        with suppress(OSError):  # a worker that died at once is found dead when it gets its order
            self._channel.send((limits, [path and str(path.resolve()) for path in own]))

    def begins(self, order: tuple[object, ...]) -> bool:
        """Hand over an order; whether the worker took it."""
        self._errors.truncate(0)
        try:
            self._channel.send(order)
            return bool(self.said()[0] == "begun")
        except (EOFError, OSError, pickle.UnpicklingError):
            return False

    def says_something(self, seconds: float) -> bool:
        return self._channel.poll(seconds)

    def said(self) -> tuple[Any, ...]:
        data = self._channel.recv_bytes(_LARGEST_MESSAGE)
        message = _Unpickler(io.BytesIO(data)).load()
        if not isinstance(message, tuple) or not message:
            raise pickle.UnpicklingError("no message")
        return message

    def epitaph(self, path: Path, error: Exception) -> UnreadableError:
        """Why a worker that fell silent for ever did so."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        code = self._process.returncode
        self._errors.seek(0)
        last = self._errors.read(4096).decode("utf-8", "replace")
        if code == -signal.SIGXCPU:
            return UnreadableError(path, Reason.TIMED_OUT, "processor time")
        if any(mark in last for mark in _MEMORY):
            return UnreadableError(path, Reason.TOO_LARGE, "out of memory")
        first = next(iter(last.strip().splitlines()), "")
        detail = f"ended with {code}: {first}" if code is not None else repr(error)
        return UnreadableError(path, Reason.CRASHED, detail)

    def kill(self) -> None:
        """End the process with all that it started; harmless when it has ended."""
        for pid in (*started_by(self._process.pid), self._process.pid):
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)

    def clean(self) -> None:
        """Release what belongs to a process that was killed."""
        self._process.wait()
        self._channel.close()
        self._errors.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def started_by(pid: int) -> list[int]:
    """The processes that one started, and those that they started; where Linux tells."""
    found: list[int] = []
    pending = [pid]
    while pending:
        for listing in Path(f"/proc/{pending.pop()}/task").glob("*/children"):
            with suppress(OSError):
                pending += (children := [int(child) for child in listing.read_text().split()])
                found += children
    return found


class _Unpickler(pickle.Unpickler):
    """Takes the values of `corpus.model`, and no other class or function."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "corpus.model" and name in _MODEL:
            return getattr(corpus.model, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def _environment(folder: Path) -> dict[str, str]:
    """What a worker inherits: no secrets, this project's code, its own folder for what it writes."""
    kept = {name: value for name, value in os.environ.items() if not _SECRET.search(name.upper())}
    return kept | {
        "PYTHONPATH": str(Path(corpus.__file__).parents[1]),
        "TMPDIR": str(folder),
        "HOME": str(folder),
        "MALLOC_ARENA_MAX": "2",  # each arena reserves 64 MB of what RLIMIT_AS counts
    }
