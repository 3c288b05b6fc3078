"""The queue: one build at a time, honest about every file, patient with a locked store."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from assistant.web.admin import jobs as queue
from assistant.web.admin.jobs import Job, Jobs, State
from assistant.web.admin.shelf import Shelf
from assistant.web.admin.texts import said_in
from corpus.errors import Reason, StoreError, StoreProblem, UnreadableError
from corpus.index import BuildReport
from corpus.model import Audience
from corpus.progress import Progress, Report, Stage

PUBLIC, STAFF = Audience.PUBLIC, Audience.STAFF
Built = tuple[list[Path], Audience, list[Path]]


class Builder:
    """A build that does as it is told, and can be held up."""

    def __init__(self) -> None:
        self.built: list[Built] = []
        self.failing: dict[str, Reason] = {}
        self.locked = 0
        self.broken = False
        self.steps: list[Progress] = []
        self.go = threading.Event()
        self.go.set()
        self.begun = threading.Event()

    def __call__(
        self, paths: Sequence[Path], audience: Audience, again: Sequence[Path], report: Report
    ) -> BuildReport:
        if self.locked:
            self.locked -= 1
            raise StoreError(Path("/store"), StoreProblem.LOCKED)
        for step in self.steps:
            report(step)
        self.begun.set()
        assert self.go.wait(20)
        if self.broken:
            raise RuntimeError("no sentence for users")
        self.built.append((list(paths), audience, list(again)))
        failed = [
            UnreadableError(path, self.failing[path.name])
            for path in paths
            if path.name in self.failing
        ]
        failed += [
            UnreadableError(path / name, reason)
            for path in paths
            for name, reason in self.failing.items()
            if path.suffix == ".zip"
        ]
        return BuildReport("v1", failed=failed)


@pytest.fixture
def builder(monkeypatch: pytest.MonkeyPatch) -> Builder:
    monkeypatch.setattr(queue, "_AGAIN", 0.01)
    return Builder()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def jobs(shelf: Shelf, builder: Builder) -> Jobs:
    return Jobs(shelf, builder)


def upload(jobs: Jobs, shelf: Shelf, name: str, audience: Audience = PUBLIC) -> Job:
    with shelf.receiving(audience, name) as out:
        out.write(b"x")
    return jobs.add(audience, name)


def states(jobs: Jobs) -> dict[str, State]:
    return {job.name: job.state for job in jobs.all()}


def until(true: Callable[[], bool]) -> None:
    for _ in range(2000):
        if true():
            return
        threading.Event().wait(0.005)
    raise AssertionError("it never came true")


def test_a_file_that_cannot_be_read_is_put_aside_and_stops_no_other(
    jobs: Jobs, shelf: Shelf, builder: Builder
) -> None:
    builder.failing = {"hong.pdf": Reason.DAMAGED}
    builder.go.clear()
    upload(jobs, shelf, "tot.pdf")
    upload(jobs, shelf, "hong.pdf")
    builder.go.set()
    jobs.wait()
    assert states(jobs) == {"tot.pdf": State.DONE, "hong.pdf": State.FAILED}
    assert [one.name for one in shelf.unread()] == ["hong.pdf"]
    assert (shelf.root(PUBLIC) / "tot.pdf").exists()
    assert not (shelf.root(PUBLIC) / "hong.pdf").exists()
    failed = next(job for job in jobs.all() if job.name == "hong.pdf")
    assert "hỏng" in said_in("vi").job(failed)


def test_what_comes_while_a_build_runs_goes_into_one_next_build(
    jobs: Jobs, shelf: Shelf, builder: Builder
) -> None:
    builder.go.clear()
    upload(jobs, shelf, "1.txt")
    assert builder.begun.wait(20)
    for name in ("2.txt", "3.txt"):
        upload(jobs, shelf, name)
    assert states(jobs)["2.txt"] is State.WAITING
    builder.go.set()
    jobs.wait()
    assert [sorted(path.name for path in paths) for paths, _, _ in builder.built] == [
        ["1.txt"],
        ["2.txt", "3.txt"],
    ]


def test_public_and_staff_files_are_built_apart(jobs: Jobs, shelf: Shelf, builder: Builder) -> None:
    builder.go.clear()
    upload(jobs, shelf, "0.txt")
    assert builder.begun.wait(20)
    upload(jobs, shelf, "a.txt", STAFF)
    upload(jobs, shelf, "b.txt")
    builder.go.set()
    jobs.wait()
    assert [(audience, [p.name for p in paths]) for paths, audience, _ in builder.built[1:]] == [
        (PUBLIC, ["b.txt"]),
        (STAFF, ["a.txt"]),
    ]


def test_progress_is_shown_page_by_page(jobs: Jobs, shelf: Shelf, builder: Builder) -> None:
    builder.steps = [Progress("a.pdf", 0, 1, Stage.READING, 3, 12)]
    builder.go.clear()
    upload(jobs, shelf, "a.pdf")
    assert builder.begun.wait(20)
    (job,) = jobs.all()
    assert said_in("vi").job(job) == "đang đọc trang 3/12"
    assert said_in("en").job(job) == "reading page 3 of 12"
    builder.go.set()
    jobs.wait()


def test_a_store_that_another_process_builds_is_waited_for(
    jobs: Jobs, shelf: Shelf, builder: Builder
) -> None:
    builder.locked = 3
    upload(jobs, shelf, "a.txt")
    jobs.wait()
    assert states(jobs) == {"a.txt": State.DONE}


def test_an_error_of_ours_puts_the_file_aside_without_telling_its_message(
    jobs: Jobs, shelf: Shelf, builder: Builder
) -> None:
    builder.broken = True
    upload(jobs, shelf, "a.txt")
    jobs.wait()
    (job,) = jobs.all()
    assert job.state is State.FAILED
    assert "no sentence" not in said_in("vi").job(job)
    assert [one.name for one in shelf.unread()] == ["a.txt"]
    builder.broken = False
    assert shelf.retry(PUBLIC, "a.txt")
    jobs.add(PUBLIC, "a.txt")
    jobs.wait()
    assert jobs.all()[-1].state is State.DONE


def test_a_waiting_job_can_be_taken_out_and_a_running_one_cannot(
    jobs: Jobs, shelf: Shelf, builder: Builder
) -> None:
    builder.go.clear()
    running = upload(jobs, shelf, "1.txt")
    assert builder.begun.wait(20)
    waiting = upload(jobs, shelf, "2.txt")
    assert jobs.cancel(waiting.id)
    assert not jobs.cancel(running.id)
    assert not jobs.cancel(99)
    assert not shelf.is_taken(PUBLIC, "2.txt")
    builder.go.set()
    jobs.wait()
    assert states(jobs) == {"1.txt": State.DONE, "2.txt": State.CANCELLED}


def test_a_file_that_is_replaced_while_it_waits_has_one_turn(
    jobs: Jobs, shelf: Shelf, builder: Builder
) -> None:
    builder.go.clear()
    upload(jobs, shelf, "1.txt")
    assert builder.begun.wait(20)
    first, second = upload(jobs, shelf, "2.txt"), upload(jobs, shelf, "2.txt")
    assert first.id == second.id
    builder.go.set()
    jobs.wait()
    assert states(jobs) == {"1.txt": State.DONE, "2.txt": State.DONE}


def test_deleting_removes_the_file_and_builds_its_folder(
    jobs: Jobs, shelf: Shelf, builder: Builder
) -> None:
    upload(jobs, shelf, "a.txt")
    jobs.wait()
    place = shelf.root(PUBLIC) / "a.txt"
    jobs.remove("a.txt", PUBLIC, place)
    jobs.wait()
    assert not place.exists()
    assert builder.built[-1] == ([shelf.root(PUBLIC)], PUBLIC, [])


def test_nothing_outside_the_shelf_is_ever_deleted(
    jobs: Jobs, tmp_path: Path, builder: Builder
) -> None:
    other = tmp_path / "documents" / "a.txt"
    other.parent.mkdir()
    other.write_text("x", encoding="utf-8")
    jobs.remove("a.txt", PUBLIC, other)
    jobs.wait()
    assert other.exists()


def test_a_document_is_read_again_though_it_did_not_change(
    jobs: Jobs, tmp_path: Path, builder: Builder
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    jobs.read("a.txt", PUBLIC, path)
    jobs.wait()
    assert builder.built == [([path], PUBLIC, [path])]
    jobs.read("b.txt", PUBLIC, tmp_path / "b.txt")
    jobs.wait()
    assert jobs.all()[-1].reason is Reason.MISSING


def test_a_file_of_an_archive_is_read_through_the_archive(
    jobs: Jobs, tmp_path: Path, builder: Builder
) -> None:
    archive, inside = tmp_path / "a.zip", tmp_path / "unpacked" / "b.txt"
    archive.write_bytes(b"x")
    jobs.read("a.zip/b.txt", PUBLIC, archive, inside)
    jobs.wait()
    assert builder.built == [([archive], PUBLIC, [inside])]


def test_an_archive_says_how_many_of_its_files_were_missed(
    jobs: Jobs, shelf: Shelf, builder: Builder
) -> None:
    builder.failing = {"hong.pdf": Reason.DAMAGED, "kin.docx": Reason.ENCRYPTED}
    upload(jobs, shelf, "nhieu.zip")
    jobs.wait()
    (job,) = jobs.all()
    assert (job.state, job.missed) == (State.DONE, 2)
    assert "2 tệp trong đó chưa đọc được" in said_in("vi").job(job)


def test_finished_jobs_are_forgotten_in_time(jobs: Jobs, tmp_path: Path, builder: Builder) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    for _ in range(40):
        jobs.read("a.txt", PUBLIC, path)
        jobs.wait()
    assert len(jobs.all()) <= 31
