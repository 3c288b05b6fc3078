from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from corpus import readers
from corpus.errors import Reason, UnreadableError
from corpus.model import NoteKind, Page
from corpus.readers import sheet as reader
from tests.corpus.readers.sheets import book_of, cells, notes, read, read_rows

LIST = (
    ["STT", "Tên thủ tục", "Nội bộ", "Phí"],
    [1, "Cấp phép", "mật", 100],
    [2, "Gia hạn", "mật", 200],
    [3, "Sửa đổi", "mật", 300],
    [4, "Thu hồi", "mật", 400],
)


def edited(folder: Path, part: str, change: Callable[[str], str], *rows: list[object]) -> Path:
    """A workbook with one part of its package changed as text."""
    made, path = folder / "goc.xlsx", folder / "sua.xlsx"
    book_of(*(rows or LIST))[0].save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()) if name == part else data)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_hidden_rows_columns_and_sheets_are_left_out_and_reported(tmp_path: Path) -> None:
    book, sheet = book_of(*LIST)
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("Bí mật").append(["không đọc"])
    book["Bí mật"].sheet_state = "veryHidden"
    (page,) = read(tmp_path, book)
    assert [row for row, _ in cells(page)] == [2, 2, 2, 5, 5, 5]
    assert "mật" not in page.text
    assert notes(page) == {
        NoteKind.HIDDEN_SHEET: "Bí mật",
        NoteKind.HIDDEN_ROWS: "2",
        NoteKind.HIDDEN_COLUMNS: "1",
    }


def test_rows_that_a_filter_hides_are_hidden_rows(tmp_path: Path) -> None:
    book, sheet = book_of(*LIST)
    sheet.auto_filter.ref = "A1:D5"
    sheet.auto_filter.add_filter_column(1, ["Cấp phép"])
    for row in (3, 4, 5):
        sheet.row_dimensions[row].hidden = True
    (page,) = read(tmp_path, book)
    assert {row for row, _ in cells(page)} == {2}
    assert notes(page)[NoteKind.HIDDEN_ROWS] == "3"


def test_empty_hidden_rows_are_not_reported(tmp_path: Path) -> None:
    book, sheet = book_of(*LIST)
    sheet.row_dimensions[40].hidden = True
    sheet.column_dimensions["Z"].hidden = True
    assert read(tmp_path, book)[0].notes == ()


def test_a_cell_merged_from_a_hidden_row_still_shows(tmp_path: Path) -> None:
    book, sheet = book_of(
        ["STT", "Nhóm", "Tên"], [1, "Đo lường", "a"], [2, "", "b"], [3, "", "c"], merged=["B2:B4"]
    )
    sheet.row_dimensions[2].hidden = True
    (page,) = read(tmp_path, book)
    assert (3, "Nhóm: Đo lường") in cells(page)
    assert (4, "Nhóm: Đo lường") in cells(page)


def test_a_formula_reads_as_its_result(tmp_path: Path) -> None:
    def with_result(xml: str) -> str:
        return xml.replace("<v>400</v>", "<f>4*100</f><v>400</v>")

    (page,) = readers.read(edited(tmp_path, SHEET, with_result))
    assert (5, "Phí: 400") in cells(page)
    assert page.notes == ()


def test_a_formula_without_a_result_stands_as_written_and_is_reported(tmp_path: Path) -> None:
    page = read_rows(tmp_path, ["STT", "Tên", "Phí"], [1, "Cấp phép", "=100*2"])
    assert cells(page) == [(2, "STT: 1"), (2, "Tên: Cấp phép"), (2, "Phí: =100*2")]
    assert notes(page) == {NoteKind.FORMULAS: "1"}


def test_errors_and_truths_read_as_shown(tmp_path: Path) -> None:
    def with_values(xml: str) -> str:
        wrong = '<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        xml = re.sub(r'<c r="D2"[^>]*>.*?</c>', wrong, xml)
        return re.sub(r'<c r="D3"[^>]*>.*?</c>', '<c r="D3" t="b"><v>1</v></c>', xml)

    (page,) = readers.read(edited(tmp_path, SHEET, with_values))
    assert (2, "Phí: #DIV/0!") in cells(page)
    assert (3, "Phí: TRUE") in cells(page)


def test_rich_text_and_links_read_as_their_words_and_comments_not_at_all(tmp_path: Path) -> None:
    book, sheet = book_of(["STT", "Tên", "Mẫu"], [1, "", ""])
    sheet["B2"] = CellRichText("Cấp ", TextBlock(InlineFont(b=True), "phép"), " mới")
    sheet["C2"] = "Mẫu số 1"
    sheet["C2"].hyperlink = "https://example.org/mau"
    sheet["C2"].comment = Comment("ghi chú nội bộ", "ai đó")
    (page,) = read(tmp_path, book)
    assert (2, "Tên: Cấp phép mới") in cells(page)
    assert (2, "Mẫu: Mẫu số 1") in cells(page)
    assert "nội bộ" not in page.text


def test_a_workbook_with_a_macro_is_read_and_the_macro_reported(tmp_path: Path) -> None:
    book, _ = book_of(*LIST)
    path = tmp_path / "so-lieu.xlsx"
    book.save(path)
    macro = tmp_path / "so-lieu.xlsm"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(macro, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            new.writestr(name, data)
        new.writestr("xl/vbaProject.bin", b"Attribute VB_Name")
    (page,) = reader.read(macro)
    assert (2, "Tên thủ tục: Cấp phép") in cells(page)
    assert notes(page) == {NoteKind.SCRIPT: ""}


def test_sheets_of_one_name_are_told_apart(tmp_path: Path) -> None:
    book, _ = book_of(*LIST)
    book.create_sheet("Trang 2").append(["một", "hai"])
    made, path = tmp_path / "goc.xlsx", tmp_path / "trung.xlsx"
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/workbook.xml":
                data = data.replace(b"Trang 2", b"Trang 1")
            new.writestr(name, data)
    pages = readers.read(path)
    assert len({page.sheet for page in pages}) == 2


def rows_of(page: Page) -> set[int | None]:
    return {row for row, _ in cells(page)}


def test_a_million_formatted_rows_of_nothing_cost_nothing(tmp_path: Path) -> None:
    def with_empty_rows(xml: str) -> str:
        empty = "".join(f'<row r="{n}" ht="15" customHeight="1"/>' for n in range(10, 60_000))
        xml = xml.replace("</sheetData>", f"{empty}</sheetData>")
        return re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"', xml)

    (page,) = readers.read(edited(tmp_path, SHEET, with_empty_rows))
    assert rows_of(page) == {2, 3, 4, 5}


def test_merged_cells_over_a_whole_sheet_are_bounded(tmp_path: Path) -> None:
    def with_merged(xml: str) -> str:
        areas = '<mergeCell ref="A1:XFD1048576"/>' * 3000 + '<mergeCell ref="nothing"/>'
        return xml.replace("</sheetData>", f"</sheetData><mergeCells>{areas}</mergeCells>")

    (page,) = readers.read(edited(tmp_path, SHEET, with_merged))
    assert "Gia hạn" in page.text


def test_a_workbook_with_too_many_cells_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MAX_CELLS", 15)
    with pytest.raises(UnreadableError) as raised:
        read_rows(tmp_path, *LIST)
    assert raised.value.reason is Reason.TOO_LARGE


def test_a_workbook_with_too_long_texts_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MAX_CHARACTERS", 50)
    with pytest.raises(UnreadableError) as raised:
        read_rows(tmp_path, *LIST)
    assert raised.value.reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (SHEET, lambda xml: re.sub('<c r="B2".*?</c>', '<c r="B2" t="s"><v>7</v></c>', xml)),
        (SHEET, lambda xml: xml[: len(xml) // 2]),
        (SHEET, lambda xml: xml.replace('r="B2"', 'r="?2"')),
        ("xl/workbook.xml", lambda xml: xml[: len(xml) // 2]),
    ],
    ids=["a string that is not there", "a sheet cut", "a cell nowhere", "a workbook cut"],
)
def test_a_broken_part_is_reported_as_damage(
    tmp_path: Path, part: str, change: Callable[[str], str]
) -> None:
    with pytest.raises(UnreadableError) as raised:
        readers.read(edited(tmp_path, part, change))
    assert raised.value.reason in (Reason.DAMAGED, Reason.EMPTY)


def test_entities_that_multiply_are_not_unfolded(tmp_path: Path) -> None:
    def bomb(xml: str) -> str:
        names = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9)]
        doctype = f'<!DOCTYPE x [<!ENTITY e0 "entity">{"".join(names)}]>'
        return doctype + re.sub(r"<t>[^<]*</t>", "<t>&e8;</t>", xml, count=1)

    with pytest.raises(UnreadableError) as raised:
        readers.read(edited(tmp_path, SHEET, bomb))
    assert raised.value.reason is Reason.DAMAGED


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_an_old_workbook_is_read_through_libreoffice(tmp_path: Path) -> None:
    import subprocess

    book, _ = book_of(*LIST)
    book.save(tmp_path / "cu.xlsx")
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "xls", "--outdir", str(tmp_path), str(tmp_path / "cu.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    (page,) = readers.read(tmp_path / "cu.xls")
    assert (3, "Tên thủ tục: Gia hạn") in cells(page)
    assert NoteKind.CONVERTED in notes(page)


def test_openpyxl_still_takes_its_formats_from_the_same_tables() -> None:
    book = openpyxl.Workbook()
    assert hasattr(book, "_cell_styles")
    assert hasattr(book, "_number_formats")
    assert hasattr(book, "_fonts")


def test_reading_tells_how_far_it_is(tmp_path: Path) -> None:
    book, _ = book_of(*LIST)
    book.create_sheet("Trang 2").append(["một", "hai"])
    path = tmp_path / "so-lieu.xlsx"
    book.save(path)
    told: list[tuple[int, int]] = []
    reader.read(path, lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert set(told) == {(0, 2), (1, 2), (2, 2)}
