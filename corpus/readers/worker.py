"""The process in which `corpus.isolation` has files read, one after another, within limits."""

from __future__ import annotations

import os
import re
import resource
import select
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from corpus.errors import Reason, UnreadableError

if TYPE_CHECKING:
    from corpus.isolation import Limits

_LINES = 2_000  # lines sent at once, so that a large sheet is never in memory twice
_WORN = 0.5  # share of the memory beyond which a worker is replaced after its file


def main() -> None:
    """Serve the channel whose number is the first argument, until it closes."""
    channel = Connection(int(sys.argv[1]))
    limits, (terms, short) = channel.recv()
    _confine(limits)
    Thread(target=_end_with, args=(channel,), daemon=True).start()

    from corpus.vietnamese import abbreviations, lexicon

    lexicon.use(Path(terms) if terms else None)
    abbreviations.use(Path(short) if short else None)
    while True:
        try:
            task, *paths = channel.recv()
        except EOFError:
            return
        _allow_time(limits)
        channel.send(("begun",))
        _serve(channel, limits, _TASKS[task], [Path(os.fsdecode(path)) for path in paths])


def _serve(
    channel: Connection,
    limits: Limits,
    task: Callable[..., None],
    paths: list[Path],
) -> None:
    try:
        task(channel, *paths)
    except UnreadableError as error:
        broken = error.reason is Reason.TOO_LARGE and "memory" in error.detail
        channel.send(("failed", error.reason.value, error.detail[:500], broken))
    except MemoryError:
        channel.send(("failed", Reason.TOO_LARGE.value, "out of memory", True))
    else:
        channel.send(("done", _peak() > _WORN * limits.memory))


def _peak() -> int:
    """The most memory that this process has had, in bytes."""
    with suppress(OSError):
        status = Path("/proc/self/status").read_text()
        if mark := re.search(r"VmHWM:\s*(\d+) kB", status):  # not every container has it
            return int(mark[1]) * 1024
    # elsewhere; on Linux this counts what the process was copied from, before it became this one
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _read(channel: Connection, path: Path) -> None:
    from corpus import readers

    def tell(done: int, total: int) -> None:
        channel.send(("progress", done, total))

    for page in readers.read(path, tell):
        for start in range(0, len(page.lines), _LINES):
            channel.send(("lines", page.lines[start : start + _LINES]))
        channel.send(("page", replace(page, lines=())))


def _unpack(channel: Connection, path: Path, folder: Path) -> None:
    from corpus import archives

    archives.unpack(path, folder)


_TASKS: dict[str, Callable[..., None]] = {"read": _read, "unpack": _unpack}


def _confine(limits: Limits) -> None:
    """Take limits that nothing started from here can raise."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.written),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))
    os.umask(0o077)


def _allow_time(limits: Limits) -> None:
    """Processor time for the next file, counted from now; all cores may work on it."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    most = int(spent.ru_utime + spent.ru_stime + limits.total * (os.cpu_count() or 1)) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def _end_with(channel: Connection) -> None:
    """End at once, with all that was started, when the other side is gone."""
    poll = select.poll()
    poll.register(channel.fileno(), 0)  # a hang-up is reported unasked
    poll.poll()
    from corpus.isolation import started_by

    for pid in started_by(os.getpid()):
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
