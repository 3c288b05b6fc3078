from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from desk import NOTE, REPORT, SECRET, SECRET_TEXT, Desk
from fastapi.testclient import TestClient
from PIL import Image

from assistant.model import Role
from assistant.pipeline import PageReading
from assistant.web import create_app, render
from assistant.web.sources import Place, view
from assistant.web.texts import texts
from corpus.model import How, Note, NoteKind, StoredPage
from corpus.model import Role as LineRole


def test_a_document_is_downloaded_as_it_is(client: TestClient, tmp_path: Path) -> None:
    got = client.get(f"/documents/{REPORT}")
    assert got.content == (tmp_path / REPORT).read_bytes()
    assert got.headers["content-disposition"].startswith("attachment")


def test_a_name_with_vietnamese_letters_is_an_address(client: TestClient) -> None:
    assert client.get(f"/documents/{quote(NOTE)}").status_code == 200


@pytest.mark.parametrize(
    "address", ["/documents/{}", "/pages/{}/1.png", "/source/{}", "/source/{}?page=1&lines=1-1"]
)
def test_a_staff_document_is_as_unknown_to_a_citizen_as_one_that_never_was(
    client: TestClient, address: str
) -> None:
    hidden, unknown = client.get(address.format(SECRET)), client.get(address.format("staff/x.txt"))
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content
    assert SECRET_TEXT not in hidden.text


def test_staff_see_the_staff_document(tmp_path: Path) -> None:
    with TestClient(create_app(Desk(tmp_path, role=Role.STAFF))) as client:
        assert SECRET_TEXT in client.get(f"/source/{SECRET}").text
        assert client.get(f"/documents/{SECRET}").status_code == 200


@pytest.mark.parametrize("query", ["?role=staff", "?audience=staff"])
def test_a_request_cannot_choose_its_role(client: TestClient, query: str) -> None:
    headers = {"X-Role": "staff", "Cookie": "role=staff"}
    assert client.get(f"/documents/{SECRET}{query}", headers=headers).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "%2fetc%2fpasswd",
        "bao-cao/../staff/noi-bo.txt",
    ],
)
def test_only_names_that_the_store_knows_are_opened(client: TestClient, name: str) -> None:
    for folder in ("documents", "source"):
        assert client.get(f"/{folder}/{name}").status_code == 404


def test_a_drawn_page_shows_the_marked_lines(client: TestClient) -> None:
    plain = client.get(f"/pages/{REPORT}/2.png")
    marked = client.get(f"/pages/{REPORT}/2.png?lines=2-3")
    assert marked.headers["content-type"] == "image/png"
    assert marked.content.startswith(b"\x89PNG")
    assert marked.content != plain.content


@pytest.mark.parametrize("address", [f"/pages/{REPORT}/3.png", f"/pages/{quote(NOTE)}/1.png"])
def test_a_page_that_cannot_be_drawn_is_not_found(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_source_page_marks_the_lines_and_needs_no_script(client: TestClient) -> None:
    got = client.get(f"/source/{quote(NOTE)}?lines=88-90")
    assert got.text.count("<mark>") == 3
    assert "<script" not in got.text
    assert "default-src 'none'" in got.headers["content-security-policy"]
    assert '<html lang="vi">' in got.text


def test_the_source_page_of_a_pdf_shows_the_drawn_page(client: TestClient) -> None:
    page = client.get(f"/source/{REPORT}?page=2&lines=2-3").text
    assert f'<img src="/pages/{REPORT}/2.png?lines=2-3"' in page
    assert "đoạn được trích dẫn đã tô sáng" in page


def test_the_source_page_follows_the_language(client: TestClient) -> None:
    page = client.get(f"/source/{REPORT}?page=2&lang=en").text
    assert '<html lang="en">' in page
    assert "Download original" in page


@pytest.mark.parametrize("query", ["?page=9", "?page=0", "?lines=abc", "?lines=1-2-3", "?sheet=x"])
def test_a_place_that_is_not_there_is_an_error_and_not_a_crash(
    client: TestClient, query: str
) -> None:
    assert client.get(f"/source/{quote(NOTE)}{query}").status_code in (404, 422)


def test_a_workbook_counts_rows_and_shows_the_lines_of_a_cell(desk: Desk) -> None:
    plain = desk._lines[NOTE][0]
    cells = [("Tên: Cấp thẻ", 5), ("Hồ sơ: Đơn\nẢnh", 5), ("Tên: Đổi thẻ", 6)]
    desk._lines[NOTE] = [
        replace(
            plain,
            position=at,
            number=at + 1,
            sheet="Danh mục",
            row=row,
            role=LineRole.ROW,
            source=text,
            text=" ".join(text.split()),
        )
        for at, (text, row) in enumerate(cells)
    ]
    shown = view(desk, Place(NOTE, None, "Danh mục", (2, 2)))  # type: ignore[arg-type]
    assert shown is not None
    assert [row.number for row in shown.rows] == [5, None, 6]
    assert (shown.rows[1].label, shown.rows[1].text) == ("Hồ sơ", "Đơn\nẢnh")
    assert shown.cells == (5, 5)
    assert "Trang tính Danh mục, dòng 5" in render.source(shown, texts("vi"))


def test_lines_that_nobody_can_count_have_no_number(desk: Desk) -> None:
    document = desk._documents[1]
    desk._documents[1] = replace(document, path=document.path.with_suffix(".docx"))
    shown = view(desk, Place(NOTE, None, None, (2, 3)))  # type: ignore[arg-type]
    assert shown is not None
    assert {row.number for row in shown.rows} == {None}
    assert "dòng 2" not in render.source(shown, texts("vi"))


def test_a_picture_is_drawn_and_said_to_be_read_from_it(desk: Desk, client: TestClient) -> None:
    report = next(d for d in desk._documents if d.name == REPORT)
    path = report.path.with_suffix(".png")
    Image.new("L", (827, 1169), 255).save(path, dpi=(100, 100))
    scan = replace(report, name="quet.png", path=path, pages=1, how=(How.OCR,))
    desk._documents.append(scan)
    desk._lines[scan.name] = [line for line in desk._lines[REPORT] if line.page == 1]
    read = StoredPage(
        1, None, How.OCR, "trueocr", False, 0.9, 595, 842, (Note(NoteKind.TURNED, "90"),)
    )
    desk.readings[scan.name] = [PageReading(read, 3)]
    page = client.get("/source/quet.png?lines=1-1").text
    assert '<img src="/pages/quet.png/1.png?lines=1-1"' in page
    assert "nhận dạng từ ảnh (trueocr); ảnh đã được xoay 90°" in page
    assert "--ratio: 1.4" in page  # the upright page, turned by a quarter, lies
    drawn = client.get("/pages/quet.png/1.png?lines=1-1")
    assert drawn.headers["content-type"] == "image/jpeg"
    with Image.open(BytesIO(drawn.content)) as shown:
        assert shown.width > shown.height


def test_a_page_that_was_simply_read_says_nothing_of_how(desk: Desk, client: TestClient) -> None:
    read = StoredPage(2, None, How.TEXT, None, False, 1.0, 595, 842)
    desk.readings[REPORT] = [PageReading(read, 0)]
    assert "Cách đọc" not in client.get(f"/source/{REPORT}?page=2").text


def test_a_file_that_cannot_be_drawn_any_more_is_not_found(desk: Desk, client: TestClient) -> None:
    path = desk._documents[0].path
    path.write_bytes(b"no pdf any more")
    desk._documents[0] = replace(desk._documents[0], sha256="another")
    assert client.get(f"/pages/{REPORT}/1.png").status_code == 404
