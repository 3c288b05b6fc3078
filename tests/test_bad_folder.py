"""Over a hundred bad files in one folder: none stops a run, another file, or leaves the store."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.messages import explain
from corpus.errors import Reason
from corpus.index import BuildReport, build
from corpus.isolation import Limits
from corpus.manifest import Manifest, read_current
from corpus.model import Audience
from corpus.progress import Progress
from corpus.store import Store
from tests import bad_files
from tests.making import Hashed

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

LIMITS = Limits(page=8, total=10, memory=2 * 2**30)
GOOD = {
    "phi.txt": "Phí kiểm định là 7.000 đồng.\n",
    "phu-luc/bieu.csv": "TT,Phí\n1,7.000\n2,8.000\n",
}


@dataclass(frozen=True)
class Built:
    """The folder, what was around it before, the store and what building it said."""

    folder: Path
    store: Path
    around: list[tuple[str, int]]
    report: BuildReport
    steps: list[Progress]


def listed(parent: Path) -> list[tuple[str, int]]:
    """Every file below a folder but the store's, with its size."""
    return sorted(
        (os.path.join(root, name), os.lstat(os.path.join(root, name)).st_size)  # noqa: PTH118
        for root, folders, names in os.walk(parent)
        for name in [*names, *folders]
        if "/store" not in root and name != "store"
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    parent = tmp_path_factory.mktemp("xau")
    folder, store = parent / "tai-lieu", parent / "store"
    bad_files.lay_out(folder, parent / "ngoai")
    for name, text in GOOD.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copy(bad_files.WORD, folder / "tot.docx")
    (folder / "tot.zip").write_bytes(
        bad_files.packed(
            ("thu-muc/trong.txt", "Phí trong gói là 5.000 đồng.".encode()),
            ("staff/noi-bo.txt", "Nội bộ của gói.".encode()),
            ("hong.pdf", b"%PDF-1.7"),
        )
    )
    around, steps = listed(parent), list[Progress]()
    report = build([folder], store, embedder=Hashed(), limits=LIMITS, progress=steps.append)
    yield Built(folder, store, around, report, steps)
    shutil.rmtree(parent)


def test_there_are_as_many_bad_files_as_the_issue_asks_for() -> None:
    assert len(bad_files.FILES) >= 60


def test_every_bad_file_has_the_reason_it_should_have_or_is_read(built: Built) -> None:
    failed = {error.path.name: error.reason for error in built.report.failed}
    inside = {e.path.relative_to(built.folder).parts[0] for e in built.report.failed}
    wrong = {
        name: failed.get(name)
        for name, (_, allowed) in bad_files.FILES.items()
        if failed.get(name) not in allowed
    }
    assert wrong == {}
    told = {name.split("/")[0] for name in built.report.read} | inside
    assert set(bad_files.FILES) <= told


def test_every_reason_is_a_sentence_that_names_the_file(built: Built) -> None:
    for error in built.report.failed:
        sentence = explain(error)
        assert sentence.startswith(str(error.path))
        assert sentence.endswith((".", "TXT."))


def test_every_good_file_is_indexed_all_the_same(built: Built) -> None:
    opened = Store.open(built.store)
    public = set(opened.documents([Audience.PUBLIC]))
    staff = set(opened.documents([Audience.STAFF]))
    opened.close()
    assert {*GOOD, "tot.docx", "tot.zip/thu-muc/trong.txt"} <= public
    assert staff == {"tot.zip/staff/noi-bo.txt"}


def test_a_member_of_an_archive_fails_under_its_own_name(built: Built) -> None:
    shown = [error.path.relative_to(built.folder).as_posix() for error in built.report.failed]
    assert "tot.zip/hong.pdf" in shown


def test_nothing_is_written_outside_the_store_and_nothing_read_outside_the_folder(
    built: Built,
) -> None:
    assert listed(built.folder.parent) == built.around
    assert not list(Path("/tmp").glob("tuyet-doi.txt"))
    opened = Store.open(built.store)
    assert opened.words(Audience.PUBLIC).idf("ben ngoai") == 0
    assert not any(
        "root:" in line
        for name in opened.documents([Audience.PUBLIC])
        for line in (stored.source for stored in opened.records.lines(name))
    )
    opened.close()


def test_links_and_pipes_are_reported_and_loops_end(built: Built) -> None:
    failed = {error.path.name: error.reason for error in built.report.failed}
    assert failed[bad_files.LINK] is Reason.OUTSIDE
    assert failed["thu-muc-ngoai"] is Reason.OUTSIDE
    assert failed["thiet-bi.txt"] is Reason.OUTSIDE
    assert failed[bad_files.PIPE] is Reason.NOT_A_FILE
    assert failed["o-cam.txt"] is Reason.NOT_A_FILE
    assert failed["tu-no.txt"] is Reason.MISSING
    assert failed["khong-dau.txt"] is Reason.MISSING
    assert "vong" not in failed


def test_unusual_names_are_read_under_names_that_can_be_shown(built: Built) -> None:
    opened = Store.open(built.store)
    documents = opened.documents([Audience.PUBLIC])
    sources = [line.source for name in documents for line in opened.records.lines(name)]
    paths = [document.path for document in documents.values()]
    opened.close()
    for number in range(len(bad_files.UNUSUAL)):
        assert f"Phí số {number} là không thu." in sources
    assert "Phí của tên hỏng." in sources
    assert all(name.isprintable() for name in documents)
    assert all(path.exists() for path in paths)
    assert "dòng_mới.txt" in documents
    assert "Tờ trình tổ hợp.txt" in documents


def test_progress_names_every_file_and_ends(built: Built) -> None:
    assert {step.name for step in built.steps} >= {"phi.txt", "tot.docx", "bom-nen.docx"}
    assert built.steps[-1] == Progress("", *[built.steps[-1].total] * 2, built.steps[-1].stage)
    assert [step.done for step in built.steps] == sorted(step.done for step in built.steps)


def test_what_failed_is_in_the_manifest_with_its_reason(built: Built) -> None:
    manifest = Manifest.load(built.store / "versions" / str(read_current(built.store)))
    assert len(manifest.failed) == len(built.report.failed)
    assert manifest.failed["mat-khau.pdf"].reason is Reason.ENCRYPTED
    json.dumps([failure.entry.name for failure in manifest.failed.values()]).encode("ascii")


def test_a_second_run_reads_nothing_anew_and_says_the_same(built: Built) -> None:
    tried: list[str] = []
    report = build(
        [built.folder],
        built.store,
        embedder=Hashed(),
        limits=LIMITS,
        progress=lambda step: tried.append(step.name),
    )
    assert report.read == []
    assert report.version == built.report.version
    assert {(e.path, e.reason) for e in report.failed} == {
        (e.path, e.reason) for e in built.report.failed
    }
    slow = {e.path.name for e in built.report.failed if e.reason is Reason.TIMED_OUT}
    assert not slow & set(tried)
