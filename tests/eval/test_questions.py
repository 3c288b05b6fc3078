from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from eval.questions import Item, SetError, read

ROW: dict[str, Any] = {
    "id": "q1",
    "question": "Sở có bao nhiêu thủ tục?",
    "history": ["Câu trước?"],
    "audience": "citizen",
    "style": "plain",
    "type": "number",
    "answerable": True,
    "answer": "58 thủ tục",
    "must_contain": [["58 thủ tục", "58 TTHC"], ["một cửa"]],
    "evidence": [{"document": "a.pdf", "page": 3}, {"document": "b.txt", "lines": [7, 9]}],
    "difficulty": "khó",
}


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., Path]:
    def save(*rows: object) -> Path:
        path = tmp_path / "set.jsonl"
        path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        return path

    return save


def test_a_line_is_a_question_with_its_gold(saved: Callable[..., Path]) -> None:
    (item,) = read(saved(ROW))
    assert item.history == ("Câu trước?",)
    assert item.must_contain == (("58 thủ tục", "58 TTHC"), ("một cửa",))
    assert item.located == tuple(ROW["evidence"])
    assert item.fields == ROW


def test_what_is_left_out_has_a_plain_meaning(saved: Callable[..., Path]) -> None:
    (item,) = read(saved({"id": 7, "question": "?"}))
    assert item == Item("7", "?", (), "plain", "other", True, (), (), {"id": 7, "question": "?"})


def test_evidence_that_names_only_a_document_is_no_place(saved: Callable[..., Path]) -> None:
    (item,) = read(saved({**ROW, "evidence": [{"document": "a.pdf", "page": None}]}))
    assert item.evidence
    assert item.located == ()


def test_characters_that_look_like_line_ends_stay_in_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = json.dumps({**ROW, "question": "Một\u2028hai\x85ba?"}, ensure_ascii=False)
    path.write_bytes(f"\ufeff{row}\r\n\r\n".encode())
    (item,) = read(path)
    assert item.question == "Một\u2028hai\x85ba?"


CSV = """id,question,history,style,type,answerable,must_contain,evidence,note
q1,"[Khẩn] Phí, lệ phí?",Một?|Hai?,plain,number,TRUE,"58 thủ tục|58 TTHC
một cửa","[{""document"": ""a.pdf"", ""page"": 3}]",giữ lại
q2,Ai?,,,who,no,,a.pdf,

q3,Bao lâu?,,,,,7 ngày; 05 ngày|5 ngày,,,thừa
"""


def check_table(items: list[Item]) -> None:
    first, second, third = items
    assert first.question == "[Khẩn] Phí, lệ phí?"
    assert first.history == ("Một?", "Hai?")
    assert first.must_contain == (("58 thủ tục", "58 TTHC"), ("một cửa",))
    assert first.located == ({"document": "a.pdf", "page": 3},)
    assert first.fields["note"] == "giữ lại"
    assert (second.answerable, second.evidence, second.located) == (
        False,
        ({"document": "a.pdf"},),
        (),
    )
    assert third.answerable
    assert third.must_contain == (("7 ngày",), ("05 ngày", "5 ngày"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_csv_file_has_the_same_columns(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(CSV, encoding=encoding)
    check_table(read(path))


def test_a_csv_file_may_be_separated_as_excel_does_in_vietnam(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id;question;must_contain\nq1;Phí, lệ phí?;5|năm\n", encoding="utf-8")
    (item,) = read(path)
    assert item.question == "Phí, lệ phí?"
    assert item.must_contain == (("5", "năm"),)


def test_an_excel_file_has_the_same_columns(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    names = "id,question,history,style,type,answerable,must_contain,evidence,note".split(",")
    place = json.dumps([{"document": "a.pdf", "page": 3}])
    for row in (
        names,
        ["q1", "[Khẩn] Phí, lệ phí?", "Một?\nHai?", "plain", "number", True,
         "58 thủ tục|58 TTHC\nmột cửa", place, "giữ lại"],
        ["q2", "Ai?", None, None, "who", False, None, "a.pdf", None],
        [None] * 9,
        ["q3", "Bao lâu?", None, None, None, None, "7 ngày; 05 ngày|5 ngày", None, None],
    ):  # fmt: skip
        sheet.append(row)
    path = tmp_path / "a.xlsx"
    book.save(path)
    check_table(read(path))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"question": "?"}, "needs an id"),
        ({"id": "q"}, "needs an id and a question"),
        (["q"], "no object"),
        ({**ROW, "evidence": ["a.pdf"]}, "names no document"),
        ({**ROW, "evidence": [{"page": 3}]}, "names no document"),
        ({**ROW, "evidence": [{"document": "a", "page": "3"}]}, "page of evidence"),
        ({**ROW, "evidence": [{"document": "a", "lines": [1, 2, 3]}]}, "lines of evidence"),
        ({**ROW, "evidence": [{"document": "a", "quote": 5}]}, "quote of evidence"),
        ({**ROW, "must_contain": "58"}, "must_contain"),
        ({**ROW, "must_contain": [[58]]}, "must_contain"),
        ({**ROW, "answerable": "maybe"}, "answerable"),
        ({**ROW, "history": 5}, "history"),
    ],
)
def test_a_row_that_is_no_question_is_named(
    saved: Callable[..., Path], row: object, said: str
) -> None:
    with pytest.raises(SetError, match=f"question 1: .*{said}"):
        read(saved(row))


def test_an_id_that_comes_twice_is_named(saved: Callable[..., Path]) -> None:
    with pytest.raises(SetError, match="q1 comes twice"):
        read(saved(ROW, ROW))


@pytest.mark.parametrize("name", ["no.jsonl", "no.csv", "no.xlsx", "set.txt"])
def test_a_missing_file_or_another_format_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(SetError, match=name):
        read(tmp_path / name)


@pytest.mark.parametrize("name", ["bad.jsonl", "bad.xlsx", "bad.csv"])
def test_a_file_that_is_not_what_it_says_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"id,question\n\xff\xfe{{")
    with pytest.raises(SetError, match=name):
        read(tmp_path / name)
