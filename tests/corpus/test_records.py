"""The records of a version: what is written is read back, and who may see what."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from corpus.facts.named import changes_to
from corpus.model import (
    Audience,
    Change,
    Document,
    Effect,
    Facts,
    How,
    Line,
    Note,
    NoteKind,
    Page,
    Period,
    Signer,
    StoredDocument,
)
from corpus.records import Records
from corpus.vietnamese.normalise import tokenize_line


def document(
    name: str, facts: Facts | None = None, audience: Audience = Audience.PUBLIC
) -> Document:
    line = Line(1, "Một dòng.", tokenize_line("Một dòng."))
    page = Page(
        1,
        (line,),
        how=How.OCR,
        engine="máy đọc",
        notes=(Note(NoteKind.TURNED, "90"),),
        confidence=0.9,
    )
    facts = facts or Facts(name)
    return Document(
        name, Path(name), audience, "0" * 64, (page,), facts.title, facts.number, facts.date, facts
    )


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records.create(tmp_path / "records.sqlite")


def test_what_a_document_says_of_itself_is_read_back_as_it_was_written(records: Records) -> None:
    change = Change(Effect.REPEALS, "5/2020/qd-ubnd", 2020, "khoản 2 Điều 5", (0, 0), (0, 8))
    facts = Facts(
        "QUYẾT ĐỊNH Về thí dụ",
        number="9/2024/QĐ-UBND",
        symbol="QĐ-UBND",
        date="05/06/2024",
        kind="quyết định",
        body="UBND TỈNH THÍ DỤ",
        above="CHÍNH PHỦ",
        signer=Signer("Nguyễn Thị Mẫu", "CHỦ TỊCH"),
        period=Period("năm 2024", date(2024, 1, 1), date(2024, 12, 31)),
        changes=(change,),
    )
    records.add(document("a.pdf", facts), [], [], [])
    [stored] = records.documents([Audience.PUBLIC])
    for name in ("title", "number", "symbol", "date", "kind", "body", "above", "signer", "period"):
        assert getattr(stored, name) == getattr(facts, name)
    assert records.changes([Audience.PUBLIC]) == [("a.pdf", change)]
    [page] = records.pages("a.pdf")
    assert (page.how, page.engine, page.notes) == (
        How.OCR,
        "máy đọc",
        (Note(NoteKind.TURNED, "90"),),
    )


def test_a_document_without_facts_has_none(records: Records) -> None:
    records.add(document("a.txt"), [], [], [])
    [stored] = records.documents([Audience.PUBLIC])
    assert (stored.kind, stored.body, stored.signer, stored.period) == (None, None, None, None)
    assert stored.replaced_by is None


def test_a_removed_document_leaves_nothing_behind(records: Records, tmp_path: Path) -> None:
    change = Change(Effect.REPLACES, "5/2020/qd-ubnd", 2020, None, (0, 0), (0, 8))
    records.add(document("a.txt", Facts("A", changes=(change,))), [], [], [])
    assert records.remove("a.txt") == []
    records.commit()
    with sqlite3.connect(tmp_path / "records.sqlite") as connection:
        tables = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        assert [t for t in tables if connection.execute(f"SELECT * FROM {t}").fetchall()] == []
    connection.close()


def test_changes_that_staff_documents_make_are_told_to_staff_only(records: Records) -> None:
    change = Change(Effect.REPLACES, "5/2020/qd-ubnd", 2020, None, (0, 0), (0, 8))
    records.add(document("staff/a.txt", Facts("A", changes=(change,)), Audience.STAFF), [], [], [])
    assert records.changes([Audience.PUBLIC]) == []
    assert len(records.changes([Audience.PUBLIC, Audience.STAFF])) == 1


def test_a_version_from_before_facts_were_read_opens_without_them(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute(
            "CREATE TABLE documents (name TEXT PRIMARY KEY, path TEXT, audience TEXT, sha256 TEXT,"
            " title TEXT, number TEXT, date TEXT, pages INTEGER, chunks INTEGER, how TEXT,"
            " repaired INTEGER)"
        )
        connection.execute(
            "INSERT INTO documents VALUES ('a.txt','a.txt','public','','A',NULL,NULL,NULL,1,'[]',0)"
        )
    connection.close()
    old = Records.open(path)
    [stored] = old.documents([Audience.PUBLIC])
    assert (stored.title, stored.kind, stored.changed_by) == ("A", None, ())
    assert old.changes([Audience.PUBLIC]) == []
    old.close()


def stored(
    name: str, number: str | None, day: str | None = None, body: str = "UBND TỈNH THÍ DỤ"
) -> StoredDocument:
    return StoredDocument(
        name, Path(name), Audience.PUBLIC, "", name, number, day, None, 1, (), body=body
    )


NEW = stored("new.txt", "9/2024/QĐ-UBND", "05/06/2024")
CHANGE = Change(Effect.REPLACES, "5//qd-ubnd", 2020, None, (0, 0), (0, 1))


@pytest.mark.parametrize(
    ("old", "named"),
    [
        (stored("old.txt", "5/QĐ-UBND", "01/02/2020"), True),
        (stored("old.txt", "5/2020/QĐ-UBND"), True),
        (stored("old.txt", "05/2020/QĐ-UBND", "01/02/2020", "ỦY BAN NHÂN DÂN TỈNH THÍ DỤ"), True),
        (stored("old.txt", "5/QĐ-UBND", "01/02/2019"), False),  # another year
        (stored("old.txt", "5/QĐ-UBND"), False),  # of no known year
        (stored("old.txt", "5/2020/NQ-UBND"), False),
        (stored("old.txt", "5/2020/QĐ-SM"), False),
        (stored("old.txt", "5/2020/QĐ-UBND", body="UBND TỈNH KHÁC"), False),
        (stored("old.txt", "15/2020/QĐ-UBND"), False),
        (stored("old.txt", None, "01/02/2020"), False),
        (
            stored("old.txt", "5/2020/QĐ-UBND", "05/07/2024"),
            False,
        ),  # newer than the one that says so
    ],
)
def test_only_the_very_document_that_is_named_counts_as_replaced(
    old: StoredDocument, named: bool
) -> None:
    changed = changes_to([NEW, old], [(NEW.name, CHANGE)])
    assert (old.name in changed) is named
    assert NEW.name not in changed


def test_a_replaced_part_does_not_replace_the_whole() -> None:
    old = stored("old.txt", "5/2020/QĐ-UBND")
    part = Change(Effect.REPLACES, "5/2020/qd-ubnd", 2020, "khoản 2 Điều 5", (0, 0), (0, 1))
    [by] = changes_to([NEW, old], [(NEW.name, part)])[old.name]
    assert by.part == "khoản 2 Điều 5"
    whole = StoredDocument(
        old.name,
        old.path,
        old.audience,
        "",
        old.title,
        old.number,
        None,
        None,
        1,
        (),
        changed_by=(by,),
    )
    assert whole.replaced_by is None
