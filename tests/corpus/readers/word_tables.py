"""Word tables as offices make them, and how many of their cells come with the right headers.

`python -m tests.corpus.readers.word_tables` prints the share of each table. All figures are made up.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.table import Table

from corpus.model import Line, Role
from corpus.readers import word
from tests.corpus.readers.word_files import p, r, save, tbl, tc, tr

HEADER = "<w:tblHeader/>"
START, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


@dataclass(frozen=True, slots=True)
class Expected:
    """A cell: what names its row and its column (every part of a header in several rows)."""

    row: str
    column: tuple[str, ...]
    text: str


def is_right(cell: Expected, lines: list[Line]) -> bool:
    """Whether a row line names the cell's row and says its text under its column's header."""
    for line in lines:
        text = line.source
        if line.role is not Role.ROW or cell.row not in text:
            continue
        for segment in text.replace("\n", "; ").split("; "):
            *labels, value = segment.split(": ")
            named = " ".join(labels)
            if value == cell.text and all(part in named for part in cell.column):
                return True
    return False


def grid(columns: list[tuple[str, ...]], rows: list[list[str]], key: int = 1) -> list[Expected]:
    """The cells of a plain grid; the texts of column `key` name the rows."""
    return [
        Expected(row[key], column, text)
        for row in rows
        for column, text in zip(columns, row, strict=True)
        if text
    ]


def row_of(row: str, columns: list[str], cells: list[str]) -> list[Expected]:
    """The cells of one row."""
    return [Expected(row, (name,), text) for name, text in zip(columns, cells, strict=True)]


def merged_down(folder: Path) -> tuple[Path, list[Expected]]:
    """A marked header; a first column merged over the rows of a field."""
    rows = [
        ["Đất đai", "Cấp sổ lần đầu", "30 ngày", "100.000 đồng"],
        ["Đất đai", "Đổi sổ", "10 ngày", "50.000 đồng"],
        ["Đất đai", "Tách thửa", "15 ngày", "Không"],
        ["Hộ tịch", "Đăng ký khai sinh", "1 ngày", "Không"],
        ["Hộ tịch", "Cải chính", "3 ngày", "28.000 đồng"],
    ]
    body, last = [], ""
    for first, *rest in rows:
        merge = GOES_ON if first == last else START
        body.append(tr(tc("" if first == last else first, merge), *rest))
        last = first
    names = ["Lĩnh vực", "Tên thủ tục", "Thời hạn", "Phí"]
    path = save(folder / "a.docx", tbl(tr(*names, properties=HEADER), *body, columns=4))
    return path, grid([(name,) for name in names], rows)


def two_row_header(folder: Path) -> tuple[Path, list[Expected]]:
    """A header of two rows that nobody marked, and a row of column numbers."""
    rows = [
        ["1", "Sở A", "120", "80", "40", "95,5%"],
        ["2", "Sở B", "64", "60", "4", "100%"],
        ["3", "Huyện C", "310", "110", "200", "88%"],
    ]
    top = tr(
        tc("STT", START),
        tc("Đơn vị", START),
        tc("Hồ sơ tiếp nhận", span(3)),
        tc("Tỷ lệ đúng hạn", START),
    )
    below = tr(
        tc("", GOES_ON), tc("", GOES_ON), "Tổng số", "Trực tuyến", "Trực tiếp", tc("", GOES_ON)
    )
    counts = tr(*(f"({at})" for at in range(1, 7)))
    table = tbl(top, below, counts, *(tr(*row) for row in rows), columns=6)
    group = "Hồ sơ tiếp nhận"
    columns = [("STT",), ("Đơn vị",), (group, "Tổng số"), (group, "Trực tuyến"), (group, "Trực tiếp"),
               ("Tỷ lệ đúng hạn",)]  # fmt: skip
    return save(folder / "a.docx", table), grid(columns, rows)


def half_marked_header(folder: Path) -> tuple[Path, list[Expected]]:
    """A header of two rows of which only the first is marked; a title row in the table."""
    rows = [["Xã A", "12", "10", "2"], ["Xã B", "7", "7", "0"], ["Phường C", "25", "21", "4"]]
    title = tr(tc("KẾT QUẢ QUÝ I", span(4)), properties=HEADER)
    top = tr(tc("Địa phương", START), tc("Giải quyết", span(3)), properties=HEADER)
    below = tr(tc("", GOES_ON), "Tổng", "Đúng hạn", "Quá hạn")
    table = tbl(title, top, below, *(tr(*row) for row in rows), columns=4)
    columns = [("Địa phương",), *(("Giải quyết", name) for name in ("Tổng", "Đúng hạn", "Quá hạn"))]
    return save(folder / "a.docx", table), grid(columns, rows, key=0)


def groups(folder: Path) -> tuple[Path, list[Expected]]:
    """Rows that span the table name the group of the rows below."""
    names = ["STT", "Tên thủ tục", "Thời hạn", "Nơi nộp"]
    first = [["1", "Cấp giấy phép", "5 ngày", "Một cửa"], ["2", "Gia hạn", "3 ngày", "Trực tuyến"]]
    second = [["1", "Công nhận", "20 ngày", "Sở"], ["2", "Thu hồi", "7 ngày", "Sở"]]
    body = [
        tr(*(tc(p(r(name, "<w:b/>"))) for name in names)),
        tr(tc("I. Lĩnh vực công nghệ", span(4))),
        *(tr(*row) for row in first),
        tr(tc("II"), tc("Lĩnh vực sở hữu trí tuệ", span(3))),
        *(tr(*row) for row in second),
    ]
    path = save(folder / "a.docx", tbl(*body, columns=4))
    return path, grid([(name,) for name in names], first + second)


def shifted(folder: Path) -> tuple[Path, list[Expected]]:
    """Rows that begin or end inside the grid, and cells merged the old way."""
    names = ["Nhóm", "Chỉ tiêu", "Năm 2023", "Năm 2024"]
    gap = '<w:gridBefore w:val="1"/>'
    body = [
        tr(*names, properties=HEADER),
        tr("A", "Số hồ sơ", "120", "140"),
        tr("Tỷ lệ", "90%", "95%", properties=gap),
        tr("Điểm", "7,5", properties=gap + '<w:gridAfter w:val="1"/>'),
        tr("B", tc("Xếp hạng", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "5"),
    ]
    expected = [
        *row_of("Số hồ sơ", names, ["A", "Số hồ sơ", "120", "140"]),
        *row_of("Tỷ lệ", names[1:], ["Tỷ lệ", "90%", "95%"]),
        *row_of("Điểm", names[1:3], ["Điểm", "7,5"]),
        Expected("Xếp hạng", ("Chỉ tiêu",), "Xếp hạng"),
        Expected("Xếp hạng", ("Năm 2024",), "5"),
    ]  # fmt: skip
    return save(folder / "a.docx", tbl(*body, columns=4)), expected


def nested(folder: Path) -> tuple[Path, list[Expected]]:
    """Tables in the cells of a table."""
    fees = [["Cá nhân", "50.000 đồng"], ["Tổ chức", "100.000 đồng"]]
    inner = tbl(
        tr("Đối tượng", "Mức thu", properties=HEADER), *(tr(*row) for row in fees), columns=2
    )
    names = ["Tên thủ tục", "Thời hạn", "Phí"]
    body = [
        tr(*names, properties=HEADER),
        tr("Cấp phép", "5 ngày", tc(p("Theo đối tượng.") + inner + p())),
        tr("Gia hạn", "3 ngày", "Không"),
    ]
    expected = [
        *row_of("Cấp phép", names, ["Cấp phép", "5 ngày", "Theo đối tượng."]),
        *(cell for who, fee in fees for cell in row_of(who, ["Đối tượng", "Mức thu"], [who, fee])),
        *(Expected("Cấp phép", ("Mức thu",), fee) for _, fee in fees),
        *grid([(name,) for name in names], [["Gia hạn", "3 ngày", "Không"]], key=0),
    ]  # fmt: skip
    return save(folder / "a.docx", tbl(*body)), expected


FORM = [
    ("Tên thủ tục", "Cấp giấy phép thử nghiệm"),
    ("Thời hạn giải quyết", "15 ngày làm việc"),
    ("Cơ quan thực hiện", "Sở Thử nghiệm"),
    ("Phí", "100.000 đồng"),
    ("Kết quả", "Giấy phép"),
]


def form(folder: Path) -> tuple[Path, list[Expected]]:
    """A form of two columns, labels bold."""
    rows = [tr(tc(p(r(label, "<w:b/>"))), value) for label, value in FORM]
    path = save(folder / "a.docx", tbl(*rows, columns=2))
    return path, [Expected(label, (label,), value) for label, value in FORM]


def form_of_pairs(folder: Path) -> tuple[Path, list[Expected]]:
    """A form with two labels a row, and one value that spans the rest."""
    body = [
        tr("Họ và tên:", "Nguyễn Văn Thử", "Giới tính:", "Nam"),
        tr("Nơi ở:", "Phố Mẫu", "Dân tộc:", "Kinh"),
        tr("Nội dung đề nghị:", tc("Cấp bản sao", span(3))),
    ]
    pairs = [
        ("Họ và tên", "Nguyễn Văn Thử"), ("Giới tính", "Nam"), ("Nơi ở", "Phố Mẫu"),
        ("Dân tộc", "Kinh"), ("Nội dung đề nghị", "Cấp bản sao"),
    ]  # fmt: skip
    path = save(folder / "a.docx", tbl(*body, columns=4))
    return path, [Expected(label, (label,), value) for label, value in pairs]


def continued(folder: Path) -> tuple[Path, list[Expected]]:
    """A table cut in two; the second part has no header."""
    names = ["Tên thủ tục", "Nơi nộp", "Cách nộp"]
    first = [["Thủ tục một", "Sở", "Trực tiếp"], ["Thủ tục hai", "Huyện", "Trực tuyến"]]
    second = [["Thủ tục ba", "Xã", "Bưu chính"], ["Thủ tục bốn", "Sở", "Trực tiếp"]]
    body = (
        tbl(tr(*(tc(p(r(name, "<w:b/>"))) for name in names)), *(tr(*row) for row in first))
        + p()
        + tbl(*(tr(*row) for row in second))
    )
    path = save(folder / "a.docx", body)
    return path, grid([(name,) for name in names], first + second, key=0)


def merged_across(folder: Path) -> tuple[Path, list[Expected]]:
    """Values that span several columns belong to each of them; years head columns."""
    names = ["Chỉ số", "2022", "2023", "2024"]
    body = [
        tr(*names),
        tr("PAR INDEX", "84,1", "85,2", "86,3"),
        tr("SIPAS", tc("Không công bố", span(2)), "82,5"),
        tr("PAPI", "41,2", tc("42,0", span(2))),
    ]
    expected = [
        *grid([(name,) for name in names], [["PAR INDEX", "84,1", "85,2", "86,3"]], key=0),
        Expected("SIPAS", ("2022", "2023"), "Không công bố"),
        Expected("SIPAS", ("2024",), "82,5"),
        Expected("PAPI", ("2022",), "41,2"),
        Expected("PAPI", ("2023", "2024"), "42,0"),
    ]
    return save(folder / "a.docx", tbl(*body, columns=4)), expected


def by_python_docx(folder: Path) -> tuple[Path, list[Expected]]:
    """Merges as a program makes them: cells joined both ways, nothing marked or bold."""
    document = docx.Document()
    table: Table = document.add_table(rows=6, cols=5)
    texts = [
        ["TT", "Cơ quan", "Kết quả giải quyết", "", "Ghi chú"],
        ["", "", "Trước hạn", "Đúng hạn", ""],
        ["1", "Phòng A", "11", "21", "Tốt"],
        ["2", "Phòng B", "12", "22", ""],
        ["3", "Phòng C", "13", "23", "Cố gắng"],
        ["4", "Phòng D", "14", "24", ""],
    ]
    for row, line in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    for column in (0, 1, 4):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(2, 4).merge(table.cell(3, 4))
    path = folder / "a.docx"
    document.save(str(path))
    rows = [list(row) for row in texts[2:]]
    rows[1][4] = "Tốt"
    group = "Kết quả giải quyết"
    columns = [("TT",), ("Cơ quan",), (group, "Trước hạn"), (group, "Đúng hạn"), ("Ghi chú",)]
    return path, grid(columns, rows)


def three_row_header(folder: Path) -> tuple[Path, list[Expected]]:
    """A header of three rows, unmarked and not bold."""
    rows = [["Sở A", "1", "2", "3", "Tốt"], ["Sở B", "4", "5", "6", "Khá"]]
    body = [
        tr(tc("Đơn vị", START), tc("Hồ sơ", span(3)), tc("Xếp loại", START)),
        tr(tc("", GOES_ON), tc("Tiếp nhận", span(2)), tc("Đã trả", START), tc("", GOES_ON)),
        tr(tc("", GOES_ON), "Mới", "Cũ", tc("", GOES_ON), tc("", GOES_ON)),
        *(tr(*row) for row in rows),
    ]
    columns = [("Đơn vị",), ("Hồ sơ", "Tiếp nhận", "Mới"), ("Hồ sơ", "Tiếp nhận", "Cũ"),
               ("Hồ sơ", "Đã trả"), ("Xếp loại",)]  # fmt: skip
    return save(folder / "a.docx", tbl(*body, columns=5)), grid(columns, rows, key=0)


def set_off_header(folder: Path) -> tuple[Path, list[Expected]]:
    """A shaded header with a long label whose words come again below; parts nobody merged."""
    long = "Cơ quan, đơn vị chủ trì thực hiện nhiệm vụ theo phân công tại kế hoạch cải cách hành chính năm"
    names = ["Nhiệm vụ", long, "Kết quả", "", "Ghi chú"]
    shade = '<w:shd w:val="clear" w:fill="D9E2F3"/>'
    rows = [
        ["Ban hành kế hoạch", "Sở A", "1", "2", "Ghi chú"],
        ["Kiểm tra", "Sở B", "3", "4", "Đạt"],
    ]
    top = tr(*(tc(name, shade) for name in names))
    below = tr(*(tc(name, shade) for name in ("", "", "Giao", "Xong", "")))
    columns = [("Nhiệm vụ",), ("Cơ quan, đơn vị",), ("Kết quả", "Giao"), ("Kết quả", "Xong"),
               ("Ghi chú",)]  # fmt: skip
    table = tbl(top, below, *(tr(*row) for row in rows), columns=5)
    return save(folder / "a.docx", table), grid(columns, rows, key=0)


def styled_header(folder: Path) -> tuple[Path, list[Expected]]:
    """A header that only the table's style sets off; its label comes again below."""
    names = ["Nhiệm vụ", "Kết quả", "Ghi chú"]
    rows = [["Soạn thảo", "Kết quả", "x"], ["Thẩm định", "Đạt", "y"]]
    document = docx.Document()
    table: Table = document.add_table(rows=0, cols=3, style="Light Grid Accent 1")
    for texts in (names, *rows):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    path = folder / "a.docx"
    document.save(str(path))
    return path, grid([(name,) for name in names], rows, key=0)


TABLES: tuple[Callable[[Path], tuple[Path, list[Expected]]], ...] = (
    merged_down,
    two_row_header,
    half_marked_header,
    groups,
    shifted,
    nested,
    form,
    form_of_pairs,
    continued,
    merged_across,
    by_python_docx,
    three_row_header,
    set_off_header,
    styled_header,
)


def measure(
    make: Callable[[Path], tuple[Path, list[Expected]]], folder: Path
) -> tuple[int, int, list[Expected]]:
    """Right cells, all cells, and the wrong ones of a table."""
    path, expected = make(folder)
    (page,) = word.read(path)
    wrong = [cell for cell in expected if not is_right(cell, list(page.lines))]
    return len(expected) - len(wrong), len(expected), wrong


def main() -> None:
    right = everything = 0
    with tempfile.TemporaryDirectory() as folder:
        for make in TABLES:
            good, cells, wrong = measure(make, Path(folder))
            right, everything = right + good, everything + cells
            print(f"{make.__name__:20} {good:3}/{cells:3}", *wrong[:4])
    print(f"{'all':20} {right:3}/{everything:3} {right / everything:.3f}")


if __name__ == "__main__":
    main()
