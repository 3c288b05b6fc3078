"""The review: from what people said of answers to questions in a set, by two clicks."""

from __future__ import annotations

import html
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from desk import HOSTILE, NOTE, REPORT, SECRET, Desk
from fastapi.testclient import TestClient

from assistant import api
from assistant.feedback import FILE, Entry, Feedback, Place, State, Thumb
from assistant.model import Role, Status
from assistant.web import admin
from assistant.web.border import Border
from assistant.web.feedback import door
from assistant.web.feedback.bureau import Bureau
from assistant.web.feedback.checking import check
from assistant.web.feedback.draft import STYLES, TYPES, UNANSWERABLE, Draft, Evidence
from assistant.web.feedback.sets import FIRST, QuestionSets, name_of
from assistant.web.feedback.texts import ReviewTold
from assistant.web.feedback.tickets import Tickets
from eval import questions
from eval.matching import says_all

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

TOKEN = "mot-ma-quan-tri-dai"
BASE = "http://testserver"
HERE = {"origin": BASE}
POSTS = ("check", "edit", "move", "dismiss", "reopen")
ENTRY = Entry(
    key="0123456789abcdef",
    thumb=Thumb.DOWN,
    comment="Số của năm ngoái",
    question="Sở có bao nhiêu thủ tục?",
    history=(),
    status=Status.ANSWERED,
    answer="Tổng số là 58 thủ tục [1]",
    short="58 thủ tục",
    places=(Place(REPORT, page=2, shown=(2, 3)), Place(NOTE, lines=(10, 12), shown=(10, 12))),
    version="v1",
    role=Role.CITIZEN,
    day=date(2026, 11, 28),
)
DRAFT = Draft(
    question="Sở có bao nhiêu thủ tục?",
    history="",
    audience="citizen",
    style="plain",
    type="number",
    answerable=True,
    answer="58 thủ tục",
    must_contain="58 thủ tục | 58 TTHC",
    evidence=(Evidence(REPORT, page="2"),),
)


@pytest.fixture
def feedback(desk: Desk) -> Feedback:
    feedback = Feedback.of(desk.settings.store)
    feedback.put(ENTRY)
    return feedback


@pytest.fixture
def sets(desk: Desk) -> Path:
    return desk.settings.store / "evaluation" / "sets"


@pytest.fixture
def stranger(desk: Desk, feedback: Feedback) -> Iterator[TestClient]:
    app = api.create_app(desk)  # type: ignore[arg-type]
    admin.install(app, desk, TOKEN)  # type: ignore[arg-type]
    app.add_middleware(Border, admin=True)
    with TestClient(
        app, base_url=BASE, follow_redirects=False, raise_server_exceptions=False
    ) as client:
        yield client


@pytest.fixture
def evaluator(stranger: TestClient) -> TestClient:
    stranger.post("/admin/login", data={"token": TOKEN}, headers=HERE)
    return stranger


def send(client: TestClient, path: str, draft: Draft = DRAFT, **more: str) -> httpx.Response:
    fields: dict[str, list[str]] = {"key": [ENTRY.key]}
    for name, value in [*draft.pairs, *more.items()]:
        fields.setdefault(name, []).append(value)
    return client.post(f"/admin/review/{path}", data=fields, headers=HERE)  # type: ignore[return-value]


def places_in(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}", text))


def place(client: TestClient, **fields: str) -> str:
    """What the form says to a draft with one place of evidence."""
    page = send(client, "check", replace(DRAFT, evidence=(Evidence(**fields),)))
    found = re.search(r'id="e-wrong-0">([^<]+)<', page.text)
    return html.unescape(found[1]) if found else ""


# who gets in


@pytest.mark.parametrize("path", ["", f"/entry/{ENTRY.key}"])
def test_nothing_is_seen_without_a_session(stranger: TestClient, path: str) -> None:
    got = stranger.get(f"/admin/review{path}")
    assert got.status_code == 401
    assert ENTRY.question not in got.text
    page = stranger.get(f"/admin/review{path}", headers={"accept": "text/html"})
    assert page.headers["location"] == "/admin/login"


@pytest.mark.parametrize("path", POSTS)
def test_nothing_is_done_without_a_session_or_from_another_site(
    stranger: TestClient, feedback: Feedback, sets: Path, path: str
) -> None:
    assert send(stranger, path, set=FIRST).status_code == 401
    stranger.post("/admin/login", data={"token": TOKEN}, headers=HERE)
    foreign = stranger.post(
        f"/admin/review/{path}", data={"key": ENTRY.key}, headers={"origin": "http://elsewhere"}
    )
    assert foreign.status_code == 403
    assert feedback.find(ENTRY.key) == ENTRY
    assert not sets.exists()


def test_without_a_token_there_is_no_such_page(client: TestClient) -> None:
    for path in ("", f"/entry/{ENTRY.key}", "/move"):
        assert client.get(f"/admin/review{path}").status_code == 404


# what is shown


def test_the_list_has_complaints_first_and_one_state_at_a_time(
    evaluator: TestClient, feedback: Feedback
) -> None:
    feedback.put(replace(ENTRY, key="aa", thumb=Thumb.UP, question="Câu được khen?"))
    feedback.put(replace(ENTRY, key="bb", question="Câu đã bỏ?"))
    feedback.settle("bb", State.NEW, State.DISMISSED)
    page = evaluator.get("/admin/review").text
    assert page.index(ENTRY.question) < page.index("Câu được khen?")
    assert "Câu đã bỏ?" not in page
    assert "Mới (2)" in page
    assert "Đã bỏ qua (1)" in page
    assert ENTRY.comment in page
    dismissed = evaluator.get("/admin/review?state=dismissed").text
    assert "Câu đã bỏ?" in dismissed
    assert ENTRY.question not in dismissed
    assert "Chưa đưa câu nào vào bộ." in evaluator.get("/admin/review?state=done").text
    assert evaluator.get("/admin/review?state=other").status_code == 422


def test_a_long_list_is_shown_in_parts(evaluator: TestClient, feedback: Feedback) -> None:
    for number in range(60):
        feedback.put(replace(ENTRY, key=f"{number:016x}", question=f"Câu thứ {number}?"))
    first, second = (evaluator.get(f"/admin/review{q}").text for q in ("", "?from=50"))
    assert first.count("/admin/review/entry/") == 50
    assert second.count("/admin/review/entry/") == 11
    assert 'href="/admin/review?from=50"' in first
    assert 'href="/admin/review"' in second


def test_an_entry_shows_the_answer_its_sources_and_the_comment(evaluator: TestClient) -> None:
    page = evaluator.get(f"/admin/review/entry/{ENTRY.key}").text
    assert "Tổng số là 58 thủ tục [1]" in page
    assert "Số của năm ngoái" in page
    assert f'href="/source/{REPORT}?page=2&amp;lines=2-3#mark"' in page
    assert f'name="evidence_document" value="{REPORT}"' in page
    assert 'name="evidence_lines" value="10-12"' in page
    assert evaluator.get("/admin/review/entry/ffff").status_code == 404


def test_a_source_that_is_gone_or_hidden_from_citizens_has_no_link(
    evaluator: TestClient, feedback: Feedback
) -> None:
    places = (Place("cu.pdf", page=1), Place(SECRET, lines=(1, 1), shown=(1, 1)))
    feedback.put(replace(ENTRY, key="aa", places=places))
    page = evaluator.get("/admin/review/entry/aa").text
    assert "tài liệu này không còn trong kho" in page
    assert "/source/" not in page


def test_the_pages_speak_english_when_asked(evaluator: TestClient) -> None:
    page = evaluator.get(f"/admin/review/entry/{ENTRY.key}?lang=en").text
    assert '<html lang="en">' in page
    assert "What an answer must say" in page
    assert "Not right" in evaluator.get("/admin/review").text


def test_every_text_is_there_in_both_languages() -> None:
    for vietnamese, english in ReviewTold.TEXTS.values():
        assert vietnamese.strip()
        assert english.strip()
        assert places_in(vietnamese) == places_in(english)


def test_what_people_typed_is_never_markup(evaluator: TestClient, feedback: Feedback) -> None:
    hostile = replace(
        ENTRY, key="aa", question=HOSTILE, comment=HOSTILE, answer=HOSTILE, short=HOSTILE,
        history=(HOSTILE,), places=(Place(HOSTILE, sheet=HOSTILE, procedure=HOSTILE),),
    )  # fmt: skip
    feedback.put(hostile)
    typed = replace(DRAFT, question=HOSTILE, answer=HOSTILE, must_contain=HOSTILE)
    wrong = replace(typed, style=HOSTILE, evidence=(Evidence(HOSTILE, HOSTILE, HOSTILE, HOSTILE),))
    pages = [
        evaluator.get("/admin/review").text,
        evaluator.get("/admin/review/entry/aa").text,
        send(evaluator, "check", typed).text,
        send(evaluator, "check", wrong).text,
        send(evaluator, "move", typed, new_set=HOSTILE, set=HOSTILE).text,
        evaluator.get("/admin/review?state=done").text,
        evaluator.get(f"/admin/review/entry/{ENTRY.key}").text,
    ]
    for page in pages:
        assert "<img src=x" not in page


# the first click


def test_a_praised_answer_is_proposed_as_the_right_one() -> None:
    draft = Draft.of_entry(replace(ENTRY, thumb=Thumb.UP))
    assert (draft.answer, draft.must_contain, draft.type) == ("58 thủ tục", "58 thủ tục", "number")
    whole = Draft.of_entry(replace(ENTRY, thumb=Thumb.UP, short=None))
    assert (whole.answer, whole.must_contain) == ("Tổng số là 58 thủ tục", "")


def test_an_answer_that_was_complained_about_is_not_proposed() -> None:
    draft = Draft.of_entry(ENTRY)
    assert (draft.answer, draft.must_contain, draft.answerable) == ("", "", True)
    assert len(draft.evidence) == 2


@pytest.mark.parametrize(
    ("question", "history", "style"),
    [
        ("So co bao nhieu thu tuc?", (), "no_diacritics"),
        ("How many procedures are there?", (), "english"),
        ("Còn năm 2023?", ("Sở có bao nhiêu thủ tục?",), "followup"),
        ("Sở có bao nhiêu thủ tục?", (), "plain"),
    ],
)
def test_how_it_was_asked_is_recognised(
    question: str, history: tuple[str, ...], style: str
) -> None:
    draft = Draft.of_entry(replace(ENTRY, question=question, history=history))
    assert draft.style == style
    assert draft.type in TYPES


def test_a_praised_refusal_is_proposed_as_a_question_to_be_refused() -> None:
    refusal = replace(ENTRY, thumb=Thumb.UP, status=Status.NOT_FOUND, places=())
    assert not Draft.of_entry(refusal).answerable
    assert Draft.of_entry(replace(refusal, thumb=Thumb.DOWN)).answerable


def test_the_first_click_shows_what_will_be_written_and_writes_nothing(
    evaluator: TestClient, feedback: Feedback, sets: Path
) -> None:
    page = send(evaluator, "check")
    assert page.status_code == 200
    assert "58 thủ tục | 58 TTHC" in page.text
    assert f'value="{FIRST}"' in page.text
    assert "Xin xem lại" not in page.text
    assert feedback.find(ENTRY.key) == ENTRY
    assert not list(sets.glob("*.jsonl"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"question": " "}, "Xin nhập câu hỏi."),
        ({"question": "a" * 501}, "Dài 501 ký tự; tối đa là 500."),
        ({"history": "b" * 502}, "Dài 502 ký tự; tối đa là 500."),
        ({"answer": ""}, "Xin nhập đáp án đúng."),
        ({"answer": "c" * 2001}, "Dài 2001 ký tự"),
        ({"must_contain": " | \n|"}, "ít nhất một ý"),
        ({"must_contain": "d\n" * 51}, "Nhiều nhất 50 ý."),
        ({"evidence": ()}, "đáp án nằm ở tài liệu nào"),
        ({"evidence": (Evidence(REPORT, page="1"),) * 21}, "Nhiều nhất 20 chỗ."),
        ({"style": "poem"}, "Xin chọn một giá trị trong danh sách."),
        ({"type": ""}, "Xin chọn một giá trị trong danh sách."),
        ({"audience": "evaluator"}, "Xin chọn một giá trị trong danh sách."),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(
    evaluator: TestClient, sets: Path, changes: dict[str, str], said: str
) -> None:
    draft = replace(DRAFT, **changes)  # type: ignore[arg-type]
    for path in ("check", "move"):
        page = send(evaluator, path, draft, new_set="bo")
        assert page.status_code == 422
        assert said in html.unescape(page.text)
        assert "58 TTHC" in page.text or "must_contain" in changes
    assert not sets.exists() or not list(sets.glob("*.jsonl"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"document": "khong-co.pdf", "page": "1"}, "Không có tài liệu tên này"),
        ({"document": "../../etc/passwd", "page": "1"}, "Không có tài liệu tên này"),
        ({"document": SECRET, "lines": "1"}, "Tài liệu nội bộ"),
        ({"document": REPORT}, "Xin ghi thêm trang"),
        ({"document": REPORT, "page": "3"}, "Tài liệu chỉ có 2 trang."),
        ({"document": REPORT, "page": "0"}, "Tài liệu chỉ có 2 trang."),
        ({"document": REPORT, "page": "-1"}, "Phải là một số."),
        ({"document": REPORT, "page": "²"}, "Phải là một số."),
        ({"document": REPORT, "page": "2", "lines": "2-3"}, "xin để trống ô “Dòng”"),
        ({"document": REPORT, "sheet": "TTHC"}, "Không có trang tính tên này."),
        ({"document": REPORT, "row": "7"}, "Không có hàng này."),
        ({"document": REPORT, "page": "2", "procedure": "2.001770"}, "Tài liệu không có thủ tục"),
        ({"document": NOTE, "lines": "119-121"}, "Tài liệu chỉ có 120 dòng."),
        ({"document": NOTE, "lines": "5-4"}, "Tài liệu chỉ có 120 dòng."),
        ({"document": NOTE, "lines": "0"}, "Tài liệu chỉ có 120 dòng."),
        ({"document": NOTE, "lines": "5", "quote": "Dòng ghi chú thứ 6"}, "Không thấy đoạn này"),
        ({"document": NOTE, "quote": "không đâu có câu này"}, "Không thấy đoạn này"),
        ({"document": NOTE, "lines": "năm"}, "Xin ghi 115 hoặc 115-117."),
        ({"page": "2"}, "Không có tài liệu tên này"),
        ({"document": REPORT, "page": "2"}, ""),
        ({"document": NOTE, "lines": "120"}, ""),
        ({"document": NOTE, "quote": "dong ghi chu thu 6  ve cong tac"}, ""),
        ({"document": NOTE, "lines": "10 – 12"}, ""),
    ],
)
def test_evidence_is_looked_up_in_the_indexed_documents(
    evaluator: TestClient, fields: dict[str, str], said: str
) -> None:
    found = place(evaluator, **fields)
    assert said in found
    assert bool(found) == bool(said)


def test_staff_may_be_shown_staff_documents(desk: Desk) -> None:
    evidence = (Evidence(SECRET, lines="1"),)
    checked = check(desk, replace(DRAFT, audience="staff", evidence=evidence))  # type: ignore[arg-type]
    assert checked.item is not None
    assert checked.item["evidence"] == [{"document": SECRET, "lines": [1, 1]}]


def test_a_part_that_stands_nowhere_is_pointed_out_and_can_be_moved(evaluator: TestClient) -> None:
    draft = replace(DRAFT, must_contain="58 thủ tục\n70 quyết định")
    page = html.unescape(send(evaluator, "check", draft).text)
    assert "Không thấy “70 quyết định” trong đoạn làm bằng chứng" in page
    assert "Đáp án đúng không có “70 quyết định”" in page
    assert "Không thấy “58 thủ tục”" not in page
    assert send(evaluator, "move", draft, new_set="bo").status_code == 303


def test_what_was_typed_comes_back_to_be_edited(evaluator: TestClient) -> None:
    page = send(evaluator, "edit", replace(DRAFT, answer="Một đáp án khác")).text
    assert "Một đáp án khác</textarea>" in page
    assert '<option value="number" selected>' in page


# the second click


def test_a_moved_question_is_read_by_the_evaluation_and_its_entry_is_done(
    evaluator: TestClient, feedback: Feedback, sets: Path
) -> None:
    draft = replace(
        DRAFT, history="Sở là gì?\r\n\nNăm nào?", must_contain="58 thủ tục|58 TTHC\n 41 "
    )
    moved = send(evaluator, "move", draft, new_set="Câu hỏi thực tế")
    assert (moved.status_code, moved.headers["location"]) == (303, "/admin/review?done=moved")
    (item,) = questions.read(sets / "Câu hỏi thực tế.jsonl")
    assert item.id == f"use-{ENTRY.key}"
    assert item.question == DRAFT.question
    assert item.history == ("Sở là gì?", "Năm nào?")
    assert item.must_contain == (("58 thủ tục", "58 TTHC"), ("41",))
    assert item.evidence == ({"document": REPORT, "page": 2},)
    assert (item.style, item.type, item.answerable) == ("plain", "number", True)
    assert item.fields["answer"] == "58 thủ tục"
    assert item.fields["audience"] == "citizen"
    entry = feedback.find(ENTRY.key)
    assert entry is not None
    assert (entry.state, entry.moved) == (State.DONE, f"Câu hỏi thực tế.jsonl#{item.id}")
    page = evaluator.get(f"/admin/review/entry/{ENTRY.key}").text
    assert "Câu hỏi thực tế.jsonl" in page
    assert 'id="draft"' not in page
    assert "Câu hỏi thực tế.jsonl" in evaluator.get("/admin/evaluation").text


def test_a_question_to_be_refused_needs_neither_answer_nor_evidence(
    evaluator: TestClient, sets: Path
) -> None:
    draft = replace(DRAFT, answerable=False, answer="", must_contain="", evidence=())
    assert send(evaluator, "move", draft, new_set="bo").status_code == 303
    (item,) = questions.read(sets / "bo.jsonl")
    assert (item.answerable, item.type, item.evidence) == (False, UNANSWERABLE, ())


def test_it_is_added_at_the_end_of_the_chosen_set_whose_lines_stay(
    evaluator: TestClient, sets: Path
) -> None:
    sets.mkdir(parents=True)
    before = '\ufeff{"id": "a", "question": "Một\u2028hai?"}\r\n\n'
    before += '{"id": "b", "question": "Sở có bao nhiêu thủ tục"}'
    (sets / "co-san.jsonl").write_bytes(before.encode())
    page = html.unescape(send(evaluator, "check").text)
    assert "Câu hỏi này đã có trong bộ: co-san.jsonl." in page
    assert send(evaluator, "move", set="co-san.jsonl", new_set="khac").status_code == 303
    items = questions.read(sets / "co-san.jsonl")
    assert [item.id for item in items] == ["a", "b", f"use-{ENTRY.key}"]
    assert items[0].question == "Một\u2028hai?"
    assert [path.name for path in sets.glob("*.jsonl")] == ["co-san.jsonl"]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("bo", "bo.jsonl"),
        (" Bộ một.JSONL", "Bộ một.JSONL"),
        ("../../etc/passwd", "passwd.jsonl"),
        ("a/b\\c.jsonl", "c.jsonl"),
        (".hidden", "hidden.jsonl"),
        ("a\x00b", "a b.jsonl"),
        ("", None),
        ("   ", None),
        ("/", None),
    ],
)
def test_a_set_is_named_without_leaving_its_folder(given: str, name: str | None) -> None:
    assert name_of(given) == name


def test_a_set_without_a_name_is_asked_for_again(evaluator: TestClient, feedback: Feedback) -> None:
    page = send(evaluator, "move", set="nowhere.jsonl", new_set=" ")
    assert page.status_code == 422
    assert "Xin đặt tên cho bộ mới." in page.text
    assert feedback.find(ENTRY.key) == ENTRY


def test_a_set_that_cannot_be_written_is_told_and_the_entry_stays_new(
    evaluator: TestClient, feedback: Feedback, sets: Path
) -> None:
    (sets / "bo.jsonl").mkdir(parents=True)
    page = send(evaluator, "move", new_set="bo")
    assert page.status_code == 507
    assert "Không ghi được bộ câu hỏi này" in page.text
    assert feedback.find(ENTRY.key) == ENTRY
    assert not list(sets.glob("*.part"))


def test_dismissing_and_its_undo(evaluator: TestClient, feedback: Feedback) -> None:
    assert send(evaluator, "dismiss").headers["location"] == "/admin/review?done=dismissed"
    assert "Ý kiến này đã được bỏ qua." in evaluator.get(f"/admin/review/entry/{ENTRY.key}").text
    assert send(evaluator, "reopen", state="dismissed").status_code == 303
    assert feedback.find(ENTRY.key) == ENTRY


def test_undoing_a_move_takes_the_question_out_of_its_set_and_leaves_the_others(
    evaluator: TestClient, feedback: Feedback, sets: Path
) -> None:
    sets.mkdir(parents=True)
    (sets / "bo.jsonl").write_text('{"id": "a", "question": "Một?"}\n', "utf-8")
    send(evaluator, "move", set="bo.jsonl")
    assert len(questions.read(sets / "bo.jsonl")) == 2
    assert "done=reopened" in send(evaluator, "reopen", state="done").headers["location"]
    assert [item.id for item in questions.read(sets / "bo.jsonl")] == ["a"]
    assert feedback.find(ENTRY.key) == ENTRY
    assert send(evaluator, "move", set="bo.jsonl").headers["location"].endswith("done=moved")
    assert len(questions.read(sets / "bo.jsonl")) == 2


def test_who_comes_second_is_told_and_changes_nothing(
    evaluator: TestClient, feedback: Feedback, sets: Path
) -> None:
    send(evaluator, "move", new_set="bo")
    settled = feedback.find(ENTRY.key)
    for path, fields in (
        ("move", {"new_set": "khac"}),
        ("check", {}),
        ("dismiss", {}),
        ("reopen", {"state": "dismissed"}),
        ("reopen", {}),
    ):
        late = send(evaluator, path, **fields)
        assert late.headers["location"] == f"/admin/review/entry/{ENTRY.key}?done=conflict"
    assert "Người khác vừa xử lý" in evaluator.get(late.headers["location"]).text
    assert feedback.find(ENTRY.key) == settled
    assert [path.name for path in sets.glob("*.jsonl")] == ["bo.jsonl"]


def test_two_evaluators_at_once_move_every_entry_once(desk: Desk, feedback: Feedback) -> None:
    entries = [replace(ENTRY, key=f"{n:016x}", question=f"Câu thứ {n}?") for n in range(12)]
    for entry in entries:
        feedback.put(entry)
    won: list[str] = []

    def work(name: str) -> None:
        bureau = Bureau(desk)  # type: ignore[arg-type]
        for entry in entries:
            checked = bureau.check(replace(DRAFT, question=entry.question))
            if bureau.move(entry, checked, name):
                won.append(entry.key)

    threads = [threading.Thread(target=work, args=(f"bo-{n % 2}.jsonl",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [entry.key for entry in entries]
    folder = desk.settings.store / "evaluation" / "sets"
    written = [item.id for path in folder.glob("*.jsonl") for item in questions.read(path)]
    assert sorted(written) == [f"use-{entry.key}" for entry in entries]


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe", b"key=", b"key=ffff", b"key=" + b"a" * 5000, b"=&&=;", b"key[]=1"],
)
def test_garbage_is_not_found_or_refused(evaluator: TestClient, path: str, body: bytes) -> None:
    got = evaluator.post(f"/admin/review/{path}", content=body, headers=HERE)
    assert got.status_code in (404, 422)


def test_a_form_that_is_too_large_is_refused(evaluator: TestClient) -> None:
    assert send(evaluator, "check", replace(DRAFT, answer="a" * 100_000)).status_code == 413


def test_a_damaged_file_of_entries_is_told_in_words(evaluator: TestClient, desk: Desk) -> None:
    (desk.settings.store / FILE).write_text("no database " * 100)
    for got in (
        evaluator.get("/admin/review"),
        evaluator.get(f"/admin/review/entry/{ENTRY.key}"),
        send(evaluator, "dismiss"),
    ):
        assert got.status_code == 503
        assert "feedback.sqlite" in got.text


# on the documents that ship


def test_every_place_of_the_demo_corpus_that_an_answer_cites_can_be_evidence_and_be_asked(
    assistant: Assistant, tmp_path: Path
) -> None:
    sets = QuestionSets(tmp_path)
    asked = (
        "Sở có bao nhiêu thủ tục hành chính?",  # a page
        "Cấp chứng chỉ nhân viên bức xạ mất bao nhiêu ngày?",  # a row of a workbook
        "Chỉ số SIPAS là gì?",  # a Word file, which has neither
    )
    for number, question in enumerate(asked):
        answer = assistant.ask(question)
        ticket = Tickets().give(answer, (), assistant.version, None)
        assert ticket is not None
        entry = door.entry_of(assistant, ticket, Thumb.UP, "")
        draft = Draft.of_entry(entry)
        checked = check(
            assistant, replace(draft, must_contain=draft.must_contain or answer.text[:20])
        )
        assert checked.problems == ()
        assert checked.warnings == ()
        assert checked.item is not None
        with sets.locked():
            sets.add("bo.jsonl", {"id": str(number), **checked.item})
    for item in questions.read(tmp_path / "bo.jsonl"):
        assert item.style in STYLES
        assert item.located == item.evidence
        assert says_all(assistant.ask(item.question, item.history).text, item.must_contain)


def test_lines_of_a_set_are_single_lines_of_json(tmp_path: Path) -> None:
    sets = QuestionSets(tmp_path)
    with sets.locked():
        sets.add("bo.jsonl", {"id": "1", "question": "Một\nhai\u2028ba?"})
    (line,) = (tmp_path / "bo.jsonl").read_text("utf-8").rstrip("\n").split("\n")
    assert json.loads(line)["question"] == "Một\nhai\u2028ba?"
