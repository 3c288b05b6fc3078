"""The procedure list (a workbook) and the guide to the most asked ones (a Word file)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tools.demo_corpus import places, stable, word

PREVAILS = (
    "Quyết định công bố thủ tục hành chính của Sở Khoa học và Công nghệ tỉnh Hưng Yên có giá trị "
    "áp dụng; nếu nội dung ở đây khác quyết định đó thì theo quyết định."
)
GUIDE = (1, 2, 3, 7, 9, 20)  # the numbers of the six most asked ones


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the list and a section of the guide."""

    key: str
    label: str
    width: int = 24


FIELDS = (
    Field("code", "Mã TTHC", 16),
    Field("name", "Tên thủ tục hành chính", 40),
    Field("field", "Lĩnh vực", 20),
    Field("level", "Cấp thực hiện", 12),
    Field("applicants", "Đối tượng thực hiện"),
    Field("channel", "Cách thức thực hiện"),
    Field("time_limit", "Thời hạn giải quyết", 30),
    Field("fee", "Phí", 34),
    Field("charge", "Lệ phí"),
    Field("dossier", "Thành phần hồ sơ", 50),
    Field("sets", "Số lượng hồ sơ", 16),
    Field("steps", "Trình tự thực hiện", 40),
    Field("where", "Nơi tiếp nhận hồ sơ"),
    Field("decides", "Cơ quan có thẩm quyền quyết định"),
    Field("result", "Kết quả thực hiện", 30),
    Field("legal_basis", "Căn cứ pháp lý", 36),
    Field("conditions", "Yêu cầu, điều kiện", 30),
    Field("note", "Ghi chú", 30),
    Field("sources", "Nguồn", 50),
)


def procedures() -> list[dict[str, Any]]:
    """The procedures as texts/procedures.toml holds them."""
    with (places.TEXTS / "procedures.toml").open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["procedure"]
    return [{**one, "level": "Cấp tỉnh"} for one in found]


def entries(procedure: dict[str, Any], key: str) -> list[str]:
    """A field's entries, one text each; none where no source was found."""
    value = procedure.get(key, [])
    texts = list(value) if isinstance(value, list) else [str(value)]
    if key == "fee" and "fee_from" in procedure:
        texts.append(f"({procedure['fee_from']})")
    if key == "sources":
        texts.append(PREVAILS)
    return texts


def make_list() -> None:
    """Write the workbook: one row a procedure."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Danh mục TTHC"
    width = len(FIELDS) + 1
    titles = (
        "DANH MỤC THỦ TỤC HÀNH CHÍNH THUỘC PHẠM VI QUẢN LÝ CỦA SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        f"Bản trình diễn, biên soạn từ quy định trung ương và bản công bố của các tỉnh. {PREVAILS}",
    )
    for row, title in enumerate(titles, start=1):
        sheet.cell(row, 1, title).font = Font(name=word.FONT, bold=row == 1, size=13)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    for column, label in enumerate(["STT", *(field.label for field in FIELDS)], start=1):
        cell = sheet.cell(4, column, label)
        cell.font = Font(name=word.FONT, bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    for row, procedure in enumerate(procedures(), start=5):
        sheet.cell(row, 1, procedure["number"])
        for column, field in enumerate(FIELDS, start=2):
            sheet.cell(row, column, "\n".join(entries(procedure, field.key)) or None)
        for column in range(1, width + 1):
            sheet.cell(row, column).font = Font(name=word.FONT)
            sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 6
    for column, field in enumerate(FIELDS, start=2):
        sheet.column_dimensions[get_column_letter(column)].width = field.width
    sheet.freeze_panes = "D5"
    book.properties.creator = "Bản trình diễn của trợ lý hỏi đáp cải cách hành chính"
    book.properties.created = book.properties.modified = stable.MADE
    book.save(places.PROCEDURE_LIST)
    stable.restamp(places.PROCEDURE_LIST)


def make_guide() -> None:
    """Write the Word file: the most asked procedures, each with its sections."""
    document = word.begin("Hướng dẫn các thủ tục hành chính được hỏi nhiều")
    document.add_paragraph(
        "Tài liệu này trình bày sáu thủ tục hành chính về khoa học và công nghệ mà tổ chức, cá nhân "
        "thường hỏi. Mục nào không ghi là mục chưa tìm được nguồn xác nhận. " + PREVAILS
    )
    chosen = [one for one in procedures() if one["number"] in GUIDE]
    for number, procedure in enumerate(chosen, start=1):
        document.add_heading(f"{number}. {procedure['name']}", level=1)
        if "code" in procedure:
            document.add_paragraph(f"Mã TTHC: {procedure['code']}")
        document.add_paragraph(f"Lĩnh vực: {procedure['field']}")
        for field in FIELDS[4:]:
            _add_section(document, field, entries(procedure, field.key))
    word.save(document, places.PROCEDURE_GUIDE, "Thủ tục hành chính được hỏi nhiều")


def _add_section(document: word.Document, field: Field, texts: list[str]) -> None:
    """A section of the guide: what is priced by case as a table, the rest as paragraphs."""
    if not texts:
        return
    document.add_heading(field.label, level=2)
    priced = [text.rsplit(": ", 1) for text in texts if text.count(": ") == 1]
    if field.key == "fee" and len(priced) >= 4:
        word.table(document, [["Trường hợp", "Mức phí"], *priced])
        texts = [text for text in texts if text.count(": ") != 1]
    for number, text in enumerate(texts, start=1):
        if field.key == "steps":
            document.add_paragraph(f"Bước {number}: {text}")
        elif field.key in ("dossier", "sources", "legal_basis") and len(texts) > 1:
            document.add_paragraph(f"- {text}")
        else:
            document.add_paragraph(text)
