"""Logging in: a brake on guessing, sessions that end, requests that come from elsewhere."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from assistant.web.admin import sessions
from assistant.web.admin.sessions import Sessions, TooManyError, comes_from_here

TOKEN = "mot-ma-quan-tri-dai"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock) -> Sessions:
    return Sessions(TOKEN, clock)


def test_only_the_token_opens_a_session(desk: Sessions) -> None:
    assert desk.log_in("sai", "a") is None
    assert desk.log_in("", "a") is None
    session = desk.log_in(TOKEN, "a")
    assert session is not None
    assert desk.known(session)
    assert not desk.known(session + "x")
    assert not desk.known(None)
    assert not desk.known("")
    assert desk.log_in(TOKEN, "a") != session


def test_a_session_ends_when_it_is_left_and_when_it_has_lasted(
    desk: Sessions, clock: Clock
) -> None:
    left, used = desk.log_in(TOKEN, "a"), desk.log_in(TOKEN, "a")
    while clock.now < 1000 + sessions.LONGEST - sessions.IDLE / 2:
        clock.now += sessions.IDLE / 2
        assert desk.known(used)
    assert not desk.known(left)
    clock.now += sessions.IDLE / 2
    assert not desk.known(used)


def test_a_session_ends_when_it_is_ended(desk: Sessions) -> None:
    session = desk.log_in(TOKEN, "a")
    desk.log_out(session)
    desk.log_out(session)
    desk.log_out(None)
    assert not desk.known(session)


def test_guessing_is_braked_by_address_and_not_for_ever(desk: Sessions, clock: Clock) -> None:
    for _ in range(sessions.TRIES):
        assert desk.log_in("sai", "a") is None
    with pytest.raises(TooManyError) as raised:
        desk.log_in(TOKEN, "a")
    assert 0 < raised.value.wait <= sessions.PENALTY
    assert desk.log_in(TOKEN, "b")
    clock.now += sessions.PENALTY + 1
    assert desk.log_in(TOKEN, "a")


def test_guessing_from_many_addresses_is_braked_too(desk: Sessions) -> None:
    for number in range(sessions.TRIES_IN_ALL):
        desk.log_in("sai", f"address {number}")
    with pytest.raises(TooManyError):
        desk.log_in(TOKEN, "another")


def test_sessions_do_not_grow_without_end(desk: Sessions) -> None:
    first = desk.log_in(TOKEN, "a")
    for _ in range(250):
        last = desk.log_in(TOKEN, "a")
    assert not desk.known(first)
    assert desk.known(last)


@pytest.mark.parametrize(
    ("headers", "here"),
    [
        ({"origin": "http://here:7860"}, True),
        ({"origin": "https://here:7860"}, True),
        ({"origin": "http://here"}, False),
        ({"origin": "http://elsewhere:7860"}, False),
        ({"origin": "null"}, False),
        ({}, False),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "same-site", "origin": "http://here:7860"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "none"}, False),
    ],
)
def test_what_was_not_sent_by_these_pages_is_known(headers: dict[str, str], here: bool) -> None:
    sent = {"host": "here:7860", **headers}
    raw = [(name.encode(), value.encode()) for name, value in sent.items()]
    assert comes_from_here(Request({"type": "http", "headers": raw})) is here
