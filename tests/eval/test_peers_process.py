"""Peers in processes of their own: told where they crash, hang or talk nonsense."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from eval.peers import answers
from eval.peers.adapter import Passage, Reading, Spot, answer
from eval.peers.environment import last_line, pinned, python_of
from eval.peers.errors import PeerError
from eval.peers.peer import PEERS, Peer
from eval.peers.process import ask
from eval.questions import Item, item_of

# Answers with the first line of the first document that shares a word with the question.
HONEST = """
from eval.peers.adapter import Passage, Reading, run, text_lines

def make(documents, settings):
    readings = [Reading(name, text_lines(path)) for name, path in documents]
    def retrieve(question, history, depth):
        wanted = set(question.lower().split())
        found = []
        for reading in readings:
            start = 0
            for line in reading.text.split("\\n"):
                shared = len(wanted & set(line.lower().split()))
                if shared:
                    found.append(Passage(reading, start, start + len(line), float(shared)))
                start += len(line) + 1
        return sorted(found, key=lambda passage: -passage.score)[:depth]
    return retrieve

run(make)
"""


@pytest.fixture
def peer(tmp_path: Path) -> Callable[[str], Peer]:
    """Makes a peer of the text of a script; this Python runs it."""

    def make(script: str) -> Peer:
        path = tmp_path / "main.py"
        path.write_text(script, encoding="utf-8")
        return Peer("fake", "Fake", path)

    return make


@pytest.fixture
def documents(tmp_path: Path) -> dict[str, Path]:
    path = tmp_path / "phi.txt"
    path.write_text("Mở đầu.\nPhí là 200.000 đồng.\n", encoding="utf-8")
    return {"thu-muc/phi.txt": path}


ITEMS = [
    item_of({"id": "a", "question": "Phí là bao nhiêu?"}),
    item_of({"id": "a", "question": "Mở đầu.", "history": ["Trước đó?"], "type": "list"}),
]


def test_answers_come_in_the_order_of_the_questions(
    peer: Callable[[str], Peer], documents: dict[str, Path]
) -> None:
    first, second = ask(peer(HONEST), documents, ITEMS)
    assert first.said.answer == "Phí là 200.000 đồng. [1]"
    assert first.said.citations[0].document == "thu-muc/phi.txt"
    assert first.said.retrieved[0].lines == (2, 2)
    assert second.said.retrieved[0].lines == (1, 1)
    assert second.passages[0] == "Mở đầu."


def test_a_peer_is_told_how_long_an_answer_may_be_and_nothing_of_the_gold(
    peer: Callable[[str], Peer], tmp_path: Path
) -> None:
    seen = tmp_path / "seen.jsonl"
    script = f"import shutil, sys; shutil.copy(sys.argv[1], {str(seen)!r})"
    gold = item_of({"id": "a", "question": "?", "must_contain": [["58"]], "answer": "58"})
    with pytest.raises(PeerError):
        ask(replace(peer(script), settings={"size": 3}), {}, [gold, ITEMS[1]])
    head, *questions = map(json.loads, seen.read_text(encoding="utf-8").splitlines())
    assert head["settings"]["size"] == 3
    assert [question["most_words"] for question in questions] == [120, 250]
    assert "58" not in json.dumps(questions)


def test_a_peer_that_crashes_is_told_with_its_last_words(
    peer: Callable[[str], Peer], documents: dict[str, Path]
) -> None:
    with pytest.raises(PeerError, match=r"mã 1.*RuntimeError: no model"):
        ask(peer("raise RuntimeError('no model')"), documents, ITEMS)


def test_a_peer_that_hangs_is_stopped_with_all_that_it_started(
    peer: Callable[[str], Peer], documents: dict[str, Path], tmp_path: Path
) -> None:
    beat = tmp_path / "beat"
    child = f"import time\nwhile True: open({str(beat)!r}, 'a').write('.'); time.sleep(0.05)"
    script = f"import subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', {child!r}])\n"
    with pytest.raises(PeerError, match="1 giây"):
        ask(peer(script + "time.sleep(60)"), documents, ITEMS, seconds=1)
    time.sleep(0.2)
    size = beat.stat().st_size if beat.exists() else 0
    time.sleep(0.3)
    assert (beat.stat().st_size if beat.exists() else 0) == size


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("chào bạn\n", "dòng 1"),
        ("[]\n", "dòng 1"),
        ('{"id": "0"}\n', "dòng 1.*question"),
        ("\udcff".encode("utf-8", "surrogateescape").decode("latin-1"), "dòng 1"),
        ("", "0 câu trả lời cho 2"),
    ],
)
def test_a_peer_that_talks_nonsense_is_told_by_line(
    written: str, told: str, peer: Callable[[str], Peer], documents: dict[str, Path]
) -> None:
    script = f"import sys; open(sys.argv[2], 'w', encoding='utf-8').write({written!r})"
    with pytest.raises(PeerError, match=told):
        ask(peer(script), documents, ITEMS)


def rows(*ids: str) -> list[str]:
    reading = Reading("a.txt", [("một\u2028hai", Spot(line=1))])
    passage = Passage(reading, 0, 7, 0.5)
    return [
        json.dumps(answer({"id": id, "question": "?", "most_words": 9}, [passage], 1.0))
        for id in ids
    ]


def test_answers_to_other_questions_or_too_few_are_no_answers() -> None:
    assert len(answers.read(rows("0", "1"), ["0", "1"])) == 2
    with pytest.raises(PeerError, match=r"dòng 2.*id 0"):
        answers.read(rows("0", "0"), ["0", "1"])
    with pytest.raises(PeerError, match="1 câu trả lời cho 2"):
        answers.read(rows("0"), ["0", "1"])
    with pytest.raises(PeerError, match="3 câu trả lời cho 2"):
        answers.read(rows("0", "1", "2"), ["0", "1"])


def test_a_score_that_is_no_number_is_no_answer() -> None:
    [line] = rows("0")
    with pytest.raises(PeerError, match="NaN"):
        answers.read([line.replace('"score": 0.5', '"score": NaN')], ["0"])


# Stands where an environment's Python would: "installs" everything but what is called absent.
PIP = """#!/bin/sh
for last; do :; done
if grep -q absent "$last"; then echo "ERROR: No matching distribution" >&2; exit 1; fi
"""


def test_an_environment_is_made_once_and_again_when_requirements_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []

    def create(home: Path, **_: bool) -> None:
        made.append(home)
        python = home / "bin" / "python"
        python.parent.mkdir(parents=True, exist_ok=True)
        python.write_text(PIP, encoding="utf-8")
        python.chmod(0o755)

    monkeypatch.setattr("eval.peers.environment.venv.create", create)
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("some==1.0\n", encoding="utf-8")
    fake = Peer("fake", "Fake", tmp_path / "main.py", requirements)
    python = python_of(fake, tmp_path / "peers")
    assert python.is_file()
    assert python_of(fake, tmp_path / "peers") == python
    assert len(made) == 1
    requirements.write_text("absent==1.0\n", encoding="utf-8")
    for _ in range(2):  # what was not finished is tried again
        with pytest.raises(PeerError, match="No matching distribution"):
            python_of(fake, tmp_path / "peers")
    assert len(made) == 3


def test_a_peer_without_requirements_runs_with_this_python(tmp_path: Path) -> None:
    fake = Peer("fake", "Fake", tmp_path / "main.py")
    assert python_of(fake, tmp_path / "peers") == Path(sys.executable)
    assert not (tmp_path / "peers").exists()


def test_every_peer_is_pinned_to_the_last_package() -> None:
    for one in PEERS:
        assert one.script.is_file()
        assert one.requirements is not None
        lines = one.requirements.read_text(encoding="utf-8").splitlines()
        named = [line for line in lines if line.strip() and not line.startswith("#")]
        assert len(pinned(one.requirements)) == len(named)
        assert pinned(one.requirements)["torch"] == "2.13.0"


def test_what_a_program_said_last_is_told() -> None:
    assert last_line("một\n  hai \n\n") == "hai"
    assert "no message" in last_line(" \n")


def test_items_may_share_an_id(peer: Callable[[str], Peer], documents: dict[str, Path]) -> None:
    same: list[Item] = [ITEMS[0], ITEMS[0]]
    assert len(ask(peer(HONEST), documents, same)) == 2
