from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.model import Answer, Citation, Role
from assistant.pipeline import Assistant
from assistant.settings import Settings
from corpus.embedding import Embedder
from corpus.index import build
from eval import repeats
from eval.folder import PREVIOUS, BusyError, RunFolder
from eval.questions import Item, item_of
from eval.result import Result
from eval.run import run
from eval.sources import Sources, stands_in_source
from eval.thresholds import Threshold

FEES = "I. PHÍ\n1. Phí kiểm định\nPhí kiểm định là 7.000 đồng.\n2. Thời hạn\nTrong 15 ngày.\n"
ROWS: list[dict[str, Any]] = [
    {
        "id": "fee",
        "question": "Phí kiểm định là bao nhiêu?",
        "style": "plain",
        "type": "number",
        "answerable": True,
        "answer": "7.000 đồng",
        "must_contain": [["7.000 đồng"]],
        "evidence": [{"document": "phi.txt", "lines": [3, 3]}],
        "difficulty": "dễ",
        "status": "reviewed",
    },
    {"id": "gold", "question": "Giá vàng hôm nay?", "type": "unanswerable", "answerable": False},
    {"id": "time", "question": "Thời hạn giải quyết là mấy ngày?", "type": "number"},
]
ITEMS = [item_of(row) for row in ROWS]
SETTINGS = {"set": "set.jsonl", "role": "citizen"}


@pytest.fixture(scope="module")
def fees(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("fees")
    (folder / "documents").mkdir()
    (folder / "documents" / "phi.txt").write_text(FEES, encoding="utf-8")
    build([folder / "documents"], folder / "store", embedder=embedder)
    opened = Assistant(Settings(store=folder / "store"), embedder)
    yield opened
    opened.close()


def asked(
    assistant: Assistant, folder: Path, items: Sequence[Item] = ITEMS, **given: Any
) -> dict[str, Any]:
    settings = given.pop("settings", SETTINGS)
    return run(assistant, items, folder, settings, role=Role.CITIZEN, **given)


def rows_of(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


class Counting:
    """An assistant that notes what it is asked."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant, self.questions = assistant, list[str]()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._assistant, name)

    def ask(self, question: str, *args: Any, **given: Any) -> Answer:
        self.questions.append(question)
        return self._assistant.ask(question, *args, **given)


@pytest.fixture
def counting(fees: Assistant) -> Any:
    return Counting(fees)


def test_a_run_writes_settings_results_a_summary_and_a_report(
    fees: Assistant, tmp_path: Path
) -> None:
    seen: list[tuple[int, int, str]] = []
    out = tmp_path / "out"
    summary = asked(
        fees, out, progress=lambda done, total, one: seen.append((done, total, one.item.id))
    )
    assert seen == [(1, 3, "fee"), (2, 3, "gold"), (3, 3, "time")]
    assert (summary["hit_at_1"], summary["supported"]) == (1.0, 1.0)
    assert (summary["refusal_precision"], summary["refusal_recall"]) == (1.0, 1.0)
    assert (summary["valid_citations"], summary["complete"]) == (1.0, True)
    assert summary["run"] == SETTINGS
    assert json.loads((out / "summary.json").read_text(encoding="utf-8")) == summary
    assert json.loads((out / "settings.json").read_text(encoding="utf-8")) == SETTINGS
    assert "7.000 đồng" in (out / "report.html").read_text(encoding="utf-8")
    assert {path.name for path in out.iterdir()} == {
        "settings.json", "results.jsonl", "summary.json", "report.html",
    }  # fmt: skip


def test_a_result_is_the_answer_with_the_fields_of_its_question(
    fees: Assistant, tmp_path: Path
) -> None:
    asked(fees, tmp_path)
    first = rows_of(tmp_path)[0]
    assert "7.000 đồng" in first["answer"]
    assert first["gold_answer"] == "7.000 đồng"
    assert (first["status"], first["gold_status"]) == ("answered", "reviewed")
    assert (first["id"], first["difficulty"], first["style"]) == ("fee", "dễ", "plain")
    assert first["must_contain"] == [["7.000 đồng"]]
    assert first["citations"][0]["lines"][-1] == 3
    assert first["scores"]["supported"] is True
    assert {"understood_as", "retrieved", "timings_ms", "notices"} <= set(first)
    assert any("7.000 đồng" in place["text"] for place in first["retrieved"])


def test_a_run_that_was_stopped_says_so_and_is_gone_on_with(counting: Any, tmp_path: Path) -> None:
    summary = asked(counting, tmp_path, stopped=lambda: len(counting.questions) == 1)
    assert (summary["complete"], summary["questions"]) == (False, 1)
    assert "chưa xong" in (tmp_path / "report.html").read_text(encoding="utf-8")
    told: list[str] = []
    summary = asked(counting, tmp_path, progress=lambda *seen: told.append(seen[2].item.id))
    assert (summary["complete"], summary["questions"]) == (True, 3)
    assert told == ["fee", "gold", "time"]
    assert counting.questions == [item.question for item in ITEMS]
    assert asked(counting, tmp_path) == summary
    assert len(counting.questions) == 3


@pytest.mark.parametrize(
    "torn",
    [
        b'{"id": "gold", "quest',
        b'{"id": "gold"}\n',
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        b"\n",
    ],
)
def test_a_line_that_is_cut_off_or_damaged_is_asked_again(
    counting: Any, tmp_path: Path, torn: bytes
) -> None:
    asked(counting, tmp_path)
    path = tmp_path / "results.jsonl"
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([lines[2], lines[0], torn]))
    counting.questions.clear()
    assert asked(counting, tmp_path)["complete"]
    assert counting.questions == ["Giá vàng hôm nay?"]
    assert [row["id"] for row in rows_of(tmp_path)] == ["fee", "gold", "time"]


def test_other_settings_are_another_run_and_the_answers_before_are_kept_beside(
    counting: Any, tmp_path: Path
) -> None:
    asked(counting, tmp_path)
    before = (tmp_path / "results.jsonl").read_bytes()
    asked(counting, tmp_path, settings={**SETTINGS, "started": "later", "workers": 2})
    assert len(counting.questions) == 3
    asked(counting, tmp_path, settings={**SETTINGS, "role": "staff"})
    assert len(counting.questions) == 6
    assert (tmp_path / PREVIOUS).read_bytes() == before


def test_two_runs_do_not_write_into_one_folder(fees: Assistant, tmp_path: Path) -> None:
    with RunFolder.open(tmp_path, SETTINGS), pytest.raises(BusyError, match=str(tmp_path)):
        asked(fees, tmp_path)
    assert asked(fees, tmp_path)["complete"]


KILLED = """
import json, os, signal, sys
from pathlib import Path
from eval.folder import RunFolder
from eval.result import Result
row = json.loads(sys.stdin.read())
with RunFolder.open(Path(sys.argv[1]), {"set": "set.jsonl", "role": "citizen"}) as kept:
    kept.add(Result.of(row))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_answered_before_a_kill_is_not_asked_again(counting: Any, tmp_path: Path) -> None:
    asked(counting, tmp_path / "whole")
    row = json.dumps(rows_of(tmp_path / "whole")[1])
    killed = tmp_path / "killed"
    command = [sys.executable, "-c", KILLED, str(killed)]
    ended = subprocess.run(command, input=row, text=True, check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    counting.questions.clear()
    assert asked(counting, killed)["complete"]
    assert counting.questions == ["Phí kiểm định là bao nhiêu?", "Thời hạn giải quyết là mấy ngày?"]


def test_several_workers_get_the_same_answers_in_the_order_of_the_set(
    counting: Any, tmp_path: Path
) -> None:
    asked(counting, tmp_path / "one")
    asked(counting, tmp_path / "two", workers=2)
    one, two = rows_of(tmp_path / "one"), rows_of(tmp_path / "two")
    assert [row["id"] for row in two] == ["fee", "gold", "time"]
    assert [row["answer"] for row in two] == [row["answer"] for row in one]
    counting.questions.clear()
    summary = asked(
        counting, tmp_path / "stopped", workers=2, stopped=lambda: bool(counting.questions)
    )
    assert summary["questions"] == len(counting.questions)


def test_an_error_in_a_worker_is_not_lost(fees: Assistant, tmp_path: Path) -> None:
    class Broken(Counting):
        def ask(self, question: str, *args: Any, **given: Any) -> Answer:
            raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        asked(Broken(fees), tmp_path, workers=2)  # type: ignore[arg-type]


def test_a_question_that_is_repeated_is_scored_once_and_compared(
    counting: Any, tmp_path: Path
) -> None:
    summary = asked(counting, tmp_path, repeat=3)
    assert len(counting.questions) == 9
    assert summary["questions"] == 3
    assert (summary["repeats"]["questions"], summary["repeats"]["agreement"]) == (3, 1.0)
    assert summary["repeats"]["latency_ms"]["p50"] > 0
    first = rows_of(tmp_path)[0]
    assert [again["status"] for again in first["repeats"]] == ["answered", "answered"]


def test_repeats_that_differ_do_not_agree() -> None:
    said = {"status": "answered", "answer": "Một", "short_answer": None, "latency_ms": 5.0}
    row = {**said, "scores": {"latency_ms": 1.0}}
    rows = [
        {**row, "repeats": [said, said]},
        {**row, "repeats": [said, {**said, "answer": "Hai"}]},
        {**row, "repeats": [{**said, "status": "not_found"}]},
        row,
    ]
    assert repeats.summarise(rows) == {
        "questions": 3,
        "agreement": 0.3333,
        "latency_ms": {"p50": 5.0, "p95": 5.0},
    }


def test_thresholds_are_judged_where_all_was_asked(counting: Any, tmp_path: Path) -> None:
    required = [Threshold("supported", least=1.0), Threshold("errors", most=-1.0)]
    summary = asked(
        counting, tmp_path, required=required, stopped=lambda: len(counting.questions) == 2
    )
    assert "thresholds" not in summary
    summary = asked(counting, tmp_path, required=required)
    assert [one["missed"] for one in summary["thresholds"]] == [False, True]


def test_a_row_of_results_can_be_read_back(fees: Assistant, tmp_path: Path) -> None:
    asked(fees, tmp_path)
    for row in rows_of(tmp_path):
        assert json.loads(json.dumps(Result.of(row).row())) == row


def test_the_text_of_a_document_is_as_the_role_sees_it(assistant: Assistant) -> None:
    name = "staff/huong-dan-lap-bao-cao.docx"
    assert "Tài liệu nội bộ" in (Sources(assistant, Role.STAFF).text(name) or "")
    assert Sources(assistant, Role.CITIZEN).text(name) is None
    assert Sources(assistant, Role.STAFF).text("mat.txt") is None


def cited(assistant: Assistant) -> Citation:
    return assistant.ask("Phí kiểm định là bao nhiêu?").citations[0]


def test_a_citation_of_the_assistant_stands_in_its_source(fees: Assistant) -> None:
    assert stands_in_source(fees, cited(fees), Role.CITIZEN)


@pytest.mark.parametrize(
    "changed",
    [
        {"quote": "Phí kiểm định là 9.000 đồng."},
        {"source_quote": "Phí kiểm định là 9.000 đồng."},
        {"quote": ""},
        {"lines": (1, 1)},
        {"marks": (0, 0)},
        {"marks": (90, 99)},
        {"page": 1},
        {"sheet": "Phí"},
        {"row": 3},
        {"document": "khac.txt"},
    ],
)
def test_a_citation_that_is_changed_does_not(fees: Assistant, changed: dict[str, Any]) -> None:
    assert not stands_in_source(fees, replace(cited(fees), **changed), Role.CITIZEN)


def test_what_a_role_may_not_see_is_no_source_for_it(assistant: Assistant) -> None:
    question = "Kiểm tra số liệu trước khi trình báo cáo thế nào?"
    citation = assistant.ask(question, role=Role.STAFF).citations[0]
    assert stands_in_source(assistant, citation, Role.STAFF)
    assert not stands_in_source(assistant, citation, Role.CITIZEN)
