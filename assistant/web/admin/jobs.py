"""What is done to documents in the background, one build at a time: read, read again, removed."""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from assistant.web.admin.shelf import Shelf
from corpus.errors import CorpusError, Reason, StoreError, StoreProblem, UnreadableError
from corpus.index import BuildReport
from corpus.model import Audience
from corpus.progress import Progress, Report, Stage

_log = logging.getLogger(__name__)
_PATIENCE = 600.0  # seconds to wait for another process that builds the store
_AGAIN = 2.0
_REMEMBERED = 30  # finished jobs that are still shown

Build = Callable[[Sequence[Path], Audience, Sequence[Path], Report], BuildReport]
"""(files and folders, who may see them, files to read again though unchanged, progress)."""


class Work(StrEnum):
    """What is done to a document."""

    ADD = "add"
    READ = "read"
    REMOVE = "remove"


class State(StrEnum):
    """How far a job has come."""

    WAITING = "waiting"
    LOCKED = "locked"  # another process is building the store
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


_OPEN = frozenset({State.WAITING, State.LOCKED, State.RUNNING})


@dataclass(frozen=True, slots=True)
class Job:
    """One document's turn.

    Attributes:
        name: of the document, or of the file that is uploaded.
        path: the file, once it has its place; or the archive that holds it.
        again: what of it is to be read though it did not change.
        missed: how many files of an archive could not be read.
        reason: why it could not be read.
        stage, part, parts: what is done to the file now; pages or passages, 0 where unknown.
        done, total: files of the same build.
    """

    id: int
    work: Work
    name: str
    audience: Audience
    path: Path | None = None
    again: Path | None = None
    missed: int = 0
    state: State = State.WAITING
    reason: Reason | None = None
    stage: Stage | None = None
    part: int = 0
    parts: int = 0
    done: int = 0
    total: int = 0

    @property
    def is_waiting(self) -> bool:
        """Whether its turn has not come."""
        return self.state is State.WAITING

    @property
    def is_open(self) -> bool:
        """Whether it is not finished yet."""
        return self.state in _OPEN


class Jobs:
    """The queue, and the thread that works it off while there is anything in it."""

    def __init__(self, shelf: Shelf, build: Build) -> None:
        self._shelf, self._build = shelf, build
        self._ids = itertools.count(1)
        self._jobs: dict[int, Job] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._finished = 0

    def add(self, audience: Audience, name: str) -> Job:
        """Index a file that has arrived on the shelf."""
        for job in self.all():
            if (job.work, job.audience, job.name) == (Work.ADD, audience, name) and job.is_waiting:
                return job  # it is the later file that is read
        return self._queue(Job(next(self._ids), Work.ADD, name, audience))

    def read(self, name: str, audience: Audience, path: Path, again: Path | None = None) -> Job:
        """Read an indexed document again, as after a correction.

        Args:
            name: of the document.
            audience: who may see it.
            path: the file, or the archive that holds it.
            again: the file itself, where it is in an archive.
        """
        waiting = self._waiting(Work.READ, name)
        job = Job(next(self._ids), Work.READ, name, audience, path, again or path)
        return waiting or self._queue(job)

    def remove(self, name: str, audience: Audience, path: Path) -> Job:
        """Delete an uploaded file, and its document from the index."""
        waiting = self._waiting(Work.REMOVE, name)
        return waiting or self._queue(Job(next(self._ids), Work.REMOVE, name, audience, path))

    def cancel(self, job_id: int) -> bool:
        """Take a job out of the queue; False where its turn has come already."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None or job.state is not State.WAITING:
                return False
            self._jobs[job_id] = replace(job, state=State.CANCELLED)
        if job.work is Work.ADD:
            self._shelf.drop_coming(job.audience, job.name)
        return True

    def all(self) -> list[Job]:
        """All jobs that are open, and the last finished ones; the newest last."""
        with self._lock:
            return list(self._jobs.values())

    @property
    def finished(self) -> int:
        """A number that grows whenever a job ends."""
        with self._lock:
            return self._finished

    def wait(self, seconds: float = 60.0) -> None:
        """Return when nothing is left to do, or after some time."""
        until = time.monotonic() + seconds
        while any(job.is_open for job in self.all()) and time.monotonic() < until:
            time.sleep(0.02)

    def _waiting(self, work: Work, name: str) -> Job | None:
        for job in self.all():
            if (job.work, job.name, job.state) == (work, name, State.WAITING):
                return job
        return None

    def _queue(self, job: Job) -> Job:
        with self._lock:
            finished = [one.id for one in self._jobs.values() if not one.is_open]
            for old in finished[: max(0, len(finished) - _REMEMBERED)]:
                del self._jobs[old]
            self._jobs[job.id] = job
            if self._thread is None:
                # a daemon: a build that is cut off leaves the version before answering
                self._thread = threading.Thread(target=self._run, daemon=True, name="jobs")
                self._thread.start()
        return job

    def _run(self) -> None:
        while True:
            with self._lock:
                batch = [job for job in self._jobs.values() if job.state is State.WAITING]
                if not batch:
                    self._thread = None
                    return
                for job in batch:
                    self._jobs[job.id] = replace(job, state=State.RUNNING, total=len(batch))
            try:
                self._work(batch)
            except Exception as error:
                _log.error("a job failed: %s", type(error).__name__)
                self._end(batch, State.FAILED)

    def _work(self, batch: Sequence[Job]) -> None:
        ready = [job for job in map(self._prepared, batch) if job is not None]
        for audience in Audience:
            group = [job for job in ready if job.audience is audience]
            if group:
                self._work_off(group, audience)

    def _prepared(self, job: Job) -> Job | None:
        """The job with its file where it belongs; None where there is nothing to be done."""
        if job.work is Work.ADD:
            try:
                path = self._shelf.settle(job.audience, job.name)
            except OSError:
                self._end([job], State.FAILED, Reason.MISSING)
                return None
            return self._set(job, path=path, again=path)
        assert job.path is not None
        if job.work is Work.REMOVE:
            if self._shelf.holds(job.path):
                job.path.unlink(missing_ok=True)
        elif not job.path.is_file():
            self._end([job], State.FAILED, Reason.MISSING)
            return None
        return job

    def _work_off(self, group: Sequence[Job], audience: Audience) -> None:
        """One build for all jobs of an audience."""
        removed = any(job.work is Work.REMOVE for job in group)
        root = self._shelf.root(audience)
        root.mkdir(parents=True, exist_ok=True)
        files = [job.path for job in group if job.path and job.work is not Work.REMOVE]
        inside = [root] if removed else []
        paths = [*inside, *(path for path in files if not (removed and path.parent == root))]
        again = [job.again for job in group if job.again and job.work is not Work.REMOVE]
        try:
            report = self._patiently(group, list(dict.fromkeys(paths)), audience, again)
        except CorpusError as error:
            _log.error("the store could not be built: %s", error)
            self._fail(group, None)
            return
        except Exception as error:
            _log.error("the store could not be built: %s", type(error).__name__)
            self._fail(group, None)
            return
        failed = {str(error.path): error for error in report.failed}
        for job in group:
            unread = next((failed[str(p)] for p in (job.path, job.again) if str(p) in failed), None)
            if unread is not None and job.work is not Work.REMOVE:
                self._fail([job], unread)
                continue
            if job.work is Work.ADD:
                self._shelf.accept(job.audience, job.name)
            missed = sum(path.startswith(f"{job.path}/") for path in failed)
            self._set(job, state=State.DONE, missed=missed)

    def _fail(self, group: Iterable[Job], error: UnreadableError | None) -> None:
        for job in group:
            if job.work is Work.ADD:
                self._shelf.reject(job.audience, job.name, error.reason if error else None)
            self._end([job], State.FAILED, error.reason if error else None)

    def _patiently(
        self, group: Sequence[Job], paths: Sequence[Path], audience: Audience, again: Sequence[Path]
    ) -> BuildReport:
        """Build; wait while another process does."""
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                return self._build(paths, audience, again, lambda step: self._step(group, step))
            except StoreError as error:
                if error.problem is not StoreProblem.LOCKED or time.monotonic() > until:
                    raise
            for job in group:
                self._set(job, state=State.LOCKED)
            time.sleep(_AGAIN)

    def _step(self, group: Sequence[Job], step: Progress) -> None:
        """One step of a build, shown with the job it belongs to."""
        for job in group:
            mine = job.path is not None and _is_called(step.name, job)
            self._set(
                job,
                state=State.RUNNING,
                done=step.done,
                total=step.total,
                stage=step.stage if mine else None,
                part=step.part if mine else 0,
                parts=step.parts if mine else 0,
            )

    def _end(self, jobs: Iterable[Job], state: State, reason: Reason | None = None) -> None:
        for job in jobs:
            self._set(job, state=state, reason=reason)

    def _set(self, job: Job, **values: object) -> Job:
        with self._lock:
            known = self._jobs.get(job.id, job)
            changed = replace(known, **values)  # type: ignore[arg-type]
            self._jobs[job.id] = changed
            self._finished += known.is_open and not changed.is_open
            return changed


def _is_called(name: str, job: Job) -> bool:
    """Whether a document's name in the store is that of a job's file."""
    names = (job.name, f"{job.audience}/{job.name}") if job.work is Work.ADD else (job.name,)
    return any(name == known or name.startswith(f"{known}/") for known in names)
