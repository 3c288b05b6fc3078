from __future__ import annotations

from pathlib import Path

import pytest

from corpus import chunks, procedures, readers
from corpus.errors import Reason, UnreadableError
from corpus.model import Page
from corpus.readers import delimited
from corpus.vietnamese.legacy import Encoding
from tests.corpus.readers.sheets import cells, texts
from tests.making import count, document
from tests.test_legacy import encode

ROWS = "STT;Tên thủ tục;Phí\n1;Cấp phép, gia hạn;7.000 đồng\n2;Thu hồi;Không\n"


def read(folder: Path, text: str | bytes, name: str = "danh-muc.csv") -> Page:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (page,) = readers.read(path)
    return page


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    rows = [["STT", "Tên thủ tục", "Phí"], ["1", "Cấp phép", "7.000"], ["2", "Thu hồi", "Không"]]
    page = read(tmp_path, "\n".join(separator.join(row) for row in rows))
    assert (2, "Phí: 7.000") in cells(page)
    assert (3, "Tên thủ tục: Thu hồi") in cells(page)


def test_commas_in_the_words_of_a_list_part_nothing(tmp_path: Path) -> None:
    page = read(tmp_path, ROWS)
    assert (2, "Tên thủ tục: Cấp phép, gia hạn") in cells(page)


def test_a_tab_separated_file_is_read(tmp_path: Path) -> None:
    page = read(tmp_path, ROWS.replace(";", "\t"), "danh-muc.tsv")
    assert (3, "Phí: Không") in cells(page)


def test_a_quoted_value_keeps_separators_quotes_and_lines(tmp_path: Path) -> None:
    page = read(tmp_path, 'STT;Tên;Hồ sơ\n1;"A; ""B""";"- Đơn\n- Bản sao"\n2;C;Không\n')
    assert cells(page)[1:3] == [(2, 'Tên: A; "B"'), (2, "Hồ sơ: - Đơn\n- Bản sao")]
    assert cells(page)[-1][0] == 3


def test_rows_are_numbered_as_a_spreadsheet_program_counts(tmp_path: Path) -> None:
    page = read(tmp_path, 'DANH MỤC\n\nSTT;Tên;Phí\n1;"hai\ndòng";5\n\n2;sau;6\n')
    assert {row for row, _ in cells(page)} == {4, 6}
    assert texts(page) == ["DANH MỤC"]


def test_a_first_line_that_names_the_separator_is_no_row(tmp_path: Path) -> None:
    page = read(tmp_path, "sep=|\n" + ROWS.replace(";", "|"))
    assert (2, "Phí: 7.000 đồng") in cells(page)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_excels_encodings_are_known(tmp_path: Path, encoding: str) -> None:
    page = read(tmp_path, ROWS.encode(encoding))
    assert (2, "STT: 1") in cells(page)
    assert (3, "Phí: Không") in cells(page)


def test_vietnamese_from_before_unicode_comes_in_unicode(tmp_path: Path) -> None:
    rows = ["Cấp giấy phép khai thác nước dưới đất", "Thu hồi giấy phép môi trường"]
    lines = [
        f"{n};{name};Bộ phận tiếp nhận và trả kết quả;{n}5 ngày" for n, name in enumerate(rows, 1)
    ]
    said = "\n".join(["STT;Tên thủ tục;Địa điểm thực hiện;Thời hạn giải quyết", *lines])
    page = read(tmp_path, encode(said, Encoding.TCVN3).encode("latin-1"))
    assert rows[0] in page.text
    assert [found.procedure.name for found in procedures.find((page,))] == rows


def test_rows_may_be_longer_and_shorter_than_the_header(tmp_path: Path) -> None:
    page = read(tmp_path, "STT;Tên;Phí\n1;Cấp phép;5;thừa\n2;Gia hạn\n3;Thu hồi;6\n")
    assert (2, "thừa") in cells(page)
    assert (3, "Tên: Gia hạn") in cells(page)


def test_a_quote_that_never_ends_swallows_no_rows(tmp_path: Path) -> None:
    rows = "".join(f"{n};Thủ tục {n};{n}000\n" for n in range(2, 60))
    page = read(tmp_path, 'STT;Tên;Phí\n1;"Cấp phép;5000\n' + rows)
    assert (40, "Tên: Thủ tục 39") in cells(page)


def test_a_value_longer_than_any_sheet_holds_is_read(tmp_path: Path) -> None:
    page = read(tmp_path, 'STT;Tên;Phí\n1;"' + "chữ " * 60_000 + '";5\n')
    assert (2, "Phí: 5") in cells(page)


def test_too_many_cells_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MAX_CELLS", 5)
    with pytest.raises(UnreadableError) as raised:
        read(tmp_path, ROWS)
    assert raised.value.reason is Reason.TOO_LARGE


def test_passages_of_a_csv_have_a_row_and_no_sheet(tmp_path: Path) -> None:
    path = tmp_path / "danh-muc.csv"
    path.write_text(ROWS.replace("Phí", "Thời hạn giải quyết"), encoding="utf-8")
    source = document(path)
    found = chunks.cut(source, count, procedures.find(source.pages))
    assert [(c.sheet, c.row, c.page, c.numbered) for c in found] == [
        (None, 2, None, False),
        (None, 3, None, False),
    ]
    assert [c.procedure for c in found] == ["Cấp phép, gia hạn", "Thu hồi"]
