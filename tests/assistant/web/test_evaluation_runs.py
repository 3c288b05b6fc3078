"""Runs in processes of their own: one at a time, stopped and resumed, honest about how they ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from evaluating import lines, standing_in, until

from assistant.model import Role
from assistant.web.evaluation import results
from assistant.web.evaluation.bench import Bench
from assistant.web.evaluation.lock import holder
from assistant.web.evaluation.plan import Plan
from assistant.web.evaluation.queue import FullError, State
from assistant.web.evaluation.results import Results
from assistant.web.evaluation.runs import RunFolder
from assistant.web.evaluation.sets import Origin, SetFile


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    with standing_in(tmp_path / "store", monkeypatch) as made:
        yield made


def start(bench: Bench, *questions: str, name: str = "bo.jsonl") -> RunFolder:
    with bench.sets.receiving(name) as out:
        out.write(lines(*questions))
    chosen = bench.sets.find(Origin.OWN, name)
    assert chosen is not None
    return bench.start(chosen, Role.CITIZEN, None, (), ())


def state(bench: Bench, run: RunFolder) -> State:
    return bench.queue.state(run)


def done(bench: Bench, run: RunFolder) -> int:
    return bench.now(run).done


def test_a_run_leaves_its_results_and_what_was_asked_for(bench: Bench) -> None:
    run = start(bench, "một", "hai sai")
    assert state(bench, run).is_open
    bench.queue.wait()
    assert state(bench, run) is State.DONE
    progress = bench.progress(run)
    assert [one.verdict for one in progress.answers] == ["right", "wrong"]
    assert progress.stages == [("retrieved", 1)]
    assert run.set_file.read_bytes() == lines("một", "hai sai")
    assert bench.runs.find(run.name) == run
    arguments = json.loads((run.path / "summary.json").read_text("utf-8"))["run"]["arguments"]
    assert arguments[-2:] == ["--role", "citizen"]


def test_results_are_seen_as_they_come(bench: Bench) -> None:
    run = start(bench, "một", "hai", "đợi ba")
    until(lambda: done(bench, run) == 2)
    assert state(bench, run) is State.RUNNING
    assert run.summary is None
    (run.path / "go").touch()
    bench.queue.wait()
    assert done(bench, run) == 3


def test_two_starts_at_once_are_two_runs_one_after_the_other(bench: Bench) -> None:
    first, second = start(bench, "đợi một"), start(bench, "hai", name="khac.jsonl")
    until(lambda: holder(bench.queue._lock_file) == first.name)
    assert (state(bench, first), state(bench, second)) == (State.RUNNING, State.WAITING)
    (first.path / "go").touch()
    bench.queue.wait()
    assert (state(bench, first), state(bench, second)) == (State.DONE, State.DONE)
    assert first.name < second.name


def test_a_form_that_is_sent_twice_starts_one_run(bench: Bench) -> None:
    found: list[RunFolder] = []
    start(bench, "đợi đã", name="chan.jsonl")
    with bench.sets.receiving("bo.jsonl") as out:
        out.write(lines("một"))
    chosen = SetFile(Origin.OWN, bench.sets.all()[0].path)
    threads = [
        threading.Thread(
            target=lambda: found.append(bench.start(chosen, Role.CITIZEN, None, (), ()))
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({run.name for run in found}) == 1
    assert len(bench.runs.all()) == 2
    other = bench.start(chosen, Role.STAFF, None, (), ())
    assert other.name != found[0].name


def test_a_stopped_run_keeps_its_results_and_is_resumed_where_it_was(bench: Bench) -> None:
    run = start(bench, "một", "hai", "đợi ba", "bốn")
    until(lambda: done(bench, run) == 2)
    assert bench.queue.stop(run)
    bench.queue.wait()
    assert state(bench, run) is State.STOPPED
    assert run.failure is None
    assert done(bench, run) == 2
    (run.path / "go").touch()
    bench.queue.add(run)
    bench.queue.wait()
    assert state(bench, run) is State.DONE
    assert [one.id for one in bench.progress(run).answers] == ["q1", "q2", "q3", "q4"]


def test_a_waiting_run_is_taken_out_of_the_queue(bench: Bench) -> None:
    first, second = start(bench, "đợi một"), start(bench, "hai", name="khac.jsonl")
    assert bench.queue.stop(second)
    (first.path / "go").touch()
    bench.queue.wait()
    assert state(bench, second) is State.STOPPED
    assert not second.log.exists()
    assert not bench.queue.stop(second)


@pytest.mark.parametrize(
    ("question", "code", "said"),
    [
        ("sập", 2, "đĩa <b>đầy</b>"),
        ("lỗi", 1, "RuntimeError: could not go on"),
        ("chết", -signal.SIGKILL, ""),
    ],
)
def test_a_run_that_crashes_says_how_and_can_be_resumed(
    bench: Bench, question: str, code: int, said: str
) -> None:
    run = start(bench, "một", question)
    bench.queue.wait()
    assert state(bench, run) is State.FAILED
    assert run.failure is not None
    assert (run.failure.code, run.failure.said) == (code, said)
    assert done(bench, run) == 1
    run.set_file.write_bytes(lines("một", "hai"))
    bench.queue.add(run)
    bench.queue.wait()
    assert state(bench, run) is State.DONE
    assert run.failure is None


def test_a_run_ends_with_the_server_that_started_it_and_is_no_ghost_after(
    bench: Bench, tmp_path: Path
) -> None:
    """The server is killed in the middle; another finds a run that can be resumed."""
    run = start(bench, "một", "đợi hai")
    bench.queue.close()
    program = f"""
import sys, time
from pathlib import Path
from assistant.web.evaluation.bench import Bench
bench = Bench(Path({str(tmp_path / "store")!r}), "standin_eval")
run = bench.runs.find({run.name!r})
bench.queue.add(run)
print("added", flush=True)
time.sleep(60)
"""
    server = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    other = Bench(tmp_path / "store", "standin_eval")
    until(lambda: done(other, run) == 1 and state(other, run) is State.RUNNING)
    assert not other.queue.owns(run)
    assert not other.queue.stop(run)
    server.kill()
    server.communicate()
    until(lambda: state(other, run) is State.STOPPED)
    (run.path / "go").touch()
    other.queue.add(run)
    other.queue.wait()
    assert state(other, run) is State.DONE
    other.queue.close()


def test_two_servers_over_one_store_run_one_at_a_time(bench: Bench, tmp_path: Path) -> None:
    other = Bench(tmp_path / "store", "standin_eval")
    first = start(bench, "đợi một")
    until(lambda: holder(bench.queue._lock_file) == first.name)
    second = start(other, "hai", name="khac.jsonl")
    until(lambda: second.log.exists())
    assert state(other, second) is State.WAITING
    assert state(other, first) is State.RUNNING
    (first.path / "go").touch()
    bench.queue.wait()
    other.queue.wait()
    assert state(other, second) is State.DONE
    other.queue.close()


def test_only_so_many_runs_wait(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.web.evaluation.queue._MOST", 1)
    start(bench, "đợi một")
    until(lambda: not bench.queue.is_full)
    start(bench, "hai", name="hai.jsonl")
    with pytest.raises(FullError):
        start(bench, "ba", name="ba.jsonl")
    assert len(bench.runs.all()) == 2


def test_a_run_gives_way_to_everything_else(bench: Bench) -> None:
    run = start(bench, "đợi một")
    until(lambda: bench.queue._process is not None and holder(bench.queue._lock_file))
    process = bench.queue._process
    assert process is not None
    assert os.getpriority(os.PRIO_PROCESS, process.pid) == 19
    bench.queue.stop(run)
    bench.queue.wait()


@pytest.mark.parametrize(
    "name", ["", "..", "../sets", "20240101-000000-a/../..", "20240101-000000-", "/etc", "a\0b"]
)
def test_a_name_leads_out_of_the_folder_of_runs_never(bench: Bench, name: str) -> None:
    assert bench.runs.find(name) is None


def test_a_link_in_the_folder_of_runs_is_no_run(bench: Bench, tmp_path: Path) -> None:
    run = start(bench, "một")
    bench.queue.wait()
    run.path.rename(tmp_path / "ngoai")
    run.path.symlink_to(tmp_path / "ngoai")
    assert bench.runs.find(run.name) is None


def test_names_of_runs_are_plain_whatever_the_set_is_called(bench: Bench) -> None:
    names = [
        start(bench, "một", name=name).name.split("-", 2)[2]
        for name in ("Bộ câu hỏi số 1 (đã sửa).jsonl", "试.jsonl", "results.jsonl")
    ]
    bench.queue.wait()
    assert names == ["bo-cau-hoi-so-1-da-sua", "set", "results"]


def test_folders_that_are_no_runs_are_left_out(bench: Bench) -> None:
    run = start(bench, "một")
    bench.queue.wait()
    for name, text in (("20240101-000000-a", "{"), ("20240101-000000-b", "[]")):
        folder = run.path.with_name(name)
        folder.mkdir()
        (folder / "plan.json").write_text(text)
    assert [one.name for one in bench.runs.all()] == [run.name]


def test_a_plan_is_read_back_as_it_was(tmp_path: Path) -> None:
    created = datetime(2026, 1, 2).astimezone()
    plan = Plan("bộ.csv", Role.STAFF, 5, ("typo",), (), 3, True, 4, "ab", created)
    plan.write(tmp_path / "plan.json")
    assert Plan.read(tmp_path / "plan.json") == plan
    asked = plan.arguments(tmp_path / "bộ.csv", tmp_path, tmp_path)
    assert asked[-7:] == [
        *("--sample", "5", "--filter", "style=typo"),
        *("--repeat", "3", "--thresholds"),
    ]


def test_a_plan_that_tells_of_no_times_and_thresholds_asks_once(tmp_path: Path) -> None:
    created = datetime(2026, 1, 2).astimezone()
    plan = Plan("bo.csv", Role.CITIZEN, None, (), (), 1, False, 4, "ab", created)
    plan.write(tmp_path / "plan.json")
    kept = json.loads((tmp_path / "plan.json").read_text("utf-8"))
    del kept["repeat"], kept["held"]
    (tmp_path / "plan.json").write_text(json.dumps(kept), "utf-8")
    assert Plan.read(tmp_path / "plan.json") == plan
    asked = plan.arguments(tmp_path / "bo.csv", tmp_path, tmp_path)
    assert not {"--repeat", "--thresholds"} & set(asked)


# results as they come


def line(**fields: object) -> bytes:
    row = {"id": "a", "question": "?", "status": "answered", "answer": "", "scores": {}, **fields}
    return json.dumps(row).encode() + b"\n"


def test_a_line_that_is_not_whole_is_read_when_it_is(tmp_path: Path) -> None:
    file, reader = tmp_path / "results.jsonl", Results()
    assert reader.read(file).done == 0
    whole = line(id="b")
    file.write_bytes(line() + whole[:20])
    assert reader.read(file).done == 1
    file.write_bytes(line() + whole)
    assert [one.id for one in reader.read(file).answers] == ["a", "b"]


def test_a_file_that_was_replaced_is_read_anew(tmp_path: Path) -> None:
    file, reader = tmp_path / "results.jsonl", Results()
    file.write_bytes(line(id="a") + line(id="b"))
    assert reader.read(file).done == 2
    (tmp_path / "new").write_bytes(line(id="b") + line(id="a"))
    (tmp_path / "new").replace(file)
    assert [one.id for one in reader.read(file).answers] == ["b", "a"]
    file.write_bytes(line(id="c"))
    assert [one.id for one in reader.read(file).answers] == ["c"]


def test_damaged_lines_stop_nothing(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    file.write_bytes(b"\xff\n[1]\n{}\n\n" + line(scores=None) + line(id=3, answer=None) + b'{"id"')
    (found,) = Results().read(file).answers
    assert (found.id, found.answer, found.stage) == ("3", "", None)
    assert len(list(results.rows(file))) == 1


def test_the_time_that_is_left_follows_the_pace_of_late(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    file.write_bytes(line(scores={"latency_ms": 90_000}) + 50 * line(scores={"latency_ms": 500}))
    progress = Results().read(file)
    assert progress.seconds_left(151) == pytest.approx(50)
    assert progress.seconds_left(51) is None
