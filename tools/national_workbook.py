"""The national procedures as one workbook, and how well it is read.

`python -m tools.national_workbook` writes it; `python -m tools.national_workbook --measure` writes it
to a temporary folder, reads it in a process of its own and prints, for every field of the data, how
many records kept it to the letter, the peak of memory, and rows a second. Exit code 1 where a row
is no record, a field is lost or the memory is over the limit.

`--asked` writes the workbook that the national question sets (`eval/sets/national_*.jsonl`) are run over:
the procedures that they name, and one in eleven of the others.

A cell holds 32,767 characters (Excel's limit): a longer text goes on in the same column of rows
below, its number, code and name merged over them, as an office would split it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.model import Line, Option, Page, Procedure, flat_lines
from corpus.procedures import Found
from corpus.vietnamese.normalise import normalise

DATA = Path(__file__).parents[2] / "shared" / "data" / "procedures-national.jsonl.gz"
MEMORY_LIMIT = 1.5 * 2**30
LONGEST_CELL = 32_767
TITLE = "DANH SÁCH THỦ TỤC HÀNH CHÍNH"
SHEET = "Danh sách TTHC"
SETS = Path(__file__).parents[1] / "eval" / "sets"
_ONE_IN = 11  # of the procedures that no set names


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the workbook: the data's key, and its label as the portal words it."""

    key: str
    label: str


COLUMNS = (
    Column("ma_thu_tuc", "Mã thủ tục"),
    Column("ten_thu_tuc", "Tên thủ tục"),
    Column("so_quyet_dinh", "Số quyết định"),
    Column("cap_thuc_hien", "Cấp thực hiện"),
    Column("loai_thu_tuc", "Loại thủ tục"),
    Column("linh_vuc", "Lĩnh vực"),
    Column("trinh_tu_thuc_hien", "Trình tự thực hiện"),
    Column("cach_thuc_thuc_hien", "Cách thức thực hiện"),
    Column("thanh_phan_ho_so", "Thành phần hồ sơ"),
    Column("doi_tuong_thuc_hien", "Đối tượng thực hiện"),
    Column("co_quan_thuc_hien", "Cơ quan thực hiện"),
    Column("co_quan_co_tham_quyen", "Cơ quan có thẩm quyền"),
    Column("dia_chi_tiep_nhan", "Địa chỉ tiếp nhận hồ sơ"),
    Column("co_quan_duoc_uy_quyen", "Cơ quan được ủy quyền"),
    Column("co_quan_phoi_hop", "Cơ quan phối hợp"),
    Column("ket_qua_xu_ly", "Kết quả thực hiện"),
    Column("can_cu_phap_ly", "Căn cứ pháp lý"),
    Column("yeu_cau_dieu_kien", "Yêu cầu, điều kiện thực hiện"),
    Column("thu_tuc_lien_quan", "Thủ tục hành chính liên quan"),
    Column("detail_url", "Đường dẫn"),
    Column("formality_id", "Mã định danh"),
    Column("_source", "Tệp nguồn"),
)
Lines = Sequence[tuple[Page, Line]]
_REPEATED = ("ma_thu_tuc", "ten_thu_tuc")


def records() -> list[dict[str, str]]:
    """The data, a dictionary a procedure."""
    with gzip.open(DATA, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def asked(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The procedures that the national question sets name, and one in eleven of the others."""
    sets = "".join(path.read_text(encoding="utf-8") for path in SETS.glob("national_*.jsonl"))
    return [
        row for at, row in enumerate(rows) if at % _ONE_IN == 0 or f'"{row["ma_thu_tuc"]}"' in sets
    ]


def write(path: Path, rows: list[dict[str, str]]) -> int:
    """Write the workbook, streaming; the number of its data rows."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.worksheet.cell_range import CellRange

    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    merged: list[CellRange] = []
    width = len(COLUMNS) + 1
    heads = []
    for text in ("STT", *(column.label for column in COLUMNS)):
        cell = WriteOnlyCell(sheet, text)
        cell.font = Font(bold=True)
        heads.append(cell)
    merged.append(CellRange(min_row=1, max_row=1, min_col=1, max_col=width))
    sheet.append([TITLE])
    sheet.append([])
    sheet.append(heads)
    at = 4
    for number, row in enumerate(rows, start=1):
        parts = list(_parts(row))
        for index, part in enumerate(parts):
            sheet.append([number if index == 0 else None, *part])
        if len(parts) > 1:
            columns = [1, *(i for i, c in enumerate(COLUMNS, start=2) if c.key in _REPEATED)]
            merged += [
                CellRange(min_row=at, max_row=at + len(parts) - 1, min_col=c, max_col=c)
                for c in columns
            ]
        at += len(parts)
    # openpyxl writes merged cells of a streamed sheet, though it has no method to add them
    sheet.merged_cells.ranges.update(merged)
    book.save(path)
    return at - 4


def _parts(row: dict[str, str]) -> Iterator[list[str | None]]:
    """The spreadsheet rows of a procedure: one, or more where a text is too long for a cell."""
    texts = {column.key: _pieces(row[column.key]) for column in COLUMNS}
    for index in range(max(map(len, texts.values()))):
        yield [
            pieces[index] if index < len(pieces) else None
            for pieces in (texts[column.key] for column in COLUMNS)
        ]


def _pieces(text: str) -> list[str | None]:
    """A text cut into what cells hold, between words."""
    pieces: list[str | None] = []
    while len(text) > LONGEST_CELL:
        cut = max(text.rfind("\n", 0, LONGEST_CELL), text.rfind(" ", 0, LONGEST_CELL))
        cut = cut if cut > 0 else LONGEST_CELL
        pieces.append(text[:cut])
        text = text[cut:].lstrip()
    return [*pieces, text or None]


def measure(path: Path, rows: int) -> int:
    """Read a workbook of all procedures and print what was kept; the exit code."""
    from corpus import procedures, readers

    started, before = time.perf_counter(), time.process_time()
    pages = readers.read(path)
    read = time.perf_counter() - started
    found = procedures.find(pages)
    seconds, of_cpu = time.perf_counter() - started, time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    wanted, lines = records(), flat_lines(pages)
    print(f"rows {rows}, procedures {len(wanted)}, records {len(found)}")
    print(f"read {read:.1f} s, with records {seconds:.1f} s: {rows / seconds:.0f} rows/s")
    print(f"of one processor {of_cpu:.1f} s: {rows / of_cpu:.0f} rows/s")
    print(f"peak memory {peak / 2**20:.0f} MB (limit {MEMORY_LIMIT / 2**20:.0f})")
    by_code = {one.procedure.code: one for one in found}
    missing = [row["ma_thu_tuc"] for row in wanted if row["ma_thu_tuc"] not in by_code]
    lost = 0
    for column in COLUMNS:
        filled = [row for row in wanted if squeezed(row[column.key])]
        kept = sum(
            row["ma_thu_tuc"] in by_code and keeps(by_code[row["ma_thu_tuc"]], column, row, lines)
            for row in filled
        )
        lost += len(filled) - kept
        print(f"  {column.label:<32} {kept:>5} of {len(filled):>5}")
    extra = len(found) - len(wanted)
    print(f"procedures without a record: {len(missing)}; records too many: {max(0, extra)}")
    print(f"field values lost: {lost}")
    return int(bool(missing or extra or lost or peak > MEMORY_LIMIT))


def squeezed(text: str) -> str:
    """A text in NFC without its spaces: what may differ between a text and its reading.

    A cut between two rows and lines as entries change spaces only; so does joining split words.
    """
    return re.sub(r"\s+", "", normalise(text))


def keeps(found: Found, column: Column, row: dict[str, str], lines: Lines) -> bool:
    """Whether a record holds a column's text, whole."""
    wanted = squeezed(row[column.key])
    if column.key == "cach_thuc_thuc_hien":
        return _keeps_channels(found, wanted, lines)
    held = _held(found.procedure, column)
    if column.key in ("co_quan_thuc_hien", "dia_chi_tiep_nhan"):  # one field holds both
        return wanted in held
    return wanted == held


def _keeps_channels(found: Found, wanted: str, lines: Lines) -> bool:
    """Whether the channels' cell is the record's, and every option's text is in it."""
    said = "".join(
        lines[i][1].source.partition(": ")[2]
        for first, last in found.fields.get("channel", ())
        for i in range(first, last)
    )
    parts = [t for option in found.procedure.options for t in _texts(option) if t]
    return squeezed(said) == wanted and all(squeezed(part) in wanted for part in parts)


def _texts(option: Option) -> tuple[str | None, ...]:
    return option.channel, option.case, option.time_limit, option.fee


def _held(procedure: Procedure, column: Column) -> str:
    attribute = {
        "ma_thu_tuc": procedure.code,
        "ten_thu_tuc": procedure.name,
        "so_quyet_dinh": procedure.decision_number,
        "cap_thuc_hien": procedure.level,
        "linh_vuc": procedure.field,
        "trinh_tu_thuc_hien": "".join(procedure.steps),
        "thanh_phan_ho_so": "".join(procedure.dossier),
        "doi_tuong_thuc_hien": procedure.applicants,
        "co_quan_thuc_hien": procedure.where,
        "dia_chi_tiep_nhan": procedure.where,
        "co_quan_co_tham_quyen": procedure.who_decides,
        "ket_qua_xu_ly": procedure.result,
        "can_cu_phap_ly": "".join(procedure.legal_basis),
        "yeu_cau_dieu_kien": procedure.conditions,
        "detail_url": procedure.source,
    }
    if column.key in attribute:
        return squeezed(attribute[column.key] or "")
    return squeezed("".join(text for label, text in procedure.others if label == column.label))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("thu-tuc-quoc-gia.xlsx"))
    parser.add_argument(
        "--asked", action="store_true", help="only what the question sets ask of, and some"
    )
    parser.add_argument("--measure", action="store_true", help="write, read and compare")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--rows", type=int, default=0, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.read:
        return measure(chosen.read, chosen.rows)
    if not chosen.measure:
        rows = asked(records()) if chosen.asked else records()
        print(f"{chosen.out}: {len(rows)} procedures in {write(chosen.out, rows)} rows")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "thu-tuc-quoc-gia.xlsx"
        rows = write(path, records())
        print(f"workbook {path.stat().st_size / 2**20:.1f} MB")
        sys.stdout.flush()
        command = [sys.executable, "-m", "tools.national_workbook", "--read", str(path)]
        return subprocess.run([*command, "--rows", str(rows)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
