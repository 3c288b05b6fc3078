"""A store whose files are missing, cut short, or of another release or model: told, never answered from."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.model import Status
from assistant.pipeline import Assistant
from assistant.settings import Settings
from corpus.errors import StoreError, StoreProblem
from corpus.index import build
from corpus.manifest import read_current
from corpus.store import Store
from tests.making import Hashed

QUESTION = "Phí kiểm định taximet là bao nhiêu?"


class Other(Hashed):
    fingerprint = "1"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "phi.txt").write_text("Phí kiểm định taximet là 7.000 đồng.\n", encoding="utf-8")
    build([documents], tmp_path / "store", embedder=Hashed())
    return tmp_path / "store"


def version(store: Path) -> Path:
    return store / "versions" / str(read_current(store))


def rewrite(store: Path, name: str, value: str) -> None:
    path = version(store) / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["versions"][name] = value
    path.write_text(json.dumps(manifest), encoding="utf-8")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


BREAKS: dict[str, Callable[[Path], object]] = {
    "no lexical files": lambda folder: shutil.rmtree(folder / "lexical"),
    "no postings": lambda folder: (folder / "lexical/public/scores.npy").unlink(),
    "postings cut short": lambda folder: cut(folder / "lexical/public/rows.npy"),
    "vocabulary cut short": lambda folder: cut(folder / "lexical/public/hashes.npy"),
    "an empty file": lambda folder: (folder / "lexical/public/starts.npy").write_bytes(b""),
    "no vectors": lambda folder: shutil.rmtree(folder / "chroma"),
    "vectors cut short": lambda folder: cut(folder / "chroma/chroma.sqlite3"),
    "records cut short": lambda folder: (folder / "records.sqlite").write_bytes(
        (folder / "records.sqlite").read_bytes()[:4096] + b"\xff" * 8192
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_damage_is_told_and_nothing_is_answered(store: Path, name: str) -> None:
    BREAKS[name](version(store))
    assistant = Assistant(Settings(store=store), Hashed())
    answer = assistant.ask(QUESTION)
    with pytest.raises(StoreError) as refused:
        assistant.ready()
    assistant.close()
    assert answer.status is Status.ERROR
    assert "không tra cứu được" in answer.text
    assert refused.value.problem is StoreProblem.DAMAGED
    report = build([store.parent / "documents"], store, embedder=Hashed())
    assert report.rebuilt_because == "damaged"
    mended = Assistant(Settings(store=store), Hashed())
    assert mended.ask(QUESTION).status is not Status.ERROR
    mended.close()


def test_a_store_without_records_is_refused(store: Path) -> None:
    (version(store) / "records.sqlite").unlink()
    with pytest.raises(StoreError) as refused:
        Store.open(store)
    assert refused.value.problem is StoreProblem.DAMAGED
    build([store.parent / "documents"], store, embedder=Hashed())
    Store.open(store).close()


def test_words_of_another_number_of_passages_are_not_used(store: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "documents").mkdir(parents=True)
    for name in ("a", "b"):
        (other / "documents" / f"{name}.txt").write_text(f"Kế hoạch {name}.\n", encoding="utf-8")
    build([other / "documents"], other / "store", embedder=Hashed())
    shutil.rmtree(version(store) / "lexical")
    shutil.copytree(version(other / "store") / "lexical", version(store) / "lexical")
    assistant = Assistant(Settings(store=store), Hashed())
    assert assistant.ask(QUESTION).status is Status.ERROR
    assistant.close()


def test_words_of_another_release_are_refused_until_the_next_build(store: Path) -> None:
    rewrite(store, "lexical", "1")
    with pytest.raises(StoreError) as refused:
        Store.open(store, Hashed())
    assert refused.value.problem is StoreProblem.OUT_OF_DATE
    assert (
        build([store.parent / "documents"], store, embedder=Hashed()).rebuilt_because == "lexical"
    )
    Store.open(store, Hashed()).close()


def test_a_store_of_another_model_is_refused(store: Path) -> None:
    with pytest.raises(StoreError) as refused:
        Assistant(Settings(store=store), Other())
    assert refused.value.problem is StoreProblem.OTHER_MODEL


def test_a_new_version_of_another_model_is_not_switched_to(store: Path) -> None:
    assistant = Assistant(Settings(store=store), Hashed())
    before = assistant.version
    build([store.parent / "documents"], store, embedder=Other())
    assert assistant.ask(QUESTION).status is not Status.ERROR
    assert assistant.version == before
    assistant.close()
