"""With the network cut, documents are indexed and questions answered, from an empty home folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.startup import SHIPPED_DOCUMENTS

ROOT = Path(__file__).parents[1]
# Python's own calls are refused and told of, also where a library would swallow the error.
CUT = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else "localhost"
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    if host not in ("127.0.0.1", "::1", "localhost", None):
        print(f"network: {event} {host}", file=sys.stderr, flush=True)
        raise OSError("the network is cut")

sys.addaudithook(refuse)
"""
COMMAND = CUT + "from assistant.cli import main\nmain()\n"
ALONE = ("unshare", "--map-root-user", "--net")  # a name space without any network: native code too


def can_be_alone() -> bool:
    if not shutil.which(ALONE[0]):
        return False
    return subprocess.run([*ALONE, "true"], capture_output=True).returncode == 0


def cut_off(
    home: Path, *arguments: str | Path, prefix: tuple[str, ...] = (), program: str = COMMAND
) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ASSISTANT_", "HF_", "XDG_"))}
    home.mkdir(exist_ok=True)
    return subprocess.run(
        [*prefix, sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**kept, "HOME": str(home)},
        timeout=240,
    )


@pytest.mark.slow
def test_a_folder_is_indexed_and_asked_with_the_network_cut(tmp_path: Path) -> None:
    prefix = ALONE if can_be_alone() else ()
    folder, store, home = tmp_path / "tai-lieu", tmp_path / "store", tmp_path / "home"
    folder.mkdir()
    (folder / "phi.txt").write_text("1. Phí\nPhí kiểm định là 7.000 đồng.\n", encoding="utf-8")
    for name in ("chi-so-cchc-cap-tinh.docx", "bao-cao-cchc-6-thang-2024.pdf"):
        shutil.copy(SHIPPED_DOCUMENTS / name, folder / name)
    indexed = cut_off(home, "index", folder, "--store", store, prefix=prefix)
    assert indexed.returncode == 0, indexed.stderr
    question = "Phí kiểm định là bao nhiêu?"
    asked = cut_off(home, "ask", question, "--store", store, "--json", prefix=prefix)
    assert asked.returncode == 0, asked.stderr
    assert json.loads(asked.stdout)["short_answer"] == "7.000 đồng"
    assert "network:" not in indexed.stderr + asked.stderr


def test_a_connection_would_have_been_refused_and_told_of(tmp_path: Path) -> None:
    program = CUT + "import socket\nsocket.create_connection(('192.0.2.1', 80), 5)\n"
    done = cut_off(tmp_path, program=program)
    assert done.returncode == 1
    assert "network: socket." in done.stderr
