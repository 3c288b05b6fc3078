"""Where uploads lie: safe names, nothing half written, the old file back where the new one fails."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.admin.shelf import Shelf, safe_name
from corpus.errors import Reason
from corpus.model import Audience

PUBLIC, STAFF = Audience.PUBLIC, Audience.STAFF
NAME = "báo cáo.txt"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def arrive(shelf: Shelf, text: str, name: str = NAME, audience: Audience = PUBLIC) -> None:
    with shelf.receiving(audience, name) as out:
        out.write(text.encode())


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("báo cáo.pdf", "báo cáo.pdf"),
        (unicodedata.normalize("NFD", "báo cáo quý I.PDF"), "báo cáo quý I.PDF"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\an\\van ban.docx", "van ban.docx"),
        ("a\x00b\nc\u202etxt.pdf", "a b ctxt.pdf"),
        ('a<b>:"c|?*.xlsx', "a_b___c___.xlsx"),
        ("  .hidden.txt", "hidden.txt"),
        ("~$khoa.docx", "khoa.docx"),
        ("SOURCES.md", "SOURCES_.md"),
        ("so lieu.zip", "so lieu.zip"),
        ("chay.exe", None),
        ("khong duoi", None),
        (".pdf", None),
        ("..pdf", None),
        ("", None),
    ],
)
def test_an_uploaded_file_gets_a_name_that_harms_nothing(given: str, name: str | None) -> None:
    assert safe_name(given) == name


@given(st.text(max_size=400))
def test_no_name_leads_out_of_its_folder(given: str) -> None:
    name = safe_name(given + ".pdf")
    if name is None:
        return
    assert "/" not in name
    assert "\\" not in name
    assert name.isprintable()
    assert not name.startswith((".", "~"))
    assert len(name.encode()) < 255
    assert name == unicodedata.normalize("NFC", name)
    assert safe_name(name) == name


def test_a_file_that_does_not_arrive_whole_leaves_nothing(shelf: Shelf, tmp_path: Path) -> None:
    with suppress(RuntimeError), shelf.receiving(PUBLIC, NAME) as out:
        out.write(b"half")
        raise RuntimeError
    assert not shelf.is_taken(PUBLIC, NAME)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_public_and_staff_files_lie_apart(shelf: Shelf) -> None:
    arrive(shelf, "a", audience=STAFF)
    place = shelf.settle(STAFF, NAME)
    assert place.parent == shelf.root(STAFF)
    assert place.parent.name == "staff"
    assert shelf.is_taken(STAFF, NAME)
    assert not shelf.is_taken(PUBLIC, NAME)


def test_a_file_that_cannot_be_read_gives_way_to_the_one_it_replaced(shelf: Shelf) -> None:
    arrive(shelf, "the old one")
    place = shelf.settle(PUBLIC, NAME)
    shelf.accept(PUBLIC, NAME)
    arrive(shelf, "the new one")
    shelf.settle(PUBLIC, NAME)
    shelf.reject(PUBLIC, NAME, Reason.DAMAGED)
    assert place.read_text(encoding="utf-8") == "the old one"
    (unread,) = shelf.unread()
    assert (unread.name, unread.audience, unread.reason) == (NAME, PUBLIC, Reason.DAMAGED)


def test_a_file_put_aside_can_be_tried_again_or_deleted(shelf: Shelf) -> None:
    arrive(shelf, "a")
    shelf.settle(PUBLIC, NAME)
    shelf.reject(PUBLIC, NAME, None)
    assert shelf.unread()[0].reason is None
    assert shelf.retry(PUBLIC, NAME)
    assert shelf.unread() == []
    assert shelf.is_coming(PUBLIC, NAME)
    shelf.settle(PUBLIC, NAME)
    shelf.reject(PUBLIC, NAME, Reason.EMPTY)
    shelf.drop_unread(PUBLIC, NAME)
    assert shelf.unread() == []
    assert not shelf.retry(PUBLIC, NAME)


@pytest.mark.parametrize("name", ["../../../secret.txt", "/etc/passwd", "..", "", "a/b.txt"])
def test_names_that_come_back_from_a_page_lead_nowhere(
    shelf: Shelf, tmp_path: Path, name: str
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("x", encoding="utf-8")
    arrive(shelf, "a")
    shelf.drop_unread(PUBLIC, name)
    shelf.drop_coming(PUBLIC, name)
    assert not shelf.retry(PUBLIC, name)
    assert secret.exists()
    assert shelf.is_coming(PUBLIC, NAME)


def test_what_a_process_that_died_left_is_found(shelf: Shelf, tmp_path: Path) -> None:
    arrive(shelf, "a", "cho.txt")
    arrive(shelf, "b", "xong.txt")
    place = shelf.settle(PUBLIC, "xong.txt")
    half = tmp_path / "uploads" / ".incoming" / "public" / ".0123.part"
    half.write_bytes(b"half")
    again = Shelf(tmp_path)
    assert again.left_over() == ([(PUBLIC, "cho.txt")], [place])
    assert not half.exists()
