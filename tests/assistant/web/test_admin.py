"""The administrator's pages: who gets in, what is shown, what is corrected, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import httpx
import pytest
from desk import HOSTILE, NOTE, REPORT, SECRET, SECRET_TEXT, Desk
from fastapi.testclient import TestClient

from assistant import api
from assistant.model import Role, Status
from assistant.pipeline import PageReading
from assistant.settings import Settings
from assistant.web import admin, border, views
from assistant.web.admin import shelf as shelves
from assistant.web.border import Border
from corpus import corrections
from corpus.corrections import Place
from corpus.model import Box, How, Note, NoteKind, StoredPage

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from corpus.embedding import Embedder

TOKEN = "mot-ma-quan-tri-dai"
BASE = "http://testserver"
HERE = {"origin": BASE}
PAGE = {"accept": "text/html"}
POSTS = (
    "upload?name=a.txt&audience=public",
    "read",
    "delete",
    "correct",
    "undo",
    "unread",
    "cancel",
)


def application(assistant: object) -> TestClient:
    """The administrator's pages and the views beside them, behind the border, without Gradio."""
    app = api.create_app(assistant)  # type: ignore[arg-type]
    app.include_router(views.router(assistant))  # type: ignore[arg-type]
    admin.install(app, assistant, TOKEN)  # type: ignore[arg-type]
    app.add_middleware(Border, admin=True)
    return TestClient(app, base_url=BASE, follow_redirects=False, raise_server_exceptions=False)


def log_in(client: TestClient) -> httpx.Response:
    return client.post("/admin/login", data={"token": TOKEN}, headers=HERE)


def send(client: TestClient, path: str, fields: object = ()) -> httpx.Response:
    content = urlencode(fields, doseq=True)  # type: ignore[arg-type]
    return client.post(f"/admin/{path}", content=content, headers=HERE)


@pytest.fixture
def stranger(desk: Desk) -> Iterator[TestClient]:
    with application(desk) as client:
        yield client


@pytest.fixture
def keeper(stranger: TestClient) -> TestClient:
    assert log_in(stranger).status_code == 303
    return stranger


@pytest.fixture
def scan(desk: Desk) -> Desk:
    """The desk with its report read from pictures, one word of it doubtful."""
    lines = desk._lines[REPORT]
    doubted = lines[5]
    words = doubted.text.split()
    start = doubted.text.index("58")
    assert doubted.box is not None
    desk._lines[REPORT][5] = replace(
        doubted,
        doubts=((start, start + 2, "S8"),),
        words=tuple(Box(72 + 10 * at, 500, 80 + 10 * at, 517) for at in range(len(words))),
    )
    notes = (Note(NoteKind.TURNED, "90"), Note(NoteKind.ATTACHMENT, HOSTILE))
    desk.readings[REPORT] = [
        PageReading(StoredPage(1, None, How.TEXT, None, False, 1.0, 595, 842), 0),
        PageReading(StoredPage(2, None, How.OCR, "trueocr", True, 0.789, 595, 842, notes), 1),
    ]
    desk.readings[NOTE] = [
        PageReading(StoredPage(None, None, How.TEXT, None, False, 1.0, None, None), 0)
    ]
    return desk


# who gets in


def test_without_a_token_there_is_nothing_to_log_in_to(client: TestClient) -> None:
    for path in ("", "/login", "/admin.js", "/jobs", f"/document/{REPORT}"):
        got = client.get(f"/admin{path}")
        assert got.status_code == 404
        assert got.content == client.get("/nowhere").content
    for path in POSTS:
        assert client.post(f"/admin/{path}", headers=HERE).status_code == 404


def test_a_blank_token_is_no_token(tmp_path: Path) -> None:
    from assistant.web import create_app

    with TestClient(create_app(Desk(tmp_path, admin_token="  "))) as client:  # type: ignore[arg-type]
        assert client.get("/admin/login").status_code == 404


def test_with_a_token_the_whole_app_has_the_pages(tmp_path: Path) -> None:
    from assistant.web import create_app

    app = create_app(Desk(tmp_path, admin_token=TOKEN))  # type: ignore[arg-type]
    with TestClient(app, base_url=BASE, follow_redirects=False) as client:
        assert client.get("/admin/login").status_code == 200
        assert client.get("/admin/nothing").status_code == 404
        assert client.get("/").status_code == 200
        assert "/admin" not in client.get("/openapi.json").text


def test_a_page_leads_whoever_is_not_logged_in_to_the_log_in(stranger: TestClient) -> None:
    for path in ("", f"/document/{REPORT}"):
        got = stranger.get(f"/admin{path}", headers=PAGE)
        assert (got.status_code, got.headers["location"]) == (303, "/admin/login")
        assert "BÁO CÁO" not in got.text


@pytest.mark.parametrize(
    "path",
    ["", "/admin.js", "/jobs", f"/file/{SECRET}", f"/picture/{REPORT}?page=1", f"/document/{NOTE}"],
)
def test_nothing_is_read_without_a_session(stranger: TestClient, path: str) -> None:
    stranger.cookies.set("assistant_admin", "guessed")
    got = stranger.get(f"/admin{path}")
    assert got.status_code == 401
    assert got.headers["content-type"] == "application/problem+json"
    assert SECRET_TEXT not in got.text


@pytest.mark.parametrize("path", POSTS)
def test_nothing_is_changed_without_a_session(stranger: TestClient, desk: Desk, path: str) -> None:
    assert stranger.post(f"/admin/{path}", content=b"x", headers=HERE).status_code == 401
    assert not (desk.settings.store / "uploads").exists()


@pytest.mark.parametrize("path", [*POSTS, "logout"])
@pytest.mark.parametrize("origin", ["http://elsewhere", "null", None])
def test_nothing_is_changed_from_another_site(
    keeper: TestClient, desk: Desk, path: str, origin: str | None
) -> None:
    headers = {"origin": origin} if origin else {}
    assert keeper.post(f"/admin/{path}", content=b"x", headers=headers).status_code == 403
    assert not (desk.settings.store / "uploads").exists()
    assert keeper.get("/admin").status_code == 200


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    stranger: TestClient,
) -> None:
    cookie = log_in(stranger).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/admin" in cookie
    assert TOKEN not in cookie
    assert "Secure" not in cookie
    over_tls = stranger.post(
        "https://testserver/admin/login", data={"token": TOKEN}, headers={"origin": BASE}
    )
    assert "Secure" in over_tls.headers["set-cookie"]


def test_a_wrong_token_is_told_and_the_sixth_is_not_looked_at(
    stranger: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(5):
        wrong = stranger.post("/admin/login", data={"token": "sai-token"}, headers=HERE)
        assert wrong.status_code == 401
        assert "Mã không đúng" in wrong.text
    braked = log_in(stranger)
    assert braked.status_code == 429
    assert int(braked.headers["retry-after"]) > 0
    assert "Nhập sai quá nhiều lần" in braked.text
    assert "sai-token" not in caplog.text + wrong.text


def test_logging_out_ends_the_session(keeper: TestClient) -> None:
    cookie = keeper.cookies["assistant_admin"]
    assert send(keeper, "logout").status_code == 303
    keeper.cookies.set("assistant_admin", cookie)
    assert keeper.get("/admin/jobs").status_code == 401


def test_the_pages_run_no_script_but_their_own_and_are_kept_nowhere(keeper: TestClient) -> None:
    got = keeper.get("/admin", headers=PAGE)
    policy = got.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "<script>" not in got.text
    assert " onclick" not in got.text
    assert got.headers["referrer-policy"] == "same-origin"
    assert got.headers["cache-control"] == "no-store"
    script = keeper.get("/admin/admin.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert "innerHTML" not in script.text


# what is shown


def test_the_list_shows_public_and_staff_documents_with_their_quality(
    keeper: TestClient, scan: Desk
) -> None:
    page = keeper.get("/admin").text
    assert "3 tài liệu" in page
    assert "Báo cáo cải cách hành chính" in page
    assert "Số 12/BC-SKHCN" in page
    assert 'class="tag staff">Nội bộ' in page
    assert "1 từ nghi ngờ" in page


def test_the_list_is_searched_without_accents(keeper: TestClient) -> None:
    page = keeper.get("/admin?q=cai cach 12/bc").text
    assert "1 trong 3 tài liệu" in page
    assert SECRET not in page
    assert "Không có tài liệu nào khớp" in keeper.get("/admin?q=khonggi").text


def test_every_page_says_how_it_was_read_and_what_was_done_to_it(
    keeper: TestClient, scan: Desk
) -> None:
    page = keeper.get(f"/admin/document/{REPORT}").text
    assert "nhận dạng từ ảnh (trueocr)" in page
    assert "78\N{NO-BREAK SPACE}%" in page
    assert "ảnh đã được xoay 90° theo chiều kim đồng hồ" in page
    assert 'href="/admin/document/bao-cao/bao-cao-6-thang.pdf?page=2"' in page


def test_a_doubtful_word_is_marked_in_the_text_and_on_the_turned_picture(
    keeper: TestClient, scan: Desk
) -> None:
    page = keeper.get(f"/admin/document/{REPORT}?page=2").text
    picture = re.search(r'<img src="([^"]+)"', page)
    assert picture is not None
    drawn = keeper.get(picture[1].replace("&amp;", "&"))
    assert drawn.headers["content-type"] == "image/png"
    width, height = _png_size(drawn.content)
    assert width > height  # an upright page, turned by a quarter
    doubt = re.search(r'class="doubt"[^>]*data-spot="([^"]+)"[^>]*aria-label="([^"]+)"', page)
    box = re.search(r'class="guess-box"[^>]*data-spot="([^"]+)"', page)
    assert doubt is not None
    assert box is not None
    assert box[1] == doubt[1]
    assert "58" in doubt[2]
    assert "S8" in doubt[2]
    word = scan._lines[REPORT][5].text.split().index("58")
    left, top, _, _ = map(float, doubt[1].split())
    assert left == pytest.approx(100 - 100 * 517 / 842, abs=0.02)
    assert top == pytest.approx(100 * (72 + 10 * word) / 595, abs=0.02)


def test_names_and_texts_of_documents_are_never_markup(keeper: TestClient, scan: Desk) -> None:
    hostile = replace(scan._documents[0], name=HOSTILE + ".pdf", title=HOSTILE, number=HOSTILE)
    scan._documents.append(hostile)
    scan._lines[hostile.name] = scan._lines[REPORT]
    scan.readings[hostile.name] = scan.readings[REPORT]
    for address in (
        "/admin",
        f"/admin/document/{quote(hostile.name)}",
        f"/admin/document/{quote(hostile.name)}?page=2",
        f"/admin/document/{quote(NOTE)}",
        f"/admin?q={quote(HOSTILE)}",
    ):
        page = keeper.get(address)
        assert page.status_code == 200
        assert "<img src=x" not in page.text
        assert "&lt;img src=x" in page.text


def test_a_long_page_is_edited_in_parts(keeper: TestClient, scan: Desk) -> None:
    line = scan._lines[NOTE][0]
    scan._lines[NOTE] = [replace(line, position=at, number=at + 1) for at in range(450)]
    page = keeper.get(f"/admin/document/{quote(NOTE)}?page=1&first=400").text
    assert page.count('name="line"') == 50
    assert "Dòng 401–450 trong 450" in page


@pytest.mark.parametrize(
    "path",
    ["document/none.pdf", f"document/{REPORT}?page=9", "file/none", f"picture/{NOTE}?page=1"],
)
def test_what_is_not_there_is_not_found(keeper: TestClient, scan: Desk, path: str) -> None:
    assert keeper.get(f"/admin/{path}").status_code == 404


def test_the_pages_speak_english_when_asked_and_remember_it(keeper: TestClient) -> None:
    assert '<html lang="en">' in keeper.get("/admin?lang=en").text
    page = keeper.get("/admin").text
    assert "Add documents" in page
    assert '<html lang="vi">' in keeper.get("/admin?lang=vi").text


# what is corrected


def correction(page: str, changes: dict[int, str], **more: str) -> list[tuple[str, str]]:
    """What the form of a page sends when some of its lines were changed."""
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    form = page[page.index('action="/admin/correct"') :]
    lines = re.findall(r'<textarea name="line"[^>]*>(.*?)</textarea>', form, re.DOTALL)
    fields = dict(hidden) | more
    return [
        *((name, fields[name]) for name in ("name", "page", "first", "seen")),
        *(("line", changes.get(at, text)) for at, text in enumerate(lines)),
        *(("confirm", "1") for _ in range(more.get("confirm") == "1")),
    ]


def test_a_corrected_line_is_kept_for_the_file_and_shown_at_once(
    keeper: TestClient, scan: Desk
) -> None:
    address = f"/admin/document/{REPORT}?page=2"
    form = correction(keeper.get(address).text, {1: "Sở có 58 thủ tục <b>"})
    saved = send(keeper, "correct", form)
    assert (saved.status_code, saved.headers["location"]) == (303, f"{address}&done=saved")
    (kept,) = corrections.load(scan.settings.store, scan._documents[0].sha256)
    assert (kept.place, dict(kept.texts)) == (Place(1, 2), {1: "Sở có 58 thủ tục <b>"})
    page = keeper.get(saved.headers["location"]).text
    assert "Sở có 58 thủ tục &lt;b&gt;" in page
    assert "Đã lưu" in page
    assert "Bỏ mọi sửa tay" in page
    undone = send(keeper, "undo", {"name": REPORT, "page": "1"})
    assert undone.headers["location"].endswith("done=undone")
    assert corrections.load(scan.settings.store, scan._documents[0].sha256) == ()


def test_a_page_that_was_compared_loses_its_doubts(keeper: TestClient, scan: Desk) -> None:
    address = f"/admin/document/{REPORT}?page=2"
    send(keeper, "correct", correction(keeper.get(address).text, {}, confirm="1"))
    (kept,) = corrections.load(scan.settings.store, scan._documents[0].sha256)
    assert len(kept.texts) == 4
    assert 'class="doubt"' not in keeper.get(address).text


def test_saving_nothing_changes_nothing(keeper: TestClient, scan: Desk) -> None:
    page = keeper.get(f"/admin/document/{REPORT}?page=2").text
    saved = send(keeper, "correct", correction(page, {}))
    assert saved.headers["location"].endswith("done=unchanged")
    assert corrections.load(scan.settings.store, scan._documents[0].sha256) == ()
    assert keeper.get("/admin/jobs").json()["jobs"] == []


def test_nothing_is_saved_over_a_reading_that_came_in_between(
    keeper: TestClient, scan: Desk
) -> None:
    page = keeper.get(f"/admin/document/{REPORT}?page=2").text
    scan._lines[REPORT][4] = replace(scan._lines[REPORT][4], text="2. Thủ tục", source="2. Thu")
    refused = send(keeper, "correct", correction(page, {1: "phần tôi đã gõ"}))
    assert refused.status_code == 409
    assert "phần tôi đã gõ" in refused.text
    assert corrections.load(scan.settings.store, scan._documents[0].sha256) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "none.pdf", "page": "0"},
        {"name": REPORT, "page": "9"},
        {"name": REPORT, "page": "-1"},
        {"name": REPORT, "page": "x"},
        {},
    ],
)
def test_a_correction_of_nothing_that_is_there_is_not_found(
    keeper: TestClient, scan: Desk, fields: dict[str, str]
) -> None:
    for path in ("correct", "undo"):
        assert send(keeper, path, fields).status_code == 404


# what is refused


@pytest.mark.parametrize(
    ("query", "content", "status", "said"),
    [
        ("name=a.exe&audience=public", b"x", 415, "chưa đọc được loại tệp này"),
        ("name=../..&audience=public", b"x", 415, "chưa đọc được loại tệp này"),
        ("name=a.txt&audience=public", b"", 422, "tệp trống"),
        ("name=a.txt&audience=everybody", b"x", 422, ""),
        ("name=a.txt", b"x", 422, ""),
    ],
)
def test_an_upload_that_is_refused_says_why_and_leaves_nothing(
    keeper: TestClient, desk: Desk, query: str, content: bytes, status: int, said: str
) -> None:
    got = keeper.post(f"/admin/upload?{query}", content=content, headers=HERE)
    assert got.status_code == status
    assert said in got.json()["detail"]
    assert not any(path.is_file() for path in (desk.settings.store / "uploads").rglob("*"))


def test_an_upload_is_cut_off_at_its_limit_announced_or_not(
    keeper: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.web.admin.changes.MAX_UPLOAD", 5000)
    monkeypatch.setitem(border._LARGER, "/admin/upload", 9000)
    body = [b"x" * 1000] * 7
    for content in (b"".join(body), iter(body), iter(body * 2)):
        got = keeper.post("/admin/upload?name=a.txt&audience=public", content=content, headers=HERE)
        assert got.status_code == 413
    assert not any(path.is_file() for path in (desk.settings.store / "uploads").rglob("*"))


def test_a_form_that_is_too_long_is_refused(keeper: TestClient, scan: Desk) -> None:
    assert send(keeper, "read", {"name": "x" * 10_000}).status_code == 413
    assert send(keeper, "correct", {"line": "x" * 3_000_000}).status_code == 413
    assert send(keeper, "correct", [("line", "")] * 5_000).status_code == 422


def test_a_document_of_another_folder_is_not_deleted(keeper: TestClient, desk: Desk) -> None:
    refused = send(keeper, "delete", {"name": REPORT})
    assert refused.status_code == 409
    assert desk._documents[0].path.is_file()
    assert "delete" not in keeper.get(f"/admin/document/{quote(NOTE)}").text


def test_files_put_aside_are_named_with_their_reason(keeper: TestClient, desk: Desk) -> None:
    shelf = shelves.Shelf(desk.settings.store)
    with shelf.receiving(shelves.Audience.STAFF, "khoa.docx") as out:
        out.write(b"x")
    shelf.settle(shelves.Audience.STAFF, "khoa.docx")
    shelf.reject(shelves.Audience.STAFF, "khoa.docx", shelves.Reason.ENCRYPTED)
    page = keeper.get("/admin").text
    assert "khoa.docx" in page
    assert "được bảo vệ bằng mật khẩu" in page
    fields = {"name": "khoa.docx", "audience": "staff", "do": "drop"}
    assert send(keeper, "unread", fields).status_code == 303
    assert "khoa.docx" not in keeper.get("/admin").text


# the whole road


@pytest.fixture(scope="module")
def opened(
    embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Assistant, TestClient]]:
    from assistant.pipeline import Assistant
    from corpus.index import build

    folder = tmp_path_factory.mktemp("admin")
    (folder / "documents").mkdir()
    path = folder / "documents" / "bao-cao.txt"
    path.write_text("BÁO CÁO\nSở có 58 thủ tục hành chính cấp tỉnh.\n", encoding="utf-8")
    build([path.parent], folder / "store", embedder=embedder)
    settings = Settings(_env_file=None, store=folder / "store")  # type: ignore[call-arg]
    assistant = Assistant(settings, embedder)
    with application(assistant) as client:
        log_in(client)
        yield assistant, client
    assistant.close()


def finished(client: TestClient, wait: Callable[[float], None]) -> list[dict[str, object]]:
    for _ in range(600):
        jobs: list[dict[str, object]] = client.get("/admin/jobs").json()["jobs"]
        if not any(job["open"] for job in jobs):
            return jobs
        wait(0.1)
    raise AssertionError("the jobs did not end")


def test_an_uploaded_document_is_answered_from_corrected_and_deleted(
    opened: tuple[Assistant, TestClient],
) -> None:
    from time import sleep

    assistant, client = opened
    text = "Quyết định số 07/2024/QĐ-UBND\nSở có 63 con dấu nổi đang dùng.\n"
    for name, content in (("quyết định.txt", text.encode()), ("hong.pdf", b"%PDF-1.7 no more")):
        address = f"/admin/upload?name={quote(name)}&audience=public"
        assert client.post(address, content=content, headers=HERE).status_code == 202
    jobs = finished(client, sleep)
    assert {str(job["name"]): job["state"] for job in jobs} == {
        "quyết định.txt": "done",
        "hong.pdf": "failed",
    }
    page = client.get("/admin").text
    assert "hong.pdf" in page
    assert "tệp hỏng" in page

    asked = assistant.ask("Sở có bao nhiêu con dấu nổi?")
    assert asked.status is Status.ANSWERED
    assert "63" in asked.text
    again = client.post(
        f"/admin/upload?name={quote('quyết định.txt')}&audience=public", content=b"x", headers=HERE
    )
    assert again.status_code == 409

    shown = client.get(f"/admin/document/{quote('quyết định.txt')}").text
    send(client, "correct", correction(shown, {1: "Sở có 64 con dấu nổi đang dùng."}))
    finished(client, sleep)
    asked = assistant.ask("Sở có bao nhiêu con dấu nổi?")
    assert "64" in asked.text
    assert "64" in asked.citations[0].quote
    assert "63" in asked.citations[0].source_quote
    (reading,) = assistant.pages("quyết định.txt")
    assert Note(NoteKind.CORRECTED, "1") in reading.page.notes
    send(client, "read", {"name": "quyết định.txt"})
    finished(client, sleep)
    assert "64" in assistant.ask("Sở có bao nhiêu con dấu nổi?").text

    send(client, "delete", {"name": "quyết định.txt"})
    finished(client, sleep)
    assert assistant.document("quyết định.txt", Role.STAFF) is None
    assert [document.name for document in assistant.documents(Role.STAFF)] == ["bao-cao.txt"]


def test_what_was_saved_before_a_crash_is_taken_up(opened: tuple[Assistant, TestClient]) -> None:
    from time import sleep

    assistant, _ = opened
    known = assistant.document("bao-cao.txt")
    assert known is not None
    seen = assistant.lines(known.name)
    corrections.save(
        assistant.settings.store,
        known.sha256,
        Place(0),
        [seen[0].text, "Sở có 59 thủ tục hành chính cấp tỉnh."],
        seen,
    )
    uploads = assistant.settings.store.resolve() / "uploads" / ".incoming" / "public"
    uploads.mkdir(parents=True, exist_ok=True)
    (uploads / "dang-cho.txt").write_text("Văn bản đang chờ.", encoding="utf-8")
    with application(assistant) as again:
        log_in(again)
        finished(again, sleep)
    assert assistant.lines(known.name)[1].text == "Sở có 59 thủ tục hành chính cấp tỉnh."
    assert assistant.document("dang-cho.txt") is not None


def test_a_staff_upload_is_hidden_from_citizens(opened: tuple[Assistant, TestClient]) -> None:
    from time import sleep

    assistant, client = opened
    content = "Quy trình nội bộ về lưu trữ hồ sơ mật.".encode()
    client.post("/admin/upload?name=noi-bo.txt&audience=staff", content=content, headers=HERE)
    finished(client, sleep)
    assert assistant.document("noi-bo.txt", Role.STAFF) is not None
    assert assistant.document("noi-bo.txt", Role.CITIZEN) is None
    assert client.get("/source/noi-bo.txt").status_code == 404
    assert client.get("/admin/file/noi-bo.txt").content == content


def _png_size(data: bytes) -> tuple[int, int]:
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
