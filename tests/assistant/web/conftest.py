from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

_HERE = Path(__file__).parent
sys.path[:0] = [str(_HERE), str(_HERE.parents[1])]
from desk import FONT, Desk  # noqa: E402 - the path is set above


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    if not FONT.exists():
        pytest.skip(f"needs {FONT} (fonts-noto-core) to print a page")
    return Desk(tmp_path)


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    from assistant.web import create_app

    with TestClient(create_app(desk), raise_server_exceptions=False) as client:
        yield client
