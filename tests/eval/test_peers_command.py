"""`python -m eval.peers` as a whole, with a peer that answers and one that crashes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.peers.__main__ import main
from eval.peers.peer import LANGCHAIN, Peer
from eval.result import Result

ECHO = """
from eval.peers.adapter import Passage, Reading, run, text_lines

def make(documents, settings):
    readings = [Reading(name, text_lines(path)) for name, path in documents]
    return lambda question, history, depth: [
        Passage(reading, 0, len(reading.text), 1.0) for reading in readings[:depth]
    ]

run(make)
"""


@pytest.fixture
def peers(tmp_path: Path) -> list[Peer]:
    made = []
    for name, script in (("crashing", "raise SystemExit(3)"), ("echo", ECHO)):
        path = tmp_path / f"{name}.py"
        path.write_text(script, encoding="utf-8")
        made.append(Peer(name, name.title(), path, lacks=LANGCHAIN.lacks))
    return made


@pytest.fixture
def asked(tmp_path: Path) -> list[str]:
    """The arguments: a set of two questions over one public and one staff document."""
    documents = tmp_path / "documents"
    (documents / "staff").mkdir(parents=True)
    text = "Sở có 58 thủ tục hành chính thuộc thẩm quyền giải quyết.\n"
    (documents / "bao-cao.txt").write_text(text, encoding="utf-8")
    (documents / "staff" / "noi-bo.txt").write_text("Lịch trực nội bộ.\n", encoding="utf-8")
    rows = [
        {
            "id": "a",
            "question": "Sở có bao nhiêu thủ tục hành chính?",
            "type": "number",
            "must_contain": [["58"]],
            "evidence": [{"document": "bao-cao.txt", "lines": [1, 1]}],
        },
        {"id": "b", "question": "Giá vé máy bay đi Paris?", "answerable": False},
    ]
    path = tmp_path / "nho.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return [str(path), "--documents", str(documents), "--out", str(tmp_path / "out")]


def test_one_command_asks_all_and_a_crash_stops_nobody(
    peers: list[Peer], asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(asked, peers) == 1
    found = json.loads((tmp_path / "out" / "peers.json").read_text(encoding="utf-8"))
    small = found["sets"]["nho"]
    assert small["ours"]["supported"] == small["ours"]["hit_at_1"] == 1.0
    assert small["echo"]["supported"] == small["echo"]["hit_at_1"] == 1.0
    assert "mã 3" in small["crashing"]["failure"]
    assert {one["peer"] for one in found["tests"]} == {"echo"}
    assert found["run"]["role"] == "staff"
    lines = (tmp_path / "out" / "nho" / "echo" / "results.jsonl").read_text(encoding="utf-8")
    results = [Result.of(json.loads(line)) for line in lines.split("\n") if line]
    assert [one.scores["rank"] for one in results] == [1, None]
    shown = capsys.readouterr()
    assert (tmp_path / "out" / "peers.md").read_text(encoding="utf-8") in shown.out
    assert "crashing, nho" in shown.err


def test_a_citizen_s_peers_are_not_given_staff_documents(
    peers: list[Peer], asked: list[str], tmp_path: Path
) -> None:
    echo = [peers[1]]
    for role, count in (("citizen", 1), ("staff", 2)):
        assert main([*asked, "--role", role], echo) == 0
        lines = (tmp_path / "out" / "nho" / "echo" / "results.jsonl").read_text(encoding="utf-8")
        assert len(json.loads(lines.split("\n")[0])["retrieved"]) == count


def test_wrong_usage_is_told_without_a_traceback(
    asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "absent.jsonl")], []) == 2
    assert main([asked[0], *asked], []) == 2
    assert "nho.jsonl: hai bộ câu hỏi cùng tên" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["--peer", "nobody"], [])
    assert ended.value.code == 2
