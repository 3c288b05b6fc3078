"""Tables with merged cells, as every maker of `tables.py` sets them. All of it is made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A cell with the rows and columns it spans."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Sample:
    """A table.

    Attributes:
        header, body: rows of cells; a place that a cell above or to the left spans has none.
        widths: of the columns, in share.
        keys: positions of the columns that head a row.
    """

    name: str
    header: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    keys: tuple[int, ...] = (0, 1)

    @property
    def labels(self) -> list[str]:
        """One label a column."""
        rows = [row for row in filled(self.header, len(self.widths)) if row[0] != "(1)"]
        return [
            " - ".join(dict.fromkeys(row[at] for row in rows)) for at in range(len(self.widths))
        ]

    @property
    def gold(self) -> list[dict[str, str]]:
        """Every row's texts by label; merged cells count for each row and column they span."""
        labels = self.labels
        rows = filled(self.body, len(self.widths))
        return [dict(zip(labels, row, strict=True)) for row in rows if len(set(row)) > 1]


def filled(rows: Sequence[Sequence[Cell]], width: int) -> list[list[str]]:
    """The texts of a grid, those of merged cells in every place."""
    grid: dict[tuple[int, int], str] = {}
    for row, column, cell in placed(rows):
        for down in range(cell.rows):
            for across in range(cell.columns):
                grid[row + down, column + across] = cell.text
    return [[grid[row, column] for column in range(width)] for row in range(len(rows))]


def placed(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, int, Cell]]:
    """Each cell with its row and first column."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            yield row, column, cell
            taken |= {
                (row + down, column + across)
                for down in range(cell.rows)
                for across in range(cell.columns)
            }


def _row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text) for text in texts)


_NAMES = (
    "Xác nhận nhà ở không tranh chấp để đấu nối nước sạch",
    "Cấp thẻ thư viện lưu động",
    "Đăng ký mượn hội trường thôn",
    "Hỗ trợ mai táng phí cho người có công với làng nghề truyền thống của địa phương",
    "Cấp lại biển số xe đạp tham quan",
    "Thông báo tổ chức lễ hội cấp xã không sử dụng ngân sách",
    "Cho phép trồng cây bóng mát trên vỉa hè",
)
_FEES = ("Không", "12.500 đồng", "7.000 đồng/bản", "Không")
_DAYS = ("3 ngày làm việc", "Trong ngày", "10 ngày", "5 ngày, kể từ ngày nhận đủ hồ sơ hợp lệ")
_PLACES = ("Xã", "Huyện", "Phòng Văn hóa huyện Sông Trăng", "Trung tâm phục vụ")


def _body(count: int) -> Iterator[tuple[str, str, str, str, str]]:
    for at in range(count):
        name = _NAMES[at % len(_NAMES)]
        name = f"{name} (đợt {at // len(_NAMES) + 1})" if count > len(_NAMES) else name
        yield str(at + 1), name, _DAYS[at % 4], _FEES[(at + 1) % 4], _PLACES[(3 * at + 1) % 4]


_HEAD = ("STT", "Tên thủ tục", "Thời hạn giải quyết", "Phí", "Nơi nộp")
_WIDTHS = (1, 5, 3, 2, 3)
_TALL = Cell("Lĩnh vực", rows=2), Cell("Chỉ tiêu", rows=2), Cell("Kết quả", columns=3)
_YEARS = (Cell("2029"), Cell("2030"), Cell("So sánh"))


def _merged(groups: Sequence[int]) -> tuple[tuple[Cell, ...], ...]:
    """Rows whose first cell spans a group of them."""
    rows: list[tuple[Cell, ...]] = []
    number = 0
    for group, size in enumerate(groups, start=1):
        for at in range(size):
            number += 1
            first = (Cell(f"Lĩnh vực số {group}", rows=size),) if at == 0 else ()
            figures = (f"{11 * number}", f"{13 * number + 1},5 %", f"tăng {number + 2}")
            rows.append((*first, Cell(f"Chỉ tiêu thứ {number}"), *_row(*figures)))
    return tuple(rows)


SAMPLES = (
    Sample("don-gian", (_row(*_HEAD),), tuple(_row(*row) for row in _body(7)), _WIDTHS),
    Sample(
        "tieu-de-hai-dong",
        (
            (
                Cell("STT", rows=2),
                Cell("Tên thủ tục", rows=2),
                Cell("Thời hạn", rows=2),
                Cell("Mức thu", columns=2),
            ),
            _row("Phí", "Lệ phí"),
        ),
        (
            *(_row(a, b, c, d, "20.000 đồng") for a, b, c, d, _ in list(_body(4))),
            (*_row("5", "Cấp bản sao giấy khen", "2 ngày"), Cell("Miễn thu", columns=2)),
        ),
        (1, 5, 3, 2, 2),
    ),
    Sample("o-gop-doc", (_TALL, _YEARS), _merged((3, 2, 4)), (3, 4, 2, 2, 2)),
    Sample("nhieu-trang", (_row(*_HEAD),), tuple(_row(*row) for row in _body(70)), _WIDTHS),
    Sample(
        "danh-so-cot",
        (_row(*_HEAD), _row("(1)", "(2)", "(3)", "(4)", "(5)")),
        tuple(_row(*row) for row in _body(6)),
        _WIDTHS,
    ),
    Sample(
        "theo-nhom",
        (_row(*_HEAD),),
        (
            (Cell("I. LĨNH VỰC VĂN HÓA", columns=5),),
            *(_row(*row) for row in list(_body(6))[:3]),
            (Cell("II. LĨNH VỰC XÃ HỘI", columns=5),),
            *(_row(*row) for row in list(_body(6))[3:]),
        ),
        _WIDTHS,
    ),
    Sample(
        "so-lieu",
        (_row("Đơn vị", "2027", "2028", "2029", "2030", "2031"),),
        tuple(
            _row(name, *(f"{1_000 * at + 37 * year:,}".replace(",", ".") for year in range(5)))
            for at, name in enumerate(
                ("Xã Đồi Gió", "Xã Suối Mơ", "Thị trấn Cây Bàng", "Xã Bến Lau", "Toàn huyện"), 1
            )
        ),
        (4, 2, 2, 2, 2, 2),
        keys=(0,),
    ),
    Sample(
        "o-trong",
        (_row("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Ghi chú"),),
        (
            _row("1", "Rà soát quy trình nội bộ", "Phòng Nội vụ", "", ""),
            _row("2", "Tập huấn kỹ năng số cho tổ công nghệ", "", "Đoàn thanh niên", "Quý II"),
            _row("3", "Mua sắm máy quét", "Văn phòng", "Phòng Tài chính", ""),
            _row("4", "Tổng kết", "Phòng Nội vụ", "", "Tháng 12"),
        ),
        (1, 5, 3, 3, 2),
    ),
    Sample(
        "gop-hai-cap",
        (_TALL, _YEARS),
        (
            *_merged((2, 3)),
            (Cell("Chung", rows=2), Cell("Chỉ tiêu thứ 6"), Cell("Chưa thống kê", columns=3)),
            (Cell("Chỉ tiêu thứ 7"), *_row("1", "2", "3")),
        ),
        (3, 4, 2, 2, 2),
    ),
    Sample("gop-qua-trang", (_TALL, _YEARS), _merged((14, 16, 18, 17)), (3, 4, 2, 2, 2)),
)
