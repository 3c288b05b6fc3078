"""The store of feedback: what is written, what is not, and who may write at once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.feedback import (
    FILE,
    MAX_COMMENT,
    Entry,
    Feedback,
    FeedbackError,
    Place,
    State,
    Thumb,
)
from assistant.model import Role, Status

PLACE = Place("bao-cao.ocr.txt", lines=(112, 113), shown=(112, 113))
ENTRY = Entry(
    key="0123456789abcdef",
    thumb=Thumb.DOWN,
    comment="Số này của năm 2023",
    question="Sở có bao nhiêu thủ tục?",
    history=("Sở là gì?",),
    status=Status.ANSWERED,
    answer="58 thủ tục [1]",
    short="58 thủ tục",
    places=(PLACE, Place("danh-muc.xlsx", sheet="TTHC", row=7, procedure="2.001770")),
    version="v1",
    role=Role.CITIZEN,
    day=date(2026, 11, 28),
)


@pytest.fixture
def feedback(tmp_path: Path) -> Feedback:
    return Feedback(tmp_path / "store" / FILE, most=5)


def named(key: str, thumb: Thumb = Thumb.DOWN) -> Entry:
    return replace(ENTRY, key=key, thumb=thumb)


def test_nothing_is_there_before_anybody_said_anything(feedback: Feedback, tmp_path: Path) -> None:
    assert feedback.entries(State.NEW) == []
    assert feedback.find(ENTRY.key) is None
    assert feedback.counts() == dict.fromkeys(State, 0)
    assert not list(tmp_path.iterdir())


def test_what_was_said_comes_back_as_it_was(feedback: Feedback) -> None:
    assert feedback.put(ENTRY)
    assert feedback.find(ENTRY.key) == ENTRY
    assert feedback.entries(State.NEW) == [ENTRY]


def test_the_file_is_for_its_owner_alone_and_building_an_index_leaves_it(
    feedback: Feedback, tmp_path: Path
) -> None:
    feedback.put(ENTRY)
    assert (tmp_path / "store" / FILE).stat().st_mode & 0o077 == 0
    assert Feedback.of(tmp_path / "store").find(ENTRY.key) == ENTRY


def test_personal_data_never_reaches_the_file(feedback: Feedback, tmp_path: Path) -> None:
    private = replace(
        ENTRY,
        question="Tôi tên là Nguyễn Văn An, 2.001770 nộp ở đâu?",
        history=("số của tôi 0912 345 678",),
        comment="CCCD 033099001234, xin gọi lại a@b.vn",
    )
    feedback.put(private)
    found = feedback.find(ENTRY.key)
    assert found is not None
    assert found.question == "Tôi tên là [họ tên], 2.001770 nộp ở đâu?"
    assert found.history == ("số của tôi [số điện thoại]",)
    assert found.comment == "CCCD [số định danh], xin gọi lại [email]"
    written = (tmp_path / "store" / FILE).read_bytes()
    for secret in ("Nguyễn Văn An", "0912 345 678", "033099001234", "a@b.vn"):
        assert secret.encode() not in written


def test_a_second_judgement_takes_the_place_of_the_first(feedback: Feedback) -> None:
    feedback.put(ENTRY)
    assert feedback.put(replace(ENTRY, thumb=Thumb.UP, comment="Nhầm, đúng rồi"))
    (only,) = feedback.entries(State.NEW)
    assert (only.thumb, only.comment) == (Thumb.UP, "Nhầm, đúng rồi")


def test_what_is_withdrawn_is_gone_from_the_bytes_of_the_file(
    feedback: Feedback, tmp_path: Path
) -> None:
    feedback.put(ENTRY)
    feedback.withdraw(ENTRY.key)
    feedback.withdraw("never")
    assert feedback.find(ENTRY.key) is None
    assert "Số này của năm 2023".encode() not in (tmp_path / "store" / FILE).read_bytes()


def test_what_was_reviewed_stays_whatever_its_author_does_later(feedback: Feedback) -> None:
    feedback.put(ENTRY)
    assert feedback.settle(ENTRY.key, State.NEW, State.DONE, "bo.jsonl#use-1")
    assert not feedback.put(replace(ENTRY, thumb=Thumb.UP))
    feedback.withdraw(ENTRY.key)
    assert feedback.find(ENTRY.key) == replace(ENTRY, state=State.DONE, moved="bo.jsonl#use-1")


def test_of_two_who_settle_an_entry_one_is_told_that_it_was_too_late(feedback: Feedback) -> None:
    feedback.put(ENTRY)
    assert feedback.settle(ENTRY.key, State.NEW, State.DISMISSED)
    assert not feedback.settle(ENTRY.key, State.NEW, State.DONE, "x#y")
    assert feedback.settle(ENTRY.key, State.DISMISSED, State.NEW)
    assert feedback.find(ENTRY.key) == ENTRY


def test_complaints_come_first_then_the_newest(feedback: Feedback) -> None:
    for key, thumb in (("a", Thumb.UP), ("b", Thumb.DOWN), ("c", Thumb.UP), ("d", Thumb.DOWN)):
        feedback.put(named(key, thumb))
    assert [entry.key for entry in feedback.entries(State.NEW)] == ["d", "b", "c", "a"]
    assert [entry.key for entry in feedback.entries(State.NEW, first=1, count=2)] == ["b", "c"]
    assert feedback.counts()[State.NEW] == 4


def test_what_was_reviewed_falls_out_first_then_praise_then_the_oldest(feedback: Feedback) -> None:
    for key, thumb in (("a", Thumb.DOWN), ("b", Thumb.UP), ("c", Thumb.DOWN), ("d", Thumb.DOWN)):
        feedback.put(named(key, thumb))
    feedback.settle("d", State.NEW, State.DONE)
    left = []
    for key in "efgh":
        feedback.put(named(key))
        entries = feedback.entries(State.NEW) + feedback.entries(State.DONE)
        left.append("".join(sorted(entry.key for entry in entries)))
    assert left == ["abcde", "abcef", "acefg", "cefgh"]


@pytest.mark.parametrize("text", ["\ud800 hỏng", "a\x00b\x1b[31m", "\u202e", "'); DROP TABLE--"])
def test_odd_characters_are_kept_as_text_or_left_out(feedback: Feedback, text: str) -> None:
    feedback.put(replace(ENTRY, question=text, comment=text, answer=text, history=(text,)))
    found = feedback.find(ENTRY.key)
    assert found is not None
    for kept in (found.question, found.comment, found.answer, *found.history):
        assert not any(char in kept for char in "\x00\x1b\ud800")


def test_a_comment_is_never_longer_than_its_limit(feedback: Feedback) -> None:
    feedback.put(replace(ENTRY, comment="ờ" * 2000))
    found = feedback.find(ENTRY.key)
    assert found is not None
    assert len(found.comment) == MAX_COMMENT


def test_a_damaged_file_is_named_and_so_is_one_of_a_newer_release(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("không phải cơ sở dữ liệu " * 50)
    with pytest.raises(FeedbackError, match=FILE):
        Feedback.of(tmp_path).put(ENTRY)
    with pytest.raises(FeedbackError, match=FILE):
        Feedback.of(tmp_path).entries(State.NEW)
    (tmp_path / FILE).unlink()
    newer = sqlite3.connect(tmp_path / FILE)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(FeedbackError, match="newer release"):
        Feedback.of(tmp_path).counts()
    with pytest.raises(FeedbackError, match="newer release"):
        Feedback.of(tmp_path).put(ENTRY)


def test_a_place_that_cannot_be_written_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file where the folder should be")
    with pytest.raises(FeedbackError):
        Feedback.of(tmp_path / "store").put(ENTRY)


def test_threads_and_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / FILE
    script = (
        "import sys; from pathlib import Path; from dataclasses import replace\n"
        "sys.path[:0] = [sys.argv[1]]; from test_feedback import ENTRY, Feedback\n"
        "f = Feedback(Path(sys.argv[2]))\n"
        "for n in range(20): f.put(replace(ENTRY, key=f'process-{n}'))\n"
    )
    command = [sys.executable, "-c", script, str(Path(__file__).parent), str(path)]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[2])
    feedback = Feedback(path)
    problems: list[Exception] = []

    def write(thread: int) -> None:
        try:
            for number in range(10):
                feedback.put(named(f"thread-{thread}-{number}"))
                feedback.entries(State.NEW)
        except FeedbackError as error:
            problems.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert process.wait(60) == 0
    assert problems == []
    assert feedback.counts()[State.NEW] == 60
