from __future__ import annotations

from pathlib import Path

import pytest

from corpus import procedures, readers
from corpus.model import flat_lines
from tools.national_workbook import COLUMNS, LONGEST_CELL, asked, keeps, write

CHANNELS = (
    "Hình thức nộpThời gianPhí, lệ phíMô tảTrực tiếp15 Ngày làm việcMiễn phíTrực tuyến1Miễn phí"
)


def rows() -> list[dict[str, str]]:
    """Made-up procedures with every field, one of them longer than a cell."""
    made = []
    for number in range(1, 5):
        row = {column.key: f"{column.label} của thủ tục {number}" for column in COLUMNS}
        row["ma_thu_tuc"] = f"1.00000{number}"
        row["cach_thuc_thuc_hien"] = CHANNELS
        made.append(row)
    made[1]["thanh_phan_ho_so"] = "\n".join(f"Giấy tờ số {n}" for n in range(6_000))
    made[2]["ten_thu_tuc"] = made[3]["ten_thu_tuc"]
    return made


def test_the_workbook_of_the_sets_holds_what_they_name_and_some_others() -> None:
    others = [{"ma_thu_tuc": f"9.{number:06}"} for number in range(33)]
    named = {"ma_thu_tuc": "1.000593"}  # eval/sets/national_dev.jsonl asks of it
    kept = asked([*others[:5], named, *others[5:]])
    assert named in kept
    assert len(kept) == 1 + len(others) // 11 + 1


def test_every_field_of_every_procedure_comes_back(tmp_path: Path) -> None:
    wanted = rows()
    written = write(tmp_path / "danh-sach.xlsx", wanted)
    assert written > len(wanted)
    pages = readers.read(tmp_path / "danh-sach.xlsx")
    found = {one.procedure.code: one for one in procedures.find(pages)}
    assert list(found) == [row["ma_thu_tuc"] for row in wanted]
    lines = flat_lines(pages)
    for row in wanted:
        for column in COLUMNS:
            assert keeps(found[row["ma_thu_tuc"]], column, row, lines), column


def test_a_field_that_lost_a_word_is_told(tmp_path: Path) -> None:
    wanted = rows()
    write(tmp_path / "danh-sach.xlsx", wanted)
    pages = readers.read(tmp_path / "danh-sach.xlsx")
    first = procedures.find(pages)[0]
    lines = flat_lines(pages)
    told = {**wanted[0], **{key: text + " nữa" for key, text in wanted[0].items()}}
    assert not any(keeps(first, column, told, lines) for column in COLUMNS)


def test_no_cell_is_longer_than_excel_holds(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    write(tmp_path / "danh-sach.xlsx", rows())
    sheet = openpyxl.load_workbook(tmp_path / "danh-sach.xlsx").active
    texts = [str(cell.value or "") for row in sheet.iter_rows() for cell in row]
    assert max(map(len, texts)) <= LONGEST_CELL
