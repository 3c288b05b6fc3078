"""Fetches what the language model counts besides `shared/`: two wheels and a game's translations."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from tools.repair import sources

_WHEELS = ("pyvi==0.1.1", "underthesea==9.5.0")
_CAMPAIGNS = "core data did dm dw ei httt l low nr sof sota sotbe thot trow tsg ttb utbs".split()


def wheels() -> None:
    """Download the wheels, unless they are there."""
    if len(list(sources.WHEELS.glob("*.whl"))) < len(_WHEELS):
        sources.WHEELS.mkdir(parents=True, exist_ok=True)
        _run(
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "-d",
            sources.WHEELS,
            *_WHEELS,
        )


def stories() -> None:
    """Download the Vietnamese catalogues of Debian 12's Wesnoth packages, unless they are there."""
    if any(sources.STORIES.glob("*.mo")):
        return
    with tempfile.TemporaryDirectory() as folder:
        packages = (f"wesnoth-1.16-{campaign}" for campaign in _CAMPAIGNS)
        _run("apt-get", "download", "-q", *packages, folder=Path(folder))
        found: dict[str, bytes] = {}
        for package in sorted(Path(folder).glob("*.deb")):
            tar = Path(folder) / "data.tar"
            with tar.open("wb") as file:
                subprocess.run(["dpkg-deb", "--fsys-tarfile", package], stdout=file, check=True)
            with tarfile.open(tar) as files:
                for member in files:
                    data = files.extractfile(member) if member.isfile() else None
                    if data and "/locale/vi/" in member.name and member.name.endswith(".mo"):
                        found[Path(member.name).name] = data.read()
    sources.STORIES.mkdir(parents=True, exist_ok=True)
    for name, content in found.items():
        (sources.STORIES / name).write_bytes(content)


def _run(*command: str | Path, folder: Path | None = None) -> None:
    subprocess.run([*map(str, command)], cwd=folder, check=True)
