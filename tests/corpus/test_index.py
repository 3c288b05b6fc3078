from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.errors import ModelError, Reason, StoreError, StoreProblem, UnreadableError
from corpus.index import build, roll_back
from corpus.manifest import Failure, FileEntry, read_current
from corpus.model import Audience
from corpus.progress import Progress
from corpus.store import Store
from tests.making import Hashed

if TYPE_CHECKING:
    from corpus.embedding import Embedder

FEES = "I. PHÍ\n1. Phí thẩm định an toàn bức xạ\nMức thu theo quy định của Bộ Tài chính.\n"
STAFF = "I. NỘI BỘ\n1. Cách lập báo cáo nội bộ của phòng\nChỉ cán bộ được xem.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    (documents / "staff").mkdir(parents=True)
    (documents / "phi.txt").write_text(FEES, encoding="utf-8")
    (documents / "staff" / "lap-bao-cao.txt").write_text(STAFF, encoding="utf-8")
    return documents


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def names(store: Path, *audiences: Audience) -> set[str]:
    opened = Store.open(store)
    found = set(opened.documents(audiences or tuple(Audience)))
    opened.close()
    return found


def words(store: Path, audience: Audience, term: str) -> bool:
    opened = Store.open(store)
    known = opened.words(audience).idf(term) > 0
    opened.close()
    return known


def test_unchanged_files_are_skipped_changed_ones_replaced_and_gone_ones_removed(
    folder: Path, store: Path, embedder: Embedder
) -> None:
    first = build([folder], store, embedder=embedder)
    assert sorted(first.read) == ["phi.txt", "staff/lap-bao-cao.txt"]
    again = build([folder], store, embedder=embedder)
    assert again.read == []
    assert again.version == first.version

    (folder / "phi.txt").write_text(FEES.replace("bức xạ", "hạt nhân"), encoding="utf-8")
    (folder / "moi.md").write_text("# Tin mới\n\nSở có trụ sở tại Hưng Yên.\n", encoding="utf-8")
    changed = build([folder], store, embedder=embedder)
    assert sorted(changed.read) == ["moi.md", "phi.txt"]
    assert words(store, Audience.PUBLIC, "hat")
    assert not words(store, Audience.PUBLIC, "xa")

    (folder / "phi.txt").unlink()
    removed = build([folder], store, embedder=embedder)
    assert removed.removed == ["phi.txt"]
    assert names(store) == {"moi.md", "staff/lap-bao-cao.txt"}
    assert not words(store, Audience.PUBLIC, "hat")


@pytest.mark.parametrize("inner_first", [True, False])
def test_a_file_found_again_from_another_folder_is_not_kept_twice(
    folder: Path, store: Path, embedder: Embedder, inner_first: bool
) -> None:
    paths = [folder / "staff", folder] if inner_first else [folder, folder / "staff"]
    for path in paths:
        build([path], store, embedder=embedder)
    held = names(store, Audience.STAFF)
    assert "phi.txt" in names(store, Audience.PUBLIC)
    assert held == ({"staff/lap-bao-cao.txt"} if inner_first else {"lap-bao-cao.txt"})


def test_paths_that_hold_one_another_are_settled_by_the_first_build(
    folder: Path, store: Path, embedder: Embedder
) -> None:
    build([folder, folder / "staff"], store, embedder=embedder)
    again = build([folder, folder / "staff"], store, embedder=embedder)
    assert (again.read, again.removed) == ([], [])


def test_staff_and_public_passages_lie_apart(folder: Path, store: Path, embedder: Embedder) -> None:
    build([folder], store, embedder=embedder)
    assert names(store, Audience.PUBLIC) == {"phi.txt"}
    assert words(store, Audience.STAFF, "bao cao")
    assert not words(store, Audience.PUBLIC, "bao cao")
    opened = Store.open(store)
    found = opened.nearest(Audience.PUBLIC, embedder.query("báo cáo nội bộ"), 10)
    opened.close()
    assert {id_.split("#")[0] for id_, _ in found} == {"phi.txt"}


def test_a_change_of_audience_is_a_change(folder: Path, store: Path, embedder: Embedder) -> None:
    build([folder], store, embedder=embedder)
    report = build([folder], store, audience=Audience.STAFF, embedder=embedder)
    assert report.read == ["phi.txt"]
    assert names(store, Audience.PUBLIC) == set()
    assert not words(store, Audience.PUBLIC, "phi")


def test_an_unreadable_file_is_named_and_its_old_text_stays(
    folder: Path, store: Path, embedder: Embedder
) -> None:
    build([folder], store, embedder=embedder)
    (folder / "phi.txt").write_bytes(b"")
    (folder / "hong.pdf").write_bytes(b"%PDF-1.7\n" + b"\0" * 100)
    report = build([folder], store, embedder=embedder)
    assert {(error.path.name, error.reason) for error in report.failed} == {
        ("phi.txt", Reason.EMPTY),
        ("hong.pdf", Reason.DAMAGED),
    }
    assert names(store, Audience.PUBLIC) == {"phi.txt"}
    assert words(store, Audience.PUBLIC, "tham")


def test_what_a_file_failed_of_is_kept_where_a_busy_machine_only_ran_into_a_limit(
    folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "hong.pdf").write_bytes(b"%PDF-1.7")
    first = build([folder], store, embedder=Hashed())
    assert [error.reason for error in first.failed] == [Reason.DAMAGED]

    def timed_out(entry: FileEntry, *_: object) -> Failure:
        return Failure(entry, Reason.TIMED_OUT)

    monkeypatch.setattr("corpus.index.Failure", timed_out)  # files are read in another process
    again = build([folder], store, embedder=Hashed())
    assert [error.reason for error in again.failed] == [Reason.DAMAGED]
    assert again.version == first.version

    (folder / "hong.pdf").write_bytes(b"%PDF-1.7 nua")
    changed = build([folder], store, embedder=Hashed())
    assert [error.reason for error in changed.failed] == [Reason.TIMED_OUT]
    assert changed.version != first.version


def test_errors_are_handed_from_process_to_process() -> None:
    for error in (
        StoreError(Path("kho"), StoreProblem.LOCKED),
        UnreadableError(Path("a.pdf"), Reason.DAMAGED, "no xref"),
        ModelError("e5", "not a folder"),
    ):
        handed = pickle.loads(pickle.dumps(error))
        assert (str(handed), vars(handed)) == (str(error), vars(error))


def test_a_missing_path_is_an_error_and_changes_nothing(
    folder: Path, store: Path, embedder: Embedder
) -> None:
    version = build([folder], store, embedder=embedder).version
    with pytest.raises(UnreadableError) as raised:
        build([folder / "khong-co"], store, embedder=embedder)
    assert raised.value.reason is Reason.MISSING
    assert read_current(store) == version


def test_a_second_build_of_one_store_is_turned_away(
    folder: Path, store: Path, embedder: Embedder
) -> None:
    refused: list[StoreError] = []

    def build_too(step: Progress) -> None:
        if not refused:
            with pytest.raises(StoreError) as raised:
                build([folder], store, embedder=embedder)
            refused.append(raised.value)

    build([folder], store, embedder=embedder, progress=build_too)
    assert refused[0].problem is StoreProblem.LOCKED


def test_the_version_before_can_answer_again(folder: Path, store: Path, embedder: Embedder) -> None:
    first = build([folder], store, embedder=embedder).version
    with pytest.raises(StoreError):
        roll_back(store)
    (folder / "phi.txt").unlink()
    build([folder], store, embedder=embedder)
    assert roll_back(store) == first
    assert "phi.txt" in names(store)


def test_a_store_of_another_model_is_built_anew(
    folder: Path, store: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from corpus import index

    build([folder], store, embedder=embedder)
    real = index.versions_of
    monkeypatch.setattr(
        index, "versions_of", lambda embedder: {**real(embedder), "model": "another 8 abc"}
    )
    report = build([folder], store, embedder=embedder)
    assert report.rebuilt_because == "model"
    assert len(report.read) == 2
    assert names(store) == {"phi.txt", "staff/lap-bao-cao.txt"}


KILLED = """
import sys
from pathlib import Path
from corpus.index import build
from tests.making import Hashed
build([Path(sys.argv[1])], Path(sys.argv[2]), embedder=Hashed(),
      progress=lambda step: print(step.name or "-", step.done, flush=True))
"""


@pytest.mark.parametrize("files_before_the_kill", [1, 8])
def test_a_killed_build_leaves_the_old_version_answering(
    folder: Path, store: Path, files_before_the_kill: int
) -> None:
    version = build([folder], store, embedder=Hashed()).version
    for number in range(8):
        text = "\n".join(f"{n}. Nhiệm vụ {n} của kế hoạch {number}." for n in range(60))
        (folder / f"ke-hoach-{number}.txt").write_text(text, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(folder), str(store)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout
    for _ in range(files_before_the_kill):
        process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.stdout.close()
    process.wait()
    assert read_current(store) == version
    assert names(store) == {"phi.txt", "staff/lap-bao-cao.txt"}

    report = build([folder], store, embedder=Hashed())
    assert len(report.read) == 8
    assert len(names(store)) == 10
    assert not list((store / "versions").glob("*.part"))
