"""What the road costs, side by side in one run: `make bench`.

Prints the time of answering against that of embedding one query, of `assistant --help` against
`import chromadb`, of indexing, and from `make chat` on an empty store to its first answer.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.startup import SHIPPED_DOCUMENTS
from corpus.embedding import load
from corpus.index import build

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ROOT / "eval" / "sets" / "demo.jsonl"
REPEATS = 5


def seconds(run: Callable[[], object]) -> float:
    """Wall time of one call."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def answering(store: Path) -> None:
    """Indexing, then p50 of an answer beside p50 of embedding its question, taken in turns."""
    embedder = load()
    spent = seconds(lambda: build([SHIPPED_DOCUMENTS], store, embedder=embedder))
    print(f"index the shipped documents: {spent:.1f} s")
    assistant = Assistant(Settings(store=store), embedder)
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    assistant.ask(questions[0])
    asked, embedded = [], []
    for question in questions:
        embedded.append(seconds(lambda q=question: embedder.query(q)))  # type: ignore[misc]
        asked.append(seconds(lambda q=question: assistant.ask(q)))  # type: ignore[misc]
    answer, query = 1000 * statistics.median(asked), 1000 * statistics.median(embedded)
    print(f"answer p50 {answer:.1f} ms, one query embedding p50 {query:.1f} ms")
    print(f"ratio {answer / query:.2f} (at most 25; 6 with ASSISTANT_SPAN_READER=off)")
    assistant.close()


def helping() -> None:
    """`assistant --help` beside `import chromadb`, the median of runs taken in turns."""

    def run(*arguments: str) -> float:
        command = [sys.executable, *arguments]
        return seconds(lambda: subprocess.run(command, check=True, capture_output=True, cwd=ROOT))

    pairs = [
        (run("-m", "assistant", "--help"), run("-c", "import chromadb")) for _ in range(REPEATS)
    ]
    shown = statistics.median(a for a, _ in pairs)
    imported = statistics.median(b for _, b in pairs)
    print(f"assistant --help {1000 * shown:.0f} ms, import chromadb {1000 * imported:.0f} ms")
    print(f"ratio {shown / imported:.2f} (at most 0.5)")


def serving(store: Path) -> None:
    """From `make chat` with nothing indexed to the first answer over HTTP."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "ASSISTANT_STORE": str(store), "ASSISTANT_PORT": str(port)}
    started = time.perf_counter()
    server = subprocess.Popen(
        ["make", "chat"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    body = json.dumps({"question": "Sở có bao nhiêu thủ tục hành chính?"}).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/ask", body, {"Content-Type": "application/json"}
    )
    try:
        while time.perf_counter() - started < 120:
            try:
                with urllib.request.urlopen(request, timeout=30) as response:
                    short = json.load(response)["short_answer"]
                break
            except OSError:
                time.sleep(0.1)
        spent = time.perf_counter() - started
        print(
            f"make chat: first answer ({short}) after {spent:.1f} s, nothing indexed (at most 30)"
        )
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def main() -> int:
    """Run all of it."""
    with tempfile.TemporaryDirectory() as folder:
        serving(Path(folder) / "served")
        answering(Path(folder) / "asked")
    helping()
    return 0


if __name__ == "__main__":
    sys.exit(main())
