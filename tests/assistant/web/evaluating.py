"""What the tests of the evaluator's pages share: sets, and a bench over the stand-in evaluation."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI

from assistant import api
from assistant.web import admin
from assistant.web.border import Border
from assistant.web.evaluation import bench as benches
from assistant.web.evaluation.bench import Bench

TOKEN = "mot-ma-quan-tri-dai"
BASE = "http://testserver"
HERE = {"origin": BASE}
HOME = "/admin/evaluation"


def lines(*questions: str, **fields: object) -> bytes:
    """A set of questions in JSON lines."""
    rows = (
        {"id": f"q{at}", "question": question, "style": "plain", "type": "number", **fields}
        for at, question in enumerate(questions, start=1)
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def until(true: Callable[[], object], seconds: float = 20) -> None:
    """Return once something is true; it must come."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.01)


@contextmanager
def standing_in(store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """A bench whose runs are those of the stand-in; all of them have ended at the end."""
    root = Path(__file__).parents[3]
    monkeypatch.setenv("PYTHONPATH", f"{root}:{Path(__file__).parent}")
    made = Bench(store, "standin_eval")
    try:
        yield made
    finally:
        made.queue.close()


def application(desk: object, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """The administrator's pages over a bench, behind the border."""
    monkeypatch.setattr(benches, "Bench", lambda _store: bench)
    app = api.create_app(desk)  # type: ignore[arg-type]
    admin.install(app, desk, TOKEN)  # type: ignore[arg-type]
    app.add_middleware(Border, admin=True)
    return app
