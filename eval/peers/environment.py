"""Environments of peers: made once under `build/peers`, the only time that anything is fetched."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

from eval.peers.errors import PeerError
from eval.peers.peer import Peer

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "peers"

_STAMP = "made-from"


def python_of(peer: Peer, folder: Path = FOLDER) -> Path:
    """The Python that runs a peer's script: of its environment, or this one where it needs none.

    The environment is made when it is first needed, and again when its requirements change.

    Args:
        peer: whose script is to be run.
        folder: where environments lie.

    Raises:
        PeerError: it could not be made.
    """
    requirements = peer.requirements
    if requirements is None:
        return Path(sys.executable)
    home = folder / peer.name
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    stamp = home / _STAMP  # written last: an interrupted set-up is done again
    if not (stamp.is_file() and stamp.read_text(encoding="ascii") == wanted):
        try:
            venv.create(home, clear=True, with_pip=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise PeerError(f"không tạo được môi trường / no environment: {error}") from error
        install = ("-m", "pip", "--disable-pip-version-check", "install", "--quiet", "-r")
        done = subprocess.run(
            [python, *install, requirements], capture_output=True, text=True, check=False
        )
        if done.returncode:
            told = last_line(done.stderr)
            raise PeerError(f"không cài được gói / packages could not be installed: {told}")
        stamp.write_text(wanted, encoding="ascii")
    return python


def pinned(requirements: Path) -> dict[str, str]:
    """The packages that a file of requirements pins, with their versions."""
    lines = requirements.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("#")[0].partition("==") for line in lines)
    return {name.strip(): version.strip() for name, pin, version in pairs if pin}


def last_line(text: str) -> str:
    """The last line of what a program said, where it says what went wrong."""
    lines: Sequence[str] = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "không có thông báo / no message"
