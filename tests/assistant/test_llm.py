"""A chat model is held to its time and its budget, whatever its server does."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from assistant.answers.reply import SCHEMA
from assistant.llm import Failure, Llm, LlmError
from assistant.settings import Settings
from corpus.errors import ModelError
from tests.assistant.chat_server import ChatServer, Does, chat_server


def model(server: ChatServer, **settings: object) -> Llm:
    given = {"llm_seconds": 5.0, "llm_retries": 1, **settings}
    loaded = Llm.load(Settings(_env_file=None, llm="scripted", llm_base_url=server.url, **given))
    assert loaded is not None
    return loaded


def written(llm: Llm) -> str:
    return "".join(llm.stream("Be brief.", "Hỏi gì?", SCHEMA))


def test_without_a_name_there_is_no_model() -> None:
    assert Llm.load(Settings(_env_file=None)) is None


@pytest.mark.parametrize("name", ["nobody-knows-this", "openai:gpt-4.1-mini", "mistralai:x"])
def test_a_model_that_cannot_be_loaded_is_told_before_any_question(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelError):
        Llm.load(Settings(_env_file=None, llm=name))


def test_text_comes_in_pieces_with_prompt_limits_and_schema() -> None:
    with chat_server(Does("Sở có 58 thủ tục.", pause=0.3)) as server:
        llm = model(server, llm_tokens=321)
        times = []
        pieces = []
        for piece in llm.stream("Be brief.", "Hỏi gì?", SCHEMA):
            times.append(time.monotonic())
            pieces.append(piece)
    assert "".join(pieces) == "Sở có 58 thủ tục."
    assert len(pieces) == 3
    assert any(later - earlier > 0.1 for earlier, later in pairwise(times))
    (request,) = server.asked
    assert request["stream"] is True
    assert 321 in (request.get("max_tokens"), request.get("max_completion_tokens"))
    assert request["temperature"] == 0.0
    assert [m["role"] for m in request["messages"]] == ["system", "user"]
    assert request["response_format"]["json_schema"]["schema"]["required"]


@pytest.mark.parametrize("status", [400, 422, 500])
def test_a_server_without_structured_output_is_asked_without_and_remembered(status: int) -> None:
    with chat_server(Does(status=status), Does(status=status), Does("một"), Does("hai")) as server:
        llm = model(server)
        assert (written(llm), written(llm)) == ("một", "hai")
    forms = [request.get("response_format", {}).get("type") for request in server.asked]
    assert forms == ["json_schema", "json_object", None, None]


def test_an_error_of_the_server_is_tried_again_once() -> None:
    with chat_server(Does(status=503), Does("được")) as server:
        assert written(model(server)) == "được"


def test_a_server_that_goes_on_failing_is_left_alone_for_a_while() -> None:
    with chat_server(Does(status=503)) as server:
        llm = model(server)
        with pytest.raises(LlmError) as first:
            written(llm)
        with pytest.raises(LlmError) as second:
            written(llm)
        assert len(server.asked) == 2
    assert first.value.failure is Failure.UNREACHABLE
    assert second.value.failure is Failure.RESTING


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with chat_server(Does()) as server:
        llm = model(server, llm_retries=0)
    with pytest.raises(LlmError) as caught:
        written(llm)
    assert caught.value.failure is Failure.UNREACHABLE


def test_a_wrong_key_is_not_tried_again() -> None:
    with chat_server(Does(status=401)) as server:
        with pytest.raises(LlmError) as caught:
            written(model(server))
        assert len(server.asked) == 1
    assert caught.value.failure is Failure.REFUSED


@pytest.mark.parametrize(
    "does", [Does("Sở có", waits=30), Does("Sở có 58 thủ tục." * 50, pause=0.3)]
)
def test_a_server_that_hangs_or_drips_is_given_up_in_time(does: Does) -> None:
    with chat_server(does) as server:
        started = time.monotonic()
        with pytest.raises(LlmError) as caught:
            written(model(server, llm_seconds=1.0))
        assert time.monotonic() - started < 2.5
    assert caught.value.failure is Failure.TIMED_OUT


@pytest.mark.parametrize("does", [Does(""), Does(raw="not JSON"), Does(raw="{}"), Does(raw="[]")])
def test_nothing_and_garbage_are_no_text(does: Does) -> None:
    with chat_server(does) as server, pytest.raises(LlmError) as caught:
        written(model(server, llm_retries=0))
    assert caught.value.failure in (Failure.EMPTY, Failure.UNREACHABLE)


def test_what_was_said_before_a_break_is_kept() -> None:
    with chat_server(Does("Sở có 58 thủ", breaks=True)) as server:
        assert written(model(server)) == "Sở có 58 thủ"


def test_a_flood_is_cut() -> None:
    with chat_server(Does("a" * 5_000, piece=500)) as server:
        assert len(written(model(server, llm_tokens=50))) < 1_500


def test_no_more_is_written_in_a_day_than_is_allowed() -> None:
    with chat_server(Does("một")) as server:
        llm = model(server, llm_per_day=2)
        assert written(llm) + written(llm) == "mộtmột"
        with pytest.raises(LlmError) as caught:
            written(llm)
        assert len(server.asked) == 2
    assert caught.value.failure is Failure.SPENT
