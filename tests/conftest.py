"""What several tests share: the shipped model, the demo store, an assistant over it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock
from hypothesis import settings

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from corpus.embedding import Embedder

# Two processes share two cores: torch's second thread in each only waits for the other's.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.pop("ASSISTANT_STORE", None)
os.environ.pop("ASSISTANT_ROLE", None)

# The same examples every time, and no clock: a run of the suite says something of the change alone.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    from corpus.embedding import load

    return load()


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A store of the shipped documents; the processes of one run build it once, and copy it."""
    from assistant.startup import SHIPPED_DOCUMENTS
    from corpus.index import build

    store = tmp_path_factory.mktemp("demo") / "store"
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demo-store"
    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            build([SHIPPED_DOCUMENTS], store, embedder=embedder)
            shutil.copytree(store, shared)
        else:
            shutil.copytree(shared, store)
    return store


@pytest.fixture(scope="session")
def assistant(demo_store: Path, embedder: Embedder) -> Iterator[Assistant]:
    """Answers citizens, and staff where a test says so, from the shipped documents."""
    from assistant.pipeline import Assistant
    from assistant.settings import Settings

    opened = Assistant(Settings(store=demo_store), embedder)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def demo_run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the run of the demo set lies, for all processes of one run of the tests."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demo-run"


@pytest.fixture(scope="session")
def demo_run(assistant: Assistant, demo_run_folder: Path) -> dict[str, Any]:
    """The summary of the demo set asked by staff; it is asked once, and read by who comes later."""
    from assistant.model import Role
    from eval import questions
    from eval.run import run

    path = Path(questions.__file__).parent / "sets" / "demo.jsonl"
    with FileLock(f"{demo_run_folder}.lock"):
        settings = {"set": path.name, "role": Role.STAFF.value}
        return run(assistant, questions.read(path), demo_run_folder, settings, role=Role.STAFF)


@pytest.fixture
def over(tmp_path: Path, embedder: Embedder) -> Iterator[Callable[[dict[str, str]], Assistant]]:
    """Makes an assistant over texts given as file name → content."""
    from assistant.pipeline import Assistant
    from assistant.settings import Settings
    from corpus.index import build

    opened: list[Assistant] = []

    def make(files: dict[str, str]) -> Assistant:
        folder = tmp_path / "documents"
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        build([folder], tmp_path / "store", embedder=embedder)
        opened.append(Assistant(Settings(store=tmp_path / "store"), embedder))
        return opened[-1]

    yield make
    for assistant in opened:
        assistant.close()
