"""A peer asked: its script in a process of its own, which may crash, hang or talk nonsense."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.embedding import SHIPPED
from eval.measures.support import most_words
from eval.peers import answers
from eval.peers.answers import PeerAnswer
from eval.peers.environment import ROOT, last_line, python_of
from eval.peers.errors import PeerError
from eval.peers.peer import Peer
from eval.questions import Item

DEPTH = 10
SECONDS = 1_800.0

_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "LANGSMITH_TRACING": "false",
    "PYTHONNOUSERSITE": "1",
    "PYTHONUTF8": "1",
    "PYTHONPATH": str(ROOT),  # for eval.peers.adapter
}


def ask(
    peer: Peer,
    documents: Mapping[str, Path],
    items: Sequence[Item],
    *,
    depth: int = DEPTH,
    seconds: float = SECONDS,
) -> list[PeerAnswer]:
    """What a peer answers, in the order of the questions.

    Args:
        peer: whose environment is made if there is none.
        documents: path by name.
        items: the questions; it is not told what is expected, only how long an answer may be.
        depth: how many passages to retrieve.
        seconds: longest time for indexing and answering.

    Raises:
        PeerError: it could not be installed, failed, took too long or gave something else back.
    """
    python = python_of(peer)
    # by position: several sets may share an id
    ids = [str(number) for number in range(len(items))]
    questions = [
        {
            "id": id,
            "question": item.question,
            "history": list(item.history),
            "most_words": most_words(item),
        }
        for id, item in zip(ids, items, strict=True)
    ]
    settings = {"model": str(SHIPPED), **peer.settings}
    with tempfile.TemporaryDirectory(prefix="peer-") as folder:
        source, target, said = (Path(folder, name) for name in ("task", "answers", "stderr"))
        named = [(name, str(path.resolve())) for name, path in documents.items()]
        source.write_text(answers.as_task(named, questions, settings, depth), encoding="utf-8")
        target.touch()
        run_script(python, peer.script, (source, target), said, seconds)
        # not splitlines: a text inside an object may hold characters that it takes for line ends
        text = target.read_bytes().decode("utf-8", errors="replace")
        return answers.read([line for line in text.split("\n") if line.strip()], ids)


def run_script(
    python: Path, script: Path, arguments: Sequence[Path], said: Path, seconds: float
) -> None:
    """Run a script to its end; what it starts ends with it where time is up.

    Args:
        python: that runs it.
        script: a file.
        arguments: of the script.
        said: a file for what it says on standard error; of a failure the last line is told.
        seconds: longest time.

    Raises:
        PeerError: it failed or took too long.
    """
    with said.open("wb") as errors:
        process = subprocess.Popen(
            [python, "-P", script, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env={**os.environ, **_OFFLINE},
            start_new_session=True,
        )
        try:
            code = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise PeerError(
                f"không xong trong {seconds:g} giây nên bị dừng / "
                f"not done in {seconds:g} seconds, stopped"
            ) from error
        finally:
            _end(process)
    if code:
        told = last_line(said.read_text(encoding="utf-8", errors="replace"))
        raise PeerError(f"dừng với mã {code} / ended with code {code}: {told}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process, and where there are process groups all that it started."""
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
