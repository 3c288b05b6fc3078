from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval import formats, questions
from eval.findings import Finding, Kind, RowError
from eval.questions import Item, SetError, read

SETS = Path(__file__).parents[2] / "eval" / "sets"
FORMATS = sorted(formats.SUFFIXES)

CSV = """id,question,history,style,type,answerable,must_contain,evidence,note
q1,"[Khẩn] Phí, lệ phí?",Một?|Hai?,plain,number,TRUE,"58 thủ tục|58 TTHC
một cửa","[{""document"": ""a.pdf"", ""page"": 3}]",giữ lại
q2,Ai?,,,who,no,,a.pdf,

q3,Bao lâu?,,,,,7 ngày; 05 ngày|5 ngày,,,thừa
"""


def check_table(items: Sequence[Item]) -> None:
    first, second, third = items[0], items[1], items[2]
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


def test_cells_beyond_the_columns_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(CSV, encoding="utf-8")
    assert [(one.kind, one.line) for one in read(path).problems] == [(Kind.EXTRA_CELLS, 6)]


def test_lines_and_rows_are_counted_as_their_programs_do(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,question\nq1,"Một\nhai?"\n\nq2,\nq3,Ba?\n', encoding="utf-8")
    found = read(path)
    assert found.lines == (2, 6)
    assert [(one.kind, one.line) for one in found.problems] == [(Kind.NO_QUESTION, 5)]


VIETNAMESE = "id,question\nq1,Sở có bao nhiêu thủ tục hành chính được giải quyết?\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1258"])
def test_a_csv_file_may_be_in_another_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    text = VIETNAMESE
    if encoding == "cp1258":  # letters and tones apart, as Windows writes them
        text = "".join(cp1258_letter(char) for char in text)
    path.write_bytes(text.encode(encoding))
    found = read(path)
    assert found[0].question == "Sở có bao nhiêu thủ tục hành chính được giải quyết?"
    guessed = [one.details["value"] for one in found.problems]
    assert guessed == (["Windows-1258"] if encoding == "cp1258" else [])


def cp1258_letter(char: str) -> str:
    """A letter as Windows-1258 has it: its tone after it where it has no such letter."""
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        base, tone = unicodedata.normalize("NFD", char)[:-1], unicodedata.normalize("NFD", char)[-1]
        return unicodedata.normalize("NFC", base) + tone
    return char


def test_a_csv_file_in_tcvn3_is_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    # "Sở có bao nhiêu thủ tục hành chính được giải quyết" as .VnTime shows it
    shown = "Së cã bao nhiªu thñ tôc hµnh chÝnh ®\xadîc gi¶i quyÕt"
    path.write_bytes(f"id,question\nq1,{shown}?\n".encode("latin-1"))
    found = read(path)
    assert found[0].question == "Sở có bao nhiêu thủ tục hành chính được giải quyết?"
    assert [one.details["value"] for one in found.problems] == ["TCVN3"]


def test_a_separator_may_be_declared_as_excel_does(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\nid;question\nq1;Phí, lệ phí?\n", encoding="utf-8")
    found = read(path)
    assert (found[0].question, found.lines) == ("Phí, lệ phí?", (3,))


def test_a_quotation_mark_that_is_not_closed_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,question\nq1,Một?\nq2,"Hai?\nq3,Ba?\n', encoding="utf-8")
    found = read(path)
    assert [item.id for item in found] == ["q1"]
    assert [(one.kind, one.line) for one in found.problems] == [(Kind.BAD_ROW, 3)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("question\nMột?\n", "thiếu cột “id”"),
        ("id\nq1\n", "thiếu cột “question”"),
        ("q1,Một?\nq2,Hai?\n", "thiếu cột “id”"),
    ],
)
def test_a_table_without_a_column_that_all_need_is_told(
    tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SetError, match=said):
        read(path)


def test_a_column_that_comes_twice_is_told_and_the_first_is_used(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,question,id\nq1,Một?,q9\n", encoding="utf-8")
    found = read(path)
    assert found[0].id == "q1"
    assert [one.kind for one in found.problems] == [Kind.SAME_COLUMN]


def test_excel_keeps_shares_and_dates_as_numbers_and_they_are_read_as_shown(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["id", "question", "answer", "must_contain", "note"])
    sheet.append([1, "Tỷ lệ?", 0.845, date(2024, 7, 15), datetime(2024, 7, 15, 8, 30)])
    sheet["C2"].number_format = "0.0%"
    path = tmp_path / "a.xlsx"
    book.save(path)
    (item,) = read(path)
    assert (item.id, item.fields["answer"]) == ("1", "84.5%")
    assert item.must_contain == (("15/07/2024",),)
    assert item.fields["note"] == "2024-07-15 08:30:00"


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("path", sorted(SETS.glob("*.jsonl")), ids=lambda path: path.stem)
def test_a_shipped_set_is_the_same_in_every_format(path: Path, suffix: str, tmp_path: Path) -> None:
    before = read(path)
    copy = tmp_path / f"copy{suffix}"
    formats.write([item.fields for item in before], copy)
    after = read(copy)
    assert after.problems == ()
    assert [dict(item.fields) for item in after] == [dict(item.fields) for item in before]
    assert [item.must_contain for item in after] == [item.must_contain for item in before]


FORMULAS = ["=1+1", "+84 24", "-5 độ", "@SUM(A1)", "'=1", "''-", "'thường", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_looks_like_a_formula_is_a_text_and_comes_back(tmp_path: Path, suffix: str) -> None:
    rows = [
        {"id": str(n), "question": text, text: text, "must_contain": [[text]]}
        for n, text in enumerate(FORMULAS)
    ]
    path = tmp_path / f"a{suffix}"
    formats.write(rows, path)
    assert [dict(item.fields) for item in read(path)] == rows
    if suffix == ".csv":
        cells = path.read_text("utf-8-sig").replace('"', "").replace("\n", ",").split(",")
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    if suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path).active
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert "f" not in kinds


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
QUESTIONS = st.fixed_dictionaries(
    {"question": TEXTS.filter(str.strip)},
    optional={
        "history": st.lists(TEXTS, max_size=2),
        "answerable": st.booleans(),
        "answer": TEXTS,
        "must_contain": st.lists(st.lists(TEXTS, max_size=2), max_size=2),
        "evidence": st.lists(st.fixed_dictionaries({"document": TEXTS}), max_size=2),
        "note:json": TEXTS,
        " blank ": VALUES,
        "own": VALUES,
    },
)


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(QUESTIONS, min_size=1, max_size=3))
def test_a_round_trip_loses_nothing(
    tmp_path: Path, suffix: str, rows: list[dict[str, Any]]
) -> None:
    rows = [{"id": f"q{number}", **row} for number, row in enumerate(rows)]
    path = tmp_path / f"a{suffix}"
    formats.write(rows, path)
    found = [row for _, row in formats.rows(path)]
    assert not [row for row in found if isinstance(row, RowError | Finding)]
    again = [json.dumps(row, sort_keys=True) for row in found]
    assert again == [json.dumps(row, sort_keys=True) for row in rows]


def test_a_text_that_no_cell_holds_is_an_error_and_the_file_stays_as_it_was(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"before")
    rows = [{"id": "q1", "question": "a" * 40_000}]
    with pytest.raises(formats.FormatError, match=r"a\.xlsx: hàng 2, cột “question”"):
        formats.write(rows, path)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_capitals_in_the_names_of_the_needed_columns_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text("ID,Question\na,Sở có mấy phòng?\n", "utf-8")
    assert [(item.id, item.question) for item in questions.read(path)] == [
        ("a", "Sở có mấy phòng?")
    ]
