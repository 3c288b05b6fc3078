from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import isolation, readers
from corpus.errors import Reason, UnreadableError
from corpus.isolation import Limits, Reader
from corpus.vietnamese import lexicon

FEE = "1. Phí kiểm định\nPhí kiểm định là 7.000 đồng.\n"

# What a reader's library might do, by the file's name. Python imports this before anything else.
HARM = """
import os, pathlib, subprocess, sys, time
def read(path, progress=None):
    what = path.stem
    if what == "chết": os.abort()
    if what == "thoát": os._exit(3)
    if what == "treo": time.sleep(1000)
    if what == "con":
        child = subprocess.Popen(["sleep", "1000"], start_new_session=True)
        path.with_suffix(".pid").write_text(str(child.pid))
        time.sleep(1000)
    if what == "bận":
        while True: pass
    if what == "trang":
        for page in range(6):
            time.sleep(0.4); progress(page + 1, 1000)
        time.sleep(1000)
    if what == "phình": bytearray(64 * 2**30)
    if what == "nối-ra":
        with open(path.with_suffix(".out"), "wb") as out: out.write(bytes(64 * 2**20))
    if what == "dối":
        import pickle
        from multiprocessing.connection import Connection
        class Bad:
            def __reduce__(self): return os.system, (f"touch {path.with_suffix('.hit')}",)
        Connection(int(sys.argv[1])).send(("done", Bad()))
        time.sleep(1000)
    if what == "môi-trường":
        text = repr((sys.stdin.read(), sorted(os.environ), os.getcwd()))
        path = path.with_suffix(".txt2"); path.write_text(text)
    return real(path)
import corpus.readers.plain as plain
real, plain.read = plain.read, read
"""


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    def make(stem: str) -> Path:
        path = tmp_path / f"{stem}.txt"
        path.write_text(FEE, encoding="utf-8")
        return path

    return make


@pytest.fixture
def harmful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the text reader of every worker do what a file's name says."""
    folder = tmp_path / "harm"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(HARM, encoding="utf-8")
    real = isolation._environment

    def environment(scratch: Path) -> dict[str, str]:
        kept = real(scratch)
        return kept | {"PYTHONPATH": f"{folder}{os.pathsep}{kept['PYTHONPATH']}"}

    monkeypatch.setattr(isolation, "_environment", environment)


def test_a_file_is_read_as_in_this_process(file: Callable[[str], Path], tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with Reader(scratch=tmp_path / "scratch") as reader:
        pages = reader.read(file("phí"), lambda done, total: told.append((done, total)))
    assert pages == readers.read(file("phí"))
    assert told[-1] == (1, 1)
    assert not list((tmp_path / "scratch").iterdir())


@pytest.mark.usefixtures("harmful")
@pytest.mark.parametrize(
    ("stem", "reason", "detail"),
    [
        ("chết", Reason.CRASHED, "Fatal Python error: Aborted"),
        ("thoát", Reason.CRASHED, "ended with 3"),
        ("treo", Reason.TIMED_OUT, "nothing for"),
        ("bận", Reason.TIMED_OUT, ""),
        ("phình", Reason.TOO_LARGE, "out of memory"),
        ("nối-ra", Reason.DAMAGED, "File too large"),
        ("dối", Reason.CRASHED, ""),
    ],
)
def test_what_a_file_does_to_its_reader_is_a_reason_and_the_next_file_is_read(
    file: Callable[[str], Path], tmp_path: Path, stem: str, reason: Reason, detail: str
) -> None:
    limits = Limits(page=4, total=60, written=2**20)
    with Reader(limits, scratch=tmp_path / "scratch") as reader:
        reader.read(file("trước"))
        with pytest.raises(UnreadableError) as raised:
            reader.read(file(stem))
        assert raised.value.reason is reason
        assert detail in raised.value.detail
        assert raised.value.path == file(stem)
        assert reader.read(file("sau"))[0].text == FEE.strip()
    assert not list(tmp_path.glob("*.hit"))


@pytest.mark.usefixtures("harmful")
def test_a_page_done_gives_the_next_page_its_time_up_to_a_total(
    file: Callable[[str], Path],
) -> None:
    told: list[int] = []
    with Reader(Limits(page=20, total=60)) as reader:
        reader.read(file("trước"))  # imports take their time once
        reader.limits = Limits(page=1.5, total=60)
        with pytest.raises(UnreadableError) as raised:
            reader.read(file("trang"), lambda done, _: told.append(done))
        assert raised.value.detail == "nothing for 2 s"
    assert told == [1, 2, 3, 4, 5, 6]  # 2.4 s of pages
    with Reader(Limits(page=20, total=3)) as reader, pytest.raises(UnreadableError) as raised:
        reader.read(file("trang"))
    assert raised.value.detail == "too long in all"


@pytest.mark.usefixtures("harmful")
def test_what_a_reader_started_ends_with_it(file: Callable[[str], Path]) -> None:
    path = file("con")
    with Reader(Limits(page=5)) as reader, pytest.raises(UnreadableError):
        reader.read(path)
    child = int(path.with_suffix(".pid").read_text())
    for _ in range(100):
        state = Path(f"/proc/{child}/stat")
        if not state.exists() or state.read_text().split()[2] == "Z":
            return
        time.sleep(0.05)
    pytest.fail("the child outlived its worker")


@pytest.mark.usefixtures("harmful")
def test_a_worker_has_no_input_and_no_secrets(
    file: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ASSISTANT_ADMIN_TOKEN", "bí mật")
    monkeypatch.setenv("OPENAI_API_KEY", "bí mật")
    path = file("môi-trường")
    with Reader(scratch=tmp_path / "scratch") as reader:
        reader.read(path)
    seen = path.with_suffix(".txt2").read_text(encoding="utf-8")
    assert seen.startswith("('', ")
    assert "PATH" in seen
    assert "TOKEN" not in seen
    assert "API_KEY" not in seen
    assert str(tmp_path / "scratch") in seen


def test_a_worker_knows_the_terms_of_this_process(
    file: Callable[[str], Path], tmp_path: Path
) -> None:
    path = file("tên")
    path.write_text("bao cao cua xa Qwyzzu va Qwyzzu ve cai cach hanh chinh nam 2024\n" * 5)
    terms = tmp_path / "terms.txt"
    terms.write_text("Qwyzzu\n", encoding="utf-8")
    lexicon.use(terms)
    try:
        with Reader() as reader:
            assert reader.read(path) == readers.read(path)
    finally:
        lexicon.use(None)


def test_a_worker_that_died_between_two_files_does_not_fail_the_second(
    file: Callable[[str], Path],
) -> None:
    with Reader() as reader:
        reader.read(file("một"))
        assert reader._worker
        os.kill(reader._worker._process.pid, signal.SIGKILL)
        assert reader.read(file("hai"))


def test_a_worker_is_not_worn_by_the_memory_of_who_started_it(file: Callable[[str], Path]) -> None:
    ballast = b"x" * 2**30
    with Reader(Limits(memory=3 * 2**29)) as reader:
        reader.read(file("một"))
        assert reader._worker
    assert ballast


@pytest.mark.usefixtures("harmful")
def test_closing_ends_a_read_at_once(file: Callable[[str], Path]) -> None:
    path = file("treo")
    reader = Reader()
    reader.read(file("trước"))
    threading.Timer(0.5, reader.close).start()
    began = time.monotonic()
    with pytest.raises((UnreadableError, OSError, RuntimeError)):
        reader.read(path)
    assert time.monotonic() - began < 20


def test_who_stops_listening_gets_no_leftovers_with_the_next_file(
    file: Callable[[str], Path],
) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    long = file("dài")
    long.write_text("Phí kiểm định.\n" * 5_000, encoding="utf-8")
    with Reader() as reader:
        with pytest.raises(KeyboardInterrupt):
            reader.read(long, stop)
        assert reader.read(file("ngắn"))[0].text == FEE.strip()


ORPHAN = """
import sys, time
from pathlib import Path
from corpus.isolation import Reader
reader = Reader()
reader.read(Path(sys.argv[1]))
print(reader._worker._process.pid, flush=True)
time.sleep(1000)
"""


def test_a_worker_ends_when_its_parent_is_killed(file: Callable[[str], Path]) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", ORPHAN, str(file("phí"))],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert parent.stdout
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.stdout.close()
    parent.wait()
    for _ in range(200):
        if not Path(f"/proc/{worker}").exists():
            return
        if Path(f"/proc/{worker}/stat").read_text().split()[2] == "Z":
            return
        time.sleep(0.05)
    pytest.fail("the worker outlived its parent")
