"""Runs that wait and the one that is under way, in a process of its own.

Nothing of it is kept on the disk: a server that starts again finds runs that broke off, never one
that only seems to go on.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from enum import StrEnum
from pathlib import Path

from assistant.web.evaluation.lock import holder
from assistant.web.evaluation.plan import Plan
from assistant.web.evaluation.runs import RunFolder

_log = logging.getLogger(__name__)
_MOST = 20  # runs that may wait
_GRACE = 20.0  # seconds that a stopped run has to write down what it found
_FINE = frozenset({0, 1, 3})  # done; done but for something unread; done, a threshold missed
_ENDED = frozenset({128 + signal.SIGINT, 128 + signal.SIGTERM})  # somebody else stopped it
_THREADS = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


class State(StrEnum):
    """How far a run has come."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPING = "stopping"
    STOPPED = "stopped"
    FAILED = "failed"
    DONE = "done"

    @property
    def is_open(self) -> bool:
        """Whether it will change by itself."""
        return self in (State.WAITING, State.RUNNING, State.STOPPING)

    @property
    def can_resume(self) -> bool:
        """Whether the rest of the questions can be asked."""
        return self in (State.STOPPED, State.FAILED)


class FullError(Exception):
    """Too many runs wait."""


class Queue:
    """The runs of one server; started processes end with it.

    Args:
        store: the index that is asked.
        lock: held by the one process over a store that runs.
        module: what is run as `python -m MODULE run SET ...`.
    """

    def __init__(self, store: Path, lock: Path, module: str = "eval") -> None:
        self._store, self._lock_file, self._module = store, lock, module
        self._waiting: list[RunFolder] = []
        self._current: RunFolder | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._closed = False
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None

    def add(self, run: RunFolder) -> None:
        """Let a run wait for its turn; one that waits already, or is under way, stays as it is.

        Raises:
            FullError: too many wait.
        """
        with self._guard:
            if any(run.name == one.name for one in self._open()):
                return
            if len(self._waiting) >= _MOST or self._closed:
                raise FullError
            run.forgive()
            self._waiting.append(run)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True, name="evaluation")
                self._thread.start()

    @property
    def is_full(self) -> bool:
        """Whether no more runs may wait."""
        with self._guard:
            return len(self._waiting) >= _MOST

    def like(self, plan: Plan) -> RunFolder | None:
        """An open run of the same plan."""
        with self._guard:
            return next((run for run in self._open() if run.plan.is_like(plan)), None)

    def stop(self, run: RunFolder) -> bool:
        """Stop a run, or take it out of the queue; False where it is not open here.

        A run that is under way ends within seconds; what it found stays.
        """
        with self._guard:
            before = len(self._waiting)
            self._waiting = [one for one in self._waiting if one.name != run.name]
            if len(self._waiting) < before:
                return True
            if self._current is None or self._current.name != run.name:
                return False
            self._stopped = True
            process = self._process
        if process is not None:
            threading.Thread(target=_end, args=(process,), daemon=True).start()
        return True

    def state(self, run: RunFolder) -> State:
        """How far a run has come."""
        at_work = holder(self._lock_file)
        with self._guard:
            if any(one.name == run.name for one in self._waiting):
                return State.WAITING
            if self._current is not None and self._current.name == run.name:
                if self._stopped:
                    return State.STOPPING
                return State.RUNNING if at_work in (None, run.name) else State.WAITING
        if at_work == run.name:
            return State.RUNNING
        if run.failure is not None:
            return State.FAILED
        return State.DONE if run.is_complete else State.STOPPED

    def owns(self, run: RunFolder) -> bool:
        """Whether a run is open in this server, which can then stop it."""
        with self._guard:
            return any(one.name == run.name for one in self._open())

    def wait(self, seconds: float = 60.0) -> None:
        """Return when nothing is open any more, or after some time."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with self._guard:
                if not self._open():
                    return
            time.sleep(0.02)

    def close(self) -> None:
        """Stop what is under way and start nothing more."""
        with self._guard:
            self._closed = self._stopped = True
            self._waiting.clear()
            process, thread = self._process, self._thread
        if process is not None:
            _end(process)
        if thread is not None:
            thread.join(_GRACE)

    def _open(self) -> list[RunFolder]:
        return [*([self._current] if self._current else []), *self._waiting]

    def _run(self) -> None:
        while True:
            with self._guard:
                if not self._waiting or self._closed:
                    self._current = self._thread = None
                    return
                run = self._current = self._waiting.pop(0)
                self._stopped = False
            try:
                self._work_off(run)
            except Exception as error:
                _log.error("a run could not be started: %s", error)
                run.fail(1)
            with self._guard:
                self._current = self._process = None

    def _work_off(self, run: RunFolder) -> None:
        worker = "assistant.web.evaluation.worker"
        asked = run.plan.arguments(run.set_file, self._store, run.path)
        command = [
            *(sys.executable, "-m", worker, str(self._lock_file), run.name, self._module),
            *asked,
        ]
        with run.log.open("wb") as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,  # it ends when this process does
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl+C is for the server, which then ends it
                env={**os.environ, **_THREADS, "PYTHONUNBUFFERED": "1"},
            )
        with self._guard:
            self._process = process
            stopped = self._stopped
        if stopped:
            _end(process)
        code = process.wait()
        if process.stdin is not None:
            process.stdin.close()
        if not (self._stopped or code in _ENDED or (code in _FINE and run.is_complete)):
            run.fail(code)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process: at first it is asked."""
    process.terminate()
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
