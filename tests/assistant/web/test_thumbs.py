"""Thumbs below the answers of the chat: who may judge what, and what a browser cannot make up."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import HOSTILE, REPORT, Desk
from fastapi.testclient import TestClient

from assistant import api
from assistant.feedback import FILE, Feedback, Place, State, Thumb
from assistant.model import Answer, Question, Role, Status
from assistant.web.border import Border
from assistant.web.chat import Chat
from assistant.web.conversation import Turns
from assistant.web.feedback import door
from assistant.web.feedback.tickets import Brake, Ticket, Tickets, TooOftenError

VI = "vi"
QUESTION = "Sở có bao nhiêu TTHC?"


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.web.chat.PAUSE", 0)


@pytest.fixture
def feedback(desk: Desk) -> Feedback:
    return Feedback.of(desk.settings.store)


@pytest.fixture
def tickets() -> Tickets:
    return Tickets(each=6)


@pytest.fixture
def chat(desk: Desk, tickets: Tickets) -> Chat:
    return Chat(desk, tickets)  # type: ignore[arg-type]


@pytest.fixture
def sender(desk: Desk, tickets: Tickets, feedback: Feedback) -> Iterator[TestClient]:
    app = api.create_app(desk)  # type: ignore[arg-type]
    app.include_router(door.router(desk, tickets, feedback))  # type: ignore[arg-type]
    app.add_middleware(Border)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def ask(chat: Chat, question: str = QUESTION, turns: Turns = ()) -> tuple[Turns, str]:
    *_, last = chat.ask(turns, VI, {"question": question})
    return last


def ticket_in(turns: Turns) -> Ticket:
    ticket = turns[-1].ticket
    assert ticket is not None
    return ticket


def send(client: TestClient, ticket: str, thumb: object = "down", **more: object) -> int:
    sent = {"ticket": ticket, "thumb": thumb, **more}
    return client.post("/api/feedback", json=sent).status_code


def test_a_finished_answer_can_be_judged_with_two_named_buttons(chat: Chat) -> None:
    turns, html = ask(chat)
    assert html.count('data-do="judge"') == 2
    assert 'aria-label="Câu trả lời có ích"' in html
    assert 'aria-label="Câu trả lời chưa đúng"' in html
    assert html.count('aria-pressed="false"') == 2
    assert f'data-ticket="{ticket_in(turns).name}"' in html
    assert 'data-down="Điều gì chưa đúng?"' in html
    assert 'maxlength="500"' in html


def test_nothing_can_be_judged_before_the_answer_is_there(chat: Chat) -> None:
    for turns, html in chat.ask((), VI, {"question": QUESTION}):
        assert ('data-do="judge"' in html) == (turns[-1].phase == "done")


@pytest.mark.parametrize("question", ["số 012345678901", "câu hỏi hỏng", "", "a" * 900])
def test_what_is_no_answer_cannot_be_judged(chat: Chat, question: str) -> None:
    turns, html = ask(chat, question)
    assert turns[-1].ticket is None
    assert 'data-do="judge"' not in html


def test_a_refusal_can_be_judged_too(chat: Chat) -> None:
    _, html = ask(chat, "thời tiết hôm nay")
    assert html.count('data-do="judge"') == 2


def test_what_was_asked_and_answered_is_what_the_server_knows(
    chat: Chat, sender: TestClient, feedback: Feedback
) -> None:
    turns, _ = ask(chat, "Sở là gì?")
    turns, _ = ask(chat, QUESTION, turns)
    assert send(sender, ticket_in(turns).name, comment="Số của năm ngoái") == 204
    (entry,) = feedback.entries(State.NEW)
    assert (entry.thumb, entry.comment) == (Thumb.DOWN, "Số của năm ngoái")
    assert (entry.question, entry.history) == (QUESTION, ("Sở là gì?",))
    assert (entry.status, entry.short) == (Status.ANSWERED, "58 thủ tục")
    assert entry.answer.startswith("Tổng số thủ tục hành chính của Sở là 58")
    assert entry.places[0] == Place(REPORT, page=2, shown=(2, 3))
    assert (entry.version, entry.role) == ("v1", Role.CITIZEN)


def test_what_is_kept_says_nothing_of_who_sent_it(
    chat: Chat, sender: TestClient, desk: Desk
) -> None:
    turns, _ = ask(chat)
    name = ticket_in(turns).name
    headers = {"user-agent": "one-of-a-kind-browser", "x-forwarded-for": "203.0.113.9"}
    sent = {"ticket": name, "thumb": "up"}
    assert sender.post("/api/feedback", json=sent, headers=headers).status_code == 204
    written = (desk.settings.store / FILE).read_bytes()
    for secret in (name, "one-of-a-kind-browser", "203.0.113.9", "testclient"):
        assert secret.encode() not in written


def test_two_presses_are_one_entry_and_a_third_takes_it_back(
    chat: Chat, sender: TestClient, feedback: Feedback
) -> None:
    turns, _ = ask(chat)
    name = ticket_in(turns).name
    assert send(sender, name) == send(sender, name) == 204
    assert send(sender, name, comment="Sai năm") == 204
    assert send(sender, name, "up") == 204
    (entry,) = feedback.entries(State.NEW)
    assert (entry.thumb, entry.comment) == (Thumb.UP, "Sai năm")
    assert send(sender, name, None) == 204
    assert feedback.entries(State.NEW) == []


def test_a_judgement_stays_on_the_page_when_it_is_drawn_again(
    chat: Chat, sender: TestClient
) -> None:
    turns, _ = ask(chat)
    send(sender, ticket_in(turns).name, "up", comment="Rõ ràng")
    turns, html = ask(chat, "Câu khác?", turns)
    first, second = html.split('id="turn-2"')
    assert 'data-thumb="up" aria-pressed="true"' in first
    assert "Cảm ơn bạn. Góp ý đã được ghi nhận.</p>" in first
    assert 'aria-pressed="true"' not in second
    english = chat.switch(turns, {"language": "en"})[2]
    assert 'aria-label="The answer is helpful"' in english
    assert english.count('aria-pressed="true"') == 1


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        "x",
        {},
        {"ticket": 5, "thumb": "up"},
        {"ticket": "{name}"},
        {"ticket": "{name}", "thumb": "sideways"},
        {"ticket": "{name}", "thumb": 1},
        {"ticket": "{name}", "thumb": "up", "comment": ["x"]},
        {"ticket": "{name}", "thumb": "up", "comment": "a" * 501},
        {"ticket": "{name}", "thumb": "up", "question": "made up"},
        {"ticket": "a" * 101, "thumb": "up"},
    ],
)
def test_garbage_from_a_browser_is_refused_and_not_kept(
    chat: Chat, sender: TestClient, feedback: Feedback, sent: object
) -> None:
    turns, _ = ask(chat)
    if isinstance(sent, dict) and sent.get("ticket") == "{name}":
        sent = {**sent, "ticket": ticket_in(turns).name}
    got = sender.post("/api/feedback", json=sent)
    assert got.status_code == 422
    assert got.headers["content-type"] == "application/problem+json"
    assert feedback.entries(State.NEW) == []


def test_bytes_that_are_no_json_and_lone_surrogates_do_no_harm(
    chat: Chat, sender: TestClient
) -> None:
    turns, _ = ask(chat)
    json = {"content-type": "application/json"}
    assert sender.post("/api/feedback", content=b"\xff{", headers=json).status_code == 400
    odd = f'{{"ticket": "{ticket_in(turns).name}", "thumb": "up", "comment": "\\ud800"}}'
    assert sender.post("/api/feedback", content=odd, headers=json).status_code in (204, 422)


def test_a_ticket_that_never_was_or_whose_page_is_closed_is_unknown(
    chat: Chat, sender: TestClient
) -> None:
    assert send(sender, "made-up") == 404
    turns, _ = ask(chat)
    name = ticket_in(turns).name
    assert send(sender, name) == 204
    del turns
    gc.collect()
    assert send(sender, name) == 404


def test_a_conversation_is_braked_and_another_one_is_not(chat: Chat, sender: TestClient) -> None:
    turns, _ = ask(chat)
    turns, _ = ask(chat, "Câu khác?", turns)
    names = [turn.ticket.name for turn in turns if turn.ticket]
    codes = [send(sender, names[n % 2], ("up", "down")[n % 3 % 2]) for n in range(7)]
    assert codes == [204] * 6 + [429]
    braked = sender.post("/api/feedback", json={"ticket": names[0], "thumb": "up"})
    assert int(braked.headers["retry-after"]) > 0
    elsewhere, _ = ask(chat)
    assert send(sender, ticket_in(elsewhere).name) == 204


def test_a_brake_lets_through_again_after_its_time() -> None:
    now = [0.0]
    brake = Brake(2, 60, clock=lambda: now[0])
    brake.pass_one()
    now[0] = 30
    brake.pass_one()
    with pytest.raises(TooOftenError) as braked:
        brake.pass_one()
    assert braked.value.wait == 30
    now[0] = 61
    brake.pass_one()


def test_where_nothing_can_be_written_the_sender_is_told_and_may_try_again(
    chat: Chat, sender: TestClient, desk: Desk, feedback: Feedback
) -> None:
    turns, _ = ask(chat)
    name = ticket_in(turns).name
    file = desk.settings.store / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("no database " * 100)
    assert send(sender, name) == 503
    assert ticket_in(turns).thumb is None
    file.unlink()
    assert send(sender, name) == 204


def test_what_people_and_documents_say_is_never_markup(chat: Chat, sender: TestClient) -> None:
    turns, _ = ask(chat, f"ghi chú {HOSTILE}")
    send(sender, ticket_in(turns).name, comment=HOSTILE)
    _, html = ask(chat, "Câu khác?", turns)
    assert "<img src=x" not in html


def test_where_it_is_switched_off_there_is_neither_button_nor_door(tmp_path: Path) -> None:
    from assistant.web import create_app

    desk = Desk(tmp_path, feedback=False)
    with TestClient(create_app(desk), raise_server_exceptions=False) as client:  # type: ignore[arg-type]
        assert send(client, "x") in (404, 405)
        assert "/api/feedback" not in client.get("/config").text
    _, html = ask(Chat(desk))  # type: ignore[arg-type]
    assert 'data-do="judge"' not in html
    assert not (desk.settings.store / FILE).exists()


def test_the_whole_app_has_the_door_and_the_script(client: TestClient) -> None:
    assert send(client, "made-up") == 404
    assert client.get("/api/feedback").status_code in (404, 405)
    assert "/api/feedback" in client.get("/config").text
    assert "/api/feedback" not in client.get("/openapi.json").text


def test_names_of_tickets_cannot_be_guessed_and_keys_do_not_give_them_away() -> None:
    tickets = Tickets()
    question = Question(QUESTION, QUESTION, QUESTION)
    answer = Answer(question, Status.ANSWERED, "58")
    given = [tickets.give(answer, (), "v1", None) for _ in range(20)]
    names = {ticket.name for ticket in given if ticket}
    assert len(names) == 20
    assert all(len(name) >= 32 for name in names)
    for ticket in given:
        assert ticket is not None
        assert re.fullmatch("[0-9a-f]{16}", ticket.key)
        assert ticket.key not in ticket.name
