"""One Chroma server, many readers: a real server, several processes, and a server in trouble."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.model import Role, Status
from assistant.pipeline import Assistant
from assistant.question import understand
from assistant.retrieval import Retriever
from assistant.settings import Settings
from corpus.errors import StoreError, StoreProblem
from corpus.index import build
from corpus.manifest import read_current
from corpus.store import Store
from tests.chroma import Server, silent_server
from tests.making import Hashed

ROOT = Path(__file__).parents[1]
FEES = "I. PHÍ\n1. Phí kiểm định taximet\nPhí kiểm định taximet là 7.000 đồng.\n"
PLAN = "I. KẾ HOẠCH\n1. Kế hoạch kiểm tra\nKế hoạch kiểm tra taximet ban hành ngày 02/01/2025.\n"
QUESTION = "Phí kiểm định taximet là bao nhiêu?"

# What a web process does with every question, over and over: a line for each.
READER = """
import json, sys, time
from pathlib import Path
from assistant.pipeline import Assistant
from assistant.settings import Settings
from tests.making import Hashed

assistant = Assistant(Settings(store=Path(sys.argv[1]), chroma_url=sys.argv[2]), Hashed())
while True:
    answer = assistant.ask(sys.argv[3])
    found = sorted({passage.chunk.document for passage in answer.retrieved})
    print(json.dumps([answer.status, assistant.version, found]), flush=True)
    time.sleep(0.05)
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path / "server")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "phi.txt").write_text(FEES, encoding="utf-8")
    return documents


@pytest.fixture
def store(tmp_path: Path, folder: Path, server: Server) -> Path:
    build([folder], tmp_path / "store", embedder=Hashed(), chroma_url=server.url)
    return tmp_path / "store"


@pytest.fixture
def opened(store: Path, server: Server) -> Iterator[Assistant]:
    assistant = Assistant(Settings(store=store, chroma_url=server.url), Hashed())
    yield assistant
    assistant.close()


def is_away(assistant: Assistant) -> bool:
    """Whether a question is answered by saying that the documents cannot be searched."""
    answer = assistant.ask(QUESTION)
    return answer.status is Status.ERROR and "tạm thời không tra cứu được" in answer.text


def test_three_processes_follow_a_new_version_without_a_wrong_answer(
    folder: Path, store: Path, server: Server
) -> None:
    first = read_current(store)
    command = [sys.executable, "-c", READER, str(store), server.url, QUESTION]
    readers = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    try:
        for reader in readers:
            assert reader.stdout
            assert json.loads(reader.stdout.readline())[1] == first
        (folder / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
        second = build([folder], store, embedder=Hashed(), chroma_url=server.url).version
        expected = {first: ["phi.txt"], second: ["ke-hoach.txt", "phi.txt"]}
        for reader in readers:
            assert reader.stdout
            until, version = time.monotonic() + 30, first
            while version != second:
                assert time.monotonic() < until, "the new version is not picked up"
                status, version, found = json.loads(reader.stdout.readline())
                assert status != Status.ERROR
                assert found in (expected[first], expected[second])
            assert json.loads(reader.stdout.readline())[1:] == [second, expected[second]]
    finally:
        for reader in readers:
            reader.kill()
            reader.wait()
            if reader.stdout:
                reader.stdout.close()


def test_a_server_that_goes_and_comes_back(opened: Assistant, server: Server) -> None:
    assert not is_away(opened)
    server.stop()
    assert is_away(opened)
    server.start()
    assert not is_away(opened)


def test_health_tells_of_a_server_that_is_away(opened: Assistant, server: Server) -> None:
    with TestClient(create_app(opened)) as client:
        assert client.get("/healthz").status_code == 200
        server.stop()
        told = client.get("/healthz")
        assert told.status_code == 503
        assert "tạm thời không tra cứu được" in told.json()["detail"]
        assert str(opened.settings.store) not in told.text
        server.start()
        assert client.get("/healthz").status_code == 200


def test_a_server_that_does_not_answer_is_not_waited_for(
    opened: Assistant, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.vectors._PATIENCE", 0.5)
    assert not is_away(opened), "it is connected before the server falls silent"
    server.stop()
    with silent_server(server.port):
        started = time.monotonic()
        assert is_away(opened)
        assert is_away(opened)
        assert time.monotonic() - started < 5
    server.start()
    assert not is_away(opened)


def test_a_server_without_the_vectors_answers_nothing_and_the_next_build_brings_them(
    opened: Assistant, store: Path, folder: Path, server: Server, tmp_path: Path
) -> None:
    server.stop()
    server.folder = tmp_path / "another-server"
    server.start()
    assert is_away(opened)
    with pytest.raises(StoreError) as refused:
        opened.ready()
    assert refused.value.problem is StoreProblem.NO_VECTORS
    report = build([folder], store, embedder=Hashed(), chroma_url=server.url)
    assert report.rebuilt_because == "chroma"
    assert not is_away(opened)


def test_a_build_without_its_server_fails_and_leaves_the_version_that_answers(
    store: Path, folder: Path, server: Server
) -> None:
    current = read_current(store)
    (folder / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    server.stop()
    with pytest.raises(StoreError) as refused:
        build([folder], store, embedder=Hashed(), chroma_url=server.url)
    assert refused.value.problem is StoreProblem.NO_SERVER
    assert read_current(store) == current
    server.start()
    assert build([folder], store, embedder=Hashed(), chroma_url=server.url).read == ["ke-hoach.txt"]


def test_a_store_moves_from_a_folder_to_a_server_and_back(
    folder: Path, tmp_path: Path, server: Server
) -> None:
    store = tmp_path / "moving"
    question = understand(QUESTION)
    for url in (None, server.url, None):
        report = build([folder], store, embedder=Hashed(), chroma_url=url)
        assert report.read == ["phi.txt"]
        one = Store.open(store)
        found = Retriever(store=one, embedder=Hashed()).retrieve(question, Role.CITIZEN)
        one.close()
        assert [passage.chunk.document for passage in found] == ["phi.txt"]


def test_what_a_killed_build_left_on_the_server_is_cleared(
    store: Path, folder: Path, server: Server
) -> None:
    import chromadb

    client = chromadb.HttpClient(host="127.0.0.1", port=server.port)
    client.create_collection("public-v2020", embedding_function=None)
    (store / "versions" / "v2020.part").mkdir()
    build([folder], store, embedder=Hashed(), chroma_url=server.url)
    assert [collection.name for collection in client.list_collections()] == [
        f"public-{read_current(store)}"
    ]
    client.close()
