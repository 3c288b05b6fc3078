"""What fuzzing begins with: small good files of every format, and the words that they are made of."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date

import pypdf
from PIL import Image, ImageDraw

from assistant.startup import SHIPPED_DOCUMENTS

Seed = tuple[str, bytes]
"""(ending of the name, content)."""

_TEXT = (
    "UBND TỈNH\nSỞ KHOA HỌC VÀ CÔNG NGHỆ\n\nSố: 12/BC-SKHCN\n\nBÁO CÁO\nKết quả cải cách hành chính\n\n"
    "I. KẾT QUẢ\n1. Thủ tục hành chính\nSở có 58 thủ tục, đạt 16,2 %.\n- Phí: 7.000 đồng/ hồ sơ.\n"
)
_HTML = (
    "<!doctype html><html><head><meta charset=utf-8><title>T</title></head><body><h1>Báo cáo</h1>"
    "<ol start=2><li>một<li>hai<ul><li>con</ul></ol><dl><dt>Phí<dd>7</dl><pre>a\nb</pre><p hidden>x</p>"
    "<table><tr><th rowspan=2>TT<th colspan=2>Phí<tr><th>a<th>b<tr><td>1<td>2<td><table><tr><td>x"
    "</table></table></body></html>"
)
_MARKDOWN = (
    "---\ntitle: a\n---\n# Báo cáo\n\nMột\n===\n\n| TT | Phí |\n|---|:-:|\n| 1 | **7** |\n\n"
    "> * [a](b 'c') `d` _e_\n\n```py\n# x\n```\n<!-- g --><b>h</b>\n1. i\n   - k\n"
)
_CSV = 'TT;Tên thủ tục;"Phí (đồng)"\r\n1;"Cấp ""giấy""\r\nphép";7.000\r\n2;Gia hạn;8.000\r\n'
_PDF_WORDS = (
    b"/Kids [1 0 R]", b"/Parent 3 0 R", b"BT", b"ET", b"Tj", b"Do", b"/Rotate 90", b"q ", b"Q ",
    b"<<", b">>", b"[", b"]", b"endobj", b"stream\n", b"/MediaBox [0 0 1e9 1e9]", b"/Type /Pages",
    b"re f ", b"0 0 0 0 0 0 cm ", b"/Filter /FlateDecode", b"(\\377\\376\\000a)", b"-99999 0 Td ",
)  # fmt: skip
_WORDS: dict[str, Sequence[bytes]] = {
    "pdf": _PDF_WORDS,
    "html": (
        b"<table>", b"</table>", b"<tr>", b"<td rowspan=9>", b"<td colspan=0>", b"</td>", b"<li>",
        b"<ol>", b"</ol>", b"<p hidden>", b"<div style='display:none'>", b"</div>", b"<![", b"<!--",
        b"-->", b"<?", b"&#xD800;", b"<script>", b"</script>", b"<pre>", b"</pre>", b"<dt>", b"<dd>",
        b"charset=utf-16", b"\0", b"\xff", b"<h7>", b"<h1>", b"<", b">", b"'", b'"',
    ),
    "markdown": (
        b"|", b"---", b"\n", b"```", b"# ", b"> ", b"[", b"](", b")", b"<!--", b"-->", b"<script>",
        b"**", b"_", b"\\", b"===\n", b"| - |\n", b"\t", b"\xc2\xa0", b"\r", b"<b", b"\xff",
    ),
    "delimited": (b";", b",", b"\t", b'"', b"\r\n", b"\n", b"\0", b"\xff\xfe", b"sep=;\n", b"|", b"'"),
    "plain": (b"\n", b"\r", b"\x0c", b"\0", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xcc\x81",
              b"\xe2\x80\x8b", b"-\n", b"\xf0\x9f\x99\x82", b"\xb5\xb8\xb6", b"12/QD-UBND "),
    "archives": (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"../", b"/", b"\0", b".zip", b"\xff\xff"),
    "scan": (b"\0\0\0\0", b"\xff\xff\xff\xff", b"IDAT", b"IEND", b"\xff\xd9", b"\xff\xc4", b"II*\0"),
    "word": (b"<w:p/>", b"</w:tbl>", b"<w:tbl>", b"&#0;", b"<w:br/>", b"<!DOCTYPE a>", b"\0"),
    "sheet": (b"<row/>", b"<c r='A1'/>", b"</row>", b"<v>", b"&#0;", b"<!DOCTYPE a>", b"\0"),
}  # fmt: skip
NAMES = tuple(_WORDS)
_SUFFIXES = {
    "pdf": (".pdf",),
    "html": (".html",),
    "markdown": (".md",),
    "delimited": (".csv", ".tsv"),
    "plain": (".txt",),
    "archives": (".zip",),
    "scan": (".png", ".jpg", ".tiff", ".bmp", ".gif", ".webp"),
    "word": (".docx",),
    "sheet": (".xlsx",),
}


def of(name: str) -> tuple[Sequence[str], Sequence[bytes], Sequence[Seed]]:
    """The endings, the words and the seeds of a reader."""
    return _SUFFIXES[name], _WORDS[name], list(_SEEDS[name]())


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def _pdfs() -> Sequence[Seed]:
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate, Table

    writer = pypdf.PdfWriter()
    writer.append(SHIPPED_DOCUMENTS / "bao-cao-cchc-6-thang-2024.pdf", pages=(0, 1))
    packed = _saved(writer.write)

    def table(out: io.BytesIO) -> None:
        rows = Table([["TT", "Phi", "Muc"], ["1", "a", "7.000"], ["2", "b", "8.000"]])
        rows.setStyle([("GRID", (0, 0), (-1, -1), 1, colors.black), ("SPAN", (1, 1), (1, 2))])
        SimpleDocTemplate(out, pagesize=A4, pageCompression=0).build([rows])

    return [(".pdf", packed), (".pdf", _saved(table))]


def _words() -> Sequence[Seed]:
    import docx

    document = docx.Document()
    document.add_heading("Báo cáo", 1)
    document.add_paragraph("một", style="List Number")
    document.add_paragraph("hai", style="List Bullet")
    table = document.add_table(3, 3)
    for at, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"ô {at}"
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(2, 2).add_table(2, 2).cell(0, 0).text = "trong"
    document.sections[0].header.paragraphs[0].text = "đầu trang"
    shipped = ("chi-so-cchc-cap-tinh.docx", "tthc-hoi-nhieu.docx")
    return [
        (".docx", _saved(document.save)),
        *((".docx", (SHIPPED_DOCUMENTS / name).read_bytes()) for name in shipped),
    ]


def _sheets() -> Sequence[Seed]:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "DANH MỤC"
    sheet.merge_cells("A1:D1")
    sheet.append(["TT", "Tên thủ tục", "Phí", "Ngày"])
    for number in range(1, 6):
        sheet.append([number, f"Thủ tục {number}", 7000.5 * number, date(2024, 1, number)])
    sheet.merge_cells("B4:B5")
    sheet["C3"].number_format = "#,##0.00"
    sheet["E3"] = "=SUM(C3:C5)"
    sheet.row_dimensions[5].hidden = True
    book.create_sheet("Hai").append(["Phí", 1])
    book.create_sheet("An").sheet_state = "hidden"
    return [(".xlsx", _saved(book.save))]


def _archives() -> Sequence[Seed]:
    def pack(out: io.BytesIO) -> None:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a/phí.txt", _TEXT)
            archive.writestr("staff/b.md", _MARKDOWN)
            archive.writestr("c.csv", _CSV)

    first = _saved(pack)

    def again(out: io.BytesIO) -> None:
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("trong.zip", first)
            archive.writestr("d.txt", "Phí")

    return [(".zip", first), (".zip", _saved(again))]


def _scans() -> Sequence[Seed]:
    picture = Image.new("L", (220, 60), 255)
    ImageDraw.Draw(picture).text((10, 20), "Phi tham dinh 7.000", fill=0)
    kinds = {"PNG": ".png", "JPEG": ".jpg", "TIFF": ".tiff", "BMP": ".bmp", "GIF": ".gif"}
    made = [
        (end, _saved(lambda out, kind=kind: picture.save(out, kind))) for kind, end in kinds.items()
    ]
    pages = _saved(lambda out: picture.save(out, "TIFF", save_all=True, append_images=[picture]))
    packed = _saved(lambda out: picture.convert("1").save(out, "TIFF", compression="group4"))
    colour = _saved(lambda out: picture.convert("CMYK").save(out, "JPEG"))
    return [
        *made,
        (".webp", _saved(lambda out: picture.save(out, "WEBP"))),
        (".tiff", pages),
        (".tiff", packed),
        (".jpg", colour),
    ]


_SEEDS: dict[str, Callable[[], Sequence[Seed]]] = {
    "pdf": _pdfs,
    "html": lambda: [(".html", _HTML.encode())],
    "markdown": lambda: [(".md", _MARKDOWN.encode())],
    "delimited": lambda: [
        (".csv", _CSV.encode()),
        (".tsv", _CSV.replace(";", "\t").encode("utf-16")),
    ],
    "plain": lambda: [(".txt", _TEXT.encode()), (".txt", _TEXT.encode("utf-16"))],
    "archives": _archives,
    "scan": _scans,
    "word": _words,
    "sheet": _sheets,
}
